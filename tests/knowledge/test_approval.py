"""Sign-off: bound to bytes and days, in a file that only grows."""

import datetime
import json
import re
import threading

import pytest

from knowledge.approval import (
    LEDGER_NAME,
    ApprovalError,
    append_decision,
    approve,
    approve_all,
    days_to_review,
    find_source,
    read_ledger,
    served_sources,
    state_of,
    withdraw,
    write_front_matter,
)
from knowledge.errors import NoSourcesError, SourceError
from knowledge.settings import Settings
from knowledge.source import read_source, read_sources
from tests.knowledge.conftest import page

NOW = datetime.datetime(2026, 11, 25, 23, 30, tzinfo=datetime.timezone.utc)
TODAY = NOW.date()
DRAFT = page("Wash.", status="draft")


def state(sources_dir, today=TODAY, id="care"):
    source = find_source(sources_dir, id)
    return state_of(source, read_ledger(sources_dir), today)


def test_an_approval_is_written_into_page_and_ledger(write, sources_dir):
    path = write(DRAFT)
    assert state(sources_dir) == "draft"
    decision = approve(sources_dir, "care", "Dr A.  Example", now=NOW)
    source = read_source(path)
    assert (source.status, source.reviewed_by) == ("approved", "Dr A. Example")
    assert source.reviewed_on == datetime.date(2026, 11, 25)
    assert source.review_due == datetime.date(2027, 11, 25)
    assert json.loads((sources_dir / LEDGER_NAME).read_text()) == {
        "source": "care",
        "status": "approved",
        "sha256": source.sha256,
        "by": "Dr A. Example",
        "at": "2026-11-25T23:30:00+00:00",
        "because": None,
    }
    assert read_ledger(sources_dir).decisions == (decision,)
    assert state(sources_dir) == "approved"
    assert served_sources(sources_dir, TODAY) == (source,)


@pytest.mark.parametrize("change", [b" ", b"\n", b"x", b"\0"])
def test_one_changed_byte_voids_an_approval(write, sources_dir, change):
    path = write(DRAFT)
    approve(sources_dir, "care", "Dr A", now=NOW)
    signed = path.read_bytes()
    path.write_bytes(signed + change)
    assert state(sources_dir) == "changed"
    with pytest.raises(NoSourcesError, match=r"in date: care \(changed\)"):
        served_sources(sources_dir, TODAY)
    path.write_bytes(signed)
    assert state(sources_dir) == "approved"


def test_a_page_is_served_up_to_the_day_of_its_review(write, sources_dir):
    write(DRAFT)
    due = datetime.date(2027, 3, 1)
    approve(sources_dir, "care", "Dr A", now=NOW, review_due=due)
    assert state(sources_dir, due) == "approved"
    assert state(sources_dir, due + datetime.timedelta(days=1)) == "overdue"
    source = find_source(sources_dir, "care")
    assert days_to_review(source, due - datetime.timedelta(days=30)) == 30


def test_a_withdrawn_page_is_served_again_only_when_it_is_approved_again(
    write, sources_dir
):
    path = write(DRAFT)
    approve(sources_dir, "care", "Dr A", now=NOW)
    signed = path.read_bytes()
    withdraw(sources_dir, "care", "Dr B", now=NOW, because="wrong dose")
    assert state(sources_dir) == "withdrawn"
    assert read_ledger(sources_dir).latest("care").because == "wrong dose"
    # The very bytes that were approved once do not bring it back.
    path.write_bytes(signed)
    assert state(sources_dir) == "withdrawn"
    said = "withdrawn by Dr B on 2026-11-25: wrong dose[.] .* add --again[.]"
    with pytest.raises(ApprovalError, match=said):
        approve(sources_dir, "care", "Dr A", now=NOW)
    assert path.read_bytes() == signed
    approve(sources_dir, "care", "Dr A", now=NOW, again=True)
    assert state(sources_dir) == "approved"


def test_a_page_that_only_says_that_it_is_withdrawn_is_told_so(write, sources_dir):
    write(page("Wash.", status="withdrawn"))
    with pytest.raises(ApprovalError, match="'care' says `status: withdrawn`[.] To"):
        approve(sources_dir, "care", "Dr A", now=NOW)


