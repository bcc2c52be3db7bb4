"""Who starts and ends whom, with processes that load nothing (stand_in.py)."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from bot.clinics import supervisor
from bot.clinics.supervisor import can_import_once, look_of, reachable
from bot.settings import PROJECT_DIR
from tests.conftest import free_port

WITHIN_S = 30


def until(is_so, what):
    end = time.monotonic() + WITHIN_S
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {WITHIN_S} s: {what()}")


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Running:
    """The supervisor's process, and what its clinics say."""

    def __init__(self, installation, log):
        self.installation = installation
        self._log = log
        with log.open("w") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.bot.clinics.stand_in"],
                cwd=PROJECT_DIR,
                env={**os.environ, "BEDSIDE_CLINICS": str(installation.file)},
                stdout=stderr,
                stderr=stderr,
            )

    def told(self):
        return self._log.read_text()

    def wait_told(self, pattern, times=1):
        return until(
            lambda: len(re.findall(pattern, self.told())) >= times,
            lambda: f"{pattern!r} in {self.told()}",
        )

    def ask(self, clinic_id):
        """Process, parent and mark of a clinic; None while it does not answer."""
        port = self.installation.registry().tenant(clinic_id).port
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{port}/pid"
            with urllib.request.urlopen(address, timeout=5) as response:
                pid, parent, mark = response.read().decode().split(" ")
                return int(pid), int(parent), mark
        return None

    def pid(self, clinic_id):
        return until(lambda: self.ask(clinic_id), self.told)[0]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(WITHIN_S)


@pytest.fixture
def start(installation, tmp_path):
    started = []

    def start():
        running = Running(installation, tmp_path / f"log-{len(started)}")
        started.append(running)
        return running

    yield start
    for running in started:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture
def two_ports(installation):
    installation.add("willow", port=free_port())
    installation.add("harbour", port=free_port())
    return installation


def test_each_clinic_has_its_process_and_environment_and_all_end_together(
    two_ports, start
):
    two_ports.set("willow", MARK="w")
    running = start()
    running.wait_told("ready at", times=2)
    willow, harbour = running.ask("willow"), running.ask("harbour")
    assert (willow[2], harbour[2]) == ("w", "")
    assert willow[0] != harbour[0]
    assert willow[1] == harbour[1] == running.process.pid
    assert "willow: ready at http://127.0.0.1:" in running.told()
    assert ", for willow.example/" in running.told()
    assert running.stop() == 0
    assert running.told().count(": stopped\n") == 2
    assert not is_running(willow[0]) and not is_running(harbour[0])


def test_a_clinic_that_dies_comes_back_and_the_other_never_notices(two_ports, start):
    running = start()
    willow, harbour = running.pid("willow"), running.pid("harbour")
    running.wait_told("ready at", times=2)
    os.kill(willow, signal.SIGKILL)
    running.wait_told("willow: was ended by SIGKILL; starting again in 0.1 s")
    running.wait_told("willow: ready at", times=2)
    assert running.pid("willow") not in (willow, harbour)
    assert running.pid("harbour") == harbour
    assert "harbour: was ended" not in running.told()


def test_a_clinic_that_cannot_start_is_tried_again_ever_later(two_ports, start):
    two_ports.set("willow", CRASH=2)
    running = start()
    running.wait_told("starting again in 0.4 s")
    pauses = re.findall(r"with status 2; starting again in (\S+) s", running.told())
    assert pauses[:3] == ["0.1", "0.2", "0.4"]
    assert running.pid("harbour")
    assert running.stop() == 0


def test_pauses_grow_to_a_minute_and_no_further():
    waiting = supervisor.Supervisor(lambda: None, lambda tenant: 0, lambda line: None)

    class Tenant:
        id = "willow"

    server = supervisor.Server(Tenant())
    pauses = []
    for _ in range(9):
        pauses.append(server.pause_s)
        waiting._put_off(server, "ended")
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_clinic_whose_settings_are_unusable_is_named_and_the_other_served(
    two_ports, start
):
    (two_ports.folder / "willow" / "settings.env").chmod(0o644)
    running = start()
    running.wait_told("willow: .*every user of this machine may read it")
    assert running.pid("harbour")


def test_a_clinic_that_is_stuck_is_killed_and_started_again(two_ports, start):
    two_ports.set("willow", NEVER_ANSWER=1)
    running = start()
    first = running.pid("willow")
    running.wait_told("willow: has not answered for 1.5 s, killed")
    running.wait_told("willow: ready at", times=2)
    assert not is_running(first)


