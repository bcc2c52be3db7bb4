"""Two servers behind nginx on one PostgreSQL, restarted in turn while patients talk.

nginx, PostgreSQL and the servers are real; what ships in deploy/nginx is what runs.
"""

import asyncio
import hashlib
import itertools
import json
import random
import ssl
import time

import aiohttp
import pytest
import sqlalchemy as sa

from bot.channels.conversation_key import load_key
from tests.bot.channels import platforms
from tests.conftest import free_port
from tests.faults.chat import chat
from tests.faults.checker import Sent, check, failed, text_of
from tests.faults.clients import QUESTIONS, converse, send
from tests.nginx import nginx
from tests.postgres import cluster

pytestmark = [pytest.mark.faults, pytest.mark.slow]
NOTHING = {"lost": 0, "doubled": 0, "reordered": 0, "silent": 0, "changed": 0}
KEY = {"Authorization": "Bearer the-key-of-the-test"}
# Less than nginx leaves a server alone that is back (`fail_timeout`, whole seconds):
# the other one is ended while it does, too.
BETWEEN_RESTARTS_S = 0.3
N_ROUNDS = 4
N_PROGRAMS = 6
N_BROWSERS = 4
EMERGENCY = "my throat is closing, help"
_names = (f"proxy_{n}" for n in itertools.count())


@pytest.fixture(scope="module")
def postgres():
    with cluster() as running:
        yield running


@pytest.fixture
def url(postgres):
    return postgres.database(next(_names))


class Pair:
    """Two servers on fixed ports; either can be started again."""

    def __init__(self, forks, **options):
        self._forks, self._options = forks, options
        self.ports = [free_port(), free_port()]
        self.servers = [self._start(n) for n in range(2)]

    @property
    def places(self):
        return [f"127.0.0.1:{port}" for port in self.ports]

    def restart(self, number, end):
        """End one as `end` does it, start it again; what `end` returned."""
        ended = end(self.servers[number])
        self.servers[number] = self._start(number)
        return ended

    def plant(self, number, fault):
        """Start one again with a fault in it."""
        self.servers[number].stop()
        self.servers[number] = self._start(number, fault=fault)

    def stop(self):
        for server in self.servers:
            if server.is_running():
                server.stop()

    def _start(self, number, **more):
        return self._forks.start(port=self.ports[number], **self._options, **more)


@pytest.fixture
def pair(forks, url, data_dir):
    def pair(**options):
        options = {"api_key": KEY["Authorization"].split()[1], **options}
        return Pair(forks, data_dir=data_dir, database_url=url, n_proxies=1, **options)

    return pair


def trust(front):
    return ssl.create_default_context(cafile=str(front.certificate))


async def in_turn(pair, end, n_rounds=N_ROUNDS):
    """Restart one server after the other; what each end returned."""
    ended = []
    chance = random.Random(7)
    for number in [0, 1] * n_rounds:
        await asyncio.sleep(BETWEEN_RESTARTS_S + 2 * chance.random())
        ended.append(await asyncio.to_thread(pair.restart, number, end))
    await asyncio.sleep(BETWEEN_RESTARTS_S)
    return ended


async def talk_while(front, key, work):
    """Programs and browsers talk through the proxy until `work` is done."""
    sent, is_over = [], False

    async def program(number):
        for part in itertools.count():
            if is_over:
                return
            name = f"p{number}-{part}"
            await converse(lambda: front.rest, name, 5, sent, headers=KEY)

    patients = [asyncio.ensure_future(program(n)) for n in range(N_PROGRAMS)]
    patients += [
        asyncio.ensure_future(
            chat(
                front.https,
                f"127.0.1.{n + 1}",
                key,
                sent,
                lambda: is_over,
                trust=trust(front),
            )
        )
        for n in range(N_BROWSERS)
    ]
    try:
        result = await work
    finally:
        is_over = True
    await asyncio.gather(*patients)
    return sent, result


@pytest.mark.parametrize("how", ["SIGTERM", "kill -9"])
def test_restarted_in_turn_no_patient_notices(pair, url, data_dir, how, figures):
    def end(server):
        return server.stop(15) if how == "SIGTERM" else server.kill()

    both = pair()
    with nginx(both.places) as front:
        sent, ended = asyncio.run(
            talk_while(front, load_key(data_dir / "widget.key"), in_turn(both, end))
        )
        passed_on = sum(", " in line for line in front.log().splitlines())
    both.stop()
    faults = check(sent, url).counts()
    figures[f"behind nginx, {how}"] = {
        "restarts": len(ended),
        "messages": len(sent),
        "of the chat": sum(m.sender_id.startswith("web-") for m in sent),
        "passed on": passed_on,
        "failed": len(failed(sent)),
        **({"slowest exit s": round(max(ended), 2)} if how == "SIGTERM" else {}),
        **faults,
    }
    assert len(sent) > 100 and any(m.sender_id.startswith("web-") for m in sent)
    # Without this the proxy had nothing to do, and the test shows nothing.
    assert passed_on > 0
    assert failed(sent) == {}
    assert faults == NOTHING


