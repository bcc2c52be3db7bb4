from dataclasses import replace

import pytest

from bot.receipts import Record
from bot.staff.errors import UnknownPlaceError
from bot.staff.recall import recall
from tests.bot.fakes import ANSWER


async def answer(inbox, message_id, *, channel="rest", **citation):
    accepted = await inbox.accept(
        sender_id="v",
        message_id=message_id,
        text="x",
        channel=channel,
        shows_notice=True,
    )
    cited = replace(ANSWER.citations[0], **citation)
    reply = replace(ANSWER, citations=(cited,), receipt=f"code-{message_id}")
    await inbox.answer(accepted, reply, Record())


async def test_every_reply_that_quoted_it_with_channel_and_time(inbox, sources_dir):
    await answer(inbox, "1", section="Treatment plans")
    await answer(inbox, "2", section=None, channel="twilio")
    await answer(inbox, "3", source_id="page-4")
    await answer(inbox, "4", source_id="page-4", also_in=("page-3",))
    found = await recall(inbox, "page-3", sources_dir)
    assert [(q.code, q.channel, q.section, q.n) for q in found.quoted] == [
        ("code-1", "rest", "Treatment plans", 1),
        ("code-2", "twilio", None, 1),
        ("code-4", "rest", None, 0),
    ]
    assert found.quoted[0].at <= found.quoted[1].at


@pytest.mark.parametrize(
    "section", ["Treatment plans", "treatment-plans", "TREATMENT PLANS"]
)
async def test_a_section_is_named_in_any_spelling(inbox, sources_dir, section):
    await answer(inbox, "1", section="Treatment plans")
    await answer(inbox, "2", section="Plans of before")
    found = await recall(inbox, f"page-3#{section}", sources_dir)
    assert (found.section, [q.code for q in found.quoted]) == (
        "Treatment plans",
        ["code-1"],
    )
    # A heading that the page has no more was quoted all the same.
    found = await recall(inbox, "page-3#plans-of-before", sources_dir)
    assert [q.code for q in found.quoted] == ["code-2"]


async def test_a_page_that_was_quoted_and_is_gone_is_found(inbox, sources_dir):
    await answer(inbox, "1", source_id="gone")
    found = await recall(inbox, "gone", sources_dir)
    assert (found.revision, len(found.quoted)) == (None, 1)


async def test_a_page_that_nobody_was_told_of_gives_nothing(inbox, sources_dir):
    found = await recall(inbox, "page-3", sources_dir)
    assert found.quoted == () and found.revision


async def test_what_nobody_knows_is_an_error_with_the_nearest_name(inbox, sources_dir):
    await answer(inbox, "1", source_id="lasers")
    with pytest.raises(UnknownPlaceError, match="Did you mean 'page-3'"):
        await recall(inbox, "page-2", sources_dir)
    with pytest.raises(UnknownPlaceError, match="Known: lasers, page-3."):
        await recall(inbox, "", sources_dir)
    with pytest.raises(
        UnknownPlaceError, match="section 'risks' in 'page-3'. Known: T"
    ):
        await recall(inbox, "page-3#risks", sources_dir)


async def test_the_json_names_no_conversation_unless_asked(inbox, sources_dir):
    await answer(inbox, "1")
    (quoted,) = (await recall(inbox, "page-3", sources_dir)).quoted
    assert "conversation" not in quoted.as_json()
    assert quoted.as_json(with_conversation=True)["conversation"] == "v"
    assert quoted.as_json()["receipt"] == "code-1"
