"""Slips of the keyboard set right before a question is judged, for judging only.

A word that no English text and no page holds is replaced by the page's own word that
is one or two keystrokes away. What is quoted, stored or shown is never changed.
"""

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_COUNT = 3
"""A word that staff wrote fewer times may itself be a slip that they put in on purpose."""


class Spelling:
    """The words of the pages and questions, and what counts as known beyond them."""

    def __init__(self, texts: Iterable[str], known: frozenset[str]) -> None:
        """Count the words of `texts`; `known` words are never replaced."""
        counts = Counter(
            word.casefold() for text in texts for word in _WORD.findall(text)
        )
        self._targets = sorted(
            word
            for word, count in counts.items()
            if count >= _LEAST_COUNT and (not known or word in known or count >= 8)
        )
        self._known = known | set(self._targets)

    def correct(self, text: str) -> str:
        """The text with slips replaced; unchanged when there are none."""
        return _WORD.sub(lambda match: self._correct_word(match.group()), text)

    def _correct_word(self, word: str) -> str:
        lower = word.casefold()
        if lower in self._known or not self._targets:
            return word
        # One slip in a short word, two in a long one; swapped neighbours are one (OSA).
        allowed = 1 if len(lower) < 8 else 2
        found = process.extractOne(
            lower, self._targets, scorer=OSA.distance, score_cutoff=allowed
        )
        # The first letter is rarely wrong, and holding it keeps "dye" from being "eye".
        if found is None or found[0][0] != lower[0]:
            return word
        return str(found[0])
