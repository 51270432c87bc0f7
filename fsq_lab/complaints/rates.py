"""Complaint rates of units, such as branches: so many in so much, with exact intervals and exact limits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.complaints.counting import (
    REGULATOR_BREAKS,
    complete_counts,
    period_of,
    require_chance,
    require_per,
)
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import poisson
from fsq_lab.statistics.tails import NONE, Reals, at_least, at_most, largest_low, rate_ratio, smallest_high, two_tails

ABOVE, BELOW, WITHIN = "above limit", "below limit", "within limits"
OVERDISPERSED = ", overdispersed"
WINSORISED = 0.1  # share of the units at each end whose deviations are pulled in
FEWEST_UNITS = 2
SEED = "synthetic_seed"


def counted(
    log: pd.DataFrame,
    exposures: pd.DataFrame,
    group: str = "branch",
    time: str = "month",
    date: str = "received",
    count: str = "complaints",
) -> pd.DataFrame:
    """Count the complaints of a log beside what they are counted in; where there were none stands 0.

    Parameters
    ----------
    log : DataFrame
        One row per complaint, with its group and the date that it is counted by.
    exposures : DataFrame
        One row per group and period: what there was to complain about, such as ``branch_months``.
    group, time, date, count : str
        The columns of both tables' groups, of the periods, of the dates, and the name of the new column.

    Returns
    -------
    DataFrame
        The exposures with the new column, in their order.

    Raises
    ------
    CourseError
        For columns that are not there, a date that cannot be read, a group and period that stand there twice,
        complaints that have no row to be counted in, as they would be lost, and tables of two learners' worlds.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> months = counted(load("complaints_log"), load("branch_months"))
    >>> months.loc[months["branch"] == "B07", "complaints"].tail(3).tolist()
    [17, 7, 14]
    """
    for table, needed in ((log, (group, date)), (exposures, (group, time))):
        missing = [name for name in needed if name not in table.columns]
        if missing:
            raise CourseError("complaints.no_column", columns=", ".join(missing))
    if count in exposures.columns:
        raise CourseError("complaints.counted_already", column=count)
    if len({table.attrs[SEED] for table in (log, exposures) if SEED in table.attrs}) > 1:
        raise CourseError("complaints.two_worlds")
    if exposures.empty:
        raise CourseError("complaints.no_rows", rows=0, columns=f"{group}, {time}")
    keys = pd.MultiIndex.from_frame(exposures[[group, time]])
    if keys.has_duplicates:
        raise CourseError("complaints.twice", unit=", ".join(map(str, keys[keys.duplicated()][0])))
    periods = period_of(log[date], str(exposures[time].iloc[0]))
    found = pd.MultiIndex.from_arrays([log[group], periods]).value_counts()
    lost = found[~found.index.isin(keys)]
    if len(lost):
        raise CourseError("complaints.lost", count=int(lost.sum()), unit=", ".join(map(str, lost.index[0])))
    result = exposures.copy()
    result[count] = found.reindex(keys, fill_value=0).to_numpy()
    return result


def by_group(
    table: pd.DataFrame,
    group: str | Sequence[str] = "branch",
    count: str = "complaints",
    exposure: str = "transactions",
    per: float = 10_000,
    confidence: float = 0.95,
    chance: float = 0.00135,
    breaks: Sequence[str] = REGULATOR_BREAKS,
) -> pd.DataFrame:
    r"""Estimate each unit's rate with its exact interval, and hold its count against the limits of chance.

    With the sums :math:`x_i` and :math:`e_i` of a unit's counts and exposures, its rate is :math:`x_i / e_i`, the
    pooled one :math:`\sum x_i / \sum e_i` (never a mean of rates). A unit is above its limit where
    :math:`P(X \ge x_i) \le a`, below it where :math:`P(X \le x_i) \le a`, of a Poisson count with the mean
    :math:`e_i \sum x / \sum e`: the limits of a funnel plot, drawn at exact counts. Units are compared with the
    pooled rate alone; two intervals that overlap settle nothing between two units (see `compare`).

    Where units differ throughout by more than chance, Poisson limits flag too many. That is measured by

    .. math:: \hat\varphi = \tfrac{1}{k} \sum z_i^2, \quad z_i = (x_i - E_i)/\sqrt{E_i}

    with the outer tenth of the *z* at each end pulled in, and called overdispersed above :math:`1 + 2\sqrt{2/k}`.

    Parameters
    ----------
    table : DataFrame
        One row per unit, or several, such as one a month; rows without a count or an exposure are left out in
        pairs and counted.
    group : str or sequence of str
        The column, or columns, that say which unit.
    count, exposure : str
        Columns of whole counts and of what they are counted in.
    per : float
        The rates' unit: so many events in so much exposure.
    confidence : float
        Level of each interval, between 0 and 1.
    chance : float
        What each tail *a* may hold by chance, for one unit: .00135 corresponds to three standard deviations.
    breaks : sequence of str
        Quarters from which counts are defined otherwise; the regulator's by default.

    Returns
    -------
    DataFrame, one row per unit, in the order of their names
        ``count``, ``exposure``, ``rate`` with ``low`` and ``high``, ``pooled`` (all in events per `per`),
        ``expected_count`` (at the pooled rate), ``lower_limit`` and ``upper_limit`` (the largest count that is too
        low, missing where even 0 is not, and the smallest that is too high), ``p_value`` (both tails, not adjusted),
        ``note`` ("above limit", "below limit" or "within limits"; with ", overdispersed" where that holds),
        ``dispersion`` (of all units), ``n`` rows used, ``n_incomplete``, and the ``convention``, which says how many
        units chance alone would flag.

    Raises
    ------
    CourseError
        For a unit whose exposure is 0 (it is named), fewer than two units, no event at all, columns or numbers that
        will not do, and counts of more than one definition.

    Notes
    -----
    Formula (Garwood 1936, Spiegelhalter 2005): ``u_i = x_i / e_i; u = sum_i x_i / sum_i e_i; E_i = u * e_i``

    References
    ----------
    Garwood (1936), *Biometrika* 28, 437-442; Spiegelhalter (2005), Funnel plots for comparing institutional
    performance, *Statistics in Medicine* 24, 1185-1202, on limits and overdispersion.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> found = by_group(counted(load("complaints_log"), load("branch_months")))
    >>> found[["count", "note"]].loc[["B05", "B07"]].to_numpy().tolist()
    [[405, 'within limits'], [257, 'above limit']]
    """
    require_chance(chance)
    require_per(per)
    groups = [group] if isinstance(group, str) else list(group)
    used = complete_counts(table, count, exposure, groups, breaks)
    keys = groups[0] if len(groups) == 1 else groups
    parts = used.groupby(keys, observed=True)
    sums = parts[[count, exposure]].sum()
    empty = sums.index[sums[exposure] == 0]
    if len(empty):
        raise CourseError("complaints.base_0", unit=empty[0], count="0", exposure=exposure)
    if len(sums) < FEWEST_UNITS:
        raise CourseError("complaints.one_unit", unit=sums.index[0])
    counts, bases = sums[count].to_numpy(), sums[exposure].to_numpy()
    if counts.sum() == 0:
        raise CourseError("complaints.no_events", column=count, exposure=f"{bases.sum():,.0f}")
    pooled = counts.sum() / bases.sum()
    expected = bases * pooled
    estimates = [poisson(int(x), float(e), confidence) for x, e in zip(counts, bases, strict=True)]
    dispersion, dispersed = _dispersion(counts, expected)
    lower, upper = largest_low(expected, chance), smallest_high(expected, chance)
    note = np.where(counts >= upper, ABOVE, np.where(counts <= lower, BELOW, WITHIN)).astype(object)
    by_chance = float((at_least(upper, expected) + at_most(lower, expected)).sum())
    rows, asked = parts.size(), table.groupby(keys, observed=True).size()
    result = pd.DataFrame(
        {
            "count": counts.astype(np.int64),
            "exposure": bases,
            **{name: [per * float(one[name]) for one in estimates] for name in ("rate", "low", "high")},
            "pooled": per * pooled,
            "expected_count": expected,
            "lower_limit": np.where(lower == NONE, np.nan, lower),
            "upper_limit": upper,
            "p_value": two_tails(counts, expected),
            "note": note + OVERDISPERSED if dispersed else note,
            "dispersion": dispersion,
            "n": rows.to_numpy(),
            "n_incomplete": (asked.reindex(sums.index) - rows).to_numpy(),
            "convention": f"{count} per {per:,.15g} {exposure}; {estimates[0]['convention']}; pooled: sum / sum; "
            f"limits: exact Poisson at the pooled rate, {100 * chance:.3g}% in each tail, by chance alone "
            f"{by_chance:.2g} of {len(sums)} beyond them",
        },
        index=sums.index,
    )
    if lost := [str(unit) for unit in asked.index.difference(sums.index)]:
        result["convention"] += f"; left out, without any complete row: {', '.join(lost)}"
    if dispersed:
        result["convention"] += f"; overdispersed ({dispersion:.3g}): chance alone does not explain the differences"
    result.attrs = {**table.attrs, "count": count, "exposure": exposure, "chance": chance, "by_chance": by_chance}
    return result


def compare(
    count: int,
    exposure: float,
    other_count: int,
    other_exposure: float,
    per: float = 10_000,
    confidence: float = 0.95,
) -> pd.Series:
    """Compare two rates, such as one branch's before and after: the first over the second, exactly.

    Parameters
    ----------
    count, exposure, other_count, other_exposure : numbers
        Events and what they are counted in, of either.
    per : float
        The rates' unit.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Series
        As from `fsq_lab.statistics.tails.rate_ratio`, ``rate`` and ``other_rate`` per `per`: ``note`` is "higher" or
        "lower" where the interval leaves out 1, and else "cannot tell".

    Raises
    ------
    CourseError
        For an exposure of 0 or less, counts that are no whole numbers or both 0.

    References
    ----------
    Przyborowski and Wilenski (1940), *Biometrika* 31, 313-323.

    Examples
    --------
    >>> compare(3820, 185.4, 3821, 706.3, per=1)["note"]
    'higher'
    """
    require_per(per)
    found = rate_ratio(count, exposure, other_count, other_exposure, confidence)
    for name in ("rate", "other_rate"):
        found[name] = per * found[name]
    found["convention"] = f"rates per {per:,.15g}; {found['convention']}"
    return found


def implied_exposure(count: int, rate: float, per: float, decimals: int = 1) -> pd.Series:
    r"""Return what a published count was counted in, from the published rate, as far as its rounding tells.

    .. math:: e = \frac{x \cdot \text{per}}{r}, \quad \text{between } \frac{x \cdot \text{per}}{r + h}
              \text{ and } \frac{x \cdot \text{per}}{r - h}, \quad h = 10^{-d} / 2

    Parameters
    ----------
    count : int
        The published count, above 0.
    rate : float
        The published rate, above half a unit of its last decimal.
    per : float
        What the rate is in, such as 10,000,000 customers.
    decimals : int
        How many decimals *d* the rate was printed with.

    Returns
    -------
    Series
        ``exposure`` with ``low`` and ``high``, the ends of rounding (no confidence interval); ``convention``.

    Raises
    ------
    CourseError
        For a count of 0 or less, and a rate that rounding leaves at 0.

    Examples
    --------
    >>> implied_exposure(3820, 206.0, per=10_000_000)[["exposure", "low", "high"]].astype(float).round(-4).tolist()
    [185440000.0, 185390000.0, 185480000.0]
    """
    require_per(per)
    half = 10.0**-decimals / 2
    if count <= 0 or rate <= half:
        raise CourseError("complaints.no_implied", count=count, rate=rate)
    exposure, low, high = (count * per / value for value in (rate, rate + half, rate - half))
    convention = f"count x {per:,.15g} / rate; low and high: the rate's rounding to {decimals} decimals"
    return pd.Series({"exposure": exposure, "low": low, "high": high, "convention": convention}, dtype=object)


def _dispersion(counts: Reals, expected: Reals) -> tuple[float, bool]:
    """Return Spiegelhalter's winsorised dispersion, and whether it is beyond what chance gives."""
    z = (counts - expected) / np.sqrt(expected)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    found = float((np.clip(z, low, high) ** 2).mean())
    return found, found > 1 + 2 * (2 / len(z)) ** 0.5
