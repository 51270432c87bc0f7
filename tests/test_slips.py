"""Every slip of tests/slips.yml in a real IPython shell: what is said, in both languages, and that the error stays."""

import inspect
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

from fsq_lab.companion import old_values
from fsq_lab.companion.switch import use
from fsq_lab.ground.language import LANGUAGES

SLIPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "slips.yml").read_text(encoding="utf-8"))
FIRST = """
import pandas as pd
from fsq_lab import load, read_survey, servqual
survey = load("bank_branch")
result = servqual.gaps(survey)
items = servqual.gaps(survey, by="item")
"""


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance(colors="nocolor")
    assert shell.run_cell(FIRST).success
    yield shell
    InteractiveShell.clear_instance()


@pytest.fixture
def notebook(shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """The shell in an empty folder, with its first names and none of an earlier slip's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    names = dict(shell.user_ns)
    yield shell
    for name in set(shell.user_ns) - set(names):
        del shell.user_ns[name]
    shell.user_ns.update(names)
    old_values.OLD.clear()
    old_values._WRITES.clear()
    old_values._UNWRITTEN.clear()


def told_of(
    slip: dict[str, Any], shell: InteractiveShell, folder: Path, monkeypatch: Any
) -> tuple[str, CapturedIO, Any]:
    """Run a slip; return what the companion says, all that is shown, and the cell's result."""
    if "file" in slip:
        (folder / slip["file"]).write_bytes("网点\n一".encode(slip.get("bytes", "utf-8")))
    if "notebook" in slip:
        cells = [{"cell_type": "code", "source": source} for source in slip["notebook"]]
        (folder / "book.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
        monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "book.ipynb"))
    with capture_output():
        if "before" in slip:
            assert shell.run_cell(slip["before"]).success
        if "fails" in slip:
            assert not shell.run_cell(slip["fails"]).success
        shell.user_ns.pop(slip.get("forget"), None)
    with capture_output() as shown, shallow():
        result = shell.run_cell(slip["code"])
    told = [output.data["text/plain"] for output in shown.outputs if "fsq-slip" in output.data.get("text/html", "")]
    assert len(told) <= 1
    return (told[0] if told else ""), shown, result


@contextmanager
def shallow() -> Iterator[None]:
    """Let recursion end 400 calls below here: the traceback of an endless one costs IPython by its depth."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 400)
    yield
    sys.setrecursionlimit(limit)


def test_the_table_holds_enough_slips_and_each_once() -> None:
    assert len(SLIPS) >= 100
    assert len({slip["slip"] for slip in SLIPS}) == len(SLIPS)
    assert sum(not slip.get("plain") for slip in SLIPS) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slip", SLIPS, ids=[slip["slip"] for slip in SLIPS])
def test_the_slip_is_told(
    slip: dict[str, Any], language: str, notebook: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(language)
    told, shown, result = told_of(slip, notebook, tmp_path, monkeypatch)
    error = result.error_before_exec or result.error_in_exec
    assert type(error).__name__ == slip["error"], "the error is what Python raised"
    assert slip["error"] in shown.stdout, "and its output stays"
    if slip.get("plain") or slip.get("ours"):
        assert told == ""
        assert str(error) in shown.stdout
        return
    assert slip[language] in told
    assert [words for words in slip.get("holds", ()) if words not in told] == []
    assert [words for words in slip.get("never", ()) if words in told] == []
