"""python -m benchmarks.serving [--quick] [--rounds N] [--examples N] [--again].

Trains both systems from nothing in var/bench-serving (once: a second call goes on where
the first one was), then starts and loads them in turn, round by round, and writes
benchmarks/results/serving.{json,md,svg}. `--quick` trains plain Rasa for two epochs,
serves Bedside's models of `var/` and takes fewer turns: for work on the benchmark
itself, its figures stay in var/bench-serving-quick.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.data import PROJECT_DIR, RESULTS_DIR
from benchmarks.results import Result, Row, write_result
from benchmarks.serving import report
from benchmarks.serving.figures import (
    BEDSIDE,
    PLAIN,
    compare,
    compare_training,
    figures_of_round,
)
from benchmarks.serving.load import Client, NotReadyError
from benchmarks.serving.messages import messages
from benchmarks.serving.processes import CommandFailedError, Group, run
from benchmarks.serving.systems import System, bedside, plain_rasa

N_USERS = 20
LONG_TURNS = 205
"""The 200th turn and the five after it."""
MOST_SILENT = 0.01
"""Share of turns without a reply at which a system's figures are refused."""


@dataclass(frozen=True)
class Amount:
    """How much is measured.

    Attributes:
        n_rounds: Starts of each system.
        n_warm_up: Turns before anything is counted.
        n_one: Turns one at a time.
        n_many: Turns of all users together.
        n_long: Turns of the one long conversation.
        n_examples: Most of one intent that plain Rasa learns from.
    """

    n_rounds: int
    n_warm_up: int
    n_one: int
    n_many: int
    n_long: int
    n_examples: int


