"""Questions that are typed in: to the letter, and never a file that breaks the rest."""

import pytest

from knowledge.approval import ApprovalError
from knowledge.errors import SourceError
from knowledge.passage import split_passages
from knowledge.question_bank import read_question_bank
from knowledge.question_writer import add_questions, sentences_of
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


def test_a_question_that_stands_somewhere_leaves_the_file_as_it_was(folder, write):
    add_questions(folder, "care", [1], ["May I wash?"])
    before = (folder / "care.questions.yml").read_bytes()
    with pytest.raises(SourceError, match="stands in care.questions.yml"):
        add_questions(folder, "care", [3], ["may i wash?"])
    assert (folder / "care.questions.yml").read_bytes() == before
    (folder / "care.questions.yml").write_text("answers: [")
    with pytest.raises(SourceError, match="The YAML is broken"):
        add_questions(folder, "care", [3], ["Rest?"])
    assert (folder / "care.questions.yml").read_text() == "answers: ["


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
