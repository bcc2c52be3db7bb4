"""Slips: which words are set right, and which are left alone."""

import pytest

from knowledge.encoder import load_encoder
from knowledge.passage import split_passages
from knowledge.question_bank import read_question_bank
from knowledge.settings import Settings
from knowledge.source import read_sources
from knowledge.spelling import Spelling

KNOWN = frozenset("does scar skin face pace dies will heal scare".split())


@pytest.fixture
def spelling():
    texts = ["microneedling sessions scars"] * 8 + ["collagen"] * 7 + ["face pace"] * 3
    return Spelling(texts, KNOWN | {"sessions"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("does micronedling heal scasr?", "does microneedling heal scars?"),
        ("Micro needling", "Micro needling"),
        ("MICRONEEDELING!", "microneedling!"),
        ("how many sesions/sessoins?", "how many sessions/sessions?"),
        ("microneedlings", "microneedling"),
        ("my face, facee", "my face, face"),
        ("paec", "pace"),
        ("", ""),
        ("a 1.5 mm pen", "a 1.5 mm pen"),
    ],
)
def test_slips_of_page_words_are_set_right_and_the_rest_is_kept(spelling, text, wanted):
    assert spelling.correct(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "scare",  # a word
        "dies",  # a word, one from "does"
        "icroneedling",  # another first letter
        "colagen",  # written seven times and unknown: may be staff's own slip
        "fce",  # too short to tell
    ],
)
def test_words_that_may_be_meant_are_left_alone(spelling, text):
    assert spelling.correct(text) == text


def test_a_near_word_with_another_first_letter_does_not_stand_in_the_way():
    spelling = Spelling(["cake lake"] * 3, frozenset({"cake", "lake"}))
    assert spelling.correct("lakke ckae bake") == "lake cake bake"
    assert Spelling(["aven oven"] * 8, frozenset()).correct("ovven") == "oven"
    assert (
        Spelling(["bart cart"] * 8, frozenset()).correct("ccart bcart") == "cart bart"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("how many seshuns", "how many sessions"),
        ("Infekshun?", "infection?"),
        ("nesting", "nesting"),  # no word sounds like it
        ("sience", "sience"),  # three sounds: too few to tell
    ],
)
def test_a_word_that_is_written_as_it_sounds_is_understood(text, wanted):
    texts = ["how many sessions", "an infection", "sense"] * 3
    known = frozenset("how many sessions infection sense nesting".split())
    assert Spelling(texts, known).correct(text) == wanted


def test_of_words_that_sound_alike_the_nearest_in_writing_is_meant():
    spelling = Spelling(["bleeding", "bolting"] * 3, frozenset({"bleeding", "bolting"}))
    assert spelling.correct("bleadeing") == "bleeding"


def test_of_words_equally_near_the_most_frequent_is_meant():
    texts = ["does it hurt"] * 9 + ["my heart"] * 4
    spelling = Spelling(texts, frozenset("does hurt heart".split()))
    assert spelling.correct("does it hert") == "does it hurt"


def test_words_that_staff_wrote_once_or_twice_are_no_target():
    spelling = Spelling(["sessions sessions"], frozenset({"sessions"}))
    assert spelling.correct("sesions") == "sesions"


def test_a_word_of_the_pages_is_kept_however_rare():
    texts = ["my pictures"] * 3 + ["tiny punctures"]
    spelling = Spelling(texts, frozenset({"pictures"}), pages=["tiny Punctures"])
    assert spelling.correct("punctures pictuers") == "punctures pictures"


def test_without_any_text_nothing_is_changed():
    assert Spelling([], frozenset()).correct("Anny wrod") == "Anny wrod"


@pytest.mark.slow
def test_no_word_of_the_real_pages_is_changed():
    settings = Settings()
    sources = read_sources(settings.sources_dir)
    sentences = [s for x in sources for p in split_passages(x) for s in p.sentences]
    bank = read_question_bank(settings.sources_dir, sentences)
    texts = [sentence.text for sentence in sentences]
    questions = [question for question, _ in bank.questions()]
    # "punctures" became "pictures" here once, and "minimally" "minimal".
    spelling = Spelling([*texts, *questions], load_encoder(settings).words, pages=texts)
    changed = {
        word: spelling.correct(word)
        for text in texts
        for word in text.split()
        if spelling.correct(word).casefold() != word.casefold()
    }
    assert changed == {}
