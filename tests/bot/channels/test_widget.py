import asyncio
import json
import re
import secrets
import time
import uuid
from dataclasses import replace

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sanic import Sanic

from actions.reply import Button
from bot.channels.conversation_key import KEY_BYTES
from bot.channels.widget import WidgetChannel
from bot.database import Database, DatabaseError
from bot.housekeeping import delete_before
from bot.inbox import Inbox
from bot.rate_limit import RateLimit
from bot.turn import Door
from tests.bot.fakes import ANSWER, CLINIC, QUOTE, FakeLibrary, FakeRasa, serving

KEY = b"k" * KEY_BYTES
LISTED = "https://www.clinic.example"


class Pages:
    def paragraph(self, source_id, quote):
        return f"Before. {quote} After."

    def title(self, source_id):
        return source_id


class Client:
    """Calls of a browser's chat; `last` is the response of the last one."""

    def __init__(self, session, address, rasa, channel):
        self.session, self.address = session, address
        self.rasa, self.channel = rasa, channel
        self.token = None

    async def call(self, method, path, body=None, *, token=None, headers=(), raw=None):
        sent = dict(headers)
        if token or self.token:
            sent.setdefault("Authorization", f"Bearer {token or self.token}")
        data = raw
        if body is not None:
            data = json.dumps(body)
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        url = f"{self.address}/chat/api/{path}"
        async with self.session.request(method, url, data=data, headers=sent) as last:
            self.last = last
            text = await last.text()
            is_json = last.content_type == "application/json"
            return json.loads(text) if text and is_json else None

    async def start(self):
        self.token = (await self.call("POST", "session", {}))["token"]
        return self.token

    async def send(self, text, message_id=None, **options):
        body = {"text": text, "message_id": message_id or uuid.uuid4().hex}
        return await self.call("POST", "messages", body, **options)

    async def rate(self, message_id, vote="up", **more):
        body = {"message_id": message_id, "vote": vote, **more}
        return await self.call("POST", "feedback", body)

    async def kept(self):
        """What the inbox holds of the conversation."""
        history = await self.door.inbox.history(self.channel.sender_of(self.token))
        return [accepted.text for accepted in history]

    def expect(self, status, code, reply):
        assert (self.last.status, reply["error"]["code"]) == (status, code)
        return reply["error"]["message"]


@pytest.fixture
async def client(tmp_path):
    """A started session on a server with a fake Rasa behind it."""
    async with AClient(tmp_path) as client:
        await client.start()
        yield client


class AClient:
    """A client of a server that lives as long as the `async with` block."""

    def __init__(self, tmp_path, **options):
        self.tmp_path, self.options = tmp_path, options

    async def __aenter__(self):
        self.rasa = FakeRasa()
        self.database = Database.of_file(self.tmp_path / "conversations.db")
        inbox = Inbox(self.database)
        self.door = Door(CLINIC, self.rasa, inbox=inbox, library=FakeLibrary)
        channel = WidgetChannel(
            self.door,
            CLINIC,
            inbox,
            **{"key": KEY, "origins": (LISTED,), "pages": Pages, **self.options},
        )
        app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
        app.config.REQUEST_MAX_SIZE = 16 * 1024
        app.blueprint(channel.blueprint())
        self.serving = serving(app)
        self.session = aiohttp.ClientSession()
        address = await self.serving.__aenter__()
        client = Client(self.session, address, self.rasa, channel)
        client.door = self.door
        return client

    async def __aexit__(self, *error):
        await self.session.close()
        await self.serving.__aexit__(None, None, None)
        await self.door.close()
        await self.database.close()


# --- session ----------------------------------------------------------------------


async def test_a_token_is_256_random_bits_and_set_in_no_cookie(client):
    other = (await client.call("POST", "session", {}))["token"]
    assert client.last.status == 201
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", other) and other != client.token
    assert "Set-Cookie" not in client.last.headers


