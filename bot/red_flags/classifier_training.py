"""Fit the red-flag classifier: judged messages and an encoder in, `Weights` out.

Out of fold throughout: the sigmoid and the threshold come from messages of writers
whom the machine had not read. scikit-learn is imported here only, when something is
fitted.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.red_flags.classifier import (
    FORMAT,
    Classifier,
    Encoder,
    Floats,
    Weights,
    further_readings,
    hash_file,
    kernel,
    read_weights,
    terms_of,
    weigh_terms,
    write_weights,
)
from bot.red_flags.messages import JudgedMessage, message_files, read_messages

MODEL_FILE = "red_flags.npz"
RECORD_FILE = "red_flags.inputs.json"
# Chosen with a whole writer left out: near neighbours count.
GAMMA = 1.5
COST = 2.0
MIN_MESSAGES_WITH_TERM = 2
N_FOLDS = 5
MIN_WRITERS = 3
SEED = 20
# Most false alarms that the classifier may add, as a share of each kind, out of fold.
# The hard ones are writers' attempts to fool it, most of them one detail away from a
# crisis: one in thirteen is the price at which crises only hinted at are heard.
MAX_FALSE_ALARMS = {
    "ordinary": 0.0125,
    "hard": 0.075,
    "personal": 0.026,
    "general": 0.02,
}

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Material:
    """Messages with all that the machine reads of them.

    Attributes:
        terms: Words and word pairs of each message.
        vectors: Of the whole messages, shape (n, dim).
        piece_terms: Of the further readings that some messages have.
        piece_owner: Which message each further reading belongs to.
    """

    messages: tuple[JudgedMessage, ...]
    encoder_name: str
    terms: tuple[list[str], ...]
    vectors: Floats
    piece_terms: tuple[list[str], ...]
    piece_vectors: Floats
    piece_owner: tuple[int, ...]

    @property
    def is_emergency(self) -> npt.NDArray[np.bool_]:
        """One for each message."""
        return np.array([message.is_emergency for message in self.messages])


def gather(messages: Sequence[JudgedMessage], encoder: Encoder) -> Material:
    """Encode the messages, and what else is read in them."""
    found = [(n, p) for n, m in enumerate(messages) for p in further_readings(m.text)]
    texts = [message.text for message in messages]
    vectors = encoder.encode([*texts, *(piece for _, piece in found)])
    return Material(
        tuple(messages),
        encoder.name,
        tuple(terms_of(text) for text in texts),
        vectors[: len(texts)],
        tuple(terms_of(piece) for _, piece in found),
        vectors[len(texts) :],
        tuple(owner for owner, _ in found),
    )


def fit(material: Material) -> Weights:
    """Fit the machine to all messages, its sigmoid and threshold out of fold."""
    margins = out_of_fold(material)
    slope, offset = fit_sigmoid(margins, material.is_emergency)
    least = choose_margin(margins, [m.kind for m in material.messages])
    threshold = 1.0 / (1.0 + np.exp(-(slope * least + offset)))
    every = np.arange(len(material.messages))
    return _machine(material, every, slope, offset, float(threshold))


def out_of_fold(material: Material, *, n_folds: int = N_FOLDS) -> Doubles:
    """The margin of each message by a machine that was fitted without it."""
    margins = np.zeros(len(material.messages))
    for held_out, machine in machines(material, n_folds=n_folds):
        for place in held_out:
            margins[place] = machine.margin(
                material.terms[place], material.vectors[place]
            )
        owners = set(held_out.tolist())
        for number, owner in enumerate(material.piece_owner):
            if owner in owners:
                margin = machine.margin(
                    material.piece_terms[number], material.piece_vectors[number]
                )
                margins[owner] = max(margins[owner], margin)
    return margins


def machines(
    material: Material, *, n_folds: int = N_FOLDS
) -> Iterator[tuple[npt.NDArray[np.int64], Classifier]]:
    """Each fold's places, with a machine that was fitted without them."""
    everything = np.arange(len(material.messages))
    for held_out in folds(material.messages, n_folds):
        kept = np.setdiff1d(everything, held_out)
        weights = _machine(material, kept, 1.0, 0.0, 0.5)
        yield held_out, Classifier(weights, _NoEncoder())


def folds(
    messages: Sequence[JudgedMessage], n_folds: int
) -> list[npt.NDArray[np.int64]]:
    """Places of the messages of each fold.

    A fold is one or more whole writers' folders: a patient is nobody whose messages
    were read, and a writer's own words in the other folds flatter. What has no folder
    of emergencies (the dialogue), and everything where there are fewer than three
    writers, is spread evenly by kind.
    """
    writers = {message.set_name for message in messages if message.is_emergency}
    if len(writers) < MIN_WRITERS:
        writers = set()
    n_folds = min(len(writers), n_folds) or n_folds
    # The largest folder first, each to the fold that holds least: folds of like size.
    sizes = Counter(m.set_name for m in messages if m.set_name in writers)
    held = [0] * n_folds
    fold_of_writer = {}
    for writer, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of_writer[writer] = held.index(min(held))
        held[fold_of_writer[writer]] += size
    fold_of = np.zeros(len(messages), dtype=np.int64)
    groups: dict[str, list[int]] = {}
    for place, message in enumerate(messages):
        if message.set_name in writers:
            fold_of[place] = fold_of_writer[message.set_name]
            continue
        group = f"{message.set_name} {message.category or message.kind}"
        groups.setdefault(group, []).append(place)
    random = np.random.default_rng(SEED)
    first = 0
    for group in sorted(groups):
        places = random.permutation(groups[group])
        fold_of[places] = (np.arange(len(places)) + first) % n_folds
        first += len(places)
    return [np.flatnonzero(fold_of == fold) for fold in range(n_folds)]


