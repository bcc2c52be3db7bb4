"""What tests need of Debian's packages: skipped without it here, an error in CI."""

import os

import pytest


def missing(what, package):
    """End the test: CI installs everything (`.ci/run`), so there it is a fault."""
    say = f"no {what} here: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(say, pytrace=False)
    pytest.skip(say)
