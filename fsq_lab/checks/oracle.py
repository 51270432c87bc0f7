"""The oracle of an exercise: its own code, run on the learner's data, gives the right answers and the mistakes.

The runner executes given and answer cells in order in one namespace, and only as far as it is asked. A mistake runs
instead of its answer, on a copy of what stood there just before it.
"""

import ast
import copy
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import FunctionType
from typing import TYPE_CHECKING, Any

from fsq_lab.checks.bindings import names_read
from fsq_lab.checks.calling import results_of_calls, silence
from fsq_lab.checks.codec import (
    Encoded,
    Precision,
    UnsupportedAnswerError,
    decode,
    distinct,
    encode,
    numbers_in,
    same_shape,
)
from fsq_lab.checks.compiled import Exercise, Given, GradedAnswer, compiled_exercise
from fsq_lab.ground import course
from fsq_lab.ground.language import CourseError, message
from fsq_lab.ground.names import first_cell
from fsq_lab.survey import loading

if TYPE_CHECKING:
    import pandas as pd

KEPT = 4  # oracles, whichever learners they belong to
Tables = Callable[[str], "pd.DataFrame"]


class OracleError(CourseError):
    """An exercise's source does not run, or its answers and mistakes cannot be told apart."""


@dataclass
class Oracle:
    """One exercise on one set of data.

    Parameters
    ----------
    exercise : Exercise
    tables : callable
        Gives the exercise's table of a name; a fresh copy on each call.
    """

    exercise: Exercise
    tables: Tables
    _right: dict[str, Encoded] = field(default_factory=dict)
    _mistakes: dict[tuple[str, str], Encoded | None] = field(default_factory=dict)
    _before: dict[str, dict[str, Any]] = field(default_factory=dict)
    _namespace: dict[str, Any] = field(default_factory=dict)
    _steps_run: int = 0

    def right(self, name: str) -> Encoded:
        """Return the right answer, encoded.

        Raises
        ------
        OracleError
            When the source itself does not run.
        """
        while name not in self._right:
            self._run_next_step()
        return self._right[name]

    def mistake(self, name: str, mistake: str) -> Encoded | None:
        """Return what a named mistake gives, or None when it fails on these data."""
        if (name, mistake) not in self._mistakes:
            code = next(m.code for m in self.exercise.answers[name].mistakes if m.name == mistake)
            self._mistakes[name, mistake] = self._attempt(name, code, {})
        return self._mistakes[name, mistake]

    def following(self, name: str, own: Mapping[str, Encoded]) -> dict[str, Encoded | None]:
        """Return what answer (key ``""``) and mistakes give when they start from the learner's own earlier answers.

        Empty where no own value may be used: it must have the reference's type, index and columns, be finite, not all
        equal and not absurdly large, and on it the right code must not agree with a named mistake.
        """
        answer = self.exercise.answers[name]
        usable = {n: own[n] for n in self.exercise.answers_read_by(name) if n in own and self._usable(n, own[n])}
        if not usable:
            return {}
        codes = {"": answer.code, **{m.name: m.code for m in answer.mistakes}}
        results = {label: self._attempt(name, code, usable) for label, code in codes.items()}
        right, precision = results[""], precision_of(answer)
        if right is None:
            return {}
        for label, result in results.items():
            if label and result is not None and not distinct(right, result, precision):
                return {}
        return results

    def of_learner(self, name: str, value: object) -> Encoded:
        """Encode a learner's value; a function answer is called on the exercise's inputs.

        Raises
        ------
        UnsupportedAnswerError
            When the value cannot be carried.
        """
        answer = self.exercise.answers[name]
        if answer.function is None:
            return encode(value)
        if not callable(value):
            return encode(value)
        return results_of_calls(name, answer.inputs, value, self._namespace_before(name), of_learner=True)

    def _usable(self, name: str, own: Encoded) -> bool:
        reference = self.right(name)
        if own["kind"] == "calls" or not same_shape(own, reference):
            return False
        mine, right = numbers_in(own), numbers_in(reference)
        if not mine:
            return True
        if any(v is None or not math.isfinite(v) for v in mine):
            return False
        if len(mine) > 1 and len(set(mine)) == 1:
            return False
        largest = max(abs(v) for v in right if v is not None) if any(v is not None for v in right) else 0.0
        return max(abs(v) for v in mine if v is not None) <= 1e6 * max(1.0, largest)

    def _attempt(self, name: str, code: str, own: Mapping[str, Encoded]) -> Encoded | None:
        """Put the learner's own values into what stands before an answer, and run this code in the answer's place."""
        namespace = self._namespace_before(name)
        answer = self.exercise.answers[name]
        try:
            for other, value in own.items():
                namespace[other] = self._own_value(other, value)
            self._run(code, namespace)
            return self._result(answer, namespace)
        except (UnsupportedAnswerError, _CellError):
            return None

    def _own_value(self, name: str, own: Encoded) -> Any:
        """Rebuild a learner's value in the reference's order of labels."""
        value, right = decode(own), decode(self.right(name))
        return value.reindex_like(right) if own["kind"] in ("series", "table") else value

    def _run_next_step(self) -> None:
        """Run one step more; of an answer keep its value, and a copy of what stands before it."""
        if not self._steps_run:
            self._namespace = self._first_namespace()
        step = self.exercise.steps[self._steps_run]
        if isinstance(step, GradedAnswer):
            before = _copy_of(self._namespace)
            self._run(step.code, self._namespace, step.name)
            self._before[step.name] = before
            self._right[step.name] = self._result(step, self._namespace)
        elif isinstance(step, Given):
            self._run(step.code, self._namespace, message("check.given_code"))
        self._steps_run += 1

    def _namespace_before(self, name: str) -> dict[str, Any]:
        self.right(name)
        return _copy_of(self._before[name])

    def _run(self, code: str, namespace: dict[str, Any], told_as: str = "") -> None:
        """Run code of the source; where it fails and is not `told_as` anything, nobody is told."""
        try:
            with silence():
                exec(compile(code, f"<{self.exercise.name}>", "exec"), namespace)
        except Exception as error:
            if not told_as:
                raise _CellError from error
            reason = f"{type(error).__name__}: {error}"
            raise OracleError(
                "check.source_fails", exercise=self.exercise.name, place=told_as, reason=reason
            ) from error

    def _result(self, answer: GradedAnswer, namespace: dict[str, Any]) -> Encoded:
        value = namespace[answer.name]
        if answer.function is None:
            return encode(value)
        return results_of_calls(answer.name, answer.inputs, value, namespace)

    def _first_namespace(self) -> dict[str, Any]:
        namespace: dict[str, Any] = {"__name__": "__oracle__"}
        exec(_imports_read_by(self.exercise), namespace)
        namespace["exercise"] = lambda name, student=None: _Tables(self.tables)
        return namespace


