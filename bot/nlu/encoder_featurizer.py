"""Rasa component: the sentence's vector as its dense feature.

A message's text in, one dense sentence feature out. The vector comes from the encoder
that search uses, through its cache, so a turn encodes the patient's sentence once. It
is never written to the message's output, which Rasa would store with every event.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.encoder import CachedEncoder, load_encoder
from knowledge.settings import Settings


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class EncoderFeaturizer(GraphComponent):
    """Sets one dense sentence feature, shape (1, dim), on each message with text."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EncoderFeaturizer":
        """Load the encoder of BEDSIDE_ENCODER; see `knowledge.settings`."""
        return cls(load_encoder(Settings.from_environment()))

    def __init__(self, encoder: CachedEncoder) -> None:
        self._encoder = encoder

    @classmethod
    def required_components(cls) -> list[type]:
        """None: the encoder has its own tokenizer."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the encoder is chosen once for the whole product."""
        return {}

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to each message."""
        self._add_features(messages)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to each training example."""
        self._add_features(training_data.training_examples)
        return training_data

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The encoder's name: another encoder must train again."""
        return load_encoder(Settings.from_environment()).name

    def _add_features(self, messages: list[Message]) -> None:
        with_text = [message for message in messages if message.get(TEXT)]
        vectors = self._encoder.encode([message.get(TEXT) for message in with_text])
        for message, vector in zip(with_text, vectors, strict=True):
            message.add_features(
                Features(
                    vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, "EncoderFeaturizer"
                )
            )
            # Rasa's check of entities wants tokens; white space is all they need.
            message.set(TOKENS_NAMES[TEXT], _tokens(message.get(TEXT)))


def _tokens(text: str) -> list[Token]:
    tokens, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        tokens.append(Token(word, start, end))
    return tokens
