import json
from dataclasses import replace

import pytest

from bot.staff.errors import NoChannelError
from bot.staff.preview import PREVIEWS, preview_of
from tests.bot.fakes import ANSWER, QUOTE


def shown(channel, reply=ANSWER):
    return preview_of(channel).texts(reply)


def test_rest_shows_the_very_messages_of_the_webhook():
    assert [json.loads(text) for text in shown("rest")] == json.loads(
        json.dumps(ANSWER.messages())
    )


def test_text_is_the_reply_with_numbered_buttons():
    assert shown("text") == [f"{QUOTE} [1]\n\n1. How far apart?"]


def test_the_page_unfolds_its_citations():
    citation = replace(
        ANSWER.citations[0], url="https://clinic.example/a", reviewed_on="2026-05-31"
    )
    (text,) = shown("page", replace(ANSWER, citations=(citation,)))
    assert text == (
        f"{QUOTE} [1]\n\nWhere this comes from (1)\n\n1. On scars, “Plans”\n"
        f"   {QUOTE}\n   Read the page: https://clinic.example/a\n"
        "   Reviewed on 2026-05-31\n\nYou could ask\n[ How far apart? ]"
    )


def test_the_page_shows_no_link_that_is_not_encrypted_and_asks_if_it_is_over():
    citation = replace(ANSWER.citations[0], url="http://clinic.example/a")
    (text,) = shown("page", replace(ANSWER, citations=(citation,), tier="emergency"))
    assert "Read the page" not in text and "Is it over?" in text


@pytest.mark.parametrize("channel", ["messenger", "slack", "telegram"])
def test_platforms_with_buttons_show_them_below_the_last_message(channel):
    assert shown(channel) == [f"{QUOTE} [1]\n\n[ How far apart? ]\n[ Sources ]"]


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_platforms_without_buttons_number_the_choices(channel):
    numbered = "Reply with a number:\n1 How far apart?\n2 Sources"
    assert shown(channel) == [f"{QUOTE} [1]\n\n{numbered}"]


def test_a_long_reply_is_shown_in_the_parts_that_are_sent():
    long = replace(ANSWER, text=" ".join(["This is a sentence."] * 80), buttons=())
    assert len(shown("messenger", long)) == 1
    parts = shown("sms", long)
    assert len(parts) > 1
    assert parts[0].endswith(f" (1/{len(parts)})")


def test_a_reply_without_buttons_or_citations_is_its_text():
    bare = replace(ANSWER, citations=(), buttons=())
    assert shown("text", bare) == shown("page", bare) == [ANSWER.text]


def test_the_page_has_the_notice_itself():
    assert [name for name, p in PREVIEWS.items() if p.shows_notice] == ["page"]


def test_an_unknown_channel_names_those_there_are():
    with pytest.raises(NoChannelError, match="'fax'. Use one of: messenger, page, "):
        preview_of("fax")
