"""A withdrawal on running servers: seconds, without a restart."""

import contextlib
import os
import shutil
import time

import pytest

from tests.conftest import BEDSIDE, free_port, post_message, run_bedside, running

QUESTION = "can microneedling be combined with prp?"
PAGE = "microneedling-acne-scars-4"
MAX_S = 5.0


@pytest.mark.slow
def test_a_withdrawn_page_is_quoted_by_no_server_after_five_seconds(
    trained, tmp_path, monkeypatch, record_property
):
    """Two servers, and a page of which one sentence stands in no other."""
    sources = tmp_path / "sources"
    shutil.copytree(trained.knowledge.sources_dir, sources)
    monkeypatch.setenv("BEDSIDE_SOURCES_DIR", str(sources))
    with running_servers(trained, tmp_path, n=2) as addresses:
        for number, address in enumerate(addresses):
            assert cited(address, f"before-{number}", QUESTION), "asked for nothing"
        run_bedside("sources", "withdraw", PAGE, "--by", "Dr Test")
        withdrawn = time.monotonic()
        last_seen = withdrawn
        n = 0
        while time.monotonic() < withdrawn + MAX_S + 1:
            for address in addresses:
                n += 1
                asked = time.monotonic()
                if PAGE in cited(address, f"q-{n}", QUESTION):
                    last_seen = asked
            time.sleep(0.1)
        seconds = last_seen - withdrawn
        record_property("seconds_until_last_quoted", round(seconds, 2))
        assert n >= 10
        assert seconds < MAX_S, f"last quoted {seconds:.2f} s after, of {n} replies"
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
