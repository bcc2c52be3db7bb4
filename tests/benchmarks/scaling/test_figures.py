"""Figures of one and two servers, worked out by hand."""

import pytest

from benchmarks.scaling.figures import Load, compare, computed, figures_of


def load(n_servers, wall_s, servers_s=3.0):
    cpu_s = {"servers": servers_s, "postgres": 0.5, "nginx": 0.1, "client": 0.4}
    machine_s = servers_s + 1.0 + 2.0
    return Load(n_servers, (0.1,) * 94 + (0.5,) * 6, wall_s, cpu_s, machine_s, 1)


def test_the_figures_of_a_load():
    assert figures_of(load(1, 4.0)) == pytest.approx(
        {
            "n_servers": 1,
            "turns_a_second": 25.0,
            "p50_ms": 100.0,
            "p95_ms": 500.0,
            "servers_ms": 30.0,
            "postgres_ms": 5.0,
            "nginx_ms": 1.0,
            "client_ms": 4.0,
            "cores_busy": 1.0,
            "others_busy": 0.5,
            "n_silent": 1,
        }
    )


def test_the_ratio_is_taken_round_by_round():
    rounds = [
        (figures_of(load(1, 4.0)), figures_of(load(2, 2.0))),
        (figures_of(load(1, 8.0)), figures_of(load(2, 5.0))),
        (figures_of(load(1, 4.0)), figures_of(load(2, 2.5))),
    ]
    row = next(r for r in compare(rounds) if r["figure"] == "turns_a_second")
    assert row["one"] == {"median": 25.0, "low": 12.5, "high": 25.0}
    assert row["two"]["median"] == 40.0
    assert row["ratio"] == pytest.approx({"median": 1.6, "low": 1.6, "high": 2.0})


def test_beyond_two_a_server_fills_a_core_and_the_others_need_theirs():
    rounds = [(figures_of(load(1, 4.0)), figures_of(load(2, 2.0)))]
    one, two, four, eight = computed(compare(rounds), n_cores=2)
    assert one["turns_a_second"] == pytest.approx(1000 / 30)
    assert eight["turns_a_second"] == pytest.approx(8000 / 30)
    # 6 ms beside 30: a fifth of a core for each server.
    assert four["cores"] == pytest.approx(4.8)
    assert four["postgres_cores"] == pytest.approx(4 * 5 / 30)
    # Two cores have 2000 ms a second, and a turn takes 40 of them, the client's too.
    assert two["here"] == pytest.approx(50.0)
    assert one["here"] == pytest.approx(1000 / 30)
