"""Means, shares, rates and differences with their intervals; p values that know how many comparisons were made."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.resampling import bootstrap_interval

NO_VARIANCE = 1e-9  # values that differ by less than this are taken as equal
DECIMALS = 9  # to which values are told apart
EMPTY = float("nan")
TOO_FEW = "no interval: n < 2"
ALL_EQUAL = "no interval: all {of} are equal"
FEWEST_RESAMPLES = 100
FEW_FOR_BOOTSTRAP = 20

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean with standard deviation and interval; `interval` names the interval or says why there is none."""

    mean: float
    sd: float
    low: float
    high: float
    interval: str

    def columns(self, name: str) -> dict[str, object]:
        """Return the mean under this name, with its sd and bounds."""
        return {name: self.mean, "sd": self.sd, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class IntervalRule:
    """How means get their interval: its level, and by Student's t or by bootstrap with so many resamples.

    Raises
    ------
    CourseError
        For a confidence outside (0, 1), an unknown kind, fewer than 100 resamples or a negative seed.

    Examples
    --------
    >>> IntervalRule(0.9).estimate(np.array([1.0, 2.0, 3.0])).interval
    '90% t interval'
    """

    confidence: float = 0.95
    kind: str = "t"
    resamples: int = 2000
    seed: int = 1

    def __post_init__(self) -> None:
        if not (isinstance(self.confidence, int | float | np.floating | np.integer) and 0 < self.confidence < 1):
            raise CourseError("servqual.confidence", confidence=self.confidence)
        if self.kind not in ("t", "bootstrap"):
            raise CourseError("servqual.unknown_interval", interval=self.kind)
        if not (isinstance(self.resamples, int | np.integer) and self.resamples >= FEWEST_RESAMPLES):
            raise CourseError("servqual.resamples", resamples=self.resamples, fewest=FEWEST_RESAMPLES)
        if not (isinstance(self.seed, int | np.integer) and self.seed >= 0):
            raise CourseError("servqual.seed", seed=self.seed)

    def estimate(self, values: Values, of: str = "gaps") -> Estimate:
        """Estimate the mean of one number per respondent, none missing; `of` names them in the plural."""
        student = mean_with_interval(values, self.confidence, of)
        if self.kind == "t" or np.isnan(student.low):
            return student
        distinct, counts = np.unique(values.round(DECIMALS), return_counts=True)
        low, high = bootstrap_interval(distinct, counts, self.confidence, self.resamples, self.seed)
        return Estimate(student.mean, student.sd, low, high, self.bootstrap_name(len(values)))

    def bootstrap_name(self, n: int) -> str:
        """Return what a bootstrap interval over *n* respondents is called."""
        name = (
            f"{100 * self.confidence:.6g}% percentile bootstrap interval, {self.resamples} resamples, seed {self.seed}"
        )
        return name if n >= FEW_FOR_BOOTSTRAP else f"{name}, too narrow for n < {FEW_FOR_BOOTSTRAP}"


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
    n = len(values)
    mean = float(values.mean()) if n else EMPTY
    if n < 2:
        return Estimate(mean, EMPTY, EMPTY, EMPTY, TOO_FEW)
    if np.ptp(values) < NO_VARIANCE:
        return Estimate(mean, 0.0, EMPTY, EMPTY, ALL_EQUAL.format(of=of))
    sd = float(values.std(ddof=1))
    half = float(t_half_width(sd, n, confidence))
    return Estimate(mean, sd, mean - half, mean + half, t_name(confidence))


def t_half_width(sd: Any, n: Any, confidence: float) -> Any:
    """Return half the width of t intervals from standard deviations and numbers of respondents, one or many."""
    from scipy.special import stdtrit

    return stdtrit(n - 1.0, (1 + confidence) / 2) * sd / np.sqrt(n)


def t_name(confidence: float) -> str:
    """Return what a t interval of this level is called."""
    return f"{100 * confidence:.6g}% t interval"


def holm(p_values: Values) -> Values:
    r"""Adjust p values for the number of comparisons, by Holm's steps; missing ones stay missing.

    In ascending order :math:`p_{(1)} \le \dots \le p_{(m)}`,

    .. math:: \tilde p_{(i)} = \max_{j \le i} \min\bigl(1, (m - j + 1)\, p_{(j)}\bigr)

    Parameters
    ----------
    p_values : array of float
        One per comparison; NaN where none was made.

    Returns
    -------
    array of float, in the same order

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, *Scandinavian Journal of Statistics*
    6(2), 65-70.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03, 0.005])).round(3).tolist()
    [0.03, 0.06, 0.06, 0.02]
    """
    adjusted = np.full(len(p_values), EMPTY)
    made = np.flatnonzero(~np.isnan(p_values))
    order = made[np.argsort(p_values[made], kind="stable")]
    steps = np.arange(len(order), 0, -1) * p_values[order]
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return adjusted


def proportion(count: int, n: int, method: str = "wilson", confidence: float = 0.95) -> pd.Series:
    r"""Estimate a share with its interval, which is never of zero width and never beyond 0 and 1.

    Wilson's interval, with :math:`z` the normal quantile of :math:`(1+c)/2` and :math:`p = x/n`:

    Formula (Wilson 1927): ``(p + z^2 / 2n +- z * sqrt(p * (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)``

    The exact one of Clopper and Pearson holds at least its level for every share, and is wider.

    Parameters
    ----------
    count : int
        How many of the n; 0 <= count <= n.
    n : int
        How many in all, at least 1. They are taken to be independent.
    method : {"wilson", "exact"}
    confidence : float
        Level *c*, between 0 and 1.

    Returns
    -------
    Series
        ``share``, ``low`` and ``high`` between 0 and 1, ``n``, and the ``convention``.

    Raises
    ------
    CourseError
        For n = 0, counts that are no whole numbers or above n, an unknown method or level.

    References
    ----------
    Wilson (1927), Probable inference, *Journal of the American Statistical Association* 22, 209-212; Clopper and
    Pearson (1934), The use of confidence or fiducial limits, *Biometrika* 26, 404-413.

    Examples
    --------
    >>> proportion(15, 15)[["share", "low", "high"]].astype(float).round(3).tolist()
    [1.0, 0.796, 1.0]
    """
    count, n = _counts_of(count, n)
    _require_confidence(confidence)
    if method not in ("wilson", "exact"):
        raise CourseError("statistics.unknown_method", method=method, known='"wilson", "exact"')
    low, high = (_wilson if method == "wilson" else _clopper_pearson)(count, n, confidence)
    name = "Wilson" if method == "wilson" else "Clopper-Pearson (exact)"
    return pd.Series(
        {"share": count / n, "low": low, "high": high, "n": n, "convention": f"{_level(confidence)} {name} interval"},
        dtype=object,
    )


def poisson(count: int, exposure: float, confidence: float = 0.95) -> pd.Series:
    r"""Estimate a rate, so many events in so much exposure, with its exact interval.

    With the quantiles :math:`q` of the gamma distribution of shape *x* and *x* + 1, in units of the exposure,

    .. math:: \frac{q_{(1-c)/2}(x)}{e} \quad\text{to}\quad \frac{q_{(1+c)/2}(x + 1)}{e}

    Parameters
    ----------
    count : int
        Events, at least 0; they are taken to come independently.
    exposure : float
        What they are counted in, above 0: transactions, customers, months.
    confidence : float
        Level *c*, between 0 and 1.

    Returns
    -------
    Series
        ``rate``, ``low`` and ``high`` per unit of exposure, ``n`` (the events), ``exposure``, and the ``convention``.

    Raises
    ------
    CourseError
        For an exposure of 0 or less, a count that is no whole number, an unknown level.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, *Biometrika* 28, 437-442.

    Examples
    --------
    >>> poisson(0, 1)[["rate", "low", "high"]].astype(float).round(3).tolist()
    [0.0, 0.0, 3.689]
    """
    from scipy.special import gammaincinv

    _require_confidence(confidence)
    if not _is_whole(count) or count < 0:
        raise CourseError("statistics.no_count", count=count)
    if not (np.isfinite(exposure) and exposure > 0):
        raise CourseError("statistics.no_exposure", exposure=exposure)
    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - tail))
    return pd.Series(
        {
            "rate": count / exposure,
            "low": low / exposure,
            "high": high / exposure,
            "n": int(count),
            "exposure": exposure,
            "convention": f"{_level(confidence)} exact Poisson interval (Garwood)",
        },
        dtype=object,
    )


