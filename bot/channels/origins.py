"""Which web pages may show the chat and call it, and the headers that say so.

One list from the settings serves both. It knows nothing of messages.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sanic.request import Request

# Every answer of this server, whatever it is.
BASE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def is_allowed(request: Request, origins: Sequence[str]) -> bool:
    """Whether the page that sent this request is this server's own or listed.

    A request without `Origin` comes from no page of another site: browsers send it
    with every POST and DELETE, and JSON from elsewhere needs a permission that this
    server never gives.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") in (
            "same-origin",
            "none",
        )
    if origin.lower() in origins:
        return True
    # The host alone: behind a proxy the scheme here is not the one in the browser.
    host = request.headers.get("host", "").lower()
    return bool(host) and urlsplit(origin.lower()).netloc == host


def content_security_policy(origins: Sequence[str]) -> str:
    """The policy of the chat's page: nothing inline, nothing from elsewhere."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            " ".join(("frame-ancestors", "'self'", *origins)),
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