async def test_rasa_and_the_database_see_a_keyed_hash_and_never_the_token(
    client, tmp_path
):
    await client.send("how many?")
    sender = client.channel.sender_of(client.token)
    assert re.fullmatch(r"web-[0-9a-f]{48}", sender)
    inbox = Inbox(Database.of_file(tmp_path / "other" / "conversations.db"))
    other_key = WidgetChannel(client.door, CLINIC, inbox, key=b"x" * KEY_BYTES)
    assert other_key.sender_of(client.token) != sender
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("*.db*"))
    assert sender.encode() in stored and client.token.encode() not in stored


@pytest.mark.parametrize("token", ["", "short", "a" * 44, "a" * 42 + "!", "../../etc"])
async def test_a_malformed_token_is_refused(client, token):
    reply = await client.send("hi", headers={"Authorization": f"Bearer {token}"})
    assert "Start a session" in client.expect(401, "no_session", reply)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "messages"),
        ("GET", "messages"),
        ("POST", "feedback"),
        ("GET", "export"),
        ("DELETE", "conversation"),
    ],
)
async def test_a_made_up_token_opens_nothing(client, method, path):
    body = {"message_id": "m" * 8, "text": "hi", "vote": "up"}
    token = secrets.token_urlsafe(32)
    reply = await client.call(
        method, path, body if method == "POST" else None, token=token
    )
    assert "Start a new one" in client.expect(401, "unknown_session", reply)
    assert client.rasa.asked == []


# --- messages ---------------------------------------------------------------------


async def test_a_message_is_answered_with_citations_in_their_paragraph(client):
    reply = await client.send("how many?", "message-1")
    assert client.last.status == 200
    assert (reply["message_id"], reply["route"]) == ("message-1", "answer")
    assert reply["blocks"] == [{"text": f"{QUOTE} [1]", "n": None}]
    (citation,) = reply["citations"]
    assert citation["paragraph"] == f"Before. {QUOTE} After."
    assert reply["buttons"] == [
        {"title": "How far apart?", "payload": "How far apart are they?"}
    ]
    assert reply["receipt"] and reply["opening"]["today"]


async def test_the_notice_is_not_said_again_below_the_chats_own(client):
    assert CLINIC.texts["notice"] not in (await client.send("how many?"))["text"]


async def test_a_message_sent_twice_is_answered_once(client):
    first = await client.send("how many?", "message-1")
    again = await client.send("how many?", "message-1")
    assert again == {**first, "at": again["at"]} and client.rasa.asked == ["how many?"]
    (turn,) = (await client.call("GET", "messages"))["turns"]
    assert turn["reply"] == again


async def test_a_message_sent_1000_times_is_one_event_and_one_reply(tmp_path):
    unlimited = RateLimit(10_000)
    limits = {"per_session": unlimited, "per_address": unlimited}
    async with AClient(tmp_path, **limits) as client:
        await client.start()
        client.rasa.delay_s = 0.1
        replies = []
        for _ in range(20):
            replies += await asyncio.gather(
                *(client.send("how many?", "message-1") for _ in range(50))
            )
        assert len(replies) == 1000
        assert {reply["receipt"] for reply in replies} == {replies[0]["receipt"]}
        assert client.rasa.asked == ["how many?"]


async def test_the_same_reply_comes_after_a_restart(client, tmp_path):
    first = await client.send("how many?", "message-1")
    async with AClient(tmp_path) as restarted:
        restarted.token = client.token
        again = await restarted.send("how many?", "message-1")
        assert again == {**first, "at": again["at"]}
        assert restarted.rasa.asked == []


async def test_an_id_that_was_used_for_another_text_is_a_conflict(client):
    await client.send("how many?", "message-1")
    reply = await client.send("does it hurt?", "message-1")
    assert "Use a new id" in client.expect(409, "message_id_used", reply)
    client.rasa.delay_s = 0.2
    one, other = await asyncio.gather(
        client.send("one", "message-2"), client.send("other", "message-2")
    )
    assert [r.get("error", {}).get("code") for r in (one, other)] in (
        [None, "message_id_used"],
        ["message_id_used", None],
    )


