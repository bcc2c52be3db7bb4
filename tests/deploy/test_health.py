import http.server
import subprocess
import sys
import threading

import pytest

from bot.settings import PROJECT_DIR
from deploy.health import status


@pytest.fixture
def port():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/health/live" else 503)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_status_is_the_servers(port):
    assert status("/health/live", port) == 200
    assert status("/health/ready", port) == 503


def test_no_answer_is_status_nought():
    assert status("/health/live", 1) == 0


@pytest.mark.parametrize(("path", "code"), [("/health/live", 0), ("/health/ready", 1)])
def test_a_container_sees_it_in_the_exit_status(port, path, code):
    done = subprocess.run(
        [sys.executable, PROJECT_DIR / "deploy/health.py", path],
        env={"BEDSIDE_PORT": str(port)},
    )
    assert done.returncode == code
