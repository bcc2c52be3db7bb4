"""Couriers against real SMTP and HTTP servers: up, down, slow, refusing and odd."""

import asyncio
import contextlib
import datetime
import email
import hashlib
import hmac
import json
import smtplib
import ssl
import threading

import pytest
from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.handover import courier as courier_module
from bot.handover.courier import (
    ChatwootCourier,
    CourierError,
    SmtpCourier,
    WebhookCourier,
)
from bot.handover.note import Note
from tests.conftest import free_port

NOTE = Note(
    "k7m2-9fq1",
    "appointment",
    "can i book\nBcc: thief@x.example — please",
    "Jo Ünal, 07700 900123",
    "sms",
    1_760_000_000.0,
)
SECRET = "0123456789abcdef"


class Mailbox:
    """What an SMTP server does with a mail; `answer` is what it says to the data."""

    def __init__(self, answer="250 OK", delay_s=0.0, rcpt="250 OK"):
        self.answer, self.delay_s, self.rcpt = answer, delay_s, rcpt
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.delay_s)
        if self.answer.startswith("250"):
            mail = email.message_from_bytes(
                envelope.content, policy=email.policy.default
            )
            self.mails.append((envelope, mail))
        return self.answer


@contextlib.contextmanager
def mail_server(mailbox, **options):
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def mailer(url, **options):
    return SmtpCourier(
        url, sender="bot@clinic.example", recipient="team@clinic.example", **options
    )


async def test_a_mail_is_taken_whole():
    with mail_server(mailbox := Mailbox()) as url:
        await mailer(url).bring(NOTE)
    ((envelope, mail),) = mailbox.mails
    assert envelope.rcpt_tos == ["team@clinic.example"]
    assert mail["Subject"] == "A patient asks to be contacted (k7m2-9fq1)"
    assert mail["Message-ID"] == "<bedside-k7m2-9fq1@clinic.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    # A patient's line break is no header, and no character is lost.
    assert mail["Bcc"] is None
    body = mail.get_content()
    assert "Bcc: thief@x.example — please" in body
    assert "How to reach them: Jo Ünal, 07700 900123" in body
    assert "2025-10-09 at 08:53 UTC" in body


async def test_a_mail_waits_in_no_thread_that_a_turn_needs(monkeypatch):
    """Of the default threads, the second safety screen takes one for each message."""
    names = []
    courier = mailer("smtp://127.0.0.1:1")
    monkeypatch.setattr(
        courier, "_send", lambda mail: names.append(threading.current_thread().name)
    )
    await courier.bring(NOTE)
    assert [name.partition("_")[0] for name in names] == ["sending"]


@pytest.mark.parametrize(
    ("mailbox", "is_final"),
    [
        (Mailbox("451 try later"), False),
        (Mailbox("554 no"), True),
        (Mailbox(rcpt="450 busy"), False),
        (Mailbox(rcpt="550 nobody"), True),
    ],
)
async def test_a_mail_server_that_refuses_has_not_taken_it(mailbox, is_final):
    with mail_server(mailbox) as url, pytest.raises(CourierError) as caught:
        await mailer(url).bring(NOTE)
    assert caught.value.is_final is is_final
    assert mailbox.mails == []
    assert "07700" not in str(caught.value)


async def test_a_mail_server_that_is_down_has_not_taken_it():
    with pytest.raises(CourierError, match="ConnectionRefusedError") as caught:
        await mailer(f"smtp://127.0.0.1:{free_port()}").bring(NOTE)
    assert not caught.value.is_final


async def test_a_mail_server_that_is_slow_has_not_taken_it():
    with mail_server(Mailbox(delay_s=2.0)) as url:
        with pytest.raises(CourierError, match="not taken") as caught:
            await mailer(url, timeout_s=0.3).bring(NOTE)
    assert not caught.value.is_final


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_a_login_is_used_and_a_wrong_one_is_not_taken():
    def login(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"p@ss", handled=False)

    options = {
        "authenticator": login,
        "auth_required": True,
        "auth_require_tls": False,
    }
    with mail_server(mailbox := Mailbox(), **options) as url:
        host = url.removeprefix("smtp://")
        await mailer(f"smtp://bot:p%40ss@{host}").bring(NOTE)
        with pytest.raises(CourierError, match="login refused") as caught:
            await mailer(f"smtp://bot:wrong@{host}").bring(NOTE)
    assert len(mailbox.mails) == 1
    assert not caught.value.is_final


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody but its maker trusts, for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


