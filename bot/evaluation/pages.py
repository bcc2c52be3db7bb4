"""What an evaluation has to know of the loaded pages: sentences, answers, coverage.

A `Library` in, one frozen `Pages` out; everything here is plain text and ids.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.library import Library

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def plain(text: str) -> str:
    """Lower-case, straight quotes, one space: what all texts are compared in."""
    return re.sub(r"\s+", " ", text.translate(_STRAIGHT)).strip().lower()


@dataclass(frozen=True)
class Pages:
    """The approved pages as an evaluation sees them.

    Attributes:
        build_id: The index they were loaded from.
        threshold: Least P(answerable) at which a question is answered, 0 to 1.
        titles: Source id -> title, in page order.
        sentences: Sentence id -> text, in page order; the id begins with its source's.
        answers: Approved answer id -> ids of the sentences it quotes.
        same_as: Sentence id -> ids of sentences that say the same.
    """

    build_id: str
    threshold: float
    titles: Mapping[str, str]
    sentences: Mapping[str, str]
    answers: Mapping[str, tuple[str, ...]]
    same_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> "Pages":
        """What a loaded library holds."""
        index = library.index
        return cls(
            build_id=library.build_id,
            threshold=library.threshold,
            titles={passage.source_id: passage.title for passage in index.passages},
            sentences={sentence.id: sentence.text for sentence in index.sentences},
            answers={answer.id: answer.quote for answer in index.bank.answers},
            same_as=index.same_as,
        )

    def sentences_of(self, name: str) -> tuple[str, ...]:
        """Ids behind a sentence id, an approved answer, or a sentence's own text.

        Sentences that say the same are among them; empty when it is none of these.
        """
        if name in self.sentences:
            return self._with_same((name,))
        if name in self.answers:
            return self._with_same(self.answers[name])
        wanted = plain(name)
        ids = tuple(i for i, text in self.sentences.items() if plain(text) == wanted)
        return self._with_same(ids)

    def without_questions(self) -> tuple[str, ...]:
        """Sources of which no approved answer quotes a sentence, in page order."""
        quoted = [s for quote in self.answers.values() for s in self._with_same(quote)]
        covered = {sentence_id.partition("#")[0] for sentence_id in quoted}
        return tuple(source for source in self.titles if source not in covered)

    def _with_same(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        same = [other for i in ids for other in (i, *self.same_as.get(i, ()))]
        return tuple(dict.fromkeys(same))
