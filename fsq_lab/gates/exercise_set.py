"""The exercise set of a chapter: enough answers, each with mistakes and hints, and samples that its rubric marks."""

import re
from collections.abc import Iterator
from functools import partial

from fsq_lab.checks.compiled import GradedAnswer
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import LANGUAGES, message
from fsq_lab.source.exercises import ModelAnswer

LONGEST_ANSWER = 8
LEAST_MISTAKES = 2
LONG_PRACTICE = 45
LEAST = {True: (8, 2), False: (6, 1)}
"""Automatic and written answers, where practice takes `LONG_PRACTICE` minutes or more, and where it takes less."""

TELLING = 12
"""A right-hand side with more characters must not stand in a hint or a message."""


def faults(sources: Sources) -> list[str]:
    """Name what an exercise set lacks."""
    exercise = sources.exercise
    if exercise is None:
        return []
    say = partial(message, file=sources.name_of(sources.chapter.exercise_file))
    least, written = LEAST[sources.chapter.practice >= LONG_PRACTICE]
    found = []
    if len(exercise.answers) < least:
        found.append(say("gates.exercise.answers", number=len(exercise.answers), least=least))
    if len(exercise.written) < written:
        found.append(say("gates.exercise.written", number=len(exercise.written), least=written))
    stars = [sum("★" in step.ask[language] for step in _asks(sources)) for language in LANGUAGES]
    if stars[0] != stars[1] or not stars[0]:
        found.append(say("gates.exercise.stars", zh=stars[0], en=stars[1]))
    for answer in exercise.answers.values():
        found += [say(f"gates.exercise.{key}", name=answer.name, **values) for key, values in _answer_faults(answer)]
    for one in exercise.written.values():
        found += [say(f"gates.exercise.{key}", name=one.name, **values) for key, values in _sample_faults(one)]
    return found


def points_in(text: str) -> list[float]:
    """Return the points at the head of each line of a list: ``- 2 points: ...`` or ``- 2分：……``.

    >>> points_in("- 1 point: says so")
    [1.0]
    """
    return [float(points) for points in re.findall(r"(?m)^- (\d+)(?:分| points?)[：:]", text)]


Fault = tuple[str, dict[str, object]]


def _asks(sources: Sources) -> list[GradedAnswer | ModelAnswer]:
    steps = sources.exercise.steps if sources.exercise else ()
    return [step for step in steps if isinstance(step, GradedAnswer | ModelAnswer)]


def _answer_faults(answer: GradedAnswer) -> Iterator[Fault]:
    if len(answer.mistakes) < LEAST_MISTAKES:
        yield "mistakes", {"number": len(answer.mistakes), "least": LEAST_MISTAKES}
    hints = 2 if answer.points > 1 else 1
    if len(answer.hints) < hints:
        yield "hints", {"number": len(answer.hints), "least": hints}
    lines = len(answer.code.splitlines())
    if lines > LONGEST_ANSWER:
        yield "lines", {"number": lines, "most": LONGEST_ANSWER}
    told = [*answer.hints, *(mistake.message for mistake in answer.mistakes)]
    for line in answer.code.splitlines():
        right_side = line.partition(" = ")[2].strip()
        if len(right_side) > TELLING and any(right_side in text[language] for text in told for language in LANGUAGES):
            yield "tells", {"line": right_side}


def _sample_faults(written: ModelAnswer) -> Iterator[Fault]:
    """Name where the samples of a written answer are missing, or not marked line by line by its rubric."""
    if not written.samples:
        yield "samples", {}
    for language in LANGUAGES:
        most = points_in(written.rubric[language])
        if sum(most) != written.points:
            yield "rubric", {"language": language, "sum": f"{sum(most):g}", "points": f"{written.points:g}"}
        for sample in written.samples:
            earned = points_in(sample.text[language])
            where = {"language": language, "level": sample.level}
            if len(earned) != len(most) or any(a > b for a, b in zip(earned, most, strict=True)):
                yield "lines_marked", dict(where)
            if sum(earned) != sample.points:
                yield "sum", {**where, "sum": f"{sum(earned):g}", "points": f"{sample.points:g}"}
