"""WCAG 2.2 AA as far as a program can check it: axe, keyboard, focus, zoom, words."""

import re

import pytest
from playwright.sync_api import expect

from tests.bot.fakes import CLINIC
from tests.browser.conftest import (
    ARABIC,
    AXE,
    DESK,
    EMERGENCY,
    PHONE,
    QUESTION,
    TEXTS,
    fulfil,
)

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MIN_TARGET_PX = 24


def axe(frame):
    """Violations of one document, as "rule: elements"."""
    frame.evaluate(AXE.read_text("utf-8"))
    result = frame.evaluate(
        """tags => axe.run(document, {runOnly: tags, iframes: false,
        resultTypes: ['violations']})""",
        TAGS,
    )
    assert result["passes"] or result["violations"]
    return [
        f"{v['id']}: {[node['html'][:120] for node in v['nodes']]}"
        for v in result["violations"]
    ]


def check(widget):
    assert axe(widget.page) == []
    for frame in widget.page.frames[1:]:
        assert axe(frame) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["375", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_along_the_patients_way(make_widget, scheme, size):
    widget = make_widget(viewport=size, color_scheme=scheme)
    widget.goto()
    check(widget)
    widget.press_launcher()
    check(widget)
    widget.ask(QUESTION).locator("summary").click()
    widget.last.get_by_role("button", name="Not helpful").click()
    expect(widget.last.locator(".comment")).to_be_visible()
    check(widget)
    expect(widget.ask("im on roaccutane can i still have it")).to_contain_text("judge")
    check(widget)
    for button in ("contact", "menu"):
        widget.frame.get_by_role("button", name=TEXTS[button], exact=True).click()
        check(widget)
        widget.page.keyboard.press("Escape")
    widget.frame.get_by_role("button", name=TEXTS["menu"]).click()
    widget.frame.get_by_role("button", name=TEXTS["delete"]).click()
    check(widget)
    widget.page.keyboard.press("Escape")
    widget.ask(EMERGENCY)
    check(widget)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["375", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_things_go_wrong(make_widget, scheme, size):
    widget = make_widget(
        viewport=size, color_scheme=scheme, expected=("503", "ERR_INTERNET")
    )
    fulfil(widget, "messages", (503, {}))
    widget.open()
    widget.input.fill(QUESTION)
    widget.input.press("Enter")
    expect(widget.frame.locator(".pf-v6-c-alert.pf-m-danger")).to_be_visible()
    check(widget)
    widget.context.set_offline(True)
    expect(widget.frame.locator(".offline, .pf-m-warning").first).to_be_visible()
    check(widget)
    widget.context.set_offline(False)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["375", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_from_right_to_left(make_widget, scheme, size):
    widget = make_widget(viewport=size, color_scheme=scheme)
    widget.open_alone("?lang=ar")
    check(widget)
    widget.ask(QUESTION).locator("summary").click()
    check(widget)
    widget.ask(EMERGENCY)
    check(widget)


def test_axe_finds_nothing_before_the_script_and_while_waiting(make_widget):
    widget = make_widget(expected=("ERR_FAILED",))
    held = []
    widget.context.route("**/chat/assets/*.js", lambda route: held.append(route))
    widget.page.goto(f"{widget.server}/chat", wait_until="commit")
    expect(widget.page.get_by_text(TEXTS["loading"], exact=True)).to_be_visible()
    assert axe(widget.page) == []
    held[0].continue_()
    expect(widget.input).to_be_visible()
    widget.context.route("**/chat/api/messages", lambda route: None)
    widget.input.fill(QUESTION)
    widget.input.press("Enter")
    expect(widget.page.locator(".waiting")).to_be_visible()
    assert axe(widget.page) == []


def focused(widget):
    """Name of what has the focus, in the frame or on the page."""
    return widget.chat_frame.evaluate(
        """() => { const e = document.activeElement;
        return (e.getAttribute('aria-label') || e.textContent || e.tagName).trim() }"""
    )


def tab_to(widget, name, *, back=False, most=40):
    for _ in range(most):
        if re.match(name, focused(widget)):
            return
        widget.page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"No way to {name} by Tab; last: {focused(widget)}")


def test_the_whole_way_by_keyboard_alone(widget):
    widget.goto()
    for _ in range(20):
        widget.page.keyboard.press("Tab")
        if widget.launcher.evaluate("e => e.matches(':focus')"):
            break
    widget.page.keyboard.press("Enter")
    expect(widget.input).to_be_focused()
    widget.page.keyboard.type(QUESTION)
    widget.page.keyboard.press("Enter")
    expect(widget.replies).to_have_count(1)
    # The reply is there and the next question can be typed at once.
    expect(widget.input).to_be_focused()
    tab_to(widget, r"Where this comes from", back=True)
    widget.page.keyboard.press("Enter")
    expect(widget.last.locator(".sources mark").first).to_be_visible()
    tab_to(widget, r"Helpful$")
    widget.page.keyboard.press("Space")
    expect(widget.last).to_contain_text(TEXTS["feedback_thanks"])
    quick = widget.last.locator(".quick button").first.inner_text()
    tab_to(widget, re.escape(quick))
    widget.page.keyboard.press("Enter")
    expect(widget.replies).to_have_count(2)
    expect(widget.input).to_be_focused()
    tab_to(widget, TEXTS["menu"] + "$", back=True)
    widget.page.keyboard.press("Enter")
    expect(widget.frame.get_by_role("dialog")).to_be_visible()
    tab_to(widget, TEXTS["delete"])
    widget.page.keyboard.press("Enter")
    tab_to(widget, TEXTS["delete_confirm"])
    widget.page.keyboard.press("Enter")
    expect(widget.frame.get_by_text(TEXTS["deleted"]).first).to_be_visible()
    # Shift+Tab leaves the frame for the page: nothing holds the focus in.
    widget.page.keyboard.press("Escape")
    expect(widget.launcher).to_be_focused()


def test_the_focus_is_visible_on_everything(widget):
    widget.open().ask(QUESTION)
    seen = set()
    for _ in range(30):
        widget.page.keyboard.press("Shift+Tab")
        ring = widget.chat_frame.evaluate(
            """() => { const e = document.activeElement;
            if (e === document.body) return '';
            const s = getComputedStyle(e), p = getComputedStyle(e.closest(
            '.pf-chatbot__message-bar') || e);
            return [e.tagName + (e.getAttribute('aria-label') || e.textContent),
              s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
              || p.boxShadow !== 'none'] }"""
        )
        if not ring:
            break
        name, is_visible = ring
        seen.add(name)
        assert is_visible, f"no focus ring on {name}"
    assert len(seen) >= 8


def test_the_focus_goes_to_the_input_when_the_bundle_is_slow(widget):
    def slowly(route):
        widget.page.wait_for_timeout(1500)
        route.continue_()

    widget.context.route("**/chat/assets/*.js", slowly)
    widget.goto()
    widget.launcher.click()
    expect(widget.input).to_be_focused()


def test_a_dialog_gives_the_focus_back(widget):
    widget.open()
    button = widget.frame.get_by_role("button", name=TEXTS["contact"], exact=True)
    button.click()
    widget.frame.get_by_role("button", name=TEXTS["close_dialog"], exact=True).click()
    expect(button).to_be_focused()


RECORD = """() => { window.said = [];
  for (const id of ['announce', 'announce-now'])
    new MutationObserver(() => { const text = document.getElementById(id).textContent;
      if (text) window.said.push([id, text]) })
    .observe(document.getElementById(id), {childList: true, characterData: true,
      subtree: true}) }"""


def test_each_reply_is_announced_once_in_plain_words(widget):
    widget.open_alone()
    widget.page.evaluate(RECORD)
    widget.ask(QUESTION)
    widget.page.wait_for_timeout(400)
    widget.ask(EMERGENCY)
    widget.page.wait_for_timeout(400)
    said = [
        (where, text)
        for where, text in widget.page.evaluate("window.said")
        if text != TEXTS["typing"]
    ]
    assert len(said) == 2
    assert said[0][0] == "announce"
    assert said[0][1].startswith("Reply: “Multiple sessions are usually recommended")
    assert said[1] == ("announce-now", f"Reply: {CLINIC.texts['emergency']}")
    # Nothing else speaks: PatternFly's own live region stays empty.
    others = widget.page.evaluate(
        """[...document.querySelectorAll(
          '[aria-live]:not([aria-live=off]), [role=alert], [role=status], [role=log]')]
        .filter(e => !e.id.startsWith('announce')).map(e => e.textContent)"""
    )
    assert set(others) <= {""}


def test_targets_are_large_enough_for_a_thumb(phone):
    phone.open().ask(QUESTION).locator("summary").click()
    small = phone.chat_frame.evaluate(
        """least => [...document.querySelectorAll('a, button, summary, textarea')]
        .filter(e => e.checkVisibility() && e.getClientRects().length)
        .map(e => [e.getAttribute('aria-label') || e.textContent,
          e.getBoundingClientRect()])
        .filter(([, r]) => r.width < least || r.height < least)
        .map(([name, r]) => `${name}: ${r.width} x ${r.height}`)""",
        MIN_TARGET_PX,
    )
    assert small == []
    main = phone.chat_frame.locator(".quick button, .pf-chatbot__header-actions button")
    for box in (main.nth(n).bounding_box() for n in range(main.count())):
        assert box["height"] >= 44 and box["width"] >= 44


def sideways(frame):
    """Elements that reach over the left or right edge."""
    return frame.evaluate(
        """() => { const wide = document.documentElement.clientWidth + 1;
        return [...document.querySelectorAll('body *')].filter(e => {
          const box = e.getBoundingClientRect();
          return !e.closest('.hidden') && e.getClientRects().length &&
            (box.right > wide || box.left < -1) })
          .map(e => e.tagName + '.' + e.className) }"""
    )


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_at_320_px_and_400_percent_nothing_scrolls_sideways(make_widget, lang):
    widget = make_widget(viewport={"width": 320, "height": 256})
    widget.open_alone(f"?lang={lang}")
    widget.ask(QUESTION).locator("summary").click()
    assert sideways(widget.page) == []
    expect(widget.page.locator("#emergency a").first).to_be_in_viewport()
    # All can be reached by scrolling, and the numbers stay.
    widget.input.scroll_into_view_if_needed()
    expect(widget.input).to_be_in_viewport()
    expect(widget.page.locator("#emergency a").first).to_be_in_viewport()
    expect(widget.ask(EMERGENCY)).to_contain_text("999")
    assert sideways(widget.page) == []
    expect(widget.page.locator("#emergency a").first).to_be_in_viewport()


def test_wider_text_spacing_cuts_nothing_off(phone):
    """WCAG 1.4.12, set by a constructed sheet: the policy allows no other."""
    phone.open_alone().ask(QUESTION).locator("summary").click()
    phone.page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important;
          letter-spacing: .12em !important; word-spacing: .16em !important }
          p { margin-bottom: 2em !important }`);
        document.adoptedStyleSheets = [sheet] }"""
    )
    assert sideways(phone.page) == []
    cut = phone.page.evaluate(
        """[...document.querySelectorAll('button, a, h1, p, summary, blockquote, cite')]
        .filter(e => !e.closest('.hidden') && e.getClientRects().length)
        .filter(e => getComputedStyle(e).overflow === 'hidden'
          && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
        .map(e => e.textContent)"""
    )
    assert cut == []


def test_at_twice_the_text_size_the_numbers_and_the_input_are_there(phone):
    phone.open_alone()
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.ask(QUESTION)
    assert sideways(phone.page) == []
    expect(phone.page.locator("#emergency a").first).to_be_in_viewport()


def test_reduced_motion_stops_every_animation(make_widget):
    widget = make_widget(reduced_motion="reduce")
    widget.open_alone()
    widget.context.route("**/chat/api/messages", lambda route: None)
    widget.input.fill(QUESTION)
    widget.input.press("Enter")
    expect(widget.page.locator(".waiting")).to_be_visible()
    moving = widget.page.evaluate(
        """document.getAnimations().filter(a => a.playState === 'running'
        && a.effect.getComputedTiming().duration > 0).length"""
    )
    assert moving == 0


def test_forced_colours_keep_borders_around_messages(make_widget):
    widget = make_widget(forced_colors="active")
    widget.open_alone().ask(QUESTION)
    for part in (".said", ".turn .reply", ".marker"):
        width = widget.page.locator(part).first.evaluate(
            "e => parseFloat(getComputedStyle(e).borderTopWidth)"
        )
        assert width >= 1
    assert axe(widget.page) == []


def test_dark_and_light_follow_the_system_while_it_is_open(widget):
    widget.open_alone()
    colours = []
    for scheme in ("light", "dark", "light"):
        widget.page.emulate_media(color_scheme=scheme)
        expect(widget.page.locator("html")).to_have_class(
            re.compile("pf-v6-theme-dark" if scheme == "dark" else "^$")
        )
        colours.append(
            widget.page.evaluate("getComputedStyle(document.body).backgroundColor")
        )
    assert colours[0] == colours[2] == "rgb(255, 255, 255)" != colours[1]


def test_the_second_language_is_whole_and_runs_from_right_to_left(make_widget):
    widget = make_widget()
    widget.goto("/?lang=ar")
    launcher = widget.page.get_by_role("button", name=ARABIC["launcher"])
    assert launcher.bounding_box()["x"] < 200
    launcher.click()
    expect(widget.input).to_be_visible()
    frame = widget.page.locator("iframe")
    expect(frame).to_have_attribute("title", ARABIC["frame_title"])
    html = widget.chat_frame.locator("html")
    expect(html).to_have_attribute("lang", "ar")
    expect(html).to_have_attribute("dir", "rtl")
    reply = widget.ask(QUESTION)
    # The answer stays in the language of the pages, and runs its own way.
    quote = reply.locator("blockquote.quote").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "ltr"
    expect(reply.locator("summary")).to_contain_text(ARABIC["sources"].split("(")[0])
    said = set(ARABIC.values()) & set(TEXTS.values())
    assert said <= {"{name}: {number}"}
    shown = widget.chat_frame.evaluate("document.body.innerText")
    for name in ("send", "menu", "title", "helpful", "typing", "greeting_label"):
        assert TEXTS[name].split("{")[0] not in shown


def test_the_quoted_words_say_their_language(widget):
    widget.open_alone("?lang=ar").ask(QUESTION)
    expect(widget.last.locator("blockquote.quote").first).to_have_attribute(
        "lang", "en"
    )


def test_one_h1_and_headings_in_order(widget):
    widget.open_alone().ask("im on roaccutane can i still have it")
    levels = widget.page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
