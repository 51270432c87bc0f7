"""The proof that an exercise's right answers and named mistakes can be told apart, for the build; never at run time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fsq_lab.checks.codec import Encoded, distinct
from fsq_lab.checks.compiled import Exercise, GradedAnswer
from fsq_lab.checks.oracle import Oracle, OracleError, precision_of, tables_of
from fsq_lab.ground.course import world_of
from fsq_lab.ground.language import message

LEARNERS = tuple(f"variant-{number:02}" for number in range(1, 21))
"""Twenty ids whose worlds stand for everyone's; `WORLDS` adds the committed data."""
WORLDS = (None, *LEARNERS)
SELDOM = 0.4
"""In at most this share of the worlds a mistake that is declared `may_be_right` may give the right answer."""


@dataclass(frozen=True)
class Collision:
    """Two results of one answer that are too close to tell apart (``""`` stands for the right answer).

    ``failed`` says that one of them is none: the code of `other`, a mistake, did not run.
    """

    answer: str
    one: str
    other: str
    failed: bool = field(default=False, compare=False)


def prove(exercise: Exercise, students: Iterable[str | None] = WORLDS) -> None:
    """Prove that all results of every answer differ by more than five tolerances in the worlds of these students.

    A small answer is exempt. A mistake that is declared `may_be_right` may give the right answer now and then, but not
    on the committed data.

    Raises
    ------
    OracleError
        Naming answer, the two results, and whose data they are too close on.
    """
    found = {}
    for student in students:
        found[student] = collisions(Oracle(exercise, tables_of(world_of(student))))
        if student is None and found[student]:
            break  # nothing forgives these: the other worlds need not be drawn
    forgiven = {m for m in _may_be_right(exercise) if sum(m in own for own in found.values()) <= SELDOM * len(found)}
    for student, own in found.items():
        for collision in own:
            if student is None or collision not in forgiven:
                raise OracleError(
                    "check.mistake_fails" if collision.failed else "check.collision",
                    exercise=exercise.name,
                    answer=collision.answer,
                    one=collision.one or "right",
                    other=collision.other,
                    data=student or message("check.committed_data"),
                )


def collisions(oracle: Oracle) -> list[Collision]:
    """Return the pairs of results that lie within five tolerances of each other; small answers are exempt."""
    return [found for answer in oracle.exercise.answers.values() if not answer.small for found in _of(oracle, answer)]


def _of(oracle: Oracle, answer: GradedAnswer) -> Iterator[Collision]:
    results: dict[str, Encoded | None] = {"": oracle.right(answer.name)}
    results.update({m.name: oracle.mistake(answer.name, m.name) for m in answer.mistakes})
    labels = list(results)
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            a, b = results[one], results[other]
            if a is None or b is None or not distinct(a, b, precision_of(answer)):
                yield Collision(answer.name, one, other, failed=b is None)


def _may_be_right(exercise: Exercise) -> list[Collision]:
    answers = exercise.answers.values()
    return [Collision(answer.name, "", m.name) for answer in answers for m in answer.mistakes if m.may_be_right]
