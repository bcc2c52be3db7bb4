"""A PostgreSQL cluster of the test's own: in a temporary folder, on loopback, trusted.

From Debian's package `postgresql`, or with pgvector from the Python package `pgserver`.
Of that only the programs are used: its own start adds a user to the machine and opens
folders to everybody. The server refuses to run as root, so it runs as the user
`postgres` or `nobody` then, from a copy that this user can read.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.debian import missing


def binaries():
    """The folder of initdb and pg_ctl, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def with_pgvector():
    """The same of the package `pgserver`, whose server has pgvector."""
    # Found, not imported: it writes into the user's folder when it is.
    package = importlib.util.find_spec("pgserver")
    return Path(package.origin).parent / "pginstall" / "bin"


class Cluster:
    """One running cluster."""

    def __init__(self, folder, port, programs):
        self.folder, self.port = folder, port
        self._bin = programs
        self._user = {}
        if os.getuid() == 0:
            entry = _unprivileged()
            os.chown(folder, entry.pw_uid, entry.pw_gid)
            self._user = {"user": entry.pw_uid, "group": entry.pw_gid}
            if programs == with_pgvector():
                package = programs.parents[1]
                for part in (package / "pginstall", package.parent / "pgserver.libs"):
                    kept = part.relative_to(package.parent)
                    shutil.copytree(part, folder / kept, symlinks=True)
                self._bin = folder / programs.relative_to(package.parent)
        self._run(
            "initdb",
            "-D",
            folder / "data",
            "-U",
            "bedside",
            "-A",
            "trust",
            "-E",
            "UTF8",
        )
        self.start()

    def database(self, name):
        """The URL of a new database."""
        at = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "bedside")
        self._run("createdb", *at, name)
        return f"postgresql://bedside@127.0.0.1:{self.port}/{name}"

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self._run(
            # A busy machine takes its time to recover from a crash.
            *("pg_ctl", "-D", self.folder / "data", "-w", "-t", 300, "-o", options),
            *("-l", self.folder / "log", "start"),
        )

    def stop(self, mode="immediate"):
        """ "immediate" is as a crash: nothing is finished."""
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-m", mode, "stop")

    def pause(self):
        """All its processes hang, as on a machine that is cut off."""
        self._pids = self._processes()
        for pid in self._pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def resume(self):
        for pid in self._pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    @property
    def pid(self):
        """Of its first process."""
        return int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def _processes(self):
        main = self.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return [main, *map(int, children)]

    def _run(self, name, *arguments):
        done = subprocess.run(
            [str(self._bin / name), *map(str, arguments)],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            **self._user,
        )
        assert done.returncode == 0, done.stderr


def _unprivileged():
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise AssertionError("PostgreSQL needs a user other than root: adduser postgres")


@contextlib.contextmanager
def cluster(programs=None):
    programs = programs or binaries()
    if programs is None:
        missing("PostgreSQL", "postgresql")
    folder = Path(tempfile.mkdtemp(prefix="bedside-postgres-"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    folder.chmod(0o755)
    made = Cluster(folder, port, programs)
    try:
        yield made
    finally:
        with contextlib.suppress(AssertionError):
            made.stop()
        time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)
