"""The audit log's page, opened from disk: accessible, and it asks for nothing."""

import datetime

import pytest

from bot import audit_page
from bot.audit_log import AuditLog
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import axe

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.timezone.utc)


@pytest.fixture
def log(tmp_path):
    log = AuditLog(tmp_path)
    for event, facts in (
        ("imported", {"source": "peel", "file": "peel.pdf", "outcome": "added"}),
        ("approved", {"source": "peel", "sha256": "ab" * 32}),
        ("published", {"build": "b1", "sources": {"peel": "Dr A"}, "n_changes": 3}),
        ("withdrawn", {"source": "peel", "because": "<img src=//x.example>"}),
    ):
        log.append(event, "Dr A. Example", NOW, **facts)
    return log


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["375", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["whole", "broken", "empty"])
def test_the_page_is_accessible_and_asks_for_nothing(
    browser, tmp_path, log, state, scheme, size
):
    if state == "broken":
        log.path.write_bytes(log.path.read_bytes().replace(b"Dr A", b"Dr X", 1))
    entries, broken = ((), None) if state == "empty" else log.read()
    html = audit_page.render(entries, broken, clinic="Willow Lane", now=NOW)
    file = tmp_path / "audit.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    assert axe(page) == []
    assert asked == [file.as_uri()]
    assert said == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"]
    context.close()