def test_a_proxy_that_passes_nothing_on_is_found(pair, url, data_dir, monkeypatch):
    """For the counting above: the planted fault is in the proxy's configuration."""
    both = pair()
    with nginx(
        both.places,
        {"proxy_next_upstream error timeout non_idempotent": "proxy_next_upstream off"},
    ) as front:
        sent, _ = asyncio.run(
            talk_while(
                front,
                load_key(data_dir / "widget.key"),
                in_turn(both, lambda server: server.kill(), n_rounds=1),
            )
        )
    both.stop()
    assert failed(sent)
    # Their patients sent them again, so nothing else is wrong.
    assert check(sent, url).counts() == NOTHING


@pytest.mark.parametrize(
    ("replaced", "n_turns"),
    [
        ({}, 1),
        ({"proxy_set_header Idempotency-Key": "proxy_set_header X-Nothing"}, 2),
    ],
    ids=["as shipped", "without the key"],
)
@pytest.mark.parametrize("fault", ["dies_after_rasa", "dies_before_sending"])
def test_a_message_without_an_id_is_one_turn_at_the_next_server(
    pair, url, fault, replaced, n_turns
):
    """The first server dies with the turn in its hands; the proxy asks the second."""
    both = pair(abandoned_after_s=0.5)
    both.plant(0, fault)
    with nginx(both.places, replaced) as front:

        async def run():
            async with aiohttp.ClientSession(headers=KEY) as session:
                for _ in range(2):  # in turn: one of the two goes to the first server
                    body = {"sender": "a", "message": QUESTIONS[0]}
                    path = "/webhooks/rest/webhook"
                    async with session.post(front.rest + path, json=body) as response:
                        assert response.status == 200
                        assert text_of(await response.json())

        asyncio.run(run())
    assert not both.servers[0].is_running()
    time.sleep(1.5)  # what is left over is done by the living server
    both.stop()
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT count(*) FROM inbox")).scalar()
        turns = connection.execute(
            sa.text("SELECT count(*) FROM events WHERE type_name = 'user'")
        ).scalar()
    engine.dispose()
    # One of the two messages met no fault.
    assert (rows, turns) == (1 + n_turns, 1 + n_turns)


def test_an_alarm_of_one_server_stays_on_at_the_other_until_it_is_over(
    pair, url, figures
):
    one, other = pair().servers
    n_patients = 20
    late = []

    async def run():
        async with aiohttp.ClientSession(headers=KEY) as session:

            async def say(server, sender, number, words):
                message = Sent(sender, f"{sender}-{number}", words)
                assert await send(session, server.address, message)
                return message.answers[0][-1]["custom"]

            async def patient(number):
                sender = f"e{number}"
                raised = await say(one, sender, 0, EMERGENCY)
                assert raised["route"] == "emergency"
                # At once. Slower than 0.1 s to be stored, it may be missed once.
                routes = [
                    (await say(other, sender, n, QUESTIONS[n]))["route"]
                    for n in range(1, 5)
                ]
                n_before = routes.index("emergency")
                assert routes[n_before:] == ["emergency"] * (4 - n_before)
                late.append(n_before)
                await asyncio.sleep(1)
                ended = await say(one, sender, 100, "I am safe now, it was a mistake")
                assert ended["route"] != "emergency"
                after = await say(other, sender, 101, QUESTIONS[0])
                assert after["route"] == "answer"

            for first in range(0, n_patients, 4):
                await asyncio.gather(*map(patient, range(first, first + 4)))

    asyncio.run(run())
    figures["alarm at the other server"] = {
        "patients": n_patients,
        "answered before it was known": sum(late),
    }
    # A busy machine may need longer than 0.1 s to store one; not to wait misses all.
    assert sum(late) < n_patients / 4


@pytest.fixture
def telegram_credentials(tmp_path):
    def write(address):
        file = tmp_path / "credentials.yml"
        channel = {
            "access_token": platforms.TELEGRAM_TOKEN,
            "secret_token": platforms.TELEGRAM_SECRET,
            "webhook_url": "https://bedside.clinic.example/webhooks/telegram/webhook",
            "api_url": address,
        }
        file.write_text(
            json.dumps(
                {
                    "bot.channels.rest.RestChannel": None,
                    "bot.channels.telegram.TelegramChannel": channel,
                }
            )
        )
        return file

    return write


