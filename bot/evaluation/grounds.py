"""Why a reply is what it is: the evidence of one turn's trace, as plain values.

A `Turn` in, a `Grounds` record out that can be stored, compared and read. Only this
module of the evaluation knows how the retrieval layer explains itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.turn import Turn
from knowledge.answer import Answer, Evidence, NoAnswer

N_INTENTS = 3
WHY = {
    "known gap": "staff list it as a known gap",
    "below threshold": "the evidence is too weak",
    "not covered": "it names a thing that no page speaks of",
    "withheld": "the pages that say it are withdrawn or overdue for review",
    "reassurance": "the only sentences would reassure where a clinician has to judge",
}


@dataclass(frozen=True)
class Reading:
    """One way the question was read.

    Attributes:
        text: The text that was judged.
        probability: P(answerable), 0 to 1: higher is better supported.
        answers: The likeliest approved answers with their share, best first.
        gap: The likeliest known gap and its probability.
        signals: Each signal of the calibration by name.
    """

    text: str
    probability: float
    answers: tuple[tuple[str, float], ...]
    gap: tuple[str, float]
    signals: Mapping[str, float]


@dataclass(frozen=True)
class Grounds:
    """What one reply rests on.

    Attributes:
        probability: P(answerable), 0 to 1; None when the pages were not asked.
        threshold: Least probability at which a question is answered.
        answer_ids: Approved answers that are quoted; empty for hybrid search.
        not_answered: Why the pages gave no answer; None when they gave one.
        named: Things that the message names, by their ids.
        foreign: Those of them that stood against an answer.
        not_covered: Parts of the question that stayed open.
        readings: Every reading that was judged.
        intents: The likeliest intents with their probability, best first.
        red_flag: Rule of the alarm that was raised.
        steps_ms: Milliseconds by step.
    """

    probability: float | None = None
    threshold: float | None = None
    answer_ids: tuple[str, ...] = ()
    not_answered: str | None = None
    named: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    intents: tuple[tuple[str, float], ...] = ()
    red_flag: str | None = None
    steps_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """One to three sentences for a reader who knows no probabilities."""
        if self.probability is None:
            return self._without_pages()
        against = f"P(answerable) is {self.probability:.3f}"
        if self.threshold is not None:
            against += f", the threshold {self.threshold:.3f}"
        if self.not_answered is not None:
            why = WHY.get(self.not_answered, self.not_answered)
            things = f" ({', '.join(self.foreign)})" if self.foreign else ""
            said = f"The pages gave no answer: {why}{things}. {against}."
        else:
            source = ", ".join(self.answer_ids) or "no approved answer: hybrid search"
            if self.threshold is not None and self.probability < self.threshold:
                against += " (less is enough beside a referral, or in words)"
            said = f"The pages gave an answer ({source}). {against}."
        flag = f" An alarm was raised (rule {self.red_flag})." if self.red_flag else ""
        return said + flag

    def _without_pages(self) -> str:
        if self.red_flag:
            # It may be an earlier message's: an alarm lasts until it is called off.
            return f"An alarm of this conversation decided (rule {self.red_flag})."
        names = [f"{name} ({share:.2f})" for name, share in self.intents[:1]]
        what = f": it was taken for {names[0]}" if names else ""
        return f"The pages were not asked{what}."


def grounds_of(turn: Turn, named: tuple[str, ...] = ()) -> Grounds:
    """Read a turn's trace.

    Args:
        turn: As the door made it.
        named: Ids of the named things in the message.
    """
    evidence = turn.trace.evidence
    alarm = evidence.get("alarm")
    intents = [
        (str(intent["name"]), float(intent["confidence"]))
        for intent in evidence.get("intent_ranking") or ()
    ]
    # Only what asks the pages leaves a ranking; every reply names its own intent.
    intents = intents or [(turn.reply.intent_name, turn.reply.confidence)]
    common = Grounds(
        threshold=evidence.get("threshold"),
        named=named,
        intents=tuple(intents[:N_INTENTS]),
        red_flag=None if alarm is None else str(alarm.rule_id),
        steps_ms=dict(turn.trace.steps_ms),
    )
    answer = evidence.get("answer")
    if isinstance(answer, Answer):
        return replace(
            common,
            probability=float(answer.probability),
            answer_ids=answer.answer_ids,
            not_covered=answer.not_covered,
            readings=_readings(answer.evidence),
        )
    if isinstance(answer, NoAnswer):
        return replace(
            common,
            probability=float(answer.probability),
            not_answered=answer.why,
            foreign=answer.named,
            readings=_readings(answer.evidence),
        )
    return common


def _readings(evidence: Sequence[Evidence]) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            text=reading.reading,
            probability=float(reading.probability),
            answers=tuple((name, float(share)) for name, share in reading.answers),
            gap=(reading.gap[0], float(reading.gap[1])),
            signals={name: float(value) for name, value in reading.signals.items()},
        )
        for reading in evidence
    )
