"""One patient turn on every channel: clean, screen, store, Rasa, check, reply.

A message comes in, one checked `Reply` goes out through the message's own channel,
always: an emergency is answered without Rasa and without the database, and whatever
breaks behind the screen becomes a fallback reply with the clinic's telephone. Every
other message is in the inbox before anything is done for it, and its reply before it is
sent. Only this module decides what leaves. It imports nothing of Rasa:
`rasa_conversations.py` speaks to it.
"""

import asyncio
import logging
import re
import time
import unicodedata
import weakref
from collections import Counter, OrderedDict
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterator,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any, Optional, Protocol

from actions import library as actions_library
from actions import trace as actions_trace
from actions.clinic import MAX_MESSAGE_CHARS, Clinic
from actions.reply import Button, Citation, Reply
from actions.trace import Trace
from bot import red_flags
from bot.database import DatabaseError
from bot.inbox import Accepted, Inbox
from bot.masking import mask
from bot.receipts import record_of
from bot.red_flags import Alarm
from bot.red_flags.alarm import Tier
from bot.reply_check import (
    BrokenReplyError,
    check_emergency,
    check_words,
    read_reply,
)
from bot.short_code import short_code
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
# Of the 0.3 s that an emergency reply has: until other servers know of the alarm.
ALARM_KNOWN_S = 0.1
RECORD_TIMEOUT_S = 30.0
# The end of a process is not held up for longer; the inbox has what matters.
CLOSE_TIMEOUT_S = 4.0
# Shares of a turn's deadline: until then Rasa may work, and until then the turns before
# this one; what is left is for storing and sending the fallback.
RASA_SHARE = 0.85
QUEUE_SHARE = 0.93
# A turn that was answered without the database is written down when that is back.
RETRY_DELAYS_S = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
ERASE_TIMEOUT_S = 10.0
# Conversations whose unfinished turns are done side by side after a restart.
N_REPLAYED_AT_ONCE = 4
# The second screen asks the encoder, which is fast or broken.
CLASSIFIER_TIMEOUT_S = 1.0
# Ends an alarm, whatever it was: `red_flags.is_over` has to accept the words.
SAFE_BUTTON = Button("I am safe / it was a mistake", "I am safe now, it was a mistake")

# Crockford's base 32: no i, l, o, u, so a code can be read out on the telephone.

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

    async def uttered(
        self, sender_id: str, message_id: str
    ) -> list[dict[str, Any]] | None:
        """What a stored turn uttered; None when Rasa has not stored that turn."""

    def transcript(self, sender_id: str) -> Coroutine[Any, Any, list[Said]]:
        """What was said so far, oldest first, as it was sent."""


class Desk(Protocol):
    """What the turn asks of the notes to the team (`handover/desk.py`)."""

    def offer(self, reply: Reply) -> Reply:
        """A handover reply with the offer of a note."""

    async def note(
        self, sender_id: str, message_id: str, channel: str, text: str
    ) -> None:
        """Keep how a patient can be reached, when that was asked for."""

    async def reply(self, accepted: Accepted) -> Reply | None:
        """The reply to a message that belongs to a note."""


class Library(Protocol):
    """The part of `actions.library.Library` that the check reads."""

    @property
    def build_id(self) -> str: ...

    def holds(self, quote: str) -> bool: ...

    def revision(self, source_id: str) -> str | None: ...


class ConversationErasedError(Exception):
    """The conversation was erased while this turn was waiting in it."""

    reason = "erased"


class TurnTimeoutError(Exception):
    """Rasa did not finish the turn within the deadline."""

    def __init__(self, deadline_s: float) -> None:
        super().__init__(f"No reply within {deadline_s:g} s. The fallback was sent.")


