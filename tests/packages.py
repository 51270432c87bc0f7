"""Wheel and sdist, built as a package index would get them."""

import subprocess
import sys
from pathlib import Path


def packed(tree: Path, target: str, folder: Path) -> Path:
    """Build the ``wheel`` or the ``sdist`` of a tree into a folder and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return next(file for file in folder.iterdir() if file.name.endswith((".whl", ".tar.gz")))
