"""The house: wings, layers and what may stand in them; for each promise a fault that it fails on."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

LONGEST_MODULE = 400
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PROBES = {
    "a new room that imports ipywidgets": ("customers/rfm.py", "import ipywidgets"),
    "a new room that imports the command line": ("customers/rfm.py", "def upward():\n    from fsq_lab.cli import app"),
    "a room that no layer names": ("odds/ends.py", "x = 1"),
    "the learner's room imports the author's": ("learner/submission.py", "from fsq_lab.authoring import build"),
    "the doctor imports the build": ("learner/doctor.py", "def look():\n    from fsq_lab.authoring import build"),
    "charts import ipywidgets": ("plots/frame.py", "import ipywidgets"),
    "arithmetic imports what writes banks": ("quiz/arithmetic.py", "from fsq_lab.classroom import export"),
    "arithmetic imports the banks above it": ("quiz/arithmetic.py", "from fsq_lab.quiz import bank"),
    "language imports charts": ("ground/language.py", "import fsq_lab.plots"),
    "scores import checks": ("scoring/servqual.py", "from fsq_lab.checks import codec"),
    "checks import quizzes": ("checks/codec.py", "from fsq_lab.quiz import items"),
    "a submission's cells reach for the pool of workers": (
        "grading/confined/running.py",
        "from fsq_lab.grading.confined import workers",
    ),
    "a room of numbers imports its sibling": ("customers/rfm.py", "from fsq_lab.scoring import servqual"),
}
ROOT_PROBES = {
    "surveys ask a quiz through the root": ("survey/reading.py", "def ask():\n    from fsq_lab import take_quiz"),
    "a new room imports the root": ("customers/rfm.py", "import fsq_lab"),
    "the root under another name": ("plots/frame.py", "import fsq_lab as course"),
}


def package_with(root: Path, folder: Path, file: str, line: str) -> Path:
    shutil.copytree(root / "fsq_lab", folder / "fsq_lab", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    shutil.copy(root / "pyproject.toml", folder)
    source = folder / "fsq_lab" / file
    source.parent.mkdir(exist_ok=True)
    (source.parent / "__init__.py").touch()
    with source.open("a", encoding="utf-8") as text:
        text.write(f"\n\n{line}\n")
    return folder


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINTER, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def root_imports(package: Path) -> list[str]:
    """Return where a module below the package's root imports from that root."""
    found = []
    for file in sorted(package.rglob("*.py")):
        if file == package / "__init__.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            of_root = isinstance(node, ast.ImportFrom) and (node.module == "fsq_lab" or node.level > 0)
            if of_root or "fsq_lab" in names:
                found.append(f"{file.relative_to(package).as_posix()}:{node.lineno}")
    return found


def test_imports_run_downwards(root: Path) -> None:
    found = lint(root)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("probe", PROBES)
def test_the_contract_fails_on(probe: str, root: Path, tmp_path: Path) -> None:
    found = lint(package_with(root, tmp_path, *PROBES[probe]), "--no-cache")
    assert found.returncode == 1, found.stdout


def test_no_room_imports_the_package_root(root: Path) -> None:
    assert root_imports(root / "fsq_lab") == []


@pytest.mark.parametrize("probe", ROOT_PROBES)
def test_the_root_gate_fails_on(probe: str, root: Path, tmp_path: Path) -> None:
    assert len(root_imports(package_with(root, tmp_path, *ROOT_PROBES[probe]) / "fsq_lab")) == 1


def imports_of_grading(folder: Path) -> list[str]:
    """Return where a module that runs students' code imports what knows of keys and marks."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [f"{file.name}: {name}" for name in names if re.match(r"fsq_lab\.grading(?!\.confined)", name)]
    return found


def test_what_runs_students_code_knows_nothing_of_marks(root: Path, tmp_path: Path) -> None:
    assert imports_of_grading(root / "fsq_lab" / "grading" / "confined") == []
    (tmp_path / "probe.py").write_text("from fsq_lab.grading import gradebook\nimport fsq_lab.grading.marks\n")
    assert len(imports_of_grading(tmp_path)) == 2


def sources(root: Path) -> list[Path]:
    return [file for file in (root / "fsq_lab").rglob("*.py") if "_course" not in file.parts]


def test_no_module_is_longer_than_it_may_be(root: Path) -> None:
    lengths = {
        file.relative_to(root).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in sources(root)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_class_name_is_used_twice(root: Path) -> None:
    names = Counter(
        node.name
        for file in sources(root)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_a_module_name_is_used_twice_only_for_the_same_kind_of_thing(root: Path) -> None:
    """`widget` is each room's one widget, `commands` a room's part of `fsq-lab`."""
    names = Counter(file.stem for file in sources(root) if file.stem != "__init__")
    assert {name for name, count in names.items() if count > 1} <= {"widget", "reading", "commands"}


def test_every_module_stands_in_a_wing(root: Path) -> None:
    outside = {file.name for file in (root / "fsq_lab").glob("*.py")}
    assert outside == {"__init__.py", "__main__.py", "cli.py"}


def test_every_wing_says_what_it_is_for(root: Path) -> None:
    for folder in sorted(path for path in (root / "fsq_lab").iterdir() if (path / "__init__.py").is_file()):
        told = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        assert told, folder.name
        assert re.match(r"[A-Z].{20,}\.", told.splitlines()[0]), folder.name


def test_the_picture_in_contributing_names_every_wing(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    picture = text.split("```")[1].partition("fsq_lab/  ")[2]
    wings = {path.name for path in (root / "fsq_lab").iterdir() if (path / "__init__.py").is_file()}
    assert {wing for wing in wings if f" {wing}/ " not in f"{picture} "} == set()
