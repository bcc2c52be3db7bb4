"""A note from the offer to "passed on", through the door, and every way it can end."""

import asyncio
import logging
import time
from dataclasses import replace

import pytest

from actions.reply import Reply
from bot import red_flags
from bot.database import Database
from bot.handover import desk as desk_module
from bot.handover.courier import CourierError
from bot.handover.desk import KEEP_BUTTON, OFFER_BUTTON, SEND_BUTTON, STOP_BUTTON, Desk
from bot.handover.note import Note, reference_of
from bot.handover.queue import HandoverQueue
from bot.inbox import Inbox
from bot.masking import mask
from bot.red_flags import Alarm
from bot.reply_check import check_words
from bot.turn import Door
from tests.bot.fakes import ANSWER, CLINIC, FakeLibrary, FakeMessage, FakeRasa

BOOKING = Reply(
    "You can reach a person on 020 7946 0128. I cannot pass messages on myself.",
    "handoff",
    "book_appointment",
    0.9,
)
CONTACT = "Jo Bloggs, 07700 900123"
EMERGENCY = Alarm("E2.breathing", "breathing", "emergency")


@pytest.fixture(autouse=True)
def red_words(monkeypatch):
    monkeypatch.setattr(
        red_flags, "screen", lambda text: EMERGENCY if "breathe" in text else None
    )


class FakeCourier:
    """Takes notes, unless it is told to raise or to wait."""

    def __init__(self):
        self.notes = []
        self.errors = []
        self.delay_s = 0.0

    async def bring(self, note):
        await asyncio.sleep(self.delay_s)
        if self.errors:
            raise self.errors.pop(0)
        self.notes.append(note)


class Visit:
    """One conversation through a door with a desk; `again` is a restart."""

    def __init__(self, folder):
        self.folder = folder
        self.courier = FakeCourier()
        self.n = 0
        self.databases = []
        self.again()

    def again(self):
        database = Database.of_file(self.folder / "conversations.db")
        self.databases.append(database)
        self.rasa = FakeRasa(BOOKING.messages())
        inbox = Inbox(database)
        self.door = Door(CLINIC, self.rasa, inbox=inbox, library=FakeLibrary)
        self.queue = HandoverQueue(database)
        self.desk = Desk(
            CLINIC, inbox, self.queue, self.courier, counts=self.door.counts
        )
        self.door.desk = self.desk

    async def say(self, text, message_id=None):
        self.n += 1
        message = FakeMessage(text, message_id=message_id or f"m-{self.n}")
        return (await self.door.handle(message)).reply

    async def to_confirming(self):
        await self.say("can i book a consultation")
        await self.say(OFFER_BUTTON.payload)
        return await self.say(CONTACT)

    async def state(self):
        found = await self.queue.latest("visitor")
        return None if found is None else found.state


@pytest.fixture
async def visit(tmp_path):
    visit = Visit(tmp_path)
    yield visit
    await visit.desk.stop()
    await visit.door.close()
    for database in visit.databases:
        await database.close()


async def test_a_note_is_offered_asked_for_agreed_to_and_passed_on(visit):
    reply = await visit.say("can i book a consultation")
    assert reply.text.endswith(CLINIC.texts["handover_offer"])
    assert "cannot pass" not in reply.text
    assert reply.buttons == (OFFER_BUTTON,)

    reply = await visit.say(OFFER_BUTTON.payload)
    assert reply.text == CLINIC.texts["handover_contact"]
    assert reply.buttons == (STOP_BUTTON,)

    reply = await visit.say(CONTACT)
    assert "About: appointment." in reply.text
    assert "“can i book a consultation”" in reply.text
    assert reply.buttons == (SEND_BUTTON, KEEP_BUTTON)
    assert visit.courier.notes == []

    reply = await visit.say(SEND_BUTTON.payload)
    (note,) = visit.courier.notes
    assert reply.text.startswith("Passed on:")
    assert note.reference in reply.text
    assert (note.kind, note.contact) == ("appointment", CONTACT)
    assert note.words == "can i book a consultation"
    assert await visit.state() == "taken"
    assert visit.rasa.asked == ["can i book a consultation"]


async def test_nothing_is_sent_without_a_yes(visit):
    await visit.to_confirming()
    reply = await visit.say("how long does it take?")
    assert reply.route == "handoff"  # what the fake Rasa says to everything
    assert await visit.state() is None
    await visit.desk.bring_due()
    assert visit.courier.notes == []
    # The yes to something else is no yes to the note.
    reply = await visit.say(SEND_BUTTON.payload)
    assert "Passed on" not in reply.text
    assert visit.courier.notes == []


