"""Every test starts in English, and nothing of one test's language reaches the next."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from fsq_lab.ground import language

hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

os.environ["FSQ_PROGRESS"] = ""  # in notebooks under nbval too: nobody's answers, nothing kept

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def root() -> Path:
    return ROOT
