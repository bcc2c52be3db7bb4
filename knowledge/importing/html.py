"""A saved web page -> `Document`: the text of its main part that a reader sees.

Scripts never run and nothing is loaded. What a style sheet in another file hides cannot
be known and is said.
"""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from knowledge.importing.document import (
    Block,
    Document,
    Finding,
    RefusedError,
    left_out,
)
from knowledge.importing.markdown import table_finding

_SCRIPTS = ("script", "noscript", "template", "iframe", "object", "embed", "applet")
_NO_TEXT = ("style", "head", "svg", "canvas", "audio", "video", "map", "math")
_CONTROLS = ("form", "select", "textarea", "button", "input", "dialog")
_AROUND = ("nav", "header", "footer", "aside")
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt figcaption figure "
    "fieldset h1 h2 h3 h4 h5 h6 hr html li main ol p pre section summary table "
    "ul".split()
)
_HEADING = re.compile(r"h[1-6]")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#])([\w-]+)", re.IGNORECASE)
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"opacity\s*:\s*0*(?:\.0+)?\s*(?:;|!|$)|"
    r"font-size\s*:\s*(?:0+(?:\.0\d*)?(?:px|pt|em|rem|%)?|[01](?:\.\d+)?(?:px|pt))"
    r"\s*(?:;|!|$)|"
    r"(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}|"
    r"clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|transparent|#fff(?:fff)?\b|"
    r"rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5])",
    re.IGNORECASE,
)


def read_html(content: bytes) -> Document:
    """Read a web page.

    Raises:
        RefusedError: There is no page in it.
    """
    parser = lxml.html.HTMLParser(
        no_network=True, huge_tree=False, remove_pis=True, encoding=_encoding(content)
    )
    try:
        root = lxml.html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        step = "Save the page anew from a browser."
        raise RefusedError("damaged", "There is no web page in it.", step) from error
    reader = _Reader(root)
    reader.read()
    title = next((b.text for b in reader.blocks if b.level == 1), None)
    if title is None:
        title = next((_text(t) for t in root.iter("title")), None)
    url = next(
        (link.get("href") for link in root.iter("link") if _is_canonical(link)), None
    )
    return Document(
        "html", title, tuple(reader.blocks), tuple(reader.findings()), url=url
    )


def _encoding(content: bytes) -> str | None:
    """UTF-8 where it is; else what the page states, which libxml2 looks for."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Reader:
    """Goes through the page once, in document order."""

    def __init__(self, root: Any) -> None:
        self.blocks: list[Block] = []
        self._root = root
        self._hidden: list[str] = []
        self._white: list[str] = []
        self._around: list[str] = []
        self._controls: list[str] = []
        self._comments: list[str] = []
        self._n_tables = 0
        self._rows: list[str] = []
        self._n_pictures = 0
        self._has_script = False
        self._hiding, self._whitening = _hiding_names(root)
        self._words: list[str] = []
        self._kind: tuple[str, int] = ("paragraph", 0)

    def read(self) -> None:
        mains = list(self._root.iter("main"))
        self._note_around()
        for part in mains or [
            self._root.body if self._root.body is not None else self._root
        ]:
            self._walk(part)
            self._end()

    def findings(self) -> Iterator[Finding]:
        if self._has_script:
            what = "Scripts or frames in it were left out; none was run."
            yield Finding("script", what)
        yield from left_out("hidden_text", "Hidden text", self._hidden)
        yield from left_out("hidden_text", "A comment", self._comments)
        yield from left_out("white_text", "White text", self._white)
        yield from left_out("page_margin", "A part around the text", self._around)
        yield from left_out("form", "A form or button", self._controls)
        if self._n_tables:
            yield table_finding(self._n_tables, self._rows)
        if self._n_pictures:
            n = self._n_pictures
            what = "1 picture was" if n == 1 else f"{n} pictures were"
            yield Finding("picture", f"{what} left out.")
        if any(_is_style_link(link) for link in self._root.iter("link")):
            what = "Its style sheet is in another file: what that hides was taken."
            yield Finding("style_sheet", what)

    def _note_around(self) -> None:
        for element in self._root.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag in _SCRIPTS or any(
                name.lower().startswith("on")
                or str(value).strip().lower().startswith("javascript:")
                for name, value in element.attrib.items()
            ):
                self._has_script = True
            if element.tag == "img":
                self._n_pictures += 1

    def _walk(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            if element.text and element.text.strip():
                self._comments.append(element.text)
            return
        if tag in _SCRIPTS or tag in _NO_TEXT:
            return
        dropped = self._dropped(element, tag)
        if dropped is not None:
            dropped.append(_text(element))
            return
        if tag == "table":
            self._n_tables += 1
            self._rows += _rows(element)
            self._end()
            return
        is_block = tag in _BLOCKS
        before = self._kind
        if is_block:
            self._end()
            if _HEADING.fullmatch(tag):
                self._kind = ("heading", int(tag[1]))
            elif tag == "li":
                self._kind = ("item", 0)
            elif tag in ("div", "section", "article", "main", "body"):
                self._kind = ("paragraph", 0)
        if tag == "br":
            self._words.append(" ")
        self._words.append(element.text or "")
        for child in element:
            self._walk(child)
            self._words.append(child.tail or "")
        if is_block:
            self._end()
            self._kind = before

    def _dropped(self, element: Any, tag: str) -> list[str] | None:
        """The list of what is left out that this element belongs to, if any."""
        style = element.get("style") or ""
        names = {f".{name}" for name in (element.get("class") or "").split()}
        names.add(f"#{element.get('id')}")
        if (
            "hidden" in element.attrib
            or element.get("aria-hidden") == "true"
            or _HIDES.search(style)
            or names & self._hiding
        ):
            return self._hidden
        if _WHITE.search(style) or names & self._whitening:
            return self._white
        if (element.get("color") or "").lower() in ("white", "#ffffff", "#fff"):
            return self._white
        if tag in _AROUND:
            return self._around
        return self._controls if tag in _CONTROLS else None

    def _end(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if not text:
            return
        kind, level = self._kind
        if kind == "heading":
            self.blocks.append(Block("heading", text, level))
        else:
            self.blocks.append(Block("item" if kind == "item" else "paragraph", text))


def _hiding_names(root: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Classes and ids that the page's own style sheets hide, and make white."""
    hiding: set[str] = set()
    whitening: set[str] = set()
    for style in root.iter("style"):
        for selectors, rules in _RULE.findall(style.text or ""):
            for selector in selectors.split(","):
                simple = _SIMPLE.fullmatch(selector.strip())
                if simple is None:
                    continue
                if _HIDES.search(rules):
                    hiding.add(simple[1] + simple[2])
                elif _WHITE.search(rules):
                    whitening.add(simple[1] + simple[2])
    return frozenset(hiding), frozenset(whitening)


def _rows(table: Any) -> list[str]:
    """The text of each row; a table inside a cell is text of that cell."""
    rows = [
        row for row in table.iter("tr") if next(row.iterancestors("table")) is table
    ]
    captions = [_text(caption) for caption in table.iter("caption")]
    return captions + [
        " | ".join(_text(cell) for cell in row if cell.tag in ("td", "th"))
        for row in rows
    ]


def _text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _is_canonical(link: Any) -> bool:
    return (link.get("rel") or "").lower() == "canonical" and str(
        link.get("href") or ""
    ).startswith(("https://", "http://"))


def _is_style_link(link: Any) -> bool:
    return "stylesheet" in (link.get("rel") or "").lower()
