"""Exact limits of counts: which one is too high, or too low, to be chance; and two rates compared exactly."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import poisson, proportion

NONE = -1
"""Stands where no count is low enough: even 0 would not be rare."""
SAME = 1e-9  # by which two chances may differ and still be the same
HIGHER, LOWER, CANNOT_TELL = "higher", "lower", "cannot tell"

Counts = NDArray[np.int64]
Reals = NDArray[np.float64]


def at_least(count: Any, mean: Any, n: Any = None) -> Reals:
    r"""Return the chance of so many events or more.

    .. math:: P(X \ge x), \quad X \sim \mathrm{Poisson}(\mu), \text{ or binomial with mean } \mu \text{ of } n

    Parameters
    ----------
    count, mean, n : numbers or arrays of one shape
        Whole counts, what is expected, and of how many for a binomial count; without `n` a Poisson count.

    Examples
    --------
    >>> at_least([0, 16], 6.4).round(5).tolist(), at_least(2, 1.0, 2).round(4).tolist()
    ([1.0, 0.00099], 0.25)
    """
    from scipy.special import betainc, gammainc

    x, mu = np.asarray(count, dtype=np.float64), np.asarray(mean, dtype=np.float64)
    if n is None:
        tail = gammainc(np.maximum(x, 1.0), mu)
    else:
        size = np.asarray(n, dtype=np.float64)
        tail = np.where(x > size, 0.0, betainc(np.maximum(x, 1.0), np.maximum(size - x, 0.0) + 1, mu / size))
    return np.asarray(np.where(x <= 0, 1.0, tail), dtype=np.float64)


def at_most(count: Any, mean: Any, n: Any = None) -> Reals:
    """Return the chance of so many events or fewer; as for `at_least`.

    Examples
    --------
    >>> at_most([-1, 0], 6.4).round(5).tolist()
    [0.0, 0.00166]
    """
    from scipy.special import betaincc, gammaincc

    x, mu = np.asarray(count, dtype=np.float64), np.asarray(mean, dtype=np.float64)
    if n is None:
        tail = gammaincc(np.maximum(x, 0.0) + 1, mu)
    else:
        size = np.asarray(n, dtype=np.float64)
        tail = np.where(x >= size, 1.0, betaincc(np.maximum(x, 0.0) + 1, np.maximum(size - x, 1.0), mu / size))
    return np.asarray(np.where(x < 0, 0.0, tail), dtype=np.float64)


def smallest_high(mean: Any, chance: float, n: Any = None) -> Counts:
    r"""Return the smallest count that chance reaches or passes too rarely: the smallest *x* with P(X >= x) <= chance.

    Of *n* the answer can be *n* + 1, which no count reaches.

    Examples
    --------
    >>> smallest_high([0.9, 6.4], 0.00135).tolist()
    [6, 16]
    """
    mu, size = _broadcast(mean, n)
    low, high = np.zeros(mu.shape), _above(mu, size)
    while (wide := high - low > 1).any():  # P(X >= low) > chance >= P(X >= high)
        middle = np.where(wide, np.floor((low + high) / 2), high)
        rare = at_least(middle, mu, size) <= chance
        low, high = np.where(wide & ~rare, middle, low), np.where(wide & rare, middle, high)
    return high.astype(np.int64)


def largest_low(mean: Any, chance: float, n: Any = None) -> Counts:
    r"""Return the largest count that is too low for chance, the largest *x* with P(X <= x) <= chance, or `NONE`.

    Examples
    --------
    >>> largest_low([6.4, 18.0], 0.00135).tolist()
    [-1, 6]
    """
    mu, size = _broadcast(mean, n)
    low, high = np.full(mu.shape, float(NONE)), _above(mu, size)
    while (wide := high - low > 1).any():  # P(X <= low) <= chance < P(X <= high)
        middle = np.where(wide, np.floor((low + high) / 2), low)
        rare = at_most(middle, mu, size) <= chance
        low, high = np.where(wide & rare, middle, low), np.where(wide & ~rare, middle, high)
    return low.astype(np.int64)


def two_tails(count: Any, mean: Any, n: Any = None) -> Reals:
    """Return the p value of both tails: twice the smaller one, at most 1.

    Examples
    --------
    >>> two_tails([6, 16], 6.4).round(4).tolist()
    [1.0, 0.002]
    """
    found: Reals = np.minimum(1.0, 2 * np.minimum(at_least(count, mean, n), at_most(count, mean, n)))
    return found


def rate_ratio(
    count: int, exposure: float, other_count: int, other_exposure: float, confidence: float = 0.95
) -> pd.Series:
    r"""Compare two rates: the first over the second, with the exact interval given their sum.

    Given both together, the first count is binomial of :math:`n = x_1 + x_2` with the share

    .. math:: \pi = \frac{\rho\, e_1}{\rho\, e_1 + e_2}, \quad \rho = \lambda_1 / \lambda_2

    so Clopper and Pearson's limits of :math:`\pi` give those of the ratio :math:`\rho`, and the p value is twice the
    smaller binomial tail at :math:`\rho = 1`.

    Parameters
    ----------
    count, other_count : int
        Events, at least 0, not both 0; they are taken to come independently.
    exposure, other_exposure : float
        What they are counted in, above 0.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``ratio``, ``low``, ``high`` (infinite where the second count is 0), ``rate``, ``other_rate``, ``p_value``,
        ``note``: ``higher`` or ``lower`` where the interval leaves out 1, else ``cannot tell``; ``n`` (events of
        both), ``convention``.

    Raises
    ------
    CourseError
        For counts that are no whole numbers or both 0, an exposure of 0 or less, an unknown level.

    References
    ----------
    Przyborowski and Wilenski (1940), Homogeneity of results in testing samples from Poisson series, *Biometrika* 31,
    313-323; Clopper and Pearson (1934), *Biometrika* 26, 404-413.

    Examples
    --------
    >>> rate_ratio(20, 10, 10, 10)[["ratio", "low", "high", "p_value"]].astype(float).round(3).tolist()
    [2.0, 0.894, 4.785, 0.099]
    """
    rate = poisson(count, exposure, confidence)["rate"]
    other_rate = poisson(other_count, other_exposure, confidence)["rate"]
    n = int(count) + int(other_count)
    if n == 0:
        raise CourseError("statistics.no_events")
    share = proportion(int(count), n, method="exact", confidence=confidence)
    low, high = (_odds(float(share[end])) * other_exposure / exposure for end in ("low", "high"))
    p_value = float(two_tails(int(count), n * exposure / (exposure + other_exposure), n))
    note = HIGHER if low > 1 else LOWER if high < 1 else CANNOT_TELL
    return pd.Series(
        {
            "ratio": rate / other_rate if other_count else np.inf,
            "low": low,
            "high": high,
            "rate": rate,
            "other_rate": other_rate,
            "p_value": p_value,
            "note": note,
            "n": n,
            "convention": f"first rate / second, {100 * confidence:.6g}% exact interval given the sum of both "
            "(conditional binomial, Clopper-Pearson); p: twice the smaller tail",
        },
        dtype=object,
    )


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")


def _broadcast(mean: Any, n: Any) -> tuple[Reals, Reals | None]:
    if n is None:
        return np.asarray(mean, dtype=np.float64), None
    mu, size = np.broadcast_arrays(np.asarray(mean, dtype=np.float64), np.asarray(n, dtype=np.float64))
    return np.array(mu), np.array(size)


def _above(mean: Reals, n: Reals | None) -> Reals:
    """Return whole counts that lie beyond what any chance of interest reaches."""
    return np.ceil(mean + 50 * np.sqrt(mean) + 200) if n is None else n + 1.0
