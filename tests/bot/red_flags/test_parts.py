"""The parts below the screen: words, spelling, phrases, imports."""

import ast
import sys
from pathlib import Path

import pytest

import bot.red_flags
from bot.red_flags.normalise import read
from bot.red_flags.phrases import Hit, PhraseBook, compile_phrase, inflect
from bot.red_flags.spelling import Segmenter, Speller, distance


def test_contractions_are_spelt_out():
    assert read("I'm sure it's my throat's").words == (
        "i",
        "am",
        "sure",
        "it",
        "is",
        "my",
        "throat",
        "is",
    )


def test_sentences_and_clauses_are_numbered():
    words = read("no fever, just pink. ok?")
    assert words.sentences == (0, 0, 0, 0, 1)
    assert words.clauses == (0, 0, 1, 1, 2)
    assert words.questions == {1}


def test_a_temperature_is_known_by_its_number():
    assert read("38.5 and 12.5").words == ("feverdegrees", "and", "12.5")


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("throat", "throat", 0),
        ("thraot", "throat", 1),
        ("thoat", "throat", 1),
        ("abc", "xyz", 3),
    ],
)
def test_distance_counts_edits(one, other, edits):
    assert distance(one, other, at_most=2) == edits


def test_speller_mends_typos_and_leaves_ordinary_words():
    spell = Speller({"throat", "heart", "swallow"}, {"heard"})
    assert spell("thraot") == "throat"
    assert spell("throats") == "throat"
    assert spell("heard") == "heard"
    assert spell("banana") == "banana"


def test_segmenter_parts_letters():
    segment = Segmenter({"cant", "breathe"})
    assert segment("cantbreathe") == ["cant", "breathe"]
    assert segment("cantqbreathe", strict=True) == []


def test_inflect_gives_the_written_forms():
    assert inflect("close") == ["close", "closes", "closed", "closing", "closin"]


def test_a_phrase_with_options_and_gaps():
    variants = compile_phrase("pain ~2 ?left arm|jaw", {})
    assert len(variants) == 2
    book = PhraseBook({"P": ("pain ~2 ?left arm|jaw",)}, {})
    words = read("pain down my left arm. pain and none. arm").words
    sentences = read("pain down my left arm. pain and none. arm").sentences
    assert book.find(words, sentences) == {"P": [Hit(0, 5)]}


def test_a_gap_does_not_leap_over_a_denial():
    book = PhraseBook({"P": ("leg ~2 swelling",)}, {})
    said = read("leg and no swelling")
    assert book.find(said.words, said.sentences) == {}


@pytest.mark.parametrize("phrase", ["~2 pain", "pain ~2"])
def test_a_phrase_may_not_begin_or_end_with_a_gap(phrase):
    with pytest.raises(ValueError, match="gap"):
        PhraseBook({"P": (phrase,)}, {})


def test_the_lexicon_imports_the_standard_library_only():
    folder = Path(bot.red_flags.__file__).parent
    with_numpy = {"classifier.py", "classifier_training.py"}
    for path in sorted(folder.glob("*.py")):
        if path.name in with_numpy:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                assert "classifier" not in name, path
                own = name.startswith("bot.red_flags")
                assert own or name.split(".")[0] in sys.stdlib_module_names, path
