"""Phrase patterns over words: a small notation in, positions of hits out.

The notation, one phrase: words parted by blanks; `a|b` either; `?a` may be missing;
`~3` up to three words of any kind, never past the end of a sentence; `close+` with its
inflections (closes, closed, closing); `{name}` a class of single words. Matching is
linear in the message: every phrase has a bounded length and bounded gaps.
It knows nothing of medicine and nothing of spelling.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.red_flags.normalise import expand_words


@dataclass(frozen=True)
class Hit:
    """Where a concept was found: word positions, `end` exclusive."""

    start: int
    end: int


# A gap never leaps over these: "leg and no swelling" is no swollen leg.
DENIALS = frozenset(
    "no not never without dont doesnt didnt isnt arent wasnt werent havent hasnt "
    "hadnt zero".split()
)

# One step of a phrase: the words it takes, or a gap of up to that many words.
Step = frozenset[str] | int


def inflect(verb: str) -> list[str]:
    """Give the written forms of a regular verb or noun, texting "-in" included."""
    if verb.endswith("e"):
        stem = verb[:-1]
        return [verb, verb + "s", verb + "d", stem + "ing", stem + "in"]
    if verb.endswith("y") and verb[-2] not in "aeou":
        stem = verb[:-1]
        return [verb, stem + "ies", stem + "ied", verb + "ing", verb + "in"]
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    forms = [verb, verb + plural, verb + "ed", verb + "ing", verb + "in"]
    short = len(verb) <= 5 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou"
    if short and verb[-3] not in "aeiou":
        double = verb + verb[-1]
        forms += [double + "ed", double + "ing", double + "in"]
    return forms


def _alternatives(part: str, classes: Mapping[str, str]) -> list[str]:
    words: list[str] = []
    for choice in part.split("|"):
        if choice.startswith("{"):
            words += _alternatives(classes[choice[1:-1]], classes)
        elif choice.endswith("+"):
            words += inflect(choice[:-1])
        else:
            words.append(choice)
    return words


def compile_phrase(phrase: str, classes: Mapping[str, str]) -> list[tuple[Step, ...]]:
    """Turn one phrase into its variants, one for each choice of optional words.

    Words are written the way `normalise` leaves them: "can't" is "cant" and "I'm" is
    "i am", so a contraction in a phrase becomes two steps.
    """
    variants: list[list[Step]] = [[]]
    for raw in phrase.split():
        optional = raw.startswith("?")
        part = raw.lstrip("?")
        steps: list[Step]
        if part.startswith("~"):
            steps = [int(part[1:])]
        elif "|" in part or "{" in part or part.endswith("+"):
            steps = [frozenset(_alternatives(part, classes))]
        else:
            steps = [frozenset([word]) for word in expand_words(part)]
        with_part = [variant + steps for variant in variants]
        variants = variants + with_part if optional else with_part
    return [tuple(variant) for variant in variants if variant]


class PhraseBook:
    """All concepts compiled once; finds every concept of a message in one pass."""

    def __init__(
        self,
        concepts: Mapping[str, Iterable[str]],
        classes: Mapping[str, str],
        forms: Iterable[str] = (),
    ) -> None:
        """Compile the phrases of each concept.

        Args:
            concepts: Name of a concept to its phrases.
            classes: Name of a word class to its words, parted by "|".
            forms: Words that stand for each other wherever one is written, such as
                the tenses of a verb: "take takes took taken taking".

        Raises:
            ValueError: A phrase begins or ends with a gap, which holds nothing.
        """
        self.vocabulary: set[str] = set()
        self._forms: dict[str, frozenset[str]] = {}
        for line in forms:
            group = frozenset(line.split())
            self._forms.update(dict.fromkeys(group, group))
        self._by_first: dict[str, list[tuple[str, tuple[Step, ...]]]] = {}
        for name, phrases in concepts.items():
            for phrase in phrases:
                for steps in compile_phrase(phrase, classes):
                    self._add(name, phrase, tuple(map(self._all_forms, steps)))

    def _all_forms(self, step: Step) -> Step:
        if isinstance(step, int):
            return step
        return step.union(*(self._forms.get(word, ()) for word in step))

    def _add(self, name: str, phrase: str, steps: tuple[Step, ...]) -> None:
        first = steps[0]
        if isinstance(first, int):
            raise ValueError(f"Phrase '{phrase}' of {name} begins with a gap.")
        if isinstance(steps[-1], int):
            raise ValueError(f"Phrase '{phrase}' of {name} ends with a gap.")
        for word in first:
            self._by_first.setdefault(word, []).append((name, steps[1:]))
        for step in steps:
            if not isinstance(step, int):
                self.vocabulary |= step

    def find(
        self, words: Sequence[str], sentences: Sequence[int]
    ) -> dict[str, list[Hit]]:
        """Find every concept; `sentences` gives the sentence number of each word."""
        found: dict[str, list[Hit]] = {}
        for start, word in enumerate(words):
            seen: set[tuple[str, int]] = set()
            for name, rest in self._by_first.get(word, ()):
                end = _match(words, sentences, start + 1, rest, 0)
                if end and (name, end) not in seen:
                    seen.add((name, end))
                    found.setdefault(name, []).append(Hit(start, end))
        return found


def _match(
    words: Sequence[str],
    sentences: Sequence[int],
    at: int,
    steps: tuple[Step, ...],
    step_no: int,
) -> int:
    """Give the end of the match, or 0."""
    while step_no < len(steps):
        step = steps[step_no]
        if isinstance(step, int):
            for skipped in range(step + 1):
                place = at + skipped
                if place >= len(words) or sentences[place] != sentences[at - 1]:
                    return 0
                end = _match(words, sentences, place, steps, step_no + 1)
                if end:
                    return end
                if words[place] in DENIALS:
                    return 0
            return 0
        if at >= len(words) or words[at] not in step:
            return 0
        if sentences[at] != sentences[at - 1]:
            return 0
        at += 1
        step_no += 1
    return at