def test_a_withdrawal_without_a_reason_says_that_none_was_given(write, sources_dir):
    write(DRAFT)
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    with pytest.raises(ApprovalError, match="2026-11-25: no reason was given[.] To"):
        approve(sources_dir, "care", "Dr A", now=NOW)


LATER = NOW + datetime.timedelta(days=40)


@pytest.mark.parametrize(
    ("by", "options", "is_new"),
    [
        ("Dr A", {}, False),
        ("Dr  A ", {"as_it_is": True}, False),
        ("Dr A", {"review_due": datetime.date(2027, 11, 25)}, False),
        ("Dr A", {"review_due": datetime.date(2027, 11, 26)}, True),
        ("Dr B", {}, True),
        ("Dr A", {"now": NOW + datetime.timedelta(days=340)}, True),
    ],
    ids=["same", "as it is", "same day", "another day", "another", "review is near"],
)
def test_what_is_signed_off_already_is_not_signed_again(
    write, sources_dir, by, options, is_new
):
    path = write(DRAFT)
    first = approve(sources_dir, "care", "Dr A", now=NOW)
    before = path.read_bytes()
    second = approve(sources_dir, "care", by, **{"now": LATER, **options})
    assert (second != first) == is_new
    assert (path.read_bytes() != before) == is_new
    assert len(read_ledger(sources_dir).decisions) == 1 + is_new


def test_a_changed_byte_is_signed_again_by_the_same_person(write, sources_dir):
    path = write(DRAFT)
    approve(sources_dir, "care", "Dr A", now=NOW)
    path.write_bytes(path.read_bytes() + b"\n")
    approve(sources_dir, "care", "Dr A", now=LATER)
    assert len(read_ledger(sources_dir).decisions) == 2
    assert state(sources_dir) == "approved"


@pytest.mark.parametrize("damage", ["broken", "gone"])
def test_a_page_can_be_withdrawn_whatever_happened_to_its_file(
    write, sources_dir, damage
):
    path = write(DRAFT)
    approve(sources_dir, "care", "Dr A", now=NOW)
    path.write_text("no front matter") if damage == "broken" else path.unlink()
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    assert read_ledger(sources_dir).latest("care").status == "withdrawn"


def test_a_status_written_by_hand_approves_nothing(write, sources_dir):
    (sources_dir / "care.md").write_text(page("Wash."))
    assert state(sources_dir) == "draft"
    write(page("Rest.", id="b"), "b.md")
    text = (sources_dir / "b.md").read_text()
    (sources_dir / "b.md").write_text(text.replace("approved", "withdrawn"))
    assert state(sources_dir, id="b") == "withdrawn"


@pytest.mark.parametrize("by", ["", "  ", "\n", "x" * 101, "Dr \u202eA", "a\0b"])
def test_a_decision_needs_a_name(write, sources_dir, by):
    write(DRAFT)
    for act in (approve, withdraw):
        with pytest.raises(ApprovalError, match="The name is .*Give the name of the"):
            act(sources_dir, "care", by, now=NOW)
    assert not (sources_dir / LEDGER_NAME).exists()


def test_an_unknown_page_is_an_error_that_lists_the_pages(write, sources_dir):
    write(DRAFT)
    for act in (approve, withdraw):
        with pytest.raises(ApprovalError, match="no page 'x' in .*Pages: care[.]"):
            act(sources_dir, "x", "Dr A", now=NOW)


def test_a_day_that_has_passed_is_an_error(write, sources_dir):
    write(DRAFT)
    with pytest.raises(ApprovalError, match="due on 2026-11-24, which has passed"):
        approve(
            sources_dir, "care", "A", now=NOW, review_due=datetime.date(2026, 11, 24)
        )