async def test_a_turn_goes_on_when_the_patient_closes_the_page(client):
    client.rasa.delay_s = 0.3
    task = asyncio.ensure_future(client.send("how many?", "message-1"))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.sleep(0.4)
    (turn,) = (await client.call("GET", "messages"))["turns"]
    assert turn["reply"]["route"] == "answer"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"message_id": "message-1"}, "bad_text"),
        ({"message_id": "message-1", "text": None}, "bad_text"),
        ({"message_id": "message-1", "text": 5}, "bad_text"),
        ({"message_id": "message-1", "text": ["a"]}, "bad_text"),
        ({"text": "hi"}, "bad_message_id"),
        ({"text": "hi", "message_id": 7}, "bad_message_id"),
        ({"text": "hi", "message_id": "short"}, "bad_message_id"),
        ({"text": "hi", "message_id": "a" * 65}, "bad_message_id"),
        ({"text": "hi", "message_id": "with blank"}, "bad_message_id"),
    ],
)
async def test_a_field_that_is_wrong_is_named(client, body, code):
    message = client.expect(400, code, await client.call("POST", "messages", body))
    assert code.removeprefix("bad_") in message
    assert client.rasa.asked == []


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", '"text"', "null", "NaN", '{"text": NaN}', "[" * 9000, "\xff"]
)
async def test_what_is_no_json_object_is_refused(client, raw):
    reply = await client.call("POST", "messages", raw=raw)
    client.expect(400, "bad_json", reply)


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""],
)
async def test_only_json_changes_state(client, kind):
    for method, path in (
        ("POST", "session"),
        ("POST", "messages"),
        ("POST", "feedback"),
    ):
        reply = await client.call(
            method, path, raw='{"text": "hi"}', headers={"Content-Type": kind}
        )
        client.expect(415, "content_type", reply)


async def test_a_body_over_16_kb_is_413(client):
    await client.session.close()
    client.session = aiohttp.ClientSession()
    url = f"{client.address}/chat/api/messages"
    headers = {"Content-Type": "application/json"}
    async with client.session.post(url, data=b"a" * 20_000, headers=headers) as last:
        assert last.status == 413


async def test_a_long_message_is_asked_to_be_shortened(client):
    reply = await client.send("a" * 1001)
    assert reply["text"] == CLINIC.texts["too_long"]
    assert (await client.send("a" * 1000))["route"] == "answer"


async def test_unknown_fields_are_dropped(client):
    body = {
        "text": "how many?",
        "message_id": "message-1",
        "sender": "somebody",
        "metadata": {"x": 1},
        "input_channel": "slack",
    }
    assert (await client.call("POST", "messages", body))["route"] == "answer"
    assert await client.kept() == ["how many?"]


async def test_a_slash_command_counts_only_when_it_was_offered(client):
    await client.send('/restart{"a": 1}')
    assert client.rasa.asked == ['restart{"a": 1}']
    offer = replace(ANSWER, buttons=(Button("Yes, please", "/affirm"),))
    client.rasa.messages = offer.messages()
    await client.send("how many?")
    await client.send("/affirm")
    assert client.rasa.asked[-1] == "/affirm"
    turns = (await client.call("GET", "messages"))["turns"]
    assert turns[-1]["text"] == "Yes, please"


def break_database(client, delay_s=0.0):
    """Let every transaction fail, at once or late; what puts it right again."""
    database = client.door.inbox.database
    run = database.run

    async def fail(work, *, timeout_s=4.0):
        await asyncio.sleep(min(delay_s, timeout_s))
        raise DatabaseError("OperationalError")

    database.run = fail

    def mend():
        database.run = run

    return mend


@pytest.mark.parametrize("delay_s", [0.0, 60.0])
async def test_an_emergency_waits_for_no_database_from_the_first_call_on(
    client, delay_s
):
    mend = break_database(client, delay_s)
    client.rasa.error = OSError("down")
    started = time.monotonic()
    await client.start()
    reply = await client.send("I can't breathe, my throat is closing", "message-1")
    assert time.monotonic() - started < 0.6
    assert (reply["text"], reply["tier"]) == (CLINIC.texts["emergency"], "emergency")
    mend()
    # Its record, written when the database is back, makes the conversation known.
    for _ in range(100):
        history = await client.call("GET", "messages")
        if client.last.status == 200:
            break
        await asyncio.sleep(0.1)
    assert [turn["reply"]["tier"] for turn in history["turns"]] == ["emergency"]


