"""Orders of causes or of units, each place with how sure it is: Pareto tables and ranks of rates."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.complaints.counting import REGULATOR_BREAKS, complete_counts, refuse_breaks
from fsq_lab.complaints.rates import OVERDISPERSED, by_group
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import IntervalRule, proportion
from fsq_lab.statistics.tails import SAME, Counts, Reals

FIRST, NOT_FIRST, CANNOT_TELL = "ranks first", "not first", "cannot tell"
TIED = ", tied"
_CELLS_AT_ONCE = 2_000_000


def pareto(
    table: pd.DataFrame,
    by: str = "cause",
    weight: str | None = None,
    count: str | None = None,
    confidence: float = 0.95,
    resamples: int = 5000,
    seed: int = 1,
    breaks: Sequence[str] = REGULATOR_BREAKS,
) -> pd.DataFrame:
    r"""Put causes in order of how many complaints they have, or of the harm that these add up to.

    With counts :math:`x_i`, or sums of weights over a cause's complaints, the share of a cause is
    :math:`x_i / \sum x`, and its rank one more than the number of causes with a larger value: causes of one value
    share the smaller rank. How sure a rank is comes from a bootstrap: as many complaints are drawn anew, with
    replacement, and the causes ranked again.

    Parameters
    ----------
    table : DataFrame
        One row per complaint; or, with `count`, one row per cause (or several).
    by : str
        The column of causes, or of whatever is put in order.
    weight : str, optional
        A column of weights of 0 or more, such as ``"harm"``: then the order is by their sum. Without it, by count.
    count : str, optional
        A column of how many complaints a row stands for; without it each row is one.
    confidence : float
        Level of the intervals, between 0 and 1.
    resamples, seed : int
        Of the bootstrap; at least 100.
    breaks : sequence of str
        Quarters from which counts are defined otherwise; the regulator's by default.

    Returns
    -------
    DataFrame, one row per cause, the largest on top, equal ones in the order of their names
        ``count`` (complaints), ``value`` (what is put in order), ``share`` of all with ``low`` and ``high``,
        ``cumulative`` share from the top, ``rank`` with ``rank_low`` and ``rank_high``, ``note`` and the
        ``convention``. ``note`` is "ranks first" where the rank's interval is 1 alone, "not first" where it leaves
        out 1, and else "cannot tell"; ", tied" follows where another cause has the same value.

    Raises
    ------
    CourseError
        For columns that are not there, counts that are no whole numbers, weights below 0 or none above 0, fewer
        than two causes, fewer than 100 resamples, and counts of more than one definition.

    Notes
    -----
    Formula (Juran 1951): ``x_i / sum_i x_i``

    References
    ----------
    Juran (1951), *Quality Control Handbook*, who named the chart after Pareto; Efron and Tibshirani (1993), *An
    Introduction to the Bootstrap*. The shares by count have Wilson's interval (1927), each by itself.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> log = load("complaints_log")
    >>> pareto(log).index[:2].tolist(), pareto(log, weight="harm").index[:2].tolist()
    (['waiting', 'attitude'], ['fee_not_told', 'waiting'])
    """
    rule = IntervalRule(confidence, "bootstrap", resamples, seed)
    cells = _cells(table, by, weight, count, breaks)
    names = cells.index.get_level_values(0).unique().sort_values()
    if len(names) < 2:
        raise CourseError("complaints.one_unit", unit=names[0])
    place = names.get_indexer(cells.index.get_level_values(0))
    worth = np.ones(len(cells)) if weight is None else cells.index.get_level_values(1).to_numpy(dtype=np.float64)
    sizes = np.asarray(cells, dtype=np.int64)
    counts = np.bincount(place, sizes, len(names))
    values = np.bincount(place, sizes * worth, len(names)).astype(np.float64)
    if values.sum() <= 0:
        raise CourseError("complaints.no_worth", column=weight or count or by)
    drawn = _resampled(sizes, worth, place, len(names), resamples, seed)
    tail = (1 - confidence) / 2
    ranks = _bounds(_ranks(drawn), tail)
    if weight is None:
        own = [proportion(int(x), int(counts.sum()), confidence=confidence) for x in counts]
        shares, how = ([one["low"] for one in own], [one["high"] for one in own]), own[0]["convention"]
    else:
        low, high = np.quantile(drawn / drawn.sum(axis=1, keepdims=True), [tail, 1 - tail], axis=0)
        shares, how = (low, high), "from the same resamples"
    what, n = "by count" if weight is None else f"by the sum of {weight}, taken as given", int(counts.sum())
    rank = _ranks(values[None])[0]
    tied = (np.abs(values[:, None] - values) <= SAME * values.max()).sum(axis=1) > 1
    result = pd.DataFrame(
        {
            "count": counts.astype(np.int64),
            "value": values,
            "share": values / values.sum(),
            "low": shares[0],
            "high": shares[1],
            "rank": rank,
            "rank_low": ranks[0],
            "rank_high": ranks[1],
            "note": [_note(*ends) + (TIED if same else "") for *ends, same in zip(*ranks, tied, strict=True)],
            "convention": f"{what}, n = {n}; shares: {how}; ranks: {rule.bootstrap_name(n)}; equal values share the "
            "smaller rank",
        },
        index=names.rename(by),
    ).sort_values("value", ascending=False, kind="stable")
    result.insert(5, "cumulative", result["share"].cumsum())
    result.attrs = {**table.attrs, "by": by, "weight": weight or "", "confidence": confidence}
    return result


def by_rate(
    table: pd.DataFrame,
    group: str = "branch",
    count: str = "complaints",
    exposure: str = "transactions",
    per: float = 10_000,
    confidence: float = 0.95,
    draws: int = 10_000,
    seed: int = 1,
    breaks: Sequence[str] = REGULATOR_BREAKS,
) -> pd.DataFrame:
    r"""Rank units by their rate, the highest first, and say between which ranks each could stand.

    How sure a rank is comes from draws of what each rate could be, given its count: the gamma distribution of
    Jeffreys' prior,

    .. math:: \lambda_i \mid x_i \sim \mathrm{Gamma}(x_i + \tfrac12,\ e_i)

    Each draw is ranked. Units of one rate share the smaller rank.

    Parameters
    ----------
    table, group, count, exposure, per, confidence, breaks
        As for `fsq_lab.complaints.rates.by_group`; here `group` is one column.
    draws, seed : int
        How often ranks are drawn, at least 100.

    Returns
    -------
    DataFrame, one row per unit, the highest rate on top
        ``count``, ``exposure``, ``rate``, ``low``, ``high``, ``rank`` with ``rank_low`` and ``rank_high``,
        ``chance_first`` (the share of draws in which the unit is the highest), ``note`` ("ranks first", "not first",
        "cannot tell" by the rank's interval; ", overdispersed" as for `by_group`; ", tied" where another has the same
        rate), ``n``, ``n_incomplete``, the ``convention``.

    Raises
    ------
    CourseError
        As for `fsq_lab.complaints.rates.by_group`; for fewer than 100 draws.

    References
    ----------
    Goldstein and Spiegelhalter (1996), League tables and their limitations, *Journal of the Royal Statistical
    Society A* 159, 385-443; Marshall and Spiegelhalter (1998), *British Medical Journal* 316, 1701-1705.

    Examples
    --------
    >>> from fsq_lab.complaints.rates import counted
    >>> from fsq_lab.survey.loading import load
    >>> ranks = by_rate(counted(load("complaints_log"), load("branch_months")))
    >>> ranks[["rank", "rank_low", "rank_high"]].iloc[[0, 1]].to_numpy().tolist()
    [[1, 1, 1], [2, 2, 11]]
    """
    IntervalRule(confidence, "bootstrap", draws, seed)  # refuses a level, a number of draws or a seed that will not do
    rates = by_group(table, group, count, exposure, per, confidence, breaks=breaks)
    generator = np.random.default_rng(seed)
    bases = rates["exposure"].to_numpy(dtype=np.float64)
    at_once = max(1, _CELLS_AT_ONCE // len(rates))
    parts = [min(at_once, draws - done) for done in range(0, draws, at_once)]
    shapes = rates["count"].to_numpy(dtype=np.float64) + 0.5
    drawn = np.concatenate([generator.gamma(shapes, 1 / bases, size=(part, len(rates))) for part in parts])
    ranks = _ranks(drawn)
    low, high = _bounds(ranks, (1 - confidence) / 2)
    found = (rates["count"] / rates["exposure"]).to_numpy(dtype=np.float64)
    tied = (np.abs(found[:, None] - found) <= SAME * found.max()).sum(axis=1) > 1
    overdispersed = OVERDISPERSED if rates["note"].str.endswith(OVERDISPERSED).all() else ""
    result = rates[["count", "exposure", "rate", "low", "high"]].assign(
        rank=_ranks(found[None])[0],
        rank_low=low,
        rank_high=high,
        chance_first=(ranks == 1).mean(axis=0),
        note=[
            _note(*ends) + overdispersed + (TIED if same else "") for *ends, same in zip(low, high, tied, strict=True)
        ],
        n=rates["n"],
        n_incomplete=rates["n_incomplete"],
        convention=rates["convention"].str.split("; pooled").str[0]
        + f"; ranks: {100 * confidence:.6g}% interval of {draws} draws of Gamma(count + 1/2, exposure), seed {seed}; "
        "rank 1 is the highest rate, equal rates share the smaller rank",
    )
    result = result.sort_values("rank", kind="stable")
    result.attrs = dict(rates.attrs)
    return result


def _cells(
    table: pd.DataFrame, by: str, weight: str | None, count: str | None, breaks: Sequence[str]
) -> "pd.Series[int]":
    """Return how many complaints there are of each cause, or of each cause and weight."""
    needed = [by, *([] if weight is None else [weight])]
    if count is None:
        missing = [name for name in needed if name not in table.columns]
        if missing:
            raise CourseError("complaints.no_column", columns=", ".join(missing))
        used = table[needed].dropna().assign(_count=1.0)
        if used.empty:
            raise CourseError("complaints.no_rows", rows=len(table), columns=", ".join(needed))
        refuse_breaks(table, needed, breaks)
        number = "_count"
    else:
        used = complete_counts(table, count, None, needed, breaks)
        number = count
    if weight is not None:
        weights = pd.to_numeric(used[weight], errors="coerce")
        odd = used[~np.isfinite(weights) | (weights < 0)]
        if not odd.empty:
            raise CourseError("complaints.no_weight", column=weight, row=odd.index[0], value=odd[weight].iloc[0])
        used = used.assign(**{weight: weights})
    found = used.groupby(needed, observed=True)[number].sum()
    if weight is None:
        found.index = pd.MultiIndex.from_arrays([found.index])
    return found.astype("int64")


def _resampled(sizes: Counts, worth: Reals, place: Counts, causes: int, resamples: int, seed: int) -> Reals:
    """Draw the causes' values anew so many times: a multinomial draw over complaints of one cause and weight."""
    generator, n = np.random.default_rng(seed), int(sizes.sum())
    belongs = np.zeros((len(sizes), causes))
    belongs[np.arange(len(sizes)), place] = worth
    found: Reals = generator.multinomial(n, sizes / n, size=resamples) @ belongs
    return found


def _ranks(values: Reals) -> Counts:
    """Rank each row from the largest, 1, downwards; equal values share the smaller rank."""
    slack = SAME * np.abs(values).max(axis=1, initial=0.0, keepdims=True)
    found = np.empty(values.shape, dtype=np.int64)
    for place in range(values.shape[1]):
        found[:, place] = 1 + (values > values[:, place : place + 1] + slack).sum(axis=1)
    return found


def _bounds(ranks: Counts, tail: float) -> tuple[Counts, Counts]:
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf").astype(np.int64)
    return low, high


def _note(low: int, high: int) -> str:
    if high == 1:
        return FIRST
    return NOT_FIRST if low > 1 else CANNOT_TELL
