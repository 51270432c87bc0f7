"""Means with their intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_VARIANCE = 1e-9  # values that differ by less than this are taken as equal
EMPTY = float("nan")

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean with standard deviation and interval; `interval` names the interval or says why there is none."""

    mean: float
    sd: float
    low: float
    high: float
    interval: str


def mean_with_interval(values: Values, confidence: float, of: str = "gaps") -> Estimate:
    r"""Estimate a mean with its t interval.

    .. math:: \bar x \pm t_{n-1,\,(1+c)/2}\; s / \sqrt{n}

    Parameters
    ----------
    values : array of float, without missing values
        One number per respondent.
    confidence : float
        Level *c*, between 0 and 1.
    of : str
        What the values are, in the plural.

    Returns
    -------
    Estimate
        Without an interval where n < 2 or all values are equal.

    References
    ----------
    Student (1908), The probable error of a mean, *Biometrika* 6(1), 1-25.

    Examples
    --------
    >>> mean_with_interval(np.array([3.0]), 0.95).interval
    'no interval: n < 2'
    """
    from scipy.special import stdtrit

    n = len(values)
    mean = float(values.mean()) if n else EMPTY
    if n < 2:
        return Estimate(mean, EMPTY, EMPTY, EMPTY, "no interval: n < 2")
    if np.ptp(values) < NO_VARIANCE:
        return Estimate(mean, 0.0, EMPTY, EMPTY, f"no interval: all {of} are equal")
    sd = float(values.std(ddof=1))
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * sd / n**0.5
    return Estimate(mean, sd, mean - half, mean + half, f"{100 * confidence:.6g}% t interval")
