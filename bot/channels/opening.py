"""Whether the clinic can be reached now, and when it can, as data for a page.

A clinic and a time in, plain JSON out: days are names, times "HH:MM" in the clinic's
own zone. The wording is the page's, in its own language.
"""

from datetime import datetime, timedelta
from typing import Any

from actions.clinic import WEEKDAYS, Clinic


def opening(clinic: Clinic, now: datetime) -> dict[str, Any]:
    """The clinic's opening at `now`, a time with a zone.

    Returns:
        `open`; `until` while it is open; `next` (`day`, `at`, `in_days`) while it is
        closed, None when no day of the week has hours; `today`, a weekday's name.
    """
    local = now.astimezone(clinic.timezone)
    today = WEEKDAYS[local.weekday()]
    hours = clinic.opening_hours[today]
    if hours is not None and clinic.is_open(now):
        return {
            "open": True,
            "until": f"{hours[1]:%H:%M}",
            "next": None,
            "today": today,
        }
    return {
        "open": False,
        "until": None,
        "next": _next_opening(clinic, local),
        "today": today,
    }


def _next_opening(clinic: Clinic, local: datetime) -> dict[str, Any] | None:
    for in_days in range(8):
        day = WEEKDAYS[(local + timedelta(days=in_days)).weekday()]
        hours = clinic.opening_hours[day]
        if hours is None or (in_days == 0 and local.time() >= hours[0]):
            continue
        return {"day": day, "at": f"{hours[0]:%H:%M}", "in_days": in_days}
    return None


def week(clinic: Clinic) -> list[dict[str, Any]]:
    """Seven days from Monday: `day`, and `opens` and `closes` or None when closed."""
    days = []
    for day in WEEKDAYS:
        hours = clinic.opening_hours[day]
        opens, closes = (None, None) if hours is None else hours
        days.append(
            {
                "day": day,
                "opens": None if opens is None else f"{opens:%H:%M}",
                "closes": None if closes is None else f"{closes:%H:%M}",
            }
        )
    return days