@pytest.mark.parametrize("words", ["No, do not send it", "no", "no thanks", "Stop."])
async def test_a_no_sends_nothing_and_keeps_nothing(visit, words):
    await visit.to_confirming()
    reply = await visit.say(words)
    assert reply.text.startswith("All right, nothing is sent.")
    assert CLINIC.phone in reply.text
    assert await visit.state() is None


@pytest.mark.parametrize("words", ["yes", "Yes please", "ok", "send it", "go ahead!"])
async def test_a_yes_in_other_words_is_a_yes(visit, words):
    await visit.to_confirming()
    assert (await visit.say(words)).text.startswith("Passed on:")


async def test_a_yes_to_the_offer_asks_for_the_contact(visit):
    await visit.say("can i book?")
    assert (await visit.say("yes please")).text == CLINIC.texts["handover_contact"]


async def test_a_question_instead_of_a_number_is_answered(visit):
    await visit.say("can i book?")
    await visit.say(OFFER_BUTTON.payload)
    visit.rasa.messages = ANSWER.messages()
    reply = await visit.say("does it hurt?")
    assert reply.route == "answer"
    assert reply.buttons == ANSWER.buttons


async def test_only_what_may_be_a_contact_is_read_for_one(visit, monkeypatch):
    masked = []

    def spy(text):
        masked.append(len(text))
        return mask(text)

    monkeypatch.setattr(desk_module, "mask", spy)
    await visit.say("07700 900123")
    await visit.say("can i book?")
    assert masked == []
    await visit.say(OFFER_BUTTON.payload)
    reply = await visit.say("a" * 16_000 + CONTACT)
    assert reply.text == CLINIC.texts["too_long"]
    assert masked == []
    assert await visit.state() is None


async def test_a_name_alone_is_asked_for_the_number_too(visit):
    await visit.say("can i book?")
    await visit.say(OFFER_BUTTON.payload)
    reply = await visit.say("Jo Bloggs")
    assert reply.text == CLINIC.texts["handover_contact"]
    assert reply.buttons == (STOP_BUTTON,)
    reply = await visit.say("07700 900123")
    assert reply.buttons == (SEND_BUTTON, KEEP_BUTTON)
    await visit.say("yes")
    assert [note.contact for note in visit.courier.notes] == ["07700 900123"]
    assert visit.courier.notes[0].words == "can i book?"


@pytest.mark.parametrize("words", ["prices?", "what does the laser cost"])
async def test_any_question_ends_the_asking(visit, words):
    await visit.say("can i book?")
    await visit.say(OFFER_BUTTON.payload)
    visit.rasa.messages = ANSWER.messages()
    assert (await visit.say(words)).route == "answer"
    assert (await visit.say("07700 900123")).route == "answer"


async def test_what_sounds_urgent_is_not_taken_for_a_name(visit, monkeypatch):
    urgent = Alarm("U1.infection", "infection", "urgent")
    await visit.say("can i book?")
    await visit.say(OFFER_BUTTON.payload)
    visit.rasa.messages = ANSWER.messages()
    monkeypatch.setattr(red_flags, "screen", lambda text: urgent)
    reply = await visit.say("pus is coming out")
    assert CLINIC.texts["handover_contact"] not in reply.text


async def test_another_number_is_another_note(visit):
    await visit.to_confirming()
    reply = await visit.say("sorry, it is jo@mail.example")
    assert reply.buttons == (SEND_BUTTON, KEEP_BUTTON)
    await visit.say("yes")
    assert [note.contact for note in visit.courier.notes] == [
        "sorry, it is jo@mail.example"
    ]


async def test_a_contact_goes_word_for_word_as_long_as_a_message_may_be(visit):
    await visit.say("can i book?")
    await visit.say(OFFER_BUTTON.payload)
    words = "please call in the afternoon because i work in the mornings. " * 15
    contact = f"{words}my number is 07700 900123"
    assert 900 < len(contact) <= 1000
    assert "word for word" in (await visit.say(contact)).text
    await visit.say("yes")
    assert [note.contact for note in visit.courier.notes] == [contact]


@pytest.mark.parametrize(
    ("error", "state"),
    [(CourierError("down"), "waiting"), (CourierError("no", is_final=True), "failed")],
)
async def test_what_was_not_taken_is_not_said_to_be(visit, error, state):
    await visit.to_confirming()
    visit.courier.errors = [error]
    reply = await visit.say("yes")
    assert "could not pass your note on" in reply.text
    assert "Passed on" not in reply.text
    for needed in (CLINIC.phone, CLINIC.email, "open"):
        assert needed in reply.text
    assert await visit.state() == state


