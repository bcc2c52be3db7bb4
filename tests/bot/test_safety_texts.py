"""Every text that stands between a patient and danger, in every country."""

import re
from datetime import datetime, timezone

import pytest
from ruamel.yaml import YAML

from actions.clinic import COUNTRIES_DIR, MAX_EMERGENCY_WORDS, TEXT_NAMES, load_clinic
from actions.contact import contact_fields
from actions.reply import Reply
from bot.reply_check import check_emergency, check_words
from bot.settings import PROJECT_DIR
from tests.bot.fakes import CLINIC_FILE

COUNTRIES = sorted(file.stem for file in COUNTRIES_DIR.glob("*.yml"))
NUMBERS = {
    "uk": ("999", "116 123"),
    "ie": ("112", "116 123"),
    "us": ("911", "988"),
    "au": ("000", "13 11 14"),
}
MAX_GRADE = 8.0
REFERRALS = ("utter_refer", "utter_emergency", "utter_unknown", "utter_hand_over")


@pytest.fixture(params=COUNTRIES)
def clinic(request, tmp_path):
    """The example clinic moved to each country."""
    yaml = YAML(typ="safe", pure=True)
    root = yaml.load(CLINIC_FILE)
    root["country"] = request.param
    root["out_of_hours_line"] = {"name": "The night line", "number": "555 0100"}
    file = tmp_path / "clinic.yml"
    yaml.dump(root, file)
    return load_clinic(file)


def syllables(word):
    """Groups of vowels, without a silent e at the end; at least one."""
    word = re.sub(r"(?<=[^aeiouyl])e$|(?<=[aeiouy])(?:d)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(text):
    """Flesch-Kincaid grade; digits of a number are read as one word.

    Kincaid et al. 1975, "Derivation of new readability formulas".
    """
    text = re.sub(r"\d[\d ():-]*\d", "number", text)
    words = re.findall(r"[A-Za-z']+", text)
    n_sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / n_sentences + 11.8 * per_word - 15.59


def test_the_grade_of_plain_and_of_heavy_words():
    assert grade("The cat sat on the mat.") < 1
    assert grade("Immediate multidisciplinary evaluation is indicated.") > 12


def test_four_countries_are_shipped():
    assert COUNTRIES == sorted(NUMBERS)


def test_every_country_has_its_numbers(clinic, request):
    country = request.node.callspec.params["clinic"]
    assert (clinic.emergency_number, clinic.crisis_line.number) == NUMBERS[country]


def test_emergency_texts_pass_the_check_on_every_reply(clinic):
    number, line = clinic.emergency_number, clinic.crisis_line.number
    for tier, numbers in (("emergency", [number]), ("crisis", [number, line])):
        reply = Reply(clinic.texts[tier], "emergency", "emergency", 1.0, tier=tier)
        check_emergency(reply, numbers)
        assert len(reply.text.split()) <= MAX_EMERGENCY_WORDS


def test_every_text_is_plain_english(clinic):
    for name in TEXT_NAMES:
        assert grade(clinic.texts[name]) <= MAX_GRADE, name


def test_every_text_that_may_come_in_danger_says_the_number(clinic):
    for name in ("emergency", "crisis", "urgent_open", "urgent_closed", "notice"):
        assert clinic.emergency_number in clinic.texts[name], name


def test_no_text_of_a_country_judges_anybody(clinic):
    for name in TEXT_NAMES:
        if name not in ("emergency", "crisis"):
            check_words(Reply(clinic.texts[name], "refer", "x", 1.0))


def responses():
    domain = YAML(typ="safe", pure=True).load(PROJECT_DIR / "bot" / "domain.yml")
    return [
        (name, variant["text"])
        for name, variants in domain["responses"].items()
        for variant in variants
    ]


@pytest.mark.parametrize(("name", "text"), responses())
def test_no_response_of_the_domain_trips_the_check(clinic, name, text):
    now = datetime(2024, 1, 7, 12, tzinfo=timezone.utc)
    fields = contact_fields(clinic, now)
    filled = re.sub(r"{(\w+)}", lambda m: fields.get(m[1], ""), text)
    check_words(Reply(filled, "refer", "x", 1.0))
    if name in REFERRALS:
        assert grade(filled) <= MAX_GRADE


def test_a_referral_says_whom_to_reach_when_and_what_if_not(clinic):
    (text,) = [text for name, text in responses() if name == "utter_refer"]
    sunday = datetime(2024, 1, 7, 12, tzinfo=timezone.utc)
    fields = contact_fields(clinic, sunday)
    filled = re.sub(r"{(\w+)}", lambda m: fields[m[1]], text)
    assert clinic.name in filled and clinic.phone in filled
    assert "closed now, opens " in filled
    assert clinic.out_of_hours_line.number in filled
