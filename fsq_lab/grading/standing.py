"""Where everyone stands: points by answer from what was found and what was decided by hand, with what looks odd."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import nan
from typing import Any

from fsq_lab.checks.codec import compare
from fsq_lab.checks.compiled import is_optional
from fsq_lab.checks.judge import Judgement
from fsq_lab.checks.oracle import precision_of
from fsq_lab.grading.gradebook import ByHand, Entries, Key
from fsq_lab.grading.handed_out import handed_out
from fsq_lab.grading.judging import judgement_from
from fsq_lab.grading.remarks import Remark, remark, remarks_from

ZEROED = ("typed", "neighbour")
"""Flags under which a class setting may give an answer nothing; ``differs`` only asks for a look."""


@dataclass(frozen=True)
class Flag:
    """Something odd about an answer: ``typed``, ``neighbour`` (with whose number it is) or ``differs``."""

    kind: str
    other: str = ""


@dataclass(frozen=True)
class AnswerMark:
    """One answer's mark.

    Attributes
    ----------
    points : float or None
        None for a written answer that nobody has marked yet.
    found : float or None
        The points that marking found, whatever was decided by hand.
    judgement : Judgement or None
        None for a written answer.
    """

    name: str
    most: float
    points: float | None
    found: float | None
    objective: str = ""
    judgement: Judgement | None = None
    flags: tuple[Flag, ...] = ()
    by_hand: bool = False
    comment: str = ""
    optional: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share of the points, 0 to 1; NaN for a written answer not marked yet, and an optional one left out."""
        return nan if self.points is None or self.left_out else self.points / self.most

    @property
    def left_out(self) -> bool:
        """Whether it is an optional question that was not attempted."""
        return self.optional and not self.by_hand and self.outcome == "untried"

    @property
    def outcome(self) -> str:
        """What was found; ``failed`` where the answer's cell gave no value, ``written`` for a written answer."""
        if self.judgement is None:
            return "written"
        return "failed" if self.data.get("failed") else self.judgement.outcome


