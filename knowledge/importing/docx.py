"""Word document (.docx) -> `Document`: the text that a reader sees of its main part.

The archive is checked before anything of it is unpacked: nothing is written to disk, no
entity is resolved, nothing outside the archive is asked for. Format: ECMA-376, part 1,
section 17 (WordprocessingML).
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from knowledge.importing.document import Block, Document, Finding, RefusedError
from knowledge.importing.document import left_out as left_out_finding
from knowledge.importing.markdown import table_finding

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ENTRIES = 5000
MIN_HALF_POINTS = 5
"""Letters smaller than 2.5 points are seen by nobody."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"heading ([1-6])")
_OFF = ("0", "false", "off", "none")
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(content: bytes) -> Document:
    """Read a Word document.

    Raises:
        RefusedError: No Word document, encrypted, or an archive that unpacks to too
            much, leaves its folder or declares entities.
    """
    archive = _Archive(content)
    main = archive.main_part()
    folder = main.rpartition("/")[0] + "/"
    reader = _Reader(_Styles.read(archive.xml(folder + "styles.xml")))
    body = archive.xml(main)
    if body is None:
        problem = "It is no Word document: it has no text part."
        raise RefusedError("damaged", problem, "Save it anew with a word processor.")
    reader.read_body(body)
    findings = [*reader.findings(), *archive.findings(folder)]
    title = next((b.text for b in reader.blocks if b.kind == "heading"), None)
    return Document("docx", title, tuple(reader.blocks), tuple(findings))


class _Archive:
    """The ZIP archive, checked: names, number and unpacked size of its entries."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            step = "Save it anew with a word processor."
            raise RefusedError("damaged", "It is damaged.", step) from error
        entries = self._zip.infolist()
        self.names = [entry.filename for entry in entries]
        if len(entries) > MAX_ENTRIES:
            self._refuse_bomb(f"{len(entries)} parts")
        for name in self.names:
            parts = name.replace("\\", "/").split("/")
            if ".." in parts or name.startswith(("/", "\\")) or ":" in name:
                problem = "A part of it has a name that leads out of its folder."
                raise RefusedError("path", problem, "Do not open it.")
        if len(set(self.names)) != len(self.names):
            problem = "Two parts of it have the same name."
            raise RefusedError("path", problem, "Do not open it.")
        if any(entry.flag_bits & 1 for entry in entries):
            step = "Save it without a password."
            raise RefusedError("encrypted", "It is encrypted.", step)
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            self._refuse_bomb(f"more than {MAX_UNPACKED_BYTES >> 20} MB")
        self._n_left = MAX_UNPACKED_BYTES

    def _refuse_bomb(self, size: str) -> None:
        problem = f"It unpacks to {size}."
        raise RefusedError("zip_bomb", problem, "Save it in parts, without pictures.")

    def main_part(self) -> str:
        """Name of the part with the text, by the package's own relations."""
        relations = self.xml("_rels/.rels")
        for relation in () if relations is None else relations.iter("{*}Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def xml(self, name: str) -> Any:
        """One part, parsed; None when there is none."""
        if name not in self.names:
            return None
        # What the archive states of its size may be a lie.
        with self._zip.open(name) as stream:
            data = stream.read(self._n_left + 1)
        self._n_left -= len(data)
        if self._n_left < 0:
            self._refuse_bomb(f"more than {MAX_UNPACKED_BYTES >> 20} MB")
        if _ENTITIES.search(data) or _ENTITIES.search(data.replace(b"\0", b"")):
            problem = "It declares XML entities, as no word processor does."
            raise RefusedError("entities", problem, "Do not open it.")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            problem = f"Its part '{name}' is damaged."
            step = "Save it anew with a word processor."
            raise RefusedError("damaged", problem, step) from error

    def findings(self, folder: str) -> Iterator[Finding]:
        """What the archive holds beside the text."""
        lower = [name.lower() for name in self.names]
        if any(name.endswith("vbaproject.bin") for name in lower):
            yield Finding("macro", "It holds macros; none was run or taken.")
        if any("/embeddings/" in name or "/activex/" in name for name in lower):
            what = "Files or controls embedded in it were left out."
            yield Finding("embedded", what)
        if any("/media/" in name for name in lower):
            n = sum("/media/" in name for name in lower)
            what = "1 picture was" if n == 1 else f"{n} pictures were"
            yield Finding("picture", f"{what} left out; look whether it holds text.")
        for part, what in (("footnotes", "Footnotes"), ("endnotes", "Endnotes")):
            notes = self.xml(f"{folder}{part}.xml")
            texts = [] if notes is None else [_all_text(n) for n in notes]
            yield from left_out_finding("note", what[:-1], texts)
        for name in self.names:
            if re.fullmatch(re.escape(folder) + r"(?:header|footer)\d*\.xml", name):
                yield from left_out_finding(
                    "page_margin",
                    "A page header or footer",
                    [_all_text(self.xml(name))],
                )
        if folder + "comments.xml" in self.names:
            yield Finding("comment", "Comments in the margin were left out.")
        for name in self.names:
            if not name.endswith(".rels"):
                continue
            for relation in self.xml(name).iter("{*}Relationship"):
                if relation.get("TargetMode") == "External" and not relation.get(
                    "Type", ""
                ).endswith("/hyperlink"):
                    what = (
                        "It wants a template or picture from elsewhere; not asked for."
                    )
                    yield Finding("external", what)
                    return


@dataclass
class _Styles:
    """What a paragraph's or run's style says, through the styles it is based on."""

    by_id: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Any) -> "_Styles":
        found = {}
        for style in () if root is None else root.iter("{*}style"):
            found[_value(style, "styleId") or ""] = style
        return cls(found)

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """The style and those it is based on, nearest first; loops end."""
        seen: set[str] = set()
        while style_id and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            based_on = _child(style, "basedOn")
            style_id = None if based_on is None else _value(based_on, "val")


