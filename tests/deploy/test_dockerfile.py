"""The Dockerfile by hadolint, and what hadolint cannot see."""

import re

import pytest

from bot.settings import PROJECT_DIR
from tests.deploy.conftest import run, tool

DOCKERFILE = (PROJECT_DIR / "Dockerfile").read_text()


def stages():
    """Stage -> its instructions, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.M)
    found, name = {}, None
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        if line.startswith("FROM "):
            name = line.split()[-1]
            found[name] = [line]
        elif name and line:
            found[name].append(line)
    return found


def test_hadolint_finds_nothing():
    done = run(tool("hadolint"), PROJECT_DIR / "Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_that_is_built_by_default_serves():
    assert list(stages())[-1] == "serve"


@pytest.mark.parametrize("name", ["serve", "tools"])
def test_an_image_runs_as_a_user_that_is_a_number(name):
    assert stages()[name][-1] == "USER 10001:10001"


def test_no_compiler_and_no_pip_is_in_an_image_that_runs():
    for name in ("base", "serve", "tools"):
        text = " ".join(stages()[name])
        assert "build-essential" not in text and "pip install" not in text
    assert "pip uninstall --yes --quiet pip" in " ".join(stages()["base"])
    assert "venv --without-pip /opt/bedside" in " ".join(stages()["build"])


def test_packages_are_installed_by_hash_only():
    installs = re.findall(r"pip install [^&]+", " ".join(stages()["build"]))
    assert len(installs) == 3
    for install in installs:
        assert "--require-hashes" in install or "--editable ." in install


def test_no_model_index_page_or_secret_is_copied():
    copied = [
        source
        for lines in stages().values()
        for line in lines
        if line.startswith("COPY") and "--from=" not in line
        for source in line.split()[1:-1]
    ]
    assert set(copied) == {
        "bot/web/package.json",
        "bot/web/package-lock.json",
        "bot/web/.npmrc",
        "bot/web/",
        "requirements/uv.txt",
        "requirements/run.txt",
        "deploy/not-for-serving.txt",
        "deploy/serving_requirements.py",
        "pyproject.toml",
        "config.yml",
        "actions/",
        "bot/",
        "knowledge/",
        "deploy/health.py",
    }
    for source in copied:
        assert (PROJECT_DIR / source).exists(), source
    assert "rm -rf knowledge/sources" in " ".join(stages()["build"])


def test_the_builder_is_sent_nothing_but_what_is_copied():
    lines = (PROJECT_DIR / ".dockerignore").read_text().splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    assert lines[0] == "*"
    sent = {line[1:] for line in lines if line.startswith("!")}
    assert sent == {
        "actions/",
        "bot/",
        "config.yml",
        "deploy/health.py",
        "deploy/not-for-serving.txt",
        "deploy/serving_requirements.py",
        "knowledge/",
        "pyproject.toml",
        "requirements/run.txt",
        "requirements/uv.txt",
    }
    # Later lines count: these take out again what a folder above would send.
    assert {"**/.env*", "**/*.db", "**/*.key", "knowledge/sources"} <= set(lines[1:])


def test_health_and_stop_are_the_servers_own():
    text = " ".join(stages()["base"])
    assert "STOPSIGNAL SIGTERM" in text
    assert '["python", "deploy/health.py", "/health/live"]' in text
    assert 'ENTRYPOINT ["bedside"]' in text and 'CMD ["serve"]' in text


def test_every_setting_of_the_image_is_documented():
    known = set(
        re.findall(
            r"`(BEDSIDE_[A-Z_]+)`", (PROJECT_DIR / "docs/settings.md").read_text()
        )
    )
    used = set(re.findall(r"(BEDSIDE_[A-Z_]+)=", " ".join(stages()["base"])))
    assert used and used <= known
