"""Text files: paragraphs, headings, lists, and what is no text."""

import pytest

from knowledge.importing.document import Block, RefusedError
from knowledge.importing.plain_text import read_plain_text


def test_paragraphs_headings_and_items_are_told_by_lines_and_marks():
    text = (
        "After your peel\r\n\r\nWash gently\r\nnow.\r\n\r\n- No sun.\n- No\n  sauna.\n"
    )
    assert read_plain_text(text.encode()).blocks == (
        Block("heading", "After your peel", 1),
        Block("paragraph", "Wash gently now."),
        Block("item", "No sun."),
        Block("item", "No sauna."),
    )


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("\ufeffCaf\u00e9 au lait.".encode(), []),
        ("Caf\u00e9 au lait.".encode("utf-16"), []),
        ("Caf\u00e9 au lait.".encode("cp1252"), ["encoding"]),
    ],
)
def test_a_guessed_encoding_is_said(content, codes):
    document = read_plain_text(content)
    assert [block.text for block in document.blocks] == ["Caf\u00e9 au lait."]
    assert [finding.code for finding in document.findings] == codes


def test_a_program_is_no_text():
    with pytest.raises(RefusedError, match="It is no text"):
        read_plain_text(bytes(range(256)) * 10)
