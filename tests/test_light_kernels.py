"""A learner's kernel loads nothing heavy that the notebook does not import itself."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = [
    *sorted((ROOT / "notebooks" / "zh").glob("*.ipynb")),
    *sorted((ROOT / "exercises" / "zh").rglob("*.ipynb")),
]
HEAVY = {"seaborn": ("seaborn",), "scipy.stats": ("scipy.stats", "seaborn"), "statsmodels": ("statsmodels",),
         "sklearn": ("sklearn",), "nbclient": ("nbclient",),
         "sqlalchemy": ("sqlalchemy", "fsq_lab.open_files", "fsq_lab.restore_files")}  # fmt: skip
"""What is not to be loaded, and what a notebook may import itself that loads it."""
SLOW_YAML = "yaml without libyaml"
RUNNER = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
import yaml.scanner

slow, begin = [], yaml.scanner.Scanner.__init__
def noticed(scanner):
    slow.append(True)
    begin(scanner)
yaml.scanner.Scanner.__init__ = noticed

shell = InteractiveShell.instance()
shell.history_manager.enabled = False
for cell in json.load(sys.stdin):
    shell.run_cell(cell).raise_error()
print(json.dumps([*sorted(sys.modules), *(["yaml without libyaml"] if slow else [])]))
"""


def code_cells(notebook: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]


def loaded(cells: list[str], folder: Path) -> set[str]:
    """Run cells as a kernel would, in a process of its own, and return the modules that are loaded at the end."""
    environment = {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    run = subprocess.run(
        [sys.executable, "-c", RUNNER], input=json.dumps(cells), cwd=folder, env=environment,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return set(json.loads(run.stdout.splitlines()[-1]))


def imported(cells: list[str]) -> set[str]:
    """Return the modules that cells import in so many words, with the packages these stand in."""
    names: set[str] = set()
    for node in ast.walk(ast.parse("\n".join(cells))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {".".join(name.split(".")[:depth]) for name in names for depth in range(1, name.count(".") + 2)}


def too_heavy(cells: list[str], folder: Path) -> list[str]:
    """Return what a notebook's kernel has loaded and should not have."""
    modules, own = loaded(cells, folder), imported(cells)
    heavy = [name for name, excuses in HEAVY.items() if name in modules and not own & set(excuses)]
    return [*heavy, *([SLOW_YAML] if SLOW_YAML in modules else [])]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.relative_to(ROOT).as_posix())
def test_a_kernel_loads_nothing_heavy_that_its_notebook_does_not_import(notebook: Path) -> None:
    assert too_heavy(code_cells(notebook), notebook.parent) == []


def test_every_lesson_and_exercise_is_looked_at() -> None:
    assert len(NOTEBOOKS) >= 4


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("from importlib import import_module; _ = import_module('seaborn')", ["seaborn", "scipy.stats"]),
        ("import importlib; _ = importlib.import_module('scipy.stats')", ["scipy.stats"]),
        ("import yaml; yaml.safe_load('a: 1')", [SLOW_YAML]),
        ("from fsq_lab.ground.yaml_files import parse; parse('a: 1')", []),
        ("import seaborn as sns", []),
        ("from scipy import stats", []),
        ("from scipy.stats import norm", []),
        ("import scipy.special", []),
        ("from importlib import import_module; _ = import_module('sqlalchemy')", ["sqlalchemy"]),
        ("from fsq_lab import open_files", []),
        ("from fsq_lab import explore_customer_card, file_fields, file_quality, identifiers, load, plots", []),
    ],
)
def test_what_is_heavy_is_seen_unless_a_lesson_teaches_it(cell: str, found: list[str], tmp_path: Path) -> None:
    assert too_heavy([cell], tmp_path) == found


def test_the_library_names_neither_seaborn_nor_scipy_stats_nor_a_yaml_loader_of_its_own() -> None:
    for file in sorted((ROOT / "fsq_lab").rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        assert not imported([source]) & {"seaborn", "scipy.stats"}, file.name
        reads_yaml = "yaml.load(" in source or "yaml.safe_load(" in source
        assert reads_yaml == (file.name == "yaml_files.py"), file.name
