"""Many at once: the same message again, one conversation at once, many side by side."""

import asyncio
import time

import aiohttp
import pytest

from tests.faults.checker import Sent, check
from tests.faults.clients import QUESTIONS, converse, send

pytestmark = [pytest.mark.faults, pytest.mark.slow]
NOTHING = {"lost": 0, "doubled": 0, "reordered": 0, "silent": 0, "changed": 0}


async def at_once(server, messages, *, n_connections=100):
    """All requests side by side, begun in their order."""
    connector = aiohttp.TCPConnector(limit=n_connections)
    async with aiohttp.ClientSession(connector=connector) as session:
        sending = []
        for message in messages:
            sending.append(
                asyncio.ensure_future(send(session, server.address, message))
            )
            await asyncio.sleep(0)
        return await asyncio.gather(*sending)


def test_a_thousand_repeats_are_one_turn_with_one_reply(forks, data_dir, url, figures):
    server = forks.start(data_dir=data_dir)
    message = Sent("a", "a-1", QUESTIONS[0])
    started = time.monotonic()
    assert all(asyncio.run(at_once(server, [message] * 1000)))
    figures["repeats"] = {"requests": 1000, "s": round(time.monotonic() - started, 1)}
    # And after a restart.
    server.stop()
    server = forks.start(data_dir=data_dir)
    assert all(asyncio.run(at_once(server, [message] * 10)))
    server.stop()
    assert len(message.answers) == 1010
    faults = check([message], url).counts()
    figures["repeats"].update(faults)
    assert faults == NOTHING


def test_fifty_at_once_in_one_conversation_are_answered_in_order(
    forks, data_dir, url, figures
):
    server = forks.start(data_dir=data_dir)
    messages = [Sent("a", f"a-{n}", QUESTIONS[n % 8]) for n in range(50)]
    started = time.monotonic()
    assert all(asyncio.run(at_once(server, messages)))
    took_s = time.monotonic() - started
    server.stop()
    assert all(m.is_acknowledged for m in messages)
    faults = check(messages, url, in_order_sent=False).counts()
    figures["one conversation"] = {"messages": 50, "s": round(took_s, 1), **faults}
    assert faults == NOTHING


def test_sixteen_clients_and_two_hundred_conversations(forks, data_dir, url, figures):
    server = forks.start(data_dir=data_dir)
    sent = []

    async def client(number):
        for part in range(number, 200, 16):
            await converse(lambda: server.address, f"c{part}", 5, sent)

    async def run():
        await asyncio.gather(*map(client, range(16)))

    started = time.monotonic()
    asyncio.run(run())
    took_s = time.monotonic() - started
    server.stop()
    assert len(sent) == 1000 and all(m.is_acknowledged for m in sent)
    faults = check(sent, url).counts()
    figures["conversations"] = {
        "messages": 1000,
        "a second": round(1000 / took_s),
        **faults,
    }
    assert faults == NOTHING
