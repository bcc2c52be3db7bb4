"""Pages: what is read from one, and every way in which one cannot be used."""

import datetime
import hashlib
import os
import re
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError, NoSourcesError, SourceError
from knowledge.settings import Settings
from knowledge.source import Paragraph, read_source, read_sources
from tests.knowledge.conftest import page

FULL = """---
id: after-care
title: "After care: day 1"
topics: [aftercare, pain]
url: https://clinic.example/care
reviewed_by: Dr. A. Lee
reviewed_on: 2026-05-31
review_due: 2027-05-31
status: approved
---

# After care

Wash with cool water.

## Day one

Keep out of the sun.
Use SPF 30+.
"""


def error(path: Path, line: int, text: str) -> str:
    """Pattern of a whole message: file, line, problem and step."""
    return "^" + re.escape(f"{path}:{line}: {text}") + "$"


def texts(source):
    return [paragraph.text for paragraph in source.paragraphs]


def test_a_page_is_read_with_every_key_and_the_lines_of_its_paragraphs(write):
    path = write(FULL)
    source = read_source(path)
    assert (source.id, source.title, source.status, source.topics) == (
        "after-care",
        "After care: day 1",
        "approved",
        ("aftercare", "pain"),
    )
    assert (source.url, source.reviewed_by) == (
        "https://clinic.example/care",
        "Dr. A. Lee",
    )
    assert source.reviewed_on == datetime.date(2026, 5, 31)
    assert source.review_due == datetime.date(2027, 5, 31)
    assert source.paragraphs == (
        Paragraph("Wash with cool water.", None, 14),
        Paragraph("Keep out of the sun. Use SPF 30+.", "Day one", 18),
    )
    assert source.path == path
    assert source.sha256 == hashlib.sha256(FULL.encode()).hexdigest()


def test_keys_that_may_be_absent_are_empty(write):
    source = read_source(write(page("Hello.")))
    assert (source.topics, source.url, source.reviewed_by) == ((), None, None)
    assert (source.reviewed_on, source.review_due) == (None, None)


def test_null_stands_for_an_absent_value(write):
    nulls = "topics: null\nurl: null\nreviewed_by: null\nreviewed_on: null\n"
    source = read_source(write(page("Hello.").replace("status:", nulls + "status:")))
    assert (source.topics, source.url, source.reviewed_on) == ((), None, None)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_systems_change_nothing_but_the_hash(write, ending):
    path = write(FULL.replace("\n", ending))
    other = read_source(path)
    same = read_source(write(FULL, "same.md"))
    assert other.paragraphs == same.paragraphs
    assert other.title == same.title
    assert other.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_byte_order_mark_is_no_part_of_the_page(write):
    source = read_source(write("\ufeff" + FULL))
    assert source.id == "after-care"
    assert source.paragraphs[0] == Paragraph("Wash with cool water.", None, 14)


def test_a_line_of_dashes_in_the_body_does_not_end_the_front_matter(write):
    source = read_source(write(page("One.\n\n---\n\nTwo.\n")))
    assert source.paragraphs == (
        Paragraph("One.", None, 6),
        Paragraph("Two.", None, 10),
    )


# Front matter that cannot be used


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff", "\ufeff\r\n"])
def test_an_empty_file_is_an_error(write, content):
    path = write(content)
    with pytest.raises(
        SourceError, match=error(path, 1, "This file is empty. Fill it or remove it.")
    ) as caught:
        read_source(path)
    assert (caught.value.path, caught.value.line) == (path, 1)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (FULL.encode().replace(b"cool", b"c\xf6ol"), 14),
        (FULL.encode().replace(b"\n", b"\r\n").replace(b"cool", b"c\xf6ol"), 14),
        (FULL.encode("utf-16"), 1),
        (b"---\nid: a\ntitle: \x93Care\x94\n---\n", 3),
    ],
)
def test_a_file_that_is_no_utf8_is_an_error_at_its_line(write, content, line):
    path = write(content)
    wanted = error(path, line, "This file is not UTF-8. Save it as UTF-8 text.")
    with pytest.raises(SourceError, match=wanted):
        read_source(path)


def test_missing_front_matter_is_an_error_that_shows_the_first_line(write):
    path = write("# Care after the treatment\n\nText.\n")
    wanted = (
        "The front matter is missing: line 1 is '# Care after the treatment', "
        "not '---'. "
        "Begin the file with '---', the keys id, title, status, and '---'."
    )
    with pytest.raises(SourceError, match=error(path, 1, wanted)):
        read_source(path)


