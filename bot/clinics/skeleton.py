"""A new clinic: its entry in `clinics.yml`, and a folder to be filled in.

An id and an address in, files out. What is already there is never written over. The
facts of the new clinic.yml are empty, so that it cannot be served with another's.
"""

import os
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from actions.clinic import COUNTRIES_DIR
from bot.clinics.registry import (
    FIRST_PORT,
    ClinicsFileError,
    Registry,
    Tenant,
    is_id,
)

SKELETON_DIR = Path(__file__).with_name("skeleton")

_FIRST_LINES = """\
# The clinics of this installation: docs/clinics.md. `bedside clinics check` says what
# is wrong with it. Folders are beside this file, under the clinic's id.

clinics: {}
"""


class NotAddedError(Exception):
    """A clinic was not added; nothing was changed."""


def add(
    file: Path,
    clinic_id: str,
    *,
    host: str,
    path: str = "",
    port: int | None = None,
    country: str = "uk",
) -> Tenant:
    """Make a clinic's folder and name it in the file, which is made at need.

    Args:
        file: `clinics.yml`.
        clinic_id: Of the new clinic.
        host: Host name under which patients will reach it.
        path: "" or one segment.
        port: Of its server process; by default one above the highest.
        country: A file of bot/countries.

    Raises:
        NotAddedError: The id, the folder or the country cannot be taken.
        ClinicsFileError, SharedError: Host, path or port cannot.
    """
    countries = sorted(pack.stem for pack in COUNTRIES_DIR.glob("*.yml"))
    if country not in countries:
        raise NotAddedError(
            f"There is no country '{country}'. Known: {', '.join(countries)}."
        )
    if not is_id(clinic_id):
        raise NotAddedError(
            f"'{clinic_id}' cannot be a clinic's id. Use lower case letters, digits "
            f"and hyphens."
        )
    folder = file.parent / clinic_id
    if folder.exists():
        raise NotAddedError(f"'{folder}' is there already. Choose another id.")
    is_new = not file.exists()
    registry = None if is_new else Registry.read(file)
    tenants = registry.tenants if registry else ()
    if any(tenant.id == clinic_id for tenant in tenants):
        raise NotAddedError(f"'{file}' has a clinic '{clinic_id}' already.")
    entry: dict[str, str | int] = {"host": host}
    if path:
        entry["path"] = path
    entry["port"] = port or max([FIRST_PORT - 1, *(t.port for t in tenants)]) + 1
    yaml = YAML(typ="rt")
    root = yaml.load(_FIRST_LINES if is_new else file.read_text(encoding="utf-8"))
    if not root.get("clinics"):
        root["clinics"] = {}
    root["clinics"][clinic_id] = entry
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("w", encoding="utf-8") as opened:
            yaml.dump(root, opened)
        # Read as it will be read: what is wrong with it is said before it counts.
        try:
            tenant = Registry.read(new).tenant(clinic_id)
        except ClinicsFileError as error:
            raise NotAddedError(str(error).replace(new.name, file.name)) from error
        _make_folder(folder, country)
        os.replace(new, file)
    finally:
        new.unlink(missing_ok=True)
    return tenant


def _make_folder(folder: Path, country: str) -> None:
    folder.mkdir()
    (folder / "sources").mkdir()
    clinic = (SKELETON_DIR / "clinic.yml").read_text(encoding="utf-8")
    (folder / "clinic.yml").write_text(
        clinic.replace("country: COUNTRY", f"country: {country}"), encoding="utf-8"
    )
    shutil.copyfile(SKELETON_DIR / "credentials.yml", folder / "credentials.yml")
    with open(
        os.open(folder / "settings.env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600),
        "w",
    ) as settings:
        settings.write((SKELETON_DIR / "settings.env").read_text(encoding="utf-8"))
