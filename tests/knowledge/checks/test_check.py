"""A folder of pages and everything that is wrong with it."""

import datetime
import random
from itertools import permutations

import pytest

from knowledge.approval import LEDGER_NAME, ApprovalError
from knowledge.checks.check import (
    SAME_SENTENCE,
    _alike,
    _count_alike,
    check_sources,
)
from knowledge.checks.reading_age import reading_age, syllables
from knowledge.checks.resolutions import FILE_NAME, read_resolutions, resolve
from knowledge.errors import SourceError
from tests.knowledge.conftest import page, sign

TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.timezone.utc)


def found(sources_dir, code, **options):
    report = check_sources(sources_dir, TODAY, **options)
    return [f for f in report.findings if f.code == code]


def dated(days, **options):
    due = TODAY + datetime.timedelta(days=days)
    text = page("Wash.", **options)
    return text.replace("\ntitle", f"\nreview_due: {due}\nreviewed_by: Dr A\ntitle", 1)


def test_every_broken_page_is_named_and_the_others_are_checked(write, sources_dir):
    write(page("Wash."), "good.md")
    write("no front matter", "a.md")
    write(page("x", status="final"), "b.md")
    write(page("Rest."), "twin.md")
    broken = found(sources_dir, "broken_page")
    assert [(f.level, f.place) for f in broken] == [
        ("blocking", "a.md:1"),
        ("blocking", "b.md:4"),
        ("blocking", "twin.md"),
    ]
    assert broken[0].text.startswith("The front matter is missing: line 1 is")
    assert broken[2].text == "The id 'care' is taken by good.md."
    assert check_sources(sources_dir, TODAY).n_blocking == 3


def test_broken_questions_are_named(write, sources_dir):
    write(page("Wash."))
    write("answers: {a: {quote: [Wish.], questions: [x]}}", "care.questions.yml")
    (finding,) = found(sources_dir, "broken_questions")
    assert (finding.level, finding.place) == ("blocking", "care.questions.yml:1")


@pytest.mark.parametrize(
    ("days", "code", "level", "text"),
    [
        (
            -1,
            "review_overdue",
            "warning",
            "due 1 days ago; it is not served. Owner: Dr A",
        ),
        (0, "review_soon", "warning", "due in 0 days. Owner: Dr A"),
        (30, "review_soon", "warning", "due in 30 days"),
    ],
)
def test_a_review_is_told_thirty_days_before_and_when_it_is_past(
    write, sources_dir, days, code, level, text
):
    write(dated(days))
    (finding,) = found(sources_dir, code)
    assert finding.level == level
    assert text in finding.text


def test_a_review_in_a_month_and_a_day_is_told_by_nobody(write, sources_dir):
    write(dated(31))
    assert not found(sources_dir, "review_soon")
    assert check_sources(sources_dir, TODAY).states == {"care": "approved"}


def test_what_nobody_signed_off_is_told(write, sources_dir):
    path = write(page("Wash."))
    write(page("Rest.", id="b", status="draft"), "b.md")
    write(page("Old.", id="c", status="withdrawn"), "c.md")
    path.write_text(page("Wash!"))
    findings = found(sources_dir, "not_signed_off")
    assert [(f.level, f.place) for f in findings] == [
        ("warning", "care"),
        ("note", "b"),
    ]
    assert check_sources(sources_dir, TODAY).states == {
        "b": "draft",
        "c": "withdrawn",
        "care": "changed",
    }


def test_a_publication_looks_at_approved_pages_only(write, sources_dir):
    write(page("No sun for 3 days after it."))
    draft = page("No sun for 2 weeks after it.", id="b", status="draft")
    write(draft, "b.md")
    (finding,) = found(sources_dir, "contradiction")
    assert finding.level == "warning"
    assert found(sources_dir, "contradiction", only={"approved"}) == []


def test_a_page_that_repeats_another_is_told(write, sources_dir):
    text = (
        "Wash your face gently today. Use no strong soap there. "
        "Always sleep flat on your back tonight."
    )
    write(page(text))
    write(page(text.replace("Always sleep", "Sleep"), id="b"), "b.md")
    (finding,) = found(sources_dir, "near_duplicate")
    assert (finding.level, finding.place) == ("warning", "b, care")
    assert finding.text == (
        "3 sentences say the same on both pages (100% of the shorter). "
        "Make them one page."
    )


def test_repeats_are_counted_as_if_every_pair_had_been_compared():
    draw = random.Random(3)
    letters = "abcdefghijkl"
    words = {
        f"p{n}": [frozenset(draw.sample(letters, draw.randint(5, 9))) for _ in range(9)]
        for n in range(6)
    }
    wanted = {
        (one, other): sum(any(_alike(a, b) >= SAME_SENTENCE for b in words[other])
                          for a in words[one])
        for one, other in permutations(words, 2)
    }  # fmt: skip
    counted = _count_alike(words)
    assert {pair: counted[pair] for pair in wanted} == wanted
    assert sum(wanted.values()) > 20


def test_sections_that_no_question_reaches_are_told(write, sources_dir):
    write(page("Wash gently now.\n\n## Later\n\nRest a while.\n\n## Sun\n\nNo sun.\n"))
    write(page("Other words.", id="b"), "b.md")
    write(
        "answers: {a: {quote: [Wash gently now.], questions: [x]}, "
        "b: {quote: [No sun.], questions: [y]}}",
        "care.questions.yml",
    )
    assert [f.place for f in found(sources_dir, "unreached")] == ["b", "care, Later"]


@pytest.mark.parametrize(
    ("link", "code", "level"),
    [
        ("[us](https://www.clinic.example/a)", None, None),
        ("[mail](mailto:a@clinic.example)", None, None),
        ("[NHS](https://www.nhs.uk/x)", "outside_link", "note"),
        ("[us](http://clinic.example/a)", "link", "warning"),
        ("[page](other.md)", "link", "warning"),
        ("[page](care.md)", None, None),
        ("[x](ftp://clinic.example/)", "link", "warning"),
    ],
)
def test_links_that_leave_the_site_or_lead_nowhere_are_told(
    write, sources_dir, link, code, level
):
    write(page(f"See {link} for more.\n"))
    report = check_sources(sources_dir, TODAY, own_hosts={"clinic.example"})
    findings = [f for f in report.findings if "link" in f.code]
    assert [(f.code, f.level) for f in findings] == ([(code, level)] if code else [])


def test_hard_words_are_told_with_the_age_that_they_are_for(write, sources_dir):
    hard = (
        "Percutaneous collagen induction necessitates comprehensive dermatological "
        "evaluation preceding administration of topical anaesthetic preparations, "
        "particularly regarding contraindicated pharmaceutical interventions and "
        "immunological hypersensitivity manifestations in predisposed individuals, "
        "notwithstanding previously established tolerability characteristics."
    )
    write(page(hard))
    (finding,) = found(sources_dir, "reading_age")
    assert finding.level == "warning"
    easy = "Wash your face. Pat it dry. Do not rub. Stay out of the sun. " * 3
    write(page(easy))
    assert not found(sources_dir, "reading_age")


def test_the_reading_age_is_flesch_kincaid_plus_five():
    # 8 sentences, 32 words, 32 syllables: 0.39 * 4 + 11.8 - 15.59 = -2.23, so 0.
    assert reading_age(["Put it on now."] * 8) == 5.0
    # 2 sentences, 32 words, 40 syllables: 0.39 * 16 + 11.8 * 1.25 - 15.59 = 5.4.
    sentence = "gentle water " * 2 + "sun " * 12
    assert reading_age([sentence] * 2) == 10.4
    assert reading_age(["Too short to tell."]) is None


@pytest.mark.parametrize(
    ("word", "n"),
    [("skin", 1), ("gentle", 2), ("needle", 2), ("wore", 1), ("walked", 1),
     ("treated", 2), ("collagen", 3), ("area", 2), ("the", 1), ("free", 1)],
)  # fmt: skip
def test_syllables_are_counted_by_their_vowels(word, n):
    assert syllables(word) == n


@pytest.mark.parametrize("name", [LEDGER_NAME, FILE_NAME])
def test_a_broken_record_is_an_error(write, sources_dir, name):
    write(page("Wash."))
    with (sources_dir / name).open("a") as stream:
        stream.write("{\n")
    with pytest.raises(SourceError, match=f"{name}:[12]: This is no"):
        check_sources(sources_dir, TODAY)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no such folder"):
        check_sources(tmp_path / "none", TODAY)


def test_an_empty_folder_is_a_finding(sources_dir):
    (finding,) = check_sources(sources_dir, TODAY).findings
    assert (finding.level, finding.code) == ("blocking", "broken_page")


def test_a_draft_that_differs_from_a_page_blocks_once_it_is_signed(write, sources_dir):
    write(page("No sun for 3 days after it."))
    write(page("No sun for 2 weeks after it.", id="b", status="draft"), "b.md")
    assert check_sources(sources_dir, TODAY).n_blocking == 0
    write(page("No sun for 2 weeks after it.", id="b"), "b.md")
    (finding,) = found(sources_dir, "contradiction")
    assert finding.level == "blocking"


def test_a_person_resolves_a_contradiction(write, sources_dir):
    write(page("No sun for 3 days after it."))
    write(page("No sun for 2 weeks after it.", id="b"), "b.md")
    report = check_sources(sources_dir, TODAY)
    (one,) = report.contradictions
    known = [one.id]
    made = resolve(sources_dir, one.id, "Dr A", "Two skins", known=known, now=NOW)
    assert read_resolutions(sources_dir) == (made,)
    assert (made.by, made.at) == ("Dr A", "2026-11-25T12:00:00+00:00")
    assert check_sources(sources_dir, TODAY).n_blocking == 0
    write(page("No sun for 4 weeks after it.", id="b"), "b.md")
    sign(sources_dir)
    assert check_sources(sources_dir, TODAY).n_blocking == 1


@pytest.mark.parametrize(
    ("id", "by", "because", "text"),
    [
        ("nope", "Dr A", "x", "no contradiction 'nope'. Open or resolved: abcd1234"),
        ("abcd1234", "", "x", "The name is ''"),
        ("abcd1234", "Dr A", " ", "The reason is empty"),
    ],
)
def test_a_resolution_needs_id_name_and_reason(sources_dir, id, by, because, text):
    with pytest.raises(ApprovalError, match=text):
        resolve(sources_dir, id, by, because, known=["abcd1234"], now=NOW)
    assert not (sources_dir / FILE_NAME).exists()
