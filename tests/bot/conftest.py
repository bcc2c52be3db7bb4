import pytest

from bot.database import Database
from bot.inbox import Inbox


@pytest.fixture
async def inbox(tmp_path):
    """An inbox in a file of its own."""
    database = Database.of_file(tmp_path / "conversations.db")
    yield Inbox(database)
    await database.close()
