import json
import sys

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.in_process_actions import ActionsNotLoadedError, InProcessActions


class Hello(Action):
    def name(self):
        return "action_hello"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=f"Hello {tracker.sender_id}")
        return []


class Refusing(Action):
    def name(self):
        return "action_refusing"

    async def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("action_refusing", "not now")


@pytest.fixture
def endpoint():
    executor = ActionExecutor()
    executor.register_action(Hello)
    executor.register_action(Refusing)
    return InProcessActions(executor)


def call(action_name):
    tracker = {"sender_id": "visitor", "slots": {}, "events": [], "latest_message": {}}
    return {"next_action": action_name, "tracker": tracker, "domain": {}}


async def test_an_action_runs_and_its_messages_come_back(endpoint):
    result = await endpoint.request(method="post", json=call("action_hello"))
    assert result["events"] == []
    assert result["responses"][0]["text"] == "Hello visitor"


async def test_a_rejection_is_400_as_over_http(endpoint):
    with pytest.raises(ClientResponseError, match="400") as raised:
        await endpoint.request(json=call("action_refusing"))
    body = json.loads(raised.value.text)
    assert body == {"error": "not now", "action_name": "action_refusing"}


async def test_an_unknown_action_is_404_as_over_http(endpoint):
    with pytest.raises(ClientResponseError, match="404") as raised:
        await endpoint.request(json=call("action_nobody_wrote"))
    assert json.loads(raised.value.text)["action_name"] == "action_nobody_wrote"


async def test_rasa_maps_the_rejection_to_its_own(endpoint):
    """The whole way from Rasa's `RemoteAction`: fails when Rasa calls differently."""
    from rasa.core.actions.action import ActionExecutionRejection as RasaRejection
    from rasa.core.actions.action import RemoteAction
    from rasa.core.channels.channel import CollectingOutputChannel
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker

    tracker = DialogueStateTracker.from_events("visitor", [])
    nlg = TemplatedNaturalLanguageGenerator({})
    arguments = (CollectingOutputChannel(), nlg, tracker, Domain.empty())
    with pytest.raises(RasaRejection, match="not now"):
        await RemoteAction("action_refusing", endpoint).run(*arguments)
    events = await RemoteAction("action_hello", endpoint).run(*arguments)
    assert [event.text for event in events] == ["Hello visitor"]


def test_a_package_that_cannot_be_imported_is_an_error_and_no_exit(
    tmp_path, monkeypatch
):
    package = tmp_path / "broken_actions"
    package.mkdir()
    (package / "__init__.py").write_text("import no_such_module\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ActionsNotLoadedError, match="python -c 'import broken_actions"):
        InProcessActions.of_package("broken_actions")
