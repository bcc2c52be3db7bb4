import pytest
from ruamel.yaml import YAML

from benchmarks.serving import plain_rasa
from benchmarks.serving.plain_rasa import default_config, few_of_each, write_project

EXAMPLES = [(f"hello {n}", "greet") for n in range(8)] + [("bye", "goodbye")]


def test_the_pipeline_is_rasas_own_with_its_own_epochs():
    config = default_config(0)
    names = [part["name"] for part in config["pipeline"] + config["policies"]]
    assert {"DIETClassifier", "ResponseSelector", "TEDPolicy"} <= set(names)
    epochs = {part["epochs"] for part in config["pipeline"] if "epochs" in part}
    assert epochs == {100}
    quick = default_config(2)
    assert {p["epochs"] for p in quick["policies"] if "epochs" in p} == {2}


def test_each_intent_keeps_so_many_examples_the_same_each_time():
    kept = few_of_each(EXAMPLES, 3)
    assert [intent for _, intent in kept] == ["greet"] * 3 + ["goodbye"]
    assert kept == few_of_each(EXAMPLES, 3)
    assert few_of_each(EXAMPLES, 100) == EXAMPLES


def test_the_project_is_one_that_rasa_reads(tmp_path, monkeypatch):
    from rasa.shared.importers.importer import TrainingDataImporter

    monkeypatch.setattr(plain_rasa, "read_examples", lambda: EXAMPLES)
    monkeypatch.setenv("ACTION_PORT", "5311")
    assert write_project(tmp_path, epochs=2, n_examples=5) == 6
    importer = TrainingDataImporter.load_from_config(
        str(tmp_path / "config.yml"),
        str(tmp_path / "domain.yml"),
        [str(tmp_path / "data")],
    )
    assert len(importer.get_nlu_data().intent_examples) == 6
    domain = importer.get_domain()
    assert {"greet", "goodbye", "nlu_fallback"} <= set(domain.intents)
    assert "action_constant" in domain.action_names_or_texts
    steps = importer.get_stories().story_steps
    # A rule and a story for each intent; a rule for what is not understood.
    assert len(steps) == 5
    from rasa.core.utils import AvailableEndpoints

    endpoints = AvailableEndpoints.read_endpoints(str(tmp_path / "endpoints.yml"))
    assert endpoints.action.url == "http://127.0.0.1:5311/webhook"
    credentials = YAML(typ="safe").load((tmp_path / "credentials.yml").read_text())
    assert credentials == {"rest": None}


def test_its_action_says_the_same_whatever_is_asked(tmp_path, monkeypatch):
    import importlib.util

    monkeypatch.setattr(plain_rasa, "read_examples", lambda: EXAMPLES)
    write_project(tmp_path, epochs=0, n_examples=5)
    file = tmp_path / "constant_action.py"
    spec = importlib.util.spec_from_file_location("constant_action", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.ActionConstant().name() == "action_constant"


@pytest.mark.slow
def test_it_learns_bedsides_own_intents():
    examples = plain_rasa.read_examples()
    assert len(examples) > 10_000
    assert {"ask_sessions", "personal_medical"} <= {intent for _, intent in examples}
