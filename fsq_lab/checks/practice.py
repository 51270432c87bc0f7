"""What a learner calls in an exercise: `check("gaps", gaps)`, `check.hint("gaps")`, `check.report()`."""

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsq_lab.checks.codec import Encoded
from fsq_lab.checks.compiled import Exercise, GradedAnswer, compiled_exercise
from fsq_lab.checks.judge import Judgement, encode_own, judge
from fsq_lab.checks.oracle import Oracle, oracle_for
from fsq_lab.ground import course
from fsq_lab.ground.language import LANGUAGE_TAGS, current, message
from fsq_lab.ground.progress import record, trouble
from fsq_lab.hypertext.words import with_code

if TYPE_CHECKING:
    import pandas as pd

SHARES = {"right": 1, "follows": 1, "mistake": 0, "wrong": 0}
MARKS = {"right": "✓", "follows": "✓", "mistake": "✗", "wrong": "✗", "unsupported": "?", "untried": "○", "note": "–"}


@dataclass(frozen=True)
class Verdict:
    """What a learner is told about one answer; shows as text and as HTML in the language it was given in.

    While nbgrader executes the notebook its repr is the points as a float, since nbgrader reads marks from there.
    """

    answer: str
    outcome: str
    points: float
    most: float
    sentences: tuple[str, ...]
    language: str

    def __repr__(self) -> str:
        if os.environ.get("NBGRADER_EXECUTION"):
            return repr(float(self.points))
        return f"{MARKS[self.outcome]} {self.answer}: " + " ".join(self.sentences)

    def _repr_html_(self) -> str | None:
        body = "".join(f"<p>{with_code(s)}</p>" for s in self.sentences[1:])
        head = f"<p><strong>{MARKS[self.outcome]} <code>{html.escape(self.answer)}</code></strong> "
        return _page("fsq-verdict", self.language, f"{head}{with_code(self.sentences[0])}</p>{body}")


@dataclass(frozen=True)
class ExerciseReport:
    """All verdicts of an exercise so far, one line each, and what is left for the instructor."""

    lines: tuple[str, ...]
    language: str
    points: float

    def __repr__(self) -> str:
        if os.environ.get("NBGRADER_EXECUTION"):
            return ""
        return "\n".join(self.lines)

    def _repr_html_(self) -> str | None:
        items = "".join(f"<li>{with_code(line)}</li>" for line in self.lines[1:])
        head = f"<p><strong>{with_code(self.lines[0])}</strong></p>"
        return _page("fsq-report", self.language, f"{head}<ul>{items}</ul>")


@dataclass
class Check:
    """One learner's work on one exercise set."""

    name: str
    student: str | None
    _own: dict[str, Encoded] = field(default_factory=dict)
    _judged: dict[str, Judgement] = field(default_factory=dict)
    _hints_shown: dict[str, int] = field(default_factory=dict)

    def load(self, table: str) -> "pd.DataFrame":
        """Return the learner's own table, the same as ``load(table, student=...)`` (committed without a student)."""
        return self._oracle.tables(table)

    def __call__(self, name: str, value: object) -> Verdict:
        """Judge one answer. Never raises and never writes to stderr."""
        try:
            return self._verdict(name, value)
        except Exception as error:
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
        count = message("check.hint", number=shown + 1, of=len(answer.hints))
        return Verdict(name, "note", 0.0, answer.points, (count, answer.hints[shown][current()]), current())

    def report(self) -> ExerciseReport:
        """Return every verdict so far, and the points that only the instructor can give."""
        answers, written = self._answers.values(), self._exercise.written.values()
        earned = sum(a.points for a in answers if a.name in self._judged and self._judged[a.name].earns_points)
        total = sum(a.points for a in answers)
        lines = [message("check.report_head", points=_number(earned), of=_number(total))]
        for answer in answers:
            judgement = self._judged.get(answer.name, Judgement("untried"))
            outcome = message(f"check.outcome.{judgement.outcome}")
            points, most = _number(answer.points if judgement.earns_points else 0), _number(answer.points)
            values = {"mark": MARKS[judgement.outcome], "name": answer.name, "outcome": outcome}
            lines.append(message("check.report_line", points=points, of=most, **values))
        for question in written:
            lines.append(message("check.report_written", name=question.name, of=_number(question.points)))
        return ExerciseReport(tuple(lines), current(), earned)

    @property
    def _oracle(self) -> Oracle:
        return oracle_for(self.name, self.student)

    @property
    def _exercise(self) -> Exercise:
        return compiled_exercise(self.name)

    @property
    def _answers(self) -> Mapping[str, GradedAnswer]:
        return self._exercise.answers

    def _verdict(self, name: str, value: object) -> Verdict:
        if name not in self._answers:
            return self._unknown(name)
        answer = self._answers[name]
        own = encode_own(self._oracle, name, value)
        if isinstance(own, Judgement):
            judgement = own
            self._own.pop(name, None)
        else:
            judgement = judge(self._oracle, name, own, self._own)
            self._own[name] = own
        self._judged[name] = judgement
        record(f"{self.name}/{name}", answer.version, SHARES.get(judgement.outcome))
        told = tuple(sentence for sentence in (*_sentences(answer, judgement, value), trouble()) if sentence)
        points = answer.points if judgement.earns_points else 0.0
        return Verdict(name, judgement.outcome, points, answer.points, told, current())

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
    ○ worst: Not attempted yet: replace ... with your answer. (Points: 1)
    """
    compiled_exercise(name)
    return Check(name, course.student_id(student))


def _sentences(answer: GradedAnswer, judgement: Judgement, value: object) -> tuple[str, ...]:
    points = _number(answer.points)
    first = message(f"check.{judgement.outcome}", points=points, what=judgement.detail)
    more: list[str] = []
    if judgement.outcome == "follows":
        more.append(message("check.from_own", names=", ".join(judgement.own_earlier)))
    if judgement.earns_points and judgement.closeness == "rounded":
        more.append(message("check.rounded"))
    if judgement.outcome == "mistake":
        if len(judgement.mistakes) > 1:
            more.append(message("check.several"))
        more += [m.message[current()] for m in answer.mistakes if m.name in judgement.mistakes]
        if judgement.own_earlier:
            more.append(message("check.mistake_from_own", names=", ".join(judgement.own_earlier)))
    if judgement.outcome == "wrong":
        if judgement.detail:
            wanted = message(f"check.kind.{judgement.wanted}")
            form = message(f"check.form_{judgement.detail}", name=answer.name, type=type(value).__name__, wanted=wanted)
            more.append(form)
        if answer.hints:
            more.append(message("check.try_hint", name=answer.name))
    return (first, *more)


def _number(points: float) -> str:
    """Write points without a needless decimal.

    >>> _number(3.0), _number(2.5)
    ('3', '2.5')
    """
    return f"{points:g}"


def _page(name: str, language: str, body: str) -> str | None:
    """Return a verdict's HTML; none while nbgrader executes the notebook, which reads points from the text."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    return f'<div class="{name}" lang="{LANGUAGE_TAGS[language]}">{body}</div>'
