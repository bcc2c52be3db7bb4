import re

import pytest

from bot.clinics.environment import (
    NOT_OWN,
    OWN,
    SettingsFileError,
    environment_of,
    read_settings,
)
from bot.clinics.registry import Tenant
from bot.settings import PROJECT_DIR, Settings


@pytest.fixture
def tenant(tmp_path):
    folder = tmp_path / "willow"
    folder.mkdir()
    data_dir = tmp_path / "data" / "willow"
    common = tmp_path / "data" / "_encoder"
    return Tenant("willow", "chat.willow.example", "", 5101, folder, data_dir, common)


def write(tenant, text, mode=0o600):
    file = tenant.folder / "settings.env"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_everything_a_clinic_reads_or_writes_is_below_its_own_folders(tenant):
    settings = Settings.from_environment(environment_of(tenant, {}))
    knowledge = settings.knowledge
    for path in (
        settings.clinic_file,
        settings.credentials_file,
        settings.questions_file,
        knowledge.sources_dir,
    ):
        assert tenant.folder in path.parents
    for path in (
        settings.model_dir,
        settings.widget_key_file,
        settings.conversations_file,
        knowledge.index_dir,
        knowledge.models_dir,
    ):
        assert tenant.data_dir in path.parents
    assert settings.data_dir == tenant.data_dir
    # The one thing in common: the encoder before it is taught.
    assert knowledge.exports_dir == tenant.exports_dir
    assert (settings.clinic_id, settings.port) == ("willow", 5101)
    assert settings.public_host == "chat.willow.example"


def test_nothing_of_the_installations_own_environment_that_says_who_is_passed_on(
    tenant,
):
    outside = {
        "BEDSIDE_API_KEY": "of-another",
        "BEDSIDE_DATABASE_URL": "postgresql://host/of-another",
        "BEDSIDE_HANDOVER_TO": "team@another.example",
        "BEDSIDE_INDEX_DIR": "/of/another",
        "RASA_CACHE_DIRECTORY": "/of/another",
        "TELEGRAM_TOKEN": "of-another",
        "PATH": "/bin",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
    }
    environment = environment_of(tenant, outside)
    assert "another" not in str(environment.values())
    assert environment["PATH"] == "/bin" and environment["LC_ALL"] == "C.UTF-8"
    assert environment["OMP_NUM_THREADS"] == "1"


def test_a_clinics_own_settings_count(tenant):
    write(
        tenant,
        "# a comment\n\nBEDSIDE_RETENTION_DAYS=7\nTELEGRAM_TOKEN = 12:ab=c\n"
        "BEDSIDE_ORIGINS='https://a.example https://b.example'\n"
        'BEDSIDE_API_KEY="k#1"\n',
    )
    environment = environment_of(tenant, {})
    assert environment["TELEGRAM_TOKEN"] == "12:ab=c"
    assert environment["BEDSIDE_API_KEY"] == "k#1"
    settings = Settings.from_environment(environment)
    assert settings.retention_days == 7
    assert settings.origins == ("https://a.example", "https://b.example")


def test_a_proxy_is_expected_unless_the_clinic_says_otherwise(tenant):
    assert environment_of(tenant, {})["BEDSIDE_PROXIES"] == "1"
    write(tenant, "BEDSIDE_PROXIES=0\n")
    assert environment_of(tenant, {})["BEDSIDE_PROXIES"] == "0"


def test_a_configuration_of_its_own_is_used_where_there_is_one(tenant):
    common = Settings.from_environment(environment_of(tenant, {})).config_file
    assert common == PROJECT_DIR / "config.yml"
    own = tenant.folder / "config.yml"
    own.write_text("pipeline: []\n")
    assert Settings.from_environment(environment_of(tenant, {})).config_file == own


@pytest.mark.parametrize("name", sorted(NOT_OWN))
def test_what_the_folder_says_cannot_be_said_otherwise(tenant, name):
    file = write(tenant, f"{name}=/var/lib/another\n")
    with pytest.raises(SettingsFileError, match=f"line 1: {name} is not") as raised:
        read_settings(file)
    assert "/var/lib/another" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "BEDSIDE_RETENTION_DAY=7\n",
            "no setting BEDSIDE_RETENTION_DAY. Known: BEDSID",
        ),
        ("A=1\nA=2\n", "line 2: A is there twice"),
        ("A=1\nsecret words\n", "line 2: it is no NAME=VALUE"),
        ("export A=1\n", "line 1: it is no NAME=VALUE"),
        ("=1\n", "line 1: it is no NAME=VALUE"),
    ],
)
def test_an_unusable_line_is_named_and_not_shown(tenant, text, message):
    with pytest.raises(SettingsFileError, match=message) as raised:
        read_settings(write(tenant, text))
    assert "secret words" not in str(raised.value)


def test_a_file_that_everybody_may_read_is_refused(tenant):
    file = write(tenant, "A=1\n", mode=0o644)
    with pytest.raises(
        SettingsFileError, match="every user of this machine.*chmod 600"
    ):
        read_settings(file)
    file.chmod(0o640)
    assert read_settings(file) == {"A": "1"}


def test_a_file_that_is_no_text_is_named(tenant):
    file = write(tenant, "")
    file.write_bytes(b"A=\xff\n")
    with pytest.raises(SettingsFileError, match="UnicodeDecodeError.*UTF-8"):
        read_settings(file)


def test_no_file_is_no_setting(tenant):
    assert read_settings(tenant.folder / "settings.env") == {}


def test_every_setting_is_either_a_clinics_to_set_or_said_not_to_be():
    """A new one could be a store that clinics would share: somebody has to decide."""
    table = (PROJECT_DIR / "docs" / "settings.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(BEDSIDE_[A-Z_]+)`", table, re.MULTILINE))
    assert documented == OWN | NOT_OWN.keys()
    assert not OWN & NOT_OWN.keys()
