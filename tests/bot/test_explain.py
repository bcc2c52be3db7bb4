import json
from dataclasses import dataclass

import numpy as np
from rich.console import Console

from actions.trace import Trace
from bot import explain
from bot.red_flags import Alarm
from bot.shell import chosen
from bot.turn import Turn
from tests.bot.fakes import ANSWER


@dataclass(frozen=True)
class Found:
    text: str
    score: float


TRACE = Trace(
    steps_ms={"rasa": 12.34},
    evidence={
        "alarm": Alarm("U1.x", "infection", "urgent", 0.5),
        "intents": {"ask_sessions": 0.93, "greet": np.float32(0.05)},
        "sentences": [Found("[bold]A series[/bold]", 0.8), Found("Other", 0.1)],
        "threshold": 0.52,
    },
)


def printed(renderable):
    console = Console(width=120, record=True, file=open("/dev/null", "w"))
    console.print(renderable)
    return console.export_text()


def test_the_tables_show_what_the_trace_holds():
    text = printed(explain.tables(Turn(ANSWER, TRACE)))
    for part in ("ask_sessions", "0.930", "U1.x", "0.800", "12.3", "0.520"):
        assert part in text


def test_square_brackets_in_a_source_are_text_not_markup():
    assert "[bold]A series[/bold]" in printed(explain.tables(Turn(ANSWER, TRACE)))


def test_the_reply_shows_its_citations_and_numbered_buttons():
    text = printed(explain.reply(ANSWER))
    assert "[1] On scars, Plans" in text
    assert "1. How far apart?" in text


def test_the_trace_is_json():
    values = json.loads(json.dumps(explain.as_json(TRACE)))
    assert values["evidence"]["sentences"][0]["score"] == 0.8
    assert values["steps_ms"] == {"rasa": 12.34}


def test_a_number_chooses_a_button():
    assert chosen("1", ANSWER.buttons) == "How far apart are they?"
    assert chosen("2", ANSWER.buttons) == "2"
    assert chosen("how many?", ANSWER.buttons) == "how many?"
