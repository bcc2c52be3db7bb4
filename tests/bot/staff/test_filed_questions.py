import json
import threading

import pytest

from bot.evaluation.errors import QuestionFileError
from bot.evaluation.question_file import read_questions, resolve
from bot.staff.errors import FilingError
from bot.staff.filed_questions import file_question, n_filed
from tests.bot.evaluation.conftest import PAGES, SESSIONS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "questions" / "filed.jsonl"


def file(path, *texts, route="unknown", **more):
    turns = [(text, "answer") for text in texts]
    return file_question(path, turns, route=route, pages=PAGES, **more)


def test_a_filed_question_is_one_that_evaluate_reads(path):
    filed = file(path, "how many?", route="answer", expected=["how-many"], note="n")
    assert (filed.id, filed.replaced) == ("filed-1", False)
    (conversation,) = resolve(read_questions(path), PAGES).conversations
    (question,) = conversation.turns
    assert (question.id, question.text, question.route) == (
        "filed-1",
        "how many?",
        "answer",
    )
    assert question.gold == ("plan#s01", "plan#s02")


def test_a_sentence_of_a_page_can_be_expected(path):
    file(path, "how many?", route="answer_and_refer", expected=[SESSIONS])
    (conversation,) = resolve(read_questions(path), PAGES).conversations
    assert conversation.turns[0].gold == ("plan#s01",)


def test_a_follow_up_keeps_what_came_before_and_judges_only_itself(path):
    file(path, "how many?", "and what does it cost?")
    (conversation,) = read_questions(path).conversations
    first, second = conversation.turns
    assert (first.text, first.route, len(first.accepts)) == ("how many?", "answer", 8)
    assert (second.text, second.accepts) == ("and what does it cost?", {"unknown"})


def test_the_same_messages_again_replace_what_was_expected(path):
    file(path, "how many?")
    file(path, "other")
    again = file(path, "how many?", route="refer")
    assert (again.id, again.replaced) == ("filed-1", True)
    assert [c.turns[0].route for c in read_questions(path).conversations] == [
        "refer",
        "unknown",
    ]
    assert n_filed(path) == 2
    assert file(path, "third").id == "filed-3"


def test_what_identifies_a_patient_is_masked(path):
    file(path, "my name is Anna Smith, call 020 7946 0128")
    text = path.read_text("utf-8")
    assert "Smith" not in text and "0128" not in text


@pytest.mark.parametrize(
    ("route", "expected", "match"),
    [
        ("dance", [], "The route is 'dance'. Use one of: answer,"),
        ("unknown", ["how-many"], "quotes nothing, but 'how-many' is expected"),
        ("answer", [], "needs what should have been quoted"),
        ("answer", ["how-much"], "'how-much' is no approved answer and no sentence"),
    ],
)
def test_what_makes_no_sense_is_not_filed(path, route, expected, match):
    with pytest.raises(FilingError, match=match):
        file(path, "how many?", route=route, expected=expected)
    assert not path.exists()


@pytest.mark.parametrize(
    "content", [b"no json\n", b'{"id": "a"}\n', b"\xff\xfe{}\n", b"[1]\n"]
)
def test_a_damaged_file_is_named_and_left_as_it_is(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(QuestionFileError, match="filed.jsonl"):
        file(path, "how many?")
    assert path.read_bytes() == content
    assert n_filed(path) == 0


def test_lines_that_people_wrote_stay(path):
    path.parent.mkdir()
    path.write_text('{"text": "by hand", "route": "handoff"}\n\n', encoding="utf-8")
    assert file(path, "how many?").id == "filed-1"
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [entry["text"] for entry in entries] == ["by hand", "how many?"]


def test_a_place_that_cannot_be_written_names_the_setting(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FilingError, match="Set BEDSIDE_QUESTIONS to a file"):
        file(tmp_path / "file" / "filed.jsonl", "how many?")


def test_two_shells_at_once_lose_nothing(path):
    threads = [
        threading.Thread(target=file, args=(path, f"question {n}")) for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n_filed(path) == 20
    ids = {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()}
    assert len(ids) == 20
