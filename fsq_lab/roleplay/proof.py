"""What a role play has to prove: every way can be taken, and its best ending is earned.

Who breaks a rule on the way, or answers with a polite nothing, does not reach the best ending; the customer's words
depend on what was said; and neither the longest, nor the first, nor the politest choice earns the marks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fsq_lab.ground.fields import (
    Words,
)
from fsq_lab.ground.language import LANGUAGES, CourseError, current, message
from fsq_lab.ground.progress import ENOUGH
from fsq_lab.roleplay.reading import read_scenario
from fsq_lab.roleplay.scenario import METERS, Choice, Ending, Line, Play, Scenario, explored

FEWEST_LINES = 4
FEWEST_ENDINGS = 3
FEWEST_ANSWERED = Fraction(3, 4)
"""Of the turns: in how many what the customer says next has to depend on what was said."""
MOST_LONGEST = Fraction(1, 3)
"""Of the turns: in how many the right choice may be the longest."""
MOST_SHORTEST = Fraction(3, 5)
"""Of the turns: in how many it may be the shortest."""
GRAVE = -15
"""The effect on compliance from which on a choice bars the best ending, marked as a breach or not.

A poor answer that a recovery can mend costs at most 10 in every role play; a marked breach costs 30 or more. What lies
between presses, promises or misinforms.
"""
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_HAN = re.compile(r"[\u3400-\u9fff]")


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


@dataclass(frozen=True)
class Ways:
    """How many ways lead to an ending; of them with a broken rule, a polite nothing, or a `GRAVE` choice not marked."""

    number: int
    broken: int
    evaded: int
    grave: int


def ways_to(scenario: Scenario, ending: str) -> Ways:
    """Count the ways from the first line to an ending: sequences of choices, turn by turn.

    The graph must be without a loop (see `faults`).
    """
    number = broken = evaded = grave = 0
    ahead = {(Play(scenario).situation, False): (Play(scenario), 1)}
    while ahead:
        present, ahead = ahead, {}
        for (_, heavy), (play, ways) in present.items():
            if play.where == ending:
                number += ways
                broken += ways * bool(play.broken)
                evaded += ways * play.evaded
                grave += ways * heavy
            for place, choice in enumerate(play.line.choices if play.line else ()):
                after = play.choose(place)
                reached = (after.situation, heavy or _unmarked(choice))
                _, before = ahead.get(reached, (after, 0))
                ahead[reached] = (after, before + ways)
    return Ways(number, broken, evaded, grave)


def _unmarked(choice: Choice) -> bool:
    return not choice.breaks and choice.effect.get("compliance", 0) <= GRAVE


def answered(scenario: Scenario) -> list[str]:
    """Return the turns at which the words that come next depend on what is said."""
    words: dict[str, Line | Ending] = {**scenario.lines, **scenario.endings}
    return [
        line.id
        for line in scenario.turns
        if len({words[route.to].text["zh"] for choice in line.choices for route in choice.routes}) > 1
    ]


def longest(scenario: Scenario, language: str) -> list[str]:
    """Return the turns at which no choice is longer than the right one."""
    return [
        line.id
        for line in scenario.turns
        if len(line.choices[line.right].text[language]) == max(len(choice.text[language]) for choice in line.choices)
    ]


def shortest(scenario: Scenario, language: str) -> list[str]:
    """Return the turns at which no choice is shorter than the right one."""
    return [
        line.id
        for line in scenario.turns
        if len(line.choices[line.right].text[language]) == min(len(choice.text[language]) for choice in line.choices)
    ]


def measured(scenario: Scenario) -> str:
    """Return in one sentence how well the best ending is earned, in the current language."""
    best = scenario.best.where
    ways = ways_to(scenario, best)
    polite = follow(scenario, empty_place).ending
    return message(
        "roleplay.measured",
        name=scenario.id,
        best=scenario.endings[best].title[current()],
        ways=ways.number,
        broken=ways.broken,
        evaded=ways.evaded,
        grave=ways.grave,
        limit=-GRAVE,
        answered=len(answered(scenario)),
        zh=len(longest(scenario, "zh")),
        en=len(longest(scenario, "en")),
        turns=len(scenario.turns),
        polite=polite.title[current()] if polite else "",
    )


def faults(scenario: Scenario) -> list[str]:
    """Name everything that a role play has to prove and does not.

    Every line and ending is reached, every path ends, every guarded way is taken; the best path earns full marks
    over enough decisions, while saying the polite nothing or the first choice each time is not enough to master it
    and the longest choice each time does not earn full marks; no way to the best ending breaks a rule, holds a
    polite nothing or a choice that costs 15 of compliance or more, and every way that breaks a rule leads to an
    ending in which it comes to light; the next words depend on the choice in three turns of four; the right choice
    is the longest in at most a third of the turns, and the shortest in at most three of five, in each language; a
    rule can be broken, and breaking one costs compliance; the polite nothing costs time and gains neither compliance
    nor fairness; no step of the best path costs trust, compliance or fairness or gains time; every debrief names a
    year of its theory; each language is written in that language.

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
        (play.line.turn, choice.id, choice.routes.index(play.choose(place).steps[-1].route))
        for play in plays
        if play.line
        for place, choice in enumerate(play.line.choices)
    }
    for line in scenario.turns:
        for choice in line.choices:
            for number, route in enumerate(choice.routes):
                if len(choice.routes) > 1 and line.id in reached and (line.id, choice.id, number) not in taken:
                    yield _say("dead_guard", line=line.id, choice=choice.id, to=route.to)
    if len(scenario.turns) < FEWEST_LINES:
        yield _say("few_lines", fewest=FEWEST_LINES)
    if len(scenario.endings) < FEWEST_ENDINGS:
        yield _say("few_endings", fewest=FEWEST_ENDINGS)
    if not any(choice.breaks for line in scenario.turns for choice in line.choices):
        yield _say("no_rule")
    turns = [line.id for line in scenario.turns]
    deaf = [turn for turn in turns if turn not in answered(scenario)]
    if len(turns) - len(deaf) < FEWEST_ANSWERED * len(turns):
        yield _say("deaf", turns=", ".join(deaf), count=len(deaf), of=len(turns))
    for language in LANGUAGES:
        found = longest(scenario, language)
        if len(found) > MOST_LONGEST * len(turns):
            yield _say("right_is_longest", language=language, turns=", ".join(found), count=len(found), of=len(turns))
        found = shortest(scenario, language)
        if len(found) > MOST_SHORTEST * len(turns):
            yield _say("right_is_shortest", language=language, turns=", ".join(found), count=len(found), of=len(turns))


