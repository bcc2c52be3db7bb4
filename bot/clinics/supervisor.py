"""One server process for each clinic: started, watched, restarted, and ended together.

The registry in; processes that answer until SIGTERM. Rasa and what it brings are
imported once, here, and every clinic is a fork: its memory is shared until somebody
writes to it, and a start takes no import. For that this process stays without threads
and loads nothing that a clinic answers from: no page, no model, no conversation.

Logs go straight to stderr, each line with its clinic's id: a supervisor that is stuck
must not be a pipe on which every clinic waits.
"""

import fcntl
import gc
import hashlib
import http.client
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

from bot import process, tensorflow_stand_ins
from bot.clinics.environment import SettingsFileError, environment_of
from bot.clinics.registry import Registry, Tenant
from bot.settings import Settings, SettingsError
from knowledge.errors import KnowledgeError

TICK_S = 0.5
# Pauses before a restart: each the double of the one before.
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
# A process that answered for so long has not failed to start: its next pause is short.
STEADY_AFTER_S = 60.0
# A server drains within 10 s after SIGTERM (bot/server.py).
STOP_TIMEOUT_S = 20.0
ASK_TIMEOUT_S = 1.0
LIVE_EVERY_S = 10.0
# A server that is busy answers within a second; one that is stuck, never again.
STUCK_AFTER_S = 60.0
# The clinics of a supervisor that was killed hold its lock until they have drained.
LOCK_TIMEOUT_S = 10.0

Tell = Callable[[str], None]


class AlreadyRunningError(Exception):
    """Another supervisor serves these clinics."""

    def __init__(self, lock_file: Path, pid: str) -> None:
        super().__init__(
            f"The clinics of '{lock_file.parent}' are served already, by process "
            f"{pid}. Stop that first, or let it read clinics.yml again with "
            f"`kill -HUP {pid}`."
        )


@dataclass
class Server:
    """One clinic's process, whether it runs now or waits for its restart.

    Attributes:
        look: Hash of all that is read at its start; another one means a restart.
        pid: Of the process; None while there is none.
        started_at, ready_at, answered_at: Monotonic seconds.
        start_at: When it is started next.
        pause_s: Before that, if it fails once more.
        stopping_since: When it was told to end.
        is_wanted: Whether it is to be started again.
    """

    tenant: Tenant
    host: str = "127.0.0.1"
    look: str = ""
    pid: int | None = None
    started_at: float = 0.0
    ready_at: float | None = None
    asked_at: float = 0.0
    answered_at: float = 0.0
    start_at: float = 0.0
    pause_s: float = field(default_factory=lambda: FIRST_PAUSE_S)
    stopping_since: float | None = None
    is_wanted: bool = True


