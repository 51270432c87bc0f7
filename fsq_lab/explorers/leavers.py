"""Who left has no score: how large the "paradox" is, by the share of leavers and by the baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from fsq_lab.complaints.changes import Follow, follow
from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.survey.loading import load

LOG = "complaints_log"
MOST, STEP = 60, 1
LOW, HIGH = -1.5, 2.5
LEFT, RIGHT, TOP, FOOT = 44, 376, 14, 220
BEFORE = 1
Z = NormalDist().inv_cdf(0.975)


def explore_leavers() -> Explorer:
    """Move the share of leavers and the baseline, and see what becomes of the recovery paradox.

    Those who answered afterwards are as in the log of complaints; leavers enter with their last score, the one at the
    failure (rule A1), at any share from 0 to 60 %. From the score before the failure the "paradox" turns round at some
    share; from the score at the failure leavers have not changed at all, and it never goes away: the wrong baseline.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(share=33, baseline=1)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_leavers().move(share=0, baseline=1)[:78]
    'Baseline: before the failure. Among leavers and those who answered, 0% left. M'
    """
    return Explorer(Leavers)


@dataclass(frozen=True)
class Mixture:
    """Changes of those who answered and of leavers, from one baseline: means, and their squared standard errors."""

    answered: float
    answered_error: float
    leavers: float
    leavers_error: float

    def mean(self, share: float) -> float:
        """Return the mean change with so large a share of leavers.

        >>> Mixture(0.5, 0, -1.5, 0).mean(0.25)
        0.0
        """
        return (1 - share) * self.answered + share * self.leavers

    def half_width(self, share: float) -> float:
        """Return half the 95 % interval, the share taken as it is."""
        return Z * float(((1 - share) ** 2 * self.answered_error + share**2 * self.leavers_error) ** 0.5)

    @property
    def turns(self) -> float | None:
        """The share at which the mean is 0; none where it never is."""
        if not self.answered > 0 > self.leavers:
            return None
        return self.answered / (self.answered - self.leavers)


@dataclass(frozen=True)
class Leavers:
    """The mean change after recovery, by the share of leavers and by the baseline."""

    language: str
    name: str = "leavers"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The share of leavers among those who answered or left, and the baseline."""
        share, baseline = (message_in(self.language, f"explorers.leavers.{one}") for one in ("share", "baseline"))
        return (
            Control("share", share, 0, MOST, STEP, 0, "%"),
            Control("baseline", baseline, BEFORE, 2, 1, BEFORE),
        )

    @property
    def origin(self) -> str:
        """Where the scores come from, and what is assumed of leavers."""
        seed = load(LOG).attrs["synthetic_seed"]
        answered, leavers = _counts()
        return message_in(self.language, "explorers.leavers.origin", seed=seed, answered=answered, leavers=leavers)

    def view(self, values: Mapping[str, int]) -> View:
        """Return the mean change at this share and from this baseline."""
        share, baseline = values["share"] / 100, values["baseline"]
        mixed = _mixture(baseline)
        mean, half = mixed.mean(share), mixed.half_width(share)
        answered, leavers = _counts()
        verdict = "better" if mean - half > 0 else "worse" if mean + half < 0 else "open"
        told = {
            "share": values["share"],
            "mean": _signed(mean),
            "low": _signed(mean - half),
            "high": _signed(mean + half),
            "answered": _signed(mixed.answered),
            "leavers": _signed(mixed.leavers),
            "real": f"{100 * leavers / (answered + leavers):.0f}",
            "from": self._say("from_before" if baseline == BEFORE else "from_failure"),
            "verdict": self._say(verdict),
        }
        turns = mixed.turns
        told["turn"] = self._say("never") if turns is None else self._say("turn", share=f"{100 * turns:.0f}")
        warning = "" if baseline == BEFORE else self._say("wrong")
        alt = self._say("alt", **told)
        return View(self._picture(share, mixed, alt), self._say("text", **told) + warning)

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, f"explorers.leavers.{entry}", **values)

    def _picture(self, share: float, mixed: Mixture, alt: str) -> str:
        """Draw the mean change over the share of leavers, with its interval, and where the sliders stand."""
        across, up = axis(0, MOST / 100, LEFT, RIGHT), axis(LOW, HIGH, FOOT, TOP)
        drawing = Drawing(290)
        for tick in range(0, MOST + 1, 10):
            drawing.words(across(tick / 100), FOOT + 18, f"{tick}%", "middle")
        for change in (-1, 0, 1, 2):
            look = 'stroke-width="2"' if change == 0 else 'stroke-opacity="0.25"'
            drawing.line((LEFT, up(change)), (RIGHT, up(change)), look)
            drawing.words(LEFT - 6, up(change) + 5, _signed(change, 0), "end")
        places = [place / 100 for place in range(0, MOST + 1, 5)]
        for sign, look in (
            (-1, f'stroke="{BLUE}" stroke-dasharray="2 4"'),
            (1, f'stroke="{BLUE}" stroke-dasharray="2 4"'),
            (0, f'stroke="{BLUE}" stroke-width="3"'),
        ):
            heights = [mixed.mean(place) + sign * mixed.half_width(place) for place in places]
            for (x, y), (next_x, next_y) in pairwise(zip(places, heights, strict=True)):
                drawing.line((across(x), up(y)), (across(next_x), up(next_y)), look)
        answered, leavers = _counts()
        real = leavers / (answered + leavers)
        drawing.line((across(real), TOP), (across(real), FOOT), 'stroke-dasharray="6 3" stroke-opacity="0.6"')
        mean = mixed.mean(share)
        if mean > 0:
            drawing.dot(across(share), up(mean), 7, BLUE)
        else:
            drawing.cross(across(share), up(mean), 7, ORANGE)
        drawing.words(0, FOOT + 42, self._say("axes"))
        drawing.words(0, FOOT + 62, self._say("key"))
        return drawing.svg(alt)


@cache
def _followed() -> Follow:
    return follow(load(LOG), "before", "at_failure", "after", "left_6m")


def _counts() -> tuple[int, int]:
    """Return how many answered, and how many left."""
    found = _followed()
    return int(found.answered.sum()), int(found.leavers.sum())


@cache
def _mixture(baseline: int) -> Mixture:
    """Return the changes of both groups from the score before (1) or at the failure (2)."""
    found = _followed()
    start = found.before if baseline == BEFORE else found.at_failure
    groups = (found.after - start)[found.answered], (found.at_failure - start)[found.leavers]
    (own, own_error), (left, left_error) = (
        (float(changes.mean()), float(np.var(changes, ddof=1)) / len(changes)) for changes in groups
    )
    return Mixture(own, own_error, left, left_error)


def _signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign; 0 has none.

    >>> _signed(0.304), _signed(-1.572), _signed(0, 0), _signed(-0.001)
    ('+0.30', '−1.57', '0', '0.00')
    """
    rounded = round(value, decimals) + 0.0
    text = f"{abs(rounded):.{decimals}f}"
    return text if rounded == 0 else f"{'+' if rounded > 0 else '−'}{text}"
