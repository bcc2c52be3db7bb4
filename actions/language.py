"""Is a message English, another language, or nothing that can be read?

A text in, yes or no out. Function words decide: they are in every sentence, few, and
differ between languages; the lists are spaCy's.
"""

import re
from functools import cache
from importlib import import_module

_LANGUAGES = ("es", "fr", "de", "it", "pt", "pl", "nl", "sv", "tr", "ro")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouy]")


def other_language(text: str) -> bool:
    """True when a text is more likely in another language than in English."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return False
    foreign_script = sum(not word.isascii() and not _is_latin(word) for word in words)
    if foreign_script > len(words) / 2:
        return True
    english = sum(word in _stop_words("en") for word in words)
    others = max(
        sum(word in _stop_words(code) for word in words) for code in _LANGUAGES
    )
    accented = sum(not word.isascii() for word in words)
    return others + accented > english + 1 or (others > english and accented > 0)


def is_gibberish(text: str) -> bool:
    """True when a text holds no word that could be read as one."""
    words = [word.casefold() for word in _WORD.findall(text)]
    readable = [word for word in words if len(word) < 16 and _looks_readable(word)]
    return len(readable) <= len(words) / 2


def _looks_readable(word: str) -> bool:
    """A vowel in it, and never five consonants in a row."""
    return bool(_VOWEL.search(word)) and not re.search(r"[^aeiouy'’]{5}", word)


def _is_latin(word: str) -> bool:
    return all(ord(char) < 0x250 for char in word)


@cache
def _stop_words(code: str) -> frozenset[str]:
    module = import_module(f"spacy.lang.{code}.stop_words")
    return frozenset(module.STOP_WORDS)
