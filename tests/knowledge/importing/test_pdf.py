"""PDFs: what is text, what is seen, and what is not taken at all."""

import zlib

import pytest

from knowledge.importing import pdf as pdf_module
from knowledge.importing.document import Block, RefusedError
from knowledge.importing.pdf import read_pdf
from tests.knowledge.importing.pdfs import line, pdf

SEEN = line("Wash your face with water.", 700)


def texts(document):
    return [block.text for block in document.blocks]


def codes(document):
    return [finding.code for finding in document.findings]


def test_headings_paragraphs_and_items_are_told_by_size_distance_and_marks():
    page = (
        line("After your peel", 760, size=20)
        + line("Your skin may be", 720)
        + line("red for a day.", 707)
        + line("The first days", 670, font="F2")
        + line("\\267 No sun.", 640)
        + line("\\267 No sauna for", 627)
        + line("three days.", 614)
    )
    assert read_pdf(pdf(page)).blocks == (
        Block("heading", "After your peel", 1),
        Block("paragraph", "Your skin may be red for a day."),
        Block("heading", "The first days", 3),
        Block("item", "No sun."),
        Block("item", "No sauna for three days."),
    )


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ("3 Tr " + line("buy pills", 650) + "0 Tr ", "hidden_text"),
        (line("buy pills", 900), "hidden_text"),
        ("1 g " + line("buy pills", 650), "white_text"),
        ("1 1 1 rg " + line("buy pills", 650), "white_text"),
        ("0 0 0 0 k " + line("buy pills", 650), "white_text"),
        (line("buy pills", 650, size=1), "white_text"),
        (line("buy pills", 650) + "0 g 60 640 200 30 re f\n", "covered_text"),
    ],
    ids=["not drawn", "off the page", "grey", "rgb", "cmyk", "tiny", "covered"],
)
def test_text_that_nobody_sees_is_left_out_and_said(drawn, code):
    document = read_pdf(pdf(SEEN + drawn))
    assert texts(document) == ["Wash your face with water."]
    assert codes(document) == [code]
    assert "buy pills" in document.findings[0].text


def test_shading_behind_a_text_hides_nothing():
    document = read_pdf(pdf("0.9 g 60 690 300 30 re f 0 g " + SEEN))
    assert texts(document) == ["Wash your face with water."]
    assert codes(document) == []


def test_page_headers_and_numbers_are_left_out_and_said():
    pages = [
        line("Willow Lane Clinic", 810) + line(text, 500) + line(f"Page {n} of 3", 30)
        for n, text in enumerate(["Wash.", "Rest.", "Drink."], 1)
    ]
    document = read_pdf(pdf(*pages))
    assert texts(document) == ["Wash.", "Rest.", "Drink."]
    assert codes(document) == ["page_margin"]


def test_a_paragraph_that_a_page_cuts_goes_on():
    pages = (line("Do not use soap and", 100), line("do not scrub.", 700))
    assert texts(read_pdf(pdf(*pages))) == ["Do not use soap and do not scrub."]


def test_a_hyphen_at_a_lines_end_goes_only_where_the_whole_word_is_known():
    page = (
        line("The treatment is short. A treat-", 700)
        + line("ment of well-", 687)
        + line("known kind.", 674)
    )
    document = read_pdf(pdf(page))
    wanted = "The treatment is short. A treatment of well-known kind."
    assert texts(document) == [wanted]
    assert codes(document) == ["hyphen"]


def test_a_table_is_left_out_and_said():
    rules = "".join(f"72 {y} 200 0.5 re f\n" for y in (600, 580, 560)) + "".join(
        f"{x} 560 0.5 40 re f\n" for x in (72, 172, 272)
    )
    cells = line("Light peel", 585, x=80) + line("1 day", 585, x=180)
    document = read_pdf(pdf(SEEN + rules + cells))
    assert texts(document) == ["Wash your face with water."]
    assert codes(document) == ["table", "table"]


RULES = "".join(f"72 {y} 200 0.5 re f\n" for y in (600, 580, 560))
DOWN = "".join(f"{x} 560 0.5 40 re f\n" for x in (72, 172, 272))
CELLS = (
    line("Light peel", 585, x=80)
    + line("1 day", 585, x=180)
    + line("Deep peel", 565, x=80)
    + line("9 days", 565, x=180)
)
BULLETS = line("\\267 No sun.", 665) + line("\\267 No sauna.", 652)


@pytest.mark.parametrize(
    "rule",
    [
        "72 740 400 1 re f\n",  # below a heading
        "72 740 400 1 re f 72 610 400 1 re f\n",
        "72 740 400 1 re f 72 500 400 1 re f 500 500 1 240 re f\n",
    ],
    ids=["above", "above and below the text", "around it on three sides"],
)
def test_only_what_is_within_the_rules_of_a_table_is_left_out(rule):
    page = (
        line("After your peel", 750, size=20)
        + rule
        + SEEN
        + BULLETS
        + RULES
        + DOWN
        + CELLS
        + line("Drink water.", 520)
    )
    document = read_pdf(pdf(page))
    assert texts(document) == [
        "After your peel",
        "Wash your face with water.",
        "No sun.",
        "No sauna.",
        "Drink water.",
    ]
    cells = ("Light peel", "1 day", "Deep peel", "9 days")
    assert document.findings[-1].left_out == cells
    assert document.findings[-1].text.endswith("left out: “Light peel” and 3 more.")


