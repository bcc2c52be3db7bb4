"""Scored evidence -> `Answer` (verbatim quotes with their places) or `NoAnswer` (why).

Quotes are made here and nowhere else, from the index's own sentences only: a patient's
words are evidence of what is asked, never of what is true. It decides by the fitted
threshold of `answerability.py`; it knows nothing of conversations or wording.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.passage import Passage, Sentence
from knowledge.search import ScoredSentence

Why = Literal["known gap", "below threshold", "not covered", "reassurance", "withheld"]


@dataclass(frozen=True)
class Quote:
    """A run of neighbouring sentences of one passage, verbatim.

    Attributes:
        text: The run's characters as they stand in the source.
        sentences: Its sentences, in page order; all of one source and section.
        also_in: Ids of other sources that say the same, in page order.
    """

    text: str
    sentences: tuple[Sentence, ...]
    also_in: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """How one reading of a question was judged; shown by `bedside ask --explain`.

    Attributes:
        reading: The text that was judged.
        probability: P(answerable), 0 to 1.
        signals: Each signal of the calibration by name.
        answers: The likeliest approved answers with their share, best first.
        gap: The likeliest known gap and its probability.
    """

    reading: str
    probability: float
    signals: dict[str, float]
    answers: tuple[tuple[str, float], ...]
    gap: tuple[str, float]


@dataclass(frozen=True)
class Answer:
    """What the pages say to a question.

    Attributes:
        quotes: One to three, in the order in which they are shown.
        answer_ids: The approved answers they come from; empty for a hybrid-search
            answer.
        topic: Topic of the first answer, or None.
        probability: P(answerable) of the weakest quoted part.
        in_words_only: The question wants a figure that the pages give in words only.
        not_covered: Parts of the question that the pages do not answer, as asked.
        evidence: Every reading that was judged.
        found: What hybrid search found, best first.
        related: Questions nearby that the pages do answer.
        threshold: What `probability` had to reach.
    """

    quotes: tuple[Quote, ...]
    answer_ids: tuple[str, ...]
    topic: str | None
    probability: float
    in_words_only: bool
    not_covered: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    found: tuple[ScoredSentence, ...]
    related: tuple[str, ...]
    threshold: float | None = None


@dataclass(frozen=True)
class NoAnswer:
    """Why the pages do not answer a question.

    Attributes:
        why: "known gap" staff listed it; "below threshold" the evidence is too weak;
            "not covered" it names a thing that the answer does not; "reassurance" the
            only sentences would reassure where a clinician has to judge; "withheld"
            the pages that say it are withdrawn or overdue for review.
        probability: P(answerable) of the best reading, 0 to 1.
        is_near: True when it is about the pages' subject all the same.
        named: Ids of the things that the question names and the best answer does not.
        evidence: Every reading that was judged.
        found: What hybrid search found, best first.
        related: Questions nearby that the pages do answer.
        threshold: What `probability` would have had to reach.
    """

    why: Why
    probability: float
    is_near: bool
    named: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    found: tuple[ScoredSentence, ...]
    related: tuple[str, ...]
    threshold: float | None = None


def make_quotes(
    sentences: Sequence[Sentence],
    passages: dict[str, Passage],
    same_as: dict[str, tuple[str, ...]],
) -> tuple[Quote, ...]:
    """Quotes in the order of `sentences`; neighbours in one passage become one quote.

    A sentence that says the same as one already quoted is left out. Staff put the
    sentence first that matters most; neighbours are quoted as the page has them.
    """
    quoted: set[str] = set()
    runs: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.id in quoted or quoted & set(same_as.get(sentence.id, ())):
            continue
        quoted.add(sentence.id)
        if runs and _follows(runs[-1][-1], sentence, passages):
            runs[-1].append(sentence)
        elif runs and _follows(sentence, runs[-1][0], passages):
            runs[-1].insert(0, sentence)
        else:
            runs.append([sentence])
    return tuple(
        Quote(
            text=" ".join(sentence.text for sentence in run),
            sentences=tuple(run),
            also_in=_also_in(run, same_as),
        )
        for run in runs
    )


def repeats_of(
    sentences: Sequence[Sentence],
    same_as: Mapping[str, tuple[str, ...]],
    withheld: Collection[str],
) -> dict[str, tuple[str, ...]]:
    """For `make_quotes`: what says the same as each sentence, of sources served now."""
    return {
        sentence.id: tuple(
            other
            for other in same_as.get(sentence.id, ())
            if other.partition("#")[0] not in withheld
        )
        for sentence in sentences
    }


def _follows(first: Sentence, second: Sentence, passages: dict[str, Passage]) -> bool:
    if first.passage_id != second.passage_id:
        return False
    ids = [sentence.id for sentence in passages[first.passage_id].sentences]
    return ids.index(second.id) == ids.index(first.id) + 1


def _also_in(
    run: Sequence[Sentence], same_as: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Other sources that say the same as every sentence of the run."""
    others = [
        {other.partition("#")[0] for other in same_as.get(sentence.id, ())}
        for sentence in run
    ]
    return tuple(sorted(set.intersection(*others) - {run[0].source_id}))
