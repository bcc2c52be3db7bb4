"""One document's bytes in, one `Document` out: what it is, by what it holds.

A file is read as what its first bytes say, and refused when its name says otherwise.
Runs in the locked process only.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from knowledge.importing.document import Block, Document, Finding, RefusedError
from knowledge.importing.docx import read_docx
from knowledge.importing.html import read_html
from knowledge.importing.markdown import read_markdown
from knowledge.importing.pdf import read_pdf
from knowledge.importing.plain_text import read_plain_text

KINDS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""What a file's name says that it is; a file with another ending is not looked at."""

MAX_BLOCKS = 20_000
MAX_UNREADABLE = 0.01
"""Largest share of characters that may be unreadable."""

_READERS: dict[str, Callable[[bytes], Document]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "text": read_plain_text,
    "markdown": read_markdown,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CID = re.compile(r"\(cid:\d+\)")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Soft hyphens, zero-width and direction marks, and Unicode's tag characters."""


def read_document(name: str, content: bytes) -> Document:
    """Read one document.

    Raises:
        RefusedError: It is of a kind that is not read, not what its name says, empty,
            encrypted, scanned, or made to do harm.
    """
    suffix = "." + name.rpartition(".")[2].lower()
    kind = KINDS.get(suffix)
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise RefusedError("unknown_kind", f"It ends in '{suffix}'.", f"Known: {known}")
    if not content.strip(b"\0 \t\r\n"):
        raise RefusedError("empty", "It is empty.", "Save it anew, or leave it out.")
    _check_kind(kind, suffix, content)
    return _clean(_READERS[kind](content))


def _check_kind(kind: str, suffix: str, content: bytes) -> None:
    """Raise when the first bytes belong to another kind than the name says."""
    found = None
    if content.startswith(_OLE):
        if kind == "docx":
            problem = "It is encrypted, or an old Word document (.doc)."
            step = "Save it as .docx without a password."
            raise RefusedError("encrypted", problem, step)
        found = "an Office document"
    elif b"%PDF-" in content[:1024]:
        found = None if kind == "pdf" else "a PDF"
    elif content.startswith(b"PK\x03\x04"):
        found = None if kind == "docx" else "a ZIP archive"
    elif content.startswith(b"{\\rtf"):
        found = "a Rich Text document"
    elif kind in ("pdf", "docx"):
        found = "something else"
    if found is not None:
        problem = f"Its name ends in '{suffix}', but it is {found}."
        raise RefusedError("another_kind", problem, "Save it as PDF or .docx.")


def _clean(document: Document) -> Document:
    """The document without invisible characters, and what else is wrong with them."""
    if len(document.blocks) > MAX_BLOCKS:
        problem = f"It has {len(document.blocks)} paragraphs, more than {MAX_BLOCKS}."
        raise RefusedError("too_long", problem, "Save it in parts.")
    counts: Counter[str] = Counter()
    n_chars = 0
    blocks = []
    for block in document.blocks:
        counts["invisible"] += len(_INVISIBLE.findall(block.text.replace("\u00ad", "")))
        counts["cid"] += len(_CID.findall(block.text))
        text = _CID.sub("\ufffd", _INVISIBLE.sub("", block.text))
        text = "".join(
            " " if unicodedata.category(char) == "Cc" else char for char in text
        )
        # A lone surrogate can be in no file.
        text = text.encode("utf-8", "replace").decode("utf-8")
        text = " ".join(unicodedata.normalize("NFC", text).split())
        n_chars += len(text)
        counts["lost"] += text.count("\ufffd")
        counts["private"] += sum(unicodedata.category(c) == "Co" for c in text)
        if text:
            blocks.append(Block(block.kind, text, block.level))
    n_unreadable = counts["lost"] + counts["private"]
    if not any(block.kind != "heading" for block in blocks):
        problem = "There is no text in it that can be read."
        raise RefusedError("no_text", problem, "Open it and look.")
    if n_unreadable > MAX_UNREADABLE * n_chars:
        problem = f"{n_unreadable} of its {n_chars} characters cannot be read."
        step = "Save it anew from the program it was written with."
        raise RefusedError("unreadable", problem, step)
    findings = list(document.findings)
    if counts["invisible"]:
        n = counts["invisible"]
        what = "1 character that cannot be seen was left out."
        if n > 1:
            what = f"{n} characters that cannot be seen were left out."
        findings.append(Finding("invisible_characters", what))
    if n_unreadable:
        what = "1 character" if n_unreadable == 1 else f"{n_unreadable} characters"
        what += " cannot be read; look for “\ufffd” and for empty boxes."
        findings.append(Finding("unreadable_characters", what))
    title = document.title and " ".join(_INVISIBLE.sub("", document.title).split())
    return replace(
        document,
        blocks=tuple(blocks),
        findings=tuple(findings),
        title=title or None,
    )
