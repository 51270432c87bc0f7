"""The companion in real kernels: every reader of errors sees what it saw before, and old values are known as old."""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from fsq_lab.companion import letting_go, old_values, shown
from fsq_lab.companion.makers import from_statement, made_elsewhere, names_made
from fsq_lab.companion.old_values import is_old, is_unwritten
from fsq_lab.companion.switch import use
from fsq_lab.ground import language

FIRST = "from fsq_lab import use\nuse({!r})"
FAULTS = {
    "NameError": "gpas",
    "KeyError": "import pandas as pd\npd.DataFrame({'branch': ['B07']})['brnach']",
    "SyntaxError": "print（1）",
    "CourseError": "from fsq_lab import load\nload('bank_branches')",
    "ZeroDivisionError": "def ratio(a, b):\n    return a / b\nratio(1, 0)",
}


def book(*cells: str, **metadata: Any) -> NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell, metadata=metadata) for cell in cells])


def run(notebook: NotebookNode, folder: Path, monkeypatch: pytest.MonkeyPatch, stops: bool = False) -> NotebookNode:
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    settings = {"resources": {"metadata": {"path": str(folder)}}, "record_timing": False}
    NotebookClient(notebook, kernel_name="python3", allow_errors=not stops, **settings).execute()
    return notebook


def test_a_kernel_shows_the_sentence_folds_the_traceback_and_sends_the_same_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run(book("gaps = 1", *FAULTS.values()), tmp_path, monkeypatch)
    told = run(book("gaps = 1\n" + FIRST.format("zh"), *FAULTS.values()), tmp_path, monkeypatch)
    for kind, before, after in zip(FAULTS, plain.cells[1:], told.cells[1:], strict=True):
        error, same = before.outputs[-1], after.outputs[-1]
        assert same.output_type == "error"
        assert (same.ename, same.evalue) == (error.ename, error.evalue) or kind == "CourseError"
        assert same.ename == kind
        sentence = after.outputs[0].data["text/html"]
        assert 'class="fsq-slip" lang="zh-CN"' in sentence
        assert ("<details>" in sentence) == (kind != "SyntaxError")
        assert "In[ ]" in sentence or kind == "SyntaxError"
        assert str(sys.prefix) not in sentence
        assert len(same.traceback) == 1 or kind == "SyntaxError"
    assert "`gaps`" in told.cells[1].outputs[0].data["text/plain"]


def test_run_all_stops_at_the_same_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CellExecutionError) as stopped:
        run(book(FIRST.format("en"), "gpas", "never = 1"), tmp_path, monkeypatch, stops=True)
    assert (stopped.value.ename, stopped.value.evalue) == ("NameError", "name 'gpas' is not defined")