def share_difference(
    count: int, n: int, other_count: int, other_n: int, method: str = "newcombe", confidence: float = 0.95
) -> pd.Series:
    r"""Estimate the difference of two independent shares, the first less the second, with its interval.

    Newcombe's interval combines Wilson's limits :math:`l_i, u_i` of the two shares,

    Formula (Newcombe 1998):
    ``d - sqrt((p_1 - l_1)^2 + (u_2 - p_2)^2) ... d + sqrt((u_1 - p_1)^2 + (p_2 - l_2)^2); d = p_1 - p_2``

    Agresti and Caffo's adds one of each kind to both groups, :math:`\tilde p_i = (x_i + 1)/(n_i + 2)`, and takes

    .. math:: \tilde p_1 - \tilde p_2 \pm z \sqrt{\sum_i \tilde p_i (1 - \tilde p_i) / (n_i + 2)}

    Parameters
    ----------
    count, n, other_count, other_n : int
        How many of how many, in either group.
    method : {"newcombe", "agresti-caffo"}
    confidence : float
        Level *c*, between 0 and 1.

    Returns
    -------
    Series
        ``share_difference`` as it is, ``low`` and ``high`` between -1 and 1, ``n``, ``n_other``, the ``convention``.

    Raises
    ------
    CourseError
        For an empty group, counts that are no whole numbers or above n, an unknown method or level.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions, *Statistics in Medicine*
    17, 873-890, method 10; Agresti and Caffo (2000), Simple and effective confidence intervals for proportions and
    differences of proportions, *The American Statistician* 54, 280-288.

    Examples
    --------
    >>> share_difference(56, 70, 48, 80)[["share_difference", "low", "high"]].astype(float).round(4).tolist()
    [0.2, 0.0524, 0.3339]
    """
    count, n = _counts_of(count, n)
    other_count, other_n = _counts_of(other_count, other_n)
    _require_confidence(confidence)
    share, other = count / n, other_count / other_n
    if method == "newcombe":
        (low, high), (below, above) = _wilson(count, n, confidence), _wilson(other_count, other_n, confidence)
        bounds = (
            share - other - np.hypot(share - low, above - other),
            share - other + np.hypot(high - share, other - below),
        )
        name = "Newcombe (Wilson's limits combined)"
    elif method == "agresti-caffo":
        one, two = (count + 1) / (n + 2), (other_count + 1) / (other_n + 2)
        half = normal_quantile(confidence) * np.sqrt(one * (1 - one) / (n + 2) + two * (1 - two) / (other_n + 2))
        bounds = (one - two - half, one - two + half)
        name = "Agresti-Caffo"
    else:
        raise CourseError("statistics.unknown_method", method=method, known='"newcombe", "agresti-caffo"')
    return pd.Series(
        {
            "share_difference": share - other,
            "low": max(float(bounds[0]), -1.0),
            "high": min(float(bounds[1]), 1.0),
            "n": n,
            "n_other": other_n,
            "convention": f"{_level(confidence)} {name} interval",
        },
        dtype=object,
    )


