"""The client against a small server of its own."""

import asyncio
import itertools

import pytest
from aiohttp import web

from benchmarks.serving.load import Client


class NoProcesses:
    """A group whose CPU grows by a hundredth of a second each time it is asked."""

    def __init__(self):
        self.asked = 0

    def cpu_s(self):
        self.asked += 1
        return self.asked / 100

    def check_running(self):
        pass


@pytest.fixture
async def server(unused_tcp_port_factory):
    """Answers every message but those with "silent"; `seen` are (sender, text)."""
    seen, waiting = [], []

    async def answer(request):
        body = await request.json()
        seen.append((body["sender"], body["message"]))
        waiting.append(body["sender"])
        await asyncio.sleep(0.01)
        most.append(len(waiting))
        waiting.remove(body["sender"])
        silent = "silent" in body["message"]
        return web.json_response([] if silent else [{"text": "yes"}])

    most = []
    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = unused_tcp_port_factory()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}/webhook", seen, most
    await runner.cleanup()


def client(address, *texts):
    return Client(address, NoProcesses(), itertools.cycle(texts or ["hello"]), tag="t")


async def test_one_patient_at_a_time_has_ten_turns(server):
    address, seen, most = server
    timed = await client(address).sequential(25)
    senders = [sender for sender, _ in seen]
    assert senders == ["t-1"] * 10 + ["t-2"] * 10 + ["t-3"] * 5
    assert len(timed.seconds) == 25 and min(timed.seconds) >= 0.01
    assert timed.wall_s >= 0.25
    assert timed.cpu_s == pytest.approx(0.01)
    assert max(most) == 1


async def test_users_wait_for_their_own_replies_only(server):
    address, seen, most = server
    timed = await client(address).at_once(4, 40)
    assert len(timed.seconds) == 40
    assert max(most) == 4
    assert timed.wall_s < 0.4  # one after the other it would be 0.4 at least


async def test_a_long_conversation_stays_one(server):
    address, seen, _ = server
    await client(address).one_conversation(30)
    assert {sender for sender, _ in seen} == {"t-1"}


async def test_turns_without_a_text_are_counted(server):
    address, _, _ = server
    timed = await client(address, "hello", "silent", "hello").sequential(9)
    assert timed.n_silent == 3


async def test_ready_is_when_the_first_reply_comes(server):
    address, _, _ = server
    assert await client(address).until_ready("it") < 5
