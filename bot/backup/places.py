"""Where the parts of an installation are: settings in, part -> file or folder out.

What can be made again from the program alone is no part: the chat's bundle, Rasa's
cache, reports, lock files. Secrets of the environment are none either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.audit_log import FILE_NAME as AUDIT_FILE
from bot.settings import Settings

KEYS = "keys"
BUILDS = ("index", "models", "rasa")
"""Parts that training and the index build make again, if not to the same bytes."""


@dataclass(frozen=True)
class Place:
    """One part: its name in the backup, and where it is here."""

    part: str
    path: Path
    is_folder: bool

    def target(self, name: str) -> Path:
        """Where a file of this part belongs; its name as in the backup."""
        inside = name.partition("/")[2]
        return self.path / inside if self.is_folder else self.path

    def files(self) -> Iterator[tuple[str, Path]]:
        """Names in the backup and files of the part that are there."""
        if not self.is_folder:
            if self.path.is_file():
                yield f"{self.part}/{self.path.name}", self.path
            return
        for path in sorted(self.path.rglob("*")):
            inside = path.relative_to(self.path)
            hidden = any(name.startswith(".") for name in inside.parts)
            linked = any(
                (self.path / parent).is_symlink()
                for parent in (inside, *inside.parents)
                if str(parent) != "."
            )
            if path.is_file() and not hidden and not linked:
                yield f"{self.part}/{inside.as_posix()}", path


def places(settings: Settings) -> dict[str, Place]:
    """All parts but the conversations, by name."""
    knowledge = settings.knowledge
    found = (
        Place("audit", settings.data_dir / AUDIT_FILE, False),
        Place(KEYS, settings.widget_key_file, False),
        Place("index", knowledge.index_dir, True),
        Place("models", knowledge.models_dir, True),
        Place("rasa", settings.model_dir, True),
        Place("sources", knowledge.sources_dir, True),
        Place("questions", settings.questions_file, False),
        Place("clinic", settings.clinic_file, False),
        Place("credentials", settings.credentials_file, False),
    )
    return {place.part: place for place in found}
