"""python -m benchmarks.soak [--minutes N]: a server under steady load, for long.

Five messages a second of changing conversations to a real server with a data folder of
its own. Watched: replies that came and were right in form, their time, the server's
memory and open files. It fails (status 1) when more than one in a thousand messages has
no reply within five seconds, or when memory, files or time grow. The figures of the
last run are in var/soak/soak.json.

Faults are not planted here; `make test-faults` does that.
"""

import argparse
import asyncio
import itertools
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

import aiohttp
import numpy as np

from benchmarks.data import PROJECT_DIR
from benchmarks.progress import make_progress
from benchmarks.serving.figures import percentile
from benchmarks.serving.load import Client, NotReadyError
from benchmarks.serving.messages import messages
from benchmarks.serving.processes import CommandFailedError, Group
from benchmarks.serving.systems import System, bedside

A_SECOND = 5.0
TURNS_A_CONVERSATION = 8
N_OPEN_CONVERSATIONS = 40
DEADLINE_S = 5.0
WARM_UP_S = 60.0
"""Caches fill and libraries finish loading: growth counts from here."""
SAMPLE_S = 5.0

MOST_FAILED = 0.001
MOST_MB_AN_HOUR = 20.0
MOST_FILES_GROWN = 5
MOST_SLOWER = 1.2
"""The last quarter's median time against the first's."""


@dataclass(frozen=True)
class Sample:
    """The server at one moment.

    Attributes:
        at_s: Since the load began.
        rss_mb: Resident memory.
        n_files: Open file descriptors.
    """

    at_s: float
    rss_mb: float
    n_files: int


@dataclass(frozen=True)
class Reply:
    """One message.

    Attributes:
        at_s: When it was sent, since the load began.
        seconds: Until its reply had been read.
        is_good: Whether that was a reply by the contract, in time.
    """

    at_s: float
    seconds: float
    is_good: bool


@dataclass(frozen=True)
class Verdict:
    """Figures of a soak and what is wrong with them.

    Attributes:
        n_messages: Sent.
        failed: Share without a good reply in time, 0 to 1.
        p50_ms, p95_ms, worst_ms: Of all replies.
        slower: Median time of the last quarter over that of the first.
        mb_an_hour: Slope of memory (least squares) after the warm-up.
        rss_mb: Median memory of the last quarter.
        files_grown: Most files in the last quarter less most in the first.
        problems: A sentence each; none when all is well.
    """

    n_messages: int
    failed: float
    p50_ms: float
    p95_ms: float
    worst_ms: float
    slower: float
    mb_an_hour: float
    rss_mb: float
    files_grown: int
    problems: tuple[str, ...]


