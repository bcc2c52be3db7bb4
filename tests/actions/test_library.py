"""The one library of the process: loaded once, replaced whole, kept when it fails."""

import pytest

from actions import library
from knowledge.errors import IndexNotBuiltError, VectorStoreError
from knowledge.settings import Settings


@pytest.fixture(autouse=True)
def forget():
    library.use(None)
    yield
    library.use(None)


@pytest.fixture
def loads(monkeypatch):
    made = []

    class Loaded:
        @classmethod
        def load(cls, settings):
            made.append(settings)
            return f"library {len(made)}"

    monkeypatch.setattr(library, "Library", Loaded)
    return made


def test_it_is_loaded_on_the_first_call_only(loads):
    assert library.current() == "library 1"
    assert library.current() == "library 1"
    assert len(loads) == 1


def test_a_newer_build_takes_its_place(loads):
    library.load()
    library.load()
    assert library.current() == "library 2"


def test_the_settings_are_those_given_or_of_the_environment(
    loads, tmp_path, monkeypatch
):
    given = Settings(index_dir=tmp_path)
    library.load(given)
    monkeypatch.setenv("BEDSIDE_INDEX_DIR", str(tmp_path / "other"))
    library.load()
    assert loads[0] is given
    assert loads[1].index_dir == tmp_path / "other"


def test_one_that_is_loaded_already_may_be_used(loads):
    library.use("mine")
    assert library.current() == "mine"
    assert loads == []


def test_what_was_loaded_stays_when_the_next_cannot_be(tmp_path, monkeypatch):
    library.use("mine")
    monkeypatch.setattr("knowledge.library.load_encoder", lambda settings: FakeName)
    with pytest.raises(IndexNotBuiltError, match="Build it with `make index`"):
        library.load(Settings(index_dir=tmp_path))
    assert library.current() == "mine"


def test_while_its_database_is_down_no_turn_waits_for_the_first(loads, monkeypatch):
    def is_down(settings):
        loads.append(settings)
        raise VectorStoreError("OperationalError")

    works = library.Library.load
    monkeypatch.setattr(library.Library, "load", is_down)
    with pytest.raises(VectorStoreError):
        library.load()
    for _ in range(3):
        with pytest.raises(VectorStoreError, match="failed: OperationalError"):
            library.current()
    assert len(loads) == 1
    monkeypatch.setattr(library.Library, "load", works)
    library.load()
    assert library.current() == "library 2"


class FakeName:
    name = "fake"
