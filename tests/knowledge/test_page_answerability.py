"""Answers from pages without approved questions, by coefficients given here."""

import numpy as np
import pytest

from benchmarks.pages import Page, make_index
from knowledge import page_answerability as module
from knowledge.answer import Answer, NoAnswer
from knowledge.page_answerability import (
    N_CANDIDATES,
    PageAnswers,
    answerable,
    candidates,
    right_sentence,
)
from knowledge.page_coefficients import (
    ANSWERABLE,
    MIN_PROBABILITY,
    MIN_PROBABILITY_BESIDE_BANK,
    RIGHT_SENTENCE,
)
from knowledge.page_signals import PAGE_SIGNALS, RANK_SIGNALS
from knowledge.question import Previous
from knowledge.question_bank import ApprovedAnswer, QuestionBank
from tests.knowledge.conftest import TableEncoder

FADE, FLAT, ITCH = "Scars fade.", "They are flat.", "Hives itch."
PAGES = (
    Page("scars", "Scars", ((None, f"{FADE} {FLAT}"),)),
    Page("hives", "Hives", ((None, ITCH),)),
)
ASKED = {"Do scars fade?": (1, 0, 0), "Do hives itch?": (0, 1, 0)}
VECTORS = {
    **ASKED,
    FADE: (1, 0, 0),
    f"Scars. {FADE}": (1, 0, 0),
    ITCH: (0.8, 0.6, 0),
    f"Hives. {ITCH}": (0, 1, 0),
    f"Scars. {FLAT}": (0, 0.6, -0.8),
    "Do noses itch?": (0.8, 0.6, 0),
    "Who won the cup?": (0, 0, 1),
}


@pytest.fixture(autouse=True)
def coefficients(monkeypatch):
    """The cosine below the title decides both: P = .5 at a cosine of .5."""
    rank = {**dict.fromkeys(RANK_SIGNALS, 0.0), "cosine below its title": 1.0}
    judge = {**dict.fromkeys(PAGE_SIGNALS, 0.0), "cosine below its title": 10.0}
    monkeypatch.setattr(module, "RIGHT_SENTENCE", rank)
    monkeypatch.setattr(module, "ANSWERABLE", {**judge, "bias": -5.0})
    monkeypatch.setattr(module, "MIN_PROBABILITY", 0.5)
    monkeypatch.setattr(module, "MIN_PROBABILITY_BESIDE_BANK", 0.999)


def make_answers(*, bank=None, **options):
    encoder = TableEncoder(VECTORS)
    index = make_index(PAGES, encoder)
    if bank is not None:
        index = index.__class__(**{**vars(index), "bank": bank})
    return PageAnswers(index, encoder, **options)


def ask(answers, text, **options):
    return answers.answer(text, (), min_near=0.9, max_quotes=3, **options)


def test_the_best_sentence_is_quoted_with_its_probability():
    answer = ask(make_answers(), "Do scars fade?")
    assert isinstance(answer, Answer)
    assert [quote.text for quote in answer.quotes] == [FADE]
    assert answer.answer_ids == ()
    # 10 * 1 - 5 = 5
    assert answer.probability == pytest.approx(1 / (1 + np.exp(-5)))
    assert answer.evidence[0].signals["cosine below its title"] == pytest.approx(1.0)


def test_weak_evidence_is_no_answer_and_says_whether_it_was_near():
    # Both titled sentences have a cosine of 0 or less to it: 10 * 0 - 5.
    answer = ask(make_answers(), "Who won the cup?")
    assert isinstance(answer, NoAnswer)
    assert (answer.why, answer.is_near) == ("below threshold", False)
    assert answer.probability == pytest.approx(1 / (1 + np.exp(5)))
    # .8 to "Scars. Scars fade." and .6 to "Hives. Hives itch.", which alone is at 1.
    near = make_answers(named=lambda text: ("nose",))
    answer = ask(near, "Do noses itch?", can_say=lambda hit: hit.sentence.text == ITCH)
    assert (answer.why, answer.is_near) == ("not covered", True)


