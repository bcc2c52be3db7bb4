"""What a question and the pages have in common: signals that need no approved question.

A question and the sentences that search found in, for each sentence a few numbers that
say how likely it is the right one, and for the best one a few that say whether it
answers at all: likeness of meaning, words and names that are asked for and absent,
figures, negations, and whether a "who" finds a name and a "how many" a number. It draws
no conclusion; `page_answerability.py` weighs them.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Encoder, Vectors
from knowledge.index import SearchIndex, stems
from knowledge.passage import Passage, Sentence
from knowledge.search import ScoredSentence

Floats = npt.NDArray[np.float64]

RANK_SIGNALS = (
    "cosine with neighbours",
    "cosine alone",
    "words in the sentence",
    "words in the passage",
    "words on the page",
)
"""Of one sentence; cosines -1 to 1, shares of the words' weight 0 to 1."""

PAGE_SIGNALS = (
    "cosine with neighbours",
    "cosine alone",
    "lead over other passages",
    "words in the sentence",
    "words in the passage",
    "words on the page",
    "rarest word not on the page",
    "words on no page",
    "uncommon words not on the page",
    "names not on the page",
    "figures not in the passage",
    "meaning left without missing words",
    "nearer without missing words",
    "negated question only",
    "negated sentence only",
    "kind of answer missing",
)
"""Of the best sentence; the last three are 0 or 1, counts are cut at `MOST_COUNTED`."""

N_CANDIDATES = 8
"""Sentences that are looked at; the fused search had the right one among them."""

MOST_COUNTED = 3

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
    """Computes the signals; holds which words stand where. Safe between threads."""

    def __init__(self, index: SearchIndex, encoder: Encoder) -> None:
        """Count the words of every sentence, passage and page of the index."""
        self._encoder = encoder
        self._rows = {s.id: row for row, s in enumerate(index.sentences)}
        self._vectors = index.vectors
        self._passages: dict[str, Passage] = {p.id: p for p in index.passages}
        self._of_sentence = {s.id: frozenset(stems(s.text)) for s in index.sentences}
        self._of_passage: dict[str, frozenset[str]] = {}
        pages: dict[str, set[str]] = {}
        self._page_words: dict[str, set[str]] = {}
        for passage in index.passages:
            heading = f"{passage.title} {passage.section or ''}"
            found = set(stems(heading))
            plain = _plain_words(f"{heading} {passage.text}")
            for sentence in passage.sentences:
                found |= self._of_sentence[sentence.id]
            self._of_passage[passage.id] = frozenset(found)
            pages.setdefault(passage.source_id, set()).update(found)
            self._page_words.setdefault(passage.source_id, set()).update(plain)
        self._of_page = {page: frozenset(words) for page, words in pages.items()}
        self._anywhere = frozenset().union(*self._of_page.values())
        counts = Counter(word for words in self._of_sentence.values() for word in words)
        n_sentences = len(self._of_sentence)
        self._most = math.log(1 + (n_sentences + 0.5) / 0.5)
        self._rarity = {
            word: math.log(1 + (n_sentences - n + 0.5) / (n + 0.5)) / self._most
            for word, n in counts.items()
        }

    def rank(
        self, question: str, query: Vectors, found: Sequence[ScoredSentence]
    ) -> Floats:
        """`RANK_SIGNALS` of each of the found sentences, shape (n_found, 5).

        Args:
            question: Its words.
            query: Its unit vector, shape (dim,).
            found: What search found, best first.
        """
        asked = frozenset(stems(question))
        alone = self._encoder.encode([hit.sentence.text for hit in found]) @ query
        return np.asarray(
            [
                [
                    float(self._vector(hit.sentence) @ query),
                    float(cosine),
                    self._share(asked, self._of_sentence[hit.sentence.id]),
                    self._share(asked, self._of_passage[hit.sentence.passage_id]),
                    self._share(asked, self._of_page[hit.sentence.source_id]),
                ]
                for hit, cosine in zip(found, alone, strict=True)
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
        """`PAGE_SIGNALS` of the best sentence, shape (16,).

        Args:
            question: Its words.
            query: Its unit vector, shape (dim,).
            found: What search found; one sentence at least.
            ranked: What `rank` gave for them.
            best: Which of them would be quoted.
        """
        sentence = found[best].sentence
        with_neighbours, alone, in_sentence, in_passage, on_page = ranked[best]
        elsewhere = [
            float(row[1])
            for row, hit in zip(ranked, found, strict=True)
            if hit.sentence.passage_id != sentence.passage_id
        ]
        asked = frozenset(stems(question))
        page = self._of_page[sentence.source_id]
        missing = asked - page
        kept = self._without(question, self._of_passage[sentence.passage_id])
        rest = self._encoder.encode([kept])[0]
        to_sentence = self._encoder.encode([sentence.text])[0]
        negated = bool(_NEGATION.search(question))
        says_no = bool(_NEGATION.search(sentence.text))
        return np.asarray(
            [
                with_neighbours,
                alone,
                alone - max(elsewhere, default=0.0),
                in_sentence,
                in_passage,
                on_page,
                max((self._weight(word) for word in missing), default=0.0),
                1.0 - self._share(asked, self._anywhere),
                self._n_uncommon(question, sentence),
                self._n_names(question, sentence),
                self._n_figures(question, sentence),
                float(rest @ query),
                float(rest @ to_sentence) - alone,
                float(negated and not says_no),
                float(says_no and not negated),
                float(lacks_kind(question, sentence.text)),
            ]
        )

    def _vector(self, sentence: Sentence) -> Vectors:
        vector: Vectors = self._vectors.reconstruct(self._rows[sentence.id])
        return vector

    def _weight(self, word: str) -> float:
        """How much a word says, 0 to 1: 1 when no page holds it."""
        return self._rarity.get(word, 1.0)

    def _share(self, asked: frozenset[str], held: frozenset[str]) -> float:
        """Share of the asked words' weight that is held; 1 when nothing is asked."""
        total = sum(self._weight(word) for word in sorted(asked))
        if not total:
            return 1.0
        return sum(self._weight(word) for word in sorted(asked & held)) / total

    def _without(self, question: str, held: frozenset[str]) -> str:
        """The question without the content words that the passage does not hold."""

        def kept(match: "re.Match[str]") -> str:
            return "" if set(stems(match.group())) - held else match.group()

        return " ".join(_WORD.sub(kept, question).split())

    def _n_uncommon(self, question: str, sentence: Sentence) -> float:
        """Asked words that are neither everyday English nor on the page."""
        page = self._of_page[sentence.source_id]
        uncommon = {
            word
            for word in _plain_words(question)
            if word not in self._encoder.words and set(stems(word)) - page
        }
        return float(min(MOST_COUNTED, len(uncommon)))

    def _n_names(self, question: str, sentence: Sentence) -> float:
        """Words with a capital inside the question that the page does not hold."""
        page = self._page_words[sentence.source_id]
        names = {name.casefold() for name in _names(question)}
        return float(min(MOST_COUNTED, len(names - page)))

    def _n_figures(self, question: str, sentence: Sentence) -> float:
        """Figures of the question that the passage does not state."""
        stated = _figures(self._passages[sentence.passage_id].text)
        return float(min(MOST_COUNTED, len(_figures(question) - stated)))


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
