"""One patient turn, the same for every channel: clean, screen, Rasa, check, reply.

A message comes in, one checked `Reply` goes out through the message's own channel,
always: an emergency is answered without Rasa, and whatever breaks behind the screen
becomes a fallback reply with the clinic's telephone. Only this module decides what
leaves. It imports nothing of Rasa: `rasa_conversations.py` speaks to it.
"""

import asyncio
import hashlib
import logging
import time
import unicodedata
import weakref
from collections import Counter, OrderedDict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any, Optional, Protocol

from actions import library as actions_library
from actions import trace as actions_trace
from actions.reply import Button, Citation, Reply
from actions.trace import Trace
from bot import red_flags
from bot.clinic import MAX_MESSAGE_CHARS, Clinic
from bot.red_flags import Alarm
from bot.red_flags.alarm import Tier
from bot.reply_check import (
    BrokenReplyError,
    check_emergency,
    check_words,
    read_reply,
)
from knowledge.question import asks

# What the model makes of "I'm fine now": not the answer to somebody who was in danger.
UNHELPFUL_ROUTES = frozenset({"unknown", "off_topic", "answer", "answer_and_refer"})
REFERRING_ROUTES = frozenset({"refer", "answer_and_refer"})
# Channels that pass a JSON object on; others would show it to the patient as text.
CUSTOM_CHANNELS = frozenset({"collector", "queue", "socketio"})
# The screen reads this much of a message; channels cut bodies shorter than that.
MAX_SCREENED_CHARS = 20_000
# Reading the alarm of a conversation from before a restart must not hold a turn up.
ALARM_LOOKUP_TIMEOUT_S = 1.0
RECORD_TIMEOUT_S = 30.0
# The second screen asks the encoder, which is fast or broken.
CLASSIFIER_TIMEOUT_S = 1.0
# Ends an alarm, whatever it was: `red_flags.is_over` has to accept the words.
SAFE_BUTTON = Button("I am safe / it was a mistake", "I am safe now, it was a mistake")

# Crockford's base 32: no i, l, o, u, so a code can be read out on the telephone.
_RECEIPT_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"

logger = logging.getLogger(__name__)


class OutputChannel(Protocol):
    """The part of Rasa's output channel that a reply is sent through."""

    def name(self) -> str: ...

    async def send_response(
        self, recipient_id: str, message: dict[str, Any]
    ) -> None: ...


class Message(Protocol):
    """The part of Rasa's `UserMessage` that a turn reads."""

    @property
    def text(self) -> Optional[str]: ...

    @property
    def sender_id(self) -> str: ...

    @property
    def message_id(self) -> str: ...

    @property
    def output_channel(self) -> Any: ...


@dataclass(frozen=True)
class Said:
    """One side of a stored turn.

    Attributes:
        tier: "emergency", "crisis" or "urgent" when the turn raised an alarm.
    """

    by_patient: bool
    text: str
    citations: Sequence[Citation] = ()
    buttons: Sequence[Button] = ()
    tier: str | None = None


class Conversations(Protocol):
    """What the turn asks of Rasa (`rasa_conversations.py`)."""

    async def answer(self, message: Message, text: str) -> list[dict[str, Any]]:
        """Run Rasa's turn; the bot messages it uttered, unsent."""

    async def alarm(self, sender_id: str) -> Alarm | None:
        """The alarm that the stored conversation is in."""

    async def set_alarm(self, sender_id: str, alarm: Alarm | None) -> None:
        """Store the alarm that the conversation is in; None when it is over."""

    async def record(
        self, message: Message, text: str, reply: Reply, alarm: Alarm | None
    ) -> None:
        """Store a turn that was answered without Rasa."""

    async def correct(self, sender_id: str, reply: Reply) -> None:
        """Store that `reply` was sent instead of what Rasa uttered last."""

    async def has_spoken(self, sender_id: str) -> bool:
        """Whether the stored conversation holds a reply that was no emergency reply."""

    def transcript(self, sender_id: str) -> Coroutine[Any, Any, list[Said]]:
        """What was said so far, oldest first, as it was sent."""

    async def erase(self, sender_id: str) -> None:
        """Delete the conversation from its store, or raise."""


class Library(Protocol):
    """The part of `actions.library.Library` that the check reads."""

    @property
    def build_id(self) -> str: ...

    def holds(self, quote: str) -> bool: ...


class TurnTimeoutError(Exception):
    """Rasa did not finish the turn within the deadline."""

    def __init__(self, deadline_s: float) -> None:
        super().__init__(f"No reply within {deadline_s:g} s. The fallback was sent.")


