from functools import partial

import pytest

from bot.channels.feedback import Feedback, Opinion
from tests.bot import fakes
from tests.bot.fakes import ANSWER


@pytest.fixture
def feedback(inbox):
    return Feedback(inbox.database)


accept = partial(fakes.accept, sender_id="c", reply=ANSWER)


async def test_the_last_word_on_an_answer_counts(feedback, inbox):
    await accept(inbox, "m-1")
    await accept(inbox, "m-2")
    assert await feedback.give("c", "m-1", Opinion("up"))
    assert await feedback.give("c", "m-1", Opinion("down", "not clear"))
    assert await feedback.give("c", "m-2", Opinion("up"))
    assert await feedback.of("c") == {
        "m-1": Opinion("down", "not clear"),
        "m-2": Opinion("up", None),
    }
    assert await feedback.give("c", "m-1", Opinion())
    assert (await feedback.of("c"))["m-1"] == Opinion(None, None)


async def test_only_an_answer_of_the_conversation_can_be_rated(feedback, inbox):
    await accept(inbox, "m-1", reply=None)
    await accept(inbox, "m-2")
    assert not await feedback.give("c", "m-1", Opinion("up"))
    assert not await feedback.give("c", "m-3", Opinion("up"))
    assert not await feedback.give("d", "m-2", Opinion("up"))
    assert (await feedback.of("c"), await feedback.of("d")) == ({}, {})


async def test_what_was_erased_is_gone_with_its_feedback(feedback, inbox, tmp_path):
    await accept(inbox, "m-1")
    await feedback.give("c", "m-1", Opinion("down", "a canary comment"))
    assert await inbox.erase("c") == 2
    assert await feedback.of("c") == {}
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"canary" not in stored


async def test_votes_are_what_was_said_last_and_nothing_that_was_taken_back(
    inbox, feedback
):
    for n in range(3):
        await accept(inbox, f"m-{n}")
    await feedback.give("c", "m-0", Opinion("up"))
    await feedback.give("c", "m-1", Opinion("up"))
    await feedback.give("c", "m-2", Opinion("up", "thank you"))
    await feedback.give("c", "m-0", Opinion("down"))
    await feedback.give("c", "m-1", Opinion(None))
    assert await feedback.votes() == [("c", "m-2", "up"), ("c", "m-0", "down")]
