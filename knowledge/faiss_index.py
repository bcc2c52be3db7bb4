"""Sentence vectors in the memory of this process: exact, or sorted into lists.

The only module that imports faiss. One file of a build holds everything; its hash is
checked by who reads it (`index.py`).
"""

import math
from pathlib import Path
from threading import Lock

import faiss
import numpy as np

from knowledge.encoder import Vectors
from knowledge.vector_index import Rows

FILE = "sentences.faiss"

EXACT_FLOATS = 20_000_000
"""Largest index, in sentences times dimension, that is searched exactly: 52,000
sentences of 384. There one search takes about as long as encoding one question, 5 ms;
beyond it the vectors are sorted into lists. Figures: docs/performance.md."""

LEAST_PROBED = 32
SHARE_PROBED = 32
"""A search looks into a 32nd of the lists, and into 32 at least: of few lists more are
needed for the same recall. docs/performance.md has the recall."""

TRAINED_ON = 64
"""Vectors a list that k-means sees, drawn from all."""


class FaissIndex:
    """An inner-product index over unit vectors, as faiss made it."""

    def __init__(self, index: "faiss.Index") -> None:
        """Use `build` or `read`; this takes an index of faiss."""
        self.index = index
        self._lock = Lock()

    @classmethod
    def build(
        cls, vectors: Vectors, *, exact_floats: int = EXACT_FLOATS
    ) -> "FaissIndex":
        """An index over unit vectors, shape (n, dim); the size says of what kind.

        Up to `exact_floats` (n times dim) every vector is compared, none is rounded and
        nothing is trained: `IndexFlatIP`, 4 dim bytes a sentence. Beyond, k-means sorts
        the vectors into about 4 sqrt(n) lists of half-precision numbers, of which a
        search looks into a 32nd: `IndexIVFScalarQuantizer`, 2 dim + 8 bytes a sentence
        and the lists' centres. Equal vectors give an equal index: the sample and the
        clustering have fixed seeds.

        https://github.com/facebookresearch/faiss/wiki/Guidelines-to-choose-an-index
        """
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        n, dim = vectors.shape
        index = faiss.IndexFlatIP(dim)
        if n * dim > exact_floats:
            n_lists = min(n, 1 << round(math.log2(4 * math.sqrt(n))))
            index = faiss.IndexIVFScalarQuantizer(
                index, dim, n_lists, faiss.ScalarQuantizer.QT_fp16,
                faiss.METRIC_INNER_PRODUCT, False,
            )  # fmt: skip
            index.nprobe = min(n_lists, max(LEAST_PROBED, n_lists // SHARE_PROBED))
            index.cp.max_points_per_centroid = TRAINED_ON
            index.cp.min_points_per_centroid = 1
            index.cp.niter = 8
            n_seen = min(n, TRAINED_ON * n_lists)
            seen = np.random.default_rng(20).choice(n, n_seen, replace=False)
            index.train(vectors[np.sort(seen)])
        index.add(vectors)
        return cls(index)

    @classmethod
    def read(cls, folder: Path) -> "FaissIndex":
        """The index of a build's folder.

        Raises:
            RuntimeError: faiss cannot read the file.
        """
        return cls(faiss.read_index(str(folder / FILE)))

    @property
    def dim(self) -> int:
        """Length of each vector."""
        return int(self.index.d)

    def __len__(self) -> int:
        return int(self.index.ntotal)

    def search(self, queries: Vectors, top_k: int) -> tuple[Vectors, Rows]:
        """The nearest rows of each query; see `VectorIndex.search`."""
        scores, rows = self.index.search(np.ascontiguousarray(queries), top_k)
        return scores, rows

    def reconstruct(self, rows: Rows) -> Vectors:
        """The vectors of some rows; of an index of lists, as they were rounded."""
        lists = faiss.try_extract_index_ivf(self.index)
        if lists is not None:
            # Which list holds which row; made once, on the first call, since it costs
            # memory that search does without.
            with self._lock:
                lists.make_direct_map()
        vectors: Vectors = self.index.reconstruct_batch(np.asarray(rows, np.int64))
        return vectors

    def check(self) -> None:
        """Nothing can keep this process from its own memory."""

    def write(self, folder: Path) -> None:
        """Write the index into a build's folder."""
        faiss.write_index(self.index, str(folder / FILE))
