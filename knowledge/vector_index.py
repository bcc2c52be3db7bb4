"""What every index of sentence vectors can do, whichever engine holds the vectors.

`faiss_index.py` keeps them in the memory of this process, `pgvector_index.py` in a
table of PostgreSQL. Both give the same results: exact ones up to the size that each
states, above it most of the nearest. It knows no sentence; row i is sentence i of the
build.
"""

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors

Rows = npt.NDArray[np.int64]


class VectorIndex(Protocol):
    """Unit vectors of one build, searched by inner product; safe between threads."""

    @property
    def dim(self) -> int:
        """Length of each vector."""

    def __len__(self) -> int:
        """How many vectors there are."""

    def search(self, queries: Vectors, top_k: int) -> tuple[Vectors, Rows]:
        """The nearest rows of each query.

        Args:
            queries: Unit vectors, shape (n, dim).
            top_k: How many to find for each.

        Returns:
            Cosines, -1 to 1, and rows, both of shape (n, top_k), best first; where
            there are no more, the row is -1.

        Raises:
            VectorStoreError: The engine is another process and does not answer.
        """

    def reconstruct(self, rows: Rows) -> Vectors:
        """The vectors of some rows, shape (n_rows, dim), in the order asked for.

        Raises:
            VectorStoreError: The engine is another process and does not answer.
        """

    def check(self) -> None:
        """Do nothing when searches can be answered.

        Raises:
            VectorStoreError: The engine is another process and does not answer.
        """

    def write(self, folder: Path) -> None:
        """Write into a build's folder what finds these vectors again."""
