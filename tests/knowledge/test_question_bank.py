"""Question files: what is read from them, and every way in which one is wrong."""

import hashlib
import re

import pytest

from knowledge.errors import SourceError
from knowledge.passage import split_passages
from knowledge.question_bank import (
    ApprovedAnswer,
    KnownGap,
    QuestionBank,
    bank_hashes,
    read_question_bank,
)
from knowledge.source import read_source
from tests.knowledge.conftest import page

GOOD = """\
answers:
  washing:
    topic: aftercare
    quote:
      - "Wash gently."
      - "No sun for 1.5 days."
    questions:
      - "May I wash?"
      - "is soap ok"
  rest:
    quote: ["Rest."]
    questions: ["Should I rest?"]
gaps:
  price:
    questions: ["What does it cost?"]
  how-long:
    in_words: [washing, rest]
    questions: ["How many days?"]
"""


@pytest.fixture
def sentences(write):
    """care#s01 to #s03; the draft's sentence is none of them."""
    source = read_source(write(page("Wash gently. No sun for 1.5 days.\n\nRest.\n")))
    return [s for passage in split_passages(source) for s in passage.sentences]


@pytest.fixture
def read(write, sources_dir, sentences):
    """Write one question file and read the bank."""

    def write_and_read(content, name="care.questions.yml"):
        write(content, name)
        return read_question_bank(sources_dir, sentences)

    return write_and_read


@pytest.fixture
def refuses(read, sources_dir):
    """Check the whole message of the error that a question file raises."""

    def check(content, line, text, name="care.questions.yml"):
        wanted = re.escape(f"{sources_dir / name}:{line}: {text}")
        with pytest.raises(SourceError, match=f"^{wanted}$") as caught:
            read(content, name)
        assert (caught.value.path, caught.value.line) == (sources_dir / name, line)

    return check


def test_a_bank_holds_answers_and_gaps_with_the_ids_of_what_they_quote(read):
    bank = read(GOOD)
    assert bank == QuestionBank(
        answers=(
            ApprovedAnswer(
                "washing",
                "aftercare",
                ("care#s01", "care#s02"),
                ("May I wash?", "is soap ok"),
            ),
            ApprovedAnswer("rest", "rest", ("care#s03",), ("Should I rest?",)),
        ),
        gaps=(
            KnownGap("price", None, (), ("What does it cost?",)),
            KnownGap("how-long", None, ("washing", "rest"), ("How many days?",)),
        ),
    )
    assert bank.questions() == [
        ("May I wash?", "washing"),
        ("is soap ok", "washing"),
        ("Should I rest?", "rest"),
        ("What does it cost?", "price"),
        ("How many days?", "how-long"),
    ]


def test_there_need_be_no_question_file(sources_dir, sentences):
    assert read_question_bank(sources_dir, sentences) == QuestionBank()
    assert bank_hashes(sources_dir) == {}


def test_one_part_or_none_is_enough(read):
    assert read("gaps:\n  price:\n    questions: [cost?]\nanswers:\n").gaps == (
        KnownGap("price", None, (), ("cost?",)),
    )
    assert read("{}") == QuestionBank()


def test_files_come_in_the_order_of_their_names(read):
    read("gaps: {b: {questions: [bb]}}", "b.questions.yml")
    bank = read("gaps: {a: {questions: [aa]}}", "a.questions.yml")
    assert [gap.id for gap in bank.gaps] == ["a", "b"]


def test_in_words_may_name_an_answer_of_another_file(read):
    read(GOOD)
    bank = read("gaps: {a: {in_words: [rest], questions: [aa]}}", "a.questions.yml")
    assert bank.gaps[0].in_words == ("rest",)


def test_bank_hashes_are_of_the_bytes(write, sources_dir):
    write(b"gaps:\r\n", "care.questions.yml")
    digest = hashlib.sha256(b"gaps:\r\n").hexdigest()
    assert bank_hashes(sources_dir) == {"care.questions.yml": digest}


