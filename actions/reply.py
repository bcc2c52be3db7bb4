"""One reply to one patient turn: text, buttons and the contract's `custom` object.

What the actions utter and what the door checks; the fields and routes are the reply
contract's (docs/reply_contract.md). It knows nothing of Rasa, and words nothing.
"""

from dataclasses import asdict, dataclass
from typing import Any

from knowledge.answer import Quote

ROUTES = (
    "answer",
    "answer_and_refer",
    "refer",
    "emergency",
    "unknown",
    "handoff",
    "smalltalk",
    "off_topic",
)


@dataclass(frozen=True)
class Button:
    """A choice offered below a reply; `payload` is what is sent when it is pressed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Citation:
    """Where one quoted run of sentences stands; `n` counts from 1 in a reply."""

    n: int
    source_id: str
    title: str
    section: str | None
    quote: str
    url: str | None
    reviewed_on: str | None
    also_in: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """One reply.

    Attributes:
        text: What the patient reads.
        route: One of `ROUTES`.
        intent_name: The routed intent.
        confidence: Of the intent, 0 to 1.
        citations: One for each quote, in the order quoted.
        buttons: Offered below the text.
        tier: "emergency", "crisis" or "urgent" when a red flag was raised.
        receipt: Short code under which staff find the turn again.
    """

    text: str
    route: str
    intent_name: str
    confidence: float
    citations: tuple[Citation, ...] = ()
    buttons: tuple[Button, ...] = ()
    tier: str | None = None
    receipt: str = ""

    def payload(self) -> dict[str, Any]:
        """The contract's object, ready for JSON."""
        return {
            "route": self.route,
            "intent": {"name": self.intent_name, "confidence": self.confidence},
            "citations": [
                {**asdict(citation), "also_in": list(citation.also_in)}
                for citation in self.citations
            ],
            "tier": self.tier,
            "receipt": self.receipt,
        }

    def messages(self) -> list[dict[str, Any]]:
        """Rasa bot messages: the text with its buttons, then the contract's object."""
        text: dict[str, Any] = {"text": self.text}
        if self.buttons:
            text["buttons"] = [asdict(button) for button in self.buttons]
        return [text, {"custom": self.payload()}]


def cite(quotes: tuple[Quote, ...]) -> tuple[Citation, ...]:
    """Numbered citations of an answer's quotes, in order."""
    return tuple(
        Citation(
            n=number,
            source_id=quote.sentences[0].source_id,
            title=quote.sentences[0].title,
            section=quote.sentences[0].section,
            quote=quote.text,
            url=quote.sentences[0].url,
            reviewed_on=quote.sentences[0].reviewed_on,
            also_in=quote.also_in,
        )
        for number, quote in enumerate(quotes, 1)
    )


def quote_lines(citations: tuple[Citation, ...]) -> str:
    """The quotes as text, each in quotation marks with its number."""
    return "\n\n".join(f"“{c.quote}” [{c.n}]" for c in citations)


def source_lines(citations: tuple[Citation, ...]) -> str:
    """One line a citation: its number, title and section."""
    return "\n".join(
        f"[{c.n}] {c.title}" + (f" – {c.section}" if c.section else "")
        for c in citations
    )
