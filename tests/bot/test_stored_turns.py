"""The door with a real inbox and a fake Rasa: nothing lost, doubled or reordered."""

import asyncio
import sqlite3
import time

import pytest

import bot.turn
from bot import red_flags
from bot.database import Database, DatabaseError
from bot.inbox import Inbox
from bot.red_flags import Alarm
from bot.turn import SAFE_BUTTON, Door
from tests.bot.fakes import (
    ANSWER,
    CLINIC,
    FakeLibrary,
    FakeMessage,
    FakeRasa,
    accept,
)

EMERGENCY = Alarm("E2.breathing", "breathing", "emergency")
URGENT = Alarm("U1.infection", "infection", "urgent")


@pytest.fixture(autouse=True)
def red_words(monkeypatch):
    words = {"breathe": EMERGENCY, "pus": URGENT}

    def screen(text):
        return next((alarm for word, alarm in words.items() if word in text), None)

    monkeypatch.setattr(red_flags, "screen", screen)


@pytest.fixture
async def open_door(tmp_path):
    """A new process on the same file: doors after the first see what it stored."""
    databases = []

    def open_door(rasa, **options):
        databases.append(Database.of_file(tmp_path / "conversations.db"))
        options = {"library": FakeLibrary, "deadline_s": 5.0, **options}
        return Door(CLINIC, rasa, inbox=Inbox(databases[-1]), **options)

    yield open_door
    for database in databases:
        await database.close()


async def ask(door, text, message_id="m-1", **fields):
    return (await door.handle(FakeMessage(text, message_id=message_id, **fields))).reply


async def test_a_turn_is_stored_masked_with_what_was_sent(open_door):
    door = open_door(rasa := FakeRasa())
    reply = await ask(door, "my name is Jo Smith, how many?")
    (stored,) = await door.inbox.history("visitor")
    assert (stored.text, stored.reply) == ("my name is [name], how many?", reply)
    assert rasa.asked == ["my name is [name], how many?"]


@pytest.mark.parametrize("restarted", [False, True])
async def test_the_same_id_gets_the_same_reply_and_one_turn(open_door, restarted):
    door = open_door(rasa := FakeRasa())
    first = await ask(door, "how many?", shows_notice=False)
    assert first.text.startswith(CLINIC.texts["notice"])
    if restarted:
        door = open_door(rasa)
    again = await ask(door, "how many?", shows_notice=False)
    assert again == first
    assert len(rasa.asked) == 1


async def test_a_thousand_repeats_at_once_are_one_turn(open_door):
    door = open_door(rasa := FakeRasa(delay_s=0.01))
    replies = await asyncio.gather(*(ask(door, "how many?") for _ in range(1000)))
    assert len(set(map(repr, replies))) == 1
    assert len(rasa.asked) == 1
    assert len(await door.inbox.history("visitor")) == 1


async def test_fifty_at_once_are_answered_in_the_order_they_came(open_door):
    door = open_door(rasa := FakeRasa(delay_s=0.001), classifier=lambda text: None)
    texts = [f"question {n}" for n in range(50)]
    turns = (ask(door, text, message_id=text) for text in texts)
    replies = await asyncio.gather(*turns)
    assert rasa.asked == texts
    assert {reply.route for reply in replies} == {"answer"}


async def test_an_unfinished_turn_is_done_by_the_next_process(open_door):
    door = open_door(FakeRasa())
    await accept(door.inbox)
    sent = []

    async def send(accepted, reply):
        sent.append((accepted.message_id, reply.route))

    door = open_door(rasa := FakeRasa())
    door.send_late = send
    assert await door.replay() == 1
    assert rasa.asked == ["how many?"]
    assert sent == [("m-1", "answer")]
    reply = await ask(door, "how many?")
    assert reply.route == "answer" and len(rasa.asked) == 1
    assert await door.replay() == 0


async def test_a_turn_that_rasa_had_stored_is_not_asked_twice(open_door):
    door = open_door(FakeRasa())
    await accept(door.inbox)
    rasa = FakeRasa()
    rasa.turns["m-1"] = ANSWER.messages()
    door = open_door(rasa)
    assert (await ask(door, "how many?")).route == "answer"
    assert rasa.asked == []


async def test_a_later_message_waits_for_the_unfinished_one_before_it(open_door):
    door = open_door(FakeRasa())
    await accept(door.inbox, "m-0", "first")
    door = open_door(rasa := FakeRasa())
    await ask(door, "second")
    assert rasa.asked == ["first", "second"]


