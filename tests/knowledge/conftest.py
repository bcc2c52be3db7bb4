"""Pages, question files and builds in a temporary folder, with a fake encoder."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.approval import SignOff, append_decision, read_ledger
from knowledge.errors import SourceError
from knowledge.settings import Settings
from knowledge.source import read_source, source_files

FRONT = "---\nid: {id}\ntitle: {title}\nstatus: {status}\n---\n"
"""Five lines, so that a body begins on line 6."""


def page(body: str, *, id: str = "care", title: str = "Care", status: str = "approved"):
    return FRONT.format(id=id, title=title, status=status) + body


class TableEncoder:
    """Each text has the vector that the table says, at unit length; else (0, 0, 1)."""

    name, dim, words = "fake@1", 3, frozenset()

    def __init__(self, table: dict[str, Sequence[float]] | None = None) -> None:
        self.table = table or {}
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = [self.table.get(text, (0.0, 0.0, 1.0)) for text in texts]
        vectors = np.array(rows, dtype="float32").reshape(len(texts), self.dim)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def sign(sources_dir: Path, *, by: str = "Dr Test") -> None:
    """Sign every page off that says it is approved; broken ones are left."""
    for path in source_files(sources_dir):
        try:
            source = read_source(path)
        except SourceError:
            continue
        if source.status != "approved":
            continue
        if read_ledger(sources_dir).standing(source.id, source.sha256) is None:
            at = "2026-01-01T00:00:00+00:00"
            decision = SignOff(source.id, "approved", source.sha256, by, at)
            append_decision(sources_dir, decision)


@pytest.fixture
def sources_dir(tmp_path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


@pytest.fixture
def write(sources_dir) -> Callable[..., Path]:
    """Write one file of the sources folder, bytes or text, and give its path."""

    def write_file(content: str | bytes, name: str = "care.md") -> Path:
        path = sources_dir / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        sign(sources_dir)
        return path

    return write_file


@pytest.fixture
def settings(tmp_path, sources_dir) -> Settings:
    return Settings(
        sources_dir=sources_dir,
        index_dir=tmp_path / "index",
        models_dir=tmp_path / "models",
        encoder="fake",
    )


@pytest.fixture
def table_encoder() -> TableEncoder:
    return TableEncoder()