def test_a_review_is_due_within_ten_years(write, sources_dir):
    path = write(DRAFT)
    far = datetime.date(2036, 11, 27)
    with pytest.raises(ApprovalError, match="due on 2036-11-27, more than ten years"):
        approve(sources_dir, "care", "A", now=NOW, review_due=far)
    assert path.read_text() == DRAFT
    due = datetime.date(2036, 11, 25)
    approve(sources_dir, "care", "A", now=NOW, review_due=due)
    assert find_source(sources_dir, "care").review_due == due


def test_a_draft_is_not_approved_as_it_is(write, sources_dir):
    write(DRAFT)
    with pytest.raises(ApprovalError, match="`status: draft`. Leave out --as-it-is"):
        approve(sources_dir, "care", "Dr A", now=NOW, as_it_is=True)


def test_all_pages_that_say_so_are_signed_as_they_are(sources_dir):
    (sources_dir / "a.md").write_text(page("Wash.", id="a"))
    (sources_dir / "b.md").write_text(page("Rest.", id="b", status="draft"))
    before = (sources_dir / "a.md").read_bytes()
    assert [d.source for d in approve_all(sources_dir, "CI", now=NOW)] == ["a"]
    assert (sources_dir / "a.md").read_bytes() == before
    assert approve_all(sources_dir, "CI", now=NOW) == ()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{", "This is no approval"),
        ("[]", "This is no approval"),
        ('{"source": "care"}', "This is no approval"),
        ("GOOD-at", "This is no approval"),
        ("GOOD-status", "This approval is not whole"),
        ("GOOD-sha256", "This approval is not whole"),
        ("GOOD-by", "This approval is not whole"),
        ("GOOD-extra", "This is no approval"),
    ],
)
def test_a_broken_ledger_is_an_error_at_its_line(write, sources_dir, line, text):
    write(DRAFT)
    decision = approve(sources_dir, "care", "Dr A", now=NOW)
    ledger = sources_dir / LEDGER_NAME
    good = ledger.read_text()
    if line.startswith("GOOD-"):
        line = json.dumps({**json.loads(good), line[5:]: " "})
    ledger.write_text(good + line + "\n")
    wanted = re.escape(f"{ledger}:2: {text}")
    with pytest.raises(SourceError, match=wanted):
        served_sources(sources_dir, TODAY)
    with pytest.raises(SourceError, match=wanted):
        append_decision(sources_dir, decision)
    assert ledger.read_text() == good + line + "\n"


def test_a_last_line_without_end_is_no_part_of_the_next(write, sources_dir):
    write(DRAFT)
    approve(sources_dir, "care", "Dr A", now=NOW)
    ledger = sources_dir / LEDGER_NAME
    ledger.write_text(ledger.read_text().rstrip("\n"))
    withdraw(sources_dir, "care", "Dr B", now=NOW)
    assert [d.by for d in read_ledger(sources_dir).decisions] == ["Dr A", "Dr B"]


def test_decisions_of_many_at_once_are_all_kept(write, sources_dir):
    write(DRAFT)
    decision = approve(sources_dir, "care", "Dr A", now=NOW)
    threads = [
        threading.Thread(target=append_decision, args=(sources_dir, decision))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_ledger(sources_dir).decisions) == 21


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_writing_a_key_leaves_every_other_byte_as_it_is(write, end):
    text = (
        "---\nid: care # mine\ntitle: 'Status: none'\n\"status\": draft\n---\n\n"
        "Body.\nstatus: x\n\n---\n"
    ).replace("\n", end)
    path = write(text)
    write_front_matter(path, {"status": "approved", "reviewed_by": 'Dr "A": B'})
    assert path.read_bytes().decode() == text.replace(
        '"status": draft', f'status: approved{end}reviewed_by: "Dr \\"A\\": B"'
    )
    assert read_source(path).reviewed_by == 'Dr "A": B'


def test_the_four_articles_are_approved_as_example_content():
    folder = Settings().sources_dir
    ledger = read_ledger(folder)
    articles = [s for s in read_sources(folder) if s.id.startswith("microneedling-")]
    assert len(articles) == 4
    for source in articles:
        assert state_of(source, ledger, TODAY) == "approved"
        assert ledger.standing(source.id, source.sha256).by == "Bedside example content"