@pytest.mark.parametrize("content", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_windows_line_endings_change_nothing(read, content):
    assert read(content) == read(GOOD)


@pytest.mark.parametrize(
    "quote", ["No sun for\n        1.5 days.", "No sun for 1.5\u00a0days."]
)
def test_white_space_in_a_quote_need_not_be_the_page_s(read, quote):
    bank = read(GOOD.replace("No sun for 1.5 days.", quote))
    assert bank.answers[0].quote == ("care#s01", "care#s02")


def test_a_sentence_of_two_places_is_quoted_from_the_first(read, sentences):
    assert read(GOOD, "care.questions.yml").answers[1].quote == ("care#s03",)
    sentences.append(sentences[2].__class__(**{**vars(sentences[2]), "id": "z#s01"}))
    assert read(GOOD).answers[1].quote == ("care#s03",)


# What is wrong


def test_a_file_that_is_no_utf8_is_an_error_at_its_line(refuses):
    content = GOOD.encode().replace(b"soap", b"s\xf6ap")
    refuses(content, 9, "This file is not UTF-8. Save it as UTF-8 text.")


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (GOOD.replace("is soap ok", 'is "soap" ok'), 9, ""),
        (GOOD.replace("  rest:\n", " rest:\n"), 10, ""),
        ("answers:\n\tx: 1\n", 2, "found character '\\t'"),
        (GOOD.replace("  rest:", "  washing:"), 10, 'found duplicate key "washing"'),
    ],
)
def test_broken_yaml_is_an_error_at_its_line(read, content, line, problem):
    # ruamel words its problems as it likes; the line and the step are ours.
    wanted = rf"care\.questions\.yml:{line}: The YAML is broken: .+ Correct it\.$"
    with pytest.raises(SourceError, match=f"(?s){wanted}") as caught:
        read(content)
    assert problem in str(caught.value)


def test_a_control_character_is_an_error_at_its_line(refuses):
    content = GOOD.replace("soap", "so\x08ap")
    refuses(content, 9, "It holds the control character U+0008. Remove it.")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "None"),
        ("- washing\n", "['washing']"),
        ("washing", "'washing'"),
        ("answer: {}\ngaps: {}\n", "['answer', 'gaps']"),
    ],
)
def test_another_top_level_is_an_error_that_shows_it(refuses, content, found):
    refuses(
        content,
        1,
        f"The top level holds {found}. "
        "Write `answers:` and `gaps:`, nothing else, at the top level.",
    )


@pytest.mark.parametrize("part", ["answers", "gaps"])
def test_a_part_that_is_no_mapping_is_an_error_that_shows_it(refuses, part):
    refuses(
        f"# first\n{part}:\n  - washing\n",
        2,
        f"`{part}` is ['washing']. "
        f"Write `{part}:` with one named entry a line below it.",
    )


def test_an_entry_that_is_no_mapping_is_an_error_that_shows_it(refuses):
    refuses(
        "gaps:\n  price: What does it cost?\n",
        2,
        "'price' holds 'What does it cost?'. "
        "Write its keys below it: `questions:` and so on.",
    )


@pytest.mark.parametrize(("name", "shown"), [("2024", "2024"), ("true", "True")])
def test_a_name_that_is_no_text_is_an_error(refuses, name, shown):
    refuses(
        f"gaps:\n  {name}:\n    questions: [a]\n",
        2,
        f"The name {shown} is no text. Write a name, or put it in quotes.",
    )


def test_an_unknown_key_of_an_answer_is_an_error_at_its_line(read, sources_dir):
    wanted = re.escape(
        f"{sources_dir / 'care.questions.yml'}:7: 'washing' has the unknown key "
        "`question`. Known keys: "
    )
    with pytest.raises(SourceError, match=f"^{wanted}.*questions, .*topic"):
        read(GOOD.replace("    questions:\n", "    question:\n", 1))


