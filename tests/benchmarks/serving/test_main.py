"""The run itself: what is done is not done again, and silence is no speed."""

import json
import sys

import pytest

from benchmarks.serving import __main__ as serving
from benchmarks.serving import report
from benchmarks.serving.figures import BEDSIDE, PLAIN, compare
from benchmarks.serving.processes import Command, CommandFailedError
from benchmarks.serving.systems import System
from tests.benchmarks.serving.test_figures import round_of

AMOUNT = serving.QUICK


def system(name, folder, **steps):
    training = {
        step: Command((sys.executable, "-c", code), folder, {})
        for step, code in steps.items()
    }
    return System(name, folder, training, (), "http://127.0.0.1:1/")


def test_a_step_that_was_trained_is_not_trained_again(tmp_path):
    step = "open('runs', 'a').write('x')"
    fails = system("it", tmp_path, first=step, second="raise SystemExit(1)")
    with pytest.raises(CommandFailedError):
        serving.train(fails)
    works = system("it", tmp_path, first=step, second="pass")
    done = serving.train(works)
    assert (tmp_path / "runs").read_text() == "x"
    assert set(done) == {"first", "second"}
    assert serving.train(works) == done


async def test_rounds_that_were_measured_are_kept_and_the_order_changes(
    tmp_path, monkeypatch
):
    order = []

    async def measure_one(system, amount, *, seed):
        order.append((system.name, seed))
        if len(order) == 4:
            raise KeyboardInterrupt
        return {"n": seed, "p50_ms": 1, "cpu_ms": 1, "turns_a_second": 1, "growth": 1}

    monkeypatch.setattr(serving, "measure_one", measure_one)
    systems = [system(name, tmp_path) for name in (BEDSIDE, PLAIN)]
    file = tmp_path / "rounds.json"
    with pytest.raises(KeyboardInterrupt):
        await serving.measure(systems, AMOUNT, 2, file)
    order.append("again")
    rounds = await serving.measure(systems, AMOUNT, 2, file)
    assert order == [
        (BEDSIDE, 0),
        (PLAIN, 0),
        (PLAIN, 1),
        (BEDSIDE, 1),
        "again",
        (BEDSIDE, 1),
    ]
    assert [r["n"] for r in rounds[BEDSIDE]] == [0, 1]
    assert json.loads(file.read_text()) == rounds


def result_of(tmp_path, *, quick):
    from benchmarks.results import Result, write_result

    own, plain = round_of(2.0, 1.1), round_of(10.0, 3.0)
    rounds = {BEDSIDE: [own, own], PLAIN: [plain, plain]}
    rows = [
        {"system": name, "round": n, "n_silent": 0, "long_ms": [1.0, 2.0], **figures}
        for name, of_system in rounds.items()
        for n, figures in enumerate(of_system)
    ]
    amount = {"n_rounds": 2, "n_warm_up": 1, "n_one": 2, "n_many": 3, "n_long": 4}
    tables = {
        "figures": compare(rounds),
        "rounds": rows,
        "training": [{"system": PLAIN, "step": "model", "cpu_s": 9.0, "wall_s": 8.0}],
        "amount": [{**amount, "n_examples": 7, "quick": quick}],
        "machine": [{"cpu": "a CPU", "cores": 2, "memory_gb": 8}],
    }
    write_result(Result("serving", tables), tmp_path)


def test_the_report_has_a_row_a_figure_and_two_plots(tmp_path):
    result_of(tmp_path, quick=False)
    page, ratios, growth = report.write(tmp_path)
    text = page.read_text()
    assert "| a turn, one at a time, p50, ms | 2.0 | 10.0 | 0.20 | at most 0.2" in text
    assert (
        "| 20 users, turns a second | 2.0 | 10.0 | 0.20 | at least 5 of it | no" in text
    )
    assert "at most 7 examples each" in text
    assert "quick run" not in text
    for plot in (ratios, growth):
        assert "<svg" in plot.read_text()


def test_a_quick_run_says_that_it_is_none_to_quote(tmp_path):
    result_of(tmp_path, quick=True)
    assert "**A quick run" in report.write(tmp_path)[0].read_text()


def test_without_a_result_nothing_is_written(tmp_path):
    assert report.write(tmp_path) == []
    assert not list(tmp_path.iterdir())
