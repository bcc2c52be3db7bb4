"""The chat on the clinic's website: sessions, messages, history, feedback, erasure.

JSON in, JSON out below `/chat/api`; docs/widget.md has every call and error. A browser
holds a random token; Rasa and the store see only a keyed hash of it, so neither their
files nor their logs are enough to read or continue a conversation.
"""

import asyncio
import hashlib
import hmac
import json as stdlib_json
import logging
import os
import re
import secrets
import uuid
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, Optional, TypeVar

from sanic import Blueprint
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json
from sqlalchemy.exc import SQLAlchemyError

from actions import library as actions_library
from bot import red_flags
from bot.channels.opening import opening, week
from bot.channels.origins import BASE_HEADERS, is_allowed
from bot.channels.plain_page import Discard
from bot.channels.widget_reply import Pages, reply_json
from bot.channels.widget_store import (
    NoConversationError,
    StoredTurn,
    WidgetStore,
)
from bot.clinic import MAX_MESSAGE_CHARS, Clinic
from bot.masking import mask
from bot.rate_limit import (
    MESSAGES_PER_ADDRESS,
    MESSAGES_PER_SESSION,
    RateLimit,
    address_key,
)
from bot.turn import Door

TOKEN_BYTES = 32
KEY_BYTES = 32
MAX_BODY_BYTES = 16 * 1024
MAX_COMMENT_CHARS = 1000
OTHER_CALLS_PER_ADDRESS = 240
N_REPLIES_IN_MEMORY = 2000
EXPIRY_EVERY_S = 900.0
# With a retention of 0 days: nobody's conversation is to vanish while he thinks.
MIN_RETENTION_DAYS = 45 / (24 * 60)
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
    """The calls of the chat, over one door and one store."""

    def __init__(
        self,
        door: Door,
        clinic: Clinic,
        store: WidgetStore,
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
            store: Turns, for repeats, history and export.
            key: Secret of the hash that names conversations.
            origins: Pages that may call, besides this server's own.
            retention_days: Conversations unused for longer are deleted.
            pages: The approved pages, for a citation's paragraph.
            now: Clock with a time zone.
            per_session: Messages of one session.
            per_address: Messages and new sessions of one address.
            other_calls: All other calls of one address.
        """
        self._door = door
        self._clinic = clinic
        self._store = store
        self._key = key
        self._origins = origins
        self._retention_days = retention_days
        self._pages = pages
        self._now = now
        self._per_session = per_session or RateLimit(MESSAGES_PER_SESSION)
        self._per_address = per_address or RateLimit(MESSAGES_PER_ADDRESS)
        self._other_calls = other_calls or RateLimit(OTHER_CALLS_PER_ADDRESS)
        # Turns that run now, or were not kept because the store was down.
        self._turns: OrderedDict[
            tuple[str, str], tuple[str, asyncio.Task[dict[str, Any]]]
        ] = OrderedDict()
        # A message that comes while its conversation is deleted must not bring it back.
        self._erasing: set[str] = set()
        self._expiry: Optional[asyncio.Task[None]] = None

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
        blueprint.listener("after_server_start")(self._start_expiry)
        blueprint.listener("before_server_stop")(self._stop_expiry)
        return blueprint

    # --- the calls ----------------------------------------------------------------

    async def start_session(self, request: Request) -> HTTPResponse:
        """A new conversation; its token is said once and kept nowhere."""
        _body(request)
        self._limit(self._per_address, address_key(_address(request)))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        await self._stored(self._store.start, self.sender_of(token))
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
            await self._refuse_unknown(sender_id)
            self._limit_message(request, sender_id, text)
            # Asked again: another request with this id may have come meanwhile.
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
        turns = await self._stored(self._store.turns, sender_id)
        return _json({"turns": [_turn_json(turn, turns) for turn in turns]})

    async def take_feedback(self, request: Request) -> HTTPResponse:
        """What the patient thinks of one answer; the last word counts."""
        sender_id = await self._known_sender(request)
        body = _body(request)
        vote = body.get("vote")
        if vote not in ("up", "down", None):
            raise CallError(400, "bad_vote", 'Send a "vote": "up", "down" or null.')
        comment = _text_field(body, "comment", MAX_COMMENT_CHARS, optional=True)
        message_id = _text_field(body, "message_id", 64)
        if not await self._stored(
            self._store.rate, sender_id, message_id, vote, mask(comment or "") or None
        ):
            raise CallError(
                404, "no_such_answer", "There is no answer to a message of this id."
            )
        return _json({"message_id": message_id, "vote": vote, "comment": comment})

    async def export(self, request: Request) -> HTTPResponse:
        """All that this chat keeps of the conversation, as a file."""
        sender_id = await self._known_sender(request)
        turns = await self._stored(self._store.turns, sender_id)
        started_at = await self._stored(self._store.started_at, sender_id)
        document = {
            "clinic": self._clinic.name,
            "exported_at": self._now().isoformat(),
            "started_at": started_at,
            "deleted_after_days_without_use": self._retention_days,
            "turns": [_turn_json(turn, turns) for turn in turns],
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
        for key in [key for key in self._turns if key[0] == sender_id]:
            del self._turns[key]
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
        await self._stored(self._store.erase, sender_id)

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
        if len(self._turns) > N_REPLIES_IN_MEMORY:
            oldest = next(iter(self._turns))
            if self._turns[oldest][1].done():
                del self._turns[oldest]

        def forget(done: "asyncio.Task[dict[str, Any]]") -> None:
            # A turn that failed may be tried again under its id. One that is kept is
            # answered from the store; one that could not be stays here.
            if done.cancelled() or done.exception() or done.result().get("kept"):
                self._turns.pop(key, None)

        task.add_done_callback(forget)

    async def _turn(self, key: tuple[str, str], text: str) -> dict[str, Any]:
        sender_id, message_id = key
        is_kept = True
        # The door sees what was written, the store only what may be kept of it.
        kept_text = mask(text[: 2 * MAX_MESSAGE_CHARS])
        try:
            turn = await asyncio.to_thread(
                self._store.ask, sender_id, message_id, kept_text
            )
        except NoConversationError as error:
            raise _unknown_session() from error
        except (SQLAlchemyError, OSError) as error:
            # The patient still gets an answer, above all in an emergency.
            logger.error("A message was not kept: %s.", type(error).__name__)
            is_kept = False
        else:
            if turn.text != kept_text:
                raise _other_text(message_id)
            if turn.reply is not None:
                return {**turn.reply, "kept": True}
        message = WidgetMessage(text, sender_id, f"{sender_id}-{message_id}")
        answered = await self._door.handle(message)
        now = self._now()
        reply = {
            "message_id": message_id,
            **reply_json(answered.reply, self._pages, now.isoformat()),
            "opening": opening(self._clinic, now),
        }
        if is_kept:
            try:
                await asyncio.to_thread(
                    self._store.answer, sender_id, message_id, reply
                )
            except (SQLAlchemyError, OSError) as error:
                logger.error("A reply was not kept: %s.", type(error).__name__)
                is_kept = False
        return {**reply, "kept": is_kept}

    async def _known_sender(self, request: Request) -> str:
        sender_id = self.sender_of(_token(request))
        if not await self._stored(self._store.knows, sender_id):
            raise _unknown_session()
        return sender_id

    async def _refuse_unknown(self, sender_id: str) -> None:
        try:
            is_known = await asyncio.to_thread(self._store.knows, sender_id)
        except (SQLAlchemyError, OSError) as error:
            # Whoever made a token up gets a conversation of his own, no one else's.
            logger.error("A session was not looked up: %s.", type(error).__name__)
            return
        if not is_known:
            raise _unknown_session()

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

    async def _stored(self, call: Callable[..., Result], *arguments: object) -> Result:
        """A call of the store, off the event loop."""
        try:
            return await asyncio.to_thread(call, *arguments)
        except (SQLAlchemyError, OSError) as error:
            logger.error("The chat's store failed: %s.", type(error).__name__)
            raise CallError(
                503,
                "store_down",
                "The chat cannot reach its records just now. Please try again in a "
                f"minute, or call {self._clinic.name} on {self._clinic.phone}.",
            ) from error

    async def _start_expiry(self, *_: object) -> None:
        self._expiry = asyncio.ensure_future(self._expire_for_ever())

    async def _stop_expiry(self, *_: object) -> None:
        if self._expiry is not None:
            self._expiry.cancel()

    async def _expire_for_ever(self) -> None:
        while True:
            await self.expire()
            await asyncio.sleep(EXPIRY_EVERY_S)

    async def expire(self) -> None:
        """Delete what has not been used for the retention time, here and in Rasa."""
        try:
            expired = await asyncio.to_thread(
                self._store.expire, max(self._retention_days, MIN_RETENTION_DAYS)
            )
        except (SQLAlchemyError, OSError) as error:
            logger.error("Old conversations not deleted: %s.", type(error).__name__)
            return
        for sender_id in expired:
            try:
                await self._door.erase(sender_id)
            except Exception as error:
                logger.error("Not erased from the record: %s.", type(error).__name__)
        if expired:
            logger.info("%d conversations expired.", len(expired))


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


def load_key(file: Path) -> bytes:
    """The secret that names conversations; made once, readable by its owner only."""
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        key = secrets.token_bytes(KEY_BYTES)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            # Another process was faster; its key is the one that counts.
            return load_key(file)
        with os.fdopen(handle, "wb") as opened:
            opened.write(key)
    if len(key) != KEY_BYTES:
        raise KeyFileError(file, len(key))
    return key


class KeyFileError(Exception):
    """The file of the secret that names conversations is damaged."""

    def __init__(self, file: Path, n_bytes: int) -> None:
        super().__init__(
            f"'{file}' has {n_bytes} bytes, not {KEY_BYTES}. Restore it from a backup; "
            "without it old conversations cannot be continued. Or delete it: a new one "
            "is made, and patients begin anew."
        )
        self.file = file


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


def _turn_json(turn: StoredTurn, turns: list[StoredTurn]) -> dict[str, Any]:
    """A stored turn for the client, with the words that its button bore."""
    return {
        "message_id": turn.message_id,
        "text": _title(turn, turns),
        "at": turn.asked_at,
        "reply": turn.reply,
        "vote": turn.vote,
        "comment": turn.comment,
    }


def _title(turn: StoredTurn, turns: list[StoredTurn]) -> str:
    for other in turns[: turns.index(turn)][-1:]:
        for button in (other.reply or {}).get("buttons", ()):
            if button["payload"] == turn.text:
                return str(button["title"])
    return turn.text
