"""`bedside audit`: verify the log's chain, or write it as one HTML file."""

import argparse
import datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from actions.clinic import ClinicError, load_clinic
from bot import audit_page, html_report
from bot.audit_log import AuditLog
from bot.command_parser import show_examples
from bot.settings import Settings

BROKEN = 1
EXAMPLES = {"verify": "verify", "view": "view --out audit.html"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `audit` and its sub-commands."""
    audit = commands.add_parser("audit", help="who decided what about the pages")
    actions = audit.add_subparsers(required=True, metavar="ACTION")

    action = actions.add_parser("verify", help="check that no entry was changed")
    action.add_argument(
        "--last",
        metavar="HASH",
        help="a hash that you kept: the log has to hold an entry with it",
    )
    action.set_defaults(run=verify)

    action = actions.add_parser("view", help="write the log as an HTML file")
    action.add_argument("--out", type=Path, default=Path("audit.html"), metavar="FILE")
    action.set_defaults(run=view)
    show_examples(audit, actions, EXAMPLES)


def verify(settings: Settings, options: argparse.Namespace) -> int:
    """Print whether the chain is whole; 1 when it is not."""
    out = Console()
    log = AuditLog(settings.data_dir)
    entries, broken = log.read()
    if broken is not None:
        out.print(Text(str(broken), "red"))
        out.print(f"{len(entries)} entries before it are whole.")
        return BROKEN
    if options.last and options.last not in {entry.hash for entry in entries}:
        message = f"No entry has the hash {options.last}: the log's end was cut off, "
        out.print(Text(message + "or it was written anew.", "red"))
        return BROKEN
    out.print(f"The chain is whole: {len(entries)} entries.")
    if entries:
        out.print("Keep the last hash elsewhere:")
        out.print(entries[-1].hash, soft_wrap=True, highlight=False)
    return 0


def view(settings: Settings, options: argparse.Namespace) -> int:
    """Write the log as one HTML file; 1 when its chain is broken."""
    entries, broken = AuditLog(settings.data_dir).read()
    try:
        clinic = load_clinic(settings.clinic_file).name
    except ClinicError:
        clinic = "this clinic"
    now = datetime.datetime.now().astimezone()
    html = audit_page.render(entries, broken, clinic=clinic, now=now)
    html_report.write(html, options.out)
    Console().print(f"Audit log: {options.out}", markup=False, soft_wrap=True)
    return BROKEN if broken is not None else 0
