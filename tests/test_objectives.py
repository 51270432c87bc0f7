"""The objectives matrix: no empty cell, no unknown id, nothing still "planned" once its file is there."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from fsq_lab.ground.chapters import chapters
from fsq_lab.source.exercises import read_exercise

COLUMNS = ("lessons", "quizzes", "exercises", "roleplays", "rubric")
ALL = ("K1", "K2", "K3", "K4", "K5", "S1", "S2", "S3", "S4", "S5a", "S5b", "S5c", "S5d")
MUST = {"lessons", "quizzes"}


def known_ids(root: Path) -> dict[str, set[str]]:
    course = root / "course"
    known: dict[str, set[str]] = {column: set() for column in COLUMNS}
    known["lessons"] = {file.parent.name for file in (course / "chapters").glob("*/lesson.py")}
    known["roleplays"] = {file.stem for file in (course / "roleplays").glob("*.yml")}
    for file in (course / "chapters").glob("*/quiz.yml"):
        known["quizzes"] |= {f"{file.parent.name}/{i['id']}" for i in yaml.safe_load(file.read_text(encoding="utf-8"))}
    for file in (course / "chapters").glob("*/exercise.py"):
        exercise = read_exercise(file)
        known["exercises"] |= {f"{file.parent.name}/{name}" for name in (*exercise.answers, *exercise.written)}
    return known


def written_chapters(root: Path, column: str) -> set[int]:
    """Return the numbers of the chapters for which a column may no longer say planned."""
    return {int(one.number) for one in chapters(root) if one.at_least("bank" if column == "quizzes" else "whole")}


def faults(matrix: dict[str, Any], known: dict[str, set[str]], written: dict[str, set[int]]) -> list[str]:
    found = [f"{name}: missing" for name in ALL if name not in matrix]
    for name, row in matrix.items():
        found += [f"{name}: no {language}" for language in ("zh", "en") if not row.get(language)]
        for column in COLUMNS:
            cell = row.get(column)
            where = f"{name}.{column}"
            if not cell:
                found.append(f"{where}: empty")
            elif cell == "none":
                if column in MUST or (column == "roleplays" and name.startswith("S5")):
                    found.append(f"{where}: none")
            elif isinstance(cell, dict):
                if set(cell) != {"planned"} or cell["planned"] in written[column]:
                    found.append(f"{where}: planned, but chapter {cell.get('planned')} is there")
            else:
                found += [f"{where}: unknown {one}" for one in cell if one not in known[column]]
        if row.get("exercises") == "none" and row.get("roleplays") == "none":
            found.append(f"{name}: neither exercise nor role play")
    return found


@pytest.fixture
def matrix(root: Path) -> dict[str, Any]:
    text = (root / "course" / "objectives.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["objectives"])


@pytest.fixture
def written(root: Path) -> dict[str, set[int]]:
    return {column: written_chapters(root, column) for column in COLUMNS}


def test_every_objective_is_taught_asked_and_practised(
    root: Path, matrix: dict[str, Any], written: dict[str, set[int]]
) -> None:
    assert faults(matrix, known_ids(root), written) == []


@pytest.mark.parametrize(
    ("name", "column", "cell", "fault"),
    [
        ("K1", "lessons", None, "K1.lessons: empty"),
        ("K1", "lessons", [], "K1.lessons: empty"),
        ("S1", "exercises", ["03_servqual/nothing"], "S1.exercises: unknown 03_servqual/nothing"),
        ("S1", "quizzes", {"planned": 3}, "S1.quizzes: planned, but chapter 3 is there"),
        ("S5a", "roleplays", "none", "S5a.roleplays: none"),
        ("K2", "zh", "", "K2: no zh"),
    ],
)
def test_the_matrix_test_can_fail(
    root: Path, matrix: dict[str, Any], written: dict[str, set[int]], name: str, column: str, cell: Any, fault: str
) -> None:
    broken = copy.deepcopy(matrix)
    broken[name][column] = cell
    assert fault in faults(broken, known_ids(root), written)
    del broken[name]
    assert f"{name}: missing" in faults(broken, known_ids(root), written)


def test_a_quiz_item_or_answer_that_no_objective_lists_is_found(root: Path, matrix: dict[str, Any]) -> None:
    known = known_ids(root)
    for column in ("lessons", "quizzes", "exercises", "roleplays"):
        listed = {one for row in matrix.values() if isinstance(row[column], list) for one in row[column]}
        assert known[column] <= listed, column


def test_what_items_and_answers_say_of_their_objectives_is_what_the_matrix_says(
    root: Path, matrix: dict[str, Any]
) -> None:
    for file in (root / "course" / "chapters").glob("*/quiz.yml"):
        for item in yaml.safe_load(file.read_text(encoding="utf-8")):
            for objective in item["objectives"]:
                assert f"{file.parent.name}/{item['id']}" in matrix[objective]["quizzes"]
    for file in (root / "course" / "chapters").glob("*/exercise.py"):
        for answer in read_exercise(file).answers.values():
            assert f"{file.parent.name}/{answer.name}" in matrix[answer.objective]["exercises"]
