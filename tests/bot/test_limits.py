import uuid

import aiohttp
import pytest
from sanic import Sanic
from sanic.response import json

from bot.limits import Limits, is_loopback
from bot.settings import Settings, SettingsError
from tests.bot.fakes import CLINIC, serving

TWILIO = "/webhooks/twilio/webhook"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.2", False),
        ("bedside.example", False),
    ],
)
def test_what_only_this_machine_reaches(host, expected):
    assert is_loopback(host) is expected


def test_a_server_that_others_reach_needs_a_key():
    with pytest.raises(SettingsError, match="BEDSIDE_API_KEY"):
        Limits(Settings(host="0.0.0.0"), CLINIC)
    Limits(Settings(host="0.0.0.0", api_key="k"), CLINIC)


def test_secrets_are_in_no_repr():
    settings = Settings(api_key="secret-1", database_url="postgresql://u:secret-2@h/d")
    assert "secret" not in repr(settings)


@pytest.fixture
async def ask():
    """Send a request to an app with one address of each kind."""
    apps = []

    async def answer(request):
        return json({"ok": True})

    def make(webhooks=(), **settings):
        app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
        Limits(Settings(**settings), CLINIC, webhooks=webhooks).guard(app)
        for path in ("/public", TWILIO, "/webhooks/rest/webhook", "/metrics"):
            name = f"r{uuid.uuid4().hex}"
            app.add_route(answer, path, methods=["GET", "POST"], name=name)
        apps.append(app)
        return app

    async def ask(requests, **settings):
        async with serving(make(**settings)) as address:
            async with aiohttp.ClientSession() as session:
                found = []
                for method, path, options in requests:
                    url = address + path
                    async with session.request(method, url, **options) as response:
                        found.append((response.status, response.headers))
                return found

    return ask


async def test_the_public_is_counted_by_address_and_told_the_number(ask):
    found = await ask([("POST", "/public", {"json": {}})] * 62)
    assert [status for status, _ in found] == [200] * 60 + [429] * 2
    assert 1 <= int(found[-1][1]["Retry-After"]) <= 60


async def test_one_platform_brings_more_than_one_address_may(ask):
    requests = [("POST", TWILIO, {"data": {"Body": "hello"}})] * 70
    found = await ask([*requests, ("POST", "/public", {"json": {}})], webhooks={TWILIO})
    assert {status for status, _ in found} == {200}


async def test_a_webhook_that_is_not_open_is_counted_like_all_others(ask):
    found = await ask([("POST", TWILIO, {"data": {"Body": "hello"}})] * 61)
    assert [status for status, _ in found] == [200] * 60 + [429]


async def test_staff_is_not_counted(ask):
    found = await ask([("POST", "/webhooks/rest/webhook", {"json": {}})] * 70)
    assert {status for status, _ in found} == {200}


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/metrics"])
async def test_with_a_key_staff_has_to_show_it(ask, path):
    requests = [
        ("GET", path, {}),
        ("GET", path, {"headers": {"Authorization": "Bearer wrong"}}),
        ("GET", path, {"headers": {"Authorization": "Bearer k-1"}}),
    ]
    found = await ask(requests, api_key="k-1")
    assert [status for status, _ in found] == [401, 401, 200]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/metrics"])
async def test_what_came_through_a_proxy_is_not_taken_for_this_machine(
    ask, path, header
):
    forwarded = {"headers": {header: "10.0.0.1"}}
    found = await ask([("GET", path, {}), ("GET", path, forwarded)])
    assert [status for status, _ in found] == [200, 401]
    forwarded["headers"]["Authorization"] = "Bearer k-1"
    found = await ask([("GET", path, forwarded)], api_key="k-1")
    assert [status for status, _ in found] == [200]


async def test_behind_a_proxy_the_patients_address_counts(ask):
    requests = [
        ("POST", "/public", {"json": {}, "headers": {"X-Forwarded-For": f"10.0.0.{n}"}})
        for n in range(65)
    ]
    assert {status for status, _ in await ask(requests, n_proxies=1)} == {200}
    # Without a proxy the header is the client's own invention.
    assert (await ask(requests))[-1][0] == 429


async def test_behind_a_proxy_a_household_counts_as_one(ask):
    header = "X-Forwarded-For"
    requests = [
        ("POST", "/public", {"json": {}, "headers": {header: f"2001:db8::{n:x}"}})
        for n in range(62)
    ]
    found = await ask(requests, n_proxies=1)
    assert [status for status, _ in found] == [200] * 60 + [429] * 2


async def test_a_form_of_another_site_is_refused(ask):
    other = {"data": {"a": "b"}, "headers": {"Origin": "https://evil.example"}}
    json_ = {"json": {}, "headers": {"Origin": "https://evil.example"}}
    found = await ask([("POST", "/public", other), ("POST", "/public", json_)])
    # The second cannot be sent by a browser without leave, which nobody gives it.
    assert [status for status, _ in found] == [403, 200]


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/public", "chat.willow.example", 200),
        ("/public", "CHAT.Willow.example:8443", 200),
        ("/public", "127.0.0.1:5101", 200),
        ("/public", "chat.harbour.example", 421),
        ("/public", "chat.willow.example.evil.example", 421),
        ("/public", "[", 421),
        (TWILIO, "bedside.internal", 200),
        ("/metrics", "bedside.internal", 200),
    ],
)
async def test_what_is_meant_for_another_clinics_host_is_refused(
    ask, path, host, status
):
    settings = {"public_host": "chat.willow.example", "webhooks": [TWILIO]}
    ((found, _),) = await ask([("GET", path, {"headers": {"Host": host}})], **settings)
    assert found == status


async def test_without_a_public_host_any_name_is_heard(ask):
    other = {"headers": {"Host": "anything.example"}}
    assert [status for status, _ in await ask([("GET", "/public", other)])] == [200]


async def test_every_answer_has_the_headers(ask):
    found = await ask([("GET", "/public", {}), ("GET", "/nowhere", {})])
    for _, headers in found:
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert "frame-ancestors" in headers["Content-Security-Policy"]