@pytest.mark.parametrize("switched", [True, False], ids=["companion", "as nbgrader runs it"])
def test_a_check_cell_that_crashes_earns_nothing_from_nbgrader(
    switched: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not switched:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    grading = {"grade": True, "grade_id": "a", "points": 3, "locked": True, "solution": False, "schema_version": 3}
    notebook = book(FIRST.format("en"), "check('gaps', gaps)", "3.0", nbgrader={**grading, "cell_type": "code"})
    _, crashed, full = run(notebook, tmp_path, monkeypatch).cells
    assert determine_grade(crashed) == (0, 3)
    assert determine_grade(full) == (3, 3)
    assert len(crashed.outputs) == (2 if switched else 1)


def nbval(folder: Path, root: Path) -> subprocess.CompletedProcess[str]:
    options = ("--nbval", "--nbval-current-env", f"--nbval-sanitize-with={root / 'tests' / 'nbval.cfg'}")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, *options, "book.ipynb"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_nbval_fails_on_an_error_and_passes_one_that_is_expected(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tags, outcome in (["raises-exception"], "6 passed"), ([], "5 failed, 1 passed"):
        notebook = run(book(FIRST.format("zh"), *FAULTS.values(), tags=tags), tmp_path, monkeypatch)
        nbformat.write(notebook, tmp_path / "book.ipynb")
        done = nbval(tmp_path, root)
        assert outcome in done.stdout, done.stdout


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Any:
    shell = InteractiveShell.instance(colors="nocolor")
    use("en")
    yield shell
    InteractiveShell.clear_instance()
    old_values.OLD.clear()
    old_values._WRITES.clear()
    old_values._UNWRITTEN.clear()


def ran(shell: InteractiveShell, code: str) -> str:
    with capture_output() as seen:
        shell.run_cell(code)
    return seen.stdout + "".join(str(output.data) for output in seen.outputs)


def test_a_fault_of_the_companion_hides_no_error(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "explain", lambda *given: 1 / 0)
    assert "name 'gpas' is not defined" in ran(shell, "gpas")


EXTENSION = "--InteractiveShellApp.extensions=['fsq_lab.companion.restarted']"


@pytest.mark.parametrize(("metadata", "told"), [({"fsq_lab": {"language": "zh"}}, True), ({}, False)])
def test_before_the_first_cell_the_companion_comes_with_the_first_error_of_a_course_notebook(
    metadata: dict[str, Any], told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = book(FIRST.format("zh") + "\nfrom fsq_lab import load", "load('bank_branch')", "1 / 0")
    notebook.metadata.update(metadata)
    nbformat.write(notebook, tmp_path / "book.ipynb")
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "book.ipynb"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook.cells = notebook.cells[1:]
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, extra_arguments=[EXTENSION]).execute()
    name, zero = ([output.get("data", {}).get("text/plain", "") for output in cell.outputs] for cell in notebook.cells)
    assert (len(name), len(zero)) == ((2, 2) if told else (1, 1))
    if told:
        assert "`load`" in name[0]
        assert "重启过内核" in name[0]
        assert "除数是0" in zero[0]


def test_every_kernel_of_the_environment_waits_so() -> None:
    config = json.loads((Path(shown.__file__).parent / "static" / "ipython_kernel_config.json").read_text())
    assert config["InteractiveShellApp"]["extensions"] == ["fsq_lab.companion.restarted"]
    installed = Path(sys.prefix) / "etc" / "ipython" / "ipython_kernel_config.json"
    assert json.loads(installed.read_text()) == config


def test_use_twice_tells_once_and_in_the_language_of_the_last(shell: InteractiveShell) -> None:
    use("zh")
    assert ran(shell, "1 / 0").count("fsq-slip") == 1
    assert "除数是0" in ran(shell, "1 / 0")
    use("en")
    assert "The divisor is 0" in ran(shell, "1 / 0")


def test_inside_the_library_use_is_the_grounds_and_leaves_shells_alone(shell: InteractiveShell) -> None:
    InteractiveShell.clear_instance()
    other = InteractiveShell.instance(colors="nocolor")
    language.use("zh")
    assert "fsq-slip" not in ran(other, "1 / 0")


def test_what_a_failed_cell_would_have_made_is_old_until_it_runs(shell: InteractiveShell) -> None:
    ran(shell, "gaps = 1")
    assert not is_old("gaps")
    ran(shell, "gaps = 1 / 0")
    assert is_old("gaps")
    ran(shell, "other = 2")
    assert is_old("gaps"), "another cell's good run changes nothing"
    ran(shell, "gaps = 2")
    assert not is_old("gaps")


@pytest.mark.parametrize("code", ["gaps = max（1, 2）", "gaps = [1, 2", "def gaps(x):\nreturn x\ngaps = 3"])
def test_a_cell_that_python_cannot_read_leaves_old_values(shell: InteractiveShell, code: str) -> None:
    ran(shell, "gaps = 1")
    ran(shell, code)
    assert is_old("gaps")


def test_what_was_made_before_the_error_is_not_old(shell: InteractiveShell) -> None:
    ran(shell, "first = 1\nsecond = 1 / 0\nthird = 3")
    assert [is_old(name) for name in ("first", "second", "third")] == [False, True, True]
    ran(shell, "def broken():\n    return 1 / 0\nfourth = 4\nfifth = broken()")
    assert [is_old(name) for name in ("broken", "fourth", "fifth")] == [False, False, True]


def test_a_name_that_its_cell_no_longer_writes_has_not_failed_but_is_unwritten(shell: InteractiveShell) -> None:
    def run(code: str, cell: str) -> tuple[bool, bool]:
        with capture_output():
            shell.run_cell(code, cell_id=cell)
        return is_old("gaps"), is_unwritten("gaps")

    assert run("gaps = 1", "first") == (False, False)
    assert run("gaps = 1 / 0", "first") == (True, False)
    assert run("other = 2", "second") == (True, False), "another cell's good run changes nothing"
    assert run("gap = 2", "first") == (False, True)
    assert run("gap = 1 / 0", "first") == (False, True)
    assert run("gaps = 3", "second") == (False, False)
    assert run("gaps = 4", "first") == (False, False)
    assert run("gap = 4", "first") == (False, False), "the second cell still writes it"


@pytest.mark.parametrize("error", [OSError, AttributeError, TypeError])
def test_where_the_system_cannot_take_memory_back_nothing_is_said(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def library(name: None) -> None:
        asked.append(name)
        raise error

    monkeypatch.setattr(letting_go.ctypes, "CDLL", library)
    letting_go._give_back()
    assert asked == [None]


CHART = "chart = Figure().add_subplot()\nseen.append(weakref.ref(chart))\n"


@pytest.mark.parametrize("let_go", [True, False], ids=["companion", "without"])
def test_a_chart_that_was_shown_is_let_go_and_one_with_a_name_stays(let_go: bool, shell: InteractiveShell) -> None:
    if not let_go:
        shell.events.unregister("post_run_cell", letting_go._after_cell)
    ran(shell, "import weakref\nfrom matplotlib.figure import Figure\nseen = []")
    for cell in (
        f"{CHART}del chart\nseen[-1]()",
        f"{CHART}chart",
        f"{CHART.replace('chart', 'other')}del other\nseen[-1]()",
    ):
        ran(shell, cell)
    gc.collect()
    first, named, last = (one() is not None for one in shell.user_ns["seen"])
    assert (first, named, last) == (not let_go, True, True), "the last one is what IPython calls the last result"
    assert shell.user_ns["chart"] is shell.user_ns["seen"][1]()
    assert (shell.user_ns["_"] == "") == let_go
    ran(shell, "1")
    ran(shell, "2")
    assert [shell.user_ns[name] for name in ("_", "__")] == [2, 1], "values are kept as before"


def test_names_are_those_that_a_cell_makes_and_not_those_it_reads() -> None:
    assert names_made("a = b\nfor c in d: pass\nimport e.f\ndef g(h): i = 1\nj += 1") == {"a", "c", "e", "g", "j"}
    assert names_made("%time\nx = 1\ny == 2") == {"x"}
    assert from_statement("a = 1\nb = (2 +\n     3)\nc = 4", 3) == "b = (2 +\n     3)\nc = 4"


def test_a_notebook_that_cannot_be_read_makes_no_names(tmp_path: Path) -> None:
    file = tmp_path / "book.ipynb"
    assert made_elsewhere(None, "") == {}
    for text in ("", "[]", '{"cells": [{"cell_type": "code"}]}'):
        file.write_text(text, encoding="utf-8")
        assert made_elsewhere(file, "") == {}
