"""The second part of the screen: a message and its vector in, an alarm or None out.

It raises what the lexicon misses, and never takes back what the lexicon raised. A
kernel machine, as fitted by `classifier_training.py`, on the sentence vector, the
message's words and the lexicon's concepts in it; NumPy alone. Without it, or with a
damaged file, the lexicon goes on.

    margin(m) = sum_i a_i exp(-2 g (1 - v.v_i)) + w.t(m) + b

with unit vectors v, TF-IDF words, word pairs and concepts t, and weights a_i, w, b of
a support vector machine (Cortes and Vapnik 1995). P(emergency) is Platt's sigmoid.
"""

import hashlib
import io
import json
import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bot.red_flags.alarm import Alarm
from bot.red_flags.lexicon import CATEGORIES
from bot.red_flags.minimisers import without_minimisers
from bot.red_flags.screen import concepts_of, words_of

Floats = npt.NDArray[np.float32]

RULE_ID = "model.classifier"
FORMAT = 2
# What words and concepts count beside the vector, which counts 1; chosen with a whole
# writer left out. Concepts know spelling and scope, and no phrase has to be complete.
WORDS_WEIGHT = 0.25
CONCEPTS_WEIGHT = 0.25
# Only near neighbours name the category: with a wide kernel the largest category would
# win, and a chest pain be answered with a crisis line.
CATEGORY_GAMMA = 8.0
# A sign among much small talk: longer messages are also read in pieces.
PIECE_WORDS = 18
STEP_WORDS = 9
MAX_PIECES = 24
MIN_SPACED_LETTERS = 8

logger = logging.getLogger(__name__)


class Encoder(Protocol):
    """The part of `knowledge.encoder.Encoder` that is used here."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Floats: ...


class ClassifierError(Exception):
    """The classifier's file is missing, damaged, or made for another encoder."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"The red-flag classifier '{file}' {reason}. Train it with `make train`; "
            "until then the lexicon works alone."
        )
        self.file = file


@dataclass(frozen=True)
class Weights:
    """A fitted machine.

    Attributes:
        encoder: Name of the encoder that the vectors come from.
        gamma: g in the module's formula; larger looks nearer.
        vectors: Support vectors, unit length, shape (n, dim).
        alphas: Their weights, positive for emergencies, shape (n,).
        categories: Their categories, "" for none; n of them.
        terms: Words, word pairs and concepts ("#FEVER", "~FEVER"), sorted.
        idf: Inverse document frequency of the terms, shape (n_terms,).
        term_weights: w of the terms, shape (n_terms,).
        bias: b.
        slope: Of Platt's sigmoid, positive.
        offset: Of Platt's sigmoid.
        threshold: Least P(emergency) that raises an alarm, 0 to 1.
    """

    encoder: str
    gamma: float
    vectors: Floats
    alphas: Floats
    categories: tuple[str, ...]
    terms: tuple[str, ...]
    idf: Floats
    term_weights: Floats
    bias: float
    slope: float
    offset: float
    threshold: float


class Classifier:
    """A loaded machine with its encoder; safe to share between threads."""

    def __init__(self, weights: Weights, encoder: Encoder) -> None:
        self.weights = weights
        self._encoder = encoder
        self._places = {term: place for place, term in enumerate(weights.terms)}
        self._tiers = dict(CATEGORIES.values())

    @classmethod
    def load(cls, file: Path, encoder: Encoder) -> "Classifier":
        """Read a stored machine.

        Raises:
            ClassifierError: There is none, it was changed, or it is of another encoder.
        """
        weights = read_weights(file)
        if weights.encoder != encoder.name:
            reason = f"was made for {weights.encoder}, not {encoder.name}"
            raise ClassifierError(file, reason)
        return cls(weights, encoder)

    def alarm(self, text: str) -> Alarm | None:
        """The alarm of a message, with the probability as its score.

        Args:
            text: As it goes to the model behind, so that both share one embedding.
        """
        readings = [text, *further_readings(text)]
        vectors = self._encoder.encode(readings)
        margins = [
            self.margin(terms_of(reading), vector)
            for reading, vector in zip(readings, vectors, strict=True)
        ]
        best = int(np.argmax(margins))
        probability = self.probability(margins[best])
        if probability < self.weights.threshold:
            return None
        category = self._category(vectors[best])
        return Alarm(RULE_ID, category, self._tiers[category], round(probability, 3))

    def margin(self, terms: Sequence[str], vector: Floats) -> float:
        """How far on the emergencies' side a message lies; higher is further.

        Args:
            terms: Of the message, as `terms_of` gives them.
            vector: Of the message, unit length, shape (dim,).
        """
        weights = self.weights
        near = kernel(weights.vectors, vector[None, :], weights.gamma)[:, 0]
        found = weigh_terms(terms, self._places, weights.idf)
        words = sum(
            value * float(weights.term_weights[place]) for place, value in found.items()
        )
        return float(near @ weights.alphas) + words + weights.bias

    def probability(self, margin: float) -> float:
        """P(emergency), 0 to 1, of a margin."""
        logit = self.weights.slope * margin + self.weights.offset
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -50.0, 50.0))))

    def _category(self, vector: Floats) -> str:
        """The category whose emergencies speak loudest for this vector."""
        weights = self.weights
        near = kernel(weights.vectors, vector[None, :], CATEGORY_GAMMA)[:, 0]
        votes: dict[str, float] = {}
        for category, weight in zip(
            weights.categories, near * weights.alphas, strict=True
        ):
            if category:
                votes[category] = votes.get(category, 0.0) + float(weight)
        return max(votes, key=lambda category: votes[category])


