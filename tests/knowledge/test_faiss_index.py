"""Vectors in memory: exact up to a size, lists beyond it."""

import numpy as np
import pytest

from knowledge.faiss_index import EXACT_FLOATS, FILE, LEAST_PROBED, FaissIndex


def clustered(n, *, dim=8, seed=1):
    """Unit vectors around n / 20 centres."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((n // 20, dim))
    vectors = centres[random.integers(len(centres), size=n)]
    vectors = vectors + 0.3 * random.standard_normal((n, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("float32")


@pytest.mark.parametrize(
    ("n", "limit", "kind"),
    [(100, 800, "IndexFlatIP"), (101, 800, "IndexIVFScalarQuantizer")],
)
def test_the_size_says_what_kind_of_index_it_is(n, limit, kind):
    index = FaissIndex.build(clustered(120)[:n], exact_floats=limit)
    assert type(index.index).__name__ == kind
    assert (len(index), index.dim) == (n, 8)


def test_a_clinics_pages_are_searched_exactly():
    """52,083 sentences of the packaged encoder."""
    assert 52_083 * 384 <= EXACT_FLOATS < 52_084 * 384


def test_lists_are_about_four_times_the_root_of_the_size():
    index = FaissIndex.build(clustered(4096), exact_floats=0)
    assert (index.index.nlist, index.index.nprobe) == (256, LEAST_PROBED)
    small = FaissIndex.build(clustered(40), exact_floats=0)
    assert small.index.nprobe <= small.index.nlist == 32


def test_lists_find_what_exact_search_finds():
    vectors = clustered(4000, dim=16)
    exact = FaissIndex.build(vectors)
    lists = FaissIndex.build(vectors, exact_floats=0)
    scores, truth = exact.search(vectors[:200], 10)
    near_scores, found = lists.search(vectors[:200], 10)
    shared = [len(set(a) & set(b)) for a, b in zip(truth, found, strict=True)]
    assert np.mean(shared) >= 9.9
    assert found[:, 0].tolist() == list(range(200))
    # Half precision: a cosine is right to a thousandth.
    assert near_scores[:, 0] == pytest.approx(scores[:, 0], abs=1e-3)


def test_equal_vectors_make_an_equal_index_of_lists(tmp_path):
    written = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        FaissIndex.build(clustered(2000), exact_floats=0).write(tmp_path / name)
        written.append((tmp_path / name / FILE).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("exact_floats", [10**9, 0])
def test_vectors_come_back_in_the_order_asked_for(tmp_path, exact_floats):
    vectors = clustered(400)
    FaissIndex.build(vectors, exact_floats=exact_floats).write(tmp_path)
    index = FaissIndex.read(tmp_path)
    wanted = np.array([399, 0, 7])
    # Lists are of half precision.
    assert index.reconstruct(wanted) == pytest.approx(vectors[wanted], abs=1e-3)
    assert index.reconstruct(np.arange(0)).shape == (0, 8)


def test_where_there_are_no_more_rows_the_row_is_minus_one():
    _, rows = FaissIndex.build(np.eye(2, dtype="float32")).search(np.eye(2)[:1], 3)
    assert rows.tolist() == [[0, 1, -1]]
