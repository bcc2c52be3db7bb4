"""The four platforms' channels against the platforms, played on the loopback."""

import asyncio
import contextlib
import json
import logging
import socket
import time
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from rasa.core.channels.channel import register
from rasa.shared.exceptions import InvalidConfigException
from sanic import Sanic
from sanic.response import text

from actions.reply import Button, Reply
from bot import red_flags
from bot.channels import deliveries as deliveries_module
from bot.channels import messaging
from bot.channels.deliveries import Deliveries
from bot.channels.message_form import SOURCES_BUTTON
from bot.channels.messaging import admit_platforms, attachment_note, webhooks_of
from bot.channels.messenger import MessengerChannel
from bot.channels.rest import RestChannel
from bot.channels.slack import SlackChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from bot.database import Database, DatabaseError
from bot.inbox import Inbox
from bot.red_flags import Alarm
from bot.reply_check import check_words
from bot.turn import SAFE_BUTTON, Door
from tests.bot.channels import platforms
from tests.bot.channels.platforms import Messenger, Slack, Telegram, Twilio
from tests.bot.fakes import ANSWER, CLINIC, FakeLibrary, FakeRasa, serving

CREDENTIALS = {
    "slack": {
        "slack_token": platforms.SLACK_TOKEN,
        "slack_signing_secret": platforms.SLACK_SECRET,
    },
    "telegram": {
        "access_token": platforms.TELEGRAM_TOKEN,
        "secret_token": platforms.TELEGRAM_SECRET,
        "webhook_url": "https://bedside.clinic.example/webhooks/telegram/webhook",
    },
    "twilio": {
        "account_sid": platforms.TWILIO_SID,
        "auth_token": platforms.TWILIO_TOKEN,
        "twilio_number": platforms.TWILIO_NUMBER,
        "webhook_url": platforms.TWILIO_URL,
    },
    "facebook": {
        "verify": platforms.FACEBOOK_VERIFY,
        "secret": platforms.FACEBOOK_SECRET,
        "page-access-token": platforms.FACEBOOK_TOKEN,
    },
}
KINDS = {
    "slack": (Slack, SlackChannel),
    "telegram": (Telegram, TelegramChannel),
    "twilio": (Twilio, TwilioChannel),
    "facebook": (Messenger, MessengerChannel),
}
EMERGENCY = Alarm("E2.breathing", "breathing", "emergency")
NOTICE = CLINIC.texts["notice"]


@pytest.fixture(autouse=True)
def red_words(monkeypatch, tmp_path):
    def screen(text):
        return EMERGENCY if "breathe" in text else None

    monkeypatch.setattr(red_flags, "screen", screen)
    monkeypatch.setenv("BEDSIDE_DATA_DIR", str(tmp_path))


class Chat:
    """One platform, one channel and one door, in one process."""

    def __init__(self, name, platform, channel, app, address, http):
        self.name, self.platform, self.channel = name, platform, channel
        self.app, self.address, self.http = app, address, http
        self.door = app.ctx.door

    async def post(self, body, **options):
        """The platform's request; its status and how long it took."""
        request = self.platform.request(body, **options)
        return await self.post_as_is(request)

    async def post_as_is(self, request):
        began = time.monotonic()
        url = f"{self.address}{self.platform.path}"
        async with self.http.post(url, **request) as response:
            self.answer = await response.read()
            return response.status, time.monotonic() - began

    async def say(self, text, n=1, **more):
        before = len(self.platform.taken)
        status, _ = await self.post(self.platform.message(text, **more))
        assert status == 200
        return await self.next(before, n)

    async def next(self, before, n=1):
        """The next n messages that the platform takes."""
        await until(lambda: len(self.platform.taken) >= before + n)
        await asyncio.sleep(0.05)
        assert not self.platform.refused
        return self.platform.taken[before:]

    async def press(self, title, value):
        before = len(self.platform.taken)
        if self.name == "twilio":
            return await self.say(title)
        body = self.platform.press(title, value)
        options = {}
        if self.name == "slack":
            options["content_type"] = "application/x-www-form-urlencoded"
        assert (await self.post(body, **options))[0] == 200
        return await self.next(before)


