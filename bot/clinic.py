"""The clinic's facts under their name on this floor; see `actions/clinic.py`."""

from actions.clinic import (
    FILLED_LATER,
    MAX_EMERGENCY_WORDS,
    MAX_MESSAGE_CHARS,
    OPTIONAL_TEXTS,
    TEXT_NAMES,
    Clinic,
    ClinicError,
    HelpLine,
    load_clinic,
)

__all__ = [
    "FILLED_LATER",
    "MAX_EMERGENCY_WORDS",
    "MAX_MESSAGE_CHARS",
    "OPTIONAL_TEXTS",
    "TEXT_NAMES",
    "Clinic",
    "ClinicError",
    "HelpLine",
    "load_clinic",
]
