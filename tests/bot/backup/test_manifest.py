import json

import pytest

from bot.backup.errors import BackupDamagedError, NewerBackupError, NotABackupError
from bot.backup.manifest import Entry, Manifest, is_name, read_manifest

MANIFEST = Manifest(
    made_at="2026-03-01T02:00:00+00:00",
    made_by="0.1.0",
    database="sqlite",
    rows={"inbox": 2},
    files={"sources/peels.md": Entry(3, "a" * 64)},
    links={"index/current": "builds/b1"},
    left_out=("keys",),
)


def changed(**fields):
    return json.dumps({**json.loads(MANIFEST.to_json()), **fields}).encode()


def test_a_manifest_comes_back_as_it_was(tmp_path):
    assert read_manifest(tmp_path, MANIFEST.to_json()) == MANIFEST
    assert MANIFEST.parts() == {"sources", "index"}


@pytest.mark.parametrize(
    "name",
    [
        "sources/../../etc/cron.d/x",
        "sources/..",
        "/etc/passwd",
        "../sources/peels.md",
        "sources//peels.md",
        "sources/.hidden/peels.md",
        "sources\\peels.md",
        "sources/a\nb",
        "elsewhere/peels.md",
        "sources",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_none(name, tmp_path):
    assert not is_name(name)
    files = {name: {"size": 3, "sha256": "a" * 64}}
    with pytest.raises(BackupDamagedError, match="which it may not"):
        read_manifest(tmp_path, changed(files=files))


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("index/current", "/etc"),
        ("index/current", "builds/../../etc"),
        ("index/current", "builds/.."),
        ("sources/current", "builds/b1"),
        ("index/builds/b1", "builds/b2"),
    ],
)
def test_a_link_that_leads_elsewhere_is_refused(name, target, tmp_path):
    with pytest.raises(BackupDamagedError, match="to somewhere else"):
        read_manifest(tmp_path, changed(links={name: target}))


def test_a_later_form_names_the_version_to_install(tmp_path):
    with pytest.raises(NewerBackupError, match=r"newer version \(9\.0\)"):
        read_manifest(tmp_path, changed(format=2, made_by="9.0"))


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b'"x"'])
def test_something_else_is_no_backup(text, tmp_path):
    with pytest.raises(NotABackupError, match="no list of it"):
        read_manifest(tmp_path, text)


def test_another_kind_is_named(tmp_path):
    with pytest.raises(NotABackupError, match="says it is 'holiday pictures'"):
        read_manifest(tmp_path, changed(kind="holiday pictures"))


@pytest.mark.parametrize(
    "fields",
    [
        {"rows": {"inbox": "many"}},
        {"files": []},
        {"links": None},
        {"database": "oracle"},
        {"files": {"sources/a": {"size": -1, "sha256": "a" * 64}}},
        {"files": {"sources/a": {"size": 1, "sha256": "abc"}}},
        {"left_out": 3},
    ],
)
def test_a_value_that_cannot_be_one_is_damage(fields, tmp_path):
    with pytest.raises(BackupDamagedError):
        read_manifest(tmp_path, changed(**fields))
