import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.widget_store import NoConversationError, WidgetStore

NOON = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    store = WidgetStore(tmp_path / "sub" / "widget.db", now=clock)
    store.start("c")
    return store


def file_bytes(store, tmp_path):
    return b"".join(f.read_bytes() for f in (tmp_path / "sub").iterdir())


def test_a_started_conversation_is_known(store):
    assert store.knows("c") and not store.knows("d")
    assert store.started_at("c") == NOON.isoformat()
    assert store.started_at("d") is None


def test_a_message_is_kept_before_and_after_its_reply(store):
    turn = store.ask("c", "m1", "how many?")
    assert (turn.text, turn.reply, turn.asked_at) == (
        "how many?",
        None,
        NOON.isoformat(),
    )
    store.answer("c", "m1", {"text": "Six."})
    assert store.ask("c", "m1", "something else") == store.turns("c")[0]
    assert store.turns("c")[0].reply == {"text": "Six."}


def test_turns_come_in_order_and_of_one_conversation(store):
    store.start("d")
    for message_id in ("z", "a", "m"):
        store.ask("c", message_id, message_id)
    store.ask("d", "z", "other")
    assert [turn.text for turn in store.turns("c")] == ["z", "a", "m"]


def test_what_is_kept_survives_a_restart(store, tmp_path):
    store.ask("c", "m1", "how many?")
    again = WidgetStore(tmp_path / "sub" / "widget.db")
    assert again.knows("c") and [t.text for t in again.turns("c")] == ["how many?"]


def test_the_same_message_from_many_threads_is_one_turn(store):
    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda _: store.ask("c", "m1", "how many?"), range(40)))
    assert len(set(turns)) == 1 and len(store.turns("c")) == 1


def test_only_an_answer_can_be_rated_and_the_last_word_counts(store):
    store.ask("c", "m1", "how many?")
    assert not store.rate("c", "m1", "up", None)
    store.answer("c", "m1", {"text": "Six."})
    assert not store.rate("d", "m1", "up", None)
    assert store.rate("c", "m1", "up", None)
    assert store.rate("c", "m1", "down", "not clear")
    assert (store.turns("c")[0].vote, store.turns("c")[0].comment) == (
        "down",
        "not clear",
    )


def test_what_is_erased_is_gone_from_the_bytes_of_the_files(store, tmp_path):
    store.start("d")
    for conversation in ("c", "d"):
        for number in range(50):
            store.ask(conversation, f"m{number}", f"canary-{conversation}-{number} ")
            store.answer(conversation, f"m{number}", {"text": f"reply-{conversation}"})
        store.rate(conversation, "m1", "down", f"comment-{conversation}")
    store.erase("c")
    left = file_bytes(store, tmp_path)
    for word in (b"canary-c", b"reply-c", b"comment-c"):
        assert word not in left
    assert b"canary-d" in left and b"comment-d" in left
    assert not store.knows("c") and store.turns("c") == []


def test_what_is_unused_for_the_retention_time_expires(store, clock, tmp_path):
    store.ask("c", "m1", "canary-old")
    clock.now += timedelta(days=20)
    store.start("d")
    store.ask("d", "m1", "newer")
    clock.now += timedelta(days=10, seconds=1)
    assert store.expire(30) == ["c"]
    assert not store.knows("c") and store.knows("d")
    assert b"canary-old" not in file_bytes(store, tmp_path)
    assert store.expire(30) == []


def test_a_message_keeps_its_conversation_alive(store, clock):
    clock.now += timedelta(days=20)
    store.ask("c", "m1", "still here")
    clock.now += timedelta(days=20)
    assert store.expire(30) == []


def test_a_failed_write_leaves_nothing_behind(store):
    with pytest.raises(SQLAlchemyError):
        store.start("c")
    store.start("d")
    assert store.knows("d")


def test_a_file_that_is_no_database_is_an_error_at_the_start(tmp_path):
    file = tmp_path / "widget.db"
    file.write_bytes(b"not a database, " * 100)
    with pytest.raises(SQLAlchemyError, match="not a database"):
        WidgetStore(file)


def test_no_token_and_no_word_is_in_the_schema(store, tmp_path):
    with sqlite3.connect(tmp_path / "sub" / "widget.db") as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(turns)")}
    assert columns == {
        "n",
        "conversation_id",
        "message_id",
        "text",
        "asked_at",
        "reply",
        "vote",
        "comment",
    }


def test_a_message_does_not_bring_a_deleted_conversation_back(store):
    store.erase("c")
    with pytest.raises(NoConversationError, match="No conversation 'c'. Start a new"):
        store.ask("c", "m1", "hello")
    assert store.turns("c") == []
