"""English, another language, or nothing readable: what short messages are taken for."""

import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from actions.language import is_gibberish, is_sign, other_language
from tests.actions.turns import BOT_DIR


@pytest.mark.parametrize(
    "text",
    [
        "Wie viele Sitzungen brauche ich?",
        "¿Cuántas sesiones necesito?",
        "Combien de séances me faut-il ?",
        "quante sedute sono necessarie per le cicatrici",
        "ile zabiegów potrzebuję",
        "hoeveel sessies heb ik nodig voor mijn huid",
        "Сколько сеансов нужно?",
        "需要多少次治疗",
        "كم عدد الجلسات",
        "je ne peux pas respirer",
    ],
)
def test_another_language_is_known_by_its_small_words_or_its_script(text):
    assert other_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "How many sessions will I need?",
        "sessions?",
        "Does it hurt, Dr Müller?",
        "Is the café near the clinic open in the afternoon?",
        # Small words of other languages in English ones.
        "can i die in the sun",
        "r u a bot",
        "r u open saturday",
        "hi hi",
        "ta ta",
        "do u think im ok for it",
        "solve x squared plus 5x plus 6",
        "",
        "???",
        "123",
    ],
)
def test_english_is_no_other_language(text):
    assert not other_language(text)


@pytest.mark.parametrize(
    "text",
    ["", "???", "123", "👍", "xkjhgf sdkfjh", "asdfghjkl", "bcdfg hjkl", "z" * 30,
     "aeb" * 10, "x"],
)  # fmt: skip
def test_what_holds_no_readable_word_is_gibberish(text):
    assert is_gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        "How many sessions?",
        "contraindications?",
        "hyperpigmentation",
        "immunosuppressed",
        "strengths",
        "thx",
        "yes pls",
        "cancel pls",
        "hmm",
        "k",
        "nvm",
        "bye x",
        "g2g bye",
        "PRP?",
        "spf",
        "side effcts?",
        "rhythm",
    ],
)
def test_short_forms_and_long_words_are_readable(text):
    assert not is_gibberish(text)


def test_the_lists_of_small_words_are_read_without_their_languages():
    # Importing spaCy's French takes five seconds, in somebody's first unknown turn.
    code = (
        "import sys; from actions.language import other_language as o; "
        "assert o('wie viele soll ich haben'); "
        "sys.exit(any(n.startswith(('spacy', 'tensorflow')) for n in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_half_of_the_words_must_be_more_than_readable():
    assert is_gibberish("wash xkjhgf")
    assert not is_gibberish("wash my xkjhgf")


def examples():
    for path in sorted((BOT_DIR / "dialogue" / "nlu").glob("*.yml")):
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in entry["examples"].splitlines():
                if text := line.lstrip("- ").strip():
                    yield entry.get("intent"), text


def test_hardly_any_message_that_the_intents_were_taught_is_taken_for_neither():
    texts = list(examples())
    assert len(texts) > 1000
    other = [text for _, text in texts if other_language(text)]
    unreadable = [t for _, t in texts if is_gibberish(t) and not is_sign(t)]
    # The rest are in other languages, emoji, or gibberish on purpose.
    assert len(other) <= 0.003 * len(texts)
    assert len(unreadable) <= 0.002 * len(texts)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("👍", True), ("y", True), ("10-4", True), ("???", False), ("hello", False)],
)
def test_a_sign_says_something_without_a_word(text, sign):
    assert is_sign(text) is sign
