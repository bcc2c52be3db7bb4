"""No patient's word in a log, a metric or an error; none in a file after erasing.

A canary is a word that nothing but these messages contains. It is sent thousands of
times by every way in, past every planted fault, and then looked for.
"""

import asyncio
import json
import urllib.error
import urllib.parse
import urllib.request

import aiohttp
import pytest

from tests.faults.checker import Sent
from tests.faults.clients import send

pytestmark = [pytest.mark.faults, pytest.mark.slow]
CANARY = "zanzibarcanary"
N_TURNS = 2000
SHAPES = (
    f"how many sessions will I need? {CANARY}",
    f"I am on {CANARY} tablets, can I have it",
    f"my throat is closing {CANARY}",
    f"{CANARY}",
    f"/restart {CANARY}",
    f'/greet{{"name": "{CANARY}"}}',
    f"{CANARY} " * 300,
    f"\u202e{CANARY}\x00\ud800",
    f"my name is {CANARY}, 07700 900123",
)


def everything(server, log):
    log.seek(0)
    return log.read() + server.status("/metrics")[1] + server.status("/health/ready")[1]


def test_no_word_of_a_patient_in_logs_metrics_or_errors(forks, data_dir, log, figures):
    server = forks.start(data_dir=data_dir)

    async def run():
        async with aiohttp.ClientSession() as session:
            for start in range(0, N_TURNS, 20):
                await asyncio.gather(
                    *(
                        send(
                            session,
                            server.address,
                            Sent(f"{CANARY}-{n % 50}", f"m{n}", SHAPES[n % 9]),
                        )
                        for n in range(start, start + 20)
                    )
                )

    asyncio.run(run())
    said = "".join(_odd_requests(server))
    assert CANARY not in said
    found = everything(server, log)
    assert "bedside_turns_total" in found
    assert CANARY not in found
    server.stop()
    figures["canary"] = {"turns": N_TURNS, "found": 0}


@pytest.mark.parametrize(
    "fault", ["raising_action", "rubbish_action", "hanging_action", "silent_action"]
)
def test_no_word_of_a_patient_in_what_a_broken_turn_logs(forks, data_dir, log, fault):
    server = forks.start(data_dir=data_dir, fault=fault)

    async def run():
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(
                *(
                    send(session, server.address, Sent(f"s{n}", "m", SHAPES[n % 4]))
                    for n in range(20)
                )
            )

    asyncio.run(run())
    assert CANARY not in everything(server, log)
    server.stop()


def test_identifiers_are_in_no_file(forks, data_dir):
    server = forks.start(data_dir=data_dir)
    secrets = ("07700900123", "jo.smith@mail.example", "SW1A 1AA", "Aloysius")
    text = "my name is Aloysius Smith, 07700900123, jo.smith@mail.example, SW1A 1AA"

    async def run():
        async with aiohttp.ClientSession() as session:
            for number, start in enumerate(("how many sessions?", "I can't breathe,")):
                message = Sent(f"p{number}", "m", f"{start} {text}")
                assert await send(session, server.address, message)

    asyncio.run(run())
    server.stop()
    content = b"".join(f.read_bytes() for f in data_dir.rglob("*") if f.is_file())
    assert b"how many sessions?" in content
    for secret in secrets:
        assert secret.encode() not in content, secret


def _odd_requests(server):
    """Answers to requests that no channel expects."""
    for path, body, kind in (
        ("/webhooks/rest/webhook", f'{{"sender": "{CANARY}"', "application/json"),
        ("/webhooks/rest/webhook", json.dumps({"message": CANARY}), "application/json"),
        ("/webhooks/rest/webhook", json.dumps([CANARY]), "application/json"),
        (f"/{CANARY}", "", "text/plain"),
        ("/", urllib.parse.urlencode({"conversation": CANARY}), "text/plain"),
    ):
        request = urllib.request.Request(
            server.address + path, body.encode(), {"Content-Type": kind}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                response.read()
        except urllib.error.HTTPError as error:
            yield error.read().decode().replace(f"/{CANARY}", "")
