"""Bootstrap resamples drawn from a histogram: exactly, and without touching rows."""

import numpy as np
from numpy.typing import NDArray

_CELLS_AT_ONCE = 2_000_000
_PARTS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 300)  # of a scale point, in which gaps are whole numbers
_MOST_SUMS = 1 << 18
_STANDARD_DEVIATIONS = 12  # to each side of the mean: what lies beyond has no weight
_WHOLE = 1e-6  # by which parts of a scale point may differ from a whole number

Values = NDArray[np.float64]
Counts = NDArray[np.int64]


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