def test_two_questions_are_answered_each():
    answer = ask(make_answers(), "Do scars fade? Do hives itch?")
    assert [quote.text for quote in answer.quotes] == [FADE, ITCH]
    answer = ask(make_answers(), "Do scars fade? Who won the cup?")
    assert [quote.text for quote in answer.quotes] == [FADE]
    assert answer.not_covered == ("Who won the cup?",)


def test_a_follow_up_is_read_with_the_question_before_it():
    encoder = TableEncoder({**VECTORS, "Do scars fade: and those?": (1, 0, 0)})
    answers = PageAnswers(make_index(PAGES, encoder), encoder)
    previous = Previous("Do scars fade?")
    assert isinstance(ask(answers, "and those?"), NoAnswer)
    answer = ask(answers, "and those?", previous=previous)
    assert [quote.text for quote in answer.quotes] == [FADE]


def test_what_no_page_names_is_not_covered():
    answers = make_answers(named=lambda text: ("keloid_scar",))
    answer = ask(answers, "Do scars fade?")
    assert isinstance(answer, NoAnswer)
    assert (answer.why, answer.named) == ("not covered", ("keloid_scar",))


def test_a_sentence_that_may_not_be_said_is_never_quoted():
    answer = ask(
        make_answers(), "Do scars fade?", can_say=lambda hit: hit.sentence.text != FADE
    )
    assert FADE not in str(answer)
    answer = ask(make_answers(), "Do scars fade?", can_say=lambda hit: False)
    assert (answer.why, answer.probability) == ("below threshold", 0.0)


def test_pages_that_staff_wrote_questions_for_are_left_to_those():
    bank = QuestionBank((ApprovedAnswer("fade", "x", ("scars#s01",), ("Fade?",)),))
    answers = make_answers(bank=bank)
    assert answers.source_ids == {"hives"}
    assert isinstance(ask(answers, "Do scars fade?"), NoAnswer)


def test_beside_approved_questions_the_bar_is_higher():
    bank = QuestionBank((ApprovedAnswer("fade", "x", ("scars#s01",), ("Fade?",)),))
    # P = .993: above .5, below .999
    assert isinstance(ask(make_answers(), "Do hives itch?"), Answer)
    assert isinstance(ask(make_answers(bank=bank), "Do hives itch?"), NoAnswer)


def test_nearest_sentences_join_those_of_the_fused_search():
    words = [f"word{n:02d}" for n in range(40)]
    page = Page("many", "Many", tuple((None, f"The {word} is it.") for word in words))
    encoder = TableEncoder()
    index = make_index([page], encoder)
    query = encoder.encode(["anything"])[0]
    found = candidates(index, "word39 and word38", query)
    assert len(found) == N_CANDIDATES
    assert {hit.sentence.id for hit in found} >= {"many#s39", "many#s40"}
    odd = candidates(index, "", query, wanted=lambda h: h.sentence.id[-1] in "13579")
    assert all(int(hit.sentence.id[-1]) % 2 for hit in odd)


def test_the_stored_coefficients_name_every_signal_and_the_stricter_bar_is_higher():
    assert set(RIGHT_SENTENCE) == set(RANK_SIGNALS)
    assert set(ANSWERABLE) == {*PAGE_SIGNALS, "bias"}
    assert 0.4 < MIN_PROBABILITY < MIN_PROBABILITY_BESIDE_BANK < 1.0


def test_weights_are_taken_by_name():
    ranked = np.array([[0.0, 0.0, 0.2, 9.0], [9.0, 9.0, 0.4, 0.0]])
    assert right_sentence(ranked) == pytest.approx([0.2, 0.4])
    row = np.zeros(len(PAGE_SIGNALS))
    row[PAGE_SIGNALS.index("cosine below its title")] = 0.5
    assert answerable(row) == pytest.approx(0.5)
