import asyncio

from actions import trace


def test_nobody_wants_a_trace_by_default():
    assert trace.current.get() is None


async def test_turns_side_by_side_have_traces_of_their_own():
    async def turn(name):
        trace.current.set(trace.Trace())
        await asyncio.sleep(0)
        trace.current.get().evidence["name"] = name
        await asyncio.sleep(0)
        return trace.current.get().evidence

    one, two = await asyncio.gather(turn("one"), turn("two"))
    assert (one, two) == ({"name": "one"}, {"name": "two"})
    assert trace.Trace().evidence == {}
