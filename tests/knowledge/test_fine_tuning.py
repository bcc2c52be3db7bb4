"""The encoder's copy: when it is current, what it refuses, and one tiny training."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from knowledge import fine_tuning
from knowledge.errors import EncoderError
from knowledge.fine_tuning import BATCH, Task, fine_tune, is_current
from knowledge.settings import Settings

WASH = [f"may I wash my {place}" for place in "face hands chin nose neck".split()]
COST = [
    f"what does a {thing} cost" for thing in "visit needle session pen trial".split()
]
TINY = (
    Task("questions", (*WASH, *COST), ("wash",) * 5 + ("price",) * 5),
    Task(
        "intents", ("hello", "hi", "thanks", "ta"), ("greet",) * 2 + ("thank",) * 2, 0.7
    ),
    # A clinic without questions has a task without texts.
    Task("nothing", (), ()),
)


@pytest.fixture
def settings(tmp_path):
    return Settings(models_dir=tmp_path / "models")


@pytest.fixture
def tuned(settings):
    """As if a copy had been made from the inputs "abc"."""
    (settings.tuned_dir / "onnx").mkdir(parents=True)
    (settings.tuned_dir / "onnx" / "export.json").write_text("{}")
    record = {"made_from": fine_tuning._made_from(settings, "abc")}
    (settings.tuned_dir / "tuned.json").write_text(json.dumps(record))
    return settings


def test_a_copy_of_these_inputs_and_this_encoder_is_current(tuned):
    assert is_current(tuned, "abc")


def test_other_inputs_or_another_encoder_make_it_stale(tuned):
    assert not is_current(tuned, "abd")
    assert not is_current(replace(tuned, encoder="other/encoder"), "abc")


@pytest.mark.parametrize("name", ["EPOCHS", "BATCH", "ENCODER_RATE", "PULL"])
def test_another_recipe_makes_it_stale(tuned, monkeypatch, name):
    monkeypatch.setattr(fine_tuning, name, getattr(fine_tuning, name) * 2)
    assert not is_current(tuned, "abc")


@pytest.mark.parametrize("name", ["tuned.json", "onnx/export.json"])
def test_a_copy_with_a_file_missing_is_not_current(tuned, name):
    (tuned.tuned_dir / name).unlink()
    assert not is_current(tuned, "abc")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe"])
def test_a_broken_record_is_not_current(tuned, content):
    (tuned.tuned_dir / "tuned.json").write_bytes(content)
    assert not is_current(tuned, "abc")


def test_without_a_copy_nothing_is_current(settings):
    assert not is_current(settings, "abc")


@pytest.mark.parametrize(
    "tasks",
    [
        (),
        (Task("none", (), ()),),
        (Task("one", ("a", "b"), ("same", "same")), Task("two", ("c",), ("other",))),
    ],
)
def test_nothing_can_be_learnt_from_one_label(tuned, tasks):
    with pytest.raises(EncoderError, match="at least 2 labels; .*BEDSIDE_TUNED=0"):
        fine_tune(tuned, tasks, "new")
    # What was there stays.
    assert is_current(tuned, "abc")


def test_batches_hold_each_text_once_and_texts_of_like_length_together():
    texts = ["x" * (n % 200) for n in range(1000)]
    batches = fine_tuning._batches(texts, random.Random(3))
    assert sorted(row for batch in batches for row in batch) == list(range(1000))
    assert {len(batch) for batch in batches[:-1]} <= {BATCH, 1000 % BATCH}
    spread = [
        max(row % 200 for row in b) - min(row % 200 for row in b) for b in batches
    ]
    assert np.median(spread) <= 24
    assert fine_tuning._batches(texts, random.Random(3)) == batches
    assert fine_tuning._batches(texts, random.Random(4)) != batches


@pytest.mark.slow
def test_a_tiny_training_pulls_its_labels_apart_and_is_served(settings, monkeypatch):
    from knowledge.encoder import exported_name, load_encoder

    # Four steps at a rate at which four are enough to see.
    monkeypatch.setattr(fine_tuning, "EPOCHS", 4)
    monkeypatch.setattr(fine_tuning, "ENCODER_RATE", 2e-4)
    plain = load_encoder(replace(settings, tuned=False))
    told = []
    fine_tune(settings, TINY, "abc", progress=lambda *step: told.append(step))
    assert is_current(settings, "abc")
    assert not is_current(settings, "abd")
    assert told[-1] == ("Exporting the encoder", 1, 1)
    assert [s[1:] for s in told if s[0].startswith("Teaching")] == [
        (n, 4) for n in range(1, 5)
    ]
    # Nothing half-made stays behind.
    left = {path.name for path in settings.models_dir.iterdir()}
    assert {name for name in left if name.startswith("tmp")} == set()

    tuned = load_encoder(settings)
    assert "+tuned@" in tuned.name
    assert exported_name(settings) == tuned.name
    assert exported_name(replace(settings, tuned=False)) == plain.name != tuned.name
    assert (tuned.dim, tuned.words) == (plain.dim, plain.words)

    def apart(encoder):
        vectors = encoder.encode([*WASH, *COST])
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(10), abs=1e-5)
        cosines = vectors @ vectors.T
        return cosines[:5, :5].mean() - cosines[:5, 5:].mean()

    assert apart(tuned) > apart(plain)
    # The pull keeps what nobody labelled near to where it was.
    page = ["Potential risks include temporary redness, swelling and bleeding."]
    assert float((tuned.encode(page) @ plain.encode(page).T)[0, 0]) > 0.8
