"""Rasa component: what a message names, as entities (treatment, medicine, time ...).

A message's text in, entities out, found by `knowledge.named_things` (spaCy); the same
finder decides whether an answer is about what was asked. This file only speaks Rasa.
"""

import hashlib
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from knowledge import named_things
from knowledge.named_things import NamedThings


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class ClinicEntities(GraphComponent):
    """Adds one entity for each named thing; its value is the thing's canonical id."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ClinicEntities":
        """Load the list of named things."""
        return cls(NamedThings.load())

    def __init__(self, things: NamedThings) -> None:
        self._things = things

    @classmethod
    def required_components(cls) -> list[type]:
        """None: spaCy tokenizes inside."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the list is the setting."""
        return {}

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message."""
        for message in messages:
            found = [
                {
                    ENTITY_ATTRIBUTE_TYPE: thing.kind,
                    ENTITY_ATTRIBUTE_START: thing.start,
                    ENTITY_ATTRIBUTE_END: thing.end,
                    ENTITY_ATTRIBUTE_VALUE: thing.id,
                    EXTRACTOR: "ClinicEntities",
                }
                for thing in self._things.find(message.get(TEXT) or "")
            ]
            entities = (message.get(ENTITIES) or []) + found
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """A change of the list must train again."""
        content = named_things.DEFAULT_PATH.read_bytes()
        return hashlib.sha256(content).hexdigest()
