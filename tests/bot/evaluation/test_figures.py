import pytest

from bot.evaluation.figures import (
    Cell,
    calibration,
    confusion,
    figures,
    is_answerable,
    latency,
    wilson,
)
from tests.bot.evaluation.conftest import (
    RISKS,
    SESSIONS,
    ask,
    make_reply,
    make_row,
)

GOLD = {"gold": ("plan#s01",), "must_include": (("sessions",),)}


@pytest.fixture
def rows():
    """Ten messages whose figures can be counted by hand."""
    right = make_reply("answer", SESSIONS, text="sessions")
    return [
        make_row(ask("a1", "answer", **GOLD), right),
        make_row(ask("a2", "answer", **GOLD), make_reply("answer", SESSIONS)),
        make_row(ask("a3", "answer", **GOLD), make_reply("answer", RISKS)),
        make_row(ask("a4", "answer", **GOLD), make_reply("unknown")),
        make_row(ask("u1", "unknown"), make_reply("unknown")),
        make_row(ask("u2", "unknown"), make_reply("answer", "Invented.")),
        make_row(ask("u3", "unknown", "off_topic"), make_reply("off_topic")),
        make_row(ask("r1", "refer", "answer"), make_reply("emergency")),
        make_row(ask("e1", "emergency"), make_reply("emergency"), kind="turn"),
        make_row(
            ask("e2", "emergency", must_not=("calm",)),
            make_reply("smalltalk", text="Keep calm."),
            kind="turn",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "value", "count", "n"),
    [
        ("pass", 40.0, 4, 10),
        ("route_accepted", 60.0, 6, 10),
        ("route_strict", 50.0, 5, 10),
        ("evidence_hit", 66.7, 2, 3),
        ("evidence_precise", 66.7, 2, 3),
        ("answered_unanswerable", 20.0, 1, 5),
        ("refused_answerable", 25.0, 1, 4),
        ("lacks_a_fact_rate", 66.7, 2, 3),
        ("lacks_a_fact", 2, 2, 10),
        ("says_a_forbidden_thing", 1, 1, 10),
        ("not_verbatim", 1, 1, 10),
        ("emergency_recall", 50.0, 1, 2),
        ("emergency_missed", 1, 1, 2),
        ("false_alarm_rate", 12.5, 1, 8),
        ("false_alarms", 1, 1, 8),
    ],
)
def test_each_figure_counts_what_it_says(rows, name, value, count, n):
    figure = figures(rows)["all"][name]
    assert (figure.value, figure.count, figure.n) == (value, count, n)


def test_single_messages_and_dialogue_turns_have_figures_of_their_own(rows):
    found = figures(rows)
    assert found["question"]["route_accepted"].n == 8
    assert found["turn"]["emergency_recall"].value == 50.0
    assert "turn" not in figures(rows[:8])


def test_a_figure_without_messages_has_no_value(rows):
    found = figures(rows[4:5])["all"]
    assert found["evidence_hit"].value is None
    assert found["evidence_hit"].low is None
    assert found["emergency_missed"].value == 0


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)],
)
def test_intervals_are_wilsons(count, n, low, high):
    """Values of the score interval without continuity correction, by hand."""
    assert wilson(count, n) == pytest.approx((low, high), abs=1e-4)


def test_figures_carry_their_interval_in_percent(rows):
    figure = figures(rows)["all"]["route_strict"]
    assert (figure.low, figure.high) == pytest.approx((23.66, 76.34), abs=0.01)


def test_routes_are_counted_as_wanted_and_got(rows):
    matrix = confusion(rows)
    assert list(matrix) == ["answer", "refer", "emergency", "unknown"]
    assert matrix["answer"]["answer"] == Cell(3, 3)
    assert matrix["unknown"]["off_topic"] == Cell(1, 1)
    assert matrix["unknown"]["answer"] == Cell(1, 0)
    assert matrix["refer"]["smalltalk"] == Cell(0, 0)


@pytest.mark.parametrize(
    ("route", "accepts", "truth"),
    [
        ("answer", (), True),
        ("answer_and_refer", ("answer",), True),
        ("unknown", (), False),
        ("off_topic", ("unknown",), False),
        ("unknown", ("answer",), None),
        ("refer", (), None),
        ("handoff", (), None),
    ],
)
def test_a_label_says_whether_the_pages_answer_or_it_does_not(route, accepts, truth):
    assert (
        is_answerable(make_row(ask("q", route, *accepts), make_reply(route))) is truth
    )


def judged(*points):
    return [
        make_row(
            ask("q", "answer" if truth else "unknown"),
            make_reply("unknown"),
            probability=probability,
        )
        for probability, truth in points
    ]


def test_calibration_by_hand():
    found = calibration(judged((0.9, True), (0.9, False), (0.1, False), (0.8, True)))
    # (.1² + .9² + .1² + .2²) / 4
    assert found.brier == pytest.approx(0.2175)
    # bin .9: |1 - 1.8|, bin .1: |0 - .1|, bin .8: |1 - .8|, over 4 messages
    assert found.ece == pytest.approx((0.8 + 0.1 + 0.2) / 4)
    # of 2 x 2 pairs: .9 > .1, .8 > .1, .9 = .9 half, .8 < .9
    assert found.auroc == pytest.approx(2.5 / 4)
    assert [(b.n, b.n_answerable) for b in found.bins if b.n] == [
        (1, 0),
        (1, 1),
        (2, 1),
    ]


def test_a_sure_probability_falls_into_the_last_bin():
    found = calibration(judged((1.0, True)))
    assert found.bins[-1].n == 1
    assert (found.brier, found.ece, found.auroc) == (0, 0, None)


def test_messages_without_probability_are_no_part_of_calibration(rows):
    assert calibration(rows) is None


def test_latency_is_of_sorted_milliseconds(rows):
    timed = [
        make_row(ask("q", "unknown"), make_reply("unknown"), seconds=n / 1000)
        for n in range(20, 0, -1)
    ]
    found = latency(timed)
    assert (found.p50, found.p95, found.slowest) == (10.5, 19.0, 20.0)
