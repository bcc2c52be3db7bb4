"""One approved page: a Markdown file with front matter in, a checked `Source` out.

Only this module reads page files. It keeps the page's own characters: what a paragraph
says here is what may be quoted. It knows nothing of sentences, vectors or questions.
"""

import datetime
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from knowledge.errors import NoSourcesError, SourceError

STATUSES = ("draft", "approved", "withdrawn")
_REQUIRED = ("id", "title", "status")
_KNOWN = (
    *_REQUIRED,
    "topics",
    "url",
    "reviewed_by",
    "reviewed_on",
    "review_due",
)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNQUOTABLE = {
    "table_open": "table",
    "code_block": "indented block",
    "fence": "code block",
    "html_block": "block of HTML",
}
_NOT_TEXT = re.compile(r"<!--.*?(?:-->|\Z)|<[^>]*>", re.DOTALL)
"""What of a block of HTML is comment or tag, so that no text of the page is lost."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list item: text on one line, its heading, its line (from 1)."""

    text: str
    section: str | None
    line: int


@dataclass(frozen=True)
class Source:
    """One page of the clinic; `sha256` is of the whole file's bytes."""

    id: str
    title: str
    status: str
    topics: tuple[str, ...]
    url: str | None
    reviewed_by: str | None
    reviewed_on: datetime.date | None
    review_due: datetime.date | None
    paragraphs: tuple[Paragraph, ...]
    path: Path
    sha256: str


def source_files(sources_dir: Path) -> list[Path]:
    """The page files of a folder, by name."""
    # Editors and file managers leave hidden files: ".#page.md", "._page.md".
    return sorted(p for p in sources_dir.glob("*.md") if not p.name.startswith("."))


def read_source(path: Path) -> Source:
    """Read and check one page.

    Raises:
        SourceError: Not UTF-8, no or broken front matter, a key missing, unknown or of
            a wrong kind, no text below the front matter, or a block that cannot be
            quoted by the sentence (table, code, HTML). Names file and line.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        problem = f"This file cannot be read: {error.strerror}."
        raise SourceError(path, None, problem, "Check its permissions.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourceError(
            path, line, "This file is not UTF-8.", "Save it as UTF-8 text."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, body, body_line = _split_front_matter(path, text)
    meta = _read_front_matter(path, front)
    paragraphs = _read_paragraphs(path, body, body_line)
    if not paragraphs:
        raise SourceError(
            path,
            body_line,
            "There is no text below the front matter.",
            "Write the page's text there, or remove the file.",
        )
    return Source(
        id=meta["id"],
        title=meta["title"],
        status=meta["status"],
        topics=tuple(meta.get("topics") or ()),
        url=meta.get("url"),
        reviewed_by=meta.get("reviewed_by"),
        reviewed_on=meta.get("reviewed_on"),
        review_due=meta.get("review_due"),
        paragraphs=paragraphs,
        path=path,
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def read_sources(sources_dir: Path) -> tuple[Source, ...]:
    """Every page of a folder, approved or not, in the order of their file names.

    Raises:
        NoSourcesError: No folder, no *.md in it, or none of them approved.
        SourceError: A page is broken, or two pages have the same id.
    """
    if not sources_dir.is_dir():
        raise NoSourcesError(sources_dir, "There is no such folder.")
    paths = source_files(sources_dir)
    if not paths:
        raise NoSourcesError(sources_dir, "There is no page (*.md) in this folder.")
    sources: dict[str, Source] = {}
    for path in paths:
        source = read_source(path)
        if source.id in sources:
            raise SourceError(
                path,
                _line_of_id(path),
                f"The id '{source.id}' is taken by {sources[source.id].path.name}.",
                "Give each page an id of its own.",
            )
        sources[source.id] = source
    if not any(source.status == "approved" for source in sources.values()):
        raise NoSourcesError(sources_dir, "No page here has `status: approved`.")
    return tuple(sources.values())


def _line_of_id(path: Path) -> int:
    """Line (from 1) of the key `id` in a page that has been read without error."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    is_id = re.compile(r"[\"']?id[\"']?\s*:")
    return next((n for n, line in enumerate(lines, 1) if is_id.match(line)), 2)


