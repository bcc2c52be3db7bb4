"""What the server counts, in Prometheus' form: turns in, text out.

Counts, seconds and ids of builds only. Every label's value comes from this program and
none from a message: routes, steps, tiers, names of errors.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Optional

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from actions.reply import ROUTES
from bot.reply_check import REASONS
from bot.state_metrics import StateMetrics
from bot.turn import Door, Turn

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Upper bounds in seconds; the deadline of a turn is 5.
TURN_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4, 5, 10)
STEP_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


class Metrics:
    """The figures of one door, since the process began."""

    def __init__(
        self,
        door: Door,
        index_built_at: Callable[[], Optional[str]],
        state: Optional[StateMetrics] = None,
    ) -> None:
        """Count the turns of a door from now on.

        Args:
            door: Its listener becomes this object's.
            index_built_at: ISO time of the build that is served; None without one.
            state: What else is told; see `refresh`.
        """
        self._state = state
        self._registry = CollectorRegistry()
        self._turns = Counter(
            "bedside_turns", "Turns by route.", ["route"], registry=self._registry
        )
        self._alarms = Counter(
            "bedside_alarms",
            "Replies to a red flag, by tier.",
            ["tier"],
            registry=self._registry,
        )
        self._turn_seconds = Histogram(
            "bedside_turn_seconds",
            "From a message to its reply.",
            buckets=TURN_BUCKETS,
            registry=self._registry,
        )
        self._step_seconds = Histogram(
            "bedside_step_seconds",
            "Parts of a turn.",
            ["step"],
            buckets=STEP_BUCKETS,
            registry=self._registry,
        )
        # A rate needs its zero: what never happened yet is shown, too.
        for route in ROUTES:
            self._turns.labels(route)
        for tier in ("emergency", "crisis", "urgent"):
            self._alarms.labels(tier)
        self._registry.register(_DoorCollector(door, index_built_at))
        if state is not None:
            self._registry.register(state)
        ProcessCollector(registry=self._registry)
        door.listener = self.observe

    def observe(self, turn: Turn) -> None:
        """Count one turn."""
        self._turns.labels(turn.reply.route).inc()
        if turn.reply.tier:
            self._alarms.labels(turn.reply.tier).inc()
        for step, milliseconds in turn.trace.steps_ms.items():
            if step == "turn":
                self._turn_seconds.observe(milliseconds / 1000)
            else:
                name = _NOT_A_NAME.sub("_", step)
                self._step_seconds.labels(name).observe(milliseconds / 1000)

    async def refresh(self) -> None:
        """Find out what `text` tells and nothing counts: parts, pages."""
        if self._state is not None:
            await self._state.refresh()

    def text(self) -> str:
        """All figures, as Prometheus reads them."""
        text: str = generate_latest(self._registry).decode()
        return text


class _DoorCollector(Collector):
    """What the door counts itself, read when it is asked for."""

    def __init__(self, door: Door, index_built_at: Callable[[], Optional[str]]) -> None:
        self._door = door
        self._index_built_at = index_built_at

    def collect(self) -> Iterable[Metric]:
        counts = dict(self._door.counts)
        fallbacks = CounterMetricFamily(
            "bedside_fallbacks",
            "Turns that got the fallback reply, by reason.",
            labels=["reason"],
        )
        refused = CounterMetricFamily(
            "bedside_output_check_failures",
            "Replies that the output check refused, by reason.",
            labels=["reason"],
        )
        for reason in sorted(REASONS):
            refused.add_metric([reason], counts.get(f"fallback.{reason}", 0))
        for name, count in sorted(counts.items()):
            kind, _, reason = name.partition(".")
            if kind == "fallback":
                fallbacks.add_metric([_NOT_A_NAME.sub("_", reason)], count)
        handovers = CounterMetricFamily(
            "bedside_handovers",
            "Notes to the team, by what became of a try: taken, put_off or failed.",
            labels=["result"],
        )
        for result in ("taken", "put_off", "failed"):
            handovers.add_metric([result], counts.get(f"handover.{result}", 0))
        yield fallbacks
        yield refused
        yield handovers
        for name, what in (
            ("unrecorded", "Turns of which a part could not be stored."),
            ("undelivered", "Replies that their channel did not take."),
            ("replayed", "Turns that were done after a restart or a dead server."),
            ("classifier_failed", "Messages that only the lexicon screened."),
        ):
            yield CounterMetricFamily(
                f"bedside_{name}", what, value=counts.get(name, 0)
            )
        yield from self._index()

    def _index(self) -> Iterator[Metric]:
        built_at = self._index_built_at()
        if built_at is not None:
            age_s = time.time() - datetime.fromisoformat(built_at).timestamp()
            yield GaugeMetricFamily(
                "bedside_index_age_seconds",
                "Since the index that is served was built.",
                value=age_s,
            )
