"""Where notes to the team go: environment variables in, a courier out."""

import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.handover.courier import (
    ChatwootCourier,
    Courier,
    SmtpCourier,
    WebhookCourier,
)
from bot.limits import is_loopback
from bot.settings import SettingsError

SMTP = "BEDSIDE_HANDOVER_SMTP"
SENDER = "BEDSIDE_HANDOVER_FROM"
RECIPIENT = "BEDSIDE_HANDOVER_TO"
WEBHOOK = "BEDSIDE_HANDOVER_WEBHOOK"
SECRET = "BEDSIDE_HANDOVER_SECRET"
CHATWOOT = "BEDSIDE_HANDOVER_CHATWOOT"
MIN_SECRET_CHARS = 16

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def courier_from(environ: Mapping[str, str] | None = None) -> Courier | None:
    """The courier of the environment; None when notes are not sent at all.

    Raises:
        SettingsError: More than one is named, or one of its values is unusable.
    """
    environ = os.environ if environ is None else environ
    named = [name for name in (SMTP, WEBHOOK, CHATWOOT) if environ.get(name)]
    if not named:
        return None
    if len(named) > 1:
        raise SettingsError(named[1], "(set)", f"nothing while {named[0]} is set")
    if named == [SMTP]:
        _check_smtp(environ[SMTP])
        return SmtpCourier(
            environ[SMTP],
            sender=_address(environ, SENDER),
            recipient=_address(environ, RECIPIENT),
        )
    _check_https(named[0], environ[named[0]])
    if named == [CHATWOOT]:
        return ChatwootCourier(environ[CHATWOOT])
    secret = environ.get(SECRET) or ""
    if len(secret) < MIN_SECRET_CHARS:
        # Not the value: it is a secret, if a short one.
        wanted = f"a random text of at least {MIN_SECRET_CHARS} characters"
        raise SettingsError(SECRET, "(too short)" if secret else "", wanted)
    return WebhookCourier(environ[WEBHOOK], secret=secret)


def _check_smtp(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("smtp", "smtps") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        is_usable = False
    if not is_usable:
        # Not the value: it may hold a password.
        wanted = "an address like smtp://USER:PASSWORD@HOST:587"
        raise SettingsError(SMTP, "(no such address)", wanted)


def _check_https(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    is_safe = host and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )
    if not is_safe:
        raise SettingsError(name, "(no such address)", "an address with https://")


def _address(environ: Mapping[str, str], name: str) -> str:
    value = (environ.get(name) or "").strip()
    if not _ADDRESS.fullmatch(value):
        raise SettingsError(name, value, "one e-mail address, such as team@clinic.org")
    return value
