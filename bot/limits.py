"""What may come in: how often, from whom, and with which headers it goes out again.

One guard in front of every address of the app. What is open to the public is counted by
session and by address; what is for staff and servers wants a key as soon as it can be
reached from elsewhere. It reads no message. A refusal still shows the emergency number.
"""

import hmac
import ipaddress
import time
from collections.abc import Callable, Collection
from typing import Optional
from urllib.parse import urlsplit

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, json

from actions.clinic import Clinic
from bot.rate_limit import (
    MESSAGES_PER_ADDRESS,
    MESSAGES_PER_SESSION,
    RateLimit,
    address_key,
)
from bot.settings import Settings, SettingsError

FOR_STAFF = ("/webhooks/rest/", "/metrics")
# Operators and platforms come by whatever name they were given.
BY_ANY_NAME = ("/health/", "/webhooks/")
# The website's chat counts by session and by address itself: bot/channels/widget.py.
WITH_LIMITS_OF_ITS_OWN = "/chat/api/"
HEADERS = {
    # For JSON and errors; a page states its own.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Limits:
    """The guard of one app; channels with sessions ask it at `app.ctx.limits`."""

    def __init__(
        self,
        settings: Settings,
        clinic: Clinic,
        *,
        webhooks: Collection[str] = (),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the rules from the settings.

        Args:
            settings: Key, host and proxies.
            clinic: Whose emergency number a refusal shows.
            webhooks: Paths of messaging platforms. A platform brings the messages of
                all patients from a few addresses, so the rate of one address would
                refuse patients because others are writing. Its requests are signed,
                and its channel counts what each conversation sends.
            now: Clock in seconds.

        Raises:
            SettingsError: The server would listen to the world without a key.
        """
        if not settings.api_key and not is_loopback(settings.host):
            raise SettingsError(
                "BEDSIDE_API_KEY",
                "",
                f"a long random text, since BEDSIDE_HOST is {settings.host} and the "
                f"REST webhook and /metrics could be reached from elsewhere",
            )
        self._api_key = settings.api_key
        self._n_proxies = settings.n_proxies
        self._public_host = settings.public_host
        self._clinic = clinic
        self._webhooks = frozenset(webhooks)
        self._sessions = RateLimit(MESSAGES_PER_SESSION, now=now)
        self._addresses = RateLimit(MESSAGES_PER_ADDRESS, now=now)

    def guard(self, app: Sanic) -> None:
        """Stand in front of every address of an app."""
        app.ctx.limits = self
        if self._n_proxies:
            app.config.PROXIES_COUNT = self._n_proxies
        app.register_middleware(self.check_request, "request")
        app.register_middleware(self.add_headers, "response")

    async def check_request(self, request: Request) -> Optional[HTTPResponse]:
        """The refusal, or None."""
        if request.path.startswith(FOR_STAFF):
            return self._check_key(request)
        if not self._is_meant_for_here(request):
            return json({"error": "No clinic of that name answers here."}, status=421)
        if request.path.startswith(WITH_LIMITS_OF_ITS_OWN):
            return None
        if request.path in self._webhooks:
            return None
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        if self.is_from_another_page(request):
            return json({"error": "This page may not send messages here."}, status=403)
        wait_s = self._addresses.wait_s(address_key(self._address(request)))
        return self.too_many(wait_s) if wait_s else None

    def session_wait_s(self, session_id: str) -> int:
        """Count one message of a session; seconds to wait, 0 when it is allowed."""
        return self._sessions.wait_s(session_id)

    def please_wait(self, wait_s: int) -> str:
        """What a person is told, who may be in need."""
        return (
            f"Too many messages. Please wait {wait_s} seconds. "
            f"In an emergency call {self._clinic.emergency_number} now."
        )

    def too_many(self, wait_s: int) -> HTTPResponse:
        """429 as JSON."""
        return json(
            {
                "error": self.please_wait(wait_s),
                "emergency_number": self._clinic.emergency_number,
            },
            status=429,
            headers={"Retry-After": str(wait_s)},
        )

    async def add_headers(self, request: Request, response: BaseHTTPResponse) -> None:
        """What every response says, unless it says otherwise itself."""
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)

    def is_from_another_page(self, request: Request) -> bool:
        """Whether a browser says that a page of another site sent a form here.

        A JSON body cannot be sent across sites without leave; a form can.
        """
        origin = request.headers.get("origin")
        is_form = (request.content_type or "").split(";")[0] in _FORM_TYPES
        return bool(origin and is_form and urlsplit(origin).netloc != request.host)

    def _is_meant_for_here(self, request: Request) -> bool:
        """Whether the host name asked for is this clinic's, or this machine's own.

        A proxy that takes one clinic for another must not show a patient its pages.
        """
        if not self._public_host or request.path.startswith(BY_ANY_NAME):
            return True
        try:
            name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        except ValueError:
            return False
        return name == self._public_host or is_loopback(name)

    def _check_key(self, request: Request) -> Optional[HTTPResponse]:
        if not self._api_key:
            # Without a key only this machine may ask. A proxy on it connects from the
            # loopback as well, whoever asked the proxy.
            if any(request.headers.get(name) for name in _FORWARDED):
                return json(
                    {
                        "error": "This came through a proxy. Set BEDSIDE_API_KEY, and "
                        'send it as "Authorization: Bearer ...".'
                    },
                    status=401,
                    headers={"WWW-Authenticate": "Bearer"},
                )
            return None
        given = request.headers.get("authorization", "")
        wanted = f"Bearer {self._api_key}"
        if hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
            return None
        return json(
            {"error": 'Send the key as "Authorization: Bearer ...".'},
            status=401,
            headers={"WWW-Authenticate": "Bearer"},
        )

    def _address(self, request: Request) -> str:
        address = (self._n_proxies and request.remote_addr) or request.ip
        return str(address)


_FORWARDED = ("x-forwarded-for", "forwarded", "via")
_FORM_TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "",
)


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
