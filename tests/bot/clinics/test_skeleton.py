import stat

import pytest

from actions.clinic import ClinicError, load_clinic
from bot.clinics.environment import read_settings
from bot.clinics.registry import Registry, SharedError
from bot.clinics.skeleton import NotAddedError, add


@pytest.fixture
def file(tmp_path):
    return tmp_path / "clinics" / "clinics.yml"


def test_the_first_clinic_makes_the_file_and_a_folder(file):
    tenant = add(file, "willow", host="chat.willow.example")
    assert Registry.read(file).tenants == (tenant,)
    assert (tenant.port, tenant.path) == (5101, "")
    folder = file.parent / "willow"
    assert sorted(entry.name for entry in folder.iterdir()) == [
        "clinic.yml",
        "credentials.yml",
        "settings.env",
        "sources",
    ]
    assert stat.S_IMODE((folder / "settings.env").stat().st_mode) == 0o600
    assert read_settings(folder / "settings.env") == {}
    assert [entry.name for entry in file.parent.iterdir() if "new" in entry.name] == []


def test_a_new_clinic_cannot_be_served_with_facts_that_nobody_filled_in(file):
    tenant = add(file, "willow", host="chat.willow.example", country="ie")
    with pytest.raises(ClinicError, match="'name' is ''"):
        load_clinic(tenant.folder / "clinic.yml")
    text = (tenant.folder / "clinic.yml").read_text("utf-8")
    assert "country: ie\n" in text


def test_a_further_clinic_leaves_comments_and_gets_the_next_port(file):
    add(file, "willow", host="chat.example", path="/willow", port=6000)
    file.write_text(file.read_text("utf-8").replace("clinics:", "clinics:  # ours"))
    second = add(file, "harbour", host="chat.example", path="/harbour")
    assert second.port == 6001 and second.address == "chat.example/harbour/"
    text = file.read_text("utf-8")
    assert "# ours" in text and text.startswith("# The clinics of this installation")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clinic_id": "Willow"}, "'Willow' cannot be a clinic's id"),
        ({"clinic_id": "../x"}, "cannot be a clinic's id"),
        ({"country": "atlantis"}, "no country 'atlantis'. Known: au, ie, uk, us"),
        ({"host": "https://x"}, r"^clinics.yml: 'clinics.harbour.host' is 'https://x'"),
        ({"path": "x"}, "'clinics.harbour.path' is 'x'"),
        ({"port": 99999}, "'clinics.harbour.port' is 99999"),
        ({"clinic_id": "willow"}, "is there already"),
    ],
)
def test_what_cannot_be_added_changes_nothing(file, options, message):
    add(file, "willow", host="chat.willow.example")
    before = file.read_text("utf-8"), sorted(file.parent.rglob("*"))
    options = {"clinic_id": "harbour", "host": "harbour.example", **options}
    with pytest.raises(NotAddedError, match=message):
        add(file, options.pop("clinic_id"), **options)
    assert (file.read_text("utf-8"), sorted(file.parent.rglob("*"))) == before


def test_an_address_that_is_taken_names_both_and_changes_nothing(file):
    add(file, "willow", host="chat.example")
    with pytest.raises(SharedError, match="'willow' and 'harbour' have the same addr"):
        add(file, "harbour", host="chat.example")
    assert not (file.parent / "harbour").exists()


def test_an_id_whose_folder_is_elsewhere_is_taken_too(file):
    add(file, "willow", host="chat.willow.example")
    text = file.read_text("utf-8").replace("port: 5101", "port: 5101\n    folder: w")
    file.write_text(text, "utf-8")
    (file.parent / "willow").rename(file.parent / "w")
    with pytest.raises(NotAddedError, match="has a clinic 'willow' already"):
        add(file, "willow", host="other.example")