@dataclass(frozen=True)
class StudentMarks:
    """One student's marks in one exercise.

    Attributes
    ----------
    state : {"marked", "nothing", "missing"}
        ``nothing``: handed in, and nothing could be marked; ``missing``: not handed in.
    """

    exercise: str
    who: str
    name: str
    state: str
    answers: tuple[AnswerMark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    path: str = ""
    known: bool = True
    confined: str = ""
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """The points so far, of the questions that all must answer."""
        return round(sum(one.points or 0.0 for one in self.answers if not one.optional), 2)

    @property
    def most(self) -> float:
        """The points that can be had in the questions that all must answer."""
        return round(sum(one.most for one in self.answers if not one.optional), 2)

    @property
    def optional_points(self) -> float:
        """The points so far of optional questions."""
        return round(sum(one.points or 0.0 for one in self.answers if one.optional), 2)

    @property
    def optional_most(self) -> float:
        """The points that can be had in optional questions."""
        return round(sum(one.most for one in self.answers if one.optional), 2)

    @property
    def unmarked(self) -> tuple[str, ...]:
        """Written answers that nobody has marked yet."""
        return tuple(one.name for one in self.answers if one.points is None)


def standings(
    results: Mapping[Key, Entries],
    by_hand: Mapping[tuple[str, str, str], ByHand],
    exercise: str,
    names: Mapping[str, str] | None = None,
    zero_flagged: bool = False,
) -> list[StudentMarks]:
    """Return everyone's marks in an exercise: the roster in its order, then whoever else handed in.

    A hand-in without an id is left out where the very same file was marked under an id later.

    Parameters
    ----------
    results, by_hand
        As a gradebook holds them.
    exercise : str
    names : mapping of str to str, optional
        The roster: names by id.
    zero_flagged : bool
        Whether typed-in numbers and a neighbour's earn nothing.
    """
    names = names or {}
    found = {who: result for (name, who), result in results.items() if name == exercise}
    known = {result["digest"] for result in found.values() if result["known"]}
    found = {who: one for who, one in found.items() if one["known"] or one["digest"] not in known}
    flags, shared = flags_of(exercise, found), _same_files(found)
    order = [*names, *sorted(who for who in found if who not in names)]
    everyone = [
        _standing(exercise, who, names.get(who, ""), found.get(who), by_hand, flags, zero_flagged) for who in order
    ]
    return [
        replace(one, remarks=(*one.remarks, remark("same_file", others=shared[one.who]))) if one.who in shared else one
        for one in everyone
    ]


def _same_files(results: Mapping[str, Entries]) -> dict[str, str]:
    """Return who else handed in the very same notebook, by student, where there is an answer in it."""
    owners: dict[str, list[str]] = {}
    for who, result in results.items():
        if any(data["judgement"] for data in result["answers"].values()):
            owners.setdefault(result["digest"], []).append(who)
    return {
        who: ", ".join(other for other in ones if other != who)
        for ones in owners.values()
        if len(ones) > 1
        for who in ones
    }


def _standing(
    exercise: str,
    who: str,
    name: str,
    result: Entries | None,
    by_hand: Mapping[tuple[str, str, str], ByHand],
    flags: Mapping[Key, tuple[Flag, ...]],
    zero_flagged: bool,
) -> StudentMarks:
    out = handed_out(exercise)
    state = "missing" if result is None else "marked" if result["answers"] else "nothing"
    automatic = result["answers"] if result else {}
    written = result["written"] if result else {}
    marks: list[AnswerMark] = []
    points: float | None
    found: float | None
    judgement: Judgement | None
    for step in (step for step in out.steps if isinstance(step, str)):
        decision = by_hand.get((exercise, who, step), ByHand(None))
        if step in out.exercise.answers:
            answer = out.exercise.answers[step]
            data = automatic.get(step, {})
            judgement = judgement_from(data.get("judgement", {}))
            odd = flags.get((who, step), ())
            found = judgement.points(answer.points)
            points = 0.0 if zero_flagged and any(flag.kind in ZEROED for flag in odd) else found
            most, objective = answer.points, answer.objective
        else:
            judgement, odd, data, found, objective = None, (), {}, None, ""
            most, points = out.exercise.written[step].points, None if written.get(step) else 0.0
        decided = decision.points is not None
        marks.append(
            AnswerMark(
                step,
                most,
                decision.points if decided else points,
                found,
                objective,
                judgement,
                odd,
                decided,
                decision.comment,
                is_optional(out.exercise.answers.get(step) or out.exercise.written[step]),
                data,
            )
        )
    if result is None:
        return StudentMarks(exercise, who, name, state, tuple(marks))
    remarks = remarks_from(result["remarks"])
    about = (result["path"], bool(result["known"]), str(result["confined"]))
    return StudentMarks(exercise, who, name, state, tuple(marks), remarks, *about, written)


def flags_of(exercise: str, results: Mapping[str, Entries]) -> dict[Key, tuple[Flag, ...]]:
    """Return what is odd, by student and answer.

    An answer that is right on the student's own data and not on the hidden ones is ``typed`` where its value is the
    same on both, else it ``differs``; so it does where only the run on the hidden data was broken off. A value that is
    the same on both, wrong on the student's own data, and right on another's, is a ``neighbour``'s.
    """
    found: dict[Key, tuple[Flag, ...]] = {}
    for who, result in results.items():
        for name, data in result["answers"].items():
            flags = tuple(_flags(exercise, who, name, data, results))
            if flags:
                found[who, name] = flags
    return found


def _flags(
    exercise: str, who: str, name: str, data: Mapping[str, Any], results: Mapping[str, Entries]
) -> Iterator[Flag]:
    hidden = data.get("hidden")
    if not hidden:
        return
    own, other = judgement_from(data["judgement"]), judgement_from(hidden["judgement"])
    if hidden["ended"] != "done":
        if hidden.get("alone") and own.share > other.share:
            yield Flag("differs")
    elif own.share > other.share:
        yield Flag("typed" if hidden["same"] else "differs")
    elif hidden["same"] and own.share < 1:
        whose = next(_owners(exercise, who, name, data, results), "")
        if whose:
            yield Flag("neighbour", whose)


def _owners(
    exercise: str, who: str, name: str, data: Mapping[str, Any], results: Mapping[str, Entries]
) -> Iterator[str]:
    """Yield students on whose own data a value is right; an answer with few possible values tells nothing."""
    answer = handed_out(exercise).exercise.answers[name]
    claim = data["own"]
    if answer.small or claim is None or claim["kind"] in ("untried", "unsupported", "calls", "text", "truth"):
        return
    precision = precision_of(answer)
    for other, result in results.items():
        right = result["answers"].get(name, {}).get("right")
        if (
            other != who
            and right is not None
            and right != data["right"]
            and compare(claim, right, precision) != "different"
        ):
            yield other


def totals(found: Iterable[StudentMarks]) -> list[float]:
    """Return the points of everyone of whom something was marked."""
    return [one.points for one in found if one.state == "marked"]
