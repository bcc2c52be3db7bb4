"""The patient's way through the chat, each step against the real server."""

import json
import re

from playwright.sync_api import expect

from tests.bot.fakes import CLINIC
from tests.browser.conftest import EMERGENCY, QUESTION, TEXTS, Widget, fulfil

QUOTE = re.compile("Multiple sessions are usually recommended")


def sources(widget):
    return widget.last.locator("details.sources")


def test_from_the_launcher_to_a_cited_answer(widget):
    widget.goto()
    expect(widget.launcher).to_have_attribute("aria-expanded", "false")
    widget.launcher.click()
    expect(widget.input).to_be_focused()
    greeting = widget.frame.get_by_role("region", name=TEXTS["greeting_label"])
    expect(greeting).to_contain_text("not a clinician")
    expect(greeting).to_contain_text("not medical advice")
    expect(greeting).to_contain_text("call 999")
    expect(greeting).to_contain_text("30 days")
    reply = widget.ask(QUESTION)
    expect(reply.locator("blockquote.quote").first).to_contain_text(QUOTE)
    # The widget shows the sources itself and does not list them a second time.
    expect(reply).not_to_contain_text("From our pages:")
    assert sources(widget).get_attribute("open") is None
    sources(widget).locator("summary").click()
    first = sources(widget).locator("li").first
    expect(first.locator("cite")).to_have_text("Microneedling for acne scars")
    expect(first).to_contain_text(TEXTS["source_not_reviewed"])
    expect(first.locator("blockquote mark")).to_contain_text(QUOTE)
    # The quote stands in its paragraph: there are words around it.
    paragraph = first.locator("blockquote").inner_text()
    assert paragraph.startswith(
        "For acne scars, microneedling can be"
    ) and QUOTE.search(paragraph)
    second = sources(widget).locator("li").nth(1)
    expect(second).to_contain_text("Section: Effectiveness on Acne Scars")
    expect(reply.locator(".receipt")).to_have_text(re.compile(r": \w{4}-\w{4}$"))


def test_a_number_behind_a_quote_opens_its_source(widget):
    widget.open().ask(QUESTION)
    widget.last.get_by_role("button", name="Source 2").click()
    assert sources(widget).get_attribute("open") is not None
    expect(sources(widget).locator("li").nth(1)).to_be_focused()


def test_a_quick_reply_asks_its_question(widget):
    widget.open()
    suggestion = widget.frame.get_by_role("button", name=CLINIC.suggestions[0])
    suggestion.click()
    expect(widget.replies).to_have_count(1)
    expect(suggestion).to_have_count(0)
    button = widget.last.locator(".quick button").first
    asked = button.inner_text()
    button.click()
    expect(widget.replies).to_have_count(2)
    assert widget.sent()[1]["text"] == asked
    expect(widget.replies.first.locator(".quick")).to_have_count(0)


def test_a_personal_question_gets_the_referral_card(widget):
    card = widget.open().ask("im on roaccutane can i still have it").locator(".card")
    expect(card.get_by_role("link", name=f"Call {CLINIC.phone}")).to_have_attribute(
        "href", "tel:" + CLINIC.phone.replace(" ", "")
    )
    expect(card.locator("p").first).to_have_text(
        re.compile(r"^(Open now, until|Closed now, opens) ")
    )


def test_a_person_is_one_tap_away(phone):
    phone.open()
    phone.frame.get_by_role("button", name=TEXTS["contact"]).click()
    dialog = phone.frame.get_by_role("dialog", name=TEXTS["contact"])
    expect(dialog.get_by_role("link", name=f"Call {CLINIC.phone}")).to_be_visible()
    expect(dialog.get_by_role("link", name=CLINIC.email)).to_have_attribute(
        "href", f"mailto:{CLINIC.email}"
    )
    expect(dialog).to_contain_text(TEXTS["email_warning"])
    # A dialog covers the page's numbers, so it has them itself.
    expect(dialog.get_by_role("link", name="Call 999")).to_be_in_viewport()
    expect(dialog.get_by_role("link", name=TEXTS["book"])).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    expect(dialog).to_contain_text("(today)")
    expect(dialog).to_contain_text(CLINIC.out_of_hours_line.number)
    phone.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    # Esc closed the dialog and not the chat around it.
    expect(phone.input).to_be_visible()


def banner_colour(widget):
    return widget.frame.locator("#emergency").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )


