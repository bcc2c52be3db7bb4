"""Faults that a test plants in a server: each takes its door and agent."""

import asyncio
import os
import signal

from bot.turn import Door

ANSWERING = ("action_answer_question", "action_decline")


def _wrap_actions(agent, behave):
    """Let the actions that answer do something else."""
    endpoint = agent.processor.action_endpoint
    run = endpoint.request

    async def request(*args, **kwargs):
        if kwargs["json"]["next_action"] in (
            "action_answer_question",
            "action_decline",
        ):
            return await behave()
        return await run(*args, **kwargs)

    endpoint.request = request


def hanging_action(door, agent):
    _wrap_actions(agent, lambda: asyncio.sleep(3600))


def stubborn_action(door, agent):
    """Hangs, and does not let itself be cancelled."""

    async def hang():
        for _ in range(1000):
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                continue

    _wrap_actions(agent, hang)


def raising_action(door, agent):
    async def fail():
        raise RuntimeError("the canary 4711 said so")

    _wrap_actions(agent, fail)


def rubbish_action(door, agent):
    async def answer():
        return {"events": "none", "responses": [{"text": ["no"]}]}

    _wrap_actions(agent, answer)


def silent_action(door, agent):
    async def answer():
        return {"events": [], "responses": []}

    _wrap_actions(agent, answer)


def dies_before_rasa(door, agent):
    """The message is stored, and nothing more."""

    async def answer(message, text):
        os.kill(os.getpid(), signal.SIGKILL)

    door.conversations.answer = answer


def dies_after_rasa(door, agent):
    """Rasa has stored the turn, the inbox has no reply."""
    rasa = door.conversations.answer

    async def answer(message, text):
        await rasa(message, text)
        os.kill(os.getpid(), signal.SIGKILL)

    door.conversations.answer = answer


def dies_before_sending(door, agent):
    """The reply is stored and was not sent."""

    async def deliver(message, reply):
        os.kill(os.getpid(), signal.SIGKILL)

    door._deliver = deliver


def forgets_messages(door, agent):
    """For the checker: acknowledges what it has not stored."""
    door.inbox = None


def answers_twice(door, agent):
    """For the checker: every turn is done twice."""
    rasa = door.conversations.answer

    async def answer(message, text):
        await rasa(message, text)
        return await rasa(message, text)

    door.conversations.answer = answer


def says_nothing(door, agent):
    """For the checker: HTTP 200 and no message, as plain Rasa has it."""

    async def deliver(message, reply):
        return None

    door._deliver = deliver


def makes_up_replies(door, agent):
    """For the checker: what is sent is not what was stored."""
    deliver = Door._deliver

    async def other(message, reply):
        await deliver(door, message, door._said_by_clinic("over", "smalltalk"))

    door._deliver = other
