"""Slips of the keyboard set right before a question is judged, for judging only.

A word that no English text and no page holds is replaced by the page's own word that
is one or two keystrokes away, or, where there is none, that sounds the same when it is
read out ("seshuns"). What is quoted, stored or shown is never changed.
"""

import re
from collections import Counter
from collections.abc import Iterable

from jellyfish import metaphone
from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_SOUNDS = 4
"""Sounds that a word needs to be known by them: "sns" could be many words."""
_LEAST_COUNT = 3
"""A word that staff wrote fewer times may itself be a slip put in on purpose."""


class Spelling:
    """The words of the pages and questions, and what counts as known beyond them."""

    def __init__(
        self, texts: Iterable[str], known: frozenset[str], *, pages: Iterable[str] = ()
    ) -> None:
        """Count the words of `texts`; `known` words and those of `pages` stay.

        Args:
            texts: Pages and questions; words that they often use replace slips.
            known: English words, lower case.
            pages: What holds no slips, so that "punctures" is not made "pictures".
        """
        counts = Counter(
            word.casefold() for text in texts for word in _WORD.findall(text)
        )
        # The most frequent first: of words equally near, it is taken ("hert": hurt).
        self._targets = [
            word
            for word, count in sorted(counts.items(), key=lambda item: (-item[1], item))
            if count >= _LEAST_COUNT and (not known or word in known or count >= 8)
        ]
        self._of_sound: dict[str, list[str]] = {}
        for word in self._targets:
            self._of_sound.setdefault(metaphone(word), []).append(word)
        of_pages = {w.casefold() for text in pages for w in _WORD.findall(text)}
        self._known = known | set(self._targets) | of_pages

    def correct(self, text: str) -> str:
        """The text with slips replaced; unchanged when there are none."""
        return _WORD.sub(lambda match: self._correct_word(match.group()), text)

    def _correct_word(self, word: str) -> str:
        lower = word.casefold()
        if lower in self._known or not self._targets:
            return word
        # One slip in a short word, two in a long one; swapped neighbours are one (OSA).
        allowed = 1 if len(lower) < 8 else 2
        # The first letter is rarely wrong, and holding it keeps "dye" from being "eye".
        targets = [target for target in self._targets if target[0] == lower[0]]
        found = process.extractOne(
            lower, targets, scorer=OSA.distance, score_cutoff=allowed
        )
        return self._of_same_sound(word) if found is None else str(found[0])

    def _of_same_sound(self, word: str) -> str:
        """The nearest word that is spoken alike (Metaphone), or the word itself."""
        sound = metaphone(word.casefold())
        if len(sound) < _LEAST_SOUNDS:
            return word
        alike = self._of_sound.get(sound, [])
        found = process.extractOne(word.casefold(), alike, scorer=OSA.distance)
        return word if found is None else str(found[0])
