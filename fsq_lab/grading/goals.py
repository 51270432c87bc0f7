"""Which objective an answer serves, and what to read for it again."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from fsq_lab.grading.handed_out import handed_out
from fsq_lab.grading.standing import AnswerMark, StudentMarks
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import current
from fsq_lab.ground.objectives import in_order, listed, objective_of_written, objectives


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
    return [GoalShare(name, *sums[name]) for name in in_order(sums)]


@dataclass(frozen=True)
class PartMark:
    """What one student has of one part of an exercise, the questions of one objective that all must answer.

    Attributes
    ----------
    points, most : float
        The points so far, and those that can be had; over all parts they add up to the student's own.
    open : float
        Of `most`, the points of written answers that nobody has marked yet.
    """

    objective: str
    points: float
    most: float
    open: float


def parts_of(one: StudentMarks) -> list[PartMark]:
    """Return a student's points by the parts of an exercise, in the order of the course."""
    found: dict[str, list[AnswerMark]] = {}
    for mark in one.answers:
        if not mark.optional:
            found.setdefault(objective_of(one.exercise, mark), []).append(mark)
    return [
        PartMark(
            name,
            round(sum(mark.points or 0.0 for mark in found[name]), 2),
            round(sum(mark.most for mark in found[name]), 2),
            round(sum(mark.most for mark in found[name] if mark.points is None), 2),
        )
        for name in in_order(found)
    ]


def objective_of(exercise: str, mark: AnswerMark) -> str:
    """Return an answer's objective; of a written one the first that names it in ``course/objectives.yml``."""
    return mark.objective or objective_of_written(exercise, mark.name)


def lessons_for(exercise: str, objective: str) -> list[str]:
    """Return what to read again, by number and title: the exercise's own chapter, if it is a lesson of the objective.

    Else the objective's lessons.
    """
    titles = {chapter.name: f"{chapter.number} {chapter.title[current()]}" for chapter in chapters()}
    lessons = listed(objectives().get(objective, {}).get("lessons"))
    chosen = [exercise] if exercise in lessons else lessons
    return [titles[name] for name in chosen if name in titles]


def heading(exercise: str, name: str) -> str:
    """Return the heading of a question in the current language, without its marks."""
    out = handed_out(exercise)
    ask = (out.exercise.answers.get(name) or out.exercise.written[name]).ask
    return re.sub(r"^[#\s★]+", "", ask[current()].splitlines()[0]).strip()
