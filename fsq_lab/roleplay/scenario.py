"""Role plays: ``course/roleplays/<id>.yml``, read, played and proved in plain Python."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from fsq_lab.data import course_folder, version_of
from fsq_lab.language import LANGUAGES, CourseError, message
from fsq_lab.progress import ENOUGH
from fsq_lab.quiz.bank import _yaml
from fsq_lab.quiz.fields import (
    BankError,
    Place,
    brief,
    different,
    fields_of,
    identifier,
    in_both,
    list_of,
    mapping,
    objectives,
    text_of,
    words,
)
from fsq_lab.quiz.items import Words

METERS = ("trust", "time", "compliance", "fairness")
FULL = 100
FEWEST_LINES = 4
FEWEST_CHOICES = 3
FEWEST_ENDINGS = 3

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_HAN = re.compile(r"[\u3400-\u9fff]")

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
    """

    id: str
    objective: str
    effect: Meters
    routes: tuple[Route, ...]
    text: Words
    why: Words
    breaks: Words | None
    empty: bool


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
    """

    id: str
    objectives: tuple[str, ...]
    title: Words
    scene: Words
    meters: Meters
    start: str
    lines: Mapping[str, Line]
    endings: Mapping[str, Ending]

    @cached_property
    def version(self) -> str:
        """A hash of what learners can read of it while playing, in both languages."""
        lines = [[line.id, dict(line.text), *(dict(c.text) for c in line.choices)] for line in self.lines.values()]
        return version_of(self.id, dict(self.title), dict(self.scene), *lines)

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


def scenarios() -> tuple[str, ...]:
    """Return the ids of the course's role plays."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yml")))


def load_scenario(name: str) -> Scenario:
    """Read a role play of the course.

    Raises
    ------
    CourseError
        When the course has no such role play, or its file has a fault.

    Examples
    --------
    >>> load_scenario("wrong-transfer").objectives
    ('S5c',)
    """
    if name not in scenarios():
        raise CourseError("roleplay.unknown", name=name, known=", ".join(scenarios()))
    return read_scenario(_folder() / f"{name}.yml")


def _folder() -> Path:
    return course_folder() / "course" / "roleplays"


