import numpy as np
import pytest

from benchmarks import search_speed
from benchmarks.results import Result, write_result
from benchmarks.search_speed import generate, measure_search, recall


@pytest.fixture
def model():
    """Vectors that spread in two of eight directions."""
    random = np.random.default_rng(0)
    spread = np.array([1.0, 0.5, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05])
    vectors = 0.5 + random.standard_normal((500, 8)) * spread
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("float32")


def test_generated_vectors_are_unit_clustered_and_spread_like_the_model(model):
    vectors, queries = generate(model, 2000, seed=1)
    assert vectors.shape == (2000, 8) and queries.shape[1] == 8
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(2000), abs=1e-5)
    nearest = np.sort(vectors[:200] @ vectors.T, axis=1)[:, -2]
    random = np.random.default_rng(2).permutation(2000)[:200]
    assert nearest.mean() > (vectors[:200] * vectors[random]).sum(axis=1).mean() + 0.1
    assert vectors.std(axis=0)[0] > 3 * vectors.std(axis=0)[4]
    again, _ = generate(model, 2000, seed=1)
    assert np.array_equal(again, vectors)


def test_recall_is_the_share_of_the_true_nearest():
    truth = np.array([[1, 2], [3, 4]])
    assert recall(truth, np.array([[2, 1], [3, 9]])) == 0.75


def test_a_size_up_to_the_limit_is_measured_exact_only(model):
    (row,) = measure_search(*generate(model, 300, seed=1))
    assert (row["kind"], row["served"], row["recall"]) == ("IndexFlatIP", True, 1.0)
    assert row["bytes_each"] == pytest.approx(4 * 8, abs=1)


def test_beyond_it_both_are_measured_and_the_lists_are_what_is_used(model, monkeypatch):
    monkeypatch.setattr(search_speed, "EXACT_FLOATS", 8 * 1000)
    exact, lists = measure_search(*generate(model, 4000, seed=1))
    assert (exact["served"], lists["served"]) == (False, True)
    assert lists["kind"] == "IndexIVFScalarQuantizer"
    assert lists["recall"] > 0.95
    assert lists["bytes_each"] < exact["bytes_each"]


def test_a_table_is_measured_beside_memory(model, index_url):
    exact, table = measure_search(*generate(model, 300, seed=1), index_url=index_url)
    assert (table["kind"], table["recall"]) == ("pgvector, exact", 1.0)
    assert table["bytes_each"] == 0 < 4 * 8 < table["disk_each"]
    assert table["cpu_ms"] >= 0 < table["opened_s"]
    assert exact["disk_each"] == exact["bytes_each"]


def test_the_report_has_both(model, index_url, tmp_path):
    search = measure_search(*generate(model, 300, seed=1), index_url=index_url)
    limits = [
        {"exact_up_to": 5, "table_exact_up_to": 7, "load": 0.25, "question_ms": 1.0}
    ]
    memory = [
        {"engine": "FAISS", "n": 9, "loaded_each": 8.0, "answering_each": 10.0},
    ]
    built = [
        {
            "n_sentences": 4,
            "n_encoded_twice": 0,
            "encoder_a_second": 9,
            "build_a_second": 8,
            "share": 0.9,
        }
    ]
    tables = {"search": search, "memory": memory, "build": built, "limits": limits}
    write_result(Result("search_speed", tables), tmp_path)
    text = search_speed.write(tmp_path)[0].read_text()
    assert "| 300 | FAISS, exact | yes |" in text
    assert "| 300 | pgvector, exact | yes |" in text
    assert "| FAISS | 9 | 8 | 10 |" in text
    assert "searched exactly up to 7 sentences" in text