async def test_a_message_that_cannot_be_stored_is_told_so_and_answered_when_it_can(
    client,
):
    mend = break_database(client)
    reply = await client.send("how many?", "message-1")
    assert CLINIC.phone in reply["text"] and client.rasa.asked == []
    mend()
    assert (await client.send("how many?", "message-1"))["route"] == "answer"
    assert client.rasa.asked == ["how many?"]


async def test_other_calls_say_that_the_records_cannot_be_reached(client):
    break_database(client)
    reply = await client.call("GET", "messages")
    assert CLINIC.phone in client.expect(503, "store_down", reply)


async def test_what_identifies_a_patient_is_masked_also_in_a_comment(client, tmp_path):
    await client.send("I am Mr Canary, 07700 900123", "message-1")
    await client.rate("message-1", comment="write to canary@example.com")
    (turn,) = (await client.call("GET", "messages"))["turns"]
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("*.db*"))
    for word in ("Canary", "900123", "canary@example.com"):
        assert word not in str(turn) and word.encode() not in stored
    # The same words again are the same message, though they are not what is stored.
    again = await client.send("I am Mr Canary, 07700 900123", "message-1")
    assert again["route"] == "answer" and len(client.rasa.asked) == 1


# --- limits -----------------------------------------------------------------------


async def test_the_21st_message_of_a_minute_waits_and_is_told_the_number(client):
    for _ in range(20):
        assert (await client.send("hello"))["route"] == "answer"
    reply = await client.send("hello")
    message = client.expect(429, "too_many", reply)
    assert CLINIC.emergency_number in message
    assert 1 <= int(client.last.headers["Retry-After"]) <= 60
    assert reply["error"]["retry_after_s"] == int(client.last.headers["Retry-After"])


async def test_an_emergency_is_recognised_even_when_it_is_too_many(client):
    for _ in range(20):
        await client.send("hello")
    reply = await client.send("I can't breathe, my throat is closing")
    assert client.expect(429, "too_many", reply) == CLINIC.texts["emergency"]
    assert reply["error"]["tier"] == "emergency"


async def test_the_61st_call_of_an_address_waits_whatever_its_session(client):
    for _ in range(3):
        for _ in range(18):
            assert (await client.send("hello"))["route"] == "answer"
        await client.start()
    # With the four sessions these were 58.
    assert [(await client.send("hello")).get("route") for _ in range(3)] == [
        "answer",
        "answer",
        None,
    ]
    assert client.last.status == 429
    client.expect(429, "too_many", await client.call("POST", "session", {}))


async def test_another_session_of_another_address_is_not_held_up(tmp_path):
    async with AClient(tmp_path, per_session=RateLimit(1)) as client:
        await client.start()
        await client.send("hello")
        client.expect(429, "too_many", await client.send("hello"))
        await client.start()
        assert (await client.send("hello"))["route"] == "answer"


async def test_reading_has_a_limit_of_its_own(tmp_path):
    async with AClient(tmp_path, other_calls=RateLimit(2)) as client:
        await client.start()
        await client.call("GET", "messages")
        await client.call("GET", "clinic")
        client.expect(429, "too_many", await client.call("GET", "export"))
        assert (await client.send("hello"))["route"] == "answer"


# --- who may call -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (LISTED, 200),
        (LISTED.upper(), 200),
        ("https://evil.example", 403),
        ("http://www.clinic.example", 403),
        ("https://www.clinic.example.evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
async def test_only_listed_origins_may_call(client, origin, status):
    await client.call("GET", "clinic", headers={"Origin": origin})
    assert client.last.status == status
    assert "Access-Control-Allow-Origin" not in client.last.headers


async def test_this_servers_own_pages_may_call(client):
    await client.call("GET", "clinic", headers={"Origin": client.address})
    assert client.last.status == 200


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("cross-site", 403)]
)
async def test_a_call_without_origin_from_another_site_is_refused(client, site, status):
    await client.call("GET", "clinic", headers={"Sec-Fetch-Site": site})
    assert client.last.status == status


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "messages"), ("GET", "session"), ("POST", "conversation"), ("GET", "x")],
)
async def test_other_methods_and_paths_are_not_there(client, method, path):
    await client.call(method, path)
    assert client.last.status in (404, 405)


