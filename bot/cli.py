"""The `bedside` command: parse, call, print.

Exit status 0 when it worked, 2 when the user can put it right; then one line on stderr
says what, with which value, and the next step. `evaluate` has status 1 when a bar is
missed. What a command does is elsewhere.
"""

import argparse
import asyncio
import datetime
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from actions.clinic import ClinicError, load_clinic
from bot import (
    audit_command,
    process,
    publish_command,
    source_commands,
    training,
)
from bot.audit_log import AuditError
from bot.backup import command as backup_command
from bot.backup.errors import BackupError
from bot.clinics import command as clinics_command
from bot.command_parser import CommandParser, show_examples
from bot.evaluation.errors import EvaluationError
from bot.html_report import ReportError
from bot.progress import step_bars
from bot.settings import Settings, SettingsError
from bot.staff.errors import StaffError
from knowledge.errors import KnowledgeError, NoSourcesError

USER_ERROR = 2
EXAMPLES = {
    "encoder": "encoder",
    "index": "index",
    "train": "train",
    "serve": "serve",
    "chat": "chat",
    "ask": 'ask "how long will my skin peel?" --explain',
    "receipt": "receipt jd73-kwz1",
    "recall": 'recall "chemical-peel-aftercare#When the skin peels"',
    "gaps": "gaps --days 7",
    "export": "export patient-17",
    "erase": "erase patient-17",
    "evaluate": "evaluate questions.csv --compare last",
    "sources": "sources list",
    "publish": 'publish --by "Dr A. Example"',
    "audit": "audit verify",
    "clinics": "clinics status",
    "backup": "backup bedside.backup",
    "restore": "restore bedside.backup",
    "erasures": "erasures erased.txt",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.clinic and options.command == "clinics":
        parser.error("--clinic is for the commands of one clinic")
    if options.command != "clinics":
        # Exported once, it makes every `bedside ...` that a message names right.
        options.clinic = options.clinic or os.environ.get("BEDSIDE_CLINIC_ID")
    err = Console(stderr=True)
    try:
        if options.clinic:
            clinics_command.enter(options.clinic)
        settings = Settings.from_environment()
        status: int = options.run(settings, options)
        return status
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _is_for_people(error):
            raise
        who = f"bedside --clinic {options.clinic}" if options.clinic else "bedside"
        err.print(f"{who}: {error}", style="red", markup=False, highlight=False)
        return USER_ERROR


def index(settings: Settings, options: argparse.Namespace) -> int:
    """Build the index unless it is current."""
    from bot.publication import build_published_again, is_published
    from knowledge.build import build_index, is_usable

    out = Console()
    if not options.force and _index_is_current(settings):
        out.print("The index is current.")
        return 0
    if not options.force and is_published(settings):
        # A person looked at every answer of what is served; this must not slip past.
        if not is_usable(settings.knowledge):
            now = datetime.datetime.now().astimezone()
            with step_bars(out) as show:
                again = build_published_again(settings, now, progress=show)
            if again is not None:
                out.print(
                    f"The published pages were indexed again as {again.build_id}, for "
                    f"the encoder {again.encoder}.",
                    markup=False,
                )
        if not _index_is_current(settings):
            out.print("The pages changed since they were published: `bedside publish`.")
        return 0
    try:
        with step_bars(out) as show:
            build_index(settings.knowledge, progress=show)
    except NoSourcesError as error:
        if options.force or not is_usable(settings.knowledge):
            raise
        # Without a server there is no reply to an emergency either. Pages that are
        # withdrawn or overdue are not quoted, whatever index is loaded.
        _warn(f"The index stays as it was: {error}")
        return 0
    out.print(f"Index built in {settings.knowledge.index_dir}")
    return 0


def encoder(settings: Settings, options: argparse.Namespace) -> int:
    """Fine-tune a copy of the encoder on the questions, unless it is current."""
    from bot.encoder_training import encoder_tasks, inputs_fingerprint
    from knowledge.fine_tuning import fine_tune, has_copy, is_current

    out = Console()
    if not settings.knowledge.tuned:
        out.print("BEDSIDE_TUNED is 0: the encoder is used as it is.")
        return 0
    inputs = inputs_fingerprint(settings)
    if not options.force and is_current(settings.knowledge, inputs):
        out.print("The encoder is current.")
        return 0
    try:
        tasks = encoder_tasks(settings)
    except NoSourcesError as error:
        if not has_copy(settings.knowledge):
            raise
        _warn(f"The encoder stays as it was: {error}")
        return 0
    with step_bars(out) as show:
        fine_tune(settings.knowledge, tasks, inputs, progress=show)
    out.print(f"Encoder fine-tuned in {settings.knowledge.tuned_dir}")
    return 0


def train(settings: Settings, options: argparse.Namespace) -> int:
    """Train the models that are not current."""
    out = Console()
    made = training.train(settings, force=options.force, tell=out.print)
    for model_file in made:
        out.print(f"Model trained: {model_file}")
    if not made:
        out.print("The model is current.")
    return 0


def serve(settings: Settings, options: argparse.Namespace) -> int:
    """Serve all channels until stopped."""
    clinic = load_clinic(settings.clinic_file)
    _check_ready(settings)
    Console().print(_loading(settings), markup=False, highlight=False)
    process.prepare(settings)
    import bot.server

    bot.server.serve(settings, clinic)
    return 0


def chat(settings: Settings, options: argparse.Namespace) -> int:
    """Talk in the terminal."""
    clinic = load_clinic(settings.clinic_file)
    _check_ready(settings)
    from bot import logs, shell
    from bot.assistant import Assistant

    history_file = settings.data_dir / "shell-history"
    if not options.keep_history and history_file.is_file():
        Console().print(
            f"'{history_file}' holds what was typed in earlier sessions. Delete it if "
            "nobody needs it.",
            style="yellow",
            markup=False,
        )

    async def run() -> None:
        with Console().status("Loading index and model ..."):
            assistant = await Assistant.load(settings)
            logs.configure()
        try:
            await shell.talk(
                shell.Shell(assistant, questions_file=settings.questions_file),
                clinic,
                history_file=history_file if options.keep_history else None,
            )
        finally:
            await assistant.close()

    asyncio.run(run())
    return 0


def ask(settings: Settings, options: argparse.Namespace) -> int:
    """Answer one question and leave."""
    load_clinic(settings.clinic_file)
    _check_ready(settings)
    from bot.staff import command

    question = command.Question(
        options.question,
        as_of=options.as_of,
        channel=options.channel,
        explain=options.explain,
        json=options.json,
    )
    return command.ask(settings, question)


def receipt(settings: Settings, options: argparse.Namespace) -> int:
    """Show a turn again, with what it rests on."""
    from bot.staff import command

    return command.show_receipt(
        settings,
        options.code,
        with_conversation=options.conversation,
        as_json=options.json,
    )


def recall(settings: Settings, options: argparse.Namespace) -> int:
    """List the replies that quoted a source or a section."""
    from bot.staff import command

    return command.show_recall(
        settings,
        options.place,
        with_conversation=options.conversation,
        as_json=options.json,
    )


def gaps(settings: Settings, options: argparse.Namespace) -> int:
    """Report what patients asked and the pages did not answer."""
    from bot.staff import command

    return command.show_gaps(
        settings, days=options.days, out=options.out, as_json=options.json
    )


def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    """Ask a question file and report on the replies."""
    load_clinic(settings.clinic_file)
    _check_ready(settings)
    from bot.evaluation import command
    from bot.staff.filed_questions import n_filed

    wanted = command.Wanted(
        questions=options.questions or settings.questions_file,
        out=options.out,
        compare=options.compare,
        bars=tuple(options.bar),
        json=options.json,
    )
    status = command.evaluate(settings, wanted)
    n = n_filed(settings.questions_file)
    if n and not options.json and wanted.questions.resolve() != settings.questions_file:
        Console().print(
            f"{n} filed in '{settings.questions_file}' were not asked; "
            "`bedside evaluate` without a file asks them.",
            style="dim",
            markup=False,
        )
    return status


def export(settings: Settings, options: argparse.Namespace) -> int:
    """Print all that is stored of one conversation."""
    from bot.staff.command import with_inbox

    found = asyncio.run(
        with_inbox(settings, lambda inbox: inbox.export(options.conversation))
    )
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


def erase(settings: Settings, options: argparse.Namespace) -> int:
    """Delete all that is stored of one conversation, and say so when it is gone."""
    from bot.staff.command import with_inbox

    n_rows = asyncio.run(
        with_inbox(settings, lambda inbox: inbox.erase(options.conversation))
    )
    Console().print(f"Erased: {n_rows} rows.", markup=False)
    return 0


def _index_is_current(settings: Settings) -> bool:
    """Whether the served build is of today's pages; not when there are none."""
    from knowledge.build import is_current

    try:
        return is_current(settings.knowledge)
    except NoSourcesError:
        return False


def _warn(text: str) -> None:
    Console(stderr=True).print(text, style="yellow", markup=False, highlight=False)


class NotReadyError(Exception):
    """A command needs an index or a model that is not there."""

    def __init__(self, thing: str, command: str) -> None:
        super().__init__(f"There is no {thing} yet. Make it with `{command}`.")


def _check_ready(settings: Settings) -> None:
    """Say what is missing before the seconds of loading, not after."""
    if not (settings.model_dir / f"{training.MODEL_NAME}.tar.gz").is_file():
        make = "make train"
        if settings.clinic_id:
            make = f"bedside clinics build {settings.clinic_id}"
        raise NotReadyError("trained model", make)


def _loading(settings: Settings) -> str:
    """What is said while the server loads; of one of several clinics, who it is."""
    if not settings.clinic_id:
        return "Loading index and model ..."
    address = f"http://{settings.host}:{settings.port}/"
    return f"{settings.clinic_id}: loading index and model for {address}"


def _is_for_people(error: Exception) -> bool:
    """Whether the message of an error is written for the one who runs the command."""
    if isinstance(
        error,
        (
            AuditError,
            BackupError,
            ClinicError,
            EvaluationError,
            ReportError,
            KnowledgeError,
            NotReadyError,
            SettingsError,
            StaffError,
            training.TrainingError,
            *clinics_command.FOR_PEOPLE,
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
        "CredentialsError",
        "DataDirInUseError",
        "DatabaseError",
        "DatabaseUrlError",
        "KeyFileError",
        "OtherKeyError",
        "PublicationError",
        "TrackerStoreError",
    }


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 365:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to 365")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = CommandParser(
        prog="bedside",
        description="Answers patients' questions from the clinic's own approved pages.",
    )
    parser.add_argument(
        "--clinic",
        metavar="ID",
        help="of several clinics, the one that the command is for (BEDSIDE_CLINIC_ID): "
        "docs/clinics.md",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")

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

    command = commands.add_parser("chat", help="the shell for staff")
    command.add_argument(
        "--keep-history",
        action="store_true",
        help="keep what is typed for the next session, on disk",
    )
    command.set_defaults(run=chat)

    command = commands.add_parser("ask", help="ask one question")
    command.add_argument("question")
    command.add_argument("--explain", action="store_true", help="show how it was found")
    command.add_argument(
        "--as-of",
        type=source_commands.day,
        metavar="DATE",
        help="with the pages that are served on that day, as 2027-03-01",
    )
    command.add_argument("--channel", help="show what it sends, such as page or sms")
    command.add_argument("--json", action="store_true", help="for scripts")
    command.set_defaults(run=ask)

    for name, run, argument, metavar, what, meaning in (
        (
            "receipt",
            receipt,
            "code",
            "CODE",
            "show a reply again, with what it rests on",
            "as below the reply: b7k2-9fq1",
        ),
        (
            "recall",
            recall,
            "place",
            "SOURCE[#SECTION]",
            "list the replies that quoted a page",
            "a page's id, or with '#' one of its headings",
        ),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument(argument, metavar=metavar, help=meaning)
        command.add_argument(
            "--conversation",
            action="store_true",
            help="also name the conversations, which can identify patients",
        )
        command.add_argument("--json", action="store_true", help="for scripts")
        command.set_defaults(run=run)

    command = commands.add_parser("gaps", help="what patients asked in vain, in groups")
    command.add_argument(
        "--days", type=_days, default=30, help="the last so many days (30)"
    )
    command.add_argument("--out", type=Path, help="the HTML report's file")
    command.add_argument("--json", action="store_true", help="for scripts")
    command.set_defaults(run=gaps)

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
        nargs="?",
        metavar="FILE_OR_FOLDER",
        help="a CSV (question, expected), a .jsonl or a folder of them; left out: what "
        "was filed in `bedside chat`",
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
    clinics_command.register(commands)
    backup_command.register(commands)
    show_examples(parser, commands, EXAMPLES)
    return parser


if __name__ == "__main__":
    sys.exit(main())
