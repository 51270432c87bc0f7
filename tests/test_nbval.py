"""nbval's run of notebooks: it sees a changed question; with our plugin a changed chart and a changed quoted result."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from quiz_pages import EVERY_TYPE

from fsq_lab.authoring.execute import execute
from fsq_lab.authoring.making import compose
from fsq_lab.authoring.targets import targets

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


def nbval(folder: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    options = (
        "--rootdir=.",
        "--color=no",
        "--nbval",
        "--nbval-current-env",
        f"--nbval-sanitize-with={root / 'tests' / 'nbval.cfg'}",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (root, root / "tests")))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, *options, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_notebook_with_every_type_passes_nbval(stored: Path, root: Path) -> None:
    run = nbval(stored, root, "every_type.ipynb")
    assert run.returncode == 0, run.stdout
    assert f"{len(CELLS)} passed" in run.stdout


def test_nbval_sees_a_changed_question_and_a_changed_option(stored: Path, root: Path) -> None:
    bank = stored / "every_type.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("A coin,", "A stone,"), encoding="utf-8")
    run = nbval(stored, root, "every_type.ipynb")
    assert run.returncode == 1, run.stdout
    assert "2 failed" in run.stdout


# ---- with the plugin of this course

CHAPTER = """\
title: {zh: 一, en: One}
kind: lesson
status: whole
minutes: {lesson: 1, practice: 0}
exercise: false
roleplays: []
"""
LESSON = """\
# %%
gaps = servqual.gaps(load("bank_branch"))
plots.gaps(gaps)
# %%
gaps["gap"].round(2)
# %% [markdown] lang="zh"
# 最大的差距是{{gaps["gap"].min():.2f}}。
# %% [markdown] lang="en"
# The widest gap is {{gaps["gap"].min():.2f}}.
# %%
plots.gaps(gaps.iloc[::-1])
# %%
plots.gaps(gaps.iloc[:3])
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course of one lesson, built, in which a chart, a chart's text and a quoted result were then changed."""
    chapter = tmp_path / "course" / "chapters" / "98_charts"
    chapter.mkdir(parents=True)
    (chapter / "chapter.yml").write_text(CHAPTER, encoding="utf-8")
    (chapter / "lesson.py").write_text(LESSON, encoding="utf-8")
    (tmp_path / "course" / "sources.yml").write_text("{}", encoding="utf-8")
    (target,) = (target for target in targets(tmp_path) if target.language == "en")
    file = tmp_path / target.path
    file.parent.mkdir(parents=True)
    notebook = execute(compose(tmp_path, target), file.parent, target.path)
    one, other, _ = (
        output for cell in notebook.cells for output in cell.get("outputs", []) if "image/png" in output.data
    )
    one.data["image/png"] = other.data["image/png"]
    other.metadata["image/png"]["alt"] = "A chart."
    (quoting,) = (cell for cell in notebook.cells if cell.source.startswith("The widest"))
    quoting.source = "The widest gap is −9.99."
    nbformat.write(notebook, file)
    return tmp_path


def test_the_run_sees_what_nbval_leaves_out(course: Path, root: Path) -> None:
    alone = nbval(course, root, "notebooks")
    assert alone.returncode == 0, alone.stdout
    ours = nbval(course, root, "-p", "notebook_run", "notebooks")
    assert re.findall(r"FAILED .*::(Cell \d)", ours.stdout) == ["Cell 1", "Cell 2", "Cell 3"], ours.stdout
    assert "2 passed" in ours.stdout
    assert "−9.99" in ours.stdout
