"""Errors: how many of how much, with exact intervals, and what is beyond chance; defects in a million."""

from collections.abc import Hashable, Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.service.grouping import groups, indexed, marks_of, names_of, require_columns, with_derived
from fsq_lab.statistics.intervals import holm, proportion

MORE, FEWER, CHANCE = "more errors", "fewer errors", "not beyond chance"
MILLION = 1_000_000


def rates(
    table: pd.DataFrame,
    by: "str | Sequence[str] | None" = "branch",
    error: str = "error",
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate each unit's share of errors with its exact interval, and say which lie beyond chance.

    A unit is held against the pooled share of all rows, by the exact binomial test in both tails (the smaller tail
    doubled), with Holm's adjustment for the number of units. Units are not ranked: of many units one is always last.

    Parameters
    ----------
    table : DataFrame, one row for each thing done
        Rows without a mark are left out and counted.
    by : str or sequence of str, optional
        Columns to group by; ``"month"`` is that of the column ``date``. None takes all together.
    error : str
        Column of 1 (done wrongly) and 0.
    confidence : float
        Level of the intervals, between 0 and 1; a unit is named where its adjusted p value is below 1 - confidence.

    Returns
    -------
    DataFrame, one row per unit in the order of their names
        ``errors``, ``n``, ``share`` with ``low`` and ``high`` (0 to 1), ``p_value``, ``p_holm``, ``n_incomplete``,
        ``note`` ("more errors", "fewer errors" or "not beyond chance") and the ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, marks other than 0 and 1, a unit without marks, an unknown level.

    References
    ----------
    Clopper and Pearson (1934), The use of confidence or fiducial limits, *Biometrika* 26, 404-413; Holm (1979), A
    simple sequentially rejective multiple test procedure, *Scandinavian Journal of Statistics* 6(2), 65-70.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> found = rates(load("service_log_tickets"))
    >>> found.loc["B07", ["share", "p_holm"]].astype(float).round(4).tolist(), set(found["note"])
    ([0.0069, 1.0], {'not beyond chance'})
    """
    names = names_of(by)
    whole = with_derived(table, names)
    require_columns(whole, [error, *names], "service_log_tickets")
    units = {name: (marks_of(part, error), len(part)) for name, part in groups(whole, names)}
    wrong = sum(int(marks.sum()) for marks, _ in units.values())
    done = sum(len(marks) for marks, _ in units.values())
    rows: dict[Hashable, dict[str, object]] = {}
    for name, (marks, number) in units.items():
        count, n = int(marks.sum()), len(marks)
        found = proportion(count, n, method="exact", confidence=confidence)
        rows[name] = {
            "errors": count,
            "n": n,
            **{column: float(found[column]) for column in ("share", "low", "high")},
            "p_value": _p_value(count, n, wrong / done) if len(units) > 1 else np.nan,
            "n_incomplete": number - n,
        }
    result = indexed(rows, names)
    adjusted = holm(result["p_value"].to_numpy(dtype=np.float64))
    result.insert(list(result.columns).index("p_value") + 1, "p_holm", adjusted)
    named = adjusted < 1 - confidence
    side = np.where(result["share"] > wrong / done, MORE, FEWER)
    result["note"] = np.where(named, side, CHANCE if len(units) > 1 else "")
    level = f"{100 * confidence:.6g}% Clopper-Pearson (exact) interval"
    test = f"; against the pooled share {wrong / done:.4g}: exact binomial, both tails, Holm over {len(units)} units"
    result["convention"] = f"errors / things done, {level}{test if len(units) > 1 else ''}"
    return result


def per_million(
    defects: int, units: int, opportunities: int, shift: float = 1.5, confidence: float = 0.95
) -> pd.Series:
    r"""Count defects in a million opportunities (DPMO), and give the sigma level that goes with them.

    .. math:: \mathrm{DPMO} = 10^6 \frac{d}{u\,o}, \qquad \sigma = \Phi^{-1}(1 - \mathrm{DPMO}/10^6) + 1.5

    The shift of 1.5 is a convention: it supposes that a process drifts so far in the long run, and was not measured
    here. ``z`` is the same without it. How many opportunities a unit has is a choice too: twice as many halve DPMO and
    change nothing for the customer. Compare only what counts alike.

    Parameters
    ----------
    defects : int
        At least 0, at most units times opportunities.
    units : int
        Things done, at least 1.
    opportunities : int
        Ways in which one of them can go wrong, at least 1.
    shift : float
        At least 0; 0 names no shift.
    confidence : float
        Level of the intervals, between 0 and 1. Opportunities are taken as independent.

    Returns
    -------
    Series
        ``dpmo`` with ``low`` and ``high``, ``sigma`` with ``sigma_low`` and ``sigma_high``, ``z``, ``n``
        (opportunities in all), and the ``convention``. Without a defect there is no sigma, only its lower bound.

    Raises
    ------
    CourseError
        For numbers that are not whole or too small, and a negative shift.

    References
    ----------
    Harry (1988), *The Nature of Six Sigma Quality*, Motorola University Press.

    Examples
    --------
    >>> per_million(46, 7719, 4)[["dpmo", "sigma", "z"]].astype(float).round(2).tolist()
    [1489.83, 4.47, 2.97]
    """
    for name, value in (("units", units), ("opportunities", opportunities)):
        if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < 1:
            raise CourseError("service.not_whole", name=name, value=value)
    found = proportion(defects, int(units) * int(opportunities), method="exact", confidence=confidence)
    share, low, high = (float(found[name]) for name in ("share", "low", "high"))
    return pd.Series(
        {
            "dpmo": share * MILLION,
            "low": low * MILLION,
            "high": high * MILLION,
            "sigma": sigma_level(share * MILLION, shift),
            "sigma_low": sigma_level(high * MILLION, shift),
            "sigma_high": sigma_level(low * MILLION, shift),
            "z": sigma_level(share * MILLION, 0.0),
            "n": int(units) * int(opportunities),
            "convention": (
                f"{opportunities} opportunities a unit, as chosen; one tail of the normal distribution, "
                f"shift of {shift:g} sigma assumed, not measured; {found['convention']}"
            ),
        },
        dtype=object,
    )


def sigma_level(dpmo: float, shift: float = 1.5) -> float:
    """Return the sigma level of so many defects in a million opportunities; missing where none or all are defects.

    Parameters
    ----------
    dpmo : float
        From 0 to 1,000,000.
    shift : float
        What is added to the normal quantile, at least 0.

    Examples
    --------
    >>> round(sigma_level(3.4), 2), round(sigma_level(3.4, shift=0), 2)
    (6.0, 4.5)
    """
    if not (np.isfinite(shift) and shift >= 0):
        raise CourseError("service.shift", shift=shift)
    if not 0 <= dpmo <= MILLION:
        raise CourseError("service.not_in_a_million", dpmo=dpmo)
    if dpmo in (0, MILLION):
        return float("nan")
    return NormalDist().inv_cdf(1 - dpmo / MILLION) + shift


def _p_value(count: int, n: int, share: float) -> float:
    """Return the exact binomial p value, the smaller tail doubled."""
    from scipy.special import bdtr, bdtrc

    if share in (0.0, 1.0):
        return 1.0
    below = float(bdtr(count, n, share))
    above = float(bdtrc(count - 1, n, share)) if count else 1.0
    return min(1.0, 2 * min(below, above))
