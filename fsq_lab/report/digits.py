"""Numbers as a report prints them: as many digits as the answers carry, and no further than the scale goes."""

from dataclasses import dataclass

import pandas as pd

from fsq_lab.ground.language import message
from fsq_lab.hypertext.words import decimals, number

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


def interval(low: float, high: float, within: Range | None = None) -> str:
    """Return an interval in words, cut and marked where it reaches beyond what a mean can be; a dash for none.

    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> interval(5.4, 7.6, Range(1, 7)), interval(-0.74, -0.09)
    ('5.4 to 7.0*', '−0.7 to −0.1')
    """
    if low != low:
        return message("report.nothing")
    told, digits = [], decimals(low, high)
    for bound in (low, high):
        kept = bound if within is None else min(max(bound, within.low), within.high)
        told.append(number(kept, digits) + (CUT if kept != bound else ""))
    return message("report.bounds", low=told[0], high=told[1])


def mean(value: float, low: float, high: float) -> str:
    """Return a mean with the decimals that its interval deserves; a dash where there is none."""
    return number(value, decimals(low, high)) if value == value else message("report.nothing")


def estimate(
    row: pd.Series, column: str, low: str = "low", high: str = "high", within: Range | None = None
) -> dict[str, str]:
    """Return what a sentence says of a row: ``value``, ``interval`` and ``n``."""
    return {
        "value": mean(row[column], row[low], row[high]),
        "interval": interval(row[low], row[high], within),
        "n": str(row["n_used"]),
    }
