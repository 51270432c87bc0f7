"""Which tests stay together on one worker; all others go to whichever is free.

The cells of a notebook share a kernel, and the tests of a file may share what a fixture has made for all of them.
(pytest-xdist's own ``loadgroup`` does not see its marks under pytest 9.2.)
"""

from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


class Together(LoadScopeScheduling):
    """Hands out notebooks and files with shared fixtures whole, the largest first, and every other test by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(self.config.rootpath, nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def unit(root: Path, nodeid: str) -> str:
    """Return what a test is handed out with: its file's name, or its own."""
    name = nodeid.partition("::")[0]
    return name if name.endswith(".ipynb") or shares_a_fixture(root / name) else nodeid


@cache
def shares_a_fixture(file: Path) -> bool:
    """Return whether a file has a fixture that lives longer than one of its tests."""
    return 'scope="module"' in file.read_text(encoding="utf-8")
