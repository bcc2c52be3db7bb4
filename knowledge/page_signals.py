"""What a question and the pages have in common: signals that need no approved question.

A question and the sentences that search found in; for each sentence a few numbers that
say how likely it is the right one, and for the best one a few that say whether it
answers at all: likeness of meaning to the sentence, its page and its title, what is
asked to be denied and is not, figures that are not stated, and whether a "who" finds a
name and a "how many" a number. No conclusion here: `page_answerability.py` weighs them.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Encoder, Vectors
from knowledge.index import SearchIndex, stems
from knowledge.passage import Passage
from knowledge.search import ScoredSentence

Floats = npt.NDArray[np.float64]

RANK_SIGNALS = (
    "cosine with neighbours",
    "cosine alone",
    "cosine below its title",
    "words in the sentence",
)
"""Of one sentence; cosines -1 to 1, the share of the words' weight 0 to 1."""

PAGE_SIGNALS = (
    "best cosine with neighbours on its page",
    "cosine alone",
    "cosine below its title",
    "cosine of its title",
    "share of what was found",
    "negated question only",
    "figures not in the passage",
    "kind of answer missing",
)
"""Of the best sentence. Cosines -1 to 1; the share that its page has of the sentences
found, 0 to 1; figures are counted up to `MOST_FIGURES`; the others are 0 or 1."""