async def until(holds, timeout_s=5.0):
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def running(name, platform, tmp_path, rasa=None, database=None, **options):
    """A server with this channel; the next one on the same files is a restart."""
    _, channel_class = KINDS[name]
    credentials = {**CREDENTIALS[name], "api_url": platform.address}
    channel = channel_class.from_credentials(credentials)
    database = database or Database.of_file(tmp_path / "conversations.db")
    app = Sanic(f"chat_{name}_{time.monotonic_ns()}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 16 * 1024
    app.ctx.door = Door(
        CLINIC,
        rasa or FakeRasa(),
        inbox=Inbox(database),
        library=FakeLibrary,
        **options,
    )
    register([channel], app, route="/webhooks/")
    admit_platforms(app, webhooks_of([channel]))

    @app.post("/other")
    async def other(_):
        return text("taken")

    async with serving(app) as address, aiohttp.ClientSession() as http:
        channel.start(app)
        if name == "telegram":  # it is told the webhook first
            await until(lambda: platform.calls)
        chat = Chat(name, platform, channel, app, address, http)
        try:
            yield chat
        finally:
            await channel.stop()
            await app.ctx.door.close()
            await database.close()


def test_webhooks_are_those_of_platforms():
    twilio = TwilioChannel.from_credentials(CREDENTIALS["twilio"])
    assert webhooks_of([RestChannel(), twilio]) == {"/webhooks/twilio/webhook"}


@pytest.fixture(params=sorted(KINDS))
def name(request):
    return request.param


@pytest.fixture
async def platform(name):
    async with KINDS[name][0]() as platform:
        yield platform


@pytest.fixture
async def chat(name, platform, tmp_path):
    async with running(name, platform, tmp_path) as chat:
        yield chat


# --- answered, in the platform's form -----------------------------------------------


async def test_a_message_is_answered_with_its_quote_and_its_choices(chat):
    (sent,) = await chat.say("how many sessions will I need?")
    assert sent.text.startswith(NOTICE)
    assert "Typically, a series of sessions is recommended. [1]" in sent.text
    if chat.name == "twilio":
        assert sent.text.endswith("Reply with a number:\n1 How far apart?\n2 Sources")
    else:
        assert [title for title, _ in sent.buttons] == ["How far apart?", "Sources"]
    (delivery,) = await sent_of(chat)
    assert (delivery.state, delivery.n_sent, delivery.address) == ("sent", 1, "{}")


async def sent_of(chat, *, waits=False):
    """The deliveries of the one conversation, once nothing is waiting."""
    for _ in range(500):
        rows = await all_rows(chat)
        if rows and (waits or all(row.state != "waiting" for row in rows)):
            break
        await asyncio.sleep(0.01)
    assert len({row.sender_id for row in rows}) == 1
    return rows


async def all_rows(chat):
    table = deliveries_module.deliveries
    database = chat.door.inbox.database
    return await database.run(lambda c: c.execute(table.select()).fetchall())


async def test_a_pressed_button_is_asked_as_its_question(chat):
    rasa = chat.door.conversations
    (sent,) = await chat.say("how many sessions?")
    value = dict(sent.buttons).get("How far apart?", "")
    await chat.press("1" if chat.name == "twilio" else "How far apart?", value)
    assert rasa.asked[-1] == "How far apart are they?"


async def test_the_sources_choice_asks_for_the_sources(chat):
    rasa = chat.door.conversations
    (sent,) = await chat.say("how many sessions?")
    value = dict(sent.buttons).get("Sources", "")
    await chat.press("2" if chat.name == "twilio" else "Sources", value)
    assert rasa.asked[-1] == SOURCES_BUTTON.payload


@pytest.mark.parametrize("words", ["1", " 1. ", "reply 1", "Option 1", "one", "#1"])
async def test_a_number_is_understood_on_every_channel(chat, words):
    await chat.say("how many sessions?")
    await chat.say(words)
    assert chat.door.conversations.asked[-1] == "How far apart are they?"


@pytest.mark.parametrize("words", ["3", "1 or 2 sessions?", "12", "one more question"])
async def test_what_is_no_choice_stays_what_it_is(chat, words):
    await chat.say("how many sessions?")
    await chat.say(words)
    assert chat.door.conversations.asked[-1] == words


async def test_a_number_is_understood_after_a_restart(name, platform, tmp_path):
    async with running(name, platform, tmp_path) as chat:
        await chat.say("how many sessions?")
    async with running(name, platform, tmp_path, rasa := FakeRasa()) as chat:
        await chat.say("1")
    assert rasa.asked == ["How far apart are they?"]


async def test_a_button_that_was_never_offered_is_only_its_title(chat):
    if chat.name == "twilio":
        pytest.skip("no buttons")
    await chat.say("how many sessions?")
    await chat.press("Title", "zzzz-zzzz:1")
    assert chat.door.conversations.asked[-1] == "Title"


async def test_a_command_is_plain_text(chat):
    await chat.say("/restart")
    assert chat.door.conversations.asked == ["restart"]


# --- only what the platform sent ----------------------------------------------------


async def test_a_forged_request_is_refused(chat):
    options = {"token" if chat.name == "twilio" else "secret": "wrong"}
    status, _ = await chat.post(chat.platform.message("hello"), **options)
    assert status == 403
    assert chat.door.conversations.asked == []


async def test_a_request_without_a_signature_is_refused(chat):
    request = chat.platform.request(chat.platform.message("hello"))
    for header in list(request["headers"]):
        if header.startswith("X-"):
            del request["headers"][header]
    assert (await chat.post_as_is(request))[0] == 403


async def test_a_signature_is_over_what_was_sent(chat):
    if chat.name == "telegram":
        pytest.skip("Telegram signs nothing; it sends a secret")
    request = chat.platform.request(chat.platform.message("hello"))
    swap = bytes.replace if isinstance(request["data"], bytes) else str.replace
    old, new = ("hello", "hullo")
    if swap is bytes.replace:
        old, new = old.encode(), new.encode()
    request["data"] = swap(request["data"], old, new)
    assert (await chat.post_as_is(request))[0] == 403


async def test_signatures_that_are_no_text_are_refused(chat):
    request = chat.platform.request(chat.platform.message("hello"))
    for header in list(request["headers"]):
        if header.startswith("X-") and "Timestamp" not in header:
            request["headers"][header] = "v0=\u00e9\u00e9"
    assert (await chat.post_as_is(request))[0] == 403


async def test_a_replayed_request_is_answered_once(chat):
    request = chat.platform.request(chat.platform.message("how many?"))
    for _ in range(5):
        assert (await chat.post_as_is(request))[0] == 200
    await chat.next(0)
    await asyncio.sleep(0.2)
    assert len(chat.platform.taken) == 1
    assert chat.door.conversations.asked == ["how many?"]


async def test_retries_at_once_are_one_turn(name, platform, tmp_path):
    async with running(name, platform, tmp_path, FakeRasa(delay_s=0.3)) as chat:
        body = chat.platform.message("how many?")
        done = await asyncio.gather(*(chat.post(body) for _ in range(8)))
        assert {status for status, _ in done} == {200}
        await chat.next(0)
        await asyncio.sleep(0.2)
        assert len(platform.taken) == 1


async def test_a_retry_after_a_restart_is_answered_once(name, platform, tmp_path):
    message = KINDS[name][0]().message("how many?")
    async with running(name, platform, tmp_path) as chat:
        await chat.post(message)
        await chat.next(0)
    async with running(name, platform, tmp_path, rasa := FakeRasa()) as chat:
        assert (await chat.post(message))[0] == 200
        await asyncio.sleep(0.3)
    assert len(platform.taken) == 1
    assert rasa.asked == []


async def test_slack_requests_older_than_five_minutes_are_refused(tmp_path):
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        body = platform.message("hello")
        assert (await chat.post(body, at=time.time() - 301))[0] == 403
        assert (await chat.post(body, at=time.time() + 301))[0] == 403
        assert (await chat.post(body, at=time.time() - 290))[0] == 200


async def test_what_is_not_understood_is_acknowledged_and_not_repeated(chat, caplog):
    if chat.name == "twilio":
        status, _ = await chat.post({"Body": "hello sailor"})
    else:
        caplog.set_level(logging.DEBUG)
        for body in (b"[]", b'"x"', b"{", b"{}", b"[" * 9000, b"\xff\xfe"):
            status, _ = await chat.post(body)
            assert status == 200
        status, _ = await chat.post(json.dumps({"update_id": "hello sailor"}).encode())
    assert status == 200
    assert chat.platform.taken == []
    assert "sailor" not in caplog.text


async def test_updates_in_any_order_are_each_answered_once(chat):
    bodies = [chat.platform.message(f"question {n}") for n in range(6)]
    for body in reversed(bodies):
        await chat.post(body)
    await chat.post(bodies[0])
    await chat.next(0, 6)
    await asyncio.sleep(0.1)
    assert sorted(chat.door.conversations.asked) == [f"question {n}" for n in range(6)]
    assert len(chat.platform.taken) == 6


# --- slow, down, dead ---------------------------------------------------------------


async def test_a_slow_turn_is_acknowledged_at_once_and_answered(
    name, platform, tmp_path
):
    async with running(name, platform, tmp_path, FakeRasa(delay_s=1.0)) as chat:
        status, took_s = await chat.post(chat.platform.message("how many?"))
        assert status == 200
        assert took_s < 0.5
        assert platform.taken == []
        (row,) = await all_rows(chat)
        assert row.state == "waiting"
        (sent,) = await chat.next(0)
        assert "recommended" in sent.text


async def test_a_reply_that_was_not_taken_is_sent_later(chat, monkeypatch):
    monkeypatch.setattr(deliveries_module, "MAX_BACKOFF_S", 0.05)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.05)
    chat.platform.fail = [web.Response(status=503), web.Response(status=500)]
    await chat.post(chat.platform.message("how many?"))
    (sent,) = await chat.next(0)
    assert "recommended" in sent.text
    await until(lambda: not chat.platform.fail)
    (delivery,) = await sent_of(chat)
    assert (delivery.state, delivery.n_tries) == ("sent", 2)


