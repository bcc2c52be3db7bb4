import json
from dataclasses import replace

import pytest

from bot.inbox import messages, reply_to_json
from bot.receipts import Record
from bot.staff.errors import NoReceiptError
from bot.staff.receipt import find, gates_of, normal_code
from tests.bot.fakes import ANSWER, QUOTE
from tests.bot.staff.conftest import write_page


@pytest.mark.parametrize(
    "written",
    ["b7k2-9fq1", "B7K2-9FQ1", " b7k29fq1 ", "b7k2 9fql", "b7kZ-9fqI".lower()],
)
def test_a_code_is_read_as_people_write_it(written):
    assert normal_code(written)[:3] == "b7k"


def test_what_is_misheard_is_read_as_crockford_means_it():
    assert normal_code("OIlU-0000") == "011v-0000"


@pytest.mark.parametrize(
    "written", ["", "b7k2", "b7k2-9fq1-0000", "b7k2_9fq!", "ä" * 8]
)
def test_what_is_no_code_is_said_so(written):
    with pytest.raises(NoReceiptError, match="such as b7k2-9fq1"):
        normal_code(written)


async def test_the_same_bytes_again_with_source_revision_and_gates(
    ask, inbox, sources_dir
):
    reply = await ask("how many?", sender_id="v")
    (found,) = await find(inbox, reply.receipt.upper(), sources_dir)
    assert found.reply == reply
    assert (found.channel, found.conversation) == ("rest", "v")
    assert (found.same_text, found.same_code) == (True, True)
    assert found.build_id == "build-1"
    (cited,) = found.cited
    assert (cited.revision, cited.citation.quote) == ("5" * 64, QUOTE)
    assert cited.today == "page changed, sentence still there"
    names = [gate.name for gate in found.gates]
    assert names == ["red flags", "output check"]
    assert found.gates[-1].outcome == "sent: answer"


async def test_how_the_page_stands_today_is_told(ask, inbox, sources_dir):
    reply = await ask()

    async def today():
        (found,) = await find(inbox, reply.receipt, sources_dir)
        return found.cited[0].today, found.cited[0].status

    write_page(sources_dir, id="other")
    write_page(sources_dir, status="withdrawn")
    assert await today() == ("page changed, sentence still there", "withdrawn")
    write_page(sources_dir, text="Other words.")
    assert await today() == ("sentence gone", "approved")
    (sources_dir / "page-3.md").unlink()
    assert await today() == ("page gone", None)
    (sources_dir / "other.md").write_text("no front matter")
    assert await today() == ("not readable", None)


async def test_changed_bytes_are_noticed(ask, inbox, sources_dir):
    reply = await ask()
    forged = replace(reply, text="It is safe for you.")

    def forge(connection):
        connection.execute(messages.update().values(reply=reply_to_json(forged)))

    await inbox.database.run(forge)
    (found,) = await find(inbox, reply.receipt, sources_dir)
    assert (found.same_text, found.same_code) == (False, True)


async def test_a_reply_from_before_receipts_is_found_without_a_record(
    inbox, sources_dir
):
    accepted = await inbox.accept(
        sender_id="v", message_id="m", text="x", channel="page", shows_notice=True
    )
    await inbox.answer(accepted, replace(ANSWER, receipt="b7k2-9fq1"))
    (found,) = await find(inbox, "b7k2-9fq1", sources_dir)
    assert (found.build_id, found.same_text, found.gates) == (None, None, ())
    assert found.reply.text == ANSWER.text


async def test_one_code_of_two_conversations_shows_both(ask, inbox, sources_dir):
    # REST clients choose their message ids, and the code is made of them.
    first = await ask(sender_id="a", message_id="m-1")
    await ask(sender_id="b", message_id="m-1")
    found = await find(inbox, first.receipt, sources_dir)
    assert {receipt.conversation for receipt in found} == {"a", "b"}
    assert all(len(receipt.cited) == 1 for receipt in found)


async def test_an_erased_turn_has_no_receipt(ask, inbox, sources_dir):
    reply = await ask()
    await inbox.erase("visitor")
    with pytest.raises(NoReceiptError, match="is not kept here. Compare it with"):
        await find(inbox, reply.receipt, sources_dir)


async def test_the_json_names_no_conversation_unless_asked(ask, inbox, sources_dir):
    reply = await ask("my canary question", sender_id="+442079460000")
    (found,) = await find(inbox, reply.receipt, sources_dir)
    text = json.dumps(found.as_json())
    assert "+44" not in text and "canary" not in text
    assert found.as_json(with_conversation=True)["conversation"] == "+442079460000"


PAGES = {
    "probability": 0.15,
    "threshold": 0.2,
    "why": "below threshold",
    "readings": [{"gap": ["cost", 0.1]}, {"gap": ["laser", 0.3]}],
    "intents": [["ask_cost", 0.8]],
}


def test_gates_say_what_was_found_against_what():
    screen, intent, pages, gap, check = gates_of("unknown", None, PAGES)
    assert (screen.outcome, intent.found) == ("passed", "ask_cost 0.800")
    assert (pages.found, pages.limit) == ("0.150", "at least 0.200")
    assert pages.outcome == "not answered: the evidence is below the threshold"
    assert (gap.found, gap.outcome) == ("laser 0.300", "did not decide")
    assert check.outcome == "sent: unknown"


@pytest.mark.parametrize(
    ("grounds", "outcome"),
    [
        ({"why": None, "answer_ids": ["a"]}, "(less is enough beside a referral)"),
        ({"why": "not covered", "foreign": ["botox"]}, "no page speaks of (botox)"),
        ({"why": "known gap"}, "staff list it as a known gap"),
        ({"why": "reassurance"}, "a clinician has to judge"),
    ],
)
def test_every_decision_of_the_pages_has_its_words(grounds, outcome):
    gates = {g.name: g for g in gates_of("answer", None, {**PAGES, **grounds})}
    assert gates["P(answerable)"].outcome.endswith(outcome)


def test_alarms_and_refused_replies_are_gates():
    alarm = {"rule_id": "U1.x", "category": "infection", "score": 0.5}
    grounds = {"alarm": alarm, "fallback": "verdict", "n_open": 2}
    gates = gates_of("refer", "urgent", grounds)
    assert (gates[0].found, gates[0].outcome) == (
        "U1.x (infection) 0.500",
        "tier urgent",
    )
    assert (gates[-1].found, gates[-1].outcome) == ("verdict", "fallback reply sent")
    assert gates_of("answer", None, {}) == []


def test_a_record_is_immutable():
    with pytest.raises(AttributeError):
        Record().build_id = "x"
