from pathlib import Path

import pytest

from bot.clinics.registry import (
    DEFAULT_FILE,
    ClinicsFileError,
    Registry,
    SharedError,
    UnknownClinicError,
    clinics_file,
)

TWO = """\
clinics:
  willow:
    host: chat.willow.example
    port: 5101
  harbour:
    host: chat.group.example
    path: /harbour
    port: 5102
    folder: elsewhere/harbour-clinic
"""


@pytest.fixture
def read(tmp_path):
    def read(text):
        file = tmp_path / "clinics.yml"
        file.write_text(text, encoding="utf-8")
        return Registry.read(file)

    return read


def entry(**values):
    """One clinic's line, with usable values but for those given."""
    values = {"host": "a.example", "port": 1, **values}
    inner = ", ".join(f"{key}: {value}" for key, value in values.items())
    return "{" + inner + "}"


def test_each_clinic_has_an_address_a_port_and_folders_of_its_own(read, tmp_path):
    willow, harbour = read(f"data_dir: data\n{TWO}").tenants
    assert (willow.id, willow.address, willow.port) == (
        "willow",
        "chat.willow.example/",
        5101,
    )
    assert willow.folder == tmp_path / "willow"
    assert willow.data_dir == tmp_path / "data" / "willow"
    assert harbour.address == "chat.group.example/harbour/"
    assert harbour.folder == tmp_path / "elsewhere" / "harbour-clinic"
    assert harbour.data_dir == tmp_path / "data" / "harbour"


def test_no_clinic_is_no_error(read):
    assert read("clinics: {}").tenants == ()
    assert read("clinics:").tenants == ()


def test_a_clinic_is_found_by_its_id_only(read):
    registry = read(TWO)
    assert registry.tenant("harbour").port == 5102
    with pytest.raises(UnknownClinicError, match=r"no clinic 'Harbour'.*willow, har"):
        registry.tenant("Harbour")
    with pytest.raises(UnknownClinicError, match="none yet"):
        read("clinics:").tenant("willow")


@pytest.mark.parametrize(
    "clinic_id",
    ["Willow", "w_1", "-w", "w-", "'..'", "w/x", "'w x'", "''", "w" * 33, 7],
)
def test_an_id_that_could_be_another_path_or_name_is_refused(read, clinic_id):
    with pytest.raises(ClinicsFileError, match="An id has 1 to 32 lower case"):
        read(f"clinics: {{{clinic_id}: {entry()}}}")


@pytest.mark.parametrize("clinic_id", ["w", "w-1", "'7'", "w" * 32])
def test_ids_that_can_be_used(read, clinic_id):
    (tenant,) = read(f"clinics: {{{clinic_id}: {entry()}}}").tenants
    assert tenant.id == clinic_id.strip("'")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"host": "null"}, r"'clinics.a.host' is None.*chat.willow.example"),
        ({"host": "https://a.example"}, "without https://"),
        ({"host": "A.example"}, "lower case"),
        ({"host": "'a.example:443'"}, "or a port"),
        ({"host": "a..example"}, "a.host"),
        ({"host": "'a.example; return 200'"}, "a.host"),
        ({"path": "harbour"}, r"'clinics.a.path' is 'harbour'.*such as /harbour"),
        ({"path": "/a/b"}, "one segment"),
        ({"path": "/"}, "one segment"),
        ({"path": "/../x"}, "one segment"),
        ({"port": "many"}, r"'clinics.a.port' is 'many'"),
        ({"port": "0"}, "a.port"),
        ({"port": "65536"}, "a.port"),
        ({"port": "true"}, "a.port"),
        ({"folder": "''"}, r"'clinics.a.folder' is ''"),
        ({"folder": "[x]"}, "a.folder"),
        ({"prot": "5"}, r"'clinics.a.prot' is 5. Known: folder, host, path, port"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_wanted(read, values, message):
    with pytest.raises(ClinicsFileError, match=message):
        read(f"clinics: {{a: {entry(**values)}}}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("clinics: [a]", r"'clinics' is \['a'\]"),
        ("clinics: {a: 5}", r"'clinics.a' is 5"),
        ("clinic: {}", r"'clinic' is \{\}. Known: clinics, data_dir"),
        ("just words", r"'\(the file\)' is 'just words'"),
        ("", r"'\(the file\)' is None"),
        ("clinics: {a: {", "Correct the YAML"),
        ("clinics:\n  a: {port: 1}\n  a: {port: 2}\n", "line 3.*Correct the YAML"),
        ("data_dir: 5\nclinics: {}", "'data_dir' is 5"),
    ],
)
def test_a_file_of_another_form_is_refused(read, text, message):
    with pytest.raises(ClinicsFileError, match=message):
        read(text)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ClinicsFileError, match="does not exist. `bedside clinics add"):
        Registry.read(tmp_path / "clinics.yml")
    (tmp_path / "latin.yml").write_bytes(b"\xe9")
    with pytest.raises(ClinicsFileError, match="readable, as UTF-8"):
        Registry.read(tmp_path / "latin.yml")


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ({"host": "a.example"}, {"host": "a.example"}, "the same address, a.example/"),
        (
            {"host": "a.example", "path": "/x"},
            {"host": "a.example", "path": "/x"},
            "the same address, a.example/x/",
        ),
        (
            {"host": "a.example"},
            {"host": "a.example", "path": "/x"},
            "lies in the other",
        ),
        ({"port": 5101}, {"port": 5101}, "the same port, 5101"),
        ({"folder": "f"}, {"folder": "./f"}, "folders that meet"),
        ({"folder": "f"}, {"folder": "f/g"}, "folders that meet"),
        ({"folder": "f/g"}, {"folder": "f"}, "folders that meet"),
    ],
)
def test_what_two_clinics_would_share_is_refused_and_names_both(
    read, first, second, what
):
    one = entry(**{"host": "one.example", "port": 1, **first})
    two = entry(**{"host": "two.example", "port": 2, **second})
    with pytest.raises(SharedError, match=f"'one' and 'two' have .*{what}") as raised:
        read(f"clinics: {{one: {one}, two: {two}}}")
    assert raised.value.ids == ("one", "two")


def test_one_host_may_have_several_paths(read):
    one, two = entry(path="/x"), entry(path="/y", port=2)
    assert len(read(f"clinics: {{one: {one}, two: {two}}}").tenants) == 2


def test_a_data_folder_that_is_a_link_into_anothers_is_refused(read, tmp_path):
    (tmp_path / "data" / "willow").mkdir(parents=True)
    (tmp_path / "data" / "harbour").symlink_to("willow")
    with pytest.raises(SharedError, match=r"data folders that meet.*Remove the link"):
        read(f"data_dir: data\n{TWO}")


def test_a_folder_that_is_a_link_to_anothers_is_refused(read, tmp_path):
    (tmp_path / "willow").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "harbour-clinic").symlink_to(tmp_path / "willow")
    with pytest.raises(SharedError, match="'willow' and 'harbour' have folders that"):
        read(TWO)


def test_the_file_is_the_projects_unless_the_environment_names_another(tmp_path):
    assert clinics_file({}) == clinics_file({"BEDSIDE_CLINICS": ""}) == DEFAULT_FILE
    file = tmp_path / "c.yml"
    assert clinics_file({"BEDSIDE_CLINICS": str(file)}) == Path(file)
