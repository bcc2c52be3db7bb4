"""The page `/plain` works without JavaScript: a form, the conversation, citations.

A form post in, HTML out. The conversation's id is a random token in a hidden field:
no cookie, no address in a log. What the page shows of earlier turns comes from the
conversation's record; an emergency reply does not wait for it.
"""

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, text

from actions.clinic import MAX_MESSAGE_CHARS, Clinic
from bot.channels.discard import Discard
from bot.channels.idempotency_key import idempotency_key
from bot.channels.root import root_of
from bot.turn import Door, Said

TOKEN_BYTES = 32
HISTORY_TIMEOUT_S = 1.0
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Nothing to other sites. With "no-referrer", a browser sends the form with origin
    # "null", and the guard would take it for a form of another site.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

logger = logging.getLogger(__name__)


@dataclass
class PageMessage:
    """The door's `Message` for one form post."""

    text: str
    sender_id: str
    output_channel: Discard
    message_id: str = field(default_factory=lambda: secrets.token_hex(16))
    input_channel: str = "page"
    # The page's own heading says what the door would say before the first reply.
    shows_notice: bool = True


class PlainPage:
    """The page over one door."""

    def __init__(self, door: Door, clinic: Clinic, *, retention_days: int = 30) -> None:
        self._door = door
        self._clinic = clinic
        self._retention_days = retention_days
        here = Path(__file__).parent
        environment = Environment(
            loader=FileSystemLoader(here), autoescape=select_autoescape(["html"])
        )
        self._template = environment.get_template("plain_page.html")
        self._style = (here / "plain_page.css").read_text(encoding="utf-8")

    def blueprint(self) -> Blueprint:
        """`GET /plain`, `POST /plain`, `POST /plain/delete` and the style sheet."""
        blueprint = Blueprint("plain_page")

        # Functions, since Sanic writes attributes that a bound method does not take.
        @blueprint.get("/plain")
        async def show(request: Request) -> HTTPResponse:
            return await self.show(request)

        @blueprint.post("/plain")
        async def answer(request: Request) -> HTTPResponse:
            return await self.answer(request)

        @blueprint.post("/plain/delete")
        async def delete(request: Request) -> HTTPResponse:
            return await self.delete(request)

        @blueprint.get("/plain_page.css")
        async def style(request: Request) -> HTTPResponse:
            return await self.style(request)

        return blueprint

    async def show(self, request: Request) -> HTTPResponse:
        """An empty page with a new conversation's token."""
        return self._page(request, secrets.token_urlsafe(TOKEN_BYTES), [])

    async def answer(self, request: Request) -> HTTPResponse:
        """One turn; the page with the conversation so far."""
        token = _token(request) or secrets.token_urlsafe(TOKEN_BYTES)
        sender_id = sender_of(token)
        limits = getattr(request.app.ctx, "limits", None)
        wait_s = limits.session_wait_s(sender_id) if limits else 0
        if limits and wait_s:
            said = [Said(False, limits.please_wait(wait_s))]
            page = self._page(request, token, said, status=429)
            page.headers["Retry-After"] = str(wait_s)
            return page
        words = str((request.form or {}).get("message") or "")
        # Its first step comes before any of the turn's, so it holds the turns before
        # this one; the emergency reply does not wait for it.
        history = self._start_reading(sender_id)
        message = PageMessage(words, sender_id, Discard())
        # A proxy that got no answer from another server may pass the form on again.
        message.message_id = idempotency_key(request) or message.message_id
        turn = await self._door.handle(message)
        reply = turn.reply
        said = [
            *await _result(history),
            Said(True, words[:MAX_MESSAGE_CHARS]),
            Said(False, reply.text, reply.citations, reply.buttons, reply.tier),
        ]
        return self._page(request, token, said)

    async def delete(self, request: Request) -> HTTPResponse:
        """Delete the conversation everywhere; it is said only after it happened."""
        token = _token(request)
        if token is None:
            return await self.show(request)
        sender_id = sender_of(token)
        try:
            await self._door.erase(sender_id)
        except Exception as error:
            logger.error("A conversation was not erased: %s.", type(error).__name__)
            said = await _result(self._start_reading(sender_id))
            return self._page(request, token, said, outcome="not_deleted", status=503)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        return self._page(request, token, [], outcome="deleted")

    async def style(self, request: Request) -> HTTPResponse:
        """The style sheet, from this origin: the policy allows no other."""
        return text(self._style, headers=HEADERS, content_type="text/css")

    def _start_reading(self, sender_id: str) -> "asyncio.Task[list[Said]] | None":
        if self._door.conversations is None:
            return None
        return asyncio.ensure_future(self._door.conversations.transcript(sender_id))

    def _page(
        self,
        request: Request,
        token: str,
        said: Sequence[Said],
        *,
        outcome: Optional[str] = None,
        status: int = 200,
    ) -> HTTPResponse:
        """The page; `outcome` of a deletion: "deleted" or "not_deleted"."""
        tiers = [line.tier for line in said if line.tier in ("emergency", "crisis")]
        page = self._template.render(
            root=root_of(request),
            clinic=self._clinic,
            token=token,
            said=said,
            outcome=outcome,
            retention_days=self._retention_days,
            alarm=tiers[-1] if tiers else None,
            max_chars=MAX_MESSAGE_CHARS,
        )
        return html(page, status=status, headers=HEADERS)


def _token(request: Request) -> Optional[str]:
    """The conversation's token in the form; None when it cannot be one of ours."""
    token = str((request.form or {}).get("conversation") or "")
    return token if _TOKEN.fullmatch(token) else None


async def _result(history: "asyncio.Task[list[Said]] | None") -> list[Said]:
    """What was read, or nothing: the page shows the new turn in any case."""
    if history is None:
        return []
    try:
        return await asyncio.wait_for(history, HISTORY_TIMEOUT_S)
    except Exception as error:
        logger.error("A conversation was not read: %s.", type(error).__name__)
        return []


def sender_of(token: str) -> str:
    """Rasa's name for the conversation: it must not be enough to read it."""
    digest = hashlib.sha256(b"bedside plain page\0" + token.encode()).hexdigest()
    return f"page-{digest[:40]}"
