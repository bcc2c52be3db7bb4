"""A new index put before patients: built beside the old, compared, signed, swapped in.

Settings in, a `Candidate` with every answer that changes out; then a name, and one
rename makes it the one that is served. `roll_back` renames back. It prints nothing and
asks nobody: that is done by the command.
"""

import csv
import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.audit_log import AuditLog
from bot.published_pages import PagesNotKeptError, keep, keep_for, kept
from bot.settings import Settings
from knowledge.approval import STATE_WORDS, checked_name, read_ledger, state_of
from knowledge.build import (
    build_index,
    current_build,
    is_current,
    is_usable,
    make_current,
)
from knowledge.checks.check import check_sources
from knowledge.checks.finding import Finding
from knowledge.encoder import Encoder, load_encoder
from knowledge.errors import KnowledgeError, SearchIndexError
from knowledge.index import Manifest, read_manifest
from knowledge.library import Library
from knowledge.replay import (
    Change,
    KnownVectors,
    Replayed,
    changes_between,
    questions_of,
    replay,
)
from knowledge.source import read_sources

PUBLISHED = "published.json"
Progress = Callable[[str, int, int], None]


class PublicationError(Exception):
    """Nothing was published or taken back, and why."""


class BlockedError(PublicationError):
    """The pages hold what no answer may hold."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        more = f" and {len(findings) - 1} more" if len(findings) > 1 else ""
        super().__init__(
            f"The pages are not fit to be published: {first.place}: {first.text}{more} "
            "See `bedside sources check`."
        )
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Candidate:
    """A build that waits to be served.

    Attributes:
        manifest: What it was built from.
        before: Name of the build that is served, or None.
        compared: Whether that one could be asked as well.
        changes: Every question that is answered otherwise; none when not compared.
        n_questions: Questions that were asked.
        missed: Approved questions that the page written for them does not answer.
        approved_by: Source id -> who signed it off.
        left_out: Source id of a page that is not part of it -> why, in words.
    """

    manifest: Manifest
    before: str | None
    compared: bool
    changes: tuple[Change, ...]
    n_questions: int
    missed: tuple[str, ...]
    approved_by: dict[str, str]
    left_out: dict[str, str]

    @property
    def lost(self) -> tuple[Change, ...]:
        """Those of the changes that leave a question without an answer."""
        return tuple(c for c in self.changes if c.before.quotes and not c.after.quotes)


def prepare(
    settings: Settings,
    today: datetime.date,
    *,
    progress: Progress,
    encoder: Encoder | None = None,
) -> Candidate | None:
    """Check, build and compare; None when what is served is current.

    Raises:
        BlockedError: A check stops it.
        KnowledgeError: Pages, questions, encoder or index are not usable.
    """
    knowledge = settings.knowledge
    report = check_sources(knowledge.sources_dir, today, only={"approved"})
    blocking = [finding for finding in report.findings if finding.level == "blocking"]
    if blocking:
        raise BlockedError(blocking)
    if encoder is None and is_current(knowledge, today):
        return None
    encoder = encoder or load_encoder(knowledge)
    before = current_build(knowledge.index_dir)
    manifest = build_index(
        knowledge, encoder=encoder, progress=progress, today=today, swap=False
    )
    if manifest.build_id == before:
        return None
    try:
        keep(knowledge.sources_dir, knowledge.index_dir, manifest, today)
    except PagesNotKeptError as error:
        raise PublicationError(
            f"The pages were changed while they were read: {error}. Nothing was "
            "published; call `bedside publish` again."
        ) from error
    new = _load(settings, encoder, manifest.build_id)
    try:
        old = None if before is None else _load(settings, encoder, before)
    except SearchIndexError:
        # Damaged, or of another encoder: no server could load it either.
        old = None
    banks = [new.index.bank] if old is None else [old.index.bank, new.index.bank]
    questions = questions_of(*banks)

    def ask(library: Library, step: str) -> dict[str, Replayed]:
        return replay(
            library,
            questions,
            knowledge.index_dir,
            progress=lambda done, total: progress(step, done, total),
        )

    after = ask(new, "Asking the new index")
    changes: tuple[Change, ...] = ()
    left_out = pages_left_out(settings, today)
    if old is not None:
        before_it = ask(old, "Asking the old index")
        changes = changes_between(old, new, before_it, after, left_out=left_out)
    missed = tuple(
        question
        for answer in new.index.bank.answers
        for question in answer.questions
        if not _answers(new, answer.quote, after[question].quotes)
    )
    facts = {source: served.approved_by for source, served in new.served.items()}
    return Candidate(
        manifest,
        before,
        old is not None,
        changes,
        len(questions),
        missed,
        facts,
        left_out,
    )


def publish(
    settings: Settings, candidate: Candidate, by: str, now: datetime.datetime
) -> None:
    """Make a candidate the build that is served, and note who did.

    Raises:
        ApprovalError: There is no name.
        PublicationError: Another build became current since it was compared.
        AuditError: The audit log is broken; nothing is published.
        SearchIndexError: The build was damaged meanwhile.
    """
    name = checked_name(by)
    knowledge = settings.knowledge
    index_dir = knowledge.index_dir
    if current_build(index_dir) != candidate.before:
        raise PublicationError(
            "Another index was put in place while you looked. Nothing was published; "
            "call `bedside publish` again."
        )
    # First the log: what it cannot note must not be served.
    AuditLog(settings.data_dir).append(
        "published",
        name,
        now,
        build=candidate.manifest.build_id,
        before=candidate.before,
        sources=candidate.approved_by,
        compared=candidate.compared,
        n_changes=len(candidate.changes) if candidate.compared else None,
        n_questions=candidate.n_questions,
    )
    make_current(index_dir, candidate.manifest.build_id, index_url=knowledge.index_url)
    _note(index_dir, _decision(candidate.manifest.build_id, name, now))


def roll_back(settings: Settings, by: str, now: datetime.datetime) -> str:
    """Serve the build before the current one again; its name.

    Pages that were withdrawn meanwhile stay withheld. Once only: a second time would
    put before patients what was just taken back.

    Raises:
        ApprovalError: There is no name.
        PublicationError: There is no earlier build that this encoder can serve, or the
            last publication was taken back already.
        AuditError: The audit log is broken; nothing is taken back.
    """
    name = checked_name(by)
    knowledge = settings.knowledge
    previous = current_build(knowledge.index_dir, "previous")
    current = current_build(knowledge.index_dir)
    noted = _published(knowledge.index_dir) or {}
    if noted.get("taken_back"):
        raise PublicationError(
            f"The last publication was taken back already, by {noted['by']} on "
            f"{noted['at'][:10]}: index {current} is served. To put the pages of today "
            "before patients: `bedside publish`."
        )
    if previous is None or previous == current:
        raise PublicationError("There is no earlier publication to go back to.")
    if not is_usable(knowledge, previous):
        raise PublicationError(
            f"The earlier index '{previous}' is damaged, or of another encoder than "
            "the one in use. Publish the pages anew: `bedside publish`."
        )
    AuditLog(settings.data_dir).append(
        "rolled back", name, now, build=previous, before=current
    )
    make_current(knowledge.index_dir, previous, index_url=knowledge.index_url)
    decision = _decision(previous, name, now)
    _note(knowledge.index_dir, {**decision, "taken_back": current})
    return previous


def is_published(settings: Settings) -> bool:
    """Whether a person published what is served; it may not be loadable any more."""
    return _published(settings.knowledge.index_dir) is not None


def build_published_again(
    settings: Settings, now: datetime.datetime, *, progress: Progress
) -> Manifest | None:
    """Make what was published loadable again, from the very bytes that were published.

    An encoder that was taught anew, another version of the program, or damage makes a
    build unusable. What has changed in the pages since waits for `publish` as before.

    Returns:
        The new build's manifest; None when the published build can be loaded.

    Raises:
        PublicationError: Those bytes are not there any more.
        KnowledgeError: They cannot be built.
        AuditError: The audit log is broken; nothing is swapped in.
    """
    knowledge = settings.knowledge
    noted = _published(knowledge.index_dir)
    if noted is None:
        raise PublicationError("Nothing was published yet: `bedside publish`.")
    encoder = load_encoder(knowledge)
    before: str = noted["build"]
    if is_usable(knowledge, before) and current_build(knowledge.index_dir) == before:
        return None
    folder, day = _kept(settings, before)
    manifest = build_index(
        replace(knowledge, sources_dir=folder),
        encoder=encoder,
        progress=progress,
        today=day,
        swap=False,
    )
    AuditLog(settings.data_dir).append(
        "rebuilt",
        "bedside",
        now,
        build=manifest.build_id,
        before=before,
        encoder=manifest.encoder,
    )
    keep_for(knowledge.index_dir, folder, manifest.build_id)
    make_current(knowledge.index_dir, manifest.build_id, index_url=knowledge.index_url)
    _note(knowledge.index_dir, {**noted, "build": manifest.build_id})
    return manifest


def _kept(settings: Settings, build_id: str) -> tuple[Path, datetime.date]:
    """The pages of a publication; one from before they were kept may be them still."""
    knowledge = settings.knowledge
    try:
        return kept(knowledge.index_dir, build_id)
    except PagesNotKeptError as error:
        try:
            manifest = read_manifest(knowledge.index_dir / "builds" / build_id)
            day = datetime.datetime.fromisoformat(manifest.built_at).date()
            now_kept = keep(knowledge.sources_dir, knowledge.index_dir, manifest, day)
        except (PagesNotKeptError, SearchIndexError, ValueError):
            raise PublicationError(
                f"The published index '{build_id}' cannot be loaded any more, and the "
                f"pages that it was made from are gone: {error}. Look at the pages of "
                "today and put them before patients: `bedside publish`."
            ) from error
        return now_kept, day


def _published(index_dir: Path) -> dict[str, Any] | None:
    """Build, person and time of the publication that is served, if there is one."""
    try:
        noted = json.loads((index_dir / PUBLISHED).read_text("utf-8"))
        served = current_build(index_dir)
        # Without any build, it is the publication that is missing.
        is_served = served is None or noted["build"] == served
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(noted) if is_served and isinstance(noted["build"], str) else None


def reply_text(reply: Replayed) -> str:
    """What a patient would read, with the pages that it is quoted from."""
    if not reply.quotes:
        return f"no answer ({reply.why})"
    return " ".join(f"“{text}” [{source}]" for source, text in reply.quotes)


def write_changes(changes: Sequence[Change], path: Path) -> None:
    """Every change as a CSV file that a spreadsheet opens.

    Raises:
        PublicationError: The file cannot be written.
    """
    try:
        # The byte order mark tells spreadsheets that it is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(("question", "before", "after", "why"))
            for change in changes:
                texts = map(reply_text, (change.before, change.after))
                rows.writerow(map(_plain, (change.question, *texts, change.why)))
    except OSError as error:
        raise PublicationError(
            f"'{path}' cannot be written: {error.strerror}. Name another file."
        ) from error


def _plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text


def _decision(build: str, by: str, now: datetime.datetime) -> dict[str, str]:
    at = now.astimezone(datetime.timezone.utc).isoformat(timespec="seconds")
    return {"build": build, "by": by, "at": at}


def _note(index_dir: Path, decision: dict[str, Any]) -> None:
    (index_dir / PUBLISHED).write_text(json.dumps(decision) + "\n", encoding="utf-8")


def _load(settings: Settings, encoder: Encoder, build_id: str) -> Library:
    """A build to ask, as it is, whatever is withheld from patients just now."""
    library = Library.load(
        settings.knowledge,
        encoder=encoder,
        build_id=build_id,
        as_it_is=True,
        ask_with=KnownVectors,
    )
    library.expect_own_questions()
    return library


def pages_left_out(settings: Settings, today: datetime.date) -> dict[str, str]:
    """Source id of each page that may not be served -> why, in words."""
    sources_dir = settings.knowledge.sources_dir
    try:
        ledger = read_ledger(sources_dir)
        states = {s.id: state_of(s, ledger, today) for s in read_sources(sources_dir)}
    except KnowledgeError:
        return {}
    return {s: STATE_WORDS[state] for s, state in states.items() if state != "approved"}


def _answers(
    library: Library, wanted: Sequence[str], quotes: Sequence[tuple[str, str]]
) -> bool:
    """True when a reply quotes one of the sentences, or one that says the same."""
    texts = {sentence.id: sentence.text for sentence in library.index.sentences}
    same = {i for one in wanted for i in (one, *library.index.same_as.get(one, ()))}
    return any(texts[i] in text for i in same for _, text in quotes)
