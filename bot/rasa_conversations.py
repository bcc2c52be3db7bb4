"""Conversations kept by Rasa: run one turn, read and write what is stored of it.

The only module that gives the door's work to Rasa's agent: bot messages are collected
privately, so that nothing reaches a patient unchecked. It decides nothing.
"""

from dataclasses import replace
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from actions.reply import Button, Citation, Reply
from bot.red_flags import Alarm
from bot.turn import Door, Message, Said

ALARM_SLOT = "alarm"
# Marks a bot event that was sent in place of the ones before it in the same turn.
INSTEAD = "instead"


class RasaConversations:
    """The agent's conversations, as `turn.Conversations` asks for them."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        # The agent's own method: `put_behind` may have replaced it on the instance.
        self._handle_message = agent.handle_message

    async def answer(self, message: Message, text: str) -> list[dict[str, Any]]:
        """Run Rasa's turn on `text`; the bot messages it uttered, unsent."""
        collected = _Collected()
        await self._handle_message(
            UserMessage(
                text,
                collected,
                message.sender_id,
                input_channel=getattr(message, "input_channel", None),
                message_id=message.message_id,
                metadata=getattr(message, "metadata", None),
            )
        )
        return collected.messages

    async def alarm(self, sender_id: str) -> Alarm | None:
        """The alarm in the conversation's slot."""
        value = (await self._tracker(sender_id)).get_slot(ALARM_SLOT)
        return Alarm(**value) if isinstance(value, dict) else None

    async def set_alarm(self, sender_id: str, alarm: Alarm | None) -> None:
        """Store the slot."""
        tracker = await self._tracker(sender_id)
        self._update(tracker, SlotSet(ALARM_SLOT, _slot_value(alarm)))
        await self._agent.processor.save_tracker(tracker)

    async def record(
        self, message: Message, text: str, reply: Reply, alarm: Alarm | None
    ) -> None:
        """Store a turn that was answered without Rasa, as if Rasa had answered it."""
        processor = self._agent.processor
        tracker = await processor.fetch_tracker_and_update_session(
            message.sender_id, _Collected()
        )
        if any(
            isinstance(event, UserUttered) and event.message_id == message.message_id
            for event in tracker.events
        ):
            # Rasa came to an end after all; one message must not be there twice.
            self._utter(tracker, reply, {INSTEAD: True})
            await processor.save_tracker(tracker)
            return
        intent = {"name": reply.intent_name, "confidence": reply.confidence}
        self._update(
            tracker,
            UserUttered(
                text,
                intent,
                [],
                {"text": text, "intent": intent, "entities": []},
                input_channel=getattr(message, "input_channel", None),
                message_id=message.message_id,
            ),
        )
        if alarm is not None:
            self._update(tracker, SlotSet(ALARM_SLOT, _slot_value(alarm)))
        self._utter(tracker, reply, {})
        self._update(tracker, ActionExecuted(ACTION_LISTEN_NAME))
        await processor.save_tracker(tracker)

    async def correct(self, sender_id: str, reply: Reply) -> None:
        """Store that `reply` was sent instead of what Rasa uttered last."""
        tracker = await self._tracker(sender_id)
        self._utter(tracker, reply, {INSTEAD: True})
        await self._agent.processor.save_tracker(tracker)

    async def has_spoken(self, sender_id: str) -> bool:
        """Whether any reply but the emergency reply is on record."""
        for event in (await self._tracker(sender_id)).events:
            if isinstance(event, BotUttered):
                custom = (event.data or {}).get("custom")
                if custom and custom.get("route") != "emergency":
                    return True
        return False

    async def uttered(
        self, sender_id: str, message_id: str
    ) -> list[dict[str, Any]] | None:
        """What a stored turn uttered; None when Rasa has not stored that turn."""
        uttered: list[dict[str, Any]] | None = None
        for event in await self._session(sender_id):
            if isinstance(event, UserUttered):
                is_it = event.message_id == message_id
                uttered = [] if is_it else uttered
                if uttered and not is_it:
                    break
            elif isinstance(event, BotUttered) and uttered is not None:
                if not event.metadata.get(INSTEAD):
                    uttered.append(_bot_message(event))
        return uttered

    async def transcript(self, sender_id: str) -> list[Said]:
        """What was said so far, oldest first, as it was sent."""
        said: list[Said] = []
        for event in await self._session(sender_id):
            if isinstance(event, UserUttered) and event.text:
                said.append(Said(True, event.text))
            elif isinstance(event, BotUttered):
                if event.metadata.get(INSTEAD) and event.text:
                    while said and not said[-1].by_patient:
                        said.pop()
                _add_bot_event(said, event)
        return said

    def _utter(
        self, tracker: DialogueStateTracker, reply: Reply, metadata: dict[str, Any]
    ) -> None:
        for bot_message in reply.messages():
            data = {
                "custom": bot_message.get("custom"),
                "buttons": bot_message.get("buttons"),
            }
            self._update(tracker, BotUttered(bot_message.get("text"), data, metadata))

    async def _session(self, sender_id: str) -> list[Event]:
        """All events of the newest session; `_tracker` has the last turns only."""
        tracker = await self._agent.tracker_store.retrieve_full_tracker(sender_id)
        events = [] if tracker is None else list(tracker.events)
        began = [n for n, e in enumerate(events) if isinstance(e, SessionStarted)]
        return events[began[-1] :] if began else events

    async def _tracker(self, sender_id: str) -> DialogueStateTracker:
        return await self._agent.processor.get_tracker(sender_id)

    def _update(self, tracker: DialogueStateTracker, event: Any) -> None:
        tracker.update(event, self._agent.domain)


def put_behind(door: Door, agent: Agent) -> None:
    """Let every message that any channel hands to the agent come through the door.

    All of Rasa's channels end in `app.ctx.agent.handle_message`; the method is replaced
    on this one agent, so reminders and the like still reach Rasa itself.
    """
    door.conversations = RasaConversations(agent)

    async def handle_message(message: UserMessage) -> list[dict[str, Any]]:
        turn = await door.handle(message)
        return [dict(bot_message) for bot_message in turn.reply.messages()]

    agent.handle_message = handle_message


def _add_bot_event(said: list[Said], event: BotUttered) -> None:
    """A reply is stored as one event with the text and one with the contract object."""
    custom = (event.data or {}).get("custom")
    if event.text:
        buttons = [
            Button(title=button["title"], payload=button["payload"])
            for button in (event.data or {}).get("buttons") or ()
        ]
        said.append(Said(False, event.text, buttons=buttons))
    if custom and said and not said[-1].by_patient:
        citations = [
            Citation(**{**citation, "also_in": tuple(citation["also_in"])})
            for citation in custom.get("citations", ())
        ]
        said[-1] = replace(said[-1], citations=citations, tier=custom.get("tier"))


def _bot_message(event: BotUttered) -> dict[str, Any]:
    """A stored event as the bot message that it was."""
    data = event.data or {}
    parts = {
        "text": event.text,
        "custom": data.get("custom"),
        "buttons": data.get("buttons"),
    }
    return {name: value for name, value in parts.items() if value}


class _Collected(OutputChannel):
    """Keeps bot messages as Rasa made them; the collecting channel would split them."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "collector"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(dict(message))


def _slot_value(alarm: Alarm | None) -> dict[str, Any] | None:
    if alarm is None:
        return None
    return {
        "rule_id": alarm.rule_id,
        "category": alarm.category,
        "tier": alarm.tier,
        "score": alarm.score,
    }
