"""Who is still there after so long, when not everybody could be followed to the end: Kaplan-Meier and log-rank."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

TRANSFORMS = ("log-log", "log", "plain")
TIED = 1e-9

Times = NDArray[np.float64]


def survival(
    table: pd.DataFrame,
    duration: str,
    event: str,
    by: str | None = None,
    transform: str = "log-log",
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate by Kaplan and Meier the share still there after each time at which somebody left.

    With :math:`d_j` who leave of :math:`n_j` followed so far,

    .. math:: S(t) = \prod_{t_j \le t} \Bigl(1 - \frac{d_j}{n_j}\Bigr), \qquad
              \mathrm{se}^2 = S(t)^2 \sum_{t_j \le t} \frac{d_j}{n_j (n_j - d_j)}

    Parameters
    ----------
    table : DataFrame
        One row per customer; rows that lack a value are counted and left out.
    duration : str
        How long each was followed, at least 0.
    event : str
        1: left then; 0: still there when last seen (censored). Who is censored must not differ from who is not.
    by : str, optional
        A column of groups.
    transform : {"log-log", "log", "plain"}
        Of the survival for the interval: log(-log S), which stays between 0 and 1; log S; S itself. The last two are
        cut at 0 and 1. The median's interval hangs on it too.
    confidence : float
        Level, between 0 and 1.

    Returns
    -------
    DataFrame by ``time``, with `by` by group and ``time``
        ``survival``, ``low`` and ``high`` (missing where S is 0 or 1 and the interval would have no width),
        ``se``, ``at_risk``, ``events``, ``censored``, ``n``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, a duration below 0, events other than 0 and 1, an unknown
        transform, no complete row.

    Notes
    -----
    Formula (Kaplan and Meier 1958): ``S(t) = product_j (1 - d_j / n_j); t_j <= t``

    References
    ----------
    Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, *Journal of the American
    Statistical Association* 53, 457-481; Kalbfleisch and Prentice (1980), *The Statistical Analysis of Failure Time
    Data*, on the transforms.

    Examples
    --------
    >>> table = pd.DataFrame({"months": [1, 2, 2, 3], "left": [1, 1, 0, 0]})
    >>> survival(table, "months", "left")["survival"].round(3).to_dict()
    {1.0: 0.75, 2.0: 0.5, 3.0: 0.5}
    """
    _require_transform(transform, confidence)
    rows = _rows(table, duration, event, by)
    if by is None:
        result = _curve(rows[duration], rows[event], transform, confidence)
    else:
        parts = {
            name: _curve(own[duration], own[event], transform, confidence)
            for name, own in rows.groupby(by, observed=True)
        }
        result = pd.concat(parts, names=[by, "time"])
    result["n_missing"] = len(table) - len(rows)
    result["convention"] = f"Kaplan-Meier; {100 * confidence:.6g}% interval, {transform} transform (Greenwood)"
    result.attrs = dict(table.attrs)
    return result


