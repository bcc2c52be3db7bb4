import hashlib
import tarfile
import time

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import Event, SessionStarted, UserUttered

from bot import rasa_adjustments
from bot.agent import ModelNotLoadedError, check_model

ORIGINAL = RemoteAction._validate_action_result
RASAS_RUN = DaskGraphRunner.run
RESULTS = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "topic", "value": "cost"}], "responses": []},
    {"events": [{"event": "slot"}], "responses": []},
    {"events": [{"event": "no_such_event"}], "responses": []},
    {"events": [{"name": "topic"}], "responses": []},
    {"events": {}, "responses": []},
    {"responses": ["text"]},
    [],
]


@pytest.fixture
def adjusted(monkeypatch):
    monkeypatch.setattr(RemoteAction, "_validate_action_result", ORIGINAL)
    rasa_adjustments.compile_action_result_schema()
    return RemoteAction("action_x", None)._validate_action_result


def outcome(check, result):
    try:
        return check(result)
    except ValidationError as error:
        return error.message.partition(". Failed to validate")[0]


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_the_compiled_check_says_what_rasas_own_says(adjusted, result):
    """Fails when Rasa checks another schema, or in another way."""
    action = RemoteAction("action_x", None)
    assert outcome(adjusted, result) == outcome(lambda r: ORIGINAL(action, r), result)


def test_the_compiled_check_is_much_faster_than_rasas(adjusted):
    """Fails when Rasa has become fast itself: then the adjustment can go."""
    action = RemoteAction("action_x", None)

    def best_s(check):
        times = []
        for _ in range(5):
            started = time.perf_counter()
            check(RESULTS[1])
            times.append(time.perf_counter() - started)
        return min(times)

    assert best_s(adjusted) * 3 < best_s(lambda result: ORIGINAL(action, result))


@pytest.fixture
def looked_up(monkeypatch):
    rasas = Event.resolve_by_type
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(rasas))
    rasa_adjustments.look_up_event_types()
    return rasas


def test_a_stored_events_class_is_the_one_that_rasa_finds(looked_up):
    """Fails when Rasa names its events in another way."""
    for event in rasa_adjustments.all_subclasses(Event):
        name = event.type_name
        assert Event.resolve_by_type(name) is looked_up(name)
    assert Event.resolve_by_type("no such event", UserUttered) is UserUttered
    with pytest.raises(ValueError, match="Unknown event name 'no such event'"):
        Event.resolve_by_type("no such event")


def test_an_event_class_that_is_defined_later_is_found(looked_up):
    class Late(SessionStarted):
        type_name = "defined_late"

    assert Event.resolve_by_type("defined_late") is Late


class Joins(GraphComponent):
    """Joins what it is given to its own name, and counts its runs."""

    n_runs = 0

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls()

    def run(self, **given):
        Joins.n_runs += 1
        if "fails" in given.values():
            raise RuntimeError("as asked")
        return "(" + ",".join(f"{k}={v}" for k, v in sorted(given.items())) + ")"


def graph():
    def node(**needs):
        return SchemaNode(needs, Joins, "create", "run", {}, is_target=False)

    nodes = {
        # Not in the order in which they have to run.
        "last": node(a="left", b="right"),
        "left": node(x="first"),
        "right": node(x="first", y="message"),
        "first": node(x="message"),
        "unasked": node(x="message"),
    }
    schema = GraphSchema(nodes)
    return DaskGraphRunner(schema, None, ExecutionContext(schema))


@pytest.fixture
def in_order(monkeypatch):
    monkeypatch.setattr(DaskGraphRunner, "run", RASAS_RUN)
    rasa_adjustments.run_graph_in_order()
    return DaskGraphRunner.run


@pytest.mark.parametrize("targets", [["last"], ["right", "first"], ["left"]], ids=str)
def test_a_graph_gives_what_dask_gives_and_runs_each_node_once(in_order, targets):
    """Fails when Rasa runs its graphs in another way."""
    runner = graph()
    results = []
    for run in (in_order, RASAS_RUN):
        Joins.n_runs = 0
        results.append((run(runner, {"message": "m"}, targets), Joins.n_runs))
    assert results[0] == results[1]
    assert results[0][0].keys() == set(targets)
    assert graph().run({"message": "m"}, ["left"]) == {"left": "(x=(x=m))"}


def test_a_graph_refuses_and_fails_as_with_dask(in_order):
    for run in (in_order, RASAS_RUN):
        with pytest.raises(GraphRunError, match="clashes with a node name"):
            run(graph(), {"message": "first"}, ["last"])
        with pytest.raises(Exception, match="Error running graph component") as found:
            run(graph(), {"message": "fails"}, ["last"])
        assert type(found.value).__name__ == "GraphComponentException"


def test_a_graph_is_run_faster_than_by_dask(in_order):
    """Fails when Rasa has become fast itself: then the adjustment can go."""
    runner = graph()

    def best_s(run):
        times = []
        for _ in range(50):
            started = time.perf_counter()
            run(runner, {"message": "m"}, ["last"])
            times.append(time.perf_counter() - started)
        return min(times)

    assert best_s(in_order) * 1.5 < best_s(RASAS_RUN)


@pytest.fixture
def checked(monkeypatch):
    rasas = LocalModelStorage.__dict__["from_model_archive"]
    monkeypatch.setattr(LocalModelStorage, "from_model_archive", rasas)
    rasa_adjustments.check_models_first(check_model)


def test_nothing_is_taken_out_of_a_model_that_was_not_trained_here(checked, tmp_path):
    """Fails when Rasa opens archives in another place."""
    archive = tmp_path / "bedside.tar.gz"
    with tarfile.open(archive, "w:gz"):
        pass
    opened = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tarfile, "open", lambda *args, **options: opened.append(args))
        agent = Agent()
        with pytest.raises(ModelNotLoadedError, match="its hash in .* cannot be read"):
            agent.load_model(archive)
        archive.with_name("bedside.tar.gz.sha256").write_text("0" * 64)
        with pytest.raises(ModelNotLoadedError, match="not the file that was trained"):
            agent.load_model(archive)
    assert not opened
    # With its hash the archive is opened; this one is empty.
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name("bedside.tar.gz.sha256").write_text(digest)
    with pytest.raises(Exception) as found:
        agent.load_model(archive)
    assert not isinstance(found.value, ModelNotLoadedError)
