"""One clinic's environment: its folder and `settings.env` in, variables out.

A server process reads all that it is from its environment (docs/settings.md). Here that
environment is made anew for one clinic: of the installation's own only what says
nothing of a clinic is passed on, so that no key, token or database of one can be
another's by inheritance.
"""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from bot.clinics.registry import Tenant

SETTINGS_FILE = "settings.env"

# Passed on from the installation: the machine's, and the program's own.
_PASSED_ON = frozenset(
    {
        "BEDSIDE_WEB_DIR",
        "COLORTERM",
        "COLUMNS",
        "HOME",
        "LANG",
        "LANGUAGE",
        "LD_LIBRARY_PATH",
        "LOGNAME",
        "NO_COLOR",
        "PATH",
        "REQUESTS_CA_BUNDLE",
        "SHELL",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "TERM",
        "TMPDIR",
        "TZ",
        "USER",
        "VIRTUAL_ENV",
    }
)
_PASSED_ON_FAMILIES = (
    "HF_",
    "LC_",
    "MALLOC_",
    "OMP_",
    "PYTHON",
    "TF_",
    "TOKENIZERS_",
)
# What a clinic may set for itself. A new setting belongs here or below: a test compares
# both with docs/settings.md.
OWN = frozenset(
    {
        "BEDSIDE_API_KEY",
        "BEDSIDE_DATABASE_URL",
        "BEDSIDE_DEADLINE_S",
        "BEDSIDE_ENCODER",
        "BEDSIDE_HANDOVER_CHATWOOT",
        "BEDSIDE_HANDOVER_FROM",
        "BEDSIDE_HANDOVER_SECRET",
        "BEDSIDE_HANDOVER_SMTP",
        "BEDSIDE_HANDOVER_TO",
        "BEDSIDE_HANDOVER_WEBHOOK",
        "BEDSIDE_HOST",
        "BEDSIDE_INDEX_URL",
        "BEDSIDE_ORIGINS",
        "BEDSIDE_PROXIES",
        "BEDSIDE_RETENTION_DAYS",
        "BEDSIDE_TUNED",
        "BEDSIDE_WATCH_SOURCES",
        "BEDSIDE_WEB_DIR",
    }
)
_BY_FOLDER = "clinics.yml and the clinic's folder say it"
NOT_OWN = {
    **dict.fromkeys(
        (
            "BEDSIDE_CLINIC",
            "BEDSIDE_CLINIC_ID",
            "BEDSIDE_CONFIG",
            "BEDSIDE_CREDENTIALS",
            "BEDSIDE_DATA_DIR",
            "BEDSIDE_EXPORTS_DIR",
            "BEDSIDE_INDEX_DIR",
            "BEDSIDE_MODELS_DIR",
            "BEDSIDE_PORT",
            "BEDSIDE_PUBLIC_HOST",
            "BEDSIDE_QUESTIONS",
            "BEDSIDE_SOURCES_DIR",
        ),
        _BY_FOLDER,
    ),
    "BEDSIDE_CLINICS": "it belongs to the whole installation",
    "BEDSIDE_ENDPOINTS": "stores that it names could be another clinic's",
    "BEDSIDE_REMOTE_ACTIONS": "an action server reads the pages of one clinic only",
}

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class SettingsFileError(Exception):
    """A line of a clinic's `settings.env` cannot be used."""

    def __init__(self, file: Path, place: str, problem: str, next_step: str) -> None:
        # Never the line itself: it may hold a secret.
        super().__init__(f"'{file}', {place}: {problem}. {next_step}")
        self.file = file


def environment_of(
    tenant: Tenant, environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """All variables of one clinic's processes.

    Args:
        tenant: Whose.
        environ: The installation's own; by default this process's.

    Raises:
        SettingsFileError: `settings.env` cannot be read or used.
    """
    environ = os.environ if environ is None else environ
    passed_on = {
        name: value
        for name, value in environ.items()
        if name in _PASSED_ON or name.startswith(_PASSED_ON_FAMILIES)
    }
    return {
        **passed_on,
        # The proxy that tells hosts and paths apart; `settings.env` may say otherwise.
        "BEDSIDE_PROXIES": "1",
        **read_settings(tenant.folder / SETTINGS_FILE),
        **_laid_out(tenant),
    }


def read_settings(file: Path) -> dict[str, str]:
    """The variables of one `settings.env`; none when there is no such file.

    Lines of NAME=VALUE, as systemd and Docker read them; "#" begins a comment line, and
    quotes around a whole value are taken off.

    Raises:
        SettingsFileError: It cannot be read, others may read it, or a line is unusable.
    """
    try:
        with file.open(encoding="utf-8") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            lines = opened.read().splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsFileError(
            file, "the file", type(error).__name__, "Make it readable, as UTF-8."
        ) from error
    if mode & stat.S_IROTH:
        raise SettingsFileError(
            file,
            "the file",
            "every user of this machine may read it, and it is for secrets",
            f"Run `chmod 600 {file}`.",
        )
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, separator, value = line.partition("=")
        name = name.strip()
        place = f"line {number}"
        if not separator or not _NAME.fullmatch(name):
            raise SettingsFileError(
                file, place, "it is no NAME=VALUE", "Write one variable a line."
            )
        if name in found:
            raise SettingsFileError(
                file, place, f"{name} is there twice", "Leave one of them."
            )
        _check_name(file, place, name)
        found[name] = _unquoted(value.strip())
    return found


def _check_name(file: Path, place: str, name: str) -> None:
    if name in NOT_OWN:
        raise SettingsFileError(
            file,
            place,
            f"{name} is not for a clinic to set",
            f"Remove it: {NOT_OWN[name]}.",
        )
    if name.startswith("BEDSIDE_") and name not in OWN:
        raise SettingsFileError(
            file,
            place,
            f"there is no setting {name}",
            f"Known: {', '.join(sorted(OWN))}.",
        )


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _laid_out(tenant: Tenant) -> dict[str, str]:
    """What `clinics.yml` and the folder's own files say."""
    folder, data_dir = tenant.folder, tenant.data_dir
    config = folder / "config.yml"
    return {
        "BEDSIDE_CLINIC_ID": tenant.id,
        "BEDSIDE_PUBLIC_HOST": tenant.host,
        "BEDSIDE_PORT": str(tenant.port),
        "BEDSIDE_CLINIC": str(folder / "clinic.yml"),
        "BEDSIDE_SOURCES_DIR": str(folder / "sources"),
        "BEDSIDE_QUESTIONS": str(folder / "questions" / "filed.jsonl"),
        "BEDSIDE_CREDENTIALS": str(folder / "credentials.yml"),
        "BEDSIDE_DATA_DIR": str(data_dir),
        "BEDSIDE_INDEX_DIR": str(data_dir / "index"),
        "BEDSIDE_MODELS_DIR": str(data_dir / "models"),
        "BEDSIDE_EXPORTS_DIR": str(tenant.exports_dir),
        **({"BEDSIDE_CONFIG": str(config)} if config.is_file() else {}),
    }
