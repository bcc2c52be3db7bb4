"""Two servers on one PostgreSQL: side by side, killed, and with the database gone."""

import asyncio
import itertools
import random
import time

import pytest

from tests.faults import checker
from tests.faults.checker import Sent, check
from tests.faults.clients import QUESTIONS, converse
from tests.faults.test_load import at_once
from tests.postgres import cluster

pytestmark = [pytest.mark.faults, pytest.mark.slow]
NOTHING = {"lost": 0, "doubled": 0, "reordered": 0, "silent": 0, "changed": 0}
_names = (f"bedside_{n}" for n in itertools.count())


@pytest.fixture(scope="module")
def postgres():
    with cluster() as running:
        yield running


@pytest.fixture
def url(postgres):
    return postgres.database(next(_names))


@pytest.fixture
def start(forks, url, data_dir):
    def start(**options):
        return forks.start(data_dir=data_dir, database_url=url, **options)

    return start


def alternating(servers):
    """Each call is the next server's address: a load balancer without memory."""
    turn = itertools.cycle(range(len(servers)))
    return lambda: servers[next(turn)].address


def test_conversations_that_change_servers_at_every_turn(start, url, figures):
    servers, sent = [start(), start()], []

    async def run():
        address = alternating(servers)
        await asyncio.gather(*(converse(address, f"p{n}", 10, sent) for n in range(12)))

    asyncio.run(run())
    for server in servers:
        server.stop()
    assert all(m.is_acknowledged for m in sent)
    faults = check(sent, url).counts()
    figures["two servers"] = {"messages": len(sent), **faults}
    assert faults == NOTHING


def test_parallel_messages_of_one_conversation_at_both_servers(start, url, figures):
    """Plain Rasa silently drops the second of two turns that are done at once."""
    servers = [start(), start()]
    messages = [Sent("a", f"a-{n}", QUESTIONS[n % 8]) for n in range(40)]

    async def run():
        return await asyncio.gather(
            at_once(servers[0], messages[::2]), at_once(servers[1], messages[1::2])
        )

    asyncio.run(run())
    for server in servers:
        server.stop()
    assert all(m.answers for m in messages)
    faults = check(messages, url, in_order_sent=False).counts()
    figures["one conversation, two servers"] = {"messages": 40, **faults}
    assert faults == NOTHING


def test_the_same_message_at_both_servers_at_once_is_one_turn(start, url):
    servers = [start(), start()]
    message = Sent("a", "a-1", QUESTIONS[0])

    async def run():
        await asyncio.gather(*(at_once(server, [message] * 50) for server in servers))

    asyncio.run(run())
    for server in servers:
        server.stop()
    assert len(message.answers) == 100
    assert check([message], url).counts() == NOTHING


def test_servers_killed_in_turn_lose_nothing(start, url, figures):
    random.seed(5)
    servers, sent = [start(), start()], []
    is_over = False
    n_kills = 12

    async def talk(number):
        for part in itertools.count():
            if is_over:
                return
            await converse(alternating(servers), f"p{number}-{part}", 4, sent)

    async def run():
        nonlocal is_over
        patients = [asyncio.ensure_future(talk(n)) for n in range(6)]
        for number in range(n_kills):
            await asyncio.sleep(random.uniform(0.1, 0.9))
            await asyncio.to_thread(servers[number % 2].kill)
            servers[number % 2] = await asyncio.to_thread(start)
        is_over = True
        await asyncio.gather(*patients)

    asyncio.run(run())
    for server in servers:
        server.stop()
    assert all(m.is_acknowledged for m in sent)
    faults = check(sent, url).counts()
    figures["two servers killed"] = {"kills": n_kills, "messages": len(sent), **faults}
    assert faults == NOTHING


def test_the_turn_of_a_dead_server_is_done_by_the_living_one(start, url):
    living = start(abandoned_after_s=1.0)
    dying = start(fault="dies_before_rasa")
    message = Sent("a", "a-1", QUESTIONS[0])
    asyncio.run(at_once(dying, [message]))
    assert not message.answers
    time.sleep(2.5)
    living.stop()
    message.answers.append([{"text": "x"}])
    faults = check([message], url)
    assert (faults.lost, faults.silent) == ([], [])


@pytest.mark.parametrize("how", ["stopped", "hanging"])
def test_without_the_database_patients_are_told_and_emergencies_are_answered(
    start, url, postgres, how, figures
):
    server = start()
    before = Sent("p", "p-0", QUESTIONS[0])
    asyncio.run(at_once(server, [before]))
    (postgres.stop if how == "stopped" else postgres.pause)()
    try:
        started = time.monotonic()
        during = [Sent("p", f"p-{n}", QUESTIONS[n]) for n in (1, 2)]
        during += [Sent(f"q{n}", "q", QUESTIONS[n]) for n in range(6)]
        assert all(asyncio.run(at_once(server, during)))
        told_s = time.monotonic() - started
        assert server.wait_ready(5, status=503)
        slowest_s = 0.0
        for number in range(20):
            emergency = Sent(f"e{number}", "e", "my throat is closing, help")
            started = time.monotonic()
            assert asyncio.run(at_once(server, [emergency])) == [True]
            slowest_s = max(slowest_s, time.monotonic() - started)
            assert emergency.answers[0][-1]["custom"]["route"] == "emergency"
    finally:
        (postgres.start if how == "stopped" else postgres.resume)()
    figures[f"database {how}"] = {
        "told after s": round(told_s, 2),
        "slowest emergency s": round(slowest_s, 3),
    }
    assert all(checker.is_refusal(m.answers[0]) for m in during)
    assert told_s < 5
    server.wait_ready(30)
    # The same messages again, now that it is back: each is answered once.
    time.sleep(3)
    for message in during:
        message.answers.clear()
    assert all(asyncio.run(at_once(server, during)))
    server.stop()
    faults = check([before, *during], url, in_order_sent=False).counts()
    assert faults == NOTHING


def test_a_server_starts_without_its_database_and_becomes_ready_with_it(
    start, url, postgres
):
    postgres.stop()
    try:
        server = start(ready=False)
        server.wait_ready(30, status=503)
        emergency = Sent("e", "e", "I can't breathe")
        assert asyncio.run(at_once(server, [emergency])) == [True]
        assert emergency.answers[0][-1]["custom"]["route"] == "emergency"
    finally:
        postgres.start()
    server.wait_ready(30)
    # The emergency is written down now.
    deadline = time.monotonic() + 10
    import sqlalchemy as sa

    engine = sa.create_engine(url)
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            n = connection.execute(sa.text("SELECT count(*) FROM inbox")).scalar()
        if n:
            break
        time.sleep(0.2)
    engine.dispose()
    server.stop()
    assert n == 1
