"""Where the bot's files are and how a turn is limited, each number with its unit.

Environment variables in, one frozen `Settings` out. What the clinic says of itself is
in `clinic.yml`, what retrieval needs in `knowledge.settings`, what the model is made
of in `config.yml`.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.settings import Settings as KnowledgeSettings

PROJECT_DIR = Path(__file__).resolve().parents[1]

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")


class SettingsError(Exception):
    """An environment variable has a value that cannot be used."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name} is '{value}'. Set it to {wanted}, or unset it.")
        self.name = name


@dataclass(frozen=True)
class Settings:
    """Settings of the serving side; every path is absolute.

    Attributes:
        clinic_file: The clinic's own facts (`clinic.yml`).
        config_file: Rasa's pipeline and policies.
        domain_file: Rasa's domain.
        dialogue_dir: Rasa's training data: examples and rules.
        endpoints_file: Rasa's stores, and the action server of the standard split.
        credentials_file: Channels that are open.
        data_dir: Conversations, index, trained models, audit log and keys; the only
            folder that a server writes to. Commands for staff also write pages and
            approvals, and `questions_file`.
        host: Address to listen on.
        port: TCP port to listen on, 1 to 65535.
        deadline_s: Seconds a turn may take before the patient gets the fallback reply.
        max_message_chars: Longest message that is answered, in characters.
        n_conversations_kept: Conversations whose alarm state stays in memory.
        origins: Web pages, by exact origin, that may show the chat and call it, besides
            the pages of this server.
        web_dir: The website chat's bundle, as `make web` built it.
        database_url: Where conversations are kept, for example
            "postgresql://USER:PASSWORD@HOST/DATABASE"; empty for SQLite in `data_dir`.
        retention_days: Days after which what a patient wrote is deleted, 0 to 365; 0
            deletes what is older than an hour.
        api_key: What servers send as "Authorization: Bearer ..." to the REST webhook
            and to /metrics; needed as soon as `host` is no loopback address.
        n_proxies: Reverse proxies in front of this server whose X-Forwarded-For is
            believed, 0 to 10; 0 counts messages by the address that connects.
        watch_sources: Build and serve the pages anew when their files change, without
            asking anybody: for who works on pages, not for patients.
        remote_actions: Call the action server of `endpoints.yml` instead of running
            the actions in this process.
        clinic_id: Which of several clinics this is (docs/clinics.md); "" for one.
        public_host: Host name under which patients reach the server; what is meant for
            another is refused. "" for any.
        questions_file: Where `bedside chat` files wrong answers with the right ones,
            and what `bedside evaluate` asks when no file is named.
        knowledge: Settings of the retrieval layer.
    """

    clinic_file: Path = PROJECT_DIR / "bot" / "clinic.yml"
    config_file: Path = PROJECT_DIR / "config.yml"
    domain_file: Path = PROJECT_DIR / "bot" / "domain.yml"
    dialogue_dir: Path = PROJECT_DIR / "bot" / "dialogue"
    endpoints_file: Path = PROJECT_DIR / "bot" / "endpoints.yml"
    credentials_file: Path = PROJECT_DIR / "bot" / "credentials.yml"
    data_dir: Path = PROJECT_DIR / "var"
    host: str = "127.0.0.1"
    port: int = 5005
    deadline_s: float = 5.0
    max_message_chars: int = 1000
    n_conversations_kept: int = 10_000
    origins: tuple[str, ...] = ()
    web_dir: Path = PROJECT_DIR / "var" / "web"
    # Not shown by `repr`: it may hold a password.
    database_url: str = field(default="", repr=False)
    retention_days: int = 30
    api_key: str = field(default="", repr=False)
    n_proxies: int = 0
    watch_sources: bool = False
    remote_actions: bool = False
    clinic_id: str = ""
    public_host: str = ""
    questions_file: Path = PROJECT_DIR / "questions" / "filed.jsonl"
    knowledge: KnowledgeSettings = field(default_factory=KnowledgeSettings)

    @property
    def model_dir(self) -> Path:
        """Folder of trained Rasa models."""
        return self.data_dir / "rasa"

    @property
    def widget_key_file(self) -> Path:
        """Secret that names the website chat's conversations."""
        return self.data_dir / "widget.key"

    @property
    def conversations_file(self) -> Path:
        """SQLite file of conversations, unless a database is named."""
        return self.data_dir / "conversations.db"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Defaults, overridden by BEDSIDE_CLINIC, _DATA_DIR, _HOST, _PORT, ...

        Raises:
            SettingsError: A number is not a number or out of its range.
        """
        environ = os.environ if environ is None else environ
        default = cls()

        def path(name: str, fallback: Path) -> Path:
            return Path(environ.get(name) or fallback).resolve()

        data_dir = path("BEDSIDE_DATA_DIR", default.data_dir)
        beside = {
            "BEDSIDE_INDEX_DIR": str(data_dir / "index"),
            "BEDSIDE_MODELS_DIR": str(data_dir / "models"),
        }
        return cls(
            clinic_file=path("BEDSIDE_CLINIC", default.clinic_file),
            config_file=path("BEDSIDE_CONFIG", default.config_file),
            endpoints_file=path("BEDSIDE_ENDPOINTS", default.endpoints_file),
            credentials_file=path("BEDSIDE_CREDENTIALS", default.credentials_file),
            data_dir=data_dir,
            host=environ.get("BEDSIDE_HOST") or default.host,
            port=int(_number(environ, "BEDSIDE_PORT", default.port, 1, 65535)),
            deadline_s=_number(
                environ, "BEDSIDE_DEADLINE_S", default.deadline_s, 0.1, 60
            ),
            origins=_origins(environ, "BEDSIDE_ORIGINS"),
            web_dir=path("BEDSIDE_WEB_DIR", default.web_dir),
            database_url=environ.get("BEDSIDE_DATABASE_URL") or "",
            retention_days=int(_number(environ, "BEDSIDE_RETENTION_DAYS", 30, 0, 365)),
            api_key=environ.get("BEDSIDE_API_KEY") or "",
            n_proxies=int(_number(environ, "BEDSIDE_PROXIES", 0, 0, 10)),
            watch_sources=environ.get("BEDSIDE_WATCH_SOURCES", "0") == "1",
            clinic_id=environ.get("BEDSIDE_CLINIC_ID") or "",
            public_host=(environ.get("BEDSIDE_PUBLIC_HOST") or "").lower(),
            questions_file=path("BEDSIDE_QUESTIONS", default.questions_file),
            remote_actions=environ.get("BEDSIDE_REMOTE_ACTIONS", "") == "1",
            knowledge=KnowledgeSettings.from_environment({**beside, **environ}),
        )


def _origins(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Exact origins, as a browser writes them, each once."""
    text = environ.get(name) or ""
    origins = []
    for part in re.split(r"[\s,]+", text.strip()):
        origin = part.rstrip("/").lower()
        if origin and not _ORIGIN.fullmatch(origin):
            wanted = (
                "exact origins, such as https://www.clinic.example https://clinic.example"
                f" ('{part}' is none)"
            )
            raise SettingsError(name, text, wanted)
        if origin:
            origins.append(origin)
    return tuple(dict.fromkeys(origins))


def _number(
    environ: Mapping[str, str], name: str, default: float, low: float, high: float
) -> float:
    text = environ.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SettingsError(name, text, f"a number from {low:g} to {high:g}")
    return value
