"""Vectors in PostgreSQL: the same results as in memory, and no row that was changed."""

import contextlib
import gc
import json
import subprocess
import sys
import threading
import time

import numpy as np
import psycopg2
import pytest

from knowledge import pgvector_index
from knowledge.errors import (
    IndexDamagedError,
    IndexMismatchError,
    VectorStoreError,
    VectorStoreUrlError,
)
from knowledge.faiss_index import FaissIndex
from knowledge.pgvector_index import (
    FILE,
    MOST_DIM,
    PgvectorIndex,
    VectorTable,
    check_usable,
    checked_url,
    creating,
    drop,
)
from knowledge.settings import Settings
from tests.knowledge.test_faiss_index import clustered

TOLERANCE = 1e-5
"""Scores that are nearer to each other than this may change places."""


def created(url, folder, vectors, **options):
    """The index of vectors, as a server opens it."""
    with creating(url, vectors, **options) as index:
        index.write(folder)
    return PgvectorIndex.open(url, folder)


def rows_of(url, statement, *values):
    """What the database itself says."""
    with contextlib.closing(psycopg2.connect(url)) as connection, connection:
        cursor = connection.cursor()
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def tables(url):
    return [
        name
        for (name,) in rows_of(
            url, "SELECT tablename FROM pg_tables WHERE tablename LIKE 'bedside_%%'"
        )
    ]


def assert_same(exact, found):
    """Equal scores within the tolerance, and equal rows wherever it can tell them."""
    (scores, rows), (found_scores, found_rows) = exact, found
    assert found_scores == pytest.approx(scores, abs=TOLERANCE)
    # From the one before and the one after; after the last comes nobody knows what.
    gaps = -np.diff(scores, axis=1)
    is_clear = np.zeros(rows.shape, dtype=bool)
    is_clear[:, 0] = gaps[:, 0] > TOLERANCE
    is_clear[:, 1:-1] = np.minimum(gaps[:, 1:], gaps[:, :-1]) > TOLERANCE
    assert is_clear[:, :-1].mean() > 0.9
    assert np.array_equal(found_rows[is_clear], rows[is_clear])


def test_exact_search_finds_what_memory_finds(index_url, tmp_path):
    vectors = clustered(2000, dim=16)
    index = created(index_url, tmp_path, vectors)
    assert (len(index), index.dim, index.table.hnsw) == (2000, 16, False)
    queries = clustered(100, dim=16, seed=2)
    assert_same(
        FaissIndex.build(vectors).search(queries, 10), index.search(queries, 10)
    )


@pytest.mark.slow
def test_the_clinics_pages_are_found_as_in_memory(index_url, tmp_path, trained):
    from knowledge.encoder import load_encoder
    from knowledge.index import read_index

    encoder = load_encoder(trained.knowledge)
    folder = (trained.knowledge.index_dir / "current").resolve()
    real, _ = read_index(folder, encoder=encoder.name)
    vectors = real.vectors.reconstruct(np.arange(len(real.vectors)))
    index = created(index_url, tmp_path, vectors)
    queries = real.question_vectors[::100]
    assert len(queries) > 100
    assert_same(real.vectors.search(queries, 48), index.search(queries, 48))


def test_the_graph_finds_at_least_99_of_100_that_exact_search_finds(
    index_url, tmp_path
):
    vectors = clustered(4000, dim=16)
    index = created(index_url, tmp_path, vectors, exact_rows=0)
    assert index.table.hnsw
    scores, truth = FaissIndex.build(vectors).search(vectors[:200], 10)
    found_scores, found = index.search(vectors[:200], 10)
    shared = [len(set(a) & set(b)) for a, b in zip(truth, found, strict=True)]
    assert np.mean(shared) >= 9.9
    assert found_scores[:, 0] == pytest.approx(scores[:, 0], abs=TOLERANCE)


def test_more_than_the_graph_can_give_is_searched_exactly(
    index_url, tmp_path, monkeypatch
):
    monkeypatch.setattr(pgvector_index, "MOST_EF_SEARCH", 50)
    vectors = clustered(200)
    index = created(index_url, tmp_path, vectors, exact_rows=0)
    _, rows = index.search(vectors[:1], 250)
    assert sorted(rows[0][:200]) == list(range(200))
    assert set(rows[0][200:]) == {-1}


def test_equal_scores_come_in_the_order_of_the_rows(index_url, tmp_path):
    index = created(index_url, tmp_path, np.array([[1, 0]] * 5, dtype="float32"))
    scores, rows = index.search(np.array([[1, 0]], dtype="float32"), 3)
    assert (rows.tolist(), scores.tolist()) == ([[0, 1, 2]], [[1, 1, 1]])


