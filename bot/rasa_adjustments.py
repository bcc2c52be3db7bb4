"""Small adjustments of Rasa 3.6, each a named function that says what and why.

Each has a test that fails when Rasa changes underneath. `apply` makes those for speed;
it has to run before the first turn and may run again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional, Union

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses


def apply() -> None:
    """Make the adjustments that make a turn faster."""
    compile_action_result_schema()
    look_up_event_types()
    run_graph_in_order()


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


def look_up_event_types() -> None:
    """Find the class of a stored event in a table.

    Rasa walks through all subclasses of `Event` for each event it loads, which was
    most of what loading a conversation cost.
    """
    known = {event.type_name: event for event in reversed(all_subclasses(Event))}

    def resolve_by_type(
        type_name: str, default: Optional[type[Event]] = None
    ) -> Optional[type[Event]]:
        # A class that was defined after this ran is looked for as Rasa does.
        found: Optional[type[Event]] = known.get(type_name)
        return found or _resolve_by_type(type_name, default)

    Event.resolve_by_type = staticmethod(resolve_by_type)


_resolve_by_type = Event.resolve_by_type


def run_graph_in_order() -> None:
    """Run the nodes of a model's graph one after the other, in an order found once.

    Rasa builds a sub-graph and hands it to Dask's scheduler for each message and each
    prediction, which then runs it on this very thread: 0.3 ms each of a turn's three
    runs, two thirds of what a prediction costs.
    """

    def run(
        self: DaskGraphRunner,
        inputs: Optional[dict[str, Any]] = None,
        targets: Optional[list[str]] = None,
    ) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        orders = self.__dict__.setdefault("_bedside_orders", {})
        if wanted not in orders:
            orders[wanted] = _order(self, wanted)
        order: dict[str, tuple[str, ...]] = orders[wanted]
        found: dict[str, Any] = {}
        if inputs:
            self._add_inputs_to_graph(inputs, dict(order))
            found = {name: (name, value) for name, value in inputs.items()}
        try:
            for name, needs in order.items():
                if name not in found:
                    node = self._instantiated_nodes[name]
                    found[name] = node(*(found.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(found[name] for name in wanted)

    DaskGraphRunner.run = run


def check_models_first(check: Callable[[Path], None]) -> None:
    """Let nothing be taken out of a model archive that `check` refuses by raising.

    An archive names classes to import, so to load one is to run it. Rasa loads what it
    is given, also under `rasa run` and over its HTTP API.
    """

    def from_model_archive(
        cls: type[LocalModelStorage],
        storage_path: Path,
        model_archive_path: Union[str, Path],
    ) -> Any:
        check(Path(model_archive_path))
        return _from_model_archive(cls, storage_path, model_archive_path)

    LocalModelStorage.from_model_archive = classmethod(from_model_archive)


_from_model_archive = LocalModelStorage.from_model_archive.__func__


def _order(
    runner: DaskGraphRunner, targets: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Names of the nodes that targets need, each after its own needs, and those."""
    nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
    order: dict[str, tuple[str, ...]] = {}

    def place(name: str) -> None:
        if name in nodes and name not in order:
            needs = tuple(nodes[name].needs.values())
            for need in needs:
                place(need)
            order[name] = needs

    for name in nodes:
        place(name)
    return order
