"""Quotes: runs of neighbours merged, repeats left out, other places named."""

import pytest

from knowledge.answer import make_quotes, repeats_of
from knowledge.passage import Passage, Sentence


def paragraph(source, number, texts, first):
    passage_id = f"{source}#p{number}"
    sentences = tuple(
        Sentence(
            f"{source}#s{n}", text, source, passage_id, "Care", "Later", None, None
        )
        for n, text in enumerate(texts, first)
    )
    return Passage(passage_id, source, "Care", "Later", sentences)


ONE = paragraph("care", 1, ["Wash.", "Rest.", "No sun."], 1)
TWO = paragraph("care", 2, ["Come back.", "Eat well."], 4)
OTHER = paragraph("more", 1, ["Do rest.", "Avoid sun."], 1)
THIRD = paragraph("third", 1, ["Have a rest.", "Stay out of the sun."], 1)
PASSAGES = {p.id: p for p in (ONE, TWO, OTHER, THIRD)}
BY_ID = {s.id: s for p in PASSAGES.values() for s in p.sentences}


@pytest.fixture
def quote():
    """(text, sentence ids, also_in) of each quote made of some sentences."""

    def make(*ids, same_as=None):
        quotes = make_quotes([BY_ID[i] for i in ids], PASSAGES, same_as or {})
        return [(q.text, [s.id for s in q.sentences], q.also_in) for q in quotes]

    return make


def test_no_sentences_make_no_quotes(quote):
    assert quote() == []


def test_neighbours_in_one_passage_are_one_quote(quote):
    assert quote("care#s1", "care#s2", "care#s3") == [
        ("Wash. Rest. No sun.", ["care#s1", "care#s2", "care#s3"], ())
    ]


def test_sentences_with_one_between_are_two_quotes(quote):
    assert quote("care#s1", "care#s3") == [
        ("Wash.", ["care#s1"], ()),
        ("No sun.", ["care#s3"], ()),
    ]


def test_neighbours_are_quoted_as_the_page_has_them(quote):
    assert [text for text, *_ in quote("care#s2", "care#s1")] == ["Wash. Rest."]


def test_neighbours_across_a_paragraph_are_two_quotes(quote):
    assert [text for text, *_ in quote("care#s3", "care#s4")] == [
        "No sun.",
        "Come back.",
    ]


def test_the_same_place_in_another_page_is_no_neighbour(quote):
    assert [text for text, *_ in quote("care#s1", "more#s2")] == [
        "Wash.",
        "Avoid sun.",
    ]


def test_a_run_may_follow_another_sentence(quote):
    assert [text for text, *_ in quote("more#s1", "care#s4", "care#s5")] == [
        "Do rest.",
        "Come back. Eat well.",
    ]


def test_a_sentence_is_quoted_once(quote):
    assert [text for text, *_ in quote("care#s1", "care#s1", "care#s2")] == [
        "Wash. Rest."
    ]


def test_what_says_the_same_is_left_out_and_named_as_another_place(quote):
    same_as = {"care#s2": ("more#s1",), "more#s1": ("care#s2",)}
    assert quote("care#s2", "more#s1", same_as=same_as) == [
        ("Rest.", ["care#s2"], ("more",))
    ]
    assert quote("more#s1", "care#s2", same_as=same_as) == [
        ("Do rest.", ["more#s1"], ("care",))
    ]


def test_also_in_names_each_other_page_once_in_order(quote):
    same_as = {"care#s2": ("third#s1", "more#s1", "more#s2")}
    assert quote("care#s2", same_as=same_as)[0][2] == ("more", "third")


def test_a_page_does_not_name_itself_as_another_place(quote):
    assert quote("care#s2", same_as={"care#s2": ("care#s5",)})[0][2] == ()


def test_a_run_is_also_in_the_pages_that_say_all_of_it(quote):
    same_as = {
        "care#s2": ("more#s1", "third#s1"),
        "care#s3": ("third#s2",),
    }
    assert quote("care#s2", "care#s3", same_as=same_as) == [
        ("Rest. No sun.", ["care#s2", "care#s3"], ("third",))
    ]
    assert quote("care#s1", "care#s2", same_as=same_as)[0][2] == ()


def test_a_quote_keeps_the_characters_of_the_page():
    odd = paragraph("odd", 1, ["“Wash”  gently – no soap…", "Rest."], 1)
    (quote,) = make_quotes(odd.sentences, {odd.id: odd}, {})
    assert quote.text == "“Wash”  gently – no soap… Rest."
    assert quote.text == odd.text


def test_repeats_of_chosen_sentences_leave_withheld_pages_out():
    same_as = {"care#s1": ("more#s1", "third#s1"), "more#s1": ("care#s1",)}
    chosen = [BY_ID["care#s1"], BY_ID["care#s2"]]
    assert repeats_of(chosen, same_as, {"more"}) == {
        "care#s1": ("third#s1",),
        "care#s2": (),
    }
