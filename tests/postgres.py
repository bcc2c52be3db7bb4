"""A PostgreSQL cluster of the test's own: in a temporary folder, on loopback, trusted.

From Debian's package `postgresql`; the server refuses to run as root, so it runs as the
user `postgres` then.
"""

import contextlib
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


class Cluster:
    """One running cluster."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self._bin = binaries()
        self._user = {}
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            entry = pwd.getpwnam("postgres")
            self._user = {"user": entry.pw_uid, "group": entry.pw_gid}
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
        command = ["createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "bedside"]
        subprocess.run([self._bin / command[0], *command[1:], name], check=True)
        return f"postgresql://bedside@127.0.0.1:{self.port}/{name}"

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self._run(
            *("pg_ctl", "-D", self.folder / "data", "-w", "-o", options),
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


@contextlib.contextmanager
def cluster():
    if binaries() is None:
        missing("PostgreSQL", "postgresql")
    folder = Path(tempfile.mkdtemp(prefix="bedside-postgres-"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    folder.chmod(0o755)
    made = Cluster(folder, port)
    try:
        yield made
    finally:
        with contextlib.suppress(AssertionError):
            made.stop()
        time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)
