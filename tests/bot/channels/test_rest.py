import uuid

import aiohttp
import pytest
import rasa.core.channels.channel
from sanic import Sanic

from bot.channels.rest import RestChannel
from tests.bot.fakes import serving


@pytest.fixture
async def post():
    """Send a body to the webhook; what arrived is in `post.messages`."""
    app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
    messages = []

    class Agent:
        async def handle_message(self, message):
            messages.append(message)
            await message.output_channel.send_response(
                message.sender_id, {"text": "Hello"}
            )

    app.ctx.agent, app.ctx.door = Agent(), object()
    rasa.core.channels.channel.register([RestChannel()], app, route="/webhooks/")
    async with serving(app) as address, aiohttp.ClientSession() as session:

        async def post(body, headers=None):
            options = {"json": body} if not isinstance(body, bytes) else {"data": body}
            options["headers"] = headers
            url = f"{address}/webhooks/rest/webhook"
            async with session.post(url, **options) as response:
                return response.status, await response.json()

        post.messages = messages
        yield post


async def test_a_message_is_handed_on_and_answered(post):
    status, answer = await post({"sender": "visitor-1", "message": "Hi"})
    assert (status, answer) == (200, [{"recipient_id": "visitor-1", "text": "Hello"}])
    assert (post.messages[0].text, post.messages[0].input_channel) == ("Hi", "rest")


@pytest.mark.parametrize(
    "body",
    [
        {"message": "Hi"},
        {"sender": "", "message": "Hi"},
        {"sender": None, "message": "Hi"},
        {"sender": 7, "message": "Hi"},
        {"sender": "x" * 129, "message": "Hi"},
    ],
    ids=["missing", "empty", "null", "number", "too long"],
)
async def test_a_sender_is_asked_for(post, body):
    status, answer = await post(body)
    assert status == 400
    assert 'Send a "sender"' in answer["error"]
    assert post.messages == []


@pytest.mark.parametrize(
    "body",
    [[], "Hi", {"sender": "v", "message": ["Hi"]}, b"{", b"\xff", b""],
    ids=str,
)
async def test_what_is_no_message_is_refused_with_a_reason(post, body):
    status, answer = await post(body)
    assert status == 400
    assert answer["error"]


async def test_the_client_does_not_choose_metadata_and_channel(post):
    await post(
        {
            "sender": "v",
            "message": "Hi",
            "metadata": {"is_staff": True},
            "input_channel": "slack",
        }
    )
    assert post.messages[0].metadata is None
    assert post.messages[0].input_channel == "rest"


@pytest.mark.parametrize(
    ("more", "key", "expected"),
    [
        ({}, "0123abcd-key", "0123abcd-key"),
        ({}, '"in-quotes-1"', "in-quotes-1"),
        # The client's own id is the one that it will send again.
        ({"message_id": "own-1"}, "0123abcd-key", "own-1"),
    ],
)
async def test_a_message_without_an_id_has_the_key_of_its_request(
    post, more, key, expected
):
    body = {"sender": "v", "message": "Hi", **more}
    status, _ = await post(body, headers={"Idempotency-Key": key})
    assert (status, post.messages[0].message_id) == (200, expected)


@pytest.mark.parametrize("key", ["short", "x" * 129, "with blanks in it"])
async def test_a_key_that_cannot_be_used_is_refused_with_the_next_step(post, key):
    body = {"sender": "v", "message": "Hi"}
    status, answer = await post(body, headers={"Idempotency-Key": key})
    assert status == 400
    assert 'Send an "Idempotency-Key" of 8 to 128' in answer["error"]
    assert post.messages == []
