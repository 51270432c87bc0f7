"""Agreement of two raters who judged the same things, beyond what chance would give."""

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

NO_INTERVAL = "no interval: the raters agree throughout"
ONE_SIDED = "no interval: one rater put everything into one class"
ROUNDING = 1e-12
"""What is left of a sum of squares below this share of it is rounding, not variance."""
WEIGHTS = ("none", "linear", "quadratic")
FEWEST_PAIRS = 2


def kappa(
    ratings: pd.DataFrame,
    one: str,
    other: str,
    weights: str = "none",
    confidence: float = 0.95,
) -> pd.Series:
    r"""Estimate Cohen's kappa of two raters, with its interval.

    With the shares :math:`p_{ij}` of things that the raters put into classes *i* and *j*, and weights :math:`w_{ij}`
    of agreement (1 where *i* = *j*, else 0; with *k* classes linear :math:`1 - |i - j| / (k - 1)`, quadratic
    :math:`1 - (i - j)^2 / (k - 1)^2`),

    .. math:: p_o = \sum w_{ij} p_{ij}, \quad p_e = \sum w_{ij} p_{i\cdot} p_{\cdot j}, \quad
              \kappa = \frac{p_o - p_e}{1 - p_e}

    The standard error is the one for large samples that holds where kappa is not 0. Kappa says how far raters agree,
    not whether they are right; where one class is rare it is low even if they seldom differ, so read ``agreement``
    beside it.

    Parameters
    ----------
    ratings : DataFrame
        One row for each thing judged; rows in which a rater said nothing are left out and counted.
    one, other : str
        The raters' columns.
    weights : {"none", "linear", "quadratic"}
        How far neighbouring classes count as agreement; with weights the classes must be numbers, and their order
        is the numbers'.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``kappa``, ``low`` and ``high`` (between -1 and 1), ``se``, ``agreement`` and ``expected`` (the shares
        :math:`p_o` and :math:`p_e`), ``n``, ``n_incomplete``, ``classes``, and the ``convention``. Without an interval
        where the raters agree throughout, or where one of them put everything into one class: kappa is 0 then,
        whatever the other one said.

    Raises
    ------
    CourseError
        For columns that are not there, fewer than two pairs, both raters always in one class, unknown weights or
        level, classes that are no numbers with weights.

    Notes
    -----
    Formula (Cohen 1960): ``kappa = (p_o - p_e) / (1 - p_e)``

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales, *Educational and Psychological Measurement* 20, 37-46;
    Fleiss, Cohen and Everitt (1969), Large sample standard errors of kappa and weighted kappa, *Psychological
    Bulletin* 72, 323-327.

    Examples
    --------
    >>> visits = pd.DataFrame({"A": [1, 1, 1, 0, 0, 1], "B": [1, 1, 0, 0, 0, 1]})
    >>> round(float(kappa(visits, "A", "B")["kappa"]), 3)
    0.667
    """
    _require(ratings, one, other, weights, confidence)
    pairs = ratings[[one, other]].dropna()
    if len(pairs) < FEWEST_PAIRS:
        raise CourseError("agreement.too_few", n=len(pairs), rows=len(ratings), fewest=FEWEST_PAIRS)
    classes = sorted({*pairs[one].tolist(), *pairs[other].tolist()}, key=lambda value: (str(type(value)), value))
    if weights != "none" and not all(isinstance(value, int | float | np.number) for value in classes):
        raise CourseError("agreement.no_order", weights=weights)
    if len(classes) < 2:
        raise CourseError("agreement.one_class", value=classes[0], n=len(pairs))
    place = {value: position for position, value in enumerate(classes)}
    table = np.zeros((len(classes), len(classes)))
    np.add.at(table, (pairs[one].map(place).to_numpy(), pairs[other].map(place).to_numpy()), 1.0)
    found = _estimate(table / len(pairs), _agreement_weights(classes, weights), len(pairs), confidence)
    how = "unweighted" if weights == "none" else f"{weights} weights"
    none = NO_INTERVAL if found["agreement"] == 1 else ONE_SIDED
    interval = f"{100 * confidence:.6g}% large-sample interval" if np.isfinite(found["low"]) else none
    return pd.Series(
        {
            **found,
            "n": len(pairs),
            "n_incomplete": len(ratings) - len(pairs),
            "classes": len(classes),
            "convention": f"Cohen's kappa, {how}, {interval}",
        },
        dtype=object,
    )


def _require(ratings: pd.DataFrame, one: str, other: str, weights: str, confidence: float) -> None:
    missing = [name for name in (one, other) if name not in ratings.columns]
    if missing:
        raise CourseError("agreement.no_column", columns=", ".join(missing))
    if one == other:
        raise CourseError("agreement.same_column", column=one)
    if weights not in WEIGHTS:
        raise CourseError("agreement.unknown_weights", weights=weights)
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)


def _agreement_weights(classes: list[float], weights: str) -> NDArray[np.float64]:
    if weights == "none":
        return np.eye(len(classes), dtype=np.float64)
    values = np.array(classes, dtype=np.float64)
    apart = np.abs(values[:, None] - values) / (values[-1] - values[0])
    found: NDArray[np.float64] = 1.0 - (apart if weights == "linear" else apart**2)
    return found


def _estimate(shares: NDArray[np.float64], weight: NDArray[np.float64], n: int, confidence: float) -> dict[str, float]:
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    agreement, expected = float((weight * shares).sum()), float(first @ weight @ second)
    value = (agreement - expected) / (1 - expected)
    result = {"kappa": value, "low": np.nan, "high": np.nan, "se": np.nan, "agreement": agreement, "expected": expected}
    if agreement >= 1.0 - 1e-12:
        return {**result, "kappa": 1.0, "agreement": 1.0}
    mean_weight = (weight @ second)[:, None] + (first @ weight)[None, :]
    spread = float((shares * (weight - mean_weight * (1 - value)) ** 2).sum())
    left = spread - (value - expected * (1 - value)) ** 2
    if left <= ROUNDING * spread:
        return result
    se = (left / n) ** 0.5 / (1 - expected)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * se
    return {**result, "low": max(value - half, -1.0), "high": min(value + half, 1.0), "se": se}
