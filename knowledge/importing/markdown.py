"""Markdown -> `Document`: the same blocks that `knowledge.source` reads from a page.

Front matter of another program gives title and address, never the approval.
"""

import re
from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.importing.document import Block, Document, Finding, left_out
from knowledge.importing.plain_text import decode

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^>]*>", re.DOTALL)
_SCRIPT = re.compile(r"<\s*(?:script|style|iframe|object|embed)\b", re.IGNORECASE)
_NOT_TAKEN = {"fence": "code", "code_block": "code"}


def read_markdown(content: bytes) -> Document:
    """Read a Markdown file.

    Raises:
        RefusedError: It is no text.
    """
    text, encoding = decode(content)
    meta, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks: list[Block] = []
    dropped: dict[str, list[str]] = {"code": [], "html": [], "hidden_text": []}
    scripts = bool(_SCRIPT.search(body))
    rows: list[list[str]] = []
    n_tables = in_table = in_item = 0
    for position, token in enumerate(tokens):
        if token.type in _NOT_TAKEN:
            dropped[_NOT_TAKEN[token.type]].append(token.content)
        elif token.type == "html_block":
            _note_html(token.content, dropped)
        elif token.type in ("table_open", "table_close"):
            in_table += token.nesting
            n_tables += token.nesting == 1
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and in_table:
            rows[-1].append(token.content)
        elif token.type in ("list_item_open", "list_item_close"):
            in_item += token.nesting
        elif token.type == "inline":
            opening = tokens[position - 1]
            words = _words(token, dropped)
            if opening.type == "heading_open":
                blocks.append(Block("heading", words, int(opening.tag[1])))
            else:
                blocks.append(Block("item" if in_item else "paragraph", words))
    findings = list(encoding)
    if scripts:
        what = "Scripts, styles or frames in it were left out."
        findings.append(Finding("script", what))
    if n_tables:
        findings.append(table_finding(n_tables, map(" | ".join, rows)))
    findings += left_out("code", "A block of code", dropped["code"])
    findings += left_out("html", "A block of HTML", dropped["html"])
    findings += left_out("hidden_text", "A comment", dropped["hidden_text"])
    first = next((b.text for b in blocks if b.kind == "heading" and b.level == 1), None)
    title = meta.get("title") if isinstance(meta.get("title"), str) else None
    url = meta.get("url")
    return Document(
        "markdown",
        title or first,
        tuple(block for block in blocks if block.text.strip()),
        tuple(findings),
        url if isinstance(url, str) and url.startswith(("https:", "http:")) else None,
    )


def table_finding(n_tables: int, rows: Iterable[str]) -> Finding:
    """Tables cannot be quoted by the sentence; a person has to word their rows."""
    what = "1 table was" if n_tables == 1 else f"{n_tables} tables were"
    says = "it says" if n_tables == 1 else "they say"
    texts = (" ".join(row.split()) for row in rows)
    left_out = tuple(text for text in texts if text.strip(" |"))
    what += f" left out. Write what {says} as sentences."
    return Finding("table", what, left_out)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        meta = YAML(typ="safe").load(found[1])
    except (YAMLError, ValueError):
        meta = None
    return (meta if isinstance(meta, dict) else {}), text[found.end() :]


def _note_html(content: str, dropped: dict[str, list[str]]) -> None:
    words = _TAG.sub(" ", content)
    if words.strip():
        dropped["html"].append(words)
    elif "<!--" in content:
        dropped["hidden_text"].append(content.strip().removeprefix("<!--"))


def _words(token: Token, dropped: dict[str, list[str]]) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "html_inline":
            if child.content.startswith("<!--"):
                dropped["hidden_text"].append(child.content.removeprefix("<!--"))
            elif child.content[:3].lower() == "<br":
                parts.append(" ")
    return "".join(parts)
