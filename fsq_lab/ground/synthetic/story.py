"""What a drawn survey says in the mean, in whole numbers: what a family's own story facts are told by.

Sums of whole numbers are the same on every machine, so that everyone finds the same first draw that keeps a story.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Integers
from fsq_lab.ground.synthetic.service import DIMENSIONS

CLEAR = Fraction(1, 10)
"""What lies this far from the next holds under every convention of the mean."""
HIGHEST, CEILING_MEAN, CEILING_SHARE = 7, Fraction(13, 2), Fraction(1, 2)


def perceived_reliability(table: "DataFrame", group: str) -> dict[str, Fraction]:
    """Return the mean perceived reliability of each group."""
    given = _answers(table, "perception", DIMENSIONS["reliability"])
    groups = table[group].to_numpy()
    return {str(name): _mean(given[groups == name]) for name in sorted(set(groups))}


def group_gaps(table: "DataFrame", group: str) -> dict[str, Fraction]:
    """Return the mean gap of each group, over all pairs of answers."""
    groups = table[group].to_numpy()
    items = [item for items in DIMENSIONS.values() for item in items]
    difference, both = _differences(table, "perception", "expectation", items)
    found: dict[str, Fraction] = {}
    for name in sorted(set(groups)):
        inside = groups == name
        found[str(name)] = Fraction(int(difference[inside].sum()), int(both[inside].sum()))
    return found


def distances(table: "DataFrame", one: str = "perception", other: str = "expectation") -> dict[str, Fraction]:
    """Return by dimension how far one level lies above another in the mean, over all pairs of answers."""
    found: dict[str, Fraction] = {}
    for dimension, items in DIMENSIONS.items():
        difference, both = _differences(table, one, other, items)
        found[dimension] = Fraction(int(difference.sum()), int(both.sum()))
    return found


def at_ceiling(table: "DataFrame", answer: str = "expectation") -> list[str]:
    """Return the dimensions whose answers stand at the top of the scale: half of them 7, or a mean of 6.5."""
    flagged: list[str] = []
    for dimension, items in DIMENSIONS.items():
        given = _answers(table, answer, items)
        given = given[given >= 0]
        if Fraction(int((given == HIGHEST).sum()), given.size) >= CEILING_SHARE or _mean(given) >= CEILING_MEAN:
            flagged.append(dimension)
    return flagged


def clearly_lowest(levels: Mapping[str, Fraction]) -> str | None:
    """Return which level lies clearly below all the others, or None.

    >>> clearly_lowest({"a": Fraction(-1), "b": Fraction(-2)}), clearly_lowest({"a": Fraction(1), "b": Fraction(1)})
    ('b', None)
    """
    first, second = sorted(levels, key=lambda name: levels[name])[:2]
    return first if levels[second] - levels[first] >= CLEAR else None


def _answers(table: "DataFrame", answer: str, items: Iterable[int]) -> Integers:
    return table[[f"{answer}_{item}" for item in items]].to_numpy(np.int64)


def _differences(table: "DataFrame", one: str, other: str, items: Iterable[int]) -> tuple[Integers, Integers]:
    """Return the differences where both answers are there, else 0, and where they are."""
    items = tuple(items)
    above, below = _answers(table, one, items), _answers(table, other, items)
    both = (above >= 0) & (below >= 0)
    return np.where(both, above - below, 0), both.astype(np.int64)


def _mean(answers: Integers) -> Fraction:
    given = answers[answers >= 0]
    return Fraction(int(given.sum()), given.size)
