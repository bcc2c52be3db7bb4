"""The web server: Rasa's channels and the plain page in one process with the actions.

Settings in; it serves until it is told to stop. Rasa's HTTP API (trackers, training,
model loading) is not part of this app at all. Import it after `process.prepare`.
"""

import asyncio
import fcntl
import hashlib
import logging
import os
import signal
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Optional

import rasa.core.channels.channel
import uvloop
from rasa.core.channels.channel import InputChannel
from rasa.core.run import create_http_input_channels
from rasa.shared.exceptions import RasaException
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

import actions.library
from actions.clinic import Clinic
from actions.reply import Reply
from bot import logs
from bot.agent import MODEL_FILE, load_behind, open_database, open_door
from bot.channels.conversation_key import load_key
from bot.channels.messaging import admit_platforms, stop_platforms, webhooks_of
from bot.channels.operations import operations
from bot.channels.plain_page import PlainPage
from bot.channels.web_pages import WebPages
from bot.channels.widget import WidgetChannel
from bot.database import Database, DatabaseError
from bot.handover.desk import Desk
from bot.handover.queue import HandoverQueue
from bot.handover.settings import courier_from
from bot.housekeeping import Housekeeping
from bot.inbox import Accepted, Inbox
from bot.limits import Limits
from bot.metrics import Metrics
from bot.peers import Peers, Server, fingerprint, name_of
from bot.readiness import Readiness
from bot.settings import Settings
from bot.state_metrics import StateMetrics
from bot.turn import Door

MAX_BODY_BYTES = 16 * 1024
# A turn has its own deadline; this one is for a client that stops sending.
REQUEST_TIMEOUT_S = 15
# After SIGTERM: for turns in flight, which have 5 s, and what is stored behind them.
DRAIN_S = 8.0
LINGER_S = 0.2
# And until then for replies that platforms are taking.
PLATFORMS_S = 10.0
# A server that was killed a moment ago may still be ending.
LOCK_TIMEOUT_S = 5.0

logger = logging.getLogger(__name__)


