from dataclasses import replace
from datetime import datetime, timezone

from bot.channels.opening import opening, week
from tests.bot.fakes import CLINIC


def at(day, hour, minute=0):
    """A London time (UTC+1) in the first week of June 2026, which begins on Monday."""
    return datetime(2026, 6, day, hour - 1, minute, tzinfo=timezone.utc)


def test_an_open_clinic_says_until_when():
    assert opening(CLINIC, at(1, 9)) == {
        "open": True,
        "until": "18:00",
        "next": None,
        "today": "monday",
    }


def test_a_closed_clinic_says_when_it_opens_next():
    before = opening(CLINIC, at(1, 8, 59))
    assert before["next"] == {"day": "monday", "at": "09:00", "in_days": 0}
    assert opening(CLINIC, at(1, 18))["next"] == {
        "day": "tuesday",
        "at": "09:00",
        "in_days": 1,
    }
    saturday_evening = opening(CLINIC, at(6, 15))
    assert saturday_evening["next"] == {"day": "monday", "at": "09:00", "in_days": 2}
    assert not saturday_evening["open"]


def test_a_clinic_without_hours_has_no_next_opening():
    closed = replace(CLINIC, opening_hours=dict.fromkeys(CLINIC.opening_hours))
    assert opening(closed, at(1, 12))["next"] is None


def test_the_week_begins_on_monday_and_names_closed_days():
    days = week(CLINIC)
    assert days[0] == {"day": "monday", "opens": "09:00", "closes": "18:00"}
    assert days[6] == {"day": "sunday", "opens": None, "closes": None}
