from dataclasses import replace

import pytest

from bot.evaluation.pages import plain
from tests.bot.evaluation.conftest import PAGES, SESSIONS


def test_texts_are_compared_without_case_curls_and_line_breaks():
    assert plain(" It’s\n “Fine” ") == 'it\'s "fine"'


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("plan#s01", ("plan#s01",)),
        ("how-many", ("plan#s01", "plan#s02")),
        (SESSIONS.upper(), ("plan#s01",)),
        ("something else", ()),
    ],
)
def test_a_sentence_is_found_by_id_by_answer_and_by_its_words(name, ids):
    assert PAGES.sentences_of(name) == ids


def test_a_sentence_that_says_the_same_is_as_good():
    pages = replace(PAGES, same_as={"plan#s01": ("sun#s01",)})
    assert pages.sentences_of("plan#s01") == ("plan#s01", "sun#s01")


def test_pages_without_approved_questions_are_told():
    assert PAGES.without_questions() == ("sun",)
    same = replace(PAGES, same_as={"risks#s01": ("sun#s01",)})
    assert same.without_questions() == ()
