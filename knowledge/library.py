"""One loaded build with its encoder: a patient's question in, `Answer | NoAnswer` out.

The whole retrieval layer behind one object, for the actions, the shell and whoever
embeds it. A new build is a new `Library`; what of one may be quoted changes with the
approvals while it is loaded (`withholding.py`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from knowledge.answer import (
    Answer,
    Evidence,
    NoAnswer,
    Quote,
    Why,
    make_quotes,
    repeats_of,
)
from knowledge.answerability import (
    SIGNALS,
    Calibration,
    Floats,
    Ranking,
    Signals,
    from_bytes,
)
from knowledge.build import (
    COVERED_KINDS,
    SOURCES_FILE,
    AnswerWords,
    answer_words,
    not_named,
)
from knowledge.encoder import Encoder, load_encoder
from knowledge.errors import IndexDamagedError
from knowledge.index import SearchIndex, read_index, stems
from knowledge.named_things import NamedThings
from knowledge.page_answerability import PageAnswers
from knowledge.passage import Passage, Sentence
from knowledge.question import (
    Previous,
    asks_in_general,
    corrects,
    insists_on_figure,
    last_question,
    leans_on_previous,
    opens_back,
    parts,
    points_back,
    resolve_ordinal,
    says_it,
    stands_alone,
    with_previous,
    without_correction,
    without_general,
)
from knowledge.question_bank import ApprovedAnswer
from knowledge.search import ScoredSentence, search
from knowledge.settings import Settings
from knowledge.spelling import Spelling
from knowledge.text_classifier import TextClassifier
from knowledge.withholding import Withholding, noted_in_build

REASSURING = re.compile(
    r"\b(?:safe|safely|well[- ]tolerated|effective)\b", re.IGNORECASE
)
"""What no reply may quote where a clinician has to judge: safety.md, "Personal"."""

GUARDED_KINDS = frozenset({"medicine", "condition", "person"})
GUARDED_THINGS = frozenset({"keloid_scar", "hypertrophic_scar"})

N_RELATED = 3

CLEAR_SHARE = 0.6
CLOSE_SHARE = 0.2
"""Below the first and from the second on, two answers are close and both are quoted,
the first sentence of each: on 161 messages of two writers that raised the share with
the right sentence from 90.7 to 93.8 % and cost 1.9 points of precision."""


TREATED_KINDS = frozenset({"treatment", "scar_type", "medicine"})
LEAST_NAMING = 0.05
"""Share of an answer's questions from which a thing of these kinds is what the answer
is about; below, it stands in somebody's story: "had botox once, does this hurt?"."""

BATCH = 256

SURE_GAP = 0.8
"""From this probability on a known gap is what was asked, whatever came before."""

CERTAIN_GAP = 0.9
"""The same for a follow-up that points back: "does that cost extra?"."""

CLEAR_ALONE = 0.8
"""Below, a follow-up read alone says less than the two questions together, where these
ask for a gap with `LIKELY_GAP` and more ("for how long")."""

LIKELY_GAP = 0.6

CLEAR_BESIDE_REFERRAL = 0.75
"""Least probability, beside a referral, of an answer without `situations`."""


@dataclass(frozen=True)
class Judged:
    """One reading with its evidence and the sentences it would quote."""

    text: str
    evidence: Evidence
    answer_ids: tuple[str, ...]
    in_words_only: bool
    covered: bool
    why: Why
    named: tuple[str, ...]
    threshold: float


