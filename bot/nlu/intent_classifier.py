"""Rasa component: the intent of a message, or `nlu_fallback` when it is out of scope.

The dense sentence feature in, `intent` and `intent_ranking` out. The model itself is
`intent_model.py`; this file only speaks Rasa.
"""

import hashlib
from pathlib import Path
from typing import Any, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import intent_model
from bot.nlu.encoder_featurizer import EncoderFeaturizer
from bot.nlu.intent_model import IntentModel, fit_intent_model
from knowledge import text_classifier
from knowledge.encoder import Vectors
from knowledge.question_bank import LEAST_MEASURED, is_held_out

FALLBACK_INTENT = "nlu_fallback"
_FILE = "intent_model.npz"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class IntentClassifier(RasaIntentClassifier, GraphComponent):
    """Classifies the encoder's vector; below the scope floor it says so."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's settings."""
        return {
            # Inverse strength of regularisation of the logistic regression, above 0.
            "c": 100.0,
            # Share of in-scope sentences that may be called out of scope, 0 to 1.
            "rejected_in_scope": 0.03,
            # Intents kept in `intent_ranking`.
            "ranking_length": 10,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentClassifier":
        """An untrained component.

        Raises:
            InvalidConfigException: A setting is out of its range.
        """
        return cls(config, model_storage, resource, None)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[IntentModel],
    ) -> None:
        if not float(config["c"]) > 0:
            raise InvalidConfigException(
                f"IntentClassifier: `c` is {config['c']}. Set it above 0 in config.yml."
            )
        if not 0 <= float(config["rejected_in_scope"]) < 1:
            raise InvalidConfigException(
                "IntentClassifier: `rejected_in_scope` is "
                f"{config['rejected_in_scope']}. "
                "Set it from 0 to below 1 in config.yml."
            )
        if not int(config["ranking_length"]) >= 1:
            raise InvalidConfigException(
                "IntentClassifier: `ranking_length` is "
                f"{config['ranking_length']}. Set it to 1 or more in config.yml."
            )
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> list[type]:
        """The vector comes from the encoder featurizer."""
        return [EncoderFeaturizer]

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on all examples that have an intent, and store it."""
        labelled = [
            (vector, example.get(INTENT), example.get(TEXT))
            for example in training_data.intent_examples
            if (vector := _vector(example)) is not None
        ]
        untaught = np.asarray([is_held_out(text) for _, _, text in labelled])
        self._model = fit_intent_model(
            np.vstack([vector for vector, _, _ in labelled]),
            [intent for _, intent, _ in labelled],
            c=float(self._config["c"]),
            rejected_in_scope=float(self._config["rejected_in_scope"]),
            # A fine-tuned encoder finds what it was taught too easily.
            measured=untaught if untaught.sum() >= LEAST_MEASURED else None,
        )
        with self._model_storage.write_to(self._resource) as folder:
            (Path(folder) / _FILE).write_bytes(self._model.to_bytes())
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentClassifier":
        """The trained component."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.from_bytes((Path(folder) / _FILE).read_bytes())
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message."""
        for message in messages:
            vector = _vector(message)
            if self._model is None or vector is None:
                self._set(message, [(FALLBACK_INTENT, 1.0)])
                continue
            prediction = self._model.predict(vector)
            ranking = prediction.ranking
            if not prediction.in_scope:
                # The stock fallback's rule: its confidence is what the best one lacks.
                ranking = [(FALLBACK_INTENT, 1.0 - ranking[0][1]), *ranking]
            self._set(message, ranking)
        return messages

    def _set(self, message: Message, ranking: "list[tuple[str, float]]") -> None:
        entries = [
            {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}
            for name, confidence in ranking[: int(self._config["ranking_length"])]
        ]
        # Both: with `intent` alone, policies read `intent_ranking[0]`.
        message.set(INTENT, entries[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, entries, add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training data."""
        return training_data

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """A change of the model's code must train again."""
        files = (intent_model.__file__, text_classifier.__file__)
        code = b"".join(Path(file).read_bytes() for file in files)
        return hashlib.sha256(code).hexdigest()


def _vector(message: Message) -> Optional[Vectors]:
    _, sentence = message.get_dense_features(TEXT, [])
    return None if sentence is None else sentence.features[0]