def test_a_gap_cannot_quote(read):
    wanted = r":4: 'price' has the unknown key `quote`\. Known keys: .*questions"
    with pytest.raises(SourceError, match=wanted):
        read("gaps:\n  price:\n    questions: [a]\n    quote: [Rest.]\n")


def test_an_unknown_key_that_came_by_a_yaml_merge_is_an_error_too(read):
    wanted = r"\.yml:\d+: 'b' has the unknown key `bogus`"
    with pytest.raises(SourceError, match=wanted):
        read(
            "gaps:\n  a: &a\n    questions: [a]\n"
            "  b:\n    <<: *a\n    questions: [b]\n    bogus: 1\n"
        )


@pytest.mark.parametrize(
    "wrong", ["May I?", "[]", "['']", "[' ']", "[1]", "{a: b}", ""]
)
def test_questions_must_be_a_list_of_texts(read, wrong):
    content = f"gaps:\n  price:\n    in_words: []\n    questions: {wrong}\n"
    wanted = (
        r":4: `questions` of 'price' is .+\. Write `questions:` with a list of texts\.$"
    )
    with pytest.raises(SourceError, match=wanted):
        read(content)


@pytest.mark.parametrize("name", ["quote", "questions"])
def test_an_answer_without_quote_or_questions_is_an_error(refuses, name):
    kept = {"quote": "[Rest.]", "questions": "[Rest?]"}
    del kept[name]
    ((other, value),) = kept.items()
    refuses(
        f"answers:\n  rest:\n    {other}: {value}\n",
        3,
        f"`{name}` of 'rest' is None. Write `{name}:` with a list of texts.",
    )


def test_a_topic_that_is_no_text_is_an_error(refuses):
    refuses(
        GOOD.replace("topic: aftercare", "topic: [aftercare]"),
        3,
        "`topic` of 'washing' is ['aftercare']. Write one text.",
    )


@pytest.mark.parametrize(
    "quote",
    ["Wash Gently.", "Wash gently", "Wash gently. No sun for 1.5 days.", "Care"],
)
def test_a_quote_that_is_no_sentence_to_the_letter_is_an_error(refuses, quote):
    refuses(
        GOOD.replace('"No sun for 1.5 days."', f'"{quote}"'),
        6,
        f"No page here holds the sentence '{quote}'. "
        "Copy the sentence from the page, to the letter.",
    )


def test_a_question_that_stands_twice_in_a_file_is_an_error_at_the_second(refuses):
    refuses(
        GOOD.replace("Should I rest?", "may  I WASH?"),
        12,
        "The question 'may  I WASH?' stands in care.questions.yml:8 already. "
        "Keep one of the two.",
    )


def test_a_question_that_stands_twice_in_one_line_is_an_error(refuses):
    refuses(
        "gaps:\n  a: {questions: [cost?, cost?]}\n",
        2,
        "The question 'cost?' stands in care.questions.yml:2 already. "
        "Keep one of the two.",
    )


def test_a_question_of_an_answer_cannot_be_a_gap_of_another_file(read, refuses):
    read(GOOD)
    refuses(
        "gaps:\n  soap:\n    questions:\n      - Is soap ok\n",
        4,
        "The question 'Is soap ok' stands in care.questions.yml:9 already. "
        "Keep one of the two.",
        name="soap.questions.yml",
    )


@pytest.mark.parametrize("part", ["answers", "gaps"])
def test_a_name_of_two_files_is_an_error_at_the_second(read, refuses, part):
    read(GOOD)
    refuses(
        f"{part}:\n  rest:\n    questions: [x]\n    quote: [Rest.]\n",
        2,
        "The name 'rest' is taken in care.questions.yml:10. "
        "Give each answer and gap a name of its own.",
        name="other.questions.yml",
    )


def test_in_words_that_names_no_answer_is_an_error_that_lists_them(refuses):
    refuses(
        GOOD.replace("[washing, rest]", "\n      - washing\n      - price"),
        19,
        "`in_words` of 'how-long' names no answer: 'price'. Use one of: rest, washing.",
    )
