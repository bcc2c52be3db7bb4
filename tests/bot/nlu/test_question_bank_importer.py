"""Staff's questions as training data: which intent each teaches, and which none."""

import pytest

from bot.nlu.question_bank_importer import QuestionBankImporter
from knowledge.errors import SourceError

PAGE = """\
---
id: care
title: Care
status: {status}
---
Wash gently. No sun.
"""
QUESTIONS = """\
answers:
  washing:
    topic: how it works
    quote: [Wash gently.]
    questions: [May I wash?, is soap ok]
    situations: [I washed and it stings]
    follow_ups:
      - {after: is it safe, ask: and washing}
  sun:
    quote: [No sun.]
    questions: [May I sunbathe?]
gaps:
  price:
    topic: cost
    questions: [What does it cost?]
  nothing:
    questions: [Who are you?]
  unheard:
    topic: weather
    questions: [Will it rain?]
"""
DOMAIN = """\
version: "3.1"
intents: [ask_how_it_works, ask_cost, ask_sun, personal_medical]
"""


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    """Write the three files, changed as a test wants, and give the importer."""
    sources = tmp_path / "sources"
    sources.mkdir()
    monkeypatch.setenv("BEDSIDE_SOURCES_DIR", str(sources))

    def importer(*, questions=QUESTIONS, status="approved", domain=DOMAIN):
        (sources / "care.md").write_text(PAGE.format(status=status))
        (sources / "care.questions.yml").write_text(questions)
        path = tmp_path / "domain.yml"
        path.write_text(domain)
        return QuestionBankImporter(None, str(path), None)

    return importer


def taught(importer):
    return [
        (example.get("text"), example.get("intent"))
        for example in importer.get_nlu_data().training_examples
    ]


def test_topics_teach_the_intents_that_bear_their_name(clinic):
    found = taught(clinic())
    assert ("May I wash?", "ask_how_it_works") in found
    assert ("is soap ok", "ask_how_it_works") in found
    assert ("What does it cost?", "ask_cost") in found
    # Without a topic an answer's own name is its topic.
    assert ("May I sunbathe?", "ask_sun") in found


def test_situations_teach_that_a_message_is_personal(clinic):
    assert ("I washed and it stings", "personal_medical") in taught(clinic())


def test_what_has_no_intent_teaches_nothing(clinic):
    texts = [text for text, _ in taught(clinic())]
    assert len(texts) == 5
    assert not {"Who are you?", "Will it rain?"} & set(texts)
    # A follow-up is no message of its own: "and washing" would teach too much.
    assert not [text for text in texts if "and washing" in text]


def test_without_a_domain_only_situations_teach(clinic):
    clinic()
    found = taught(QuestionBankImporter())
    assert found == [("I washed and it stings", "personal_medical")]


def test_a_draft_page_answers_no_question_but_teaches_its_kind(clinic, tmp_path):
    other = PAGE.format(status="approved").replace("care", "more")
    importer = clinic(status="draft")
    (tmp_path / "sources" / "more.md").write_text(other.replace("Wash", "Rest"))
    found = taught(importer)
    assert ("May I wash?", "ask_how_it_works") in found
    assert "personal_medical" not in [intent for _, intent in found]


def test_a_quote_of_no_page_is_an_error(clinic):
    with pytest.raises(SourceError, match=r"care\.questions\.yml:4: No page here"):
        taught(clinic(questions=QUESTIONS.replace("Wash", "Bathe")))


def test_a_broken_questions_file_is_an_error_that_names_it(clinic):
    with pytest.raises(SourceError, match=r"care\.questions\.yml:1: "):
        taught(clinic(questions="[]"))


def test_pages_without_questions_teach_nothing(clinic, tmp_path):
    importer = clinic()
    (tmp_path / "sources" / "care.questions.yml").unlink()
    assert taught(importer) == []


def test_it_adds_nothing_but_examples(clinic):
    importer = clinic()
    assert importer.get_domain().is_empty()
    assert importer.get_stories().is_empty()
    assert importer.get_conversation_tests().is_empty()
    assert importer.get_config() == {}
    assert importer.get_config_file_for_auto_config() is None
