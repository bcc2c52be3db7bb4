import re
import uuid
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

import aiohttp
import pytest
from sanic import Sanic

from actions.reply import Button
from bot.channels.plain_page import PlainPage, sender_of
from bot.database import Database
from bot.inbox import Inbox
from bot.turn import Door
from tests.bot.fakes import ANSWER, CLINIC, QUOTE, FakeLibrary, FakeRasa, serving

XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}",
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
]


class Page(HTMLParser):
    """What a browser without JavaScript sees."""

    def __init__(self, text):
        super().__init__()
        self.text, self.tags, self.words = text, [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag, **wanted):
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and wanted.items() <= attrs.items()
        ]

    @property
    def token(self):
        return self.all("input", name="conversation")[0]["value"]


@pytest.fixture
async def visit():
    """Open the page, or send a form, on a server with a fake Rasa behind it."""
    rasa = FakeRasa()
    app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
    door = Door(CLINIC, rasa, library=FakeLibrary)
    app.blueprint(PlainPage(door, CLINIC).blueprint())

    async with serving(app) as address, aiohttp.ClientSession() as session:

        async def visit(path="/plain", headers=None, **form):
            send = session.post if form else session.get
            options = {"data": form} if form else {}
            options["headers"] = headers
            async with send(address + path, **options) as response:
                visit.response = response
                return Page(await response.text())

        visit.rasa, visit.door = rasa, door
        yield visit
        await door.close()


async def test_the_page_shows_notice_banner_form_and_no_conversation(visit):
    page = await visit()
    assert page.all("a", href="tel:999")
    assert "automated assistant" in page.text and "not for emergencies" in page.text
    assert page.all("label", **{"for": "message"}) and page.all("input", id="message")
    assert page.all("html", lang="en") and page.all("a", href="#message")
    assert not page.all("section")


async def test_a_question_is_answered_with_its_citation(visit):
    page = await visit()
    page = await visit(conversation=page.token, message="how many?")
    assert ANSWER.text in "".join(page.words)
    assert page.all("details") and QUOTE in page.words
    assert "On scars" in page.words
    assert page.all("section", id="latest")
    assert page.all("form", action="plain#latest")


async def test_a_form_that_a_proxy_passes_on_again_is_one_turn(visit, tmp_path):
    database = Database.of_file(tmp_path / "conversations.db")
    visit.door.inbox = Inbox(database)
    token = (await visit()).token
    for key in ("the-first-key", "the-first-key", "the-next-key", "?"):
        page = await visit(
            headers={"Idempotency-Key": key}, conversation=token, message="how many?"
        )
        assert ANSWER.text in "".join(page.words)
    stored = await visit.door.inbox.history(sender_of(token))
    await database.close()
    # A key that is none is no patient's fault: that form is a message like any other.
    ids = [row.message_id for row in stored]
    assert ids[:2] == ["the-first-key", "the-next-key"] and len(ids) == 3
    assert visit.rasa.asked == ["how many?"] * 3


async def test_a_button_carries_its_question(visit):
    page = await visit(message="how many?")
    (button,) = page.all("button", name="message")
    assert button["value"] == "How far apart are they?"
    await visit(conversation=page.token, message=button["value"])
    assert visit.rasa.asked[-1] == "How far apart are they?"


async def test_the_conversation_so_far_is_shown(visit):
    page = await visit(message="how many?")
    page = await visit(conversation=page.token, message="and the pain?")
    assert [w for w in page.words if w in ("how many?", "and the pain?")] == [
        "how many?",
        "and the pain?",
    ]


async def test_my_data_is_deleted_and_said_to_be_only_then(visit, tmp_path):
    database = Database.of_file(tmp_path / "conversations.db")
    visit.door.inbox = Inbox(database)
    page = await visit(message="a canary question")
    (form,) = page.all("form", action="plain/delete#outcome")
    assert form["method"] == "post"
    sender_id = sender_of(page.token)
    assert len(await visit.door.inbox.history(sender_id)) == 1

    async def fail(sender_id):
        raise OSError("a canary question")

    erase, visit.door.inbox.erase = visit.door.inbox.erase, fail
    kept = await visit("/plain/delete", conversation=page.token)
    assert visit.response.status == 503
    assert "It was not deleted. Please try again" in kept.text
    assert "a canary question" in kept.text and CLINIC.phone in kept.text
    assert kept.token == page.token and "was deleted" not in kept.text

    visit.door.inbox.erase = erase
    deleted = await visit("/plain/delete", conversation=page.token)
    assert visit.response.status == 200
    assert deleted.all("p", role="status") and "was deleted from" in deleted.text
    assert "canary" not in deleted.text and deleted.token != page.token
    assert await visit.door.inbox.history(sender_id) == []
    await database.close()
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"canary" not in files