class _CellError(Exception):
    """A mistake's code failed on the data it was given."""


@dataclass(frozen=True)
class _Tables:
    """What stands for `check` while the oracle runs: only its tables."""

    load: Tables


def precision_of(answer: GradedAnswer) -> Precision:
    """Return how close a learner's value must come to an answer."""
    return Precision(answer.tolerance, answer.digits, answer.ordered)


def oracle_for(name: str, student: object = None, version: object = None) -> Oracle:
    """Return the oracle of an exercise on a learner's own data (the committed data without a student).

    Parameters
    ----------
    name : str
        The exercise set, such as ``"03_servqual"``.
    student : str, int or None
        The learner's id.
    version : str, optional
        The course version under which the answers were given, as a submission's manifest says.

    Raises
    ------
    CourseError
        When there is no such exercise set, or the answers are of another course version.
    """
    if version is not None:
        course.require_version(version)
    return oracle_in(name, course.world_of(student))


@lru_cache(maxsize=KEPT)
def oracle_in(name: str, world: int | None) -> Oracle:
    """Return an exercise's oracle in a world: a learner's, a class's hidden one, or None for the committed data."""
    return Oracle(compiled_exercise(name), tables_of(world))


def tables_of(world: int | None) -> Tables:
    """Return what gives the tables of a world, as `check.load` does; None is the committed data."""
    return partial(loading.in_world, world=world)


def _imports_read_by(exercise: Exercise) -> str:
    """Return the first cell's imports, less what the exercise does not read: no chart or widget is loaded in vain."""
    codes = [step.code for step in exercise.steps if isinstance(step, Given | GradedAnswer)]
    codes += [mistake.code for answer in exercise.answers.values() for mistake in answer.mistakes]
    codes += [answer.inputs for answer in exercise.answers.values()]
    read = {name for code in codes for name in names_read(code)}
    lines: list[str] = []
    for node in ast.parse(first_cell("en")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [alias for alias in node.names if (alias.asname or alias.name) in read]
            lines += [ast.unparse(node)] if node.names else []
    return "\n".join(lines)


def _copy_of(namespace: dict[str, Any]) -> dict[str, Any]:
    """Copy a namespace: its data, so that code run in the copy changes nothing here, and its functions, bound anew.

    pandas copies a table's values only once somebody writes to them, so that fifty copies weigh little more than one.
    """
    import numpy as np
    import pandas as pd

    frames = {name: v.copy(deep=False) for name, v in namespace.items() if isinstance(v, pd.DataFrame | pd.Series)}
    kinds = (list, tuple, dict, set, np.ndarray)
    others = {name: value for name, value in namespace.items() if isinstance(value, kinds) and name != "__builtins__"}
    copied = {**namespace, **frames, **copy.deepcopy(others)}
    for name, value in namespace.items():
        if isinstance(value, FunctionType) and value.__globals__ is namespace:
            own = FunctionType(value.__code__, copied, value.__name__, value.__defaults__, value.__closure__)
            own.__kwdefaults__ = value.__kwdefaults__
            copied[name] = own
    return copied
