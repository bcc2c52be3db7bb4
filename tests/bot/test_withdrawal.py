"""A withdrawal on running servers: seconds, without a restart."""

import contextlib
import os
import shutil
import subprocess
import sys
import time

import pytest

from bot.settings import PROJECT_DIR
from knowledge.approval import LEDGER_NAME
from tests.conftest import BEDSIDE, free_port, post_message, running

QUESTION = "can microneedling be combined with prp?"
PAGE = "microneedling-acne-scars-4"
MAX_S = 5.0


@pytest.mark.slow
def test_a_withdrawn_page_is_quoted_by_no_server_after_five_seconds(
    trained, tmp_path, monkeypatch
):
    """Two servers, and a page of which one sentence stands in no other."""
    sources = tmp_path / "sources"
    shutil.copytree(trained.knowledge.sources_dir, sources)
    monkeypatch.setenv("BEDSIDE_SOURCES_DIR", str(sources))
    with running_servers(trained, tmp_path, n=2) as addresses:
        for number, address in enumerate(addresses):
            assert cited(address, f"before-{number}", QUESTION), "asked for nothing"
        command = ["sources", "withdraw", PAGE, "--by", "Dr Test"]
        withdrawing = subprocess.Popen([*BEDSIDE, *command], cwd=PROJECT_DIR)
        ledger = sources / LEDGER_NAME
        before = ledger.stat().st_mtime
        n = last_quoted = 0
        # Asked all along, so that the moment is seen; a reply counts by when it came.
        while (changed := ledger.stat().st_mtime) == before or (
            time.time() < changed + MAX_S + 1
        ):
            for address in addresses:
                n += 1
                if PAGE in cited(address, f"q-{n}", QUESTION):
                    last_quoted = time.time()
            time.sleep(0.05)
        assert withdrawing.wait() == 0
        seconds = last_quoted - changed
        sys.stdout.write(f"last quoted {seconds:.2f} s after it, {n} replies\n")
        assert n >= 10
        assert seconds < MAX_S
        for number, address in enumerate(addresses):
            assert PAGE not in cited(address, f"after-{number}", QUESTION)


def cited(address, sender, question):
    custom = post_message(address, sender, question)[-1]["custom"]
    return {c["source_id"] for c in custom["citations"]}


@contextlib.contextmanager
def running_servers(trained, tmp_path, n):
    """Addresses of servers that share index and pages, each with a data folder."""
    with contextlib.ExitStack() as stack:
        addresses = []
        for number in range(n):
            data_dir = tmp_path / f"var-{number}"
            data_dir.mkdir()
            (data_dir / "rasa").symlink_to(trained.model_dir)
            port = free_port()
            server = running(
                [*BEDSIDE, "serve"],
                f"http://127.0.0.1:{port}/health/ready",
                BEDSIDE_PORT=str(port),
                BEDSIDE_DATA_DIR=str(data_dir),
                BEDSIDE_INDEX_DIR=str(trained.knowledge.index_dir),
                BEDSIDE_MODELS_DIR=str(trained.knowledge.models_dir),
                BEDSIDE_SOURCES_DIR=os.environ["BEDSIDE_SOURCES_DIR"],
            )
            addresses.append(stack.enter_context(server))
        yield addresses
