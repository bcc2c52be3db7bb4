"""One reply as the website's chat shows it: blocks, citations in their paragraph.

A checked `Reply` and the library in, plain JSON out. Nothing is worded or cut but the
list of sources, which the chat shows as citations that open.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Optional, Protocol

from actions.reply import Citation, Reply, source_lines

logger = logging.getLogger(__name__)


class Pages(Protocol):
    """The part of `knowledge.library.Library` that citations are shown from."""

    def paragraph(self, source_id: str, quote: str) -> Optional[str]: ...

    def title(self, source_id: str) -> Optional[str]: ...


def reply_json(reply: Reply, pages: Callable[[], Pages], at: str) -> dict[str, Any]:
    """The reply for the client.

    Args:
        reply: What the door let out.
        pages: The approved pages; asked for only when the reply cites some.
        at: When it was answered, ISO 8601.
    """
    return {
        "text": reply.text,
        "blocks": blocks(reply),
        "route": reply.route,
        "tier": reply.tier,
        "receipt": reply.receipt,
        "citations": _citations(reply, pages),
        "buttons": [asdict(button) for button in reply.buttons],
        "at": at,
    }


def blocks(reply: Reply) -> list[dict[str, Any]]:
    """The text's paragraphs in order, without the list of sources.

    Returns:
        `{"text", "n"}` each; `n` is the citation's number when the paragraph is a
        quotation (then `text` is the quote itself), else None.
    """
    quotes = {f"“{c.quote}” [{c.n}]": c for c in reply.citations}
    listed = source_lines(reply.citations)
    shown: list[dict[str, Any]] = []
    for paragraph in reply.text.split("\n\n"):
        if listed and paragraph.endswith(listed):
            continue
        quoted = quotes.get(paragraph)
        if quoted is not None:
            shown.append({"text": quoted.quote, "n": quoted.n})
        else:
            shown.append({"text": paragraph, "n": None})
    return shown


def _citations(reply: Reply, pages: Callable[[], Pages]) -> list[dict[str, Any]]:
    if not reply.citations:
        return []
    try:
        library: Pages | None = pages()
    except Exception as error:
        # The quote and its title are in the reply already: only the frame is missing.
        logger.error("Pages of a citation not read: %s.", type(error).__name__)
        library = None
    return [_citation(citation, library) for citation in reply.citations]


def _citation(citation: Citation, library: Pages | None) -> dict[str, Any]:
    paragraph, also_in = None, list(citation.also_in)
    if library is not None:
        paragraph = library.paragraph(citation.source_id, citation.quote)
        also_in = [library.title(source_id) or source_id for source_id in also_in]
    url = citation.url or ""
    return {
        "n": citation.n,
        "title": citation.title,
        "section": citation.section,
        "quote": citation.quote,
        "paragraph": paragraph,
        "url": url if url.startswith("https://") else None,
        "reviewed_on": citation.reviewed_on,
        "also_in": also_in,
    }
