"""The disk full: no corruption, a clear refusal, the emergency path."""

import asyncio
import contextlib
import os
import sqlite3
import subprocess

import pytest

from tests.faults import checker
from tests.faults.checker import Sent, check
from tests.faults.clients import QUESTIONS, converse
from tests.faults.test_load import at_once

pytestmark = [pytest.mark.faults, pytest.mark.slow]
SIZE_KB = 16 * 1024


@pytest.fixture
def small_disk(tmp_path):
    """A file system that holds the journal (4 MB) and some conversations."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_with_the_disk_full_nothing_breaks_and_emergencies_are_answered(
    forks, small_disk, figures
):
    url = f"sqlite:///{small_disk}/conversations.db"
    server = forks.start(data_dir=small_disk)
    sent = []
    asyncio.run(converse(lambda: server.address, "before", 4, sent))
    filler = small_disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(os.urandom(4096))
    during = [Sent(f"d{n}", "d", QUESTIONS[n % 8] + " " * n) for n in range(40)]
    assert all(asyncio.run(at_once(server, during)))
    refused = [m for m in during if checker.is_refusal(m.answers[0])]
    assert refused
    emergency = Sent("e", "e", "I can't breathe")
    assert asyncio.run(at_once(server, [emergency])) == [True]
    assert emergency.answers[0][-1]["custom"]["route"] == "emergency"
    filler.unlink()
    server.wait_ready(30)
    after = [Sent(m.sender_id, m.message_id, m.text) for m in refused]
    assert all(asyncio.run(at_once(server, after)))
    server.stop()
    # What was too slow for its patient is done at the next start.
    forks.start(data_dir=small_disk).stop()
    with sqlite3.connect(small_disk / "conversations.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    faults = check([*sent, *during, *after], url, in_order_sent=False).counts()
    figures["disk full"] = {
        "refused": len(refused),
        "answered": len(during) - len(refused),
        **faults,
    }
    assert not any(faults.values())
