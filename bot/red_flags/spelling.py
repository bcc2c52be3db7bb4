"""Spelling: one mistyped word in, the lexicon's word out when there is one near.

It knows only the words it is given: the lexicon's own, and the ordinary words that
must be left alone although they look like one of them.
"""

from collections.abc import Iterable

# Words shorter than this are never corrected, except for two letters swapped.
MIN_LENGTH = 5
# Four-letter words that are recognised with one letter missing.
SHORT_SIGNS = frozenset(
    "skin face lips pain foot hand legs blue cold burn neck took pill numb wont cant "
    "rash weak stop baby help hurt".split()
)
# Words at least this long may hold two mistakes.
MIN_LENGTH_TWO = 8


def distance(one: str, other: str, *, at_most: int) -> int:
    """Count the edits (add, drop, change, swap neighbours) from one word to the other.

    Returns:
        0 upwards; `at_most + 1` when there are more.

    Optimal string alignment: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
    """
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        current = [i]
        for j, right in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (left != right))
            swapped = i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right
            if swapped:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > at_most:
            return at_most + 1
        before, row = row, current
    return row[-1]


def _without_letters(word: str, *, n_letters: int) -> set[str]:
    """Give the word with up to `n_letters` letters left out, in every way."""
    forms = {word}
    last = {word}
    for _ in range(n_letters):
        last = {form[:i] + form[i + 1 :] for form in last for i in range(len(form))}
        forms |= last
    return forms


class Speller:
    """Corrects a word towards a fixed vocabulary.

    Candidates come from the forms with letters left out (the "symmetric delete" of
    https://github.com/wolfgarbe/SymSpell), so a look-up costs the same however large
    the vocabulary is.
    """

    def __init__(self, vocabulary: Iterable[str], ordinary: Iterable[str]) -> None:
        """Index the vocabulary; `ordinary` words are never changed."""
        self._vocabulary = {word for word in vocabulary if word.isalpha()}
        self._ordinary = frozenset(ordinary)
        self._forms: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            if len(word) < 4:
                continue
            n_letters = 2 if len(word) >= MIN_LENGTH_TWO else 1
            for form in _without_letters(word, n_letters=n_letters):
                self._forms.setdefault(form, []).append(word)
        self._longest = max((len(word) for word in self._vocabulary), default=0)
        self._cache: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Give the lexicon's word for a mistyped one, or the word itself."""
        if word in self._vocabulary:
            return word
        known = word in self._ordinary
        # "throats closing" is "throat's closing"; "on my notes" leaves no note.
        plural = word.endswith("s") and word[:-1] in self._vocabulary and len(word) > 4
        if plural and not known:
            return word[:-1]
        if known or len(word) < 3 or len(word) > self._longest + 2:
            return word
        if not word.isalpha():
            return word
        return self.nearest(word)

    def nearest(self, word: str) -> str:
        """Find the nearest word of the vocabulary, ordinary word or not."""
        best, best_rank = word, (9, 9, "")
        n_letters = 2 if len(word) >= MIN_LENGTH_TWO - 1 else 1
        for form in _without_letters(word, n_letters=n_letters):
            for candidate in self._forms.get(form, ()):
                n_edits = distance(word, candidate, at_most=2)
                if not _acceptable(word, candidate, n_edits):
                    continue
                rank = (n_edits, abs(len(word) - len(candidate)), candidate)
                if rank < best_rank:
                    best, best_rank = candidate, rank
        return best


def _acceptable(word: str, candidate: str, n_edits: int) -> bool:
    if len(candidate) < MIN_LENGTH:
        swapped = sorted(word) == sorted(candidate)
        dropped = len(word) == 3 and word[0] == candidate[0]
        return n_edits == 1 and (swapped or (dropped and candidate in SHORT_SIGNS))
    if n_edits == 1:
        # Hands slip within a word; another first letter is mostly another word.
        same_length = len(word) == len(candidate)
        return word[0] == candidate[0] or not same_length or word[1] == candidate[0]
    return n_edits == 2 and len(candidate) >= MIN_LENGTH_TWO and word[0] == candidate[0]


class Segmenter:
    """Splits letters written without blanks into known words."""

    def __init__(self, vocabulary: Iterable[str], whole: Iterable[str] = ()) -> None:
        """Index the words a run of letters may be made of; `whole` is never split."""
        self._whole = frozenset(whole)
        single = {"i", "a", "u"}
        self._words = {word for word in vocabulary if word.isalpha() and len(word) > 1}
        self._words |= single
        self._beginnings = {
            word[:end] for word in self._words for end in range(1, len(word) + 1)
        }

    def __call__(self, letters: str, *, strict: bool = False) -> list[str]:
        """Split into the fewest words; empty when the letters do not make words.

        At most 2,000 letters are looked at, each with at most the longest word: linear.
        Up to a third of the letters may stay unknown (a name between known words),
        none with `strict`.
        """
        if letters in self._whole:
            return []
        letters = letters[:2000]
        n_letters = len(letters)
        # best[i]: (unknown letters, words, where the last word began)
        best = [(end, end, end - 1) for end in range(n_letters + 1)]
        for start in range(n_letters):
            unknown, n_words, _ = best[start]
            skipped = (unknown + 1, n_words + 1, start)
            best[start + 1] = min(best[start + 1], skipped)
            for end in range(start + 1, n_letters + 1):
                part = letters[start:end]
                if part not in self._beginnings:
                    break
                if part in self._words:
                    best[end] = min(best[end], (unknown, n_words + 1, start))
        n_unknown = best[-1][0]
        if not letters or n_unknown * 3 > n_letters or (strict and n_unknown):
            return []
        words: list[str] = []
        end = n_letters
        while end:
            start = best[end][2]
            words.append(letters[start:end])
            end = start
        words.reverse()
        return _join_unknown(words) if len(words) > 1 else []


def _join_unknown(words: list[str]) -> list[str]:
    """Join neighbouring single letters, which no word was found for."""
    joined: list[str] = []
    open_end = False
    for word in words:
        single = len(word) == 1 and word not in "ia"
        if single and open_end:
            joined[-1] += word
        else:
            joined.append(word)
        open_end = single
    return joined