async def test_a_courier_that_is_slow_is_not_waited_for(visit, monkeypatch):
    monkeypatch.setattr(desk_module, "PATIENCE_S", 0.1)
    await visit.to_confirming()
    visit.courier.delay_s = 0.5
    began = time.monotonic()
    reply = await visit.say("yes")
    assert time.monotonic() - began < 0.45
    assert "could not pass your note on yet" in reply.text
    await asyncio.sleep(0.8)
    # It was taken after all; asked again, the patient is told.
    assert await visit.state() == "taken"
    assert len(visit.courier.notes) == 1


async def test_what_waits_is_brought_after_a_restart_and_once(visit):
    await visit.to_confirming()
    visit.courier.errors = [CourierError("down"), CourierError("down")]
    await visit.say("yes")
    visit.again()
    visit.queue._now = lambda: time.time() + 6
    assert await visit.desk.bring_due() == 1
    assert visit.courier.notes == []
    assert await visit.desk.bring_due() == 0
    visit.queue._now = lambda: time.time() + 60
    assert await visit.desk.bring_due() == 1
    assert await visit.desk.bring_due() == 0
    assert len(visit.courier.notes) == 1
    assert await visit.state() == "taken"
    assert visit.door.counts["handover.taken"] == 1


async def test_the_conversation_goes_on_after_a_restart(visit):
    await visit.to_confirming()
    visit.again()
    assert (await visit.say("yes")).text.startswith("Passed on:")


async def test_the_same_yes_twice_is_one_note(visit):
    await visit.to_confirming()
    first = await visit.say("yes", "m-yes")
    assert await visit.say("yes", "m-yes") == first
    assert len(visit.courier.notes) == 1


async def test_an_emergency_comes_before_any_note(visit):
    await visit.to_confirming()
    reply = await visit.say(f"I cannot breathe, {CONTACT}")
    assert reply.route == "emergency"
    assert visit.courier.notes == []


async def test_words_that_would_be_refused_from_the_bot_are_the_patients_own(visit):
    words = "book me please, should I stop taking 20 mg roaccutane? is it safe for me"
    await visit.say(words)
    await visit.say(OFFER_BUTTON.payload)
    reply = await visit.say(CONTACT)
    assert f"“{words}”" in reply.text
    await visit.say("yes")
    assert visit.courier.notes[0].words == words


async def test_how_to_reach_a_patient_is_in_no_record_after_it_is_taken(
    visit, caplog, tmp_path
):
    caplog.set_level(logging.DEBUG)
    await visit.to_confirming()
    await visit.say("yes")
    await visit.door.inbox.database.scrub()
    for file in tmp_path.glob("conversations.db*"):
        assert b"900123" not in file.read_bytes()
    assert "900123" not in caplog.text


async def test_a_draft_is_forgotten_after_an_hour(visit):
    await visit.to_confirming()
    assert await visit.state() == "draft"
    visit.queue._now = lambda: time.time() + 3601
    await visit.desk.bring_due()
    assert await visit.state() is None


async def test_an_erased_conversation_sends_nothing_any_more(visit):
    await visit.to_confirming()
    visit.courier.errors = [CourierError("down")]
    await visit.say("yes")
    await visit.door.erase("visitor")
    visit.queue._now = lambda: time.time() + 60
    assert await visit.desk.bring_due() == 0
    assert visit.courier.notes == []


async def test_a_note_is_given_up_after_two_days_and_counted(visit):
    await visit.to_confirming()
    visit.courier.errors = [CourierError("down"), CourierError("down")]
    await visit.say("yes")
    visit.queue._now = lambda: time.time() + 48 * 3600 + 60
    await visit.desk.bring_due()
    assert await visit.state() == "failed"
    assert visit.door.counts["handover.failed"] == 1


async def test_who_lost_a_note_does_not_bring_it_and_puts_nothing_off(visit):
    await visit.to_confirming()
    visit.courier.errors = [CourierError("down")]
    await visit.say("yes")
    queue = visit.queue
    queue._now = lambda: time.time() + 60
    late = await queue.claim()
    queue._now = lambda: time.time() + 160
    holder = await queue.claim()
    assert late.row == holder.row and late.held_until < holder.held_until
    assert not await visit.desk._bring(late)
    assert visit.courier.notes == []
    await queue.put_off(late)
    await queue.finish(late, "failed")
    assert await visit.state() == "waiting"
    assert (await queue.latest("visitor")).held_until == holder.held_until
    assert await visit.desk._bring(holder)
    assert len(visit.courier.notes) == 1


