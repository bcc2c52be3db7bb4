import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.figures import figures, latency
from bot.evaluation.question_file import read_questions, resolve
from bot.evaluation.verdict import judge
from tests.bot.evaluation.conftest import (
    PAGES,
    RISKS,
    SENTENCES,
    SESSIONS,
    SPACING,
    ask,
    make_reply,
    make_row,
)

SCORER = Path(__file__).resolve().parents[4] / "shared" / "eval" / "score.py"
MANY = ask(
    "q1",
    "answer",
    gold=("plan#s01",),
    gold_extra=("plan#s02",),
    must_include=(("sessions", "visits"),),
    must_not=("four",),
)
COST = ask("q2", "unknown", "answer", caveat_if_answer=True)


def right(reply, question=MANY):
    verdict = judge(question, reply, SENTENCES)
    return verdict.hit, verdict.precise, verdict.faults


def test_a_right_answer_has_no_fault():
    reply = make_reply("answer", SESSIONS, SPACING, text="“Multiple sessions ...”")
    verdict = judge(MANY, reply, SENTENCES)
    assert (verdict.strict, verdict.accepted, verdict.hit, verdict.precise) == (
        (True,) * 4
    )
    assert verdict.passed and verdict.verbatim


@pytest.mark.parametrize(
    ("reply", "hit", "precise", "fault"),
    [
        (make_reply("answer", RISKS, text="sessions"), False, False, "No wanted"),
        (make_reply("answer", SESSIONS, RISKS, text="visits"), True, False, None),
        (make_reply("answer", text="sessions"), False, False, "No wanted"),
        (make_reply("answer", SESSIONS, text="Many."), True, True, "It lacks “ses"),
        (make_reply("answer", SESSIONS, text="Four visits"), True, True, "says “four"),
        (make_reply("answer", SESSIONS, text=" "), True, True, "no text"),
        (make_reply("unknown"), None, None, "“Not on our pages”, wanted “Answer”"),
        (
            make_reply("answer", f"{SESSIONS} {SPACING}", "Mine.", text="visits"),
            True,
            True,
            "no sentence of the pages: “mine.”",
        ),
    ],
)
def test_each_fault_is_named(reply, hit, precise, fault):
    found_hit, found_precise, faults = right(reply)
    assert (found_hit, found_precise) == (hit, precise)
    assert fault in " ".join(faults) if fault else faults == ()


def test_a_sentence_of_each_group_is_wanted():
    both = replace(MANY, gold_groups=(("plan#s01",), ("plan#s02",)), must_include=())
    assert right(make_reply("answer", SESSIONS), both)[0] is False
    assert right(make_reply("answer", SPACING, SESSIONS), both)[0] is True


def test_an_accepted_answer_has_to_say_what_the_pages_do_not_state():
    plainly = judge(COST, make_reply("answer", SESSIONS), SENTENCES)
    honest = make_reply("answer", SESSIONS, text="Our pages do not state a price.")
    assert plainly.accepted and not plainly.strict and not plainly.passed
    assert judge(COST, honest, SENTENCES).passed


REPLIES = [
    make_reply(route, *quotes, text=text)
    for route in ("answer", "answer_and_refer", "unknown", "refer", "emergency")
    for quotes in (
        (),
        (SESSIONS,),
        (SPACING, RISKS),
        (f"{SESSIONS} {SPACING}",),
        ("?",),
    )
    for text in ("", "Two sessions.", "Four weeks, our pages do not say more")
]
QUESTIONS = [
    MANY,
    COST,
    replace(MANY, gold_groups=(("plan#s01",), ("risks#s01",))),
    ask("q3", "refer", "answer_and_refer", gold_extra=("plan#s02",)),
    ask("q4", "emergency", must_include=(("weeks",),)),
    ask("q5", "answer", "answer_and_refer", gold=("risks#s01", "plan#s02")),
]


@pytest.fixture
def scorer():
    if not SCORER.is_file():
        pytest.skip("the evaluation sets' scorer is not here")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(scorer, question, reply, sentences):
    label = {
        "route": question.route,
        "accept_routes": list(question.accept_routes),
        "gold": list(question.gold),
        "gold_groups": [list(group) for group in question.gold_groups],
        "gold_extra": list(question.gold_extra),
        "must_include": [list(group) for group in question.must_include],
        "must_not": list(question.must_not),
        "caveat_if_answer": question.caveat_if_answer,
    }
    row = scorer.score_turn(label, reply.messages(), sentences)
    return row | {
        "want": question.route,
        "accepts": sorted(question.accepts),
        "seconds": 0.1,
        "kind": "question",
    }


def assert_same(verdict, row):
    assert {
        "strict": verdict.strict,
        "accepted": verdict.accepted,
        "hit": verdict.hit,
        "precise": verdict.precise,
        "verbatim": verdict.verbatim,
        "missing": verdict.missing,
        "said": verdict.said,
        "pass": verdict.passed,
    } == {name: row[name] for name in row if name in SAME}
    assert len(verdict.faults) == len(row["faults"])


SAME = "strict accepted hit precise verbatim missing said pass".split()


def test_verdicts_and_figures_are_those_of_the_sets_own_scorer(scorer):
    pairs = [(question, reply) for question in QUESTIONS for reply in REPLIES]
    theirs = [scored(scorer, q, r, SENTENCES) for q, r in pairs]
    for (question, reply), row in zip(pairs, theirs, strict=True):
        assert_same(judge(question, reply, SENTENCES), row)
    ours = [make_row(question, reply) for question, reply in pairs]
    summary = scorer.summarise(theirs)
    found = figures(ours)["all"]
    shared = [name for name in found if name in summary]
    assert len(shared) == 14
    assert {n: found[n].value for n in shared} == {n: summary[n] for n in shared}
    times = latency(ours)
    assert {"p50": times.p50, "p95": times.p95} == summary["latency_ms"]


def test_the_dev_set_is_read_as_its_scorer_reads_it(scorer):
    """Every label against three made-up replies that quote its own sentences."""
    question_set = resolve(read_questions(SCORER.parent / "dev"), PAGES)
    sentences = {i: scorer.plain(t) for i, t in question_set.sentences.items()}
    turns = [turn for c in question_set.conversations for turn in c.turns]
    assert len(turns) == 349
    for turn in turns:
        for quoted in (turn.gold[:1], turn.gold_extra[:2], ("a1-s01",)):
            quotes = [question_set.sentences[i] for i in quoted]
            reply = make_reply(turn.route, *quotes, text=" ".join(quotes) or "Hm.")
            row = scored(scorer, turn, reply, sentences)
            assert_same(judge(turn, reply, sentences), row)
