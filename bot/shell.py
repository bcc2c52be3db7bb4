"""The shell for staff: lines in, replies with their citations and reasons out.

It shows what the assistant says and decides nothing. What is typed is not kept on disk
unless that is asked for: staff paste what patients wrote.
"""

import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Optional, Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from actions import library as actions_library
from actions.clinic import Clinic
from actions.reply import ROUTES, Button, Citation
from bot import explain
from bot.assistant import STAFF
from bot.evaluation.errors import QuestionFileError
from bot.evaluation.pages import Pages
from bot.staff import terminal
from bot.staff.errors import StaffError
from bot.staff.filed_questions import ANSWERING, file_question
from bot.staff.preview import PREVIEWS, Preview, preview_of
from bot.staff.receipt import pages_now
from bot.turn import Turn
from knowledge.library import Library

MAX_COMPLETIONS = 12


class Answers(Protocol):
    """The part of `bot.assistant.Assistant` that the shell talks to."""

    async def turn(
        self, conversation_id: str, text: str, *, channel: str, shows_notice: bool
    ) -> Turn: ...


@dataclass(frozen=True)
class Command:
    """One command: how it is written, what it does, and the work."""

    usage: str
    help: str
    run: Callable[[str], RenderableType]


class Shell:
    """One session: the conversation so far, and the commands about it."""

    def __init__(
        self,
        assistant: Answers,
        *,
        questions_file: Path,
        library: Callable[[], Library] = actions_library.current,
    ) -> None:
        """Begin a conversation.

        Args:
            assistant: Answers.
            questions_file: Where `:route` files wrong answers.
            library: The pages that answer.
        """
        self._assistant = assistant
        self._questions_file = questions_file
        self._library = library
        self._channel: Optional[tuple[str, Preview]] = None
        self._conversation_id = ""
        self._turns: list[tuple[str, Turn]] = []
        self.commands = {
            ":why": Command(":why", "how the last reply came about", self._why),
            ":source": Command(
                ":source [N]",
                "the page around the quote with the number N",
                self._source,
            ),
            ":as": Command(
                ":as [CHANNEL]",
                f"show replies as {', '.join(PREVIEWS)} shows them; alone: as here",
                self._as,
            ),
            ":route": Command(
                ":route KIND [ANSWER]",
                "the last reply is wrong: file what it should have been",
                self._route,
            ),
            ":new": Command(":new", "a new conversation", self._new),
            ":help": Command(":help", "this list", self._help),
        }
        self._new("")

    async def take(self, line: str) -> Optional[RenderableType]:
        """What to show for one line; None ends the session."""
        line = line.strip()
        if not line:
            return Text("")
        name, _, rest = line.partition(" ")
        if name in (":quit", ":q", ":exit"):
            return None
        if name.startswith(":"):
            command = self.commands.get(name)
            if command is None:
                return Text(f"There is no command {name}. :help lists them.", "yellow")
            try:
                return command.run(rest.strip())
            except (StaffError, QuestionFileError) as error:
                return Text(str(error), "red")
        last = self._turns[-1][1].reply.buttons if self._turns else ()
        question = chosen(line, last)
        preview = self._channel[1] if self._channel else None
        turn = await self._assistant.turn(
            self._conversation_id,
            question,
            channel=STAFF,
            shows_notice=preview is not None and preview.shows_notice,
        )
        self._turns.append((question, turn))
        return self._shown(turn)

    @property
    def last(self) -> Optional[Turn]:
        """The last turn of this conversation."""
        return self._turns[-1][1] if self._turns else None

    @property
    def answers(self) -> dict[str, str]:
        """Approved answer -> its first question."""
        bank = self._library().index.bank
        return {answer.id: answer.questions[0] for answer in bank.answers}

    def _shown(self, turn: Turn) -> RenderableType:
        if self._channel is None:
            return explain.reply(turn.reply)
        name, preview = self._channel
        return terminal.preview(preview.texts(turn.reply), name)

    def _why(self, rest: str) -> RenderableType:
        return _NOTHING_YET if self.last is None else explain.tables(self.last)

    def _source(self, rest: str) -> RenderableType:
        if self.last is None:
            return _NOTHING_YET
        citations = {c.n: c for c in self.last.reply.citations}
        if not citations:
            return Text("The last reply quotes no page.", "yellow")
        n = int(rest) if rest.isdecimal() else next(iter(citations))
        if (rest and not rest.isdecimal()) or n not in citations:
            known = ", ".join(str(number) for number in citations)
            return Text(f"There is no quote {rest}. Use one of: {known}.", "yellow")
        return self._page(citations[n])

    def _page(self, citation: Citation) -> RenderableType:
        library = self._library()
        facts = Table(title=citation.title, title_justify="left", show_header=False)
        facts.add_row("page", citation.source_id)
        facts.add_row("section", Text(citation.section or "above the first heading"))
        source = (pages_now(library.settings.sources_dir) or {}).get(citation.source_id)
        if source is not None:
            facts.add_row("file", str(source.path))
            facts.add_row("status", source.status)
            facts.add_row("reviewed by", Text(source.reviewed_by or "nobody is named"))
            facts.add_row("reviewed on", str(source.reviewed_on or "no date"))
            facts.add_row("review due", str(source.review_due or "no date"))
            is_same = source.sha256 == library.revision(citation.source_id)
            now = "as it is served" if is_same else "changed since it was built"
            facts.add_row("file today", now)
        facts.add_row("url", citation.url or "none")
        if citation.also_in:
            facts.add_row("says the same", ", ".join(citation.also_in))
        paragraph = library.paragraph(citation.source_id, citation.quote)
        text = Text(paragraph or citation.quote)
        text.highlight_words([citation.quote], style="bold green")
        facts.add_row("paragraph", text)
        return facts

    def _as(self, rest: str) -> RenderableType:
        self._channel = (rest, preview_of(rest)) if rest else None
        if self.last is None:
            return Text(f"Replies are shown as {rest or 'in this terminal'}.", "dim")
        return self._shown(self.last)

    def _route(self, rest: str) -> RenderableType:
        if not self._turns:
            return _NOTHING_YET
        route, _, named = rest.partition(" ")
        pages = Pages.of(self._library())
        filed = file_question(
            self._questions_file,
            [(text, turn.reply.route) for text, turn in self._turns],
            route=route,
            expected=expected_of(named, pages),
            pages=pages,
            note=f"filed in the shell; the reply was {self._turns[-1][1].reply.route}",
        )
        again = ", in the place of what was filed before" if filed.replaced else ""
        return Text(
            f"Filed as {filed.id} in {filed.path}{again}. `bedside evaluate` asks it.",
            "green",
        )

    def _new(self, rest: str) -> RenderableType:
        self._conversation_id = f"shell-{token_hex(8)}"
        self._turns = []
        return Text("A new conversation.", "dim")

    def _help(self, rest: str) -> RenderableType:
        table = Table(show_header=False, box=None)
        for command in self.commands.values():
            table.add_row(Text(command.usage, "bold"), Text(command.help))
        table.add_row(Text(":quit", "bold"), Text("leave (or Ctrl-D)"))
        table.add_row(Text("a number", "bold"), Text("press that button"))
        table.add_row(Text("Tab", "bold"), Text("complete a command or a question"))
        return table


