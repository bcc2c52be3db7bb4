"""Patients on the REST webhook: one after the other, twenty at once, one for long.

Every reply is read and counted; an empty one is a turn that was not answered.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import aiohttp

from benchmarks.serving.processes import Group

TURNS_A_CONVERSATION = 10
REPLY_TIMEOUT_S = 60.0
READY_TIMEOUT_S = 900.0
POLL_S = 0.05


class NotReadyError(Exception):
    """A system gave no first reply in time."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} gave no reply within {READY_TIMEOUT_S:g} s of its start. Look "
            f"into its log, and that nothing else uses its ports."
        )


@dataclass(frozen=True)
class Timed:
    """Turns that were answered.

    Attributes:
        seconds: From sending a message to having read its reply, in order of sending
            within one conversation.
        wall_s: Of all of them together.
        cpu_s: That the system spent meanwhile.
        n_silent: Turns without a text in the reply.
    """

    seconds: tuple[float, ...]
    wall_s: float
    cpu_s: float
    n_silent: int


class Client:
    """Speaks to one running system."""

    def __init__(
        self,
        address: str,
        group: Group,
        texts: Iterator[str],
        *,
        tag: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Name the system and what is said to it.

        Args:
            address: Of the REST webhook.
            group: Its processes, whose CPU is counted.
            texts: What patients write.
            tag: Makes the names of conversations unlike those of other runs.
            headers: Of every request.
        """
        self._address = address
        self._group = group
        self._texts = texts
        self._tag = tag
        self._headers = headers
        self._n_conversations = 0

    async def until_ready(self, name: str) -> float:
        """Seconds from now to the first reply.

        Raises:
            NotReadyError, CommandFailedError: There will be none.
        """
        started = time.perf_counter()
        async with _session() as session:
            while time.perf_counter() - started < READY_TIMEOUT_S:
                self._group.check_running()
                with suppress(aiohttp.ClientError, asyncio.TimeoutError):
                    if await self._say(session, f"{self._tag}-first", "hello"):
                        return time.perf_counter() - started
                await asyncio.sleep(POLL_S)
        raise NotReadyError(name)

    async def sequential(self, n_turns: int) -> Timed:
        """One patient at a time, ten turns each."""
        return await self._timed(1, n_turns)

    async def at_once(self, n_users: int, n_turns: int) -> Timed:
        """Patients side by side, each waiting for its reply before the next message.

        Args:
            n_users: How many.
            n_turns: Of all together; each conversation has ten.
        """
        return await self._timed(n_users, n_turns)

    async def one_conversation(self, n_turns: int) -> Timed:
        """One patient who does not stop."""
        return await self._timed(1, n_turns, turns_a_conversation=n_turns)

    async def _timed(
        self,
        n_users: int,
        n_turns: int,
        *,
        turns_a_conversation: int = TURNS_A_CONVERSATION,
    ) -> Timed:
        seconds: list[float] = []
        silent: list[str] = []
        left = iter(range(n_turns))

        async def user() -> None:
            async with _session() as session:
                turn = 0
                sender = ""
                for _ in left:  # shared: a fast user does more turns
                    if turn % turns_a_conversation == 0:
                        self._n_conversations += 1
                        sender = f"{self._tag}-{self._n_conversations}"
                    turn += 1
                    text = next(self._texts)
                    started = time.perf_counter()
                    if not await self._say(session, sender, text):
                        silent.append(sender)
                    seconds.append(time.perf_counter() - started)

        cpu_s, started = self._group.cpu_s(), time.perf_counter()
        await asyncio.gather(*(user() for _ in range(n_users)))
        return Timed(
            tuple(seconds),
            time.perf_counter() - started,
            self._group.cpu_s() - cpu_s,
            len(silent),
        )

    async def _say(
        self, session: aiohttp.ClientSession, sender: str, text: str
    ) -> bool:
        """Whether the message got a reply with a text."""
        body = {"sender": sender, "message": text}
        async with session.post(
            self._address, json=body, headers=self._headers
        ) as response:
            if response.status != 200:
                return False
            return any(part.get("text") for part in await response.json())


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REPLY_TIMEOUT_S))
