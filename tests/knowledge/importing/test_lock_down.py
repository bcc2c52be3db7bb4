"""What a locked process can no longer do, in Python and below it."""

import os
import subprocess
import sys

import pytest

from knowledge.importing.lock_down import lock_down

LINUX = sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64")
IN_PYTHON = """
import ctypes, ctypes.util, os, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
from knowledge.importing.lock_down import lock_down
import urllib.request
print(lock_down())
for name, act in {
    "socket": lambda: socket.socket(),
    "url": lambda: urllib.request.urlopen("http://192.0.2.1/"),
    "program": lambda: subprocess.run(["true"]),
    "shell": lambda: os.system("true"),
    "fork": lambda: os.fork(),
    "write": lambda: open(sys.argv[1] + "/made", "w"),
    "append": lambda: os.open(sys.argv[1] + "/there", os.O_WRONLY),
    "remove": lambda: os.remove(sys.argv[1] + "/there"),
    "library": lambda: ctypes.CDLL("libm.so.6"),
    "memory": lambda: bytearray(600 * 1024 * 1024),
}.items():
    try:
        act()
        print(name, "worked")
    except (OSError, MemoryError) as error:
        print(name, type(error).__name__)
print(open(sys.argv[1] + "/there").read())
"""
BELOW_PYTHON = """
import ctypes, sys
libc = ctypes.CDLL(None)
from knowledge.importing.lock_down import lock_down
names = "socket fork execve unlink rename creat open truncate kill".split()
calls = {name: getattr(libc, name) for name in names}
lock_down()
there = (sys.argv[1] + "/there").encode()
made = (sys.argv[1] + "/made").encode()
for name, arguments in {
    "socket": (2, 1, 0),
    "fork": (),
    "execve": (b"/bin/true", None, None),
    "unlink": (there,),
    "rename": (there, made),
    "creat": (made, 0o600),
    "open": (made, 0o101, 0o600),
    "truncate": (there, 0),
    "kill": (1, 0),
}.items():
    print(name, calls[name](*arguments))
print("read", calls["open"](there, 0) >= 0)
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "there").write_text("still there")

    def run_it(code):
        done = subprocess.run(
            [sys.executable, "-I", "-c", code, str(tmp_path)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "there").read_text() == "still there"
        assert not (tmp_path / "made").exists()
        return done.stdout.splitlines()

    return run_it


def test_python_code_is_refused_everything_but_reading(run):
    held_by, *refused, read = run(IN_PYTHON)
    assert held_by == ("kernel" if LINUX else "python")
    assert refused == [
        "socket PermissionError",
        "url PermissionError",
        "program PermissionError",
        "shell PermissionError",
        "fork PermissionError",
        "write PermissionError",
        "append PermissionError",
        "remove PermissionError",
        "library PermissionError",
        "memory MemoryError",
    ]
    assert read == "still there"


@pytest.mark.skipif(not LINUX, reason="the filter is for Linux on these processors")
def test_native_code_is_refused_by_the_kernel(run):
    *refused, read = run(BELOW_PYTHON)
    names = "socket fork execve unlink rename creat open truncate kill".split()
    assert refused == [f"{name} -1" for name in names]
    assert read == "read True"


def test_the_lock_is_for_a_process_of_its_own():
    """This one is not locked by importing it."""
    assert callable(lock_down)
    assert subprocess.run([sys.executable, "-c", ""]).returncode == 0
