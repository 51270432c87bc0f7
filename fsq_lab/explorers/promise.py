"""The promised minutes: how many promises are kept, and how many minutes a customer sets aside for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import exp, log
from statistics import NormalDist

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.survey.loading import load

FIRST, LAST = "2025-03", "2025-09"
KIND, BRANCH = "cash", "B07"
SPREAD = 0.35  # of the logarithm of a time, as the data card tells
SHORTEST, LONGEST, STEP = 10, 90, 5
LEFT, RIGHT, TOP, FOOT = 52, 388, 12, 200


def explore_promise() -> Explorer:
    """Move the minutes that a poster promises for cash business, and see what the promise is worth.

    From the transactions done in time in 2025-03 to 2025-09 follows the middle of the times at B07 and at the other
    eleven branches, if times are lognormal with the spread of the data card; from that the share kept at any other
    promise, and the minutes that a customer who believes it sets aside and does not need. A model, and said to be one.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(minutes=45)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_promise().move(minutes=30)[:52]
    'Promise 30 minutes, ask for 90% in time. B07 would k'
    """
    return Explorer(Promise)


@dataclass(frozen=True)
class Times:
    """Lognormal times with a median in minutes."""

    median: float

    def share_within(self, minutes: float) -> float:
        """Return the share of transactions that take at most so many minutes.

        >>> Times(20).share_within(20)
        0.5
        """
        return NormalDist().cdf(log(minutes / self.median) / SPREAD)

    def spare(self, minutes: float) -> float:
        r"""Return the mean of the minutes that are left of those set aside, :math:`E\max(m - T, 0)`.

        >>> round(Times(20).spare(1000))
        979
        """
        shifted = NormalDist().cdf(log(minutes / self.median) / SPREAD - SPREAD)
        return minutes * self.share_within(minutes) - self.median * exp(SPREAD**2 / 2) * shifted


@dataclass(frozen=True)
class Promise:
    """What a promise of so many minutes is worth at B07 and at the other branches."""

    language: str
    name: str = "promise"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The minutes that the poster promises, and the share that the bank asks for."""
        minutes, standard, unit = (
            message_in(self.language, f"explorers.promise.{one}") for one in ("minutes", "standard", "unit")
        )
        return (
            Control("minutes", minutes, SHORTEST, LONGEST, STEP, 30, unit),
            Control("standard", standard, 50, 99, 1, 90, "%"),
        )

    @property
    def origin(self) -> str:
        """Where the data come from, and what is modelled."""
        seed = load("promises").attrs["synthetic_seed"]
        return message_in(self.language, "explorers.promise.origin", seed=seed, spread=SPREAD)

    def view(self, values: Mapping[str, int]) -> View:
        """Return the shares kept at this promise, and the minutes set aside for nothing."""
        minutes, standard = values["minutes"], values["standard"] / 100
        own, others = self._times
        told = {
            "minutes": minutes,
            "standard": values["standard"],
            "own": _percent(own.share_within(minutes)),
            "others": _percent(others.share_within(minutes)),
            "spare_own": f"{own.spare(minutes):.0f}",
            "spare_others": f"{others.spare(minutes):.0f}",
        }
        alt = message_in(self.language, "explorers.promise.alt", **told)
        text = message_in(self.language, "explorers.promise.text", **told)
        return View(self._picture(minutes, standard, alt), text)

    def _picture(self, minutes: int, standard: float, alt: str) -> str:
        """Draw the share kept over the promised minutes, the promise, the share asked for, and the spare minutes."""
        across, up = axis(SHORTEST, LONGEST, LEFT, RIGHT), axis(0, 1, FOOT, TOP)
        drawing = Drawing(300)
        for tick in range(SHORTEST, LONGEST + 1, 10):
            drawing.words(across(tick), FOOT + 18, str(tick), "middle")
        for tick in (0, 50, 100):
            drawing.line((LEFT, up(tick / 100)), (RIGHT, up(tick / 100)), 'stroke-opacity="0.25"')
            drawing.words(LEFT - 5, up(tick / 100) + 5, f"{tick}%", "end")
        drawing.line((LEFT, up(standard)), (RIGHT, up(standard)), 'stroke-dasharray="2 4"')
        drawing.line((across(minutes), TOP), (across(minutes), FOOT), 'stroke-width="2" stroke-dasharray="6 3"')
        looks = (f'stroke="{BLUE}" stroke-width="3"', f'stroke="{ORANGE}" stroke-width="3" stroke-dasharray="9 4"')
        for times, look in zip(self._times, looks, strict=True):
            places = [(across(m), up(times.share_within(m))) for m in range(SHORTEST, LONGEST + 1, STEP)]
            for start, end in pairwise(places):
                drawing.line(start, end, look)
        own, others = self._times
        drawing.dot(across(minutes), up(own.share_within(minutes)), 6, BLUE)
        drawing.cross(across(minutes), up(others.share_within(minutes)), 6, ORANGE)
        drawing.words(0, 242, message_in(self.language, "explorers.promise.spare"))
        for row, (times, colour, name) in enumerate(((own, BLUE, "own"), (others, ORANGE, "others"))):
            top = 252 + 22 * row
            drawing.words(0, top + 13, message_in(self.language, f"explorers.promise.{name}"))
            drawing.bar(120, top, 2.9 * times.spare(minutes), 15, colour)
            drawing.words(126 + 2.9 * times.spare(minutes), top + 13, f"{times.spare(minutes):.0f}")
        return drawing.svg(alt)

    @cached_property
    def _times(self) -> tuple[Times, Times]:
        """The times at B07 and at the other branches, as their shares in time imply."""
        table = load("promises").query("kind == @KIND and @FIRST <= month <= @LAST")
        promised = float(table["promised_minutes"].iloc[0])
        found = []
        for rows in (table[table["branch"] == BRANCH], table[table["branch"] != BRANCH]):
            share = float(rows["in_time"].sum() / rows["pieces"].sum())
            found.append(Times(promised * exp(-SPREAD * NormalDist().inv_cdf(share))))
        return found[0], found[1]


def _percent(share: float) -> str:
    """Return a share in per cent, to as many decimals as keep it apart from 0 and 100.

    >>> _percent(0.541), _percent(0.9968)
    ('54', '99.7')
    """
    return f"{100 * share:.0f}" if 0.005 <= share < 0.995 else f"{100 * share:.1f}"
