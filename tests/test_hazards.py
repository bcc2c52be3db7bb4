"""The hazard log: every hazard has a cause, a control and tests that exist and pass."""

import ast
import functools
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
HAZARDS = YAML(typ="safe", pure=True).load(ROOT / "docs" / "hazards.yml")


@functools.cache
def names_in(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }


def test_ids_are_given_once():
    assert len({hazard["id"] for hazard in HAZARDS}) == len(HAZARDS)


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_has_a_control_and_passing_tests(hazard):
    for key in ("hazard", "cause", "control"):
        assert str(hazard[key]).strip(), key
    assert hazard["tests"]
    for node in hazard["tests"]:
        file, _, name = node.partition("::")
        assert name in names_in(file), node
    assert str(hazard["result"]).startswith("passed"), "Run `make safety-report`."
