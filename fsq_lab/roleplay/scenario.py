"""Role plays in plain Python: lines, choices, meters, and one learner's way through them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from fsq_lab.ground.course import version_of
from fsq_lab.ground.fields import (
    Words,
)
from fsq_lab.ground.language import CourseError

METERS = ("trust", "time", "compliance", "fairness")


FULL = 100
FEWEST_CHOICES = 3


Meters = Mapping[str, int]
"""A level from 0 to 100 for each meter; in an effect, what is added to it."""


@dataclass(frozen=True)
class Route:
    """Where a choice leads, if every meter named in `at_least` has reached its level."""

    to: str
    at_least: Meters

    def open_at(self, meters: Meters) -> bool:
        """Tell whether this way is open."""
        return all(meters[name] >= level for name, level in self.at_least.items())


@dataclass(frozen=True)
class Choice:
    """Something the learner can say.

    Parameters
    ----------
    id : str
        Its name in the file; like effect and reason it stays in Python until the choice is made.
    objective : str
        The course's objective that it practises, such as ``"S5c"``.
    effect : Meters
    routes : tuple of Route
        The first open one is taken; the last one is always open.
    text, why : Words
        What is said, and what to think of it.
    breaks : Words or None
        The rule that it breaks; whoever breaks one scores nothing.
    empty : bool
        Whether it is the polite choice that does nothing.
    law : tuple of str
        The rules of law that it is judged by, as `fsq_lab.ground.legal` names them.
    """

    id: str
    objective: str
    effect: Meters
    routes: tuple[Route, ...]
    text: Words
    why: Words
    breaks: Words | None
    empty: bool
    law: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What is said to the learner, or told, and the choices that answer it."""

    id: str
    says: Literal["customer", "narrator"]
    text: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Ending:
    """How it ends, and the debrief that names the theory with author and year."""

    id: str
    title: Words
    text: Words
    debrief: Words


@dataclass(frozen=True)
class Scenario:
    """A role play in both languages.

    Parameters
    ----------
    id : str
        The file's name without its ending.
    objectives : tuple of str
    title, scene : Words
    meters : Meters
        Their levels at the start.
    start : str
        The first line.
    lines : mapping of str to Line
    endings : mapping of str to Ending
    law : tuple of str
        The rules of law that the scene as a whole rests on.
    """

    id: str
    objectives: tuple[str, ...]
    title: Words
    scene: Words
    meters: Meters
    start: str
    lines: Mapping[str, Line]
    endings: Mapping[str, Ending]
    law: tuple[str, ...] = ()

    @cached_property
    def version(self) -> str:
        """A hash of what learners can read of it while playing, in both languages."""
        lines = [[line.id, dict(line.text), *(dict(c.text) for c in line.choices)] for line in self.lines.values()]
        return version_of(self.id, dict(self.title), dict(self.scene), *lines)

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The rules of law that the scene and its choices name, each once."""
        choices = [choice for line in self.lines.values() for choice in line.choices]
        return tuple(dict.fromkeys([*self.law, *(reference for choice in choices for reference in choice.law)]))

    @cached_property
    def best(self) -> "Play":
        """The play with the largest sum of meters among those that break no rule."""
        kept = [play for play in explored(self) if play.ending and not play.broken]
        if not kept:
            raise CourseError("roleplay.fault.no_best", file=self.id)
        return max(kept, key=lambda play: play.total)


@dataclass(frozen=True)
class Step:
    """A choice that was made at a line, with the meters before and after it and where it led."""

    line: Line
    choice: Choice
    before: Meters
    after: Meters
    to: str


@dataclass(frozen=True)
class Play:
    """A role play as far as it was played.

    Examples
    --------
    >>> from fsq_lab.roleplay.reading import load_scenario
    >>> play = Play(load_scenario("wrong-transfer"))
    >>> play.choose(0).steps[0].choice.id
    'not-ours'
    """

    scenario: Scenario
    steps: tuple[Step, ...] = ()

    @property
    def where(self) -> str:
        """The id of the line or ending that was reached."""
        return self.steps[-1].to if self.steps else self.scenario.start

    @property
    def meters(self) -> Meters:
        """The levels now."""
        return self.steps[-1].after if self.steps else self.scenario.meters

    @property
    def total(self) -> int:
        """The sum of the meters now."""
        return sum(self.meters.values())

    @property
    def line(self) -> Line | None:
        """The line to answer; None at the end."""
        return self.scenario.lines.get(self.where)

    @property
    def ending(self) -> Ending | None:
        """The ending that was reached; None before."""
        return self.scenario.endings.get(self.where)

    @property
    def broken(self) -> tuple[Words, ...]:
        """The rules broken so far."""
        return tuple(step.choice.breaks for step in self.steps if step.choice.breaks)

    @property
    def share(self) -> float | None:
        """The score at the end, 0 to 1: the sum of the meters as a share of the best play's.

        It is 0 when a rule was broken, and None before the end.
        """
        if self.ending is None:
            return None
        return 0.0 if self.broken else self.total / self.scenario.best.total

    def choose(self, place: int) -> "Play":
        """Return the play after the choice at this place of the present line, counted from 0.

        Raises
        ------
        CourseError
            When the play has ended or has no such choice.
        """
        line = self.line
        if line is None or isinstance(place, bool) or place not in range(len(line.choices)):
            raise CourseError("roleplay.no_such_choice", place=place, count=len(line.choices) if line else 0)
        choice = line.choices[place]
        after = {name: min(FULL, max(0, level + choice.effect.get(name, 0))) for name, level in self.meters.items()}
        to = next(route.to for route in choice.routes if route.open_at(after))
        return Play(self.scenario, (*self.steps, Step(line, choice, self.meters, after, to)))


def explored(scenario: Scenario) -> list[Play]:
    """Return one play for each situation that can come about: where, with which meters, rules kept or broken.

    The graph must be without a loop (see `faults`); then every play ends.
    """
    found: dict[tuple[Any, ...], Play] = {}
    waiting = [Play(scenario)]
    while waiting:
        play = waiting.pop()
        situation = (play.where, *play.meters.values(), bool(play.broken))
        if situation not in found:
            found[situation] = play
            waiting += [play.choose(place) for place in range(len(play.line.choices) if play.line else 0)]
    return list(found.values())
