import pytest

from bot.evaluation.bars import DEFAULT_BARS, judge_bars, parse_bars
from bot.evaluation.errors import BarError
from bot.evaluation.figures import DEFINITIONS, Figure


def figure(value, n=10):
    return Figure(value, 0, n, 0.0, 1.0)


def judge(text, figures):
    bars = [bar for bar in parse_bars([text]) if bar.is_stated]
    (result,) = judge_bars(bars, figures)
    return result.is_met


def test_every_default_bar_is_on_a_figure():
    assert set(DEFAULT_BARS) <= set(DEFINITIONS)
    assert {bar.name: bar.value for bar in parse_bars([])} == dict(DEFAULT_BARS)


def test_the_command_line_sets_adds_and_drops_bars():
    bars = parse_bars(
        ["route_strict=50", "turn.evidence_hit=70", "not_verbatim=off", "pass=80"]
    )
    values = {bar.name: bar.value for bar in bars}
    assert values["route_strict"] == 50
    assert values["turn.evidence_hit"] == 70 and values["evidence_hit"] == 95
    assert values["pass"] == 80
    assert "not_verbatim" not in values


@pytest.mark.parametrize(
    ("text", "value", "is_met"),
    [
        ("route_accepted=95", 95.0, True),
        ("route_accepted=95", 94.9, False),
        ("refused_answerable=4", 4.0, True),
        ("refused_answerable=4", 4.1, False),
        ("not_verbatim=0", 0.0, True),
        ("not_verbatim=0", 1.0, False),
    ],
)
def test_a_bar_is_met_in_its_figures_direction(text, value, is_met):
    name = text.partition("=")[0]
    assert judge(text, {"all": {name: figure(value)}}) is is_met


def test_a_bar_on_dialogue_turns_reads_their_figure():
    figures = {"all": {"pass": figure(99.0)}, "turn": {"pass": figure(50.0)}}
    assert not judge("turn.pass=60", figures)


def test_without_messages_a_stated_bar_is_missed_and_a_default_one_is_not():
    """Else a check in CI would pass because its question file became empty of them."""
    figures = {"all": {"evidence_hit": Figure(None, 0, 0, None, None)}}
    assert not judge("evidence_hit=95", figures)
    assert not judge("turn.evidence_hit=95", figures)
    assert all(result.is_met for result in judge_bars(parse_bars([]), figures))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("accuracy=9", "'accuracy=9' names no figure: 'accuracy'. Figures: pass,"),
        (
            "dialog.pass=9",
            "no kind of message: 'dialog'. Write pass, question.pass",
        ),
        ("pass", "has the value ''. Write a percentage from 0 to 100, or off"),
        ("pass=101", "has the value '101'"),
        ("pass=nan", "has the value 'nan'"),
        ("not_verbatim=-1", "Write a count from 0, or off"),
    ],
)
def test_a_wrong_bar_is_an_error(text, message):
    with pytest.raises(BarError, match=message):
        parse_bars([text])
