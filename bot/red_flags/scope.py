"""Scope: does a hit speak of a danger to someone now, or is it denied, past, general?

A message's words and the hits of the scope concepts in, yes or no for one stretch of
words out. Each question is answered for that stretch alone, so that a denied sign never
silences another one. When unsure the answer is "it counts". A minimiser ("probably
nothing") is not known here at all. It knows nothing of the medical concepts.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.red_flags.normalise import Words
from bot.red_flags.phrases import Hit

# How many words back a denial, a question or a supposition reaches.
NO_REACH = 5
ASK_REACH = 16
SUPPOSE_REACH = 9
PAST_REACH = 14
NOW_REACH = 5
# Most words of one cue: how far before a window a cue that reaches into it may begin.
LONGEST_CUE = 24


@dataclass(frozen=True)
class Scope:
    """The scope cues of one message."""

    words: Words
    hits: dict[str, list[Hit]]

    def denied(self, hit: Hit, own: frozenset[int] = frozenset()) -> bool:
        """Say whether a denial reaches this hit ("no fever, pus or redness").

        Args:
            hit: The concept in question.
            own: Word positions of the same rule's concepts: in "not stopping bleeding"
                the "not" belongs to the sign and denies nothing.
        """
        false_no, breaks = self._false_no, self._breaks
        for cue in self._around("NO", hit.start - 3 * NO_REACH, hit.start):
            inside = hit.start <= cue.start < hit.end
            if cue.start in false_no or inside or cue.start >= hit.start:
                continue
            if cue.start in own:
                continue
            if not self._same_sentence(cue.start, hit.start):
                continue
            between = range(cue.end, hit.start)
            if any(place in breaks for place in between):
                continue
            or_list = "or" in self.words.words[cue.end : hit.start]
            reach = 2 * NO_REACH if or_list else NO_REACH
            if len(between) <= reach and self._one_list(cue, hit):
                return True
            if len(between) <= 3 * NO_REACH and self._short_list(cue, hit):
                return True
        return self._answered_no(hit) or self._said_fine(hit)

    def long_past(self, start: int, end: int) -> bool:
        """Say whether the words are set long ago and nothing near says now."""
        past = [
            cue
            for cue in self._around("PAST", start - PAST_REACH, end + PAST_REACH)
            if self._same_sentence(cue.start, start)
            and _gap(cue, start, end) <= PAST_REACH
        ]
        not_now = self._not_now
        sure = any(
            _gap(cue, start, end) <= 12 and cue.start not in not_now
            for cue in self._around("NOW_SURE", start - 12, end + 12)
        )
        if not past or sure:
            return False
        return not any(
            _gap(cue, start, end) <= NOW_REACH and cue.start not in not_now
            for cue in self._around("NOW", start - NOW_REACH, end + NOW_REACH)
        )

    def supposed(self, start: int) -> bool:
        """Say whether the words are only supposed or feared ("what if it swells")."""
        return not self._own_case() and self._supposed(start)

    def general(self, start: int, end: int) -> bool:
        """Say whether the words stand in a question in general."""
        if self._own_case():
            return False
        if self._of_staff(start, end):
            return True
        asked = [
            cue
            for cue in self._around("ASKS", start - ASK_REACH, start)
            if self._same_sentence(cue.start, start)
            # "Is septic shock possible?": sign and question may begin together.
            and (cue.start < start or (cue.start == start and self._is_question(start)))
            and start - cue.end <= ASK_REACH
        ]
        if not asked:
            return False
        first = min(cue.start for cue in asked)
        people = self._around("PERSON", first - 1, end)
        return not any(
            first - 1 <= cue.start < end and not self._inside(cue, asked)
            for cue in people
            if self._same_sentence(cue.start, start)
        )

    def _own_case(self) -> bool:
        return bool(self.hits.get("NOW_SURE") or self.hits.get("OWN_REASON"))

    def _of_staff(self, start: int, end: int) -> bool:
        """Say whether it is asked what staff do or learn, with nobody's own case."""
        asked = [
            cue.start
            for cue in self._around("ASKS_STAFF", start - ASK_REACH, start)
            if self._same_sentence(cue.start, start)
            and cue.start < start
            and start - cue.end <= ASK_REACH
        ]
        if not asked:
            return False
        return not any(word in _OWN for word in self.words.words[min(asked) + 1 : end])

    def _supposed(self, start: int) -> bool:
        not_supposed, breaks = self._not_supposed, self._breaks
        return any(
            cue.end <= start
            and start - cue.end <= SUPPOSE_REACH
            and cue.start not in not_supposed
            and self.words.clauses[cue.start] == self.words.clauses[start]
            and not any(place in breaks for place in range(cue.end, start))
            for cue in self._around("SUPPOSE", start - SUPPOSE_REACH, start)
        )

    def reported(self, start: int, end: int, *, known: bool = True) -> bool:
        """Say whether the words tell of others in general, not of someone here.

        Args:
            start: First word of the sign.
            end: One past its last word.
            known: A story about a friend counts too.
        """
        if self._any_near("NOW_SURE", start, end, 30):
            return False
        told = [
            (cue.end, name)
            for name in ("REPORT", "REPORT_STUDY", "REPORT_KNOWN")
            if known or name != "REPORT_KNOWN"
            for cue in self._around(name, start - ASK_REACH, start)
            if self._same_sentence(cue.start, start)
            and cue.start < start
            and start - cue.end <= ASK_REACH
        ]
        if not told:
            return False
        last, name = max(told)
        # "She has an exam on Monday and says she wants to die" is her own danger.
        own = _OWN | _THIRD if name == "REPORT_STUDY" else _OWN
        return not any(word in own for word in self.words.words[last:end])

    def likened(self, start: int) -> bool:
        """Say whether the words are a simile ("as if someone slapped me")."""
        return any(
            cue.start <= start <= cue.end + 1 and self._same_sentence(cue.start, start)
            for cue in self._around("SIMILE", start - 1, start)
        )

    def dealt_with(self, start: int, end: int, *, by_staff: bool) -> bool:
        """Say whether the message goes on to say that it is over.

        Args:
            start: First word of the sign.
            end: One past its last word.
            by_staff: Only a professional's all-clear counts, not that it went away.
        """
        names = ("CLEARED",) if by_staff else ("CLEARED", "WENT")
        over = [
            cue
            for name in names
            for cue in self._around(name, end, end + 25)
            if cue.end > end - 1 and cue.start - end <= 25
        ]
        if not over or self._any_near("NOW_SURE", start, end, 12):
            return False
        covered = {p for cue in over for p in range(cue.start, cue.end)}
        first = min(cue.end for cue in over)
        return not any(
            since <= cue.start <= first + 8 and cue.start not in covered
            for name, since in (("NOT_DEALT", start), ("BUT", first))
            for cue in self._around(name, since, first + 8)
        )

    def about_someone(self, start: int, end: int) -> bool:
        """Say whether the sentence names the writer or somebody close."""
        return any(
            self._same_sentence(cue.start, start) for cue in self.hits.get("PERSON", ())
        )

    @cached_property
    def _false_no(self) -> set[int]:
        return self._covered("NOT_A_NO")

    @cached_property
    def _not_now(self) -> set[int]:
        return self._covered("NOT_NOW")

    @cached_property
    def _not_supposed(self) -> set[int]:
        return self._covered("NOT_SUPPOSE")

    @cached_property
    def _breaks(self) -> set[int]:
        return {cue.start for cue in self.hits.get("BREAK", ())}

    def _covered(self, name: str) -> set[int]:
        return {
            place
            for cue in self.hits.get(name, ())
            for place in range(cue.start, cue.end)
        }

    def _inside(self, cue: Hit, others: list[Hit]) -> bool:
        return any(o.start <= cue.start and cue.end <= o.end for o in others)

    def _is_question(self, place: int) -> bool:
        return self.words.sentences[place] in self.words.questions

    def _same_sentence(self, one: int, other: int) -> bool:
        return self.words.sentences[one] == self.words.sentences[other]

    def _one_list(self, cue: Hit, hit: Hit) -> bool:
        same = self.words.clauses[cue.start] == self.words.clauses[hit.start]
        thinking = self.words.words[cue.end - 1] in ("think", "believe", "reckon")
        subject = any(
            word in ("i", "he", "she")
            or (
                word in ("my", "his", "her")
                and self.words.words[place - 1] not in _BEFORE_OWNER
            )
            for place, word in enumerate(self.words.words)
            if cue.end <= place < hit.start
        )
        return same and (thinking or not subject)

    def _short_list(self, cue: Hit, hit: Hit) -> bool:
        """Accept "no fever, no pus or swelling": clauses without a verb or a person."""
        between = self.words.words[cue.end : hit.start]
        noun_follows = self.words.words[cue.start] in _DENIES_NOUNS
        if not noun_follows and not set(between[:2]) & {"have", "had", "got", "any"}:
            return False
        plain = not any(word in _MAKES_A_CLAUSE for word in between)
        clause = self.words.clauses[hit.start]
        after = [
            word
            for word, where in zip(
                self.words.words[hit.end : hit.end + 3],
                self.words.clauses[hit.end : hit.end + 3],
                strict=True,
            )
            if where == clause
        ]
        return plain and not any(word in _MAKES_A_CLAUSE for word in after)

    def _answered_no(self, hit: Hit) -> bool:
        after = self.words.words[hit.end : hit.end + 1]
        return bool(after) and after[0] in ("none", "nope", "negative")

    def _said_fine(self, hit: Hit) -> bool:
        """Accept "my tongue's fine", not "is it fine?" nor "he says it's fine"."""
        if self._is_question(hit.start):
            return False
        said = any(
            self._same_sentence(cue.start, hit.start) and cue.start < hit.start
            for cue in self._around("SAYS", hit.start - ASK_REACH, hit.start)
        )
        return not said and any(
            cue.start <= hit.start < cue.end and hit.end <= cue.end
            for cue in self._around("PART_FINE", hit.start, hit.end)
        )

    def _any_near(self, name: str, start: int, end: int, reach: int) -> bool:
        return any(
            _gap(cue, start, end) <= reach
            for cue in self._around(name, start - reach, end + reach)
        )

    def _around(self, name: str, low: int, high: int) -> Sequence[Hit]:
        """Give the cues that may touch a window of words: keeps long messages linear.

        Cues are in the order of their starts, and none is longer than `LONGEST_CUE`.
        """
        cues = self.hits.get(name, ())
        first = bisect_left(cues, low - LONGEST_CUE, key=_start)
        return cues[first : bisect_left(cues, high + 1, key=_start)]


_OWN = frozenset("i my me mine".split())
_THIRD = frozenset("he she daughter son sister brother mum dad".split())
_BEFORE_OWNER = frozenset("of in on with to or from around under".split())
_DENIES_NOUNS = frozenset("no without zero nor neither nil free".split())

_MAKES_A_CLAUSE = frozenset(
    "i my me he she his her it is am are was were have has had cant feel feels "
    "looks getting got keeps this that there they we now".split()
)


def _start(cue: Hit) -> int:
    return cue.start


def _gap(cue: Hit, start: int, end: int) -> int:
    """Count the words between a cue and a stretch; 0 when they touch or overlap."""
    if cue.start >= end:
        return cue.start - end
    if cue.end <= start:
        return start - cue.end
    return 0
