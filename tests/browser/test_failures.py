"""What goes wrong between a patient and the answer, and what the patient sees of it."""

import json

import pytest
from playwright.sync_api import expect

from tests.bot.fakes import CLINIC
from tests.browser.conftest import (
    EMERGENCY,
    PHONE,
    QUESTION,
    TEXTS,
    fulfil,
    serve,
)
from tests.conftest import free_port


def problem(widget):
    return widget.frame.locator(".pf-v6-c-alert.pf-m-danger")


def send(widget, text=QUESTION):
    widget.input.fill(text)
    widget.input.press("Enter")


def try_again(widget):
    problem(widget).get_by_role("button", name=TEXTS["try_again"]).click()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, {"error": {"code": "internal", "message": "Something went wrong."}}),
        (502, "<html>Bad gateway</html>"),
        (200, []),
        (200, {}),
        (200, "{not json"),
        (200, ""),
    ],
)
def test_a_server_error_keeps_the_text_and_trying_again_answers_it(
    make_widget, status, body
):
    widget = make_widget(expected=("503", "502"))
    fulfil(widget, "messages", (status, body))
    widget.open()
    send(widget)
    expect(problem(widget)).to_contain_text(TEXTS["not_sent_server"])
    expect(widget.frame.locator("#announce-now")).to_have_text(TEXTS["not_sent_server"])
    expect(widget.frame.locator(".said")).to_have_text(QUESTION)
    try_again(widget)
    expect(widget.replies).to_have_count(1)
    expect(problem(widget)).to_have_count(0)
    first, second = widget.sent()
    assert first == second


def test_a_button_that_failed_is_tried_again_with_its_payload(make_widget):
    widget = make_widget(expected=("503",))
    widget.open().ask(QUESTION)
    title = widget.last.locator(".quick button").first
    asked = title.inner_text()
    fulfil(widget, "messages", (503, {}))
    title.click()
    expect(problem(widget)).to_be_visible()
    try_again(widget)
    expect(widget.replies).to_have_count(2)
    assert [body["text"] for body in widget.sent()[1:]] == [asked, asked]


def test_a_slow_reply_shows_typing_at_once_and_says_so_after_4_s(widget):
    widget.open_alone()
    widget.context.route("**/chat/api/messages", lambda route: None)
    widget.page.clock.install()
    send(widget)
    typing = widget.page.get_by_role("region", name=TEXTS["typing"])
    expect(typing).to_be_visible()
    widget.page.clock.run_for(3_900)
    expect(widget.page.get_by_text(TEXTS["still_working"])).to_have_count(0)
    widget.page.clock.run_for(300)
    expect(widget.page.locator(".waiting p")).to_have_text(TEXTS["still_working"])
    expect(widget.page.locator("#announce")).to_have_text(TEXTS["still_working"])
    # The patient may go on writing meanwhile, but not send.
    widget.input.fill("and another thing")
    expect(widget.page.get_by_role("button", name=TEXTS["send"])).to_be_disabled()
    # After 20 s it is given up, and can be tried again.
    widget.page.clock.run_for(16_000)
    expect(problem(widget)).to_contain_text(TEXTS["not_sent_timeout"])
    expect(widget.input).to_have_value("and another thing")
    widget.context.unroute("**/chat/api/messages")
    try_again(widget)
    expect(widget.replies).to_have_count(1)
    expect(widget.input).to_have_value("and another thing")


def test_offline_is_said_the_text_is_kept_and_it_goes_on(make_widget):
    widget = make_widget(expected=("ERR_INTERNET_DISCONNECTED",))
    widget.open()
    widget.context.set_offline(True)
    expect(widget.frame.get_by_text(TEXTS["offline"]).first).to_be_visible()
    expect(widget.frame.locator("#announce-now")).to_have_text(TEXTS["offline"])
    send(widget)
    assert widget.n_calls("POST", "messages") == 0
    expect(widget.input).to_have_value(QUESTION)
    # The numbers are there, and need no connection of this kind.
    expect(widget.frame.get_by_role("link", name="Call 999")).to_be_visible()
    widget.context.set_offline(False)
    expect(widget.frame.get_by_text(TEXTS["offline"])).to_have_count(1)
    expect(widget.frame.locator("#announce")).to_have_text(TEXTS["online_again"])
    widget.input.press("Enter")
    expect(widget.replies).to_have_count(1)