@pytest.mark.parametrize("path", ["messages", "clinic", "export"])
async def test_the_headers_forbid_caching_framing_and_sniffing(client, path):
    await client.call("GET", path)
    headers = client.last.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


async def test_an_error_of_ours_shows_an_id_and_no_trace(client, caplog):
    async def broken(message):
        raise RuntimeError("my secret words")

    client.door.handle = broken
    reply = await client.send("hello")
    message = client.expect(500, "internal", reply)
    assert re.search(r"id [0-9a-f]{8}", message) and CLINIC.phone in message
    assert "secret" not in message and "secret" not in caplog.text


async def test_a_turn_that_failed_can_be_tried_again_under_its_id(client):
    handle = client.door.handle

    async def broken(message):
        raise RuntimeError

    client.door.handle = broken
    await client.send("hello", "message-1")
    client.door.handle = handle
    assert (await client.send("hello", "message-1"))["route"] == "answer"


# --- history, feedback, export, erasure -------------------------------------------


async def test_the_history_holds_every_turn_in_order(client):
    for text in ("one", "two"):
        await client.send(text)
    turns = (await client.call("GET", "messages"))["turns"]
    assert [turn["text"] for turn in turns] == ["one", "two"]
    assert turns[0]["reply"]["citations"][0]["quote"] == QUOTE
    assert turns[0]["vote"] is None


async def test_nobody_sees_the_history_of_another(client):
    await client.send("one")
    await client.start()
    assert (await client.call("GET", "messages"))["turns"] == []


async def test_feedback_is_kept_and_shown_in_the_history(client):
    await client.send("one", "message-1")
    body = {"message_id": "message-1", "vote": "down", "comment": "not clear"}
    assert (await client.call("POST", "feedback", body))["vote"] == "down"
    (turn,) = (await client.call("GET", "messages"))["turns"]
    assert (turn["vote"], turn["comment"]) == ("down", "not clear")
    await client.call("POST", "feedback", {"message_id": "message-1", "vote": None})
    (turn,) = (await client.call("GET", "messages"))["turns"]
    assert (turn["vote"], turn["comment"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"message_id": "message-1", "vote": "great"}, 400, "bad_vote"),
        ({"message_id": "message-1", "vote": 1}, 400, "bad_vote"),
        ({"vote": "up"}, 400, "bad_message_id"),
        ({"message_id": "m" * 65, "vote": "up"}, 400, "bad_message_id"),
        ({"message_id": "message-2", "vote": "up"}, 404, "no_such_answer"),
        (
            {"message_id": "message-1", "vote": "up", "comment": "a" * 1001},
            400,
            "bad_comment",
        ),
        ({"message_id": "message-1", "vote": "up", "comment": 5}, 400, "bad_comment"),
    ],
)
async def test_feedback_that_is_wrong_is_refused(client, body, status, code):
    await client.send("one", "message-1")
    client.expect(status, code, await client.call("POST", "feedback", body))


async def test_the_export_holds_all_that_is_kept(client):
    await client.send("one", "message-1")
    await client.rate("message-1")
    document = await client.call("GET", "export")
    disposition = client.last.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="conversation.json"'
    assert client.last.content_type == "application/json"
    assert document["clinic"] == CLINIC.name and document["started_at"]
    assert document["deleted_after_days"] == 30
    assert [(t["text"], t["vote"]) for t in document["turns"]] == [("one", "up")]
    records = document["records"]
    assert [row["text"] for row in records["inbox"]] == ["one"]
    assert [row["vote"] for row in records["chat_feedback"]] == ["up"]
    assert len(records["chat_sessions"]) == 1


async def test_erasing_deletes_everywhere_and_ends_the_session(client, tmp_path):
    await client.send("canary-words", "message-1")
    assert client.rasa.asked == ["canary-words"]
    assert await client.call("DELETE", "conversation") is None
    assert client.last.status == 204
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"canary" not in left
    client.expect(401, "unknown_session", await client.call("GET", "messages"))
    client.expect(401, "unknown_session", await client.send("hello"))