def test_front_matter_without_end_is_an_error(write):
    path = write("---\nid: care\ntitle: Care\n\nText.\n")
    wanted = (
        "The lines at the top (id, title ...) have no end. Write a line '---' below"
    )
    wanted = error(path, 1, f"{wanted} them.")
    with pytest.raises(SourceError, match=wanted):
        read_source(path)


@pytest.mark.parametrize(
    ("keys", "line", "problem"),
    [
        ("id: care\ntitle: Care: day 1\nstatus: approved", 3, "mapping values are not"),
        ("id: care\n\ttitle: Care", 3, "found character '\\t'"),
        ("id: care\ntitle: *x\nstatus: approved", 3, "found undefined alias 'x'"),
        ("id: care\ntopics: [a, b\nstatus: approved", 4, ""),
        (
            "id: care\ntitle: A\nstatus: draft\ntitle: B",
            5,
            'found duplicate key "title"',
        ),
    ],
)
def test_broken_yaml_is_an_error_at_its_line(write, keys, line, problem):
    path = write(f"---\n{keys}\n---\nText.\n")
    shown = f"---\n{keys}\n---".split("\n")[line - 1].strip()
    start = re.escape(
        f"{path}:{line}: The lines between the two '---' at the top cannot be read, "
        f"at line {line}, '{shown}' ({problem}"
    )
    with pytest.raises(SourceError, match=f"^{start}.*quotation marks"):
        read_source(path)


def test_a_title_with_a_colon_is_told_with_its_quotation_marks(write):
    title = "title: Cold sores: what to do"
    path = write(f"---\nid: care\n{title}\nstatus: draft\n---\nText.\n")
    wanted = (
        f"{path}:3: The lines between the two '---' at the top cannot be read, at line "
        f"3, '{title}' (mapping values are not allowed here). "
        'A text with a colon needs quotation marks: `title: "Cold sores: what to do"`.'
    )
    with pytest.raises(SourceError, match=f"^{re.escape(wanted)}$"):
        read_source(path)
    path.write_text(path.read_text().replace(title, wanted.split("`")[1]))
    assert read_source(path).title == "Cold sores: what to do"


def test_a_control_character_is_an_error_at_its_line(write):
    path = write("---\nid: care\ntitle: Ca\x07re\nstatus: draft\n---\nText.\n")
    wanted = (
        "Line 3, between the two '---' at the top, holds a character that cannot be "
        "seen (U+0007). Type the line anew."
    )
    with pytest.raises(SourceError, match=error(path, 3, wanted)):
        read_source(path)


@pytest.mark.parametrize(
    "keys", ["", "- id\n- title\n", "care\n", "# only a comment\n"]
)
def test_front_matter_without_keys_is_an_error(write, keys):
    path = write(f"---\n{keys}---\nText.\n")
    wanted = (
        "Between the two '---' at the top stands no line such as 'title: Care'. "
        "Write a line for each of id, title, status."
    )
    with pytest.raises(SourceError, match=error(path, 2, wanted)):
        read_source(path)


@pytest.mark.parametrize("key", ["id", "title", "status"])
def test_a_missing_key_is_named(write, key):
    lines = [line for line in page("Text.").split("\n") if not line.startswith(key)]
    path = write("\n".join(lines))
    wanted = f"The key `{key}` is missing or empty. Add `{key}: ...`."
    with pytest.raises(SourceError, match=error(path, 2, wanted)):
        read_source(path)


@pytest.mark.parametrize("empty", ["", " null", " ''"])
def test_an_empty_key_is_named_with_its_own_line(write, empty):
    path = write(f"---\nid: care\n# why\ntitle:{empty}\nstatus: draft\n---\nText.\n")
    wanted = "The key `title` is missing or empty. Add `title: ...`."
    with pytest.raises(SourceError, match=error(path, 4, wanted)):
        read_source(path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "tittle: Care",
            "Unknown key `tittle`. Known keys: id, title, status, topics, url, "
            "reviewed_by, reviewed_on, review_due.",
        ),
        ("Title: Care", "Unknown key `Title`. Known keys: "),
        ("1: Care", "Unknown key `1`. Known keys: "),
        ("reviewed_on: May 2026", "`reviewed_on` is 'May 2026'. Write a date as"),
        (
            "review_due: 2026",
            "`review_due` is 2026. Write a date as 2026-05-31, or null.",
        ),
        (
            "review_due: 2026-05-31 10:00:00",
            "`review_due` is datetime.datetime(2026, 5",
        ),
        (
            "topics: sessions",
            "`topics` is 'sessions'. Write a list: [sessions, aftercare]",
        ),
        ("topics: [1]", "`topics` is [1]. Write a list"),
        ("url: [a]", "`url` is ['a']. Write text or null."),
        ("reviewed_by: 7", "`reviewed_by` is 7. Write text or null."),
    ],
)
def test_a_wrong_key_is_an_error_at_its_line(write, line, problem):
    path = write(page("Text.").replace("status:", f"# a comment\n{line}\nstatus:"))
    with pytest.raises(SourceError, match="^" + re.escape(f"{path}:5: {problem}")):
        read_source(path)


