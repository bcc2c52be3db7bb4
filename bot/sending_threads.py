"""Threads for sending to other services with clients that wait for their answer.

A function and its arguments in, its result out. They are threads of their own, so that
a platform or a mail server that does not answer holds up other sending at most: the
event loop's default threads, which the second safety screen needs, stay free.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, TypeVar

N_THREADS = 8

Result = TypeVar("Result")


async def run_sending(
    function: Callable[..., Result], *args: Any, **kwargs: Any
) -> Result:
    """Call a function that sends and waits, in one of the threads for it.

    Cancelled while it waits for a thread, the call is not made; cancelled later, it
    goes on in its thread and its result is dropped, so the function needs a timeout of
    its own.

    Raises:
        Exception: What the function raises.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads(), partial(function, *args, **kwargs))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(N_THREADS, thread_name_prefix="sending")
