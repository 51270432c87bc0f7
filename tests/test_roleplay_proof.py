"""What a role play has to prove: the best ending is earned, and every gate is shown to fail."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from plays import FILE, choice, choices, parsed

from fsq_lab.ground.language import LANGUAGES, message, use
from fsq_lab.roleplay.proof import Ways, faults, measured, ways_to
from fsq_lab.roleplay.reading import load_scenario, scenarios
from fsq_lab.roleplay.scenario import Play, Scenario


@pytest.fixture
def raw(root: Path) -> dict[str, Any]:
    return dict(yaml.safe_load((root / "course" / "roleplays" / FILE).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", scenarios())
def test_the_best_ending_is_earned(name: str) -> None:
    """Counted over all ways one by one, and not as the gate counts them."""
    scenario = load_scenario(name)
    best = [play for play in all_plays(scenario) if play.where == scenario.best.where]
    assert best
    assert not [play for play in best if play.broken or any(step.choice.empty for step in play.steps)]
    assert not [play for play in best if any(step.choice.effect.get("compliance", 0) <= -15 for step in play.steps)]
    assert ways_to(scenario, scenario.best.where) == Ways(len(best), 0, 0, 0)
    assert len(best) > 1, "there should be more than one way to the best ending"


def all_plays(scenario: Scenario) -> Iterator[Play]:
    waiting = [Play(scenario)]
    while waiting:
        play = waiting.pop()
        if play.line is None:
            yield play
        else:
            waiting += [play.choose(place) for place in range(len(play.line.choices))]


@pytest.mark.parametrize("name", scenarios())
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_heard_next_depends_on_what_was_said_and_length_tells_little(name: str, language: str) -> None:
    scenario = load_scenario(name)
    turns = [line for line in scenario.lines.values() if line.turn == line.id]
    words = {**scenario.lines, **scenario.endings}
    answers = [{words[route.to].text[language] for one in turn.choices for route in one.routes} for turn in turns]
    assert sum(len(heard) > 1 for heard in answers) >= 0.75 * len(turns)
    right = [
        max((one for one in turn.choices if not one.breaks), key=lambda one: sum(one.effect.values())) for turn in turns
    ]
    long = [max(len(one.text[language]) for one in turn.choices) for turn in turns]
    assert sum(len(one.text[language]) == most for one, most in zip(right, long, strict=True)) <= len(turns) / 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_says_in_one_sentence_how_the_best_ending_is_reached(language: str) -> None:
    use(language)
    scenario = load_scenario("wrong-transfer")
    assert measured(scenario) == message(
        "roleplay.measured",
        name="wrong-transfer",
        best=scenario.endings["recovered"].title[language],
        ways=3,
        broken=0,
        evaded=0,
        grave=0,
        limit=15,
        answered=5,
        turns=5,
        zh=0,
        en=0,
        polite=scenario.endings["half"].title[language],
    )


def unreachable(raw: dict[str, Any]) -> None:
    raw["endings"]["moon"] = copy.deepcopy(raw["endings"]["half"])


def loop(raw: dict[str, Any]) -> None:
    choice(raw, "clock", "thanks")["to"] = "opening"


def dead_guard(raw: dict[str, Any]) -> None:
    choice(raw, "opening", "soothe")["to"] = [{"at_least": {"trust": 99}, "line": "clock"}, {"line": "facts"}]


def guard_always_open(raw: dict[str, Any]) -> None:
    choice(raw, "opening", "soothe")["to"] = [{"at_least": {"trust": 0}, "line": "facts"}, {"line": "clock"}]


RIGHT = ("look-up", "questions", "contact", "log-date", "manager")


def polite_wins(raw: dict[str, Any]) -> None:
    for one in choices(raw):
        one["empty"] = one["id"] in RIGHT


def first_wins(raw: dict[str, Any]) -> None:
    for line in raw["lines"].values():
        if isinstance(line["choices"], list):
            line["choices"].sort(key=lambda one: one["id"] not in RIGHT)


def longest_wins(raw: dict[str, Any]) -> None:
    for one in choices(raw):
        if one["id"] in RIGHT:
            one["zh"]["text"] *= 5


def right_is_longest(raw: dict[str, Any]) -> None:
    for name in ("look-up", "questions"):
        one = next(one for one in choices(raw) if one["id"] == name)
        one["en"]["text"] *= 5


def right_is_shortest(raw: dict[str, Any]) -> None:
    for one in choices(raw):
        if one["id"] not in RIGHT:
            one["en"]["text"] *= 5


def earned_no_more(raw: dict[str, Any]) -> None:
    choice(raw, "clock", "log-date")["to"] = [
        {"at_least": {"trust": 60, "fairness": 60}, "line": "recovered"},
        {"unbroken": True, "line": "half"},
        {"line": "sent-away"},
    ]


def best_after_a_breach(raw: dict[str, Any]) -> None:
    earned_no_more(raw)


def best_after_a_nothing(raw: dict[str, Any]) -> None:
    earned_no_more(raw)
    choice(raw, "clock", "log-date")["to"][0]["unbroken"] = True


def best_after_a_grave_choice(raw: dict[str, Any]) -> None:
    """The limit itself, in a choice that a recovery mends."""
    choice(raw, "opening", "not-ours")["effect"]["compliance"] = -15


def best_after_a_breach_not_marked(raw: dict[str, Any]) -> None:
    del choice(raw, "facts", "reversal")["breaks"]


def breach_stays_hidden(raw: dict[str, Any]) -> None:
    choice(raw, "clock", "thanks")["to"] = "half"


def nothing_to_light(raw: dict[str, Any]) -> None:
    raw["endings"]["recovered"]["comes_to_light"] = True


def unmarked(raw: dict[str, Any]) -> None:
    del raw["endings"]["sent-away"]["comes_to_light"]


def deaf(raw: dict[str, Any]) -> None:
    for line in ("opening", "facts"):
        for one in raw["lines"][line]["choices"]:
            one["to"] = {"opening": "facts", "facts": "number"}[line]


def two_lines_that_say_the_same(raw: dict[str, Any]) -> None:
    for line in ("facts", "number"):
        for name in [name for name in raw["lines"] if name.startswith(f"{line}-")]:
            raw["lines"][name] |= {language: raw["lines"][line][language] for language in LANGUAGES}


def free_breach(raw: dict[str, Any]) -> None:
    choice(raw, "opening", "promise")["effect"]["compliance"] = 40


def empty_gains(raw: dict[str, Any]) -> None:
    choice(raw, "opening", "soothe")["effect"]["time"] = 15


def best_loses(raw: dict[str, Any]) -> None:
    choice(raw, "clock", "log-date")["effect"]["trust"] = -1


def no_rule(raw: dict[str, Any]) -> None:
    for one in choices(raw):
        one.pop("breaks", None)


def no_best(raw: dict[str, Any]) -> None:
    for one in raw["lines"]["clock"]["choices"]:
        one["breaks"] = {"zh": "规则。", "en": "A rule."}


def no_theory(raw: dict[str, Any]) -> None:
    raw["endings"]["half"]["en"]["debrief"] = "Somebody once said so."


def wrong_language(raw: dict[str, Any]) -> None:
    raw["lines"]["facts"]["en"] = raw["lines"]["facts"]["zh"]


def few_endings(raw: dict[str, Any]) -> None:
    for name in ("wait-closing", "thanks", "by-law-tomorrow"):
        choice(raw, "clock", name)["to"] = "half"
    choice(raw, "clock", "log-date")["to"].pop(1)
    choice(raw, "clock", "log-date")["to"][-1]["line"] = "half"
    del raw["endings"]["sent-away"]


def short_best(raw: dict[str, Any]) -> None:
    for one in raw["lines"]["opening"]["choices"]:
        one["to"] = "clock"


@pytest.mark.parametrize(
    ("spoil", "values"),
    [
        (unreachable, {"name": "moon"}),
        (loop, {"lines": "opening → facts-louder → number → clock-thanks → opening"}),
        (dead_guard, {"line": "opening", "choice": "soothe", "to": "clock"}),
        (guard_always_open, {"line": "opening", "choice": "soothe", "to": "clock"}),
        (polite_wins, {"share": 100, "limit": 80}),
        (first_wins, {"share": 100, "limit": 80}),
        (longest_wins, {"share": 100, "limit": 100}),
        (right_is_shortest, {"language": "en", "turns": "clock, facts, filming, number, opening", "count": 5, "of": 5}),
        (right_is_longest, {"language": "en", "turns": "facts, opening", "count": 2, "of": 5}),
        (best_after_a_breach, {"name": "recovered", "ways": 9, "of": 22}),
        (best_after_a_nothing, {"name": "recovered", "ways": 10, "of": 13}),
        (best_after_a_grave_choice, {"name": "recovered", "ways": 1, "of": 3, "limit": 15}),
        (best_after_a_breach_not_marked, {"name": "recovered", "ways": 2, "of": 5, "limit": 15}),
        (breach_stays_hidden, {"name": "half", "ways": 69, "of": 291}),
        (unmarked, {"name": "sent-away", "ways": 351, "of": 351}),
        (nothing_to_light, {"name": "recovered"}),
        (deaf, {"turns": "facts, opening", "count": 2, "of": 5}),
        (two_lines_that_say_the_same, {"turns": "facts, opening", "count": 2, "of": 5}),
        (free_breach, {"line": "opening", "choice": "promise"}),
        (empty_gains, {"line": "opening", "choice": "soothe"}),
        (best_loses, {"line": "clock", "choice": "log-date"}),
        (no_rule, {}),
        (no_best, {"file": "wrong-transfer"}),
        (no_theory, {"name": "half", "language": "en"}),
        (few_endings, {"fewest": 3}),
        (short_best, {"fewest": 4}),
        (wrong_language, None),
    ],
)
def test_each_gate_of_the_checker_can_fail(
    raw: dict[str, Any], spoil: Callable[[dict[str, Any]], None], values: dict[str, Any] | None
) -> None:
    spoil(raw)
    found = faults(parsed(raw))
    planted = {
        "guard_always_open": "dead_guard",
        "best_after_a_breach_not_marked": "best_after_a_grave_choice",
        "two_lines_that_say_the_same": "deaf",
        "unmarked": "breach_stays_hidden",
    }
    problem = planted.get(spoil.__name__, spoil.__name__)
    if values is None:
        values = {"text": raw["lines"]["facts"]["en"][:40]}
    assert message(f"roleplay.fault.{problem}", **values) in found


def test_a_graph_with_too_few_decisions_is_found(raw: dict[str, Any]) -> None:
    raw["lines"] = {name: raw["lines"][name] for name in ("opening", "clock", "clock-cold")}
    for one in raw["lines"]["opening"]["choices"]:
        one["to"] = "clock"
    assert message("roleplay.fault.few_lines", fewest=4) in faults(parsed(raw))
