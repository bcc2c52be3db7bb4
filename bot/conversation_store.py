"""Rasa's conversations in the conversation database: trackers in, trackers out.

What a turn needs is loaded, what is new is appended. The table and its rows are Rasa's
own, so that either reads what the other wrote.
"""

import itertools
import json
from collections.abc import Callable
from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.constants import POLICY_MAX_HISTORY
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.tracker_store import (
    SerializedTrackerAsText,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    EntitiesAdded,
    Event,
    FollowupAction,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from rasa.shared.utils.common import all_subclasses
from sqlalchemy.engine import Connection

from bot.database import Database

LOAD_TIMEOUT_S = 4.0
SAVE_TIMEOUT_S = 4.0
# A turn costs as much as the events that are loaded for it. Actions read slots only;
# `turns_needed` says what the model's policies look back to.
LEAST_TURNS_LOADED = 2
# Where a loaded tracker notes how much of it is stored.
_STORED = "_bedside_stored"

# What is over with its turn. Slots are carried along; before any other kind of event
# (a form's loop, a pause, a restart) nothing is left out.
_OVER_WITH_THE_TURN = frozenset(
    event.type_name
    for event in (
        ActionExecuted,
        ActionExecutionRejected,
        BotUttered,
        DefinePrevUserUtteredFeaturization,
        EntitiesAdded,
        FollowupAction,
        SessionStarted,
        UserUttered,
    )
)

events = SQLTrackerStore.SQLEvent.__table__
# Finds the last turns, and the last value of each slot, without reading what was said.
_by_type = sa.Index(
    "events_by_type",
    events.c.sender_id,
    events.c.type_name,
    events.c.action_name,
    events.c.id,
)


class ConversationChangedError(Exception):
    """A conversation was changed by somebody else between loading and saving it."""

    reason = "conversation_changed"

    def __init__(self) -> None:
        super().__init__("The conversation was changed meanwhile; nothing was saved.")


class ConversationStore(TrackerStore, SerializedTrackerAsText):
    """Rasa's table of events, without what Rasa's own store for it gets wrong.

    `SQLTrackerStore` blocks the event loop, waits for ever for a database that is down,
    counts the stored events anew at each save, and drops the second of two turns that
    were done at once without a word. Here loading and saving run on the database's
    thread; a save knows the last event that was loaded and refuses to write after
    another one. The table and its rows are Rasa's.
    """

    def __init__(
        self,
        database: Database,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
    ) -> None:
        super().__init__(domain, event_broker)
        self.database = database
        # Until it is known what a model's policies read: the whole session.
        self.n_turns_loaded: Optional[int] = None
        database.add(events)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The last turns of the newest session; None when there is none.

        `n_turns_loaded` turns, and before them the last value of each slot; the whole
        session when it is None.
        """
        n_turns = self.n_turns_loaded
        return await self._retrieve(
            sender_id, lambda connection, name: _last_turns(connection, name, n_turns)
        )

    async def retrieve_full_tracker(
        self, conversation_id: str
    ) -> Optional[DialogueStateTracker]:
        """All sessions of a conversation; None when there is none."""
        return await self._retrieve(conversation_id, _all_events)

    async def keys(self) -> list[str]:
        """Names of all conversations."""
        query = sa.select([events.c.sender_id]).distinct()
        return await self.database.run(
            lambda connection: [row.sender_id for row in connection.execute(query)],
            timeout_s=LOAD_TIMEOUT_S,
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are not stored yet, all or none.

        Raises:
            ConversationChangedError: Somebody else appended, or erased, meanwhile.
        """
        await self.stream_events(tracker)
        n_stored, last_id = getattr(tracker, _STORED, (0, None))
        new = list(itertools.islice(tracker.events, n_stored, None))
        if not new:
            return
        rows = [_row(tracker.sender_id, event) for event in new]

        def append(connection: Connection) -> int:
            self.database.lock_save(connection, tracker.sender_id)
            if _last_id(connection, tracker.sender_id) != last_id:
                raise ConversationChangedError()
            connection.execute(events.insert(), rows)
            found = _last_id(connection, tracker.sender_id)
            if found is None:
                raise ConversationChangedError()
            return found

        saved = await self.database.run(append, timeout_s=SAVE_TIMEOUT_S)
        setattr(tracker, _STORED, (n_stored + len(new), saved))

    async def _retrieve(
        self,
        sender_id: str,
        read: Callable[[Connection, str], list[tuple[int, dict[str, Any]]]],
    ) -> Optional[DialogueStateTracker]:
        found = await self.database.run(
            lambda connection: read(connection, sender_id), timeout_s=LOAD_TIMEOUT_S
        )
        if not found or self.domain is None:
            return None
        tracker = DialogueStateTracker.from_dict(
            sender_id, [event for _, event in found], self.domain.slots
        )
        setattr(tracker, _STORED, (len(tracker.events), found[-1][0]))
        return tracker


def turns_needed(runner: DaskGraphRunner) -> Optional[int]:
    """Turns before the present one that a model's policies read; None for all.

    Args:
        runner: Of the graph that predicts, loaded.
    """
    needed = LEAST_TURNS_LOADED
    for node in runner._instantiated_nodes.values():
        policy = node._component
        if isinstance(policy, RulePolicy):
            # It reads back as far as its longest rule. One more, so that a rule for
            # the start of a conversation does not match the start of what is loaded.
            rules = policy.lookup.get(RULES) or ()
            needed = max([needed, *(len(json.loads(rule)) + 1 for rule in rules)])
        elif isinstance(policy, Policy):
            # Counted in states, of which a turn has two or more.
            n_states = policy.config.get(POLICY_MAX_HISTORY)
            if n_states is None:
                return None
            needed = max(needed, n_states)
    return needed


def store_without_memory(agent: Agent, store: ConversationStore) -> None:
    """Let an agent's conversations be in `store` or fail.

    Rasa wraps every store in one that goes on in memory when the database is down,
    without a word to anybody.
    """
    store.domain = agent.domain
    agent.tracker_store = store
    if agent.processor is not None:
        agent.processor.tracker_store = store
        store.n_turns_loaded = turns_needed(agent.processor.graph_runner)


def _all_events(
    connection: Connection, sender_id: str
) -> list[tuple[int, dict[str, Any]]]:
    """(row number, event) of a conversation, oldest first."""
    return _read(connection, sender_id, 0)


def _last_turns(
    connection: Connection, sender_id: str, n_turns: Optional[int]
) -> list[tuple[int, dict[str, Any]]]:
    """(row number, event) of a conversation's last turns in its newest session.

    A session begins at its `session_started` event; Rasa asks for its time, this for
    its row, since two events can have one time.
    """

    def row_of_last(event: type[Event], n: int) -> int:
        found = connection.execute(
            _NTH_LAST, {"sender": sender_id, "type": event.type_name, "n": n - 1}
        ).scalar()
        return found or 0

    began = row_of_last(SessionStarted, 1)
    cut = 0 if n_turns is None else row_of_last(UserUttered, n_turns)
    if cut <= began:
        return _read(connection, sender_id, began)
    left_out = {"sender": sender_id, "first": began, "end": cut}
    # All types but the harmless ones: looked up each, the index is not read through.
    lasting = {event.type_name for event in all_subclasses(Event)}
    lasting -= {SlotSet.type_name, *_OVER_WITH_THE_TURN}
    if connection.execute(_ANY, {**left_out, "types": sorted(lasting)}).first():
        return _read(connection, sender_id, began)
    slots = connection.execute(_LAST_VALUES, left_out)
    return _loads(slots) + _read(connection, sender_id, cut)


def _read(
    connection: Connection, sender_id: str, first: int
) -> list[tuple[int, dict[str, Any]]]:
    rows = connection.execute(_FROM, {"sender": sender_id, "first": first})
    return _loads(rows)


def _loads(rows: Any) -> list[tuple[int, dict[str, Any]]]:
    return [(row.id, json.loads(row.data)) for row in rows]


# Made once: SQLAlchemy takes longer to put a statement together than to run it.
_SENDER = events.c.sender_id == sa.bindparam("sender")
_LEFT_OUT = (
    _SENDER
    & (events.c.id >= sa.bindparam("first"))
    & (events.c.id < sa.bindparam("end"))
)
_FROM = (
    sa.select([events.c.id, events.c.data])
    .where(_SENDER & (events.c.id >= sa.bindparam("first")))
    .order_by(events.c.id)
)
_NTH_LAST = (
    sa.select([events.c.id])
    .where(_SENDER & (events.c.type_name == sa.bindparam("type")))
    .order_by(events.c.id.desc())
    .offset(sa.bindparam("n"))
    .limit(1)
)
_ANY = (
    sa.select([events.c.id])
    .where(_LEFT_OUT & events.c.type_name.in_(sa.bindparam("types", expanding=True)))
    .limit(1)
)
_LAST_VALUES = (
    sa.select([events.c.id, events.c.data])
    .where(
        events.c.id.in_(
            sa.select([sa.func.max(events.c.id)])
            .where(_LEFT_OUT & (events.c.type_name == SlotSet.type_name))
            .group_by(events.c.action_name)
        )
    )
    .order_by(events.c.id)
)
_LAST_ID = sa.select([sa.func.max(events.c.id)]).where(_SENDER)


def _last_id(connection: Connection, sender_id: str) -> Optional[int]:
    found: Optional[int] = connection.execute(_LAST_ID, {"sender": sender_id}).scalar()
    return found


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    """A row of Rasa's table, as `SQLTrackerStore.save` makes it."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {})
        .get("intent", {})
        .get(INTENT_NAME_KEY),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