async def test_a_reply_that_will_never_be_taken_is_given_up(chat):
    refusals = {
        "slack": web.json_response({"ok": False, "error": "channel_not_found"}),
        "telegram": web.json_response(
            {
                "ok": False,
                "error_code": 403,
                "description": "Forbidden: blocked",
            },
            status=403,
        ),
        "twilio": web.json_response({"code": 21610, "message": "stop"}, status=400),
        "facebook": web.json_response({"error": {"code": 551, "message": "gone"}}),
    }
    chat.platform.fail = [refusals[chat.name]]
    await chat.post(chat.platform.message("how many?"))
    await until(lambda: not chat.platform.fail)
    (delivery,) = await sent_of(chat)
    assert (delivery.state, delivery.address) == ("failed", "{}")
    assert chat.door.counts["undelivered"] == 1


async def test_what_a_dead_process_owed_is_sent_by_the_next(
    name, platform, tmp_path, monkeypatch
):
    monkeypatch.setattr(deliveries_module, "LEASE_S", 0.2)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.05)
    message = KINDS[name][0]().message("how many?")

    async def die(self, *_):
        await asyncio.sleep(3600)

    async with running(name, platform, tmp_path) as chat:
        with monkeypatch.context() as patched:
            # The reply is stored; the process ends before any of it is sent.
            patched.setattr(messaging.MessagingChannel, "_deliver", die)
            patched.setattr(messaging, "STOP_TIMEOUT_S", 0.1)
            patched.setattr(messaging.MessagingChannel, "send_due", die)
            assert (await chat.post(message))[0] == 200
            await until(lambda: chat.door.counts["answer"] == 1)
            await asyncio.sleep(0.1)
            await chat.channel.stop()
    assert platform.taken == []
    async with running(name, platform, tmp_path, rasa := FakeRasa()) as chat:
        (sent,) = await chat.next(0)
    assert "recommended" in sent.text
    assert rasa.asked == []


async def test_a_long_reply_goes_on_where_it_stopped(
    name, platform, tmp_path, monkeypatch
):
    monkeypatch.setattr(deliveries_module, "MAX_BACKOFF_S", 0.05)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.05)
    sentences = [f"Sentence number {n} of the clinic is here." for n in range(200)]
    long = Reply(" ".join(sentences), "smalltalk", "greet", 0.9)
    rasa = FakeRasa(long.messages())
    async with running(name, platform, tmp_path, rasa) as chat:
        first = platform.take

        async def take(request):
            if len(platform.taken) == 1 and not take.failed:
                take.failed = True
                return web.Response(status=503)
            return await first(request)

        take.failed = False
        platform.take = take
        await chat.post(chat.platform.message("hello"))
        await until(lambda: "number 199" in "".join(platform.texts), 8)
        assert take.failed
    joined = " ".join(platform.texts)
    assert [joined.count(sentence) for sentence in sentences] == [1] * 200
    assert not platform.refused


async def test_an_emergency_is_answered_while_the_database_is_down(
    name, platform, tmp_path
):
    class Down(Database):
        async def run(self, work, *, timeout_s=4.0):
            raise DatabaseError("down")

    database = Down(f"sqlite:///{tmp_path / 'c.db'}")
    async with running(name, platform, tmp_path, database=database) as chat:
        body = chat.platform.message("I cannot breathe")
        status, took_s = await chat.post(body)
        (sent,) = await chat.next(0)
        assert status == 200
        assert took_s < 1
        assert sent.text.startswith(CLINIC.texts["emergency"])
        await chat.post(body)
        await asyncio.sleep(0.1)
        assert len(platform.taken) == 1
        await chat.say("how many?")
        assert CLINIC.emergency_number in platform.texts[-1]


