"""Brings one note to the clinic's team: by e-mail, to a webhook, or to a help desk.

A note in; it returns when the other side has taken it, and only then. Every other end
is an error that says whether another try can help; no word of a note is in it.
"""

import asyncio
import hashlib
import hmac
import json
import smtplib
import ssl
import time
from datetime import datetime, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Optional, Protocol
from urllib.parse import unquote, urlsplit

import aiohttp

from bot.handover.note import Note
from bot.limits import is_loopback
from bot.sending_threads import run_sending

TIMEOUT_S = 10.0
# Answers of HTTP that another time may be others.
PASSING_STATUSES = frozenset({408, 409, 425, 429})


class CourierError(Exception):
    """The other side has not said that it took the note.

    Attributes:
        is_final: Whether it would be the same another time.
    """

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(f"The note was not taken: {reason}.")
        self.is_final = is_final


class Courier(Protocol):
    """What the desk asks of a courier."""

    async def bring(self, note: Note) -> None:
        """Return once the note is taken.

        Raises:
            CourierError: It is not known to be taken.
        """


class SmtpCourier:
    """E-mail; taken means that the mail server answered 250 to the whole message."""

    def __init__(
        self, url: str, *, sender: str, recipient: str, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Name the mail server.

        Args:
            url: `smtp://[USER:PASSWORD@]HOST[:587]` with STARTTLS, or `smtps://...`.
            sender: Address that the mail is from.
            recipient: The team's address.
            timeout_s: Seconds for each step of the conversation with the server.
        """
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname or ""
        self._port = parts.port or (465 if self._is_tls else 587)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._sender = sender
        self._recipient = recipient
        self._timeout_s = timeout_s

    async def bring(self, note: Note) -> None:
        try:
            # A thread: the library waits for each answer.
            await run_sending(self._send, self.message(note))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise CourierError(
                f"recipient refused, {codes}", is_final=min(codes, default=0) >= 500
            ) from None
        except smtplib.SMTPAuthenticationError as error:
            raise CourierError(f"login refused, {error.smtp_code}") from None
        except smtplib.SMTPResponseException as error:
            raise CourierError(
                f"status {error.smtp_code}", is_final=error.smtp_code >= 500
            ) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise CourierError(type(error).__name__) from None

    def message(self, note: Note) -> EmailMessage:
        """The mail; a patient's line breaks cannot become headers."""
        mail = EmailMessage()
        mail["Subject"] = f"A patient asks to be contacted ({note.reference})"
        mail["From"] = self._sender
        mail["To"] = self._recipient
        mail["Date"] = format_datetime(datetime.now(timezone.utc))
        # The same for each try, so that a mailbox shows a doubled one as one.
        domain = self._sender.rpartition("@")[2].strip("<> ") or "localhost"
        mail["Message-ID"] = f"<bedside-{note.reference}@{domain}>"
        # https://www.rfc-editor.org/rfc/rfc3834: no out-of-office reply to this.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content("\n\n".join(note.lines()))
        return mail

    def _send(self, mail: EmailMessage) -> None:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self._is_tls:
            server = smtplib.SMTP_SSL(
                self._host, self._port, timeout=self._timeout_s, context=context
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._timeout_s)
        with server:
            if not self._is_tls:
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=context)
                    server.ehlo()
                elif not is_loopback(self._host):
                    # A patient's words do not travel open to read.
                    raise smtplib.SMTPNotSupportedError("no STARTTLS")
            if self._user:
                server.login(self._user, self._password)
            server.send_message(mail)


class WebhookCourier:
    """A signed POST of JSON; taken means a status from 200 to 299.

    `X-Bedside-Signature` is "sha256=" and the HMAC-SHA256, in hex, of the timestamp's
    header, a full stop and the raw body. `Idempotency-Key` is the note's reference.
    """

    def __init__(self, url: str, *, secret: str, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url
        self._secret = secret.encode()
        self._timeout_s = timeout_s

    async def bring(self, note: Note) -> None:
        body = json.dumps(note.payload(), ensure_ascii=False).encode()
        stamp = str(int(time.time()))
        digest = hmac.new(self._secret, stamp.encode() + b"." + body, hashlib.sha256)
        headers = {
            "Content-Type": "application/json",
            "X-Bedside-Timestamp": stamp,
            "X-Bedside-Signature": f"sha256={digest.hexdigest()}",
            "Idempotency-Key": note.reference,
        }
        async with _session(self._timeout_s) as session:
            await _post(session, self._url, body, headers)


class ChatwootCourier:
    """A conversation in an API inbox of Chatwoot; taken means that it has the message.

    https://developers.chatwoot.com/api-reference/messages-api/create-a-message
    """

    def __init__(self, url: str, *, timeout_s: float = TIMEOUT_S) -> None:
        """Name the inbox.

        Args:
            url: `https://HOST/public/api/v1/inboxes/INBOX_IDENTIFIER`.
            timeout_s: Seconds for all three requests.
        """
        self._url = url.rstrip("/")
        self._timeout_s = timeout_s

    async def bring(self, note: Note) -> None:
        async with _session(self._timeout_s) as session:
            # A known identifier gives the contact that is there already.
            contact = await self._create(
                session, "contacts", {"identifier": f"bedside-{note.reference}"}
            )
            source_id = _named(contact, "source_id")
            conversations = f"contacts/{source_id}/conversations"
            conversation = await self._create(session, conversations, {})
            await self._create(
                session,
                f"{conversations}/{_named(conversation, 'id')}/messages",
                {"content": "\n".join(note.lines()), "echo_id": note.reference},
            )

    async def _create(
        self, session: aiohttp.ClientSession, path: str, body: dict[str, Any]
    ) -> Any:
        answer = await _post(
            session,
            f"{self._url}/{path}",
            json.dumps(body, ensure_ascii=False).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            return json.loads(answer)
        except ValueError:
            raise CourierError("the answer is no JSON") from None


def _named(answer: Any, field: str) -> str:
    value = answer.get(field) if isinstance(answer, dict) else None
    if not isinstance(value, (str, int)) or not str(value).replace("-", "").isalnum():
        raise CourierError(f"the answer has no {field}")
    return str(value)


def _session(timeout_s: float) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout_s))


async def _post(
    session: aiohttp.ClientSession,
    url: str,
    body: bytes,
    headers: dict[str, str],
) -> bytes:
    """The body of a 2xx answer.

    Raises:
        CourierError: Anything else; redirects are not followed, since a note goes
            where the clinic said and nowhere else.
    """
    status: Optional[int] = None
    try:
        async with session.post(
            url, data=body, headers=headers, allow_redirects=False
        ) as response:
            status = response.status
            answer = await response.content.read(64 * 1024)
    except asyncio.TimeoutError:
        raise CourierError("no answer in time") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise CourierError(type(error).__name__) from None
    if 200 <= status < 300:
        return bytes(answer)
    is_final = 300 <= status < 500 and status not in PASSING_STATUSES
    raise CourierError(f"status {status}", is_final=is_final)
