"""What is stored beside a reply: all that decided, and no word of the patient."""

import json

from actions.trace import Trace, current
from bot import receipts
from bot.red_flags import Alarm
from bot.turn import Door, receipt
from knowledge.answer import Answer, Evidence, NoAnswer, Quote
from knowledge.passage import Sentence
from knowledge.search import ScoredSentence
from tests.bot.fakes import ANSWER, CLINIC, FakeLibrary, FakeMessage, FakeRasa

CANARY = "canary"
SENTENCE = Sentence("page-3#s01", "A series.", "page-3", "p", "T", None, None, None)
READING = Evidence(
    f"a {CANARY} reading", 0.123456, {"words": 0.5}, (("how-many", 0.7),), ("cost", 0.2)
)


async def rows(inbox, table=receipts.receipts):
    return await inbox.database.run(
        lambda connection: list(connection.execute(table.select().order_by("id")))
    )


async def ask(inbox, message, rasa=None):
    door = Door(CLINIC, rasa or FakeRasa(), inbox=inbox, library=FakeLibrary)
    reply = (await door.handle(message)).reply
    await door.close()
    return reply


async def test_a_reply_is_stored_with_its_record(inbox):
    reply = await ask(inbox, FakeMessage("how many?", "v", "m-1"))
    (row,) = await rows(inbox)
    assert (row.code, row.route, row.channel) == (reply.receipt, "answer", "rest")
    assert row.code == receipt("m-1", row.build_id, "answer")
    assert row.reply_sha256 == receipts.text_sha256(reply)
    assert json.loads(row.grounds)["steps_ms"].keys() >= {"screen", "rasa", "check"}
    (quote,) = await rows(inbox, receipts.receipt_quotes)
    assert (quote.source_id, quote.section, quote.n) == ("page-3", "Plans", 1)
    assert quote.revision == "5" * 64


async def test_an_emergency_has_its_record_too(inbox):
    reply = await ask(inbox, FakeMessage("my throat is closing, I can't breathe"))
    (row,) = await rows(inbox)
    assert (row.code, row.route, row.build_id) == (reply.receipt, "emergency", "")
    assert json.loads(row.grounds)["alarm"]["tier"] == "emergency"


async def test_a_fallback_says_what_refused_the_reply(inbox):
    broken = FakeRasa([{"text": "It is safe for you."}, ANSWER.messages()[1]])
    await ask(inbox, FakeMessage("is it safe?"), broken)
    (row,) = await rows(inbox)
    assert row.route == "unknown"
    assert json.loads(row.grounds)["fallback"] == "verdict"


async def test_the_same_message_again_is_one_record(inbox):
    for _ in range(3):
        await ask(inbox, FakeMessage("how many?", "v", "m-1"))
    assert len(await rows(inbox)) == 1


async def test_a_record_goes_with_its_conversation(inbox):
    await ask(inbox, FakeMessage("how many?", "v"))
    await ask(inbox, FakeMessage("how many?", "other"))
    assert (await inbox.export("v"))["receipts"][0]["route"] == "answer"
    # The message, its receipt and its quote.
    assert await inbox.erase("v") == 3
    assert [row.sender_id for row in await rows(inbox)] == ["other"]
    assert len(await rows(inbox, receipts.receipt_quotes)) == 1


async def test_a_conversation_that_was_erased_meanwhile_gets_no_record(inbox):
    accepted = await inbox.accept(
        sender_id="v", message_id="m", text="x", channel="rest", shows_notice=True
    )
    await inbox.erase("v")
    await inbox.answer(accepted, ANSWER, receipts.Record())
    assert await rows(inbox) == []


async def test_a_source_that_says_the_same_is_kept_without_a_number(inbox):
    from dataclasses import replace

    citation = replace(ANSWER.citations[0], also_in=("page-9", "page-3"))
    accepted = await inbox.accept(
        sender_id="v", message_id="m", text="x", channel="rest", shows_notice=True
    )
    reply = replace(ANSWER, citations=(citation,))
    await inbox.answer(accepted, reply, receipts.Record(revisions={"page-9": "9" * 64}))
    kept = await rows(inbox, receipts.receipt_quotes)
    assert [(q.source_id, q.n, q.revision) for q in kept] == [
        ("page-3", 1, None),
        ("page-9", 0, "9" * 64),
    ]


def trace_of(answer):
    return Trace(
        {"rasa": 12.345},
        {
            "alarm": Alarm("U1.x", "infection", "urgent", 0.5),
            "answer": answer,
            "entities": [{"value": CANARY}],
            "intent_ranking": [
                {"name": f"intent-{n}", "confidence": 0.9 - n / 10} for n in range(5)
            ],
            "response": "utter_answer",
            "threshold": 0.2,
        },
    )


def test_a_refusal_keeps_numbers_and_ids_and_no_words():
    refused = NoAnswer(
        "not covered",
        0.123456,
        True,
        ("laser",),
        (READING,),
        (ScoredSentence(SENTENCE, 0.031, 0.5, None),),
        (f"a {CANARY} question",),
    )
    grounds = receipts.grounds_of(trace_of(refused))
    assert CANARY not in json.dumps(grounds)
    assert (grounds["why"], grounds["probability"]) == ("not covered", 0.1235)
    assert (grounds["threshold"], grounds["foreign"]) == (0.2, ["laser"])
    assert grounds["readings"] == [
        {
            "probability": 0.1235,
            "signals": {"words": 0.5},
            "answers": [["how-many", 0.7]],
            "gap": ["cost", 0.2],
        }
    ]
    assert grounds["found"] == [["page-3#s01", 0.031]]
    assert grounds["intents"] == [
        ["intent-0", 0.9],
        ["intent-1", 0.8],
        ["intent-2", 0.7],
    ]
    assert grounds["alarm"]["rule_id"] == "U1.x"


def test_an_answer_keeps_how_many_parts_stayed_open_not_which():
    answer = Answer(
        quotes=(Quote("A series.", (SENTENCE,), ()),),
        answer_ids=("how-many",),
        topic="sessions",
        probability=0.9,
        in_words_only=True,
        not_covered=(f"and the {CANARY}",),
        evidence=(READING,),
        found=(),
        related=(),
    )
    grounds = receipts.grounds_of(trace_of(answer))
    assert CANARY not in json.dumps(grounds)
    assert (grounds["why"], grounds["answer_ids"]) == (None, ["how-many"])
    assert (grounds["n_open"], grounds["in_words_only"]) == (1, True)


async def test_evidence_that_cannot_be_explained_costs_no_reply(inbox, caplog):
    class Rubbish(FakeRasa):
        async def answer(self, message, text):
            current.get().evidence["intent_ranking"] = [{"nothing": "a canary"}]
            return await super().answer(message, text)

    assert (await ask(inbox, FakeMessage("how many?"), Rubbish())).route == "answer"
    (row,) = await rows(inbox)
    assert (row.route, row.grounds) == ("answer", "{}")
    assert "A turn could not be explained: KeyError." in caplog.text
    assert "canary" not in caplog.text


def test_a_turn_without_a_trace_has_an_empty_record():
    assert receipts.record_of(None) == receipts.Record("", {}, {})
