"""The reports for staff in a browser: axe, both sizes, both colours, no request."""

import datetime
import random

import numpy as np
import pytest

from bot.evaluation import report
from bot.evaluation.bars import judge_bars, parse_bars
from bot.staff import gaps_report
from bot.staff.gaps import Asked, Vote, count
from knowledge.settings import Settings
from knowledge.source import read_sources
from tests.bot.evaluation.conftest import PAGES
from tests.bot.evaluation.test_report import rows, run_of
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import axe

GATES = ("below threshold", "known gap", "not covered", "language", "fallback")


class ByFirstLetter:
    """Texts that begin alike mean the same."""

    def encode(self, texts):
        rows = [np.eye(26, dtype="float32")[ord(text[0]) - 97] for text in texts]
        return np.array(rows)


def gaps_html():
    """Thirty days with every part of the report in use."""
    chance = random.Random(1)
    asked, votes = [], []
    for n in range(600):
        gate = chance.choice([None, *GATES])
        asked.append(
            Asked(
                f"c{n}",
                f"m{n}",
                chance.choice(
                    ["laser price {}", "parking place {}", "vegan serum {}"]
                ).format("today"),
                datetime.date(2026, 11, 1) + datetime.timedelta(n // 20),
                chance.choice(["widget", "rest", "twilio"]),
                "answer" if gate is None else "unknown",
                gate,
                chance.random() / 3 if gate == "below threshold" else None,
                chance.choice(["cost", "downtime-exact"])
                if gate == "known gap"
                else "",
                "number-of-sessions",
                ("laser",) if gate == "not covered" else (),
                ("number-of-sessions",) if gate is None else (),
            )
        )
        if gate is None:
            votes.append(Vote(f"c{n}", f"m{n}", chance.random() < 0.8))
    sources = read_sources(Settings().sources_dir)
    page = sources[1]
    uses = [(f"c{n}", page.id, page.paragraphs[-1].section) for n in range(40)]
    found = count(
        asked,
        encoder=ByFirstLetter(),
        sources=sources,
        uses=uses,
        votes=votes,
        questions={"cost": "What does it cost?"},
    )
    return gaps_report.render(
        found, clinic="Willow Lane", made="2026-11-30 10:00", n_days=30
    )


def evaluation_html():
    run = run_of(*rows())
    bars = judge_bars(parse_bars(["pass=80"]), run.figures)
    return report.render(run, PAGES, bars, None)


REPORTS = {"gaps": gaps_html, "evaluation": evaluation_html}


def show(browser, html, tmp_path, **options):
    """The report's page, opened from a file, and what it asked for beside itself."""
    file = tmp_path / "report.html"
    file.write_text(html, encoding="utf-8")
    # axe is put into the page, which the page's own policy forbids.
    page = browser.new_context(bypass_csp=True, **options).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["375", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", REPORTS)
def test_axe_finds_nothing(browser, tmp_path, name, scheme, size):
    html = REPORTS[name]()
    page = show(browser, html, tmp_path, viewport=size, color_scheme=scheme)
    for summary in page.locator("summary").all():
        summary.click()
    assert axe(page) == []
    # Tables scroll in their own frame, never the page.
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.context.close()
