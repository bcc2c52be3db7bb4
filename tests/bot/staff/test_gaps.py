"""Stored turns with what decided them in, counts out; nothing of fewer than ten."""

import datetime
import json

import pytest

from bot.assistant import STAFF
from bot.receipts import Record
from bot.staff import gaps_report
from bot.staff.gaps import Asked, Count, Rated, Vote, count, read_turns, read_uses
from knowledge.approval import served_sources
from tests.bot.fakes import ANSWER
from tests.bot.staff.conftest import write_page
from tests.bot.staff.test_topics import TwoTopics

DAY = datetime.date(2026, 11, 1)


def turns(n, text="where can i park {}", *, start=0, **fields):
    fields = {
        "day": DAY,
        "channel": "page",
        "route": "unknown",
        "gate": "below threshold",
        **fields,
    }
    return [
        Asked(f"secret-{start + i}", f"m{start + i}", text.format(i), **fields)
        for i in range(n)
    ]


def counted(found, sources_dir, **more):
    return count(
        found, encoder=TwoTopics(), sources=served_sources(sources_dir), **more
    )


def test_topics_are_named_by_staff_or_by_common_words(sources_dir):
    found = counted(
        [
            *turns(12, near="how-to-come", below=0.04),
            *turns(11, "price {}", start=12, gate="known gap", gap="cost"),
            *turns(4, "price canary", start=23),
        ],
        sources_dir,
        questions={"cost": "What does it cost?", "how-to-come": "How do I come?"},
    )
    parking, cost = found.topics
    assert (parking.name, parking.n, parking.is_known) == ("park", 12, False)
    assert (parking.near_answer, parking.near_question) == (
        "how-to-come",
        "How do I come?",
    )
    assert parking.advice.startswith("Close to an answer.")
    assert (cost.name, cost.n, cost.is_known) == ("cost", 11, True)
    assert cost.near_question == "What does it cost?"
    assert found.others == Count("other questions, each asked by few", None)


def test_a_thing_that_no_page_speaks_of_is_named(sources_dir):
    (topic,) = counted(
        turns(10, gate="not covered", named=("botox",)), sources_dir
    ).topics
    assert topic.named == "botox" and topic.advice.startswith("No page speaks of it")


def test_a_known_gap_of_nine_is_not_told(sources_dir):
    found = counted(turns(9, gate="known gap", gap="cost"), sources_dir)
    assert found.topics == () and found.others.n is None
    assert found.gates == (Count("known gap", None),)


def test_gates_and_distances_are_counted_by_conversation(sources_dir):
    found = counted(
        [
            *turns(10, below=0.05),
            *turns(10, below=0.3, start=10),
            # The first ten again: they are the same people.
            *turns(10, below=0.04),
            *turns(3, gate="language", start=20),
        ],
        sources_dir,
    )
    assert found.gates == (Count("below threshold", 20), Count("language", None))
    assert found.distances == (Count("up to 0.05", 10), Count("more than 0.20", 10))
    assert (found.n, found.n_unanswered) == (23, 23)


def test_every_day_is_there_also_those_without_any(sources_dir):
    later = DAY + datetime.timedelta(3)
    found = counted([*turns(10), *turns(2, start=10, day=later)], sources_dir)
    assert [day.n for day in found.days] == [10, 0, 0, None]
    assert (found.first, found.last) == (DAY, later)


def test_routes_and_channels_of_few_stand_without_number_or_order(sources_dir):
    found = counted(
        [
            *turns(10, route="answer", gate=None),
            *turns(2, route="refer", gate=None, channel="sms", start=10),
            *turns(9, route="emergency", gate=None, channel="rest", start=12),
        ],
        sources_dir,
    )
    assert found.routes == (
        Count("answer", 10),
        Count("emergency", None),
        Count("refer", None),
    )
    assert found.channels[0] == Count("page", 10)


def test_feedback_needs_ten_conversations_and_takes_their_last_word(sources_dir):
    rated = turns(20, route="answer", gate=None, answer_ids=("how-many",))
    votes = [Vote(t.conversation, t.message_id, n < 11) for n, t in enumerate(rated)]
    votes += [Vote("secret-0", "m0", False), Vote("gone", "m0", True)]
    (found,) = counted(rated, sources_dir, votes=votes).rated
    assert found == Rated("how-many", 10, 10)
    assert counted(rated, sources_dir, votes=votes[:9]).rated == ()