async def test_a_mail_goes_through_tls_to_a_server_that_is_trusted_only(
    certificate, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    options = {"tls_context": context, "require_starttls": True}
    with mail_server(mailbox := Mailbox(), **options) as url:
        url = url.replace("127.0.0.1", "localhost")
        with pytest.raises(CourierError, match="SSLCertVerificationError"):
            await mailer(url).bring(NOTE)
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(
            courier_module.ssl, "create_default_context", lambda: trusting
        )
        await mailer(url).bring(NOTE)
    assert len(mailbox.mails) == 1


async def test_no_note_travels_open_to_another_machine(monkeypatch):
    monkeypatch.setattr(courier_module, "is_loopback", lambda host: False)
    with mail_server(mailbox := Mailbox()) as url:
        with pytest.raises(CourierError, match=smtplib.SMTPNotSupportedError.__name__):
            await mailer(url).bring(NOTE)
    assert mailbox.mails == []


# --- HTTP -----------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def http_server(answer):
    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_webhook_is_signed_and_can_be_told_from_its_repeat():
    got = []

    async def take(request):
        got.append((request.headers, await request.read()))
        return web.Response(status=204)

    async with http_server(take) as url:
        await WebhookCourier(f"{url}/notes", secret=SECRET).bring(NOTE)
    ((headers, body),) = got
    signed = headers["X-Bedside-Timestamp"].encode() + b"." + body
    wanted = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Bedside-Signature"] == f"sha256={wanted}"
    assert headers["Idempotency-Key"] == "k7m2-9fq1"
    said = json.loads(body)
    assert said["contact"] == "Jo Ünal, 07700 900123"
    assert said["kind"] == "appointment"
    assert said["asked_at"] == "2025-10-09T08:53:20+00:00"


@pytest.mark.parametrize(
    ("status", "is_final"),
    [(500, False), (503, False), (429, False), (400, True), (401, True), (302, True)],
)
async def test_a_webhook_that_refuses_has_not_taken_it(status, is_final):
    async def refuse(request):
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async with http_server(refuse) as url:
        with pytest.raises(CourierError, match=f"status {status}") as caught:
            await WebhookCourier(url, secret=SECRET).bring(NOTE)
    assert caught.value.is_final is is_final


async def test_a_webhook_that_is_down_or_slow_has_not_taken_it():
    async def wait(request):
        await asyncio.sleep(5)

    with pytest.raises(CourierError, match="ClientConnectorError"):
        url = f"http://127.0.0.1:{free_port()}"
        await WebhookCourier(url, secret=SECRET).bring(NOTE)
    async with http_server(wait) as url:
        with pytest.raises(CourierError, match="no answer in time") as caught:
            await WebhookCourier(url, secret=SECRET, timeout_s=0.2).bring(NOTE)
    assert not caught.value.is_final


class Chatwoot:
    """An API inbox of Chatwoot, as its documentation states the three calls.

    https://developers.chatwoot.com/api-reference/contacts-api/create-a-contact,
    .../conversations-api/create-a-conversation and .../messages-api/create-a-message
    """

    inbox = "/public/api/v1/inboxes/ABC123"

    def __init__(self):
        self.messages = []
        self.conversation = {"id": 42}

    async def answer(self, request):
        body = await request.json()
        path = request.path.removeprefix(self.inbox)
        if path == "/contacts":
            assert body["identifier"] == "bedside-k7m2-9fq1"
            return web.json_response({"id": 7, "source_id": "abc-def", "name": None})
        if path == "/contacts/abc-def/conversations":
            return web.json_response(self.conversation)
        if path == "/contacts/abc-def/conversations/42/messages":
            self.messages.append(body)
            return web.json_response({"id": 1, "content": body["content"]})
        return web.Response(status=404)


async def test_a_help_desk_has_the_note_as_a_message():
    desk = Chatwoot()
    async with http_server(desk.answer) as url:
        await ChatwootCourier(url + desk.inbox).bring(NOTE)
    (message,) = desk.messages
    assert message["echo_id"] == "k7m2-9fq1"
    assert "How to reach them: Jo Ünal, 07700 900123" in message["content"]


@pytest.mark.parametrize(
    "conversation", [{}, [], {"id": "../../x"}, {"id": None}, {"id": {"a": 1}}]
)
async def test_a_help_desk_that_answers_rubbish_has_not_taken_it(conversation):
    desk = Chatwoot()
    desk.conversation = conversation
    async with http_server(desk.answer) as url:
        with pytest.raises(CourierError, match="has no id"):
            await ChatwootCourier(url + desk.inbox).bring(NOTE)
    assert desk.messages == []


async def test_a_help_desk_that_answers_no_json_has_not_taken_it():
    async def answer(request):
        return web.Response(text="<html>")

    async with http_server(answer) as url:
        with pytest.raises(CourierError, match="no JSON") as caught:
            await ChatwootCourier(url).bring(NOTE)
    assert not caught.value.is_final
