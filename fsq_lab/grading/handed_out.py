"""What an exercise hands out, cell by cell: what a hand-in is compared with, and what is put back into it."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fsq_lab.checks.compiled import Exercise
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, current
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import ExerciseSource, exercise_file, read_exercise
from fsq_lab.source.grammar import Block

EXAM = ("course", "exam")
LONGEST_PARSED = 20_000
"""Characters of a cell that is read as Python; a longer one is run like any other, and no gap."""
_TABLE = re.compile(r"""\bload\(\s*["'](\w+)["']""")


@dataclass(frozen=True)
class GivenCode:
    """A code cell that is given: its id in the notebook, and its code."""

    identity: str
    code: str
    parameters: bool = False


@dataclass(frozen=True)
class HandedOut:
    """An exercise set as its marker knows it.

    Attributes
    ----------
    steps : tuple of GivenCode or str
        Given code, and the names of answers and written answers, in order.
    exercise : Exercise
        As a check judges it.
    source : ExerciseSource
        With rubrics, model answers and samples.
    texts : frozenset of str
        Every given text in both languages, without blanks, to tell a student's own words from it.
    headings : mapping of str to tuple of str
        The first line of what each question asks, in both languages, without blanks.
    """

    exercise: Exercise
    source: ExerciseSource
    steps: tuple[GivenCode | str, ...]
    identities: frozenset[str]
    texts: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The exercise set's name."""
        return self.exercise.name

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables that given code loads."""
        codes = [step.code for step in self.steps if isinstance(step, GivenCode)]
        codes += [answer.code for answer in self.exercise.answers.values()]
        return frozenset(name for code in codes for name in _TABLE.findall(code))

    def is_gap(self, name: str, source: str) -> bool:
        """Whether a cell is still the gap of an answer: nothing, comments, ``name = ...``, or an empty function."""
        if len(source) > LONGEST_PARSED:
            return False
        try:
            body = ast.parse(source.strip()).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return all(_binds_nothing(statement, name) for statement in body)


def exercise_title(name: str) -> str:
    """Return what an exercise set is called in the current language: chapter and title; an exam's own name."""
    chapter = next((one for one in chapters() if one.name == name), None)
    return f"{name[:2]} {chapter.title[current()]}" if chapter else name


def markable(root: Path | None = None) -> tuple[str, ...]:
    """Return the names of the exercise sets that can be marked here: the course's, and an instructor's own."""
    folder = (root or course_folder()).joinpath("course")
    course = [file.parent.name for file in (folder / "chapters").glob("*/exercise.py")]
    return (*sorted(course), *sorted(exam_sources()))


@cache
def handed_out(name: str) -> HandedOut:
    """Return an exercise set of the course, or of ``course/exam/``.

    Raises
    ------
    CourseError
        When there is none of that name, or it has no source here: marking needs a checkout of the course.
    """
    own = exam_sources()
    if name not in own and name not in markable():
        raise CourseError("grade.no_source", name=name, known=", ".join(markable()))
    source = read_exercise(own[name] if name in own else exercise_file(name))
    if name in own:
        source = ExerciseSource(name, source.steps)
    return described(source)


def described(source: ExerciseSource) -> HandedOut:
    """Return what an exercise's source hands out."""
    steps: list[GivenCode | str] = []
    identities: set[str] = set()
    texts: list[str] = []
    headings: dict[str, tuple[str, ...]] = {}
    for step in source.steps:
        if isinstance(step, Block):
            identities.add(step.identity)
            texts += step.text.values()
            steps += [GivenCode(step.identity, step.code, step.kind == "parameters")] if step.code else []
        else:
            steps.append(step.name)
            texts += step.ask.values()
            headings[step.name] = tuple(squeezed(step.ask[language].splitlines()[0]) for language in LANGUAGES)
    known = frozenset(map(squeezed, texts))
    return HandedOut(compiled(source), source, tuple(steps), frozenset(identities), known, headings)


def exam_folder() -> Path:
    """Return where an instructor keeps exercises of their own; nothing of it is ever committed."""
    return course_folder().joinpath(*EXAM)


def exam_sources() -> dict[str, Path]:
    """Return the sources in ``course/exam/`` by name: ``NAME.py``, or ``NAME/exercise.py``."""
    folder = exam_folder()
    found = {file.stem: file for file in folder.glob("*.py")}
    return found | {file.parent.name: file for file in folder.glob("*/exercise.py")}


def squeezed(text: str) -> str:
    """Return a text without blanks, as texts are compared that an editor may have wrapped anew."""
    return re.sub(r"\s+", "", text)


def _binds_nothing(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id=bound)], value=ast.Constant(value=value)):
            return bound == name and value is Ellipsis
        case ast.FunctionDef(name=bound, body=body):
            return bound == name and all(isinstance(one, ast.Pass) or _is_constant(one) for one in body)
        case ast.Pass():
            return True
    return _is_constant(statement)


def _is_constant(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
