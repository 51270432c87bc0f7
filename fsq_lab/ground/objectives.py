"""The course's objectives, ``course/objectives.yml``: their words, and which of them a question serves."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import current

NONE = "–"
"""What stands for the objective of a question that serves none of the course's, such as one of a teacher's exam."""


@cache
def objectives() -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of ``course/objectives.yml``, by objective."""
    found: Mapping[str, Mapping[str, Any]] = read_yaml(course_folder() / "course" / "objectives.yml")["objectives"]
    return found


def objective_name(objective: str) -> str:
    """Return an objective with its words, in the current language.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> objective_name("S5a")
    'S5a Handle objections properly'
    """
    entry = objectives().get(objective)
    return f"{objective} {entry[current()]}" if entry else objective


def objective_of_written(exercise: str, question: str) -> str:
    """Return the first objective that names a written question; `NONE` where none does.

    >>> objective_of_written("12_objections_refusals_complaints", "letter")
    'S5c'
    """
    item = f"{exercise}/{question}"
    return next((name for name, entry in objectives().items() if item in listed(entry.get("exercises"))), NONE)


def listed(cell: object) -> list[str]:
    """Return what a cell of the matrix lists; one that is planned or has none lists nothing."""
    return [str(one) for one in cell] if isinstance(cell, list) else []


def in_order(names: Iterable[str]) -> list[str]:
    """Return objectives in the order of the course, each once, others behind them.

    >>> in_order(["S5c", "–", "K1", "S5c"])
    ['K1', 'S5c', '–']
    """
    order = list(objectives())
    return sorted(set(names), key=lambda name: (order.index(name) if name in order else len(order), name))
