"""Who signed which page off: an append-only file, bound to the bytes of the pages.

`approvals.jsonl` holds one line for each decision: source, status, sha256 of the page's
bytes, who, when. A page is served only while a decision for exactly its bytes stands
and its review is not overdue; whoever changes one byte has to have it signed again. It
knows nothing of indexes and questions, and reads no clock by itself.
"""

import datetime
import fcntl
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from knowledge.errors import KnowledgeError, NoSourcesError, SourceError
from knowledge.source import Source, read_source, read_sources, source_files

LEDGER_NAME = "approvals.jsonl"
WARNING_DAYS = 30
"""So many days before its review is due, a page's owner is reminded."""
REVIEW_DAYS = 365
MAX_REVIEW_DAYS = 3653
"""Ten years: what is due later is a slip of the pen, and would never be reviewed."""
MAX_NAME_CHARS = 100

Decision = Literal["approved", "withdrawn"]
State = Literal["approved", "draft", "changed", "overdue", "withdrawn"]

STATE_WORDS: dict[State, str] = {
    "approved": "signed off",
    "draft": "draft",
    "changed": "changed since it was signed off",
    "overdue": "review overdue",
    "withdrawn": "withdrawn",
}

_KEYS = ("source", "status", "sha256", "by", "at")
"""What has to be text in a decision; a reason may be left out."""


class ApprovalError(KnowledgeError):
    """A page cannot be signed off or withdrawn as it was asked for."""


@dataclass(frozen=True)
class SignOff:
    """One decision on one page.

    Attributes:
        source: The page's id.
        status: What was decided.
        sha256: Of the page's bytes at that time.
        by: The person's name.
        at: UTC, ISO 8601 with seconds.
        because: The reason that was given, if any.
    """

    source: str
    status: Decision
    sha256: str
    by: str
    at: str
    because: str | None = None


@dataclass(frozen=True)
class Ledger:
    """All decisions on the pages of a folder, oldest first."""

    decisions: tuple[SignOff, ...] = ()

    def standing(self, source_id: str, sha256: str) -> SignOff | None:
        """The approval of exactly these bytes, unless the page was withdrawn since."""
        found = None
        for decision in self.decisions:
            if decision.source != source_id:
                continue
            if decision.status == "withdrawn":
                found = None
            elif decision.sha256 == sha256:
                found = decision
        return found

    def until(self, day: datetime.date) -> "Ledger":
        """What had been decided by the end of a day (UTC)."""

        def day_of(decision: SignOff) -> datetime.date:
            at = datetime.datetime.fromisoformat(decision.at)
            return at.astimezone(datetime.timezone.utc).date()

        return Ledger(tuple(d for d in self.decisions if day_of(d) <= day))

    def latest(self, source_id: str) -> SignOff | None:
        """The last decision on a page, of whatever bytes."""
        of_page = [d for d in self.decisions if d.source == source_id]
        return of_page[-1] if of_page else None


@dataclass(frozen=True)
class Served:
    """What an index notes of a page that it holds, to withhold it in time.

    Attributes:
        sha256: Of the page's bytes that were indexed.
        approved_by: Who signed them off.
        approved_at: When; UTC, ISO 8601.
        review_due: ISO date after which it is not served, or None.
    """

    sha256: str
    approved_by: str
    approved_at: str
    review_due: str | None


def read_ledger(sources_dir: Path) -> Ledger:
    """Every decision of the folder; an empty ledger when there is no file.

    Raises:
        SourceError: A line is no decision. Names file and line.
    """
    path = sources_dir / LEDGER_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnicodeDecodeError) as error:
        problem = f"The record of approvals cannot be read: {error}."
        raise SourceError(path, None, problem, "Put back an earlier copy.") from error
    lines = text.split("\n")
    return Ledger(
        tuple(
            _decision(path, number, line)
            for number, line in enumerate(lines, 1)
            if line.strip()
        )
    )


