"""The clinic's facts under their name on this floor; see `actions/clinic.py`."""

from actions.clinic import (
    MAX_EMERGENCY_WORDS,
    MAX_MESSAGE_CHARS,
    Clinic,
    ClinicError,
    HelpLine,
    load_clinic,
)

__all__ = [
    "MAX_EMERGENCY_WORDS",
    "MAX_MESSAGE_CHARS",
    "Clinic",
    "ClinicError",
    "HelpLine",
    "load_clinic",
]
