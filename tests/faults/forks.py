"""Servers that start in a fraction of a second: forks of one loaded process.

Run as a program it loads index and model once and then obeys lines on stdin, one JSON
object each: settings of a server and the faults that are planted in it. It answers each
with the process id of the fork. `Forks` is the test's end of the pipe.
"""

import asyncio
import contextlib
import ctypes
import itertools
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path

START_TIMEOUT_S = 60


@dataclass
class Server:
    """One fork."""

    pid: int
    address: str

    def signal(self, number):
        os.kill(self.pid, number)

    def is_running(self):
        return Path(f"/proc/{self.pid}").exists() and not _is_zombie(self.pid)

    def wait_ended(self, timeout_s):
        """Seconds until it had ended."""
        started = time.monotonic()
        while self.is_running():
            if time.monotonic() - started > timeout_s:
                raise AssertionError(f"still running after {timeout_s} s")
            time.sleep(0.005)
        return time.monotonic() - started

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            self.signal(signal.SIGKILL)
        self.wait_ended(10)

    def stop(self, timeout_s=15):
        """SIGTERM; seconds until it had ended."""
        self.signal(signal.SIGTERM)
        return self.wait_ended(timeout_s)

    def status(self, path):
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait_ready(self, timeout_s=START_TIMEOUT_S, status=200):
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if self.status("/health/ready")[0] == status:
                    return self
            if not self.is_running():
                raise AssertionError(f"server {self.pid} ended")
            time.sleep(0.02)
        raise AssertionError(f"not ready: {self.status('/health/ready')}")


class Forks:
    """The loaded process; ends with all its forks."""

    def __init__(self, log):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        # Two runs side by side must not meet on a port.
        first = 5210 + os.getpid() % 8 * 10
        self._ports = itertools.cycle([*range(first, first + 10)])
        self._servers = []
        assert self._process.stdout.readline().strip() == "loaded"

    def start(self, *, port=None, ready=True, **wanted):
        """A server; `wanted` are settings, and the fault to plant in it."""
        wanted["port"] = port or next(self._ports)
        wanted = {k: str(v) if isinstance(v, Path) else v for k, v in wanted.items()}
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        server = Server(pid, f"http://127.0.0.1:{wanted['port']}")
        self._servers.append(server)
        return server.wait_ready() if ready else server

    def kill_all(self):
        """What a failed test left running would slow the next ones down."""
        for server in self._servers:
            if server.is_running():
                server.kill()
        self._servers.clear()

    def close(self):
        self.kill_all()
        self._process.stdin.close()
        self._process.wait(10)


def _is_zombie(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def main():
    """Load, then fork for each line."""
    from bot import process
    from bot.settings import Settings

    settings = Settings.from_environment()
    process.prepare(settings)
    import actions.answering
    import bot.sending_threads
    import bot.server
    from actions.clinic import load_clinic
    from bot import agent as agents
    from bot import logs, red_flags
    from bot.database import Database

    logs.configure()
    clinic = load_clinic(settings.clinic_file)
    nowhere = Database("sqlite:////nonexistent/conversations.db")

    async def load():
        red_flags.screen("hello")
        agents.actions.library.load(settings.knowledge)
        door = agents.Door(clinic)
        agents.load_second_screen(door, settings)
        agent = await agents.load_agent(settings, nowhere)
        await agents._warm_up(agent)
        return agent, door.classifier

    agent, classifier = asyncio.run(load())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies
    sys.stdout.write("loaded\n")
    sys.stdout.flush()
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid:
            sys.stdout.write(f"{pid}\n")
            sys.stdout.flush()
            continue
        # A server must not outlive the suite (prctl, PR_SET_PDEATHSIG).
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        # The pipe is the parent's: nothing that a server prints may get into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.close(0)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # Threads stay behind, and a pool that has an idle one waits for it.
        actions.answering._threads.cache_clear()
        bot.sending_threads._threads.cache_clear()
        with contextlib.suppress(SystemExit):
            _serve(wanted, settings, clinic, agent, classifier)
        os._exit(0)


def _serve(wanted, settings, clinic, agent, classifier):
    import bot.housekeeping
    import bot.server
    from bot.conversation_store import ConversationStore, store_without_memory
    from bot.rasa_conversations import put_behind
    from tests.faults import planted

    fault = wanted.pop("fault", None)
    for name in ("REPLAY_EVERY_S", "INDEX_EVERY_S", "SOURCES_EVERY_S"):
        setattr(bot.housekeeping, name, 0.2)
    bot.housekeeping.ABANDONED_AFTER_S = wanted.pop("abandoned_after_s", 30.0)
    index_dir = wanted.pop("index_dir", None)
    sources_dir = wanted.pop("sources_dir", settings.knowledge.sources_dir)
    if index_dir:
        knowledge = replace(
            settings.knowledge,
            index_dir=Path(index_dir),
            sources_dir=Path(sources_dir),
            index_url=wanted.pop("index_url", ""),
        )
        settings = replace(settings, knowledge=knowledge)
    settings = replace(
        settings,
        **{
            k: Path(v) if k.endswith(("_dir", "_file")) else v
            for k, v in wanted.items()
        },
    )

    async def load_behind(door, settings):
        store = ConversationStore(door.inbox.database)
        store_without_memory(agent, store)
        door.classifier = classifier
        if index_dir:
            import actions.library

            actions.library.load(settings.knowledge)
        put_behind(door, agent)
        if fault:
            getattr(planted, fault)(door, agent)
        return agent

    bot.server.load_behind = load_behind
    bot.server.serve(settings, clinic)


if __name__ == "__main__":
    main()
