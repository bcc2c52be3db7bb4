"""Sending in threads that nothing else waits for."""

import asyncio
import threading

import pytest

from bot.sending_threads import N_THREADS, run_sending


async def test_a_result_and_an_error_come_back():
    assert await run_sending(sorted, [2, 1], reverse=True) == [2, 1]
    with pytest.raises(ValueError, match="invalid literal"):
        await run_sending(int, "x")


async def test_sending_that_hangs_leaves_the_default_threads_free():
    end = threading.Event()
    # As many as both pools have together would be, and more.
    sending = [asyncio.ensure_future(run_sending(end.wait, 10)) for _ in range(64)]
    try:
        await asyncio.sleep(0.05)
        assert await asyncio.wait_for(asyncio.to_thread(lambda: "free"), 5) == "free"
    finally:
        end.set()
    assert all(await asyncio.gather(*sending))


async def test_a_call_that_is_cancelled_before_its_thread_is_free_is_not_made():
    end, made = threading.Event(), []
    sending = [
        asyncio.ensure_future(run_sending(end.wait, 10)) for _ in range(N_THREADS)
    ]
    waiting = asyncio.ensure_future(run_sending(made.append, 1))
    await asyncio.sleep(0.05)
    waiting.cancel()
    end.set()
    await asyncio.gather(*sending)
    await run_sending(int)
    assert made == []
