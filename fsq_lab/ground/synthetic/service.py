"""What the four service surveys share: items, loadings, weights, and the gaps that respondents leave."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws, Effect, Integers, Reals

SKIPPED = -2
NO_EXPERIENCE = -1
DIMENSIONS = {
    "tangibles": (1, 2, 3, 4),
    "reliability": (5, 6, 7, 8, 9),
    "responsiveness": (10, 11, 12, 13),
    "assurance": (14, 15, 16, 17),
    "empathy": (18, 19, 20, 21, 22),
}
ITEMS = tuple(range(1, 23))
CEILING_DIMENSION = "assurance"
WIDEST_GAP = "reliability"
# An item answer = mean + these loadings times independent standard normals.
STYLE, GENERAL, SPECIFIC, NOISE = 0.45, 0.50, 0.50, 0.68
WEIGHT_BASE = {"tangibles": 14, "reliability": 28, "responsiveness": 20, "assurance": 23, "empathy": 15}
WEIGHT_PER_GAP, WEIGHT_NOISE = 6.0, 4.5
NO_EXPERIENCE_ELSEWHERE = 0.004
SKIPPED_SHARE = 0.006
BROKEN_OFF_SHARE = 0.015
AGE_BANDS = ("18-29", "30-44", "45-59", "60+")
AGE_LIMITS = (0.26, 0.60, 0.84)


def laid_out(**columns: object) -> "DataFrame":
    """Lay drawn columns out as a table, its respondents numbered."""
    from pandas import DataFrame

    table = DataFrame(columns)
    table.insert(0, "respondent", [f"R{number:04d}" for number in range(1, len(table) + 1)])
    return table


def draw_levels(
    draws: Draws,
    count: int,
    wanted: Mapping[str, tuple[float, ...]],
    perceived: tuple[float, ...],
    effects: Mapping[str, Effect],
    more_wanted: Effect | float = 0.0,
) -> tuple[dict[str, dict[int, Integers]], dict[str, Reals]]:
    """Draw what is wanted, at one level or more, and what is perceived, by answer and item.

    The levels wanted share their general and dimension factors. Also returned is, by dimension, how far the own
    gap departs from zero.
    """
    style = STYLE * draws.normals(count)
    wish = style + GENERAL * draws.normals(count) + more_wanted
    view = style + GENERAL * draws.normals(count)
    levels: dict[str, dict[int, Integers]] = {answer: {} for answer in (*wanted, "perception")}
    pull: dict[str, Reals] = {}
    for dimension, items in DIMENSIONS.items():
        wish_here = SPECIFIC * draws.normals(count)
        view_here = SPECIFIC * draws.normals(count) + effects.get(dimension, 0.0)
        pull[dimension] = view_here - wish_here
        for item in items:
            for answer, means in wanted.items():
                level = means[item - 1] + wish + wish_here + NOISE * draws.normals(count)
                levels[answer][item] = whole(level, 1, 7)
            level = perceived[item - 1] + view + view_here + NOISE * draws.normals(count)
            levels["perception"][item] = whole(level, 1, 7)
    return levels, pull


def by_column(levels: dict[str, dict[int, Integers]]) -> dict[str, Integers]:
    """Return drawn answers by the survey table's columns."""
    return {f"{answer}_{item}": values for answer, items in levels.items() for item, values in items.items()}


def draw_satisfaction(draws: Draws, perception: dict[int, Integers], wanted: dict[int, Integers]) -> Reals:
    """Draw satisfaction, about 0 in the mean, from the mean perception and its distance from what is wanted."""
    seen = sum_of(list(perception.values())) / len(ITEMS)
    short = seen - sum_of(list(wanted.values())) / len(ITEMS)
    return 0.80 * (seen - 5.0) + 0.30 * (short + 0.9) + 0.55 * draws.normals(len(seen))


def shuffled(draws: Draws, sizes: dict[str, int]) -> list[str]:
    """Return each group's name as often as it has members, in a drawn order."""
    blocks = [name for name, size in sizes.items() for _ in range(size)]
    order = np.argsort(draws.uniforms(len(blocks)), kind="stable")
    return [blocks[position] for position in order.tolist()]


def whole(values: Reals, low: int, high: int) -> Integers:
    """Round to the nearest whole number and keep it on the scale."""
    return np.clip(np.floor(values + 0.5), low, high).astype(np.int64)


def sum_of(columns: Sequence[Integers]) -> Integers:
    """Add whole-number columns one by one."""
    total = columns[0].copy()
    for column in columns[1:]:
        total += column
    return total


def draw_weights(draws: Draws, pull: dict[str, Reals]) -> dict[str, Integers]:
    """Share 100 points in steps of five, more to a dimension whose own gap is wide."""
    respondents = len(pull["tangibles"])
    total = np.zeros(respondents)
    wanted: dict[str, Reals] = {}
    for dimension, base in WEIGHT_BASE.items():
        noise = WEIGHT_NOISE * draws.normals(respondents)
        wanted[dimension] = np.maximum(base - WEIGHT_PER_GAP * pull[dimension] + noise, 1.0)
        total = total + wanted[dimension]
    weights = {name: 5 * whole(20.0 * share / total, 0, 20) for name, share in wanted.items()}
    rest = 100 - sum_of(list(weights.values()))
    largest = np.argmax(np.stack(list(weights.values())), axis=0)
    for position, points in enumerate(weights.values()):
        points += np.where(largest == position, rest, 0)
    return weights


def leave_gaps(
    draws: Draws, answers: dict[str, Integers], weights: dict[str, Integers], no_experience: dict[int, float]
) -> None:
    """Mark answers as skipped, broken off or "no experience", and spoil some point allocations."""
    count = len(next(iter(answers.values())))
    stopped = draws.uniforms(count) < BROKEN_OFF_SHARE
    stops_at = 10 + np.floor(30 * draws.uniforms(count))
    for position, (name, column) in enumerate(answers.items()):
        chance = draws.uniforms(count)
        kind, _, item = name.partition("_")
        if kind == "perception":
            absent = no_experience.get(int(item), NO_EXPERIENCE_ELSEWHERE)
            column[chance > 1.0 - absent] = NO_EXPERIENCE
        column[chance < SKIPPED_SHARE] = SKIPPED
        column[stopped & (stops_at <= position)] = SKIPPED
    if weights:
        spoil_weights(draws.uniforms(count), weights)
    for points in weights.values():
        points[stopped] = SKIPPED


def spoil_weights(chance: Reals, weights: dict[str, Integers]) -> None:
    """Make some sums 99 or 101 (4 %), some far off (3 %), some allocations empty (2.5 %)."""
    weights["reliability"][chance < 0.02] -= 1
    weights["reliability"][(chance >= 0.02) & (chance < 0.04)] += 1
    weights["assurance"][(chance >= 0.04) & (chance < 0.055)] += 20
    for points in weights.values():
        points[(chance >= 0.055) & (chance < 0.07)] *= 2
        np.clip(points, 0, 100, out=points)
        points[(chance >= 0.07) & (chance < 0.095)] = SKIPPED
