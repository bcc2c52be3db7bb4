"""The commands as staff call them, on a database with turns of patients in it."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot import cli
from bot.channels.feedback import Feedback, Opinion
from bot.database import Database
from bot.inbox import Inbox
from bot.receipts import Record
from bot.turn import receipt
from tests.bot.fakes import ANSWER
from tests.bot.staff.test_topics import TwoTopics

CODE = receipt("m-0", "build-1", "unknown")


@pytest.fixture
def clinic(tmp_path, sources_dir, monkeypatch):
    """Twelve patients asked where to park; one was answered."""
    monkeypatch.setenv("BEDSIDE_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BEDSIDE_SOURCES_DIR", str(sources_dir))
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.setattr("bot.staff.command.load_encoder", lambda settings: TwoTopics())
    why = {"why": "below threshold", "probability": 0.15, "threshold": 0.2}

    async def fill():
        database = Database.of_file(tmp_path / "var" / "conversations.db")
        inbox = Inbox(database)
        for n in range(13):
            accepted = await inbox.accept(
                sender_id=f"+44207946{n:04}",
                message_id=f"m-{n}",
                text=f"my canary{n} question: where to park",
                channel="twilio",
                shows_notice=True,
            )
            reply = replace(
                ANSWER,
                text="Our pages do not say.",
                route="unknown",
                citations=(),
                receipt=receipt(f"m-{n}", "build-1", "unknown"),
            )
            if n == 12:
                reply = replace(ANSWER, receipt=receipt("m-12", "build-1", "answer"))
            await inbox.answer(accepted, reply, Record("build-1", {}, why))
        await database.close()

    asyncio.run(fill())
    return tmp_path


def run(capsys, *arguments):
    status = cli.main(arguments)
    said = capsys.readouterr()
    return status, said.out, " ".join(said.err.split())


def test_receipt_shows_the_turn_again_without_its_patient(clinic, capsys):
    status, out, _ = run(capsys, "receipt", CODE.upper())
    assert status == 0
    for part in (CODE, "twilio", "build-1", "Our pages do not say.", "at least 0.200"):
        assert part in out
    assert "canary" not in out and "+44" not in out
    _, out, _ = run(capsys, "receipt", CODE, "--conversation")
    assert "+442079460000" in out


def test_receipt_as_json(clinic, capsys):
    _, out, _ = run(capsys, "receipt", CODE, "--json")
    (found,) = json.loads(out)
    assert (found["receipt"], found["route"], found["same_code"]) == (
        CODE,
        "unknown",
        True,
    )
    assert "canary" not in out and "+44" not in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["receipt", "rubbish!"], "has not the form of one. Write its eight letters"),
        (["receipt", "0000-0000"], "is not kept here. Compare it with"),
        (["recall", "page-2"], "There is no source 'page-2'. Did you mean 'page-3'?"),
        (["recall", "page-3#risks"], "There is no section 'risks' in 'page-3'."),
        (["gaps", "--out", "/nowhere/report.html"], "the folder '/nowhere' does not"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_in_one_line(clinic, capsys, arguments, told):
    status, out, error = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert error.startswith("bedside: ") and told in error
    assert "Traceback" not in error


@pytest.mark.parametrize("days", ["0", "366", "-1", "many", "1.5"])
def test_days_that_are_none_are_refused(clinic, capsys, days):
    with pytest.raises(SystemExit) as raised:
        cli.main(["gaps", "--days", days])
    assert raised.value.code == 2
    assert "is no number from 1 to 365" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["tomorrow", "2027-13-01", "01.03.2027", ""])
def test_a_day_that_is_none_is_refused(clinic, capsys, day):
    with pytest.raises(SystemExit) as raised:
        cli.main(["ask", "how many?", "--as-of", day])
    assert raised.value.code == 2
    assert f"'{day}' is no day; write it as 2027-05-31" in capsys.readouterr().err


def test_recall_lists_who_was_told(clinic, capsys):
    status, out, _ = run(capsys, "recall", "page-3")
    assert status == 0
    assert receipt("m-12", "build-1", "answer") in out and "quote 1" in out
    assert "1 reply; lines by channel: twilio 1." in out
    _, out, _ = run(capsys, "recall", "page-3#treatment-plans")
    assert "No reply that is kept quoted page-3#Treatment plans." in out


def test_recall_as_json_names_conversations_only_when_asked(clinic, capsys):
    _, out, _ = run(capsys, "recall", "page-3", "--json")
    assert "+44" not in out
    (quoted,) = json.loads(out)["quoted"]
    assert (quoted["channel"], quoted["section"]) == ("twilio", "Plans")
    _, out, _ = run(capsys, "recall", "page-3", "--json", "--conversation")
    assert json.loads(out)["quoted"][0]["conversation"] == "+442079460012"


def test_gaps_writes_a_report_without_a_word_of_a_patient(clinic, capsys):
    status, out, _ = run(capsys, "gaps", "--json")
    found = json.loads(out)
    assert (status, found["n"], found["n_unanswered"]) == (0, 13, 12)
    (topic,) = found["topics"]
    assert (topic["name"], topic["n"]) == ("park · question", 12)
    (file,) = (clinic / "var" / "gaps").glob("*.html")
    assert found["report"] == str(file)
    html = file.read_text("utf-8")
    assert "park · question" in html
    for secret in ("canary", "+44", "where to park", "m-3"):
        assert secret not in html and secret not in out


def test_gaps_prints_tables_and_says_where_the_report_is(clinic, capsys, tmp_path):
    report = tmp_path / "report.html"
    status, out, _ = run(capsys, "gaps", "--out", str(report))
    assert status == 0 and report.is_file()
    assert "13 conversations from" in out and f"Report: {report}" in out


def test_gaps_counts_the_chats_feedback(clinic, capsys):
    grounds = {"why": None, "probability": 0.9, "answer_ids": ["sessions"]}

    async def rate():
        database = Database.of_file(clinic / "var" / "conversations.db")
        inbox, feedback = Inbox(database), Feedback(database)
        for n in range(14):
            accepted = await inbox.accept(
                sender_id=f"web-{n}",
                message_id="m",
                text="how many?",
                channel="widget",
                shows_notice=True,
            )
            reply = replace(ANSWER, receipt=receipt("m", "build-1", "answer"))
            await inbox.answer(accepted, reply, Record("build-1", {}, grounds))
            assert await feedback.give(f"web-{n}", "m", Opinion("up"))
            if n < 10:
                await feedback.give(f"web-{n}", "m", Opinion("down"))
        await database.close()

    asyncio.run(rate())
    status, out, _ = run(capsys, "gaps", "--json")
    assert status == 0
    assert json.loads(out)["rated"] == [
        {"answer_id": "sessions", "n_up": None, "n_down": 10}
    ]


def test_a_broken_page_stops_gaps_in_one_line(clinic, capsys, sources_dir):
    (sources_dir / "page-3.md").write_text("no front matter")
    status, _, error = run(capsys, "gaps")
    assert status == 2 and "page-3.md:1: The front matter is missing" in error


def test_a_database_that_is_none_is_named(clinic, capsys):
    (clinic / "var" / "conversations.db").write_bytes(b"this is no database" * 100)
    for arguments in (["receipt", CODE], ["recall", "page-3"], ["gaps"]):
        status, _, error = run(capsys, *arguments)
        assert status == 2 and "The conversation database failed" in error


def test_a_channel_without_preview_is_refused_before_anything_is_loaded(
    clinic, capsys, monkeypatch
):
    monkeypatch.setattr(cli, "_check_ready", lambda settings: None)
    status, _, error = run(capsys, "ask", "how many?", "--channel", "fax")
    assert status == 2
    assert "no preview of the channel 'fax'. Use one of: messenger, page," in error


def test_evaluate_without_a_file_asks_what_was_filed(clinic, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_check_ready", lambda settings: None)
    monkeypatch.setenv("BEDSIDE_QUESTIONS", str(clinic / "filed.jsonl"))
    status, _, error = run(capsys, "evaluate")
    assert status == 2 and "filed.jsonl: There is no such file." in error


@pytest.mark.slow
def test_ask_as_of_a_day_answers_from_what_is_served_then(trained, capsys):
    """The project's own pages, without dates: the same answer, and nothing kept."""
    status = cli.main(
        [
            "ask",
            "how many sessions?",
            "--as-of",
            "2027-03-01",
            "--channel",
            "rest",
            "--explain",
            "--json",
        ]
    )
    found = json.loads(capsys.readouterr().out)
    assert status == 0 and found["route"] == "answer"
    assert found["as_of"]["pages"]["microneedling-acne-scars-1"][0] is True
    assert found["channel"]["name"] == "rest"
    assert json.loads(found["channel"]["texts"][0])["text"] == found["text"]
    assert found["explain"]["evidence"]["answer"]["probability"] > 0.5
    assert cli.main(["receipt", found["receipt"]]) == 2


@pytest.mark.slow
def test_the_topics_are_as_good_as_was_measured(trained):
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.metrics import adjusted_rand_score

    from bot.staff.topics import MAX_COSINE_DISTANCE
    from knowledge.library import Library
    from knowledge.question_bank import is_held_out

    library = Library.load(trained.knowledge)
    asked = [
        (question, gap.id)
        for gap in library.index.bank.gaps
        for question in gap.questions
        if is_held_out(question)
    ]
    labels = AgglomerativeClustering(
        n_clusters=None,
        affinity="cosine",
        linkage="average",
        distance_threshold=MAX_COSINE_DISTANCE,
    ).fit_predict(library.encoder.encode([question for question, _ in asked]))
    assert adjusted_rand_score([gap for _, gap in asked], labels) > 0.17
