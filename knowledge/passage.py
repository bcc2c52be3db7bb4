"""Pages -> passages and their sentences: what is indexed, and what may be quoted.

A sentence is the unit of quoting; a passage (one paragraph) the unit of context. A
sentence is embedded with its neighbours and heading: on public consumer-health data a
sentence with its neighbours ranked expert-chosen sentences better than alone (mean
average precision .447 against .417).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lean_imports import spacy
from knowledge.source import Source


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
    """Sentences of one paragraph, each exactly as it stands there (spaCy)."""
    spans = (span.text.strip() for span in _splitter()(text).sents)
    return tuple(span for span in spans if span)


def contexts(passages: Iterable[Passage]) -> dict[str, str]:
    """Sentence id -> the text that is embedded for it: heading, neighbours, sentence."""
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
