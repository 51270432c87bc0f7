"""Written answers: a rubric's lines with their points, and samples marked by them, for a teacher to mark beside."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fsq_lab.checks.compiled import Given, GradedAnswer
from fsq_lab.checks.oracle import tables_of
from fsq_lab.grading.handed_out import HandedOut, handed_out
from fsq_lab.ground.language import current
from fsq_lab.ground.names import first_cell

_LINE = re.compile(r"^\s*[-*]\s*(\d+(?:\.\d+)?)\s*(?:分|points?)\s*[：:]\s*(.*)$")
_QUOTE = re.compile(r"\{\{\s*(.+?)(?::([^{}:\[\]'\"]*))?\s*\}\}")


@dataclass(frozen=True)
class RubricLine:
    """One line of a rubric, or of how a sample is marked: points and what they are for."""

    points: float
    text: str


@dataclass(frozen=True)
class MarkedSample:
    """A sample answer: its level, words, points, and what each line of the rubric gives for it."""

    level: str
    points: float
    text: str
    lines: tuple[RubricLine, ...]


@dataclass(frozen=True)
class WrittenQuestion:
    """A question answered in words, in the current language."""

    name: str
    heading: str
    most: float
    rubric: tuple[RubricLine, ...]
    samples: tuple[MarkedSample, ...]


def written_questions(exercise: str) -> tuple[WrittenQuestion, ...]:
    """Return the written questions of an exercise set in the current language, figures in samples filled in.

    A rubric whose lines do not say points is one line with all of them.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> [(q.name, sum(line.points for line in q.rubric) == q.most) for q in written_questions("02_good_service")]
    [('standard', True)]
    """
    out, language = handed_out(exercise), current()
    found: list[WrittenQuestion] = []
    for name, answer in out.source.written.items():
        rubric = _lines(answer.rubric[language])
        if sum(line.points for line in rubric) != answer.points:
            rubric = (RubricLine(answer.points, answer.rubric[language]),)
        samples = tuple(
            MarkedSample(one.level, one.points, *_split(_filled(one.text[language], out))) for one in answer.samples
        )
        heading = re.sub(r"^[#\s★]+", "", answer.ask[language].splitlines()[0]).strip()
        found.append(WrittenQuestion(name, heading, answer.points, rubric, samples))
    return tuple(found)


def _lines(text: str) -> tuple[RubricLine, ...]:
    matched = (_LINE.match(line) for line in text.splitlines())
    return tuple(RubricLine(float(one[1]), one[2].strip()) for one in matched if one)


def _split(text: str) -> tuple[str, tuple[RubricLine, ...]]:
    """Return a sample's words, and how its lines are marked."""
    words = [re.sub(r"^>\s?", "", line) for line in text.splitlines() if not _LINE.match(line)]
    return "\n".join(words).strip(), _lines(text)


def _filled(text: str, out: HandedOut) -> str:
    """Fill in the figures that a sample quotes, from the committed data; one that cannot be had is left as …."""
    if "{{" not in text:
        return text

    def value(quoted: re.Match[str]) -> str:
        try:
            found = eval(compile(ast.parse(quoted[1], mode="eval"), "<sample>", "eval"), dict(_solved(out.name)))
            return format(found, quoted[2] or "").replace("-", "−")
        except Exception:
            return "…"

    return _QUOTE.sub(value, text)


@cache
def _solved(exercise: str) -> Mapping[str, Any]:
    """Return the names of an exercise solved on the committed data: its own code, nobody else's."""

    class Opened:
        load = staticmethod(tables_of(None))

    scope: dict[str, Any] = {}
    exec(first_cell("en").rpartition("\n\nuse(")[0], scope)
    scope["exercise"] = lambda *_, **__: Opened
    for step in handed_out(exercise).exercise.steps:
        if isinstance(step, Given | GradedAnswer):
            exec(step.code, scope)
    return scope
