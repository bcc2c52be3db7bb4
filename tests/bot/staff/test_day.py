"""Pages with dates in a folder and a real build of them; the encoder counts letters."""

import datetime

import numpy as np
import pytest

from bot.staff.day import library_on, on_day
from bot.staff.errors import NotServedError
from knowledge.answer import Answer
from knowledge.approval import approve, read_ledger, withdraw
from knowledge.build import build_index
from knowledge.errors import SourceError
from knowledge.library import Library
from knowledge.settings import Settings
from knowledge.source import read_sources
from tests.bot.staff.conftest import write_page

DAY = datetime.date(2027, 3, 1)


class Subjects:
    """Washing, series and price point three ways."""

    name, dim, words = "fake@1", 3, frozenset()

    def encode(self, texts):
        rows = [[w in t.lower() for w in ("wash", "series", "price")] for t in texts]
        vectors = np.array(rows, "float32") + 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class Letters:
    name, dim, words = "fake@1", 26, frozenset()

    def encode(self, texts):
        rows = [[t.lower().count(chr(97 + n)) for n in range(26)] for t in texts]
        vectors = np.array(rows, "float32") + 1e-6
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def settings(tmp_path, sources_dir):
    return Settings(
        sources_dir=sources_dir,
        index_dir=tmp_path / "index",
        models_dir=tmp_path / "models",
        encoder="fake",
        tuned=False,
    )


def why(sources_dir, day=DAY):
    return {
        p.source.id: (p.is_served, p.why)
        for p in on_day(read_sources(sources_dir), read_ledger(sources_dir), day)
    }


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ("", "approved", (True, "signed off, no date on which its review is due")),
        ("", "draft", (False, "draft")),
        ("", "withdrawn", (False, "withdrawn")),
        (
            "review_due: 2027-03-01\n",
            "approved",
            (True, "signed off, review due on 2027-03-01"),
        ),
        (
            "review_due: 2027-02-28\n",
            "approved",
            (False, "review overdue: it was due on 2027-02-28"),
        ),
    ],
)
def test_a_page_is_served_by_its_status_and_date(sources_dir, more, status, told):
    write_page(sources_dir, id="other")
    write_page(sources_dir, more=more, status=status)
    assert why(sources_dir)["page-3"] == told


def test_a_page_is_served_from_the_day_of_its_approval(sources_dir):
    write_page(sources_dir, id="other", is_signed=False)
    decided = datetime.datetime(2027, 3, 2, tzinfo=datetime.timezone.utc)
    approve(sources_dir, "other", "Dr Test", now=decided)
    assert why(sources_dir, DAY)["other"] == (False, "draft")
    assert why(sources_dir, datetime.date(2027, 3, 2))["other"][0]


def test_a_withdrawn_page_is_not_served_from_that_day(sources_dir):
    path = write_page(sources_dir)
    now = datetime.datetime(2027, 3, 1, tzinfo=datetime.timezone.utc)
    text = path.read_bytes()
    withdraw(sources_dir, "page-3", "Dr Test", now=now)
    path.write_bytes(text)
    assert why(sources_dir, datetime.date(2027, 2, 28))["page-3"][0]
    assert why(sources_dir, DAY)["page-3"] == (False, "withdrawn")


def test_a_page_that_was_changed_since_is_not_served(sources_dir):
    write_page(sources_dir, text="Other words.", is_signed=False)
    assert why(sources_dir)["page-3"] == (False, "changed since it was signed off")


def test_another_day_does_not_look_at_what_is_withheld_today(settings, sources_dir):
    write_page(sources_dir, id="other", text="Wash gently with water.")
    build_index(settings, encoder=Letters())
    text = (sources_dir / "other.md").read_bytes()
    now = datetime.datetime(2027, 4, 1, tzinfo=datetime.timezone.utc)
    withdraw(sources_dir, "other", "Dr Test", now=now)
    (sources_dir / "other.md").write_bytes(text)
    today = Library.load(settings, encoder=Letters())
    before, _ = library_on(settings, DAY, encoder=Letters())
    assert not today.holds("Wash gently with water.")
    assert before.holds("Wash gently with water.")


