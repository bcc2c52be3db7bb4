"""The checker finds what is planted: in a database by hand, and in a server."""

import asyncio
import json
import sqlite3

import pytest

from tests.faults.checker import Sent, check
from tests.faults.clients import converse

pytestmark = [pytest.mark.faults, pytest.mark.slow]
N_MESSAGES = 6


@pytest.fixture(scope="module")
def a_run(forks, tmp_path_factory):
    """One server, two patients, nothing planted."""
    data_dir = tmp_path_factory.mktemp("var")
    server = forks.start(data_dir=data_dir)
    sent = []

    async def run():
        await asyncio.gather(
            *(converse(lambda: server.address, s, N_MESSAGES, sent) for s in "ab")
        )

    asyncio.run(run())
    server.stop()
    return sent, data_dir / "conversations.db"


def test_a_run_without_faults_has_none(a_run):
    sent, file = a_run
    assert len(sent) == 2 * N_MESSAGES and all(m.is_acknowledged for m in sent)
    assert check(sent, f"sqlite:///{file}").counts() == {
        "lost": 0,
        "doubled": 0,
        "reordered": 0,
        "silent": 0,
        "changed": 0,
    }


DOUBLED_EVENT = """
    INSERT INTO events (sender_id, type_name, timestamp, data)
    SELECT sender_id, type_name, timestamp, data FROM events
    WHERE sender_id = 'a' AND type_name = 'user' LIMIT 1
"""
CHANGED = """
    UPDATE inbox SET reply = replace(reply, '"tier": null', '"tier": "x"')
"""
SWAPPED = "UPDATE events SET id = -id WHERE sender_id = 'a' AND id > (SELECT min(id)"
SWAPPED += " FROM events WHERE sender_id = 'a' AND type_name = 'user')"


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("lost", "DELETE FROM inbox WHERE message_id = 'a-2'"),
        ("lost", "DELETE FROM events WHERE sender_id = 'b'"),
        ("doubled", DOUBLED_EVENT),
        ("reordered", SWAPPED),
        ("silent", "UPDATE inbox SET reply = NULL WHERE message_id = 'b-1'"),
        ("changed", CHANGED),
    ],
)
def test_a_fault_in_the_database_is_found(a_run, tmp_path, kind, statement):
    sent, file = a_run
    copy = tmp_path / "conversations.db"
    with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        target.execute(statement)
    faults = check(sent, f"sqlite:///{copy}")
    assert faults.counts()[kind] > 0


def test_an_empty_answer_is_found(a_run):
    sent, file = a_run
    first = Sent(**{**vars(sent[0]), "answers": [[]]})
    assert check([first], f"sqlite:///{file}").silent == [first.message_id]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("forgets_messages", "lost"),
        ("answers_twice", "doubled"),
        ("says_nothing", "silent"),
        ("makes_up_replies", "changed"),
    ],
)
def test_a_fault_in_a_server_is_found(forks, data_dir, url, fault, kind):
    server = forks.start(data_dir=data_dir, fault=fault)
    sent = []
    asyncio.run(converse(lambda: server.address, "a", 3, sent))
    server.stop()
    faults = check(sent, url)
    assert faults.counts()[kind] > 0, json.dumps(faults.counts())
