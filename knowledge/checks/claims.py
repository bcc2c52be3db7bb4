"""What a sentence states that another one can contradict: figures, times, rules, terms.

A sentence in, its `Claim`s out, by patterns. It finds what is written with figures or
with one of the listed words; a contradiction in other words needs a reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.index import stems

Kind = Literal["figure", "time", "age", "phone", "rule", "term"]

_WORD_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(_WORD_NUMBERS)})"
_RANGE = rf"({_NUMBER})(?:\s*(?:-|–|to|or|and)\s*({_NUMBER}))?"
_UNITS: dict[str, tuple[str, float]] = {
    # unit -> (what it measures, how many of that measure's own unit)
    "minute": ("hours", 1 / 60),
    "min": ("hours", 1 / 60),
    "hour": ("hours", 1.0),
    "hr": ("hours", 1.0),
    "day": ("hours", 24.0),
    "week": ("hours", 168.0),
    "month": ("hours", 730.0),
    "year": ("hours", 8760.0),
    "session": ("sessions", 1.0),
    "treatment": ("sessions", 1.0),
    "appointment": ("sessions", 1.0),
    "mm": ("mm", 1.0),
    "cm": ("mm", 10.0),
    "mg": ("mg", 1.0),
    "ml": ("ml", 1.0),
    "litre": ("ml", 1000.0),
    "percent": ("%", 1.0),
    "%": ("%", 1.0),
    "time": ("times", 1.0),
    "degree": ("degrees", 1.0),
}
_FIGURE = re.compile(
    rf"\b{_RANGE}[\s-]*({'|'.join(sorted(_UNITS, key=len, reverse=True))})s?(?![a-z])",
    re.IGNORECASE,
)
_PRICE = re.compile(r"([£$€])\s?(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to)\s*[£$€]?\s?(\d+))?")
_SPF = re.compile(r"\b(SPF|factor)\s*(\d+)", re.IGNORECASE)
_MOST = re.compile(r"\b(?:up to|at most|no more than|less than|under|within)\s*$", re.I)
_LEAST = re.compile(r"\b(?:at least|more than|over|from|minimum(?: of)?)\s*$", re.I)
_TIME = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|o['’]clock)|\b(\d{1,2}):(\d{2})\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(over|above|under|below|aged|from|at least)\s+(?:the age of\s+)?(\d{1,2})\b"
    r"(?!\s*(?:%|percent|minutes?|hours?|days?|weeks?|months?|sessions?|mm|mg|ml|°))"
    r"|\b(\d{1,2})\s*(?:years?\s*(?:old|of age)|"
    r"(?:years?\s*)?(?:\+|(?:and|or) (?:over|older|above)))",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\d\s().-]{5,}\d)(?![\w])")
_NEGATION = re.compile(
    r"\b(?:do not|don['’]t|does not|doesn['’]t|must not|mustn['’]t|should not|"
    r"shouldn['’]t|cannot|can['’]t|can not|may not|is not|isn['’]t|are not|aren['’]t|"
    r"will not|won['’]t|need not|needn['’]t|never|avoid|avoids|avoided|not|no|without|"
    r"unsafe|stop|refrain from|keep away from|stay away from)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:do|don['’]t|must|mustn['’]t|should|shouldn['’]t|can|cannot|can['’]t|may|"
    r"need|needn['’]t|is|are|isn['’]t|aren['’]t|avoid|never|always|safe|unsafe|allowed|"
    r"recommended|possible|necessary|use|wear|wash|apply|take|drink|eat|stop)\b",
    re.IGNORECASE,
)
_RULE_WORDS = frozenset(
    "avoid never always stop safe unsafe may must should can cannot need keep away "
    "refrain allow allowed possible please".split()
)
_BE = re.compile(r"\b(?:is|are|was|were|be|will|can|may)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s+|,\s+(?:but|and|so)\s+|\s+but\s+|,\s+(?=\w+ing\b)")
_NO_SUBJECT = frozenset(
    "about after before during every least most next per usual usually typical "
    "typically around roughly approximately normally common commonly often lasts last "
    "take takes "
    "hour hours day days week weeks month months year years minute minutes first time "
    # Verbs that say little by themselves: to wear, use or put on make-up is the same.
    "times use wear apply applied put have has had get go going do take taken start "
    "wait cost costs need needed keep drink eat make made help helps see seen goes up "
    "down off on want people person patient patients".split()
)
OPPOSITES = (
    ("before", "after"),
    ("open", "opens", "close", "closes"),
    ("start", "begins", "end", "ends"),
    ("arrive", "leave"),
    # How long a thing goes on, and how long it is until there is another one.
    ("lasts", "takes", "next", "apart"),
)
"""Words by which the same words are about another moment: first half, second half."""

EXCLUSIVE: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("non-invasive", "noninvasive", "not invasive"),
        ("minimally invasive", "minimally-invasive"),
        ("highly invasive", "very invasive"),
    ),
    (("painless", "pain-free", "pain free"), ("painful", "very painful")),
    (("non-surgical", "nonsurgical"), ("surgical",)),
    (("permanent", "lifelong"), ("temporary", "short-lived")),
    (("reversible",), ("irreversible",)),
    (("no downtime", "zero downtime"), ("minimal downtime", "some downtime")),
    (("free of charge", "free"), ("for a fee", "charged")),
    (("licensed",), ("unlicensed", "off-label")),
)
"""Words of which at most one can hold of one thing, in groups of the same meaning."""
GENERIC = frozenset(
    stem
    for word in "procedure treat treatment technique method option therapy approach "
    "solution process service".split()
    for stem in stems(word)
)
"""What pages call their own subject."""


@dataclass(frozen=True)
class Claim:
    """One thing that a clause states.

    Attributes:
        kind: What sort of thing; only claims of one kind can contradict each other.
        measure: What is measured, or which group of exclusive words.
        low: Least value that agrees with it; of terms and rules, which one.
        high: Largest value that agrees with it.
        about: Stems of what it is said about.
        shown: The words that state it.
        sides: Which halves of `OPPOSITES` the clause speaks of.
    """

    kind: Kind
    measure: str
    low: float
    high: float
    about: frozenset[str]
    shown: str
    sides: frozenset[str] = frozenset()


def claims_in(sentence: str) -> tuple[Claim, ...]:
    """Everything that a sentence states in a way that can be compared."""
    found: list[Claim] = []
    for clause in _CLAUSE.split(sentence):
        sides = _sides(clause)
        for read in (_figures, _times, _ages, _phones, _rules):
            found += (replace(claim, sides=sides) for claim in read(clause))
    found += _terms(sentence)
    return tuple(found)


def _about(text: str, *spans: tuple[int, int]) -> frozenset[str]:
    """Stems of a clause without the figures and the words around figures."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    words = [
        word
        for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())
        if word not in _NO_SUBJECT and not word.isdigit()
    ]
    return frozenset(stems(" ".join(words))) - frozenset(stems(" ".join(_RULE_WORDS)))


