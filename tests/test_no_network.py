"""The network is denied to the tests, and nothing needs it."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from bot.settings import PROJECT_DIR
from tests.conftest import BEDSIDE

ADDRESS = "192.0.2.1"  # for documentation: RFC 5737


@pytest.fixture
def unreported(monkeypatch, tmp_path):
    """What is tried here on purpose must not fail the whole run."""
    monkeypatch.setenv("BEDSIDE_TEST_DENIED", str(tmp_path / "denied"))
    return tmp_path / "denied"


def test_a_connection_to_elsewhere_is_refused_and_reported(unreported):
    with pytest.raises(ConnectionRefusedError, match=ADDRESS):
        socket.create_connection((ADDRESS, 80), timeout=1)
    with pytest.raises(ConnectionRefusedError, match="pypi"):
        socket.getaddrinfo("pypi.example", 443)
    assert unreported.read_text().count("\n") == 2


def test_it_is_refused_in_a_python_that_a_test_starts(unreported):
    code = f"import socket; socket.create_connection(('{ADDRESS}', 80), timeout=1)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "ConnectionRefusedError" in done.stderr
    assert ADDRESS in unreported.read_text()


@pytest.mark.slow
def test_an_answer_is_given_where_there_is_no_network_at_all(trained, tmp_path):
    """In a network namespace of its own, which has not even a loopback."""
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--net", "--map-root-user"]
    if not unshare or subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("no network namespaces may be made here")
    done = subprocess.run(
        [*alone, *BEDSIDE, "ask", "how many sessions will I need?"],
        cwd=PROJECT_DIR,
        env={**os.environ, "BEDSIDE_DATABASE_URL": f"sqlite:///{tmp_path}/c.db"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "sessions" in done.stdout
