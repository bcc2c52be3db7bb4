"""Signals of a question and the sentences found, with cosines one can see."""

import numpy as np
import pytest

from benchmarks.pages import Page, make_index
from knowledge.page_signals import (
    PAGE_SIGNALS,
    RANK_SIGNALS,
    PageSignals,
    asks_what_is_not,
    lacks_kind,
    says_no,
)
from knowledge.search import ScoredSentence
from tests.knowledge.conftest import TableEncoder

FADE = "Scars fade in 3 months."
ITCH = "Hives itch."
PAGES = (
    Page("scars", "Scars", ((None, FADE), (None, "They are flat."))),
    Page("hives", "Hives", ((None, ITCH),)),
)
QUESTION = "Do scars fade in 5 weeks?"
QUERY = np.array([1.0, 0.0, 0.0], dtype="float32")
VECTORS = {
    QUESTION: (1, 0, 0),
    FADE: (0.6, 0.8, 0),
    f"Scars. {FADE}": (0.8, 0.6, 0),
    "Scars. They are flat.": (0.28, 0.96, 0),
    "Scars": (0.28, 0.96, 0),
}


@pytest.fixture
def index():
    return make_index(PAGES, TableEncoder(VECTORS))


@pytest.fixture
def signals(index):
    return PageSignals(index, TableEncoder(VECTORS))


def hits(index):
    return tuple(ScoredSentence(s, 1.0, None, None) for s in index.sentences)


def test_each_sentence_has_its_three_cosines_and_its_share_of_the_words(index, signals):
    ranked = signals.rank(QUESTION, QUERY, hits(index))
    row = dict(zip(RANK_SIGNALS, ranked[0], strict=True))
    # Embedded below its heading, alone below its title, and by itself.
    assert row["cosine with neighbours"] == pytest.approx(0.8)
    assert row["cosine below its title"] == pytest.approx(0.8)
    assert row["cosine alone"] == pytest.approx(0.6)
    # Of scars, fade, 5 and weeks the sentence has two, each in one of three sentences:
    # log(1 + 2.5 / 1.5) = .981; those in none weigh log(1 + 3.5 / .5) = 2.079.
    assert row["words in the sentence"] == pytest.approx(
        2 * 0.98083 / (2 * 0.98083 + 2 * 2.07944), abs=1e-4
    )


def test_the_best_sentence_is_judged_with_its_page_and_title(index, signals):
    found = hits(index)
    ranked = signals.rank(QUESTION, QUERY, found)
    row = signals.judge(QUESTION, QUERY, found, ranked, 1)
    values = dict(zip(PAGE_SIGNALS, row, strict=True))
    # "They are flat." is quoted; its page's best sentence is the one before it.
    assert values["best cosine with neighbours on its page"] == pytest.approx(0.8)
    assert values["cosine of its title"] == pytest.approx(0.28)
    assert values["share of what was found"] == pytest.approx(2 / 3)
    assert values["figures not in the passage"] == 1
    assert values["kind of answer missing"] == 0


def test_a_figure_that_the_passage_states_is_not_missing(index, signals):
    found = hits(index)
    ranked = signals.rank(QUESTION, QUERY, found)
    values = signals.judge("Is it 3 months?", QUERY, found, ranked, 0)
    assert values[PAGE_SIGNALS.index("figures not in the passage")] == 0


def test_a_question_without_content_words_asks_for_none(index, signals):
    ranked = signals.rank("is it?", QUERY, hits(index))
    assert list(ranked[:, RANK_SIGNALS.index("words in the sentence")]) == [1, 1, 1]


def test_nothing_found_has_no_row(signals):
    assert signals.rank(QUESTION, QUERY, ()).shape == (0, len(RANK_SIGNALS))


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("Who found it?", "It was found by chance.", True),
        ("Who found it?", "It was found by Orentreich.", False),
        ("Who should not have it?", "It is not for children.", False),
        ("How many sessions?", "Sessions are short.", True),
        ("How many sessions?", "Usually three sessions.", False),
        ("How long in 2 weeks?", "It takes 2 weeks, or 3.", False),
        ("When is it better?", "It is better then.", True),
        ("When is it better?", "Better after a week.", False),
        ("Why does it itch?", "It itches.", True),
        ("Why does it itch?", "It itches because of the mites.", False),
        ("Does it itch?", "It is red.", False),
    ],
)
def test_a_question_word_wants_its_kind_of_answer(question, sentence, missing):
    assert lacks_kind(question, sentence) is missing


@pytest.mark.parametrize(
    "question",
    ["What is not a sign?", "Who never had it?", "In which case doesn't it work?"],
)
def test_what_is_not_is_asked(question):
    assert asks_what_is_not(question)


@pytest.mark.parametrize(
    "question",
    [
        "What helps when I can't sleep?",
        "Why don't scars fade?",
        "Is it not safe?",
        "Which splint helps if my foot won't lift?",
    ],
)
def test_a_patients_own_not_is_no_question_about_what_is_denied(question):
    assert not asks_what_is_not(question)


def test_a_denial_is_seen_in_every_form():
    for text in ("It isn't.", "It isn’t.", "Never.", "Unable to.", "Nor that."):
        assert says_no(text)
    assert not says_no("It is another note.")
