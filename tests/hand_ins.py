"""Hand-ins for tests: a student's copy of an exercise, filled in, and packed as students pack it."""

import json
from typing import Any

from fsq_lab.checks.compiled import GradedAnswer
from fsq_lab.grading.handed_out import handed_out
from fsq_lab.ground.course import course_folder
from fsq_lab.learner.submission import Submission, exercise_path

Notebook = dict[str, Any]


def copy_of(exercise: str, language: str = "zh") -> Notebook:
    """A student's untouched copy."""
    file = course_folder() / exercise_path(exercise, language)
    content: Notebook = json.loads(file.read_text(encoding="utf-8"))
    return content


def cell_of(notebook: Notebook, cell_id: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell.get("id") == cell_id)


def filled(exercise: str, answers: dict[str, str], language: str = "zh") -> Notebook:
    """A copy with these sources in the cells of these names; the others stay gaps."""
    notebook = copy_of(exercise, language)
    for name, source in answers.items():
        cell_of(notebook, name)["source"] = source
    return notebook


def right_answers(exercise: str) -> dict[str, str]:
    """The solution of every answer, as code."""
    return {name: answer.code for name, answer in handed_out(exercise).exercise.answers.items()}


def mistake(exercise: str, answer: str, name: str) -> str:
    """The code of a named mistake."""
    found: GradedAnswer = handed_out(exercise).exercise.answers[answer]
    return next(one.code for one in found.mistakes if one.name == name)


def as_bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook, ensure_ascii=False).encode()


def zipped(exercise: str, student: str | None, notebook: Notebook) -> bytes:
    """What `fsq-lab submit` packs."""
    return Submission(exercise, "zh", student, as_bytes(notebook), {}, {}).to_zip()


def own_cell(source: str, kind: str = "code") -> dict[str, Any]:
    """A cell that a student has added."""
    more = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def without_metadata(notebook: Notebook) -> Notebook:
    """A copy as some editors and messengers leave it: no ids, no metadata."""
    cells = [{**cell, "metadata": {}} for cell in notebook["cells"]]
    for cell in cells:
        cell.pop("id", None)
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 2}


def as_format_3(notebook: Notebook) -> Notebook:
    """The same notebook in the format of 2013."""
    cells = []
    for cell in notebook["cells"]:
        part = {"cell_type": cell["cell_type"], "metadata": {}}
        part["input" if cell["cell_type"] == "code" else "source"] = cell["source"]
        cells.append(part)
    return {"metadata": {}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells, "metadata": {}}]}
