"""The guard of an app with messaging platforms: their webhooks are counted otherwise.

A platform brings the messages of all patients from a few addresses, so the rate of one
address would refuse patients because others are writing. Its requests are signed, and
what each conversation sends is counted by its channel (`messaging.py`).
"""

from collections.abc import Sequence
from typing import Optional

from rasa.core.channels.channel import InputChannel
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.clinic import Clinic
from bot.channels.messaging import MessagingChannel
from bot.limits import Limits
from bot.settings import Settings


class PlatformLimits(Limits):
    """`Limits` that leaves the webhooks of platforms to their channels."""

    def __init__(
        self, settings: Settings, clinic: Clinic, channels: Sequence[InputChannel]
    ) -> None:
        super().__init__(settings, clinic)
        self._webhooks = frozenset(
            channel.webhook_path()
            for channel in channels
            if isinstance(channel, MessagingChannel)
        )

    async def check_request(self, request: Request) -> Optional[HTTPResponse]:
        """The refusal, or None."""
        if request.path in self._webhooks:
            return None
        return await super().check_request(request)