def judge(replies: Sequence[Reply], samples: Sequence[Sample]) -> Verdict:
    """What the watch found.

    Args:
        replies: Of all messages; eight at least.
        samples: In order; those of the warm-up are left out here.
    """
    ordered = sorted(replies, key=lambda reply: reply.at_s)
    quarter = len(ordered) // 4
    first, last = ordered[:quarter], ordered[-quarter:]
    slower = median(r.seconds for r in last) / median(r.seconds for r in first)
    failed = sum(not reply.is_good for reply in ordered) / len(ordered)
    warm = [s for s in samples if s.at_s >= WARM_UP_S] or list(samples)
    part = max(1, len(warm) // 4)
    slope = 0.0
    if len(warm) > 1:
        line = np.polyfit([s.at_s for s in warm], [s.rss_mb for s in warm], 1)
        slope = 3600 * float(line[0])
    grown = max(s.n_files for s in warm[-part:]) - max(s.n_files for s in warm[:part])
    # A slope over minutes is mostly noise: what was gained since then counts as well.
    hours = (warm[-1].at_s - warm[0].at_s) / 3600
    gained = median(s.rss_mb for s in warm[-part:]) - median(
        s.rss_mb for s in warm[:part]
    )
    problems = []
    if failed > MOST_FAILED:
        problems.append(f"{100 * failed:.2f} % of the messages had no good reply")
    if slope > MOST_MB_AN_HOUR and gained > MOST_MB_AN_HOUR * max(hours, 0.5):
        problems.append(f"memory grows by {slope:.0f} MB an hour")
    if grown > MOST_FILES_GROWN:
        problems.append(f"{grown} more files are open than at first")
    if slower > MOST_SLOWER:
        problems.append(f"a reply takes {slower:.2f} times what it took at first")
    seconds = [reply.seconds for reply in ordered]
    return Verdict(
        n_messages=len(ordered),
        failed=failed,
        p50_ms=1000 * median(seconds),
        p95_ms=1000 * percentile(seconds, 0.95),
        worst_ms=1000 * max(seconds),
        slower=slower,
        mb_an_hour=slope,
        rss_mb=median(s.rss_mb for s in warm[-part:]),
        files_grown=grown,
        problems=tuple(problems),
    )


async def soak(system: System, minutes: float) -> tuple[list[Reply], list[Sample]]:
    """Load a server for some minutes.

    Raises:
        CommandFailedError, NotReadyError: It does not start, or ends.
    """
    progress = make_progress("soak")
    replies: list[Reply] = []
    samples: list[Sample] = []
    with Group(system.serving, system.folder / "serving.log") as group:
        client = Client(system.address, group, messages(0), tag="soak")
        await client.until_ready(system.name)
        started = time.monotonic()

        async def send(session: aiohttp.ClientSession, number: int, text: str) -> None:
            # Forty conversations side by side, and a new one when eight turns are over.
            place = number % N_OPEN_CONVERSATIONS
            age = number // N_OPEN_CONVERSATIONS // TURNS_A_CONVERSATION
            body = {"sender": f"soak-{place}-{age}", "message": text}
            at = time.monotonic()
            is_good = False
            try:
                async with session.post(system.address, json=body) as response:
                    is_good = is_reply(response.status, await response.json())
            except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
                pass
            seconds = time.monotonic() - at
            is_good = is_good and seconds <= DEADLINE_S
            replies.append(Reply(at - started, seconds, is_good))

        timeout = aiohttp.ClientTimeout(total=4 * DEADLINE_S)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            sending: set[asyncio.Task[None]] = set()
            texts = itertools.chain.from_iterable(map(messages, itertools.count(1)))
            for number, text in enumerate(texts):
                # By the clock, whether or not the replies keep up: patients do not wait
                # for each other.
                due_s = number / A_SECOND
                await asyncio.sleep(max(0.0, started + due_s - time.monotonic()))
                if due_s > 60 * minutes:
                    break
                task = asyncio.ensure_future(send(session, number, text))
                sending.add(task)
                task.add_done_callback(sending.discard)
                if not samples or due_s - samples[-1].at_s >= SAMPLE_S:
                    group.check_running()
                    rss_mb = group.rss_bytes() / 1e6
                    samples.append(Sample(due_s, rss_mb, group.n_files()))
                    if len(samples) % 12 == 1:
                        progress(
                            f"{rss_mb:.0f} MB, minute", int(due_s / 60), int(minutes)
                        )
            await asyncio.gather(*sending)
    return replies, samples


def is_reply(status: int, body: object) -> bool:
    """Whether an answer of the webhook is one by docs/reply_contract.md."""
    if status != 200 or not isinstance(body, list):
        return False
    parts = [part for part in body if isinstance(part, dict)]
    customs = [part["custom"] for part in parts if part.get("custom")]
    return any(part.get("text") for part in parts) and len(customs) == 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak; 0 when all is well, 1 when something grows or fails, 2 without a server."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--port", type=int, default=5320)
    options = parser.parse_args(arguments)
    folder = PROJECT_DIR / "var" / "soak"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("index", "models", "rasa"):
        source = PROJECT_DIR / "var" / part
        if source.is_dir():
            shutil.copytree(source, folder / "var" / part, symlinks=True)
    try:
        replies, samples = asyncio.run(
            soak(bedside(folder, options.port), options.minutes)
        )
    except (CommandFailedError, NotReadyError) as error:
        sys.stderr.write(f"soak: {error}\n")
        return 2
    verdict = judge(replies, samples)
    (folder / "soak.json").write_text(
        json.dumps(
            {**asdict(verdict), "samples": [asdict(sample) for sample in samples]},
            indent=1,
        ),
        encoding="utf-8",
    )
    sys.stdout.write(summary(verdict))
    return 1 if verdict.problems else 0


def summary(verdict: Verdict) -> str:
    """Lines for the terminal."""
    lines = [
        f"{verdict.n_messages} messages, {100 * verdict.failed:.2f} % without a good "
        f"reply in {DEADLINE_S:g} s",
        f"p50 {verdict.p50_ms:.0f} ms, p95 {verdict.p95_ms:.0f} ms, worst "
        f"{verdict.worst_ms:.0f} ms; last quarter {verdict.slower:.2f} of the first",
        f"memory {verdict.rss_mb:.0f} MB, {verdict.mb_an_hour:+.0f} MB an hour; open "
        f"files {verdict.files_grown:+d}",
        *(f"PROBLEM: {problem}." for problem in verdict.problems),
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
