"""Means with their intervals, and p values that know how many comparisons were made."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

NO_VARIANCE = 1e-9  # values that differ by less than this are taken as equal
DECIMALS = 9  # to which values are told apart
_WHOLE = 1e-6  # by which parts of a scale point may differ from a whole number
EMPTY = float("nan")
TOO_FEW = "no interval: n < 2"
ALL_EQUAL = "no interval: all {of} are equal"
FEWEST_RESAMPLES = 100
FEW_FOR_BOOTSTRAP = 20
_CELLS_AT_ONCE = 2_000_000
_PARTS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 300)  # of a scale point, in which gaps are whole numbers
_MOST_SUMS = 1 << 18
_STANDARD_DEVIATIONS = 12  # to each side of the mean: what lies beyond has no weight

Values = NDArray[np.float64]
Counts = NDArray[np.int64]


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


def bootstrap_means(distinct: Values, counts: Counts, resamples: int, seed: int) -> Values:
    r"""Draw the means of bootstrap resamples, exactly and without touching rows.

    A resample of *n* respondents is one multinomial draw over the histogram of the *m* distinct values:

    .. math:: (c_1, \dots, c_m) \sim \mathrm{Multinomial}(n;\, n_1/n, \dots, n_m/n), \quad
              \bar x^* = \tfrac{1}{n} \sum_j c_j x_j

    Means of whole answers lie on a lattice, and so do the means of resamples. Their chances are then known, see
    `resample_chances`, and drawing from these is the same at a tenth of the cost. Values on no lattice, such as
    weighted gaps, are drawn as multinomials.

    Parameters
    ----------
    distinct : array of float, ascending
        The distinct values.
    counts : array of int, at least one respondent in all
        How many respondents have each.
    resamples : int
        How many means to draw.
    seed : int
        Seed of the draws. Drawing on the histogram alone, they do not depend on the order of rows.

    Returns
    -------
    array of float, one mean per resample

    References
    ----------
    Efron (1979), Bootstrap methods: another look at the jackknife, *Annals of Statistics* 7(1), 1-26.

    Examples
    --------
    >>> means = bootstrap_means(np.array([1.0, 4.0]), np.array([2, 1]), resamples=500, seed=1)
    >>> set(np.round(means)) == {1.0, 2.0, 3.0, 4.0}
    True
    """
    n = int(counts.sum())
    generator = np.random.default_rng(seed)
    known = resample_chances(distinct, counts)
    if known is not None:
        means, chances = known
        cumulative = np.cumsum(chances)
        drawn: Values = means[np.searchsorted(cumulative, generator.random(resamples) * cumulative[-1], side="right")]
        return drawn
    at_once = max(1, _CELLS_AT_ONCE // len(distinct))
    parts = [min(at_once, resamples - done) for done in range(0, resamples, at_once)]
    return np.concatenate([generator.multinomial(n, counts / n, size=part) @ distinct / n for part in parts])


def resample_chances(distinct: Values, counts: Counts) -> tuple[Values, Values] | None:
    r"""Return the means that a resample can have, and the chance of each, where values lie on a lattice.

    With the places :math:`j` of the values on the lattice, the chances of the sum of *n* draws are the inverse
    discrete Fourier transform of

    .. math:: \Bigl(\sum_j \tfrac{n_j}{n}\, e^{-2 \pi i\, t j / N}\Bigr)^n, \quad t = 0, \dots, N - 1

    where *N* covers all sums, or 12 standard deviations to each side of their mean.

    Parameters
    ----------
    distinct, counts
        As for `bootstrap_means`.

    Returns
    -------
    tuple of arrays, or None
        Means ascending, and their chances; None where the values lie on no lattice, or on too fine a one.

    Examples
    --------
    >>> means, chances = resample_chances(np.array([0.0, 0.5]), np.array([1, 1]))
    >>> means[:3].tolist(), chances[:3].round(3).tolist()
    ([0.0, 0.25, 0.5], [0.25, 0.5, 0.25])
    """
    n = int(counts.sum())
    above = distinct - distinct[0]
    parts = next((parts for parts in _PARTS if np.abs(above * parts - np.rint(above * parts)).max() < _WHOLE), None)
    if parts is None:
        return None
    places = np.rint(above * parts).astype(np.int64)
    total = float(counts @ places)
    reach = _STANDARD_DEVIATIONS * float(counts @ (places - total / n) ** 2) ** 0.5 + int(places[-1])
    lowest, highest = max(0, int(total - reach)), min(n * int(places[-1]), int(total + reach) + 1)
    size = 1 << (highest - lowest).bit_length()
    if size > _MOST_SUMS:
        return None
    once = np.bincount(places % size, counts / n, size)
    chances = np.fft.irfft(np.fft.rfft(once) ** n, size)
    sums = lowest + np.arange(size)
    return distinct[0] + sums / (parts * n), np.maximum(chances[sums % size], 0.0)


def bootstrap_interval(
    distinct: Values, counts: Counts, confidence: float, resamples: int, seed: int
) -> tuple[float, float]:
    """Return the bounds of the percentile bootstrap interval of a mean, from a histogram.

    Parameters
    ----------
    distinct, counts, resamples, seed
        As for `bootstrap_means`.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper bound, quantiles interpolated linearly.

    References
    ----------
    Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 13.

    Examples
    --------
    >>> bootstrap_interval(np.array([0.0, 1.0]), np.array([50, 50]), 0.95, 2000, seed=1)
    (0.4, 0.6)
    """
    means = bootstrap_means(distinct, counts, resamples, seed)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


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
