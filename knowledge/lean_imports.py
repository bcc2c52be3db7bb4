"""spaCy and bm25s without the deep-learning frameworks they look for when imported.

spaCy's backend tries torch, TensorFlow and MXNet, bm25s tries JAX and numba; where
these are installed for other reasons, importing them costs seconds and half a gigabyte
for code that is never called here. The frameworks are hidden only while the two
libraries are imported: who needs torch (the encoder's export) still finds it later.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Make `import name` raise ImportError inside the block, unless already imported.

    `None` in `sys.modules` is Python's own way to say so: docs.python.org, "The import
    system", section "The module cache".
    """
    fresh = [name for name in names if name not in sys.modules]
    for name in fresh:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in fresh:
            sys.modules.pop(name, None)


with hidden("torch", "tensorflow", "mxnet", "jax", "numba", "cupy"):
    import bm25s
    import spacy

__all__ = ["bm25s", "hidden", "spacy"]