def test_a_server_that_was_killed_and_is_back_answers_once(make_widget, tmp_path):
    port = free_port()
    with serve(tmp_path, port=port) as address:
        widget = make_widget(server=address, expected=("ERR_CONNECTION_REFUSED",))
        widget.open().ask(QUESTION)
    send(widget, "does it hurt?")
    expect(problem(widget)).to_contain_text(TEXTS["not_sent"])
    # One retry of its own, with the same id.
    assert len(widget.sent()) == 3 and widget.sent()[1] == widget.sent()[2]
    with serve(tmp_path, port=port):
        try_again(widget)
        expect(widget.replies).to_have_count(2)
        widget.reload()
        expect(widget.replies).to_have_count(2)
        expect(widget.frame.locator(".said")).to_have_text([QUESTION, "does it hurt?"])


def test_a_message_on_its_way_survives_a_reload(make_widget):
    widget = make_widget(expected=("ERR_",))
    widget.open_alone()

    def hold_messages(route):
        if route.request.method != "POST":
            route.continue_()

    widget.context.route("**/chat/api/messages", hold_messages)
    with widget.page.expect_request("**/chat/api/messages"):
        send(widget)
    widget.page.reload()
    expect(problem(widget)).to_contain_text(TEXTS["not_sent"])
    expect(widget.page.locator(".said")).to_have_text(QUESTION)
    widget.context.unroute("**/chat/api/messages")
    try_again(widget)
    expect(widget.replies).to_have_count(1)
    first, second = widget.sent()
    assert first == second


def test_too_many_messages_are_told_how_long_to_wait(make_widget):
    widget = make_widget(expected=("429",))
    error = {"code": "too_many", "message": "Wait.", "retry_after_s": 12}
    fulfil(widget, "messages", (429, {"error": error}))
    widget.open()
    send(widget)
    expect(problem(widget)).to_contain_text("Please wait 12 seconds")
    expect(widget.frame.get_by_role("link", name="Call 999")).to_be_visible()
    try_again(widget)
    expect(widget.replies).to_have_count(1)


def test_an_emergency_among_too_many_messages_is_still_one(make_widget):
    widget = make_widget(expected=("429",))
    widget.open()
    widget.ask("hello")
    token = widget.chat_frame.evaluate("sessionStorage.getItem('bedside.token')")
    address = f"{widget.server}/chat/api/messages"
    for n in range(19):
        widget.context.request.post(
            address,
            data=json.dumps({"text": "hello", "message_id": f"message-{n}"}),
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
            },
        )
    send(widget, EMERGENCY)
    expect(problem(widget)).to_contain_text(CLINIC.texts["emergency"])
    expect(widget.frame.locator("html")).to_have_attribute("data-alarm", "emergency")


def test_a_conversation_that_ended_elsewhere_starts_anew(make_widget):
    widget = make_widget(expected=("401",))
    widget.open_alone().ask(QUESTION)
    token = widget.page.evaluate("sessionStorage.getItem('bedside.token')")
    widget.context.request.delete(
        f"{widget.server}/chat/api/conversation",
        headers={"Authorization": f"Bearer {token}"},
    )
    send(widget, "does it hurt?")
    expect(problem(widget)).to_contain_text(TEXTS["ended_elsewhere"])
    expect(widget.page.locator(".said")).to_have_text(["does it hurt?"])
    try_again(widget)
    expect(widget.replies).to_have_count(1)


def test_a_history_that_cannot_be_read_is_said_and_read_again(make_widget):
    widget = make_widget(expected=("503",))
    widget.open_alone().ask(QUESTION)
    fulfil(widget, "messages", (503, {}))
    widget.page.reload()
    alert = widget.page.locator(".pf-v6-c-alert.pf-m-warning")
    expect(alert).to_contain_text(TEXTS["history_failed"])
    alert.get_by_role("button", name=TEXTS["try_again"]).click()
    expect(widget.replies).to_have_count(1)


