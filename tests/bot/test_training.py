import hashlib
import json
import logging
import os
import sys
import warnings

import pytest

from bot import training
from bot.red_flags import classifier_training
from bot.settings import Settings
from bot.training import (
    TrainingError,
    bars_on_terminals_only,
    fingerprint,
    is_current,
)
from knowledge.encoder import exported_name
from knowledge.settings import Settings as KnowledgeSettings


@pytest.fixture
def settings(tmp_path):
    """A project whose model was trained a moment ago."""
    (tmp_path / "dialogue").mkdir()
    (tmp_path / "sources").mkdir()
    for name in ("config.yml", "domain.yml", "dialogue/nlu.yml"):
        (tmp_path / name).write_text(f"name: {name}")
    settings = Settings(
        config_file=tmp_path / "config.yml",
        domain_file=tmp_path / "domain.yml",
        dialogue_dir=tmp_path / "dialogue",
        data_dir=tmp_path / "var",
        knowledge=KnowledgeSettings(sources_dir=tmp_path / "sources"),
    )
    settings.model_dir.mkdir(parents=True)
    training._model_file(settings).write_bytes(b"model")
    record = json.dumps(training._record(settings))
    training._record_file(settings).write_text(record)
    (settings.model_dir / classifier_training.MODEL_FILE).write_bytes(b"model")
    for name in ("bedside.tar.gz", "red_flags.npz"):
        hash_ = hashlib.sha256(b"model").hexdigest()
        (settings.model_dir / f"{name}.sha256").write_text(hash_)
    judged = json.dumps(classifier_training.record(exported_name(settings.knowledge)))
    (settings.model_dir / classifier_training.RECORD_FILE).write_text(judged)
    return settings


def test_an_untouched_project_is_current(settings):
    assert is_current(settings)


def test_a_damaged_model_is_trained_again_and_not_loaded(settings):
    from bot.agent import ModelNotLoadedError, check_model

    model_file = training._model_file(settings)
    check_model(model_file)
    model_file.write_bytes(b"modem")
    assert not is_current(settings)
    with pytest.raises(ModelNotLoadedError, match="not the file that was trained"):
        check_model(model_file)
    training._hash_file(model_file).unlink()
    assert not is_current(settings)
    with pytest.raises(ModelNotLoadedError, match="sha256' cannot be read"):
        check_model(model_file)


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "dialogue/nlu.yml"])
def test_a_changed_input_makes_the_model_stale(settings, name):
    (settings.config_file.parent / name).write_text("changed")
    assert not is_current(settings)


def test_a_new_file_makes_the_model_stale(settings):
    (settings.dialogue_dir / "more.yml").write_text("more")
    assert not is_current(settings)


def test_changed_question_files_make_the_model_stale(settings):
    (settings.knowledge.sources_dir / "page.questions.yml").write_text("more")
    assert not is_current(settings)


def test_another_encoder_makes_the_model_stale(settings):
    other = KnowledgeSettings(
        sources_dir=settings.knowledge.sources_dir, encoder="other/encoder"
    )
    from dataclasses import replace

    assert not is_current(replace(settings, knowledge=other))


def test_a_model_that_is_gone_is_not_current(settings):
    training._model_file(settings).unlink()
    assert not is_current(settings)


def test_a_broken_record_is_not_current(settings):
    training._record_file(settings).write_text("{")
    assert not is_current(settings)


def test_a_classifier_that_is_gone_is_not_current(settings):
    (settings.model_dir / classifier_training.MODEL_FILE).unlink()
    assert not is_current(settings)


def test_a_damaged_classifier_is_trained_again(settings):
    (settings.model_dir / classifier_training.MODEL_FILE).write_bytes(b"modem")
    assert not is_current(settings)


@pytest.fixture
def trained(monkeypatch):
    """What was trained; nothing is."""
    made = []
    monkeypatch.setattr(training.process, "prepare", lambda settings: True)
    for name in ("_train_classifier", "_train_rasa"):
        # A list's `append` returns None, which stands for the file that was made.
        monkeypatch.setattr(training, name, lambda _, name=name: made.append(name))
    return made


