"""The gates over the whole tree, and for each a test that it can fail."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from fsq_lab.authoring.execute import execute
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.exercises import read_exercise
from fsq_lab.source.notebooks import exercise_notebook


def tool(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_ruff_finds_nothing(root: Path) -> None:
    found = tool("ruff", "check", "fsq_lab", "tests", "benchmarks", "start.py", "conftest.py", cwd=root)
    assert found.returncode == 0, found.stdout
    formatted = tool("ruff", "format", "--check", "fsq_lab", "tests", "benchmarks", "start.py", "conftest.py", cwd=root)
    assert formatted.returncode == 0, formatted.stdout


def test_built_notebooks_hold_no_undefined_name_and_no_bad_comparison(root: Path) -> None:
    options = ("--select", "E9,F7,F821", "--isolated")
    found = tool("ruff", "check", *options, "notebooks", "exercises", "solutions", cwd=root)
    assert found.returncode == 0, found.stdout


def test_the_undefined_name_gate_can_fail(tmp_path: Path, root: Path) -> None:
    notebook = nbformat.read(root / "notebooks/en/03_servqual.ipynb", as_version=4)
    next(cell for cell in notebook.cells if cell.id == "first-cell").source += "\nundefined_name"
    nbformat.write(notebook, tmp_path / "x.ipynb")
    found = tool("ruff", "check", "--select", "E9,F7,F821", "--isolated", "x.ipynb", cwd=tmp_path)
    assert found.returncode == 1
    assert "undefined_name" in found.stdout


def test_mypy_strict_finds_nothing(root: Path) -> None:
    found = tool("mypy", cwd=root)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_students_copy_runs_top_to_bottom(root: Path, language: str) -> None:
    for file in sorted((root / "exercises" / language).glob("*/*.ipynb")):
        done = execute(nbformat.read(file, as_version=4), file.parent, file.name)
        verdicts = [c.outputs[0].data["text/plain"] for c in done.cells if c.id.endswith("-check")]
        assert verdicts
        assert all(verdict.startswith("○") for verdict in verdicts)


def test_both_languages_have_the_same_cells_and_no_students_copy_holds_a_solution(root: Path) -> None:
    for file in sorted((root / "course" / "chapters").glob("*/exercise.py")):
        exercise = read_exercise(file)
        zh, en = (exercise_notebook(exercise, language, solved=False) for language in LANGUAGES)
        assert [c.id for c in zh.cells] == [c.id for c in en.cells]
        for answer in exercise.answers.values():
            body = answer.code.partition("=")[2].strip() if answer.function is None else answer.code
            for language in LANGUAGES:
                text = (root / f"exercises/{language}/{file.parent.name}/{file.parent.name}.ipynb").read_text(
                    encoding="utf-8"
                )
                assert body not in "".join(c.source for c in nbformat.reads(text, as_version=4).cells)
                assert all(m.message["zh"] not in text and m.message["en"] not in text for m in answer.mistakes)


def test_no_test_module_imports_another(root: Path) -> None:
    """What they share stands in modules of its own: a worker that runs one file does not load ten."""
    lines = [
        f"{file.name}: {line}"
        for file in sorted((root / "tests").rglob("test_*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith(("from test_", "import test_"))
    ]
    assert lines == []


def test_no_machine_path_and_no_registry_host_in_tracked_files(root: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    needles = [b"/work/" + b"main", b"/ro" + b"ot/", b"pypi" + b".org", b"registry.npm" + b"js"]
    found = [n for n in listed.stdout.split("\n") if n and any(x in (root / n).read_bytes() for x in needles)]
    assert found == []
