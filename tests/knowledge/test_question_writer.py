"""Questions that are typed in: to the letter, and never a file that breaks the rest."""

import re
from pathlib import Path

import pytest

from knowledge.approval import ApprovalError
from knowledge.errors import SourceError
from knowledge.passage import split_passages
from knowledge.question_bank import read_question_bank
from knowledge.question_writer import (
    add_questions,
    noted_questions,
    remove_question,
    sentences_of,
)
from knowledge.source import read_sources
from tests.knowledge.conftest import page


@pytest.fixture
def folder(write, sources_dir):
    write(page('Wash gently. Put "no" sun: on it.\n\nRest.\n'))
    return sources_dir


def bank(folder):
    sentences = [
        sentence
        for source in read_sources(folder)
        for passage in split_passages(source)
        for sentence in passage.sentences
    ]
    return read_question_bank(folder, sentences)


def test_sentences_are_numbered_through_the_page(folder):
    texts = [sentence.text for sentence in sentences_of(folder, "care")]
    assert texts == ["Wash gently.", 'Put "no" sun: on it.', "Rest."]


def test_a_question_is_written_with_the_pages_own_sentence(folder):
    path = add_questions(folder, "care", [2, 3], ["May I  sunbathe?", "sun: ok?"])
    assert path.name == "care.questions.yml"
    (answer,) = bank(folder).answers
    assert answer.quote == ("care#s02", "care#s03")
    assert answer.questions == ("May I sunbathe?", "sun: ok?")


def test_more_questions_join_the_same_sentences(folder):
    add_questions(folder, "care", [1], ["May I wash?"])
    add_questions(folder, "care", [1], ["Is soap all right?"])
    add_questions(folder, "care", [3], ["Do I have to rest?"])
    assert [(a.id, a.questions) for a in bank(folder).answers] == [
        ("care-1", ("May I wash?", "Is soap all right?")),
        ("care-3", ("Do I have to rest?",)),
    ]


def test_what_people_wrote_in_the_file_stays(folder, write):
    text = (
        "# ours\nanswers:\n  mine: # keep\n    quote: [Rest.]\n    questions: [why?]\n"
    )
    path = write(text, "care.questions.yml")
    add_questions(folder, "care", [1], ["May I wash?"])
    kept = path.read_text("utf-8")
    assert kept.startswith("# ours\nanswers:\n  mine: # keep\n")
    assert [a.id for a in bank(folder).answers] == ["mine", "care-1"]


@pytest.mark.parametrize(
    ("numbers", "questions", "text"),
    [
        ([0], ["x?"], "has no sentence 0; it has 3"),
        ([4], ["x?"], "has no sentence 4; it has 3"),
        ([1], [" "], "A question is empty"),
    ],
)
def test_wrong_use_writes_nothing(folder, numbers, questions, text):
    with pytest.raises(ApprovalError, match=text):
        add_questions(folder, "care", numbers, questions)
    assert not (folder / "care.questions.yml").exists()


def test_a_question_that_stands_somewhere_leaves_the_file_as_it_was(folder):
    path = add_questions(folder, "care", [1], ["May I wash?"])
    before = path.read_bytes()
    wanted = (
        f"{path}:6: The question 'may i wash?' stands here already, answered with "
        "“Wash gently.”. Nothing was written. To move it, take it out there first: "
        'bedside sources question care --remove "may i wash?"'
    )
    with pytest.raises(SourceError, match=f"^{re.escape(wanted)}$"):
        add_questions(folder, "care", [3], ["may i wash?"])
    with pytest.raises(ApprovalError, match=r"'rest\?' was given twice. Nothing was"):
        add_questions(folder, "care", [3], ["Rest?", "rest?"])
    assert path.read_bytes() == before
    path.write_text("answers: [")
    with pytest.raises(SourceError, match="The YAML is broken"):
        add_questions(folder, "care", [3], ["Rest?"])
    assert path.read_text() == "answers: ["


def test_a_question_of_another_file_is_named_where_it_stands(folder, write):
    # Read after care.questions.yml, whose new line would be blamed otherwise.
    gaps = "gaps:\n  cost:\n    questions:\n      - What is the price?\n"
    path = write(gaps, "zz.questions.yml")
    wanted = (
        f"{path}:4: The question 'what is the price?' stands here already, as one that "
        "no page answers ('cost'). Nothing was written."
    )
    with pytest.raises(SourceError, match=f"^{re.escape(wanted)}"):
        add_questions(folder, "care", [1], ["what is the price?"])
    assert not (folder / "care.questions.yml").exists()


# Listed and taken back

OURS = """\
# Ours.
answers:
  washing:  # by the nurse
    topic: care
    quote: ["Wash gently."]
    questions:
      - "May I wash?"
      - 'Is soap
        all right?'
      # Asked in June.
      - "and shampoo"
    situations:
      - I washed it too soon

  resting:
    quote: ["Rest."]
    questions: [Do I have to rest?, "may I run"]
# Not yet.
gaps:
  cost:
    questions:
      - "What does it cost?"
"""


def test_questions_are_listed_with_their_sentences(folder, write):
    path = write(OURS, "ours.questions.yml")
    own = add_questions(folder, "care", [2, 3], ["sun: ok?"])
    first, second, third = noted_questions(folder, "care")
    assert (first.file, first.numbers, first.quote) == (
        own,
        (2, 3),
        ('Put "no" sun: on it.', "Rest."),
    )
    assert second.file == path and second.numbers == (1,)
    assert second.questions == ("May I wash?", "Is soap all right?", "and shampoo")
    assert second.situations == ("I washed it too soon",)
    assert third.questions == ("Do I have to rest?", "may I run")


