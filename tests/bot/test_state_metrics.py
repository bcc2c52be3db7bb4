import datetime
from types import SimpleNamespace

import pytest

from bot.metrics import Metrics
from bot.state_metrics import StateMetrics, count_pages
from knowledge.approval import approve, withdraw

TODAY = datetime.date(2026, 3, 1)
NOW = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)


class FakeReadiness:
    def __init__(self):
        self.states = {"database": "ok", "unfinished turns": "being done"}

    async def checks(self):
        return self.states


def page(folder, name, review_due):
    (folder / f"{name}.md").write_text(
        f"---\nid: {name}\ntitle: On {name}\ntopics: [aftercare]\nurl: null\n"
        f"reviewed_by: Dr A\nreviewed_on: 2025-03-02\nreview_due: {review_due}\n"
        f"status: approved\n---\n\n# {name}\n\n## Days\nWash your face.\n"
    )
    approve(folder, name, by="Dr A", now=NOW, as_it_is=True)


@pytest.fixture
def door():
    return SimpleNamespace(counts={}, listener=None)


@pytest.fixture
def pages(tmp_path):
    for name, due in (
        ("peels", "2027-01-01"),
        ("lasers", "2026-03-20"),
        ("scars", "2026-02-01"),
        ("needles", "2027-01-01"),
    ):
        page(tmp_path, name, due)
    withdraw(tmp_path, "needles", by="Dr A", because="wrong", now=NOW)
    (tmp_path / "broken.md").write_text("no front matter")
    return tmp_path


def test_pages_are_counted_by_state_and_reviews_that_are_due(pages):
    counts, n_due = count_pages(pages, TODAY)
    assert counts == {
        "approved": 2,
        "draft": 0,
        "changed": 0,
        "overdue": 1,
        "withdrawn": 1,
        "broken": 1,
    }
    assert n_due == 1


async def test_parts_pages_and_disk_are_told(door, pages, tmp_path):
    readiness = FakeReadiness()
    metrics = Metrics(door, lambda: None, StateMetrics(readiness, pages, tmp_path))
    await metrics.refresh()
    text = metrics.text()
    assert 'bedside_ready{part="database"} 1.0' in text
    assert 'bedside_ready{part="unfinished_turns"} 0.0' in text
    assert 'bedside_pages{state="withdrawn"} 1.0' in text
    assert 'bedside_pages{state="draft"} 0.0' in text
    free, size = (
        float(text.split(f"\nbedside_disk_{name} ")[1].split()[0])
        for name in ("free_bytes", "bytes")
    )
    assert 0 < free <= size
    readiness.states = {"database": "failed: OperationalError"}
    await metrics.refresh()
    assert 'bedside_ready{part="database"} 0.0' in metrics.text()


async def test_a_ledger_that_cannot_be_read_leaves_no_figure(door, pages, tmp_path):
    (pages / "approvals.jsonl").write_text("{")
    metrics = Metrics(
        door, lambda: None, StateMetrics(FakeReadiness(), pages, tmp_path)
    )
    await metrics.refresh()
    assert "bedside_pages{" not in metrics.text()
    assert "bedside_ready{" in metrics.text()
