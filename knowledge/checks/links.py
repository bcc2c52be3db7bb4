"""Where a page's links lead: to the clinic's own site, away from it, or nowhere.

Nothing is asked over the network; a link that has died cannot be known here.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from knowledge.checks.finding import Finding
from knowledge.source import Source


def links_of(source: Source) -> tuple[tuple[str, str], ...]:
    """(text, address) of every link of a page, in order."""
    body = source.path.read_text("utf-8-sig").split("\n---", 1)[-1]
    found = []
    for token in MarkdownIt("commonmark").parse(body):
        children = token.children or ()
        for place, child in enumerate(children):
            if child.type == "link_open":
                words = children[place + 1].content if place + 1 < len(children) else ""
                found.append((words, str(child.attrs.get("href", ""))))
            elif child.type == "image":
                found.append((child.content, str(child.attrs.get("src", ""))))
    return tuple(found)


def check_links(source: Source, own_hosts: Collection[str]) -> Iterator[Finding]:
    """What is wrong with a page's links, and which leave the clinic's site.

    Args:
        source: The page.
        own_hosts: Hosts of the clinic's site; with none, no link is said to leave it.
    """
    links = [*links_of(source), *((("url", source.url),) if source.url else ())]
    for words, address in links:
        parts = urlsplit(address)
        place = f"{source.id}, link “{words}”"
        if parts.scheme in ("mailto", "tel"):
            continue
        if parts.scheme not in ("http", "https"):
            if parts.scheme:
                text = f"The link '{address}' is of no kind that a page may have."
                yield Finding("warning", "link", text, place)
            elif address and not address.startswith("#"):
                target = Path(source.path.parent, parts.path)
                if not target.is_file():
                    text = f"The link '{address}' leads nowhere from here. "
                    yield Finding("warning", "link", text + "Write it whole.", place)
            continue
        if parts.scheme == "http":
            text = f"The link '{address}' is not encrypted. Write https."
            yield Finding("warning", "link", text, place)
        host = (parts.hostname or "").removeprefix("www.")
        if own_hosts and host not in own_hosts:
            text = f"The link leaves the clinic's site, to {host}."
            yield Finding("note", "outside_link", text, place)
