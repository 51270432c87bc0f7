"""When a rate changed: the likeliest month, how sure it is, and whether anything changed at all."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.complaints.counting import REGULATOR_BREAKS, complete_counts, places_in_time, require_per
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import IntervalRule, poisson
from fsq_lab.statistics.tails import SAME, Counts, Reals

CHANGE, NO_CHANGE = "change found", "no change found"
FEWEST_SIDE = 2
PRIOR = 0.5  # Jeffreys' prior of a Poisson rate


def find(
    table: pd.DataFrame,
    count: str = "complaints",
    exposure: str = "transactions",
    time: str = "month",
    per: float = 10_000,
    confidence: float = 0.95,
    simulations: int = 2000,
    seed: int = 1,
    side: int = FEWEST_SIDE,
    breaks: Sequence[str] = REGULATOR_BREAKS,
) -> pd.Series:
    r"""Look for the one month from which a Poisson rate is another, and test whether there is any.

    For each month *k* that leaves at least `side` on either side, with the counts :math:`x_1, x_2` and exposures
    :math:`e_1, e_2` before and from it on, the likelihood ratio is

    .. math:: \Lambda_k = x_1 \ln\frac{x_1 / e_1}{x / e} + x_2 \ln\frac{x_2 / e_2}{x / e}

    The largest, :math:`\max_k \Lambda_k`, is compared with those of simulated tables in which the same number of
    complaints falls into the months by their exposures alone. So the p value knows that the month was searched for.
    Which months could be the one comes from the integrated likelihood with Jeffreys' prior for both rates: the
    likeliest months that together reach the level.

    Parameters
    ----------
    table : DataFrame
        One row per period of one unit.
    count, exposure, time : str
        Columns of whole counts, of what they are counted in, and of periods.
    per : float
        The rates' unit.
    confidence : float
        Level of the intervals; a change is called one where p is at most 1 less this.
    simulations, seed : int
        Of the test; at least 100.
    side : int
        Fewest periods before and after a change.
    breaks : sequence of str
        Quarters from which counts are defined otherwise; the regulator's by default.

    Returns
    -------
    Series
        ``period``: the first of the new rate, with ``earliest`` and ``latest`` (the ends of the set of likely ones);
        ``rate_before``, ``rate_after``, ``ratio``; ``p_value``, ``note`` ("change found" or "no change found"), ``n``
        complaints, ``n_periods``, ``convention``. Without a change all of the first are missing: the likeliest month
        of a table of noise is no finding.

    Raises
    ------
    CourseError
        For fewer than twice `side` periods, no complaint, an exposure of 0, a period that stands there twice,
        columns or numbers that will not do, and counts of more than one definition.

    Notes
    -----
    One change is looked for. Two, up and down again, can hide each other: cut the table and look again, and then
    read the p value as that of a question asked after looking. The rates before and after are those of the month
    that fits best, so their ratio is a little too large.

    References
    ----------
    Worsley (1986), Confidence regions and tests for a change-point in a sequence of exponential family random
    variables, *Biometrika* 73, 91-104; Raftery and Akman (1986), Bayesian analysis of a Poisson process with a
    change-point, *Biometrika* 73, 85-89.

    Examples
    --------
    >>> from fsq_lab.complaints.rates import counted
    >>> from fsq_lab.survey.loading import load
    >>> months = counted(load("complaints_log"), load("branch_months"))
    >>> find(months[months["branch"] == "B07"])[["period", "note"]].tolist()
    ['2025-04', 'change found']
    >>> find(months[months["branch"] == "B05"])[["period", "note"]].tolist()
    [None, 'no change found']
    """
    IntervalRule(confidence, "bootstrap", simulations, seed)  # refuses a level, a number or a seed that will not do
    require_per(per)
    periods, counts, bases = _read(table, count, exposure, time, side, breaks)
    ratios = _ratios(counts[None], bases, side)[0]
    best = int(np.argmax(ratios))
    drawn = np.random.default_rng(seed).multinomial(int(counts.sum()), bases / bases.sum(), size=simulations)
    reached = _ratios(drawn.astype(np.float64), bases, side).max(axis=1) >= ratios[best] - SAME
    p_value = (1 + int(reached.sum())) / (1 + simulations)
    likely = _likely(_weights(counts, bases, side), confidence)
    found: dict[str, object] = dict.fromkeys(
        ["period", "earliest", "latest", "rate_before", "rate_after", "ratio"], None
    )
    changed = p_value <= 1 - confidence + SAME
    if changed:
        start = best + side
        before, after = (float(counts[part].sum() / bases[part].sum()) for part in _parts(start))
        found = {
            "period": periods[start],
            "earliest": periods[likely[0] + side],
            "latest": periods[likely[-1] + side],
            "rate_before": per * before,
            "rate_after": per * after,
            "ratio": after / before if before else np.inf,
        }
    return pd.Series(
        {
            **found,
            "p_value": p_value,
            "note": CHANGE if changed else NO_CHANGE,
            "n": int(counts.sum()),
            "n_periods": len(periods),
            "convention": f"one change of a Poisson rate, {count} per {per:,.15g} {exposure}, at least {side} periods "
            f"on either side; p: {simulations} simulations given the sum, seed {seed}; earliest to latest: "
            f"{100 * confidence:.6g}% of the integrated likelihood, Jeffreys' prior",
        },
        dtype=object,
    )


def fitted(
    table: pd.DataFrame,
    count: str = "complaints",
    exposure: str = "transactions",
    time: str = "month",
    per: float = 10_000,
    confidence: float = 0.95,
    simulations: int = 2000,
    seed: int = 1,
    side: int = FEWEST_SIDE,
    breaks: Sequence[str] = REGULATOR_BREAKS,
) -> pd.DataFrame:
    """Lay out each period's rate beside the rate that was fitted to it: two where a change was found, else one.

    Parameters
    ----------
    table, count, exposure, time, per, confidence, simulations, seed, side, breaks
        As for `find`.

    Returns
    -------
    DataFrame, by period in order of time
        ``count``, ``exposure``, ``rate`` with ``low`` and ``high`` (exact), ``fitted`` (the rate before or after, or
        that of all), ``likely`` (the share of the integrated likelihood that the change begins here; missing at the
        ends), ``note`` ("change found" or "no change found"), ``p_value``, the ``convention``; ``attrs["found"]`` holds
        period, earliest and latest.

    Raises
    ------
    CourseError
        As for `find`.

    Examples
    --------
    >>> from fsq_lab.complaints.rates import counted
    >>> from fsq_lab.survey.loading import load
    >>> months = counted(load("complaints_log"), load("branch_months"))
    >>> fitted(months[months["branch"] == "B07"])["fitted"].round(2).unique().tolist()
    [8.34, 17.58]
    """
    found = find(table, count, exposure, time, per, confidence, simulations, seed, side, breaks)
    periods, counts, bases = _read(table, count, exposure, time, side, breaks)
    level = np.full(len(periods), per * counts.sum() / bases.sum())
    if found["note"] == CHANGE:
        start = periods.index(found["period"])
        level[:start], level[start:] = found["rate_before"], found["rate_after"]
    likely = np.full(len(periods), np.nan)
    weights = _weights(counts, bases, side)
    likely[side : side + len(weights)] = weights
    own = [poisson(int(x), float(e), confidence) for x, e in zip(counts, bases, strict=True)]
    result = pd.DataFrame(
        {
            "count": counts.astype(np.int64),
            "exposure": bases,
            **{name: [per * float(one[name]) for one in own] for name in ("rate", "low", "high")},
            "fitted": level,
            "likely": likely,
            "note": found["note"],
            "p_value": found["p_value"],
            "convention": f"{found['convention']}; {own[0]['convention']}",
        },
        index=pd.Index(periods, name=time),
    )
    ends = {name: found[name] for name in ("period", "earliest", "latest")}
    result.attrs = {**table.attrs, "count": count, "exposure": exposure, "found": ends}
    return result


def _read(
    table: pd.DataFrame, count: str, exposure: str, time: str, side: int, breaks: Sequence[str]
) -> tuple[list[object], Reals, Reals]:
    """Return periods in order of time, their counts and exposures, or refuse the table."""
    if side < 1:
        raise CourseError("complaints.few_periods", n=side, fewest=1)
    used = complete_counts(table, count, exposure, [time], breaks)
    if used[time].duplicated().any():
        raise CourseError("complaints.twice", unit=used.loc[used[time].duplicated(), time].iloc[0])
    if (used[exposure] == 0).any():
        unit = used.loc[used[exposure] == 0, time].iloc[0]
        raise CourseError("complaints.base_0", unit=unit, count="0", exposure=exposure)
    if len(used) < 2 * side:
        raise CourseError("complaints.few_periods", n=len(used), fewest=2 * side)
    used = used.iloc[np.argsort(places_in_time(used[time].tolist()), kind="stable")]
    counts, bases = (used[column].to_numpy(dtype=np.float64) for column in (count, exposure))
    if counts.sum() == 0:
        raise CourseError("complaints.no_events", column=count, exposure=f"{bases.sum():,.0f}")
    return used[time].tolist(), counts, bases


def _ratios(counts: Reals, bases: Reals, side: int) -> Reals:
    """Return the log likelihood ratio of each possible change, for each row of counts."""
    before, total = np.cumsum(counts, axis=1)[:, side - 1 : -side], counts.sum(axis=1, keepdims=True)
    base_before, base = np.cumsum(bases)[side - 1 : -side], bases.sum()
    after = total - before
    return _entropy(before, base_before, total / base) + _entropy(after, base - base_before, total / base)


def _entropy(counts: Reals, bases: Reals, rate: Reals) -> Reals:
    from scipy.special import xlogy

    return np.asarray(xlogy(counts, counts / (bases * rate)), dtype=np.float64)


def _weights(counts: Reals, bases: Reals, side: int) -> Reals:
    """Return the share of the integrated likelihood of each possible change."""
    from scipy.special import gammaln

    before, base_before = np.cumsum(counts)[side - 1 : -side], np.cumsum(bases)[side - 1 : -side]
    parts = ((before, base_before), (counts.sum() - before, bases.sum() - base_before))
    logs = sum(gammaln(x + PRIOR) - (x + PRIOR) * np.log(e) for x, e in parts)
    weights = np.exp(logs - np.max(logs))
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _likely(weights: Reals, confidence: float) -> Counts:
    """Return the places of the likeliest changes that together reach the level, in order."""
    order = np.argsort(-weights, kind="stable")
    enough = int(np.searchsorted(np.cumsum(weights[order]), confidence)) + 1
    return np.sort(order[:enough])


def _parts(start: int) -> tuple[slice, slice]:
    return slice(None, start), slice(start, None)
