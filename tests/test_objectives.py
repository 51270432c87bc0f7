"""The objectives matrix: no empty cell, no unknown id, nothing still "planned" once its file is there."""

import copy
from pathlib import Path
from typing import Any

import pytest

from fsq_lab.gates import matrix
from fsq_lab.gates.sources import sources_of


@pytest.fixture
def cells(root: Path) -> dict[str, Any]:
    return copy.deepcopy(dict(matrix.read_matrix(root)))


def test_every_objective_is_taught_asked_and_practised(root: Path) -> None:
    assert matrix.course_faults(root) == []


@pytest.mark.parametrize(
    ("name", "column", "cell", "fault"),
    [
        ("K1", "lessons", None, "K1.lessons is empty"),
        ("K1", "lessons", [], "K1.lessons is empty"),
        ("K1", "quizzes", "none", "K1.quizzes says none"),
        ("S1", "exercises", ["03_servqual/nothing"], "S1.exercises names 03_servqual/nothing, which is not there"),
        ("S1", "quizzes", {"planned": 3}, "S1.quizzes still says planned: 3"),
        ("K5", "quizzes", {"planned": 11}, "K5.quizzes still says planned: 11"),
        ("K1", "lessons", {"planned": 3}, "K1.lessons still says planned: 3"),
        ("S5a", "roleplays", "none", "S5a.roleplays says none"),
        ("K1", "exercises", "none", "K1 has neither an exercise nor a role play"),
        ("K2", "zh", "", "K2 has no text in zh"),
    ],
)
def test_the_matrix_gate_can_fail(
    root: Path, cells: dict[str, Any], name: str, column: str, cell: Any, fault: str
) -> None:
    cells[name][column] = cell
    assert fault in "\n".join(matrix.course_faults(root, cells))
    del cells[name]
    assert f"the objective {name} is missing" in "\n".join(matrix.course_faults(root, cells))


def test_whatever_stands_in_a_chapter_is_listed_by_an_objective(root: Path, cells: dict[str, Any]) -> None:
    for one in sources_of(root):
        if one.chapter.at_least("bank"):
            assert matrix.item_faults(one) == []
        if one.chapter.status == "whole":
            assert matrix.faults(one) == []
    plays = {file.stem for file in (root / "course" / "roleplays").glob("*.yml")}
    assert len(plays) >= 3
    assert plays == {play for row in cells.values() if isinstance(row["roleplays"], list) for play in row["roleplays"]}
    assert plays == {play for one in sources_of(root) for play in one.chapter.roleplays}
