"""What a running process stops quoting, and how soon."""

import datetime

import pytest

from knowledge.approval import LEDGER_NAME, Served, approve, read_ledger, withdraw
from knowledge.withholding import LOOK_EVERY_S, Withholding
from tests.knowledge.conftest import page

NOW = datetime.datetime(2026, 11, 25, tzinfo=datetime.timezone.utc)


@pytest.fixture
def clock():
    return {"s": 100.0, "day": NOW.date()}


@pytest.fixture
def withholding(write, sources_dir, clock):
    write(page("Wash.", status="draft"))
    signed = approve(sources_dir, "care", "Dr A", now=NOW)
    return Withholding(
        sources_dir,
        {"care": Served(signed.sha256, "Dr A", signed.at, "2027-03-01")},
        clock=lambda: clock["s"],
        today=lambda: clock["day"],
    )


def test_a_withdrawal_is_known_at_the_next_look(withholding, sources_dir, clock):
    assert withholding.ids() == frozenset()
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    assert withholding.ids() == frozenset()
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == {"care"}


def test_approving_again_brings_back_only_the_bytes_that_are_indexed(
    withholding, sources_dir, clock, write
):
    signed = read_ledger(sources_dir).latest("care")
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    assert withholding.ids() == {"care"}
    write(page("Other words.", status="draft"))
    approve(sources_dir, "care", "Dr A", now=NOW, again=True)
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == {"care"}
    from knowledge.approval import append_decision

    append_decision(sources_dir, signed)
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == frozenset()


def test_a_new_text_that_waits_for_approval_leaves_the_approved_one_served(
    withholding, sources_dir, clock
):
    (sources_dir / "care.md").write_text(page("New words."))
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == frozenset()


def test_the_day_after_its_review_was_due_a_page_is_withheld(withholding, clock):
    clock["day"] = datetime.date(2027, 3, 1)
    assert withholding.ids() == frozenset()
    clock["day"] = datetime.date(2027, 3, 2)
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == {"care"}


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_without_a_usable_ledger_what_was_withdrawn_stays_so(
    withholding, sources_dir, clock, damage, caplog
):
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    assert withholding.ids() == {"care"}
    ledger = sources_dir / LEDGER_NAME
    ledger.unlink() if damage == "gone" else ledger.write_text("{")
    for _ in range(3):
        clock["s"] += LOOK_EVERY_S
        assert withholding.ids() == {"care"}
    said = [r for r in caplog.records if "stay as they were" in r.message]
    assert len(said) == 1


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_a_process_that_never_read_the_ledger_quotes_no_approved_page(
    withholding, sources_dir, clock, damage, caplog
):
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    ledger = sources_dir / LEDGER_NAME
    good = ledger.read_bytes()
    ledger.unlink() if damage == "gone" else ledger.write_bytes(good + b"{")
    for _ in range(3):
        assert withholding.ids() == {"care"}
        clock["s"] += LOOK_EVERY_S
    said = [r for r in caplog.records if "Nothing that was approved" in r.message]
    assert len(said) == 1
    assert LEDGER_NAME in said[0].message
    # Put back without the withdrawal, it is quoted again.
    ledger.write_bytes(good.split(b"\n")[0] + b"\n")
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == frozenset()


def test_a_build_that_notes_no_approvals_needs_no_ledger(sources_dir):
    served = {"care": Served("0" * 64, "", "", None)}
    assert Withholding(sources_dir, served).ids() == frozenset()


def test_a_ledger_that_lost_the_approval_may_have_lost_a_withdrawal(
    withholding, sources_dir, clock
):
    assert withholding.ids() == frozenset()
    (sources_dir / LEDGER_NAME).write_bytes(b"")
    clock["s"] += LOOK_EVERY_S
    assert withholding.ids() == {"care"}
