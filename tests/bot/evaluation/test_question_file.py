import json

import pytest

from bot.evaluation.errors import QuestionFileError
from bot.evaluation.question_file import read_questions, resolve
from tests.bot.evaluation.conftest import PAGES, RISKS, SPACING


@pytest.fixture
def csv_file(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "questions.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def jsonl_file(tmp_path):
    def write(*entries, name="questions.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
        return path

    return write


def turns(path):
    question_set = resolve(read_questions(path), PAGES)
    return [turn for c in question_set.conversations for turn in c.turns]


def test_a_csv_row_expects_an_answer_a_sentence_or_a_route(csv_file):
    path = csv_file(
        "question,expected\n"
        "How many?,how-many\n"
        f'"How far, please?",{SPACING}\n'
        "What does it cost?,unknown\n"
    )
    many, far, cost = turns(path)
    assert (many.gold, many.route) == (("plan#s01", "plan#s02"), "answer")
    assert many.accepts == {"answer", "answer_and_refer"}
    assert (far.text, far.gold) == ("How far, please?", ("plan#s02",))
    assert (cost.gold, cost.accepts) == ((), {"unknown"})


def test_a_csv_may_state_routes_and_facts(csv_file):
    path = csv_file(
        "id,question,expected,route,must_include,must_not,note\n"
        "a,How many?,how-many,answer_and_refer|answer,weeks | days; sessions,four;5,x\n"
    )
    (turn,) = turns(path)
    assert (turn.id, turn.route) == ("a", "answer_and_refer")
    assert turn.accepts == {"answer_and_refer", "answer"}
    assert turn.must_include == (("weeks", "days"), ("sessions",))
    assert (turn.must_not, turn.note) == (("four", "5"), "x")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_spreadsheets_of_other_languages_are_read(csv_file, delimiter):
    text = "Question,Expected\nHow many?,how-many\n,\n".replace(",", delimiter)
    (turn,) = turns(csv_file(text, "utf-8-sig"))
    assert (turn.text, turn.id, turn.line) == ("How many?", "row 2", 2)


def test_the_line_is_right_after_a_cell_with_line_breaks(csv_file):
    path = csv_file(
        'question,expected\n"two\nlines?","how-many\nwhich-risks"\nCost?,unknown\n'
    )
    two, cost = turns(path)
    assert two.gold == ("plan#s01", "plan#s02", "risks#s01")
    assert (two.line, cost.line) == (2, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"questions\.csv:1: There is no column 'question'; found: none"),
        ("question\nHow?\n", r"csv:1: There is no column 'expected'; found: question"),
        ("question,expected,answr\n", r"csv:1: The column 'answr' is unknown"),
        ("question,expected,expected\n", r"csv:1: .*'expected' .* twice"),
        ("question,expected\n", r"csv: It holds no question"),
        ("question,expected\nHow?,\n", r"csv:2: Nothing is expected.*unknown"),
        ("question,expected\n,unknown\n", r"csv:2: The question is empty"),
        ("question,expected\na, b,unknown\n", r"csv:2: The row has 3 cells for 2"),
        ('question,expected\n"a,unknown\n', r"csv:\d: The CSV is broken"),
        (
            "question,expected,route\nHow?,how-many,reply\n",
            r"csv:2: The route is 'reply'\. Use one of: answer,",
        ),
        (
            'question,expected\nHow?,"how-many\nunknown"\n',
            r"csv:2: It expects the route 'unknown' and an answer",
        ),
        ("question,expected\nHow?,how-mny\n", r"csv:2: 'how-mny' is .*mean 'how-many'"),
        ("question,expected\nHow?,zzz\n", r"csv:2: 'zzz' is .*Copy the sentence"),
        (
            "id,question,expected\na,How?,unknown\na,Why?,unknown\n",
            r"csv:3: The id 'a' stands in questions\.csv:2",
        ),
    ],
)
def test_a_wrong_csv_is_an_error_with_file_and_line(csv_file, text, message):
    with pytest.raises(QuestionFileError, match=message):
        turns(csv_file(text))


def test_a_csv_in_another_encoding_is_an_error(csv_file):
    path = csv_file("question,expected\nHow long? \u00e9,unknown\n", "latin-1")
    with pytest.raises(QuestionFileError, match=r"csv:2: It is not UTF-8.*Excel"):
        turns(path)


