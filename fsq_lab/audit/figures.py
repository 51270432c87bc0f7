"""Correctness of analysis: a team's figures, judged on its own world by the judge that marks exercises."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fsq_lab.audit.team import Team, kept_figures
from fsq_lab.checks.codec import Encoded, UnsupportedAnswerError, decode, encode
from fsq_lab.checks.compiled import Exercise, Given, GradedAnswer, NamedMistake
from fsq_lab.checks.judge import Judgement, encode_own, judge
from fsq_lab.checks.oracle import Oracle
from fsq_lab.checks.telling import sentences
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder

EXERCISE = "14_training"
_FORM = ("small", "ordered", "tolerance", "digits")


@dataclass(frozen=True)
class JudgedFigure:
    """A figure of a team, judged.

    Attributes
    ----------
    name, report : str
        The figure, and the number of the deliverable in which it is used.
    points, most : float
    judgement : Judgement
    told : tuple of str
        What the judge says, in the current language.
    """

    name: str
    report: str
    points: float
    most: float
    judgement: Judgement
    told: tuple[str, ...]


@cache
def _content() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(course_folder() / "course" / "training_figures.yml")
    return found


@cache
def training_exercise() -> Exercise:
    """Return the figures as an exercise set: given code, then one answer a figure.

    >>> sum(answer.points for answer in training_exercise().answers.values())
    25
    """
    steps: list[Given | GradedAnswer] = [Given(_content()["given"])]
    for name, entry in _content()["figures"].items():
        mistakes = tuple(
            NamedMistake(
                mistake,
                told["code"],
                {"zh": told["zh"], "en": told["en"]},
                bool(told.get("may_be_right", False)),
                float(told.get("credit", 0.0)),
            )
            for mistake, told in entry.get("mistakes", {}).items()
        )
        form = {key: entry[key] for key in _FORM if key in entry}
        ask = {"zh": entry["zh"], "en": entry["en"]}
        steps.append(
            GradedAnswer(name, entry["code"], entry["points"], entry["objective"], ask, mistakes=mistakes, **form)
        )
    return Exercise(EXERCISE, tuple(steps))


def report_of(name: str) -> str:
    """Return the number of the deliverable in which a figure is used."""
    return str(_content()["figures"][name]["report"])


def given_code() -> str:
    """Return the code that loads the team's tables, as the oracle runs it."""
    return str(_content()["given"])


@lru_cache(maxsize=4)
def oracle_of(team: Team) -> Oracle:
    """Return what gives the right figures and the named mistakes in a team's own world."""
    return Oracle(training_exercise(), team.table)


def judged(team: Team, folder: Path) -> tuple[JudgedFigure, ...]:
    """Judge every figure that a team's notebook kept; one that is not there is not attempted.

    Nothing of the team's is run: figures are data.

    Raises
    ------
    CourseError
        When ``figures.json`` is damaged.
    """
    kept, oracle = kept_figures(folder), oracle_of(team)
    earlier: dict[str, Encoded] = {}
    found: list[JudgedFigure] = []
    for name, answer in oracle.exercise.answers.items():
        value = _value(kept[name]) if name in kept else ...
        own = encode_own(oracle, name, value)
        if isinstance(own, Judgement):
            judgement = own
        else:
            judgement = judge(oracle, name, own, earlier)
            earlier[name] = own
        index = oracle.right(name)["index"] if judgement.notes else None
        told = tuple(sentences(answer, judgement, index or [], value))
        points = judgement.points(answer.points)
        found.append(JudgedFigure(name, report_of(name), points, answer.points, judgement, told))
    return tuple(found)


def _value(encoded: Any) -> object:
    """Return a figure as the notebook had it; what is none of the codec's is not attempted."""
    try:
        value = decode(encoded)
        encode(value)
    except (KeyError, TypeError, ValueError, IndexError, UnsupportedAnswerError):
        return ...
    return value
