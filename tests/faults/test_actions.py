"""Actions that hang, raise or return rubbish: the fallback in time, never silence."""

import asyncio
import time

import pytest

from tests.faults import checker
from tests.faults.checker import Sent, check
from tests.faults.clients import QUESTIONS
from tests.faults.test_load import at_once

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.mark.parametrize(
    "fault",
    [
        "hanging_action",
        "stubborn_action",
        "raising_action",
        "rubbish_action",
        "silent_action",
    ],
)
def test_a_broken_action_gets_the_fallback_within_five_seconds(
    forks, data_dir, url, log, fault, figures
):
    server = forks.start(data_dir=data_dir, fault=fault)
    messages = [Sent(f"p{n}", "m", QUESTIONS[0]) for n in range(4)]
    # Two more behind one that hangs, and one that no broken action is needed for.
    messages += [Sent("p0", f"m-{n}", QUESTIONS[1]) for n in range(2)]
    hello = Sent("q", "m", "hello")
    started = time.monotonic()
    assert all(asyncio.run(at_once(server, [*messages, hello])))
    took_s = time.monotonic() - started
    figures[fault] = {"slowest reply s": round(took_s, 2)}
    assert took_s < 5
    for message in messages:
        assert checker.FALLBACK_TEXT in checker.text_of(message.answers[0])
    assert hello.is_acknowledged
    server.stop()
    counts = check([*messages, hello], url).counts()
    assert (counts["silent"], counts["doubled"]) == (0, 0)
    log.seek(0)
    assert "4711" not in log.read()
