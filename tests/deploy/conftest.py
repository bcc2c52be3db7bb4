import json
import os
import shutil
import subprocess

import pytest

from bot.settings import PROJECT_DIR

TOOLS = PROJECT_DIR / ".venv" / "tools" / "bin"


def tool(name):
    """A program of requirements/tools.txt; not to have it is an error of the set-up."""
    found = shutil.which(name, path=os.pathsep.join((str(TOOLS), os.environ["PATH"])))
    assert found, f"There is no {name}. Install it with `make .venv/.installed-tools`."
    return found


def run(*command, **options):
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, **options
    )


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """The compose files in a folder with the example's settings."""
    folder = tmp_path_factory.mktemp("compose")
    for file in PROJECT_DIR.glob("compose*.yaml"):
        shutil.copy(file, folder)
    shutil.copytree(PROJECT_DIR / "deploy", folder / "deploy")
    shutil.copy(PROJECT_DIR / ".env.example", folder / ".env")
    return folder


def composed(project, *files):
    """What Docker Compose makes of the files, with every profile."""
    options = [part for file in files for part in ("--file", file)]
    done = run(
        tool("docker-compose"),
        *options,
        "--profile",
        "work",
        "config",
        "--format",
        "json",
        cwd=project,
        env={"PATH": os.environ["PATH"], "HOME": str(project)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def one_machine(project):
    return composed(project, "compose.yaml")


@pytest.fixture(scope="session")
def with_postgresql(project):
    return composed(project, "compose.yaml", "compose.postgresql.yaml")


@pytest.fixture(params=["one_machine", "with_postgresql"])
def either(request):
    return request.getfixturevalue(request.param)
