"""`bedside sources`: add, list, question, approve, withdraw, check, resolve.

Parses and prints; what a command does is in `knowledge`. Exit status 0 when it worked,
1 when a file was refused or a check blocks, 2 when the call was wrong.
"""

import argparse
import datetime
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table
from rich.text import Text

from actions.clinic import ClinicError, load_clinic
from bot.audit_log import AuditLog
from bot.command_parser import show_examples
from bot.settings import Settings
from knowledge import approval
from knowledge.approval import STATE_WORDS, ApprovalError
from knowledge.source import read_source

if TYPE_CHECKING:
    from knowledge.encoder import Encoder

NOT_ALL = 1
MAX_ID_COLUMNS = 44
N_LISTED = 20
"""Questions of the same sentences, unless all are asked for."""
STATE_STYLES = {
    "approved": "green",
    "draft": "yellow",
    "changed": "red",
    "overdue": "red",
    "withdrawn": "dim",
}
SERVED_WORDS = {
    "this": "",
    "earlier": ": the earlier text is served",
    "no": ": not served",
}
LEVEL_STYLES = {"blocking": "bold red", "warning": "yellow", "note": "dim"}


EXAMPLES = {
    "add": "add leaflets/chemical-peel-aftercare.pdf",
    "list": "list",
    "question": 'question chemical-peel-aftercare 9 "How long does the skin peel?" '
    '--by "Pat Manager"',
    "approve": 'approve chemical-peel-aftercare --by "Dr A. Example" '
    "--review-due 2027-05-31",
    "withdraw": 'withdraw chemical-peel-aftercare --by "Dr A. Example" '
    '--because "wrong number of days"',
    "check": "check",
    "resolve": 'resolve 3af47297 --by "Dr A. Example" --because "both words are used"',
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `sources` and its sub-commands."""
    sources = commands.add_parser("sources", help="bring in, sign off and check pages")
    actions = sources.add_subparsers(required=True, metavar="ACTION")

    action = actions.add_parser("add", help="read documents in, as drafts")
    action.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    action.add_argument(
        "--replace", action="store_true", help="write over the page of the same name"
    )
    action.add_argument("--json", action="store_true", help="for scripts")
    action.set_defaults(run=add)

    action = actions.add_parser("list", help="every page and where it stands")
    action.add_argument("--json", action="store_true", help="for scripts")
    action.set_defaults(run=list_pages)

    action = actions.add_parser(
        "question", help="say which sentence of a page answers what patients ask"
    )
    action.add_argument("id", metavar="ID", help="the page's id")
    action.add_argument(
        "sentences",
        nargs="?",
        type=_numbers,
        metavar="NUMBERS",
        help="of its sentences, as 3 or 3,4 or 2-4; without any, the page's sentences "
        "and questions are listed",
    )
    action.add_argument("questions", nargs="*", metavar="QUESTION")
    action.add_argument(
        "--remove", metavar="QUESTION", help="take a question back, to the letter"
    )
    action.add_argument("--by", metavar="NAME", help="who decides; else it is asked")
    action.add_argument(
        "--all", action="store_true", help="list every question, however many"
    )
    action.set_defaults(run=question)

    action = actions.add_parser("approve", help="sign a page off")
    action.add_argument("id", nargs="*", metavar="ID", help="the page's id")
    action.add_argument("--by", required=True, metavar="NAME", help="who signs")
    action.add_argument(
        "--review-due",
        type=day,
        metavar="DAY",
        help="last day on which it is served, as 2027-05-31; a year from now",
    )
    action.add_argument(
        "--as-it-is", action="store_true", help="write no name and date into the page"
    )
    action.add_argument(
        "--again",
        action="store_true",
        help="sign it off although it was withdrawn",
    )
    action.add_argument(
        "--all",
        action="store_true",
        help="with --as-it-is: every page that says `status: approved`",
    )
    action.set_defaults(run=approve)

    action = actions.add_parser("withdraw", help="stop quoting a page, within seconds")
    action.add_argument("id", metavar="ID")
    action.add_argument("--by", required=True, metavar="NAME")
    action.add_argument("--because", metavar="REASON")
    action.set_defaults(run=withdraw)

    action = actions.add_parser("check", help="what is wrong with the pages")
    action.add_argument("--json", action="store_true", help="for scripts")
    action.set_defaults(run=check)

    action = actions.add_parser("resolve", help="let a contradiction stand")
    action.add_argument("id", metavar="ID", help="as `bedside sources check` shows it")
    action.add_argument("--by", required=True, metavar="NAME")
    action.add_argument("--because", required=True, metavar="REASON")
    action.set_defaults(run=resolve)
    show_examples(sources, actions, EXAMPLES)


def add(settings: Settings, options: argparse.Namespace) -> int:
    """Read documents in, and report on every file."""
    from knowledge.importing.importer import Imported, import_documents

    sources_dir = settings.knowledge.sources_dir
    log = AuditLog(settings.data_dir)
    done: list[Imported] = []
    err = Console(stderr=True)
    with err.status("Reading documents ..."):
        for one in import_documents(
            options.paths, sources_dir, replace=options.replace
        ):
            done.append(one)
            if one.page is not None and one.outcome in ("added", "replaced"):
                log.append(
                    "imported",
                    "bedside",
                    _now(),
                    source=one.source_id,
                    file=one.file.name,
                    sha256=read_source(one.page).sha256,
                    outcome=one.outcome,
                )
    n_refused = sum(one.outcome == "refused" for one in done)
    if options.json:
        _print_json([{**asdict(one)} for one in done])
        return NOT_ALL if n_refused else 0
    out = Console()
    table = Table(box=None, pad_edge=False)
    names = [name for one in done for name in (one.file.name, one.source_id or "")]
    _add_ids(table, "File and page", names)
    table.add_column("Result", no_wrap=True)
    table.add_column("To look at", overflow="fold")
    for one in done:
        refused = one.outcome == "refused"
        of_page = f"\n{one.source_id}\n{_counted(one.n_paragraphs, 'paragraph')}"
        table.add_row(
            Text(one.file.name + ("" if refused else of_page), overflow="fold"),
            Text(one.outcome, "red" if refused else "green"),
            Text("\n".join(f.text for f in one.findings), overflow="fold"),
        )
    out.print(table)
    n_unchanged = sum(one.outcome == "unchanged" for one in done)
    n_taken = len(done) - n_refused - n_unchanged
    drafts = "a draft" if n_taken == 1 else "drafts"
    counts = [f"{n_taken} taken as {drafts}", f"{n_refused} refused"]
    if n_unchanged:
        counts.insert(1, f"{n_unchanged} unchanged")
    out.print(f"{_counted(len(done), 'file')}: {', '.join(counts)}.")
    findings = [finding for one in done for finding in one.findings]
    if any(
        text not in finding.text for finding in findings for text in finding.left_out
    ):
        out.print("All that was left out is listed at each draft's end, and by --json.")
    if n_taken:
        out.print(
            Text(
                f"Read the drafts in {sources_dir}, then sign each one off:\n"
                "  bedside sources approve ID --by NAME"
            )
        )
    return NOT_ALL if n_refused else 0


def list_pages(settings: Settings, options: argparse.Namespace) -> int:
    """Print every page with its state, approval and review."""
    from knowledge.checks.check import check_sources

    today = datetime.date.today()
    sources_dir = settings.knowledge.sources_dir
    report = check_sources(sources_dir, today)
    ledger = approval.read_ledger(sources_dir)
    quoted = _quoted(settings)
    rows: list[dict[str, Any]] = []
    for source_id, state in report.states.items():
        source = report.sources[source_id]
        signed = ledger.standing(source_id, source.sha256)
        days = approval.days_to_review(source, today)
        rows.append(
            {
                "id": source_id,
                "title": source.title,
                "state": state,
                "served": _served(quoted.get(source_id), source.sha256),
                "approved_by": signed.by if signed else None,
                "approved_at": signed.at if signed else None,
                "reviewed_by": source.reviewed_by,
                "reviewed_on": source.reviewed_on,
                "review_due": source.review_due,
                "days_to_review": days,
                "file": str(source.path),
            }
        )
    broken = [f for f in report.findings if f.code == "broken_page"]
    if options.json:
        _print_json({"pages": rows, "broken": [asdict(f) for f in broken]})
        return NOT_ALL if broken else 0
    table = Table(box=None, pad_edge=False)
    _add_ids(table, "Page", [row["id"] for row in rows])
    table.add_column("State", overflow="fold")
    table.add_column("Signed off", overflow="fold")
    table.add_column("Review due", no_wrap=True)
    for row in rows:
        words = STATE_WORDS[row["state"]] + SERVED_WORDS[row["served"]]
        if row["state"] == "approved" and row["served"] != "this":
            words += ", `bedside publish` serves this one"
        due = Text("none" if row["review_due"] is None else f"{row['review_due']}")
        days = row["days_to_review"]
        if days is not None and days <= approval.WARNING_DAYS:
            due.append(f"\n{_in_days(days)}", "red" if days < 0 else "yellow")
        who = f"{row['approved_by']}\n{row['approved_at'][:10]}" if row[
            "approved_by"
        ] else ""  # fmt: skip
        table.add_row(
            Text(f"{row['id']}\n{row['title']}", overflow="fold"),
            Text(words, STATE_STYLES[row["state"]], overflow="fold"),
            Text(who, overflow="fold"),
            due,
        )
    out = Console()
    out.print(table)
    for finding in broken:
        out.print(Text(f"{finding.place}: {finding.text}", "red"))
    return NOT_ALL if broken else 0


def _quoted(settings: Settings) -> dict[str, str]:
    """Source id -> sha256 of the text that is quoted to patients now."""
    from knowledge.build import SOURCES_FILE
    from knowledge.errors import SearchIndexError
    from knowledge.index import read_manifest
    from knowledge.withholding import Withholding, noted_in_build

    folder = settings.knowledge.index_dir / "current"
    try:
        sources = read_manifest(folder).sources
        file = folder / SOURCES_FILE
        noted = noted_in_build(sources, file.read_bytes() if file.is_file() else None)
    except (SearchIndexError, OSError, ValueError, TypeError):
        # No server can load it either.
        return {}
    withheld = Withholding(settings.knowledge.sources_dir, noted).ids()
    return {i: sha256 for i, sha256 in sources.items() if i not in withheld}


def _served(quoted: str | None, sha256: str) -> str:
    """A key of `SERVED_WORDS`."""
    if quoted is None:
        return "no"
    return "this" if quoted == sha256 else "earlier"


def question(settings: Settings, options: argparse.Namespace) -> int:
    """List a page's sentences and questions, or add or take back questions."""
    if options.remove is not None:
        if options.sentences is not None:
            raise ApprovalError("Give --remove with the page and one question only.")
        return _remove_question(settings, options)
    if options.sentences is None:
        _list_questions(settings, options)
        return 0
    if not options.questions:
        raise ApprovalError('Write at least one question: "How long does it last?"')
    return _add_questions(settings, options)


def _list_questions(settings: Settings, options: argparse.Namespace) -> None:
    from knowledge.question_writer import noted_questions, sentences_of

    sources_dir, out = settings.knowledge.sources_dir, Console()
    table = Table("", "Section", "Sentence", box=None, pad_edge=False)
    for number, sentence in enumerate(sentences_of(sources_dir, options.id), 1):
        section = Text(sentence.section or "", "dim", overflow="fold")
        table.add_row(f"{number}", section, Text(sentence.text))
    out.print(table)
    with Console(stderr=True).status("Reading questions ..."):
        noted = noted_questions(sources_dir, options.id)
    if not noted:
        out.print("\nNo question is noted for this page.", markup=False)
    for one in noted:
        asked = [*one.questions, *(f"{t} (own case)" for t in one.situations)]
        shown = asked if options.all else asked[:N_LISTED]
        numbers = ", ".join(map(str, one.numbers))
        out.print(Text(f"\nAnswered with {numbers}: “{' '.join(one.quote)}”", "bold"))
        for text in shown:
            out.print(Text(f"  {text}"))
        if len(asked) > len(shown):
            out.print(f"  and {len(asked) - len(shown)} more: --all", style="dim")


def _add_questions(settings: Settings, options: argparse.Namespace) -> int:
    from knowledge.question_doubt import is_doubtful, shares_no_word
    from knowledge.question_writer import add_questions, check_new, quoted

    sources_dir, out = settings.knowledge.sources_dir, Console()
    with Console(stderr=True).status("Reading questions ..."):
        questions = check_new(
            sources_dir, options.id, options.sentences, options.questions
        )
        quote = quoted(sources_dir, options.id, options.sentences)
        doubts = [text for text in questions if shares_no_word(text, quote)]
        if doubts:
            encoder = _encoder(settings)
            doubts = [text for text in doubts if is_doubtful(text, quote, encoder)]
    for text in questions:
        out.print(Text(f"“{text}”", "bold"))
    out.print(Text(f"is answered with “{' '.join(quote)}”"))
    said = "The sentence shares" if len(quote) == 1 else "The sentences share"
    for text in doubts:
        line = f"Are you sure? {said} no word with the question: “{text}”"
        out.print(Text(line, "yellow"))
    by = _name_of(options.by, "Your name, to note this (empty: leave it): ")
    if not by:
        out.print("Nothing was written.")
        return NOT_ALL
    path = add_questions(sources_dir, options.id, options.sentences, questions)
    AuditLog(settings.data_dir).append(
        "questions added",
        by,
        _now(),
        source=options.id,
        questions=list(questions),
        sentences=list(quote),
    )
    out.print(Text(f"Written into {path.name}. Next: bedside publish"))
    if doubts:
        command = f'bedside sources question {options.id} --remove "{doubts[0]}"'
        out.print(Text(f"Take one back with: {command}"))
    return 0


def _remove_question(settings: Settings, options: argparse.Namespace) -> int:
    from knowledge.question_writer import remove_question, sentences_of

    sources_dir, out = settings.knowledge.sources_dir, Console()
    # A page that is not there is told before a name is asked for.
    sentences_of(sources_dir, options.id)
    by = _name_of(options.by, "Your name, to take it back (empty: leave it): ")
    if not by:
        out.print("Nothing was removed.")
        return NOT_ALL
    with Console(stderr=True).status("Reading questions ..."):
        removed = remove_question(sources_dir, options.id, options.remove)
    AuditLog(settings.data_dir).append(
        "questions removed",
        by,
        _now(),
        source=options.id,
        questions=[removed.question],
        sentences=list(removed.quote),
    )
    out.print(Text(f"“{removed.question}”", "bold"))
    out.print(Text(f"is no longer answered with “{' '.join(removed.quote)}”"))
    out.print(Text(f"Taken out of {removed.file.name}. Next: bedside publish"))
    return 0


def _encoder(settings: Settings) -> "Encoder | None":
    """The encoder, if it is made already; a doubt is not worth minutes."""
    from knowledge.encoder import exported_name, load_encoder
    from knowledge.errors import EncoderError

    try:
        if exported_name(settings.knowledge) is None:
            return None
        return load_encoder(settings.knowledge)
    except EncoderError:
        return None


def _name_of(by: str | None, prompt: str) -> str:
    """Who decides: as given, or as typed at a terminal; "" to leave it.

    Raises:
        ApprovalError: Nobody is at a terminal, or it is no name.
    """
    if by is None:
        if not sys.stdin.isatty():
            raise ApprovalError("Nobody is here to decide. Give a name: --by NAME.")
        try:
            by = input(prompt)
        except EOFError:
            by = ""
        if not by.strip():
            return ""
    return approval.checked_name(by)


def approve(settings: Settings, options: argparse.Namespace) -> int:
    """Sign pages off."""
    sources_dir = settings.knowledge.sources_dir
    if options.all != (not options.id) or (options.all and not options.as_it_is):
        raise ApprovalError("Name the pages, or give --all together with --as-it-is.")
    if options.review_due and options.as_it_is:
        raise ApprovalError("--review-due writes into the page; --as-it-is does not.")
    now = _now()
    log, out = AuditLog(settings.data_dir), Console()
    earlier = approval.read_ledger(sources_dir).decisions
    done: Iterable[approval.SignOff]
    if options.all:
        done = approval.approve_all(sources_dir, options.by, now=now)
    else:
        # One by one, so that each is in the log when the next is refused.
        done = (
            approval.approve(
                sources_dir,
                source_id,
                options.by,
                now=now,
                review_due=options.review_due,
                as_it_is=options.as_it_is,
                again=options.again,
            )
            for source_id in options.id
        )
    n_new = 0
    for one in done:
        if one in earlier:
            signed = f"already signed off by {one.by} on {one.at[:10]}"
            new_date = "For another date of the review: --review-due DAY"
            out.print(Text(f"{one.source}: {signed}. {new_date}"))
            continue
        n_new += 1
        due = approval.find_source(sources_dir, one.source).review_due
        shown = None if due is None else due.isoformat()
        log.append(
            "approved",
            one.by,
            now,
            source=one.source,
            sha256=one.sha256,
            review_due=shown,
        )
        until = f", to be reviewed by {shown}" if shown else ""
        signed = f"{one.source}: signed off by {one.by}{until}."
        out.print(Text(f"{signed} sha256 {one.sha256[:12]}"))
    if n_new:
        out.print("Put it before patients with: bedside publish", markup=False)
    elif options.all:
        out.print("Every page that says so is signed off already.")
    return 0


def withdraw(settings: Settings, options: argparse.Namespace) -> int:
    """Withdraw a page: first from patients, then in the log."""
    now = _now()
    done = approval.withdraw(
        settings.knowledge.sources_dir,
        options.id,
        options.by,
        now=now,
        because=options.because,
    )
    AuditLog(settings.data_dir).append(
        "withdrawn",
        done.by,
        now,
        source=done.source,
        sha256=done.sha256,
        because=done.because,
    )
    Console().print(
        Text(
            f"{done.source}: withdrawn by {done.by}. Every running server that reads "
            f"{settings.knowledge.sources_dir} stops quoting it within 5 seconds.\n"
            "Take it out of the index as well with: bedside publish"
        )
    )
    return 0


def check(settings: Settings, options: argparse.Namespace) -> int:
    """Check the pages; with a current index also what questions are answered."""
    from knowledge.build import is_current
    from knowledge.checks.check import check_sources
    from knowledge.checks.finding import LEVELS, Finding
    from knowledge.errors import KnowledgeError

    today = datetime.date.today()
    report = check_sources(
        settings.knowledge.sources_dir, today, own_hosts=own_hosts(settings)
    )
    findings = list(report.findings)
    try:
        is_indexed = is_current(settings.knowledge, today)
    except KnowledgeError:
        is_indexed = False
    if is_indexed:
        from knowledge.checks.questions import check_questions
        from knowledge.library import Library

        with Console(stderr=True).status("Asking approved questions ..."):
            findings += check_questions(Library.load(settings.knowledge))
    else:
        text = "Whether questions are answered is checked by `bedside publish`."
        findings.append(Finding("note", "not_indexed", text))
    findings.sort(key=lambda finding: LEVELS.index(finding.level))
    n_blocking = report.n_blocking
    if options.json:
        _print_json(
            {
                "n_blocking": n_blocking,
                "findings": [asdict(finding) for finding in findings],
                "states": report.states,
                "reading_ages": report.reading_ages,
            }
        )
        return NOT_ALL if n_blocking else 0
    out = Console()
    out.print(_table(findings))
    n_of = Counter(finding.level for finding in findings)
    counts = f"{n_of['blocking']} blocking, {_counted(n_of['warning'], 'warning')}, "
    counts += _counted(n_of["note"], "note")
    out.print(f"{_counted(len(report.states), 'page')}: {counts}.")
    return NOT_ALL if n_blocking else 0


def resolve(settings: Settings, options: argparse.Namespace) -> int:
    """Note that a person lets both sides of a contradiction stand."""
    from knowledge.checks import resolutions
    from knowledge.checks.check import check_sources

    now = _now()
    sources_dir = settings.knowledge.sources_dir
    report = check_sources(sources_dir, now.date())
    found = {one.id: one for one in report.contradictions}
    done = resolutions.resolve(
        sources_dir, options.id, options.by, options.because, known=found, now=now
    )
    one = found[done.id]
    AuditLog(settings.data_dir).append(
        "resolved",
        done.by,
        now,
        contradiction=done.id,
        sources=[one.first.source_id, one.second.source_id],
        because=done.because,
    )
    Console().print(Text(f"{done.id}: {done.by} lets both stand: {done.because}"))
    return 0


def own_hosts(settings: Settings) -> frozenset[str]:
    """Hosts of the clinic's own site, by its booking page and e-mail address."""
    try:
        clinic = load_clinic(settings.clinic_file)
    except ClinicError:
        return frozenset()
    hosts = {
        urlsplit(str(clinic.booking_url or "")).hostname or "",
        str(clinic.email or "").rpartition("@")[2],
    }
    return frozenset(host.removeprefix("www.") for host in hosts if host)


def day(text: str) -> datetime.date:
    """A day as an option of a command.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        problem = f"'{text}' is no day; write it as 2027-05-31"
        raise argparse.ArgumentTypeError(problem) from None


def _table(findings: Sequence[Any]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    places = [place for f in findings for place in f.place.split(", ")]
    _add_ids(table, "Where", places)
    table.add_column("What", overflow="fold")
    for finding in findings:
        what = Text(finding.text, overflow="fold")
        for source, sentence in finding.quotes:
            what.append(f"\n{source}: ", "dim")
            what.append(f"“{sentence}”")
        if finding.id is not None and finding.level != "note":
            command = f"bedside sources resolve {finding.id} --by NAME --because ..."
            what.append(f"\n{command}")
        table.add_row(
            Text(finding.level, LEVEL_STYLES[finding.level]),
            Text(finding.place.replace(", ", "\n"), overflow="fold"),
            what,
        )
    return table


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _add_ids(table: Table, header: str, ids: Sequence[str]) -> None:
    """Add a column that is as wide as its longest id, so that none is broken.

    Past `MAX_ID_COLUMNS` it folds: what stands beside it has to be read too.
    """
    longest = max(map(len, [header, *ids]))
    table.add_column(header, width=min(longest, MAX_ID_COLUMNS), overflow="fold")


def _in_days(days: int) -> str:
    if days < 0:
        return f"{-days} days ago"
    return "today" if days == 0 else f"in {days} days"


def _numbers(text: str) -> list[int]:
    """Numbers of sentences, from `3`, `3,4` or `2-4`.

    Raises:
        argparse.ArgumentTypeError: They are none.
    """
    numbers: list[int] = []
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d{1,4})\s*(?:[-–]\s*(\d{1,4})\s*)?", part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if first > last:
            problem = f"'{text}' are no numbers of sentences; write 3 or 3,4 or 2-4"
            raise argparse.ArgumentTypeError(problem)
        numbers += range(first, last + 1)
    if len(set(numbers)) < len(numbers):
        raise argparse.ArgumentTypeError(f"'{text}' names a sentence twice")
    return numbers


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write(text + "\n")
