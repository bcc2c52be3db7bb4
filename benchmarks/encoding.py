"""The product's encoder, with every vector kept on disk between two runs.

Texts in, unit vectors out, as `knowledge.encoder`. The packaged MiniLM as it is: a copy
fine-tuned on one clinic's questions would know what is asked here no better.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.data import PROJECT_DIR
from benchmarks.progress import Progress
from knowledge.encoder import Encoder, Vectors, load_encoder
from knowledge.settings import Settings

_BLOCK = 512


class StoredEncoder:
    """An encoder whose vectors are kept in one file."""

    def __init__(self, encoder: Encoder, path: Path, progress: Progress) -> None:
        """Read the vectors of earlier runs of the same encoder, if there are any."""
        self._encoder = encoder
        self._path = path
        self._progress = progress
        self._row: dict[bytes, int] = {}
        self._vectors: list[Vectors] = []
        self._n_stored = 0
        if path.is_file():
            stored = np.load(path, allow_pickle=False)
            if str(stored["encoder"]) == encoder.name:
                self._vectors = list(stored["vectors"])
                self._row = {bytes(key): n for n, key in enumerate(stored["keys"])}
                self._n_stored = len(self._row)

    @property
    def name(self) -> str:
        """Name of the encoder."""
        return self._encoder.name

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return self._encoder.dim

    @property
    def words(self) -> frozenset[str]:
        """Words of the encoder."""
        return self._encoder.words

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (n, dim); only texts never seen before are computed."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {
            key: text
            for key, text in zip(keys, texts, strict=True)
            if key not in self._row
        }
        fresh = list(new.items())
        for start in range(0, len(fresh), _BLOCK):
            if len(fresh) > _BLOCK:
                self._progress("Encoding", start, len(fresh))
            block = fresh[start : start + _BLOCK]
            vectors = self._encoder.encode([text for _, text in block])
            for (key, _), vector in zip(block, vectors, strict=True):
                self._row[key] = len(self._vectors)
                self._vectors.append(vector)
        if not keys:
            return np.zeros((0, self.dim), dtype=np.float32)
        return np.stack([self._vectors[self._row[key]] for key in keys])

    def save(self) -> None:
        """Write the vectors, if there are new ones."""
        if len(self._row) == self._n_stored:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(self._row), dtype="u1").reshape(-1, 32)
        np.savez(
            self._path,
            encoder=np.asarray(self.name),
            keys=keys,
            vectors=np.stack(self._vectors),
        )
        self._n_stored = len(self._row)


def load_stored_encoder(progress: Progress) -> StoredEncoder:
    """The packaged MiniLM with the vectors of earlier runs."""
    settings = replace(Settings(), tuned=False)
    path = PROJECT_DIR / "var" / "benchmarks" / "vectors.npz"
    return StoredEncoder(load_encoder(settings), path, progress)