async def test_an_urgent_flag_is_kept_for_the_replay(open_door):
    door = open_door(FakeRasa())
    await accept(door.inbox, "m-1", "there is [number]", alarm=URGENT)
    door = open_door(FakeRasa())
    await door.replay()
    assert (await door.inbox.message("visitor", "m-1")).reply.tier == "urgent"


async def test_a_hanging_turn_and_those_behind_it_fall_back_in_time(open_door):
    door = open_door(FakeRasa(delay_s=60), deadline_s=0.5)
    started = time.monotonic()
    ids = [f"m-{n}" for n in range(5)]
    replies = await asyncio.gather(*(ask(door, "how many?", i) for i in ids))
    assert time.monotonic() - started < 0.75
    assert {reply.text for reply in replies} == {CLINIC.texts["fallback"]}
    # What was sent is what is on record; nothing is left to be done again.
    history = await door.inbox.history("visitor")
    assert {stored.reply.text for stored in history} == {CLINIC.texts["fallback"]}
    assert await ask(door, "how many?", "m-3") == replies[3]


class BrokenDatabase(Database):
    is_down = False

    def _transact(self, work):
        if self.is_down:
            raise sqlite3.OperationalError("disk I/O error")
        return super()._transact(work)

    async def run(self, work, *, timeout_s=4.0):
        if self.is_down:
            raise DatabaseError("OperationalError")
        return await super().run(work, timeout_s=timeout_s)


@pytest.fixture
async def breaking(tmp_path):
    database = BrokenDatabase(f"sqlite:///{tmp_path}/conversations.db")
    door = Door(CLINIC, FakeRasa(), inbox=Inbox(database), library=FakeLibrary)
    yield door, database
    await door.close()
    await database.close()


async def test_with_the_database_down_the_patient_is_told_and_asked_again_later(
    breaking,
):
    door, database = breaking
    database.is_down = True
    reply = await ask(door, "how many?")
    assert reply.text == CLINIC.texts["fallback"]
    assert door.conversations.asked == []
    database.is_down = False
    assert (await ask(door, "how many?")).route == "answer"


async def test_an_emergency_waits_for_no_database_and_is_stored_when_it_is_back(
    breaking, monkeypatch
):
    monkeypatch.setattr("bot.turn.RETRY_DELAYS_S", (0.05, 0.05, 0.05))
    door, database = breaking
    database.is_down = True
    started = time.perf_counter()
    reply = await ask(door, "I can't breathe, I am Jo Smith")
    assert time.perf_counter() - started < 0.3
    assert reply.route == "emergency"
    assert await ask(door, "I can't breathe, I am Jo Smith") == reply
    database.is_down = False
    await asyncio.sleep(0.3)
    (stored,) = await door.inbox.history("visitor")
    assert (stored.reply, stored.text) == (reply, "I can't breathe, I am [name]")


async def test_a_reply_that_cannot_be_recorded_is_not_sent_and_done_again(breaking):
    door, database = breaking

    class FailsWhenDone(FakeRasa):
        async def answer(self, message, text):
            database.is_down = True
            return await super().answer(message, text)

    door.conversations = FailsWhenDone()
    assert (await ask(door, "how many?")).text == CLINIC.texts["fallback"]
    await asyncio.sleep(0.05)
    database.is_down = False
    door.conversations = FakeRasa()
    assert await door.replay() == 1
    assert (await door.inbox.message("visitor", "m-1")).reply.route == "answer"


async def test_the_alarm_of_a_conversation_outlives_the_process(open_door):
    door = open_door(FakeRasa())
    await ask(door, "I can't breathe")
    await door.close()
    door = open_door(rasa := FakeRasa())
    assert (await ask(door, "how many?", "m-2")).route == "emergency"
    assert (await ask(door, SAFE_BUTTON.payload, "m-3")).route == "smalltalk"
    assert (await ask(door, "how many?", "m-4")).route == "answer"
    await door.close()
    door = open_door(rasa)
    assert (await ask(door, "how many?", "m-5")).route == "answer"


async def test_an_emergency_keeps_its_place_in_the_record(open_door):
    door = open_door(FakeRasa())
    await ask(door, "I can't breathe", "m-1")
    await ask(door, SAFE_BUTTON.payload, "m-2")
    await door.close()
    history = await door.inbox.history("visitor")
    assert [stored.message_id for stored in history] == ["m-1", "m-2"]


