"""`bedside receipt`, `recall`, `gaps` and `ask`: what was asked for in, status out.

Each puts the modules of this package in order and prints; the command line's own words
are in bot/cli.py.
"""

import asyncio
import datetime
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, Optional, TypeVar, cast

from rich.console import Console

from actions.clinic import load_clinic
from bot import explain, html_report
from bot.assistant import STAFF, Assistant
from bot.channels.feedback import Feedback
from bot.inbox import Inbox
from bot.settings import Settings
from bot.staff import gaps_report, terminal
from bot.staff.day import PageOnDay, library_on
from bot.staff.gaps import Gaps, Vote, count, read_turns, read_uses
from bot.staff.preview import preview_of
from bot.staff.recall import recall
from bot.staff.receipt import find
from bot.turn import Turn
from knowledge.approval import served_sources
from knowledge.encoder import load_encoder
from knowledge.passage import split_passages
from knowledge.question_bank import read_question_bank
from knowledge.source import Source

DAY_S = 86_400.0

Result = TypeVar("Result")


@dataclass(frozen=True)
class Question:
    """What `bedside ask` was called with.

    Attributes:
        as_of: Answer with the pages of this day; None for the index as it is.
        channel: Show what this channel sends; None for the terminal's own form.
    """

    text: str
    as_of: Optional[datetime.date] = None
    channel: Optional[str] = None
    explain: bool = False
    json: bool = False


def ask(settings: Settings, question: Question) -> int:
    """Answer one question; the exit status.

    Raises:
        StaffError: The channel has no preview, or nothing is served on the day.
        KnowledgeError: There is no usable index.
    """
    preview = preview_of(question.channel) if question.channel else None
    turn, pages = asyncio.run(
        _ask(
            settings,
            question,
            shows_notice=preview is not None and preview.shows_notice,
        )
    )
    texts = preview.texts(turn.reply) if preview else []
    out = Console()
    if question.json:
        answer: dict[str, Any] = {
            "text": turn.reply.text,
            "buttons": [vars(button) for button in turn.reply.buttons],
            **turn.reply.payload(),
        }
        if question.as_of is not None:
            answer["as_of"] = {
                "day": question.as_of.isoformat(),
                "pages": {p.source.id: [p.is_served, p.why] for p in pages},
            }
        if question.channel:
            answer["channel"] = {"name": question.channel, "texts": texts}
        if question.explain:
            answer["explain"] = explain.as_json(turn.trace)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        return 0
    if question.as_of is not None:
        out.print(terminal.pages_on(pages, question.as_of.isoformat()))
    if question.channel:
        out.print(terminal.preview(texts, question.channel))
    else:
        out.print(explain.reply(turn.reply))
    if question.explain:
        out.print(explain.tables(turn))
    if question.as_of is not None:
        out.print(
            "Nothing of this is kept: its receipt cannot be looked up. Opening hours "
            "in the reply are those of now.",
            style="dim",
        )
    return 0


def show_receipt(
    settings: Settings, code: str, *, with_conversation: bool, as_json: bool
) -> int:
    """Show every turn under a code; the exit status.

    Raises:
        NoReceiptError: It is no code, or nothing is kept under it.
        DatabaseError: The database cannot be read.
    """

    async def read(inbox: Inbox) -> Any:
        return await find(inbox, code, settings.knowledge.sources_dir)

    found = asyncio.run(with_inbox(settings, read))
    if as_json:
        values = [r.as_json(with_conversation=with_conversation) for r in found]
        sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")
        return 0
    zone = load_clinic(settings.clinic_file).timezone
    for receipt in found:
        shown = terminal.receipt(receipt, zone, with_conversation=with_conversation)
        Console().print(shown)
    return 0


def show_recall(
    settings: Settings, place: str, *, with_conversation: bool, as_json: bool
) -> int:
    """List the replies that quoted a place; the exit status.

    Raises:
        UnknownPlaceError: Neither the pages nor the receipts know it.
        DatabaseError: The database cannot be read.
    """

    async def read(inbox: Inbox) -> Any:
        return await recall(inbox, place, settings.knowledge.sources_dir)

    found = asyncio.run(with_inbox(settings, read))
    if as_json:
        values = {
            "source_id": found.source_id,
            "section": found.section,
            "revision": found.revision,
            "quoted": [
                q.as_json(with_conversation=with_conversation) for q in found.quoted
            ],
        }
        sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")
        return 0
    zone = load_clinic(settings.clinic_file).timezone
    Console().print(terminal.recall(found, zone, with_conversation=with_conversation))
    return 0


