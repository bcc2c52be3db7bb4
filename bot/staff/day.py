"""What is served on another day: the pages' own dates in, a `Library` of that day out.

A page is served on a day when its status is approved, its review was not after that day
and is not due before it. Texts are those of today's files: what a page said before it
was changed is in the receipts, not here.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from bot.staff.errors import NotServedError
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


def on_day(sources: Sequence[Source], day: datetime.date) -> list[PageOnDay]:
    """Every page with what its own dates and status say about a day."""
    return [PageOnDay(source, *_judge(source, day)) for source in sources]


def library_on(
    settings: Settings, day: datetime.date, *, encoder: Encoder | None = None
) -> tuple[Library, list[PageOnDay]]:
    """The pages of a day, ready to answer, and every page with its reason.

    Args:
        settings: Where pages and index are.
        day: The day.
        encoder: By default the one of the settings.

    Raises:
        NotServedError: No page is served on that day, or the index does not hold the
            very bytes of one that is.
        KnowledgeError: A page or the index is not usable.
    """
    pages = on_day(read_sources(settings.sources_dir), day)
    served = {page.source.id: page.source for page in pages if page.is_served}
    if not served:
        problem = "no page is served"
        reasons = "; ".join(f"{page.source.id}: {page.why}" for page in pages)
        raise NotServedError(day, problem, f"{reasons}.")
    encoder = encoder or load_encoder(settings)
    folder = (settings.index_dir / "current").resolve()
    index, extra = read_index(folder, encoder=encoder.name)
    for source_id, source in served.items():
        if index.manifest.sources.get(source_id) != source.sha256:
            problem = (
                f"'{source_id}' is served, but the index does not hold it as it is"
            )
            raise NotServedError(day, problem, "Run `make index` and ask again.")
    if set(index.manifest.sources) != set(served):
        build_id = f"{index.manifest.build_id[:12]}-on-{day.isoformat()}"
        index = with_sources(index, served.keys(), build_id=build_id)
    return Library(settings, index, extra, encoder), pages


def _judge(source: Source, day: datetime.date) -> tuple[bool, str]:
    if source.status != "approved":
        return False, f"status {source.status}"
    if source.reviewed_on is not None and source.reviewed_on > day:
        return False, f"reviewed on {source.reviewed_on}, after that day"
    if source.review_due is not None and source.review_due < day:
        return False, f"review was due on {source.review_due}"
    if source.review_due is None:
        return True, "approved, no date on which its review is due"
    return True, f"approved, review due on {source.review_due}"