def _effect_faults(scenario: Scenario) -> Iterator[str]:
    for line in scenario.turns:
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
    ways = ways_to(scenario, best.where)
    if ways.broken:
        yield _say("best_after_a_breach", name=best.where, ways=ways.broken, of=ways.number)
    if ways.evaded:
        yield _say("best_after_a_nothing", name=best.where, ways=ways.evaded, of=ways.number)
    if ways.grave:
        yield _say("best_after_a_grave_choice", name=best.where, ways=ways.grave, of=ways.number, limit=-GRAVE)
    for ending in scenario.endings.values():
        found = ways if ending.id == best.where else ways_to(scenario, ending.id)
        if found.broken and not ending.comes_to_light and ending.id != best.where:
            yield _say("breach_stays_hidden", name=ending.id, ways=found.broken, of=found.number)
        if ending.comes_to_light and not found.broken:
            yield _say("nothing_to_light", name=ending.id)
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
        for choice in line.choices if line.turn == line.id else ():
            yield from (choice.text, choice.why)
            if choice.breaks:
                yield choice.breaks
    for ending in scenario.endings.values():
        yield from (ending.title, ending.text, ending.debrief)


def refuse_faulty(root: Path) -> None:
    """Prove every role play of the course, and refuse the first one with a fault.

    Raises
    ------
    CourseError
        Naming the file and everything it does not prove.
    """
    for file in sorted((root / "course" / "roleplays").glob("*.yml")):
        found = faults(read_scenario(file))
        if found:
            raise CourseError("roleplay.built", file=file.name, faults=" ".join(found))
