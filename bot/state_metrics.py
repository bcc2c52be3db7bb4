"""What is so now, for `/metrics`: what is ready, where the pages stand, the disk.

Readiness and folders in, gauges out. `refresh` does what takes time, off the event
loop; `collect` only says what was found.
"""

import asyncio
import datetime
import logging
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.readiness import OK, Readiness
from knowledge.approval import (
    STATE_WORDS,
    WARNING_DAYS,
    days_to_review,
    read_ledger,
    state_of,
)
from knowledge.errors import KnowledgeError, SourceError
from knowledge.source import read_source, source_files

# Every page is read for it; a scrape comes four times a minute.
PAGES_KEPT_S = 60.0

logger = logging.getLogger(__name__)


class StateMetrics(Collector):
    """The gauges of one server."""

    def __init__(self, readiness: Readiness, sources_dir: Path, data_dir: Path) -> None:
        self._readiness = readiness
        self._sources_dir, self._data_dir = sources_dir, data_dir
        self._checks: dict[str, str] = {}
        self._pages: dict[str, int] = {}
        self._n_due = 0
        self._pages_at = float("-inf")

    async def refresh(self) -> None:
        """Find out; at most the time of the readiness checks."""
        self._checks = await self._readiness.checks()
        if time.monotonic() - self._pages_at < PAGES_KEPT_S:
            return
        self._pages_at = time.monotonic()
        today = datetime.date.today()
        try:
            self._pages, self._n_due = await asyncio.to_thread(
                count_pages, self._sources_dir, today
            )
        except (KnowledgeError, OSError) as error:
            # No figure is better than an old one: its alert asks for it to be there.
            self._pages, self._n_due = {}, 0
            logger.error("The pages cannot be counted: %s.", type(error).__name__)

    def collect(self) -> Iterable[Metric]:
        """The gauges, as of the last `refresh`."""
        ready = GaugeMetricFamily(
            "bedside_ready", "1 where a part of the server is ready.", labels=["part"]
        )
        for part, state in self._checks.items():
            ready.add_metric([part.replace(" ", "_")], float(state == OK))
        pages = GaugeMetricFamily(
            "bedside_pages",
            "Pages by state; only approved is served.",
            labels=["state"],
        )
        for state, n in self._pages.items():
            pages.add_metric([state], n)
        yield ready
        yield pages
        yield GaugeMetricFamily(
            "bedside_reviews_due",
            f"Served pages whose review is due within {WARNING_DAYS} days.",
            value=self._n_due,
        )
        disk = shutil.disk_usage(self._data_dir)
        yield GaugeMetricFamily(
            "bedside_disk_free_bytes", "Free, where the data are.", value=disk.free
        )
        yield GaugeMetricFamily(
            "bedside_disk_bytes", "Size of that disk.", value=disk.total
        )


def count_pages(sources_dir: Path, today: datetime.date) -> tuple[dict[str, int], int]:
    """Pages by state, "broken" for those that cannot be read; and reviews due soon.

    Raises:
        ApprovalError: The ledger cannot be read.
    """
    ledger = read_ledger(sources_dir)
    counts: dict[str, int] = dict.fromkeys((*STATE_WORDS, "broken"), 0)
    n_due = 0
    for path in source_files(sources_dir):
        try:
            source = read_source(path)
        except SourceError:
            counts["broken"] += 1
            continue
        state = state_of(source, ledger, today)
        counts[state] += 1
        days = days_to_review(source, today)
        n_due += state == "approved" and days is not None and days <= WARNING_DAYS
    return counts, n_due
