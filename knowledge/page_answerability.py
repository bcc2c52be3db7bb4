"""An answer from pages for which staff wrote no questions, or an honest "not here".

Hybrid search finds sentences, `page_signals.py` says what each shares with the
question, and two logistic regressions with fixed coefficients weigh it: which sentence
is the right one, and whether it answers at all. The coefficients were fitted on public
data (`page_coefficients.py`), since a clinic that only drops its pages has nothing to
fit on; approved questions beside a page are worth far more: benchmarks/results/.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from knowledge.answer import Answer, Evidence, NoAnswer, Why, make_quotes, repeats_of
from knowledge.encoder import Encoder, Vectors
from knowledge.index import SearchIndex
from knowledge.page_coefficients import (
    ANSWERABLE,
    MIN_PROBABILITY,
    MIN_PROBABILITY_BESIDE_BANK,
    RIGHT_SENTENCE,
)
from knowledge.page_signals import (
    PAGE_SIGNALS,
    RANK_SIGNALS,
    Floats,
    PageSignals,
)
from knowledge.passage import Passage, Sentence
from knowledge.question import (
    Previous,
    last_question,
    leans_on_previous,
    parts,
    with_previous,
)
from knowledge.search import ScoredSentence, search

N_FUSED = 8
N_CANDIDATES = 16
N_NEAREST = 32
"""Sentences taken from the fused search and then, up to all in all, from the nearest:
in 95 of 100 public questions the right one is among them, in 85 among the fused."""

CanSay = Callable[[ScoredSentence], bool]
"""Whether a sentence may be quoted to the one who asks."""


@dataclass(frozen=True)
class PageJudged:
    """The best reading of one question with the sentence that it would quote.

    Attributes:
        text: The question as asked.
        evidence: The reading, its signals and P(answerable).
        sentence: What would be quoted; None when nothing was found.
        named: Ids of things that the question names and no page does.
    """

    text: str
    evidence: Evidence
    sentence: Sentence | None
    named: tuple[str, ...]


class PageAnswers:
    """Answers from pages without approved questions; safe between threads."""

    def __init__(
        self,
        index: SearchIndex,
        encoder: Encoder,
        *,
        named: Callable[[str], tuple[str, ...]] = lambda text: (),
    ) -> None:
        """Note which pages no approved answer quotes.

        Args:
            index: One loaded build.
            encoder: The one that it was built with.
            named: Ids of the things that a text names and no page does.
        """
        quoted = {s for answer in index.bank.answers for s in answer.quote}
        pages = {quote.partition("#")[0] for quote in quoted}
        self._index = index
        self._encoder = encoder
        self._named = named
        self._passages: dict[str, Passage] = {p.id: p for p in index.passages}
        self.source_ids = frozenset(p.source_id for p in index.passages) - pages
        self.threshold = MIN_PROBABILITY_BESIDE_BANK if quoted else MIN_PROBABILITY
        self._signals = PageSignals(index, encoder) if self.source_ids else None

    def answer(
        self,
        text: str,
        found: tuple[ScoredSentence, ...],
        *,
        previous: Previous | None = None,
        can_say: CanSay = lambda hit: True,
        withheld: Collection[str] = (),
        min_near: float,
        max_quotes: int,
    ) -> Answer | NoAnswer:
        """What those pages say.

        Args:
            text: The message, its spelling corrected.
            found: What search found for it, to show.
            previous: What was said before, for follow-ups.
            can_say: Sentences that may not be quoted are not looked at.
            withheld: Ids of sources that are not named as saying the same either.
            min_near: Cosine from which an unanswered question is about the pages'
                subject, -1 to 1.
            max_quotes: Most quotes of one answer.
        """
        judged = [self._judge_one(part, previous, can_say) for part in parts(text)]
        if len(judged) > 1 and not any(map(self.covers, judged)):
            judged = [self._judge_one(text, previous, can_say)]
        best = max(judged, key=self._support)
        evidence = tuple(part.evidence for part in judged)
        covered = [part for part in judged if self.covers(part)][:max_quotes]
        if not covered:
            nearest = best.evidence.signals.get("cosine alone", -1.0)
            why: Why = "not covered" if best.named else "below threshold"
            probability = best.evidence.probability
            is_near = nearest >= min_near
            return NoAnswer(
                why,
                probability,
                is_near,
                best.named,
                evidence,
                found,
                (),
                self.threshold,
            )
        sentences = [part.sentence for part in covered if part.sentence is not None]
        return Answer(
            quotes=make_quotes(
                sentences,
                self._passages,
                repeats_of(sentences, self._index.same_as, withheld),
            ),
            answer_ids=(),
            topic=None,
            probability=min(part.evidence.probability for part in covered),
            in_words_only=False,
            not_covered=tuple(part.text for part in judged if not self.covers(part)),
            evidence=evidence,
            found=found,
            related=(),
            threshold=self.threshold,
        )

    def judge(self, reading: str, can_say: CanSay = lambda hit: True) -> PageJudged:
        """One reading of a question with the best sentence and P(answerable)."""
        query = self._encoder.encode([reading])[0]
        found = candidates(
            self._index,
            reading,
            query,
            wanted=lambda hit: (
                hit.sentence.source_id in self.source_ids and can_say(hit)
            ),
        )
        named = self._named(reading)
        if not found or self._signals is None:
            nothing = Evidence(reading, 0.0, {}, (), ("", 0.0))
            return PageJudged(reading, nothing, None, named)
        ranked = self._signals.rank(reading, query, found)
        best = int(np.argmax(right_sentence(ranked)))
        row = self._signals.judge(reading, query, found, ranked, best)
        evidence = Evidence(
            reading=reading,
            probability=answerable(row),
            signals=dict(zip(PAGE_SIGNALS, map(float, row), strict=True)),
            answers=(),
            gap=("", 0.0),
        )
        return PageJudged(reading, evidence, found[best].sentence, named)

    def covers(self, judged: PageJudged) -> bool:
        """True when the sentence is surely enough the answer to be quoted."""
        return (
            judged.sentence is not None
            and not judged.named
            and judged.evidence.probability >= self.threshold
        )

    def _support(self, judged: PageJudged) -> tuple[bool, float]:
        return self.covers(judged), judged.evidence.probability

    def _judge_one(
        self, text: str, previous: Previous | None, can_say: CanSay
    ) -> PageJudged:
        """The best supported reading of one question."""
        asked = last_question(text)
        readings = [text] if asked is None else [text, asked]
        if previous is not None and leans_on_previous(text):
            readings.append(with_previous(text, previous))
        judged = [self.judge(reading, can_say) for reading in readings]
        return replace(max(judged, key=self._support), text=text)


def candidates(
    index: SearchIndex,
    reading: str,
    query: Vectors,
    *,
    wanted: CanSay = lambda hit: True,
) -> tuple[ScoredSentence, ...]:
    """Sentences to look at closely: the best by fused search, then by meaning.

    Args:
        index: One loaded build.
        reading: The question's words.
        query: Its unit vector, shape (dim,).
        wanted: What else has to hold of a sentence.
    """
    fused = search(index, reading, query, top_k=N_NEAREST)
    chosen = {hit.sentence.id: hit for hit in list(filter(wanted, fused))[:N_FUSED]}
    sentences = index.sentences
    nearest = [
        ScoredSentence(sentences[row], 0.0, cosine, None)
        for row, cosine in index.nearest(query, top_k=N_NEAREST)
    ]
    for hit in filter(wanted, nearest):
        if len(chosen) == N_CANDIDATES:
            break
        chosen.setdefault(hit.sentence.id, hit)
    return tuple(chosen.values())


def right_sentence(ranked: Floats) -> Floats:
    """How well each sentence fits by `RANK_SIGNALS`, shape (n,): higher is better."""
    weights = np.asarray([RIGHT_SENTENCE[name] for name in RANK_SIGNALS])
    return np.asarray(ranked @ weights, dtype=np.float64)


def answerable(row: Floats) -> float:
    """P(answerable), 0 to 1, from `PAGE_SIGNALS` of one sentence."""
    weights = np.asarray([ANSWERABLE[name] for name in PAGE_SIGNALS])
    return float(1.0 / (1.0 + np.exp(-(row @ weights + ANSWERABLE["bias"]))))
