"""Means and shares of what came in lumps, such as the tickets of a day: the lump is the unit of doubt."""

import numpy as np
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import EMPTY, NO_VARIANCE, Estimate, Values

ONE = "no interval: one {unit}"
ONE_OF_A_KIND = "no interval: a kind of {unit} was sampled once"
ALIKE = "no interval: all {unit}s are alike"


def ratio(
    totals: Values,
    sizes: Values,
    kinds: "NDArray[np.int64] | None" = None,
    weights: "Values | None" = None,
    confidence: float = 0.95,
    unit: str = "day",
) -> Estimate:
    r"""Estimate a mean over members of lumps from the lumps' totals and sizes, with an interval over lumps.

    Lump *i* has the total :math:`y_i`, the size :math:`x_i` and the weight :math:`w_i` in what the estimate is of.
    With :math:`z_i = w_i (y_i - R x_i)` and the :math:`n_h` lumps of each kind *h*,

    .. math:: R = \frac{\sum w_i y_i}{\sum w_i x_i}, \qquad
              \mathrm{var}(R) = \frac{1}{\left(\sum w_i x_i\right)^2}
              \sum_h \frac{n_h}{n_h - 1} \sum_{i \in h} (z_i - \bar z_h)^2

    Student's t with Welch and Satterthwaite's degrees of freedom gives the interval. Members of a lump share its fate,
    so that taking them as independent would make the interval much too narrow.

    Parameters
    ----------
    totals, sizes : array of float
        Of each lump the sum over its members, and how many they are.
    kinds : array of int, optional
        The kind of each lump, 0, 1, ...; by default all are of one.
    weights : array of float, optional
        The weight of each lump, above 0; by default all count alike.
    confidence : float
        Level of the interval, between 0 and 1.
    unit : str
        What a lump is called in the name of the interval.

    Returns
    -------
    Estimate
        Without an interval where a kind has one lump, or lumps are all alike; ``sd`` is the standard error.

    Raises
    ------
    CourseError
        For an unknown level, and where there are no members.

    References
    ----------
    Cochran (1977), *Sampling Techniques*, third edition, sections 6.3 and 6.11; Satterthwaite (1946), An approximate
    distribution of estimates of variance components, *Biometrics Bulletin* 2, 110-114.

    Examples
    --------
    >>> found = ratio(np.array([10.0, 40.0, 25.0]), np.array([10.0, 20.0, 15.0]))
    >>> round(found.mean, 3), round(found.low, 2), round(found.high, 2), found.interval
    (1.667, 0.56, 2.77, '95% t interval over 3 days')
    """
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    kind = np.zeros(len(sizes), dtype=np.int64) if kinds is None else kinds
    weight = np.ones(len(sizes)) if weights is None else weights
    size = float(weight @ sizes)
    if size <= 0:
        raise CourseError("statistics.no_cases")
    mean = float(weight @ totals) / size
    number = np.bincount(kind)
    if len(sizes) < 2:
        return Estimate(mean, EMPTY, EMPTY, EMPTY, ONE.format(unit=unit))
    if (number == 1).any():
        return Estimate(mean, EMPTY, EMPTY, EMPTY, ONE_OF_A_KIND.format(unit=unit))
    apart = weight * (totals - mean * sizes) / size
    centred = apart - (np.bincount(kind, apart) / np.maximum(number, 1))[kind]
    parts = np.bincount(kind, centred**2) * number / np.maximum(number - 1, 1)
    se = float(parts.sum()) ** 0.5
    if se < NO_VARIANCE * max(1.0, abs(mean)):
        return Estimate(mean, 0.0, EMPTY, EMPTY, ALIKE.format(unit=unit))
    free = float(parts.sum() ** 2 / (parts**2 / np.maximum(number - 1, 1)).sum())
    half = _t(free, confidence) * se
    name = f"{100 * confidence:.6g}% t interval over {len(sizes)} {unit}s"
    return Estimate(mean, se, mean - half, mean + half, name)


def _t(free: float, confidence: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(free, (1 + confidence) / 2))
