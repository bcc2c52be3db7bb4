"""The REST webhook: Rasa's own, minus what a client must not decide.

`{"sender", "message"}` in, Rasa's list of bot messages out. Under `rasa run` this
channel also puts the door in front of the agent, for every channel of that server.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

MAX_SENDER_CHARS = 128


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook`, for staff and servers."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        blueprint: Blueprint = super().blueprint(on_new_message)

        async def answer_error(request: Request, error: SanicException) -> HTTPResponse:
            return json({"error": str(error)}, status=error.status_code)

        blueprint.exception(SanicException)(answer_error)
        blueprint.listener("after_server_start")(_stand_at_the_door)
        return blueprint

    async def _extract_sender(self, req: Request) -> Optional[str]:
        # Rasa would put everybody without a sender into one conversation, "default".
        sender = _body(req).get("sender")
        if not isinstance(sender, str) or not 0 < len(sender) <= MAX_SENDER_CHARS:
            raise InvalidUsage(
                'Send a "sender": a text of 1 to 128 characters that names the '
                'conversation, as in {"sender": "visitor-1", "message": "Hello"}.'
            )
        return sender

    def _extract_message(self, req: Request) -> Optional[str]:
        message = _body(req).get("message")
        if message is not None and not isinstance(message, str):
            raise InvalidUsage('Send the "message" as a text.')
        return message

    def _extract_input_channel(self, req: Request) -> str:
        return self.name()

    def get_metadata(self, request: Request) -> Optional[dict[str, Any]]:
        return None


def _body(request: Request) -> dict[str, Any]:
    body = request.json
    if not isinstance(body, dict):
        raise InvalidUsage('Send a JSON object with "sender" and "message".')
    return body


async def _stand_at_the_door(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Under `rasa run`, nobody has opened a door yet: do it for the whole server."""
    if getattr(app.ctx, "door", None) is not None:
        return
    import actions.library
    from bot import logs
    from bot.agent import load_second_screen, open_door
    from bot.clinic import load_clinic
    from bot.rasa_conversations import put_behind
    from bot.settings import Settings

    logs.configure()
    settings = Settings.from_environment()
    app.ctx.door = open_door(settings, load_clinic(settings.clinic_file))
    actions.library.load(settings.knowledge)
    load_second_screen(app.ctx.door, settings)
    put_behind(app.ctx.door, app.ctx.agent)
