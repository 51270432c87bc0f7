"""Switching cost and alternatives: one satisfaction, other loyalties, and how the curve between them changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.ground.synthetic.draws import Reals
from fsq_lab.hypertext.words import number
from fsq_lab.scoring.satisfaction_loyalty import curve
from fsq_lab.survey.loading import load

SCORES = (1, 2, 3, 4, 5)
HELD = 0.85  # of those who would leave, the share that the highest switching cost holds
NO_CHOICE = 0.10  # of those who would leave, the share that still does without an alternative
SATISFIED = 4
LEFT, RIGHT, TOP, FOOT = 44, 388, 12, 210


def explore_switching_cost() -> Explorer:
    """Move switching cost and alternatives, and see what becomes of the curve from satisfaction to renewal.

    The curve starts from the bank's free customers, as the tables have them. Of those who would leave at a score, a
    share stays since switching costs too much, and another since there is nowhere to go; satisfaction stays as it is.
    How much cost and alternatives count is a rule of this explorer and no finding; those bound by payroll or a
    mortgage are drawn beside it, as the tables have them.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(cost=100, alternatives=100)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_switching_cost().move(cost=100, alternatives=100)[:42]
    'Switching cost 100, alternatives 100: mean'
    """
    return Explorer(SwitchingCost)


@dataclass(frozen=True)
class SwitchingCost:
    """The share that renews at each score, by switching cost and alternatives."""

    language: str
    name: str = "switching_cost"

    @property
    def controls(self) -> tuple[Control, ...]:
        """How much switching costs, and how many alternatives there are, each 0 to 100."""
        cost, alternatives = (self._say(entry) for entry in ("cost", "alternatives"))
        return (Control("cost", cost, 0, 100, 5, 0), Control("alternatives", alternatives, 0, 100, 5, 100))

    @property
    def origin(self) -> str:
        """Where the curve comes from, and what is a rule."""
        seed = load("frame").attrs["synthetic_seed"]
        return self._say("origin", seed=seed, held=f"{100 * HELD:.0f}", left=f"{100 * NO_CHOICE:.0f}")

    def view(self, values: Mapping[str, int]) -> View:
        """Return the curve at this cost and with these alternatives."""
        people, free, _ = _tables()
        stays = staying(free, values["cost"] / 100, values["alternatives"] / 100)
        satisfied = np.array(SCORES) >= SATISFIED
        shares = {
            "renewed": float(people @ stays),
            "hostages": float(people[~satisfied] @ stays[~satisfied]),
            "mercenaries": float(people[satisfied] @ (1 - stays[satisfied])),
        }
        bend = float(stays[4] - 2 * stays[3] + stays[2])
        told = {
            **values,
            "mean": number(float(people @ np.array(SCORES))),
            "bend": f"{'+' if bend > 0 else ''}{number(100 * bend, 0)}",
            "low": f"{100 * stays[0]:.0f}",
            "high": f"{100 * stays[4]:.0f}",
            **{name: f"{100 * share:.0f}" for name, share in shares.items()},
        }
        return View(self._picture(stays, self._say("alt", **told)), self._say("text", **told))

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, f"explorers.switching_cost.{entry}", **values)

    def _picture(self, stays: Reals, alt: str) -> str:
        """Draw the curve that moves, and as marks the bank's free and bound customers."""
        across, up = axis(0.7, 5.3, LEFT, RIGHT), axis(0, 1, FOOT, TOP)
        drawing = Drawing(286)
        for share in (0, 0.25, 0.5, 0.75, 1):
            drawing.line((LEFT, up(share)), (RIGHT, up(share)), 'stroke-opacity="0.25"')
            drawing.words(LEFT - 6, up(share) + 5, f"{100 * share:.0f}%", "end")
        for score in SCORES:
            drawing.words(across(score), FOOT + 18, str(score), "middle")
        _, free, bound = _tables()
        for score, free_share in zip(SCORES, free, strict=True):
            drawing.cross(across(score), up(float(free_share)), 5, ORANGE)
        points = [(across(score), up(float(share))) for score, share in zip(SCORES, stays, strict=True)]
        for start, end in pairwise(points):
            drawing.line(start, end, f'stroke="{BLUE}" stroke-width="3"')
        for x, y in points:
            drawing.dot(x, y, 5, BLUE)
        for score, bound_share in zip(SCORES, bound, strict=True):
            drawing.ring(across(score), up(float(bound_share)), 9)
        drawing.words(0, FOOT + 42, self._say("axes"))
        drawing.words(0, FOOT + 62, self._say("key"))
        return drawing.svg(alt)


def staying(free: Reals, cost: float, alternatives: float) -> Reals:
    """Return who stays at each score, from who would stay if free and with every alternative.

    >>> staying(np.array([0.3, 0.9]), cost=0.0, alternatives=1.0).round(2).tolist()
    [0.3, 0.9]
    >>> staying(np.array([0.3, 0.9]), cost=1.0, alternatives=1.0).round(3).tolist()
    [0.895, 0.985]
    """
    able = NO_CHOICE + (1 - NO_CHOICE) * alternatives
    found: Reals = 1 - (1 - free) * able * (1 - HELD * cost)
    return found


@cache
def _tables() -> tuple[Reals, Reals, Reals]:
    """Return the shares of the scores 1 to 5 among all on file, and who of free and of bound customers renewed."""
    table = load("frame").merge(load("customers"), on="customer")
    counts = table["satisfaction_true"].value_counts(normalize=True).reindex(SCORES)
    matured = table[table["matured"] == 1]
    bound = ((matured["payroll"] == 1) | (matured["mortgage"] == 1)).astype(float)
    found = curve(matured.assign(bound=bound), "satisfaction_true", "renewed", by="bound")["share"]
    free, tied = (np.asarray(found.loc[group], dtype=np.float64) for group in (0.0, 1.0))
    return np.asarray(counts, dtype=np.float64), free, tied
