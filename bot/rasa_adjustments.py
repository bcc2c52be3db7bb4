"""Small adjustments of Rasa 3.6, each a named function that says what and why.

Each has a test that fails when Rasa changes underneath. `apply` makes all of them; it
has to run before the first turn and may run again.
"""

from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def apply() -> None:
    """Make every adjustment of this module."""
    compile_action_result_schema()


def compile_action_result_schema() -> None:
    """Check an action's answer against the same schema, compiled once.

    Rasa builds the schema, checks the schema itself and builds a validator on each
    call: about 27 ms of a turn. What is accepted and what is raised stays the same.
    """
    schema = RemoteAction.action_response_format_spec()
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = best_match(validator.iter_errors(result))
        if error is not None:
            raise error
        return True

    RemoteAction._validate_action_result = validate_action_result
