"""An exercise as a learner's machine knows it: ``course/compiled/NN.json``, which the build makes of its source.

It holds given code, answers with their mistakes and hints, and of a written question its name, points and text: no
model answer, no rubric, no sample.
"""

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fsq_lab.checks.bindings import names_read
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import version_of
from fsq_lab.ground.language import CourseError

FORMAT = 1
EXAM_FILE = ".exam.json"
"""How the file that goes to learners with an exam's notebook ends."""
_OPTIONAL = "选做"
MOST_CREDIT = 0.5
"""A named mistake keeps at most this share of the points."""


@dataclass(frozen=True)
class Given:
    """Code that an exercise gives to its reader."""

    code: str


@dataclass(frozen=True)
class NamedMistake:
    """A mistake that the checker recognises by its result and answers by name.

    Attributes
    ----------
    may_be_right : bool
        Whether its result is the right one on some learners' data.
    credit : float
        The share of the points that it keeps, 0 to `MOST_CREDIT`.
    """

    name: str
    code: str
    message: Mapping[str, str]
    may_be_right: bool = False
    credit: float = 0.0


@dataclass(frozen=True)
class GradedAnswer:
    """A graded answer: its solution, what may be wrong with it, and how close is close enough."""

    name: str
    code: str
    points: float
    objective: str
    ask: Mapping[str, str]
    small: bool = False
    ordered: bool = False
    tolerance: float | None = None
    digits: int = 2
    inputs: str = ""
    mistakes: tuple[NamedMistake, ...] = ()
    hints: tuple[Mapping[str, str], ...] = ()

    @property
    def version(self) -> str:
        """A hash of what is asked, in both languages."""
        return version_of(dict(self.ask))

    @property
    def function(self) -> ast.FunctionDef | None:
        """The function definition when the answer is a function."""
        return next(
            (n for n in ast.parse(self.code).body if isinstance(n, ast.FunctionDef) and n.name == self.name), None
        )


@dataclass(frozen=True)
class Written:
    """A question answered in words and marked by hand."""

    name: str
    points: float
    ask: Mapping[str, str]


@dataclass(frozen=True)
class Exercise:
    """An exercise set: its steps in order (given code, answers, written questions).

    Attributes
    ----------
    exam : bool
        Whether it is one of a teacher's own: nothing is judged where a learner works on it, and no answer is in it.
    """

    name: str
    steps: tuple[Given | GradedAnswer | Written, ...]
    exam: bool = False

    @property
    def answers(self) -> Mapping[str, GradedAnswer]:
        """The automatic answers by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, GradedAnswer)}

    @property
    def written(self) -> Mapping[str, Written]:
        """The written questions by name, in order."""
        return {step.name: step for step in self.steps if isinstance(step, Written)}

    def answers_read_by(self, name: str) -> tuple[str, ...]:
        """Return the earlier answers whose names an answer's code reads."""
        earlier = list(self.answers)[: list(self.answers).index(name)]
        reads = names_read(self.answers[name].code)
        return tuple(other for other in earlier if other in reads)


def title_of(question: GradedAnswer | Written, language: str) -> str:
    """Return the heading under which a question is asked; without one, its name."""
    first = question.ask[language].lstrip().partition("\n")[0]
    return first.lstrip("#").strip() if first.startswith("#") else question.name


def is_optional(question: GradedAnswer | Written) -> bool:
    """Return whether a question is left to whoever wants it: its Chinese heading says 选做."""
    return _OPTIONAL in title_of(question, "zh")


def exercise_names() -> tuple[str, ...]:
    """Return the names of the course's exercise sets.

    >>> "03_servqual" in exercise_names()
    True
    """
    return tuple(chapter.name for chapter in chapters() if chapter.compiled_file.is_file())


def exercise_opened(name: str) -> Exercise:
    """Return an exercise set of the course, or an exam whose ``NAME.exam.json`` lies beside the notebook.

    Raises
    ------
    CourseError
        As `compiled_exercise`.
    """
    beside = Path.cwd() / f"{name}{EXAM_FILE}"
    if re.fullmatch(r"[\w-]{1,60}", name) and name not in exercise_names() and beside.is_file():
        return replace(read_compiled(beside.read_text(encoding="utf-8")), exam=True)
    return compiled_exercise(name)


@cache
def compiled_exercise(name: str) -> Exercise:
    """Return an exercise set of the course.

    Raises
    ------
    CourseError
        When there is no such set (the message lists the known ones), or its file is of another fsq-lab.
    """
    files = {chapter.name: chapter.compiled_file for chapter in chapters() if chapter.name in exercise_names()}
    if name not in files:
        raise CourseError("check.unknown_exercise", name=name, known=", ".join(files))
    return read_compiled(files[name].read_text(encoding="utf-8"))


def read_compiled(text: str) -> Exercise:
    """Read a compiled exercise.

    Raises
    ------
    CourseError
        When it is none, or one of another format.
    """
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        return Exercise(str(content["name"]), tuple(_step(entry) for entry in content["steps"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError("check.not_compiled", reason=f"{type(error).__name__}: {error}") from error


def _step(entry: dict[str, Any]) -> Given | GradedAnswer | Written:
    kind = entry.pop("kind")
    if kind == "given":
        return Given(**entry)
    if kind == "written":
        return Written(**entry)
    if kind != "answer":
        raise ValueError(kind)
    mistakes = tuple(NamedMistake(**mistake) for mistake in entry.pop("mistakes"))
    return GradedAnswer(**{**entry, "mistakes": mistakes, "hints": tuple(entry["hints"])})
