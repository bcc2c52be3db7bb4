"""A `Document` -> the text of a source file: a draft with front matter.

What `knowledge.source.read_source` reads back from it are the document's own words:
every mark that Markdown would take for its own is escaped.
"""

import re
import unicodedata
from pathlib import PurePath

from knowledge.importing.document import Document
from knowledge.source import STATUSES

MAX_ID_CHARS = 60
_MARKS = re.compile(
    r"([\\`*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|!(?=\[)|[\[\]](?=.*\]))"
)
"""What CommonMark may take for its own inside a line: as few as will do, since people
edit these pages."""
_LINE_START = re.compile(r"(?:[-+=#>~|:]|\d{1,9}[.)](?=\s|$))")


def page_text(document: Document, source_id: str, *, name: str, sha256: str) -> str:
    """The source file.

    Args:
        document: What was read.
        source_id: The page's id.
        name: Name of the file that it was read from.
        sha256: That file's, in hex.
    """
    title = document.title or PurePath(name).stem.replace("_", " ").strip() or source_id
    url = "null" if document.url is None else quoted(document.url)
    front = [
        "---",
        f"id: {source_id}",
        f"title: {quoted(title)}",
        "topics: []",
        f"url: {url}",
        "reviewed_by: null",
        "reviewed_on: null",
        "review_due: null",
        f"status: {STATUSES[0]}",
        f"# Read from {_comment(name)}, sha256 {sha256}",
        "---",
        "",
        "",
    ]
    body: list[str] = []
    is_list = False
    for block in document.blocks:
        if block.kind == "item":
            # A list's items stand together; everything else has an empty line before.
            body += [] if is_list else [""]
            body.append(f"- {escaped(block.text)}")
        elif block.kind == "heading":
            body += ["", f"{'#' * block.level} {_heading(block.text)}"]
        else:
            body += ["", escaped(block.text)]
        is_list = block.kind == "item"
    body += _left_out(document)
    return "\n".join(front) + "\n".join(body).lstrip("\n") + "\n"


def _left_out(document: Document) -> list[str]:
    """A comment with every text that was left out; comments are never quoted."""
    lines = []
    for finding in document.findings:
        if finding.left_out:
            lines += ["", _in_comment(finding.text)]
            lines += [f"- {_in_comment(text)}" for text in finding.left_out]
    if not lines:
        return []
    return ["", "<!-- Not part of the page: what was left out.", *lines, "-->"]


def _in_comment(text: str) -> str:
    """One line that cannot end a comment, with what cannot be printed as "?"."""
    plain = _comment(" ".join(text.split()))
    return re.sub(r"-(?=-)|-(?=!?>)", "- ", plain)


def escaped(text: str) -> str:
    """One line of Markdown that reads as exactly this text."""
    marked = _MARKS.sub(r"\\\1", text)
    start = _LINE_START.match(marked)
    if start is None:
        return marked
    if start[0][0].isdigit():
        return f"{start[0][:-1]}\\{start[0][-1]}{marked[start.end() :]}"
    return "\\" + marked


def _heading(text: str) -> str:
    # "## C #" would lose its last mark.
    return re.sub(r"#+$", lambda end: "\\" + end[0], escaped(text))


def quoted(text: str) -> str:
    """A double-quoted YAML scalar on one line."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cs"))
    return f'"{kept}"'


def _comment(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)


def make_id(name: str) -> str:
    """A source id from a file's name: lower-case words and digits joined by "-"."""
    stem = PurePath(name.replace("\\", "/")).stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    made = "-".join(words)[:MAX_ID_CHARS].strip("-")
    # "007" and "true" would be a number and a truth value in the front matter.
    is_word = made[:1].isalpha() and made not in ("true", "false", "null")
    return made if is_word else f"page-{made}".strip("-")
