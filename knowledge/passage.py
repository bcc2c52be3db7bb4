"""Pages -> passages and their sentences: what is indexed, and what may be quoted.

A sentence is the unit of quoting; a passage (one paragraph) the unit of context. A
sentence is embedded with its neighbours and heading: on public consumer-health data a
sentence with its neighbours ranked expert-chosen sentences better than alone (mean
average precision .447 against .417).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lean_imports import spacy
from knowledge.source import Source

_BEFORE_A_NUMBER = re.compile(
    r"\b(?:approx|ca|est|fig|incl|max|min|no|nos|nr|p|pp|tel|vol)\.$", re.IGNORECASE
)
"""A sentence goes on when a number follows: "max. 4 sessions"."""

_OPENING = "([{\"'“‘«"


@dataclass(frozen=True)
class Sentence:
    """One quotable sentence, verbatim; `id` is `<source id>#s<number from 01>`."""

    id: str
    text: str
    source_id: str
    passage_id: str
    title: str
    section: str | None
    url: str | None
    reviewed_on: str | None


@dataclass(frozen=True)
class Passage:
    """One paragraph of a page with its sentences in order."""

    id: str
    source_id: str
    title: str
    section: str | None
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return " ".join(sentence.text for sentence in self.sentences)


def split_passages(source: Source) -> tuple[Passage, ...]:
    """The passages of one page; sentence numbers run through the whole page."""
    passages: list[Passage] = []
    n_sentences = 0
    reviewed_on = source.reviewed_on.isoformat() if source.reviewed_on else None
    for number, paragraph in enumerate(source.paragraphs, 1):
        passage_id = f"{source.id}#p{number:02d}"
        sentences: list[Sentence] = []
        for text in split_sentences(paragraph.text):
            n_sentences += 1
            sentences.append(
                Sentence(
                    id=f"{source.id}#s{n_sentences:02d}",
                    text=text,
                    source_id=source.id,
                    passage_id=passage_id,
                    title=source.title,
                    section=paragraph.section,
                    url=source.url,
                    reviewed_on=reviewed_on,
                )
            )
        passages.append(
            Passage(
                passage_id, source.id, source.title, paragraph.section, tuple(sentences)
            )
        )
    return tuple(passages)


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of one paragraph, each exactly as it stands there (spaCy).

    What stands between two sentences is white space, so that neighbours can be quoted
    together; in doubt two sentences stay one, since half a sentence can mislead.
    """
    starts = [0]
    for span in _splitter()(text).sents:
        start = span.start_char
        # spaCy leaves the bracket or quotation mark that opens a sentence behind.
        while start > starts[-1] and text[start - 1] in _OPENING:
            start -= 1
        if start > starts[-1] and _starts_sentence(text, start):
            starts.append(start)
    ends = [*starts[1:], len(text)]
    pieces = [text[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    return tuple(piece for piece in pieces if piece)


def _starts_sentence(text: str, start: int) -> bool:
    """False where spaCy's boundary at `start` is inside a sentence."""
    before, after = text[:start].rstrip(), text[start:].lstrip(_OPENING)
    if not text[start - 1].isspace() or after[:1].islower():
        return False
    return not (after[:1].isdigit() and _BEFORE_A_NUMBER.search(before))


def contexts(passages: Iterable[Passage]) -> dict[str, str]:
    """Sentence id -> the text embedded for it: heading, neighbours, sentence."""
    texts: dict[str, str] = {}
    for passage in passages:
        heading = passage.section or passage.title
        for position, sentence in enumerate(passage.sentences):
            around = passage.sentences[max(0, position - 1) : position + 2]
            texts[sentence.id] = f"{heading}. {' '.join(s.text for s in around)}"
    return texts


@lru_cache(maxsize=1)
def _splitter() -> "spacy.language.Language":
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp
