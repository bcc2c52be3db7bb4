"""Public pages as a clinic's Markdown, and the numbers of their sentences."""

import pytest

from benchmarks.data import NoBenchmarkDataError, bench_dir, read_rows
from benchmarks.other_clinic.run import _read, read_questions
from benchmarks.pages import Page, health_page, page_sentences, slug, write_page
from knowledge.source import read_source


def row(answer, *, qtype="information", focus="Athlete's Foot"):
    return {"answer": answer, "qtype": qtype, "focus": focus}


def test_a_slug_is_an_id_that_a_page_may_have():
    assert slug("Athlete's Foot (tinea)") == "athlete-s-foot-tinea"


def test_the_agency_and_the_word_summary_are_no_sentences():
    page = health_page([row("Summary : It itches. NIH: National Eye Institute")])
    assert page.paragraphs == ((None, "It itches."),)


def test_a_page_of_several_answers_has_a_section_for_each():
    page = health_page([row("It itches."), row("Use cream.", qtype="treatment")])
    assert page.paragraphs == (
        ("What it is", "It itches."),
        ("Treatment", "Use cream."),
    )


def test_five_sentences_make_two_paragraphs_and_are_numbered_through():
    page = health_page([row("One. Two. Three. Four. Five.")])
    assert [text for _, text in page.paragraphs] == ["One. Two. Three. Four.", "Five."]
    assert page_sentences(page)[4].id == "athlete-s-foot#s05"


@pytest.mark.parametrize(
    "text",
    [
        "- Clean *your* skin",
        "1. Not a list & not <html>",
        "# 5 of 10 [people] have it, A&amp;B",
        "+ or = or `this` _that_",
        'He said "no": so what?',
    ],
)
def test_a_written_page_reads_as_it_was(tmp_path, text):
    page = Page("care", 'The "title": a', ((None, text), ("Care", text)))
    write_page(page, tmp_path)
    source = read_source(tmp_path / "care.md")
    assert source.title == 'The "title": a'
    assert [(p.section, p.text) for p in source.paragraphs] == [
        (None, text),
        ("Care", text),
    ]


def test_the_other_clinic_has_sixty_pages_and_three_hundred_questions():
    pages = _read("pages.tsv")
    assert len(pages) == 60
    assert sum(page["skin"] == "yes" for page in pages) >= 12
    questions = read_questions()
    assert sum(bool(question.gold) for question in questions) == 180
    assert sum(not question.gold for question in questions) == 120
    names = {page["page"] for page in pages}
    assert {row["page"] for row in _read("covered.tsv")} == names
    assert not {row["page"] for row in _read("left_out.tsv")} & names


def test_missing_data_says_where_it_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("BEDSIDE_BENCH", str(tmp_path))
    assert bench_dir() == tmp_path
    with pytest.raises(NoBenchmarkDataError, match=r"squad2.*Set BEDSIDE_BENCH"):
        read_rows("squad2/passages.jsonl")