async def test_what_cannot_be_stored_in_time_is_asked_for_again(
    name, platform, tmp_path
):
    class Slow(Database):
        async def run(self, work, *, timeout_s=4.0):
            await asyncio.sleep(1.0)
            return await super().run(work, timeout_s=timeout_s)

    database = Slow(f"sqlite:///{tmp_path / 'c.db'}")
    async with running(name, platform, tmp_path, database=database) as chat:
        chat.channel.acknowledge_within_s = 0.1
        status, _ = await chat.post(chat.platform.message("how many?"))
        assert status == 503
        await chat.next(0)


class SlowDatabase(Database):
    """Answers, but not while an emergency waits for it."""

    async def run(self, work, *, timeout_s=4.0):
        await asyncio.sleep(0.5)
        return await super().run(work, timeout_s=timeout_s)


async def test_an_emergency_that_was_refused_once_is_not_lost(
    name, platform, tmp_path, monkeypatch
):
    monkeypatch.setattr(deliveries_module, "MAX_BACKOFF_S", 0.05)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.05)
    database = SlowDatabase(f"sqlite:///{tmp_path / 'c.db'}")
    async with running(name, platform, tmp_path, database=database) as chat:
        platform.fail = [web.Response(status=503)]
        await chat.post(platform.message("I cannot breathe"))
        await until(lambda: platform.taken, 8)
        assert chat.door.counts["undelivered"] == 1
        (row,) = await sent_of(chat)
        assert (row.state, row.n_tries) == ("sent", 1)
        assert len(platform.taken) == 1
    assert platform.texts[0].startswith(CLINIC.texts["emergency"])


async def test_an_emergency_that_was_sent_from_memory_is_not_sent_again(
    name, platform, tmp_path, monkeypatch
):
    monkeypatch.setattr(deliveries_module, "LEASE_S", 0.2)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.05)
    database = SlowDatabase(f"sqlite:///{tmp_path / 'c.db'}")
    async with running(name, platform, tmp_path, database=database) as chat:
        body = platform.message("I cannot breathe")
        assert (await chat.post(body))[0] == 200
        (row,) = await sent_of(chat)
        assert (await chat.post(body))[0] == 200
        assert (row.state, row.n_sent) == ("sent", 1)
        assert len(platform.taken) == 1


# --- acknowledged only when something is known of it ---------------------------------


async def test_what_is_neither_noted_nor_sent_is_asked_for_again(chat, monkeypatch):
    async def fail(self, **_):
        raise DatabaseError("busy")

    with monkeypatch.context() as patched:
        patched.setattr(Deliveries, "begin", fail)
        chat.platform.fail = [web.Response(status=503)]
        body = chat.platform.message("how many?")
        assert (await chat.post(body))[0] == 503
        assert chat.door.counts["undelivered"] == 1
    # Asked again, it is sent.
    assert (await chat.post(body))[0] == 200
    (sent,) = await chat.next(0)
    assert "recommended" in sent.text


async def test_what_is_not_noted_is_not_acknowledged_while_it_is_answered(
    name, platform, tmp_path, monkeypatch
):
    async def fail(self, **_):
        raise DatabaseError("busy")

    monkeypatch.setattr(Deliveries, "begin", fail)
    async with running(name, platform, tmp_path, FakeRasa(delay_s=0.6)) as chat:
        chat.channel.acknowledge_within_s = 0.3
        body = platform.message("how many?")
        assert (await chat.post(body))[0] == 503
        await chat.next(0)
        assert (await chat.post(body))[0] == 200
        assert len(platform.taken) == 1


async def test_a_message_whose_turn_raises_is_asked_for_again(chat, monkeypatch):
    async def fail(*_):
        raise RuntimeError("unexpected")

    with monkeypatch.context() as patched:
        patched.setattr(chat.channel, "_words", fail)
        body = chat.platform.message("how many?")
        assert (await chat.post(body))[0] == 503
    assert (await chat.post(body))[0] == 200
    await chat.next(0)


async def test_a_server_without_a_door_says_so(chat, caplog):
    del chat.app.ctx.door
    status, _ = await chat.post(chat.platform.message("how many?"))
    chat.app.ctx.door = chat.door
    assert status == 503
    assert "RestChannel" in caplog.text


# --- once, also when the platform is slow or the server ends -------------------------


async def test_replies_that_wait_for_a_slow_platform_are_sent_once(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(deliveries_module, "LEASE_S", 0.4)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.02)
    async with Twilio() as platform, running("twilio", platform, tmp_path) as chat:
        take = platform.take

        async def slow(request):
            await asyncio.sleep(0.3)
            return await take(request)

        platform.take = slow
        for n in range(4):
            await chat.post(platform.message(f"question {n}"))
        await chat.next(0, 4)
        await asyncio.sleep(0.8)
        assert len(platform.taken) == 4
        assert {row.state for row in await all_rows(chat)} == {"sent"}


async def test_a_stop_waits_for_what_is_being_sent(
    name, platform, tmp_path, monkeypatch
):
    monkeypatch.setattr(deliveries_module, "LEASE_S", 0.5)
    monkeypatch.setattr(deliveries_module, "MAX_BACKOFF_S", 0.05)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.02)
    take = platform.take

    async def slow(request):
        answer = await take(request)
        await asyncio.sleep(0.3)
        return answer

    async with running(name, platform, tmp_path) as chat:
        platform.fail = [web.Response(status=503)]
        await chat.post(platform.message("how many?"))
        await until(lambda: not platform.fail)
        platform.take = slow
        await until(lambda: platform.taken)
        await chat.channel.stop()
        (row,) = await all_rows(chat)
        assert row.state == "sent"
    platform.take = take
    async with running(name, platform, tmp_path):
        await asyncio.sleep(0.7)
    assert len(platform.taken) == 1


