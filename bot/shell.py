"""The chat in the terminal: lines in, replies with their citations out.

It shows what the assistant says and decides nothing. Buttons are numbers to type.
"""

from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

from actions.reply import Button
from bot import explain
from bot.assistant import Assistant
from bot.turn import Turn

HELP = ":why explains the last reply, :new starts afresh, :quit leaves (or Ctrl-D)."


async def talk(
    assistant: Assistant, history_file: Path, *, out: Console | None = None
) -> None:
    """Ask and answer until the user leaves."""
    out = out or Console()
    history_file.parent.mkdir(parents=True, exist_ok=True)
    session: PromptSession[str] = PromptSession(history=FileHistory(str(history_file)))
    clinic = assistant.door.clinic
    out.print(
        Text(
            f"{clinic.name}: an automated assistant that quotes the clinic's pages.\n"
            f"Not for emergencies (call {clinic.emergency_number}); it does not "
            f"diagnose. Please send no names or numbers.",
            style="dim",
        )
    )
    out.print(Text(HELP, style="dim"))
    conversation_id = f"shell-{token_hex(8)}"
    last: Turn | None = None
    while True:
        try:
            with patch_stdout():
                line = await session.prompt_async("you> ")
        except (EOFError, KeyboardInterrupt):
            return
        command = line.strip()
        if command in {":quit", ":q", ":exit"}:
            return
        if command == ":new":
            conversation_id, last = f"shell-{token_hex(8)}", None
            out.print(Text("A new conversation.", style="dim"))
        elif command == ":why":
            out.print(explain.tables(last) if last else Text("Nothing was asked yet."))
        elif command.startswith(":"):
            out.print(Text(HELP, style="dim"))
        elif command:
            question = chosen(command, last.reply.buttons if last else ())
            last = await assistant.turn(conversation_id, question)
            out.print(explain.reply(last.reply))


def chosen(line: str, buttons: Sequence[Button]) -> str:
    """The button's payload when the line is its number, else the line itself."""
    if line.isdecimal() and 1 <= int(line) <= len(buttons):
        return str(buttons[int(line) - 1].payload)
    return line
