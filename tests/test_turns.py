"""What takes turns, and the table of costs: nothing is left out for good, and what changed is always taken."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import costs
import nbformat
import pytest
import turns
import workers

NAMES = [f"variant-{number:02}" for number in range(1, 21)]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    lines: dict[str, str] = {}
    monkeypatch.setattr(turns, "_told", lines)
    monkeypatch.setattr(turns, "everything", False)
    monkeypatch.setattr(turns, "commit", lambda: "0123456789ab")
    return lines


def test_a_commit_draws_the_same_again_and_the_next_ones_draw_the_others() -> None:
    draws = [turns.drawn(f"commit {number}", "learners", NAMES, 3) for number in range(60)]
    assert draws[0] == turns.drawn("commit 0", "learners", NAMES, 3)
    assert {len(draw) for draw in draws} == {3}
    assert {name for draw in draws for name in draw} == set(NAMES)


def test_all_are_taken_with_everything_and_where_a_source_changed(
    told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "changed", lambda *paths: "exercise.py" in paths)
    few = turns.in_turn("learners", NAMES, 3, ("other.py",))
    assert len(few) == 3
    assert told == {"learners": f"{', '.join(few)} of 20"}
    assert turns.in_turn("learners", NAMES, 3, ("exercise.py",)) == NAMES
    assert told == {"learners": "all 20"}
    monkeypatch.setattr(turns, "everything", True)
    assert turns.in_turn("sets", NAMES, 1) == NAMES


def test_what_a_commit_changed_is_seen_and_in_a_shallow_clone_all_counts_as_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def seen(*paths: str) -> bool:
        return turns.changed.__wrapped__(*paths)

    monkeypatch.setattr(turns, "ROOT", tmp_path)
    git("init")
    for number, name in enumerate(["a", "b"]):
        (tmp_path / name).write_text("1", encoding="utf-8")
        if number:
            assert seen("a"), "one commit alone, as in a shallow clone"
        git("add", ".")
        git("commit", "-m", name)
    assert (seen("a"), seen("b"), seen()) == (False, True, False)
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert seen("a"), "not committed yet"


def test_outside_a_checkout_everything_counts_as_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "ROOT", tmp_path)
    assert turns.changed.__wrapped__("a")
    assert turns.commit.__wrapped__() == "none"


def test_costs_are_counted_in_the_group_of_their_file(root: Path) -> None:
    groups = {
        "notebooks/zh/03_servqual.ipynb": "nbval",
        "tests/browser/test_lab.py": "browser",
        "tests/test_checks.py": "proofs",
        "tests/test_servqual.py": costs.REST,
        "fsq_lab/scoring/servqual.py": costs.REST,
    }
    assert {name: costs.group_of(root / name, root) for name in groups} == groups
    lines = costs.table(Counter({"nbval": 1.25, costs.REST: 2}))
    assert [line.split() for line in lines] == [["nbval", "1.2"], ["library", "2.0"], ["together", "3.2"]]


def test_every_group_names_tests_that_are_there(root: Path) -> None:
    there = {file.stem for file in (root / "tests").rglob("*.py")} | {"notebooks", "solutions", "browser"}
    assert {mark for marks in costs.GROUPS.values() for mark in marks} <= there


def test_processor_time_of_living_children_counts() -> None:
    code = "import time\nwhile time.process_time() < 0.4: pass\nprint(flush=True)\ninput()"
    before = costs.used(True)
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        assert costs.used(True) - before >= 0.3
        child.communicate(b"\n")


def test_a_notebook_and_a_file_with_a_shared_fixture_stay_on_one_worker_and_other_tests_go_anywhere(
    tmp_path: Path,
) -> None:
    (tmp_path / "test_shared.py").write_text('@pytest.fixture(scope="module")', encoding="utf-8")
    (tmp_path / "test_alone.py").write_text("@pytest.fixture", encoding="utf-8")
    units = {
        name: workers.unit(tmp_path, name) for name in ("a.ipynb::Cell 1", "test_shared.py::x", "test_alone.py::x")
    }
    assert list(units.values()) == ["a.ipynb", "test_shared.py", "test_alone.py::x"]


def test_in_this_run_no_two_workers_have_cells_of_one_notebook(tmp_path: Path, root: Path) -> None:
    """Each notebook's second cell needs its first one's name: apart, they fail."""
    cells = ["x = 1", "x", "x", "x"]
    for number in range(3):
        made = [nbformat.v4.new_code_cell(source) for source in cells]
        nbformat.write(nbformat.v4.new_notebook(cells=made), tmp_path / f"{number}.ipynb")
    options = ("-c", os.devnull, "--rootdir=.", "-n", "2", "--dist=loadscope", "--nbval", "--nbval-current-env")
    environment = {**os.environ, "PYTHONPATH": str(root / "tests")}
    command = [sys.executable, "-m", "pytest", "-p", "workers", *options, "."]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "12 passed" in done.stdout, done.stdout