class Library:
    """The approved pages, ready to answer; safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        index: SearchIndex,
        extra: dict[str, bytes],
        encoder: Encoder,
        *,
        as_it_is: bool = False,
    ) -> None:
        """Use `Library.load`; this takes an index that is loaded already."""
        self.served = noted_in_build(index.manifest.sources, extra.get(SOURCES_FILE))
        withheld_of = {} if as_it_is else self.served
        self.withholding = Withholding(settings.sources_dir, withheld_of)
        self.settings = settings
        self.index = index
        self.encoder = encoder
        self._things = NamedThings.load()
        self._sentences = {sentence.id: sentence for sentence in index.sentences}
        self._passages: dict[str, Passage] = {p.id: p for p in index.passages}
        self._answers = {answer.id: answer for answer in index.bank.answers}
        self._gaps = {gap.id: gap for gap in index.bank.gaps}
        self._said_in_words = {a for gap in index.bank.gaps for a in gap.in_words}
        questions = index.bank.questions()
        texts = [sentence.text for sentence in index.sentences]
        self._spelling = Spelling(
            [text for text, _ in questions] or texts,
            # "anaesthetic" is no English word to the encoder, and no slip.
            encoder.words | self._things.words,
            pages=texts,
        )
        self._words: AnswerWords = answer_words(index, self._things, questions)
        self._named_by_pages = self._names(texts) | frozenset().union(
            *(self._names_of_answer(answer) for answer in index.bank.answers)
        )
        self._sources_of: dict[str, set[str]] = {}
        for sentence in index.sentences:
            self._sources_of.setdefault(sentence.text, set()).add(sentence.source_id)
        self.pages = PageAnswers(index, encoder, named=self._named_by_no_page)
        self._calibration: Calibration | None = None
        self._signals: Signals | None = None
        self._known: dict[str, tuple[Floats, Ranking]] = {}
        if "answerability.npz" in extra:
            classifier, self._calibration = from_bytes(
                extra["answerability.npz"],
                [label for _, label in questions],
                index.question_vectors,
            )
            self._signals = self._make_signals(classifier)

    def _names(self, texts: Iterable[str]) -> frozenset[str]:
        """Ids of what texts name, and of the kinds that it belongs to."""
        return frozenset(
            name
            for text in texts
            for thing in self._things.find(text)
            for name in self._things.broader(thing.id)
        )

    def _names_of_answer(self, answer: ApprovedAnswer) -> frozenset[str]:
        """What an answer's questions name as staff would: not once, in a story."""
        named = Counter(name for q in answer.questions for name in self._names([q]))
        least = LEAST_NAMING * len(answer.questions)
        treated = {
            thing.id
            for q in answer.questions
            for thing in self._things.find(q)
            if thing.kind in TREATED_KINDS
        }
        return frozenset(
            name
            for name, count in named.items()
            if count >= least or name not in treated
        )

    @classmethod
    def load(
        cls,
        settings: Settings,
        *,
        encoder: Encoder | None = None,
        build_id: str | None = None,
        as_it_is: bool = False,
        ask_with: Callable[[Encoder, SearchIndex], Encoder] = lambda encoder, _: (
            encoder
        ),
    ) -> "Library":
        """Load the current build, or another one that is still there.

        Args:
            settings: Where it is.
            encoder: By default the one of the settings.
            build_id: By default the current one.
            as_it_is: Withhold nothing of it: for comparing builds, not for patients.
            ask_with: Makes the encoder of questions from that of the index.

        Raises:
            KnowledgeError: No index, a damaged or foreign one, or no encoder.
        """
        encoder = encoder or load_encoder(settings)
        # Resolved once: `current` may move to a new build while files are being read.
        name = "current" if build_id is None else f"builds/{build_id}"
        folder = Path(settings.index_dir / name).resolve()
        index, extra = read_index(
            folder, encoder=encoder.name, index_url=settings.index_url
        )
        if index.bank.answers and "answerability.npz" not in extra:
            raise IndexDamagedError(folder, "answerability.npz is missing")
        asking = ask_with(encoder, index)
        return cls(settings, index, extra, asking, as_it_is=as_it_is)

    def check(self) -> None:
        """Do nothing when questions can be answered.

        Raises:
            VectorStoreError: The index database does not answer.
        """
        self.index.vectors.check()

    def expect_own_questions(self) -> None:
        """Compute the evidence of all approved questions at once, to ask them all.

        One by one it takes three times as long, nearly all of it reading the bank's
        vectors from memory again for each.
        """
        if self._signals is None:
            return
        texts = [text for text, _ in self.index.bank.questions()]
        for start in range(0, len(texts), BATCH):
            part = texts[start : start + BATCH]
            vectors = self.index.question_vectors[start : start + BATCH]
            rows, rankings = self._signals.compute(part, vectors)
            self._known.update(zip(part, zip(rows, rankings, strict=True), strict=True))

    @property
    def build_id(self) -> str:
        """The loaded build's name: hash of sources, questions, encoder and settings."""
        return self.index.manifest.build_id

    @property
    def _follow_up_floor(self) -> float:
        calibration = self._calibration
        return 1.0 if calibration is None else calibration.follow_up_threshold

    @property
    def threshold(self) -> float:
        """Least P(answerable) at which a question is answered, 0 to 1."""
        if self._calibration is None:
            return self.pages.threshold
        return self._calibration.threshold

    def paragraph(self, source_id: str, quote: str) -> str | None:
        """The page's paragraph that holds the quote, or None when none does."""
        if source_id in self.withholding.ids():
            return None
        for passage in self.index.passages:
            if passage.source_id == source_id and quote in passage.text:
                return passage.text
        return None

    def title(self, source_id: str) -> str | None:
        """The title of an approved page, or None when there is no such page."""
        for passage in self.index.passages:
            if passage.source_id == source_id:
                return passage.title
        return None

    def revision(self, source_id: str) -> str | None:
        """SHA-256 of a page's file as it was built; None when there is no such page."""
        return self.index.manifest.sources.get(source_id)

    def holds(self, quote: str) -> bool:
        """True when the text is one approved sentence, or neighbours of one passage."""
        withheld = self.withholding.ids()
        if self._sources_of.get(quote, set()) - withheld:
            return True
        for passage in self.index.passages:
            if quote in passage.text and passage.source_id not in withheld:
                texts = [sentence.text for sentence in passage.sentences]
                if any(
                    " ".join(texts[i:j]) == quote
                    for i in range(len(texts))
                    for j in range(i + 1, len(texts) + 1)
                ):
                    return True
        return False

    def named(self, text: str) -> tuple[str, ...]:
        """Ids of the named things in a text, in order."""
        return tuple(thing.id for thing in self._things.find(text))

    def answer(
        self,
        message: str,
        *,
        previous: Previous | None = None,
        topic: str | None = None,
        personal: bool = False,
    ) -> Answer | NoAnswer:
        """What the pages say to a message, or why they say nothing.

        Args:
            message: The patient's message, cleaned.
            previous: What was said before, for follow-ups.
            topic: Page topic that the intent model expects; lifts, never hides.
            personal: True for a personal medical question: no reassuring sentence;
                for an answer with situations `settings.personal_discount` of the
                threshold is enough, since a referral stands beside the quotes.
        """
        text = self._spelling.correct(without_correction(message))
        if previous is not None:
            text = resolve_ordinal(text, previous)
        query = self.encoder.encode([text])[0]
        found = search(self.index, text, query, top_k=self.settings.top_k, topic=topic)
        withheld = self.withholding.ids()
        if withheld:
            found = tuple(h for h in found if h.sentence.source_id not in withheld)
        from_pages = partial(self._from_pages, text, found, previous, personal)
        if self._signals is None:
            return from_pages()
        floor = self.threshold
        judge = partial(self._judge_one, floor=floor, personal=personal)
        judged: list[Judged] = []
        # "In general, who should avoid it?" is not about the medicine named before.
        is_new = asks_in_general(text) and not points_back(text)
        before = None if is_new else previous
        for part in self._parts(text):
            judged.append(judge(part, before))
            # "about melasma, is it used for that?": the second leans on the first, or
            # with it on what came before: "what for though, what is it meant to do?".
            leads = judged[-1].evidence.reading if not stems(part) else part
            before = Previous(leads, quotes=previous.quotes if previous else ())
        if len(judged) > 1 and not any(part.covered for part in judged):
            judged = [judge(text, previous)]
        guarded = self._guards(text, previous, personal) or any(
            self._is_guarded(part.evidence.reading) for part in judged
        )
        answer = self._compose(text, judged, found, guarded=guarded)
        if isinstance(answer, NoAnswer) and answer.why == "below threshold":
            other = from_pages()
            return other if isinstance(other, Answer) else answer
        return answer

    def _from_pages(
        self,
        text: str,
        found: tuple[ScoredSentence, ...],
        previous: Previous | None,
        personal: bool,
    ) -> Answer | NoAnswer:
        """What the pages say for which staff wrote no questions."""
        guarded = self._guards(text, previous, personal)
        withheld = self.withholding.ids()
        return self.pages.answer(
            text,
            found,
            previous=previous,
            can_say=lambda hit: (
                hit.sentence.source_id not in withheld
                and not (guarded and REASSURING.search(hit.sentence.text))
            ),
            withheld=withheld,
            min_near=self.settings.min_near,
            max_quotes=self.settings.max_quotes,
        )

    def _parts(self, text: str) -> Sequence[str]:
        """The questions of a message, without a mere "what about in general"."""
        asked = parts(text)
        kept = [p for p in asked if not asks_in_general(p) or stems(without_general(p))]
        return kept or asked[:1]

    def _judge_one(
        self, text: str, previous: Previous | None, floor: float, personal: bool
    ) -> Judged:
        """The best supported reading of one question."""
        readings = [text]
        asked = last_question(text)
        if asked is not None and stands_alone(asked, len(stems(asked))):
            readings.append(asked)
        best = max(self._judge(readings, floor, personal), key=_support)
        if previous is not None and leans_on_previous(text):
            together = with_previous(text, previous)
            (both,) = self._judge([together], self._follow_up_floor, personal)
            best = self._choose_reading(text, previous, best, both)
        return replace(best, text=text)

    def _choose_reading(
        self, text: str, previous: Previous, alone: Judged, both: Judged
    ) -> Judged:
        """A follow-up read alone or with the question before it."""
        _, gap_probability = alone.evidence.gap
        if corrects(text) or not stems(text):
            return both
        if points_back(text):
            return alone if gap_probability >= CERTAIN_GAP else both
        if alone.named:
            return alone
        # A gap named now ("makeup?") is not talked away by the context; an unsure one
        # may be: "and compared to laser", of downtime.
        if gap_probability >= 0.5:
            leans = opens_back(text) or says_it(text)
            is_sure = gap_probability >= SURE_GAP or not leans
            return alone if is_sure or not both.covered else both
        if alone.covered and asks_in_general(text):
            return alone
        # "it" is the pages' subject, unless the last question was about something else:
        # "botox here?", then "is it safe?" must not be answered for microneedling.
        if says_it(text) and self._subject(previous.question):
            return both
        if alone.covered:
            is_clear = alone.evidence.probability >= CLEAR_ALONE
            is_gap = both.evidence.gap[1] >= LIKELY_GAP and not both.covered
            return both if is_gap and not is_clear else alone
        return alone if _support(alone) > _support(both) else both

    def _subject(self, question: str) -> frozenset[str]:
        """What a question is about beside the subject that the pages' titles name."""
        titles = {sentence.title for sentence in self.index.sentences}
        usual = {
            name
            for title in titles
            for thing in self._things.find(title)
            for name in self._things.broader(thing.id)
        }
        return frozenset(
            thing.id
            for thing in self._things.find(question)
            if thing.kind in ("treatment", "product", "medicine")
            and not self._things.broader(thing.id) & usual
        )

    def _judge(
        self, readings: Sequence[str], floor: float, personal: bool
    ) -> list[Judged]:
        if self._signals is None or self._calibration is None:
            return []
        if all(reading in self._known for reading in readings):
            known = [self._known[reading] for reading in readings]
            rows = np.stack([row for row, _ in known])
            rankings = [ranking for _, ranking in known]
        else:
            vectors = self.encoder.encode(list(readings))
            rows, rankings = self._signals.compute(readings, vectors)
        probabilities = self._calibration.probability(rows)
        return [
            self._judge_reading(
                reading, row, ranking, float(probability), floor, personal
            )
            for reading, row, ranking, probability in zip(
                readings, rows, rankings, probabilities, strict=True
            )
        ]

    def _judge_reading(
        self,
        reading: str,
        row: Floats,
        ranking: Ranking,
        probability: float,
        floor: float,
        personal: bool,
    ) -> Judged:
        evidence = Evidence(
            reading=reading,
            probability=probability,
            signals={
                name: float(value) for name, value in zip(SIGNALS, row, strict=True)
            },
            answers=ranking.answers,
            gap=ranking.gap,
        )
        (best, share), (second, next_share) = (*ranking.answers, ("", 0.0))[:2]
        answer_ids: tuple[str, ...] = (best,)
        if share < CLEAR_SHARE and next_share >= CLOSE_SHARE:
            answer_ids = (best, second)
        named = self._named_by_no_page(reading)
        if personal:
            floor = self._personal_floor(answer_ids[0], floor)
        covered = probability >= floor and not named
        mass = 1.0 / (1.0 + float(np.exp(-row[0])))
        why: Why = "below threshold"
        if named:
            why = "not covered"
        elif not covered and ranking.gap[1] > 1.0 - mass - ranking.gap[1]:
            why = "known gap"
        # More likely a figure that is wanted than the words that the pages give.
        wants_figure = ranking.wants_figure > mass / 2 or (
            best in self._said_in_words and insists_on_figure(reading)
        )
        in_words_only = covered and wants_figure
        return Judged(
            reading, evidence, answer_ids, in_words_only, covered, why, named, floor
        )

    def _personal_floor(self, answer_id: str, floor: float) -> float:
        """Least probability for an answer beside a referral.

        What staff wrote down for people's own cases needs less than an ordinary
        answer, since the referral stands beside it; anything else needs to be clear.
        """
        if self._answers[answer_id].situations:
            return floor * self.settings.personal_discount
        return max(floor, CLEAR_BESIDE_REFERRAL)

    def _compose(
        self,
        text: str,
        judged: Sequence[Judged],
        found: tuple[ScoredSentence, ...],
        *,
        guarded: bool,
    ) -> Answer | NoAnswer:
        covered = [part for part in judged if part.covered]
        evidence = tuple(part.evidence for part in judged)
        best = max(judged, key=_support)
        if not covered:
            related = self._related(
                [answer for answer, _ in best.evidence.answers], (), guarded=guarded
            )
            probability = best.evidence.probability
            near = max(
                best.evidence.signals[name]
                for name in ("nearest approved question", "nearest known gap")
            )
            return NoAnswer(
                best.why,
                probability,
                near >= self.settings.min_near,
                best.named,
                evidence,
                found,
                related,
                best.threshold,
            )
        answer_ids = tuple(
            dict.fromkeys(answer for part in covered for answer in part.answer_ids)
        )
        sentences = self._sentences_to_quote(answer_ids)
        is_withheld = not sentences
        if guarded:
            sentences = [s for s in sentences if not REASSURING.search(s.text)]
        same_as = repeats_of(sentences, self.index.same_as, self.withholding.ids())
        quotes = make_quotes(sentences, self._passages, same_as)
        related = self._related(
            [a for a, _ in best.evidence.answers], answer_ids, guarded=guarded
        )
        weakest = min(covered, key=lambda part: part.evidence.probability)
        if not quotes:
            return NoAnswer(
                "withheld" if is_withheld else "reassurance",
                weakest.evidence.probability,
                True,
                self.named(text),
                evidence,
                found,
                related,
                weakest.threshold,
            )
        return Answer(
            quotes=quotes,
            answer_ids=answer_ids,
            topic=self._answers[answer_ids[0]].topic,
            probability=weakest.evidence.probability,
            in_words_only=any(part.in_words_only for part in covered),
            not_covered=tuple(part.text for part in judged if not part.covered),
            evidence=evidence,
            found=found,
            related=related,
            threshold=weakest.threshold,
        )

    def _sentences_to_quote(self, answer_ids: Sequence[str]) -> list[Sentence]:
        """The answers' sentences; of several answers, the first of each comes first."""
        wanted = [list(self._answers[answer].quote) for answer in answer_ids]
        if len(wanted) == 1:
            ids = wanted[0]
        else:
            ids = [quote[0] for quote in wanted]
        served = dict.fromkeys(other for i in ids for other in self._served_twin(i))
        return [self._sentences[i] for i in list(served)[: self.settings.max_quotes]]

    def _served_twin(self, sentence_id: str) -> tuple[str, ...]:
        """The sentence; of a page that is withheld, one that says the same, or none."""
        withheld = self.withholding.ids()
        same = (sentence_id, *self.index.same_as.get(sentence_id, ()))
        return tuple(i for i in same if i.partition("#")[0] not in withheld)[:1]

    def _related(
        self, near: Sequence[str], used: Sequence[str], *, guarded: bool
    ) -> tuple[str, ...]:
        """First questions of answers nearby that quote something else, best first.

        With `guarded`, none whose answer reassures: no button may lead round the rule.
        """
        quoted = {s for answer in used for s in self._answers[answer].quote}
        related: list[str] = []
        topics = {self._answers[answer].topic for answer in used}
        same_topic = [a.id for a in self._answers.values() if a.topic in topics]
        for answer in dict.fromkeys([*near, *same_topic]):
            quote = self._answers[answer].quote
            if answer in used or set(quote) & quoted:
                continue
            if not any(self._served_twin(sentence) for sentence in quote):
                continue
            if guarded and any(
                REASSURING.search(self._sentences[q].text) for q in quote
            ):
                continue
            quoted.update(quote)
            related.append(self._answers[answer].questions[0])
            if len(related) == N_RELATED:
                break
        return tuple(related)

    def _named_by_no_page(self, text: str) -> tuple[str, ...]:
        return tuple(
            thing.id
            for thing in self._things.find(text)
            if thing.kind in COVERED_KINDS
            and not self._things.broader(thing.id) & self._named_by_pages
        )

    def _guards(self, text: str, previous: Previous | None, personal: bool) -> bool:
        """Whether nothing may reassure: this case, or what was asked just before."""
        before = "" if previous is None else previous.question
        return personal or self._is_guarded(text) or self._is_guarded(before)

    def _is_guarded(self, text: str) -> bool:
        return any(
            thing.kind in GUARDED_KINDS or thing.id in GUARDED_THINGS
            for thing in self._things.find(text)
        )

    def _make_signals(self, classifier: TextClassifier) -> Signals:
        return Signals(
            self.index.bank,
            [label for _, label in self.index.bank.questions()],
            classifier,
            self._words.stems,
            lambda question, answer: len(
                not_named(question, answer, self._words, self._things)
            ),
        )


def _support(judged: Judged) -> tuple[bool, float]:
    return judged.covered, judged.evidence.probability


__all__ = ["Library", "Quote"]