class _Reader:
    """Goes through the body once, in document order."""

    def __init__(self, styles: _Styles) -> None:
        self.blocks: list[Block] = []
        self._styles = styles
        self._counts: Counter[str] = Counter()
        self._rows: list[str] = []
        self._hidden: list[str] = []
        self._white: list[str] = []
        self._deleted: list[str] = []

    def read_body(self, root: Any) -> None:
        for element in root.iter():
            tag = _name(element)
            if tag == "tbl" and not _inside(element, "tbl"):
                self._counts["tables"] += 1
                self._rows += _rows(element)
            elif tag == "altChunk":
                self._counts["alt_chunks"] += 1
            elif tag == "p" and not _inside(element, "tbl", "Fallback", "del"):
                self._read_paragraph(element)

    def findings(self) -> Iterator[Finding]:
        yield from left_out_finding("hidden_text", "Hidden text", self._hidden)
        yield from left_out_finding("white_text", "White or tiny text", self._white)
        yield from left_out_finding("tracked_change", "Deleted text", self._deleted)
        if self._counts["inserted"]:
            what = "Tracked insertions are not accepted yet; they were taken."
            yield Finding("tracked_change", what)
        if self._counts["tables"]:
            yield table_finding(self._counts["tables"], self._rows)
        if self._counts["symbols"]:
            what = "Characters of a symbol font were left out; look for gaps."
            yield Finding("symbol", what)
        if self._counts["alt_chunks"]:
            yield Finding("embedded", "A document inside it was left out.")

    def _read_paragraph(self, paragraph: Any) -> None:
        properties = _child(paragraph, "pPr")
        style_id = _value_of(properties, "pStyle")
        chain = list(self._styles.chain(style_id))
        text = "".join(
            self._run_text(run, chain)
            for run in paragraph.iter("{*}r")
            # A text box in a run has paragraphs of its own.
            if _paragraph_of(run) is paragraph and not _inside(run, "Fallback")
        )
        text = " ".join(text.split())
        if not text:
            return
        level = self._heading_level(properties, chain)
        if level:
            self.blocks.append(Block("heading", text, level))
        else:
            is_item = any(
                _child(part, "numPr") is not None
                for part in (properties, *(_child(style, "pPr") for style in chain))
                if part is not None
            )
            self.blocks.append(Block("item" if is_item else "paragraph", text))

    def _heading_level(self, properties: Any, chain: list[Any]) -> int:
        for style in chain:
            name = (_value_of(style, "name") or "").lower()
            if name == "title":
                return 1
            found = _HEADING.fullmatch(name)
            if found:
                return int(found[1])
        for part in (properties, *(_child(style, "pPr") for style in chain)):
            outline = _value_of(part, "outlineLvl")
            if outline is not None and outline.isdecimal() and int(outline) < 6:
                return int(outline) + 1
        return 0

    def _run_text(self, run: Any, paragraph_styles: list[Any]) -> str:
        parts = []
        for element in run:
            tag = _name(element)
            if tag == "t":
                parts.append(element.text or "")
            elif tag in ("tab", "br", "cr"):
                parts.append(" ")
            elif tag == "noBreakHyphen":
                parts.append("-")
            elif tag == "sym":
                self._counts["symbols"] += 1
            elif tag == "delText":
                self._deleted.append(element.text or "")
        text = "".join(parts)
        if not text.strip():
            return text
        if _inside(run, "del", "moveFrom"):
            self._deleted.append(text)
            return ""
        own = _child(run, "rPr")
        run_styles = self._styles.chain(_value_of(own, "rStyle"))
        properties = [own, *(_child(style, "rPr") for style in run_styles)]
        properties += [_child(style, "rPr") for style in paragraph_styles]
        if self._is_on(properties, "vanish") or self._is_on(properties, "webHidden"):
            self._hidden.append(text)
            return ""
        color = self._first(properties, "color") or ""
        size = self._first(properties, "sz") or "24"
        is_tiny = size.isdecimal() and int(size) < MIN_HALF_POINTS
        if is_tiny or _is_white(color):
            self._white.append(text)
            return ""
        if _inside(run, "ins", "moveTo"):
            self._counts["inserted"] += 1
        return text

    def _is_on(self, properties: list[Any], name: str) -> bool:
        for part in properties:
            found = _child(part, name)
            if found is not None:
                return (_value(found, "val") or "1") not in _OFF
        return False

    def _first(self, properties: list[Any], name: str) -> str | None:
        values = (_value_of(part, name) for part in properties)
        return next((value for value in values if value is not None), None)