async def test_channels_stop_together_and_within_the_bound(monkeypatch, tmp_path):
    monkeypatch.setattr(messaging, "STOP_TIMEOUT_S", 0.3)
    app = Sanic(f"stop_{time.monotonic_ns()}", configure_logging=False)
    app.ctx.door = Door(CLINIC, inbox=Inbox(Database.of_file(tmp_path / "c.db")))
    channels = [KINDS[n][1].from_credentials(CREDENTIALS[n]) for n in sorted(KINDS)]

    async def hang(*_):
        await asyncio.sleep(3600)

    for channel in channels:
        channel._start_empty()
        monkeypatch.setattr(channel, "send_due", hang)
        monkeypatch.setattr(channel, "greet_platform", hang)
        channel.start(app)
    await asyncio.sleep(0.01)
    began = time.monotonic()
    await messaging.stop_platforms(app)
    assert 0.25 < time.monotonic() - began < 0.8
    await app.ctx.door.inbox.database.close()


@pytest.mark.parametrize("stops_itself", [False, True])
async def test_channels_stop_with_the_app_unless_the_server_stops_them_later(
    monkeypatch, tmp_path, stops_itself
):
    """Requests come as long as connections are open; what they bring is still sent."""
    app = Sanic(f"stop_{time.monotonic_ns()}", configure_logging=False)
    app.ctx.door = Door(CLINIC, inbox=Inbox(Database.of_file(tmp_path / "c.db")))
    app.ctx.stops_platforms_itself = stops_itself
    channel = KINDS["slack"][1].from_credentials(CREDENTIALS["slack"])
    stopped = []

    async def stop(*, within_s=None):
        stopped.append(within_s)

    monkeypatch.setattr(channel, "stop", stop)
    register([channel], app, route="/webhooks/")
    Sanic.test_mode = True
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listener, return_asyncio_server=True)
    await server.startup()
    app.ctx.platforms_started = [channel]
    await server.before_stop()
    await server.close()
    assert stopped == ([] if stops_itself else [None])
    await messaging.stop_platforms(app, within_s=2.5)
    assert stopped == ([2.5] if stops_itself else [None])
    await app.ctx.door.inbox.database.close()


