"""How old a reader has to be to read a page with ease.

Flesch-Kincaid grade (Kincaid et al. 1975, "Derivation of new readability formulas")
plus five, the age at which school begins. A rule of thumb of words and sentences: it
knows nothing of meaning. The NHS writes for ages 9 to 11 ("Health literacy",
service-manual.nhs.uk).
"""

import re
from collections.abc import Sequence

WANTED_AGE = 11.0
MAX_AGE = 14.0
MIN_WORDS = 30

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")


def reading_age(sentences: Sequence[str]) -> float | None:
    """Years of age; None for fewer than `MIN_WORDS` words, which tell nothing."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if len(words) < MIN_WORDS:
        return None
    n_syllables = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * n_syllables / len(words) - 15.59
    return round(max(grade, 0.0) + 5.0, 1)


def syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels; at least one."""
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and count > 1:
        count -= 1
    if re.search(r"[^aeiouytd]ed$", lower) and count > 1:
        count -= 1
    return max(count, 1)