@pytest.mark.parametrize(
    "wrong",
    ["After Care", "after_care", "-care", "care-", "ca--re", "a/b", "42", "[a]"],
)
def test_an_id_that_cannot_stand_in_an_address_is_an_error(write, wrong):
    path = write(page("Text.").replace("id: care", f"id: {wrong}"))
    wanted = r":2: The id is .+\. Use lower-case words and digits joined by '-'\.$"
    with pytest.raises(SourceError, match=wanted):
        read_source(path)


@pytest.mark.parametrize("wrong", ["'Approved'", "'published'", "['approved']", "True"])
def test_an_unknown_status_is_an_error(write, wrong):
    path = write(page("Text.").replace("status: approved", f"status: {wrong}"))
    wanted = f"The status is {wrong}. Use one of draft, approved, withdrawn."
    with pytest.raises(SourceError, match=error(path, 4, wanted)):
        read_source(path)


@pytest.mark.parametrize("date", ["2026-13-01", "2026-02-30"])
def test_a_date_that_is_no_day_is_an_error_at_its_line(write, date):
    path = write(page("Text.").replace("status:", f"reviewed_on: {date}\nstatus:"))
    start = re.escape(
        f"{path}:4: Line 4, between the two '---', holds no possible date: "
    )
    with pytest.raises(SourceError, match=rf"^{start}.+ Correct the date, as 2026-05"):
        read_source(path)


@pytest.mark.parametrize(
    "body", ["", "\n\n", "# Only a title\n", "![picture](a.png)\n"]
)
def test_a_page_without_text_is_an_error_below_the_front_matter(write, body):
    path = write(page(body))
    wanted = (
        "There is no text below the front matter. "
        "Write the page's text there, or remove the file."
    )
    with pytest.raises(SourceError, match=error(path, 6, wanted)):
        read_source(path)


def test_a_page_that_cannot_be_opened_is_an_error(sources_dir):
    (sources_dir / "care.md").mkdir()
    wanted = r"care\.md: This file cannot be read: .+\. Check its permissions\.$"
    with pytest.raises(SourceError, match=wanted):
        read_sources(sources_dir)


# Markdown


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("- Wash\n- No sun\n", ["Wash", "No sun"]),
        ("1. Wash\n\n2. No sun\n", ["Wash", "No sun"]),
        ("- Wash\n  - gently\n  - twice\n", ["Wash", "gently", "twice"]),
        ("- one\n  line\nlazy\n", ["one line lazy"]),
        ("> Ask us first.\n", ["Ask us first."]),
        ("**Never** use _old_ `needles`.", ["Never use old needles."]),
        ("See [our page](http://a.example 'x') or <http://b.example>.",
         ["See our page or http://b.example."]),
        ("See [us][1].\n\n[1]: http://a.example\n", ["See us."]),
        ("hard  \nbreak\\\nand soft\nbreak", ["hard break and soft break"]),
        ("one<br>two<br />three", ["one two three"]),
        ("H<sub>2</sub>O <!-- note --> is fine", ["H2O is fine"]),
        ("5 &lt; 6 &amp; 1.5&nbsp;mm \\*no\\*", ["5 < 6 & 1.5 mm *no*"]),
        ("Use 0.5 * 2 mm, not 3_000.", ["Use 0.5 * 2 mm, not 3_000."]),
        ("before ![alt](a.png) after", ["before after"]),
        ("“Does it hurt?” – don’t worry…", ["“Does it hurt?” – don’t worry…"]),
        ("<!-- ask Kim -->\n\nText.", ["Text."]),
        ("<div class='x'>\n\nText.\n\n</div>", ["Text."]),
        ("Too   many\u00a0\u2009spaces", ["Too many spaces"]),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_a_reader_sees(write, body, wanted):
    assert texts(read_source(write(page(body)))) == wanted


