"""Real small processes: what they cost is counted, and they end."""

import sys
import time
from pathlib import Path

import pytest

from benchmarks.serving.processes import Command, CommandFailedError, Group, run

CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
BUSY = "import time\nwhile time.process_time() < 0.3: pass"
BIG = "x = bytearray(50_000_000); import time; time.sleep(30)"


def python(code, tmp_path):
    return Command((sys.executable, "-c", code), tmp_path, {})


def test_the_cpu_of_children_counts(tmp_path):
    spent = run(python(CHILD.format(code=BUSY), tmp_path), tmp_path / "log")
    assert 0.3 <= spent.cpu_s < 3
    assert spent.wall_s >= 0.3


def test_a_command_that_fails_shows_the_end_of_its_log(tmp_path):
    command = python("print('no disk'); raise SystemExit(3)", tmp_path)
    with pytest.raises(CommandFailedError, match=r"(?s)no disk.*goes on from there"):
        run(command, tmp_path / "log")


def wait_until(holds, timeout_s=20.0):
    until = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_groups_processes_and_their_children_are_watched_and_ended(tmp_path):
    code = CHILD.format(code=BIG)
    with Group([python(code, tmp_path), python(BIG, tmp_path)], tmp_path / "log") as g:
        # Two started ones and a child, of which two hold fifty megabytes each.
        wait_until(lambda: len(g.pids()) == 3 and g.rss_bytes() > 100e6)
        assert g.n_files() >= 9
        g.check_running()
        pids = g.pids()
        started = pids[:2]
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)
    assert g.pids() == []
    assert g.cpu_s() == 0


def test_a_server_that_ends_is_noticed(tmp_path):
    with Group([python("raise SystemExit(1)", tmp_path)], tmp_path / "log") as group:
        wait_until(lambda: group._processes[0].poll() is not None)
        with pytest.raises(CommandFailedError, match="failed"):
            group.check_running()