@dataclass
class StoredMessage:
    """The door's `Message` for a row of the inbox: now, or in a later process.

    Attributes:
        accepted: The row.
        storing: What is written down once the reply is on its way.
        quoted: Earlier words of the patient that the reply repeats.
    """

    accepted: Accepted
    output_channel: Any = None
    storing: list[Coroutine[Any, Any, None]] = field(default_factory=list)
    quoted: str = ""

    @property
    def text(self) -> Optional[str]:
        return self.accepted.text

    @property
    def sender_id(self) -> str:
        return self.accepted.sender_id

    @property
    def message_id(self) -> str:
        return self.accepted.message_id

    @property
    def input_channel(self) -> str:
        return self.accepted.channel

    @property
    def shows_notice(self) -> bool:
        return self.accepted.shows_notice


@dataclass(frozen=True)
class Turn:
    """One answered turn: what was sent, and how it came about."""

    reply: Reply
    trace: Trace


class Door:
    """Every message of every channel comes through here.

    Attributes:
        counts: Turns by route, and `fallback.<reason>` for each reply that was refused.
        inbox: Where messages and replies are kept; None keeps nothing.
        listener: Called with every turn; it must not raise.
        send_late: Sends the reply of a turn that was done after a restart, to a patient
            who is not waiting on a connection.
        desk: Takes notes to the team; None when they are not sent anywhere.
    """

    def __init__(
        self,
        clinic: Clinic,
        conversations: Conversations | None = None,
        *,
        inbox: Inbox | None = None,
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
            inbox: Messages and replies on disk.
            library: The approved index that quotes are checked against.
            classifier: Raises what the screen's lexicon misses; None while it is not
                loaded, then the lexicon works alone.
            deadline_s: Seconds within which every message has its reply.
            max_message_chars: Longer messages are asked to be shortened.
            n_conversations_kept: Alarm states in memory, the latest first.
            now: Clock with a time zone; opening hours depend on it.
        """
        self.clinic = clinic
        self.conversations = conversations
        self.classifier = classifier
        self.inbox = inbox
        self.counts: Counter[str] = Counter()
        self.listener: Callable[[Turn], None] | None = None
        self.send_late: Callable[[Accepted, Reply], Awaitable[None]] | None = None
        self.desk: Desk | None = None
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
        # Turns and emergency replies by conversation and message id: the same id, the
        # same reply, also when the inbox is down or has not stored an emergency yet.
        self._under_way: dict[tuple[str, str], asyncio.Future[Reply]] = {}
        self._recent: OrderedDict[tuple[str, str], Reply] = OrderedDict()
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = (
            weakref.WeakValueDictionary()
        )
        self._arrivals: weakref.WeakValueDictionary[str, asyncio.Lock] = (
            weakref.WeakValueDictionary()
        )
        self._background: dict[asyncio.Task[None], str] = {}
        self._closing = asyncio.Event()

    async def handle(self, message: Message) -> Turn:
        """Answer one message; never raises for what is wrong with it or behind it."""
        started = time.perf_counter()
        trace = Trace()
        token = actions_trace.current.set(trace)
        try:
            reply = await self._reply_once(message, trace)
        except Exception as error:
            # The last net: a bug in this very module must not end in silence.
            reply = self._finish(message, self._fallback(message, error))
        finally:
            actions_trace.current.reset(token)
        self.counts[reply.route] += 1
        trace.steps_ms["turn"] = (time.perf_counter() - started) * 1000
        turn = Turn(reply, trace)
        if self.listener is not None:
            self.listener(turn)
        await self._deliver(message, reply)
        return turn

    async def replay(self, *, older_than_s: float = 0.0) -> int:
        """Do the turns that were accepted and never answered; how many those were.

        For the start of a server and, with `older_than_s` above the deadline, for the
        turns of another one that died. A conversation that fails stays for the next
        time.

        Raises:
            DatabaseError: The database cannot be written to.
        """
        if self.inbox is None:
            return 0
        # Nothing is asked of Rasa whose answer could not be stored.
        await self.inbox.database.check()
        waiting = await self.inbox.conversations_unanswered(older_than_s=older_than_s)
        free = asyncio.Semaphore(N_REPLAYED_AT_ONCE)

        async def replay(sender_id: str) -> int:
            async with free:
                try:
                    return await self._replay_conversation(sender_id)
                except Exception as error:
                    logger.error("A turn was not replayed: %s.", type(error).__name__)
                    return 0

        return sum(await asyncio.gather(*map(replay, waiting)))

    async def erase(self, sender_id: str) -> int:
        """Delete a conversation everywhere; how many stored rows that were.

        It returns when it is gone from memory and from the files.

        Raises:
            DatabaseError, LockTimeoutError: It is not known to be gone.
        """
        async with self._alone(sender_id, ERASE_TIMEOUT_S):
            for task, of_sender in list(self._background.items()):
                if of_sender == sender_id:
                    task.cancel()
            n_rows = 0 if self.inbox is None else await self.inbox.erase(sender_id)
            for kept in (self._alarms, self._offered, self._noticed):
                kept.pop(sender_id, None)
            for key in [key for key in self._recent if key[0] == sender_id]:
                del self._recent[key]
        return n_rows

    async def close(self) -> None:
        """Finish the recording of turns that were answered without Rasa."""
        self._closing.set()
        if self._background:
            await asyncio.wait(set(self._background), timeout=CLOSE_TIMEOUT_S)

    async def _reply_once(self, message: Message, trace: Trace) -> Reply:
        """Screen, then store, then answer in the order of arrival."""
        started = time.monotonic()
        raw = message.text if isinstance(message.text, str) else ""
        text = clean(raw, self._offered.get(message.sender_id, frozenset()))
        with _timed(trace, "screen"):
            alarm = _screen(raw, text)
        trace.evidence["alarm"] = alarm
        sent = self._recent.get((message.sender_id, message.message_id))
        if alarm is not None and alarm.tier != "urgent":
            if sent is not None and sent.route == "emergency":
                return sent
            return await self._alarmed(message, text, alarm)
        if sent is not None and self.inbox is not None:
            return sent
        if self.inbox is None:
            return await self._reply_in_order(message, text, alarm, trace, started)

        # The same message twice at once is one turn, and its patient waits once.
        key = (message.sender_id, message.message_id)
        turn = self._under_way.get(key)
        if turn is None:
            turn = asyncio.ensure_future(
                self._reply_in_order(message, text, alarm, trace, started)
            )
            self._under_way[key] = turn
            turn.add_done_callback(lambda _: self._under_way.pop(key, None))
        # A client that goes away must not take the others' turn with it.
        return await asyncio.shield(turn)

    async def _reply_in_order(
        self,
        message: Message,
        text: str,
        alarm: Alarm | None,
        trace: Trace,
        started: float,
    ) -> Reply:
        arrival = asyncio.ensure_future(self._arrive(message, text, alarm, trace))
        try:
            done = await asyncio.wait_for(arrival, self._deadline_s * QUEUE_SHARE)
        except asyncio.TimeoutError as error:
            raise TurnTimeoutError(self._deadline_s) from error
        if isinstance(done, Reply):
            return done
        if done.reply is not None:
            return done.reply
        return await self._answer_in_order(message, done, trace, started)

    async def _arrive(
        self, message: Message, text: str, alarm: Alarm | None, trace: Trace
    ) -> Reply | Accepted:
        """Store a message; or the reply, when it is in danger and does not wait."""
        # First come, first stored, although what is asked here takes different times.
        async with _lock_of(self._arrivals, message.sender_id):
            active = await self._active_alarm(message.sender_id)
            # The button's words say so in any case: another server may have raised it.
            ends_alarm = text == SAFE_BUTTON.payload or (
                active is not None and red_flags.is_over(text, active)
            )
            if active is not None and not ends_alarm:
                trace.evidence["alarm"] = active
                return await self._alarmed(message, text, active, is_arriving=True)
            if ends_alarm:
                self._keep(self._alarms, message.sender_id, None)
            elif text and len(text) <= self._max_message_chars:
                missed = await self._second_screen(text, trace)
                if missed is not None:
                    trace.evidence["alarm"] = missed
                    return await self._alarmed(message, text, missed, is_arriving=True)
            try:
                with _timed(trace, "accept"):
                    return await self._accept(message, text, alarm, ends_alarm)
            except DatabaseError as error:
                # Not stored, so not acknowledged: the patient is told to call instead.
                reply = self._finish(message, self._fallback(message, error))
                return reply

    async def _accept(
        self, message: Message, text: str, alarm: Alarm | None, ends_alarm: bool
    ) -> Accepted:
        kept = kept_of(text, self._max_message_chars)
        channel = str(getattr(message, "input_channel", None) or "")
        shows_notice = bool(getattr(message, "shows_notice", False))
        if self.inbox is None:
            return Accepted(
                row=0,
                sender_id=message.sender_id,
                message_id=message.message_id,
                text=kept,
                channel=channel,
                shows_notice=shows_notice,
                alarm=alarm,
                ends_alarm=ends_alarm,
                received_at=time.time(),
                reply=None,
            )
        if self.desk is not None and not alarm:
            # Before the words are masked: the team needs what the record must not have.
            await self.desk.note(message.sender_id, message.message_id, channel, text)
        accepted = await self.inbox.accept(
            sender_id=message.sender_id,
            message_id=message.message_id,
            text=kept,
            channel=channel,
            shows_notice=shows_notice,
            alarm=alarm,
            ends_alarm=ends_alarm,
        )
        # A channel that acknowledges before it answers waits for this.
        stored: asyncio.Event | None = getattr(message, "stored", None)
        if stored is not None:
            stored.set()
        return accepted

    async def _answer_in_order(
        self, message: Message, accepted: Accepted, trace: Trace, started: float
    ) -> Reply:
        """The reply of a stored message, after those of the messages before it."""
        replied: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._start(message, self._work_off(accepted, replied, trace, started))
        left_s = self._deadline_s * QUEUE_SHARE - (time.monotonic() - started)
        await asyncio.wait({replied}, timeout=max(0.0, left_s))
        error: Exception = TurnTimeoutError(self._deadline_s)
        if replied.done():
            failure = replied.exception()
            if failure is None:
                return replied.result()
            if isinstance(failure, Exception):
                error = failure
        stored = StoredMessage(accepted)
        reply = self._finish(stored, self._fallback(stored, error))
        storing = asyncio.ensure_future(self._store(accepted, reply, trace))
        left_s = self._deadline_s - (time.monotonic() - started)
        # What is too slow for this patient is still written down a moment later.
        await asyncio.wait({storing}, timeout=max(0.1, left_s))
        if storing.done():
            reply = storing.result()
        else:
            storing.add_done_callback(_forget_result)
        self._record(message, accepted.text, reply, None)
        return reply

    async def _work_off(
        self,
        accepted: Accepted,
        replied: "asyncio.Future[Reply]",
        trace: Trace,
        started: float,
    ) -> None:
        """Answer the conversation's messages up to this one, alone with it.

        Whoever has the conversation answers all that came before, so that a message of
        a process that died, or that was stored first and got here second, keeps its
        place.
        """
        until = started + self._deadline_s * RASA_SHARE
        try:
            async with self._alone(accepted.sender_id, until - time.monotonic()):
                for row in await self._due(accepted):
                    is_own = row.row == accepted.row
                    stored = StoredMessage(row)
                    reply = await self._answer(
                        stored,
                        trace if is_own else Trace(),
                        until if is_own else None,
                        is_new=is_own and accepted.is_new,
                    )
                    if is_own and not replied.done():
                        replied.set_result(reply)
                    await self._store_the_rest(stored)
                if not replied.done():
                    replied.set_result(await self._given(accepted))
        except Exception as error:
            if not replied.done():
                replied.set_exception(error)
                replied.exception()  # nobody may be waiting any more

    async def _due(self, accepted: Accepted) -> list[Accepted]:
        if self.inbox is None:
            return [accepted]
        return await self.inbox.unanswered(accepted.sender_id, up_to=accepted.row)

    async def _given(self, accepted: Accepted) -> Reply:
        """The reply that somebody else stored for this message."""
        stored = None
        if self.inbox is not None:
            stored = await self.inbox.message(accepted.sender_id, accepted.message_id)
        if stored is None or stored.reply is None:
            raise ConversationErasedError()
        return stored.reply

    async def _answer(
        self,
        message: StoredMessage,
        trace: Trace,
        until: float | None = None,
        *,
        is_new: bool,
    ) -> Reply:
        """The checked and stored reply of one message; the conversation is ours."""
        if until is None:
            until = time.monotonic() + self._deadline_s * RASA_SHARE
        token = actions_trace.current.set(trace)
        try:
            try:
                reply = await self._reply(message, trace, until, is_new=is_new)
            except Exception as error:
                reply = self._fallback(message, error)
            reply = self._finish(message, reply)
        finally:
            actions_trace.current.reset(token)
        sent = await self._store(message.accepted, reply, trace)
        if sent != reply:
            # Its patient was given the fallback meanwhile.
            self._correct(message, sent)
        return sent

    async def _store(self, accepted: Accepted, reply: Reply, trace: Trace) -> Reply:
        """Record a reply before it is sent; the reply that is then sent."""
        if self.inbox is None:
            return reply
        try:
            return await self.inbox.answer(accepted, reply, record_of(trace))
        except DatabaseError as error:
            # It stays unanswered and is done again when the database is back.
            message = StoredMessage(accepted)
            return self._finish(message, self._fallback(message, error))

    async def _replay_conversation(self, sender_id: str) -> int:
        if self.inbox is None:
            return 0
        n_turns = 0
        async with self._alone(sender_id, RECORD_TIMEOUT_S):
            for row in await self.inbox.unanswered(sender_id, up_to=2**62):
                message = StoredMessage(row)
                reply = await self._answer(message, Trace(), is_new=False)
                self.counts["replayed"] += 1
                n_turns += 1
                await self._store_the_rest(message)
                if self.send_late is not None:
                    await self.send_late(row, reply)
        return n_turns

    async def _store_the_rest(self, message: StoredMessage) -> None:
        """Write down what does not keep the patient waiting."""
        for storing in message.storing:
            try:
                await asyncio.wait_for(storing, RECORD_TIMEOUT_S)
            except Exception as error:
                self._say_unrecorded(message, error)
            finally:
                storing.close()

    def _finish(self, message: Message, reply: Reply) -> Reply:
        """The reply as it is stored and sent: checked, with notice and receipt."""
        reply = self._last_check(message, reply)
        reply = self._with_notice(message, reply)
        trace = actions_trace.current.get()
        if trace is not None:
            trace.build_id = self._build_of(reply)
        return replace(reply, receipt=self._receipt(message, reply))

    async def _reply(
        self, message: StoredMessage, trace: Trace, until: float, *, is_new: bool
    ) -> Reply:
        text = message.accepted.text
        alarm = message.accepted.alarm
        is_over = message.accepted.ends_alarm
        reply: Reply
        if not message.shows_notice:
            await self._look_up_notice(message.sender_id)
        if text == SAFE_BUTTON.payload:
            reply = self._said_by_clinic("over", "smalltalk")
            self._record(message, text, reply, None)
            self._end_alarm(message)
        elif not text:
            reply = self._said_by_clinic("empty", "smalltalk")
        elif len(text) > self._max_message_chars:
            reply = self._said_by_clinic("too_long", "unknown")
        elif (at_desk := await self._at_desk(message)) is not None:
            reply = at_desk
        else:
            try:
                reply = await self._through_rasa(message, trace, until, is_new=is_new)
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
            if self.desk is not None and (offered := self.desk.offer(reply)) != reply:
                reply = offered
                self._correct(message, reply)
        if alarm is not None:
            reply = self._urgent(reply, alarm)
            self._correct(message, reply)
        self._keep(self._offered, message.sender_id, _commands_offered(reply))
        return reply

    async def _at_desk(self, message: StoredMessage) -> Reply | None:
        """The reply to a message that belongs to a note to the team."""
        if self.desk is None:
            return None
        try:
            reply = await self.desk.reply(message.accepted)
        except DatabaseError as error:
            # Nothing is known to be passed on, so nothing of the kind is said.
            logger.error("A note was not looked up: %s.", error.reason)
            return None
        if reply is not None:
            # The summary repeats the patient's own words of some turns ago.
            message.quoted = " ".join(re.findall(r"“([^”]*)”", reply.text))
            self._record(message, message.accepted.text, reply, None)
        return reply

    async def _alarmed(
        self, message: Message, text: str, alarm: Alarm, *, is_arriving: bool = False
    ) -> Reply:
        """The emergency reply, and the conversation's state; nothing is waited for.

        But for a moment with several servers, so that the one that gets the next
        message knows of it: it would answer it as if nothing had been said.
        """
        tried = asyncio.Event()
        reply = self._raise_alarm(
            message, text, alarm, is_arriving=is_arriving, tried=tried
        )
        if self._is_shared:
            waiting = asyncio.ensure_future(tried.wait())
            await asyncio.wait({waiting}, timeout=ALARM_KNOWN_S)
            waiting.cancel()
        return reply

    def _raise_alarm(
        self,
        message: Message,
        text: str,
        alarm: Alarm,
        *,
        is_arriving: bool,
        tried: asyncio.Event,
    ) -> Reply:
        self._keep(self._alarms, message.sender_id, alarm)
        reply = self._finish(message, self._emergency_reply(alarm))
        logger.info("Alarm %s, tier %s.", alarm.rule_id, alarm.tier)
        self._keep_sent(message, reply)
        kept = kept_of(text, self._max_message_chars)
        self._start(
            message,
            self._store_alarm(
                message, kept, reply, alarm, is_arriving=is_arriving, tried=tried
            ),
        )
        return reply

    async def _store_alarm(
        self,
        message: Message,
        text: str,
        reply: Reply,
        alarm: Alarm,
        *,
        is_arriving: bool,
        tried: asyncio.Event,
    ) -> None:
        """Write an emergency down; when the database is down, once it is back.

        Args:
            message: What was written.
            text: What is stored of it.
            reply: What is sent.
            alarm: What the screen raised.
            is_arriving: Whether the conversation's arrivals wait for this one already.
            tried: Set once it is stored, or could not be at once.
        """
        record = record_of(actions_trace.current.get())

        async def accept(inbox: Inbox) -> bool:
            accepted = await inbox.accept(
                sender_id=message.sender_id,
                message_id=message.message_id,
                text=text,
                channel=str(getattr(message, "input_channel", None) or ""),
                shows_notice=bool(getattr(message, "shows_notice", False)),
                alarm=alarm,
                reply=reply,
                record=record,
            )
            return accepted.is_new

        async def accept_in_its_place(inbox: Inbox) -> bool:
            if is_arriving:
                return await accept(inbox)
            async with _lock_of(self._arrivals, message.sender_id):
                return await accept(inbox)

        try:
            if self.inbox is not None:
                try:
                    is_new = await accept_in_its_place(self.inbox)
                    tried.set()
                except DatabaseError:
                    tried.set()
                    is_new = await self._until_stored(accept, self.inbox)
                if not is_new:
                    return
            if self.conversations is not None:
                async with self._alone(message.sender_id, RECORD_TIMEOUT_S):
                    await self.conversations.record(message, text, reply, alarm)
        except Exception as error:
            self._say_unrecorded(message, error)

    async def _until_stored(
        self, accept: Callable[[Inbox], Awaitable[bool]], inbox: Inbox
    ) -> bool:
        """Try again while the database is down, until the server ends."""
        for delay_s in RETRY_DELAYS_S:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._closing.wait(), delay_s)
            try:
                return await accept(inbox)
            except DatabaseError:
                if self._closing.is_set():
                    raise
        return await accept(inbox)

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
        """The same for an emergency that only the model saw; Rasa stored the turn."""
        alarm = _alarm_of_model(reply)
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
        if sender_id in self._alarms and not self._is_shared:
            self._alarms.move_to_end(sender_id)
            return self._alarms[sender_id]
        known = self._alarms.get(sender_id)
        try:
            alarm = await asyncio.wait_for(
                self._stored_alarm(sender_id), ALARM_LOOKUP_TIMEOUT_S
            )
        except Exception as error:
            logger.error("Alarm of a conversation not read: %s.", type(error).__name__)
            return known
        # A message that came while this one waited may have raised an alarm.
        if self._alarms.get(sender_id) is known:
            self._keep(self._alarms, sender_id, alarm)
        return self._alarms[sender_id]

    @property
    def _is_shared(self) -> bool:
        """Whether another server may have answered this conversation meanwhile."""
        return self.inbox is not None and self.inbox.database.is_shared

    async def _stored_alarm(self, sender_id: str) -> Alarm | None:
        """The alarm that the replies on record left the conversation in."""
        if self.inbox is not None:
            standing = await self.inbox.standing(sender_id)
            raised = standing.emergency
            if raised is not None and raised.reply is not None:
                return raised.alarm or _alarm_of_model(raised.reply)
            if standing.has_replies:
                return None
            if self._is_shared:
                # Another server may have erased it: then the notice is due again.
                self._noticed.pop(sender_id, None)
        if self.conversations is None:
            return None
        return await self.conversations.alarm(sender_id)

    async def _through_rasa(
        self, message: StoredMessage, trace: Trace, until: float, *, is_new: bool
    ) -> Reply:
        if self.conversations is None:
            raise BrokenReplyError("no_model")
        library = self._library()
        self._build_id = library.build_id
        with actions_library.held(library):
            task = asyncio.ensure_future(
                self._rasa_turn(self.conversations, message, is_new=is_new)
            )
        with _timed(trace, "rasa"):
            # Not `wait_for`: it would wait on for a turn that ignores its cancellation.
            done, _ = await asyncio.wait({task}, timeout=until - time.monotonic())
        if not done:
            task.cancel()
            task.add_done_callback(_forget_result)
            raise TurnTimeoutError(self._deadline_s)
        with _timed(trace, "check"):
            reply = read_reply(task.result(), library)
            trace.revisions = _revisions(reply, library)
        check_words(reply, patient_text=message.accepted.text)
        return reply

    async def _rasa_turn(
        self, conversations: Conversations, message: StoredMessage, *, is_new: bool
    ) -> list[dict[str, Any]]:
        if message.accepted.ends_alarm:
            await conversations.set_alarm(message.sender_id, None)
        if not is_new:
            # The process that began this turn may have died after Rasa stored it.
            uttered = await conversations.uttered(message.sender_id, message.message_id)
            if uttered is not None:
                return uttered
        return await conversations.answer(message, message.accepted.text)

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
                quoted = getattr(message, "quoted", "")
                check_words(reply, patient_text=f"{message.text or ''} {quoted}")
        except BrokenReplyError as error:
            self._count_fallback(error.reason)
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
        reason = _reason(error)
        self._count_fallback(reason)
        # No exc_info: a traceback's message may hold the patient's words.
        logger.error("Turn %s fell back: %s.", message.message_id, reason)
        return self._said_by_clinic("fallback", "unknown")

    def _count_fallback(self, reason: str) -> None:
        self.counts[f"fallback.{reason}"] += 1
        trace = actions_trace.current.get()
        if trace is not None:
            trace.evidence["fallback"] = reason

    def _receipt(self, message: Message, reply: Reply) -> str:
        return receipt(message.message_id, self._build_of(reply), reply.route)

    def _build_of(self, reply: Reply) -> str:
        """The build that a reply's receipt is made with."""
        # An emergency reply is the same whatever index is loaded, and so is its code.
        return "" if reply.route == "emergency" else self._build_id

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
        if isinstance(message, StoredMessage):
            # Whoever answers it has the conversation, and stores this before others.
            message.storing.append(storing)
            return
        self._start(message, self._store_in_order(message, storing))

    def _start(self, message: Message, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on whether or not somebody waits for this turn."""
        task = asyncio.ensure_future(work)
        self._background[task] = message.sender_id
        task.add_done_callback(self._forget_task)

    def _forget_task(self, task: "asyncio.Task[None]") -> None:
        self._background.pop(task, None)

    async def _store_in_order(
        self, message: Message, storing: Coroutine[Any, Any, None]
    ) -> None:
        try:
            # The lock is asked for in the task's first step, so tasks keep their order.
            async with self._alone(message.sender_id, RECORD_TIMEOUT_S):
                await storing
        except Exception as error:
            self._say_unrecorded(message, error)
        finally:
            storing.close()

    def _say_unrecorded(self, message: Message, error: Exception) -> None:
        self.counts["unrecorded"] += 1
        logger.error(
            "Turn %s was not recorded: %s.", message.message_id, type(error).__name__
        )

    @asynccontextmanager
    async def _alone(self, sender_id: str, timeout_s: float) -> AsyncIterator[None]:
        """Turns of one conversation run in order, first come first served."""
        if self.inbox is None:
            async with _lock_of(self._locks, sender_id):
                yield
            return
        database = self.inbox.database
        async with database.conversation(sender_id, timeout_s=max(0.05, timeout_s)):
            yield

    def _keep_sent(self, message: Message, reply: Reply) -> None:
        if self.inbox is None:
            return
        key = (message.sender_id, message.message_id)
        self._recent[key] = reply
        self._recent.move_to_end(key)
        if len(self._recent) > self._n_conversations_kept:
            self._recent.popitem(last=False)

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


def kept_of(text: str, max_chars: int = MAX_MESSAGE_CHARS) -> str:
    """What is stored of a message that is clean: masked, and no longer than is read.

    Args:
        text: As `clean` returns it.
        max_chars: Longest message that is answered.

    Returns:
        At most `max_chars` characters; one more when there were more, so that it is
        still seen to be too long.
    """
    kept = mask(text[: max_chars + 1])
    if len(text) > max_chars:
        return kept[: max_chars + 1].ljust(max_chars + 1, "…")
    # A mask may be longer than what it stands for.
    return kept[:max_chars]


def receipt(message_id: str, build_id: str, route: str) -> str:
    """Short code under which staff find a turn again, such as b7k2-9fq1.

    The same turn, the same code.
    """
    return short_code(message_id, build_id, route)


def _revisions(reply: Reply, library: Library) -> dict[str, str]:
    """SHA-256 of each page that a reply cites or names as saying the same."""
    cited = {c.source_id for c in reply.citations}
    cited |= {source_id for c in reply.citations for source_id in c.also_in}
    found = {source_id: library.revision(source_id) for source_id in cited}
    return {source_id: sha256 for source_id, sha256 in found.items() if sha256}


def _screen(raw: str, text: str) -> Alarm | None:
    """Screen what came and, since hidden characters can split a word, what is left."""
    alarm = red_flags.screen(raw[:MAX_SCREENED_CHARS])
    if alarm is None and text != raw:
        alarm = red_flags.screen(text[:MAX_SCREENED_CHARS])
    return alarm


def _reason(error: Exception) -> str:
    """A word for logs and metrics; other people's errors may quote the patient."""
    is_ours = type(error).__module__.split(".")[0] in ("bot", "actions", "knowledge")
    reason = getattr(error, "reason", None) if is_ours else None
    return reason if isinstance(reason, str) else type(error).__name__


def _alarm_of_model(reply: Reply) -> Alarm:
    """The alarm of an emergency that only the intent model saw."""
    tier: Tier = "crisis" if reply.tier == "crisis" else "emergency"
    return Alarm("model.intent", "emergency_intent", tier, reply.confidence)


def _lock_of(
    locks: "weakref.WeakValueDictionary[str, asyncio.Lock]", sender_id: str
) -> asyncio.Lock:
    lock = locks.get(sender_id)
    if lock is None:
        lock = locks[sender_id] = asyncio.Lock()
    return lock


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
