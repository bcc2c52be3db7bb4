"""Pages of public data as `Source`s, an index over them, and their Markdown files."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.encoder import Encoder
from knowledge.faiss_index import FaissIndex
from knowledge.index import Manifest, SearchIndex, build_lexical
from knowledge.passage import (
    Sentence,
    contexts,
    split_passages,
    split_sentences,
)
from knowledge.question_bank import QuestionBank
from knowledge.source import Paragraph, Source

_PARAGRAPH_SENTENCES = 4
_SUMMARY = re.compile(r"^Summary\s*:\s*")
_AGENCY = re.compile(
    r"\s*(?:NIH: [A-Z][\w ,&-]+|Centers for Disease Control and Prevention|"
    r"Food and Drug Administration|Dept\. of Health and Human Services Office on "
    r"Women's Health)$"
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_SECTIONS = {
    "information": "What it is",
    "genetic changes": "Genes",
    "exams and tests": "Exams and tests",
}


@dataclass(frozen=True)
class Page:
    """One page: its paragraphs with their section, or None."""

    id: str
    title: str
    paragraphs: tuple[tuple[str | None, str], ...]


def slug(text: str) -> str:
    """A page id made of a title."""
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold()))


def health_page(rows: Sequence[dict[str, Any]]) -> Page:
    """One page of MedQuAD rows: a section a question, four sentences a paragraph.

    The agency's name that ends an answer is left out, and the word "Summary".
    """
    paragraphs: list[tuple[str | None, str]] = []
    for row in rows:
        section = section_of(row, rows)
        text = " ".join(str(row["answer"]).split())
        sentences = split_sentences(_AGENCY.sub("", _SUMMARY.sub("", text)))
        for start in range(0, len(sentences), _PARAGRAPH_SENTENCES):
            block = sentences[start : start + _PARAGRAPH_SENTENCES]
            paragraphs.append((section, " ".join(block)))
    title = str(rows[0]["focus"])
    return Page(slug(title), title, tuple(paragraphs))


def section_of(row: dict[str, Any], rows: Sequence[dict[str, Any]]) -> str | None:
    """Heading above one row's answer; a page of one answer has no headings."""
    kind = str(row["qtype"])
    return _SECTIONS.get(kind, kind.capitalize()) if len(rows) > 1 else None


def page_sentences(page: Page) -> tuple[Sentence, ...]:
    """The sentences of a page with their ids, as the product numbers them."""
    return tuple(s for p in split_passages(_source(page)) for s in p.sentences)


def write_page(page: Page, folder: Path) -> None:
    """The page as a clinic would keep it: Markdown with front matter."""
    lines = ["---", f"id: {page.id}", f"title: {_quoted(page.title)}"]
    lines += ["status: approved", "reviewed_by: nobody, this is a benchmark"]
    lines += [f"reviewed_on: {datetime.date(2024, 1, 1)}", "---", ""]
    last: str | None = None
    for section, text in page.paragraphs:
        if section != last and section is not None:
            lines += [f"## {section}", ""]
        last = section
        lines += [_escaped(text), ""]
    (folder / f"{page.id}.md").write_text("\n".join(lines), encoding="utf-8")


def make_index(pages: Sequence[Page], encoder: Encoder) -> SearchIndex:
    """An index over pages as `bedside index` builds it, in memory, without a bank."""
    passages = tuple(p for page in pages for p in split_passages(_source(page)))
    texts = contexts(passages)
    sentences = [s for passage in passages for s in passage.sentences]
    embedded = [texts[s.id] for s in sentences]
    manifest = Manifest(
        "", "", encoder.name, encoder.dim, {}, {}, len(sentences), 0, {}
    )
    return SearchIndex(
        manifest,
        passages,
        FaissIndex.build(encoder.encode(embedded)),
        build_lexical(embedded),
        {},
        QuestionBank(),
        encoder.encode([]),
    )


def _source(page: Page) -> Source:
    paragraphs = tuple(Paragraph(text, section, 1) for section, text in page.paragraphs)
    return Source(
        page.id,
        page.title,
        "approved",
        (),
        None,
        None,
        None,
        None,
        paragraphs,
        Path(f"{page.id}.md"),
        "",
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(text: str) -> str:
    """Text that Markdown gives back as it is, also where a line begins like a list."""
    text = _MARKUP.sub(r"\\\1", text)
    text = re.sub(r"&(?=[#\w]+;)", r"\\&", text)
    return re.sub(r"^(\d+)([.)])(\s)", r"\1\\\2\3", re.sub(r"^([-+=])", r"\\\1", text))