async def test_one_reply_that_cannot_be_sent_does_not_hold_up_the_others(
    tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(deliveries_module, "LEASE_S", 0.2)
    monkeypatch.setattr(deliveries_module, "MAX_BACKOFF_S", 0.05)
    monkeypatch.setattr(messaging, "WORK_EVERY_S", 0.02)
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        send, refused = chat.channel.send, []

        async def fail(address, part, token):
            if address["channel"] == "DBAD":
                raise KeyError("the patient's words")
            if not refused:
                refused.append(1)
                raise messaging.SendError("busy")
            await send(address, part, token)

        monkeypatch.setattr(chat.channel, "send", fail)
        await chat.post(platform.message("one", channel="DBAD", user="U7"))
        await until(lambda: chat.door.counts["undelivered"])
        await chat.post(platform.message("two", user="U8"))
        (sent,) = await chat.next(0)
        assert sent.to == "D1"
        rows = await all_rows(chat)
        assert [row.state for row in rows] == ["waiting", "sent"]
        assert rows[0].n_tries > 0
    assert "KeyError" in caplog.text
    assert "patient's words" not in caplog.text


async def test_a_reply_of_one_part_is_written_down_once(chat, monkeypatch):
    async def fail(*_):
        raise AssertionError("written twice")

    monkeypatch.setattr(Deliveries, "note_sent", fail)
    await chat.say("how many?")
    (delivery,) = await sent_of(chat)
    assert (delivery.state, delivery.n_sent) == ("sent", 1)


# --- danger first -------------------------------------------------------------------


async def test_an_emergency_is_one_message_and_begins_with_the_action(chat):
    (sent,) = await chat.say("I cannot breathe")
    assert sent.text.startswith(CLINIC.texts["emergency"].split(".")[0])
    assert CLINIC.texts["emergency"] in sent.text
    (delivery,) = await sent_of(chat)
    assert delivery.state == "sent"


async def test_the_end_of_an_alarm_can_be_chosen_by_number(chat):
    (sent,) = await chat.say("I cannot breathe")
    assert f"1 {SAFE_BUTTON.title}" in sent.text or sent.buttons
    await chat.say("1")
    assert CLINIC.texts["over"] in chat.platform.texts[-1]


async def test_an_emergency_does_not_wait_for_a_slow_turn(name, platform, tmp_path):
    async with running(name, platform, tmp_path, FakeRasa(delay_s=1.0)) as chat:
        await chat.post(chat.platform.message("how many?"))
        began = time.monotonic()
        await chat.post(chat.platform.message("I cannot breathe"))
        (sent,) = await chat.next(0)
        assert time.monotonic() - began < 0.6
        assert sent.text.startswith(CLINIC.texts["emergency"])
        await chat.next(1)


# --- what is no text ----------------------------------------------------------------


async def test_a_picture_gets_a_kind_sentence_and_the_contact(chat):
    await chat.post(chat.platform.picture(""))
    (sent,) = await chat.next(0)
    assert sent.text.startswith(f"{NOTICE}\n\nThank you for the picture.")
    assert "did not receive" not in sent.text
    assert CLINIC.phone in sent.text
    assert CLINIC.emergency_number in sent.text


async def test_a_caption_is_answered_and_the_picture_is_not_passed_over(chat):
    await chat.post(chat.platform.picture("how many sessions?"))
    (sent,) = await chat.next(0)
    assert chat.door.conversations.asked == ["how many sessions?"]
    assert sent.text.index("recommended") < sent.text.index("Thank you for the picture")


async def test_a_red_flag_in_a_caption_counts(chat):
    await chat.post(chat.platform.picture("I cannot breathe since this"))
    (sent,) = await chat.next(0)
    assert sent.text.startswith(CLINIC.texts["emergency"])
    assert "picture" not in sent.text


TELEGRAM_KINDS = {
    "sticker": ({"sticker": {"file_id": "x"}}, "sticker"),
    "voice": ({"voice": {"file_id": "x", "duration": 3}}, "voice message"),
    "video note": ({"video_note": {"file_id": "x"}}, "video"),
    "document": ({"document": {"file_id": "x"}}, "file"),
    "location": ({"location": {"latitude": 51.5, "longitude": 0.1}}, "location"),
    "contact": ({"contact": {"phone_number": "1", "first_name": "J"}}, "contact"),
    "poll": ({"poll": {"id": "1"}}, "file"),
}


@pytest.mark.parametrize("kind", sorted(TELEGRAM_KINDS))
async def test_every_kind_of_telegram_message_is_answered(tmp_path, kind):
    fields, named = TELEGRAM_KINDS[kind]
    async with Telegram() as platform, running("telegram", platform, tmp_path) as chat:
        await chat.post(platform.update(**fields))
        (sent,) = await chat.next(0)
    assert f"Thank you for the {named}." in sent.text


@pytest.mark.parametrize(
    ("kind", "named"),
    [("audio/ogg", "voice message"), ("text/vcard", "contact"), ("video/mp4", "video")],
)
async def test_every_kind_of_whatsapp_message_is_answered(tmp_path, kind, named):
    async with Twilio() as platform, running("twilio", platform, tmp_path) as chat:
        await chat.post(platform.message("", NumMedia="1", MediaContentType0=kind))
        await chat.post(platform.message("", Latitude="51.5", Longitude="0.1"))
        first, second = await chat.next(0, 2)
    assert f"Thank you for the {named}." in first.text
    assert "Thank you for the location." in second.text


@pytest.mark.parametrize(
    ("kind", "named"),
    [("audio", "voice message"), ("location", "location"), ("fallback", "file")],
)
async def test_every_kind_of_messenger_message_is_answered(tmp_path, kind, named):
    async with Messenger() as platform, running("facebook", platform, tmp_path) as chat:
        attachment = {"type": kind, "payload": {"url": "https://x.example"}}
        await chat.post(platform.entries({"mid": "m9", "attachments": [attachment]}))
        (sent,) = await chat.next(0)
    assert f"Thank you for the {named}." in sent.text


def test_the_kind_sentence_judges_nobody_and_says_when_the_clinic_is_open():
    note = attachment_note(CLINIC, ("picture", "location"))
    assert "{" not in note
    assert "picture and location" in note
    assert "open" in note
    check_words(Reply(note, "unknown", "x", 0.0))
    assert attachment_note(CLINIC, ()) == ""


# --- oversized ----------------------------------------------------------------------


async def test_a_long_message_is_asked_to_be_shortened(chat):
    (sent,) = await chat.say("why " * 1000)
    assert CLINIC.texts["too_long"] in sent.text


async def test_a_red_flag_at_the_end_of_a_long_message_counts(chat):
    (sent,) = await chat.say("well " * 600 + "I cannot breathe")
    assert sent.text.startswith(CLINIC.texts["emergency"])


async def test_a_body_beyond_all_measure_is_refused(chat):
    status, _ = await chat.post(chat.platform.message("x" * 300_000))
    assert status == 413


async def test_others_may_send_no_more_than_before(chat):
    url = f"{chat.address}/other"
    for n_bytes, status in ((16 * 1024, 200), (16 * 1024 + 1, 413)):
        async with chat.http.post(url, data=b"x" * n_bytes) as response:
            assert response.status == status


# --- too many -----------------------------------------------------------------------


async def test_too_many_messages_are_told_so_once_and_danger_never_is(chat):
    class Limits:
        def session_wait_s(self, session_id):
            return 30

        def please_wait(self, wait_s):
            return f"Please wait {wait_s} seconds. In an emergency call 999."

    chat.app.ctx.limits = Limits()
    for n in range(4):
        await chat.post(chat.platform.message(f"question {n}"))
    await chat.post(chat.platform.message("I cannot breathe"))
    sent = await chat.next(0, 2)
    assert sorted(len(s.text) > 60 for s in sent) == [False, True]
    assert len(sent) == 2
    # The screen reads as much of it as of any other message.
    await chat.post(chat.platform.message("well " * 900 + "I cannot breathe"))
    await chat.next(2)


async def test_deleting_is_within_the_limits(chat, monkeypatch):
    class Limits:
        def session_wait_s(self, session_id):
            return 30

        def please_wait(self, wait_s):
            return f"Please wait {wait_s} seconds."

    chat.app.ctx.limits = Limits()
    erased = []

    async def erase(sender_id):
        erased.append(sender_id)

    monkeypatch.setattr(chat.door, "erase", erase)
    (sent,) = await chat.say("Delete my data")
    assert sent.text == "Please wait 30 seconds."
    assert erased == []


# --- privacy ------------------------------------------------------------------------


async def test_delete_my_data_deletes_and_says_so_after_it_happened(chat, tmp_path):
    await chat.say("how many sessions?")
    assert await all_rows(chat)
    (sent,) = await chat.say("Delete my data")
    assert "is deleted" in sent.text
    assert await all_rows(chat) == []
    assert await chat.door.inbox.conversations_unanswered() == []


async def test_no_address_is_left_in_the_files(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    async with Twilio() as platform, running("twilio", platform, tmp_path) as chat:
        await chat.say("how many sessions?")
        await asyncio.sleep(0.1)
        await chat.door.inbox.database.scrub()
        number = platform.sender.encode()
        for file in tmp_path.glob("conversations.db*"):
            assert number not in file.read_bytes(), file
    ours = [record for record in caplog.records if record.name.startswith("bot")]
    assert not any(platform.sender in record.getMessage() for record in ours)


# --- the platforms' peculiarities ---------------------------------------------------


async def test_slack_asks_whether_somebody_is_there(tmp_path):
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        body = json.dumps({"type": "url_verification", "challenge": "3eZb"}).encode()
        assert (await chat.post(body))[0] == 200
        assert json.loads(chat.answer) == {"challenge": "3eZb"}
        assert (await chat.post(body, secret="wrong"))[0] == 403


async def test_one_slack_message_that_is_two_events_is_answered_once(tmp_path):
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        more = {"ts": "1700000000.5", "channel": "C1", "channel_type": "channel"}
        await chat.post(platform.message("<@UBOT> how many?", **more))
        await chat.post(
            platform.message("<@UBOT> how many?", **{**more, "type": "app_mention"})
        )
        await chat.post(
            platform.message("<@UBOT> how many?", **{**more, "type": "app_mention"})
        )
        (sent,) = await chat.next(0)
        assert sent.raw["thread_ts"] == "1700000000.5"
        assert chat.door.conversations.asked == ["how many?"]


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"subtype": "channel_join"},
        {"subtype": "message_deleted"},
        {"channel": "C9", "channel_type": "channel"},
        {"type": "reaction_added"},
        {"user": ""},
    ],
)
async def test_slack_events_that_are_no_message_to_the_bot(tmp_path, more):
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        assert (await chat.post(platform.message("hello", **more)))[0] == 200
        await asyncio.sleep(0.1)
        assert platform.taken == []


