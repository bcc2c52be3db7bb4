"""What is wrong with the clinics of one installation: each by itself, and two together.

Files in, findings out; nothing is started and no model is loaded. What two clinics must
not share is an error that names both; secrets are compared and never shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from sqlalchemy.exc import ArgumentError

from actions.clinic import Clinic, ClinicError, load_clinic
from bot import tensorflow_stand_ins, training
from bot.clinics.environment import SettingsFileError, environment_of
from bot.clinics.registry import Registry, SharedError, Tenant
from bot.handover import settings as handover
from bot.limits import is_loopback
from bot.settings import Settings, SettingsError
from knowledge.approval import served_sources
from knowledge.errors import KnowledgeError

# Under these keys stands who answers on a platform; one bot has one webhook.
_ANSWERS_AS = {
    "bot.channels.messenger.MessengerChannel": "page-access-token",
    "bot.channels.slack.SlackChannel": "slack_token",
    "bot.channels.telegram.TelegramChannel": "access_token",
    "bot.channels.twilio.TwilioChannel": "twilio_number",
}
_MUST_DIFFER = {
    "BEDSIDE_API_KEY": "Servers of one could talk to the other: make a second key.",
    handover.SECRET: "Give each webhook its own.",
    handover.RECIPIENT: "Notes of one clinic's patients would reach the other's team.",
    handover.WEBHOOK: "Notes of one clinic's patients would reach the other's team.",
    handover.CHATWOOT: "Notes of one clinic's patients would reach the other's team.",
}
_VARIABLE = re.compile(r"\$\{(\w+)\}|\$(\w+)")


@dataclass(frozen=True)
class Finding:
    """One thing to put right.

    Attributes:
        level: "error" when the clinic is not started with it, else "warning".
        ids: The one clinic, or the two, that it is about.
        text: What is wrong, and the next step.
    """

    level: str
    ids: tuple[str, ...]
    text: str


def check(
    registry: Registry, environ: Mapping[str, str] | None = None
) -> list[Finding]:
    """All findings, clinic by clinic, then what two share."""
    found = [
        finding
        for tenant in registry.tenants
        for finding in check_tenant(tenant, environ)
    ]
    found += [
        Finding("error", error.ids, str(error)) for error in shared(registry, environ)
    ]
    return [*found, *_look_alikes(registry)]


def check_tenant(
    tenant: Tenant, environ: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """What is wrong with one clinic's files."""

    def finding(text: object, level: str = "error") -> Finding:
        return Finding(level, (tenant.id,), str(text))

    if not tenant.folder.is_dir():
        yield finding(
            f"There is no folder '{tenant.folder}'. Make it, or correct `folder`."
        )
        return
    try:
        load_clinic(tenant.folder / "clinic.yml")
    except ClinicError as error:
        yield finding(error)
    try:
        environment = environment_of(tenant, environ)
        settings = Settings.from_environment(environment)
        handover.courier_from(environment)
    except (SettingsError, SettingsFileError) as error:
        yield finding(error)
        return
    if not is_loopback(settings.host) and not settings.api_key:
        yield finding(
            f"BEDSIDE_HOST is {settings.host}, so others may reach its server: set "
            "BEDSIDE_API_KEY in settings.env to a long random text."
        )
    for problem in _configuration(settings, environment):
        yield finding(problem)
    try:
        served_sources(settings.knowledge.sources_dir)
    except KnowledgeError as error:
        yield finding(error, "warning")
        return
    if not is_built(settings):
        yield finding(
            f"It is not built yet: `bedside clinics build {tenant.id}`.", "warning"
        )
    elif not training.is_current(settings):
        # Among them the second screen for danger, which is left out then.
        yield finding(
            "Its models are older than its questions, its configuration or its "
            f"encoder: `bedside clinics build {tenant.id}`.",
            "warning",
        )


def is_built(settings: Settings) -> bool:
    """Whether there is a model and an index, of whatever pages and questions."""
    model = settings.model_dir / f"{training.MODEL_NAME}.tar.gz"
    return model.is_file() and (settings.knowledge.index_dir / "current").exists()


def shared(
    registry: Registry, environ: Mapping[str, str] | None = None
) -> Iterator[SharedError]:
    """What two clinics would share; one whose settings are unusable is left out."""
    environments: dict[str, dict[str, str]] = {}
    for tenant in registry.tenants:
        try:
            environments[tenant.id] = environment_of(tenant, environ)
        except SettingsFileError:
            continue
    tenants = [tenant for tenant in registry.tenants if tenant.id in environments]
    for one, other in combinations(tenants, 2):
        first, second = environments[one.id], environments[other.id]
        for name, what in _DATABASES.items():
            database = _database(first, name)
            if database is not None and database == _database(second, name):
                yield SharedError(
                    one.id,
                    other.id,
                    f"the same {what}",
                    "Give each a database of its own: docs/clinics.md says how.",
                )
        for name, next_step in _MUST_DIFFER.items():
            if first.get(name) and first[name] == second.get(name):
                yield SharedError(one.id, other.id, f"the same {name}", next_step)
        for channel in _identities(one, first) & _identities(other, second):
            yield SharedError(
                one.id,
                other.id,
                f"the same account in {channel[0].rpartition('.')[2]}",
                "One account answers for one clinic: give each its own.",
            )
        key, other_key = _widget_key(one), _widget_key(other)
        if key is not None and key == other_key:
            yield SharedError(
                one.id,
                other.id,
                "the same secret that names conversations (widget.key)",
                f"One data folder is a copy of the other. Empty '{other.data_dir}' or "
                f"'{one.data_dir}', whichever is the copy.",
            )


