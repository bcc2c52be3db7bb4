"""Processes of one system: started, watched and ended together.

CPU and memory come from Linux' /proc, children included: what the machine spent, not
what a program says of itself.
"""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
END_TIMEOUT_S = 20.0


class CommandFailedError(Exception):
    """A command of a system ended with an error, or too early."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        try:
            tail = log.read_text(encoding="utf-8", errors="replace")[-1500:]
        except OSError:
            tail = ""
        super().__init__(
            f"`{' '.join(command)}` failed. The end of '{log}':\n{tail}\n"
            f"Mend that and run `make bench-serving` again; it goes on from there."
        )
        self.log = log


@dataclass(frozen=True)
class Command:
    """A program with its arguments, folder and environment."""

    arguments: tuple[str, ...]
    cwd: Path
    environ: dict[str, str]


@dataclass(frozen=True)
class Spent:
    """What a finished command cost, its children included, in seconds."""

    cpu_s: float
    wall_s: float


def run(command: Command, log: Path) -> Spent:
    """Run a command to its end.

    Raises:
        CommandFailedError: Its exit status is not 0.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with log.open("ab") as out:
        process = _start(command, out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailedError(command.arguments, log)
    return Spent(usage.ru_utime + usage.ru_stime, time.perf_counter() - started)


class Group:
    """Running processes of one system; a context that ends them."""

    def __init__(self, commands: Sequence[Command], log: Path) -> None:
        self._commands = commands
        self._log = log
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Group":
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as out:
            for command in self._commands:
                self._processes.append(_start(command, out))
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(END_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def check_running(self) -> None:
        """Say so when one of the processes has ended.

        Raises:
            CommandFailedError: It has.
        """
        for process, command in zip(self._processes, self._commands, strict=True):
            if process.poll() is not None:
                raise CommandFailedError(command.arguments, self._log)

    def cpu_s(self) -> float:
        """CPU seconds of all processes so far, user and system."""
        return sum(_cpu_s(pid) for pid in self.pids())

    def rss_bytes(self) -> int:
        """Resident memory of all processes, bytes; shared pages count in each."""
        return sum(_rss_bytes(pid) for pid in self.pids())

    def n_files(self) -> int:
        """Open file descriptors of all processes."""
        return sum(_n_files(pid) for pid in self.pids())

    def pids(self) -> list[int]:
        """The processes and their descendants."""
        return _with_descendants([process.pid for process in self._processes])


def _start(command: Command, out: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command.arguments,
        cwd=command.cwd,
        env=command.environ,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
    )


def cpu_s_of_tree(pid: int) -> float:
    """CPU seconds of a process and its descendants so far, user and system."""
    return sum(map(_cpu_s, _with_descendants([pid])))


def machine_cpu_s() -> float:
    """CPU seconds of everything on this machine so far, user, nice and system."""
    ticks = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:4]
    return sum(map(int, ticks)) / _TICKS_A_SECOND


def _with_descendants(pids: list[int]) -> list[int]:
    for pid in pids:  # grows while it is read
        pids += _children(pid)
    return pids


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [
            int(c) for task in tasks for c in (task / "children").read_text().split()
        ]
    except OSError:  # ended meanwhile
        return []


def _cpu_s(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    # Fields 14 to 17 of proc(5): own and ended children's ticks, user and system.
    fields = stat.rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS_A_SECOND


def _rss_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0


def _n_files(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0