class ConversationsDownError(Exception):
    """Stored conversations cannot be reached."""

    def __init__(self) -> None:
        super().__init__("No conversations behind the door. Wait until Rasa is loaded.")


@dataclass(frozen=True)
class Turn:
    """One answered turn: what was sent, and how it came about."""

    reply: Reply
    trace: Trace


class Door:
    """Every message of every channel comes through here.

    Attributes:
        counts: Turns by route, and `fallback.<reason>` for each reply that was refused.
    """

    def __init__(
        self,
        clinic: Clinic,
        conversations: Conversations | None = None,
        *,
        library: Callable[[], Library] = actions_library.current,
        classifier: Callable[[str], Alarm | None] | None = None,
        deadline_s: float = 5.0,
        max_message_chars: int = MAX_MESSAGE_CHARS,
        n_conversations_kept: int = 10_000,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """Stand in front of Rasa.

        Args:
            clinic: Texts and numbers.
            conversations: Rasa; None while it is down: then an emergency gets its
                reply, and every other message the fallback.
            library: The approved index that quotes are checked against.
            classifier: Raises what the screen's lexicon misses; None while it is not
                loaded, then the lexicon works alone.
            deadline_s: Seconds that Rasa may take for one turn.
            max_message_chars: Longer messages are asked to be shortened.
            n_conversations_kept: Alarm states in memory, the latest first.
            now: Clock with a time zone; opening hours depend on it.
        """
        self.clinic = clinic
        self.conversations = conversations
        self.classifier = classifier
        self.counts: Counter[str] = Counter()
        self._library = library
        self._deadline_s = deadline_s
        self._max_message_chars = max_message_chars
        self._n_conversations_kept = n_conversations_kept
        self._now = now
        # Of the last check: an emergency reply must not touch the index.
        self._build_id = ""
        # A conversation that is not in here has not been looked up since the start.
        self._alarms: OrderedDict[str, Alarm | None] = OrderedDict()
        self._offered: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._noticed: OrderedDict[str, bool] = OrderedDict()
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = (
            weakref.WeakValueDictionary()
        )
        self._background: set[asyncio.Task[None]] = set()

    async def handle(self, message: Message) -> Turn:
        """Answer one message; never raises for what is wrong with it or behind it."""
        started = time.perf_counter()
        trace = Trace()
        token = actions_trace.current.set(trace)
        try:
            reply = await self._reply(message, trace)
        except Exception as error:
            # The last net: a bug in this very module must not end in silence.
            reply = self._fallback(message, error)
        finally:
            actions_trace.current.reset(token)
        reply = self._last_check(message, reply)
        reply = self._with_notice(message, reply)
        reply = replace(reply, receipt=self._receipt(message, reply))
        self.counts[reply.route] += 1
        trace.steps_ms["turn"] = (time.perf_counter() - started) * 1000
        await self._deliver(message, reply)
        return Turn(reply, trace)

    async def close(self) -> None:
        """Finish the recording of turns that were answered without Rasa."""
        if self._background:
            await asyncio.wait(set(self._background), timeout=RECORD_TIMEOUT_S)

    async def erase(self, sender_id: str) -> None:
        """Delete a conversation here and in its store.

        Raises:
            Exception: The store could not; then nothing may be called deleted.
        """
        if self.conversations is None:
            raise ConversationsDownError()
        # Behind the turns that are still being recorded, or they would come back: each
        # asks for the lock in its first step, which the pause lets it take.
        await asyncio.sleep(0)
        async with self._lock(sender_id):
            await self.conversations.erase(sender_id)
        for kept in (self._alarms, self._offered, self._noticed):
            kept.pop(sender_id, None)

    async def _reply(self, message: Message, trace: Trace) -> Reply:
        raw = message.text if isinstance(message.text, str) else ""
        text = clean(raw, self._offered.get(message.sender_id, frozenset()))
        with _timed(trace, "screen"):
            alarm = _screen(raw, text)
        trace.evidence["alarm"] = alarm
        if alarm is not None and alarm.tier != "urgent":
            return self._raise_alarm(message, text, alarm)

        active = await self._active_alarm(message.sender_id)
        is_over = active is not None and red_flags.is_over(text, active)
        if active is not None and not is_over:
            trace.evidence["alarm"] = active
            return self._raise_alarm(message, text, active)
        if is_over:
            self._keep(self._alarms, message.sender_id, None)
        elif text and len(text) <= self._max_message_chars:
            missed = await self._second_screen(text, trace)
            if missed is not None:
                trace.evidence["alarm"] = missed
                return self._raise_alarm(message, text, missed)

        reply: Reply
        if not getattr(message, "shows_notice", False):
            await self._look_up_notice(message.sender_id)
        if text == SAFE_BUTTON.payload:
            reply = self._said_by_clinic("over", "smalltalk")
            self._record(message, text, reply, None)
            self._end_alarm(message)
        elif not text:
            reply = self._said_by_clinic("empty", "smalltalk")
        elif len(text) > self._max_message_chars:
            reply = self._said_by_clinic("too_long", "unknown")
        else:
            try:
                reply = await self._through_rasa(message, text, trace, is_over)
            except Exception as error:
                reply = self._fallback(message, error)
                if isinstance(error, BrokenReplyError):
                    self._correct(message, reply)
                else:
                    self._record(message, text, reply, None)
            if reply.route == "emergency":
                if self.classifier is None:
                    return self._raise_alarm_of_model(message, reply)
                # Behind both screens the intent is mostly wrong (docs/safety.md): the
                # clinic is to be called today, but no alarm stays on.
                alarm = Alarm(
                    "model.intent", "emergency_intent", "urgent", reply.confidence
                )
                trace.evidence["alarm"] = alarm
            if is_over and reply.route in UNHELPFUL_ROUTES and not asks(text):
                reply = self._said_by_clinic("over", "smalltalk")
                self._correct(message, reply)
        if alarm is not None:
            reply = self._urgent(reply, alarm)
            self._correct(message, reply)
        self._keep(self._offered, message.sender_id, _commands_offered(reply))
        return reply

    def _raise_alarm(self, message: Message, text: str, alarm: Alarm) -> Reply:
        """The emergency reply, and the conversation's state; nothing is waited for."""
        self._keep(self._alarms, message.sender_id, alarm)
        reply = self._emergency_reply(alarm)
        logger.info("Alarm %s, tier %s.", alarm.rule_id, alarm.tier)
        self._record(message, text[: self._max_message_chars], reply, alarm)
        return reply

    async def _second_screen(self, text: str, trace: Trace) -> Alarm | None:
        """What the classifier raises beyond the lexicon; nothing while it is broken."""
        if self.classifier is None:
            return None
        task = asyncio.ensure_future(asyncio.to_thread(self.classifier, text))
        with _timed(trace, "second screen"):
            done, _ = await asyncio.wait({task}, timeout=CLASSIFIER_TIMEOUT_S)
        error: object = "timeout"
        if done and task.exception() is None:
            return task.result()
        if done:
            error = type(task.exception()).__name__
        task.add_done_callback(_forget_result)
        self.counts["classifier_failed"] += 1
        logger.error("The red-flag classifier failed: %s.", error)
        return None

    def _end_alarm(self, message: Message) -> None:
        """Store that the conversation's alarm is over; Rasa has no part in the turn."""
        if self.conversations is not None:
            self._in_background(
                message, self.conversations.set_alarm(message.sender_id, None)
            )

    def _raise_alarm_of_model(self, message: Message, reply: Reply) -> Reply:
        """The same for the intent while no classifier screens; Rasa stored the turn."""
        tier: Tier = "crisis" if reply.tier == "crisis" else "emergency"
        alarm = Alarm("model.intent", "emergency_intent", tier, reply.confidence)
        self._keep(self._alarms, message.sender_id, alarm)
        if self.conversations is not None:
            self._in_background(
                message, self.conversations.set_alarm(message.sender_id, alarm)
            )
        reply = self._emergency_reply(alarm)
        self._correct(message, reply)
        return reply

    def _emergency_reply(self, alarm: Alarm) -> Reply:
        return Reply(
            text=self.clinic.texts[alarm.tier],
            route="emergency",
            intent_name="emergency",
            confidence=1.0 if alarm.score is None else alarm.score,
            buttons=(SAFE_BUTTON,),
            tier=alarm.tier,
        )

    async def _active_alarm(self, sender_id: str) -> Alarm | None:
        """The alarm this conversation is in; after a restart, from its record."""
        if sender_id in self._alarms:
            self._alarms.move_to_end(sender_id)
            return self._alarms[sender_id]
        if self.conversations is None:
            return None
        try:
            alarm = await asyncio.wait_for(
                self.conversations.alarm(sender_id), ALARM_LOOKUP_TIMEOUT_S
            )
        except Exception as error:
            logger.error("Alarm of a conversation not read: %s.", type(error).__name__)
            return None
        # A message that came while this one waited may have raised an alarm.
        if sender_id not in self._alarms:
            self._keep(self._alarms, sender_id, alarm)
        return self._alarms[sender_id]

    async def _through_rasa(
        self, message: Message, text: str, trace: Trace, is_over: bool
    ) -> Reply:
        if self.conversations is None:
            raise BrokenReplyError("no_model")
        task = asyncio.ensure_future(
            self._rasa_turn(self.conversations, message, text, is_over)
        )
        with _timed(trace, "rasa"):
            # Not `wait_for`: it would wait on for a turn that ignores its cancellation.
            done, _ = await asyncio.wait({task}, timeout=self._deadline_s)
        if not done:
            task.cancel()
            task.add_done_callback(_forget_result)
            raise TurnTimeoutError(self._deadline_s)
        with _timed(trace, "check"):
            library = self._library()
            self._build_id = library.build_id
            reply = read_reply(task.result(), library)
        check_words(reply, patient_text=text)
        return reply

    async def _rasa_turn(
        self, conversations: Conversations, message: Message, text: str, is_over: bool
    ) -> list[dict[str, Any]]:
        async with self._lock(message.sender_id):
            if is_over:
                await conversations.set_alarm(message.sender_id, None)
            return await conversations.answer(message, text)

    def _urgent(self, reply: Reply, alarm: Alarm) -> Reply:
        """The urgent text first; below it only what the referral itself says."""
        text = self.clinic.urgent_text(self._now())
        if reply.route in REFERRING_ROUTES:
            return replace(reply, text=f"{text}\n\n{reply.text}", tier=alarm.tier)
        return replace(
            reply, text=text, route="refer", citations=(), buttons=(), tier=alarm.tier
        )

    def _last_check(self, message: Message, reply: Reply) -> Reply:
        """The reply, or what is safe to say instead; on every channel, every turn."""
        try:
            if reply.route == "emergency":
                numbers = [self.clinic.emergency_number]
                if reply.tier == "crisis":
                    numbers.append(self.clinic.crisis_line.number)
                check_emergency(reply, numbers)
            else:
                check_words(reply, patient_text=message.text or "")
        except BrokenReplyError as error:
            self.counts[f"fallback.{error.reason}"] += 1
            logger.error("Turn %s: %s", message.message_id, error)
            if reply.route != "emergency":
                return self._said_by_clinic("fallback", "unknown")
            text = f"Call {self.clinic.emergency_number} now."
            if reply.tier == "crisis":
                line = self.clinic.crisis_line
                text += f" {line.name}: {line.number}."
            return replace(reply, text=text, citations=())
        return reply

    def _with_notice(self, message: Message, reply: Reply) -> Reply:
        """The first reply of a conversation says whom the patient is writing to.

        Never before an action: an emergency reply goes out as it is, and below an
        urgent one the notice comes last. A channel whose page shows the notice says so
        by `shows_notice` of its messages.
        """
        if reply.route == "emergency" or getattr(message, "shows_notice", False):
            return reply
        if self._noticed.get(message.sender_id):
            return reply
        self._keep(self._noticed, message.sender_id, True)
        notice = self.clinic.texts["notice"]
        parts = (notice, reply.text) if reply.tier is None else (reply.text, notice)
        return replace(reply, text="\n\n".join(parts))

    async def _look_up_notice(self, sender_id: str) -> None:
        """Learn from the record, before this turn is in it, if the notice is due."""
        if sender_id in self._noticed or self.conversations is None:
            return
        try:
            was_given = await asyncio.wait_for(
                self.conversations.has_spoken(sender_id), ALARM_LOOKUP_TIMEOUT_S
            )
        except Exception as error:
            logger.error("A conversation was not read: %s.", type(error).__name__)
            return
        self._noticed.setdefault(sender_id, was_given)

    def _said_by_clinic(self, name: str, route: str) -> Reply:
        return Reply(
            text=self.clinic.texts[name],
            route=route,
            intent_name="nlu_fallback",
            confidence=0.0,
        )

    def _fallback(self, message: Message, error: Exception) -> Reply:
        reason = getattr(error, "reason", type(error).__name__)
        self.counts[f"fallback.{reason}"] += 1
        # No exc_info: a traceback's message may hold the patient's words.
        logger.error("Turn %s fell back: %s.", message.message_id, reason)
        return self._said_by_clinic("fallback", "unknown")

    def _receipt(self, message: Message, reply: Reply) -> str:
        return receipt(message.message_id, self._build_id, reply.route)

    async def _deliver(self, message: Message, reply: Reply) -> None:
        channel: OutputChannel = message.output_channel
        for bot_message in reply.messages():
            if bot_message.get("custom") and channel.name() not in CUSTOM_CHANNELS:
                continue
            try:
                await channel.send_response(message.sender_id, dict(bot_message))
            except Exception as error:
                self.counts["undelivered"] += 1
                logger.error(
                    "Turn %s was not delivered: %s.",
                    message.message_id,
                    type(error).__name__,
                )

    def _record(
        self, message: Message, text: str, reply: Reply, alarm: Alarm | None
    ) -> None:
        """Store a turn that Rasa did not store, later and if possible."""
        if self.conversations is None:
            return
        recorded = replace(reply, receipt=self._receipt(message, reply))
        self._in_background(
            message, self.conversations.record(message, text, recorded, alarm)
        )

    def _correct(self, message: Message, reply: Reply) -> None:
        """Store what was sent instead of what Rasa stored."""
        if self.conversations is None:
            return
        sent = replace(reply, receipt=self._receipt(message, reply))
        self._in_background(
            message, self.conversations.correct(message.sender_id, sent)
        )

    def _in_background(
        self, message: Message, storing: Coroutine[Any, Any, None]
    ) -> None:
        task = asyncio.ensure_future(self._store_in_order(message, storing))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _store_in_order(
        self, message: Message, storing: Coroutine[Any, Any, None]
    ) -> None:
        try:
            # The lock is asked for in the task's first step, so tasks keep their order.
            async with self._lock(message.sender_id):
                await asyncio.wait_for(storing, RECORD_TIMEOUT_S)
        except Exception as error:
            self.counts["unrecorded"] += 1
            logger.error(
                "Turn %s was not recorded: %s.",
                message.message_id,
                type(error).__name__,
            )
        finally:
            storing.close()

    def _lock(self, sender_id: str) -> asyncio.Lock:
        """Turns of one conversation run in order, first come first served."""
        lock = self._locks.get(sender_id)
        if lock is None:
            lock = self._locks[sender_id] = asyncio.Lock()
        return lock

    def _keep(self, kept: OrderedDict[str, Any], sender_id: str, value: Any) -> None:
        kept[sender_id] = value
        kept.move_to_end(sender_id)
        if len(kept) > self._n_conversations_kept:
            kept.popitem(last=False)


def clean(raw: str, offered: frozenset[str] = frozenset()) -> str:
    """Make a message plain text.

    Args:
        raw: What the channel delivered, any characters at all.
        offered: Commands ("/...") that the last bot turn offered as buttons.

    Returns:
        NFC; runs of white space are one blank; control, format (zero-width, bidi) and
        surrogate characters are gone. A leading slash is gone too, since Rasa would
        run `/restart` or `/intent{...}`, unless the text is a command in `offered`.
    """
    spaced = " ".join(raw.split())
    kept = "".join(
        char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
    text = " ".join(unicodedata.normalize("NFC", kept).split())
    return text if text in offered else text.lstrip("/ ")


def receipt(message_id: str, build_id: str, route: str) -> str:
    """Short code under which staff find a turn again, such as b7k2-9fq1.

    The first 40 bits of SHA-256 over the three values; the same turn, the same code.
    """
    digest = hashlib.sha256("\0".join((message_id, build_id, route)).encode()).digest()
    code = "".join(_RECEIPT_DIGITS[byte % 32] for byte in digest[:8])
    return f"{code[:4]}-{code[4:]}"


def _screen(raw: str, text: str) -> Alarm | None:
    """Screen what came and, since hidden characters can split a word, what is left."""
    alarm = red_flags.screen(raw[:MAX_SCREENED_CHARS])
    if alarm is None and text != raw:
        alarm = red_flags.screen(text[:MAX_SCREENED_CHARS])
    return alarm


def _commands_offered(reply: Reply) -> frozenset[str]:
    return frozenset(b.payload for b in reply.buttons if b.payload.startswith("/"))


def _forget_result(task: "asyncio.Future[Any]") -> None:
    """Keep asyncio from logging the exception, and with it a message's text."""
    if not task.cancelled():
        task.exception()


@contextmanager
def _timed(trace: Trace, step: str) -> Iterator[None]:
    """Write the milliseconds of a `with` block into the trace."""
    started = time.perf_counter()
    try:
        yield
    finally:
        trace.steps_ms[step] = (time.perf_counter() - started) * 1000
