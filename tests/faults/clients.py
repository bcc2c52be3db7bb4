"""Clients of the REST webhook that note what they sent and got."""

import asyncio
import random

import aiohttp

from tests.faults.checker import Sent

QUESTIONS = (
    "how many sessions will I need?",
    "does it hurt?",
    "how long is the downtime?",
    "hello",
    "thank you",
    "what are the risks?",
    "can I park there?",
    "which of your pages says that?",
)


async def send(session, address, message, *, timeout_s=20):
    """One request; its answer is noted in the message. False when there was none."""
    body = {
        "sender": message.sender_id,
        "message": message.text,
        "message_id": message.message_id,
    }
    try:
        async with session.post(
            f"{address}/webhooks/rest/webhook",
            json=body,
            timeout=aiohttp.ClientTimeout(total=timeout_s),
        ) as response:
            if response.status == 200:
                message.answers.append(await response.json())
                return True
            message.failures.append(response.status)
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        message.failures.append(type(error).__name__)
    return False


async def converse(
    address, sender_id, n_messages, sent, *, patience_s=60.0, headers=None
):
    """One patient: waits for each answer, sends again when the connection broke.

    Args:
        address: A callable, since a restarted server may be elsewhere.
        sender_id: Names the conversation.
        n_messages: How many.
        sent: Where the messages are noted.
        patience_s: Gives a message up after this long.
        headers: Of every request.
    """
    chance = random.Random(sender_id)
    async with aiohttp.ClientSession(headers=headers) as session:
        for number in range(n_messages):
            message = Sent(sender_id, f"{sender_id}-{number}", chance.choice(QUESTIONS))
            sent.append(message)
            until = asyncio.get_running_loop().time() + patience_s
            while not await send(session, address(), message):
                if asyncio.get_running_loop().time() > until:
                    return
                await asyncio.sleep(0.05)