FULL = Amount(
    n_rounds=5, n_warm_up=40, n_one=300, n_many=600, n_long=LONG_TURNS, n_examples=100
)
QUICK = Amount(n_rounds=1, n_warm_up=20, n_one=60, n_many=200, n_long=60, n_examples=20)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; exit status 0, or 2 when a system does not work."""
    options = _parser().parse_args(arguments)
    amount = QUICK if options.quick else FULL
    n_rounds = options.rounds or amount.n_rounds
    n_examples = options.examples or amount.n_examples
    name = "bench-serving-quick" if options.quick else "bench-serving"
    folder = PROJECT_DIR / "var" / name
    rounds_file = folder / f"rounds-{n_examples}.json"
    if options.again:
        rounds_file.unlink(missing_ok=True)
    systems = (
        bedside(folder / "bedside", options.port),
        plain_rasa(
            folder / f"plain-{n_examples}",
            options.port + 1,
            epochs=2 if options.quick else None,
            n_examples=n_examples,
        ),
    )
    try:
        if options.quick:
            _borrow_models(folder / "bedside")
        training = {
            system.name: train(system, skip=options.quick and system.name == BEDSIDE)
            for system in systems
        }
        rounds = asyncio.run(measure(systems, amount, n_rounds, rounds_file))
    except (CommandFailedError, NotReadyError, SilentError) as error:
        sys.stderr.write(f"bench-serving: {error}\n")
        return 2
    trained = (
        [] if options.quick else compare_training(training[BEDSIDE], training[PLAIN])
    )
    result = Result(
        "serving",
        {
            "figures": compare(rounds) + trained,
            "rounds": [
                {"system": system, "round": n, **figures}
                for system, of_system in rounds.items()
                for n, figures in enumerate(of_system)
            ],
            "training": [
                {"system": system, "step": step, **spent}
                for system, steps in training.items()
                for step, spent in steps.items()
            ],
            "amount": [
                {
                    **asdict(amount),
                    "n_rounds": n_rounds,
                    "n_examples": n_examples,
                    "quick": options.quick,
                }
            ],
            "machine": [machine()],
        },
    )
    out = folder / "results" if options.quick else RESULTS_DIR
    write_result(result, out)
    for path in report.write(out):
        sys.stdout.write(f"{path}\n")
    return 0


def train(system: System, *, skip: bool = False) -> dict[str, dict[str, float]]:
    """Run what is not trained yet; CPU and wall seconds of each step.

    Raises:
        CommandFailedError: A step failed.
    """
    system.folder.mkdir(parents=True, exist_ok=True)
    file = system.folder / "training.json"
    done: dict[str, dict[str, float]] = {}
    if file.is_file():
        done = json.loads(file.read_text(encoding="utf-8"))
    for step, command in system.training.items():
        if step in done or skip:
            continue
        _say(f"{system.name}: training, {step}")
        spent = run(command, system.folder / f"{step}.log")
        done[step] = asdict(spent)
        file.write_text(json.dumps(done, indent=1), encoding="utf-8")
        _say(
            f"{system.name}: {step} took {spent.cpu_s:.0f} s CPU, {spent.wall_s:.0f} s"
        )
    return done


async def measure(
    systems: Sequence[System], amount: Amount, n_rounds: int, file: Path
) -> dict[str, list[Row]]:
    """Figures of each system's rounds; those that `file` has are not run again.

    Raises:
        CommandFailedError, NotReadyError, SilentError: A system does not work.
    """
    rounds: dict[str, list[Row]] = {s.name: [] for s in systems}
    if file.is_file():
        rounds = json.loads(file.read_text(encoding="utf-8"))
    for number in range(n_rounds):
        # Who comes first changes: a machine that gets slower or faster favours nobody.
        for system in systems if number % 2 == 0 else reversed(systems):
            if len(rounds[system.name]) > number:
                continue
            _say(f"{system.name}: round {number + 1} of {n_rounds}")
            figures = await measure_one(system, amount, seed=number)
            rounds[system.name].append(figures)
            file.write_text(json.dumps(rounds, indent=1), encoding="utf-8")
            _say(
                f"{system.name}: p50 {figures['p50_ms']:.1f} ms, "
                f"{figures['cpu_ms']:.1f} ms CPU a turn, "
                f"{figures['turns_a_second']:.1f} turns a second, "
                f"turn 200 {figures['growth']:.2f} of turn 10"
            )
    return rounds


class SilentError(Exception):
    """A system left turns unanswered: its figures would be of nothing."""

    def __init__(self, system: System, n_silent: int, n_turns: int) -> None:
        super().__init__(
            f"{system.name} gave no reply to {n_silent} of {n_turns} messages. Look "
            f"into '{system.folder / 'serving.log'}' before its speed is compared."
        )


async def measure_one(system: System, amount: Amount, *, seed: int) -> Row:
    """Start a system, warm it up, load it, end it.

    Raises:
        CommandFailedError, NotReadyError, SilentError: It does not work.
    """
    conversations = system.folder / "var" / "conversations.db"
    for file in conversations.parent.glob("conversations.db*"):
        file.unlink()
    tag = f"round{seed}-{time.time_ns():x}"
    with Group(system.serving, system.folder / "serving.log") as group:
        client = Client(system.address, group, messages(seed), tag=tag)
        ready_s = await client.until_ready(system.name)
        await client.sequential(amount.n_warm_up)
        one = await client.sequential(amount.n_one)
        many = await client.at_once(N_USERS, amount.n_many)
        long = await client.one_conversation(amount.n_long)
        figures = figures_of_round(ready_s, one, many, long, group.rss_bytes())
        n_turns = amount.n_one + amount.n_many + amount.n_long
        if figures["n_silent"] > MOST_SILENT * n_turns:
            raise SilentError(system, figures["n_silent"], n_turns)
        return figures


def machine() -> dict[str, str | int]:
    """What the figures were made on."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    models = [
        line.partition(":")[2].strip()
        for line in info.splitlines()
        if "model name" in line
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": models[0] if models else "unknown",
        "cores": os.cpu_count() or 0,
        "memory_gb": round(memory / 1e9),
    }


def _borrow_models(folder: Path) -> None:
    """Bedside's trained models of `var/`: what `--quick` serves."""
    for part in ("index", "models", "rasa", "web"):
        source = PROJECT_DIR / "var" / part
        if source.is_dir() and not (folder / "var" / part).exists():
            shutil.copytree(source, folder / "var" / part, symlinks=True)


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving")
    parser.add_argument("--quick", action="store_true", help="two epochs, few turns")
    parser.add_argument("--rounds", type=int, default=0, help="starts of each system")
    parser.add_argument(
        "--examples", type=int, default=0, help="of an intent, for plain Rasa"
    )
    parser.add_argument("--port", type=int, default=5310, help="the first of three")
    parser.add_argument(
        "--again", action="store_true", help="measure anew; the training is kept"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
