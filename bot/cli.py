"""The `bedside` command: parse, call, print.

Exit status 0 when it worked, 2 when the user can put it right; then one line on stderr
says what, with which value, and the next step. `evaluate` has status 1 when a bar is
missed. What a command does is elsewhere.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot import (
    audit_command,
    process,
    publish_command,
    source_commands,
    training,
)
from bot.audit_log import AuditError
from bot.clinic import ClinicError, load_clinic
from bot.evaluation.errors import EvaluationError
from bot.settings import Settings, SettingsError
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.inbox import Inbox

Result = TypeVar("Result")
USER_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    err = Console(stderr=True)
    try:
        settings = Settings.from_environment()
        status: int = options.run(settings, options)
        return status
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _is_for_people(error):
            raise
        err.print(f"bedside: {error}", style="red", markup=False, highlight=False)
        return USER_ERROR


def index(settings: Settings, options: argparse.Namespace) -> int:
    """Build the index unless it is current."""
    from bot.publication import is_published
    from knowledge.build import build_index, is_current

    out = Console()
    if not options.force and is_current(settings.knowledge):
        out.print("The index is current.")
        return 0
    if not options.force and is_published(settings):
        # A person looked at every answer of what is served; this must not slip past.
        out.print("The pages changed since they were published: `bedside publish`.")
        return 0
    with _progress(out) as show:
        build_index(settings.knowledge, progress=show)
    out.print(f"Index built in {settings.knowledge.index_dir}")
    return 0


def encoder(settings: Settings, options: argparse.Namespace) -> int:
    """Fine-tune a copy of the encoder on the questions, unless it is current."""
    from bot.encoder_training import encoder_tasks, inputs_fingerprint
    from knowledge.fine_tuning import fine_tune, is_current

    out = Console()
    if not settings.knowledge.tuned:
        out.print("BEDSIDE_TUNED is 0: the encoder is used as it is.")
        return 0
    inputs = inputs_fingerprint(settings)
    if not options.force and is_current(settings.knowledge, inputs):
        out.print("The encoder is current.")
        return 0
    tasks = encoder_tasks(settings)
    with _progress(out) as show:
        fine_tune(settings.knowledge, tasks, inputs, progress=show)
    out.print(f"Encoder fine-tuned in {settings.knowledge.tuned_dir}")
    return 0


@contextmanager
def _progress(out: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step that is reported to the function it gives."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=out) as progress:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        yield show


def train(settings: Settings, options: argparse.Namespace) -> int:
    """Train the model unless it is current."""
    out = Console()
    if not options.force and training.is_current(settings):
        out.print("The model is current.")
        return 0
    model_file = training.train(settings, tell=out.print)
    out.print(f"Model trained: {model_file}")
    return 0


def serve(settings: Settings, options: argparse.Namespace) -> int:
    """Serve all channels until stopped."""
    clinic = load_clinic(settings.clinic_file)
    _check_ready(settings)
    Console().print("Loading index and model ...")
    process.prepare(settings)
    import bot.server

    bot.server.serve(settings, clinic)
    return 0


def chat(settings: Settings, options: argparse.Namespace) -> int:
    """Talk in the terminal."""
    load_clinic(settings.clinic_file)
    _check_ready(settings)
    from bot import logs, shell
    from bot.assistant import Assistant

    async def run() -> None:
        with Console().status("Loading index and model ..."):
            assistant = await Assistant.load(settings)
            logs.configure()
        try:
            await shell.talk(assistant, settings.data_dir / "shell-history")
        finally:
            await assistant.close()

    asyncio.run(run())
    return 0


def ask(settings: Settings, options: argparse.Namespace) -> int:
    """Answer one question and leave."""
    load_clinic(settings.clinic_file)
    _check_ready(settings)
    from bot import explain, logs
    from bot.assistant import Assistant
    from bot.turn import Turn

    async def run() -> Turn:
        assistant = await Assistant.load(settings)
        logs.configure()
        try:
            return await assistant.turn(f"ask-{token_hex(8)}", options.question)
        finally:
            await assistant.close()

    turn = asyncio.run(run())
    out = Console()
    if options.json:
        answer = {
            "text": turn.reply.text,
            "buttons": [vars(button) for button in turn.reply.buttons],
            **turn.reply.payload(),
        }
        if options.explain:
            answer["explain"] = explain.as_json(turn.trace)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        return 0
    out.print(explain.reply(turn.reply))
    if options.explain:
        out.print(explain.tables(turn))
    return 0


def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    """Ask a question file and report on the replies."""
    load_clinic(settings.clinic_file)
    _check_ready(settings)
    from bot.evaluation import command

    wanted = command.Wanted(
        questions=options.questions,
        out=options.out,
        compare=options.compare,
        bars=tuple(options.bar),
        json=options.json,
    )
    return command.evaluate(settings, wanted)


def export(settings: Settings, options: argparse.Namespace) -> int:
    """Print all that is stored of one conversation."""
    found = _with_inbox(settings, lambda inbox: inbox.export(options.conversation))
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


def erase(settings: Settings, options: argparse.Namespace) -> int:
    """Delete all that is stored of one conversation, and say so when it is gone."""
    n_rows = _with_inbox(settings, lambda inbox: inbox.erase(options.conversation))
    Console().print(f"Erased: {n_rows} rows.", markup=False)
    return 0


def _with_inbox(
    settings: Settings, work: Callable[["Inbox"], Coroutine[Any, Any, Result]]
) -> Result:
    """Work on the database, with every table that holds patients' words."""
    process.prepare(settings)
    from bot.agent import open_database
    from bot.inbox import Inbox
    from bot.rasa_adjustments import ConversationStore

    async def run() -> Result:
        database = open_database(settings)
        inbox = Inbox(database)
        ConversationStore(database)
        try:
            return await work(inbox)
        finally:
            await database.close()

    return asyncio.run(run())


