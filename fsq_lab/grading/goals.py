"""Which objective an answer serves, and what to read for it again."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fsq_lab.grading.handed_out import handed_out
from fsq_lab.grading.standing import AnswerMark, StudentMarks
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import current


@dataclass(frozen=True)
class GoalShare:
    """How much of an objective's points was earned: by one student, or by a class on average."""

    objective: str
    earned: float
    most: float

    @property
    def share(self) -> float:
        """Earned points as a share, 0 to 1."""
        return self.earned / self.most if self.most else 0.0


def goal_shares(found: Sequence[StudentMarks], leave_out: Container[str] = ()) -> list[GoalShare]:
    """Return each objective's points, summed over students; written answers without marks are left out."""
    sums: dict[str, list[float]] = {}
    for one in found:
        for mark in one.answers:
            if one.state == "marked" and mark.points is not None and not mark.left_out and mark.name not in leave_out:
                pair = sums.setdefault(objective_of(one.exercise, mark), [0.0, 0.0])
                pair[0] += mark.points
                pair[1] += mark.most
    order = list(_objectives())
    known = sorted(sums, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [GoalShare(name, *sums[name]) for name in known]


def objective_of(exercise: str, mark: AnswerMark) -> str:
    """Return an answer's objective; of a written one the first that names it in ``course/objectives.yml``."""
    item = f"{exercise}/{mark.name}"
    listed = (name for name, entry in _objectives().items() if item in _items(entry.get("exercises")))
    return mark.objective or next(listed, "–")


def goal_name(objective: str) -> str:
    """Return an objective with its words, in the current language."""
    entry = _objectives().get(objective)
    return f"{objective} {entry[current()]}" if entry else objective


def lessons_for(exercise: str, objective: str) -> list[str]:
    """Return what to read again, by number and title: the exercise's own chapter, if it is a lesson of the objective.

    Else the objective's lessons.
    """
    titles = {chapter.name: f"{chapter.number} {chapter.title[current()]}" for chapter in chapters()}
    lessons = _items(_objectives().get(objective, {}).get("lessons"))
    chosen = [exercise] if exercise in lessons else lessons
    return [titles[name] for name in chosen if name in titles]


def heading(exercise: str, name: str) -> str:
    """Return the heading of a question in the current language, without its marks."""
    out = handed_out(exercise)
    ask = (out.exercise.answers.get(name) or out.exercise.written[name]).ask
    return re.sub(r"^[#\s★]+", "", ask[current()].splitlines()[0]).strip()


def _items(cell: object) -> list[str]:
    return [str(one) for one in cell] if isinstance(cell, list) else []


@cache
def _objectives() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = read_yaml(course_folder() / "course" / "objectives.yml")["objectives"]
    return found
