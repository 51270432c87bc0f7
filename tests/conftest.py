"""What tests share: the repository's root, and how hypothesis runs."""

from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

ROOT = Path(__file__).parent.parent


@pytest.fixture
def root() -> Path:
    return ROOT