def _is_white(color: str) -> bool:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return False
    return all(int(color[i : i + 2], 16) >= 0xF2 for i in (0, 2, 4))


def _name(element: Any) -> str:
    """Local name of an element of WordprocessingML, "" for anything else."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for space in (_W, _W_STRICT, _MC):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _inside(element: Any, *names: str) -> bool:
    return any(_name(above) in names for above in element.iterancestors())


def _paragraph_of(run: Any) -> Any:
    return next((a for a in run.iterancestors() if _name(a) == "p"), None)


def _child(element: Any, name: str) -> Any:
    if element is None:
        return None
    return next((child for child in element if _name(child) == name), None)


def _value(element: Any, name: str) -> str | None:
    for space in (_W, _W_STRICT):
        found = element.get(space + name)
        if found is not None:
            return str(found)
    return None


def _value_of(element: Any, name: str) -> str | None:
    found = _child(element, name)
    return None if found is None else _value(found, "val")


def _rows(table: Any) -> list[str]:
    """The text of each row; a table inside a cell is text of that cell."""
    return [
        " | ".join(_all_text(cell) for cell in row if _name(cell) == "tc")
        for row in table.iter("{*}tr")
        if next(a for a in row.iterancestors() if _name(a) == "tbl") is table
    ]


def _all_text(root: Any) -> str:
    return "".join(element.text or "" for element in root.iter("{*}t"))
