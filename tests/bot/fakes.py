"""A fake Rasa, library and channel for the door, and the texts of one clinic."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass, field, replace
from pathlib import Path

from sanic import Sanic

from actions.clinic import load_clinic
from actions.reply import Button, Citation, Reply
from bot.turn import Said

CLINIC_FILE = Path(__file__).resolve().parents[2] / "bot" / "clinic.yml"
CLINIC = load_clinic(CLINIC_FILE)

QUOTE = "Typically, a series of sessions is recommended."
ANSWER = Reply(
    text=f"{QUOTE} [1]",
    route="answer",
    intent_name="ask_sessions",
    confidence=0.93,
    citations=(Citation(1, "page-3", "On scars", "Plans", QUOTE, None, None, ()),),
    buttons=(Button("How far apart?", "How far apart are they?"),),
)
REFER = replace(
    ANSWER, text="Please ask a clinician.", route="refer", citations=(), buttons=()
)


class FakeLibrary:
    build_id = "build-1"

    def check(self):
        """It answers."""

    def holds(self, quote):
        return quote == QUOTE

    def revision(self, source_id):
        return "5" * 64 if source_id == "page-3" else None


class FakeRasa:
    """`turn.Conversations`: utters what it was given, and keeps what is stored."""

    def __init__(self, messages=None, error=None, delay_s=0.0):
        self.messages = ANSWER.messages() if messages is None else messages
        self.error = error
        self.delay_s = delay_s
        self.asked = []
        self.stored = []
        self.slots = {}
        self.turns = {}

    async def answer(self, message, text):
        self.asked.append(text)
        await asyncio.sleep(self.delay_s)
        if self.error:
            raise self.error
        self.turns[message.message_id] = self.messages
        return [dict(bot_message) for bot_message in self.messages]

    async def alarm(self, sender_id):
        return self.slots.get(sender_id)

    async def set_alarm(self, sender_id, alarm):
        self.slots[sender_id] = alarm

    async def record(self, message, text, reply, alarm):
        self.stored.append((text, reply.route))
        if alarm is not None:
            self.slots[message.sender_id] = alarm

    async def correct(self, sender_id, reply):
        self.stored.append(("(instead)", reply.route))

    async def has_spoken(self, sender_id):
        return bool(self.asked)

    async def uttered(self, sender_id, message_id):
        return self.turns.get(message_id)

    async def transcript(self, sender_id):
        return [Said(True, text) for text in self.asked]


@dataclass
class FakeChannel:
    name_: str = "collector"
    sent: list = field(default_factory=list)
    error: Exception | None = None

    def name(self):
        return self.name_

    async def send_response(self, recipient_id, message):
        if self.error:
            raise self.error
        self.sent.append(message)


@dataclass
class FakeMessage:
    text: str | None
    sender_id: str = "visitor"
    message_id: str = "m-1"
    output_channel: FakeChannel = field(default_factory=FakeChannel)
    input_channel: str = "rest"
    shows_notice: bool = True


def accept(inbox, message_id="m-1", text="how many?", **fields):
    """Store a message as the door would; its row."""
    fields = {
        "sender_id": "visitor",
        "channel": "rest",
        "shows_notice": True,
        **fields,
    }
    return inbox.accept(message_id=message_id, text=text, **fields)


@contextlib.asynccontextmanager
async def serving(app):
    """The app on a free port of the loopback; its address."""
    # Sanic rewrites its own methods when it starts; in test mode it can start again.
    Sanic.test_mode = True
    # A socket, since Sanic takes port 0 for its default, 8000.
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listener, return_asyncio_server=True)
    await server.startup()
    try:
        host, port = server.server.sockets[0].getsockname()
        yield f"http://{host}:{port}"
    finally:
        await server.close()
