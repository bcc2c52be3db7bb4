"""The REST webhook: Rasa's own, minus what a client must not decide.

`{"sender", "message"}` in, and if the client likes a `"message_id"` of its own that it
can send again without asking twice (or an `Idempotency-Key`, which a proxy sends for
those that do not); Rasa's list of bot messages out. Under `rasa run` this channel also
lets no model be loaded that was not trained here, and puts the door in front of the
agent, for every channel of that server.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Optional

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.idempotency_key import HEADER, idempotency_key

MAX_NAME_CHARS = 128


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook`, for staff and servers."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> "RestChannel":
        """Made before any model is loaded: `rasa run` checks none by itself."""
        from bot import rasa_adjustments
        from bot.agent import check_model

        rasa_adjustments.apply()
        rasa_adjustments.check_models_first(check_model)
        return cls()

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        blueprint = Blueprint("rest_channel")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            return await self.receive(request, on_new_message)

        async def answer_error(request: Request, error: SanicException) -> HTTPResponse:
            return json({"error": str(error)}, status=error.status_code)

        blueprint.exception(SanicException)(answer_error)
        blueprint.listener("after_server_start")(_stand_at_the_door)
        return blueprint

    async def receive(
        self,
        request: Request,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
    ) -> HTTPResponse:
        """One turn. Unknown fields are dropped: they are the client's, not ours."""
        body = _body(request)
        # Rasa would put everybody without a sender into one conversation, "default".
        sender = _name(body, "sender")
        if sender is None:
            raise InvalidUsage(
                'Send a "sender": a text of 1 to 128 characters that names the '
                'conversation, as in {"sender": "visitor-1", "message": "Hello"}.'
            )
        text = body.get("message")
        if text is not None and not isinstance(text, str):
            raise InvalidUsage('Send the "message" as a text.')
        message_id = _name(body, "message_id")
        if message_id is None:
            message_id = idempotency_key(request)
            if message_id is None and request.headers.get(HEADER):
                raise InvalidUsage(
                    f'Send an "{HEADER}" of 8 to 128 letters, digits and "_.:-", '
                    'another one for each message, or a "message_id".'
                )
        collected = CollectingOutputChannel()
        await on_new_message(
            UserMessage(
                text,
                collected,
                sender,
                input_channel=self.name(),
                message_id=message_id,
            )
        )
        return json(collected.messages)


def _body(request: Request) -> dict[str, Any]:
    body = request.json
    if not isinstance(body, dict):
        raise InvalidUsage('Send a JSON object with "sender" and "message".')
    return body


def _name(body: dict[str, Any], field: str) -> Optional[str]:
    """A field that names something; None when it is not given.

    Databases do not take every character, and nobody reads what cannot be printed.
    """
    value = body.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MAX_NAME_CHARS:
        raise InvalidUsage(
            f'Send a "{field}" that is a text of 1 to {MAX_NAME_CHARS} characters.'
        )
    if not value.isprintable():
        raise InvalidUsage(f'Send a "{field}" without control characters.')
    return value


async def _stand_at_the_door(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Under `rasa run`, nobody has opened a door yet: do it for the whole server."""
    if getattr(app.ctx, "door", None) is not None:
        return
    import actions.library
    from actions.clinic import load_clinic
    from bot import logs
    from bot.agent import load_second_screen, open_database, open_door
    from bot.conversation_store import ConversationStore, store_without_memory
    from bot.rasa_conversations import put_behind
    from bot.settings import Settings

    logs.configure()
    settings = Settings.from_environment()
    database = open_database(settings)
    app.ctx.door = open_door(settings, load_clinic(settings.clinic_file), database)
    store_without_memory(app.ctx.agent, ConversationStore(database))
    actions.library.load(settings.knowledge)
    load_second_screen(app.ctx.door, settings)
    put_behind(app.ctx.door, app.ctx.agent)