MOST_FIGURES = 3

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FIGURE = re.compile(r"\d[\d.,]*")
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty "
    "forty fifty hundred thousand million billion half third quarter once twice "
    "first second dozen few several most many every daily weekly".split()
)
_TIME_WORDS = frozenset(
    "january february march april may june july august september october november "
    "december century year years month months week weeks day days hour hours minute "
    "minutes age after before during when until".split()
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|none|nothing|except|unable|lack\w*|"
    r"fail\w*|un\w{4,}|dis\w{4,}|non-\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS_WHAT_IS_NOT = re.compile(
    r"^\W*(?:(?:in|on|at|for|by|of|to|from|with)\s+)?"
    r"(?:what|which|who|whom|whose|where|when|how (?:many|much))\b"
    r"(?:(?!\b(?:when|if|because|since|while|after|before|i|my|you|your|we)\b).)*?"
    r"(?:\b(?:not?|never|cannot|without|unable|fail\w*|lack\w*)\b|n['’]t\b)",
    re.IGNORECASE,
)
"""A question about what does not hold; not "what helps when I can't sleep"."""
_I = frozenset(f"I{ending}" for ending in ("", *"'m 've 'd 'll ’m ’ve ’d ’ll".split()))
_REASON = re.compile(
    r"\b(?:because|due|since|so|to|reasons?|caus\w+|results?|from|leads?|help\w*)\b",
    re.IGNORECASE,
)
_ASKS_PERSON = re.compile(
    r"\b(?:whom|whose|who(?! (?:should|can|may|must|gets?|needs?|is at)))\b",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(
    r"\b(?:when|(?:what|which) (?:year|date|century|day|month|decade|age))\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|large|big|often|soon)\b|"
    r"\bwhat (?:percent|number|percentage)\b",
    re.IGNORECASE,
)
_ASKS_REASON = re.compile(r"\bwhy\b", re.IGNORECASE)


class PageSignals:
    """Computes the signals; holds how rare each word is. Safe between threads."""

    def __init__(self, index: SearchIndex, encoder: Encoder) -> None:
        """Count the words of every sentence of the index."""
        self._encoder = encoder
        self._rows = {s.id: row for row, s in enumerate(index.sentences)}
        self._vectors = index.vectors
        self._passages: dict[str, Passage] = {p.id: p for p in index.passages}
        # Counted and let go: kept for each sentence they would take more than its text.
        self._counts = Counter(w for s in index.sentences for w in set(stems(s.text)))

    def rank(
        self, question: str, query: Vectors, found: Sequence[ScoredSentence]
    ) -> Floats:
        """`RANK_SIGNALS` of each of the found sentences, shape (n_found, 4).

        Args:
            question: Its words.
            query: Its unit vector, shape (dim,).
            found: What search found, best first.
        """
        asked = frozenset(stems(question))
        sentences = [hit.sentence for hit in found]
        texts = [s.text for s in sentences] + [
            f"{s.title}. {s.text}" for s in sentences
        ]
        wanted = np.asarray([self._rows[s.id] for s in sentences], dtype=np.int64)
        in_context = self._vectors.reconstruct(wanted) @ query
        alone, titled = (self._encoder.encode(texts) @ query).reshape(2, len(found))
        return np.asarray(
            [
                [
                    float(in_context[n]),
                    float(alone[n]),
                    float(titled[n]),
                    self._share(asked, frozenset(stems(sentence.text))),
                ]
                for n, sentence in enumerate(sentences)
            ]
        ).reshape(len(found), len(RANK_SIGNALS))

    def judge(
        self,
        question: str,
        query: Vectors,
        found: Sequence[ScoredSentence],
        ranked: Floats,
        best: int,
    ) -> Floats:
        """`PAGE_SIGNALS` of the best sentence, shape (8,).

        Args:
            question: Its words.
            query: Its unit vector, shape (dim,).
            found: What search found; one sentence at least.
            ranked: What `rank` gave for them.
            best: Which of them would be quoted.
        """
        sentence = found[best].sentence
        of_page = [hit.sentence.source_id == sentence.source_id for hit in found]
        passage = self._passages[sentence.passage_id].text
        n_missing = len(_figures(question) - _figures(passage))
        return np.asarray(
            [
                ranked[of_page, 0].max(),
                ranked[best, 1],
                ranked[best, 2],
                float(self._encoder.encode([sentence.title])[0] @ query),
                float(np.mean(of_page)),
                float(asks_what_is_not(question) and not says_no(sentence.text)),
                float(min(MOST_FIGURES, n_missing)),
                float(lacks_kind(question, sentence.text)),
            ]
        )

    def _rarity(self, word: str) -> float:
        """BM25's weight of a word, log(1 + (n - k + .5) / (k + .5)), over sentences."""
        n, k = len(self._rows), self._counts[word]
        return math.log(1 + (n - k + 0.5) / (k + 0.5))

    def _share(self, asked: frozenset[str], held: frozenset[str]) -> float:
        """Share of the asked words' weight that is held; 1 when nothing is asked."""
        total = sum(map(self._rarity, sorted(asked)))
        if not total:
            return 1.0
        return sum(map(self._rarity, sorted(asked & held))) / total


def asks_what_is_not(question: str) -> bool:
    """True for "what is not ...", "who never ...": a question about what is denied."""
    return bool(_ASKS_WHAT_IS_NOT.search(question))


def says_no(sentence: str) -> bool:
    """True when a sentence denies something."""
    return bool(_NEGATION.search(sentence))


def lacks_kind(question: str, sentence: str) -> bool:
    """True when the sentence has nothing of the kind that the question asks for.

    A "who" wants a name that the question does not hold, a "how many" a number, a
    "when" a number or a word of time, a "why" a word of reason.
    """
    asked = _plain_words(question)
    names = {name.casefold() for name in _names(sentence)} - asked
    words = _plain_words(sentence) - asked
    numbers = _figures(sentence) - _figures(question) or words & _NUMBER_WORDS
    if _ASKS_PERSON.search(question):
        return not names
    if _ASKS_NUMBER.search(question):
        return not numbers
    if _ASKS_TIME.search(question):
        return not (numbers or words & _TIME_WORDS)
    if _ASKS_REASON.search(question):
        return not _REASON.search(sentence)
    return False


def _plain_words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _names(text: str) -> list[str]:
    """Words with a capital that do not begin the text; "I" is none."""
    words = _WORD.findall(text)[1:]
    return [
        w for w in words if w[0].isupper() and not re.fullmatch(r"I(?:['’]\w+)?", w)
    ]


def _figures(text: str) -> set[str]:
    return {figure.strip(".,").replace(",", "") for figure in _FIGURE.findall(text)}
