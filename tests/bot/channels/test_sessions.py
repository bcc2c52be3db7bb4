import pytest

from bot.channels.sessions import Sessions
from bot.database import Database, DatabaseError
from bot.inbox import Inbox


@pytest.fixture
async def inbox(tmp_path):
    database = Database.of_file(tmp_path / "conversations.db")
    yield Inbox(database)
    await database.close()


@pytest.fixture
def sessions(inbox):
    return Sessions(inbox.database)


def accept(inbox, sender_id):
    return inbox.accept(
        sender_id=sender_id,
        message_id="m-1",
        text="how many?",
        channel="widget",
        shows_notice=True,
    )


async def test_what_was_started_is_known_and_nothing_else(sessions):
    await sessions.start("c")
    assert (await sessions.knows("c"), await sessions.knows("d")) == (True, False)


async def test_what_has_messages_is_known_although_its_start_was_not_noted(
    sessions, inbox
):
    await accept(inbox, "c")
    assert (await sessions.knows("c"), await sessions.knows("d")) == (True, False)


async def test_what_was_erased_is_unknown(sessions, inbox):
    await sessions.start("c")
    await accept(inbox, "c")
    assert await inbox.erase("c") == 2
    assert not await sessions.knows("c")


async def test_what_is_started_twice_is_an_error_and_stays_known(sessions):
    await sessions.start("c")
    with pytest.raises(DatabaseError, match="IntegrityError"):
        await sessions.start("c")
    assert await sessions.knows("c")
