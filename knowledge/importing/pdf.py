"""PDF -> `Document`: visible text in reading order, by pdfminer.six.

A letter is visible when it is drawn, dark, large, on the page and under nothing. What a
paragraph, a heading and a list are is not in the file; they are told by distance, size
and marks. Format: ISO 32000-1.
"""

import io
import re
import statistics
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from pdfminer import pdftypes
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTCurve,
    LTImage,
    LTTextBox,
    LTTextLine,
)
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.psparser import PSException

from knowledge.importing.document import (
    Block,
    Document,
    Finding,
    RefusedError,
    left_out,
)
from knowledge.importing.plain_text import ITEM

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_PAGES = 500
MAX_OBJECTS = 100_000
MIN_POINTS = 2.5
HEADING_SIZE = 1.12
"""Letters this many times the usual size make a heading."""
MAX_HEADING_CHARS = 120
MIN_REPEATS = 3
MIN_RULES = (3, 2)
"""Rules across and down, each meeting another one of them, that make a table."""
RULE_GAP = 3.0
"""Points that may be between two rules that meet: borders are drawn cell by cell."""
ROW_SHARE = 1.5
"""Lines no further from a page's outermost edge of text than this many times their
size stand in its first or last row."""
MAX_TABLE_SHARE = 0.7
"""A grid that takes more of a page's height may be a frame around its text."""

_INVISIBLE = (3, 7)
"""Text rendering modes that draw nothing: ISO 32000-1, table 106."""
_PAGE_NUMBER = re.compile(
    r"(?:page\s*|seite\s*)?\d{1,3}(?:\s*(?:of|/|von)\s*\d{1,3})?", re.IGNORECASE
)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_DATE_TIME = re.compile(
    r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?: ?[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_URL = re.compile(r"\b(?:https?://|file:/|about:|www\.)\S+", re.IGNORECASE)
_HYPHEN = re.compile(r"(\w+)[-\u2010\u00ad]$")
_DAMAGED = "It is damaged."
_SAVE_ANEW = "Save it anew as PDF, or use the document that it was made from."


@dataclass(frozen=True)
class _Line:
    """One line of text with how and where it stands on its page, in points."""

    text: str
    size: float
    bold: bool
    page: int
    left: float
    top: float
    bottom: float
    height: float
    box: int


@dataclass
class _Left:
    """Texts and things that were not taken."""

    hidden: list[str] = field(default_factory=list)
    white: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    n_pictures: int = 0
    picture_pages: list[int] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    table_pages: list[int] = field(default_factory=list)


def read_pdf(content: bytes) -> Document:
    """Read a PDF.

    Raises:
        RefusedError: Encrypted, scanned, too long, damaged, or it unpacks to too much.
    """
    setattr(pdftypes, "zlib", _BoundedZlib(MAX_UNPACKED_BYTES))  # noqa: B010
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)), password="")
    except PDFPasswordIncorrect as error:
        raise _encrypted() from error
    except (PDFException, PSException, PDFSyntaxError) as error:
        raise RefusedError("damaged", _DAMAGED, _SAVE_ANEW) from error
    if document.encryption is not None:
        raise _encrypted()
    left = _Left()
    lines, n_pages = _read_pages(document, left)
    if not lines:
        hidden = left.hidden or left.covered
        pages = "Its page is a picture"
        if n_pages > 1:
            pages = f"Its {n_pages} pages are pictures"
        problem = pages if left.n_pictures else "It"
        problem += " with no text" if left.n_pictures else " has no text"
        if hidden:
            problem += " that can be seen, only a hidden layer of recognised text"
        step = "Use the document that it was made from, or type the text."
        raise RefusedError("scanned", f"{problem}.", step)
    stated_title = _stated_title(document)
    lines = _without_print_marks(lines, stated_title, left)
    lines = _without_margins(lines, n_pages, left)
    blocks = _blocks(lines, left)
    findings = (*_findings(left), *_active_content(document))
    title = next((block.text for block in blocks if block.kind == "heading"), None)
    return Document("pdf", title or stated_title, tuple(blocks), findings)