@pytest.mark.parametrize("exact_rows", [0, 1000])
def test_vectors_come_back_exactly_and_in_the_order_asked_for(
    index_url, tmp_path, exact_rows
):
    vectors = clustered(400)
    index = created(index_url, tmp_path, vectors, exact_rows=exact_rows)
    wanted = np.array([399, 0, 7])
    assert np.array_equal(index.reconstruct(wanted), vectors[wanted])
    assert index.reconstruct(np.arange(0)).shape == (0, 8)


def test_rows_that_go_while_they_are_served_are_no_trace(index_url, tmp_path):
    index = created(index_url, tmp_path, clustered(100))
    rows_of(index_url, f"DELETE FROM {index.table.name} WHERE id = 7")
    with pytest.raises(VectorStoreError, match="rows of the table .* are gone"):
        index.reconstruct(np.array([6, 7]))
    rows_of(index_url, f"DROP TABLE {index.table.name}")
    with pytest.raises(VectorStoreError, match="failed: UndefinedTable"):
        index.search(clustered(20), 1)


def test_a_build_that_fails_leaves_nothing(index_url):
    with pytest.raises(ZeroDivisionError), creating(index_url, clustered(100)):
        1 / 0  # noqa: B018
    assert tables(index_url) == []


def test_a_build_that_is_killed_leaves_nothing(index_url):
    script = (
        "import os, sys; from knowledge.pgvector_index import creating\n"
        "from tests.knowledge.test_faiss_index import clustered\n"
        "with creating(sys.argv[1], clustered(100)): os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, index_url], timeout=120)
    assert done.returncode == -9
    assert tables(index_url) == []


def test_equal_vectors_are_kept_once_and_damaged_ones_made_anew(index_url, tmp_path):
    vectors = clustered(100)
    name = created(index_url, tmp_path, vectors).table.name
    (before,) = rows_of(index_url, f"SELECT '{name}'::regclass::oid")
    created(index_url, tmp_path, vectors)
    assert rows_of(index_url, f"SELECT '{name}'::regclass::oid") == [before]
    rows_of(index_url, f"DELETE FROM {name} WHERE id = 3")
    assert np.array_equal(
        created(index_url, tmp_path, vectors).reconstruct(np.array([3])), vectors[3:4]
    )
    assert tables(index_url) == [name]


def test_two_builds_of_the_same_vectors_at_once_are_one_table(index_url, tmp_path):
    vectors, failed = clustered(500), []

    def build():
        try:
            with creating(index_url, vectors):
                time.sleep(0.2)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(tables(index_url)) == 1


def test_a_build_that_waits_too_long_for_another_says_so(index_url, monkeypatch):
    monkeypatch.setattr(pgvector_index, "LOCK_TIMEOUT_S", 0.2)
    vectors = clustered(100)
    with creating(index_url, vectors):
        with pytest.raises(VectorStoreError, match="somebody else makes or uses"):
            with creating(index_url, vectors):
                pass


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DROP TABLE {0}", "is not in the index database"),
        ("DELETE FROM {0} WHERE id = 5", "holds 99 rows, 100 were written"),
        (
            "UPDATE {0} SET vector = (SELECT vector FROM {0} WHERE id = 6) "
            "WHERE id = 5",
            "not what was written",
        ),
        (
            "UPDATE {0} SET id = id + 1000; UPDATE {0} SET id = 1099 - id",
            "not what was written",
        ),
        ("DROP INDEX {0}_vector_idx", "has lost its HNSW index"),
    ],
)
def test_rows_that_are_not_what_was_written_are_refused(
    index_url, tmp_path, damage, problem
):
    name = created(index_url, tmp_path, clustered(100), exact_rows=0).table.name
    rows_of(index_url, damage.format(name))
    wanted = f"table {name} .*{problem}|rows of the table {name} are {problem}"
    with pytest.raises(IndexDamagedError, match=wanted) as raised:
        PgvectorIndex.open(index_url, tmp_path)
    assert "Build it again with `make index`." in str(raised.value)


@pytest.mark.parametrize(
    ("change", "error", "problem"),
    [
        ({"version": 2}, IndexMismatchError, "a table of the kind"),
        ({"metric": "l2"}, IndexMismatchError, "a table of the kind"),
        ({"name": "users; DROP TABLE x"}, IndexDamagedError, "not the file"),
        ({"sha256": "0" * 64}, IndexDamagedError, "not the file"),
        ({"more": 1}, IndexDamagedError, "unexpected keyword"),
    ],
)
def test_a_folder_that_names_another_table_is_refused(tmp_path, change, error, problem):
    PgvectorIndex("postgresql://h/d", VectorTable.of(clustered(100))).write(tmp_path)
    data = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**data, **change}))
    with pytest.raises(error, match=problem):
        VectorTable.read(tmp_path)


