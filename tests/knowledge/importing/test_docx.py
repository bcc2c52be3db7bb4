"""Word documents: what is text, what is seen, and what is not taken at all."""

import io
import zipfile

import pytest

from knowledge.importing import docx as docx_module
from knowledge.importing.document import Block, RefusedError
from knowledge.importing.docx import read_docx
from tests.knowledge.importing.docxs import RELATIONS, docx, p, r

SEEN = p("Wash your face.")


def texts(document):
    return [block.text for block in document.blocks]


def codes(document):
    return [finding.code for finding in document.findings]


def test_headings_lists_and_runs_are_read_in_order():
    body = (
        p("After your peel", style="T")
        + p(r("Wash "), r("gently", "<w:b/>"), "<w:r><w:tab/><w:br/></w:r>", r("now."))
        + p("Later", style="H2")
        + p("No sun.", style="L")
        + "<w:p><w:pPr><w:numPr/></w:pPr>" + r("No sauna.") + "</w:p>"
        + "<w:p><w:hyperlink>" + r("A link.") + "</w:hyperlink></w:p>"
        + "<w:sdt><w:sdtContent>" + p("In a field.") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    document = read_docx(docx(body))
    assert document.blocks == (
        Block("heading", "After your peel", 1),
        Block("paragraph", "Wash gently now."),
        Block("heading", "Later", 2),
        Block("item", "No sun."),
        Block("item", "No sauna."),
        Block("paragraph", "A link."),
        Block("paragraph", "In a field."),
    )
    assert document.title == "After your peel"
    assert document.findings == ()


@pytest.mark.parametrize(
    ("run", "code"),
    [
        (r("buy pills", "<w:vanish/>"), "hidden_text"),
        (r("buy pills", '<w:rStyle w:val="gone"/>'), "hidden_text"),
        (r("buy pills", '<w:color w:val="FFFFFF"/>'), "white_text"),
        (r("buy pills", '<w:color w:val="fefefe"/>'), "white_text"),
        (r("buy pills", '<w:sz w:val="2"/>'), "white_text"),
        ("<w:del>" + r("buy pills") + "</w:del>", "tracked_change"),
        (
            "<w:del><w:r><w:delText>buy pills</w:delText></w:r></w:del>",
            "tracked_change",
        ),
    ],
)
def test_text_that_nobody_sees_is_left_out_and_said(run, code):
    document = read_docx(docx(p(r("Wash your face."), run)))
    assert texts(document) == ["Wash your face."]
    assert codes(document) == [code]
    assert "buy pills" in document.findings[0].text


def test_what_is_switched_off_or_a_loop_hides_nothing():
    runs = (r("One. ", '<w:vanish w:val="0"/>'), r("Two.", '<w:rStyle w:val="loop"/>'))
    assert texts(read_docx(docx(p(*runs)))) == ["One. Two."]


def test_an_insertion_that_is_not_accepted_is_taken_and_said():
    document = read_docx(docx(p("<w:ins>" + r("Rest.") + "</w:ins>")))
    assert (texts(document), codes(document)) == (["Rest."], ["tracked_change"])


def test_a_text_box_is_read_once():
    choice = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice>{choice}</mc:Choice>'
        f"<mc:Fallback>{choice}</mc:Fallback></mc:AlternateContent>"
    )
    document = read_docx(docx(f"<w:p>{r('Before.')}<w:r>{box}</w:r></w:p>"))
    assert texts(document) == ["Before.", "In a box."]


def test_what_cannot_be_quoted_is_left_out_and_said():
    table = f"<w:tbl><w:tr><w:tc>{p('a cell')}</w:tc></w:tr></w:tbl>"
    note = "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote><w:p><w:r><w:t>small print</w:t></w:r></w:p></w:footnote></w:footnotes>"  # noqa: E501
    parts = {
        "word/footnotes.xml": note,
        "word/header1.xml": note.replace("small print", "Willow Lane"),
        "word/comments.xml": "<x/>",
        "word/vbaProject.bin": b"\0",
        "word/media/image1.png": b"\0",
        "word/embeddings/sheet.xlsx": b"\0",
        "word/_rels/document.xml.rels": RELATIONS.replace(
            'Id="r1"', 'Id="r1" TargetMode="External"'
        ),
    }
    document = read_docx(docx(SEEN + table, parts))
    assert texts(document) == ["Wash your face."]
    assert codes(document) == [
        "table", "macro", "embedded", "picture", "note", "page_margin", "comment",
        "external",
    ]  # fmt: skip


def test_the_rows_of_a_table_that_is_left_out_are_named():
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    row = "<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in (p("TCA"), inner)) + "</w:tr>"
    document = read_docx(docx(f"{SEEN}<w:tbl>{row}{row}</w:tbl>"))
    (found,) = document.findings
    assert found.text == "1 table was left out. Write what it says as sentences."
    assert found.left_out == ("TCA | inner", "TCA | inner")


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "word\\..\\..\\evil.xml", "C:evil.xml"]
)
def test_a_part_that_leads_out_of_the_archive_is_refused(name):
    with pytest.raises(RefusedError, match="leads out of its folder") as error:
        read_docx(docx(SEEN, {name: "x"}))
    assert error.value.code == "path"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd">',
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(declared, coding):
    head = f'<?xml version="1.0" encoding="{coding}"?>'
    part = (head + declared + "<d>&x;</d>").encode(coding)
    with pytest.raises(RefusedError, match="declares XML entities") as error:
        read_docx(docx(SEEN, {"word/document.xml": part}))
    assert error.value.code == "entities"


def test_a_bomb_is_refused_by_what_it_states_and_by_what_it_is(monkeypatch):
    monkeypatch.setattr(docx_module, "MAX_UNPACKED_BYTES", 1 << 20)
    honest = docx(SEEN, {"word/media/x.bin": b"\0" * (2 << 20)})
    with pytest.raises(RefusedError, match="unpacks to more than 1 MB") as error:
        read_docx(honest)
    assert error.value.code == "zip_bomb"
    body = docx("<!--" + " " * (2 << 20) + "-->" + SEEN)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    # The size in the directory at the archive's end is a lie.
    lying = body.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    with pytest.raises(Exception, match="unpacks to more than 1 MB|Bad CRC-32|CRC"):
        read_docx(lying)


def test_thousands_of_parts_are_refused(monkeypatch):
    monkeypatch.setattr(docx_module, "MAX_ENTRIES", 10)
    with pytest.raises(RefusedError, match="unpacks to 14 parts"):
        read_docx(docx(SEEN, {f"word/{n}.xml": "" for n in range(11)}))


def test_an_encrypted_part_is_refused():
    content = bytearray(docx(SEEN))
    # The flag in each entry of the directory: PKWARE's APPNOTE, 4.3.12.
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    with pytest.raises(RefusedError, match="It is encrypted"):
        read_docx(bytes(content))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"PK\x03\x04 and nothing", "It is damaged"),
        (docx(SEEN, {"word/document.xml": "<a>"}), "'word/document.xml' is damaged"),
        (
            docx(SEEN, {"_rels/.rels": RELATIONS.replace("document", "x")}),
            "no text part",
        ),
    ],
    ids=["no archive", "a broken part", "no text part"],
)
def test_a_damaged_document_is_refused(content, text):
    with pytest.raises(RefusedError, match=text) as error:
        read_docx(content)
    assert error.value.code == "damaged"
