"""Patients of the website's chat, through a proxy that speaks TLS."""

import asyncio
import hashlib
import hmac
import random

import aiohttp

from tests.faults.checker import Sent
from tests.faults.clients import QUESTIONS

# A session may send 20 a minute, an address 60.
MESSAGES_A_SESSION = 15
PAUSE_S = 1.1


async def chat(address, own_address, key, sent, is_over, *, trust):
    """Sessions of one browser, one after the other, until it is over.

    Args:
        address: Of the proxy.
        own_address: Loopback address that this browser connects from.
        key: Secret that the servers name conversations with.
        sent: Where the messages are noted.
        is_over: A callable.
        trust: TLS context.
    """
    chance = random.Random(own_address)
    connector = aiohttp.TCPConnector(local_addr=(own_address, 0), ssl=trust)
    async with aiohttp.ClientSession(connector=connector) as session:
        while not is_over():
            async with session.post(f"{address}/chat/api/session", json={}) as response:
                assert response.status == 201, await response.text()
                token = (await response.json())["token"]
            name = hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
            for number in range(MESSAGES_A_SESSION):
                if is_over():
                    return
                message = Sent(
                    f"web-{name[:48]}",
                    f"{name[:16]}-{number}",
                    chance.choice(QUESTIONS),
                )
                sent.append(message)
                while not await _say(session, address, token, message):
                    await asyncio.sleep(1.5)
                await asyncio.sleep(PAUSE_S)


async def _say(session, address, token, message):
    try:
        async with session.post(
            f"{address}/chat/api/messages",
            json={"message_id": message.message_id, "text": message.text},
            headers={"Authorization": f"Bearer {token}"},
            timeout=aiohttp.ClientTimeout(total=20),
        ) as response:
            if response.status == 200:
                paragraphs = (await response.json())["text"].split("\n\n")
                message.answers.append(
                    [{"text": part.strip(), "is_chat": True} for part in paragraphs]
                )
                return True
            message.failures.append(response.status)
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        message.failures.append(type(error).__name__)
    return False
