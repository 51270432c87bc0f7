"""Parquet with the extra `scale`: tried in a process of its own, since pandas takes another way where pyarrow is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

READERS = ("test_carrying.py", "test_tallies.py")
NAMED = "parquet or cannot_be_tallied"
APART = os.environ.get("FSQ_PYARROW")


def asking_for_it(folder: Path) -> int:
    return sum((folder / name).read_text(encoding="utf-8").count('importorskip("pyarrow")') for name in READERS)


@pytest.mark.skipif(APART is None, reason="FSQ_PYARROW names no folder with pyarrow")
def test_all_that_needs_pyarrow_passes_with_it(root: Path) -> None:
    paths = os.pathsep.join(filter(None, [APART, os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-rs", "-p", "no:cacheprovider", "-k", NAMED]
    done = subprocess.run(
        [*command, *(str(root / "tests" / name) for name in READERS)],
        cwd=root, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "pyarrow" not in "".join(re.findall("SKIPPED.*", done.stdout))
    assert asking_for_it(root / "tests") == 4  # all of them are named so