def choose_margin(margins: Doubles, kinds: Sequence[str]) -> float:
    """The least margin at which no kind has more false alarms than it may have.

    Args:
        margins: Out of fold, one for each message.
        kinds: As in `JudgedMessage.kind`; what comes before "_" is looked up.
    """
    least = 0.0
    for group, share in MAX_FALSE_ALARMS.items():
        of_group = np.array(
            [
                margin
                for margin, kind in zip(margins, kinds, strict=True)
                if kind.partition("_")[0] == group
            ]
        )
        if of_group.size:
            ranked = np.sort(of_group)[::-1]
            n_allowed = min(int(share * of_group.size), of_group.size - 1)
            least = max(least, float(np.nextafter(ranked[n_allowed], np.inf)))
    return least


def fit_sigmoid(
    margins: Doubles, is_emergency: npt.NDArray[np.bool_]
) -> tuple[float, float]:
    """Slope and offset of P(emergency) as a function of the margin (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e6).fit(margins[:, None], is_emergency)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def is_current(model_dir: Path, encoder_name: str | None) -> bool:
    """Whether the stored machine was made of the present messages, code and encoder."""
    try:
        recorded = json.loads((model_dir / RECORD_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    file = model_dir / MODEL_FILE
    is_there = file.is_file() and hash_file(file).is_file()
    return is_there and bool(recorded == record(encoder_name))


def record(encoder_name: str | None) -> dict[str, str]:
    """What the machine is made of."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    # The lexicon's reading of words is an input too: its spelling knows its phrases.
    for file in [*message_files(), *sorted(here.glob("*.py"))]:
        digest.update(file.name.encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return {
        "format": str(FORMAT),
        "encoder": str(encoder_name),
        "inputs": digest.hexdigest(),
    }


def train(
    model_dir: Path, encoder: Encoder, dialogue: Sequence[JudgedMessage] = ()
) -> Path:
    """Fit and store the machine.

    Args:
        model_dir: Where it is stored.
        encoder: Makes the vectors.
        dialogue: Further messages that are no emergency: what patients say all day.

    Raises:
        MessagesError: A file of judged messages is not usable.
    """
    file = model_dir / MODEL_FILE
    write_weights(file, fit(gather([*read_messages(), *dialogue], encoder)))
    read_weights(file)
    text = json.dumps(record(encoder.name), indent=1)
    (model_dir / RECORD_FILE).write_text(text, encoding="utf-8")
    return file


class _NoEncoder:
    """For a machine that is only asked for margins."""

    name = ""

    def encode(self, texts: Sequence[str]) -> Floats:
        raise NotImplementedError


def _machine(
    material: Material,
    kept: npt.NDArray[np.int64],
    slope: float,
    offset: float,
    threshold: float,
) -> Weights:
    """Fit the support vector machine to some of the messages.

    Of a message that is no emergency, no piece is one: it learns them too, since it
    will read a long message's pieces. Which piece of an emergency is the sign, nobody
    said.
    """
    from sklearn.svm import SVC

    is_emergency = material.is_emergency
    harmless = {int(place) for place in kept if not is_emergency[place]}
    pieces = [n for n, owner in enumerate(material.piece_owner) if owner in harmless]
    read = [material.terms[place] for place in kept]
    terms, idf = _frequent(read)
    read += [material.piece_terms[piece] for piece in pieces]
    rows = _term_rows(read, terms, idf)
    vectors = np.vstack([material.vectors[kept], material.piece_vectors[pieces]])
    similar = kernel(vectors, vectors, GAMMA) + (rows @ rows.T).toarray()
    labels = np.concatenate([is_emergency[kept], np.zeros(len(pieces), bool)])
    categories = [material.messages[place].category for place in kept]
    categories += [""] * len(pieces)
    svm: Any = SVC(C=COST, kernel="precomputed", class_weight="balanced")
    svm.fit(similar, labels)
    support = svm.support_
    alphas = np.asarray(svm.dual_coef_[0], np.float32)
    return Weights(
        encoder=material.encoder_name,
        gamma=GAMMA,
        vectors=np.ascontiguousarray(vectors[support]),
        alphas=alphas,
        categories=tuple(categories[row] for row in support),
        terms=terms,
        idf=idf,
        term_weights=np.asarray(rows[support].T @ alphas, dtype=np.float32),
        bias=float(svm.intercept_[0]),
        slope=slope,
        offset=offset,
        threshold=threshold,
    )


def _frequent(of_messages: Sequence[list[str]]) -> tuple[tuple[str, ...], Floats]:
    """Terms of at least two messages, and their inverse document frequency."""
    counts = Counter(term for terms in of_messages for term in set(terms))
    frequent = sorted(t for t, n in counts.items() if n >= MIN_MESSAGES_WITH_TERM)
    seen = np.array([counts[term] for term in frequent])
    idf = np.log((1 + len(of_messages)) / (1 + seen)) + 1
    return tuple(frequent), np.asarray(idf, np.float32)


def _term_rows(
    of_messages: Sequence[list[str]], terms: tuple[str, ...], idf: Floats
) -> Any:
    """TF-IDF of each message, shape (n messages, n terms), sparse: few terms a row."""
    from scipy.sparse import csr_matrix

    places = {term: place for place, term in enumerate(terms)}
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for message_terms in of_messages:
        found = weigh_terms(message_terms, places, idf)
        columns += found.keys()
        values += found.values()
        starts.append(len(columns))
    shape = (len(of_messages), len(terms))
    return csr_matrix((np.array(values, np.float32), columns, starts), shape=shape)
