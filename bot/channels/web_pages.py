"""The pages and files of the website's chat: demo, chat, loader, bundle.

What `make web` built in, HTML and static files out, with the headers that allow nothing
from elsewhere. A page whose bundle is missing still says whom to call.
"""

import gzip
import hashlib
import json as stdlib_json
import logging
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html

from actions.clinic import MAX_MESSAGE_CHARS, Clinic
from bot.channels.opening import opening, week
from bot.channels.origins import BASE_HEADERS, content_security_policy
from bot.channels.root import root_of
from bot.channels.widget import clinic_json

WEB_DIR = Path(__file__).resolve().parents[1] / "web"
DEFAULT_LANGUAGE = "en"
# Of the pages and replies: a screen reader has to read them in it.
ANSWER_LANGUAGE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# The loader's texts, in every language: 2 KB of the clinic's page have to hold it all.
LOADER_TEXTS = ("launcher", "frame_title", "loading_failed", "call", "close")
CONTENT_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
MIN_PACKED_BYTES = 1000
REVALIDATED = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_ASSET = re.compile(r"[A-Za-z0-9_-]{1,40}\.(?:js|css)")

logger = logging.getLogger(__name__)


class TextsError(Exception):
    """A language file of the chat cannot be used."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"'{file}': {problem}. bot/web/texts/en.json is complete.")
        self.file = file


def load_texts(folder: Path = WEB_DIR / "texts") -> dict[str, dict[str, str]]:
    """The chat's own words by language ("en", "ar", ...) and name.

    Raises:
        TextsError: A file is no JSON, or has not the same names as the English one.
    """
    texts: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            texts[file.stem] = stdlib_json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise TextsError(file, "not valid JSON") from error
    if DEFAULT_LANGUAGE not in texts:
        raise TextsError(folder / "en.json", "missing")
    wanted = texts[DEFAULT_LANGUAGE]
    for language, words in texts.items():
        different = sorted(wanted.keys() ^ words.keys())
        if different:
            file = folder / f"{language}.json"
            raise TextsError(file, f"missing or unknown: {', '.join(different)}")
    return texts


class WebPages:
    """`/`, `/chat`, `/widget.js` and the files of the chat."""

    def __init__(
        self,
        clinic: Clinic,
        *,
        built_dir: Path,
        origins: tuple[str, ...] = (),
        retention_days: float = 30,
    ) -> None:
        """Read texts and templates.

        Args:
            clinic: Facts for the pages.
            built_dir: What `make web` made; read anew when it is made anew.
            origins: Pages, besides this server's own, that may show the chat.
            retention_days: Said to the patient.
        """
        self._clinic = clinic
        self._built_dir = built_dir
        self._origins = origins
        self._retention_days = retention_days
        self._texts = load_texts()
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=select_autoescape(["html"]),
        )
        self._chat = environment.get_template("chat.html")
        self._demo = environment.get_template("demo.html")

    def blueprint(self) -> Blueprint:
        """The routes."""
        blueprint = Blueprint("web_pages")

        # Functions, since Sanic writes attributes that a bound method does not take.
        @blueprint.get("/")
        async def demo(request: Request) -> HTTPResponse:
            return self.demo(request)

        @blueprint.get("/chat")
        async def chat(request: Request) -> HTTPResponse:
            return self.chat(request)

        @blueprint.get("/widget.js")
        async def loader(request: Request) -> HTTPResponse:
            return self.loader(request)

        @blueprint.get("/chat/assets/<name:str>")
        async def asset(request: Request, name: str) -> HTTPResponse:
            return self.asset(request, name)

        @blueprint.get("/chat/<name:shell.css|demo.css>")
        async def style(request: Request, name: str) -> HTTPResponse:
            return self.style(request, name)

        return blueprint

    def demo(self, request: Request) -> HTTPResponse:
        """A clinic's page with the launcher, to try the chat on."""
        page = self._demo.render(
            root=root_of(request),
            clinic=self._clinic,
            week=week(self._clinic),
            opening=opening(self._clinic, datetime.now(timezone.utc)),
            language=self._language(request),
        )
        headers = {**BASE_HEADERS, "Content-Security-Policy": DEMO_POLICY}
        return html(page, headers={**headers, "Cache-Control": "no-store"})

    def chat(self, request: Request) -> HTTPResponse:
        """The chat's page: all that matters is there before its script."""
        language = self._language(request)
        facts = {
            "language": language,
            "answer_language": ANSWER_LANGUAGE,
            "texts": self._texts[language],
            "clinic": clinic_json(self._clinic, datetime.now(timezone.utc)),
            "origins": list(self._origins),
            "max_message_chars": MAX_MESSAGE_CHARS,
            "retention_days": self._retention_days,
        }
        page = self._chat.render(
            root=root_of(request),
            clinic=self._clinic,
            texts=self._texts[language],
            language=language,
            direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
            assets=self._assets(),
            facts=_inert_json(facts),
        )
        headers = {
            **BASE_HEADERS,
            "Content-Security-Policy": content_security_policy(self._origins),
            "Cache-Control": "no-store",
        }
        return html(page, headers=headers)

    def loader(self, request: Request) -> HTTPResponse:
        """The one script of the clinic's own page; `?lang=` leaves one language in."""
        try:
            script = (self._built_dir / "widget.js").read_text(encoding="utf-8")
        except OSError:
            logger.error("No widget.js in '%s'. Run `make web`.", self._built_dir)
            return HTTPResponse(
                "/* The chat is not built yet. */",
                status=503,
                content_type=CONTENT_TYPES[".js"],
                headers={**BASE_HEADERS, "Cache-Control": "no-store"},
            )
        wanted = str(request.args.get("lang") or "").lower()
        facts = {
            "phone": self._clinic.phone,
            "emergency": self._clinic.emergency_number,
            "texts": {
                language: [words[name] for name in LOADER_TEXTS]
                for language, words in self._texts.items()
                if wanted not in self._texts or wanted == language
            },
            "rtl": sorted(RIGHT_TO_LEFT & self._texts.keys()),
        }
        said = stdlib_json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        script = script.replace('"__FACTS__"', said.replace("</", "<\\/"), 1)
        headers = {
            # Any page may load it; whether the chat opens there, its own page decides.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return _file(request, script.encode(), CONTENT_TYPES[".js"], headers)

    def asset(self, request: Request, name: str) -> HTTPResponse:
        """A file of the bundle; its name changes with its content."""
        file = self._built_dir / "assets" / name
        if not _ASSET.fullmatch(name) or not file.is_file():
            raise NotFound("There is no such file.")
        headers = {"Vary": "Accept-Encoding", "Cache-Control": IMMUTABLE}
        accepted = request.headers.get("accept-encoding", "")
        for encoding, ending in (("br", ".br"), ("gzip", ".gz")):
            packed = file.with_name(name + ending)
            if re.search(rf"\b{encoding}\b", accepted) and packed.is_file():
                file = packed
                headers["Content-Encoding"] = encoding
                break
        kind = CONTENT_TYPES[Path(name).suffix]
        return _file(request, file.read_bytes(), kind, headers)

    def style(self, request: Request, name: str) -> HTTPResponse:
        """A style sheet that needs no build."""
        style = (WEB_DIR / name).read_bytes()
        return _file(request, style, CONTENT_TYPES[".css"], {})

    def _language(self, request: Request) -> str:
        wanted = str(request.args.get("lang") or DEFAULT_LANGUAGE).lower()
        for language in (wanted, wanted.partition("-")[0]):
            if language in self._texts:
                return language
        return DEFAULT_LANGUAGE

    def _assets(self) -> Mapping[str, str]:
        """Names of the built files: "chat.js", "chat.css"; empty when not built."""
        try:
            names = stdlib_json.loads(
                (self._built_dir / "manifest.json").read_text(encoding="utf-8")
            )
        except (OSError, ValueError):
            logger.error("No bundle in '%s'. Run `make web`.", self._built_dir)
            return {}
        return {str(name): str(file) for name, file in names.items()}


def _inert_json(value: Any) -> Markup:
    """JSON that cannot end the script element which holds it."""
    said = stdlib_json.dumps(value, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        said = said.replace(char, f"\\u{ord(char):04x}")
    return Markup(said)


def _file(
    request: Request, content: bytes, content_type: str, more: Mapping[str, str]
) -> HTTPResponse:
    """The content, or 304 when the browser has it."""
    more = dict(more)
    if "Content-Encoding" not in more and len(content) >= MIN_PACKED_BYTES:
        more["Vary"] = "Accept-Encoding"
        if re.search(r"\bgzip\b", request.headers.get("accept-encoding", "")):
            content = gzip.compress(content, mtime=0)
            more["Content-Encoding"] = "gzip"
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**BASE_HEADERS, "Cache-Control": REVALIDATED, "ETag": etag, **more}
    known = request.headers.get("if-none-match", "")
    if etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}:
        return empty(status=304, headers=headers)
    return HTTPResponse(content, content_type=content_type, headers=headers)
