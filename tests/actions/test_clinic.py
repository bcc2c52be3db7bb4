from datetime import datetime, timezone

import pytest
from ruamel.yaml import YAML

from actions.clinic import (
    FILLED_LATER,
    MAX_EMERGENCY_WORDS,
    OPTIONAL_TEXTS,
    TEXT_NAMES,
    ClinicError,
    load_clinic,
)
from tests.bot.fakes import CLINIC, CLINIC_FILE


@pytest.fixture
def changed(tmp_path):
    """The example clinic's file with one value changed, by dotted key."""
    reader = YAML(typ="safe", pure=True)

    def change(key, value, *, delete=False):
        root = reader.load(CLINIC_FILE)
        *sections, name = key.split(".")
        section = root
        for part in sections:
            section = section[part]
        if delete:
            del section[name]
        else:
            section[name] = value
        file = tmp_path / "clinic.yml"
        reader.dump(root, file)
        return file

    return change


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("emergency_number", "", "'emergency_number' is ''. Write the number"),
        ("emergency_number", None, "'emergency_number' is None. Write the number"),
        ("emergency_number", 999, "'emergency_number' is 999. Write digits in quotes"),
        ("crisis_line", {"name": "x", "number": ""}, "'crisis_line.number' is ''. Wri"),
        ("crisis_line", {"name": " ", "number": "1"}, "'crisis_line.name' is ' '. Wri"),
        ("country", "atlantis", "'country' is 'atlantis'. Known: au, ie, uk, us; or"),
        ("country", "us", "'out_of_hours_line' is None. The key is missing"),
        ("phone", "call us", "'phone' is 'call us'. Write digits in quotes"),
        ("name", "", "'name' is ''. Write a text"),
        ("booking_url", "http://x", "'booking_url' is 'http://x'. .*https://"),
        ("timezone", "Mars/Base", "'timezone' is 'Mars/Base'. Use a tz database name"),
        ("opening_hours.monday", "9-18", "'opening_hours.monday' is '9-18'. Write"),
        ("opening_hours.monday", "18:00-09:00", "opening time before the closing"),
        ("opening_hours.someday", None, "'opening_hours.someday' .* Known keys"),
        ("telephone", "1", "'telephone' is '1'. Known keys: .*phone"),
        ("texts.fallback", "Call {mobile}.", "'texts.fallback' is '{mobile}'. Known"),
        ("texts.fallback", "Call {phone.", "Close each brace"),
        ("texts.emergency", "Call 999. " * 31, "62 words'. Use at most 60 words"),
        ("texts.emergency", "Get help now.", "Say the number 999 in it"),
        ("texts.emergency", "Oh dear. Call 999.", "Start with the action: call 999"),
        ("texts.emergency", "Call 999, see www.x.org.", "Take the link out"),
        ("texts.crisis", "Call 999 now.", "Say the number 116 123 in it"),
        ("texts", [], r"'texts' is \[\]. Write `key: value` lines"),
    ],
)
def test_a_wrong_value_stops_the_start_and_says_how_to_go_on(
    changed, key, value, message
):
    with pytest.raises(ClinicError, match=f"^clinic.yml: .*{message}"):
        load_clinic(changed(key, value))


def test_a_missing_key_is_named(changed):
    with pytest.raises(ClinicError, match="'phone' is None. The key is missing"):
        load_clinic(changed("phone", None, delete=True))
    with pytest.raises(ClinicError, match="'emergency_number' is None. The key is mis"):
        load_clinic(changed("country", None, delete=True))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name: [", "line 1'. Correct the YAML"),
        (b"\xff\xfe", "not UTF-8'. Save it with the encoding UTF-8"),
        (b"- a\n- b\n", "Write `key: value` lines"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content, message):
    file = tmp_path / "clinic.yml"
    file.write_bytes(content)
    with pytest.raises(ClinicError, match=message):
        load_clinic(file)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ClinicError, match="Create it"):
        load_clinic(tmp_path / "clinic.yml")


def test_the_example_clinic_is_filled_in():
    assert CLINIC.emergency_number == "999"
    assert CLINIC.crisis_line.name == "Samaritans"
    assert "116 123" in CLINIC.texts["crisis"]
    assert "{" not in "".join(CLINIC.texts[name] for name in TEXT_NAMES)


def test_texts_that_are_left_out_have_words_of_their_own():
    for name in OPTIONAL_TEXTS:
        filled = CLINIC.texts[name].format(**dict.fromkeys(FILLED_LATER, "x"))
        assert "{" not in filled
        assert filled


def test_texts_that_may_be_left_out_can_be_changed(tmp_path):
    text = CLINIC_FILE.read_text(encoding="utf-8")
    file = tmp_path / "clinic.yml"
    file.write_text(f"{text}  not_text: 'Words only, please: {{phone}}, {{hours}}.'\n")
    said = load_clinic(file).texts["not_text"]
    assert said == "Words only, please: 020 7946 0128, {hours}."
    file.write_text(f"{text}  not_text: 'Words only, {{please}}.'\n")
    with pytest.raises(ClinicError, match="Known names in braces"):
        load_clinic(file)


@pytest.mark.parametrize("name", ["emergency", "crisis"])
def test_a_safety_text_is_short(name):
    assert len(CLINIC.texts[name].split()) <= MAX_EMERGENCY_WORDS


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2024, 1, 1, 8, 59, tzinfo=timezone.utc), False),
        (datetime(2024, 1, 1, 9, 0, tzinfo=timezone.utc), True),
        (datetime(2024, 1, 1, 18, 0, tzinfo=timezone.utc), False),
        (datetime(2024, 7, 1, 8, 30, tzinfo=timezone.utc), True),  # summer time
        (datetime(2024, 1, 7, 12, 0, tzinfo=timezone.utc), False),  # Sunday
    ],
)
def test_opening_hours_are_local(now, is_open):
    assert CLINIC.is_open(now) is is_open


def test_suggestions_are_read_and_may_be_left_out(changed):
    assert CLINIC.suggestions[0] == "How many sessions will I need?"
    assert load_clinic(changed("suggestions", [])).suggestions == ()
    without = changed("suggestions", None, delete=True)
    assert load_clinic(without).suggestions == ()


@pytest.mark.parametrize("value", ["one?", ["a"] * 5, ["a" * 81], [7], [" "], {"a": 1}])
def test_suggestions_that_are_no_short_list_of_questions_are_refused(changed, value):
    with pytest.raises(ClinicError, match="'suggestions' is .*at most 4 questions"):
        load_clinic(changed("suggestions", value))
