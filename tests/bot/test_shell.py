"""A session without a terminal: lines in, what is shown out."""

import json

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from actions.trace import Trace
from bot.shell import Shell, ShellCompleter, expected_of, history_of, talk
from bot.turn import Turn
from knowledge.build import build_index
from knowledge.library import Library
from knowledge.settings import Settings
from tests.bot.evaluation.conftest import PAGES, SESSIONS
from tests.bot.fakes import ANSWER, CLINIC, QUOTE, REFER
from tests.bot.staff.conftest import sources_dir  # noqa: F401
from tests.bot.staff.test_day import Letters

QUESTIONS = """answers:
  how-many:
    topic: sessions
    quote: ["Typically, a series of sessions is recommended."]
    questions:
"""


class FakeAssistant:
    """Replies with what it is told, and keeps what it was asked."""

    def __init__(self):
        self.asked = []
        self.reply = ANSWER

    async def turn(self, conversation_id, text, *, channel, shows_notice):
        self.asked.append((conversation_id, text, channel, shows_notice))
        return Turn(self.reply, Trace({"rasa": 12.3}))


@pytest.fixture
def library(tmp_path, sources_dir):  # noqa: F811
    asked = "".join(f'      - "how many in {c}?"\n' for c in "abcdefghijkl")
    cost = "".join(f'      - "zzz price {c}?"\n' for c in "abcdefghijkl")
    (sources_dir / "x.questions.yml").write_text(
        f"{QUESTIONS}{asked}gaps:\n  cost:\n    questions:\n{cost}", encoding="utf-8"
    )
    settings = Settings(
        sources_dir=sources_dir,
        index_dir=tmp_path / "index",
        models_dir=tmp_path / "models",
        encoder="fake",
        tuned=False,
    )
    build_index(settings, encoder=Letters())
    return Library.load(settings, encoder=Letters())


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def shell(assistant, library, tmp_path):
    return Shell(
        assistant,
        questions_file=tmp_path / "questions" / "filed.jsonl",
        library=lambda: library,
    )


def printed(renderable):
    console = Console(width=200, record=True, file=open("/dev/null", "w"))
    console.print(renderable)
    return console.export_text()


@pytest.fixture
def take(shell):
    async def take_line(line):
        return printed(await shell.take(line))

    return take_line


async def test_a_question_is_asked_as_staff_in_one_conversation(take, assistant):
    assert "[1] On scars, Plans" in await take(" how many? ")
    await take("and then?")
    (first, text, channel, _), (second, *_) = assistant.asked
    assert (text, channel) == ("how many?", "staff")
    assert first == second and first.startswith("shell-")


async def test_a_number_presses_the_last_button(take, assistant):
    await take("how many?")
    await take("1")
    assert assistant.asked[1][1] == "How far apart are they?"


async def test_a_new_conversation_forgets_the_last(take, assistant):
    await take("how many?")
    await take(":new")
    assert "Nothing was asked yet." in await take(":why")
    await take("1")
    assert assistant.asked[0][0] != assistant.asked[1][0]
    assert assistant.asked[1][1] == "1"


@pytest.mark.parametrize("command", [":why", ":source", ":route unknown"])
async def test_without_a_reply_there_is_nothing_to_tell(take, command):
    assert "Nothing was asked yet." in await take(command)


async def test_why_shows_how_the_reply_came_about(take):
    await take("how many?")
    assert "12.3" in await take(":why")


async def test_source_shows_the_page_around_the_quote(take):
    await take("how many?")
    text = await take(":source")
    for part in ("page-3", QUOTE, "approved", "nobody is named", "page-3.md"):
        assert part in text
    assert "as it is served" in text
    assert text == await take(":source 1")


async def test_source_says_when_the_file_is_another_than_what_is_served(
    take,
    sources_dir,  # noqa: F811
):
    await take("how many?")
    file = sources_dir / "page-3.md"
    file.write_text(file.read_text() + "\nMore.\n")
    assert "changed since it was built" in await take(":source")


@pytest.mark.parametrize("n", ["2", "x", "-1"])
async def test_a_quote_that_is_not_there_names_those_that_are(take, n):
    await take("how many?")
    assert f"There is no quote {n}. Use one of: 1." in await take(f":source {n}")