def test_feedback_of_few_stands_without_number_or_order(sources_dir):
    views = {"a": (12, 1), "b": (10, 11), "c": (0, 10), "d": (6, 4)}
    rated, votes = [], []
    for answer_id, (n_up, n_down) in views.items():
        asked = turns(
            n_up + n_down,
            route="answer",
            gate=None,
            answer_ids=(answer_id,),
            start=len(rated),
        )
        rated += asked
        votes += [
            Vote(t.conversation, t.message_id, n < n_up) for n, t in enumerate(asked)
        ]
    assert counted(rated, sources_dir, votes=votes).rated == (
        Rated("b", 10, 11),
        Rated("c", 0, 10),
        Rated("a", 12, None),
        Rated("d", None, None),
    )


def test_sections_are_told_as_used_seldom_and_never(sources_dir):
    write_page(sources_dir, id="draft", status="draft")
    uses = [(f"c{n}", "page-3", "Treatment plans") for n in range(10)]
    found = counted(turns(1), sources_dir, uses=uses).sections
    assert [(use.section, use.n) for use in found] == [
        ("Treatment plans", 10),
        (None, 0),
    ]
    seldom = counted(turns(1), sources_dir, uses=uses[:9]).sections
    assert [(use.section, use.n) for use in seldom] == [
        ("Treatment plans", None),
        (None, 0),
    ]


def test_nothing_gives_an_empty_report(sources_dir):
    found = counted([], sources_dir)
    assert (found.n, found.topics, found.days) == (0, (), ())
    assert "no conversation" in gaps_report.render(
        found, clinic="C", made="today", n_days=30
    )


async def store(inbox, n, *, channel="page", route="unknown", grounds=None, **more):
    from dataclasses import replace

    accepted = await inbox.accept(
        sender_id=f"v{n}",
        message_id=f"m{n}",
        text=f"my canary {n}",
        channel=channel,
        shows_notice=True,
        **more,
    )
    reply = replace(ANSWER, route=route)
    record = None if grounds is None else Record(grounds=grounds)
    await inbox.answer(accepted, reply, record)


async def test_turns_are_read_with_what_decided_them(inbox):
    reading = {"probability": 0.15, "answers": [["a", 0.6]], "gap": ["cost", 0.4]}
    pages = {"threshold": 0.2, "probability": 0.15, "readings": [reading]}
    told = [
        {**pages, "why": "below threshold"},
        {**pages, "why": "known gap"},
        {**pages, "why": "not covered", "foreign": ["botox"]},
        {"fallback": "verdict"},
        {"response": "utter_other_language"},
        {"response": "utter_not_understood"},
        {},
        None,
    ]
    for n, grounds in enumerate(told):
        await store(inbox, n, grounds=grounds)
    await store(inbox, 90, route="answer", grounds={"answer_ids": ["a"]})
    await store(inbox, 91, channel=STAFF)
    found = await read_turns(inbox, since=0)
    assert [turn.gate for turn in found] == [
        "below threshold",
        "known gap",
        "not covered",
        "fallback",
        "language",
        "not understood",
        "other",
        "other",
        None,
    ]
    assert found[0].below == pytest.approx(0.05) and found[0].near == "a"
    assert (found[1].gap, found[0].gap) == ("cost", "")
    assert found[2].named == ("botox",)
    assert found[8].answer_ids == ("a",)


async def test_many_turns_are_read_in_short_parts(inbox, monkeypatch):
    monkeypatch.setattr("bot.staff.gaps.N_ROWS_AT_ONCE", 2)
    for n in range(5):
        await store(inbox, n, grounds={})
    found = await read_turns(inbox, since=0)
    assert [turn.conversation for turn in found] == [f"v{n}" for n in range(5)]
    assert await read_turns(inbox, since=2e9 * 2) == []


async def test_quotes_are_read_without_those_of_staff(inbox):
    await store(inbox, 1, route="answer", grounds={})
    await store(inbox, 2, route="answer", grounds={}, channel=STAFF)
    assert await read_uses(inbox, since=0) == [("v1", "page-3", "Plans")]


async def test_no_word_and_no_name_of_a_patient_is_in_any_output(sources_dir):
    """Each of twelve people writes a word of their own beside what all of them ask."""
    words = "alpha bravo delta echos golfs hotel india julie kilos limas mikes novem"
    asked = [
        Asked(
            f"+4479460000{n:02}",
            f"m{n}",
            f"where to park, i am {word}",
            DAY,
            "sms",
            "unknown",
            "below threshold",
            0.1,
        )
        for n, word in enumerate(words.split())
    ]
    found = counted(asked, sources_dir)
    assert found.topics[0].n == 12
    html = gaps_report.render(found, clinic="C", made="today", n_days=30)
    printed = json.dumps(found.as_json())
    for secret in [*words.split(), "+44", "where to park"]:
        assert secret not in html and secret not in printed
