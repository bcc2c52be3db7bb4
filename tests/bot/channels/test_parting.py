import pytest

from bot.channels.parting import parts, sentences


def up_to(n):
    return lambda text: len(text) <= n


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("“One.” [1] Two.", ["“One.” [1]", "Two."]),
        ("He said “One.” Two.", ["He said “One.”", "Two."]),
        ("Ask Dr. Smith. Or e.g. Mr. Jo.", ["Ask Dr. Smith.", "Or e.g. Mr. Jo."]),
        ("Call 020 (until 18:00). Now.", ["Call 020 (until 18:00).", "Now."]),
        ("It takes 1.5 hours. 2 are many.", ["It takes 1.5 hours.", "2 are many."]),
        ("", []),
    ],
)
def test_sentences_end_where_sentences_end(text, found):
    assert sentences(text) == found


def test_what_fits_is_one_part():
    assert parts("One.\n\nTwo.", up_to(10)) == ["One.\n\nTwo."]


def test_paragraphs_stay_whole_while_they_fit():
    assert parts("One. Two.\n\nThree. Four.", up_to(14)) == [
        "One. Two.",
        "Three. Four.",
    ]


def test_a_paragraph_is_parted_at_the_ends_of_its_sentences():
    assert parts("One is. Two is. Three is.", up_to(16)) == [
        "One is. Two is.",
        "Three is.",
    ]


def test_a_parted_quotation_is_closed_and_opened_with_its_number():
    assert parts("“One is. Two is. Three is.” [2]", up_to(22)) == [
        "“One is. Two is.” [2]",
        "“Three is.” [2]",
    ]


def test_only_a_sentence_that_is_too_long_alone_is_parted_between_words():
    assert parts("Go. One two three four.", up_to(12)) == [
        "Go.",
        "One two",
        "three four.",
    ]


def test_a_word_that_is_too_long_is_cut_and_nothing_is_lost():
    assert parts("https://a.example/0123456789", up_to(10)) == [
        "https://a.",
        "example/01",
        "23456789",
    ]


def test_lines_are_parted_at_their_ends():
    assert parts("Pages:\n[1] One page\n[2] Two", up_to(19)) == [
        "Pages:\n[1] One page",
        "[2] Two",
    ]