class ShellCompleter(Completer):
    """Commands and their arguments; else the questions that staff approved."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """The words that may stand here."""
        line = document.text_before_cursor.lstrip()
        if not line.startswith(":"):
            yield from self._questions(line)
            return
        name, blank, rest = line.partition(" ")
        if not blank:
            for command in self._shell.commands.values():
                word = command.usage.partition(" ")[0]
                if word.startswith(name):
                    yield Completion(word, -len(name), display_meta=command.help)
            return
        word = rest.rpartition(" ")[2]
        for option, meta in self._arguments(name, rest):
            if option.startswith(word):
                yield Completion(option, -len(word), display_meta=meta)

    def _arguments(self, name: str, rest: str) -> Iterable[tuple[str, str]]:
        if name == ":as":
            return [(channel, "") for channel in PREVIEWS]
        if name == ":source" and self._shell.last is not None:
            citations = self._shell.last.reply.citations
            return [(str(c.n), c.title) for c in citations]
        if name == ":route" and " " not in rest:
            return [(route, "") for route in ROUTES]
        if name == ":route" and rest.partition(" ")[0] in ANSWERING:
            return list(self._shell.answers.items())
        return []

    def _questions(self, line: str) -> Iterable[Completion]:
        if not line.strip():
            return
        wanted = line.casefold()
        found = [q for q in self._shell.answers.values() if wanted in q.casefold()]
        # Those that begin so come first.
        found.sort(key=lambda q: (not q.casefold().startswith(wanted), q.casefold()))
        for question in found[:MAX_COMPLETIONS]:
            yield Completion(question, -len(line))


async def talk(
    shell: Shell,
    clinic: Clinic,
    *,
    history_file: Optional[Path] = None,
    out: Optional[Console] = None,
    ask: Optional[Callable[[], Awaitable[str]]] = None,
) -> None:
    """Ask and answer until the user leaves.

    Args:
        shell: The session.
        clinic: Whose it is.
        history_file: Where lines are kept for the next session; None keeps none.
        out: The terminal.
        ask: Gives the next line, or raises EOFError; by default a prompt.
    """
    out = out or Console()
    if ask is None:
        session: PromptSession[str] = PromptSession(
            history=history_of(history_file),
            completer=ShellCompleter(shell),
            complete_while_typing=False,
        )

        async def ask() -> str:
            with patch_stdout():
                return await session.prompt_async("you> ")

    kept = f"kept in {history_file}" if history_file else "not kept on disk"
    out.print(
        Text(
            f"{clinic.name}: an automated assistant that quotes the clinic's pages.\n"
            f"Not for emergencies (call {clinic.emergency_number}); it does not "
            f"diagnose. What you type is {kept} as history; the conversation is kept "
            f"as staff's, masked.\n:help lists the commands, :quit leaves.",
            style="dim",
        )
    )
    while True:
        try:
            line = await ask()
        except (EOFError, KeyboardInterrupt):
            return
        shown = await shell.take(line)
        if shown is None:
            return
        out.print(shown)


def history_of(file: Optional[Path]) -> History:
    """History in memory, or in a file that only its owner reads."""
    if file is None:
        return InMemoryHistory()
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_APPEND, 0o600))
    file.chmod(0o600)
    return FileHistory(str(file))


def chosen(line: str, buttons: Sequence[Button]) -> str:
    """The button's payload when the line is its number, else the line itself."""
    if line.isdecimal() and 1 <= int(line) <= len(buttons):
        return str(buttons[int(line) - 1].payload)
    return line


def expected_of(named: str, pages: Pages) -> list[str]:
    """What `:route` expects: one sentence of a page, or names of approved answers."""
    named = named.strip().strip('"“”')
    if not named or pages.sentences_of(named):
        return [named] if named else []
    return named.replace(",", " ").split()


_NOTHING_YET = Text("Nothing was asked yet.", "yellow")
