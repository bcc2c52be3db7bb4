"""What patients read in each channel: first things first, and nothing lost."""

import itertools
import json
import re
from dataclasses import replace

import pytest

from actions.reply import Button, Citation, Reply, quote_lines, source_lines
from bot.assistant import Assistant
from bot.channels.message_form import (
    MESSENGER,
    SLACK,
    SMS,
    SOURCES_BUTTON,
    TELEGRAM,
    WHATSAPP,
    Form,
    choices,
    parts_of,
    up_to,
)
from bot.channels.parting import sentences
from bot.channels.sms_text import n_segments, plain_marks
from knowledge.settings import PROJECT_DIR
from tests.bot.fakes import CLINIC

EVAL = PROJECT_DIR.parent / "shared" / "eval" / "dev"
FORMS = {
    "sms": SMS,
    "whatsapp": WHATSAPP,
    "telegram": TELEGRAM,
    "messenger": MESSENGER,
    "slack": SLACK,
}
CITATIONS = tuple(
    Citation(n, f"page-{n}", f"Page {n}", "A section", quote, url, None, ())
    for n, quote, url in (
        (1, "First sentence here. Second sentence here.", None),
        (2, "Third sentence here.", "https://clinic.example/page-2"),
    )
)
TEXT = (
    f"{quote_lines(CITATIONS)}\n\nFrom our pages:\n{source_lines(CITATIONS)}\n\n"
    "Please ask the team."
)
ANSWER = Reply(
    TEXT,
    "answer",
    "ask_sessions",
    0.9,
    CITATIONS,
    (Button("How far apart?", "How far?"),),
)
# Two segments: nearly every answer has to be parted.
SHORT = replace(
    SMS,
    fits=lambda text: n_segments(text) <= 2,
    fits_at_most=lambda text: n_segments(text) <= 2,
)
NARROW = Form(up_to(60), up_to(60), is_counted=True)


def test_sources_are_short_and_the_rest_is_behind_a_choice():
    (part,) = parts_of(ANSWER, TELEGRAM)
    assert "From our pages:\n[1] Page 1\n[2] Page 2\n\nPlease ask" in part.text
    assert part.choices == (("How far apart?", 1), ("Sources", 2))
    assert choices(ANSWER)[1] == SOURCES_BUTTON


def test_pages_with_one_title_are_one_line():
    same = tuple(replace(c, title="One page") for c in CITATIONS)
    text = f"{quote_lines(same)}\n\nFrom our pages:\n{source_lines(same)}"
    (part,) = parts_of(replace(ANSWER, text=text, citations=same), TELEGRAM)
    assert part.text.endswith("From our pages:\n[1][2] One page")


def test_asked_for_the_sources_they_are_shown_whole_with_their_address():
    asked = replace(ANSWER, intent_name="ask_source")
    (part,) = parts_of(asked, TELEGRAM)
    assert "[2] Page 2 – A section\nhttps://clinic.example/page-2" in part.text
    assert SOURCES_BUTTON not in choices(asked)


def test_choices_are_numbered_where_there_are_no_buttons():
    (part,) = parts_of(ANSWER, SMS)
    assert part.text.endswith("Reply with a number:\n1 How far apart?\n2 Sources")
    assert part.choices == ()
    assert "“" not in part.text


def test_long_replies_are_counted_parts_that_each_fit():
    found = parts_of(ANSWER, NARROW)
    assert all(len(part.text) <= 60 for part in found)
    assert [part.text[-5:] for part in found] == [
        f"({n}/{len(found)})" for n in range(1, len(found) + 1)
    ]
    assert "“First sentence here. Second sentence here.” [1]" in found[0].text


def test_choices_stand_below_the_last_part_only():
    found = parts_of(ANSWER, replace(NARROW, max_title_chars=20))
    assert [bool(part.choices) for part in found] == [False] * (len(found) - 1) + [True]


def test_titles_that_are_cut_are_listed_whole():
    reply = replace(ANSWER, buttons=(Button("How do I reach the clinic?", "x"),))
    (part,) = parts_of(reply, MESSENGER)
    assert part.choices == (("1 How do I reach…", 1), ("Sources", 2))
    assert "1 How do I reach the clinic?" in part.text


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("name", ["emergency", "crisis"])
def test_an_emergency_is_one_message_that_begins_with_the_action(name, form):
    text = CLINIC.texts[name]
    reply = Reply(
        text, "emergency", "emergency", 1.0, (), (Button("I am safe", "safe"),), name
    )
    (part,) = parts_of(reply, form)
    assert part.text.startswith(form.plain(text))


def dev_messages():
    """Every message of the development set, dialogues as conversations."""
    rows = (EVAL / "questions.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, rows):
        yield row["id"], [row["text"]]
    rows = (EVAL / "dialogues.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, rows):
        yield row["id"], [turn["text"] for turn in row["turns"]]


@pytest.mark.slow
@pytest.mark.skipif(not EVAL.is_dir(), reason="the development set is not beside it")
async def test_nothing_is_lost_of_any_reply_to_the_development_set(trained, tmp_path):
    """Words, order, numbers of the citations, titles and choices, on every channel."""
    settings = replace(trained, deadline_s=60.0, database_url=f"sqlite:///{tmp_path}/c")
    assistant = await Assistant.load(settings)
    n_replies, n_parted = 0, 0
    for name, messages in dev_messages():
        conversation = f"sms-{name}-{next(COUNTER)}"
        for message in messages:
            reply = await assistant.reply(conversation, message)
            for form in FORMS.values():
                check(reply, form)
            n_parted += check(reply, SHORT) > 1
            n_replies += 1
    await assistant.close()
    assert n_replies > 300
    assert n_parted > 100


COUNTER = itertools.count()


def check(reply, form):
    """How many messages a reply is; nothing of it is missing from them."""
    found = parts_of(reply, form)
    careful = reply.route in ("emergency", "refer", "answer_and_refer")
    fits = form.fits_at_most if careful else form.fits
    texts = [part.text for part in found]
    assert all(fits(text) for text in texts)
    if form.is_counted and len(texts) > 1:
        texts = [re.sub(r" \(\d+/\d+\)$", "", text) for text in texts]
    whole = plain_marks("\n\n".join(texts))
    words = re.sub(r'["\s]+', " ", whole)
    text = reply.text
    listed = source_lines(reply.citations)
    if listed:
        head, _, rest = text.rpartition(listed)
        text = f"{head}\n\n{rest}"
    place = 0
    for paragraph in text.split("\n\n"):
        for sentence in sentences(paragraph):
            wanted = re.sub(r'["\s]+', " ", plain_marks(sentence)).strip()
            wanted = re.sub(r" ?\[\d+\]$", "", wanted).strip()
            place = words.find(wanted, place)
            assert place >= 0, (sentence, texts)
    for citation in reply.citations:
        assert f"[{citation.n}]" in whole
        assert plain_marks(citation.title) in whole
    for button in choices(reply):
        shown = [title for part in found for title, _ in part.choices]
        assert plain_marks(button.title) in whole or button.title in shown
    if reply.tier or reply.route == "emergency":
        first = sentences(reply.text)[0]
        assert texts[0].startswith(form.plain(first))
    assert sum(len(part.choices) for part in found) in (0, len(choices(reply)))
    return len(found)