def test_a_page_without_questions_has_none(folder, write):
    write(page("Rest well.", id="sun"), "sun.md")
    add_questions(folder, "care", [1], ["May I wash?"])
    assert noted_questions(folder, "sun") == ()
    with pytest.raises(ApprovalError, match="'sun' has no approved question. Nothing"):
        remove_question(folder, "sun", "May I wash?")


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("may i  WASH?", '      - "May I wash?"\n'),
        ("Is soap all right?", "      - 'Is soap\n        all right?'\n"),
        ("and shampoo", '      - "and shampoo"\n'),
        (
            "I washed it too soon",
            "    situations:\n      - I washed it too soon\n",
        ),
    ],
)
def test_a_question_is_taken_back_and_every_other_line_stays(
    folder, write, question, gone
):
    path = write(OURS, "ours.questions.yml")
    removed = remove_question(folder, "care", question)
    assert removed.file == path
    assert removed.question.casefold() == " ".join(question.split()).casefold()
    assert removed.quote in (("Wash gently.",), ("Rest.",))
    assert path.read_text("utf-8") == OURS.replace(gone, "")
    assert len(bank(folder).answers) == 2


def test_a_question_between_brackets_is_taken_back_too(folder, write):
    path = write(OURS, "ours.questions.yml")
    remove_question(folder, "care", "Do I have to rest?")
    joined = OURS.replace("Is soap\n        all", "Is soap all")
    assert path.read_text("utf-8") == joined.replace("Do I have to rest?, ", "")


def test_an_answer_goes_with_its_last_question(folder, write):
    text = OURS.replace(', "may I run"', "")
    path = write(text, "ours.questions.yml")
    remove_question(folder, "care", "Do I have to rest?")
    start, end = text.index("  resting"), text.index("# Not yet")
    assert path.read_text("utf-8") == text[:start] + text[end:]
    for question in ("and shampoo", "Is soap all right?"):
        remove_question(folder, "care", question)
    with pytest.raises(ApprovalError, match="last question of 'washing'.*situations"):
        remove_question(folder, "care", "May I wash?")
    remove_question(folder, "care", "I washed it too soon")
    remove_question(folder, "care", "May I wash?")
    assert bank(folder).answers == ()
    assert [gap.id for gap in bank(folder).gaps] == ["cost"]


def test_what_was_added_is_taken_back_without_a_trace(folder):
    before = sorted(folder.iterdir())
    add_questions(folder, "care", [1], ["May I wash?"])
    remove_question(folder, "care", "may i wash?")
    assert sorted(folder.iterdir()) == before


def test_a_question_that_is_not_there_names_the_nearest(folder, write):
    path = write(OURS, "ours.questions.yml")
    wanted = (
        "The page 'care' has no question 'May I washed?'; the nearest is 'May I wash?'."
        " Nothing was removed. `bedside sources question care` lists all."
    )
    with pytest.raises(ApprovalError, match=f"^{re.escape(wanted)}$"):
        remove_question(folder, "care", "May I washed?")
    with pytest.raises(ApprovalError, match="no question 'What does it cost"):
        remove_question(folder, "care", "What does it cost?")
    assert path.read_text("utf-8") == OURS


def test_an_answer_that_a_gap_refers_to_keeps_its_last_question(folder, write):
    text = OURS + "    in_words: [resting]\n"
    path = write(text, "ours.questions.yml")
    remove_question(folder, "care", "may I run")
    before = path.read_text("utf-8")
    wanted = (
        r"last question of 'resting', which `in_words` of 'cost' names "
        r"\(ours.questions.yml:22\). Nothing was removed"
    )
    with pytest.raises(ApprovalError, match=wanted):
        remove_question(folder, "care", "Do I have to rest?")
    assert path.read_text("utf-8") == before


def test_a_question_is_taken_back_whose_sentence_has_changed(folder, write):
    add_questions(folder, "care", [1], ["May I wash?"])
    add_questions(folder, "care", [3], ["May I run?"])
    write(page("Wash with care.\n\nRest for days.\n"))
    with pytest.raises(SourceError, match="No page here holds the sentence"):
        noted_questions(folder, "care")
    remove_question(folder, "care", "May I wash?")
    remove_question(folder, "care", "May I run?")
    assert noted_questions(folder, "care") == ()


def test_a_broken_questions_file_is_told_with_its_line(folder, write):
    path = write("answers:\n  a: [\n", "care.questions.yml")
    with pytest.raises(SourceError, match=rf"{re.escape(str(path))}:3: The YAML is"):
        remove_question(folder, "care", "May I wash?")
    path.write_bytes(b"\xff")
    with pytest.raises(SourceError, match="not UTF-8"):
        remove_question(folder, "care", "May I wash?")


def test_a_question_is_taken_out_of_the_example_pages_as_one_line(tmp_path):
    example = Path(__file__).parents[2] / "knowledge" / "sources"
    for file in example.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (path,) = tmp_path.glob("*.questions.yml")
    before = path.read_text("utf-8")
    page_id = "microneedling-acne-scars-1"
    removed = remove_question(tmp_path, page_id, "What is microneedling?")
    assert removed.file == path
    line = '      - "What is microneedling?"\n'
    assert before.count(line) == 1
    assert path.read_text("utf-8") == before.replace(line, "")


def test_a_clinics_first_page_gets_its_questions_while_it_is_a_draft(
    write, sources_dir
):
    write(page("Peel after 3 days.\n", status="draft"))
    path = add_questions(sources_dir, "care", [1], ["When do I peel?"])
    assert "When do I peel?" in path.read_text("utf-8")
    add_questions(sources_dir, "care", [1], ["how soon does it peel"])
    write(page("Peel after 3 days.\n"))
    (answer,) = bank(sources_dir).answers
    assert answer.questions == ("When do I peel?", "how soon does it peel")
