"""Telegram: Rasa's connector, behind the door, with a secret and without doubles.

What the connector lacks: it does not ask for Telegram's secret token and checks nothing
of a request, so anybody can send updates; it calls `getMe` for each message, lets
anybody set the webhook by a GET, is silent to pictures and voice, knows updates by no
id, and cannot be started inside a running event loop.
Request forms: https://core.telegram.org/bots/api#update, #setwebhook, #sendmessage
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Optional

from aiogram import Bot
from aiogram.bot.api import TelegramAPIServer
from aiogram.utils.exceptions import (
    BadRequest,
    NetworkError,
    RetryAfter,
    TelegramAPIError,
    Unauthorized,
)
from aiogram.utils.exceptions import (
    ValidationError as TokenError,
)
from rasa.core.channels.telegram import TelegramInput
from rasa.shared.exceptions import InvalidConfigException
from sanic.request import Request

from bot.channels.message_form import TELEGRAM, Part
from bot.channels.messaging import (
    Incoming,
    MessagingChannel,
    SendError,
    json_body,
    required,
    same,
)

API_URL = "https://api.telegram.org"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_KINDS = {
    "photo": "picture",
    "sticker": "sticker",
    "animation": "picture",
    "voice": "voice message",
    "audio": "voice message",
    "video": "video",
    "video_note": "video",
    "document": "file",
    "location": "location",
    "venue": "location",
    "contact": "contact",
}


class TelegramChannel(MessagingChannel, TelegramInput):
    """`POST /webhooks/telegram/webhook`."""

    form = TELEGRAM
    acknowledge_within_s = 10.0

    bot: Bot
    secret: str

    @classmethod
    def name(cls) -> str:
        return "telegram"

    @classmethod
    def from_credentials(
        cls, credentials: Optional[dict[str, Any]]
    ) -> "TelegramChannel":
        channel = cls(
            access_token=required(credentials, "access_token", "telegram"),
            verify=None,
            webhook_url=required(credentials, "webhook_url", "telegram"),
        )
        channel.secret = required(credentials, "secret_token", "telegram")
        if not _SECRET.fullmatch(channel.secret):
            raise InvalidConfigException(
                "credentials.yml: 'secret_token' of 'telegram' has to be 16 to 256 "
                'letters, digits, "_" or "-". Make one with `openssl rand -hex 32`.'
            )
        base = str((credentials or {}).get("api_url") or API_URL).rstrip("/")
        try:
            channel.bot = Bot(
                channel.access_token, server=TelegramAPIServer.from_base(base)
            )
        except TokenError as error:
            raise InvalidConfigException(
                "credentials.yml: 'access_token' of 'telegram' is no token of "
                "BotFather. It looks like 123456:ABC-DEF."
            ) from error
        return channel

    def is_authentic(self, request: Request) -> bool:
        """The secret that `greet_platform` gave to Telegram, in constant time."""
        return same(request.headers.get(SECRET_HEADER, ""), self.secret)

    async def greet_platform(self) -> None:
        """Tell Telegram where the webhook is, and the secret that it has to send."""
        await self._call(
            "setWebhook",
            {
                "url": self.webhook_url,
                "secret_token": self.secret,
                "allowed_updates": json.dumps(
                    ["message", "edited_message", "callback_query"]
                ),
            },
        )

    async def stop(self, *, within_s: Optional[float] = None) -> None:
        await super().stop(within_s=within_s)
        session = self.bot.session
        if session is not None:
            await session.close()

    def read(self, request: Request) -> list[Incoming]:
        update = json_body(request)
        message_id = str(int(update["update_id"]))
        if "callback_query" in update:
            return self._read_button(update["callback_query"], message_id)
        message = update.get("message") or _edited(update.get("edited_message"))
        if message is None or (message.get("from") or {}).get("is_bot"):
            return []
        if not _is_private(message["chat"]):
            return []
        text = message.get("text") or message.get("caption") or ""
        attached = tuple(
            dict.fromkeys(kind for key, kind in _KINDS.items() if key in message)
        )
        if not text and not attached:
            # Somebody joined, a message was pinned, or a kind that is newer than this.
            if not _is_content(message):
                return []
            attached = ("file",)
        chat = str(int(message["chat"]["id"]))
        return [
            Incoming(
                conversation=chat,
                message_id=message_id,
                text=re.sub(r"^/start\b.*", "Hello", text),
                address={"chat": chat},
                attached=attached,
            )
        ]

    async def send(
        self, address: Mapping[str, str], part: Part, token: Callable[[int], str]
    ) -> None:
        data: dict[str, Any] = {
            "chat_id": address["chat"],
            "text": part.text,
            "disable_web_page_preview": True,
        }
        if part.choices:
            # One below the other: two titles side by side are cut on a phone.
            rows = [
                [{"text": title, "callback_data": token(n)}]
                for title, n in part.choices
            ]
            data["reply_markup"] = json.dumps({"inline_keyboard": rows})
        await self._call("sendMessage", data)

    def _read_button(self, query: dict[str, Any], message_id: str) -> list[Incoming]:
        if not _is_private(query["message"]["chat"]):
            return []
        chat = str(int(query["message"]["chat"]["id"]))
        pressed = str(query.get("data") or "")
        keyboard = (query["message"].get("reply_markup") or {}).get("inline_keyboard")
        titles = [
            str(button.get("text") or "")
            for row in keyboard or ()
            for button in row
            if button.get("callback_data") == pressed
        ]
        # Telegram shows a clock on the button until it is told that it was heard.
        self._start(self._heard(str(query["id"])))
        return [
            Incoming(
                conversation=chat,
                message_id=message_id,
                text=titles[0] if titles else "",
                address={"chat": chat},
                choice=pressed,
            )
        ]

    async def _heard(self, query_id: str) -> None:
        try:
            await self._call("answerCallbackQuery", {"callback_query_id": query_id})
        except SendError:
            # An old button: the clock goes away by itself.
            return

    async def _call(self, method: str, data: dict[str, Any]) -> None:
        try:
            await self.bot.request(method, data)
        except RetryAfter as error:
            raise SendError("too many", after_s=float(error.timeout)) from error
        except (BadRequest, Unauthorized) as error:
            raise SendError(type(error).__name__, is_final=True) from error
        except (TelegramAPIError, NetworkError, OSError, asyncio.TimeoutError) as error:
            raise SendError(type(error).__name__) from error


def _is_private(chat: dict[str, Any]) -> bool:
    """Whether one person writes: what is said in a group is read by all in it.

    https://core.telegram.org/bots/api#chat, "type".
    """
    return chat.get("type") == "private"


def _edited(message: Optional[dict[str, Any]]) -> Optional[dict[str, Any]]:
    """An edited message if there are words in it.

    A live location is "edited" at each step of its sender:
    https://core.telegram.org/bots/api#location
    """
    if message is None or not (message.get("text") or message.get("caption")):
        return None
    return message


def _is_content(message: dict[str, Any]) -> bool:
    """Whether a message that is no text was sent by a person to be read."""
    return any(
        key in message for key in ("poll", "dice", "game", "story", "paid_media")
    )
