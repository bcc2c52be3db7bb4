"""The image's last stage without an image: its files, its packages, its rights.

Bubblewrap lays out what the stage `serve` copies, and nothing else of the project or of
the packages; everything but the data folder and /tmp is read-only. A server is started
there as user 10001 without capabilities, and has to answer.
"""

import os
import re
import shutil
import sys
import sysconfig
from importlib.metadata import distribution

import pytest

from bot.settings import PROJECT_DIR
from tests.conftest import free_port, post_message, running

pytestmark = pytest.mark.slow

# As the Dockerfile names them.
COPIED = ("actions", "bot", "knowledge", "config.yml")
NOT_COPIED = ("knowledge/sources",)


def left_out():
    """Top-level names in site-packages that the image is made without."""
    text = (PROJECT_DIR / "deploy" / "not-for-serving.txt").read_text()
    names = re.findall(r"^([a-z0-9-]+)", text, re.M)
    return {
        file.parts[0]
        for name in names
        for file in distribution(name).files or ()
        if file.parts[0] not in ("..", "__pycache__")
    }


@pytest.fixture
def layout(tmp_path):
    """The program's folder, and links to the packages that stay."""
    app, site = tmp_path / "bedside", tmp_path / "site"
    app.mkdir()
    site.mkdir()
    for name in COPIED:
        if (PROJECT_DIR / name).is_dir():
            shutil.copytree(
                PROJECT_DIR / name,
                app / name,
                ignore=lambda folder, names: [
                    n
                    for n in names
                    if n in ("__pycache__", "node_modules")
                    or f"{folder}/{n}".endswith(NOT_COPIED)
                ],
            )
        else:
            shutil.copy(PROJECT_DIR / name, app / name)
    (app / "knowledge" / "sources").mkdir()
    gone = left_out()
    assert {"torch", "tensorflow", "nvidia"} <= gone
    packages = sysconfig.get_path("purelib")
    for name in os.listdir(packages):
        if name not in gone and name != "__pycache__":
            (site / name).symlink_to(f"/opt/packages/{name}")
    return tmp_path


def inside(layout, data, port):
    """The command that starts the server in there."""
    sources = PROJECT_DIR / "knowledge" / "sources"
    web = PROJECT_DIR / "var" / "web"
    mounts = {
        # Where it was built for: its libraries are looked for there.
        sys.base_prefix: sys.base_prefix,
        sysconfig.get_path("purelib"): "/opt/packages",
        layout / "site": "/opt/site",
        layout / "bedside": "/opt/bedside",
        sources: "/opt/bedside/knowledge/sources",
        web: "/opt/web",
    }
    settings = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/nonexistent",
        "PYTHONPATH": "/opt/site:/opt/bedside",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLCONFIGDIR": "/tmp",
        "OMP_NUM_THREADS": "1",
        "BEDSIDE_PORT": str(port),
        "BEDSIDE_DATA_DIR": "/opt/data",
        "BEDSIDE_SOURCES_DIR": "/opt/bedside/knowledge/sources",
        "BEDSIDE_WEB_DIR": "/opt/web",
    }
    return [
        *("bwrap", "--unshare-user", "--uid", "10001", "--gid", "10001"),
        *("--cap-drop", "ALL", "--die-with-parent", "--clearenv"),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
        *("--tmpfs", "/tmp", "--tmpfs", "/root", "--tmpfs", "/home"),
        *("--tmpfs", "/opt"),
        *(part for a, b in mounts.items() for part in ("--ro-bind", str(a), b)),
        *("--bind", str(data), "/opt/data"),
        *("--remount-ro", "/opt", "--remount-ro", "/root", "--remount-ro", "/home"),
        *(part for a, b in settings.items() for part in ("--setenv", a, b)),
        *("--chdir", "/opt/bedside"),
        *(f"{sys.base_prefix}/bin/python3.10", "-m", "bot.cli", "serve"),
    ]


def asked(address, sender, message):
    """Route and text of the reply."""
    messages = post_message(address, sender, message)
    (custom,) = (m["custom"] for m in messages if m.get("custom"))
    return custom["route"], " ".join(m.get("text", "") for m in messages)


def test_a_server_answers_with_the_images_files_packages_and_rights(trained, layout):
    if shutil.which("bwrap") is None:
        pytest.skip("no bwrap here: Debian's package bubblewrap has it")
    data = layout / "data"
    data.mkdir()
    for source in (
        trained.knowledge.index_dir,
        trained.knowledge.models_dir,
        trained.model_dir,
    ):
        shutil.copytree(source, data / source.name, symlinks=True)
    before = {path.name for path in data.iterdir()}
    port = free_port()
    url = f"http://127.0.0.1:{port}/health/ready"
    with running(inside(layout, data, port), url) as address:
        route, _ = asked(address, "a", "how many sessions will I need?")
        assert route == "answer"
        route, text = asked(address, "b", "I can't breathe and my face is swelling")
        assert route == "emergency" and "999" in text
        written = {path.name for path in data.iterdir()} - before
    assert written <= {
        "conversations.db",
        "conversations.db-wal",
        "conversations.db-shm",
        "rasa-cache",
        "server.lock",
        "widget.key",
    }
