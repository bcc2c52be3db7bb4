"""Hostile words, pages and parents: nothing of them runs, shows or is obeyed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUESTION, TEXTS, Widget, fulfil, host_page

PROBES = [
    "<img src=x onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "<svg onload=window.hacked=1>",
    "[click](javascript:window.hacked=1)",
    "![picture](https://evil.example/pixel.png)",
    '"><iframe srcdoc="<script>parent.hacked=1</script>">',
    "</script><script>window.hacked=1</script>",
    "{{constructor.constructor('window.hacked=1')()}}",
    "javascript:window.hacked=1",
    "<a href='https://evil.example' onclick=window.hacked=1>x</a>",
]
REPLY = {
    "text": "x",
    "blocks": [],
    "route": "answer",
    "tier": None,
    "receipt": "aaaa-bbbb",
    "citations": [],
    "buttons": [],
    "at": "2026-06-01T12:00:00+00:00",
    "opening": {"open": True, "until": "18:00", "next": None, "today": "monday"},
}


def hostile(probe):
    """A reply in which every text is the probe."""
    citation = {
        "n": 1,
        "title": probe,
        "section": probe,
        "quote": probe,
        "paragraph": f"Before {probe} after",
        "url": probe,
        "reviewed_on": None,
        "also_in": [probe],
    }
    return {
        **REPLY,
        "text": probe,
        "blocks": [{"text": probe, "n": None}, {"text": probe, "n": 1}],
        "receipt": probe,
        "citations": [citation],
        "buttons": [{"title": probe, "payload": probe}],
    }


def nothing_happened(widget, frame):
    widget.page.wait_for_timeout(150)
    assert frame.evaluate("window.hacked") is None
    assert widget.page.evaluate("window.hacked") is None
    shown = frame.locator(".messages")
    for tag in ("img", "script", "iframe", "object", "embed", "a[href^='javascript']"):
        expect(shown.locator(tag)).to_have_count(0)
    expect(shown.locator("a[href*='evil']")).to_have_count(0)
    assert not frame.evaluate(
        """[...document.querySelectorAll('.messages *')].some(e =>
        [...e.attributes].some(a => a.name.startsWith('on')))"""
    )


def test_hostile_words_of_the_patient_stay_words(widget):
    widget.open()
    for probe in PROBES:
        fulfil(
            widget, "messages", (200, {**REPLY, "blocks": [{"text": "ok", "n": None}]})
        )
        widget.ask(probe)
        expect(widget.frame.locator(".said").last).to_have_text(probe)
    nothing_happened(widget, widget.chat_frame)


def test_hostile_words_of_the_patient_stay_words_after_a_reload(widget):
    widget.open_alone()
    for probe in PROBES[:3]:
        widget.ask(probe)
    widget.page.reload()
    expect(widget.page.locator(".said")).to_have_text(PROBES[:3])
    nothing_happened(widget, widget.page)


def test_hostile_words_of_pages_and_buttons_stay_words(widget):
    widget.open()
    for probe in PROBES:
        fulfil(widget, "messages", (200, hostile(probe)))
        reply = widget.ask(QUESTION)
        expect(reply.locator(".words p")).to_have_text(probe)
        reply.locator("summary").click()
        expect(reply.locator(".sources cite")).to_have_text(probe)
        expect(reply.locator(".sources mark")).to_have_text(probe)
        expect(reply.locator(".quick button")).to_have_text(probe)
        expect(reply.locator(".sources a")).to_have_count(0)
    nothing_happened(widget, widget.chat_frame)


def test_a_link_to_a_page_opens_apart_and_tells_the_page_nothing(widget):
    reply = hostile("x")
    reply["citations"][0]["url"] = "https://clinic.example/page"
    fulfil(widget, "messages", (200, reply))
    widget.open().ask(QUESTION).locator("summary").click()
    link = widget.last.get_by_role("link", name="Read the page")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_contain_text(TEXTS["new_tab"])


def test_the_policy_of_the_chat_is_enforced(make_widget):
    widget = make_widget(expected=("Content Security Policy", "TrustedHTML", "Trusted"))
    widget.open()
    frame = widget.chat_frame
    refused = frame.evaluate(
        """() => { try { document.createElement('div').innerHTML = '<b>x</b>' }
        catch (error) { return error.name } }"""
    )
    assert refused == "TypeError"
    frame.evaluate(
        """() => { const style = document.createElement('style');
        style.textContent = '*{color:red}'; document.head.append(style);
        new Image().src = 'https://evil.example/x';
        fetch('https://evil.example/').catch(() => {}) }"""
    )
    widget.page.wait_for_timeout(300)
    blocked = [line for line in widget.log if "Content Security Policy" in line]
    assert len(blocked) >= 3
    # Refused by the policy before they left.
    assert widget.foreign == []


def test_the_chats_headers(widget):
    response = widget.context.request.get(f"{widget.server}/chat")
    policy = dict(
        part.split(" ", 1)
        for part in response.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"].startswith("'self' http://localhost:")
    assert policy["require-trusted-types-for"] == "'script'"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert "microphone=()" in response.headers["permissions-policy"]


def test_a_listed_page_shows_the_chat_and_its_rude_styles_stay_outside(
    make_widget, listed_port
):
    widget = make_widget()
    with host_page(widget.server, listed_port):
        widget.page.goto(f"http://localhost:{listed_port}/")
        colour = widget.launcher.evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour == "rgb(11, 87, 164)"
        widget.launcher.click()
        expect(widget.input).to_be_focused()
        widget.ask(QUESTION)
        words = widget.last.locator(".words").first
        assert words.evaluate("e => getComputedStyle(e).color") != "rgb(0, 255, 0)"
        widget.input.press("Escape")
        expect(widget.launcher).to_be_focused()
        # Another origin of the same site: a reload keeps the conversation.
        widget.reload()
        expect(widget.replies).to_have_count(1)


def test_a_page_that_is_not_listed_cannot_show_the_chat(make_widget):
    widget = make_widget(expected=("frame-ancestors", "Framing", "postMessage"))
    with host_page(widget.server) as port:
        widget.page.goto(f"http://localhost:{port}/")
        widget.launcher.click()
        widget.page.wait_for_timeout(1500)
        assert any("frame-ancestors" in line for line in widget.log)
        frame = next(f for f in widget.page.frames if f != widget.page.main_frame)
        assert frame.url.startswith("chrome-error:")


def test_in_a_frame_of_another_site_it_works_too(make_widget, listed_port):
    # The clinic on localhost, the chat on 127.0.0.1: browsers may block its storage.
    server = make_widget().server.replace("localhost", "127.0.0.1")
    widget = make_widget(server=server)
    with host_page(server, listed_port):
        widget.page.goto(f"http://localhost:{listed_port}/")
        widget.launcher.click()
        expect(widget.input).to_be_visible()
        widget.ask(QUESTION)
        widget.ask("does it hurt?")
        assert widget.context.cookies() == []
        assert widget.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_messages_of_other_windows_are_not_obeyed(widget):
    widget.open()
    widget.page.evaluate("window.postMessage({bedside: 'close'}, '*')")
    widget.page.wait_for_timeout(200)
    expect(widget.input).to_be_visible()
    # Nor does the chat listen to itself.
    widget.chat_frame.evaluate("window.postMessage({bedside: 'open'}, '*')")
    heard = widget.chat_frame.evaluate(
        """() => new Promise(resolve => {
        window.addEventListener('message', e => resolve(e.source === window));
        window.postMessage({bedside: 'open'}, '*') })"""
    )
    assert heard is True


def test_nothing_is_stored_beyond_the_tab(widget):
    widget.open_alone().ask(QUESTION)
    assert widget.page.evaluate("localStorage.length") == 0
    keys = widget.page.evaluate("Object.keys(sessionStorage)")
    assert keys == ["bedside.token"]
    assert widget.context.cookies() == []
    assert widget.page.evaluate("indexedDB.databases().then(d => d.length)") == 0


def test_nothing_is_sent_before_the_first_message(widget):
    widget.open()
    widget.page.wait_for_timeout(300)
    assert widget.calls == []


@pytest.mark.parametrize(
    "path", ["/conversations/x/tracker", "/model/parse", "/domain"]
)
def test_rasas_own_interface_is_not_reachable(widget, path):
    assert widget.context.request.get(widget.server + path).status == 404


def test_two_loaders_on_a_page_are_one_chat(widget: Widget):
    widget.goto()
    widget.page.evaluate(
        """() => new Promise(done => { const s = document.createElement('script');
        s.src = '/widget.js'; s.onload = done; document.head.append(s) })"""
    )
    expect(widget.launcher).to_have_count(1)
