"""Facebook Messenger: Rasa's connector, behind the door, checked and complete.

What the connector lacks: it compares the old SHA-1 signature in other than constant
time and lets the request choose the hash; it answers only the first message of a
request, waits for the whole turn and blocks every other patient while it sends; it
takes errors of the Send API for success, hands the address of a picture to the model as
the patient's words, and answers a forged request with 200.
Request forms: https://developers.facebook.com/docs/messenger-platform/webhooks and
/docs/messenger-platform/send-messages/quick-replies
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Optional

import requests
from fbmessenger import MessengerClient
from rasa.core.channels.facebook import FacebookInput
from sanic.request import Request
from sanic.response import HTTPResponse, json, text

from bot.channels.message_form import MESSENGER, Part
from bot.channels.messaging import (
    SEND_TIMEOUT_S,
    Incoming,
    MessagingChannel,
    SendError,
    json_body,
    required,
    same,
)
from bot.sending_threads import run_sending

API_URL = "https://graph.facebook.com/v25.0"
# "Temporary send message failure", "rate limit", "service unavailable":
# https://developers.facebook.com/docs/messenger-platform/error-codes
PASSING_CODES = frozenset({1, 2, 4, 17, 32, 341, 613, 1200, 80006})


class MessengerChannel(MessagingChannel, FacebookInput):
    """`/webhooks/facebook/webhook`."""

    form = MESSENGER
    acknowledge_within_s = 4.0

    client: MessengerClient

    @classmethod
    def name(cls) -> str:
        return "facebook"

    @classmethod
    def from_credentials(
        cls, credentials: Optional[dict[str, Any]]
    ) -> "MessengerChannel":
        channel = cls(
            fb_verify=required(credentials, "verify", "facebook"),
            fb_secret=required(credentials, "secret", "facebook"),
            fb_access_token=required(credentials, "page-access-token", "facebook"),
        )
        # With the secret, each call carries a proof that it comes from the app.
        channel.client = MessengerClient(
            channel.fb_access_token, app_secret=channel.fb_secret
        )
        channel.client.graph_url = str(
            (credentials or {}).get("api_url") or API_URL
        ).rstrip("/")
        return channel

    def is_authentic(self, request: Request) -> bool:
        """HMAC-SHA256 of the raw body with the app's secret, in constant time.

        https://developers.facebook.com/docs/messenger-platform/webhooks, "Validate
        payloads".
        """
        digest = hmac.new(self.fb_secret.encode(), request.body, hashlib.sha256)
        given = request.headers.get("X-Hub-Signature-256", "")
        return same(given, f"sha256={digest.hexdigest()}")

    def answer_handshake(self, request: Request) -> Optional[HTTPResponse]:
        if request.method != "GET" or request.args.get("hub.mode") != "subscribe":
            return None
        if not same(request.args.get("hub.verify_token") or "", self.fb_verify):
            return json({"error": "The verify token is wrong."}, status=403)
        return text(request.args.get("hub.challenge") or "")

    def acknowledgement(self) -> HTTPResponse:
        return text("EVENT_RECEIVED")

    def read(self, request: Request) -> list[Incoming]:
        body = json_body(request)
        if body.get("object") != "page":
            return []
        found = (
            self._read_event(event)
            for entry in body.get("entry") or ()
            for event in entry.get("messaging") or ()
        )
        return [incoming for incoming in found if incoming is not None]

    async def send(
        self, address: Mapping[str, str], part: Part, token: Callable[[int], str]
    ) -> None:
        message: dict[str, Any] = {"text": part.text}
        if part.choices:
            message["quick_replies"] = [
                {"content_type": "text", "title": title, "payload": token(n)}
                for title, n in part.choices
            ]
        try:
            # A thread: the client waits for its answer.
            answer = await run_sending(
                self.client.send,
                message,
                address["psid"],
                "RESPONSE",
                timeout=SEND_TIMEOUT_S,
            )
        except (requests.RequestException, OSError, ValueError) as error:
            # ValueError: the answer was no JSON.
            raise SendError(type(error).__name__) from error
        error_of = answer.get("error") if isinstance(answer, dict) else {"code": 2}
        if error_of:
            code = error_of.get("code")
            raise SendError(f"code {code}", is_final=code not in PASSING_CODES)

    def _read_event(self, event: dict[str, Any]) -> Optional[Incoming]:
        psid = str(event["sender"]["id"])
        address = {"psid": psid}
        postback = event.get("postback")
        if postback is not None:
            return Incoming(
                conversation=psid,
                message_id=str(postback.get("mid") or f"{psid}-{event['timestamp']}"),
                text=str(postback.get("title") or ""),
                address=address,
                choice=str(postback.get("payload") or ""),
            )
        message = event.get("message")
        if message is None or message.get("is_echo") or message.get("is_deleted"):
            return None
        attached = tuple(
            dict.fromkeys(
                _kind(attachment) for attachment in message.get("attachments") or ()
            )
        )
        written = str(message.get("text") or "")
        if not written and not attached:
            return None
        return Incoming(
            conversation=psid,
            message_id=str(message["mid"]),
            text=written,
            address=address,
            attached=attached,
            choice=str((message.get("quick_reply") or {}).get("payload") or ""),
        )


def _kind(attachment: dict[str, Any]) -> str:
    if (attachment.get("payload") or {}).get("sticker_id"):
        return "sticker"
    return {
        "image": "picture",
        "audio": "voice message",
        "video": "video",
        "location": "location",
    }.get(str(attachment.get("type")), "file")
