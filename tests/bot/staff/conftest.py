"""A door with an inbox on disk, two pages in a folder, and turns that are told."""

import pytest

from bot.turn import Door
from tests.bot.fakes import CLINIC, QUOTE, FakeLibrary, FakeMessage, FakeRasa
from tests.knowledge.conftest import sign

PAGE = """---
id: {id}
title: {title}
status: {status}
{more}---

Above every heading.

## {section}
{text}
"""


@pytest.fixture
def sources_dir(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    write_page(folder)
    return folder


def write_page(
    folder,
    *,
    id="page-3",
    title="On scars",
    status="approved",
    section="Treatment plans",
    text=QUOTE,
    more="",
    is_signed=True,
):
    content = PAGE.format(
        id=id, title=title, status=status, section=section, text=text, more=more
    )
    (folder / f"{id}.md").write_text(content, encoding="utf-8")
    if is_signed:
        sign(folder)
    return folder / f"{id}.md"


@pytest.fixture
def ask(inbox):
    """Ask through a real door; the reply."""

    async def ask_door(text="how many?", rasa=None, **fields):
        door = Door(CLINIC, rasa or FakeRasa(), inbox=inbox, library=FakeLibrary)
        turn = await door.handle(FakeMessage(text, **fields))
        await door.close()
        return turn.reply

    return ask_door