def test_the_chat_works_where_storage_is_blocked(widget):
    widget.context.add_init_script(
        """Object.defineProperty(window, 'sessionStorage',
        {get() { throw new DOMException('blocked', 'SecurityError') }})"""
    )
    widget.open().ask(QUESTION)
    widget.ask("does it hurt?")
    assert widget.n_calls("POST", "session") == 1
    assert widget.context.cookies() == []


def numbers_are_visible(page):
    expect(page.get_by_role("heading", name=f"Ask {CLINIC.name}")).to_be_visible()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    phone = page.get_by_role("link", name=CLINIC.phone)
    expect(phone).to_have_attribute("href", "tel:02079460128")
    expect(phone).to_be_visible()


def test_while_the_script_loads_and_when_it_cannot_the_numbers_are_there(make_widget):
    widget = make_widget(viewport=PHONE, expected=("ERR_FAILED",))
    held = []
    widget.context.route("**/chat/assets/*.js", lambda route: held.append(route))
    widget.page.goto(f"{widget.server}/chat", wait_until="commit")
    numbers_are_visible(widget.page)
    expect(widget.page.get_by_text(TEXTS["loading"], exact=True)).to_be_visible()
    simple = widget.page.get_by_role("link", name=TEXTS["plain_page"])
    expect(simple).to_be_hidden()
    held[0].abort()
    expect(simple).to_be_visible(timeout=12_000)
    numbers_are_visible(widget.page)


def test_without_javascript_the_numbers_and_the_plain_page_are_there(make_widget):
    widget = make_widget(viewport=PHONE, java_script_enabled=False)
    widget.goto("/chat")
    numbers_are_visible(widget.page)
    # Chromium's switch does not reach its parser, so <noscript> is read from the page.
    page = widget.context.request.get(f"{widget.server}/chat").text()
    noscript = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert TEXTS["no_script"] in noscript and 'href="plain"' in noscript
    simple = widget.page.get_by_role("link", name=TEXTS["plain_page"])
    expect(simple).to_be_visible(timeout=12_000)


def test_a_chat_that_cannot_be_reached_leaves_the_launcher_with_the_numbers(
    make_widget,
):
    widget = make_widget(expected=("ERR_FAILED", "postMessage"))
    widget.context.route("**/chat?*", lambda route: route.abort())
    widget.page.clock.install()
    widget.goto()
    widget.launcher.click()
    widget.page.clock.run_for(16_000)
    alert = widget.page.get_by_role("alert")
    expect(alert).to_contain_text(TEXTS["loading_failed"])
    expect(alert.get_by_role("link", name=CLINIC.phone)).to_have_attribute(
        "href", "tel:02079460128"
    )
    expect(alert.get_by_role("link", name="Call 999")).to_be_visible()
    # Closed and opened again it is tried anew.
    widget.context.unroute("**/chat?*")
    alert.get_by_role("button", name=TEXTS["close"]).click()
    expect(widget.launcher).to_be_focused()
    widget.launcher.click()
    expect(widget.input).to_be_visible()


def test_a_fault_in_the_chat_itself_leaves_the_numbers_and_the_conversation(
    make_widget,
):
    widget = make_widget(expected=("TypeError", "Error", "error"))
    widget.open_alone().ask(QUESTION)
    turn = {"message_id": "m" * 8, "text": "x", "at": "not a date", "reply": None}
    fulfil(widget, "messages", (200, {"turns": [turn]}))
    widget.page.reload()
    expect(widget.page.get_by_text(TEXTS["crashed"])).to_be_visible()
    expect(widget.page.get_by_role("link", name="Call 999")).to_be_visible()
    expect(widget.page.get_by_role("link", name=CLINIC.phone)).to_be_visible()
    widget.page.get_by_role("button", name=TEXTS["load_again"]).click()
    expect(widget.replies).to_have_count(1)
