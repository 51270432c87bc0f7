"""nbval on a notebook with every type of question and a role play: it passes as stored, and sees a changed question."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from quiz_pages import EVERY_TYPE

from fsq_lab.authoring.execute import execute

CELLS = [
    "from pathlib import Path\nfrom fsq_lab import take_quiz, take_role, use\nfrom fsq_lab.quiz.bank import read_bank",
    "use('zh')\ntake_quiz(read_bank(Path('every_type.yml')))",
    "use('en')\ntake_quiz(read_bank(Path('every_type.yml')), exam=True)",
    "take_role('wrong-transfer')",
]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Return the notebook as the build stores it, beside its bank."""
    (tmp_path / "every_type.yml").write_bytes(EVERY_TYPE.read_bytes())
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    done = execute(nbformat.v4.new_notebook(cells=cells), tmp_path, "every_type.ipynb")
    nbformat.write(done, tmp_path / "every_type.ipynb")
    return tmp_path


def nbval(folder: Path, root: Path) -> subprocess.CompletedProcess[str]:
    options = ("--nbval", "--nbval-current-env", f"--nbval-sanitize-with={root / 'tests' / 'nbval.cfg'}")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, *options, "every_type.ipynb"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_notebook_with_every_type_passes_nbval(stored: Path, root: Path) -> None:
    run = nbval(stored, root)
    assert run.returncode == 0, run.stdout
    assert f"{len(CELLS)} passed" in run.stdout


def test_nbval_sees_a_changed_question_and_a_changed_option(stored: Path, root: Path) -> None:
    bank = stored / "every_type.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("A coin,", "A stone,"), encoding="utf-8")
    run = nbval(stored, root)
    assert run.returncode == 1, run.stdout
    assert "2 failed" in run.stdout