def test_an_emergency_is_prominent_and_stays_until_it_is_over(widget):
    widget.open()
    calm = banner_colour(widget)
    reply = widget.ask(EMERGENCY)
    expect(reply).to_contain_text(CLINIC.texts["emergency"])
    expect(reply.get_by_role("heading")).to_have_text(TEXTS["emergency_title"])
    call = reply.get_by_role("link", name="Call 999")
    expect(call).to_have_attribute("href", "tel:999")
    expect(call).to_be_in_viewport()
    loud = banner_colour(widget)
    assert loud != calm
    # Another subject does not end it, and neither does a reload.
    expect(widget.ask(QUESTION)).to_contain_text(CLINIC.texts["emergency"])
    widget.reload()
    expect(widget.replies).to_have_count(2)
    assert banner_colour(widget) == loud
    widget.last.get_by_role("button", name="I am safe").click()
    expect(widget.replies).to_have_count(3)
    assert banner_colour(widget) == calm
    expect(widget.ask(QUESTION)).to_contain_text(QUOTE)


def test_a_crisis_shows_the_crisis_line_above_and_in_the_reply(phone):
    reply = phone.open().ask("i want to kill myself")
    line = f"{CLINIC.crisis_line.name}: {CLINIC.crisis_line.number}"
    for place in (reply, phone.frame.locator("#emergency")):
        expect(place.get_by_role("link", name=line)).to_have_attribute(
            "href", "tel:116123"
        )


def test_feedback_is_kept_thanked_for_and_shown_after_a_reload(widget):
    reply = widget.open_alone().ask(QUESTION)
    reply.get_by_role("button", name="Not helpful").click()
    expect(reply).to_contain_text(TEXTS["feedback_thanks"])
    expect(widget.page.locator("#announce")).to_have_text(TEXTS["feedback_thanks"])
    reply.get_by_label("What was wrong").fill("too general")
    reply.get_by_role("button", name=TEXTS["comment_send"]).click()
    expect(reply).to_contain_text(TEXTS["comment_thanks"])
    widget.page.reload()
    pressed = widget.last.get_by_role("button", name="Not helpful")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pressed.click()
    expect(pressed).to_have_attribute("aria-pressed", "false")
    bodies = [json.loads(c[2]) for c in widget.calls if c[1] == "feedback"]
    assert [(b["vote"], b["comment"]) for b in bodies] == [
        ("down", None),
        ("down", "too general"),
        (None, None),
    ]


def test_feedback_that_was_not_saved_is_not_thanked_for(make_widget):
    widget = make_widget(expected=("503",))
    fulfil(widget, "feedback", (503, {"error": {"code": "store_down"}}))
    reply = widget.open().ask(QUESTION)
    button = reply.get_by_role("button", name="Helpful", exact=True)
    button.click()
    expect(reply).to_contain_text(TEXTS["feedback_failed"])
    expect(button).to_have_attribute("aria-pressed", "false")


def delete(widget):
    widget.frame.get_by_role("button", name=TEXTS["menu"]).click()
    widget.frame.get_by_role("button", name=TEXTS["delete"]).click()
    widget.frame.get_by_role("button", name=TEXTS["delete_confirm"]).click()


