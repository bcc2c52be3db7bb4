import json
import tempfile

import pytest

from actions.clinic import load_clinic
from bot.settings import Settings
from tests.faults import checker
from tests.faults.forks import Forks


@pytest.fixture(scope="session")
def log():
    """What all servers of the suite logged."""
    with tempfile.TemporaryFile("w+") as log:
        yield log


@pytest.fixture(scope="session")
def forks(trained, log):
    checker.FALLBACK_TEXT = load_clinic(Settings().clinic_file).texts["fallback"]
    forks = Forks(log)
    yield forks
    forks.close()


@pytest.fixture(autouse=True)
def nothing_left_running(request):
    yield
    if "forks" in request.fixturenames:
        request.getfixturevalue("forks").kill_all()


@pytest.fixture(scope="session")
def figures(request):
    """Figures of the run by name, printed at its end for docs/reliability.md."""
    found = {}
    yield found
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\nFAULT FIGURES " + json.dumps(found, indent=1))  # noqa: T201


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def url(data_dir):
    return f"sqlite:///{data_dir}/conversations.db"
