"""Numbers as a report prints them: as many digits as the answers carry, and no further than the scale goes."""

from dataclasses import dataclass
from math import ceil, log10

import pandas as pd

from fsq_lab.ground.language import message
from fsq_lab.hypertext.words import number

MOST_PLACES = 2
PLACES_TO_TELL_FROM_ZERO = 4
WITHOUT_INTERVAL = 1
CUT = "*"


@dataclass(frozen=True)
class Range:
    """From where to where a mean can lie at all, such as 1 to 7; an interval that reaches beyond is cut and marked."""

    low: float
    high: float

    def difference(self) -> "Range":
        """Return the range of a difference of two means on this one."""
        width = self.high - self.low
        return Range(-width, width)


POINTS_OF_100 = Range(0, 100)


def places(low: float, high: float) -> int:
    """Return how many decimals a mean deserves: a step of its last digit is a twentieth to a half of the half width.

    A bound that is not zero is never rounded to zero, so that no interval seems to hold what it does not hold.

    Parameters
    ----------
    low, high : float
        The interval; NaN where there is none.

    Examples
    --------
    >>> places(-0.48, -0.30), places(-0.74, -0.09), places(19.0, 26.0), places(-0.74, -0.04)
    (2, 1, 0, 2)
    """
    if not high > low:
        return WITHOUT_INTERVAL
    found = min(MOST_PLACES, max(0, ceil(-log10((high - low) / 4))))
    while found < PLACES_TO_TELL_FROM_ZERO and any(bound and round(bound, found) == 0 for bound in (low, high)):
        found += 1
    return found


def interval(low: float, high: float, within: Range | None = None) -> str:
    """Return an interval in words, cut and marked where it reaches beyond what a mean can be; a dash for none.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> interval(5.4, 7.6, Range(1, 7)), interval(-0.74, -0.09)
    ('5.4 to 7.0*', '−0.7 to −0.1')
    """
    if low != low:
        return message("report.nothing")
    told, decimals = [], places(low, high)
    for bound in (low, high):
        kept = bound if within is None else min(max(bound, within.low), within.high)
        told.append(number(kept, decimals) + (CUT if kept != bound else ""))
    return message("report.bounds", low=told[0], high=told[1])


def mean(value: float, low: float, high: float) -> str:
    """Return a mean with the decimals that its interval deserves; a dash where there is none."""
    return number(value, places(low, high)) if value == value else message("report.nothing")


def estimate(row: pd.Series, column: str, low: str = "low", high: str = "high", within: Range | None = None) -> dict:
    """Return what a sentence says of a row: ``value``, ``interval`` and ``n``."""
    return {
        "value": mean(row[column], row[low], row[high]),
        "interval": interval(row[low], row[high], within),
        "n": str(row["n_used"]),
    }
