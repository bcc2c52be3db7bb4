"""Pages that are written read back as the document's own words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importing.document import Block, Document, Finding
from knowledge.importing.page_writer import escaped, make_id, page_text
from knowledge.source import read_source

AWKWARD = [
    "- not a list",
    "1. not a list either",
    "# no heading",
    "> no quotation",
    "a *star* and _lines_ and snake_case and __init__",
    "[a link](https://x.example) and [brackets]",
    "![a picture](x.png)",
    "[ref]: https://x.example",
    "<b>bold</b> & &amp; &copy; 3 < 4 > 2",
    "back\\slash `code` \\* end\\",
    "=== and ---",
    "| a | b |",
    "~~~",
    "+ plus",
    "2) two",
    "***",
    "<!-- no comment -->",
    "<https://x.example>",
    ": colon",
    "ends in a hash #",
]


def round_trip(tmp_path, blocks, title="T"):
    text = page_text(
        Document("text", title, tuple(blocks)), "care", name="a.txt", sha256="0" * 64
    )
    path = tmp_path / "care.md"
    path.write_text(text, encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize("kind", ["paragraph", "item"])
@pytest.mark.parametrize("text", AWKWARD)
def test_what_looks_like_markdown_stays_text(tmp_path, kind, text):
    source = round_trip(tmp_path, [Block(kind, text), Block(kind, text)])
    assert [p.text for p in source.paragraphs] == [text, text]


@pytest.mark.parametrize("text", [*AWKWARD, "-->", "--!>", "a ----> b", "--", "\x85"])
def test_what_was_left_out_is_listed_whole_in_a_comment_that_is_no_text(tmp_path, text):
    found = Finding("table", f"A table was left out: “{text}”.", (text, "2 days"))
    document = Document("pdf", "T", (Block("paragraph", "Wash."),), (found,))
    path = tmp_path / "care.md"
    path.write_text(page_text(document, "care", name="a.pdf", sha256="0" * 64))
    assert [p.text for p in read_source(path).paragraphs] == ["Wash."]
    comment = path.read_text().partition("<!-- Not part of the page")[2]
    assert comment.endswith("\n- 2 days\n-->\n")
    assert comment.count("-->") == 1


@pytest.mark.parametrize("text", AWKWARD)
def test_a_heading_that_looks_like_markdown_stays_text(tmp_path, text):
    source = round_trip(tmp_path, [Block("heading", text, 2), Block("paragraph", "x")])
    assert source.paragraphs[0].section == text


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["paragraph", "item", "heading"]),
            st.text("ab 1.)-#*_`[]()<>&;!|~\\:=+\"'é", min_size=1, max_size=30),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_reads_back_to_the_letter(tmp_path_factory, parts):
    blocks = [
        Block(kind, " ".join(text.split()), 2 if kind == "heading" else 0)
        for kind, text in parts
        if text.strip()
    ]
    wanted = [block.text for block in blocks if block.kind != "heading"]
    if not wanted:
        return
    source = round_trip(tmp_path_factory.mktemp("page"), blocks)
    assert [p.text for p in source.paragraphs] == wanted


def test_a_page_is_a_draft_that_says_where_it_is_from(tmp_path):
    source = round_trip(tmp_path, [Block("paragraph", "Wash.")], title='A "title": 1')
    assert (source.id, source.title, source.status) == ("care", 'A "title": 1', "draft")
    assert source.reviewed_by is source.reviewed_on is source.review_due is None
    assert "# Read from a.txt, sha256 000" in source.path.read_text("utf-8")


def test_prose_is_written_as_people_write_it():
    text = "Don't wash (or shave) for 24 h; red & tight, 3-7 days: call us! £5 [sic"
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("After Care (peels) v2.pdf", "after-care-peels-v2"),
        ("../../etc/passwd.txt", "passwd"),
        ("..\\..\\évil.docx", "evil"),
        ("日本.pdf", "page"),
        ("x" * 200 + ".pdf", "x" * 60),
        (".pdf", "pdf"),
        ("007.pdf", "page-007"),
        ("2026-05-31.pdf", "page-2026-05-31"),
        ("True.pdf", "page-true"),
    ],
)
def test_an_id_comes_from_the_name_and_leads_nowhere(name, wanted):
    assert make_id(name) == wanted
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", make_id(name))
