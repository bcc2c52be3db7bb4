"""The chat on the clinic's website: sessions, messages, history, feedback, erasure.

JSON in, JSON out below `/chat/api`; docs/widget.md has every call and error. What was
said is in the inbox, as on every channel. A browser holds a random token; Rasa and the
database see only a keyed hash of it, so neither files nor logs are enough to read or
continue a conversation.
"""

import asyncio
import hashlib
import hmac
import json as stdlib_json
import logging
import re
import secrets
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import wraps
from typing import Any, NoReturn, Optional, TypeVar

from sanic import Blueprint
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from actions import library as actions_library
from actions.clinic import Clinic
from actions.reply import Reply
from bot import red_flags
from bot.channels.discard import Discard
from bot.channels.feedback import Feedback, Opinion
from bot.channels.opening import opening, week
from bot.channels.origins import BASE_HEADERS, is_allowed
from bot.channels.sessions import Sessions
from bot.channels.widget_reply import Pages, reply_json
from bot.database import DatabaseError
from bot.inbox import Accepted, Inbox
from bot.masking import mask
from bot.rate_limit import (
    MESSAGES_PER_ADDRESS,
    MESSAGES_PER_SESSION,
    RateLimit,
    address_key,
)
from bot.turn import Door, clean, kept_of

TOKEN_BYTES = 32
MAX_BODY_BYTES = 16 * 1024
MAX_COMMENT_CHARS = 1000
OTHER_CALLS_PER_ADDRESS = 240
# Each before a message reaches the door, where an emergency has 0.3 s for its reply.
START_TIMEOUT_S = 0.2
LOOK_UP_TIMEOUT_S = 0.2
HEADERS = {
    **BASE_HEADERS,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

Result = TypeVar("Result")

logger = logging.getLogger(__name__)


class CallError(Exception):
    """A call that cannot be answered; what the client gets is in it."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.more = more


@dataclass
class WidgetMessage:
    """The door's `Message` for one message of the chat."""

    text: str
    sender_id: str
    message_id: str
    output_channel: Discard = field(default_factory=Discard)
    input_channel: str = "widget"
    # The chat's greeting says what the door would say before the first reply.
    shows_notice: bool = True


class WidgetChannel:
    """The calls of the chat, over one door and its inbox."""

    def __init__(
        self,
        door: Door,
        clinic: Clinic,
        inbox: Inbox,
        *,
        key: bytes,
        origins: tuple[str, ...] = (),
        retention_days: float = 30,
        pages: Callable[[], Pages] = actions_library.current,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
        per_session: Optional[RateLimit] = None,
        per_address: Optional[RateLimit] = None,
        other_calls: Optional[RateLimit] = None,
    ) -> None:
        """Stand beside the other channels.

        Args:
            door: Answers the messages.
            clinic: Facts that the chat shows.
            inbox: The door's, for repeats, history and export.
            key: Secret of the hash that names conversations.
            origins: Pages that may call, besides this server's own.
            retention_days: Said in the export.
            pages: The approved pages, for a citation's paragraph.
            now: Clock with a time zone.
            per_session: Messages of one session.
            per_address: Messages and new sessions of one address.
            other_calls: All other calls of one address.
        """
        self._door = door
        self._clinic = clinic
        self._inbox = inbox
        self._sessions = Sessions(inbox.database)
        self._feedback = Feedback(inbox.database)
        self._key = key
        self._origins = origins
        self._retention_days = retention_days
        self._pages = pages
        self._now = now
        self._per_session = per_session or RateLimit(MESSAGES_PER_SESSION)
        self._per_address = per_address or RateLimit(MESSAGES_PER_ADDRESS)
        self._other_calls = other_calls or RateLimit(OTHER_CALLS_PER_ADDRESS)
        # Turns that run now, by conversation and message id, with their text.
        self._turns: dict[
            tuple[str, str], tuple[str, asyncio.Task[dict[str, Any]]]
        ] = {}
        # A message that comes while its conversation is deleted must not bring it back.
        self._erasing: set[str] = set()

    def blueprint(self) -> Blueprint:
        """The calls below `/chat/api`."""
        blueprint = Blueprint("widget", url_prefix="/chat/api")
        calls = (
            ("/session", "POST", self.start_session),
            ("/messages", "POST", self.answer),
            ("/messages", "GET", self.history),
            ("/feedback", "POST", self.take_feedback),
            ("/export", "GET", self.export),
            ("/conversation", "DELETE", self.erase),
            ("/clinic", "GET", self.show_clinic),
        )
        for path, method, call in calls:
            blueprint.add_route(
                self._guarded(call), path, methods=[method], name=call.__name__
            )

        async def answer_error(_: Request, error: Exception) -> HTTPResponse:
            return error_response(error, self._clinic)

        blueprint.exception(Exception)(answer_error)
        return blueprint

    # --- the calls ----------------------------------------------------------------

    async def start_session(self, request: Request) -> HTTPResponse:
        """A new conversation; its token is said once and kept nowhere."""
        _body(request)
        self._limit(self._per_address, address_key(_address(request)))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        noting = asyncio.ensure_future(self._sessions.start(self.sender_of(token)))
        # Not cancelled when it is slow. When it fails, an emergency is still answered,
        # and its record makes the conversation known.
        await asyncio.wait({noting}, timeout=START_TIMEOUT_S)
        noting.add_done_callback(_say_not_noted)
        return _json({"token": token}, status=201)

    async def answer(self, request: Request) -> HTTPResponse:
        """One turn; the same message id gets the same reply, however often."""
        token = _token(request)
        sender_id = self.sender_of(token)
        body = _body(request)
        text = _text_field(body, "text", None)
        message_id = body.get("message_id")
        if not isinstance(message_id, str) or not _MESSAGE_ID.fullmatch(message_id):
            raise CallError(
                400,
                "bad_message_id",
                'Send a "message_id": 8 to 64 letters, digits, "-" or "_", '
                "another one for each message.",
            )
        key = (sender_id, message_id)
        if key not in self._turns:
            self._limit_message(request, sender_id, text)
        if sender_id in self._erasing:
            raise _unknown_session()
        if key not in self._turns:
            self._begin(key, text)
        asked, task = self._turns[key]
        if asked != text:
            raise _other_text(message_id)
        # Shielded: a patient who closes the page does not undo the turn.
        return _json(await asyncio.shield(task))

    async def history(self, request: Request) -> HTTPResponse:
        """The conversation so far."""
        sender_id = await self._known_sender(request)
        return _json({"turns": await self._turns_json(sender_id)})

    async def take_feedback(self, request: Request) -> HTTPResponse:
        """What the patient thinks of one answer; the last word counts."""
        sender_id = await self._known_sender(request)
        body = _body(request)
        vote = body.get("vote")
        if vote not in ("up", "down", None):
            raise CallError(400, "bad_vote", 'Send a "vote": "up", "down" or null.')
        comment = _text_field(body, "comment", MAX_COMMENT_CHARS, optional=True)
        message_id = _text_field(body, "message_id", 64)
        opinion = Opinion(vote, mask(comment) or None)
        if not await self._from_records(
            self._feedback.give(sender_id, message_id, opinion)
        ):
            raise CallError(
                404, "no_such_answer", "There is no answer to a message of this id."
            )
        return _json({"message_id": message_id, "vote": vote, "comment": comment})

    async def export(self, request: Request) -> HTTPResponse:
        """All that is stored of the conversation, as a file: to read, and as it is."""
        sender_id = await self._known_sender(request)
        turns = await self._turns_json(sender_id)
        document = {
            "clinic": self._clinic.name,
            "exported_at": self._now().isoformat(),
            "started_at": turns[0]["at"] if turns else None,
            "deleted_after_days": self._retention_days,
            "turns": turns,
            "records": await self._from_records(self._inbox.export(sender_id)),
        }
        return HTTPResponse(
            stdlib_json.dumps(document, ensure_ascii=False, indent=2),
            content_type="application/json",
            headers={
                **HEADERS,
                "Content-Disposition": 'attachment; filename="conversation.json"',
            },
        )

    async def erase(self, request: Request) -> HTTPResponse:
        """Delete the conversation everywhere; 204 only after it happened."""
        sender_id = await self._known_sender(request)
        self._erasing.add(sender_id)
        try:
            await self._erase(sender_id)
        finally:
            self._erasing.discard(sender_id)
        return empty(headers=dict(HEADERS))

    async def _erase(self, sender_id: str) -> None:
        running = [
            task for (who, _), (_, task) in self._turns.items() if who == sender_id
        ]
        if running:
            await asyncio.wait(running)
        try:
            await self._door.erase(sender_id)
        except Exception as error:
            logger.error("Not erased from the record: %s.", type(error).__name__)
            raise CallError(
                503,
                "not_deleted",
                "Your conversation could not be deleted just now. Please try again, "
                f"or call {self._clinic.name} on {self._clinic.phone}.",
            ) from error

    async def show_clinic(self, request: Request) -> HTTPResponse:
        """How to reach the clinic, and whether it is open now."""
        return _json(clinic_json(self._clinic, self._now()))

    # --- what they share ----------------------------------------------------------

    def sender_of(self, token: str) -> str:
        """Rasa's name for the conversation: a keyed hash, useless without the key."""
        digest = hmac.new(self._key, token.encode(), hashlib.sha256).hexdigest()
        return f"web-{digest[:48]}"

    def _guarded(
        self, call: Callable[[Request], Coroutine[Any, Any, HTTPResponse]]
    ) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
        """The call behind the checks of every call."""
        is_message = call in (self.answer, self.start_session)

        @wraps(call)
        async def guarded(request: Request) -> HTTPResponse:
            if not is_allowed(request, self._origins):
                raise CallError(
                    403,
                    "origin",
                    "This page may not use the chat. Its address has to be in "
                    "BEDSIDE_ORIGINS.",
                )
            if not is_message:
                self._limit(self._other_calls, address_key(_address(request)))
            return await call(request)

        return guarded

    def _begin(self, key: tuple[str, str], text: str) -> None:
        task = asyncio.ensure_future(self._turn(key, text))
        self._turns[key] = (text, task)
        task.add_done_callback(lambda _: self._turns.pop(key, None))

    async def _turn(self, key: tuple[str, str], text: str) -> dict[str, Any]:
        sender_id, message_id = key
        stored = await self._stored_message(sender_id, message_id)
        if stored is not None:
            # A "/" counts only while its button is on offer, which may be over by now.
            if stored.text.lstrip("/ ") != kept_of(clean(text)):
                raise _other_text(message_id)
            reply = self._reply_json(stored)
            if reply is not None:
                return reply
        answered = await self._door.handle(WidgetMessage(text, sender_id, message_id))
        return self._shown(message_id, answered.reply, self._now())

    async def _stored_message(
        self, sender_id: str, message_id: str
    ) -> Optional[Accepted]:
        """What is stored under the id; nothing while the database cannot be asked.

        Raises:
            CallError: The conversation was never given out, is deleted or has expired.
        """

        async def look_up() -> tuple[bool, Optional[Accepted]]:
            is_known = await self._sessions.knows(sender_id)
            return is_known, await self._inbox.message(sender_id, message_id)

        task = asyncio.ensure_future(look_up())
        done, _ = await asyncio.wait({task}, timeout=LOOK_UP_TIMEOUT_S)
        failure = task.exception() if done else asyncio.TimeoutError()
        if failure is not None:
            # An emergency waits for no database, and the door says what has to be said.
            # Whoever made a token up gets a conversation of his own, no one else's.
            logger.error("A session was not looked up: %s.", type(failure).__name__)
            task.cancel()
            return None
        is_known, stored = task.result()
        if not is_known:
            raise _unknown_session()
        return stored

    def _reply_json(self, stored: Accepted) -> Optional[dict[str, Any]]:
        """A stored reply for the client; None while there is none."""
        if stored.reply is None or stored.answered_at is None:
            return None
        at = datetime.fromtimestamp(stored.answered_at, timezone.utc)
        return self._shown(stored.message_id, stored.reply, at)

    def _shown(self, message_id: str, reply: Reply, at: datetime) -> dict[str, Any]:
        return {
            "message_id": message_id,
            **reply_json(reply, self._pages, at.isoformat()),
            "opening": opening(self._clinic, at),
        }

    async def _known_sender(self, request: Request) -> str:
        sender_id = self.sender_of(_token(request))
        if not await self._from_records(self._sessions.knows(sender_id)):
            raise _unknown_session()
        return sender_id

    async def _turns_json(self, sender_id: str) -> list[dict[str, Any]]:
        """The conversation for the client, with the words that its buttons bore."""
        history = await self._from_records(self._inbox.history(sender_id))
        opinions = await self._from_records(self._feedback.of(sender_id))
        turns: list[dict[str, Any]] = []
        titles: dict[str, str] = {}
        for stored in history:
            opinion = opinions.get(stored.message_id, Opinion())
            turns.append(
                {
                    "message_id": stored.message_id,
                    "text": titles.get(stored.text, stored.text),
                    "at": _iso(stored.received_at),
                    "reply": self._reply_json(stored),
                    "vote": opinion.vote,
                    "comment": opinion.comment,
                }
            )
            buttons = () if stored.reply is None else stored.reply.buttons
            titles = {button.payload: button.title for button in buttons}
        return turns

    def _limit_message(self, request: Request, sender_id: str, text: str) -> None:
        wait_s = self._per_session.wait_s(sender_id) or self._per_address.wait_s(
            address_key(_address(request))
        )
        if not wait_s:
            return
        alarm = red_flags.screen(text)
        if alarm is not None and alarm.tier != "urgent":
            raise _too_many(wait_s, self._clinic.texts[alarm.tier], tier=alarm.tier)
        raise _too_many(wait_s, _slow_down(self._clinic, wait_s))

    def _limit(self, limit: RateLimit, key: str) -> None:
        wait_s = limit.wait_s(key)
        if wait_s:
            raise _too_many(wait_s, _slow_down(self._clinic, wait_s))

    async def _from_records(self, read: Coroutine[Any, Any, Result]) -> Result:
        try:
            return await read
        except DatabaseError as error:
            logger.error("The chat's records were not reached: %s.", error.reason)
            raise CallError(
                503,
                "store_down",
                "The chat cannot reach its records just now. Please try again in a "
                f"minute, or call {self._clinic.name} on {self._clinic.phone}.",
            ) from error


def clinic_json(clinic: Clinic, now: datetime) -> dict[str, Any]:
    """The clinic's facts as the chat shows them."""
    return {
        "name": clinic.name,
        "phone": clinic.phone,
        "email": clinic.email,
        "booking_url": clinic.booking_url,
        "address": clinic.address,
        "emergency_number": clinic.emergency_number,
        "crisis_line": {
            "name": clinic.crisis_line.name,
            "number": clinic.crisis_line.number,
        },
        "out_of_hours_line": {
            "name": clinic.out_of_hours_line.name,
            "number": clinic.out_of_hours_line.number,
        },
        "suggestions": list(clinic.suggestions),
        "week": week(clinic),
        "opening": opening(clinic, now),
    }


def error_response(error: Exception, clinic: Clinic) -> HTTPResponse:
    """What the client gets for an error: a code, a sentence, never a trace."""
    if isinstance(error, CallError):
        headers = dict(HEADERS)
        if "retry_after_s" in error.more:
            headers["Retry-After"] = str(error.more["retry_after_s"])
        return json(
            {"error": {"code": error.code, "message": str(error), **error.more}},
            status=error.status,
            headers=headers,
        )
    if isinstance(error, SanicException) and error.status_code < 500:
        return json(
            {"error": {"code": f"http_{error.status_code}", "message": str(error)}},
            status=error.status_code,
            headers=dict(HEADERS),
        )
    error_id = uuid.uuid4().hex[:8]
    logger.error("Request failed, id %s: %s.", error_id, type(error).__name__)
    message = (
        f"Something went wrong (id {error_id}). Please try again, or call "
        f"{clinic.name} on {clinic.phone}."
    )
    return json(
        {"error": {"code": "internal", "message": message}},
        status=500,
        headers=dict(HEADERS),
    )


def _json(value: dict[str, Any], status: int = 200) -> HTTPResponse:
    return json(value, status=status, headers=dict(HEADERS))


def _body(request: Request) -> dict[str, Any]:
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise CallError(
            415, "content_type", "Send JSON with Content-Type: application/json."
        )
    try:
        body = stdlib_json.loads(request.body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise CallError(400, "bad_json", "Send one JSON object.")
    return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _text_field(
    body: dict[str, Any], name: str, max_chars: Optional[int], *, optional: bool = False
) -> str:
    value = body.get(name)
    if value is None and optional:
        return ""
    if not isinstance(value, str):
        raise CallError(400, f"bad_{name}", f'Send "{name}" as a text.')
    if max_chars is not None and len(value) > max_chars:
        raise CallError(
            400,
            f"bad_{name}",
            f'"{name}" has {len(value):,} characters; at most {max_chars:,} are taken.',
        )
    # A lone surrogate is valid JSON, but no text: no file or page can hold it.
    return value.encode("utf-8", "ignore").decode("utf-8")


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token):
        raise CallError(
            401, "no_session", "Start a session, and send its token as a bearer token."
        )
    return str(token)


def _address(request: Request) -> str:
    return str(request.remote_addr or request.ip)


def _say_not_noted(noting: "asyncio.Task[None]") -> None:
    if not noting.cancelled() and noting.exception() is not None:
        error = type(noting.exception()).__name__
        logger.error("A session was not noted: %s.", error)


def _unknown_session() -> CallError:
    return CallError(
        401,
        "unknown_session",
        "This conversation has ended or was deleted. Start a new one.",
    )


def _other_text(message_id: str) -> CallError:
    return CallError(
        409,
        "message_id_used",
        f"'{message_id}' belongs to a message with another text. Use a new id.",
    )


def _slow_down(clinic: Clinic, wait_s: int) -> str:
    return (
        f"That was a lot at once. Please wait {wait_s} seconds and send it "
        f"again. In an emergency call {clinic.emergency_number} now."
    )


def _too_many(wait_s: int, message: str, **more: Any) -> CallError:
    return CallError(429, "too_many", message, retry_after_s=wait_s, **more)


def _iso(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s, timezone.utc).isoformat()