def test_a_folder_without_the_file_or_with_half_of_it_is_refused(tmp_path):
    with pytest.raises(IndexDamagedError, match=FILE):
        VectorTable.read(tmp_path)
    (tmp_path / FILE).write_text('{"name": ')
    with pytest.raises(IndexDamagedError, match=FILE):
        VectorTable.read(tmp_path)


@pytest.mark.parametrize(
    "url", ["", "here", "sqlite:///file", "mysql://u:secret@h/d", "postgresql://h"]
)
def test_an_address_that_is_none_is_not_shown(url):
    with pytest.raises(VectorStoreUrlError, match="BEDSIDE_INDEX_URL") as raised:
        check_usable(url)
    assert "secret" not in str(raised.value)


def test_the_drivers_name_in_an_address_is_left_out():
    url = "postgresql+psycopg2://u:p%40ss@h:5432/d?sslmode=require"
    assert checked_url(url) == "postgresql://u:p%40ss@h:5432/d?sslmode=require"


def test_no_secret_is_shown():
    url = "postgresql://u:secret@127.0.0.1:9/d"
    settings = Settings.from_environment({"BEDSIDE_INDEX_URL": url})
    assert settings.index_url == url
    index = PgvectorIndex(url, VectorTable.of(clustered(100)))
    assert "secret" not in repr(settings) + repr(index)
    with pytest.raises(VectorStoreError) as raised:
        index.search(clustered(20), 1)
    assert "secret" not in str(raised.value)
    assert Settings.from_environment({"BEDSIDE_INDEX_URL": ""}).index_url == ""


def test_the_driver_is_imported_only_when_it_is_used():
    script = (
        "import sys, knowledge.library; "
        "assert not {'psycopg2', 'sqlalchemy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


class Versions:
    """A database whose extension is of some version, or is not there to be had."""

    def __init__(self, version):
        self.version = version

    def execute(self, statement):
        if statement.startswith("CREATE"):
            raise psycopg2.errors.UndefinedFile

    def fetchone(self):
        return self.version and (self.version,)


@pytest.mark.parametrize(
    ("version", "problem"),
    [(None, "CREATE EXTENSION vector"), ("0.4.4", "is 0.4.4, and 0.5 is the first")],
)
def test_a_database_without_a_usable_pgvector_is_named(version, problem):
    with pytest.raises(VectorStoreError, match=problem):
        pgvector_index._ensure_extension(Versions(version))
    pgvector_index._ensure_extension(Versions("0.10.1"))


def test_vectors_that_pgvector_cannot_index_are_named(index_url):
    wide = np.zeros((2, MOST_DIM + 1), dtype="float32")
    problem = f"{MOST_DIM} numbers at most.*{MOST_DIM + 1}; unset BEDSIDE_INDEX_URL"
    with pytest.raises(VectorStoreError, match=problem), creating(index_url, wide):
        pass


def test_the_longest_vectors_fit_into_their_rows(index_url, tmp_path):
    vectors = clustered(40, dim=MOST_DIM)
    index = created(index_url, tmp_path, vectors, exact_rows=0)
    assert index.search(vectors[7:8], 1)[1].tolist() == [[7]]


def test_a_table_that_is_open_is_not_removed(index_url, tmp_path):
    index = created(index_url, tmp_path, clustered(100))
    assert not drop(index_url, tmp_path)
    assert tables(index_url) == [index.table.name]
    del index
    gc.collect()
    assert drop(index_url, tmp_path)
    assert tables(index_url) == []
    # Somebody else may have removed it.
    assert drop(index_url, tmp_path)


def test_after_a_restart_of_the_database_searches_go_on(pgvector, index_url, tmp_path):
    vectors = clustered(100)
    index = created(index_url, tmp_path, vectors)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(index.search(vectors[:1], 1)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    pgvector.stop()
    try:
        with pytest.raises(VectorStoreError, match="failed: OperationalError.*runs"):
            index.search(vectors[:1], 1)
    finally:
        pgvector.start()
    assert index.search(vectors[:1], 1)[1].tolist() == [[0]]
    # The lock on its name is held again.
    assert not drop(index_url, tmp_path)


def test_a_database_that_hangs_is_not_waited_for(
    pgvector, index_url, tmp_path, monkeypatch
):
    vectors = clustered(100)
    index = created(index_url, tmp_path, vectors)
    index.search(vectors[:1], 1)
    monkeypatch.setattr(pgvector_index, "SEARCH_TIMEOUT_S", 0.3)
    pgvector.pause()
    try:
        started = time.monotonic()
        with pytest.raises(VectorStoreError, match="no answer in time"):
            index.search(vectors[:1], 1)
        # Above the timeout, so that a busy machine passes; without one it never ends.
        assert time.monotonic() - started < 30
    finally:
        pgvector.resume()
    monkeypatch.undo()
    assert index.search(vectors[:1], 1)[1].tolist() == [[0]]