async def test_erased_is_forgotten_everywhere(open_door):
    door = open_door(FakeRasa())
    await ask(door, "I can't breathe", "m-1")
    await asyncio.sleep(0.05)
    assert await door.erase("visitor") >= 1
    assert await door.inbox.history("visitor") == []
    # A new conversation of the same name: no alarm, and the notice again. Rasa's own
    # events are in the same database, and gone with it.
    door.conversations = FakeRasa()
    reply = await ask(door, "how many?", "m-2", shows_notice=False)
    assert reply.route == "answer"
    assert reply.text.startswith(CLINIC.texts["notice"])


async def test_a_message_that_is_too_long_is_cut_before_it_is_stored(open_door):
    door = open_door(rasa := FakeRasa())
    reply = await ask(door, "x" * 100_000)
    assert reply.text == CLINIC.texts["too_long"]
    (stored,) = await door.inbox.history("visitor")
    assert len(stored.text) <= 1010 and rasa.asked == []


async def test_the_listener_sees_every_turn(open_door):
    seen = []
    door = open_door(FakeRasa())
    door.listener = lambda turn: seen.append(turn.reply.route)
    await ask(door, "how many?", "m-1")
    await ask(door, "I can't breathe", "m-2")
    assert seen == ["answer", "emergency"]


async def test_masks_do_not_make_a_message_too_long(open_door):
    door = open_door(rasa := FakeRasa())
    text = ("m1 1ae " * 143)[:1000].strip()
    assert (await ask(door, text)).route == "answer"
    assert len(rasa.asked[0]) == 1000


async def test_erased_at_another_server_the_notice_is_due_again(open_door, monkeypatch):
    # As with PostgreSQL: two servers, one record.
    monkeypatch.setattr(Door, "_is_shared", True)
    rasa = FakeRasa()
    one, other = open_door(rasa), open_door(rasa)
    notice = CLINIC.texts["notice"]
    first = await ask(one, "how many?", "m-1", shows_notice=False)
    second = await ask(other, "and then?", "m-2", shows_notice=False)
    assert notice in first.text and notice not in second.text
    await other.erase("visitor")
    rasa.asked.clear()
    again = await ask(one, "how many?", "m-3", shows_notice=False)
    assert again.text.startswith(notice)


async def test_an_alarm_that_another_server_missed_stays_on_until_it_is_over(
    open_door, monkeypatch
):
    monkeypatch.setattr(Door, "_is_shared", True)
    rasa = FakeRasa()
    one, other = open_door(rasa), open_door(rasa)
    await ask(one, "hello", "m-1")
    # The other answers in the moment in which the emergency is being stored.
    missed = await accept(other.inbox, "m-3")
    await ask(one, "I can't breathe", "m-2")
    await asyncio.gather(*one._background)
    await other.inbox.answer(missed, ANSWER)
    late = await accept(other.inbox, "m-4")
    await other.inbox.answer(late, ANSWER)
    for door in (one, other):
        for number in range(2):
            reply = await ask(door, "how many?", f"{id(door)}-{number}")
            assert reply.route == "emergency"
            await asyncio.gather(*door._background)
    assert (await ask(other, SAFE_BUTTON.payload, "m-5")).route != "emergency"
    assert (await ask(one, "how many?", "m-6")).route == "answer"


async def test_an_emergency_is_stored_before_another_server_can_be_asked(
    open_door, monkeypatch
):
    monkeypatch.setattr(Door, "_is_shared", True)
    door = open_door(FakeRasa())
    assert (await ask(door, "I can't breathe")).route == "emergency"
    assert (await door.inbox.standing("visitor")).emergency is not None


@pytest.mark.parametrize("how", ["hangs", "is down"])
async def test_an_emergency_waits_for_a_database_for_a_moment_only(
    open_door, monkeypatch, how
):
    monkeypatch.setattr(Door, "_is_shared", True)
    door = open_door(FakeRasa())

    async def accept(**fields):
        if how == "is down":
            raise DatabaseError("is down")
        await asyncio.sleep(3600)

    monkeypatch.setattr(door.inbox, "accept", accept)
    # When it is known to be down, not even for that.
    moment_s = 0.05 if how == "hangs" else 3600
    monkeypatch.setattr(bot.turn, "ALARM_KNOWN_S", moment_s)
    reply = await asyncio.wait_for(ask(door, "I can't breathe"), 10)
    assert reply.route == "emergency"
    for task in list(door._background):
        task.cancel()
