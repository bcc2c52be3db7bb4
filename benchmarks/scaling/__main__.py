"""python -m benchmarks.scaling [--rounds N] [--turns N]: one server, then two.

Real servers (`bedside serve`) behind the shipped nginx, on a PostgreSQL of its own;
both from Debian's packages. Served are the models of `var/`. Writes
benchmarks/results/scaling.{json,md,svg}.
"""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.data import PROJECT_DIR, RESULTS_DIR
from benchmarks.progress import make_progress
from benchmarks.results import Result, Row, write_result
from benchmarks.scaling import report
from benchmarks.scaling.figures import Load, compare, computed, figures_of
from benchmarks.serving.__main__ import machine
from benchmarks.serving.load import Client, NotReadyError
from benchmarks.serving.messages import messages
from benchmarks.serving.processes import (
    CommandFailedError,
    Group,
    cpu_s_of_tree,
    machine_cpu_s,
)
from benchmarks.serving.systems import bedside
from tests.nginx import binary, nginx
from tests.postgres import binaries, cluster

N_USERS = 20
N_WARM_UP = 60
PATH = "/webhooks/rest/webhook"
KEY = "bench-scaling"


class PackageMissingError(Exception):
    """A Debian package that the benchmark runs is not here."""

    def __init__(self, what: str, package: str) -> None:
        super().__init__(f"no {what} here. Install it: apt-get install {package}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; exit status 0, or 2 when something does not work."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=500, help="of one load")
    parser.add_argument("--port", type=int, default=5330, help="the first of two")
    parser.add_argument("--out", type=Path, default=RESULTS_DIR)
    options = parser.parse_args(arguments)
    # Told to end, it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began_at_load = os.getloadavg()[0]
    try:
        if binary() is None:
            raise PackageMissingError("nginx", "nginx-light")
        if binaries() is None:
            raise PackageMissingError("PostgreSQL", "postgresql")
        rounds = measure(options.rounds, options.turns, options.port)
    except (CommandFailedError, NotReadyError, PackageMissingError) as error:
        sys.stderr.write(f"bench-scaling: {error}\n")
        return 2
    figures = compare(rounds)
    result = Result(
        "scaling",
        {
            "figures": figures,
            "computed": computed(figures, os.cpu_count() or 1),
            "rounds": [{"round": n, **row} for n, p in enumerate(rounds) for row in p],
            "amount": [
                {
                    "n_rounds": options.rounds,
                    "n_turns": options.turns,
                    "n_users": N_USERS,
                    "n_warm_up": N_WARM_UP,
                }
            ],
            "machine": [{**machine(), "load": began_at_load}],
        },
    )
    write_result(result, options.out)
    for path in report.write(options.out):
        sys.stdout.write(f"{path}\n")
    return 0


def measure(n_rounds: int, n_turns: int, port: int) -> list[tuple[Row, Row]]:
    """Figures of one server and of two, in each round.

    Raises:
        CommandFailedError, NotReadyError: A server does not work.
    """
    folder = PROJECT_DIR / "var" / "bench-scaling"
    _borrow_models(folder)
    progress = make_progress("bench-scaling")
    rounds = []
    with cluster() as postgres:
        for number in range(n_rounds):
            found: dict[int, Row] = {}
            # Who comes first changes: a machine that gets slower favours nobody.
            for n_servers in (1, 2) if number % 2 == 0 else (2, 1):
                url = postgres.database(f"scaling_{number}_{n_servers}")
                load = asyncio.run(
                    _load(folder, port, n_servers, n_turns, number, url, postgres)
                )
                found[n_servers] = figures_of(load)
                progress(
                    f"{n_servers} servers, "
                    f"{found[n_servers]['turns_a_second']:.1f} turns a second, round",
                    number + 1,
                    n_rounds,
                )
            rounds.append((found[1], found[2]))
    return rounds


async def _load(
    folder: Path,
    port: int,
    n_servers: int,
    n_turns: int,
    seed: int,
    url: str,
    postgres: Any,
) -> Load:
    """Start servers and a proxy, warm them up, load them, end them."""
    ports = range(port, port + n_servers)
    commands = [
        replace(
            command,
            environ={
                **command.environ,
                "BEDSIDE_DATABASE_URL": url,
                "BEDSIDE_API_KEY": KEY,
                "BEDSIDE_PROXIES": "1",
            },
        )
        for each in ports
        for command in bedside(folder, each).serving
    ]
    headers = {"Authorization": f"Bearer {KEY}"}
    tag = f"round{seed}-{time.time_ns():x}"
    with (
        nginx([f"127.0.0.1:{each}" for each in ports]) as front,
        Group(commands, folder / "serving.log") as group,
    ):
        for each in ports:
            address = f"http://127.0.0.1:{each}{PATH}"
            direct = Client(
                address, group, messages(seed), tag=f"{tag}-{each}", headers=headers
            )
            await direct.until_ready(f"the server on port {each}")
        client = Client(
            front.rest + PATH, group, messages(seed), tag=tag, headers=headers
        )
        await client.at_once(N_USERS, N_WARM_UP)
        before, machine_before = _cpu_s(group, postgres, front), machine_cpu_s()
        timed = await client.at_once(N_USERS, n_turns)
        after, machine_after = _cpu_s(group, postgres, front), machine_cpu_s()
    return Load(
        n_servers,
        timed.seconds,
        timed.wall_s,
        {part: after[part] - before[part] for part in after},
        machine_after - machine_before,
        timed.n_silent,
    )


def _cpu_s(group: Group, postgres: Any, front: Any) -> dict[str, float]:
    return {
        "servers": group.cpu_s(),
        "postgres": cpu_s_of_tree(postgres.pid),
        "nginx": cpu_s_of_tree(front.pid),
        "client": time.process_time(),
    }


def _borrow_models(folder: Path) -> None:
    """The trained models of `var/`, by link: nothing of them is written."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "var").mkdir(parents=True)
    for part in ("index", "models", "rasa", "web"):
        source = PROJECT_DIR / "var" / part
        if source.is_dir():
            (folder / "var" / part).symlink_to(source, target_is_directory=True)


if __name__ == "__main__":
    sys.exit(main())
