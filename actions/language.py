"""Is a message English, another language, or nothing that can be read?

A text in, yes or no out. Function words decide: they are in every sentence, few, and
differ between languages; the lists are spaCy's.
"""

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

_LANGUAGES = ("es", "fr", "de", "it", "pt", "pl", "nl", "sv", "tr", "ro")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_SHORT_FORMS = frozenset(
    "bfn brb btw cit crp dr ffs gd gp grrr gtg hm hmm hrt k kk lmk mhm mm mmhmm mmm ms "
    "ngl nhs nm np nvm rn smh tmj ttfn "
    "pls plz prf prp pt rf spf tbh tc thks thnks thnx thx tks tldr tmrw tnx wknd wks "
    "wtf".split()
)
"""Written without vowels, and read by everybody."""
_LONGEST_WORD = 19
"""Letters; "contraindications" has 17."""


def other_language(text: str) -> bool:
    """True when a text is more likely in another language than in English."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return False
    foreign_script = sum(not word.isascii() and not _is_latin(word) for word in words)
    if foreign_script > len(words) / 2:
        return True
    # Each word once, and no letters: "hi hi" is not Dutch, nor "r u a bot" Romanian.
    distinct = {word for word in words if len(word) > 1}
    english = len(distinct & _stop_words("en"))
    others = max(len(distinct & _stop_words(code)) for code in _LANGUAGES)
    accented = sum(not word.isascii() for word in words)
    return others + accented > english + 1 or (others > english and accented > 0)


def is_gibberish(text: str) -> bool:
    """True when a text holds no word that could be read as one."""
    words = _words(text)
    return sum(map(_is_readable, words)) <= len(words) / 2


def is_sign(text: str) -> bool:
    """True for figures, letters and pictures alone: "10-4", "y", a raised thumb."""
    only_marks = all(unicodedata.category(char)[0] in "PZ" for char in text)
    return not _words(text) and not only_marks


def _words(text: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    # A letter alone says nothing either way: "bye x", "g2g".
    return [word for word in words if len(word) > 1 or word in _SHORT_FORMS]


def _is_readable(word: str) -> bool:
    """A vowel in it, never six consonants in a row, and not too long; or in use."""
    if word in _SHORT_FORMS:
        return True
    return (
        len(word) <= _LONGEST_WORD
        and bool(_VOWEL.search(word))
        and not re.search(r"[^aeiouy'’]{6}", word)
    )


def _is_latin(word: str) -> bool:
    return all(ord(char) < 0x250 for char in word)


@cache
def _stop_words(code: str) -> frozenset[str]:
    # Run alone, not imported: importing spaCy's French takes five seconds.
    spacy = find_spec("spacy")
    if spacy is None or spacy.origin is None:
        return frozenset()
    file = Path(spacy.origin).parent / "lang" / code / "stop_words.py"
    return frozenset(run_path(str(file))["STOP_WORDS"])