def test_a_clinic_that_does_not_end_is_killed_and_it_is_said(two_ports, start):
    two_ports.set("willow", IGNORE_TERM=1)
    running = start()
    running.wait_told("ready at", times=2)
    willow = running.pid("willow")
    assert running.stop() == 1
    assert "willow: did not end within 1 s, killed" in running.told()
    assert "harbour: stopped" in running.told()
    assert not is_running(willow)


def test_no_clinic_is_left_alone_when_the_supervisor_is_killed(two_ports, start):
    running = start()
    running.wait_told("ready at", times=2)
    pids = running.pid("willow"), running.pid("harbour")
    running.process.kill()
    running.process.wait()
    until(lambda: not any(map(is_running, pids)), running.told)


def test_a_second_supervisor_is_refused_and_the_first_goes_on(two_ports, start):
    running = start()
    running.wait_told("ready at", times=2)
    second = start()
    assert second.process.wait(WITHIN_S) == 2
    pid = running.process.pid
    assert f"served already, by process {pid}" in second.told()
    assert f"`kill -HUP {pid}`" in second.told()
    assert running.ask("willow")


def test_after_sighup_only_what_changed_is_touched(two_ports, start):
    running = start()
    running.wait_told("ready at", times=2)
    willow, harbour = running.pid("willow"), running.pid("harbour")

    two_ports.add("north", port=free_port())
    running.process.send_signal(signal.SIGHUP)
    running.wait_told("north: ready at")
    assert running.pid("willow") == willow and running.pid("harbour") == harbour

    two_ports.set("willow", MARK="new")
    running.process.send_signal(signal.SIGHUP)
    running.wait_told("willow: has new settings, stopping")
    running.wait_told("willow: ready at", times=2)
    assert running.ask("willow")[2] == "new" and running.pid("harbour") == harbour

    text = two_ports.file.read_text("utf-8")
    north = text.index("  north:")
    two_ports.file.write_text(text[:north], "utf-8")
    running.process.send_signal(signal.SIGHUP)
    running.wait_told("north: stopped")
    assert running.pid("harbour") == harbour


def test_a_registry_that_became_unusable_changes_nothing(two_ports, start):
    running = start()
    running.wait_told("ready at", times=2)
    pids = running.pid("willow"), running.pid("harbour")
    text = two_ports.file.read_text("utf-8")
    two_ports.file.write_text(text.replace("host:", "hots:"), "utf-8")
    running.process.send_signal(signal.SIGHUP)
    running.wait_told("Everything stays as it was: clinics.yml: 'clinics.willow.hots'")
    two_ports.file.write_text(text, "utf-8")
    assert (running.pid("willow"), running.pid("harbour")) == pids


def test_after_sighup_a_clinic_that_waits_is_tried_at_once(two_ports):
    """Its index or model, which no hash here knows of, may be there by now."""
    waiting = supervisor.Supervisor(
        two_ports.registry, lambda tenant: 0, lambda _: None
    )
    waiting._take(two_ports.registry())
    server = waiting.servers["willow"]
    server.start_at, server.pause_s = 1e12, 60.0
    waiting._reload()
    assert (server.start_at, server.pause_s) == (0.0, supervisor.FIRST_PAUSE_S)


def test_what_is_read_at_the_start_is_what_a_restart_is_for(two_ports):
    tenant = two_ports.registry().tenant("willow")
    looks = {look_of(tenant)}
    for name in ("clinic.yml", "credentials.yml", "settings.env", "config.yml"):
        with (tenant.folder / name).open("a") as file:
            file.write("# one more line\n")
        looks.add(look_of(tenant))
    assert len(looks) == 5
    # Pages are published, not restarted for.
    (tenant.folder / "sources" / "new.md").write_text("new")
    assert look_of(tenant) in looks


@pytest.mark.slow
def test_an_import_that_starts_a_thread_is_refused(two_ports, monkeypatch):
    """A fork would inherit its locks, and nobody who lets them go."""
    monkeypatch.setattr(supervisor, "_n_threads", lambda: 2)
    with pytest.raises(RuntimeError, match="2 threads run after the imports, not 1"):
        supervisor.import_once(two_ports.registry())


def test_a_model_that_needs_tensorflow_keeps_the_imports_apart(two_ports):
    assert can_import_once(two_ports.registry())
    config = two_ports.folder / "willow" / "config.yml"
    config.write_text("pipeline: [{name: DIETClassifier}]\n")
    assert not can_import_once(two_ports.registry())


@pytest.mark.parametrize(
    ("host", "asked"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "::1")],
)
def test_where_a_server_is_asked_how_it_is(host, asked):
    assert reachable(host) == asked
