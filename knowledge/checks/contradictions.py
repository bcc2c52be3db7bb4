"""Two pages that state the same thing differently: sentences in, findings out.

Only between sources, since an answer may quote several. Which pairs speak of the same
thing is told by the words that they share, weighed by how rare those are here.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.checks.claims import GENERIC, OPPOSITES, Claim, claims_in
from knowledge.checks.finding import Finding, Level
from knowledge.index import stems
from knowledge.passage import Sentence

SAME_THING = {
    "figure": (0.5, 0.3),
    "time": (0.5, 0.5),
    "age": (0.3, 0.2),
    "phone": (0.3, 0.2),
    "rule": (0.75, 0.75),
}
"""Least share of the shorter and of the longer clause's weight that is in both."""
MIN_RULE_WORDS = 2
ROUNDING = 1e-9
GENERIC_WEIGHT = 0.3
TITLE_WORDS = frozenset(
    stem
    for word in "aftercare care guide information understanding about your treatment "
    "patient leaflet page before after advice clinic".split()
    for stem in stems(word)
)
"""Words of a title that name no subject."""
NO_THING = GENERIC | frozenset(
    stem for pair in OPPOSITES for word in pair for stem in stems(word)
)
"""What names no thing that a figure could belong to, beside the pages' subject."""
OF_THE_CLINIC = frozenset({"phone", "age"})
"""Kinds that hold for the clinic, whatever a page is about."""

KIND_NAMES = {
    "figure": "figures",
    "time": "times",
    "age": "ages",
    "phone": "telephone numbers",
    "rule": "yes or no",
    "term": "words that exclude each other",
}


@dataclass(frozen=True)
class Contradiction:
    """Two sentences of two sources of which at most one can be right.

    Attributes:
        id: Eight hex digits of a hash of both sentences: of others it is another.
        kind: Key of `KIND_NAMES`.
        one_subject: The pages' titles name one subject; else both may be right.
    """

    id: str
    kind: str
    first: Sentence
    second: Sentence
    first_says: str
    second_says: str
    one_subject: bool = True


def find_contradictions(sentences: Sequence[Sentence]) -> tuple[Contradiction, ...]:
    """Every pair of claims of two sources that cannot both hold, in page order.

    A term that many sentences repeat is reported once for two sources.
    """
    stated = [
        (sentence, claim)
        for sentence in sentences
        for claim in claims_in(sentence.text)
    ]
    weight = _weights(sentences)
    titles = {s.source_id: frozenset(stems(s.title)) - TITLE_WORDS for s in sentences}
    found: dict[tuple[object, ...], Contradiction] = {}
    by_measure: dict[tuple[str, str], list[tuple[Sentence, Claim]]] = {}
    for sentence, claim in stated:
        by_measure.setdefault((claim.kind, claim.measure), []).append((sentence, claim))
    for (kind, measure), members in by_measure.items():
        for i, j in _near_pairs(kind, [claim for _, claim in members], weight):
            (first, one), (second, other) = members[i], members[j]
            if first.source_id == second.source_id or _agree(one, other):
                continue
            names = titles[first.source_id], titles[second.source_id]
            # A title that names no subject may be about any.
            one_subject = bool(names[0] & names[1]) or not all(names)
            if not _same_thing(one, other, weight, one_subject=one_subject):
                continue
            if kind == "figure" and not _of_one_thing(one, other, *names):
                continue
            key: tuple[str, ...] = (kind, measure, first.source_id, second.source_id)
            if kind != "term":
                key = (*key, first.id, second.id)
            found.setdefault(
                key,
                Contradiction(
                    _make_id(first, second),
                    kind,
                    first,
                    second,
                    one.shown,
                    other.shown,
                    one_subject or kind in OF_THE_CLINIC,
                ),
            )
    return tuple(found.values())


