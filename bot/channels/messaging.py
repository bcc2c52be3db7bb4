"""What the channels of messaging platforms share: check, note, acknowledge, answer.

A platform's request in, its acknowledgement out; the reply follows through the
platform's own interface when it is ready. Every message goes through the door
(`bot/turn.py`); which requests are genuine, what they say and how a message is sent is
the business of each channel, a thin subclass of Rasa's connector.

A message is acknowledged once it is stored, or answered. A platform that asks again is
recognised by the message's id; a reply that the platform did not take is tried again.
"""

import asyncio
import hashlib
import hmac
import json as stdlib_json
import logging
import re
import time
from collections import OrderedDict
from collections.abc import (
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Mapping,
)
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, text

from actions.clinic import Clinic
from actions.contact import hours_text
from actions.reply import Button, Reply
from bot import red_flags
from bot.channels.conversation_key import load_key
from bot.channels.deliveries import Deliveries, Delivery
from bot.channels.discard import Discard
from bot.channels.message_form import Form, Part, choices, parts_of
from bot.database import DatabaseError
from bot.inbox import Inbox
from bot.settings import Settings
from bot.turn import MAX_SCREENED_CHARS, Door, clean

# Requests of platforms may be longer than what patients send to this server itself:
# Telegram writes each of 4,096 characters as \uXXXX, and quotes the message before.
MAX_WEBHOOK_BYTES = 256 * 1024
SEND_TIMEOUT_S = 10.0
WORK_EVERY_S = 2.0
# Of the 15 s within which a server ends; recording turns may need another 4.
STOP_TIMEOUT_S = 9.0
# An emergency is sent although the database does not answer.
NOTE_TIMEOUT_OF_EMERGENCY_S = 0.3
N_REMEMBERED = 10_000
ATTACHMENTS = (
    "picture",
    "voice message",
    "video",
    "file",
    "sticker",
    "location",
    "contact",
)

_NUMBER = re.compile(
    r"(?:reply|option|number|no\.?|answer|choice|press)?\s*#?\s*"
    r"(?P<n>[1-9]|one|two|three|four|five)\s*[.):!]*",
    re.IGNORECASE,
)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_TOKEN = re.compile(r"(?P<receipt>[0-9a-z]{4}-[0-9a-z]{4}):(?P<n>[1-9])")
_ERASE = re.compile(
    r"(?:please )?(?:delete|erase|remove) (?:all )?(?:of )?my "
    r"(?:data|messages|chat|conversation|information)(?: please)?[.!]*",
    re.IGNORECASE,
)

logger = logging.getLogger(__name__)


class SendError(Exception):
    """The platform did not take a message.

    Attributes:
        is_final: Whether it would not take it later either.
        after_s: Seconds that the platform asks to wait, if it says so.
    """

    def __init__(
        self, reason: str, *, is_final: bool = False, after_s: float | None = None
    ) -> None:
        super().__init__(f"The platform did not take a message: {reason}.")
        self.is_final = is_final
        self.after_s = after_s


@dataclass(frozen=True)
class Incoming:
    """One message of a platform.

    Attributes:
        conversation: The platform's name for the conversation.
        message_id: The platform's id, the same when it asks again.
        text: What the patient wrote, or the title of the button that was pressed.
        address: Where the reply goes, in the channel's own words.
        attached: Kinds of what came with it, of `ATTACHMENTS`.
        choice: What `token` made for the button that was pressed.
    """

    conversation: str
    message_id: str
    text: str
    address: Mapping[str, str]
    attached: tuple[str, ...] = ()
    choice: str = ""


@dataclass
class PlatformMessage:
    """The door's `Message` for one message of a platform.

    Attributes:
        stored: Set by the door once the message is in the inbox.
    """

    text: str
    sender_id: str
    message_id: str
    input_channel: str
    output_channel: Discard = field(default_factory=Discard)
    stored: asyncio.Event = field(default_factory=asyncio.Event)