async def test_a_reply_without_quotes_has_no_source(take, assistant):
    assistant.reply = REFER
    await take("can i?")
    assert "quotes no page" in await take(":source")


async def test_as_shows_replies_as_a_channel_does_until_it_is_told_not_to(
    take, assistant
):
    await take("how many?")
    assert "rest, message 1 of 2" in await take(":as rest")
    assert "rest, message 1 of 2" in await take("again")
    assert "page, message 1 of 1" in await take(":as page")
    await take("again")
    assert [notice for *_, notice in assistant.asked] == [False, False, True]
    assert "message 1 of" not in await take(":as")
    assert "no preview of the channel 'fax'" in await take(":as fax")


async def test_route_files_the_wrong_answer_with_the_right_one(take, tmp_path):
    await take("how many?")
    await take("and the price?")
    assert "Filed as filed-1" in await take(":route unknown")
    (line,) = (tmp_path / "questions" / "filed.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert [turn["text"] for turn in entry["turns"]] == ["how many?", "and the price?"]
    assert entry["turns"][1]["route"] == "unknown"
    assert entry["turns"][1]["note"] == "filed in the shell; the reply was answer"
    assert "in the place of" in await take(":route answer how-many")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (":route", "The route is ''"),
        (":route dance", "The route is 'dance'"),
        (":route answer", "needs what should have been quoted"),
        (":route answer how-much", "'how-much' is no approved answer"),
        (":route refer how-many", "quotes nothing"),
    ],
)
async def test_a_wrong_use_of_route_says_what_is_wanted(take, tmp_path, command, told):
    await take("how many?")
    assert told in await take(command)
    assert not (tmp_path / "questions" / "filed.jsonl").exists()


async def test_a_damaged_question_file_is_named_and_left(take, tmp_path):
    file = tmp_path / "questions" / "filed.jsonl"
    file.parent.mkdir()
    file.write_text("rubbish")
    await take("how many?")
    assert "This line is no JSON" in await take(":route unknown")
    assert file.read_text() == "rubbish"


async def test_an_unknown_command_is_no_question(take, assistant):
    assert "There is no command :dance" in await take(":dance")
    assert ":source [N]" in await take(":help")
    assert await take("") == "\n" and assistant.asked == []


@pytest.mark.parametrize("line", [":quit", ":q", ":exit"])
async def test_quit_ends_the_session(shell, line):
    assert await shell.take(line) is None


def completions(shell, text):
    found = ShellCompleter(shell).get_completions(Document(text), CompleteEvent())
    return [completion.text for completion in found]


async def test_tab_completes_commands_arguments_and_questions(shell):
    assert completions(shell, ":s") == [":source"]
    assert completions(shell, ":as p") == ["page"]
    assert completions(shell, ":route un") == ["unknown"]
    assert completions(shell, ":route answer how") == ["how-many"]
    assert completions(shell, ":route unknown how") == []
    assert completions(shell, "How m") == ["how many in a?"]
    assert completions(shell, "") == completions(shell, ":source ") == []
    await shell.take("how many?")
    assert completions(shell, ":source ") == ["1"]


def test_what_is_expected_is_a_sentence_or_names():
    assert expected_of(f'"{SESSIONS}"', PAGES) == [SESSIONS]
    assert expected_of("how-many, which-risks", PAGES) == ["how-many", "which-risks"]
    assert expected_of("", PAGES) == []


async def test_nothing_that_was_typed_is_on_disk_unless_asked(shell, tmp_path):
    lines = iter(["my canary question", ":quit"])

    async def ask():
        return next(lines)

    out = Console(file=open("/dev/null", "w"), record=True, width=100)
    await talk(shell, CLINIC, out=out, ask=ask)
    text = out.export_text()
    assert "not kept on disk" in text and CLINIC.emergency_number in text
    assert isinstance(history_of(None), InMemoryHistory)
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"canary" not in file.read_bytes()


def test_a_history_that_was_asked_for_is_for_its_owner_only(tmp_path):
    file = tmp_path / "var" / "shell-history"
    history = history_of(file)
    history.append_string("how many?")
    assert "how many?" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("error", [EOFError, KeyboardInterrupt])
async def test_ctrl_d_and_ctrl_c_leave(shell, error):
    async def ask():
        raise error

    await talk(shell, CLINIC, out=Console(file=open("/dev/null", "w")), ask=ask)