class NotReadyError(Exception):
    """A command needs an index or a model that is not there."""

    def __init__(self, thing: str, command: str) -> None:
        super().__init__(f"There is no {thing} yet. Make it with `{command}`.")


def _check_ready(settings: Settings) -> None:
    """Say what is missing before the seconds of loading, not after."""
    if not (settings.model_dir / f"{training.MODEL_NAME}.tar.gz").is_file():
        raise NotReadyError("trained model", "make train")


def _is_for_people(error: Exception) -> bool:
    """Whether the message of an error is written for the one who runs the command."""
    if isinstance(
        error,
        (
            AuditError,
            ClinicError,
            EvaluationError,
            KnowledgeError,
            NotReadyError,
            SettingsError,
            training.TrainingError,
        ),
    ):
        return True
    # Classes of modules that import Rasa or faiss: known by name, not imported for it.
    return type(error).__name__ in {
        "BlockedError",
        "ModelNotTrainedError",
        "ModelNotLoadedError",
        "ActionsNotLoadedError",
        "AddressInUseError",
        "DataDirInUseError",
        "DatabaseError",
        "DatabaseUrlError",
        "PublicationError",
        "TrackerStoreError",
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bedside",
        description="Answers patients' questions from the clinic's own approved pages.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("encoder", help="teach the encoder the questions")
    command.add_argument("--force", action="store_true", help="even if it is current")
    command.set_defaults(run=encoder)

    command = commands.add_parser("index", help="build the index of the pages")
    command.add_argument("--force", action="store_true", help="even when current")
    command.set_defaults(run=index)

    command = commands.add_parser("train", help="train the model if its inputs changed")
    command.add_argument("--force", action="store_true", help="even when current")
    command.set_defaults(run=train)

    command = commands.add_parser("serve", help="serve web page, REST and channels")
    command.set_defaults(run=serve)

    command = commands.add_parser("chat", help="talk to it in the terminal")
    command.set_defaults(run=chat)

    command = commands.add_parser("ask", help="ask one question")
    command.add_argument("question")
    command.add_argument("--explain", action="store_true", help="show how it was found")
    command.add_argument("--json", action="store_true", help="for scripts")
    command.set_defaults(run=ask)

    for name, run, what in (
        ("export", export, "print all that is stored of a conversation, as JSON"),
        ("erase", erase, "delete all that is stored of a conversation"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("conversation", help="its sender, as on the REST webhook")
        command.set_defaults(run=run)

    command = commands.add_parser(
        "evaluate", help="ask a question file and report on the replies"
    )
    command.add_argument(
        "questions",
        type=Path,
        metavar="FILE_OR_FOLDER",
        help="a CSV (question, expected), a .jsonl or a folder of them",
    )
    command.add_argument("--out", type=Path, help="the HTML report's file")
    command.add_argument(
        "--compare",
        metavar="last|PATH",
        help="show which answers changed since an earlier run",
    )
    command.add_argument(
        "--bar",
        action="append",
        default=[],
        metavar="FIGURE=VALUE",
        help="what has to be reached; may be repeated; VALUE 'off' drops a bar",
    )
    command.add_argument("--json", action="store_true", help="for scripts")
    command.set_defaults(run=evaluate)

    source_commands.register(commands)
    publish_command.register(commands)
    audit_command.register(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
