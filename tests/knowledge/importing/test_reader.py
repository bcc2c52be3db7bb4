"""What a file is, by what it holds, and which characters stay."""

import pytest

from knowledge.importing import reader as reader_module
from knowledge.importing.document import RefusedError
from knowledge.importing.reader import read_document
from tests.knowledge.importing.docxs import docx, p
from tests.knowledge.importing.pdfs import line, pdf


@pytest.mark.parametrize(
    ("name", "content", "code", "text"),
    [
        ("a.exe", b"MZ", "unknown_kind", "It ends in '.exe'. Known: .docm, .docx"),
        ("a.pdf", b"", "empty", "It is empty"),
        ("a.txt", b" \n\0", "empty", "It is empty"),
        ("a.pdf", docx(p("x")), "another_kind", "'.pdf', but it is a ZIP archive"),
        ("a.docx", pdf(line("x", 9)), "another_kind", "'.docx', but it is a PDF"),
        ("a.html", pdf(line("x", 9)), "another_kind", "'.html', but it is a PDF"),
        ("a.docx", b"hello", "another_kind", "'.docx', but it is something else"),
        ("a.txt", b"{\\rtf1 x}", "another_kind", "a Rich Text document"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted", "or an old Word"),
        ("a.html", b"<p></p>", "no_text", "no text in it"),
        ("a.md", b"# Only a heading", "no_text", "no text in it"),
        ("a.txt", "\ufffd\ufffd readable?".encode(), "unreadable", "2 of its 12"),
    ],
    # An archive holds the time it was made at; a test has one name.
    ids=lambda value: value if isinstance(value, str) else "bytes",
)
def test_a_file_that_is_not_usable_is_refused(name, content, code, text):
    with pytest.raises(RefusedError, match=text) as error:
        read_document(name, content)
    assert error.value.code == code


def test_invisible_characters_are_left_out_and_said():
    hidden = "\u202eWa\u200bsh\U000e0041 gen\u00adtly\u2060."
    document = read_document("a.txt", hidden.encode())
    assert [block.text for block in document.blocks] == ["Wash gently."]
    assert [f.code for f in document.findings] == ["invisible_characters"]
    assert document.findings[0].text.startswith("4 characters")


def test_a_document_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(reader_module, "MAX_BLOCKS", 3)
    with pytest.raises(RefusedError, match="4 paragraphs, more than 3"):
        read_document("a.md", b"A.\n\nB.\n\nC.\n\nD.\n")