def _wilson(count: int, n: int, confidence: float) -> tuple[float, float]:
    z = normal_quantile(confidence)
    share, widening = count / n, z * z / n
    half = z * np.sqrt(share * (1 - share) / n + widening / (4 * n))
    low, high = ((share + widening / 2 + sign * half) / (1 + widening) for sign in (-1, 1))
    return (0.0 if count == 0 else float(low)), (1.0 if count == n else float(high))


def _clopper_pearson(count: int, n: int, confidence: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(betaincinv(count + 1, n - count, 1 - tail))
    return low, high


def _counts_of(count: object, n: object) -> tuple[int, int]:
    """Return counts as whole numbers, or refuse them."""
    if not _is_whole(n) or n < 0 or not _is_whole(count) or not 0 <= count <= n:  # type: ignore[operator]
        raise CourseError("statistics.no_share", count=count, n=n)
    if n == 0:
        raise CourseError("statistics.no_cases")
    return int(count), int(n)  # type: ignore[call-overload]


def _is_whole(value: object) -> bool:
    if isinstance(value, bool | np.bool_):
        return False
    return isinstance(value, int | np.integer | float | np.floating) and float(value).is_integer()


def _require_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)


def normal_quantile(confidence: float) -> float:
    """Return the two-sided quantile of the normal distribution, 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _level(confidence: float) -> str:
    return f"{100 * confidence:.6g}%"
