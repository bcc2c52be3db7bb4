"""Logs without a patient's word: ids, counts, scores and seconds only.

Rasa logs messages at DEBUG and on its error paths, and exceptions carry texts. Here a
structured log keeps the keys that are known to be harmless, and a traceback keeps its
places and the exception's class, not its message.
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any, Optional, TextIO, Union

import structlog

# What Rasa's structured logs may say; every other key may hold a message or a slot.
HARMLESS_KEYS = frozenset(
    {
        "event",
        "event_key",
        "level",
        "timestamp",
        "action_name",
        "policy_name",
        "rule",
        "key",
        "url",
        "status",
        "component",
        "model_path",
        "exc_class",
    }
)
# They log requests, rules and tracker contents; nothing of that helps a clinic.
_QUIET = ("rasa", "rasa_sdk", "sanic", "apscheduler", "matplotlib", "asyncio")


def configure(
    level: int = logging.INFO,
    stream: Optional[TextIO] = None,
    clinic_id: str = "",
) -> None:
    """Send this process's logs to one stream, without patients' words.

    Args:
        level: For Bedside's own modules; Rasa's are kept to errors.
        stream: By default stderr.
        clinic_id: Begins each line, where several clinics log to one stream.
    """
    # Python would print a message that cannot be written, with its whole traceback.
    logging.raiseExceptions = False
    handler = logging.StreamHandler(stream or sys.stderr)
    begin = f"{clinic_id}: " if clinic_id else ""
    handler.setFormatter(
        WordlessFormatter(f"{begin}%(levelname)s %(name)s: %(message)s")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("bot", "actions", "knowledge"):
        logging.getLogger(name).setLevel(level)
    keep_rasa_quiet()


def keep_rasa_quiet() -> None:
    """Let Rasa log nothing below errors, and nothing that a patient wrote.

    Without a configuration, structlog prints every message and slot to stdout.
    """
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            keep_harmless_keys,
            structlog.processors.add_log_level,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        # Rasa deep-copies trackers for DEBUG messages; below ERROR nothing is rendered.
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        cache_logger_on_first_use=True,
    )


def keep_harmless_keys(
    logger: Any, method: str, event_dict: MutableMapping[str, Any]
) -> Mapping[str, Any]:
    """Drop what may hold a patient's words from one structured log entry."""
    kept = {key: value for key, value in event_dict.items() if key in HARMLESS_KEYS}
    if event_dict.get("exc_info"):
        error_class = sys.exc_info()[0]
        kept["exc_class"] = error_class.__name__ if error_class else None
    return kept


class WordlessFormatter(logging.Formatter):
    """A traceback as places and classes; messages of exceptions may quote a patient."""

    def formatException(
        self,
        ei: Union[
            tuple[type[BaseException], BaseException, Optional[TracebackType]],
            tuple[None, None, None],
        ],
    ) -> str:
        error_class, error, places = ei
        if error_class is None:
            return ""
        lines = [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(places)
        ]
        cause = error.__cause__ or error.__context__ if error else None
        because = f" from {type(cause).__name__}" if cause else ""
        return "\n".join([*lines, f"  {error_class.__name__}{because}"])