@pytest.mark.parametrize(
    ("gone", "force", "expected"),
    [
        ((), False, []),
        (("red_flags.npz",), False, ["_train_classifier"]),
        (("red_flags.inputs.json",), False, ["_train_classifier"]),
        (("bedside.tar.gz",), False, ["_train_rasa"]),
        (("bedside.inputs.json",), False, ["_train_rasa"]),
        (
            ("red_flags.npz", "bedside.tar.gz"),
            False,
            ["_train_classifier", "_train_rasa"],
        ),
        ((), True, ["_train_classifier", "_train_rasa"]),
    ],
)
def test_each_model_is_trained_for_its_own_inputs_only(
    settings, trained, gone, force, expected
):
    for name in gone:
        (settings.model_dir / name).unlink()
    lines = []
    made = training.train(settings, force=force, tell=lines.append)
    assert (trained, len(made)) == (expected, len(expected))
    n_steps = len(expected) + 1
    numbers = [line.partition(" ")[0] for line in lines]
    assert numbers == (
        [f"{n}/{n_steps}" for n in range(1, n_steps + 1)] if expected else []
    )


def test_a_changed_dialogue_leaves_the_classifier_of_the_same_encoder(
    settings, trained
):
    (settings.dialogue_dir / "nlu.yml").write_text("changed")
    training.train(settings)
    assert trained == ["_train_rasa"]


@pytest.mark.slow
def test_rasa_is_trained_quietly_and_the_classifier_left_alone(
    settings, monkeypatch, capfd
):
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    # `process.prepare` sets them; put back when the test is over.
    for name in ("INDEX_DIR", "MODELS_DIR", "ENCODER", "CLINIC"):
        monkeypatch.setenv(f"BEDSIDE_{name}", "")
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(settings.data_dir / "cache"))
    (settings.config_file).write_text(
        "recipe: default.v1\nlanguage: en\nassistant_id: test\npipeline: []\n"
        "policies:\n  - name: RulePolicy\n"
    )
    (settings.domain_file).write_text(
        'version: "3.1"\nintents: [greet]\nresponses:\n  utter_greet:\n'
        "    - text: Hello\n"
    )
    (settings.dialogue_dir / "nlu.yml").write_text(
        'version: "3.1"\nrules:\n  - rule: greet\n    steps:\n'
        "      - intent: greet\n      - action: utter_greet\n"
    )
    (made,) = training.train(settings)
    assert made.name == "bedside.tar.gz"
    assert is_current(settings)
    said = capfd.readouterr()
    assert "Processed" not in said.err + said.out


def test_missing_inputs_are_named(settings):
    settings.domain_file.unlink()
    with pytest.raises(TrainingError, match="domain.yml' does not exist. Check"):
        training.train(settings)


def test_the_fingerprint_depends_on_bytes_and_names_not_on_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    assert fingerprint([one, two], "x") == fingerprint([two, one], "x")
    assert fingerprint([one, two], "x") != fingerprint([one], "x")
    assert fingerprint([one], "x") != fingerprint([one], "y")


def test_an_editors_lock_changes_no_fingerprint(tmp_path):
    page, lock = tmp_path / "page.md", tmp_path / ".#page.md"
    page.write_text("1")
    lock.symlink_to("me@host.1")  # a link to nowhere, as Emacs makes it
    assert fingerprint([page, lock]) == fingerprint([page])


def show_bar():
    """A progress bar as Rasa makes its own."""
    from rasa.shared.utils.io import is_logging_disabled
    from tqdm import tqdm

    for _ in tqdm(range(3), desc="Processed rules", disable=is_logging_disabled()):
        pass


def test_without_a_terminal_there_are_warnings_and_no_bars(monkeypatch, capsys, caplog):
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    show_bar()
    assert "Processed rules" in capsys.readouterr().err
    with bars_on_terminals_only(), pytest.warns(UserWarning, match="no example"):
        show_bar()
        warnings.warn("This intent has no example.", UserWarning, stacklevel=1)
        logging.getLogger("rasa.core").error("This rule contradicts another.")
    assert "Processed rules" not in capsys.readouterr().err
    assert "This rule contradicts another." in caplog.text
    assert "LOG_LEVEL" not in os.environ


def test_on_a_terminal_there_are_bars(monkeypatch, capsys):
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with bars_on_terminals_only():
        show_bar()
    assert "Processed rules" in capsys.readouterr().err


def test_a_log_level_that_was_asked_for_stays(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    with bars_on_terminals_only():
        assert os.environ["LOG_LEVEL"] == "DEBUG"
    assert os.environ["LOG_LEVEL"] == "DEBUG"


def test_a_training_that_fails_leaves_no_setting_behind(monkeypatch):
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    with pytest.raises(TrainingError), bars_on_terminals_only():
        raise TrainingError("broken rule")
    assert "LOG_LEVEL" not in os.environ
