"""The web server: Rasa's channels and the plain page in one process with the actions.

Settings in; it serves until it is told to stop. Rasa's HTTP API (trackers, training,
model loading) is not part of this app at all. Import it after `process.prepare`.
"""

import asyncio
import logging
import sys
import uuid
from typing import Optional

import rasa.core.channels.channel
from rasa.core.run import create_http_input_channels
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, json

from bot import logs
from bot.agent import load_behind, open_door
from bot.channels.origins import BASE_HEADERS
from bot.channels.plain_page import PlainPage
from bot.channels.web_pages import WebPages
from bot.channels.widget import WidgetChannel, load_key
from bot.channels.widget_store import WidgetStore
from bot.clinic import Clinic
from bot.settings import Settings

MAX_BODY_BYTES = 16 * 1024
# A turn has its own deadline; this one is for a client that stops sending.
REQUEST_TIMEOUT_S = 15

logger = logging.getLogger(__name__)


def create_app(settings: Settings, clinic: Clinic) -> Sanic:
    """The app with every channel; it loads index and model before it listens."""
    app = Sanic(f"bedside_{uuid.uuid4().hex}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.REQUEST_TIMEOUT = REQUEST_TIMEOUT_S
    app.config.RESPONSE_TIMEOUT = REQUEST_TIMEOUT_S
    app.config.ACCESS_LOG = False
    app.ctx.door = open_door(settings, clinic)
    channels = create_http_input_channels(None, str(settings.credentials_file))
    rasa.core.channels.channel.register(channels, app, route="/webhooks/")
    app.blueprint(PlainPage(app.ctx.door, clinic).blueprint())
    add_website_chat(app, settings, clinic)
    app.error_handler.add(Exception, _answer_error)

    async def load(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = await load_behind(app.ctx.door, settings)

    async def say_ready(*_: object) -> None:
        sys.stdout.write(welcome(settings))
        sys.stdout.flush()

    async def finish(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        await app.ctx.door.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(say_ready, "after_server_start")
    app.register_listener(finish, "after_server_stop")
    return app


def add_website_chat(app: Sanic, settings: Settings, clinic: Clinic) -> None:
    """The chat for the clinic's website: its calls, pages and files."""
    app.config.PROXIES_COUNT = settings.n_proxies
    widget = WidgetChannel(
        app.ctx.door,
        clinic,
        WidgetStore(settings.widget_file),
        key=load_key(settings.widget_key_file),
        origins=settings.origins,
        retention_days=settings.retention_days,
    )
    pages = WebPages(
        clinic,
        built_dir=settings.web_dir,
        origins=settings.origins,
        retention_days=settings.retention_days,
    )
    app.register_middleware(_add_headers, "response")
    app.blueprint(widget.blueprint())
    app.blueprint(pages.blueprint())


def serve(settings: Settings, clinic: Clinic) -> None:
    """Serve until SIGINT or SIGTERM."""
    logs.configure()
    app = create_app(settings, clinic)
    app.run(
        host=settings.host,
        port=settings.port,
        workers=1,
        access_log=False,
        motd=False,
    )


def welcome(settings: Settings) -> str:
    """Where the server is and three things to try."""
    address = f"http://{settings.host}:{settings.port}"
    return f"""
Bedside is ready at {address}/

Three things to try:
  1. Open {address}/ in a browser, and press the button with the speech bubble.
  2. curl -s {address}/webhooks/rest/webhook \\
       -H 'Content-Type: application/json' \\
       -d '{{"sender": "me", "message": "how many sessions will I need?"}}'
  3. In another terminal: make chat

Stop it with Ctrl-C.
"""


async def _add_headers(
    _: Request, response: BaseHTTPResponse
) -> Optional[HTTPResponse]:
    """Errors and other channels too say that nothing may guess, cache or refer."""
    for name, value in {**BASE_HEADERS, "Cache-Control": "no-store"}.items():
        response.headers.setdefault(name, value)
    return None


async def _answer_error(request: Request, error: Exception) -> HTTPResponse:
    """A short id for the patient, the class for the log; never a trace or a text."""
    if isinstance(error, SanicException) and error.status_code < 500:
        return json({"error": str(error)}, status=error.status_code)
    error_id = uuid.uuid4().hex[:8]
    logger.error("Request failed, id %s: %s.", error_id, type(error).__name__)
    return json({"error": f"Something went wrong. Its id is {error_id}."}, status=500)
