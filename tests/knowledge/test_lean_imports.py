"""spaCy and bm25s come without frameworks, and the frameworks are only hidden."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.lean_imports import hidden

ROOT = Path(__file__).resolve().parents[2]


def test_a_hidden_module_cannot_be_imported_inside_and_can_afterwards(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with hidden("colorsys"):
        with pytest.raises(ImportError, match="colorsys"):
            import colorsys
    import colorsys

    assert colorsys.rgb_to_hsv(1, 1, 1) == (0.0, 0.0, 1)


def test_a_module_that_is_imported_already_stays():
    import json

    with hidden("json"):
        assert sys.modules["json"] is json
    assert sys.modules["json"] is json


def test_an_error_inside_does_not_leave_it_hidden(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(ValueError, match="^inside$"), hidden("colorsys"):
        raise ValueError("inside")
    assert "colorsys" not in sys.modules


def test_the_libraries_come_without_frameworks_that_stay_findable():
    code = (
        "import sys, importlib.util\n"
        "from knowledge.lean_imports import bm25s, spacy\n"
        "names = ['torch', 'tensorflow', 'mxnet', 'jax', 'numba', 'cupy']\n"
        "print([name for name in names if name in sys.modules])\n"
        "print(importlib.util.find_spec('torch') is not None)\n"
        "print(len(list(spacy.blank('en')('No sun.'))), bm25s.BM25.__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == "[]\nTrue\n3 BM25\n", done.stderr
