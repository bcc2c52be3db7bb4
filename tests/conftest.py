"""Shared by all tests: no download, no network, no clock.

`fake_encoder` is deterministic geometry; `door` stands in front of a fake Rasa. What
needs real models or a server process is marked slow and shares one trained project.
"""

import contextlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import pytest

from bot import process
from bot.settings import PROJECT_DIR, Settings

NO_NETWORK_DIR = Path(__file__).with_name("no_network")
DENIED_FILE = Path(tempfile.gettempdir()) / f"bedside-denied-{os.getpid()}.txt"
# For every Python that a test starts, and for this one.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(NO_NETWORK_DIR), os.environ.get("PYTHONPATH")])
)
os.environ["BEDSIDE_TEST_DENIED"] = str(DENIED_FILE)
runpy.run_path(str(NO_NETWORK_DIR / "sitecustomize.py"))

# Before any test imports Rasa: it takes TensorFlow's 10 s out of the run.
process.prepare(Settings())

BEDSIDE = [sys.executable, "-m", "bot.cli"]
START_TIMEOUT_S = 180


@pytest.fixture(scope="session", autouse=True)
def no_connection_leaves() -> Iterator[None]:
    """The whole suite runs with the network denied, and fails if anybody tried it."""
    DENIED_FILE.unlink(missing_ok=True)
    yield
    tried = DENIED_FILE.read_text("utf-8") if DENIED_FILE.is_file() else ""
    DENIED_FILE.unlink(missing_ok=True)
    assert not tried, f"Connections were tried:\n{tried}"


class FakeEncoder:
    """A vector is the lengths of the first four words, at unit length."""

    name, dim, words = "fake-word-lengths", 4, frozenset()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        lengths = [[len(word) for word in text.split()[:4]] for text in texts]
        rows = np.array([row + [0] * (4 - len(row)) for row in lengths], "float32")
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture(scope="session")
def pgvector() -> Iterator[Any]:
    """A PostgreSQL with pgvector: tests.postgres.Cluster."""
    from tests.postgres import cluster, with_pgvector

    with cluster(with_pgvector()) as running:
        yield running


@pytest.fixture
def index_url(pgvector: Any) -> str:
    """A database of the test's own."""
    return str(pgvector.database(f"index_{uuid.uuid4().hex[:12]}"))


def make_tracker(text: str, **slots: object) -> object:
    """An SDK tracker after one user message."""
    from rasa_sdk import Tracker

    return Tracker(
        sender_id="test",
        slots=slots,
        latest_message={"text": text, "intent": {"name": None}, "entities": []},
        events=[],
        paused=False,
        followup_action=None,
        active_loop={},
        latest_action_name=None,
    )


@pytest.fixture(scope="session")
def trained() -> Settings:
    """The project's own index and model, built and trained if they are not current."""
    settings = Settings()
    for command in ("index", "train"):
        run_bedside(command)
    return settings


@pytest.fixture(scope="session")
def server(
    trained: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of `bedside serve` with conversations of its own."""
    data_dir = tmp_path_factory.mktemp("var")
    (data_dir / "rasa").symlink_to(trained.model_dir)
    port = free_port()
    with running(
        [*BEDSIDE, "serve"],
        f"http://127.0.0.1:{port}/health/ready",
        BEDSIDE_PORT=str(port),
        BEDSIDE_DATA_DIR=str(data_dir),
    ) as address:
        yield address


def run_bedside(*arguments: str) -> str:
    """Run one `bedside` command; what it printed."""
    done = subprocess.run(
        [*BEDSIDE, *arguments], cwd=PROJECT_DIR, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], ready_url: str, **environ: str) -> Iterator[str]:
    """A server process while the block runs; its address without the path."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command,
            cwd=PROJECT_DIR,
            env={**os.environ, **environ},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(ready_url, process, log)
            yield ready_url.rstrip("/").removesuffix("/ready").removesuffix("/health")
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: IO[str]) -> None:
    """Until the address answers; an error with the log when the process ends first."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    log.seek(0)
    raise AssertionError(f"{url} did not answer:\n{log.read()[-4000:]}")


def post_message(address: str, sender: str, message: str) -> list[dict[str, Any]]:
    """One message over REST; Rasa's list of bot messages."""
    request = urllib.request.Request(
        f"{address}/webhooks/rest/webhook",
        json.dumps({"sender": sender, "message": message}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=15) as response:
        answer: list[dict[str, Any]] = json.load(response)
    return answer