def kernel(rows: Floats, others: Floats, gamma: float) -> Floats:
    """Gaussian kernel of unit vectors, shape (n rows, n others), 0 to 1."""
    return np.asarray(np.exp(-2.0 * gamma * (1.0 - rows @ others.T)), np.float32)


def terms_of(text: str) -> list[str]:
    """A message as the lexicon reads it: words, pairs of neighbours, concepts."""
    read = words_of(text)
    words = read.words
    pairs = (" ".join(pair) for pair in zip(words, words[1:], strict=False))
    return [*words, *pairs, *concepts_of(read)]


def weigh_terms(
    terms: Sequence[str], places: Mapping[str, int], idf: Floats
) -> dict[int, float]:
    """TF-IDF of a message's known terms by place.

    Words and concepts each have the length that they count for: the square root of
    `WORDS_WEIGHT` and of `CONCEPTS_WEIGHT`.
    """
    concepts = [term for term in terms if term[0] in "#~"]
    words = [term for term in terms if term[0] not in "#~"]
    return {
        **_weigh(words, places, idf, WORDS_WEIGHT),
        **_weigh(concepts, places, idf, CONCEPTS_WEIGHT),
    }


def _weigh(
    terms: Sequence[str], places: Mapping[str, int], idf: Floats, weight: float
) -> dict[int, float]:
    counts: dict[int, int] = {}
    for term in terms:
        place = places.get(term)
        if place is not None:
            counts[place] = counts.get(place, 0) + 1
    weighed = {p: (1.0 + np.log(n)) * float(idf[p]) for p, n in counts.items()}
    norm = float(np.sqrt(sum(value * value for value in weighed.values())))
    length = float(np.sqrt(weight))
    return {place: length * float(value) / norm for place, value in weighed.items()}


def further_readings(text: str) -> list[str]:
    """Other ways to read a message; the one that speaks loudest counts.

    Without what plays it down, so that "probably nothing" takes nothing back; with
    spaced-out letters joined; and a long message in pieces. None for most messages,
    which keeps it at one embedding a turn.
    """
    found = [without_minimisers(text), _joined(text), *pieces(text)]
    return [reading for reading in dict.fromkeys(found) if reading not in ("", text)]


def _joined(text: str) -> str:
    """What the lexicon reads in letters written one by one; else the text."""
    written = text.split()
    n_single = sum(len(word) == 1 for word in written)
    if len(written) < MIN_SPACED_LETTERS or n_single * 2 < len(written):
        return text
    return " ".join(words_of(text).words)


def pieces(text: str) -> list[str]:
    """Sentences and overlapping stretches of a long message; none of a short one."""
    words = text.split()
    if len(words) <= PIECE_WORDS + STEP_WORDS:
        return []
    starts = range(0, len(words) - STEP_WORDS, STEP_WORDS)
    stretches = [" ".join(words[s : s + PIECE_WORDS]) for s in starts]
    sentences = [part.strip() for part in re.split(r"(?<=[.!?])\s+", text)]
    long_enough = [part for part in sentences if 2 < len(part.split()) <= PIECE_WORDS]
    return list(dict.fromkeys([*stretches, *long_enough]))[:MAX_PIECES]


def write_weights(file: Path, weights: Weights) -> None:
    """Store a machine with its hash beside it; either both appear or none counts."""
    arrays: dict[str, Any] = {
        name: getattr(weights, name)
        for name in ("vectors", "alphas", "idf", "term_weights")
    }
    facts = {
        name: getattr(weights, name)
        for name in ("encoder", "gamma", "bias", "slope", "offset", "threshold")
    }
    facts |= {
        "format": FORMAT,
        "categories": weights.categories,
        "terms": weights.terms,
    }
    arrays["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    content = buffer.getvalue()
    file.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    for path, data in ((file, content), (hash_file(file), digest.encode())):
        new = path.with_name(path.name + ".new")
        new.write_bytes(data)
        os.replace(new, path)


def read_weights(file: Path) -> Weights:
    """Read a stored machine.

    Raises:
        ClassifierError: There is none, or it is not what was stored.
    """
    try:
        content = file.read_bytes()
        digest = hash_file(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ClassifierError(file, "is not there") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ClassifierError(file, "is damaged")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            if facts.pop("format") != FORMAT:
                raise ClassifierError(file, "has another format")
            facts["categories"] = tuple(facts["categories"])
            facts["terms"] = tuple(facts["terms"])
            return Weights(
                **facts,
                **{name: arrays[name] for name in arrays.files if name != "facts"},
            )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ClassifierError(file, "is not readable") from error


def hash_file(file: Path) -> Path:
    """Where the hash of a stored machine is."""
    return file.with_name(file.name + ".sha256")