def test_my_data_is_deleted_on_the_server_and_here(widget):
    widget.open_alone().ask(QUESTION)
    token = widget.page.evaluate("sessionStorage.getItem('bedside.token')")
    delete(widget)
    expect(widget.page.get_by_text(TEXTS["deleted"]).first).to_be_visible()
    expect(widget.replies).to_have_count(0)
    assert widget.page.evaluate("sessionStorage.length") == 0
    answer = widget.context.request.get(
        f"{widget.server}/chat/api/messages",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status == 401
    # The next question begins a new conversation.
    widget.ask(QUESTION)
    assert widget.n_calls("POST", "session") == 2


def test_deletion_is_said_only_after_the_server_did_it(make_widget):
    widget = make_widget(expected=("503",))
    fulfil(widget, "conversation", (503, {"error": {"code": "not_deleted"}}))
    widget.open().ask(QUESTION)
    delete(widget)
    dialog = widget.frame.get_by_role("dialog", name=TEXTS["delete_question"])
    expect(dialog).to_contain_text(TEXTS["delete_failed"])
    expect(widget.frame.get_by_text(TEXTS["deleted"])).to_have_count(0)
    expect(widget.replies).to_have_count(1)
    # And it can be tried again.
    dialog.get_by_role("button", name=TEXTS["delete_confirm"]).click()
    expect(widget.frame.get_by_text(TEXTS["deleted"]).first).to_be_visible()


def test_delete_asks_first_and_can_be_left(widget):
    widget.open().ask(QUESTION)
    widget.frame.get_by_role("button", name=TEXTS["menu"]).click()
    widget.frame.get_by_role("button", name=TEXTS["delete"]).click()
    widget.frame.get_by_role("button", name=TEXTS["delete_cancel"]).click()
    expect(widget.replies).to_have_count(1)
    assert widget.n_calls("DELETE", "conversation") == 0


def test_a_reload_keeps_conversation_and_draft_and_a_new_tab_is_clean(widget):
    widget.open().ask(QUESTION)
    widget.input.fill("and does it")
    widget.reload()
    expect(widget.last).to_contain_text(QUOTE)
    expect(widget.input).to_have_value("and does it")
    other = Widget(widget.context, widget.server).open()
    expect(other.replies).to_have_count(0)
    expect(other.input).to_have_value("")


def test_closing_keeps_everything_as_it_was(widget):
    widget.open().ask(QUESTION)
    widget.input.fill("draft")
    widget.frame.get_by_role("button", name=TEXTS["close"]).click()
    expect(widget.launcher).to_be_focused()
    widget.launcher.click()
    expect(widget.input).to_be_focused()
    expect(widget.input).to_have_value("draft")
    expect(widget.replies).to_have_count(1)


def test_a_double_click_and_a_double_enter_send_once(widget):
    widget.open()
    widget.frame.get_by_role("button", name=CLINIC.suggestions[0]).dblclick()
    expect(widget.replies).to_have_count(1)
    widget.input.fill(QUESTION)
    widget.frame.get_by_role("button", name=TEXTS["send"]).dblclick()
    expect(widget.replies).to_have_count(2)
    widget.input.fill(QUESTION)
    widget.input.evaluate(
        """e => { for (let i = 0; i < 2; i++) e.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})) }"""
    )
    expect(widget.replies).to_have_count(3)
    widget.page.wait_for_timeout(300)
    assert widget.n_calls("POST", "messages") == 3


def test_print_shows_every_word_and_no_controls(widget):
    widget.open_alone().ask(QUESTION)
    widget.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widget.page.emulate_media(media="print")
    for hidden in (".composer", ".feedback", "#emergency", ".quick", ".marker"):
        expect(widget.page.locator(hidden).first).to_be_hidden()
    expect(widget.page.get_by_text("automated assistant of").first).to_be_visible()
    expect(sources(widget).locator("blockquote").first).to_be_visible()
    assert len(widget.page.pdf()) > 10_000
    widget.page.emulate_media(media="screen")
    widget.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert sources(widget).get_attribute("open") is None


def test_the_menu_prints(widget):
    widget.open()
    widget.chat_frame.evaluate("window.print = () => { window.printed = true }")
    widget.frame.get_by_role("button", name=TEXTS["menu"]).click()
    widget.frame.get_by_role("button", name=TEXTS["print"]).click()
    widget.chat_frame.wait_for_function("window.printed")


def save(widget, name):
    widget.frame.get_by_role("button", name=TEXTS["menu"]).click()
    with widget.page.expect_download() as download:
        widget.frame.get_by_role("button", name=TEXTS[name]).click()
    return download.value.suggested_filename, download.value.path().read_text("utf-8")


def test_the_conversation_can_be_saved_as_text_and_as_data(widget):
    widget.open().ask(QUESTION)
    name, text = save(widget, "save_text")
    assert name == "conversation.txt"
    assert QUESTION in text and QUOTE.search(text) and "Not medical advice" in text
    assert "[2] Understanding Microneedling for Acne Scars, Effectiveness" in text
    name, text = save(widget, "save_data")
    assert name == "conversation.json"
    (turn,) = json.loads(text)["turns"]
    assert turn["text"] == QUESTION and turn["reply"]["route"] == "answer"


def test_the_characters_left_are_told_near_the_end(widget):
    widget.open()
    expect(widget.frame.locator("#input-hint")).to_have_text(TEXTS["input_hint"])
    widget.input.fill("a" * 950)
    expect(widget.frame.locator("#input-hint")).to_have_text("50 characters left")
    widget.input.fill("a" * 1000)
    widget.input.press("a")
    assert len(widget.input.input_value()) == 1000