def _decision(path: Path, number: int, line: str) -> SignOff:
    try:
        data = json.loads(line)
        decision = SignOff(**data)
        is_sound = (
            decision.status in ("approved", "withdrawn")
            and re.fullmatch(r"[0-9a-f]{64}", decision.sha256) is not None
            and all(isinstance(data[key], str) for key in _KEYS)
            and decision.by.strip() != ""
        )
        datetime.datetime.fromisoformat(decision.at)
    except (ValueError, TypeError) as error:
        step = "Put back an earlier copy, or remove the line."
        raise SourceError(path, number, "This is no approval.", step) from error
    if not is_sound:
        step = "Put back an earlier copy, or remove the line."
        raise SourceError(path, number, "This approval is not whole.", step)
    return decision


def state_of(source: Source, ledger: Ledger, today: datetime.date) -> State:
    """Where a page stands today; only "approved" is served."""
    latest = ledger.latest(source.id)
    standing = ledger.standing(source.id, source.sha256)
    is_out = latest is not None and latest.status == "withdrawn"
    if source.status == "withdrawn" or (is_out and standing is None):
        return "withdrawn"
    if standing is None:
        return "draft" if latest is None or source.status == "draft" else "changed"
    if source.status != "approved":
        return "draft"
    is_overdue = source.review_due is not None and source.review_due < today
    return "overdue" if is_overdue else "approved"


def days_to_review(source: Source, today: datetime.date) -> int | None:
    """Days until the review is due, negative when it is past; None without a date."""
    return None if source.review_due is None else (source.review_due - today).days


def review_reminders(sources_dir: Path, today: datetime.date) -> tuple[str, ...]:
    """One line for each page whose review is due within `WARNING_DAYS`, or past.

    Pages that are broken are left to whoever builds or checks.
    """
    ledger = read_ledger(sources_dir)
    lines = []
    for path in source_files(sources_dir):
        try:
            source = read_source(path)
        except SourceError:
            continue
        days = days_to_review(source, today)
        state = state_of(source, ledger, today)
        if days is None or days > WARNING_DAYS or state not in ("approved", "overdue"):
            continue
        owner = source.reviewed_by or "nobody named"
        when = f"in {days} days" if days >= 0 else f"{-days} days ago: it is not served"
        lines.append(f"The review of '{source.id}' is due {when}. Owner: {owner}.")
    return tuple(lines)


def served_sources(
    sources_dir: Path, today: datetime.date | None = None
) -> tuple[Source, ...]:
    """The pages that may be served: signed off, unchanged since, review not overdue.

    Args:
        sources_dir: The pages and their ledger.
        today: By default the day of this machine.

    Raises:
        NoSourcesError: There is no such page.
        SourceError: A page or the ledger is broken.
    """
    today = today or datetime.date.today()
    sources, ledger = read_sources(sources_dir), read_ledger(sources_dir)
    states = {source.id: state_of(source, ledger, today) for source in sources}
    served = tuple(source for source in sources if states[source.id] == "approved")
    if not served:
        listed = ", ".join(f"{name} ({state})" for name, state in states.items())
        problem = f"No page here is signed off and in date: {listed}."
        step = "Sign one off with `bedside sources approve ID --by NAME`."
        raise NoSourcesError(sources_dir, problem, step)
    return served


def served_facts(
    sources: Sequence[Source], sources_dir: Path
) -> dict[str, Mapping[str, str | None]]:
    """What the index has to note of the pages that it holds, by id."""
    ledger = read_ledger(sources_dir)
    facts: dict[str, Mapping[str, str | None]] = {}
    for source in sources:
        standing = ledger.standing(source.id, source.sha256)
        if standing is None:
            raise ApprovalError(f"'{source.id}' is not signed off. Sign it off first.")
        due = source.review_due
        facts[source.id] = asdict(
            Served(
                source.sha256,
                standing.by,
                standing.at,
                None if due is None else due.isoformat(),
            )
        )
    return facts


