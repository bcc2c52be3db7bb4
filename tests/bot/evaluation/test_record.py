import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation import record
from bot.evaluation.errors import RunFileError
from bot.evaluation.grounds import Grounds, Reading
from tests.bot.evaluation.conftest import SESSIONS, ask, make_reply, make_row
from tests.bot.evaluation.test_comparison import run_of

GROUNDS = Grounds(
    probability=0.75,
    threshold=0.5,
    answer_ids=("how-many",),
    named=("acne",),
    not_covered=("the price",),
    readings=(
        Reading("How many?", 0.75, (("how-many", 0.9),), ("cost", 0.1), {"cover": 1.0}),
    ),
    intents=(("ask_sessions", 0.9),),
    steps_ms={"turn": 12.0},
)


@pytest.fixture
def run():
    question = ask("q", "answer", gold=("plan#s01",), note="Ünlike")
    reply = make_reply("answer", SESSIONS)
    return run_of(make_row(question, reply, grounds=GROUNDS, before=("Hello",)))


def test_a_run_is_read_as_it_was_written(run, tmp_path):
    file = record.save(run, tmp_path / "evaluations")
    assert file.name == "20260531T080000Z-questions.json"
    assert record.load(file) == run
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_latest_run_of_the_same_file_is_found(run, tmp_path):
    assert record.latest(tmp_path, Path("/questions.csv")) is None
    newer = replace(run, started="2026-06-01T08:00:00+00:00")
    other = replace(run, started="2026-06-02T08:00:00+00:00", set_path="/other.csv")
    for each in (newer, run, other):
        record.save(each, tmp_path)
    (tmp_path / "20990101T000000Z-questions.json").write_text("{")
    assert record.latest(tmp_path, Path("/questions.csv")) == newer


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no result of an evaluation: it is no JSON"),
        ("[]", "its format is None, not 1"),
        ('{"format": 0}', "its format is 0, not 1"),
        ('{"format": 1}', "a field of it is missing or wrong.*--compare last"),
    ],
)
def test_another_file_is_an_error(tmp_path, text, message):
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(RunFileError, match=message):
        record.load(path)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(RunFileError, match="No such file"):
        record.load(tmp_path / "none.json")


def test_the_json_holds_figures_and_more(run):
    data = json.loads(record.to_json(run, report="r.html"))
    assert data["figures"]["all"]["evidence_hit"]["value"] == 100.0
    assert data["report"] == "r.html"
    assert data["rows"][0]["note"] == "Ünlike"
