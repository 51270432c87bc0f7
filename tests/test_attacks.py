"""Attacks on what runs students' code, as root and as a user: nothing is won, read, changed or left behind."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attacks import all_attacks
from identities import USER, command_as

from fsq_lab.grading.confined.claims import shown

ROOT = Path(__file__).parent.parent
TOKEN = "the instructor's token, which no claim may hold"
RUNS = {"root": "bubblewrap", "user": "bubblewrap", "user, without namespaces": "landlock"}
FEWEST = 25
"""The fewest attacks that there may be."""
BLOCKED = {
    "reads_the_secret": ("FileNotFoundError", "PermissionError"),
    "forks": ("PermissionError",),
    "leaves_threads": ("RuntimeError",),
    "follows_a_symbolic_link": ("PermissionError",),
    "memory_bomb": ("MemoryError",),
    "loads_a_library_of_its_own": ("OSError", "PermissionError"),
}
"""How some attacks fail: so that each is seen to be stopped, and not only to have a fault of its own."""


def linux() -> None:
    if sys.platform != "linux":
        pytest.skip("confinement is Linux's")


@cache
def battery(run: str) -> dict[str, Any]:
    """Run every attack once in this way, and return what came of each."""
    linux()
    way = RUNS[run]
    if way == "bubblewrap" and shutil.which("bwrap") is None:
        if os.environ.get("CI"):
            pytest.fail("bubblewrap is missing: .ci/run installs it")
        pytest.skip("bubblewrap is not installed")
    with open_folder() as hidden:
        (hidden / "secret.txt").write_text(TOKEN, encoding="utf-8")
        (hidden / "secret.txt").chmod(0o666)
        needed = [Path(sys.prefix), Path(sys.base_prefix), ROOT, hidden]
        command = [sys.executable, "-m", "attacks.battery", way, str(hidden)]
        words = command_as(run.partition(",")[0], command, needed)
        if words is None:
            pytest.skip(f"cannot run as {run}")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
        environment |= {"GRADER_SECRET_KEY": TOKEN, "FSQ_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(words, cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode == 0, done.stderr
        result: dict[str, Any] = json.loads(done.stdout)
        return result


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that every user may enter, read and write: no mode of a file is what protects it."""
    folder = Path(tempfile.mkdtemp(prefix="fsq-hidden-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def won(outcome: dict[str, Any]) -> bool:
    claimed = outcome["answers"].get("won", {"kind": "untried"})
    return bool(claimed["kind"] not in ("untried", "unsupported") and claimed["values"])


def test_there_are_enough_attacks() -> None:
    assert len(all_attacks()) >= FEWEST


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", all_attacks())
def test_an_attack_wins_nothing(run: str, name: str) -> None:
    outcome, attack = battery(run)["attacks"][name], all_attacks()[name]
    assert outcome["how"] == RUNS[run]
    if name != "not_a_number_everywhere":  # a table of nothing is a value like any other
        assert not won(outcome), outcome
    assert outcome["ended"] in attack.ended, outcome
    assert outcome["valid"], outcome
    assert all(shown(text, 300) == text for _, _, text in outcome["troubles"])
    if attack.keeps_earlier:
        assert outcome["answers"]["earlier"]["values"] == 41
    assert not outcome["secret_told"]
    assert not outcome["secret_changed"]
    assert outcome["left"] == outcome["lost"] == []
    assert outcome["next_same"]
    if name in BLOCKED:
        assert outcome["troubles"][0][2].startswith(BLOCKED[name]), outcome


@pytest.mark.parametrize("run", RUNS)
def test_an_honest_submission_among_them(run: str) -> None:
    result = battery(run)
    honest = result["honest"]
    raised = [trouble for trouble in honest["troubles"] if "broken" not in trouble[2] and "nothing" not in trouble[2]]
    assert honest["ended"] == "done"
    assert honest["answers"]["worst"]["values"] == "reliability"
    assert honest["answers"]["blank"] == {"kind": "untried"}
    assert [one["values"] for one in honest["answers"]["double"]["values"]] == [2, 5.0]
    assert honest["answers"]["after"]["values"] == [1.5]
    if result["how"] == "bubblewrap":
        assert raised == []  # it has a folder to write in
    else:
        assert [trouble[2].partition(":")[0] for trouble in raised] == ["PermissionError"]


@pytest.mark.parametrize("run", RUNS)
def test_nothing_is_changed_or_left(run: str) -> None:
    result = battery(run)
    assert result["user"] == (0 if run == "root" else os.geteuid() or USER)
    assert result["changed"] == []
    assert result["left"] == []
