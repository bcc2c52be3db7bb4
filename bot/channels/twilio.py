"""SMS and WhatsApp over Twilio: Rasa's connector, behind the door and checked.

What the connector lacks: it checks no signature, so anybody who knows the address can
write in any patient's name; it waits for the whole turn and blocks every other patient
while it sends; its five tries are none, since an error ends them; it knows messages by
no id, cuts replies at empty lines, shows no choices, and raises without a body.
Request forms: https://www.twilio.com/docs/messaging/guides/webhook-request,
https://www.twilio.com/docs/messaging/api/message-resource
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Optional
from urllib.parse import parse_qsl

import requests
from rasa.core.channels.twilio import TwilioInput, TwilioOutput
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient

from bot.channels.message_form import SMS, WHATSAPP, Form, Part
from bot.channels.messaging import (
    SEND_TIMEOUT_S,
    Incoming,
    MessagingChannel,
    SendError,
    required,
    same,
)
from bot.sending_threads import run_sending

WHATSAPP_PREFIX = "whatsapp:"


class TwilioChannel(MessagingChannel, TwilioInput):
    """`POST /webhooks/twilio/webhook`."""

    form = SMS
    # Twilio waits 15 s and does not ask again unless it is told to.
    acknowledge_within_s = 12.0

    output: TwilioOutput
    webhook_url: str

    @classmethod
    def name(cls) -> str:
        return "twilio"

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> "TwilioChannel":
        channel = cls(
            account_sid=required(credentials, "account_sid", "twilio"),
            auth_token=required(credentials, "auth_token", "twilio"),
            twilio_number=required(credentials, "twilio_number", "twilio"),
        )
        channel.webhook_url = required(credentials, "webhook_url", "twilio")
        channel.output = TwilioOutput(
            channel.account_sid, channel.auth_token, channel.twilio_number
        )
        channel.output.http_client = TwilioHttpClient(timeout=SEND_TIMEOUT_S)
        api_url = (credentials or {}).get("api_url")
        if api_url:
            channel.output.api.base_url = str(api_url).rstrip("/")
        return channel

    def form_for(self, address: Mapping[str, str]) -> Form:
        return WHATSAPP if address["to"].startswith(WHATSAPP_PREFIX) else SMS

    def is_authentic(self, request: Request) -> bool:
        """Twilio's signature over the address it was told and the form's fields.

        The address is the one of the settings: behind a proxy, this server does not
        know by which name it was called.
        https://www.twilio.com/docs/usage/security#validating-requests
        """
        fields = _fields(request)
        if fields is None:
            return False
        return same(
            request.headers.get("X-Twilio-Signature", ""),
            sign(self.auth_token, self.webhook_url, fields),
        )

    def acknowledgement(self) -> HTTPResponse:
        # No message in it: the reply comes by itself, however long it takes.
        return HTTPResponse("<Response/>", content_type="text/xml")

    def read(self, request: Request) -> list[Incoming]:
        fields = dict(_fields(request) or ())
        if "MessageStatus" in fields and "Body" not in fields:
            return []  # what became of a message of ours
        attached = [
            _kind(fields.get(f"MediaContentType{n}", ""))
            for n in range(int(fields.get("NumMedia") or 0))
        ]
        if fields.get("Latitude") and fields.get("Longitude"):
            attached.append("location")
        # Some carriers corrupt this sign, as Rasa's connector knows.
        body = fields.get("Body", "").replace("¡", "@")
        text = fields.get("ButtonText") or body
        return [
            Incoming(
                conversation=fields["From"],
                message_id=fields["MessageSid"],
                text=text,
                # From the number that was written to: a clinic may have several.
                address={
                    "to": fields["From"],
                    "from": fields.get("To") or self.twilio_number,
                },
                attached=tuple(dict.fromkeys(attached)),
            )
        ]

    async def send(
        self, address: Mapping[str, str], part: Part, token: Callable[[int], str]
    ) -> None:
        try:
            # A thread: Twilio's client waits for its answer.
            await run_sending(
                self.output.messages.create,
                to=address["to"],
                from_=address["from"],
                body=part.text,
            )
        except TwilioRestException as error:
            is_final = 400 <= error.status < 500 and error.status not in (408, 429)
            raise SendError(
                f"status {error.status}, code {error.code}", is_final=is_final
            ) from error
        except (TwilioException, requests.RequestException, OSError) as error:
            raise SendError(type(error).__name__) from error


def sign(auth_token: str, url: str, fields: list[tuple[str, str]]) -> str:
    """Base64 of HMAC-SHA1 over the address and the sorted fields, names and values."""
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    digest = hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def _fields(request: Request) -> Optional[list[tuple[str, str]]]:
    """The form's fields, from the raw body; None when it is no form."""
    try:
        return parse_qsl(
            request.body.decode("utf-8"), keep_blank_values=True, max_num_fields=200
        )
    except ValueError:
        return None


def _kind(content_type: str) -> str:
    kind, _, subtype = content_type.partition("/")
    if subtype in ("vcard", "x-vcard"):
        return "contact"
    return {"image": "picture", "audio": "voice message", "video": "video"}.get(
        kind, "file"
    )
