"""`clinics.yml` -> which clinics there are, where patients reach them, where files are.

It knows no setting and starts nothing. What two clinics must not share (an address, a
port, a folder) is refused here, before anything else is read.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.settings import PROJECT_DIR

DEFAULT_FILE = PROJECT_DIR / "clinics" / "clinics.yml"
DEFAULT_DATA_DIR = PROJECT_DIR / "var" / "clinics"
FIRST_PORT = 5101
MAX_ID_CHARS = 32

_ID = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{MAX_ID_CHARS - 2}}}[a-z0-9])?")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
# One segment: no clinic's address can then lie inside another's.
_PATH = re.compile(r"/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_KEYS = {"host", "path", "port", "folder"}


class ClinicsFileError(Exception):
    """A value in `clinics.yml` cannot be used."""

    def __init__(self, file: Path, key: str, value: object, next_step: str) -> None:
        super().__init__(f"{file.name}: '{key}' is {value!r}. {next_step}")
        self.file = file
        self.key = key


class SharedError(Exception):
    """Two clinics would share what each must have for itself."""

    def __init__(self, first: str, second: str, what: str, next_step: str) -> None:
        super().__init__(f"'{first}' and '{second}' have {what}. {next_step}")
        self.ids = (first, second)


class UnknownClinicError(Exception):
    """There is no clinic of that id."""

    def __init__(self, clinic_id: str, file: Path, known: Sequence[str]) -> None:
        those = f"It has: {', '.join(known)}." if known else "It has none yet."
        super().__init__(
            f"There is no clinic '{clinic_id}' in '{file}'. {those} Make one with "
            f"`bedside clinics add`."
        )


@dataclass(frozen=True)
class Tenant:
    """One clinic of the installation, as far as the outside is concerned.

    Attributes:
        id: Lower case letters, digits and hyphens; names its folders.
        host: Host name under which patients reach it.
        path: "" or one segment such as "/harbour", for several on one host.
        port: TCP port of its server process.
        folder: Its clinic.yml, sources, credentials and settings: what people write.
        data_dir: Its index, models and conversations: what the program writes.
        exports_dir: The encoder as it is, before it is taught: the one thing in common.
    """

    id: str
    host: str
    path: str
    port: int
    folder: Path
    data_dir: Path
    exports_dir: Path

    @property
    def address(self) -> str:
        """Where patients reach it, without the scheme."""
        return f"{self.host}{self.path}/"


@dataclass(frozen=True)
class Registry:
    """All clinics, in the file's order."""

    file: Path
    data_dir: Path
    tenants: tuple[Tenant, ...]

    @classmethod
    def read(cls, file: Path) -> "Registry":
        """The clinics of one file.

        Raises:
            ClinicsFileError: A value is missing, unknown or cannot be used.
            SharedError: Two clinics have one address, port or folder.
        """
        reader = _Reader(file)
        registry = reader.registry()
        for problem in _shared(registry.tenants):
            raise problem
        return registry

    def tenant(self, clinic_id: str) -> Tenant:
        """One clinic.

        Raises:
            UnknownClinicError: There is none of that id.
        """
        for tenant in self.tenants:
            if tenant.id == clinic_id:
                return tenant
        raise UnknownClinicError(
            clinic_id, self.file, [tenant.id for tenant in self.tenants]
        )


def clinics_file(environ: Mapping[str, str] | None = None) -> Path:
    """The file that BEDSIDE_CLINICS names, or `clinics/clinics.yml`."""
    environ = os.environ if environ is None else environ
    return Path(environ.get("BEDSIDE_CLINICS") or DEFAULT_FILE).resolve()


def is_id(text: str) -> bool:
    """Whether a text can be a clinic's id: it becomes the name of folders."""
    return bool(_ID.fullmatch(text))


def is_host(text: str) -> bool:
    """Whether a text is a host name in lower case, without a port."""
    return bool(_HOST.fullmatch(text))


def is_path(text: str) -> bool:
    """Whether a text is a path of one segment, such as "/harbour"."""
    return bool(_PATH.fullmatch(text))


