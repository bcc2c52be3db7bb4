"""How to reach the clinic, as the fields that responses name in braces.

The clinic's facts and a time in, plain strings out. The wording is in bot/domain.yml.
"""

import os
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from actions.clinic import WEEKDAYS, Clinic, load_clinic

_DEFAULT_FILE = Path(__file__).resolve().parents[1] / "bot" / "clinic.yml"


@lru_cache(maxsize=8)
def clinic_of(file: Path) -> Clinic:
    """The clinic of one file, read once."""
    return load_clinic(file)


def clinic() -> Clinic:
    """The clinic of BEDSIDE_CLINIC, or of bot/clinic.yml."""
    return clinic_of(Path(os.environ.get("BEDSIDE_CLINIC") or _DEFAULT_FILE))


def contact_fields(facts: Clinic, now: datetime | None = None) -> dict[str, str]:
    """Fields for responses: clinic_name, phone, email, hours, reach, emergency_number.

    Args:
        facts: The clinic.
        now: With a time zone; the present when left out.
    """
    now = now or datetime.now(timezone.utc)
    booking = f" Online: {facts.booking_url}." if facts.booking_url else ""
    line = facts.out_of_hours_line
    return {
        "clinic_name": facts.name,
        "phone": facts.phone,
        "email": facts.email,
        "booking": booking,
        "hours": hours_text(facts, now),
        "emergency_number": facts.emergency_number,
        "out_of_hours": f"{line.name}, {line.number}",
    }


def hours_text(facts: Clinic, now: datetime) -> str:
    """Whether the clinic can be reached at `now`, and if not, when and whom to call."""
    local = now.astimezone(facts.timezone)
    today = facts.opening_hours[WEEKDAYS[local.weekday()]]
    if facts.is_open(now) and today is not None:
        return f"open now, until {today[1]:%H:%M}"
    for days in range(8):
        day = local + timedelta(days=days)
        hours = facts.opening_hours[WEEKDAYS[day.weekday()]]
        if hours is None or (days == 0 and local.time() >= hours[0]):
            continue
        name = ("today", "tomorrow")[days] if days < 2 else f"on {day:%A}"
        line = facts.out_of_hours_line
        return (
            f"closed now, opens {name} at {hours[0]:%H:%M}; if it cannot wait: "
            f"{line.name}, {line.number}"
        )
    return "closed now"
