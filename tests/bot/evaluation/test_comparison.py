from dataclasses import replace

import pytest

from bot.evaluation.comparison import compare
from bot.evaluation.figures import figures
from bot.evaluation.record import Run
from tests.bot.evaluation.conftest import SESSIONS, SPACING, ask, make_reply, make_row

GOLD = {"gold": ("plan#s01",)}
RIGHT = make_reply("answer", SESSIONS)
OTHER = make_reply("answer", SPACING)
UNKNOWN = make_reply("unknown")


def run_of(*rows, digest="same"):
    return Run(
        started="2026-05-31T08:00:00+00:00",
        set_path="/questions.csv",
        set_digest=digest,
        build_id="build-1",
        model="model-1",
        threshold=0.5,
        warnings=(),
        figures=figures(rows) if rows else {},
        rows=rows,
    )


def row(name, reply, **fields):
    return make_row(ask(name, "answer", **GOLD), reply, **fields)


@pytest.mark.parametrize(
    ("before", "after", "effect", "what"),
    [
        (RIGHT, UNKNOWN, "now wrong", ("route", "quotes", "verdict")),
        (OTHER, RIGHT, "now right", ("quotes", "verdict")),
        (OTHER, UNKNOWN, "still wrong", ("route", "quotes")),
        (
            RIGHT,
            make_reply("answer", SESSIONS, SPACING),
            "still right",
            ("quotes",),
        ),
    ],
)
def test_a_change_says_what_changed_and_what_it_does(before, after, effect, what):
    found = compare(run_of(row("q", before)), run_of(row("q", after)))
    (change,) = found.changes
    assert (change.effect, change.what) == (effect, what)
    assert found.by_effect[effect] == 1
    assert found.n_same == 0


def test_the_worst_changes_come_first_and_the_same_are_counted():
    before = [row("a", OTHER), row("b", OTHER), row("c", RIGHT), row("d", RIGHT)]
    after = [row("a", RIGHT), row("b", UNKNOWN), row("c", OTHER), row("d", RIGHT)]
    found = compare(run_of(*before), run_of(*after))
    assert [change.after.id for change in found.changes] == ["c", "a", "b"]
    assert found.n_same == 1


def test_other_words_around_the_same_quotes_are_told_apart():
    reworded = replace(RIGHT, text="In other words.")
    found = compare(run_of(row("q", RIGHT)), run_of(row("q", reworded)))
    assert found.changes == ()
    assert [change.what for change in found.reworded] == [("wording",)]


def test_a_message_is_known_by_its_words_not_by_its_line():
    moved = replace(row("q", RIGHT), id="row 7")
    new = row("new", RIGHT)
    gone = row("gone", RIGHT)
    found = compare(run_of(row("q", RIGHT), gone), run_of(new, moved, digest="other"))
    assert (found.n_same, found.added, found.removed) == (1, ("new",), ("gone",))
    assert not found.is_same_set


def test_the_same_words_after_other_ones_are_another_message():
    first = row("q", RIGHT, before=("Hello",))
    found = compare(run_of(first), run_of(row("q", RIGHT, before=("Goodbye",))))
    assert (found.n_same, found.added, found.removed) == (0, ("q",), ("q",))


def test_a_message_that_stands_twice_is_compared_in_order():
    before = [row("q", RIGHT), row("q", OTHER)]
    found = compare(run_of(*before), run_of(*before))
    assert found.n_same == 2
