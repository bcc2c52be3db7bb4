import pytest
from playwright.sync_api import expect

from tests.browser.conftest import EMERGENCY, PHONE, QUESTION


@pytest.fixture
def page(make_widget):
    """The page without JavaScript, on a phone that has none."""
    widget = make_widget(viewport=PHONE, java_script_enabled=False)
    return widget.goto("/plain").page


def ask(page, text):
    page.get_by_label("Your question").fill(text)
    page.get_by_role("button", name="Send").click()


def test_a_question_is_asked_answered_and_deleted(page):
    ask(page, QUESTION)
    expect(page.locator("section.assistant")).to_contain_text("[1]")
    page.locator("section details summary").click()
    expect(page.locator("section blockquote").first).to_be_visible()
    page.get_by_role("button", name="How far apart are the sessions?").click()
    expect(page.locator("section.assistant")).to_have_count(2)
    confirm = page.get_by_role("button", name="Delete this conversation")
    expect(confirm).to_be_hidden()
    page.get_by_text("Delete my data").click()
    confirm.click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    expect(page.locator("section")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator("section.assistant")).to_have_count(1)


def test_an_emergency_shows_its_numbers_before_all_else(page):
    ask(page, EMERGENCY)
    banner = page.get_by_role("alert")
    expect(banner.get_by_role("link", name="Call 999")).to_be_in_viewport()
    expect(page.locator("section.emergency")).to_contain_text("999")