class Updates:
    """Telegram's requests, each sent to both servers at once, as if it asked again."""

    def __init__(self, telegram, front):
        self._telegram, self._front = telegram, front
        self.chats = itertools.count(1000)
        self.n_sent = 0
        self.failures = []

    async def send(self, session, text):
        request = self._telegram.request(
            self._telegram.message(text, chat=next(self.chats))
        )
        url = f"{self._front.https}{self._telegram.path}"
        self.n_sent += 1
        await asyncio.gather(*(self._post(session, url, request) for _ in range(2)))

    async def _post(self, session, url, request):
        # Telegram asks again until it hears 200.
        for _ in range(20):
            async with session.post(url, **request) as response:
                if response.status == 200:
                    return
                self.failures.append(response.status)
            await asyncio.sleep(0.2)


async def until(holds, timeout_s):
    deadline = time.monotonic() + timeout_s
    while not holds() and time.monotonic() < deadline:
        await asyncio.sleep(0.1)


def repeated(telegram):
    """Words that one patient was sent twice."""
    sent = [(message.to, message.text) for message in telegram.taken]
    return len(sent) - len(set(sent))


def test_a_platforms_messages_are_answered_once_by_two_servers(
    pair, telegram_credentials, figures
):
    async def run():
        async with platforms.Telegram() as telegram:
            both = await asyncio.to_thread(
                lambda: pair(credentials_file=telegram_credentials(telegram.address))
            )
            with nginx(both.places) as front:
                updates = Updates(telegram, front)
                connector = aiohttp.TCPConnector(ssl=trust(front))
                async with aiohttp.ClientSession(connector=connector) as session:
                    is_over = False

                    async def talk():
                        while not is_over:
                            await updates.send(session, random.choice(QUESTIONS))
                            await asyncio.sleep(0.2)

                    talking = [asyncio.ensure_future(talk()) for _ in range(3)]
                    took_s = await in_turn(
                        both, lambda server: server.stop(15), n_rounds=2
                    )
                    is_over = True
                    await asyncio.gather(*talking)

                    def reached():
                        return len({message.to for message in telegram.taken})

                    # A reply that a server left behind comes after its lease, 30 s.
                    await until(lambda: reached() == updates.n_sent, 15)
                await asyncio.to_thread(both.stop)
            return telegram, updates, reached(), took_s

    random.seed(2)
    telegram, updates, n_reached, took_s = asyncio.run(run())
    figures["platform, two servers, SIGTERM"] = {
        "restarts": len(took_s),
        "messages": updates.n_sent,
        "requests": 2 * updates.n_sent,
        "failed": len(updates.failures),
        "without a reply": updates.n_sent - n_reached,
        "sent twice": repeated(telegram),
        "slowest exit s": round(max(took_s), 2),
    }
    assert telegram.refused == []
    assert updates.failures == []
    assert n_reached == updates.n_sent > 30
    assert repeated(telegram) == 0
    assert max(took_s) < 15


def test_sigterm_while_a_platform_does_not_answer(
    forks, data_dir, telegram_credentials, figures
):
    """What is being sent is waited for, but not for ever."""

    class Hanging(platforms.Telegram):
        hangs = False

        async def take(self, request):
            if self.hangs:
                await asyncio.sleep(60)
            return await super().take(request)

    async def run():
        async with Hanging() as telegram:
            server = await asyncio.to_thread(
                lambda: forks.start(
                    data_dir=data_dir,
                    credentials_file=telegram_credentials(telegram.address),
                )
            )
            telegram.hangs = True
            async with aiohttp.ClientSession() as session:
                for n in range(8):
                    request = telegram.request(telegram.message(QUESTIONS[0], chat=n))
                    url = server.address + telegram.path
                    async with session.post(url, **request) as response:
                        assert response.status == 200
            await asyncio.sleep(0.5)
            return await asyncio.to_thread(server.stop, 20)

    took_s = asyncio.run(run())
    figures["SIGTERM, platform hangs"] = {"exit s": round(took_s, 1)}
    assert took_s < 15


def test_a_server_with_another_key_does_not_join(pair, forks, url, tmp_path, log):
    both = pair()
    stranger = forks.start(
        data_dir=tmp_path / "elsewhere", database_url=url, ready=False
    )
    stranger.wait_ended(30)
    log.seek(0)
    said = log.read()
    assert "shares this server's database and has another" in said
    assert str(tmp_path / "elsewhere" / "widget.key") in said
    # It has left nothing behind that would keep the others from starting again.
    both.restart(0, lambda server: server.stop())
    assert hashlib.sha256(load_key(tmp_path / "elsewhere" / "widget.key")).digest()
    both.stop()
