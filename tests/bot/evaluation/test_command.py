import json
import re
from dataclasses import replace

import pytest

from bot import cli
from bot.evaluation import command
from bot.evaluation.bars import DEFAULT_BARS
from bot.evaluation.command import Wanted
from bot.evaluation.errors import QuestionFileError
from bot.html_report import ReportError
from bot.settings import Settings
from tests.bot.evaluation.conftest import RISKS, SESSIONS, make_reply

CSV = "question,expected\nHow many?,how-many\nWhat does it cost?,unknown\n"
ONLY_PASS = tuple(f"{name}=off" for name in DEFAULT_BARS)


@pytest.fixture
def settings(tmp_path):
    return replace(Settings(), data_dir=tmp_path / "var")


@pytest.fixture
def csv_file(tmp_path):
    path = tmp_path / "questions.csv"
    path.write_text(CSV)
    return path


@pytest.fixture
def evaluate(settings, load, csv_file):
    def evaluate(**wanted):
        return command.evaluate(settings, Wanted(csv_file, **wanted), load=load)

    return evaluate


def test_a_met_bar_is_status_0_and_a_missed_one_1(evaluate, assistant, capsys):
    assistant.replies["How many?"] = make_reply("answer", SESSIONS)
    assert evaluate() == 0
    assert "Every bar is met." in capsys.readouterr().out
    assistant.replies["How many?"] = make_reply("unknown")
    assert evaluate() == 1
    out = capsys.readouterr().out
    missed = "refused_answerable 100, wanted at most 4 % (Refused, but should not)"
    assert f"Missed: {missed}" in " ".join(out.split())
    assert re.search(r"↑ Best kind of reply .*at least 88 %.*\n *route_strict ", out)
    assert evaluate(bars=ONLY_PASS) == 0
    assert evaluate(bars=(*ONLY_PASS, "pass=50")) == 0
    assert evaluate(bars=(*ONLY_PASS, "pass=51")) == 1


def test_the_result_and_the_report_are_kept(evaluate, settings, capsys):
    evaluate()
    html_file, json_file = sorted((settings.data_dir / "evaluations").iterdir())
    assert json.loads(json_file.read_text())["build_id"] == "build-1"
    assert "How many?" in html_file.read_text()
    assert f"Report: {html_file}" in capsys.readouterr().out


def test_the_report_goes_where_it_is_wanted(evaluate, tmp_path):
    evaluate(out=tmp_path / "report.html")
    assert "What does it cost?" in (tmp_path / "report.html").read_text()


def test_changes_against_the_last_run_are_shown(
    evaluate, assistant, tmp_path, monkeypatch, capsys
):
    assistant.replies["How many?"] = make_reply("answer", SESSIONS)
    out = tmp_path / "report.html"
    evaluate(compare="last", out=out)
    assert "There is no earlier run of 'questions.csv'" in capsys.readouterr().out
    assert "There is no earlier run" in out.read_text()
    assistant.replies["How many?"] = make_reply("answer", RISKS)
    evaluate(compare="last", out=out)
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 answer changed (1 now wrong, 0 now right," in shown
    assert "What changes for patients" in out.read_text()


def test_changes_against_a_named_run_are_shown(evaluate, settings, capsys):
    evaluate()
    (file,) = (settings.data_dir / "evaluations").glob("*.json")
    evaluate(compare=str(file))
    assert "0 answers changed" in capsys.readouterr().out


def test_json_is_all_that_is_printed(evaluate, capsys):
    assert evaluate(json=True) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["figures"]["all"]["route_accepted"]["value"] == 50.0
    missed = [bar["name"] for bar in data["bars"] if not bar["is_met"]]
    assert "refused_answerable" in missed and "not_verbatim" not in missed
    assert data["comparison"] is None
    assert data["report"].endswith(".html")


def test_what_is_wrong_with_the_call_is_said_before_loading(settings, csv_file):
    def load(settings):
        raise AssertionError

    wanted = Wanted(csv_file, out=csv_file.parent / "none" / "r.html")
    with pytest.raises(ReportError, match="does not exist"):
        command.evaluate(settings, wanted, load=load)


def test_an_expectation_that_no_page_holds_is_an_error(evaluate, csv_file):
    csv_file.write_text("question,expected\nHow many?,how-may\n")
    with pytest.raises(QuestionFileError, match=r"csv:2: .*Did you mean 'how-many'"):
        evaluate()


@pytest.mark.parametrize(
    ("published", "step"), [(True, "'bedside publish'"), (False, "'make index'")]
)
def test_changed_pages_are_told_with_the_step_that_serves_them(
    evaluate, tmp_path, monkeypatch, capsys, published, step
):
    monkeypatch.setattr("knowledge.build.is_current", lambda settings: False)
    monkeypatch.setattr("bot.publication.is_published", lambda settings: published)
    evaluate(out=tmp_path / "report.html")
    told = f"changed after the index was built. Run {step} and evaluate again."
    assert told in " ".join(capsys.readouterr().out.split())
    html = (tmp_path / "report.html").read_text()
    assert told.replace("'", "&#39;") in html


def test_one_message_is_one_message(evaluate, csv_file, tmp_path, capsys):
    csv_file.write_text("question,expected\nWhat does it cost?,unknown\n")
    evaluate(out=tmp_path / "report.html")
    assert re.search(r"questions\.csv: 1 message *\n", capsys.readouterr().out)
    html = (tmp_path / "report.html").read_text()
    assert "1 message of <code>questions.csv</code>" in html
    assert "1 messages" not in html


def test_a_sentence_that_stands_on_no_page_any_more_is_told(
    settings, load, tmp_path, capsys
):
    (tmp_path / "sentences.json").write_text('[{"id": "s1", "text": "Long ago."}]')
    path = tmp_path / "q.jsonl"
    path.write_text('{"text": "How?", "route": "answer", "gold": ["s1"]}\n')
    command.evaluate(settings, Wanted(path), load=load)
    out = " ".join(capsys.readouterr().out.split())
    assert "1 wanted sentences stand on no page any more: s1." in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv"], "There is no such file"),
        (["--bar", "accuracy=9", "q.csv"], "names no figure: 'accuracy'"),
        (["--compare", "none.json", "q.csv"], "is no result of an evaluation"),
    ],
)
def test_wrong_use_is_status_2_in_one_line(
    arguments, message, settings, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.csv").write_text(CSV)
    monkeypatch.setenv("BEDSIDE_DATA_DIR", str(settings.data_dir))
    settings.model_dir.mkdir(parents=True)
    (settings.model_dir / "bedside.tar.gz").touch()
    assert cli.main(["evaluate", *arguments]) == 2
    error = " ".join(capsys.readouterr().err.split())
    assert error.startswith("bedside:") and message in error


@pytest.mark.slow
def test_the_real_assistant_is_evaluated(trained, tmp_path, capsys):
    """And nothing of it reaches the clinic's conversations."""
    conversations = trained.conversations_file
    before = conversations.stat().st_mtime_ns if conversations.is_file() else None
    path = tmp_path / "questions.csv"
    path.write_text(
        "question,expected\nhow many sessions will I need?,answer\n"
        "my throat is closing up,emergency\n"
    )
    wanted = Wanted(path, tmp_path / "report.html", bars=(*ONLY_PASS, "pass=100"))
    settings = replace(trained, data_dir=tmp_path / "var")
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "rasa").symlink_to(trained.model_dir)
    assert command.evaluate(settings, wanted) == 0
    after = conversations.stat().st_mtime_ns if conversations.is_file() else None
    assert before == after
    assert not settings.conversations_file.is_file()