def show_gaps(
    settings: Settings, *, days: int, out: Optional[Path], as_json: bool
) -> int:
    """Count, print and write the report; the exit status.

    Args:
        settings: Where conversations, pages and encoder are.
        days: Count the last so many days.
        out: The report's file; None for var/gaps.
        as_json: Print JSON instead of tables.

    Raises:
        ReportError: The report cannot be written.
        KnowledgeError: The pages or the encoder cannot be used.
        DatabaseError: The database cannot be read.
    """
    clinic = load_clinic(settings.clinic_file)
    if out is not None:
        html_report.check_writable(out.resolve())
    sources = served_sources(settings.knowledge.sources_dir)
    since = time.time() - days * DAY_S

    async def read(inbox: Inbox) -> Any:
        return (
            await read_turns(inbox, since=since),
            await read_uses(inbox, since=since),
            await Feedback(inbox.database).votes(),
        )

    turns, uses, votes = asyncio.run(with_inbox(settings, read))
    found: Gaps = count(
        turns,
        encoder=load_encoder(settings.knowledge),
        sources=sources,
        uses=uses,
        votes=[Vote(who, message_id, vote == "up") for who, message_id, vote in votes],
        questions=_first_questions(settings, sources),
    )
    now = datetime.datetime.now(clinic.timezone)
    if out is None:
        folder = settings.data_dir / "gaps"
        folder.mkdir(parents=True, exist_ok=True)
        out = folder / f"{now:%Y-%m-%dT%H%M%S}.html"
    made = f"{now:%Y-%m-%d %H:%M}"
    html = gaps_report.render(found, clinic=clinic.name, made=made, n_days=days)
    html_report.write(html, out)
    if as_json:
        values = {**found.as_json(), "report": str(out)}
        sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")
        return 0
    console = Console()
    console.print(terminal.gaps(found))
    console.print(f"Report: {out}", markup=False, soft_wrap=True)
    return 0


async def _ask(
    settings: Settings, question: Question, *, shows_notice: bool
) -> tuple[Turn, Sequence[PageOnDay]]:
    from bot import logs

    async with _assistant(settings, question.as_of) as (assistant, pages):
        logs.configure()
        turn = await assistant.turn(
            f"ask-{token_hex(8)}",
            question.text,
            channel=STAFF,
            shows_notice=shows_notice,
        )
    return turn, pages


@asynccontextmanager
async def _assistant(
    settings: Settings, day: Optional[datetime.date]
) -> AsyncIterator[tuple[Assistant, Sequence[PageOnDay]]]:
    """The assistant as it is, or with the pages of a day and nothing that is kept."""
    if day is None:
        assistant = await Assistant.load(settings)
        try:
            yield assistant, ()
        finally:
            await assistant.close()
        return
    from actions import library
    from bot.evaluation import run

    on_day, pages = library_on(settings.knowledge, day)
    async with run.load(settings) as loaded:
        today = library.loaded()
        library.use(on_day)
        try:
            yield cast(Assistant, loaded.assistant), pages
        finally:
            library.use(today)


async def with_inbox(
    settings: Settings, work: Callable[[Inbox], Awaitable[Result]]
) -> Result:
    """Work on the conversations, with every table that holds something of a patient.

    Raises:
        DatabaseError: The database cannot be used.
    """
    from bot import process

    process.prepare(settings)
    # Rasa may be imported only now.
    from bot.agent import open_database

    database = open_database(settings)
    try:
        return await work(Inbox(database))
    finally:
        await database.close()


def _first_questions(settings: Settings, sources: Sequence[Source]) -> dict[str, str]:
    """Approved answer or known gap -> its first question."""
    sentences = [
        sentence
        for source in sources
        for passage in split_passages(source)
        for sentence in passage.sentences
    ]
    bank = read_question_bank(settings.knowledge.sources_dir, sentences)
    found = {answer.id: answer.questions[0] for answer in bank.answers}
    return found | {gap.id: gap.questions[0] for gap in bank.gaps}