async def test_with_nothing_said_there_is_nothing_to_delete(visit):
    page = await visit()
    assert page.all("form", action="plain/delete#outcome") == []
    page = await visit("/plain/delete", conversation="made up")
    assert visit.response.status == 200 and "was deleted" not in page.text


@pytest.mark.parametrize(
    ("days", "words"),
    [(30, "up to 30 days,"), (1, "up to 1 day,"), (0, "about an hour,")],
)
def test_how_long_words_are_kept_is_said(days, words):
    plain = PlainPage(Door(CLINIC), CLINIC, retention_days=days)
    page = plain._page(SimpleNamespace(path="/plain"), "t" * 43, [])
    assert f"What you write is kept for {words}" in " ".join(page.body.decode().split())


async def test_the_token_is_random_kept_and_not_rasas_name(visit):
    first, second = (await visit()).token, (await visit()).token
    assert first != second and len(first) == 43
    assert (await visit(conversation=first, message="hello")).token == first
    assert first not in sender_of(first)
    assert sender_of(first) != sender_of(second)


@pytest.mark.parametrize("token", ["", "short", "a" * 44, "<script>", "../../etc"])
async def test_a_made_up_token_is_replaced(visit, token):
    page = await visit(conversation=token, message="hello")
    assert page.token != token and len(page.token) == 43


async def test_an_alarm_makes_the_banner_prominent_with_both_numbers(visit):
    page = await visit(message="I can't breathe, my throat is closing")
    (banner,) = page.all("div", **{"class": "banner alarm"})
    assert banner["role"] == "alert"
    assert page.all("a", href="tel:999") and page.all("a", href="tel:116123")
    assert CLINIC.texts["emergency"] in page.words


async def test_an_emergency_is_answered_while_the_record_is_unreadable(visit):
    async def broken(sender_id):
        raise OSError("database is down")

    visit.rasa.transcript = broken
    visit.rasa.alarm = broken
    page = await visit(message="I can't breathe, my throat is closing")
    assert CLINIC.texts["emergency"] in page.words


@pytest.mark.parametrize("probe", XSS)
async def test_a_patients_words_stay_words(visit, probe):
    page = await visit(message=probe)
    assert probe in page.words
    tags = {name for name, _ in page.tags}
    assert not tags & {"script", "img", "svg", "iframe"}
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]


@pytest.mark.parametrize("probe", XSS)
async def test_a_pages_words_stay_words(visit, probe):
    citation = replace(ANSWER.citations[0], title=probe, section=probe, url=probe)
    reply = replace(
        ANSWER, text=probe, citations=(citation,), buttons=(Button(probe, probe),)
    )
    visit.rasa.messages = reply.messages()
    page = await visit(message="how many?")
    assert not {name for name, _ in page.tags} & {"script", "img", "svg"}
    assert not [a for a in page.all("a") if a["href"].startswith("javascript")]
    assert page.all("button", value=probe)


async def test_there_is_no_script_and_no_inline_style(visit):
    page = await visit(message="how many?")
    assert not page.all("script") and not page.all("style")
    assert not [1 for _, attrs in page.tags if "style" in attrs]


@pytest.mark.parametrize("path", ["/plain", "/plain_page.css"])
async def test_the_headers_allow_nothing_from_elsewhere(visit, path):
    await visit(path)
    headers = visit.response.headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


async def test_the_style_has_a_dark_mode_a_focus_ring_and_no_fixed_width(visit):
    style = (await visit("/plain_page.css")).text
    assert visit.response.content_type == "text/css"
    assert "prefers-color-scheme: dark" in style and ":focus-visible" in style
    # Nothing may be wider than a phone of 320 px.
    assert not [w for w in re.findall(r"[^-]width: (\d+)px", style) if int(w) > 320]