@dataclass
class Supervisor:
    """Keeps the clinics of one registry served.

    Attributes:
        read: Gives the registry, now and after SIGHUP.
        run: Serves one clinic in its own process and does not come back.
        tell: Takes one line about one clinic.
    """

    read: Callable[[], Registry]
    run: Callable[[Tenant], int]
    tell: Tell
    servers: dict[str, Server] = field(default_factory=dict)

    def serve(self) -> int:
        """Until SIGTERM or SIGINT.

        Returns:
            0 when every process ended by itself, 1 when one had to be killed.

        Raises:
            AlreadyRunningError: Another supervisor serves them.
            ClinicsFileError, SharedError: The registry cannot be used.
        """
        registry = self.read()
        with _locked(registry.data_dir), _signals() as signals, _lifeline() as lifeline:
            self._lifeline = lifeline
            self._signals = signals
            self._take(registry)
            try:
                while not signals.stop:
                    self._tick()
                    signals.wait(TICK_S)
                    if signals.take_reload():
                        self._reload()
            finally:
                n_killed = self._stop_all()
        return 1 if n_killed else 0

    # --- what is wanted -----------------------------------------------------------

    def _take(self, registry: Registry) -> None:
        """Start what is new, restart what changed, stop what is gone."""
        wanted = {tenant.id: tenant for tenant in registry.tenants}
        for clinic_id, server in self.servers.items():
            if clinic_id not in wanted:
                server.is_wanted = False
                self._stop(server, "is no longer in clinics.yml")
        for clinic_id, tenant in wanted.items():
            look = look_of(tenant)
            server = self.servers.setdefault(clinic_id, Server(tenant, look=look))
            if server.look != look or server.tenant != tenant or not server.is_wanted:
                server.tenant, server.look, server.is_wanted = tenant, look, True
                self._stop(server, "has new settings")
            # Who waits is tried at once: its index or model may be there by now.
            server.pause_s, server.start_at = FIRST_PAUSE_S, 0.0

    def _reload(self) -> None:
        try:
            self._take(self.read())
        except Exception as error:
            # Whatever is wrong with the file: those who are served go on being served.
            self.tell(f"Everything stays as it was: {error}")

    # --- one step of all ----------------------------------------------------------

    def _tick(self) -> None:
        self._reap()
        now = time.monotonic()
        for server in list(self.servers.values()):
            if server.pid is None:
                if not server.is_wanted:
                    del self.servers[server.tenant.id]
                elif now >= server.start_at:
                    self._start(server)
            elif server.stopping_since is not None:
                if now - server.stopping_since > STOP_TIMEOUT_S:
                    self._kill(server, f"did not end within {STOP_TIMEOUT_S:g} s")
            else:
                self._ask(server)

    def _start(self, server: Server) -> None:
        tenant = server.tenant
        try:
            settings = Settings.from_environment(environment_of(tenant))
        except Exception as error:
            # Whatever is wrong with one clinic: the others go on being served.
            self._put_off(server, str(error))
            return
        server.host = reachable(settings.host)
        server.look = look_of(tenant)
        sys.stdout.flush()
        sys.stderr.flush()
        # What comes before the fork has its own handlers would be noted and forgotten.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _Signals.HANDLED)
        pid = os.fork()
        if not pid:
            self._be(server, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        server.pid = pid
        server.started_at = server.asked_at = time.monotonic()
        server.ready_at = None
        self.tell(f"{tenant.id}: starting as process {pid}")

    def _be(self, server: Server, signal_mask: set[int | signal.Signals]) -> NoReturn:
        """The fork: serve the one clinic, and never run the supervisor's code again."""
        status = 1
        try:
            self._signals.undo()
            signal.pthread_sigmask(signal.SIG_SETMASK, signal_mask)
            # Ctrl-C in a terminal reaches the supervisor alone, which passes it on.
            os.setsid()
            with open(os.devnull) as nothing:
                os.dup2(nothing.fileno(), 0)
            self._lifeline.hold()
            self.servers.clear()
            status = self.run(server.tenant)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _ask(self, server: Server) -> None:
        """Whether a process is ready, and later, whether it still lives."""
        now = time.monotonic()
        if server.ready_at is None:
            if _answers(server.host, server.tenant.port, "/health/ready"):
                server.ready_at = server.answered_at = time.monotonic()
                self.tell(
                    f"{server.tenant.id}: ready at http://{server.host}:"
                    f"{server.tenant.port}/ after {now - server.started_at:.0f} s, for "
                    f"{server.tenant.address}"
                )
            return
        if now - server.ready_at > STEADY_AFTER_S:
            server.pause_s = FIRST_PAUSE_S
        if now - server.asked_at < LIVE_EVERY_S:
            return
        server.asked_at = now
        if _answers(server.host, server.tenant.port, "/health/live"):
            server.answered_at = now
        elif now - server.answered_at > STUCK_AFTER_S:
            self._kill(server, f"has not answered for {STUCK_AFTER_S:g} s")

    def _reap(self) -> None:
        """Take note of every process that ended."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            for server in self.servers.values():
                if server.pid == pid:
                    self._ended(server, status)

    def _ended(self, server: Server, status: int) -> None:
        server.pid = server.ready_at = None
        was_asked, server.stopping_since = server.stopping_since is not None, None
        if was_asked:
            self.tell(f"{server.tenant.id}: stopped")
            return
        how = (
            f"was ended by {signal.Signals(os.WTERMSIG(status)).name}"
            if os.WIFSIGNALED(status)
            else f"ended with status {os.WEXITSTATUS(status)}"
        )
        self._put_off(server, how)

    def _put_off(self, server: Server, why: str) -> None:
        self.tell(f"{server.tenant.id}: {why}; starting again in {server.pause_s:g} s")
        server.start_at = time.monotonic() + server.pause_s
        server.pause_s = min(2 * server.pause_s, LONGEST_PAUSE_S)

    # --- the end ------------------------------------------------------------------

    def _stop(self, server: Server, why: str) -> None:
        if server.pid is not None and server.stopping_since is None:
            self.tell(f"{server.tenant.id}: {why}, stopping")
            server.stopping_since = time.monotonic()
            with suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGTERM)

    def _kill(self, server: Server, why: str) -> None:
        self.tell(f"{server.tenant.id}: {why}, killed")
        if server.pid is not None:
            # Its whole session: an index that it builds must not outlive it.
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)

    def _stop_all(self) -> int:
        """Let all end together; how many had to be killed."""
        for server in self.servers.values():
            server.is_wanted = False
            self._stop(server, "told to stop")
        until = time.monotonic() + STOP_TIMEOUT_S
        while self._running() and time.monotonic() < until:
            time.sleep(0.05)
            self._reap()
        late = self._running()
        for server in late:
            self._kill(server, f"did not end within {STOP_TIMEOUT_S:g} s")
        while self._running():
            time.sleep(0.05)
            self._reap()
        return len(late)

    def _running(self) -> list[Server]:
        return [server for server in self.servers.values() if server.pid is not None]


def import_once(registry: Registry) -> None:
    """What clinics' processes need and none writes to; before the first fork.

    With the encoder as it is, where a clinic uses it so: 90 MB of weights once.

    Raises:
        RuntimeError: An import started a thread, whose locks a fork would inherit.
    """
    process.prepare(Settings())
    import bot.server  # noqa: F401
    import knowledge.index
    import knowledge.lean_imports  # noqa: F401
    from knowledge.encoder import is_in_common, load_encoder

    for tenant in registry.tenants:
        # What is wrong with a clinic, its own process says.
        with suppress(SettingsError, SettingsFileError, KnowledgeError):
            settings = Settings.from_environment(environment_of(tenant)).knowledge
            if is_in_common(settings):
                load_encoder(settings)
    n_threads = _n_threads()
    if n_threads != 1:
        raise RuntimeError(f"{n_threads} threads run after the imports, not 1.")
    # The collector writes into every object that it looks at: not into shared ones.
    gc.collect()
    gc.freeze()


def can_import_once(registry: Registry) -> bool:
    """Whether one set of imports suits every clinic.

    Not when a clinic's own model needs TensorFlow, which `import_once` leaves out; each
    then imports for itself.
    """
    files = (tenant.folder / "config.yml" for tenant in registry.tenants)
    return not any(tensorflow_stand_ins.needs_tensorflow(file) for file in files)


def _n_threads() -> int:
    """Of the whole process, where the system says so; else those of Python."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def look_of(tenant: Tenant) -> str:
    """Hash of what a clinic's process reads once, at its start."""
    digest = hashlib.sha256(repr(tenant).encode())
    for name in ("clinic.yml", "credentials.yml", "settings.env", "config.yml"):
        file = tenant.folder / name
        with suppress(OSError):
            digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def reachable(host: str) -> str:
    """An address of this machine at which a server that listens on `host` answers."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _answers(host: str, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=ASK_TIMEOUT_S)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """The one supervisor's lock; the file holds its process id for `kill`.

    Raises:
        AlreadyRunningError: Another one has it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    file: IO[str]
    with (data_dir / "supervisor.pid").open("a+") as file:
        until = time.monotonic() + LOCK_TIMEOUT_S
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > until:
                    file.seek(0)
                    pid = file.read().strip()
                    raise AlreadyRunningError(Path(file.name), pid) from error
                time.sleep(0.05)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


class _Signals:
    """SIGTERM, SIGINT and SIGHUP as flags, and a wait that each of them ends."""

    HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)

    def __init__(self) -> None:
        self.stop = False
        self._reload = False
        self._read, self._write = os.pipe()
        for end in (self._read, self._write):
            os.set_blocking(end, False)
        self._before = {n: signal.signal(n, self._note) for n in self.HANDLED}
        self._wakeup_before = signal.set_wakeup_fd(
            self._write, warn_on_full_buffer=False
        )

    def _note(self, number: int, _: object) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self.stop = True
        elif number == signal.SIGHUP:
            self._reload = True

    def wait(self, timeout_s: float) -> None:
        """Until a signal comes, or the time is over."""
        select.select([self._read], [], [], timeout_s)
        with suppress(BlockingIOError):
            os.read(self._read, 4096)

    def take_reload(self) -> bool:
        """Whether SIGHUP came since it was asked last."""
        wanted, self._reload = self._reload, False
        return wanted

    def undo(self) -> None:
        """Signals as they were before; also in a fork."""
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)


@contextmanager
def _signals() -> Iterator[_Signals]:
    signals = _Signals()
    try:
        yield signals
    finally:
        signals.undo()


class _Lifeline:
    """A pipe that only the supervisor holds open; its end ends the clinics.

    The kernel closes it, however the supervisor ends: no clinic is left alone.
    """

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def hold(self) -> None:
        """In a fork: end this process when the supervisor is gone."""
        os.close(self._write)
        threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def _watch(self) -> None:
        os.read(self._read, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_TIMEOUT_S)
        os._exit(1)

    def close(self) -> None:
        """In the supervisor, when nobody is left."""
        os.close(self._read)
        os.close(self._write)


@contextmanager
def _lifeline() -> Iterator[_Lifeline]:
    lifeline = _Lifeline()
    try:
        yield lifeline
    finally:
        lifeline.close()