async def test_a_slack_mention_is_not_the_direct_conversation(tmp_path):
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        await chat.post(platform.message("how many?"))
        mention = {"channel": "C1", "channel_type": "channel", "type": "app_mention"}
        await chat.post(platform.message("<@UBOT> 1", **mention))
        await chat.next(0, 2)
        assert len({row.sender_id for row in await all_rows(chat)}) == 2
        # "1" is no choice of what was said in private.
        assert sorted(chat.door.conversations.asked) == ["1", "how many?"]


async def test_a_slack_message_that_is_edited_is_read_again(tmp_path):
    async with Slack() as platform, running("slack", platform, tmp_path) as chat:
        changed = {
            "user": "U1", "ts": "1.5", "text": "I cannot breathe", "type": "message",
            "edited": {"user": "U1", "ts": "2.0"},
        }  # fmt: skip
        unfurled = {key: changed[key] for key in ("user", "ts", "text", "type")}
        for message in (unfurled, changed, changed):
            body = platform.message(
                "",
                subtype="message_changed",
                message=message,
                previous_message={"text": "hello"},
            )
            await chat.post(body)
        await chat.next(0)
        assert len(platform.taken) == 1


async def test_slack_signs_are_written_and_read_as_slack_wants(tmp_path):
    reply = Reply("Ask & <tell> us.", "smalltalk", "greet", 0.9)
    rasa = FakeRasa(reply.messages())
    async with (
        Slack() as platform,
        running("slack", platform, tmp_path, rasa) as chat,
    ):
        (sent,) = await chat.say("is 3 &lt; 5 &amp; why?")
        assert rasa.asked == ["is 3 < 5 & why?"]
        assert "Ask & <tell> us." in sent.text
        assert "Ask &amp; &lt;tell&gt; us." in sent.raw["text"]


async def test_telegram_is_told_the_webhook_and_its_secret(tmp_path):
    async with Telegram() as platform, running("telegram", platform, tmp_path):
        await until(lambda: platform.calls)
        method, data = platform.calls[0]
        assert method == "setWebhook"
        assert data["secret_token"] == platforms.TELEGRAM_SECRET


async def test_telegram_hears_that_a_button_was_heard(tmp_path):
    async with Telegram() as platform, running("telegram", platform, tmp_path) as chat:
        (sent,) = await chat.say("how many?")
        await chat.press(*sent.buttons[0])
        await until(lambda: "answerCallbackQuery" in dict(platform.calls))


async def test_telegram_asks_to_wait_and_is_heeded(tmp_path):
    async with Telegram() as platform, running("telegram", platform, tmp_path) as chat:
        platform.fail = [
            web.json_response(
                {"ok": False, "error_code": 429, "parameters": {"retry_after": 77}},
                status=429,
            )
        ]
        await chat.post(platform.message("how many?"))
        await until(lambda: not platform.fail)
        for _ in range(500):
            (delivery,) = await sent_of(chat, waits=True)
            if delivery.n_tries:
                break
            await asyncio.sleep(0.01)
        assert 70 < delivery.due_at - time.time() < 78


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_telegram_groups_are_not_answered(tmp_path, kind):
    async with Telegram() as platform, running("telegram", platform, tmp_path) as chat:
        group = {"id": -100, "type": kind}
        said = json.loads(platform.message("how many?"))
        said["message"]["chat"] = group
        await chat.post(json.dumps(said).encode())
        press = json.loads(platform.press("Title", "zzzz-zzzz:1"))
        press["callback_query"]["message"]["chat"] = group
        await chat.post(json.dumps(press).encode())
        await asyncio.sleep(0.1)
        assert await all_rows(chat) == []
        await chat.say("how many?")


async def test_a_telegram_live_location_is_answered_once(tmp_path):
    async with Telegram() as platform, running("telegram", platform, tmp_path) as chat:
        place = {"location": {"latitude": 51.5, "longitude": 0.1, "live_period": 900}}
        await chat.post(platform.update(**place))
        for _ in range(3):
            moved = json.loads(platform.update(**place, edit_date=1700000009))
            moved["edited_message"] = moved.pop("message")
            await chat.post(json.dumps(moved).encode())
        await chat.next(0)
        edited = json.loads(platform.update(text="how many?", edit_date=1700000010))
        edited["edited_message"] = edited.pop("message")
        await chat.post(json.dumps(edited).encode())
        await chat.next(1)
        assert len(platform.taken) == 2


async def test_whatsapp_is_answered_on_whatsapp_from_the_number_written_to(tmp_path):
    async with Twilio() as platform, running("twilio", platform, tmp_path) as chat:
        (sent,) = await chat.say(
            "how many?", sender="whatsapp:+447700900123", to="whatsapp:+441632960111"
        )
        assert sent.to == "whatsapp:+447700900123"
        assert sent.raw["From"] == "whatsapp:+441632960111"
        assert chat.answer == b"<Response/>"