def _sides(clause: str) -> frozenset[str]:
    words = set(re.findall(r"[a-z]+", clause.lower()))
    return frozenset(
        f"{number}{half}"
        for number, pair in enumerate(OPPOSITES)
        for half, of in enumerate((pair[: len(pair) // 2], pair[len(pair) // 2 :]))
        if words & set(of)
    )


def _value(text: str) -> float:
    return float(_WORD_NUMBERS.get(text.lower(), 0) or text.replace(",", "."))


def _bounds(clause: str, start: int, low: float, high: float) -> tuple[float, float]:
    """The interval, opened on one side by "up to", "at least" ... before it."""
    before = clause[:start]
    if _MOST.search(before):
        return 0.0, high
    if _LEAST.search(before):
        return low, float("inf")
    return low, high


def _figures(clause: str) -> Iterator[Claim]:
    ages = [age.span() for age in _AGE.finditer(clause)]
    for found in _FIGURE.finditer(clause):
        if any(a < found.end() and found.start() < b for a, b in ages):
            continue
        measure, factor = _UNITS[found[3].lower().rstrip(".")]
        low = _value(found[1])
        high = _value(found[2]) if found[2] else low
        low, high = _bounds(clause, found.start(), low * factor, high * factor)
        about = _about(clause, found.span())
        yield Claim("figure", measure, low, high, about, found[0])
    for found in _PRICE.finditer(clause):
        low = _value(found[2])
        high = _value(found[3]) if found[3] else low
        low, high = _bounds(clause, found.start(), low, high)
        about = _about(clause, found.span())
        yield Claim("figure", found[1], low, high, about, found[0])
    for found in _SPF.finditer(clause):
        value = _value(found[2])
        about = _about(clause, found.span()) | {"spf"}
        yield Claim("figure", "SPF", value, value, about, found[0])


def _times(clause: str) -> Iterator[Claim]:
    for found in _TIME.finditer(clause):
        hour = int(found[1] or found[4])
        minute = int(found[2] or found[5] or 0)
        if (found[3] or "").lower().startswith("p") and hour < 12:
            hour += 12
        value = hour + minute / 60
        if value <= 24:
            # "from 9 to 18": the first and the last hour are told by their order.
            order = sum(1 for _ in _TIME.finditer(clause[: found.start()]))
            about = _about(clause, *(m.span() for m in _TIME.finditer(clause)))
            yield Claim("time", f"time {order}", value, value, about, found[0])


def _ages(clause: str) -> Iterator[Claim]:
    for found in _AGE.finditer(clause):
        value = float(found[2] or found[3])
        word = (found[1] or "over").lower()
        is_upper = word in ("under", "below")
        about = _about(clause, found.span())
        yield Claim(
            "age", "under" if is_upper else "over", value, value, about, found[0]
        )


def _phones(clause: str) -> Iterator[Claim]:
    for found in _PHONE.finditer(clause):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) >= 7:
            # The last ten are the same with and without the country's code.
            value = float(digits[-9:])
            about = _about(clause, found.span())
            yield Claim("phone", "phone", value, value, about, found[0].strip())


def _rules(clause: str) -> Iterator[Claim]:
    """Whether a clause tells to do something, or not to."""
    if not _RULE.search(clause):
        return
    # "Not for 48 hours" and "after two days" agree: the figures are compared.
    if _FIGURE.search(clause) or _TIME.search(clause) or _AGE.search(clause):
        return
    negations = list(_NEGATION.finditer(clause))
    # Two negations are no simple rule: "do not stop", "not without".
    if len(negations) > 1:
        return
    about = _about(clause, *(n.span() for n in negations))
    says = 0.0 if negations else 1.0
    yield Claim("rule", "rule", says, says, about, clause.strip())


def _terms(sentence: str) -> Iterator[Claim]:
    lower = sentence.lower()
    for number, group in enumerate(EXCLUSIVE):
        taken: list[tuple[int, int]] = []
        for which, same in enumerate(group):
            for term in sorted(same, key=len, reverse=True):
                for found in re.finditer(
                    rf"(?<![\w-]){re.escape(term)}(?![\w-])", lower
                ):
                    if any(a <= found.start() < b for a, b in taken):
                        continue
                    taken.append(found.span())
                    after = lower[found.end() :]
                    noun = re.match(r"\W*([a-z-]+)", after)
                    head = frozenset(stems(noun[1])) if noun else frozenset()
                    if not head:
                        # "The redness is temporary": what it is about stands before.
                        head = _about(_BE.split(sentence[: found.start()])[0])
                    shown = sentence[found.start() : found.end()]
                    if noun and head & GENERIC:
                        shown += f" {noun[1]}"
                    yield Claim("term", f"term {number}", which, which, head, shown)
