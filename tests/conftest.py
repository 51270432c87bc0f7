"""Every test starts in English, and nothing of one test's language reaches the next."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from fsq_lab.ground import language

hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def root() -> Path:
    return ROOT
