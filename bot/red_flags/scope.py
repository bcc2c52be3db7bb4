"""Scope: does a hit speak of a danger to someone now, or is it denied, past, general?

A message's words and the hits of the scope concepts in, yes or no for one stretch of
words out. Each question is answered for that stretch alone, so that a denied sign never
silences another one. When unsure the answer is "it counts". A minimiser ("probably
nothing") is not known here at all. It knows nothing of the medical concepts.
"""

from dataclasses import dataclass

from bot.red_flags.normalise import Words
from bot.red_flags.phrases import Hit

# How many words back a denial, a question or a supposition reaches.
NO_REACH = 5
ASK_REACH = 16
SUPPOSE_REACH = 9
PAST_REACH = 14
NOW_REACH = 5


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
        false_no = self._covered("NOT_A_NO")
        breaks = {cue.start for cue in self.hits.get("BREAK", ())}
        for cue in self.hits.get("NO", ()):
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
        return self._answered_no(hit)

    def long_past(self, start: int, end: int) -> bool:
        """Say whether the words are set long ago and nothing near says now."""
        past = [
            cue
            for cue in self.hits.get("PAST", ())
            if self._same_sentence(cue.start, start)
            and _gap(cue, start, end) <= PAST_REACH
        ]
        not_now = self._covered("NOT_NOW")
        sure = any(
            _gap(cue, start, end) <= 12 and cue.start not in not_now
            for cue in self.hits.get("NOW_SURE", ())
        )
        if not past or sure:
            return False
        return not any(
            _gap(cue, start, end) <= NOW_REACH and cue.start not in not_now
            for cue in self.hits.get("NOW", ())
        )

    def supposed(self, start: int) -> bool:
        """Say whether the words are only supposed or feared ("what if it swells")."""
        return not self.hits.get("NOW_SURE") and self._supposed(start)

    def general(self, start: int, end: int) -> bool:
        """Say whether the words stand in a question in general."""
        if self.hits.get("NOW_SURE"):
            return False
        asked = [
            cue
            for cue in self.hits.get("ASKS", ())
            if self._same_sentence(cue.start, start)
            # "Is septic shock possible?": sign and question may begin together.
            and (cue.start < start or (cue.start == start and self._is_question(start)))
            and start - cue.end <= ASK_REACH
        ]
        if not asked:
            return False
        first = min(cue.start for cue in asked)
        people = self.hits.get("PERSON", ())
        return not any(
            first - 1 <= cue.start < end and not self._inside(cue, asked)
            for cue in people
            if self._same_sentence(cue.start, start)
        )

    def _supposed(self, start: int) -> bool:
        not_supposed = self._covered("NOT_SUPPOSE")
        breaks = {cue.start for cue in self.hits.get("BREAK", ())}
        return any(
            cue.end <= start
            and start - cue.end <= SUPPOSE_REACH
            and cue.start not in not_supposed
            and self.words.clauses[cue.start] == self.words.clauses[start]
            and not any(place in breaks for place in range(cue.end, start))
            for cue in self.hits.get("SUPPOSE", ())
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
            cue
            for name in (("REPORT", "REPORT_KNOWN") if known else ("REPORT",))
            for cue in self.hits.get(name, ())
            if self._same_sentence(cue.start, start)
            and cue.start < start
            and start - cue.end <= ASK_REACH
        ]
        if not told:
            return False
        last = max(cue.end for cue in told)
        own = {"i", "my", "me", "mine"}
        return not any(word in own for word in self.words.words[last:end])

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
            for cue in self.hits.get(name, ())
            if cue.end > end - 1 and cue.start - end <= 25
        ]
        if not over or self._any_near("NOW_SURE", start, end, 12):
            return False
        covered = {p for cue in over for p in range(cue.start, cue.end)}
        first = min(cue.end for cue in over)
        return not any(
            since <= cue.start <= first + 8 and cue.start not in covered
            for name, since in (("NOT_DEALT", start), ("BUT", first))
            for cue in self.hits.get(name, ())
        )

    def about_someone(self, start: int, end: int) -> bool:
        """Say whether the sentence names the writer or somebody close."""
        return any(
            self._same_sentence(cue.start, start) for cue in self.hits.get("PERSON", ())
        )

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

    def _any_near(self, name: str, start: int, end: int, reach: int) -> bool:
        return any(_gap(cue, start, end) <= reach for cue in self.hits.get(name, ()))


_BEFORE_OWNER = frozenset("of in on with to or from around under".split())
_DENIES_NOUNS = frozenset("no without zero nor neither nil free".split())

_MAKES_A_CLAUSE = frozenset(
    "i my me he she his her it is am are was were have has had cant feel feels "
    "looks getting got keeps this that there they we now".split()
)


def _gap(cue: Hit, start: int, end: int) -> int:
    """Count the words between a cue and a stretch; 0 when they touch or overlap."""
    if cue.start >= end:
        return cue.start - end
    if cue.end <= start:
        return start - cue.end
    return 0
