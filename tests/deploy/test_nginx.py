"""The shipped files in a real nginx, before servers that note what reaches them."""

import asyncio
import contextlib
import json
import re
import ssl

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot.server import MAX_BODY_BYTES
from bot.settings import Settings
from tests.bot.fakes import CLINIC
from tests.nginx import SHIPPED_DIR, nginx


class Behind:
    """A server that answers, or breaks, as the test says."""

    def __init__(self):
        self.asked = []
        self.breaks = False
        self.pause_s = 0.0

    async def __aenter__(self):
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/{path:.*}", self.answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.place = f"127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    async def answer(self, request):
        self.asked.append((request.path, request.headers, await request.read()))
        await asyncio.sleep(self.pause_s)
        if self.breaks:
            # As of a server that is killed in the middle of a turn.
            request.transport.abort()
            raise ConnectionResetError
        headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "own"}
        return web.json_response({"from": self.place}, headers=headers)


@pytest.fixture
async def site():
    """Two servers, an nginx in front of them, and a client that trusts it."""
    async with contextlib.AsyncExitStack() as stack:
        behind = [await stack.enter_async_context(Behind()) for _ in range(2)]
        front = stack.enter_context(nginx([server.place for server in behind]))
        trust = ssl.create_default_context(cafile=str(front.certificate))
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def ask(method, path, base=None, **options):
            # As it is written: `..` and `%72` are nginx's to see through.
            url = URL((base or front.https) + path, encoded=True)
            options = {"ssl": trust, "allow_redirects": False, **options}
            async with session.request(method, url, **options) as response:
                return response.status, response.headers, await response.text()

        ask.behind, ask.front = behind, front
        yield ask


def asked(site):
    return [request for server in site.behind for request in server.asked]


async def test_patients_reach_the_chat_and_programs_reach_rest(site):
    assert (await site("POST", "/chat/api/messages", json={}))[0] == 200
    assert (await site("GET", "/plain"))[0] == 200
    rest = site.front.rest
    assert (await site("POST", "/webhooks/rest/webhook", rest, json={}))[0] == 200
    paths = [path for path, _, _ in asked(site)]
    assert sorted(paths) == ["/chat/api/messages", "/plain", "/webhooks/rest/webhook"]


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/health/ready",
        "/health/live",
        "/webhooks/rest/webhook",
        "/webhooks//rest/webhook",
        "/webhooks/%72est/webhook",
        "/chat/../webhooks/rest/webhook",
    ],
)
async def test_what_is_the_clinics_own_is_not_open_to_the_outside(site, path):
    assert (await site("POST", path, json={}))[0] == 404
    assert asked(site) == []


async def test_the_clinics_own_way_in_has_rest_and_nothing_else(site):
    for path in ("/metrics", "/health/ready", "/plain", "/webhooks/slack/webhook"):
        assert (await site("GET", path, site.front.rest))[0] == 404
    assert asked(site) == []


async def test_plain_http_is_sent_to_tls_with_its_method(site):
    status, headers, _ = await site("POST", "/plain?x=1", site.front.http, data="a")
    assert status == 308
    assert headers["Location"].startswith("https://127.0.0.1")
    assert headers["Location"].endswith("/plain?x=1")


async def test_the_address_is_the_one_that_connected_whatever_the_client_says(site):
    lies = {
        "X-Forwarded-For": "10.9.9.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "1",
        "X-Forwarded-Path": "/x",
        "Forwarded": "for=10.9.9.9",
    }
    await site("GET", "/plain", headers=lies)
    ((_, headers, _),) = asked(site)
    assert headers.getall("X-Forwarded-For") == ["127.0.0.1"]
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == site.front.https.removeprefix("https://")
    for name in lies.keys() - {"X-Forwarded-For"}:
        assert name not in headers


async def test_security_headers_come_once_and_tls_adds_its_own(site):
    _, headers, _ = await site("GET", "/plain")
    assert headers.getall("X-Content-Type-Options") == ["nosniff"]
    assert headers.getall("Referrer-Policy") == ["own"]
    assert headers.getall("Strict-Transport-Security") == ["max-age=31536000"]
    assert "/" not in headers.get("Server", "")


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/chat/api/messages", MAX_BODY_BYTES),
        ("/plain", MAX_BODY_BYTES),
        ("/webhooks/telegram/webhook", 256 * 1024),
    ],
)
async def test_bodies_are_as_long_as_the_servers_allow(site, path, most):
    assert (await site("POST", path, data=b"a" * most))[0] == 200
    assert (await site("POST", path, data=b"a" * (most + 1)))[0] == 413
    assert [len(body) for _, _, body in asked(site)] == [most]


