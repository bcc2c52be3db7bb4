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
        (tmp_path / name).write_text(name)
    settings = Settings(
        config_file=tmp_path / "config.yml",
        domain_file=tmp_path / "domain.yml",
        dialogue_dir=tmp_path / "dialogue",
        data_dir=tmp_path / "var",
        knowledge=KnowledgeSettings(sources_dir=tmp_path / "sources"),
    )
    settings.model_dir.mkdir(parents=True)
    training._model_file(settings).write_bytes(b"model")
    hash_ = training._sha256(training._model_file(settings))
    training._hash_file(settings).write_text(hash_)
    record = json.dumps(training._record(settings))
    training._record_file(settings).write_text(record)
    for name in ("red_flags.npz", "red_flags.npz.sha256"):
        (settings.model_dir / name).write_bytes(b"model")
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
    training._hash_file(settings).unlink()
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
