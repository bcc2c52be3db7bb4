"""How many messages one sender may send in a stretch of time.

Keys and the clock in, seconds to wait out. It counts in memory, per process, and
forgets who has been silent; it knows nothing of HTTP.
"""

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

# In one minute, on everything that is open to the public.
MESSAGES_PER_SESSION = 20
MESSAGES_PER_ADDRESS = 60
N_KEYS_KEPT = 50_000


class RateLimit:
    """At most `n_most` events in any `window_s` seconds, for each key of its own."""

    def __init__(
        self,
        n_most: int,
        window_s: float = 60.0,
        *,
        n_keys_kept: int = N_KEYS_KEPT,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start with nobody counted.

        Args:
            n_most: Events allowed in one window.
            window_s: Length of the sliding window, in seconds.
            n_keys_kept: Keys in memory; the one silent for longest goes first.
            now: Clock in seconds.
        """
        self._n_most = n_most
        self._window_s = window_s
        self._n_keys_kept = n_keys_kept
        self._now = now
        self._events: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str) -> int:
        """Count one event; 0 when it is allowed, else whole seconds until it would be.

        An event that is refused does not count, so waiting as long as was said helps.
        """
        now = self._now()
        events = self._events.setdefault(key, deque())
        self._events.move_to_end(key)
        while events and events[0] <= now - self._window_s:
            events.popleft()
        if len(events) >= self._n_most:
            return max(1, math.ceil(events[0] + self._window_s - now))
        events.append(now)
        if len(self._events) > self._n_keys_kept:
            self._events.popitem(last=False)
        return 0


def address_key(address: str) -> str:
    """What one household shares: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        # Of a proxy's header, Sanic writes an IPv6 address in brackets.
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