def as_findings(
    contradictions: Iterable[Contradiction],
    resolved: Iterable[str],
    served: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Blocking until a person resolved it; a note from then on.

    Between pages of different subjects it is a warning: both may be right. So it is
    with a page that may not be served, such as a draft: no patient reads it yet.

    Args:
        contradictions: As `find_contradictions` gives them.
        resolved: Ids of those that a person let stand.
        served: Ids of the sources that may be served; by default all.
    """
    done = set(resolved)
    findings = []
    for found in contradictions:
        is_open = found.id not in done
        ids = found.first.source_id, found.second.source_id
        not_served = [i for i in ids if served is not None and i not in served]
        blocks = found.one_subject and not not_served
        level: Level = "blocking" if blocks else "warning"
        step = "Correct one, or say why both stand: `bedside sources resolve`."
        if found.one_subject and not_served:
            step += " It stops a publication once both are signed off."
        findings.append(
            Finding(
                level if is_open else "note",
                "contradiction",
                f"Two pages differ in {KIND_NAMES[found.kind]}: "
                f"“{found.first_says}” and “{found.second_says}”. "
                + (step if is_open else "Resolved."),
                ", ".join(ids),
                found.id,
                (
                    (found.first.source_id, found.first.text),
                    (found.second.source_id, found.second.text),
                ),
            )
        )
    return tuple(findings)


def _near_pairs(
    kind: str, claims: Sequence[Claim], weight: Mapping[str, float]
) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of which `_same_thing` may hold; no other can be the same.

    Claims of the same thing share `of_longer` of their weight at least, and so one of
    the heaviest words of each that make up the rest (prefix filtering, see
    `alike_in_words`). Those that name nothing but generic words may be of one subject.
    """
    holders: dict[str | None, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for j, claim in enumerate(claims):
        keys: set[str | None] = set(_telling(kind, claim, weight))
        if not claim.about - GENERIC or (kind == "term" and claim.about & GENERIC):
            keys.add(None)
        for key in keys:
            pairs.update((i, j) for i in holders.get(key, ()))
            holders.setdefault(key, []).append(j)
    return sorted(pairs)


def _telling(kind: str, claim: Claim, weight: Mapping[str, float]) -> Iterable[str]:
    """The words of a claim of which another one on the same thing has to have one."""
    if kind == "term":
        return claim.about - GENERIC
    heaviest = sorted(claim.about, key=lambda word: (-_weigh(word, weight), word))
    _, of_longer = SAME_THING[kind]
    spare = of_longer * sum(_weigh(word, weight) for word in heaviest)
    # What is left out from the end weighs too little to be all that is shared.
    while heaviest and _weigh(heaviest[-1], weight) < spare - ROUNDING:
        spare -= _weigh(heaviest.pop(), weight)
    return heaviest


def _weigh(word: str, weight: Mapping[str, float]) -> float:
    return GENERIC_WEIGHT if word in GENERIC else weight.get(word, 1.0)


def _agree(one: Claim, other: Claim) -> bool:
    """True when one value can be both."""
    return one.low <= other.high and other.low <= one.high


def _same_thing(
    one: Claim, other: Claim, weight: dict[str, float], *, one_subject: bool
) -> bool:
    if one.kind == "term":
        if one.about & other.about - GENERIC:
            return True
        are_generic = bool(one.about & GENERIC) and bool(other.about & GENERIC)
        return are_generic and one_subject
    if any(a[0] == b[0] and a != b for a in one.sides for b in other.sides):
        return False
    shared = one.about & other.about
    is_of_subject = one_subject and not (one.about | other.about) - GENERIC
    if is_of_subject and (one.kind == "age" or one.measure == "sessions"):
        return True
    if one.kind == "rule" and len(shared) < MIN_RULE_WORDS:
        return bool(shared) and one.about == other.about and one_subject

    def total(words: Iterable[str]) -> float:
        return sum(_weigh(word, weight) for word in words)

    shorter, longer = sorted((total(one.about), total(other.about)))
    of_shorter, of_longer = SAME_THING[one.kind]
    return (
        bool(shared)
        and total(shared) >= of_shorter * shorter
        and total(shared) >= of_longer * longer
    )


def _of_one_thing(
    one: Claim, other: Claim, title: frozenset[str], other_title: frozenset[str]
) -> bool:
    """Whether two figures belong to one thing, not only to pages of one subject.

    Every sentence of two pages on peels may name the peel: "no make-up for 2 days
    after the peel" and "the next peel is possible after 4 weeks" share nothing else.
    """
    subject = NO_THING | (title & other_title)
    of_one, of_other = one.about - subject, other.about - subject
    if of_one and of_other:
        return bool(of_one & of_other)
    # What only one names may be its page's fuller name of the subject.
    return (of_one | of_other) <= (title | other_title)


def _weights(sentences: Sequence[Sentence]) -> dict[str, float]:
    """How telling each stem is here: the logarithm of how few sentences have it."""
    counts = Counter(stem for s in sentences for stem in set(stems(s.text)))
    n = len(sentences) + 1
    return {stem: math.log(1 + n / count) for stem, count in counts.items()}


def _make_id(first: Sentence, second: Sentence) -> str:
    parts = sorted(f"{s.source_id}\0{s.text}" for s in (first, second))
    return hashlib.sha256("\0\0".join(parts).encode()).hexdigest()[:8]