async def test_erasing_waits_for_the_turn_that_runs(client):
    client.rasa.delay_s = 0.3
    turn = asyncio.ensure_future(client.send("canary", "message-1"))
    await asyncio.sleep(0.1)
    await client.call("DELETE", "conversation")
    assert (await turn)["route"] == "answer"
    assert await client.kept() == []


async def test_a_message_during_the_deletion_does_not_bring_it_back(client):
    erase = client.door.inbox.erase

    async def slowly(sender_id):
        n_rows = await erase(sender_id)
        await asyncio.sleep(0.3)
        return n_rows

    client.door.inbox.erase = slowly
    await client.send("one")
    deletion = asyncio.ensure_future(client.call("DELETE", "conversation"))
    await asyncio.sleep(0.1)
    reply = await client.send("two")
    assert reply["error"]["code"] == "unknown_session"
    await deletion
    assert await client.kept() == []


async def test_nothing_is_called_deleted_while_a_record_is_left(client):
    await client.send("one")
    erase = client.door.inbox.erase

    async def fail(sender_id):
        raise OSError("database is down")

    client.door.inbox.erase = fail
    reply = await client.call("DELETE", "conversation")
    assert CLINIC.phone in client.expect(503, "not_deleted", reply)
    client.door.inbox.erase = erase
    assert len((await client.call("GET", "messages"))["turns"]) == 1


async def test_the_clinics_facts_are_shown_with_its_hours(client):
    clinic = await client.call("GET", "clinic")
    assert (clinic["phone"], clinic["emergency_number"]) == (CLINIC.phone, "999")
    assert clinic["crisis_line"] == {"name": "Samaritans", "number": "116 123"}
    assert len(clinic["week"]) == 7 and clinic["opening"]["today"]
    assert clinic["suggestions"] == list(CLINIC.suggestions)


async def test_a_conversation_that_is_past_its_retention_is_unknown(client):
    await client.send("one", "message-1")
    await client.rate("message-1")
    database, after = client.door.inbox.database, time.time() + 1
    await delete_before(database, after - 60)
    assert await client.kept() == ["one"]
    # The session, the message, its receipt with one quote, and the feedback.
    assert await delete_before(database, after) == 5
    client.expect(401, "unknown_session", await client.call("GET", "messages"))


async def test_a_session_older_than_its_messages_goes_on(client):
    await client.send("one")
    await client.door.inbox.database.run(
        lambda connection: connection.exec_driver_sql(
            "UPDATE chat_sessions SET created_at = 0"
        )
    )
    assert await delete_before(client.door.inbox.database, 1) == 1
    assert (await client.send("two"))["route"] == "answer"
    assert len((await client.call("GET", "messages"))["turns"]) == 2


# --- anything at all --------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    bodies=st.lists(
        ANYTHING
        | st.fixed_dictionaries({"text": st.text() | ANYTHING, "message_id": ANYTHING})
        | st.fixed_dictionaries(
            {"text": st.text(), "message_id": st.just("m" * 8), "vote": ANYTHING}
        ),
        min_size=10,
        max_size=20,
    )
)
def test_no_input_makes_a_server_error(tmp_path_factory, bodies):
    async def try_all():
        unlimited = RateLimit(10_000)
        limits = dict.fromkeys(("per_session", "per_address", "other_calls"), unlimited)
        async with AClient(tmp_path_factory.mktemp("db"), **limits) as client:
            await client.start()
            for body in bodies:
                for path in ("session", "messages", "feedback"):
                    # Lone surrogates go out escaped, as a hostile client sends them.
                    await client.call("POST", path, raw=json.dumps(body))
                    assert client.last.status < 500

    asyncio.run(try_all())


async def test_every_plane_of_unicode_and_lone_surrogates_are_answered(client):
    for text in (
        "\x00",
        "\U0001f600",
        "\ud800",
        "a\udfffb",
        "\u202e\u200b",
        "\U000e0041",
    ):
        reply = await client.send(text)
        assert client.last.status == 200 and reply["text"]