def approve(
    sources_dir: Path,
    source_id: str,
    by: str,
    *,
    now: datetime.datetime,
    review_due: datetime.date | None = None,
    as_it_is: bool = False,
    again: bool = False,
) -> SignOff:
    """Sign a page off.

    Name and dates are written into the page, so that patients and staff see them, and
    the ledger gets the hash of the page as it is then.

    Args:
        sources_dir: The pages and their ledger.
        source_id: The page's id.
        by: Who approves it.
        now: Time of the decision, with its zone.
        review_due: Last day on which it is served; by default a year from now.
        as_it_is: Sign the file's bytes and write nothing into it.
        again: Sign it off although it was withdrawn.

    Returns:
        The decision; an earlier one, and nothing is written, when `by` signed exactly
        this off and no review is near.

    Raises:
        ApprovalError: No such page, no name, a day that has passed or is more than ten
            years ahead, a page that was withdrawn, or one that says itself that it is
            no approved one and is to stay as it is.
        SourceError: The page or the ledger is broken.
    """
    by = checked_name(by)
    source = find_source(sources_dir, source_id)
    due = review_due or now.date() + datetime.timedelta(days=REVIEW_DAYS)
    if due < now.date():
        raise ApprovalError(
            f"The review of '{source_id}' would be due on {due}, which has passed. "
            "Give a later day."
        )
    if (due - now.date()).days > MAX_REVIEW_DAYS:
        raise ApprovalError(
            f"The review of '{source_id}' would be due on {due}, more than ten years "
            "ahead. Give an earlier day."
        )
    ledger = read_ledger(sources_dir)
    state = state_of(source, ledger, now.date())
    if state == "withdrawn" and not again:
        raise ApprovalError(_withdrawal(source, ledger))
    standing = ledger.standing(source_id, source.sha256)
    days = days_to_review(source, now.date())
    is_near = days is not None and days <= WARNING_DAYS
    is_renewed = review_due is None and is_near and not as_it_is
    if (
        standing is not None
        and state == "approved"
        and standing.by == by
        and not is_renewed
        and review_due in (None, source.review_due)
    ):
        return standing
    if as_it_is:
        if source.status != "approved":
            raise ApprovalError(
                f"The page '{source_id}' has `status: {source.status}`. Leave out "
                "--as-it-is, or write `status: approved` into it."
            )
    else:
        write_front_matter(
            source.path,
            {
                "status": "approved",
                "reviewed_by": by,
                "reviewed_on": now.date().isoformat(),
                "review_due": due.isoformat(),
            },
        )
        source = read_source(source.path)
    decision = SignOff(source_id, "approved", source.sha256, by, _utc(now))
    append_decision(sources_dir, decision)
    return decision


def _withdrawal(source: Source, ledger: Ledger) -> str:
    """Who withdrew a page, when and why, and what to do."""
    latest = ledger.latest(source.id)
    said = f"The page '{source.id}' says `status: withdrawn`"
    if latest is not None and latest.status == "withdrawn":
        because = latest.because or "no reason was given"
        said = (
            f"The page '{source.id}' was withdrawn by {latest.by} on {latest.at[:10]}: "
            + because.rstrip(".")
        )
    return f"{said}. To sign it off all the same, add --again."


def approve_all(
    sources_dir: Path, by: str, *, now: datetime.datetime
) -> tuple[SignOff, ...]:
    """Sign every page off that says `status: approved` and is not yet, as it is.

    For content whose approval is kept elsewhere, such as in the clinic's own version
    control; pages that were withdrawn stay so.
    """
    ledger = read_ledger(sources_dir)
    states = {s: state_of(s, ledger, now.date()) for s in read_sources(sources_dir)}
    return tuple(
        approve(sources_dir, source.id, by, now=now, as_it_is=True)
        for source, state in states.items()
        if state in ("draft", "changed") and source.status == "approved"
    )


