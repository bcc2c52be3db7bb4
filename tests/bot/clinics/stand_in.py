"""A supervisor of clinics that load nothing: `python -m tests.bot.clinics.stand_in`.

Each clinic's process answers its health checks, or fails as its `settings.env` says:
CRASH (a status), IGNORE_TERM, NEVER_ANSWER. For tests of who starts and ends whom.
"""

import http.server
import os
import signal
import sys
import threading
import time

from bot.clinics import supervisor
from bot.clinics.command import enter
from bot.clinics.registry import Registry, clinics_file


class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/pid":
            said = f"{os.getpid()} {os.getppid()} {os.environ.get('MARK', '')}"
        else:
            said = "{}"
        if os.environ.get("NEVER_ANSWER") and self.path == "/health/live":
            time.sleep(60)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *_):
        pass


def run(tenant):
    enter(tenant.id)
    if os.environ.get("CRASH"):
        return int(os.environ["CRASH"])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", tenant.port), Health)
    server.daemon_threads = True
    if os.environ.get("IGNORE_TERM"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(
            signal.SIGTERM,
            lambda *_: threading.Thread(target=server.shutdown).start(),
        )
    server.serve_forever(poll_interval=0.05)
    server.server_close()
    return 0


def tell(line):
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    supervisor.TICK_S = 0.05
    supervisor.FIRST_PAUSE_S = 0.1
    supervisor.STOP_TIMEOUT_S = 1.0
    supervisor.LIVE_EVERY_S = 0.1
    supervisor.STUCK_AFTER_S = 1.5
    supervisor.LOCK_TIMEOUT_S = 0.2
    serving = supervisor.Supervisor(lambda: Registry.read(clinics_file()), run, tell)
    try:
        sys.exit(serving.serve())
    except supervisor.AlreadyRunningError as error:
        tell(str(error))
        sys.exit(2)
