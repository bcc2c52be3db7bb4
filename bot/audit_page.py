"""The audit log as one HTML file that opens from disk: no script, no request.

Entries and their state in, HTML text out; the words are in audit_page.html.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

from bot.audit_log import BrokenChainError, Entry
from bot.html_report import template_environment

LABELS = {
    "imported": "Document read in",
    "approved": "Page signed off",
    "withdrawn": "Page withdrawn",
    "resolved": "Contradiction resolved",
    "questions added": "Questions added",
    "questions removed": "Questions taken back",
    "published": "Published",
    "rebuilt": "Published pages indexed again",
    "rolled back": "Publication taken back",
}
FACTS = {
    "source": "page",
    "file": "file",
    "sha256": "sha256",
    "outcome": "what was done",
    "review_due": "review due",
    "because": "reason",
    "questions": "questions",
    "sentences": "answered with",
    "contradiction": "contradiction",
    "sources": "pages",
    "build": "index",
    "before": "index before",
    "encoder": "for the encoder",
    "compared": "compared with the index before",
    "n_changes": "answers that changed",
    "n_questions": "questions asked",
}


N_DIGITS = 12
"""Of a page's sha256, as the commands print it; the whole is a click away."""


def render(
    entries: Sequence[Entry],
    broken: BrokenChainError | None,
    *,
    clinic: str,
    now: datetime.datetime,
) -> str:
    """The page.

    Args:
        entries: Oldest first, up to the first that is broken.
        broken: What is wrong with that one.
        clinic: The clinic's name.
        now: When this is made.
    """
    environment = template_environment(Path(__file__).parent)
    environment.filters["moment"] = lambda at: f"{at[:10]} {at[11:16]} UTC"
    return environment.get_template("audit_page.html").render(
        entries=list(reversed(entries)),
        broken=broken,
        clinic=clinic,
        now=now.astimezone(datetime.timezone.utc).isoformat(timespec="seconds"),
        labels=LABELS,
        facts=FACTS,
        n_digits=N_DIGITS,
    )
