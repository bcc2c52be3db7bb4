"""One reply held against its label: what is right with it, and what is not.

A `Question`, a `Reply` and the sentences that may be quoted in; a `Verdict` out. The
rules are those of the evaluation sets' own scorer, so that both give the same figures;
texts are compared in lower case with straight quotes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from actions.reply import Reply
from bot.evaluation.pages import plain
from bot.evaluation.question_file import Question

ANSWERING = frozenset({"answer", "answer_and_refer"})
"""Routes whose replies quote the pages."""

ROUTE_LABELS = {
    "answer": "Answer",
    "answer_and_refer": "Answer and referral",
    "refer": "Referral",
    "emergency": "Urgent care",
    "unknown": "Not on our pages",
    "handoff": "Hand over",
    "smalltalk": "Small talk",
    "off_topic": "Off topic",
}

CAVEAT = re.compile(
    r"not (say|state|mention|cover|specif|give|list)"
    r"|n't (say|state|mention|cover|specif|give|list|know|have)"
    r"|no information|not know|not in (my|our|the) (sources|articles|documents)"
)


@dataclass(frozen=True)
class Verdict:
    """What is right with one reply.

    Attributes:
        strict: The route is the best one.
        accepted: The route is the best one or another that is accepted.
        hit: A quoted sentence is wanted; None when nothing was answered or wanted.
        precise: Something is quoted, and all of it is wanted or allowed; None likewise.
        verbatim: Every quote is a sentence of the pages.
        missing: It lacks a fact that it has to hold.
        said: It says what it must not.
        faults: One sentence for each thing that is wrong, for people; () when right.
    """

    strict: bool
    accepted: bool
    hit: bool | None
    precise: bool | None
    verbatim: bool
    missing: bool
    said: bool
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


def judge(question: Question, reply: Reply, sentences: Mapping[str, str]) -> Verdict:
    """Hold a reply against its label.

    Args:
        question: Resolved: its gold sentences are keys of `sentences`.
        reply: What was sent.
        sentences: Sentence id -> `plain` text, all that may be quoted.
    """
    text = plain(reply.text)
    quotes = [plain(citation.quote) for citation in reply.citations]
    cited = {i for i, s in sentences.items() if any(s in quote for quote in quotes)}
    foreign = [q for q in quotes if not _is_of_pages(q, sentences)]
    strict = reply.route == question.route
    faults: list[str] = []
    if not text:
        faults.append("The reply has no text.")
    if reply.route not in question.accepts:
        wanted = [question.route, *sorted(question.accepts - {question.route})]
        labels = " or ".join(f"“{ROUTE_LABELS[route]}”" for route in wanted)
        got = ROUTE_LABELS.get(reply.route, reply.route)
        faults.append(f"It is “{got}”, wanted {labels}.")
    answered = reply.route in ANSWERING
    gold = set(question.gold)
    hit = precise = None
    if answered and gold:
        groups = question.gold_groups or (question.gold,)
        hit = all(cited & set(group) for group in groups)
        precise = bool(cited) and cited <= gold | set(question.gold_extra)
        if not hit:
            faults.append("No wanted sentence is quoted.")
    if foreign:
        faults.append(f"A quote is no sentence of the pages: “{foreign[0][:60]}”.")
    lacking = [
        group
        for group in (question.must_include if strict else ())
        if not any(plain(alternative) in text for alternative in group)
    ]
    if lacking:
        faults.append(f"It lacks {' / '.join(f'“{a}”' for a in lacking[0])}.")
    said = [
        words
        for words in question.must_not
        if not words.startswith("claim:") and plain(words) in text
    ]
    if said:
        faults.append(f"It says “{said[0]}”.")
    if (
        answered
        and question.caveat_if_answer
        and not strict
        and not CAVEAT.search(text)
    ):
        faults.append("It answers without saying that the pages do not state it.")
    return Verdict(
        strict=strict,
        accepted=reply.route in question.accepts,
        hit=hit,
        precise=precise,
        verbatim=not foreign,
        missing=bool(lacking),
        said=bool(said),
        faults=tuple(faults),
    )


def _is_of_pages(quote: str, sentences: Mapping[str, str]) -> bool:
    return any(s in quote or (quote and quote in s) for s in sentences.values())
