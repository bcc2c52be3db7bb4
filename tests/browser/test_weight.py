"""How much a patient's phone has to load, and how long that takes."""

import gzip
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, TEXTS

MAX_FRAME_BYTES = 400_000
MAX_LOADER_BYTES = 2_000
# 1.6 Mbit/s and 150 ms, a slow phone: what was aimed at is 4 s.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000}
SLOW["uploadThroughput"] = 93_750
CPU_SLOWER = 4
MAX_SECONDS = 4.0


def packed(widget, path):
    body = widget.context.request.get(
        widget.server + path, headers={"Accept-Encoding": "identity"}
    ).body()
    return len(gzip.compress(body, 9))


@pytest.mark.parametrize("query", ["", "?lang=en", "?lang=ar"])
def test_the_clinics_page_pays_at_most_2_kb(widget, query):
    assert packed(widget, f"/widget.js{query}") <= MAX_LOADER_BYTES


def test_the_frame_loads_at_most_400_kb(widget):
    page = widget.context.request.get(f"{widget.server}/chat").text()
    paths = re.findall(r'(?:src|href)="(chat/[^"]+)"', page)
    assert len(paths) == 3
    assert (
        sum(packed(widget, f"/{path}") for path in ["chat", *paths]) <= MAX_FRAME_BYTES
    )


def test_nothing_of_the_chat_is_loaded_before_the_launcher_is_touched(widget):
    loaded = []
    widget.page.on("request", lambda request: loaded.append(request.url))
    widget.goto()
    expect(widget.launcher).to_be_visible()
    widget.page.wait_for_timeout(300)
    assert [url for url in loaded if re.search(r"/chat(\?|$)|/chat/assets", url)] == []
    # A finger or a Tab that comes near begins to load it.
    widget.launcher.focus()
    expect(widget.page.locator("iframe")).to_have_count(1)


def test_the_input_can_be_used_within_4_s_on_a_slow_phone(make_widget):
    widget = make_widget(viewport=PHONE)
    session = widget.context.new_cdp_session(widget.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    started = time.monotonic()
    widget.page.goto(f"{widget.server}/chat", wait_until="commit")
    expect(widget.page.get_by_role("link", name="Call 999")).to_be_visible()
    shell_s = time.monotonic() - started
    expect(widget.page.get_by_label(TEXTS["input_label"])).to_be_editable()
    ready_s = time.monotonic() - started
    # Read with `pytest -s`; the page that holds the figures is docs/widget.md.
    print(f"\nnumbers after {shell_s:.1f} s, input after {ready_s:.1f} s")  # noqa: T201
    assert ready_s <= MAX_SECONDS
