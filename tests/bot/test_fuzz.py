"""Every way in, with whatever may come: never a 5xx, never silence.

A real app with a fake Rasa behind a real door, inbox and guard. The bytes are
hypothesis' own: all planes of Unicode, NUL, lone surrogates, nested and broken JSON.
"""

import asyncio
import json
import urllib.error
import urllib.parse
import urllib.request
from threading import Event, Thread

import pytest
import rasa.core.channels.channel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sanic import Sanic

from bot import server as bot_server
from bot.channels.operations import operations
from bot.channels.plain_page import PlainPage
from bot.channels.rest import RestChannel
from bot.database import Database
from bot.inbox import Inbox
from bot.limits import Limits
from bot.metrics import Metrics
from bot.rate_limit import RateLimit
from bot.readiness import Readiness
from bot.settings import Settings
from bot.turn import Door
from tests.bot.fakes import CLINIC, FakeLibrary, FakeRasa, serving

ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4)
    ),
    max_leaves=20,
)
FIELD = st.sampled_from(
    ["sender", "message", "message_id", "metadata", "input_channel", "stream", "x"]
)
BODIES = st.one_of(
    st.dictionaries(FIELD, ANY_JSON | ANY_TEXT).map(json.dumps),
    ANY_JSON.map(json.dumps),
    ANY_TEXT.map(lambda text: json.dumps({"sender": "visitor", "message": text})),
    st.integers(1, 7000).map(lambda n: "[" * n + "]" * n),
    st.integers(1, 3000).map(lambda n: '{"sender":' * n + "1" + "}" * n),
    ANY_TEXT,
    st.just("9" * 8000),
    st.just('{"sender": "v", "message": 1e999}'),
).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=300)
KINDS = st.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "text/plain", "", "é/x"]
)
KIND_OF_FORM = "application/x-www-form-urlencoded"
PATHS = (
    "/webhooks/rest/webhook",
    "/plain",
    "/plain/delete",
    "/chat/api/messages",
    "/metrics",
    "/health/ready",
    "/nowhere",
)
fuzzed = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class NoLimit(RateLimit):
    def wait_s(self, key):
        return 0


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The app in a thread of its own; hypothesis is not asynchronous."""
    file = tmp_path_factory.mktemp("fuzz") / "conversations.db"
    found, ready, done = [], Event(), Event()

    async def run():
        database = Database.of_file(file)
        door = Door(CLINIC, FakeRasa(), inbox=Inbox(database), library=FakeLibrary)
        app = Sanic("fuzzed", configure_logging=False)
        app.config.REQUEST_MAX_SIZE = bot_server.MAX_BODY_BYTES

        class Agent:
            async def handle_message(self, message):
                return (await door.handle(message)).reply.messages()

        app.ctx.agent, app.ctx.door = Agent(), door
        rasa.core.channels.channel.register([RestChannel()], app, route="/webhooks/")
        app.blueprint(PlainPage(door, CLINIC).blueprint())
        metrics = Metrics(door, lambda: None)
        app.blueprint(operations(Readiness(door), metrics))
        limits = Limits(Settings(), CLINIC)
        limits._sessions = limits._addresses = NoLimit(1)
        limits.guard(app)
        app.error_handler.add(Exception, bot_server._answer_error)
        async with serving(app) as address:
            found.append(address)
            ready.set()
            while not done.is_set():
                await asyncio.sleep(0.02)
        await door.close()
        await database.close()

    thread = Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(30)
    yield found[0]
    done.set()
    thread.join(30)


def request(address, path, body, kind, method="POST"):
    """Status and body."""
    headers = {"Content-Type": kind.encode("latin-1").decode("latin-1")}
    asked = urllib.request.Request(address + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=20) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.parametrize("path", PATHS)
def test_no_body_makes_the_server_fail(address, path):
    @fuzzed
    @given(BODIES, KINDS)
    def send(body, kind):
        status, answer = request(address, path, body, kind)
        assert status < 500 or (path, status) == ("/health/ready", 503), (status, body)
        assert b"Traceback" not in answer

    send()


def test_every_text_of_a_patient_gets_one_reply(address):
    @fuzzed
    @given(ANY_TEXT)
    def send(text):
        body = json.dumps({"sender": "visitor", "message": text}).encode()
        path = "/webhooks/rest/webhook"
        status, answer = request(address, path, body, "application/json")
        messages = json.loads(answer)
        assert status == 200
        assert any(message.get("text") for message in messages)
        assert sum("custom" in message for message in messages) == 1

    send()


def test_every_form_of_the_page_gets_a_page(address):
    @fuzzed
    @given(ANY_TEXT, ANY_TEXT)
    def send(token, text):
        fields = {"conversation": token, "message": text}
        body = urllib.parse.urlencode(fields, errors="surrogatepass").encode()
        for path in ("/plain", "/plain/delete"):
            status, answer = request(address, path, body, KIND_OF_FORM)
            assert status == 200
            assert b"<form" in answer

    send()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_refused_and_change_nothing(address, path, method):
    status, _ = request(address, path, b"{}", "application/json", method)
    assert status in (200, 204, 404, 405, 503)


def test_a_large_body_is_refused(address):
    body = json.dumps({"sender": "v", "message": "x" * 20_000}).encode()
    path = "/webhooks/rest/webhook"
    assert request(address, path, body, "application/json")[0] == 413
