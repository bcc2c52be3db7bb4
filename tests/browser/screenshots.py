"""Takes the pictures of docs/images: `make screenshots`. Look at every one of them."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from bot.settings import PROJECT_DIR
from tests.browser.conftest import (
    ARABIC,
    DESK,
    EMERGENCY,
    PHONE,
    QUESTION,
    TEXTS,
    Widget,
    serve,
)

OUT = PROJECT_DIR / "docs" / "images"
MAX_BYTES = 300_000
PERSONAL = "im on roaccutane can i still have it"


def take(widget: Widget, name: str) -> None:
    """One picture, when nothing moves any more."""
    widget.page.wait_for_timeout(600)
    file = OUT / f"{name}.png"
    widget.page.screenshot(path=file, animations="disabled")
    size = file.stat().st_size
    sys.stdout.write(f"{file.relative_to(PROJECT_DIR)}  {size:,} bytes\n")
    if size > MAX_BYTES:
        raise SystemExit(f"{file} is larger than {MAX_BYTES:,} bytes.")


def phone(make: Any) -> None:
    widget = make(PHONE)
    widget.goto()
    take(widget, "phone-launcher")
    widget.press_launcher()
    take(widget, "phone-greeting")
    widget.ask(QUESTION)
    take(widget, "phone-answer")
    widget.last.locator("summary").click()
    widget.last.locator(".sources").evaluate("e => e.scrollIntoView()")
    take(widget, "phone-sources")
    widget.ask(PERSONAL)
    take(widget, "phone-referral")
    widget.frame.get_by_role("button", name=TEXTS["contact"], exact=True).click()
    take(widget, "phone-contact")
    widget.page.keyboard.press("Escape")
    widget.frame.get_by_role("button", name=TEXTS["menu"]).click()
    widget.frame.get_by_role("button", name=TEXTS["delete"]).click()
    take(widget, "phone-delete")
    widget.page.keyboard.press("Escape")
    widget.context.set_offline(True)
    widget.input.fill("does it hurt?")
    take(widget, "phone-offline")
    widget.context.set_offline(False)
    widget.ask(EMERGENCY)
    take(widget, "phone-emergency")


def phone_dark(make: Any) -> None:
    widget = make(PHONE, color_scheme="dark")
    widget.open().ask(QUESTION)
    take(widget, "phone-dark")
    widget.context.route("**/chat/api/messages", lambda route: route.abort())
    widget.input.fill("does it hurt?")
    widget.input.press("Enter")
    expect(widget.frame.locator(".pf-m-danger").first).to_be_visible()
    take(widget, "phone-not-sent")


def phone_right_to_left(make: Any) -> None:
    widget = make(PHONE)
    widget.goto("/?lang=ar")
    widget.page.get_by_role("button", name=ARABIC["launcher"]).click()
    expect(widget.input).to_be_visible()
    take(widget, "phone-arabic-greeting")
    widget.ask(QUESTION)
    take(widget, "phone-arabic")


def desk(make: Any) -> None:
    widget = make(DESK)
    widget.open().ask(QUESTION)
    widget.last.locator("summary").click()
    take(widget, "desk-answer")
    widget.ask(PERSONAL)
    take(widget, "desk-referral")


def main() -> None:
    """Take all of them, against a server of their own."""
    OUT.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as data_dir,
        serve(Path(data_dir)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )

        def make(size: dict[str, int], **options: Any) -> Widget:
            is_phone = size == PHONE
            # Twice the pixels on a phone, as it has them.
            options["device_scale_factor"] = 2 if is_phone else 1
            context = browser.new_context(
                viewport=size, has_touch=is_phone, is_mobile=is_phone, **options
            )
            return Widget(context, server)

        for series in (phone, phone_dark, phone_right_to_left, desk):
            series(make)
        browser.close()


if __name__ == "__main__":
    main()
