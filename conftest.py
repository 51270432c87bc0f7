"""Plugins of the test run, for tests/, doctests and the built notebooks alike."""

import os
import sys
from collections.abc import Iterator

import pytest

os.environ["FSQ_PROGRESS"] = ""  # in notebooks under nbval too: nobody's answers, nothing kept
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a run starts some 150 processes: each would compile the library anew
sys.dont_write_bytecode = False

pytest_plugins = ["workers", "notebook_run", "turns", "costs"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let every test and doctest start in English; nothing of one's language reaches the next."""
    from fsq_lab.ground import language

    language.use("en")
    yield
    language.use("en")
