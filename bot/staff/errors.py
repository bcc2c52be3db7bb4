"""What can go wrong when staff look something up, each with the next step in it.

StaffError
├── NoReceiptError      the code is none, or no turn is kept under it
├── UnknownPlaceError   a source or a section that nobody knows
├── NotServedError      no page is served on the day, or one is not published yet
├── NoChannelError      there is no preview of the channel
└── FilingError         a wrong answer cannot be filed as it was said
"""

import datetime
import difflib
from collections.abc import Iterable


class StaffError(Exception):
    """Base of every error of this package; its text is written for people."""


class NoReceiptError(StaffError):
    """A receipt's code under which nothing is kept."""

    def __init__(self, code: str, problem: str, step: str) -> None:
        super().__init__(f"The receipt '{code}' {problem}. {step}")
        self.code = code


class UnknownPlaceError(StaffError):
    """A source or a section that neither the pages nor the receipts know."""

    def __init__(
        self, kind: str, name: str, known: Iterable[str], *, of: str = ""
    ) -> None:
        known = sorted(set(known))
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        if near:
            step = f"Did you mean '{near[0]}'?"
        else:
            step = f"Known: {', '.join(known)}." if known else "There is none."
        where = f" in '{of}'" if of else ""
        super().__init__(f"There is no {kind} '{name}'{where}. {step}")
        self.name = name


class NotServedError(StaffError):
    """What was served on a day cannot be shown."""

    def __init__(self, day: datetime.date, problem: str, step: str) -> None:
        super().__init__(f"On {day.isoformat()} {problem}. {step}")
        self.day = day


class NoChannelError(StaffError):
    """A channel whose messages cannot be shown."""

    def __init__(self, channel: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no preview of the channel '{channel}'. "
            f"Use one of: {', '.join(known)}."
        )
        self.channel = channel


class FilingError(StaffError):
    """A wrong answer cannot be filed with the right one as it was said."""