def read_scenario(file: Path) -> Scenario:
    """Read one role play's file; a fault is told with file, line and field."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault("not_utf8", Place(file.name)) from error
    return parse_scenario(text, file.name)


def parse_scenario(text: str, file: str) -> Scenario:
    """Read the role play that a file's text holds; ``file`` is its name in messages.

    Raises
    ------
    CourseError
        When it is not a role play, in both languages and with every line it speaks of.
    """
    place = Place(file)
    try:
        return _scenario(_yaml(text, place), place)
    except BankError as fault:
        raise _told(str(fault.values["problem"]), fault.place) from None


def _told(problem: str, place: Place) -> CourseError:
    return CourseError("roleplay.at", file=place.file, line=place.item, field=place.field, problem=problem)


def _fault(problem: str, place: Place, **values: object) -> CourseError:
    return _told(message(f"roleplay.fault.{problem}", file=place.file, **values), place)


def _scenario(value: object, place: Place) -> Scenario:
    fields = fields_of(value, place, {"id", "objectives", "meters", "start", "lines", "endings", *LANGUAGES})
    said = in_both(fields, place, {"title", "scene"})
    name = identifier(fields["id"], place.at("id"))
    if name != Path(place.file).stem:
        raise _fault("other_name", place.at("id"), name=name)
    served = objectives(fields, place)
    meters = _levels(fields["meters"], place.at("meters"), 0)
    if set(meters) != set(METERS):
        raise _fault("meters", place.at("meters"), known=", ".join(METERS))
    lines = {
        (where := replace(place, item=identifier(line, place.at("lines")))).item: _line(entry, where, served[0])
        for line, entry in mapping(fields["lines"], place.at("lines")).items()
    }
    endings = {
        (where := replace(place, item=identifier(ending, place.at("endings")))).item: _ending(entry, where)
        for ending, entry in mapping(fields["endings"], place.at("endings")).items()
    }
    for twice in sorted(set(lines) & set(endings)):
        raise _fault("line_and_ending", replace(place, item=twice))
    start = identifier(fields["start"], place.at("start"))
    if start not in lines:
        raise _fault("no_such_line", place.at("start"), to=start)
    _refuse_lost_routes(lines, {*lines, *endings}, place)
    in_order = {name: meters[name] for name in METERS}
    return Scenario(name, served, said["title"], said["scene"], in_order, start, lines, endings)


def _refuse_lost_routes(lines: Mapping[str, Line], known: set[str], place: Place) -> None:
    for line in lines.values():
        for choice in line.choices:
            for route in choice.routes:
                if route.to not in known:
                    raise _fault("no_such_line", replace(place, item=line.id, field=choice.id), to=route.to)


def _line(entry: object, place: Place, objective: str) -> Line:
    fields = fields_of(entry, place, {"says", "choices", *LANGUAGES})
    says = fields["says"]
    if says not in ("customer", "narrator"):
        raise _fault("speaker", place.at("says"), found=brief(says))
    where = place.at("choices")
    entries = enumerate(list_of(fields["choices"], where), start=1)
    choices = [_choice(choice, where.at(number), objective) for number, choice in entries]
    different([choice.id for choice in choices], where)
    for language in LANGUAGES:
        different([choice.text[language] for choice in choices], where)
    if len(choices) < FEWEST_CHOICES:
        raise _fault("few_choices", where, fewest=FEWEST_CHOICES)
    if sum(choice.empty for choice in choices) != 1:
        raise _fault("one_empty", where)
    text = {language: text_of(fields[language], place.at(language)) for language in LANGUAGES}
    return Line(place.item, says, text, tuple(choices))


def _choice(entry: object, place: Place, objective: str) -> Choice:
    fields = fields_of(entry, place, {"id", "effect", "to", *LANGUAGES}, {"breaks", "empty", "objective"})
    said = in_both(fields, place, {"text", "why"})
    empty = fields.get("empty", False)
    if not isinstance(empty, bool):
        raise BankError("not_a_truth", place.at("empty"), found=brief(empty))
    return Choice(
        id=identifier(fields["id"], place.at("id")),
        objective=text_of(fields.get("objective", objective), place.at("objective")),
        effect=_levels(fields["effect"], place.at("effect"), -FULL),
        routes=_routes(fields["to"], place.at("to")),
        text=said["text"],
        why=said["why"],
        breaks=words(fields["breaks"], place.at("breaks")) if "breaks" in fields else None,
        empty=empty,
    )


def _routes(value: object, place: Place) -> tuple[Route, ...]:
    if isinstance(value, str):
        return (Route(identifier(value, place), {}),)
    entries = [fields_of(entry, place, {"line"}, {"at_least"}) for entry in list_of(value, place)]
    routes = tuple(
        Route(identifier(entry["line"], place), _levels(entry.get("at_least", {}), place, 0)) for entry in entries
    )
    if not routes or [bool(route.at_least) for route in routes] != [True] * (len(routes) - 1) + [False]:
        raise _fault("open_last", place)
    return routes


def _levels(value: object, place: Place, lowest: int) -> dict[str, int]:
    levels = mapping(value, place)
    for name, level in levels.items():
        if name not in METERS:
            raise _fault("meters", place, known=", ".join(METERS))
        if type(level) is not int or not lowest <= level <= FULL:
            raise _fault("level", place.at(name), lowest=lowest, highest=FULL, found=brief(level))
    return levels


def _ending(entry: object, place: Place) -> Ending:
    said = in_both(fields_of(entry, place, set(LANGUAGES)), place, {"title", "text", "debrief"})
    return Ending(place.item, said["title"], said["text"], said["debrief"])


def follow(scenario: Scenario, pick: Callable[[Line], int]) -> Play:
    """Play a scenario to its end by one rule that looks at the present line alone."""
    play = Play(scenario)
    while play.line:
        play = play.choose(pick(play.line))
    return play


def empty_place(line: Line) -> int:
    """Return the place of the polite choice that does nothing."""
    return [choice.empty for choice in line.choices].index(True)


def longest_place(line: Line, language: str) -> int:
    """Return the place of the choice with most words."""
    return max(range(len(line.choices)), key=lambda place: len(line.choices[place].text[language]))


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


def faults(scenario: Scenario) -> list[str]:
    """Name everything that a role play has to prove and does not.

    Every line and ending is reached, every path ends, every guarded way is taken; the best path earns full marks
    over enough decisions, while saying the polite nothing or the first choice each time is not enough to master
    it and the longest choice each time does not earn full marks; a rule can be broken, and breaking one costs
    compliance; the polite nothing costs time and gains neither compliance nor fairness; no step of the best path
    costs trust, compliance or fairness or gains time; every debrief names a year of its theory; each language is
    written in that language.

    Returns
    -------
    list of str
        One sentence a fault, in the current language; empty when the role play is proved.
    """
    loop = _loop(scenario)
    if loop:
        return [_say("loop", lines=" → ".join(loop))]
    return [*_map_faults(scenario), *_effect_faults(scenario), *_score_faults(scenario), *_text_faults(scenario)]


def _say(problem: str, **values: object) -> str:
    return message(f"roleplay.fault.{problem}", **values)


def _loop(scenario: Scenario) -> list[str]:
    """Return the lines of a loop, if there is one: depth first, without recursion."""
    done: set[str] = set()
    path: list[tuple[str, Iterator[str]]] = []

    def ways(name: str) -> Iterator[str]:
        line = scenario.lines.get(name)
        return iter([route.to for choice in (line.choices if line else ()) for route in choice.routes])

    for first in scenario.lines:
        path.append((first, ways(first)))
        while path:
            name, ahead = path[-1]
            on_path = [step for step, _ in path]
            to = next((to for to in ahead if to not in done), None)
            if to is None:
                done.add(name)
                path.pop()
            elif to in on_path:
                return [*on_path[on_path.index(to) :], to]
            else:
                path.append((to, ways(to)))
    return []


def _map_faults(scenario: Scenario) -> Iterator[str]:
    plays = explored(scenario)
    reached = {play.where for play in plays}
    for name in (*scenario.lines, *scenario.endings):
        if name not in reached:
            yield _say("unreachable", name=name)
    taken = {
        (play.line.id, choice.id, number)
        for play in plays
        if play.line
        for place, choice in enumerate(play.line.choices)
        for number, route in enumerate(choice.routes)
        if route is next(way for way in choice.routes if way.open_at(play.choose(place).meters))
    }
    for line in scenario.lines.values():
        for choice in line.choices:
            for number, route in enumerate(choice.routes):
                if len(choice.routes) > 1 and line.id in reached and (line.id, choice.id, number) not in taken:
                    yield _say("dead_guard", line=line.id, choice=choice.id, to=route.to)
    if len(scenario.lines) < FEWEST_LINES:
        yield _say("few_lines", fewest=FEWEST_LINES)
    if len(scenario.endings) < FEWEST_ENDINGS:
        yield _say("few_endings", fewest=FEWEST_ENDINGS)
    if not any(choice.breaks for line in scenario.lines.values() for choice in line.choices):
        yield _say("no_rule")


def _effect_faults(scenario: Scenario) -> Iterator[str]:
    for line in scenario.lines.values():
        for choice in line.choices:
            time, compliance, fairness = (choice.effect.get(name, 0) for name in ("time", "compliance", "fairness"))
            if choice.breaks and compliance >= 0:
                yield _say("free_breach", line=line.id, choice=choice.id)
            if choice.empty and (time >= 0 or compliance > 0 or fairness > 0):
                yield _say("empty_gains", line=line.id, choice=choice.id)


def _score_faults(scenario: Scenario) -> Iterator[str]:
    try:
        best = scenario.best
    except CourseError as fault:
        yield str(fault)
        return
    if len(best.steps) < FEWEST_LINES:
        yield _say("short_best", fewest=FEWEST_LINES)
    for step in best.steps:
        effect = step.choice.effect
        if effect.get("time", 0) > 0 or any(effect.get(name, 0) < 0 for name in METERS if name != "time"):
            yield _say("best_loses", line=step.line.id, choice=step.choice.id)
    easy: list[tuple[str, Callable[[Line], int], float]] = [
        ("polite_wins", empty_place, ENOUGH),
        ("first_wins", lambda line: 0, ENOUGH),
        ("longest_wins", lambda line: longest_place(line, "zh"), 1.0),
        ("longest_wins", lambda line: longest_place(line, "en"), 1.0),
    ]
    for problem, pick, limit in easy:
        share = follow(scenario, pick).share or 0.0
        if share >= limit:
            yield _say(problem, share=round(100 * share), limit=round(100 * limit))


def _text_faults(scenario: Scenario) -> Iterator[str]:
    for ending in scenario.endings.values():
        for language in LANGUAGES:
            if not _YEAR.search(re.sub(_HAN, " ", ending.debrief[language])):
                yield _say("no_theory", name=ending.id, language=language)
    for text in _texts(scenario):
        if not _HAN.search(text["zh"]) or _HAN.search(text["en"]):
            yield _say("wrong_language", text=text["en"][:40])


def _texts(scenario: Scenario) -> Iterator[Words]:
    yield from (scenario.title, scenario.scene)
    for line in scenario.lines.values():
        yield line.text
        for choice in line.choices:
            yield from (choice.text, choice.why)
            if choice.breaks:
                yield choice.breaks
    for ending in scenario.endings.values():
        yield from (ending.title, ending.text, ending.debrief)
