"""Two clinics below two paths of one host: one origin, so one storage in the browser.

A small proxy takes the paths off, as nginx does (bot/clinics/nginx.py).
"""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import INPUT, QUESTION, serve


class Proxy(BaseHTTPRequestHandler):
    servers = {}
    protocol_version = "HTTP/1.1"

    def _pass_on(self):
        path, _, rest = self.path[1:].partition("/")
        server = self.servers[path]
        length = int(self.headers.get("Content-Length") or 0)
        connection = http.client.HTTPConnection(server, timeout=30)
        headers = {n: v for n, v in self.headers.items() if n != "Connection"}
        connection.request(self.command, f"/{rest}", self.rfile.read(length), headers)
        answer = connection.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "content-length", "keep-alive"):
                self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        connection.close()

    do_GET = do_POST = do_DELETE = _pass_on

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def host(chat_server, tmp_path_factory):
    """One address with the clinics /willow/ and /harbour/ below it."""
    with serve(tmp_path_factory.mktemp("harbour")) as second:
        servers = {
            "willow": urlsplit(chat_server).netloc,
            "harbour": urlsplit(second).netloc,
        }
        handler = type("Handler", (Proxy,), {"servers": servers})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        server.server_close()


def test_a_tab_that_visits_both_tells_neither_of_the_other(make_widget, host):
    widget = make_widget(server=host)
    widget.goto("/willow/").press_launcher().ask(QUESTION)
    widget.input.fill("a draft for willow alone")
    page = widget.page
    keys = "Object.keys(sessionStorage).sort()"
    mine = ["bedside/willow/.draft", "bedside/willow/.token"]
    assert page.evaluate(keys) == mine
    willow = page.evaluate("sessionStorage.getItem('bedside/willow/.token')")

    widget.goto("/harbour/").press_launcher()
    expect(widget.replies).to_have_count(0)
    expect(widget.input).to_have_value("")
    with page.expect_request("**/harbour/chat/api/messages") as sent:
        widget.ask(QUESTION)
    assert sent.value.headers["authorization"] != f"Bearer {willow}"
    assert "bedside/harbour/.token" in page.evaluate(keys)
    status = widget.context.request.get(
        f"{host}/harbour/chat/api/messages",
        headers={"Authorization": f"Bearer {willow}"},
    ).status
    assert status == 401

    # And back: everything of willow's is still there.
    widget.goto("/willow/").press_launcher()
    expect(widget.replies).to_have_count(1)
    expect(widget.input).to_have_value("a draft for willow alone")


def test_the_chats_own_page_works_with_a_slash_behind_it_too(make_widget, host):
    widget = make_widget(server=host)
    widget.goto("/harbour/chat/")
    widget.page.locator(INPUT).fill(QUESTION)
    widget.page.locator(INPUT).press("Enter")
    expect(widget.page.locator(".turn .reply")).to_have_count(1)


def test_the_plain_page_asks_and_deletes_below_its_path(make_widget, host):
    page = make_widget(server=host).goto("/harbour/plain").page
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("section.assistant")).to_have_count(1)
    assert page.url == f"{host}/harbour/plain#latest"
    page.get_by_text("Delete my data").click()
    page.get_by_role("button", name="Delete this conversation").click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    # From here the form's address has to lead up again.
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("section.assistant")).to_have_count(1)
    assert page.url == f"{host}/harbour/plain#latest"
