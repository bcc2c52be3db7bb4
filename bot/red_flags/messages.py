"""The judged messages of the red-flag screen: files in, `JudgedMessage`s out.

What the classifier is trained on and both parts are measured on; see data/README.md.
It judges nothing itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.red_flags.lexicon import CATEGORIES

DATA_DIR = Path(__file__).with_name("data")
NO_EMERGENCY = ""

# Names that the development set uses for the lexicon's categories.
_SAME_CATEGORY = {
    "sepsis_or_spreading_infection_with_fever_or_confusion": (
        "sepsis_spreading_infection"
    ),
    "overdose_poisoning_or_numbing_cream_toxicity": "overdose_poisoning",
    "toxin_spread_after_botulinum": "toxin_spread",
    "severe_drug_reaction_or_non_blanching_rash": "severe_drug_reaction",
    "pregnancy_bleed_or_blood_clot_or_diabetic_emergency": "pregnancy_clot_diabetic",
    "suicide_or_self_harm": "suicide_self_harm",
    "abuse_or_safeguarding": "abuse_safeguarding",
}
_CATEGORY_NAMES = frozenset(name for name, _ in CATEGORIES.values())


class MessagesError(Exception):
    """A file of judged messages cannot be used."""

    def __init__(self, file: Path, line: int, wanted: str) -> None:
        super().__init__(f"{file}:{line}: {wanted}")
        self.file = file


@dataclass(frozen=True)
class JudgedMessage:
    """One message and what a person made of it.

    Attributes:
        set_name: The folder it comes from.
        category: Of the emergency or crisis; "" for none.
        kind: "emergency", or what kind of other message: "hard_...", "ordinary_...",
            "personal" or "general".
    """

    id: str
    text: str
    set_name: str
    category: str
    kind: str

    @property
    def is_emergency(self) -> bool:
        """Whether the emergency or crisis reply has to come."""
        return bool(self.category)


def message_files(data_dir: Path = DATA_DIR) -> list[Path]:
    """Every file of judged messages, in a fixed order."""
    return sorted(data_dir.glob("*/*.jsonl"))


def read_messages(data_dir: Path = DATA_DIR) -> tuple[JudgedMessage, ...]:
    """Read all judged messages.

    Raises:
        MessagesError: A line is no JSON object, lacks a text, or names an unknown
            category.
    """
    return tuple(
        message for file in message_files(data_dir) for message in _read_file(file)
    )


def _read_file(file: Path) -> Iterator[JudgedMessage]:
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            message_id, text = str(row["id"]), str(row["text"]).strip()
        except (ValueError, KeyError, TypeError) as error:
            raise MessagesError(
                file, number, 'Write {"id": ..., "text": ..., ...} on one line.'
            ) from error
        name = file.stem
        category = str(row.get("category", "")) if name == "emergencies" else ""
        category = _SAME_CATEGORY.get(category, category)
        if not text or (name == "emergencies" and category not in _CATEGORY_NAMES):
            known = ", ".join(sorted(_CATEGORY_NAMES))
            raise MessagesError(
                file, number, f"'{category}' is no category. Known: {known}."
            )
        kind = "emergency" if category else str(row.get("kind") or name)
        yield JudgedMessage(message_id, text, file.parent.name, category, kind)
