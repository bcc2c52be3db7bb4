"""The Rasa component: what it sets on a message, and which settings it refuses."""

from contextlib import contextmanager

import numpy as np
import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder_featurizer import EncoderFeaturizer
from bot.nlu.intent_classifier import FALLBACK_INTENT, IntentClassifier
from bot.nlu.intent_model import IntentPrediction


class FolderStorage:
    """Rasa's model storage, in one folder."""

    def __init__(self, folder):
        self.folder = folder

    @contextmanager
    def write_to(self, resource):
        yield self.folder

    read_from = write_to


class CompassEncoder:
    """East for greetings, north for thanks, south for everything else."""

    name, dim, words = "compass", 2, frozenset()

    def encode(self, texts):
        where = {"hello": (1, 0), "thank": (0, 1)}
        return np.array(
            [where.get(text.split()[0], (0, -1)) for text in texts], "float32"
        ).reshape(len(texts), 2)


def config(**changes):
    return {**IntentClassifier.get_default_config(), **changes}


class FakeModel:
    """East is a greeting at 75 %, all else thanks; nothing is in scope if so told."""

    def __init__(self, *, in_scope=True):
        self.in_scope = in_scope

    def predict(self, vector):
        ranking = [("greet", 0.75), ("thank", 0.25)]
        if vector[0] != 1:
            ranking = [("thank", 0.75), ("greet", 0.25)]
        return IntentPrediction(ranking, 1.0, 2.0, self.in_scope)


@pytest.fixture
def featurize():
    featurizer = EncoderFeaturizer(CompassEncoder())

    def messages(*texts):
        return featurizer.process([Message.build(text) for text in texts])

    return messages


@pytest.fixture
def classify(featurize):
    def classify_it(text, *, model, **changes):
        component = IntentClassifier(config(**changes), None, None, model)
        (message,) = component.process(featurize(text))
        return message

    return classify_it


def test_the_best_intent_is_set_with_its_ranking(classify):
    message = classify("hello you", model=FakeModel())
    greet = {"name": "greet", "confidence": pytest.approx(0.75)}
    thank = {"name": "thank", "confidence": pytest.approx(0.25)}
    assert message.get("intent") == greet
    assert message.get("intent_ranking") == [greet, thank]
    assert {"intent", "intent_ranking"} <= message.output_properties


def test_out_of_scope_is_the_fallback_with_what_the_best_intent_lacks(classify):
    message = classify("hello you", model=FakeModel(in_scope=False))
    assert message.get("intent") == {
        "name": FALLBACK_INTENT,
        "confidence": pytest.approx(0.25),
    }
    assert [entry["name"] for entry in message.get("intent_ranking")] == [
        FALLBACK_INTENT,
        "greet",
        "thank",
    ]


def test_the_ranking_is_cut_to_its_length(classify):
    message = classify("hello you", model=FakeModel(), ranking_length=1)
    assert [entry["name"] for entry in message.get("intent_ranking")] == ["greet"]


def test_a_component_that_was_not_trained_falls_back(classify):
    message = classify("hello you", model=None)
    assert message.get("intent") == {"name": FALLBACK_INTENT, "confidence": 1.0}


@pytest.mark.parametrize("text", ["", None])
def test_a_message_without_text_falls_back(text):
    message = Message(data={"text": text} if text is not None else {})
    component = IntentClassifier(config(), None, None, FakeModel())
    component.process([message])
    assert message.get("intent")["name"] == FALLBACK_INTENT


@pytest.mark.parametrize(
    ("setting", "value", "problem"),
    [
        ("c", 0, "`c` is 0. Set it above 0 in config.yml."),
        ("c", -1.5, "`c` is -1.5."),
        ("c", float("nan"), "`c` is nan."),
        ("rejected_in_scope", 1, "is 1. Set it from 0 to below 1 in config.yml."),
        ("rejected_in_scope", -0.1, "`rejected_in_scope` is -0.1."),
        ("ranking_length", 0, "is 0. Set it to 1 or more in config.yml."),
    ],
)
def test_a_setting_out_of_its_range_is_refused(setting, value, problem):
    with pytest.raises(InvalidConfigException, match=problem.replace(".", r"\.")):
        IntentClassifier.create(config(**{setting: value}), None, None, None)


def test_what_was_trained_is_loaded_and_predicts_the_same(tmp_path, featurize):
    storage = FolderStorage(tmp_path)
    examples = featurize(*["hello"] * 8, *["thank you"] * 8)
    for example, intent in zip(examples, ["greet"] * 8 + ["thank"] * 8, strict=True):
        example.set("intent", intent)
    component = IntentClassifier.create(config(), storage, "resource", None)
    assert component.train(TrainingData(examples)) == "resource"
    loaded = IntentClassifier.load(config(), storage, "resource", None)
    results = []
    for each in (component, loaded):
        (message,) = each.process(featurize("thank goodness"))
        results.append(message.get("intent_ranking"))
    assert results[0] == results[1]
    assert results[0][0]["name"] == "thank"


def test_examples_without_an_intent_teach_nothing(tmp_path, featurize):
    examples = featurize("hello", "thank you", "goodbye")
    for example, intent in zip(examples, ("greet", "thank"), strict=False):
        example.set("intent", intent)
    component = IntentClassifier.create(config(), FolderStorage(tmp_path), "r", None)
    component.train(TrainingData(examples))
    (message,) = component.process(featurize("hello"))
    assert {e["name"] for e in message.get("intent_ranking")} == {"greet", "thank"}


def test_it_needs_the_featurizer_and_its_code_is_part_of_its_fingerprint():
    assert IntentClassifier.required_components() == [EncoderFeaturizer]
    assert len(IntentClassifier.fingerprint_addon({})) == 64
