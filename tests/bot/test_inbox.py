import asyncio
import json
from dataclasses import replace
from functools import partial

from bot.channels.feedback import Feedback, Opinion
from bot.channels.sessions import Sessions
from bot.database import Database
from bot.inbox import Inbox, Standing, reply_from_json, reply_to_json
from bot.red_flags import Alarm
from tests.bot import fakes
from tests.bot.fakes import ANSWER, REFER

accept = partial(fakes.accept, sender_id="v")


async def test_a_message_is_kept_as_it_came(inbox):
    alarm = Alarm("U1.infection", "infection", "urgent", 0.5)
    accepted = await accept(inbox, "m-1", alarm=alarm, ends_alarm=True)
    (stored,) = await inbox.unanswered("v", up_to=accepted.row)
    assert stored == replace(accepted, is_new=False)
    assert (stored.text, stored.alarm, stored.ends_alarm) == ("how many?", alarm, True)


async def test_the_same_id_is_the_same_message_and_keeps_its_first_reply(inbox):
    first = await accept(inbox, "m-1")
    again = await accept(inbox, "m-1", "something else")
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.row, again.text) == (first.row, "how many?")
    assert await inbox.answer(first, ANSWER) == ANSWER
    assert await inbox.answer(first, REFER) == ANSWER
    assert (await accept(inbox, "m-1")).reply == ANSWER
    stored = await inbox.message("v", "m-1")
    assert stored.reply == ANSWER and stored.answered_at >= stored.received_at


async def test_the_same_id_in_two_conversations_is_two_messages(inbox):
    rows = {(await accept(inbox, "m-1", sender_id=s)).row for s in ("a", "b")}
    assert len(rows) == 2


async def test_a_hundred_at_once_of_one_id_are_one_row(inbox):
    rows = await asyncio.gather(*(accept(inbox, "m-1") for _ in range(100)))
    assert len({accepted.row for accepted in rows}) == 1
    assert sum(accepted.is_new for accepted in rows) == 1


async def test_unanswered_messages_come_in_order_and_no_later_ones(inbox):
    rows = [await accept(inbox, f"m-{n}") for n in range(4)]
    await inbox.answer(rows[1], ANSWER)
    due = await inbox.unanswered("v", up_to=rows[2].row)
    assert [accepted.message_id for accepted in due] == ["m-0", "m-2"]


async def test_conversations_with_unanswered_messages_are_found(inbox):
    await accept(inbox, "m-1", sender_id="b")
    done = await accept(inbox, "m-1", sender_id="a")
    await inbox.answer(done, ANSWER)
    await accept(inbox, "m-2", sender_id="c")
    assert await inbox.conversations_unanswered() == ["b", "c"]
    assert await inbox.conversations_unanswered(older_than_s=60) == []


async def test_the_last_answered_message_says_how_the_conversation_stands(inbox):
    assert await inbox.last_answered("v") is None
    first = await accept(inbox, "m-1")
    await accept(inbox, "m-2")
    await inbox.answer(first, REFER)
    assert (await inbox.last_answered("v")).reply == REFER


RAISED = Alarm("E2.breathing", "breathing", "emergency")
HELP = replace(ANSWER, text="Call 999 now.", route="emergency", citations=())
SMALLTALK = replace(ANSWER, text="Hello.", route="smalltalk", citations=())


async def test_an_emergency_goes_on_until_a_message_says_that_it_is_over(inbox):
    assert await inbox.standing("v") == Standing(False, None)
    first = await accept(inbox, "m-1")
    assert await inbox.standing("v") == Standing(False, None)
    await inbox.answer(first, SMALLTALK)
    assert await inbox.standing("v") == Standing(True, None)
    raised = await accept(inbox, "m-2", alarm=RAISED, reply=HELP)
    assert (await inbox.standing("v")).emergency == replace(raised, is_new=False)
    # Of another server, which had not heard of it: the emergency goes on behind it.
    missed = await accept(inbox, "m-3")
    await inbox.answer(missed, SMALLTALK)
    assert (await inbox.standing("v")).emergency.message_id == "m-2"
    over = await accept(inbox, "m-4", ends_alarm=True)
    assert (await inbox.standing("v")).emergency.message_id == "m-2"
    await inbox.answer(over, SMALLTALK)
    assert await inbox.standing("v") == Standing(True, None)
    await accept(inbox, "m-5", reply=HELP)
    assert (await inbox.standing("v")).emergency.message_id == "m-5"
    assert await inbox.standing("other") == Standing(False, None)


async def test_words_about_an_emergency_are_none(inbox):
    first = await accept(inbox, "m-1")
    await inbox.answer(first, replace(SMALLTALK, text='he said "route": "emergency"'))
    assert (await inbox.standing("v")).emergency is None


async def test_history_and_export_hold_what_was_said(inbox):
    first = await accept(inbox, "m-1", sender_id="v")
    await inbox.answer(first, ANSWER)
    await accept(inbox, "m-1", sender_id="other")
    (said,) = await inbox.history("v")
    assert (said.text, said.reply) == ("how many?", ANSWER)
    exported = await inbox.export("v")
    assert exported["inbox"][0]["text"] == "how many?"
    assert exported["inbox"][0]["reply"]["citations"][0]["quote"]
    assert json.loads(json.dumps(exported)) == exported


async def test_erased_is_gone_from_every_byte_of_the_files(inbox):
    kept = await accept(inbox, "m-1", "a canary of another", sender_id="other")
    for number in range(200):
        row = await accept(inbox, f"m-{number}", f"a canary {number} " + "x" * 500)
        await inbox.answer(row, ANSWER)
    file = inbox.database.file
    files = [file, *file.parent.glob(f"{file.name}-wal")]
    assert any(b"a canary 7 " in f.read_bytes() for f in files)
    assert await inbox.erase("v") == 200
    found = b"".join(f.read_bytes() for f in file.parent.iterdir())
    assert b"a canary of another" in found
    assert found.count(b"a canary") == 1
    assert (await inbox.message("v", "m-7"), await inbox.history("v")) == (None, [])
    # A number is not given again: an erased turn that goes on must not hit another.
    assert (await accept(inbox, "m-1")).row > kept.row + 200
    assert await inbox.answer(row, ANSWER) == ANSWER
    assert len(await inbox.history("v")) == 1


def test_a_reply_is_the_same_after_storing():
    assert reply_from_json(reply_to_json(ANSWER)) == ANSWER


def test_staff_export_and_erase_a_conversation(tmp_path, monkeypatch, capsys):
    from bot import cli

    monkeypatch.setenv("BEDSIDE_DATABASE_URL", f"sqlite:///{tmp_path}/c.db")

    async def store():
        database = Database.of_file(tmp_path / "c.db")
        inbox = Inbox(database)
        await Sessions(database).start("v")
        await accept(inbox, "m-1", "a canary", reply=ANSWER)
        await Feedback(database).give("v", "m-1", Opinion("up", "a canary too"))
        await database.close()

    asyncio.run(store())
    assert cli.main(["export", "v"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["inbox"][0]["text"] == "a canary" and found["events"] == []
    assert found["chat_feedback"][0]["comment"] == "a canary too"
    assert [row["sender_id"] for row in found["chat_sessions"]] == ["v"]
    assert cli.main(["erase", "v"]) == 0
    assert "Erased: 3 rows." in capsys.readouterr().out
    assert b"a canary" not in b"".join(f.read_bytes() for f in tmp_path.glob("c.db*"))
    assert cli.main(["export", "v"]) == 0
    assert json.loads(capsys.readouterr().out) == dict.fromkeys(found, [])
