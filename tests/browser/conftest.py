"""A real Chromium before the real server; every test's page is watched.

Whatever a test does, its page may ask no other host for anything, violate no policy and
log no error: that is checked when the test is over.
"""

import contextlib
import itertools
import json
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from bot.settings import PROJECT_DIR, Settings
from tests.conftest import BEDSIDE, free_port, running

PHONE = {"width": 375, "height": 667}
DESK = {"width": 1280, "height": 800}
TEXTS = json.loads((PROJECT_DIR / "bot/web/texts/en.json").read_text("utf-8"))
ARABIC = json.loads((PROJECT_DIR / "bot/web/texts/ar.json").read_text("utf-8"))
AXE = PROJECT_DIR / "bot/web/node_modules/axe-core/axe.min.js"
QUESTION = "how many sessions will I need?"
INPUT = "textarea[aria-describedby=input-hint]"
EMERGENCY = "my throat is closing and I can't breathe"
# Each test is a visitor of its own: the limits count by address, behind a proxy.
ADDRESSES = (f"192.0.2.{n}" for n in itertools.count(1))

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names, with a profile of its own."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("No Chromium. Install one (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class HostPage(BaseHTTPRequestHandler):
    """A clinic's own page, on another origin, with a strict policy and rude styles."""

    chat = ""

    def do_GET(self) -> None:
        body = (
            "<!DOCTYPE html><html lang=en><title>Clinic</title>"
            '<style nonce="n">*{color:lime!important}button{background:lime!important;'
            "font-size:40px!important;display:inline!important}</style>"
            f'<main><h1>Clinic</h1></main><script src="{self.chat}/widget.js" defer>'
            "</script></html>"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; style-src 'nonce-n'; script-src {self.chat}; "
            f"frame-src {self.chat}; require-trusted-types-for 'script'",
        )
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def host_page(chat: str, port: int = 0) -> Iterator[int]:
    """The clinic's page on a port of the loopback while the block runs."""
    handler = type("Handler", (HostPage,), {"chat": chat})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def listed_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def chat_server(
    tmp_path_factory: pytest.TempPathFactory, listed_port: int
) -> Iterator[str]:
    """Address of `bedside serve`, as a browser says it."""
    with serve(tmp_path_factory.mktemp("var"), listed_port) as address:
        yield address


@contextlib.contextmanager
def serve(data_dir: Path, listed_port: int = 0, port: int = 0) -> Iterator[str]:
    """`bedside serve` with conversations of its own, behind a proxy.

    The model is the project's, current because `make test-browser` saw to it.
    """
    if not (data_dir / "rasa").exists():
        (data_dir / "rasa").symlink_to(Settings().model_dir)
    port = port or free_port()
    with running(
        [*BEDSIDE, "serve"],
        f"http://127.0.0.1:{port}/plain",
        BEDSIDE_PORT=str(port),
        BEDSIDE_DATA_DIR=str(data_dir),
        BEDSIDE_PROXIES="1",
        BEDSIDE_ORIGINS=f"http://localhost:{listed_port}",
    ):
        yield f"http://localhost:{port}"


class Widget:
    """One visitor: a page with the launcher, or the chat alone, and what it did."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context = context
        self.server = server
        self.page = context.new_page()
        self.log: list[str] = []
        self.foreign: list[str] = []
        self.calls: list[tuple[str, str, str | None]] = []
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        page.on("console", lambda m: self.log.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda error: self.log.append(f"exception: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)

    def _on_request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.hostname not in (
            "localhost",
            "127.0.0.1",
        ):
            self.foreign.append(request.url)
        if parts.path.startswith("/chat/api/"):
            name = parts.path.removeprefix("/chat/api/")
            self.calls.append((request.method, name, request.post_data))

    def _on_failure(self, request: Any) -> None:
        # What the page's policy stopped was never sent.
        if "csp" in (request.failure or "").lower() and request.url in self.foreign:
            self.foreign.remove(request.url)

    def goto(self, path: str = "/") -> "Widget":
        self.page.goto(self.server + path)
        return self

    def open(self) -> "Widget":
        """From the clinic's page through the launcher."""
        return self.goto().press_launcher()

    def press_launcher(self) -> "Widget":
        self.launcher.click()
        expect(self.input).to_be_visible()
        return self

    def reload(self) -> "Widget":
        """The clinic's page anew, and the chat opened on it again."""
        self.page.reload()
        return self.press_launcher()

    def open_alone(self, query: str = "") -> "Widget":
        """The chat's own page, which the frame shows."""
        self.goto(f"/chat{query}")
        expect(self.input).to_be_visible()
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name=TEXTS["launcher"])

    @property
    def frame(self) -> Any:
        """What holds the chat: the frame, or the page itself."""
        return self.chat_frame if self.is_framed else self.page

    @property
    def is_framed(self) -> bool:
        return not urlsplit(self.page.url).path.startswith("/chat")

    @property
    def chat_frame(self) -> Frame:
        return next(f for f in self.page.frames if "/chat" in f.url)

    @property
    def input(self) -> Locator:
        if self.is_framed:
            return self.page.frame_locator("iframe").locator(INPUT)
        return self.page.locator(INPUT)

    @property
    def replies(self) -> Locator:
        return self.frame.locator(".turn .reply")

    @property
    def last(self) -> Locator:
        return self.replies.last

    def ask(self, text: str) -> Locator:
        """Send by keyboard and wait; the reply."""
        n_before = self.replies.count()
        self.input.fill(text)
        self.input.press("Enter")
        expect(self.replies).to_have_count(n_before + 1)
        return self.last

    def n_calls(self, method: str, name: str) -> int:
        return sum(call[:2] == (method, name) for call in self.calls)

    def sent(self) -> list[dict[str, Any]]:
        """Bodies of the messages that went out."""
        return [
            json.loads(c[2] or "") for c in self.calls if c[:2] == ("POST", "messages")
        ]


@pytest.fixture
def make_widget(browser: Browser, chat_server: str) -> Iterator[Any]:
    """Makes visitors; at the end none of them may have done what is forbidden.

    A test that provokes errors names them by `expected`, parts of the log's lines.
    """
    made: list[tuple[Widget, tuple[str, ...]]] = []

    def make(
        *, expected: tuple[str, ...] = (), server: str = chat_server, **options: Any
    ) -> Widget:
        options.setdefault("viewport", DESK)
        context = browser.new_context(
            extra_http_headers={"X-Forwarded-For": next(ADDRESSES)}, **options
        )
        widget = Widget(context, server)
        made.append((widget, expected))
        return widget

    yield make
    for widget, expected in made:
        widget.context.close()
        assert widget.foreign == []
        assert [
            line
            for line in widget.log
            if line.startswith(("error", "exception", "warning"))
            and not any(part in line for part in expected)
        ] == []


@pytest.fixture
def widget(make_widget: Any) -> Widget:
    """A visitor at a desk."""
    made: Widget = make_widget()
    return made


@pytest.fixture
def phone(make_widget: Any) -> Widget:
    """A visitor with a small phone."""
    made: Widget = make_widget(viewport=PHONE, has_touch=True, is_mobile=True)
    return made


def fulfil(widget: Widget, name: str, *answers: tuple[int, Any]) -> None:
    """Answer the next calls of one name in the server's stead, then let it answer."""
    left = list(answers)

    def handle(route: Any) -> None:
        if not left:
            route.continue_()
            return
        status, body = left.pop(0)
        text = body if isinstance(body, str) else json.dumps(body)
        route.fulfill(status=status, content_type="application/json", body=text)

    widget.context.route(f"**/chat/api/{name}", handle)
