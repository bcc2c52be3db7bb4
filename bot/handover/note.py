"""One note to the clinic's team: what a patient agreed to, as text and as JSON."""

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from bot.short_code import short_code

# The routed intent to what the note is about.
KINDS = {
    "book_appointment": "appointment",
    "complaint": "complaint",
    "handoff": "talk to a person",
}
MAX_WORDS_CHARS = 300


@dataclass(frozen=True)
class Note:
    """One note.

    Attributes:
        reference: Short code that patient and team can name, such as k7m2-9fq1.
        kind: One of the values of `KINDS`.
        words: What the patient wrote when asking, masked; "" when that is not known.
        contact: How the patient wants to be reached, as it was written.
        channel: Where the conversation is.
        asked_at: Unix seconds.
    """

    reference: str
    kind: str
    words: str
    contact: str
    channel: str
    asked_at: float

    def lines(self) -> tuple[str, ...]:
        """What the team reads, line by line."""
        asked_at = datetime.fromtimestamp(self.asked_at, timezone.utc)
        return (
            f"A patient asks to be contacted: {self.kind}.",
            f"Their words: {self.words or '(none)'}",
            f"How to reach them: {self.contact}",
            f"Asked on {asked_at:%Y-%m-%d at %H:%M} UTC, by {self.channel}.",
            f"Reference: {self.reference}",
            "They agreed to have this sent. They were told that it is no emergency "
            "line, and to call if they do not hear from you.",
        )

    def payload(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "reference": self.reference,
            "kind": self.kind,
            "words": self.words,
            "contact": self.contact,
            "channel": self.channel,
            "asked_at": datetime.fromtimestamp(self.asked_at, timezone.utc).isoformat(),
            "text": "\n".join(self.lines()),
        }


def reference_of(sender_id: str, message_id: str) -> str:
    """The code of a note: the same message, the same code."""
    return short_code("note", sender_id, message_id)
