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

MOODS = {"low": 0, "middle": 35, "high": 70}
"""From which level on a meter is called by which word."""


def mood(level: int) -> str:
    """Return which of `MOODS` a level is.

    >>> mood(0), mood(35), mood(69), mood(100)
    ('low', 'middle', 'middle', 'high')
    """
    return max((name for name, lowest in MOODS.items() if lowest <= level), key=MOODS.__getitem__)


@dataclass(frozen=True)
class Route:
    """Where a choice leads, and to whom the way is open.

    Parameters
    ----------
    to : str
        A line or an ending.
    at_least : Meters
        What the meters must have reached.
    unbroken : bool
        Only for who has broken no rule.
    earned : bool
        Only for who has broken no rule and never said the polite nothing.
    """

    to: str
    at_least: Meters
    unbroken: bool = False
    earned: bool = False

    @property
    def guarded(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.at_least) or self.unbroken or self.earned

    def open_at(self, meters: Meters, broken: bool, evaded: bool) -> bool:
        """Tell whether this way is open, with these meters, after a broken rule or a polite nothing."""
        if (broken and (self.unbroken or self.earned)) or (evaded and self.earned):
            return False
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

    @property
    def worth(self) -> tuple[bool, int]:
        """What orders the choices of a line: rules kept first, then the sum of the effects."""
        return not self.breaks, sum(self.effect.values())


@dataclass(frozen=True)
class Line:
    """What is said to the learner, or told, and the choices that answer it.

    Lines that share their choices are one turn: the same question, put as the customer feels by then.

    Parameters
    ----------
    id : str
    says : {"customer", "narrator"}
    text : Words
    choices : tuple of Choice
    turn : str
        The line that holds the choices: its own id, or that of the line whose choices it shares.
    law : tuple of str
        The rules of law that it rests on, as `fsq_lab.ground.legal` names them.
    """

    id: str
    says: Literal["customer", "narrator"]
    text: Words
    choices: tuple[Choice, ...]
    turn: str
    law: tuple[str, ...] = ()

    @property
    def right(self) -> int:
        """The place of the choice that gains most without breaking a rule."""
        return max(range(len(self.choices)), key=lambda place: self.choices[place].worth)


@dataclass(frozen=True)
class Ending:
    """How it ends, and the debrief that names the theory with author and year.

    Parameters
    ----------
    comes_to_light : bool
        Whether a rule broken on the way comes to light in it; whoever broke one ends in such an ending.
    """

    id: str
    title: Words
    text: Words
    debrief: Words
    law: tuple[str, ...] = ()
    comes_to_light: bool = False


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

    @property
    def turns(self) -> list[Line]:
        """The lines with choices of their own; lines that share them are the same turn."""
        return [line for line in self.lines.values() if line.turn == line.id]

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The rules of law that the scene, its lines, choices and endings name, each once."""
        named = [*self.law]
        for line in self.lines.values():
            named += [*line.law, *(reference for choice in line.choices for reference in choice.law)]
        return tuple(dict.fromkeys([*named, *(name for end in self.endings.values() for name in end.law)]))

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
    route: Route

    @property
    def to(self) -> str:
        """The line or ending that it led to."""
        return self.route.to


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
    def evaded(self) -> bool:
        """Whether the polite nothing was said so far."""
        return any(step.choice.empty for step in self.steps)

    @property
    def situation(self) -> tuple[Any, ...]:
        """Everything that what comes next depends on."""
        return (self.where, *self.meters.values(), bool(self.broken), self.evaded)

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
        broken, evaded = bool(self.broken or choice.breaks), self.evaded or choice.empty
        route = next(route for route in choice.routes if route.open_at(after, broken, evaded))
        return Play(self.scenario, (*self.steps, Step(line, choice, self.meters, after, route)))


def explored(scenario: Scenario) -> list[Play]:
    """Return one play for each situation that can come about (see `Play.situation`).

    The graph must be without a loop (see `faults`); then every play ends.
    """
    found: dict[tuple[Any, ...], Play] = {}
    waiting = [Play(scenario)]
    while waiting:
        play = waiting.pop()
        if play.situation not in found:
            found[play.situation] = play
            waiting += [play.choose(place) for place in range(len(play.line.choices) if play.line else 0)]
    return list(found.values())
