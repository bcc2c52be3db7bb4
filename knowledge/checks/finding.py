"""One thing that a check found, and where."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["blocking", "warning", "note"]
LEVELS: tuple[Level, ...] = ("blocking", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One thing that a check found.

    Attributes:
        level: "blocking" stops a publication; "warning" wants a look; "note" is told.
        code: A fixed word: "contradiction", "reading_age" ...
        text: What is the matter and what to do, for people.
        place: Source and section, or file and line.
        id: What a person names to resolve it; only of contradictions.
        quotes: The sentences that it is about, as (source id, sentence).
    """

    level: Level
    code: str
    text: str
    place: str = ""
    id: str | None = None
    quotes: tuple[tuple[str, str], ...] = ()
