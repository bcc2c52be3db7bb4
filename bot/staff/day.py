"""What is served on another day: pages and approvals in, a `Library` of that day out.

Which pages those are is the rule of every build (`knowledge.approval.state_of`), asked
for that day with what had been decided by then. Texts are those of today's files: what
a page said before it was changed is in the receipts, not here.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from bot.staff.errors import NotServedError
from knowledge.approval import STATE_WORDS, Ledger, State, read_ledger, state_of
from knowledge.encoder import Encoder, load_encoder
from knowledge.index import read_index, with_sources
from knowledge.library import Library
from knowledge.settings import Settings
from knowledge.source import Source, read_sources


@dataclass(frozen=True)
class PageOnDay:
    """One page, and whether it is served on the day; `why` says why or why not."""

    source: Source
    is_served: bool
    why: str


def on_day(
    sources: Sequence[Source], ledger: Ledger, day: datetime.date
) -> list[PageOnDay]:
    """Every page with where it stands on a day.

    Args:
        sources: The pages as they are now.
        ledger: All decisions on them; later ones than the day's are left out.
        day: The day.
    """
    known = ledger.until(day)
    return [_judge(source, state_of(source, known, day)) for source in sources]


def library_on(
    settings: Settings, day: datetime.date, *, encoder: Encoder | None = None
) -> tuple[Library, list[PageOnDay]]:
    """The pages of a day, ready to answer, and every page with its reason.

    Args:
        settings: Where pages and index are.
        day: The day.
        encoder: By default the one of the settings.

    Raises:
        NotServedError: No page is served on that day, or one is signed off whose very
            bytes were not published.
        KnowledgeError: A page or the index is not usable.
    """
    sources_dir = settings.sources_dir
    pages = on_day(read_sources(sources_dir), read_ledger(sources_dir), day)
    served = {page.source.id: page.source for page in pages if page.is_served}
    if not served:
        problem = "no page is served"
        reasons = "; ".join(f"{page.source.id}: {page.why}" for page in pages)
        raise NotServedError(day, problem, f"{reasons}.")
    encoder = encoder or load_encoder(settings)
    folder = (settings.index_dir / "current").resolve()
    index, extra = read_index(
        folder, encoder=encoder.name, index_url=settings.index_url
    )
    for source_id, source in served.items():
        if index.manifest.sources.get(source_id) != source.sha256:
            problem = f"'{source_id}' is signed off, but its text is not published yet"
            raise NotServedError(
                day, problem, "Publish it with `bedside publish`, and ask again."
            )
    if set(index.manifest.sources) != set(served):
        build_id = f"{index.manifest.build_id[:12]}-on-{day.isoformat()}"
        index = with_sources(index, served.keys(), build_id=build_id)
    # It is what the day says, whatever is withdrawn or overdue today.
    library = Library(settings, index, extra, encoder, as_it_is=True)
    return library, pages


def _judge(source: Source, state: State) -> PageOnDay:
    due = source.review_due
    until = f"review due on {due}" if due else "no date on which its review is due"
    why = STATE_WORDS[state]
    if state == "approved":
        why = f"{why}, {until}"
    elif state == "overdue":
        why = f"{why}: it was due on {due}"
    return PageOnDay(source, state == "approved", why)
