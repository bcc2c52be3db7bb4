import pytest

from bot.channels.sessions import Sessions
from bot.database import DatabaseError
from tests.bot.fakes import accept


@pytest.fixture
def sessions(inbox):
    return Sessions(inbox.database)


async def test_what_was_started_is_known_and_nothing_else(sessions):
    await sessions.start("c")
    assert (await sessions.knows("c"), await sessions.knows("d")) == (True, False)


async def test_what_has_messages_is_known_although_its_start_was_not_noted(
    sessions, inbox
):
    await accept(inbox, sender_id="c")
    assert (await sessions.knows("c"), await sessions.knows("d")) == (True, False)


async def test_what_was_erased_is_unknown(sessions, inbox):
    await sessions.start("c")
    await accept(inbox, sender_id="c")
    assert await inbox.erase("c") == 2
    assert not await sessions.knows("c")


async def test_what_is_started_twice_is_an_error_and_stays_known(sessions):
    await sessions.start("c")
    with pytest.raises(DatabaseError, match="IntegrityError"):
        await sessions.start("c")
    assert await sessions.knows("c")
