"""Markdown: the blocks of a page, and never another program's approval."""

from knowledge.importing.document import Block
from knowledge.importing.markdown import read_markdown


def codes(document):
    return [finding.code for finding in document.findings]


def test_title_and_address_come_from_the_front_matter_and_no_approval():
    document = read_markdown(
        b"---\ntitle: Peels\nurl: https://clinic.example/p\nstatus: approved\n---\n"
        b"# Other\n\nWash *gently*\nnow.\n\n1. No [sun](https://x.example).\n"
    )
    assert (document.title, document.url) == ("Peels", "https://clinic.example/p")
    assert document.blocks == (
        Block("heading", "Other", 1),
        Block("paragraph", "Wash gently now."),
        Block("item", "No sun."),
    )


def test_broken_front_matter_is_no_reason_to_refuse():
    document = read_markdown(b"---\ntitle: [\n---\n# Peels\n\nWash.\n")
    assert document.title == "Peels"


def test_what_cannot_be_quoted_is_left_out_and_said():
    document = read_markdown(
        b"Wash.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n"
        b"<div>Words</div>\n\n<!-- note -->\n\n<script>x()</script>\n\n"
        b"Rest <!-- h -->.\n"
    )
    assert [b.text for b in document.blocks] == ["Wash.", "Rest ."]
    assert codes(document) == ["script", "table", "code", "html", "hidden_text"]
    assert document.findings[1].left_out == ("a | b", "1 | 2")
