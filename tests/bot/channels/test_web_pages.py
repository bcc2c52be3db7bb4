import gzip
import json
import re
import uuid
from dataclasses import replace

import aiohttp
import pytest
from sanic import Sanic

from bot.channels.web_pages import TextsError, WebPages, load_texts
from tests.bot.fakes import CLINIC, serving

LISTED = "https://www.clinic.example"
SCRIPT = "console.log('the chat')" * 100


@pytest.fixture
def built(tmp_path):
    """A folder as `make web` leaves it."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "chat-0a.js").write_text(SCRIPT)
    (assets / "chat-0a.js.gz").write_bytes(gzip.compress(SCRIPT.encode(), mtime=0))
    (assets / "chat-0a.js.br").write_bytes(b"brotli")
    (assets / "chat-0b.css").write_text("body{}")
    manifest = {"chat.js": "chat-0a.js", "chat.css": "chat-0b.css"}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "widget.js").write_text('const facts="__FACTS__";' + "x()" * 500)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
async def get(built):
    """Get a path; `get.response` is what came."""
    clinic = replace(CLINIC, name="Q & A <Clinic>")
    pages = WebPages(clinic, built_dir=built, origins=(LISTED,), retention_days=7)
    app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
    app.blueprint(pages.blueprint())
    async with (
        serving(app) as address,
        aiohttp.ClientSession(auto_decompress=False) as session,
    ):

        async def get(path, **headers):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            named.setdefault("Accept-Encoding", "identity")
            request = session.get(address + path, headers=named)
            async with request as get.response:
                return await get.response.read()

        yield get


def facts_of(page):
    found = re.search(
        r'<script type="application/json" id="facts">(.*?)</script>', page
    )
    return json.loads(found[1])


async def test_the_chats_page_says_whom_to_call_before_any_script(get):
    page = (await get("/chat")).decode()
    shell = page.partition("</main>")[0]
    assert '<a href="tel:999">Call 999</a>' in shell
    assert 'href="tel:02079460128"' in shell and 'href="tel:116123"' in shell
    assert "Ask Q &amp; A &lt;Clinic&gt;" in shell
    assert '<script type="module" src="chat/assets/chat-0a.js"></script>' in page
    assert '<link rel="stylesheet" href="chat/assets/chat-0b.css">' in page


async def test_the_facts_cannot_end_the_element_that_holds_them(get):
    page = (await get("/chat")).decode()
    facts = facts_of(page)
    assert facts["clinic"]["name"] == "Q & A <Clinic>"
    assert (facts["origins"], facts["retention_days"]) == ([LISTED], 7)
    assert facts["max_message_chars"] == 1000
    assert facts["texts"]["send"] == "Send"
    assert "<Clinic>" not in page


async def test_the_headers_of_the_chats_page_allow_nothing_inline(get):
    page = (await get("/chat")).decode()
    policy = get.response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert f"frame-ancestors 'self' {LISTED};" in policy
    assert get.response.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert "Set-Cookie" not in get.response.headers


@pytest.mark.parametrize(
    ("query", "language", "direction"),
    [
        ("", "en", "ltr"),
        ("?lang=ar", "ar", "rtl"),
        ("?lang=AR-eg", "ar", "rtl"),
        ("?lang=en-GB", "en", "ltr"),
        ("?lang=xx", "en", "ltr"),
        ("?lang=../../etc/passwd", "en", "ltr"),
        ("?lang=%22%3E%3Cscript%3E", "en", "ltr"),
    ],
)
async def test_the_page_comes_in_the_language_that_was_asked_for(
    get, query, language, direction
):
    page = (await get(f"/chat{query}")).decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert facts_of(page)["language"] == language


async def test_without_a_bundle_the_page_says_so_and_whom_to_call(get, built):
    (built / "manifest.json").unlink()
    page = (await get("/chat")).decode()
    assert get.response.status == 200
    assert 'href="tel:02079460128"' in page and 'href="plain"' in page
    assert "module" not in page and load_texts()["en"]["loading_failed"] in page


async def test_without_a_loader_the_answer_is_503_and_still_a_script(get, built):
    (built / "widget.js").unlink()
    assert (await get("/widget.js")).startswith(b"/*")
    assert get.response.status == 503
    assert get.response.headers["Cache-Control"] == "no-store"


async def test_a_file_of_the_bundle_is_kept_by_browsers_for_ever(get):
    assert await get("/chat/assets/chat-0a.js") == SCRIPT.encode()
    headers = get.response.headers
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", gzip.compress(SCRIPT.encode(), mtime=0)),
        ("identity", None, SCRIPT.encode()),
    ],
)
async def test_a_file_comes_packed_as_the_browser_likes(get, accepted, encoding, body):
    assert await get("/chat/assets/chat-0a.js", Accept_Encoding=accepted) == body
    assert get.response.headers.get("Content-Encoding") == encoding


async def test_a_browser_that_has_the_file_is_told_so(get):
    for path in ("/chat/assets/chat-0b.css", "/widget.js", "/chat/shell.css"):
        await get(path)
        etag = get.response.headers["ETag"]
        assert await get(path, If_None_Match=f'"other", W/{etag}') == b""
        assert get.response.status == 304 and get.response.headers["ETag"] == etag
        assert await get(path, If_None_Match='"other"') != b""


@pytest.mark.parametrize(
    "name",
    [
        "chat-0c.js",
        "..%2Fmanifest.json",
        "..%2Fsecret.txt",
        "%2e%2e%2fsecret.js",
        "chat-0a.js.gz",
        "chat-0a.js.map",
        "",
    ],
)
async def test_only_files_of_the_bundle_are_served(get, name):
    assert b"secret" not in await get(f"/chat/assets/{name}")
    assert get.response.status == 404


async def test_the_loader_holds_every_language_and_the_numbers(get):
    script = (await get("/widget.js")).decode()
    facts = json.loads(re.search(r"const facts=({.*?});", script)[1])
    assert (facts["phone"], facts["emergency"]) == (CLINIC.phone, "999")
    assert set(facts["texts"]) == {"ar", "en"} and facts["rtl"] == ["ar"]
    assert facts["texts"]["en"][0] == load_texts()["en"]["launcher"]
    assert get.response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert get.response.headers["Cache-Control"] == "no-cache"


async def test_the_loader_can_come_in_one_language(get):
    script = (await get("/widget.js?lang=ar")).decode()
    assert '"ar":' in script and '"en":' not in script


async def test_the_loader_is_packed_for_whoever_can_unpack_it(get):
    plain = await get("/widget.js")
    packed = await get("/widget.js", Accept_Encoding="gzip")
    assert gzip.decompress(packed) == plain
    assert get.response.headers["Content-Encoding"] == "gzip"


async def test_the_demonstration_page_loads_the_chat_by_one_line(get):
    page = (await get("/?lang=ar")).decode()
    assert '<script src="widget.js" data-lang="ar" defer></script>' in page
    assert "demonstration page" in page and 'href="plain"' in page
    assert "frame-src 'self'" in get.response.headers["Content-Security-Policy"]
    for style in re.findall(r'stylesheet" href="([^"]+)"', page):
        await get(f"/{style}")
        assert get.response.status == 200


def write(folder, **languages):
    for language, words in languages.items():
        (folder / f"{language}.json").write_text(words, encoding="utf-8")
    return folder


def test_the_projects_languages_have_the_same_names_and_fields():
    texts = load_texts()
    assert set(texts) == {"ar", "en"}
    for name, english in texts["en"].items():
        fields = sorted(re.findall(r"{\w+}", english))
        assert sorted(re.findall(r"{\w+}", texts["ar"][name])) == fields, name
        assert texts["ar"][name].strip(), name


def test_a_language_with_a_missing_text_is_an_error(tmp_path):
    folder = write(tmp_path, en='{"a": "A", "b": "B"}', de='{"a": "A", "c": "C"}')
    with pytest.raises(TextsError, match=r"de.json': missing or unknown: b, c"):
        load_texts(folder)


def test_a_language_file_that_is_no_json_is_an_error(tmp_path):
    folder = write(tmp_path, en='{"a": ', de="{}")
    with pytest.raises(TextsError, match=r"en.json': not valid JSON"):
        load_texts(folder)


def test_without_english_there_is_no_chat(tmp_path):
    with pytest.raises(TextsError, match=r"en.json': missing"):
        load_texts(write(tmp_path, de="{}"))
