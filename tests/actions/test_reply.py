"""The reply contract's object, and quotes as numbered text."""

import json

from actions.reply import (
    ROUTES,
    Button,
    Citation,
    Reply,
    cite,
    quote_lines,
    source_lines,
)
from tests.actions.turns import make_quote

CITATION = Citation(
    1, "care", "On care", "Later", "Wash.", "https://clinic.example/care", "2026-01-31",
    ("more",),
)  # fmt: skip


def test_the_payload_has_the_contracts_fields_and_no_others():
    reply = Reply(
        "“Wash.” [1]", "answer", "ask_aftercare", 0.93, (CITATION,), receipt="b7k2-9fq1"
    )
    assert reply.payload() == {
        "route": "answer",
        "intent": {"name": "ask_aftercare", "confidence": 0.93},
        "citations": [
            {
                "n": 1,
                "source_id": "care",
                "title": "On care",
                "section": "Later",
                "quote": "Wash.",
                "url": "https://clinic.example/care",
                "reviewed_on": "2026-01-31",
                "also_in": ["more"],
            }
        ],
        "tier": None,
        "receipt": "b7k2-9fq1",
    }
    assert json.loads(json.dumps(reply.payload())) == reply.payload()


def test_a_reply_is_a_text_and_then_the_payload():
    reply = Reply("Hello.", "smalltalk", "greet", 1.0)
    assert reply.messages() == [{"text": "Hello."}, {"custom": reply.payload()}]


def test_buttons_stand_below_the_text():
    button = Button("How far apart?", "How far apart are they?")
    text, _ = Reply("Hello.", "smalltalk", "greet", 1.0, buttons=(button,)).messages()
    assert text["buttons"] == [
        {"title": "How far apart?", "payload": "How far apart are they?"}
    ]


def test_there_are_eight_routes():
    assert len(ROUTES) == len(set(ROUTES)) == 8


def test_quotes_are_cited_in_order_with_their_place():
    citations = cite((make_quote("Wash."), make_quote("Rest.", also_in=("more",))))
    assert [(c.n, c.quote, c.also_in) for c in citations] == [
        (1, "Wash.", ()),
        (2, "Rest.", ("more",)),
    ]
    first = citations[0]
    assert (first.source_id, first.title, first.section) == ("care", "On care", "Later")
    assert (first.url, first.reviewed_on) == (
        "https://clinic.example/care",
        "2026-01-31",
    )
    assert cite(()) == ()


def test_quotes_and_sources_as_text_bear_the_same_numbers():
    citations = cite((make_quote("Wash."), make_quote("Rest.")))
    assert quote_lines(citations) == "“Wash.” [1]\n\n“Rest.” [2]"
    assert source_lines(citations) == "[1] On care – Later\n[2] On care – Later"


def test_a_page_without_sections_is_named_by_its_title():
    citation = Citation(1, "care", "On care", None, "Wash.", None, None, ())
    assert source_lines((citation,)) == "[1] On care"