def test_only_the_pages_of_the_day_can_be_quoted(settings, sources_dir):
    write_page(
        sources_dir,
        id="other",
        text="Wash gently with water.",
        more="review_due: 2027-01-01\n",
    )
    build_index(settings, encoder=Letters())
    before, _ = library_on(settings, datetime.date(2026, 12, 1), encoder=Letters())
    after, pages = library_on(settings, DAY, encoder=Letters())
    assert before.holds("Wash gently with water.")
    assert not after.holds("Wash gently with water.")
    assert after.title("other") is None and after.revision("other") is None
    assert after.title("page-3") == "On scars"
    # The build of today keeps its name where the day changes nothing.
    assert (
        before.build_id == before.index.manifest.build_id
        and "on" not in before.build_id
    )
    assert after.build_id.endswith("-on-2027-03-01")
    assert [page.is_served for page in pages] == [False, True]


def test_an_answer_whose_page_has_expired_is_not_given(settings, sources_dir):
    write_page(
        sources_dir, id="wash", text="Wash gently.", more="review_due: 2027-01-01\n"
    )

    def questions(text):
        return "".join(f'      - "{text} {c}?"\n' for c in "abcdefghijkl")

    (sources_dir / "x.questions.yml").write_text(
        "answers:\n"
        '  washing:\n    topic: care\n    quote: ["Wash gently."]\n    questions:\n'
        + questions("may i wash")
        + "  series:\n    topic: plan\n"
        + '    quote: ["Typically, a series of sessions is recommended."]\n'
        + "    questions:\n"
        + questions("how many in a series")
        + "gaps:\n  cost:\n    questions:\n"
        + questions("what price"),
        encoding="utf-8",
    )
    build_index(settings, encoder=Subjects())
    december = datetime.date(2026, 12, 1)
    before, _ = library_on(settings, december, encoder=Subjects())
    after, _ = library_on(settings, DAY, encoder=Subjects())
    answer = before.answer("may i wash now?")
    assert isinstance(answer, Answer) and answer.answer_ids == ("washing",)
    later = after.answer("may i wash now?")
    assert not isinstance(later, Answer) and later.why == "known gap"
    kept = after.answer("how many in a series now?")
    assert isinstance(kept, Answer) and kept.answer_ids == ("series",)
    assert [gap.id for gap in after.index.bank.gaps] == ["cost", "washing"]


def test_a_day_without_any_page_says_why(settings, sources_dir):
    write_page(sources_dir, more="review_due: 2027-01-01\n")
    build_index(settings, encoder=Letters())
    with pytest.raises(
        NotServedError, match="On 2027-03-01 no page is served. page-3: review overdue"
    ):
        library_on(settings, DAY, encoder=Letters())


def test_a_page_that_was_changed_after_the_build_is_refused(settings, sources_dir):
    build_index(settings, encoder=Letters())
    write_page(sources_dir, text="Other words.")
    wanted = (
        "On 2027-03-01 'page-3' is signed off, but its text is not published yet. "
        "Publish it with `bedside publish`, and ask again."
    )
    with pytest.raises(NotServedError, match=f"^{wanted}$"):
        library_on(settings, DAY, encoder=Letters())


def test_a_page_that_is_signed_off_and_not_published_is_told(settings, sources_dir):
    build_index(settings, encoder=Letters())
    write_page(sources_dir, id="new", text="Drink water.")
    with pytest.raises(NotServedError, match="'new' is signed off, but .* not publish"):
        library_on(settings, DAY, encoder=Letters())


def test_a_broken_page_is_an_error_not_an_answer(settings, sources_dir):
    build_index(settings, encoder=Letters())
    (sources_dir / "page-3.md").write_bytes(b"\xff\xfe broken")
    with pytest.raises(SourceError, match="not UTF-8"):
        library_on(settings, DAY, encoder=Letters())