def test_a_folder_holds_questions_dialogues_and_sentences(tmp_path, jsonl_file):
    jsonl_file({"id": "q1", "text": "How?", "route": "answer", "gold": ["s1"]})
    follow_up = {"text": "And?", "route": "unknown", "accept_routes": ["refer"]}
    jsonl_file(
        {"id": "d1", "turns": [{"text": "Hi", "route": "smalltalk"}, follow_up]},
        name="dialogues.jsonl",
    )
    (tmp_path / "sentences.json").write_text(json.dumps([{"id": "s1", "text": "So."}]))
    question_set = resolve(read_questions(tmp_path), PAGES)
    assert [c.id for c in question_set.conversations] == ["q1", "d1"]
    assert [c.kind for c in question_set.conversations] == ["question", "turn"]
    second = question_set.conversations[1].turns[1]
    assert (second.id, second.accepts) == ("d1.2", {"unknown", "refer"})
    assert question_set.sentences == {"s1": "So."}
    assert question_set.n_turns == 3


def test_one_jsonl_file_may_name_sentences_of_the_pages(jsonl_file):
    path = jsonl_file(
        {
            "text": "How?",
            "route": "answer",
            "gold": ["how-many"],
            "gold_groups": [["plan#s01"], ["plan#s02"]],
            "gold_extra": [RISKS],
            "must_include": [["weeks", "days"]],
            "must_not": ["four"],
            "caveat_if_answer": True,
        }
    )
    (turn,) = turns(path)
    assert turn.id == "line 1 of questions.jsonl"
    assert turn.gold_groups == (("plan#s01",), ("plan#s02",))
    assert turn.gold_extra == ("risks#s01",)
    assert turn.caveat_if_answer


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ([], r"jsonl:1: This line is no {\.\.\.}"),
        ({"text": "How?"}, r"jsonl:1: `route` of .* is None"),
        ({"text": "How?", "route": "reply"}, r"jsonl:1: The route is 'reply'"),
        ({"text": " ", "route": "answer"}, r"jsonl:1: `text` of .* is ' '"),
        ({"id": "d", "turns": []}, r"jsonl:1: `turns` is \[\]"),
        ({"id": "d", "turns": [1, 2]}, r"jsonl:1: The turn d\.1 is no"),
        (
            {"text": "How?", "route": "answer", "gold": "s1"},
            r"jsonl:1: `gold` of .* is 's1'\. Write a list of texts",
        ),
        (
            {"text": "How?", "route": "answer", "must_include": ["weeks"]},
            r"jsonl:1: `must_include` of .* Write a list of lists",
        ),
        (
            {"text": "How?", "route": "answer", "gold": ["s9"]},
            r"jsonl:1: 's9' is no approved answer",
        ),
    ],
)
def test_a_wrong_jsonl_is_an_error_with_file_and_line(jsonl_file, entry, message):
    with pytest.raises(QuestionFileError, match=message):
        turns(jsonl_file(entry))


def test_a_broken_line_is_an_error(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"text": "a", "route": "unknown"}\n\n{"text": \n')
    with pytest.raises(QuestionFileError, match=r"jsonl:3: This line is no JSON"):
        read_questions(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"sentences\.json:1: This is no JSON"),
        ("[1]", r"sentences\.json: It is no list of sentences"),
        ("[]", r"jsonl:1: The sentence 's1' is not in sentences\.json"),
    ],
)
def test_wrong_sentences_are_an_error(tmp_path, jsonl_file, text, message):
    path = jsonl_file({"text": "How?", "route": "answer", "gold": ["s1"]})
    (tmp_path / "sentences.json").write_text(text)
    with pytest.raises(QuestionFileError, match=message):
        turns(path)


def test_other_files_are_not_read(tmp_path):
    with pytest.raises(QuestionFileError, match="There is no such file"):
        read_questions(tmp_path / "none.csv")
    with pytest.raises(QuestionFileError, match=r"No questions\.jsonl in it"):
        read_questions(tmp_path)
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    with pytest.raises(QuestionFileError, match=r"'\.xlsx' files are not read.*CSV"):
        read_questions(tmp_path / "sheet.xlsx")