def median(
    table: pd.DataFrame,
    duration: str,
    event: str,
    by: str | None = None,
    transform: str = "log-log",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate after how long half have left: the first time at which the curve is at one half or below.

    Where the curve runs level at one half exactly, the median is the middle of that stretch.

    Parameters
    ----------
    table, duration, event, by, transform, confidence
        As for `survival`.

    Returns
    -------
    DataFrame, one row, or one for each group
        ``median`` with ``low`` and ``high`` (where the bounds of the curve cross one half; all missing where not
        reached), ``n``, ``events``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        As for `survival`.

    References
    ----------
    Brookmeyer and Crowley (1982), A confidence interval for the median survival time, *Biometrics* 38, 29-41.

    Examples
    --------
    >>> table = pd.DataFrame({"months": [1, 2, 3, 4, 5], "left": [1, 1, 1, 1, 0]})
    >>> median(table, "months", "left")["median"].tolist()
    [3.0]
    """
    found = survival(table, duration, event, by, transform, confidence)
    parts = {"all": found} if by is None else {name: own.droplevel(0) for name, own in found.groupby(level=0)}
    rows = {}
    for name, own in parts.items():
        rows[name] = {
            "median": _crossing(own["survival"]),
            "low": _crossing(own["low"].where(own["survival"] > 0, 0.0)),
            "high": _crossing(own["high"].where(own["survival"] > 0, np.nan)),
            "n": int(own["n"].iloc[0]),
            "events": int(own["events"].sum()),
        }
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = by or "group"
    result["n_missing"] = int(found["n_missing"].iloc[0])
    result["convention"] = found["convention"].iloc[0]
    result.attrs = dict(table.attrs)
    return result


def log_rank(table: pd.DataFrame, duration: str, event: str, by: str) -> "pd.Series[Any]":
    r"""Test whether groups leave at the same rate over the whole time, by the log-rank test.

    At each time at which somebody leaves, :math:`d_j n_{gj} / n_j` are expected to leave from group *g*; with the
    differences *u* of those who left and were expected to, summed over time, and their covariance *V*,

    .. math:: \chi^2 = u^\top V^{-} u \quad \text{with } g - 1 \text{ degrees of freedom}

    Parameters
    ----------
    table, duration, event
        As for `survival`.
    by : str
        The column of the groups, two or more.

    Returns
    -------
    Series
        ``chi_square``, ``df``, ``p_value``, ``n``, ``events``, ``n_missing``, ``convention``;
        ``attrs["groups"]``: a table of ``n``, ``observed``, ``expected`` by group.

    Raises
    ------
    CourseError
        As for `survival`; with fewer than two groups, or where nobody left.

    References
    ----------
    Mantel (1966), Evaluation of survival data and two new rank order statistics, *Cancer Chemotherapy Reports* 50,
    163-170; Peto and Peto (1972), *Journal of the Royal Statistical Society A* 135, 185-207.

    Examples
    --------
    >>> table = pd.DataFrame({"months": [1, 2, 3, 4, 5, 6], "left": [1, 1, 1, 1, 1, 0], "tier": list("aaabbb")})
    >>> round(log_rank(table, "months", "left", by="tier")["chi_square"], 2)
    5.05
    """
    from scipy.special import chdtrc

    rows = _rows(table, duration, event, by)
    names = sorted(rows[by].unique(), key=str)
    if len(names) < 2:
        raise CourseError("retention.one_group", column=by)
    if rows[event].sum() == 0:
        raise CourseError("retention.nobody_left", n=len(rows))
    group = pd.Index(names).get_indexer(rows[by])
    time, left = rows[duration].to_numpy(dtype=np.float64), rows[event].to_numpy(dtype=np.float64)
    observed, expected = np.zeros(len(names)), np.zeros(len(names))
    covariance = np.zeros((len(names), len(names)))
    for moment in np.unique(time[left == 1]):
        at_risk = np.bincount(group[time >= moment], minlength=len(names)).astype(np.float64)
        gone = np.bincount(group[(time == moment) & (left == 1)], minlength=len(names)).astype(np.float64)
        n, d = at_risk.sum(), gone.sum()
        observed, expected = observed + gone, expected + d * at_risk / n
        if n > 1:
            share = at_risk / n
            covariance += d * (n - d) / (n - 1) * (np.diag(share) - np.outer(share, share))
    difference = (observed - expected)[1:]
    df = int(np.linalg.matrix_rank(covariance[1:, 1:]))
    if df == 0:
        raise CourseError("retention.no_comparison")
    chi_square = float(difference @ np.linalg.pinv(covariance[1:, 1:]) @ difference)
    result = pd.Series(
        {
            "chi_square": chi_square,
            "df": df,
            "p_value": float(chdtrc(df, chi_square)),
            "n": len(rows),
            "events": int(left.sum()),
            "n_missing": len(table) - len(rows),
            "convention": f"log-rank test of {len(names)} groups of {by}, hypergeometric variance",
        },
        dtype=object,
    )
    counts = np.bincount(group, minlength=len(names))
    groups = {"n": counts, "observed": observed.astype(np.int64), "expected": expected}
    result.attrs = {"groups": pd.DataFrame(groups, index=pd.Index(names, name=by))}
    return result


def after_first_failure(balances: pd.DataFrame, customers: pd.DataFrame, months: int = 6) -> pd.DataFrame:
    """Follow each customer from the first failure on record: months until leaving, or until last seen.

    Parameters
    ----------
    balances : DataFrame
        The bank's table: ``customer``, ``month``, ``failures``.
    customers : DataFrame
        Its file of customers: ``customer``, ``left`` and what groups are made of.
    months : int
        How many months are followed at most.

    Returns
    -------
    DataFrame, one row for each customer with a failure
        ``customer``, ``branch``, ``tier``, ``payroll``, ``mortgage``, ``bound`` (1 where one of these is 1), ``month``
        of the first failure, ``duration`` in months and ``left`` (1 or 0). Failures of the last month, after which
        nothing is known, are left out and counted in ``attrs["n_too_late"]``.

    Raises
    ------
    CourseError
        For columns that are not there, or no failure.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> followed = after_first_failure(load("balances"), load("customers"))
    >>> followed["duration"].between(1, 6).all(), followed["left"].isin([0, 1]).all()
    (np.True_, np.True_)
    """
    own = ("customer", "branch", "tier", "payroll", "mortgage", "left")
    for one, names in ((balances, ("customer", "month", "failures")), (customers, own)):
        if missing := [name for name in names if name not in one.columns]:
            raise CourseError("statistics.no_column", columns=", ".join(missing))
    failed = balances[balances["failures"] > 0]
    if failed.empty:
        raise CourseError("retention.no_failure")
    first = failed.groupby("customer")["month"].min()
    there = customers[customers["customer"].isin(first.index)].set_index("customer")
    start = _months(first.reindex(there.index))
    end = _months(pd.Series(balances["month"].max(), index=there.index))
    left = _months(there["left"])
    known = left.fillna(np.inf) - start
    duration = np.minimum(np.minimum(known, end - start), months)
    result = there[["branch", "tier", "payroll", "mortgage"]].copy()
    result["bound"] = ((there["payroll"] == 1) | (there["mortgage"] == 1)).astype("int64")
    result["month"] = first.reindex(there.index)
    result["duration"] = duration
    result["left"] = (known <= duration).astype("int64")
    followed = result[duration > 0].reset_index()
    followed.attrs = {**customers.attrs, "n_too_late": int((duration <= 0).sum())}
    return followed


def _months(names: "pd.Series[Any]") -> "pd.Series[float]":
    """Return months such as 2025-03 as numbers that can be subtracted."""
    return names.str[:4].astype("float64") * 12 + names.str[5:7].astype("float64")


def _curve(duration: "pd.Series[float]", event: "pd.Series[float]", transform: str, confidence: float) -> pd.DataFrame:
    times, place = np.unique(duration.to_numpy(dtype=np.float64), return_inverse=True)
    events = np.bincount(place, event.to_numpy(dtype=np.float64), len(times))
    leaving = np.bincount(place, minlength=len(times))
    at_risk = len(duration) - np.concatenate([[0], np.cumsum(leaving)[:-1]])
    shares = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.cumsum(np.where(at_risk > events, events / (at_risk * (at_risk - events)), np.nan))
        low, high = _bounds(shares, np.sqrt(relative), transform, confidence)
    inner = (shares > TIED) & (shares < 1 - TIED)
    return pd.DataFrame(
        {
            "survival": shares,
            "low": np.where(inner, low, np.nan),
            "high": np.where(inner, high, np.nan),
            "se": np.where(inner, shares * np.sqrt(relative), np.nan),
            "at_risk": at_risk,
            "events": events.astype(np.int64),
            "censored": leaving - events.astype(np.int64),
            "n": len(duration),
        },
        index=pd.Index(times, name="time"),
    )


def _bounds(shares: Times, relative: Times, transform: str, confidence: float) -> tuple[Times, Times]:
    """Return the bounds of a curve from its relative standard errors."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    if transform == "log-log":
        width = z * relative / np.abs(np.log(shares))
        return shares ** np.exp(width), shares ** np.exp(-width)
    if transform == "log":
        return shares * np.exp(-z * relative), np.minimum(shares * np.exp(z * relative), 1.0)
    return np.maximum(shares * (1 - z * relative), 0.0), np.minimum(shares * (1 + z * relative), 1.0)


def _crossing(curve: "pd.Series[float]") -> float:
    """Return the first time at which a falling curve is at one half or below; the middle where it runs level there."""
    values, times = curve.to_numpy(dtype=np.float64), curve.index.to_numpy(dtype=np.float64)
    below = np.flatnonzero(values <= 0.5 + TIED)
    if len(below) == 0:
        return float("nan")
    at = int(below[0])
    if abs(values[at] - 0.5) <= TIED:
        lower = np.flatnonzero(values < 0.5 - TIED)
        if len(lower):
            return float((times[at] + times[lower[0]]) / 2)
    return float(times[at])


def _rows(table: pd.DataFrame, duration: str, event: str, by: str | None) -> pd.DataFrame:
    names = [duration, event, *([by] if by else [])]
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise CourseError("statistics.no_column", columns=", ".join(missing))
    for name in (duration, event):
        if not (pd.api.types.is_numeric_dtype(table[name]) or pd.api.types.is_bool_dtype(table[name])):
            raise CourseError("statistics.not_numbers", column=name, kind=str(table[name].dtype))
    rows = table[names].dropna()
    if rows.empty:
        raise CourseError("statistics.no_cases")
    rows = rows.astype({duration: "float64", event: "float64"})
    if (rows[duration] < 0).any() or np.isinf(rows[duration]).any():
        raise CourseError("retention.negative", column=duration, row=rows.index[(rows[duration] < 0)
                          | np.isinf(rows[duration])][0])  # fmt: skip
    odd = ~rows[event].isin([0, 1])
    if odd.any():
        raise CourseError(
            "retention.not_0_1", column=event, value=f"{rows[event][odd].iloc[0]:g}", row=rows.index[odd][0]
        )
    return rows


def _require_transform(transform: str, confidence: float) -> None:
    if transform not in TRANSFORMS:
        known = ", ".join(f'"{name}"' for name in TRANSFORMS)
        raise CourseError("statistics.unknown_method", method=transform, known=known)
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