def _configuration(settings: Settings, environment: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with credentials, endpoints and the model's configuration."""
    for file in (settings.credentials_file, settings.config_file):
        if not file.is_file():
            yield f"There is no '{file}'. Copy it from bot/clinics/skeleton."
    for name in sorted(_variables(settings.credentials_file) - environment.keys()):
        yield (
            f"'{settings.credentials_file}' names ${{{name}}}, which settings.env does "
            f"not set. What the installation's environment says is not passed on."
        )
    if isinstance(_yaml(settings.credentials_file), YAMLError):
        yield f"'{settings.credentials_file}' is no YAML. Correct it."
    endpoints = _yaml(settings.endpoints_file)
    for name in sorted(
        {"tracker_store", "lock_store", "event_broker"} & _keys(endpoints)
    ):
        yield (
            f"'{settings.endpoints_file}' names a {name}, which all clinics would "
            f"share. Remove it; a clinic's database is BEDSIDE_DATABASE_URL."
        )
    try:
        tensorflow_stand_ins.needs_tensorflow(settings.config_file)
    except (
        YAMLError,
        AttributeError,
        KeyError,
        TypeError,
        OSError,
        ValueError,
    ) as error:
        yield (
            f"'{settings.config_file}' is no configuration of Rasa "
            f"({type(error).__name__}). Correct it, or remove it for the common one."
        )


def _look_alikes(registry: Registry) -> Iterator[Finding]:
    """Clinics that patients could not tell apart: one file is still a copy."""
    clinics: list[tuple[str, Clinic]] = []
    for tenant in registry.tenants:
        try:
            clinics.append((tenant.id, load_clinic(tenant.folder / "clinic.yml")))
        except ClinicError:
            continue
    for (one, first), (other, second) in combinations(clinics, 2):
        if (first.name, first.phone) == (second.name, second.phone):
            yield Finding(
                "warning",
                (one, other),
                f"'{one}' and '{other}' both say that they are {first.name}, "
                f"{first.phone}. Is one clinic.yml a copy?",
            )


_DATABASES = {
    "BEDSIDE_DATABASE_URL": "database",
    "BEDSIDE_INDEX_URL": "index database",
}


def _database(environment: Mapping[str, str], name: str) -> tuple[object, ...] | None:
    """Which database a URL means, whoever it lets in; None for the folder's own."""
    try:
        url = sa.engine.make_url(environment.get(name) or "")
    except ArgumentError:
        return None
    if url.get_backend_name() == "sqlite":
        return ("sqlite", Path(url.database or "").resolve())
    host = url.host or str(url.query.get("host") or "localhost")
    if is_loopback(host) or host.startswith("/"):
        host = "localhost"
    port = url.port or url.query.get("port") or 5432
    return (host.lower(), int(str(port)), url.database or url.username)


def _identities(tenant: Tenant, environment: Mapping[str, str]) -> set[tuple[str, str]]:
    """Channel and account of everybody that a clinic answers as."""
    channels = _yaml(tenant.folder / "credentials.yml")
    found = set()
    for channel, key in _ANSWERS_AS.items():
        values = channels.get(channel) if isinstance(channels, dict) else None
        if isinstance(values, dict) and values.get(key):
            found.add((channel, _filled(str(values[key]), environment.get)))
    return found


def _filled(text: str, value_of: Callable[[str], str | None]) -> str:
    return _VARIABLE.sub(lambda match: value_of(match[1] or match[2]) or "", text)


def _variables(file: Path) -> set[str]:
    """Names of the variables in a file's values; comments are none."""
    return {
        match[1] or match[2]
        for text in _texts(_yaml(file))
        for match in _VARIABLE.finditer(text)
    }


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _keys(value: Any) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


def _yaml(file: Path) -> Any:
    """What a file holds; None when it cannot be read, the error when it is no YAML.

    As it stands: once imported, Rasa has every "safe" reader fill in ${NAME} from this
    process's environment, which is no clinic's.
    """
    try:
        return YAML(typ="base", pure=True).load(file.read_text(encoding="utf-8"))
    except YAMLError as error:
        return error
    except (OSError, UnicodeDecodeError):
        return None


def _widget_key(tenant: Tenant) -> bytes | None:
    try:
        return (tenant.data_dir / "widget.key").read_bytes() or None
    except OSError:
        return None
