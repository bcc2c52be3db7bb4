"""kill -9 and SIGTERM, on servers that are answering."""

import asyncio
import random
import signal
import time

import pytest

from tests.faults.checker import Sent, check
from tests.faults.clients import QUESTIONS, converse, send

pytestmark = [pytest.mark.faults, pytest.mark.slow]
N_KILLS = 60
N_TERMS = 50
# Long enough for every kill and every term to meet conversations.
N_PATIENTS = 6
NOTHING = {"lost": 0, "doubled": 0, "reordered": 0, "silent": 0, "changed": 0}


def interrupted(forks, data_dir, n_times, interrupt, *, least_s=0.05, most_s=0.9):
    """Patients talk while their server is interrupted and started again.

    Returns:
        What was sent, and the seconds that each interruption took.
    """
    random.seed(11)
    sent, took_s = [], []
    server = forks.start(data_dir=data_dir)
    is_over = False

    async def talk(number):
        part = 0
        while not is_over:
            await converse(lambda: server.address, f"p{number}-{part}", 4, sent)
            part += 1

    async def run():
        nonlocal server, is_over
        patients = [asyncio.ensure_future(talk(n)) for n in range(N_PATIENTS)]
        for _ in range(n_times):
            await asyncio.sleep(random.uniform(least_s, most_s))
            took_s.append(await asyncio.to_thread(interrupt, server))
            server = await asyncio.to_thread(lambda: forks.start(data_dir=data_dir))
        is_over = True
        await asyncio.gather(*patients)

    asyncio.run(run())
    server.stop()
    return sent, took_s


def test_killed_at_random_nothing_is_lost_doubled_or_reordered(
    forks, data_dir, url, figures
):
    def kill(server):
        server.kill()
        return 0.0

    sent, _ = interrupted(forks, data_dir, N_KILLS, kill)
    faults = check(sent, url).counts()
    figures["kills"] = {"kills": N_KILLS, "messages": len(sent), **faults}
    assert len(sent) > 4 * N_KILLS
    assert all(m.is_acknowledged for m in sent)
    assert faults == NOTHING


@pytest.mark.parametrize(
    "fault", ["dies_before_rasa", "dies_after_rasa", "dies_before_sending"]
)
@pytest.mark.parametrize("asks_again", [True, False])
def test_killed_between_two_steps_the_turn_is_done_once(
    forks, data_dir, url, fault, asks_again
):
    message = Sent("a", "a-1", QUESTIONS[0])
    server = forks.start(data_dir=data_dir, fault=fault)
    assert asyncio.run(_send(server, message)) is False
    server.wait_ended(10)
    server = forks.start(data_dir=data_dir)
    if asks_again:
        assert asyncio.run(_send(server, message)) is True
        assert any("custom" in part for part in message.answers[0])
    server.stop()
    later = Sent("a", "a-1", QUESTIONS[0], message.answers or [[{"text": "x"}]])
    faults = check([later], url)
    if not asks_again:
        faults.changed.clear()
    assert faults.counts() == NOTHING


def test_sigterm_lets_turns_in_flight_finish(forks, data_dir, url, figures):
    def term(server):
        return server.stop(15)

    sent, took_s = interrupted(forks, data_dir, N_TERMS, term, most_s=0.4)
    faults = check(sent, url).counts()
    figures["sigterm"] = {
        "cycles": N_TERMS,
        "messages": len(sent),
        "slowest exit s": round(max(took_s), 2),
        **faults,
    }
    assert max(took_s) < 15
    assert all(m.is_acknowledged for m in sent)
    assert faults == NOTHING


def test_a_turn_that_is_being_answered_at_sigterm_is_answered(forks, data_dir):
    """Eight requests are in the server when the signal comes; each has its answer."""
    server = forks.start(data_dir=data_dir)
    messages = [Sent(f"p{n}", f"m-{n}", QUESTIONS[0]) for n in range(8)]

    async def run():
        sending = [asyncio.ensure_future(_send(server, m)) for m in messages]
        await asyncio.sleep(0.1)
        server.signal(signal.SIGTERM)
        return await asyncio.gather(*sending)

    answered = asyncio.run(run())
    server.wait_ended(15)
    assert answered == [True] * 8


def test_a_hanging_turn_gets_its_fallback_before_the_server_ends(forks, data_dir):
    server = forks.start(data_dir=data_dir, fault="hanging_action")
    message = Sent("a", "a-1", QUESTIONS[0])

    async def run():
        sending = asyncio.ensure_future(_send(server, message))
        await asyncio.sleep(0.3)
        started = time.monotonic()
        server.signal(signal.SIGTERM)
        await sending
        return time.monotonic() - started

    waited_s = asyncio.run(run())
    server.wait_ended(15)
    assert message.answers and waited_s < 5


async def _send(server, message):
    import aiohttp

    async with aiohttp.ClientSession() as session:
        return await send(session, server.address, message)