class _Reader:
    """Values of the file; every complaint names file, key, value and next step."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            root = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise ClinicsFileError(
                file,
                "(the file)",
                str(file),
                "It does not exist. `bedside clinics add ID --host NAME` makes it; "
                "BEDSIDE_CLINICS names another.",
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise ClinicsFileError(
                file, "(the file)", str(file), "Make it readable, as UTF-8."
            ) from error
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f"line {mark.line + 1}" if mark else "no YAML"
            raise ClinicsFileError(
                file, "(the file)", line, "Correct the YAML at that place."
            ) from error
        self._root = self._mapping("(the file)", root)

    def registry(self) -> Registry:
        self._refuse_unknown("", self._root, {"clinics", "data_dir"})
        data_dir = self._folder("data_dir", self._root.get("data_dir"))
        data_dir = data_dir or DEFAULT_DATA_DIR
        found = self._root.get("clinics")
        entries = self._mapping("clinics", {} if found is None else found)
        tenants = tuple(
            self._tenant(i, entry, data_dir) for i, entry in entries.items()
        )
        return Registry(self._file, data_dir, tenants)

    def _tenant(self, clinic_id: Any, entry: Any, data_dir: Path) -> Tenant:
        if not isinstance(clinic_id, str) or not is_id(clinic_id):
            self._fail(
                "clinics",
                clinic_id,
                f"An id has 1 to {MAX_ID_CHARS} lower case letters, digits and "
                "hyphens, with no hyphen at its ends; quote one of digits only.",
            )
        key = f"clinics.{clinic_id}"
        values = self._mapping(key, entry)
        self._refuse_unknown(f"{key}.", values, _KEYS)
        folder = self._folder(f"{key}.folder", values.get("folder", clinic_id))
        return Tenant(
            id=clinic_id,
            host=self._text(
                f"{key}.host",
                values.get("host"),
                is_host,
                "Write the host name that patients use, in lower case and without "
                "https:// or a port, such as chat.willow.example.",
            ),
            path=self._text(
                f"{key}.path",
                values.get("path", ""),
                lambda text: not text or is_path(text),
                "Write one segment of lower case letters, digits and hyphens, such as "
                "/harbour, or leave it out.",
            ),
            port=self._port(f"{key}.port", values.get("port")),
            folder=folder or self._file.parent / clinic_id,
            data_dir=(data_dir / clinic_id).resolve(),
            # No id begins so.
            exports_dir=data_dir / "_encoder",
        )

    def _folder(self, key: str, value: Any) -> Path | None:
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self._fail(
                key, value, "Write a folder; relative to the folder of this file."
            )
        return (self._file.parent / value.strip()).resolve()

    def _text(
        self, key: str, value: Any, is_usable: Callable[[str], bool], next_step: str
    ) -> str:
        if not isinstance(value, str) or not is_usable(value):
            self._fail(key, value, next_step)
        return value

    def _port(self, key: str, value: Any) -> int:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not 1 <= value <= 65535:
            wanted = f"Write a free port of this machine, such as {FIRST_PORT}."
            self._fail(key, value, wanted)
        return int(value)

    def _mapping(self, key: str, value: Any) -> dict[Any, Any]:
        if not isinstance(value, dict):
            self._fail(
                key, value, "Write `key: value` lines; docs/clinics.md has an example."
            )
        return value

    def _refuse_unknown(
        self, above: str, values: dict[Any, Any], known: set[str]
    ) -> None:
        for name in values.keys() - known:
            self._fail(
                f"{above}{name}", values[name], f"Known: {', '.join(sorted(known))}."
            )

    def _fail(self, key: str, value: object, next_step: str) -> NoReturn:
        raise ClinicsFileError(self._file, key, value, next_step)


def _shared(tenants: Sequence[Tenant]) -> Iterator[SharedError]:
    """What two clinics would share, the first pair first."""
    for one, other in combinations(tenants, 2):
        ids = (one.id, other.id)
        if one.host == other.host and one.path == other.path:
            yield SharedError(
                *ids,
                f"the same address, {one.address}",
                "Give one of them another `host`, or each a `path`.",
            )
        if one.host == other.host and not (one.path and other.path):
            yield SharedError(
                *ids,
                f"addresses of which one lies in the other, {one.address} and "
                f"{other.address}",
                "Give each a `path`, or one of them another `host`.",
            )
        if one.port == other.port:
            yield SharedError(
                *ids, f"the same port, {one.port}", "Give one of them another `port`."
            )
        if _meet(one.folder.resolve(), other.folder.resolve()):
            yield SharedError(
                *ids,
                f"folders that meet, '{one.folder}' and '{other.folder}'",
                "Give each a `folder` of its own, beside the other.",
            )
        if _meet(one.data_dir, other.data_dir):
            yield SharedError(
                *ids,
                f"data folders that meet, '{one.data_dir}' and '{other.data_dir}'",
                "Remove the link that leads from one to the other.",
            )


def _meet(one: Path, other: Path) -> bool:
    """Whether two folders are one, or one lies in the other."""
    return one == other or one in other.parents or other in one.parents
