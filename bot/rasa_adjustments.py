"""Small adjustments of Rasa 3.6, each a named function that says what and why.

Each has a test that fails when Rasa changes underneath. `apply` makes all of them; it
has to run before the first turn and may run again.
"""

import itertools
import json
import logging
from typing import Any, Optional

import sqlalchemy as sa
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import (
    SerializedTrackerAsText,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from sqlalchemy.engine import Connection

from bot.database import Database

LOAD_TIMEOUT_S = 4.0
SAVE_TIMEOUT_S = 4.0
# Where a loaded tracker notes how much of it is stored.
_STORED = "_bedside_stored"

events = SQLTrackerStore.SQLEvent.__table__

logger = logging.getLogger(__name__)


class ConversationChangedError(Exception):
    """A conversation was changed by somebody else between loading and saving it."""

    reason = "conversation_changed"

    def __init__(self) -> None:
        super().__init__("The conversation was changed meanwhile; nothing was saved.")


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
        database.add(events)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The newest session of a conversation; None when there is none."""
        return await self._retrieve(sender_id, all_sessions=False)

    async def retrieve_full_tracker(
        self, conversation_id: str
    ) -> Optional[DialogueStateTracker]:
        """All sessions of a conversation; None when there is none."""
        return await self._retrieve(conversation_id, all_sessions=True)

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
        self, sender_id: str, *, all_sessions: bool
    ) -> Optional[DialogueStateTracker]:
        found = await self.database.run(
            lambda connection: _stored_events(
                connection, sender_id, all_sessions=all_sessions
            ),
            timeout_s=LOAD_TIMEOUT_S,
        )
        if not found or self.domain is None:
            return None
        tracker = DialogueStateTracker.from_dict(
            sender_id, [event for _, event in found], self.domain.slots
        )
        setattr(tracker, _STORED, (len(tracker.events), found[-1][0]))
        return tracker


def store_without_memory(agent: Agent, store: ConversationStore) -> None:
    """Let an agent's conversations be in `store` or fail.

    Rasa wraps every store in one that goes on in memory when the database is down,
    without a word to anybody.
    """
    store.domain = agent.domain
    agent.tracker_store = store
    if agent.processor is not None:
        agent.processor.tracker_store = store


def _stored_events(
    connection: Connection, sender_id: str, *, all_sessions: bool
) -> list[tuple[int, dict[str, Any]]]:
    """(row number, event) of a conversation, oldest first.

    A session begins at its `session_started` event; Rasa asks for its time, this for
    its row, since two events can have one time.
    """
    query = sa.select([events.c.id, events.c.data]).where(
        events.c.sender_id == sender_id
    )
    if not all_sessions:
        began = connection.execute(
            sa.select([sa.func.max(events.c.id)])
            .where(events.c.sender_id == sender_id)
            .where(events.c.type_name == SessionStarted.type_name)
        ).scalar()
        if began is not None:
            query = query.where(events.c.id >= began)
    rows = connection.execute(query.order_by(events.c.id))
    return [(row.id, json.loads(row.data)) for row in rows]


def _last_id(connection: Connection, sender_id: str) -> Optional[int]:
    found: Optional[int] = connection.execute(
        sa.select([sa.func.max(events.c.id)]).where(events.c.sender_id == sender_id)
    ).scalar()
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