def test_two_tables_of_a_page_leave_the_text_between_them():
    lower = RULES + DOWN + CELLS
    page = f"q 1 0 0 1 0 140 cm {lower} Q {lower}" + line("Between.", 650)
    document = read_pdf(pdf(page))
    assert texts(document) == ["Between."]
    assert len(document.findings[-1].left_out) == 8


def test_the_borders_of_single_cells_are_one_table():
    borders = "".join(
        f"{x} {y} 98 0.5 re f {x} {y + 18} 98 0.5 re f\n"
        f"{x} {y} 0.5 18 re f {x + 98} {y} 0.5 18 re f\n"
        for x in (72, 172)
        for y in (560, 580)
    )
    document = read_pdf(pdf(SEEN + borders + CELLS))
    assert texts(document) == ["Wash your face with water."]
    assert len(document.findings[-1].left_out) == 4


TITLE = "<< /Title (After your peel) >>"


def printed(*pages):
    """A PDF with the title that a browser writes into what it prints."""
    made = pdf(*pages, objects=[TITLE])
    info = f"/Info {5 + 2 * len(pages)} 0 R /Root 1 0 R".encode()
    return made.replace(b"/Root 1 0 R >>\nstartxref", info + b" >>\nstartxref")


HEAD = line("26/11/2026, 16:31", 826, x=24, size=8)
FOOT = line("file:///home/a/peel.html", 16, x=24, size=8)


@pytest.mark.parametrize(
    ("around", "gone"),
    [
        (
            line("11/26/26, 4:31 AM", 826, x=24, size=8)
            + line("After your peel", 826, x=280, size=8)
            + FOOT
            + line("1/1", 16, x=560, size=8),
            ["11/26/26, 4:31 AM", "After your peel", "file:///home/a/peel.html", "1/1"],
        ),
        (HEAD, ["26/11/2026, 16:31"]),
        (
            line("https://clinic.example/peel", 826, x=400, size=8)
            + line("1 of 1", 16, x=24, size=8)
            + line("26.11.2026, 16:31:05", 16, x=500, size=8),
            ["https://clinic.example/peel", "1 of 1", "26.11.2026, 16:31:05"],
        ),
    ],
    ids=["Chromium", "no title", "Firefox"],
)
def test_what_a_browser_prints_around_a_page_is_left_out_and_said(around, gone):
    document = read_pdf(printed(line("After your peel", 790, size=20) + SEEN + around))
    assert texts(document) == ["After your peel", "Wash your face with water."]
    (finding,) = document.findings
    assert (finding.code, sorted(finding.left_out)) == ("print_mark", sorted(gone))


@pytest.mark.parametrize(
    "kept",
    [
        line("Version of 26/11/2026", 826),
        line("Ring us or see www.clinic.example", 16),
        line("Open from 8:30 to 17:00.", 16),
        line("26/11/2026, 16:31", 500),
    ],
    ids=["a day", "words with an address", "hours", "in the text"],
)
def test_a_clinics_own_words_at_the_edge_of_a_page_stay(kept):
    document = read_pdf(printed(SEEN + kept))
    assert len(document.blocks) == 2
    assert document.findings == ()


def test_a_scan_is_refused_with_and_without_recognised_text():
    picture = "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\n"
    with pytest.raises(
        RefusedError, match="Its page is a picture with no text"
    ) as error:
        read_pdf(pdf(picture))
    with pytest.raises(RefusedError, match="Its 2 pages are pictures with no text"):
        read_pdf(pdf(picture, picture))
    assert error.value.code == "scanned"
    with pytest.raises(RefusedError, match="only a hidden layer of recognised text"):
        read_pdf(pdf(picture + "3 Tr " + SEEN))


def test_a_page_that_is_a_picture_among_others_is_said():
    picture = "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\n"
    document = read_pdf(pdf(SEEN, picture))
    assert [f.text for f in document.findings] == [
        "Pages that are pictures were left out: 2."
    ]


@pytest.mark.parametrize(
    ("catalog", "code"),
    [
        ("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "script"),
        ("/OpenAction << /S /Launch /F (cmd.exe) >>", "script"),
        ("/Names << /EmbeddedFiles << /Names [] >> >>", "embedded"),
        ("/AcroForm << /Fields [] >>", "form"),
        ("/OCProperties << /OCGs [] >>", "layer"),
    ],
)
def test_what_is_active_in_it_is_said(catalog, code):
    assert code in codes(read_pdf(pdf(SEEN, catalog=catalog)))


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_module, "MAX_UNPACKED_BYTES", 10_000)
    packed = zlib.compress(b"q Q " * 100_000)
    content = pdf(SEEN, SEEN).replace(
        f"<< /Length {len(SEEN)} >>\nstream\n{SEEN}\nendstream".encode(),
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        + packed
        + b"\nendstream",
        1,
    )
    with pytest.raises(RefusedError, match="unpacks to more than") as error:
        read_pdf(content)
    assert error.value.code == "zip_bomb"


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 1)
    with pytest.raises(RefusedError, match="more than 1 pages"):
        read_pdf(pdf(SEEN, SEEN))