async def test_a_note_that_waited_for_its_turn_is_held_anew(visit):
    await visit.to_confirming()
    visit.courier.errors = [CourierError("down")]
    await visit.say("yes")
    visit.queue._now = lambda: time.time() + 60
    held = await visit.queue.claim()
    # Late in its lease, and the other side is slow: nobody else takes it meanwhile.
    visit.queue._now = lambda: time.time() + 60 + 89
    visit.courier.delay_s = 0.2
    bringing = asyncio.ensure_future(visit.desk._bring(held))
    await asyncio.sleep(0.1)
    visit.queue._now = lambda: time.time() + 60 + 100
    assert await visit.queue.claim() is None
    assert await bringing


async def test_two_servers_that_hear_a_yes_send_one_note(visit):
    await visit.to_confirming()
    draft = await visit.queue.latest("visitor")
    said = [await visit.desk._send(draft) for _ in range(2)]
    assert len(visit.courier.notes) == 1
    assert said[0].text.startswith("Passed on:")

    await visit.to_confirming()
    draft = await visit.queue.latest("visitor")
    both = [await visit.queue.agree(draft) for _ in range(2)]
    visit.courier.delay_s = 0.1
    assert sorted(await asyncio.gather(*map(visit.desk._bring, both))) == [False, True]
    assert len(visit.courier.notes) == 2


async def test_the_worker_brings_what_is_due(visit, monkeypatch):
    monkeypatch.setattr(desk_module, "WORK_EVERY_S", 0.02)
    await visit.to_confirming()
    visit.courier.errors = [CourierError("down")]
    await visit.say("yes")
    visit.queue._now = lambda: time.time() + 60
    visit.desk.start()
    for _ in range(200):
        if visit.courier.notes:
            break
        await asyncio.sleep(0.02)
    assert len(visit.courier.notes) == 1


async def begin_two(visit, monkeypatch, *, delay_s):
    """Two notes that are due, and the worker that begins to bring the first."""
    monkeypatch.setattr(desk_module, "WORK_EVERY_S", 0.02)
    for _ in range(2):
        visit.courier.errors = [CourierError("down")]
        await visit.to_confirming()
        await visit.say("yes")
    visit.courier.delay_s = delay_s
    visit.queue._now = lambda: time.time() + 60
    began = asyncio.Event()
    bring = visit.courier.bring

    async def signal_and_bring(note):
        began.set()
        await bring(note)

    monkeypatch.setattr(visit.courier, "bring", signal_and_bring)
    visit.desk.start()
    await asyncio.wait_for(began.wait(), 5)


async def test_stopping_waits_for_what_is_on_its_way_and_begins_nothing(
    visit, monkeypatch
):
    await begin_two(visit, monkeypatch, delay_s=0.2)
    await visit.desk.stop()
    assert len(visit.courier.notes) == 1
    visit.again()
    visit.queue._now = lambda: time.time() + 300
    assert await visit.desk.bring_due() == 1
    assert len({note.reference for note in visit.courier.notes}) == 2
    assert len(visit.courier.notes) == 2


async def test_stopping_does_not_wait_for_ever(visit, monkeypatch):
    monkeypatch.setattr(desk_module, "STOP_S", 0.1)
    await begin_two(visit, monkeypatch, delay_s=60.0)
    began = time.monotonic()
    await visit.desk.stop()
    assert time.monotonic() - began < 5
    await asyncio.sleep(0)
    assert visit.desk._work.cancelled()
    assert visit.courier.notes == []


async def test_without_a_courier_nothing_is_offered(visit):
    visit.door.desk = None
    reply = await visit.say("can i book?")
    assert reply.text == BOOKING.text
    assert reply.buttons == ()


def test_only_a_handover_is_offered_a_note(visit):
    for reply in (ANSWER, replace(BOOKING, intent_name="handover_sent")):
        assert visit.desk.offer(reply) == reply


@pytest.mark.parametrize(
    "name", [n for n in CLINIC.texts if n.startswith(("handover", "not_text"))]
)
def test_the_texts_judge_nobody(name):
    check_words(Reply(CLINIC.texts[name], "handoff", "x", 1.0))


def test_a_note_is_named_by_its_message():
    assert reference_of("s", "m") == reference_of("s", "m") != reference_of("s", "n")
    assert len(reference_of("s", "m")) == 9
    note = Note("k7m2-9fq1", "contact", "", "x", "sms", 0.0)
    assert "Their words: (none)" in note.lines()
