"""The key under which a proxy may pass one request on twice.

A request in, the value of its `Idempotency-Key` out
(https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). A proxy
makes one for each request (deploy/nginx/proxy.conf) and keeps it when it asks the next
server because the first one did not answer. Used as the message's id, it makes both one
turn with one reply.
"""

import re
from typing import Optional

from sanic.request import Request

HEADER = "Idempotency-Key"

# The draft writes it in quotes; most programs do not.
_KEY = re.compile(r'"?([A-Za-z0-9_.:-]{8,128})"?')


def idempotency_key(request: Request) -> Optional[str]:
    """The key; None when there is none, or none that can be used."""
    match = _KEY.fullmatch(request.headers.get(HEADER, ""))
    return match[1] if match else None
