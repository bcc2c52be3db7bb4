"""Plain text -> `Document`: paragraphs between empty lines, lists by their marks."""

import re

from knowledge.importing.document import Block, Document, Finding, RefusedError

MAX_HEADING_CHARS = 70
ITEM = re.compile(
    # Symbol fonts have their bullets among the private characters.
    r"^\s*(?:[-*•▪◦‣·–●○■\ue000-\uf8ff]|\d{1,2}[.)])\s+(?=\S)"
)
_ENDS = re.compile(r"[.!?:;,…”\"]$")


def read_plain_text(content: bytes) -> Document:
    """Read a text file.

    Raises:
        RefusedError: It is no text.
    """
    text, findings = decode(content)
    blocks: list[Block] = []
    for stretch in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in stretch.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) == 1 and looks_like_heading(lines[0]):
            level = 2 if blocks else 1
            blocks.append(Block("heading", lines[0], level))
        else:
            blocks += join_lines(lines)
    title = blocks[0].text if blocks and blocks[0].level == 1 else None
    return Document("text", title, tuple(blocks), findings)


def decode(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file with line feeds, and what is not sure about it.

    Raises:
        RefusedError: It is no text.
    """
    findings: tuple[Finding, ...] = ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
            findings = (
                Finding(
                    "encoding",
                    "It is not UTF-8 and was read as Windows text; look at letters "
                    "with accents and at quotation marks.",
                ),
            )
    control = sum(char < " " and char not in "\t\n\r\f" for char in text)
    if control > 0.001 * len(text):
        raise RefusedError("no_text", "It is no text.", "Save it as text in UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return text, findings


def join_lines(lines: list[str]) -> list[Block]:
    """Lines of one stretch of text as a paragraph, or as list items by their marks."""
    blocks: list[Block] = []
    for line in lines:
        if ITEM.match(line):
            blocks.append(Block("item", ITEM.sub("", line, count=1)))
        elif blocks:
            last = blocks[-1]
            blocks[-1] = Block(last.kind, f"{last.text} {line}")
        else:
            blocks.append(Block("paragraph", line))
    return blocks


def looks_like_heading(line: str) -> bool:
    """True for a short line that ends like no sentence and is no list item."""
    return (
        len(line) <= MAX_HEADING_CHARS
        and not _ENDS.search(line)
        and not ITEM.match(line)
        and line[:1].upper() == line[:1]
        and any(char.isalpha() for char in line)
    )
