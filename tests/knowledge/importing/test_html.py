"""Web pages: the text of the main part, without what nobody sees."""

import pytest

from knowledge.importing.document import Block, RefusedError
from knowledge.importing.html import read_html


def read(body, head=""):
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode())


def texts(document):
    return [block.text for block in document.blocks]


def codes(document):
    return [finding.code for finding in document.findings]


def test_headings_paragraphs_and_nested_items_are_read_in_order():
    document = read(
        "<h1>After your peel</h1><p>Wash <b>gen</b>tly<br>now.</p>loose text"
        "<h2>Later</h2><ul><li>No sun.<ul><li>None.</li></ul></li><li>Rest.</li></ul>",
        '<link rel="canonical" href="https://www.clinic.example/peel">',
    )
    assert document.blocks == (
        Block("heading", "After your peel", 1),
        Block("paragraph", "Wash gently now."),
        Block("paragraph", "loose text"),
        Block("heading", "Later", 2),
        Block("item", "No sun."),
        Block("item", "None."),
        Block("item", "Rest."),
    )
    assert (document.title, document.url) == (
        "After your peel",
        "https://www.clinic.example/peel",
    )


def test_the_title_of_a_page_without_heading_is_the_pages_own():
    assert read("<p>x</p>", "<title>After  care</title>").title == "After care"


@pytest.mark.parametrize(
    ("hiding", "code"),
    [
        ("style='display: none'", "hidden_text"),
        ("style='visibility:hidden'", "hidden_text"),
        ("style='font-size:0'", "hidden_text"),
        ("style='opacity:0'", "hidden_text"),
        ("style='position:absolute;left:-9999px'", "hidden_text"),
        ("hidden", "hidden_text"),
        ("aria-hidden=true", "hidden_text"),
        ("class='a gone'", "hidden_text"),
        ("id=away", "hidden_text"),
        ("style='color:#FFF'", "white_text"),
        ("style='color: rgb(255, 255, 255)'", "white_text"),
        ("class=pale", "white_text"),
    ],
)
def test_text_that_nobody_sees_is_left_out_and_said(hiding, code):
    style = "<style>.gone, #away {display:none} .pale{color:white}</style>"
    document = read(f"<p>Wash.</p><p {hiding}>buy pills</p>", style)
    assert texts(document) == ["Wash."]
    assert codes(document) == [code]


@pytest.mark.parametrize(
    "style",
    ["background-color:white", "font-size:1.2em", "opacity:0.9", "font-size:10px"],
)
def test_an_ordinary_style_hides_nothing(style):
    assert texts(read(f"<p style='{style}'>Wash.</p>")) == ["Wash."]


@pytest.mark.parametrize(
    "active",
    [
        "<script>document.write('buy pills')</script>",
        "<iframe src='https://x.example'>buy pills</iframe>",
        "<p onclick='x()'>Rest.</p>",
        "<a href=' JavaScript:x()'>Rest.</a>",
    ],
)
def test_scripts_are_left_out_and_said(active):
    document = read("<p>Wash.</p>" + active)
    assert set(texts(document)) <= {"Wash.", "Rest."}
    assert codes(document) == ["script"]


def test_what_stands_around_the_text_is_left_out_and_said():
    document = read(
        "<nav>Home</nav><p>Wash.</p><!-- a note --><form>Send <button>x</button></form>"
        "<table><tr><td>1</td></tr></table><img src=x.png><footer>2026</footer>",
        "<link rel=stylesheet href=x.css>",
    )
    assert texts(document) == ["Wash."]
    assert codes(document) == [
        "hidden_text", "page_margin", "form", "table", "picture", "style_sheet",
    ]  # fmt: skip


def test_the_rows_of_a_table_that_is_left_out_are_named():
    inner = "<table><tr><td>inner</td></tr></table>"
    document = read(
        "<p>Wash.</p><table><caption>Times</caption><tr><th>TCA</th><!-- x -->"
        f"<td>7 <b>days</b></td></tr><tr><td>{inner}</td></tr></table>"
    )
    assert document.findings[-1].left_out == ("Times", "TCA | 7 days", "inner")


def test_entities_of_a_document_type_are_not_resolved():
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<html><body><p>Wash &x; now.</p></body></html>"
    )
    document = read_html(page.encode())
    assert "root:" not in " ".join(texts(document))


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("<p>caf\u00e9</p>".encode(), "caf\u00e9"),
        (b'<meta charset="iso-8859-1"><p>caf\xe9</p>', "caf\u00e9"),
    ],
)
def test_letters_with_accents_are_read_by_the_pages_own_encoding(content, wanted):
    assert texts(read_html(content)) == [wanted]


def test_a_page_nested_a_thousand_deep_is_read_or_refused():
    try:
        document = read("<div>" * 1000 + "Wash." + "</div>" * 1000)
    except RefusedError:
        return
    assert texts(document) in ([], ["Wash."])
