"""What a customer who may leave is worth: retention from three counts, and the margin multiple by its timing."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import proportion

NOW, END_IF_KEPT, END_CERTAIN = "now", "end_if_kept", "end_certain"
FORMULAS = {
    NOW: "(1+i) / (1+i-r(1+g))",
    END_CERTAIN: "1 / (1+i-r(1+g))",
    END_IF_KEPT: "r / (1+i-r(1+g))",
}
FIRST = {
    NOW: "the first margin is paid now",
    END_CERTAIN: "the first margin comes after a period, for certain",
    END_IF_KEPT: "the first margin comes after a period, if the customer is still there",
}
MONTHS = 12


def retention_rate(start: int, end: int, new: int, confidence: float = 0.95) -> "pd.Series[Any]":
    r"""Estimate the retention rate of a period from three counts.

    .. math:: r = \frac{\text{end} - \text{new}}{\text{start}}

    Parameters
    ----------
    start, end : int
        Customers at the start and at the end of the period.
    new : int
        Those of the end who were not there at the start. Without them a bank that wins many and loses many looks
        loyal.
    confidence : float
        Level of Wilson's interval.

    Returns
    -------
    Series
        ``rate`` with ``low`` and ``high``, ``kept``, ``lost``, ``start``, ``convention``.

    Raises
    ------
    CourseError
        For counts that are no whole numbers of at least 0, nobody at the start, more new than there are at the end,
        more kept than there were (retention above one).

    Notes
    -----
    Formula: ``r = (E - N) / S``

    Examples
    --------
    >>> retention_rate(start=150, end=188, new=60)["kept"]
    128
    """
    for name, count in (("start", start), ("end", end), ("new", new)):
        if not (np.isfinite(count) and count >= 0 and count == int(count)):
            raise CourseError("value.no_count", name=name, value=count)
    if start == 0:
        raise CourseError("value.nobody_at_start")
    if new > end:
        raise CourseError("value.more_new", new=new, end=end)
    kept = int(end - new)
    if kept > start:
        raise CourseError("value.above_one", kept=kept, start=start)
    found = proportion(kept, start, confidence=confidence)
    return pd.Series(
        {
            "rate": found["share"],
            "low": found["low"],
            "high": found["high"],
            "kept": kept,
            "lost": int(start) - kept,
            "start": int(start),
            "convention": f"(end - new) / start of one period; {found['convention']}",
        },
        dtype=object,
    )


def margin_multiple(retention: float, discount: float, timing: str, growth: float = 0.0) -> float:
    r"""Return by what a yearly margin is multiplied to give the value of a customer, without end of time.

    With retention *r*, discount rate *i* and growth *g*, all per period and constant:

    .. math:: \text{now: } \frac{1+i}{1+i-r(1+g)}, \quad
              \text{end\_certain: } \frac{1}{1+i-r(1+g)}, \quad
              \text{end\_if\_kept: } \frac{r}{1+i-r(1+g)}

    The first payment does not grow.

    Parameters
    ----------
    retention : float
        Between 0 and 1, per period.
    discount : float
        At least 0, per period.
    timing : {"now", "end_certain", "end_if_kept"}
        Required, as the three differ by up to a whole margin: whether the first margin is paid now, after a period for
        certain, or after a period if the customer is still there (Gupta and Lehmann).
    growth : float
        Of the margin, per period.

    Returns
    -------
    float

    Raises
    ------
    CourseError
        For an unknown timing, retention beyond 0 and 1, a negative discount, and where r(1+g) is not below 1+i: the
        sum has no end.

    Notes
    -----
    Formula (Gupta and Lehmann 2003): ``M = A / (1 + i - r * (1 + g)); A = 1 + i | 1 | r``

    References
    ----------
    Gupta and Lehmann (2003), Customers as assets, *Journal of Interactive Marketing* 17(1), 9-24.

    Examples
    --------
    >>> round(margin_multiple(0.8, 0.10, timing="end_if_kept"), 2), round(margin_multiple(0.8, 0.10, timing="now"), 2)
    (2.67, 3.67)
    """
    if timing not in FORMULAS:
        raise CourseError("value.unknown_timing", timing=timing, known=", ".join(f'"{name}"' for name in FORMULAS))
    _require_retention(retention)
    if not (np.isfinite(discount) and discount >= 0):
        raise CourseError("value.discount", value=discount)
    if not (np.isfinite(growth) and growth > -1):
        raise CourseError("value.growth", value=growth)
    if retention * (1 + growth) >= 1 + discount:
        raise CourseError("value.no_end", retention=retention, growth=growth, discount=discount)
    first = {NOW: 1 + discount, END_CERTAIN: 1.0, END_IF_KEPT: retention}[timing]
    return float(first / (1 + discount - retention * (1 + growth)))


def by_timing(retention: float | Sequence[float], discount: float, growth: float = 0.0) -> pd.DataFrame:
    """Give the margin multiple under each of the three timings, for one retention rate or several.

    Parameters
    ----------
    retention : float or sequence of float
    discount, growth : float
        As for `margin_multiple`.

    Returns
    -------
    DataFrame by ``timing``, for several retention rates by ``timing`` and ``retention``
        ``multiple``, ``first_margin`` (when it comes, in words), ``formula``, ``convention``.

    Examples
    --------
    >>> by_timing(0.8, 0.10)["multiple"].round(2).to_dict()
    {'now': 3.67, 'end_certain': 3.33, 'end_if_kept': 2.67}
    """
    several = not isinstance(retention, int | float | np.floating)
    rates: list[float] = list(retention) if several else [retention]  # type: ignore[arg-type, list-item]
    if not rates:
        raise CourseError("value.no_rates")
    rows: dict[Any, dict[str, object]] = {}
    for timing, formula in FORMULAS.items():
        for rate in rates:
            rows[(timing, rate) if several else timing] = {
                "multiple": margin_multiple(rate, discount, timing, growth),
                "first_margin": FIRST[timing],
                "formula": formula,
            }
    result = pd.DataFrame.from_dict(rows, orient="index")
    if several:
        result.index = pd.MultiIndex.from_tuples(list(rows), names=["timing", "retention"])
    else:
        result.index.name = "timing"
    told = "" if several else f"retention {rates[0]:g}, "
    result["convention"] = f"{told}discount {discount:g}, growth {growth:g} a period; constant, without end"
    return result


def yearly(monthly: float) -> float:
    """Return the yearly retention that a monthly one comes to: its twelfth power.

    Examples
    --------
    >>> round(yearly(0.98), 3)
    0.785
    """
    _require_retention(monthly)
    return float(monthly**MONTHS)


def monthly(yearly: float) -> float:
    """Return the monthly retention that comes to a yearly one: its twelfth root.

    Examples
    --------
    >>> round(monthly(0.785), 3)
    0.98
    """
    _require_retention(yearly)
    return float(yearly ** (1 / MONTHS))


def _require_retention(retention: float) -> None:
    if not (np.isfinite(retention) and 0 <= retention <= 1):
        raise CourseError("value.retention", value=retention)
