"""The same promises with PostgreSQL: pg_dump, pg_restore, and nobody connected."""

import shutil
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.backup.archive import read_archive
from bot.backup.database_copy import own_engine
from bot.backup.errors import DatabaseToolError, InTheWayError, InUseError
from bot.backup.manifest import POSTGRESQL
from tests import postgres
from tests.bot.backup.conftest import Installation
from tests.bot.backup.test_restore import put_back

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster():
    if shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump here: apt-get install postgresql-client")
    with postgres.cluster() as made:
        yield made


@pytest.fixture
def installation(cluster, tmp_path, request):
    name = f"t{abs(hash(request.node.name))}"
    return Installation(tmp_path / "clinic", cluster.database(name)).furnish()


def test_a_dump_is_of_this_programs_tables_and_counts_its_rows(installation, tmp_path):
    with own_engine(installation.database()) as engine, engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE somebody_elses (n integer)"))
    out = tmp_path / "out"
    out.mkdir()
    manifest = read_archive(installation.back_up(), out)
    assert (manifest.database, manifest.rows["inbox"]) == ("postgresql", 2)
    dump = (out / POSTGRESQL).read_bytes()
    assert b"inbox" in dump and b"somebody_elses" not in dump


def test_all_comes_back_and_who_was_erased_since_does_not(installation):
    file = installation.back_up()
    installation.erase("anna")
    installation.say("carl", "later than the backup")
    with pytest.raises(InTheWayError, match="conversations in the database"):
        put_back(installation, file)
    done = put_back(installation, file, force=True)
    assert done.n_erased_again > 0
    assert installation.texts("anna") == []
    assert installation.texts("bert") == ["does it hurt?"]
    assert installation.texts("carl") == []
    # The next number is not one that was given before.
    installation.say("dora", "and now?")
    assert installation.texts("dora") == ["and now?"]


def test_an_empty_database_of_another_server_takes_it(installation, cluster):
    file = installation.back_up()
    installation.lose_everything()
    installation.settings = replace(
        installation.settings, database_url=cluster.database("another")
    )
    put_back(installation, file)
    assert installation.texts("anna") == ["how many sessions?"]


def test_while_somebody_is_connected_nothing_is_restored(installation):
    file = installation.back_up()
    with own_engine(installation.database()) as engine, engine.connect():
        with pytest.raises(InUseError, match="has 1 other connections"):
            put_back(installation, file, force=True)


def test_a_missing_program_says_which_package_has_it(installation, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(DatabaseToolError, match="pg_dump: it is not installed here"):
        installation.back_up()


def test_what_pg_dump_objects_to_is_said_without_the_password(
    installation, monkeypatch, tmp_path
):
    (tmp_path / "pg_dump").write_text(
        "#!/bin/sh\necho 'pg_dump: error: server version mismatch' >&2\nexit 1\n"
    )
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(DatabaseToolError, match="error: server version mismatch"):
        installation.back_up()