def test_headings_are_sections_until_the_next_heading_and_the_title_is_none(write):
    body = (
        "Intro.\n\n## Risks *and* more\n\nA.\n\n### Deep #\n\nB.\n\nSet\n---\n\nC.\n\n"
        "# Title\n\nD.\n\n##\n\nE.\n"
    )
    paragraphs = read_source(write(page(body))).paragraphs
    assert [(p.text, p.section, p.line) for p in paragraphs] == [
        ("Intro.", None, 6),
        ("A.", "Risks and more", 10),
        ("B.", "Deep", 14),
        ("C.", "Set", 19),
        ("D.", None, 23),
        ("E.", None, 27),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("| Visit | Weeks |\n|---|---|\n| 1 | 4 |", "table"),
        ("    Keep out of the sun.", "indented block"),
        ("```\nKeep out of the sun.\n```", "code block"),
        ("<p>Keep out of the sun.</p>", "block of HTML"),
        ("<ul><li>Sun</li></ul>", "block of HTML"),
    ],
)
def test_a_block_whose_text_would_be_lost_is_an_error_at_its_line(write, block, name):
    path = write(page(f"\nFirst.\n\n{block}\n\nLast.\n"))
    wanted = (
        f"This {name} cannot be quoted by the sentence. "
        "Write it as paragraphs or a list, not indented, or remove it."
    )
    with pytest.raises(SourceError, match=error(path, 9, wanted)):
        read_source(path)


# Folders


def test_no_folder_is_an_error(tmp_path):
    wanted = re.escape(
        f"{tmp_path / 'none'}: There is no such folder. Put Markdown pages with front "
        "matter there (see README.md, 'Your pages')."
    )
    with pytest.raises(NoSourcesError, match=f"^{wanted}$"):
        read_sources(tmp_path / "none")


def test_a_folder_without_pages_is_an_error(sources_dir, write):
    write("no page", "notes.txt")
    wanted = re.escape(f"{sources_dir}: There is no page (*.md) in this folder. Put ")
    with pytest.raises(NoSourcesError, match=f"^{wanted}"):
        read_sources(sources_dir)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_folder_without_approved_page_is_an_error(sources_dir, write, status):
    write(page("Text.", status=status))
    wanted = re.escape(f"{sources_dir}: No page here has `status: approved`. Put ")
    with pytest.raises(NoSourcesError, match=f"^{wanted}"):
        read_sources(sources_dir)


def test_pages_come_in_the_order_of_their_file_names(sources_dir, write):
    write(page("B.", id="one"), "b.md")
    write(page("A.", id="two", status="draft"), "a.md")
    assert [(s.id, s.status) for s in read_sources(sources_dir)] == [
        ("two", "draft"),
        ("one", "approved"),
    ]


def test_an_id_of_two_pages_is_an_error_at_the_second_one(sources_dir, write):
    write(page("A."), "a.md")
    path = write("---\n# again\ntitle: B\nid: care\nstatus: draft\n---\nB.\n", "b.md")
    wanted = "The id 'care' is taken by a.md. Give each page an id of its own."
    with pytest.raises(SourceError, match=error(path, 4, wanted)):
        read_sources(sources_dir)


def test_what_editors_leave_behind_is_no_page(sources_dir, write):
    write(page("Text."))
    write(b"\x00\x05\x16\x07", "._care.md")
    os.symlink("nobody@nowhere", sources_dir / ".#care.md")
    assert [source.id for source in read_sources(sources_dir)] == ["care"]


def test_one_broken_page_is_an_error_however_many_are_good(sources_dir, write):
    write(page("Text."), "a.md")
    write(page("Text.", id="b").replace("title: Care", "title:"), "b.md")
    with pytest.raises(KnowledgeError, match=r"b\.md:3: The key `title` is missing"):
        read_sources(sources_dir)


def test_the_four_articles_are_the_ones_that_were_approved():
    sources = read_sources(Settings().sources_dir)
    assert {s.id: len(s.paragraphs) for s in sources} == {
        "microneedling-acne-scars-1": 4,
        "microneedling-acne-scars-2": 6,
        "microneedling-acne-scars-3": 5,
        "microneedling-acne-scars-4": 6,
    }
    assert {s.status for s in sources} == {"approved"}