def _split_front_matter(path: Path, text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    if not text.strip():
        raise SourceError(path, 1, "This file is empty.", "Fill it or remove it.")
    lines = text.split("\n")
    if lines[0].strip() != "---":
        raise SourceError(
            path,
            1,
            f"The front matter is missing: line 1 is '{lines[0][:40]}', not '---'.",
            f"Begin the file with '---', the keys {', '.join(_REQUIRED)}, and '---'.",
        )
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            front = "\n".join(lines[1 : number - 1])
            return front, "\n".join(lines[number:]), number + 1
    raise SourceError(
        path,
        1,
        "The lines at the top (id, title ...) have no end.",
        "Write a line '---' below them.",
    )


def _read_front_matter(path: Path, front: str) -> dict[str, Any]:
    try:
        meta = YAML(typ="rt").load(front)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # `front` begins on line 2 of the file, and marks count from 0.
        line = mark.line + 2 if mark else 2
        lines = front.split("\n")
        shown = lines[line - 2].strip() if line - 2 < len(lines) else "---"
        problem = (
            "The lines between the two '---' at the top cannot be read, at line "
            f"{line}, '{shown[:60]}' ({error.problem or error.context})."
        )
        raise SourceError(path, line, problem, _how_to_mend(shown)) from error
    except ReaderError as error:
        line = front.count("\n", 0, error.position) + 2
        problem = (
            f"Line {line}, between the two '---' at the top, holds a character that "
            f"cannot be seen (U+{error.character:04X})."
        )
        raise SourceError(path, line, problem, "Type the line anew.") from error
    except (YAMLError, ValueError) as error:
        # A plain ValueError: what looks like a date and is none, such as 2026-13-01.
        line = _line_of_impossible_value(front)
        problem = (
            f"Line {line}, between the two '---', holds no possible date: {error}."
        )
        step = "Correct the date, as 2026-05-31."
        raise SourceError(path, line, problem, step) from error
    if not isinstance(meta, CommentedMap):
        problem = (
            "Between the two '---' at the top stands no line such as 'title: Care'."
        )
        step = f"Write a line for each of {', '.join(_REQUIRED)}."
        raise SourceError(path, 2, problem, step)
    for key in _REQUIRED:
        if not meta.get(key):
            line = meta.lc.key(key)[0] + 2 if key in meta else 2
            problem = f"The key `{key}` is missing or empty."
            raise SourceError(path, line, problem, f"Add `{key}: ...`.")
    for key, value in meta.items():
        line = meta.lc.key(key)[0] + 2
        _check_key(path, line, key, value)
    return dict(meta)


def _how_to_mend(line: str) -> str:
    """The next step for a line of the front matter that YAML cannot read."""
    key, colon, value = line.partition(": ")
    if colon and re.search(r":(?:\s|$)", value) and '"' not in value:
        return f'A text with a colon needs quotation marks: `{key}: "{value}"`.'
    return (
        "Write one `name: text` a line, and a text with other signs than letters and "
        'digits between quotation marks: `title: "Cold sores: what to do"`.'
    )


def _line_of_impossible_value(front: str) -> int:
    """Line (from 1, in the file) of the first line that YAML cannot make a value of."""
    for number, line in enumerate(front.split("\n"), 2):
        try:
            YAML(typ="rt").load(line)
        except YAMLError:
            continue
        except ValueError:
            return number
    return 2


def _check_key(path: Path, line: int, key: str, value: Any) -> None:
    """Raise when one front matter key is unknown or its value of a wrong kind."""
    if key not in _KNOWN:
        raise SourceError(
            path, line, f"Unknown key `{key}`.", f"Known keys: {', '.join(_KNOWN)}."
        )
    if key == "id" and not (isinstance(value, str) and _ID.fullmatch(value)):
        step = "Use lower-case words and digits joined by '-'."
        raise SourceError(path, line, f"The id is {value!r}.", step)
    if key == "status" and value not in STATUSES:
        step = f"Use one of {', '.join(STATUSES)}."
        raise SourceError(path, line, f"The status is {value!r}.", step)
    # A datetime is a date to Python, but no day to print below an answer.
    if key in ("reviewed_on", "review_due") and not (
        value is None or type(value) is datetime.date
    ):
        step = "Write a date as 2026-05-31, or null."
        raise SourceError(path, line, f"`{key}` is {value!r}.", step)
    if key in ("title", "url", "reviewed_by") and not (
        value is None or isinstance(value, str)
    ):
        raise SourceError(path, line, f"`{key}` is {value!r}.", "Write text or null.")
    if key == "topics" and not (
        value is None
        or (isinstance(value, list) and all(isinstance(topic, str) for topic in value))
    ):
        step = "Write a list: [sessions, aftercare]."
        raise SourceError(path, line, f"`topics` is {value!r}.", step)


def _read_paragraphs(path: Path, body: str, first_line: int) -> tuple[Paragraph, ...]:
    """Paragraphs and list items in order; headings become sections, the title none."""
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    _check_blocks(path, tokens, first_line)
    paragraphs: list[Paragraph] = []
    section: str | None = None
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if inline.type != "inline":
            continue
        text = _plain(inline)
        if opening.type == "heading_open":
            section = None if opening.tag == "h1" else text or None
        elif opening.type == "paragraph_open" and text:
            line = (inline.map or [0])[0] + first_line
            paragraphs.append(Paragraph(text, section, line))
    return tuple(paragraphs)


def _check_blocks(path: Path, tokens: list[Token], first_line: int) -> None:
    """Raise at the first block whose text would be lost or quoted with its marks."""
    for token in tokens:
        if token.type not in _UNQUOTABLE:
            continue
        if token.type == "html_block" and not _NOT_TEXT.sub("", token.content).strip():
            continue
        raise SourceError(
            path,
            (token.map or [0])[0] + first_line,
            f"This {_UNQUOTABLE[token.type]} cannot be quoted by the sentence.",
            "Write it as paragraphs or a list, not indented, or remove it.",
        )


def _plain(inline: Token) -> str:
    """The characters a reader sees: emphasis and links without their marks."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "html_inline" and child.content[:3].lower() == "<br":
            parts.append(" ")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