def _encrypted() -> RefusedError:
    step = "Save it without password and without limits on copying."
    return RefusedError("encrypted", "It is encrypted.", step)


class _BoundedZlib(SimpleNamespace):
    """`zlib` for pdfminer, with a limit on all that one document unpacks."""

    error = zlib.error

    def __init__(self, n_left: int) -> None:
        self._n_left = n_left

    def decompress(self, data: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(data, max(self._n_left, 1))
        self._n_left -= len(unpacked)
        if unpacker.unconsumed_tail or self._n_left <= 0:
            size = f"more than {MAX_UNPACKED_BYTES >> 20} MB"
            raise RefusedError("zip_bomb", f"It unpacks to {size}.", _SAVE_ANEW)
        if not unpacker.eof:
            raise zlib.error("incomplete")
        return unpacked

    def decompressobj(self) -> "zlib._Decompress":
        return zlib.decompressobj()


class _VisibleText(PDFPageAggregator):
    """pdfminer's layout of a page, from the letters that can be seen only."""

    def __init__(self, resources: PDFResourceManager, left: _Left) -> None:
        # Horizontal text; a paragraph ends at more than half a line of distance.
        super().__init__(resources, laparams=LAParams(line_margin=0.4))
        self._left = left
        self._mode = 0
        self._was_dropped = False

    def render_string(self, textstate: Any, *args: Any) -> None:
        self._mode = textstate.render
        super().render_string(textstate, *args)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance = float(super().render_char(*args, **kwargs))
        letters = self.cur_item._objs
        if letters and isinstance(letters[-1], LTChar):
            place = self._place_to_drop(letters[-1])
            if place is not None:
                dropped: Any = letters.pop()
                if self._was_dropped and place:
                    place[-1] += dropped.get_text()
                else:
                    place.append(dropped.get_text())
            self._was_dropped = place is not None
        return advance

    def end_page(self, page: Any) -> None:
        self._drop_covered()
        super().end_page(page)

    def _place_to_drop(self, letter: LTChar) -> list[str] | None:
        if self._mode in _INVISIBLE:
            return self._left.hidden
        x0, y0, x1, y1 = self.cur_item.bbox
        # Inside a figure, `cur_item` is the figure.
        across, up = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        if not (x0 - 1 <= across <= x1 + 1 and y0 - 1 <= up <= y1 + 1):
            return self._left.hidden
        if letter.size < MIN_POINTS:
            return self._left.white
        return self._left.white if _is_white(letter.graphicstate.ncolor) else None

    def _drop_covered(self) -> None:
        """Take out letters that a filled shape or a picture was drawn over."""
        kept: list[Any] = []
        covered: list[str] = []
        for thing in self.cur_item._objs:
            covers = (
                isinstance(thing, LTCurve) and thing.fill and thing.width > 1
            ) or isinstance(thing, LTImage)
            if covers and thing.height > MIN_POINTS:
                under = [c for c in kept if isinstance(c, LTChar) and _is_in(c, thing)]
                if under:
                    covered.append("".join(c.get_text() for c in under))
                    gone = {id(c) for c in under}
                    kept = [c for c in kept if id(c) not in gone]
            kept.append(thing)
        self._left.covered += covered
        self.cur_item._objs = kept


def _is_in(letter: LTChar, cover: Any) -> bool:
    across, up = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
    return bool(cover.x0 <= across <= cover.x1 and cover.y0 <= up <= cover.y1)


def _is_white(color: Any) -> bool:
    """True for white in grey, RGB or CMYK; a pattern or an unknown is not."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == 4:
        return all(part <= 0.05 for part in parts)
    return len(parts) in (1, 3) and all(part >= 0.95 for part in parts)


def _read_pages(document: PDFDocument, left: _Left) -> tuple[list[_Line], int]:
    resources = PDFResourceManager()
    device = _VisibleText(resources, left)
    interpreter = PDFPageInterpreter(resources, device)
    lines: list[_Line] = []
    n_pages = n_boxes = 0
    for page in PDFPage.create_pages(document):
        n_pages += 1
        if n_pages > MAX_PAGES:
            problem = f"It has more than {MAX_PAGES} pages."
            raise RefusedError("too_long", problem, "Save it in parts.")
        interpreter.process_page(page)
        layout = device.get_result()
        n_before = len(lines)
        grids = _grids(layout)
        if grids:
            left.table_pages.append(n_pages)
        most = MAX_TABLE_SHARE * layout.height
        grids = [grid for grid in grids if grid[3] - grid[1] <= most]
        cells: list[_Line] = []
        for box in layout:
            if not isinstance(box, LTTextBox):
                continue
            n_boxes += 1
            for line in box:
                if isinstance(line, LTTextLine):
                    read = _line(line, n_pages, layout.height, n_boxes)
                    if read is None:
                        continue
                    if any(_is_within(line, grid) for grid in grids):
                        cells.append(read)
                    else:
                        lines.append(read)
        # Row by row, as a person words them.
        cells.sort(key=lambda cell: (-round(cell.bottom), cell.left))
        left.tables += [cell.text for cell in cells]
        pictures = _count(layout, LTImage)
        left.n_pictures += pictures
        if pictures and len(lines) == n_before:
            left.picture_pages.append(n_pages)
    return lines, n_pages


def _line(line: LTTextLine, page: int, height: float, box: int) -> _Line | None:
    letters = [part for part in line if isinstance(part, LTChar)]
    # The ligatures of a typeface are letters to a reader.
    text = " ".join(line.get_text().split()).translate(_LIGATURES)
    if not letters or not text:
        return None
    n_bold = sum(bool(_BOLD.search(letter.fontname)) for letter in letters)
    return _Line(
        text=text,
        size=round(statistics.median(letter.size for letter in letters), 1),
        bold=n_bold > 0.8 * len(letters),
        page=page,
        left=line.x0,
        top=line.y1,
        bottom=line.y0,
        height=height,
        box=box,
    )


_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
}


def _count(container: Any, kind: type) -> int:
    n = 0
    for thing in container:
        if isinstance(thing, kind):
            n += 1
        elif hasattr(thing, "__iter__"):
            n += _count(thing, kind)
    return n


_Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points, from the page's lower left corner."""


def _grids(layout: Any) -> list[_Box]:
    """Where rules that meet stand as only tables have them.

    A rule that meets none of a table's, such as one below a heading, is no part of it.
    """
    shapes = {
        (thing.x0, thing.y0, thing.x1, thing.y1)
        for thing in layout
        if isinstance(thing, LTCurve)
        and (
            thing.height < 2 < 20 < thing.width  # across
            or thing.width < 2 < 8 < thing.height  # down
        )
    }
    n_across, n_down = MIN_RULES
    grids = []
    for rules in _that_meet(sorted(shapes, key=lambda rule: rule[1])):
        across = {round(y0) for x0, y0, x1, y1 in rules if x1 - x0 > y1 - y0}
        down = {round(x0) for x0, y0, x1, y1 in rules if x1 - x0 <= y1 - y0}
        if len(across) >= n_across and len(down) >= n_down:
            left, below, right, above = zip(*rules, strict=True)
            grids.append((min(left), min(below), max(right), max(above)))
    return grids


def _that_meet(rules: Sequence[_Box]) -> list[list[_Box]]:
    """Rules in groups: within one, each meets another; they come from below upwards."""
    group_of = list(range(len(rules)))

    def group(number: int) -> int:
        while group_of[number] != number:
            group_of[number] = group_of[group_of[number]]
            number = group_of[number]
        return number

    # Only rules that reach up to this one's height can still meet it.
    reaching: list[int] = []
    for number, (x0, y0, x1, _) in enumerate(rules):
        reaching = [n for n in reaching if rules[n][3] >= y0 - RULE_GAP]
        for other in reaching:
            if rules[other][0] <= x1 + RULE_GAP and x0 <= rules[other][2] + RULE_GAP:
                group_of[group(other)] = group(number)
        reaching.append(number)
    groups: dict[int, list[_Box]] = {}
    for number, rule in enumerate(rules):
        groups.setdefault(group(number), []).append(rule)
    return list(groups.values())


def _is_within(line: LTTextLine, grid: _Box) -> bool:
    across, up = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return bool(grid[0] <= across <= grid[2] and grid[1] <= up <= grid[3])


def _without_print_marks(
    lines: list[_Line], title: str | None, left: _Left
) -> list[_Line]:
    """The lines without what a browser prints above and below a page.

    That is the outermost row of a page's margin when it has the time of printing or an
    address in it, and nothing else but the title and the page's number.
    """
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    printed: set[int] = set()
    for of_page in pages.values():
        top = max(line.top for line in of_page)
        bottom = min(line.bottom for line in of_page)
        for row in (
            [line for line in of_page if line.bottom >= top - line.size * ROW_SHARE],
            [line for line in of_page if line.top <= bottom + line.size * ROW_SHARE],
        ):
            if all(map(_is_in_margin, row)) and _is_print_mark(row, title):
                printed.update(id(line) for line in row)
    left.printed += [line.text for line in lines if id(line) in printed]
    return [line for line in lines if id(line) not in printed]


def _is_in_margin(line: _Line) -> bool:
    return line.top > 0.9 * line.height or line.bottom < 0.1 * line.height


def _is_print_mark(row: Sequence[_Line], title: str | None) -> bool:
    text = " ".join(line.text for line in sorted(row, key=lambda line: line.left))
    rest = _URL.sub(" ", _DATE_TIME.sub(" ", text))
    if rest == text:
        return False
    rest = " ".join(rest.split())
    known = " ".join((title or "").split())
    if known:
        rest = rest.replace(known, " ").strip()
    return not rest or _PAGE_NUMBER.fullmatch(rest) is not None


def _without_margins(lines: list[_Line], n_pages: int, left: _Left) -> list[_Line]:
    """The lines without page numbers and without what stands on many pages."""
    in_margin = [_is_in_margin(line) for line in lines]
    pages: dict[str, set[int]] = {}
    for line, is_margin in zip(lines, in_margin, strict=True):
        if is_margin:
            pages.setdefault(re.sub(r"\d+", "#", line.text), set()).add(line.page)
    kept = []
    for line, is_margin in zip(lines, in_margin, strict=True):
        repeats = len(pages.get(re.sub(r"\d+", "#", line.text), ()))
        is_repeated = repeats >= min(MIN_REPEATS, max(2, n_pages))
        if is_margin and (is_repeated or _PAGE_NUMBER.fullmatch(line.text)):
            left.margins.append(line.text)
        else:
            kept.append(line)
    return kept


def _blocks(lines: Sequence[_Line], left: _Left) -> list[Block]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 10.0
    larger = sorted({s for s in sizes if s >= HEADING_SIZE * usual}, reverse=True)
    words = {word.lower() for line in lines for word in re.findall(r"\w+", line.text)}
    blocks: list[Block] = []
    last: _Line | None = None
    for line in lines:
        level = _heading_level(line, larger)
        is_same_box = last is not None and last.box == line.box
        if level and blocks and is_same_box and blocks[-1].level == level:
            blocks[-1] = Block("heading", f"{blocks[-1].text} {line.text}", level)
        elif level:
            blocks.append(Block("heading", line.text, level))
        elif ITEM.match(line.text):
            blocks.append(Block("item", ITEM.sub("", line.text, count=1)))
        elif blocks and blocks[-1].kind != "heading" and _goes_on(last, line, blocks):
            text = _join(blocks[-1].text, line.text, words, left)
            blocks[-1] = Block(blocks[-1].kind, text)
        else:
            blocks.append(Block("paragraph", line.text))
        last = line
    return blocks


def _heading_level(line: _Line, larger: Sequence[float]) -> int:
    if len(line.text) > MAX_HEADING_CHARS or not re.search(r"\w", line.text):
        return 0
    if line.size in larger:
        return min(larger.index(line.size) + 1, 6)
    if line.bold and not re.search(r"[.!?:;,]$", line.text):
        return min(len(larger) + 2, 6)
    return 0


def _goes_on(last: _Line | None, line: _Line, blocks: Sequence[Block]) -> bool:
    """True when a line is the same paragraph's next one, also over a page's end."""
    if last is None:
        return False
    if last.box == line.box:
        return True
    # A paragraph that a page's or column's end cuts stops without a full stop.
    ends = re.search(r"[.!?:…”\"]$", blocks[-1].text)
    return ends is None and line.text[:1].islower()


def _join(before: str, line: str, words: set[str], left: _Left) -> str:
    """Two lines as one; a hyphen at the line's end goes where a word goes on."""
    cut = _HYPHEN.search(before)
    start = re.match(r"\w+", line)
    if cut is None or start is None or not line[:1].islower():
        return f"{before} {line}"
    whole = cut[1] + start[0]
    if before.endswith("\u00ad") or whole.lower() in words:
        return before[:-1] + line
    left.joined.append(f"{cut[1]}-{start[0]}")
    return before + line


def _findings(left: _Left) -> Iterator[Finding]:
    yield from left_out("hidden_text", "Text that is not drawn", left.hidden)
    yield from left_out("white_text", "White or tiny text", left.white)
    yield from left_out("covered_text", "Text under a shape or picture", left.covered)
    yield from left_out("page_margin", "A page header, footer or number", left.margins)
    yield from left_out(
        "print_mark", "What a browser prints around a page", left.printed
    )
    if left.joined:
        what = "Words with a hyphen at a line's end were kept with it; look at"
        shown = ", ".join(f"“{word}”" for word in left.joined[:5])
        yield Finding("hyphen", f"{what} {shown}.")
    if left.picture_pages:
        pages = ", ".join(map(str, left.picture_pages[:20]))
        yield Finding(
            "scanned_page", f"Pages that are pictures were left out: {pages}."
        )
    elif left.n_pictures:
        what = (
            "1 picture was"
            if left.n_pictures == 1
            else f"{left.n_pictures} pictures were"
        )
        yield Finding("picture", f"{what} left out; look whether it holds text.")
    if left.table_pages:
        pages = ", ".join(map(str, left.table_pages[:20]))
        what = f"Page {pages} seems to hold a table; write what it says as sentences."
        yield Finding("table", what)
    yield from left_out("table", "What stands in a table", left.tables)


def _active_content(document: PDFDocument) -> Iterator[Finding]:
    """Scripts, embedded files and forms, by the names of the objects' keys."""
    names = {
        "JS": ("script", "Scripts in it were left out; none was run."),
        "JavaScript": ("script", "Scripts in it were left out; none was run."),
        "Launch": ("script", "It wants to start a program; nothing was started."),
        "EmbeddedFiles": ("embedded", "Files embedded in it were left out."),
        "EmbeddedFile": ("embedded", "Files embedded in it were left out."),
        "RichMedia": ("embedded", "Films in it were left out."),
        "XFA": ("form", "A form in it was left out."),
        "AcroForm": ("form", "A form in it was left out."),
        "OCProperties": ("layer", "It has layers; text of all of them was taken."),
    }
    found: dict[str, Finding] = {}
    n_objects = 0
    for xref in document.xrefs:
        for object_id in xref.get_objids():
            n_objects += 1
            if n_objects > MAX_OBJECTS:
                break
            try:
                held = document.getobj(object_id)
            except Exception:
                # One damaged object; the pages were read without it.
                continue
            for key in _names_in(held):
                if key in names:
                    code, text = names[key]
                    found.setdefault(text, Finding(code, text))
    yield from found.values()


def _names_in(held: Any, depth: int = 0) -> Iterator[str]:
    """Keys and names in one object, not through references to others."""
    if isinstance(held, pdftypes.PDFStream):
        held = held.attrs
    if depth > 6:
        return
    if isinstance(held, dict):
        for key, value in held.items():
            yield str(key)
            yield from _names_in(value, depth + 1)
    elif isinstance(held, list):
        for value in held[:1000]:
            yield from _names_in(value, depth + 1)
    elif hasattr(held, "name"):
        yield str(held.name)


def _stated_title(document: PDFDocument) -> str | None:
    for info in document.info:
        title = info.get("Title")
        if isinstance(title, bytes) and title:
            coding = (
                "utf-16" if title.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1"
            )
            return title.decode(coding, "replace").strip("\0 ") or None
    return None
