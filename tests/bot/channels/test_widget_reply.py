from dataclasses import replace

from actions.reply import Button, Citation, quote_lines, source_lines
from bot.channels.widget_reply import blocks, reply_json
from tests.bot.fakes import ANSWER, CLINIC, QUOTE

PARAGRAPH = f"Before. {QUOTE} After."
CITATIONS = (
    Citation(1, "page-3", "On scars", "Plans", QUOTE, None, None, ("page-4",)),
    Citation(
        2, "page-5", "On peels", None, "Rest.", "https://a.example", "2026-05-31", ()
    ),
)
CITED = replace(
    ANSWER,
    text=f"{quote_lines(CITATIONS)}\n\nFrom our pages:\n{source_lines(CITATIONS)}"
    "\n\nPlease ask the team.",
    citations=CITATIONS,
)


class Pages:
    def paragraph(self, source_id, quote):
        return PARAGRAPH if source_id == "page-3" else None

    def title(self, source_id):
        return "Four" if source_id == "page-4" else None


def broken():
    raise OSError("no index")


def test_quotes_are_blocks_of_their_own_and_the_list_of_sources_is_left_out():
    assert blocks(CITED) == [
        {"text": QUOTE, "n": 1},
        {"text": "Rest.", "n": 2},
        {"text": "Please ask the team.", "n": None},
    ]


def test_a_text_without_citations_keeps_every_paragraph():
    reply = replace(ANSWER, text="One.\n\nTwo\nlines.", citations=())
    assert [block["text"] for block in blocks(reply)] == ["One.", "Two\nlines."]


def test_a_quote_that_is_not_cited_word_for_word_stays_text():
    reply = replace(CITED, text=CITED.text.replace("Typically", "Usually"))
    assert blocks(reply)[0]["n"] is None


def test_a_citation_stands_in_its_paragraph_with_titles_instead_of_ids():
    first, second = reply_json(CITED, Pages, "now")["citations"]
    assert first["paragraph"] == PARAGRAPH and first["also_in"] == ["Four"]
    assert (second["paragraph"], second["url"]) == (None, "https://a.example")
    assert (second["title"], second["section"]) == ("On peels", None)
    assert second["reviewed_on"] == "2026-05-31"


def test_only_https_leads_away():
    for url in ("javascript:alert(1)", "http://a.example", "//a.example", ""):
        citation = replace(CITATIONS[0], url=url)
        reply = replace(CITED, citations=(citation,))
        assert reply_json(reply, Pages, "now")["citations"][0]["url"] is None


def test_pages_that_cannot_be_read_take_only_the_paragraph_away():
    first = reply_json(CITED, broken, "now")["citations"][0]
    assert (first["quote"], first["paragraph"]) == (QUOTE, None)
    assert first["also_in"] == ["page-4"]


def test_a_reply_without_citations_does_not_ask_for_pages():
    reply = replace(ANSWER, text=CLINIC.texts["emergency"], citations=())
    assert reply_json(reply, broken, "now")["citations"] == []


def test_buttons_receipt_route_and_tier_are_passed_on():
    reply = replace(
        ANSWER, buttons=(Button("Yes", "/affirm"),), tier="urgent", receipt="r"
    )
    shown = reply_json(reply, Pages, "now")
    assert shown["buttons"] == [{"title": "Yes", "payload": "/affirm"}]
    assert (shown["route"], shown["tier"], shown["receipt"]) == (
        "answer",
        "urgent",
        "r",
    )
    assert (shown["text"], shown["at"]) == (ANSWER.text, "now")
