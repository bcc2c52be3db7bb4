"""The page of one and two servers, from figures made up here."""

from benchmarks.results import Result, write_result
from benchmarks.scaling import report
from benchmarks.scaling.figures import Load, compare, computed, figures_of

CPU_S = {"servers": 3.0, "postgres": 0.5, "nginx": 0.1, "client": 0.4}


def result():
    rounds = [
        tuple(figures_of(Load(n, (0.1,) * 100, 4.0 / n, CPU_S, 4.0, 0)) for n in (1, 2))
    ]
    figures = compare(rounds)
    amount = {"n_rounds": 1, "n_turns": 100, "n_users": 20, "n_warm_up": 60}
    machine = {"cpu": "a chip", "cores": 2, "memory_gb": 8, "load": 0.25}
    return Result(
        "scaling",
        {
            "figures": figures,
            "computed": computed(figures, 2),
            "rounds": [row for pair in rounds for row in pair],
            "amount": [amount],
            "machine": [machine],
        },
    )


def test_without_a_result_nothing_is_written(tmp_path):
    assert report.write(tmp_path) == []


def test_the_page_has_measured_and_computed_figures_and_says_which(tmp_path):
    write_result(result(), tmp_path)
    page, plot = report.write(tmp_path)
    text = page.read_text("utf-8")
    assert "| turns a second | 25.0 | 50.0 | 2.00 |" in text
    assert "| CPU a turn, PostgreSQL, ms | 5.0 | 5.0 | 1.00 |" in text
    assert "| 8 | 267 | 9.6 | 1.33 |  |" in text
    assert "Load average of the machine when it began: 0.2" in text
    assert "Computed from the CPU seconds of a turn" in text
    assert plot.read_text("utf-8").startswith("<?xml")
