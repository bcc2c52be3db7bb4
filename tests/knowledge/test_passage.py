"""Sentences: what is one, that none is changed or lost, and what is embedded."""

import datetime
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.passage import (
    Passage,
    Sentence,
    contexts,
    split_passages,
    split_sentences,
)
from knowledge.settings import Settings
from knowledge.source import Paragraph, Source, read_sources

# The clinic's text as it came: headings and the newsletter line included.
HEADINGS_AND_MORE = {"Get updated with beauty resources, tips, and news"}


def source(*paragraphs: tuple[str, str | None], **changes: object) -> Source:
    values = {
        "id": "care",
        "title": "After care",
        "status": "approved",
        "topics": (),
        "url": "https://clinic.example/care",
        "reviewed_by": None,
        "reviewed_on": datetime.date(2026, 5, 31),
        "review_due": None,
        "paragraphs": tuple(Paragraph(t, s, 1) for t, s in paragraphs),
        "path": Path("care.md"),
        "sha256": "",
    }
    return Source(**{**values, **changes})


@pytest.mark.parametrize(
    "sentences",
    [
        ["One.", "Two!", "Three?", "Four"],
        ["Dr. Smith uses 1.5 mm needles, e.g. for ice-pick scars.", "Book now."],
        ["Mrs. Jones and Prof. Lee agree, i.e. it is fine.", "It costs £5.50."],
        ["Needles of 0.5–2.5 mm etc. and so on.", "Ask us."],
        ["Wait approx. 3 weeks.", "Then come back."],
        ["Book max. 4 sessions.", "See Fig. 2 and No. 7."],
        ["It takes 20 min. per visit.", "Rest."],
        ["Take 10 mg.", "Do not drive."],
        ['"Does it hurt?" is what patients ask.', '"No."', '"Good."'],
        ["“Does it hurt?” she asked.", "“A little.”", "‘Yes.’"],
        ["It is safe.", "(See below.)", "[More there.]", "Next."],
        ["Is it safe?", "Really?!", "Yes."],
        ["Visit clinic.example.", "Write to a.b@clinic.example today."],
        ["Vitamin C 10% is fine.", "SPF 30+.", "No sun!"],
        ["Wait... then go.", "Go."],
        ["No space after the stop.Here it stays one.", "Next."],
        ["Wash"],
        ["Ärzte helfen.", "Übung auch."],
        ["At 5 p.m. we close."],
        ["2 to 3 sessions are usual.", "4 are rare."],
    ],
)  # fmt: skip
def test_a_paragraph_is_split_into_its_sentences(sentences):
    assert list(split_sentences(" ".join(sentences))) == sentences


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_paragraph_has_no_sentence(text):
    assert split_sentences(text) == ()


@given(st.text(alphabet='Aa1 .?!,()"“”’…-é', max_size=60))
def test_no_character_is_lost_or_changed_however_odd_the_text(text):
    # What `source.py` hands over: single spaces, none at the ends.
    text = " ".join(text.split())
    assert " ".join(split_sentences(text)) == text


def test_sentences_carry_what_a_citation_needs():
    passages = split_passages(
        source(("Wash gently. No sun.", None), ("Rest.", "Day one"))
    )
    first = {
        "source_id": "care",
        "title": "After care",
        "url": "https://clinic.example/care",
        "reviewed_on": "2026-05-31",
    }
    assert passages == (
        Passage(
            "care#p01",
            "care",
            "After care",
            None,
            (
                Sentence("care#s01", "Wash gently.", passage_id="care#p01",
                         section=None, **first),
                Sentence("care#s02", "No sun.", passage_id="care#p01",
                         section=None, **first),
            ),
        ),
        Passage(
            "care#p02",
            "care",
            "After care",
            "Day one",
            (
                Sentence("care#s03", "Rest.", passage_id="care#p02",
                         section="Day one", **first),
            ),
        ),
    )  # fmt: skip
    assert [passage.text for passage in passages] == ["Wash gently. No sun.", "Rest."]


def test_a_page_that_nobody_reviewed_has_no_date():
    (passage,) = split_passages(source(("Rest.", None), reviewed_on=None, url=None))
    assert (passage.sentences[0].reviewed_on, passage.sentences[0].url) == (None, None)


def test_a_sentence_is_embedded_with_heading_and_neighbours_of_its_own_passage():
    text = "Ann sat. Bob ran. Cy hid. Di ate."
    passages = split_passages(source((text, "Risks"), ("Ed left.", None)))
    assert contexts(passages) == {
        "care#s01": "Risks. Ann sat. Bob ran.",
        "care#s02": "Risks. Ann sat. Bob ran. Cy hid.",
        "care#s03": "Risks. Bob ran. Cy hid. Di ate.",
        "care#s04": "Risks. Cy hid. Di ate.",
        "care#s05": "After care. Ed left.",
    }


@pytest.fixture(scope="module")
def articles():
    sources = read_sources(Settings().sources_dir)
    return [split_passages(source) for source in sources]


def test_the_articles_have_these_sentences(articles):
    found = [sum(len(p.sentences) for p in passages) for passages in articles]
    assert found == [12, 18, 16, 20]
    lines = [s.text for passages in articles for p in passages for s in p.sentences]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    # Of the split that was checked by hand: see the last test of this file.
    assert digest == "ad51b32a80f4e0a801a4a74b36957e289dfcfce572fc22b772c481e923c3d804"


def test_the_articles_have_their_first_and_last_sentences(articles):
    last = [passages[-1].sentences[-1] for passages in articles]
    assert [(s.id, s.section, s.text[:40]) for s in last] == [
        ("microneedling-acne-scars-1#s12", None,
         "Its ability to stimulate collagen produc"),
        ("microneedling-acne-scars-2#s18", "Post-Treatment Care",
         "With the guidance of a professional derm"),
        ("microneedling-acne-scars-3#s16", "Conclusion",
         "As with any medical treatment, it is ess"),
        ("microneedling-acne-scars-4#s20", "Conclusion",
         "However, as with any medical procedure, "),
    ]  # fmt: skip
    quotable = {s.text for ps in articles for p in ps for s in p.sentences}
    assert not quotable & HEADINGS_AND_MORE


def test_the_split_of_the_articles_is_the_right_one(articles):
    path = Path(__file__).parents[3] / "shared" / "eval" / "dev" / "sentences.json"
    if not path.is_file():
        pytest.skip(f"{path} is not on this machine")
    right = json.loads(path.read_text(encoding="utf-8"))
    for number, passages in enumerate(articles, 1):
        ours = [(s.text, s.section) for p in passages for s in p.sentences]
        wanted = [
            (s["text"], s["section"])
            for s in right
            if s["article"] == number and s["text"] not in HEADINGS_AND_MORE
        ]
        assert ours == wanted