async def test_one_address_meets_one_server_and_programs_meet_both(site):
    for _ in range(6):
        await site("POST", "/chat/api/messages", json={})
    assert sorted(len(server.asked) for server in site.behind) == [0, 6]
    for server in site.behind:
        server.asked.clear()
    for _ in range(6):
        await site("POST", "/webhooks/telegram/webhook", json={})
    assert [len(server.asked) for server in site.behind] == [3, 3]


@pytest.mark.parametrize(
    ("path", "base"),
    [
        ("/chat/api/messages", "https"),
        ("/plain", "https"),
        ("/webhooks/slack/webhook", "https"),
        ("/webhooks/rest/webhook", "rest"),
    ],
)
async def test_what_one_server_drops_the_next_one_gets_with_the_same_key(
    site, path, base
):
    site.behind[0].breaks = True
    for number in range(4):
        status, _, text = await site("POST", path, getattr(site.front, base), json={})
        assert status == 200, number
        assert json.loads(text) == {"from": site.behind[1].place}
    (dropped, *_), taken = site.behind[0].asked or [None], site.behind[1].asked
    keys = [headers["Idempotency-Key"] for _, headers, _ in taken]
    assert len(set(keys)) == 4 and all(len(key) == 32 for key in keys)
    if dropped is not None:
        assert dropped[1]["Idempotency-Key"] in keys


def test_patients_and_programs_meet_the_same_servers():
    of_patients, of_programs = (
        re.findall(r"^server (\S+)", (SHIPPED_DIR / name).read_text("utf-8"), re.M)
        for name in ("servers.conf", "servers_for_programs.conf")
    )
    assert of_patients == of_programs == ["127.0.0.1:5005", "127.0.0.1:5006"]


@pytest.mark.parametrize("path", ["/chat/api/messages", "/plain"])
async def test_servers_that_failed_are_asked_again_when_no_other_is_left(site, path):
    for server in site.behind:
        server.breaks = True
    for _ in range(8):
        assert (await site("POST", path, data="hello"))[0] == 503
    for server in site.behind:
        server.breaks = False
        server.asked.clear()
    # At once: nginx leaves both alone for a second or two.
    assert (await site("POST", path, data="hello"))[0] == 200
    ((_, _, body),) = asked(site)
    assert body == b"hello"


async def test_a_clients_own_key_is_passed_on(site):
    key = "my-own-key-1"
    await site("POST", "/plain", headers={"Idempotency-Key": key})
    assert asked(site)[0][1]["Idempotency-Key"] == key


async def test_with_no_server_left_a_patient_is_told_whom_to_call(site):
    for server in site.behind:
        await server._runner.cleanup()
    status, headers, page = await site("GET", "/plain")
    assert (status, headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert f"In an emergency call {CLINIC.emergency_number} now." in page
    assert CLINIC.phone in page and CLINIC.name in page
    status, headers, body = await site("POST", "/chat/api/messages", json={})
    said = json.loads(body)["error"]
    assert (status, headers["Retry-After"]) == (503, "5")
    assert said["code"] == "unavailable"
    assert f"call {CLINIC.emergency_number} now" in said["message"]
    assert headers.getall("Strict-Transport-Security") == ["max-age=31536000"]
    assert headers.getall("X-Content-Type-Options") == ["nosniff"]


async def test_the_log_has_no_address_and_no_query(site):
    await site("GET", "/chat?lang=en-canary")
    # It is written once the request is over, which may be after its reply was read.
    for _ in range(50):
        if log := site.front.log():
            break
        await asyncio.sleep(0.1)
    assert " GET /chat 200 " in log
    assert "canary" not in log
    # The servers' own addresses are there, the client's is not.
    assert log.count("127.0.0.1") == 1


def test_a_server_that_is_silent_is_left_after_the_deadline():
    text = (SHIPPED_DIR / "proxy.conf").read_text("utf-8")
    (wait,) = [line for line in text.splitlines() if "proxy_read_timeout" in line]
    wait_s = float(wait.split()[1].rstrip("s;"))
    assert Settings().deadline_s < wait_s
    # The chat gives up after 20 s: two servers have to have been asked by then.
    assert 2 * wait_s < 20
