from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import (
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_conversations import CannotEraseError, RasaConversations


def conversations(store):
    agent = SimpleNamespace(
        handle_message=None, processor=SimpleNamespace(tracker_store=store)
    )
    return RasaConversations(agent)


async def save(store, sender_id, text):
    tracker = DialogueStateTracker(sender_id, [])
    tracker.update(UserUttered(text))
    await store.save(tracker)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_erasing_empties_one_conversation_and_no_other(kind, tmp_path):
    file = tmp_path / "conversations.db"
    inner = (
        InMemoryTrackerStore(Domain.empty())
        if kind == "memory"
        else SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(file))
    )
    # As Rasa's agent wraps it.
    store = FailSafeTrackerStore(inner)
    await save(store, "a", "canary-a")
    await save(store, "b", "canary-b")
    await conversations(store).erase("a")
    assert await store.retrieve("a") is None
    assert (await store.retrieve("b")).events[-1].text == "canary-b"
    await conversations(store).erase("a")
    if kind == "sqlite":
        assert b"canary-b" in file.read_bytes()
        assert b"canary-a" not in file.read_bytes()


async def test_a_store_that_cannot_be_emptied_is_an_error():
    with pytest.raises(CannotEraseError, match="A SimpleNamespace cannot be emptied"):
        await conversations(SimpleNamespace()).erase("a")
