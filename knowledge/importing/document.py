"""What is taken from a clinic's document: its text as blocks, and what was not taken.

Every reader of this package ends here. Plain records that pass as JSON from the process
that parses to the one that writes; nothing is parsed or written here.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

BlockKind = Literal["heading", "paragraph", "item"]

MAX_SHOWN = 80


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or one item of a list, on one line.

    Attributes:
        text: The document's own characters, runs of white space as one blank.
        level: Of a heading, 1 to 6; 0 for everything else.
    """

    kind: BlockKind
    text: str
    level: int = 0


@dataclass(frozen=True)
class Finding:
    """Something that a person has to know of a document that was taken.

    Attributes:
        code: A fixed word: "hidden_text", "table", "script" ...
        text: What was seen and what was done about it, for people.
        left_out: Every text that was left out, whole.
    """

    code: str
    text: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The text of one document.

    Attributes:
        kind: "pdf", "docx", "html", "text" or "markdown".
        title: As the document itself says; None when it does not.
        url: Address of the page that the document states for itself, if any.
        blocks: In reading order; at least one paragraph or item.
        findings: What was left out, and what has to be looked at.
    """

    kind: str
    title: str | None
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    url: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As `from_json` reads it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Document":
        """What `as_json` wrote."""
        return cls(
            kind=data["kind"],
            title=data["title"],
            blocks=tuple(Block(**block) for block in data["blocks"]),
            findings=tuple(
                Finding(found["code"], found["text"], tuple(found["left_out"]))
                for found in data["findings"]
            ),
            url=data["url"],
        )


class RefusedError(Exception):
    """A document that is not taken at all.

    Attributes:
        code: A fixed word: "encrypted", "scanned", "zip_bomb" ...
        step: What the person who has the document can do.
    """

    def __init__(self, code: str, problem: str, step: str) -> None:
        super().__init__(f"{problem} {step}")
        self.code = code
        self.problem = problem
        self.step = step


def shown(text: str) -> str:
    """The beginning of a text, for a finding."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1].rstrip() + "…"


def left_out(code: str, what: str, texts: list[str]) -> tuple[Finding, ...]:
    """One finding that shows the first of the texts that were left out, or none."""
    texts = [" ".join(text.split()) for text in texts if text.strip()]
    if not texts:
        return ()
    more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
    found = f"{what} was left out: “{shown(texts[0])}”{more}."
    return (Finding(code, found, tuple(texts)),)