def withdraw(
    sources_dir: Path,
    source_id: str,
    by: str,
    *,
    now: datetime.datetime,
    because: str | None = None,
) -> SignOff:
    """Take a page off: running servers stop quoting it within seconds.

    The ledger is written first: it is what servers watch, and it works for a page whose
    file is broken or gone.

    Raises:
        ApprovalError: No such page and no decision on one, or no name.
        SourceError: The ledger is broken.
    """
    by = checked_name(by)
    latest = read_ledger(sources_dir).latest(source_id)
    source: Source | None = None
    try:
        source = find_source(sources_dir, source_id)
    except KnowledgeError:
        if latest is None:
            raise
    if source is not None:
        sha256 = source.sha256
    else:
        sha256 = latest.sha256 if latest is not None else ""
    decision = SignOff(source_id, "withdrawn", sha256, by, _utc(now), because)
    append_decision(sources_dir, decision)
    if source is not None:
        write_front_matter(source.path, {"status": "withdrawn"})
        changed = read_source(source.path)
        return replace(decision, sha256=changed.sha256)
    return decision


def find_source(sources_dir: Path, source_id: str) -> Source:
    """The page of an id, even when other pages are broken.

    Raises:
        ApprovalError: There is none.
        SourceError: It is broken itself.
    """
    known: list[str] = []
    broken: list[SourceError] = []
    for path in source_files(sources_dir):
        try:
            source = read_source(path)
        except SourceError as error:
            if path.stem == source_id:
                raise
            broken.append(error)
            continue
        if source.id == source_id:
            return source
        known.append(source.id)
    if not known and broken:
        raise broken[0]
    raise ApprovalError(
        f"There is no page '{source_id}' in '{sources_dir}'. "
        f"Pages: {', '.join(known) or 'none'}."
    )


def append_decision(sources_dir: Path, decision: SignOff) -> None:
    """Add one line to the ledger, and have it on the disk before this returns.

    Raises:
        SourceError: The ledger is broken, or cannot be written to.
    """
    # A broken ledger must not be written on as if it were whole.
    read_ledger(sources_dir)
    path = sources_dir / LEDGER_NAME
    line = json.dumps(asdict(decision), ensure_ascii=False) + "\n"
    try:
        with path.open("ab+") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            size = stream.seek(0, os.SEEK_END)
            if size:
                stream.seek(size - 1)
                # Somebody's editor left the last line without its end.
                line = line if stream.read(1) == b"\n" else "\n" + line
            stream.write(line.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        problem = f"The record of approvals cannot be written: {error.strerror}."
        raise SourceError(path, None, problem, "Check the folder.") from error


def write_front_matter(path: Path, values: Mapping[str, str]) -> None:
    """Set keys of a page's front matter and leave every other byte as it is."""
    text = path.read_bytes().decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    close = next(n for n, line in enumerate(lines[1:], 1) if line.strip() == "---")
    for key, value in values.items():
        written = f"{key}: {_scalar(value)}"
        pattern = re.compile(rf"[\"']?{key}[\"']?\s*:")
        place = next((n for n in range(1, close) if pattern.match(lines[n])), None)
        if place is None:
            lines.insert(close, written)
            close += 1
        else:
            lines[place] = written
    mode = path.stat().st_mode & 0o777
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".new-", suffix=".tmp")
    with os.fdopen(handle, "wb") as stream:
        stream.write(end.join(lines).encode("utf-8"))
    os.chmod(made, mode)
    os.replace(made, path)


def _scalar(value: str) -> str:
    """A value of YAML: as it is when it is a plain word or date, else quoted."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]+", value):
        return value
    return json.dumps(value, ensure_ascii=False)


def checked_name(by: str) -> str:
    """A person's name on one line.

    Raises:
        ApprovalError: It is empty, long, or holds what cannot be printed.
    """
    name = " ".join(by.split())
    is_plain = all(unicodedata.category(char)[0] != "C" for char in name)
    if not name or len(name) > MAX_NAME_CHARS or not is_plain:
        raise ApprovalError(
            f"The name is {by!r}. Give the name of the person who decides, such as "
            '--by "Dr A. Example".'
        )
    return name


def _utc(now: datetime.datetime) -> str:
    return now.astimezone(datetime.timezone.utc).isoformat(timespec="seconds")
