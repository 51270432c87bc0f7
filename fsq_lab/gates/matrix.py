"""The objectives matrix, ``course/objectives.yml``: no empty cell, no unknown id, nothing left out."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fsq_lab.gates.sources import Sources, sources_of
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.chapters import Status
from fsq_lab.ground.language import LANGUAGES, message

ALL = ("K1", "K2", "K3", "K4", "K5", "S1", "S2", "S3", "S4", "S5a", "S5b", "S5c", "S5d")
COLUMNS = ("lessons", "quizzes", "exercises", "roleplays", "rubric")
MUST = frozenset({"lessons", "quizzes"})
FILE = "course/objectives.yml"
RUBRIC = "course/training.yml"

Matrix = Mapping[str, Mapping[str, Any]]


def read_matrix(root: Path) -> Matrix:
    """Return the objectives of a course, each with what serves it."""
    return dict(read_yaml(root / FILE)["objectives"])


def served_by_lesson(sources: Sources) -> set[str]:
    """Return the objectives whose lessons name this chapter."""
    return {
        name
        for name, row in read_matrix(sources.chapter.root).items()
        if sources.chapter.name in _listed(row, "lessons")
    }


def item_faults(sources: Sources) -> list[str]:
    """Name the quiz items that the matrix does not know as they know it."""
    matrix = read_matrix(sources.chapter.root)
    file = sources.name_of(sources.chapter.bank_file)
    found: list[str] = []
    for item in sources.items:
        own = f"{sources.chapter.name}/{item.id}"
        for objective in item.objectives:
            if objective not in matrix:
                found.append(
                    message("gates.no_objective", file=file, id=item.id, name=objective, known=", ".join(matrix))
                )
            elif own not in _listed(matrix[objective], "quizzes"):
                found.append(message("gates.unlisted", id=own, column="quizzes", name=objective))
        found += _listed_without_being_so(matrix, "quizzes", own, item.objectives)
    return [*found, *_still_planned(sources, matrix, ("quizzes",))]


def answer_faults(sources: Sources) -> list[str]:
    """Name the answers of an exercise whose objective the matrix does not know."""
    matrix, exercise = read_matrix(sources.chapter.root), sources.exercise
    file = sources.name_of(sources.chapter.exercise_file)
    return [
        message("gates.no_objective", file=file, id=answer.name, name=answer.objective, known=", ".join(matrix))
        for answer in (exercise.answers.values() if exercise else ())
        if answer.objective not in matrix
    ]


def faults(sources: Sources) -> list[str]:
    """Name what a whole chapter leaves open in the matrix: its lesson, its answers, its planned cells."""
    matrix = read_matrix(sources.chapter.root)
    name, exercise = sources.chapter.name, sources.exercise
    found: list[str] = []
    if not served_by_lesson(sources):
        found.append(message("gates.serves_nothing", chapter=name))
    for answer in exercise.answers.values() if exercise else ():
        own = f"{name}/{answer.name}"
        if answer.objective in matrix and own not in _listed(matrix[answer.objective], "exercises"):
            found.append(message("gates.unlisted", id=own, column="exercises", name=answer.objective))
    for written in exercise.written if exercise else ():
        if not any(f"{name}/{written}" in _listed(row, "exercises") for row in matrix.values()):
            found.append(message("gates.unlisted_anywhere", id=f"{name}/{written}", column="exercises"))
    return [*found, *_still_planned(sources, matrix, ("lessons", "exercises", "rubric"))]


def course_faults(root: Path, matrix: Matrix | None = None) -> list[str]:
    """Name the cells of a course's matrix that are empty, unknown, or planned though the chapter is there."""
    matrix = read_matrix(root) if matrix is None else matrix
    known, there = _known_ids(root), _chapters_there(root)
    say = partial(message, file=FILE)
    found = [say("gates.matrix.missing", name=name) for name in ALL if name not in matrix]
    for name, row in matrix.items():
        found += [say("gates.matrix.untold", name=name, language=one) for one in LANGUAGES if not row.get(one)]
        for column in COLUMNS:
            found += _cell_faults(name, column, row.get(column), known[column], there[column])
        if row.get("exercises") == "none" and row.get("roleplays") == "none":
            found.append(say("gates.matrix.unpractised", name=name))
    return found


def _cell_faults(name: str, column: str, cell: Any, known: set[str], there: set[int]) -> Iterator[str]:
    say = partial(message, file=FILE, cell=f"{name}.{column}")
    if not cell:
        yield say("gates.matrix.empty")
    elif cell == "none":
        if column in MUST or (column == "roleplays" and name.startswith("S5")):
            yield say("gates.matrix.none")
    elif isinstance(cell, Mapping):
        if set(cell) != {"planned"} or cell["planned"] in there:
            yield say("gates.matrix.planned", number=cell.get("planned"))
    else:
        yield from (say("gates.matrix.unknown", id=one) for one in cell if one not in known)


def _listed_without_being_so(matrix: Matrix, column: str, own: str, objectives: tuple[str, ...]) -> Iterator[str]:
    for name, row in matrix.items():
        if own in _listed(row, column) and name not in objectives:
            yield message("gates.listed_only", id=own, column=column, name=name)


def _still_planned(sources: Sources, matrix: Matrix, columns: tuple[str, ...]) -> Iterator[str]:
    number = int(sources.chapter.number)
    for name, row in matrix.items():
        for column in columns:
            if row.get(column) == {"planned": number}:
                yield message("gates.matrix.planned", file=FILE, cell=f"{name}.{column}", number=number)


def _listed(row: Mapping[str, Any], column: str) -> list[str]:
    cell = row.get(column)
    return cell if isinstance(cell, list) else []


def _known_ids(root: Path) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {column: set() for column in COLUMNS}
    known["rubric"] = {part["id"] for line in read_yaml(root / RUBRIC)["rubric"] for part in line["parts"]}
    known["roleplays"] = {file.stem for file in (root / "course" / "roleplays").glob("*.yml")}
    for one in sources_of(root):
        name = one.chapter.name
        if one.lesson:
            known["lessons"].add(name)
        known["quizzes"] |= {f"{name}/{item.id}" for item in one.items}
        if one.exercise:
            known["exercises"] |= {f"{name}/{answer}" for answer in (*one.exercise.answers, *one.exercise.written)}
    return known


def _chapters_there(root: Path) -> dict[str, set[int]]:
    """Return for each column the numbers of the chapters for which it may no longer say planned."""

    def numbers(status: Status) -> set[int]:
        return {int(one.chapter.number) for one in sources_of(root) if one.chapter.at_least(status)}

    return {column: numbers("bank" if column == "quizzes" else "whole") for column in COLUMNS}
