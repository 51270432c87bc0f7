"""The processor time of a test run by group, printed at its end: what a chapter adds shows here first."""

import os
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

GROUPS = {
    "build gate": ("test_build",),
    "proofs": ("test_checks",),
    "nbgrader": ("test_nbgrader",),
    "nbval": ("notebooks", "solutions", "test_nbval"),
    "leak gates": ("test_secrets",),
    "students' code": ("test_attacks", "test_confined"),
    "banks, export, paper, prose": (
        *("test_banks", "test_quiz", "test_quiz_types", "test_quiz_widget", "test_roleplay", "test_roleplay_proof"),
        *(
            "test_roleplay_export",
            "test_export",
            "test_paper",
            "test_handout",
            "test_questionnaire",
            "test_analysis",
            "test_prose",
        ),
        *("test_chapters", "test_standard", "test_new_chapter", "test_objectives", "test_links", "test_glyphs"),
    ),
    "browser": ("browser",),
}
REST = "library"
BETWEEN = "starting and collecting"
OUTLIVING = ("browser", "nbval")
"""Groups whose processes go on after a test: what they have used is looked up while they run."""

COSTLIEST = 15  # files that are named

_spent: Counter[str] = Counter()
_by_file: Counter[str] = Counter()
_in_tests = 0.0


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    global _in_tests
    group = group_of(item.path, item.config.rootpath)
    before, all_before = used(False), used(group in OUTLIVING)
    result = yield
    _in_tests += used(False) - before
    cost = max(0.0, used(group in OUTLIVING) - all_before)
    _spent[group] += cost
    _by_file[item.path.name] += cost
    return result


def pytest_sessionfinish(session: pytest.Session) -> None:
    with_workers = bool(session.config.getoption("numprocesses", None))  # each of them counts for itself
    _spent[BETWEEN] += time.process_time() if with_workers else max(0.0, used(False) - _in_tests)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["spent"] = dict(_spent)
        session.config.workeroutput["by_file"] = dict(_by_file)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _spent.update(getattr(node, "workeroutput", {}).get("spent", {}))
    _by_file.update(getattr(node, "workeroutput", {}).get("by_file", {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.section("CPU-seconds by group")
    for line in table(_spent):
        terminalreporter.write_line(line)
    dearest = ", ".join(f"{name} {cost:.0f}" for name, cost in _by_file.most_common(COSTLIEST))
    terminalreporter.write_line(f"of these, by file: {dearest}")


def table(spent: Counter[str]) -> list[str]:
    """Return a line for each group that was run, and their sum."""
    named = [name for name in (*GROUPS, REST, BETWEEN) if name in spent]
    lines = [f"{name:<30}{spent[name]:8.1f}" for name in named]
    return [*lines, f"{'together':<30}{sum(spent.values()):8.1f}"]


def group_of(path: Path, root: Path) -> str:
    """Return the group of a test file or notebook."""
    parts = path.relative_to(root).with_suffix("").parts if path.is_relative_to(root) else ()
    return next((name for name, marks in GROUPS.items() if set(marks) & set(parts)), REST)


def used(with_living: bool) -> float:
    """Return the processor time of this process and of its children that have ended, or of all below it."""
    times = os.times()
    seconds = times.user + times.system + times.children_user + times.children_system
    return seconds + (_of_living() if with_living else 0.0)


def _of_living() -> float:
    import psutil

    seconds = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            seconds += sum(process.cpu_times()[:4])
        except psutil.Error:
            continue
    return seconds
