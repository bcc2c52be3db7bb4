"""A real nginx with the configuration that ships (deploy/nginx), on ports of the test.

From Debian's package `nginx` or `nginx-light`. The shipped files are used as they are;
what is replaced in them is listed in `_placed`: ports, the servers' addresses, the
certificate, the log.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from bot.settings import PROJECT_DIR
from tests.debian import missing

SHIPPED_DIR = PROJECT_DIR / "deploy" / "nginx"
MAIN = """
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
    {paths}
    include bedside/bedside.conf;
}}
"""
_SERVERS = re.compile(r"(server 127\.0\.0\.1:\d+ (max_fails=\d+[^;]*;)\n)+")


def binary():
    """Where nginx is, or None; Debian has it where users have no path to."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/bin")


class Nginx:
    """One running nginx.

    Attributes:
        https: Address of what patients meet.
        http: Address that sends them there.
        rest: Address for the clinic's own programs.
        certificate: File that a client has to trust.
    """

    def __init__(self, folder, servers, replaced):
        self.folder = folder
        ports = [_free_port() for _ in range(3)]
        self.https, self.http, self.rest = (
            f"{scheme}://127.0.0.1:{port}"
            for scheme, port in zip(("https", "http", "http"), ports, strict=True)
        )
        self.certificate = folder / "bedside" / "tls" / "fullchain.pem"
        self.certificate.parent.mkdir(parents=True)
        make_certificate(self.certificate.parent)
        for file in SHIPPED_DIR.glob("*.conf"):
            text = _placed(file.read_text("utf-8"), folder, ports, servers)
            for shipped, planted in replaced.items():
                text = text.replace(shipped, planted)
            (folder / "bedside" / file.name).write_text(text, "utf-8")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        main = MAIN.format(
            user="user root;" if os.getuid() == 0 else "",
            folder=folder,
            paths="\n    ".join(f"{k}_temp_path {folder}/{k};" for k in kinds),
        )
        (folder / "nginx.conf").write_text(main, "utf-8")
        self._command = [binary(), "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def check(self):
        """What `nginx -t` says of the files."""
        return subprocess.run([*self._command, "-t"], capture_output=True, text=True)

    def start(self):
        self._process = subprocess.Popen(
            [*self._command, "-g", "daemon off;"], stderr=subprocess.DEVNULL
        )
        port = int(self.rest.rpartition(":")[2])
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port), 1),
            ):
                return self
            time.sleep(0.02)
        raise AssertionError(self.errors())

    def stop(self):
        self._process.terminate()
        self._process.wait(10)

    @property
    def pid(self):
        return self._process.pid

    def errors(self):
        file = self.folder / "error.log"
        return file.read_text("utf-8") if file.is_file() else ""

    def log(self):
        return (self.folder / "bedside.log").read_text("utf-8")


@contextlib.contextmanager
def nginx(servers, replaced=None):
    """An nginx in front of servers ("127.0.0.1:PORT" each).

    Args:
        servers: Their places.
        replaced: Shipped directives and what stands there instead: planted faults.
    """
    if binary() is None:
        missing("nginx", "nginx-light")
    folder = Path(tempfile.mkdtemp(prefix="bedside-nginx-"))
    try:
        made = Nginx(folder, servers, replaced or {})
        checked = made.check()
        assert checked.returncode == 0, checked.stderr
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port():
    # Not conftest's: the benchmark imports this file, and must keep its network.
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _placed(text, folder, ports, servers):
    """The shipped text with this test's places in it."""
    https, http, rest = ports
    for shipped, ours in (
        ("listen 443 ", f"listen 127.0.0.1:{https} "),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 127.0.0.1:8081;", f"listen 127.0.0.1:{rest};"),
        ("/etc/nginx/bedside/tls/", f"{folder}/bedside/tls/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        text = text.replace(shipped, ours)

    def ours(match):
        return "".join(f"server {server} {match[2]}\n" for server in servers)

    return _SERVERS.sub(ours, text)


def make_certificate(folder):
    """A certificate for 127.0.0.1 that nobody else trusts."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )
