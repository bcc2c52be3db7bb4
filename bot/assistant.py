"""The assistant for programs that embed it: a question in, a checked `Reply` out.

    assistant = await Assistant.load()
    reply = await assistant.reply("visitor-1", "How many sessions will I need?")
    print(reply.text, reply.citations)
    await assistant.close()

The same door, model and stores as the server, without the web server.
"""

import secrets
from dataclasses import dataclass, field

from actions.clinic import load_clinic
from actions.reply import Reply
from bot import process
from bot.settings import Settings
from bot.turn import Door, Turn

STAFF = "staff"
"""Channel of what staff ask themselves: `bedside ask` and `bedside chat`."""


class Assistant:
    """One loaded assistant; it answers many conversations side by side."""

    def __init__(self, door: Door) -> None:
        self.door = door

    @classmethod
    async def load(cls, settings: Settings | None = None) -> "Assistant":
        """Load clinic, index and model; takes seconds, so do it once.

        Args:
            settings: By default from the environment.

        Raises:
            ClinicError: Something in the clinic's file is wrong.
            KnowledgeError: There is no usable index; build it with `make index`.
            ModelNotTrainedError: There is no model; train it with `make train`.
        """
        settings = settings or Settings.from_environment()
        process.prepare(settings)
        clinic = load_clinic(settings.clinic_file)
        # Rasa may be imported only now: `prepare` keeps TensorFlow and telemetry out.
        from bot.agent import load_behind, open_door

        door = open_door(settings, clinic)
        await load_behind(door, settings)
        return cls(door)

    async def reply(self, conversation_id: str, text: str) -> Reply:
        """Answer one message of one conversation; always a reply, never an error.

        Args:
            conversation_id: Any text that names the conversation and is hard to guess.
            text: What the patient wrote.
        """
        return (await self.turn(conversation_id, text)).reply

    async def turn(
        self,
        conversation_id: str,
        text: str,
        *,
        channel: str = "assistant",
        shows_notice: bool = False,
    ) -> Turn:
        """The reply together with how it came about (`Turn.trace`).

        Args:
            conversation_id: Names the conversation.
            text: What the patient wrote.
            channel: Under which the turn is kept; `STAFF` is in no count of patients.
            shows_notice: Whether whoever shows the reply has shown the notice.
        """
        return await self.door.handle(
            _Written(
                text, conversation_id, input_channel=channel, shows_notice=shows_notice
            )
        )

    async def close(self) -> None:
        """Finish what is still being stored."""
        await self.door.close()


class _Unsent:
    """An output channel that sends nothing: the caller has the reply."""

    def name(self) -> str:
        return "collector"

    async def send_response(self, recipient_id: str, message: object) -> None:
        return None


@dataclass
class _Written:
    """The door's `Message` for one call."""

    text: str
    sender_id: str
    message_id: str = field(default_factory=lambda: secrets.token_hex(16))
    input_channel: str = "assistant"
    output_channel: _Unsent = field(default_factory=_Unsent)
    shows_notice: bool = False