async def test_every_message_of_a_messenger_request_is_answered(tmp_path):
    async with Messenger() as platform, running("facebook", platform, tmp_path) as chat:
        body = platform.entries(
            {"mid": "m1", "text": "first"},
            {"mid": "m2", "text": "echo", "is_echo": True},
            {"mid": "m3", "text": "second"},
        )
        await chat.post(body)
        await chat.next(0, 2)
        assert sorted(chat.door.conversations.asked) == ["first", "second"]


async def test_a_messenger_event_of_another_form_drops_no_other(tmp_path):
    async with Messenger() as platform, running("facebook", platform, tmp_path) as chat:
        body = json.loads(platform.message("first"))
        body["entry"][0]["messaging"] += [
            {"recipient": {"id": "9"}, "optin": {"ref": "x", "user_ref": "u"}},
            {"sender": {"id": "1"}, "message": {"text": "no mid"}},
            None,
        ]
        await chat.post(json.dumps(body).encode())
        await chat.next(0)
        assert chat.door.conversations.asked == ["first"]


async def test_messenger_asks_whether_somebody_is_there(tmp_path):
    async with Messenger() as platform, running("facebook", platform, tmp_path) as chat:
        url = f"{chat.address}{platform.path}?hub.mode=subscribe&hub.challenge=11584"
        for token, status, body in (("verify-me", 200, "11584"), ("wrong", 403, None)):
            async with chat.http.get(f"{url}&hub.verify_token={token}") as response:
                assert response.status == status
                assert body in (None, await response.text())


async def test_messenger_titles_are_cut_and_listed_whole(tmp_path):
    long = replace(ANSWER, buttons=(Button("How do I reach the clinic?", "reach"),))
    rasa = FakeRasa(long.messages())
    async with (
        Messenger() as platform,
        running("facebook", platform, tmp_path, rasa) as chat,
    ):
        (sent,) = await chat.say("how many?")
        assert [title for title, _ in sent.buttons] == ["1 How do I reach…", "Sources"]
        assert "1 How do I reach the clinic?\n2 Sources" in sent.text


# --- credentials --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [(name, key) for name in CREDENTIALS for key in CREDENTIALS[name]],
)
def test_a_credential_that_is_missing_stops_the_start(name, key):
    channel = KINDS[name][1]
    for value in (None, "", "${NOT_SET}"):
        given = {**CREDENTIALS[name], key: value}
        with pytest.raises(InvalidConfigException, match=key):
            channel.from_credentials(given)
    with pytest.raises(InvalidConfigException):
        channel.from_credentials(None)


@pytest.mark.parametrize(
    ("key", "value"), [("secret_token", "short"), ("access_token", "no token")]
)
def test_a_credential_of_another_form_stops_the_start(key, value):
    given = {**CREDENTIALS["telegram"], key: value}
    with pytest.raises(InvalidConfigException, match=key):
        TelegramChannel.from_credentials(given)


# --- deliveries ---------------------------------------------------------------------


async def test_a_delivery_is_in_one_hand_only(tmp_path):
    now = 1000.0
    database = Database.of_file(tmp_path / "c.db")
    kept = Deliveries(database, now=lambda: now)
    first = await kept.begin(
        sender_id="s", message_id="m", channel="sms", address={"to": "x"}
    )
    again = await kept.begin(
        sender_id="s", message_id="m", channel="sms", address={"to": "x"}
    )
    assert (first.is_new, again.is_new) == (True, False)
    assert await kept.claim("sms") is None
    now += 31
    assert await kept.claim("telegram") is None
    assert await kept.claim("sms", after=first.row) is None
    taken = await kept.claim("sms")
    assert taken.row == first.row
    assert await kept.claim("sms") is None
    await kept.put_off(taken)
    now += 1.9
    assert await kept.claim("sms") is None
    now += 0.2
    assert (await kept.claim("sms")).n_tries == 1
    await database.close()


async def test_who_lost_a_delivery_changes_only_what_was_sent(tmp_path):
    now = 1000.0
    database = Database.of_file(tmp_path / "c.db")
    kept = Deliveries(database, now=lambda: now)
    late = await kept.begin(
        sender_id="s", message_id="m", channel="sms", address={"to": "x"}
    )
    now += 15
    assert await kept.hold(late) is late
    now += 16
    owner = await kept.claim("sms")
    assert await kept.hold(late) is None
    assert await kept.note_sent(replace(late, n_sent=2)) is None
    await kept.put_off(late)
    await kept.give_up(late)
    now += 20
    held = await kept.hold(owner)
    assert (held.n_sent, held.n_tries, held.state) == (2, 0, "waiting")
    assert held.due_at == now + 30
    # Less is sent than is written: what is written stays.
    noted = await kept.note_sent(replace(held, n_sent=1))
    assert noted.due_at == now + 30
    await kept.finish_sent(replace(late, n_sent=3))
    assert await kept.hold(replace(noted, due_at=noted.due_at - 20)) is None
    now += 31
    assert await kept.claim("sms") is None
    await database.close()


async def test_a_delivery_is_given_up_after_most_of_a_day(tmp_path):
    now = 1000.0
    database = Database.of_file(tmp_path / "c.db")
    kept = Deliveries(database, now=lambda: now)
    delivery = await kept.begin(
        sender_id="s", message_id="m", channel="sms", address={"to": "x"}
    )
    now += 20 * 3600 + 1
    await kept.put_off(delivery)
    table = deliveries_module.deliveries
    (left,) = await database.run(lambda c: c.execute(table.select()).fetchall())
    assert (left.state, left.address) == ("failed", "{}")
    await database.close()


async def test_late_replies_are_left_to_the_deliveries(name):
    channel = KINDS[name][1].from_credentials(CREDENTIALS[name])
    assert channel.get_output_channel() is None