class MessagingChannel(InputChannel):
    """The webhook of one platform; it stands before Rasa's connector in the bases.

    Attributes:
        form: What the platform's messages can be.
        acknowledge_within_s: When the platform takes silence for a failure, and less.
    """

    form: Form
    acknowledge_within_s: float = 2.5

    _greeting: Optional["asyncio.Task[None]"]

    def is_authentic(self, request: Request) -> bool:
        """Whether the platform, and nobody else, sent this request."""
        raise NotImplementedError

    def read(self, request: Request) -> list[Incoming]:
        """The messages of patients in a genuine request; none for anything else.

        Raises:
            KeyError, TypeError, ValueError, AttributeError: It has not the documented
                form.
        """
        raise NotImplementedError

    async def send(
        self, address: Mapping[str, str], part: Part, token: Callable[[int], str]
    ) -> None:
        """Send one message.

        Args:
            address: As `read` gave it.
            part: The message.
            token: What the n-th choice's button carries.

        Raises:
            SendError: The platform did not take it.
        """
        raise NotImplementedError

    def answer_handshake(self, request: Request) -> Optional[HTTPResponse]:
        """The answer to a request that only asks whether somebody is there."""
        return None

    def acknowledgement(self) -> HTTPResponse:
        """What the platform wants to hear."""
        return text("")

    async def greet_platform(self) -> None:
        """What the platform has to be told when the server starts."""

    def form_for(self, address: Mapping[str, str]) -> Form:
        """The form of one conversation's messages."""
        return self.form

    def get_output_channel(self) -> None:
        """None: replies are sent by the deliveries, also those that come late."""
        return None

    def webhook_path(self) -> str:
        """Where the platform sends its requests."""
        return f"/webhooks/{self.name()}/webhook"

    # --- the webhook ----------------------------------------------------------------

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        """`/webhooks/NAME/webhook`; the agent's `on_new_message` is this door too."""
        self._start_empty()
        blueprint = Blueprint(f"{self.name()}_webhook")

        @blueprint.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.route("/webhook", methods=["GET", "POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self.receive(request)

        @blueprint.listener("before_server_start")
        async def take_key(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            self._take_key(app)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            self.start(app)

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            # `bedside serve` does it once no request can reach the channel any more.
            if not getattr(app.ctx, "stops_platforms_itself", False):
                await stop_platforms(app)

        return blueprint

    async def receive(self, request: Request) -> HTTPResponse:
        """Check one request, see that its messages are stored, and acknowledge it."""
        if request.method == "POST" and not self.is_authentic(request):
            logger.warning("A request to %s was not signed.", self.name())
            return json({"error": "The signature is missing or wrong."}, status=403)
        handshake = self.answer_handshake(request)
        if handshake is not None:
            return handshake
        if request.method != "POST":
            return json({"error": "Send a signed POST."}, status=405)
        if getattr(request.app.ctx, "door", None) is None:
            logger.error(
                "Messages of %s cannot be answered: nothing opened the door of this "
                "server. Under `rasa run`, name bot.channels.rest.RestChannel in the "
                "credentials file as well.",
                self.name(),
            )
            return json(
                {"error": "The server is not set up to answer. Send it again later."},
                status=503,
                headers={"Retry-After": "60"},
            )
        try:
            messages = self.read(request)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            # Asked again it would be the same, so it is acknowledged.
            logger.error(
                "A request to %s was not understood: %s.",
                self.name(),
                type(error).__name__,
            )
            return self.acknowledgement()
        stored = await asyncio.gather(
            *(self._take(request.app, message) for message in messages)
        )
        if all(stored):
            return self.acknowledgement()
        return json(
            {"error": "Not stored yet. Send it again."},
            status=503,
            headers={"Retry-After": "5"},
        )

    def start(self, app: Sanic) -> None:
        """Begin to send what is due, and greet the platform."""
        self._take_key(app)
        if not hasattr(app.ctx, "platforms_started"):
            app.ctx.platforms_started = []
        app.ctx.platforms_started.append(self)
        self._start(self._work(app))
        self._greeting = self._start(self._greet())

    async def stop(self, *, within_s: Optional[float] = None) -> None:
        """End the work between two replies; the rest is sent after the next start.

        What is being sent is waited for: cancelled, nobody would know whether the
        platform took it, and it would be sent again.

        Args:
            within_s: For so long; `STOP_TIMEOUT_S` by default.
        """
        self._stopping.set()
        if self._greeting is not None:
            self._greeting.cancel()
        end = time.monotonic() + (STOP_TIMEOUT_S if within_s is None else within_s)
        while self._tasks and (left_s := end - time.monotonic()) > 0:
            await asyncio.wait(set(self._tasks), timeout=left_s)
        for task in list(self._tasks):
            task.cancel()

    def sender_of(self, conversation: str) -> str:
        """Rasa's name for a conversation: no telephone number and no account in it."""
        digest = hmac.new(self._key, conversation.encode(), hashlib.sha256).hexdigest()
        return f"{self.name()}-{digest[:40]}"

    # --- one message ----------------------------------------------------------------

    async def _take(self, app: Sanic, incoming: Incoming) -> bool:
        """Begin a turn unless it is under way; whether it is stored or answered."""
        sender_id = self.sender_of(incoming.conversation)
        key = (sender_id, incoming.message_id)
        if key not in self._under_way:
            stored = asyncio.Event()
            task = self._start(self._turn(app, sender_id, incoming, stored))
            self._under_way[key] = (stored, task)
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        stored, task = self._under_way[key]
        waiting = asyncio.ensure_future(stored.wait())
        await asyncio.wait(
            {waiting, task},
            timeout=self.acknowledge_within_s,
            return_when=asyncio.FIRST_COMPLETED,
        )
        waiting.cancel()
        # A turn that raised has stored nothing and told nobody.
        return stored.is_set() or (
            task.done() and not task.cancelled() and task.exception() is None
        )

    async def _turn(
        self, app: Sanic, sender_id: str, incoming: Incoming, stored: asyncio.Event
    ) -> None:
        door: Door = app.ctx.door
        words = await self._words(door, sender_id, incoming)
        if not self._is_allowed(app, sender_id, incoming, words):
            return
        if _ERASE.fullmatch(words.strip()):
            await self._erase(door, sender_id, incoming)
            return
        noting = asyncio.ensure_future(self._note(app, sender_id, incoming))
        noted = asyncio.Event()

        def say_noted(noting: "asyncio.Future[Delivery]") -> None:
            # The exception is looked at here, or asyncio logs it.
            if not noting.cancelled() and noting.exception() is None:
                noted.set()

        noting.add_done_callback(say_noted)
        message = PlatformMessage(words, sender_id, incoming.message_id, self.name())
        answering = asyncio.ensure_future(door.handle(message))

        async def say_stored() -> None:
            await noted.wait()
            await message.stored.wait()
            stored.set()

        saying = asyncio.ensure_future(say_stored())
        try:
            reply = (await answering).reply
        finally:
            saying.cancel()
        self._remember_choices(sender_id, reply)
        is_urgent = reply.route == "emergency"
        delivery = await self._noted(noting, is_urgent=is_urgent)
        if delivery is None:
            # Acknowledged once it is sent: until then nothing remembers it.
            await self._send_unnoted(app, sender_id, incoming, reply, noting)
            return
        stored.set()
        if delivery.is_new:
            await self._deliver(app, delivery, reply)
        # Else it is sent, or whoever has the lease sends it.

    async def _words(self, door: Door, sender_id: str, incoming: Incoming) -> str:
        """The message, or what the button or number in it stands for."""
        token = _TOKEN.fullmatch(incoming.choice)
        if token:
            offered = await self._offered(door, sender_id, token["receipt"])
            number = int(token["n"])
        else:
            match = _NUMBER.fullmatch(incoming.text.strip())
            if match is None:
                return incoming.text
            word = match["n"].lower()
            number = _NUMBER_WORDS.get(word) or int(word)
            offered = await self._offered(door, sender_id, "")
        if number <= len(offered):
            return offered[number - 1].payload
        return incoming.text

    async def _offered(
        self, door: Door, sender_id: str, receipt: str
    ) -> tuple[Button, ...]:
        """The choices of the last reply, or of the one with this receipt."""
        known = self._choices.get(sender_id)
        if known is not None and (not receipt or known[0] == receipt):
            if door.inbox is None or not door.inbox.database.is_shared or receipt:
                return known[1]
        if door.inbox is None:
            return known[1] if known and not receipt else ()
        try:
            history = await door.inbox.history(sender_id)
        except DatabaseError as error:
            logger.error("Choices were not looked up: %s.", error.reason)
            return known[1] if known and not receipt else ()
        for row in reversed(history):
            if row.reply is not None and receipt in ("", row.reply.receipt):
                return choices(row.reply)
        return ()

    def _remember_choices(self, sender_id: str, reply: Reply) -> None:
        self._choices[sender_id] = (reply.receipt, choices(reply))
        self._choices.move_to_end(sender_id)
        if len(self._choices) > N_REMEMBERED:
            self._choices.popitem(last=False)

    def _is_allowed(
        self, app: Sanic, sender_id: str, incoming: Incoming, words: str
    ) -> bool:
        """Whether a conversation has not sent too much; danger is never too much."""
        limits = getattr(app.ctx, "limits", None)
        wait_s = None if limits is None else limits.session_wait_s(sender_id)
        if limits is None or not wait_s:
            self._told_to_wait.pop(sender_id, None)
            return True
        for read in dict.fromkeys((words, clean(words))):
            alarm = red_flags.screen(read[:MAX_SCREENED_CHARS])
            if alarm is not None and alarm.tier != "urgent":
                return True
        # Said once a minute: an answer to each of a hundred messages helps nobody.
        if time.monotonic() - self._told_to_wait.get(sender_id, -61.0) > 60.0:
            self._told_to_wait[sender_id] = time.monotonic()
            self._start(self._say(incoming, limits.please_wait(wait_s)))
        return False

    async def _erase(self, door: Door, sender_id: str, incoming: Incoming) -> None:
        """Delete the conversation, and say so only after it happened."""
        clinic = door.clinic
        try:
            await door.erase(sender_id)
            self._choices.pop(sender_id, None)
        except Exception as error:
            logger.error("A conversation was not erased: %s.", type(error).__name__)
            await self._say(
                incoming,
                "Your messages could not be deleted just now. Please try again, or "
                f"call {clinic.name} on {clinic.phone}.",
            )
            return
        await self._say(
            incoming,
            "What this assistant had stored of our conversation is deleted. What your "
            "phone and its app keep is not in our hands.",
        )

    # --- sending --------------------------------------------------------------------

    async def _note(self, app: Sanic, sender_id: str, incoming: Incoming) -> Delivery:
        return await deliveries_of(app).begin(
            sender_id=sender_id,
            message_id=incoming.message_id,
            channel=self.name(),
            address=incoming.address,
            attached=incoming.attached,
        )

    async def _noted(
        self, noting: "asyncio.Future[Delivery]", *, is_urgent: bool
    ) -> Optional[Delivery]:
        timeout_s = NOTE_TIMEOUT_OF_EMERGENCY_S if is_urgent else None
        done, _ = await asyncio.wait({noting}, timeout=timeout_s)
        if not done:
            return None
        error = noting.exception()
        if error is None:
            return noting.result()
        logger.error("A delivery was not noted: %s.", type(error).__name__)
        return None

    async def _deliver(self, app: Sanic, delivery: Delivery, reply: Reply) -> None:
        """Send what is left of a reply; what is not taken is put off."""
        kept = deliveries_of(app)
        try:
            noted = with_note(reply, app.ctx.door.clinic, delivery.attached)
            parts = parts_of(noted, self.form_for(delivery.address))
            async with self._turn_to_send(delivery.sender_id):
                # It may have waited for its turn until somebody else took it.
                while (held := await self._held(kept, delivery, reply)) is not None:
                    delivery = held
                    if delivery.n_sent < len(parts):
                        part = parts[delivery.n_sent]
                        await self._send(delivery.address, part, reply.receipt)
                        delivery = replace(delivery, n_sent=delivery.n_sent + 1)
                    if delivery.n_sent >= len(parts):
                        await kept.finish_sent(delivery)
                        return
                    # Not known to be written: the lease runs out, and it comes twice.
                    with suppress(DatabaseError):
                        noted_delivery = await kept.note_sent(delivery)
                        if noted_delivery is None:
                            return
                        delivery = noted_delivery
        except DatabaseError as error:
            logger.error("A delivery was not written down: %s.", error.reason)
        except Exception as error:
            self._say_undelivered(app, error)
            with suppress(DatabaseError):
                await _settle_refused(kept, delivery, error)

    async def _held(
        self, kept: Deliveries, delivery: Delivery, reply: Reply
    ) -> Optional[Delivery]:
        try:
            return await kept.hold(delivery)
        except DatabaseError:
            if reply.route != "emergency":
                raise
            # Rather twice than not at all.
            return delivery

    def _say_undelivered(self, app: Sanic, error: Exception) -> None:
        app.ctx.door.counts["undelivered"] += 1
        # Only errors of ours are known not to quote the patient.
        reason = error if isinstance(error, SendError) else type(error).__name__
        logger.error("A reply was not sent to %s: %s", self.name(), reason)

    async def _send_unnoted(
        self,
        app: Sanic,
        sender_id: str,
        incoming: Incoming,
        reply: Reply,
        noting: "asyncio.Future[Delivery]",
    ) -> None:
        """Send from memory while the database is slow or down.

        What the platform does not take waits in the delivery's row, if that can still
        be written.

        Raises:
            DatabaseError: Neither is it sent nor written down.
        """
        key = (sender_id, incoming.message_id)
        if key in self._sent_unnoted:
            return
        self._sent_unnoted[key] = None
        if len(self._sent_unnoted) > N_REMEMBERED:
            self._sent_unnoted.popitem(last=False)
        noted = with_note(reply, app.ctx.door.clinic, incoming.attached)
        n_sent = 0
        try:
            for part in parts_of(noted, self.form_for(incoming.address)):
                await self._send(incoming.address, part, reply.receipt)
                n_sent += 1
        except Exception as error:
            self._sent_unnoted.pop(key, None)
            self._say_undelivered(app, error)
            delivery = await noting
            if delivery.is_new:
                await _settle_refused(
                    deliveries_of(app), replace(delivery, n_sent=n_sent), error
                )
            return
        self._start(self._finish_noted(app, noting, n_sent))

    async def _finish_noted(
        self, app: Sanic, noting: "asyncio.Future[Delivery]", n_sent: int
    ) -> None:
        """What is noted after it was sent from memory must not be sent again."""
        with suppress(DatabaseError):
            delivery = await noting
            await deliveries_of(app).finish_sent(replace(delivery, n_sent=n_sent))

    async def _say(self, incoming: Incoming, words: str) -> None:
        """Send words that belong to no turn."""
        try:
            await self._send(incoming.address, Part(words), "")
        except SendError as error:
            logger.error("%s: %s", self.name(), error)

    async def _send(self, address: Mapping[str, str], part: Part, receipt: str) -> None:
        try:
            await asyncio.wait_for(
                self.send(address, part, lambda n: f"{receipt}:{n}"), SEND_TIMEOUT_S
            )
        except asyncio.TimeoutError as error:
            raise SendError(f"no answer within {SEND_TIMEOUT_S:g} s") from error

    def _turn_to_send(self, sender_id: str) -> asyncio.Lock:
        """Replies of one conversation do not mix; first come, first sent."""
        lock = self._send_locks.get(sender_id)
        if lock is None:
            lock = self._send_locks[sender_id] = asyncio.Lock()
        self._send_locks.move_to_end(sender_id)
        if len(self._send_locks) > N_REMEMBERED:
            oldest = next(iter(self._send_locks))
            if not self._send_locks[oldest].locked():
                del self._send_locks[oldest]
        return lock

    async def _work(self, app: Sanic) -> None:
        """Send what a platform did not take, or what a dead process left behind."""
        while not self._stopping.is_set():
            try:
                if getattr(app.ctx, "door", None) is not None:
                    await self.send_due(app)
            except DatabaseError as error:
                logger.error("Deliveries were not read: %s.", error.reason)
            except Exception as error:
                logger.error("Deliveries were not sent: %s.", type(error).__name__)
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), WORK_EVERY_S)

    async def send_due(self, app: Sanic) -> int:
        """Send what is due now; how many deliveries were in nobody's hands.

        Raises:
            DatabaseError: It cannot be read.
        """
        inbox: Optional[Inbox] = app.ctx.door.inbox
        if inbox is None:
            return 0
        kept = deliveries_of(app)
        n_due, row = 0, 0
        while not self._stopping.is_set():
            # One by one: what waits behind a slow platform keeps its lease for nobody.
            delivery = await kept.claim(self.name(), after=row)
            if delivery is None:
                break
            n_due, row = n_due + 1, delivery.row
            try:
                stored = await inbox.message(delivery.sender_id, delivery.message_id)
            except DatabaseError:
                raise
            except Exception as error:
                self._say_undelivered(app, error)
                await kept.put_off(delivery)
                continue
            if stored is None or stored.reply is None:
                # Not answered yet: the inbox finishes what a dead process left.
                await kept.put_off(delivery)
            else:
                await self._deliver(app, delivery, stored.reply)
        return n_due

    async def _greet(self) -> None:
        for n_tries in range(10):
            try:
                await self.greet_platform()
                return
            except SendError as error:
                logger.error("%s: %s", self.name(), error)
                if error.is_final:
                    return
            await asyncio.sleep(2.0**n_tries)

    # --- state ----------------------------------------------------------------------

    def _start_empty(self) -> None:
        # Not in `__init__`, which is the connector's.
        self._under_way: dict[
            tuple[str, str], tuple[asyncio.Event, asyncio.Task[None]]
        ] = {}
        self._choices: OrderedDict[str, tuple[str, tuple[Button, ...]]] = OrderedDict()
        self._sent_unnoted: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._told_to_wait: dict[str, float] = {}
        self._send_locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._greeting = None
        self._stopping = asyncio.Event()
        # Not there until it is read: no name is made without it.
        self._key: bytes

    def _take_key(self, app: Sanic) -> None:
        """Read the key of the conversations' names, where the app's settings say.

        Raises:
            KeyFileError: The file is damaged; the server does not start.
        """
        # Under `rasa run` there are none but the environment's.
        settings: Optional[Settings] = getattr(app.ctx, "settings", None)
        self._key = load_key((settings or Settings.from_environment()).widget_key_file)

    def _start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._forget_task)
        return task

    def _forget_task(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            # No traceback: it may quote the patient.
            logger.error("A turn failed: %s.", type(task.exception()).__name__)


def webhooks_of(channels: Iterable[InputChannel]) -> frozenset[str]:
    """Paths at which the messaging platforms among some channels call."""
    return frozenset(
        channel.webhook_path()
        for channel in channels
        if isinstance(channel, MessagingChannel)
    )


def admit_platforms(app: Sanic, webhooks: Collection[str]) -> None:
    """Let the platforms of an app send longer requests than everybody else may."""
    max_of_others = app.config.REQUEST_MAX_SIZE
    app.config.REQUEST_MAX_SIZE = MAX_WEBHOOK_BYTES

    async def refuse_large(request: Request) -> Optional[HTTPResponse]:
        if request.path in webhooks or len(request.body or b"") <= max_of_others:
            return None
        return json({"error": "The request is too large."}, status=413)

    app.register_middleware(refuse_large, "request")


async def stop_platforms(app: Sanic, *, within_s: Optional[float] = None) -> None:
    """Stop the messaging channels of an app, all at once: the bound is for all."""
    started: list[MessagingChannel] = getattr(app.ctx, "platforms_started", [])
    app.ctx.platforms_started = []
    await asyncio.gather(*(channel.stop(within_s=within_s) for channel in started))


def deliveries_of(app: Sanic) -> Deliveries:
    """The deliveries of an app, shared by its channels."""
    kept: Optional[Deliveries] = getattr(app.ctx, "deliveries", None)
    if kept is None:
        kept = app.ctx.deliveries = Deliveries(app.ctx.door.inbox.database)
    return kept


async def _settle_refused(
    kept: Deliveries, delivery: Delivery, error: Exception
) -> None:
    """Put off what was not taken, or give it up when it never will be.

    Raises:
        DatabaseError: It is not known to be written.
    """
    if isinstance(error, SendError) and error.is_final:
        await kept.give_up(delivery)
    else:
        await kept.put_off(delivery, after_s=getattr(error, "after_s", None))


def with_note(reply: Reply, clinic: Clinic, attached: tuple[str, ...]) -> Reply:
    """The reply with the clinic's words for what cannot be read.

    Below the reply to a caption; instead of "I did not receive any words" where there
    was none. An emergency reply is alone.
    """
    note = attachment_note(clinic, attached)
    if not note or reply.route == "emergency":
        return reply
    empty = clinic.texts["empty"]
    if empty in reply.text:
        return replace(reply, text=reply.text.replace(empty, note))
    return replace(reply, text=f"{reply.text}\n\n{note}")


def attachment_note(
    clinic: Clinic, attached: tuple[str, ...], now: datetime | None = None
) -> str:
    """The clinic's words for what cannot be read; "" when nothing came."""
    if not attached:
        return ""
    kinds = [kind for kind in ATTACHMENTS if kind in attached] or ["file"]
    hours = hours_text(clinic, now or datetime.now(timezone.utc))
    template = clinic.texts["not_text"]
    return template.replace("{kind}", " and ".join(kinds)).replace("{hours}", hours)


def required(credentials: Optional[Mapping[str, Any]], key: str, channel: str) -> str:
    """A credential.

    Raises:
        InvalidConfigException: It is missing, empty, or an unset variable.
    """
    value = (credentials or {}).get(key)
    if not isinstance(value, str) or not value.strip() or value.startswith("${"):
        raise InvalidConfigException(
            f"credentials.yml: '{key}' of '{channel}' is missing or empty. Set it; "
            f"docs/channels.md says where to find it."
        )
    return value.strip()


def json_body(request: Request) -> dict[str, Any]:
    """The request's JSON object.

    Raises:
        ValueError: It is none.
    """
    try:
        body = stdlib_json.loads(request.body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(body, dict):
        raise ValueError("no JSON object")
    return body


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return hmac.compare_digest(
        given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace")
    )
