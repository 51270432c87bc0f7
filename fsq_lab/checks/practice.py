"""What a learner calls in an exercise: `check("gaps", gaps)`, `check.hint("gaps")`, `check.report()`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsq_lab.checks.codec import Encoded
from fsq_lab.checks.compiled import Exercise, GradedAnswer, exercise_opened, is_optional, title_of
from fsq_lab.checks.judge import Judgement, encode_own, judge
from fsq_lab.checks.limited import Asked, TooSlow
from fsq_lab.checks.oracle import Oracle, oracle_for, tables_of
from fsq_lab.checks.telling import sentences, shown_points
from fsq_lab.checks.verdict import MARKS, ExerciseReport, Verdict
from fsq_lab.companion.old_values import is_old, is_unwritten
from fsq_lab.ground import course
from fsq_lab.ground.language import current, message
from fsq_lab.ground.objectives import in_order, objective_name, objective_of_written
from fsq_lab.ground.progress import record, trouble

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Check:
    """One learner's work on one exercise set."""

    name: str
    student: str | None
    _own: dict[str, Encoded] = field(default_factory=dict)
    _judged: dict[str, Judgement] = field(default_factory=dict)
    _values: dict[str, object] = field(default_factory=dict)
    _hints_shown: dict[str, int] = field(default_factory=dict)

    def load(self, table: str) -> "pd.DataFrame":
        """Return the learner's own table, the same as ``load(table, student=...)`` (committed without a student)."""
        return tables_of(course.world_of(self.student))(table)

    def __call__(self, name: str, value: object) -> Verdict:
        """Judge one answer. Never raises and never writes to stderr."""
        try:
            return self._verdict(name, value)
        except (Exception, TooSlow, Asked) as error:
            sentence = message("check.broken", reason=f"{type(error).__name__}: {error}")
            return Verdict(str(name), "note", 0.0, 0.0, (sentence,), current())

    def hint(self, name: str) -> Verdict:
        """Return the next hint of an answer; after the last one, the last one again."""
        answer = self._answers.get(name)
        if answer is None:
            return self._unknown(name)
        if not answer.hints:
            return Verdict(name, "note", 0.0, answer.points, (message("check.no_hint"),), current())
        shown = min(self._hints_shown.get(name, 0), len(answer.hints) - 1)
        self._hints_shown[name] = shown + 1
        return Verdict(name, "note", 0.0, answer.points, self._hint(answer, shown), current())

    def hints(self, name: str) -> list[str]:
        """Return the hints of an answer that have been shown, each with its number."""
        answer = self._answers[name]
        shown = [self._hint(answer, place) for place in range(self._hints_shown.get(name, 0))]
        return [message("check.hint_line", count=count, hint=hint) for count, hint in shown]

    def more_hints(self, name: str) -> bool:
        """Return whether an answer has a hint that has not been shown."""
        return self._hints_shown.get(name, 0) < len(self._answers[name].hints)

    def judged_as(self, name: str, value: object) -> bool:
        """Return whether a value is the one that was judged last under this name."""
        if isinstance(self._own.get(name), dict) and self._answers[name].function is None:
            own = encode_own(self._oracle, name, value)
            return not isinstance(own, Judgement) and own == self._own[name]
        return name in self._values and self._values[name] is value

    def retell(self, name: str) -> Verdict:
        """Tell the last judgement of an answer again, in the current language."""
        return self._told(self._answers[name], self._judged[name], self._values[name])

    def report(self) -> ExerciseReport:
        """Return every verdict so far, the points by objective, and those that only the instructor can give."""
        answers, written = self._answers.values(), self._exercise.written.values()
        earned = {a.name: self._judged[a.name].points(a.points) if a.name in self._judged else 0.0 for a in answers}
        lines = [self._summed("check.report_head", [a for a in answers if not is_optional(a)], earned)]
        if optional := [a for a in answers if is_optional(a)]:
            lines.append(self._summed("check.report_optional", optional, earned))
        lines += self._parts(earned)
        for answer in answers:
            judgement = self._judged.get(answer.name, Judgement("untried"))
            outcome = message(f"check.outcome.{judgement.outcome}")
            points, most = shown_points(earned[answer.name]), shown_points(answer.points)
            mark = MARKS["partly" if judgement.credit else judgement.outcome]
            values = {"mark": mark, "title": title_of(answer, current()), "outcome": outcome}
            lines.append(message("check.report_line", points=points, of=most, **values))
        for question in written:
            values = {"title": title_of(question, current()), "of": shown_points(question.points)}
            lines.append(message("check.report_written", **values))
        return ExerciseReport(tuple(lines), current(), round(sum(earned.values()), 2))

    def _parts(self, earned: Mapping[str, float]) -> list[str]:
        """Return a line for each objective: its automatic points so far, and those of its written questions."""
        asked = [answer for answer in self._answers.values() if not is_optional(answer)]
        written: dict[str, float] = {}
        for question in self._exercise.written.values():
            if not is_optional(question):
                part = objective_of_written(self.name, question.name)
                written[part] = written.get(part, 0.0) + question.points
        parts = in_order([*(answer.objective for answer in asked), *written])
        return [
            self._summed(
                "check.report_part" if part not in written else "check.report_part_written",
                [answer for answer in asked if answer.objective == part],
                earned,
                part=objective_name(part),
                written=shown_points(written.get(part, 0.0)),
            )
            for part in parts
        ]

    @staticmethod
    def _summed(key: str, answers: list[GradedAnswer], earned: Mapping[str, float], **values: str) -> str:
        points = round(sum(earned[answer.name] for answer in answers), 2)
        of = shown_points(sum(answer.points for answer in answers))
        return message(key, points=shown_points(points), of=of, **values)

    @property
    def _oracle(self) -> Oracle:
        return oracle_for(self.name, self.student)

    @property
    def _exercise(self) -> Exercise:
        return exercise_opened(self.name)

    @property
    def _answers(self) -> Mapping[str, GradedAnswer]:
        return self._exercise.answers

    def _verdict(self, name: str, value: object) -> Verdict:
        if name not in self._answers:
            return self._unknown(name)
        answer = self._answers[name]
        if self._exercise.exam:
            return Verdict(name, "note", 0.0, answer.points, (message("check.exam"),), current())
        own = encode_own(self._oracle, name, value)
        if isinstance(own, Judgement):
            judgement = own
            self._own.pop(name, None)
        else:
            judgement = judge(self._oracle, name, own, self._own)
            self._own[name] = own
        self._judged[name], self._values[name] = judgement, value
        share = None if judgement.outcome in ("untried", "unsupported") else judgement.share
        record(f"{self.name}/{name}", answer.version, share)
        return self._told(answer, judgement, value)

    def _told(self, answer: GradedAnswer, judgement: Judgement, value: object) -> Verdict:
        index = self._oracle.right(answer.name)["index"] if judgement.notes else None
        told = sentences(answer, judgement, index or [], value)
        age = "old_value" if is_old(answer.name) else "unwritten" if is_unwritten(answer.name) else ""
        old = message(f"check.{age}", name=answer.name) if age else ""
        tip = answer.hints and judgement.outcome in ("untried", "mistake", "wrong", "unsupported")
        return Verdict(
            answer.name,
            judgement.outcome,
            judgement.points(answer.points),
            answer.points,
            tuple(filter(None, (old, *told, trouble()))),
            current(),
            message("check.try_hint", name=answer.name) if tip else "",
            self,
        )

    @staticmethod
    def _hint(answer: GradedAnswer, place: int) -> tuple[str, str]:
        count = message("check.hint", number=place + 1, of=len(answer.hints))
        return count, answer.hints[place][current()]

    def _unknown(self, name: str) -> Verdict:
        known = ", ".join(self._answers)
        return Verdict(str(name), "note", 0.0, 0.0, (message("check.unknown_answer", known=known),), current())


def exercise(name: str, student: object = None) -> Check:
    """Open an exercise set.

    Parameters
    ----------
    name : str
        The exercise set, such as ``"03_servqual"``.
    student : str, int or None
        The learner's id (学号); it alone decides the learner's data. None means the committed data.

    Returns
    -------
    Check
        ``check("gaps", gaps)`` judges an answer, ``check.hint("gaps")`` helps, ``check.report()`` sums up,
        ``check.load("bank_branch")`` gives the exercise's data.

    Raises
    ------
    CourseError
        When there is no such exercise set.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> check = exercise("03_servqual")
    >>> check("worst", ...)
    ○ worst: Not attempted yet: replace ... with your answer. (Points: 1) For a hint, run `check.hint("worst")`.
    """
    exercise_opened(name)
    return Check(name, course.student_id(student))