def create_app(settings: Settings, clinic: Clinic) -> Sanic:
    """The app with every channel; it loads index and model before it listens."""
    app = Sanic(f"bedside_{uuid.uuid4().hex}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.REQUEST_TIMEOUT = REQUEST_TIMEOUT_S
    app.config.RESPONSE_TIMEOUT = REQUEST_TIMEOUT_S
    app.config.ACCESS_LOG = False
    app.ctx.settings = settings
    app.ctx.stops_platforms_itself = True
    database = open_database(settings)
    app.ctx.door = open_door(settings, clinic, database)
    desk = open_desk(app.ctx.door, settings)
    readiness = Readiness(app.ctx.door)
    peers = open_peers(database, settings)
    state = StateMetrics(readiness, settings.knowledge.sources_dir, settings.data_dir)
    metrics = Metrics(app.ctx.door, _index_built_at, state)
    housekeeping = Housekeeping(
        app.ctx.door,
        readiness,
        settings.knowledge,
        retention_days=settings.retention_days,
        watch_sources=settings.watch_sources,
        peers=peers,
    )
    channels = open_channels(settings.credentials_file)
    rasa.core.channels.channel.register(channels, app, route="/webhooks/")
    webhooks = webhooks_of(channels)
    if webhooks:
        admit_platforms(app, webhooks)
    page = PlainPage(app.ctx.door, clinic, retention_days=settings.retention_days)
    app.blueprint(page.blueprint())
    add_website_chat(app, settings, clinic, app.ctx.door.inbox)
    app.blueprint(operations(readiness, metrics))
    Limits(settings, clinic, webhooks=webhooks).guard(app)
    app.error_handler.add(Exception, _answer_error)

    async def load(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = await load_behind(app.ctx.door, settings)
        if peers is not None:
            try:
                await peers.join(settings.widget_key_file)
            except DatabaseError as error:
                # It may come later; housekeeping looks again.
                logger.error("The other servers are not known: %s.", error.reason)
        app.ctx.door.send_late = _late_sender(channels)
        housekeeping.start()
        if desk is not None:
            desk.start()

    async def say_ready(*_: object) -> None:
        if settings.clinic_id:
            # One of several, whose supervisor says where each of them is.
            return
        sys.stdout.write(welcome(settings))
        sys.stdout.flush()

    async def drain(*_: object) -> None:
        readiness.draining = True
        # Together, since the time until the process has to have ended is one.
        stopping = [housekeeping.stop()]
        if desk is not None:
            stopping.append(desk.stop())
        await asyncio.gather(*stopping)

    async def finish(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        await app.ctx.door.close()
        if peers is not None:
            with suppress(DatabaseError):
                await peers.leave()
        await database.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(say_ready, "after_server_start")
    app.register_listener(drain, "before_server_stop")
    app.register_listener(finish, "after_server_stop")
    return app


def open_channels(credentials_file: Path) -> list[InputChannel]:
    """The channels that the credentials file names.

    Raises:
        CredentialsError: A variable is not set, or a value cannot be used.
    """
    try:
        channels: list[InputChannel] = create_http_input_channels(
            None, str(credentials_file)
        )
    except RasaException as error:
        raise CredentialsError(credentials_file, str(error)) from error
    return channels


class CredentialsError(Exception):
    """The channels that are to be open cannot be opened."""

    def __init__(self, file: Path, reason: str) -> None:
        # Rasa's own messages name variables and keys, never their values.
        super().__init__(f"'{file}' cannot be used: {reason}")


def open_desk(door: Door, settings: Settings) -> Optional[Desk]:
    """Let patients ask for a note to the team, if the settings say where it goes.

    Raises:
        SettingsError: They say so wrongly.
    """
    courier = courier_from()
    if courier is None or door.inbox is None:
        return None
    queue = HandoverQueue(door.inbox.database)
    desk = Desk(
        door.clinic,
        door.inbox,
        queue,
        courier,
        max_message_chars=settings.max_message_chars,
        counts=door.counts,
    )
    door.desk = desk
    return desk


def add_website_chat(
    app: Sanic, settings: Settings, clinic: Clinic, inbox: Inbox
) -> None:
    """The chat for the clinic's website: its calls, pages and files."""
    widget = WidgetChannel(
        app.ctx.door,
        clinic,
        inbox,
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
    app.blueprint(widget.blueprint())
    app.blueprint(pages.blueprint())


def open_peers(database: Database, settings: Settings) -> Optional[Peers]:
    """The other servers on the same PostgreSQL; None with SQLite, which serves one.

    Raises:
        KeyFileError: The key that they have to share is damaged.
    """
    if not database.is_shared:
        return None
    key = fingerprint(load_key(settings.widget_key_file))
    clinic = hashlib.sha256(settings.clinic_file.read_bytes()).hexdigest()
    beside = settings.model_dir / f"{MODEL_FILE}.sha256"
    model = beside.read_text("ascii").strip() if beside.is_file() else ""

    def describe() -> Server:
        library = actions.library.loaded()
        return Server(
            name=name_of(settings.port),
            key=key,
            clinic=clinic,
            model=model,
            index="" if library is None else library.build_id,
        )

    return Peers(database, describe)


def serve(settings: Settings, clinic: Clinic) -> None:
    """Serve until SIGINT or SIGTERM."""
    logs.configure(clinic_id=settings.clinic_id)
    if not settings.database_url:
        # Kept open: the lock is gone with the process, however it ends.
        app_lock = lock_data_dir(settings)  # noqa: F841
    loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_serve(create_app(settings, clinic), settings))
    # All turns are answered and stored. What still runs is an action that does not let
    # itself be cancelled, and Python would wait for it: `asyncio.run` for its task, the
    # interpreter for its thread.
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


async def _serve(app: Sanic, settings: Settings) -> None:
    """Load, listen, and after SIGINT or SIGTERM drain.

    Not `app.run`, which closes idle connections once and then waits for the others,
    that clients keep open for their next turn, until it cuts them off.
    """
    try:
        server = await app.create_server(
            host=settings.host,
            port=settings.port,
            access_log=False,
            return_asyncio_server=True,
            asyncio_server_kwargs={"start_serving": False},
        )
    except OSError as error:
        raise AddressInUseError(settings.host, settings.port) from error
    if server is None:
        raise RuntimeError("Sanic made no server.")
    await server.startup()
    await server.before_start()
    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    await server.start_serving()
    await server.after_start()
    await told_to_stop.wait()
    told_at = time.monotonic()
    await server.before_stop()
    server.close()
    # What is on its way over a connection that is open already is still heard.
    await asyncio.sleep(LINGER_S)
    until = time.monotonic() + DRAIN_S
    while server.connections and time.monotonic() < until:
        # Again and again: a connection is idle once its turn has been answered.
        for connection in list(server.connections):
            connection.close_if_idle()
        await asyncio.sleep(0.02)
    for connection in list(server.connections):
        connection.abort()
    # Last: platforms go on sending as long as they are listened to, and what came then
    # would have its reply half a minute later, from another server.
    left_s = PLATFORMS_S - (time.monotonic() - told_at)
    await stop_platforms(app, within_s=max(1.0, left_s))
    await server.after_stop()


class AddressInUseError(Exception):
    """The address cannot be listened to."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}; something else may. Stop that, or set "
            f"BEDSIDE_PORT or BEDSIDE_HOST to another address."
        )


class DataDirInUseError(Exception):
    """Another server answers the conversations of this folder."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            f"Another server uses '{data_dir}'. Stop it, set BEDSIDE_DATA_DIR to "
            f"another folder, or let both use PostgreSQL (BEDSIDE_DATABASE_URL)."
        )


def lock_data_dir(settings: Settings) -> IO[str]:
    """The lock file of the one server that SQLite allows for.

    Raises:
        DataDirInUseError: There is one already.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    file = (settings.data_dir / "server.lock").open("w")
    until = time.monotonic() + LOCK_TIMEOUT_S
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        except OSError as error:
            if time.monotonic() > until:
                file.close()
                raise DataDirInUseError(settings.data_dir) from error
            time.sleep(0.05)


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


def _index_built_at() -> Optional[str]:
    library = actions.library.loaded()
    return None if library is None else library.index.manifest.built_at


def _late_sender(
    channels: list[InputChannel],
) -> Callable[[Accepted, Reply], Awaitable[None]]:
    """Sends replies of turns that were left over, where a platform takes them.

    Whoever asks over a connection of their own asks again with the same message id.
    """
    outputs = {channel.name(): channel.get_output_channel() for channel in channels}

    async def send(accepted: Accepted, reply: Reply) -> None:
        output = outputs.get(accepted.channel)
        if output is not None:
            await output.send_response(accepted.sender_id, dict(reply.messages()[0]))

    return send


async def _answer_error(request: Request, error: Exception) -> HTTPResponse:
    """A short id for the patient, the class for the log; never a trace or a text."""
    if isinstance(error, SanicException) and error.status_code < 500:
        return json({"error": str(error)}, status=error.status_code)
    error_id = uuid.uuid4().hex[:8]
    logger.error("Request failed, id %s: %s.", error_id, type(error).__name__)
    return json({"error": f"Something went wrong. Its id is {error_id}."}, status=500)
