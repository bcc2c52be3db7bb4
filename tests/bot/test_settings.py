from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError


def test_nothing_set_gives_the_defaults():
    assert Settings.from_environment({}) == Settings()


def test_variables_override_the_defaults():
    settings = Settings.from_environment(
        {"BEDSIDE_DATA_DIR": "/data", "BEDSIDE_PORT": "8080", "BEDSIDE_DEADLINE_S": "2"}
    )
    assert settings.model_dir == Path("/data/rasa")
    assert settings.conversations_file == Path("/data/conversations.db")
    assert (settings.port, settings.deadline_s) == (8080, 2.0)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BEDSIDE_PORT", "http", "BEDSIDE_PORT is 'http'. .* from 1 to 65535"),
        ("BEDSIDE_PORT", "0", "BEDSIDE_PORT is '0'. .* from 1 to 65535"),
        ("BEDSIDE_DEADLINE_S", "nan", "BEDSIDE_DEADLINE_S is 'nan'. .* 0.1 to 60"),
        ("BEDSIDE_PROXIES", "11", "BEDSIDE_PROXIES is '11'. .* 0 to 10"),
        ("BEDSIDE_RETENTION_DAYS", "400", "BEDSIDE_RETENTION_DAYS is .* 0 to 365"),
    ],
)
def test_a_number_out_of_range_is_named(name, value, message):
    with pytest.raises(SettingsError, match=message):
        Settings.from_environment({name: value})


def test_origins_are_exact_and_each_counts_once():
    settings = Settings.from_environment(
        {
            "BEDSIDE_ORIGINS": "https://www.Clinic.example/, http://localhost:8080 "
            "https://www.clinic.example http://[::1]:80"
        }
    )
    assert settings.origins == (
        "https://www.clinic.example",
        "http://localhost:8080",
        "http://[::1]:80",
    )


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://*.clinic.example",
        "www.clinic.example",
        "https://clinic.example/chat",
        "https://clinic.example; script-src *",
        "https://user@clinic.example",
        "null",
    ],
)
def test_what_is_no_origin_is_refused(origin):
    with pytest.raises(SettingsError, match=r"BEDSIDE_ORIGINS is .* is none"):
        Settings.from_environment({"BEDSIDE_ORIGINS": origin})


def test_the_website_chats_key_stands_in_the_data_folder():
    settings = Settings.from_environment({"BEDSIDE_DATA_DIR": "/data"})
    assert settings.widget_key_file == Path("/data/widget.key")


def test_every_variable_is_in_the_one_document_and_no_other():
    import re

    from bot.settings import PROJECT_DIR

    code = "".join(
        file.read_text("utf-8")
        for folder in ("bot", "knowledge", "actions")
        for file in (PROJECT_DIR / folder).rglob("*.py")
    )
    used = set(re.findall(r"\bBEDSIDE_[A-Z_]*[A-Z]\b", code))
    table = (PROJECT_DIR / "docs" / "settings.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(BEDSIDE_[A-Z_]+)`", table, re.MULTILINE))
    assert documented == used
