"""Tiers by value: who holds how much, what cuts make of it, and whom they leave out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.customers.table_checks import require
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import IntervalRule, proportion

ENOUGH = 200  # customers a manager can look after, where nobody says otherwise


def cut(values: pd.Series, cuts: Sequence[float], names: Sequence[str]) -> pd.Series:
    """Put customers into tiers by cuts; who is exactly on a cut belongs to the tier above it.

    Parameters
    ----------
    values : Series
        What counts, such as balances in yuan; missing stays missing.
    cuts : sequence of float
        From low to high.
    names : sequence of str
        Of the tiers from low to high, one more than cuts.

    Returns
    -------
    Series
        The tiers, as an ordered category.

    Raises
    ------
    CourseError
        For values that are no numbers, cuts that do not rise, another number of names, a name used twice.

    Examples
    --------
    >>> cut(pd.Series([50_000, 200_000, 900_000]), [200_000], ["mass", "upper"]).tolist()
    ['mass', 'upper', 'upper']
    """
    _require_numbers(values)
    bounds = np.asarray(list(cuts), dtype="float64")
    if not len(bounds) or not np.isfinite(bounds).all() or (np.diff(bounds) <= 0).any():
        raise CourseError("customers.cuts", cuts=", ".join(f"{one:g}" for one in bounds))
    if len(names) != len(bounds) + 1 or len(set(names)) < len(names):
        raise CourseError("customers.names", cuts=len(bounds), needed=len(bounds) + 1, names=len(set(names)))
    numbers = values.to_numpy(dtype="float64", na_value=np.nan)
    codes = np.where(np.isnan(numbers), -1, np.searchsorted(bounds, numbers, side="right"))
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(list(names)), ordered=True), values.index, name="tier")


def summary(values: pd.Series, tier: pd.Series, load: "int | dict[str, int] | None" = None) -> pd.DataFrame:
    """Show how many customers and how much of the assets each tier has, and how many managers it needs.

    Parameters
    ----------
    values : Series
        Assets, at least 0; customers without a value or a tier are left out and counted.
    tier : Series
        Each customer's tier, on the same index.
    load : int or dict, optional
        Customers that one manager looks after, for all tiers or for those named; tiers not named have none.

    Returns
    -------
    DataFrame, one row per tier, the highest on top
        ``n``, ``share`` of the customers, ``assets``, ``assets_share``, ``mean`` of the assets, ``managers`` (rounded
        up), ``n_incomplete``, ``convention``.

    Raises
    ------
    CourseError
        For values that are no numbers or below 0, another index, a load below 1, nobody left.

    Examples
    --------
    >>> own = pd.Series([1.0, 2.0, 7.0])
    >>> summary(own, cut(own, [5], ["mass", "upper"]), load=2)[["n", "assets_share", "managers"]].values.tolist()
    [[1.0, 0.7, 1.0], [2.0, 0.3, 1.0]]
    """
    numbers = _assets(values)
    if not tier.index.equals(values.index):
        raise CourseError("customers.other_rows")
    kept = numbers.notna() & tier.notna()
    if not kept.any():
        raise CourseError("customers.no_rows", columns="values, tier")
    grouped = numbers[kept].groupby(tier[kept], observed=False)
    found = pd.DataFrame({"n": grouped.size(), "assets": grouped.sum()}).iloc[::-1]
    n, total = int(found["n"].sum()), float(found["assets"].sum())
    if total <= 0:
        raise CourseError("customers.no_assets")
    each = {str(name): load for name in found.index} if not isinstance(load, dict) else load
    if any(one is not None and one < 1 for one in each.values()):
        raise CourseError("customers.load", load=load)
    managers = [
        -(-int(own) // int(each[str(name)] or 1)) if each.get(str(name)) else 0
        for name, own in zip(found.index, found["n"], strict=True)
    ]
    result = pd.DataFrame(
        {
            "n": found["n"].astype("int64"),
            "share": found["n"] / n,
            "assets": found["assets"],
            "assets_share": found["assets"] / total,
            "mean": found["assets"] / found["n"].where(found["n"] > 0),
            "managers": managers,
            "n_incomplete": int((~kept).sum()),
            "convention": f"a value on a cut belongs to the tier above; managers: customers / load, up; n = {n}",
        }
    )
    result.index = pd.Index([str(name) for name in found.index], name="tier")
    result.attrs = dict(values.attrs)
    return result


def lorenz(values: pd.Series) -> pd.DataFrame:
    r"""Return the Lorenz curve: which share of the assets the poorest share of customers holds.

    Parameters
    ----------
    values : Series
        Assets, at least 0; missing ones are left out and counted.

    Returns
    -------
    DataFrame, from nobody to everybody, one row per different value
        ``customers_share``, ``assets_share`` (both from the lowest value up), ``value``, ``convention``; `attrs` holds
        ``gini``, ``n`` and ``n_incomplete``.

    Raises
    ------
    CourseError
        For values that are no numbers or below 0, fewer than two, or that add up to 0.

    References
    ----------
    Lorenz (1905), Methods of measuring the concentration of wealth, *Publications of the American Statistical
    Association* 9, 209-219.

    Examples
    --------
    >>> lorenz(pd.Series([1.0, 3.0]))[["customers_share", "assets_share"]].values.tolist()
    [[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]
    """
    numbers = _assets(values)
    own = np.sort(numbers.dropna().to_numpy(dtype="float64"))
    if len(own) < 2:
        raise CourseError("customers.few_rows", n=len(own), fewest=2, k=1)
    if own.sum() <= 0:
        raise CourseError("customers.no_assets")
    last = np.append(np.flatnonzero(np.diff(own) > 0), len(own) - 1)
    upto = np.cumsum(own)
    result = pd.DataFrame(
        {
            "customers_share": np.append(0.0, (last + 1) / len(own)),
            "assets_share": np.append(0.0, upto[last] / upto[-1]),
            "value": np.append(0.0, own[last]),
            "convention": f"from the lowest value up, n = {len(own)}",
        }
    )
    result.attrs = {
        **values.attrs, "gini": _gini(own), "n": len(own), "n_incomplete": int(numbers.isna().sum()),
    }  # fmt: skip
    return result


def gini(values: pd.Series, confidence: float = 0.95, resamples: int = 2000, seed: int = 1) -> pd.Series:
    r"""Return the Gini coefficient, 0 where all hold the same, near 1 where one holds all, with its interval.

    .. math:: G = \frac{2 \sum_i i\, x_{(i)}}{n \sum x} - \frac{n + 1}{n}

    Parameters
    ----------
    values : Series
        As for `lorenz`.
    confidence : float
        Level of the percentile bootstrap interval.
    resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    Series
        ``gini``, ``low``, ``high`` (missing where all values are equal), ``n``, ``n_incomplete``, ``convention``.

    Examples
    --------
    >>> gini(pd.Series([1.0, 3.0] * 20), resamples=200)["gini"]
    0.25
    """
    rule = IntervalRule(confidence, "bootstrap", resamples, seed)
    curve = lorenz(values)
    own = _assets(values).dropna().to_numpy(dtype="float64")
    low = high = np.nan
    how = "no interval: all values are equal"
    if np.ptp(own) > 0:
        generator = np.random.default_rng(seed)
        drawn = [_gini(np.sort(own[generator.integers(len(own), size=len(own))])) for _ in range(resamples)]
        low, high = (float(one) for one in np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2]))
        how = rule.bootstrap_name(len(own))
    return pd.Series(
        {
            "gini": curve.attrs["gini"],
            "low": low,
            "high": high,
            "n": len(own),
            "n_incomplete": curve.attrs["n_incomplete"],
            "convention": f"Gini of those with a value, {how}",
        },
        dtype=object,
    )


def left_out(
    table: pd.DataFrame, tier: pd.Series, by: str, below: str | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Show which share of each group lies below the highest tier (or below another): who is left out by the cuts.

    Parameters
    ----------
    table : DataFrame, one row per customer
    tier : Series
        Each row's tier, an ordered category as from `cut`.
    by : str
        The column of groups, such as ``age_band``.
    below : str, optional
        The lowest tier that counts as being in; by default the highest.
    confidence : float
        Of Wilson's intervals.

    Returns
    -------
    DataFrame, one row per group
        ``count`` (left out), ``n``, ``share``, ``low``, ``high``, ``convention``.

    Raises
    ------
    CourseError
        For a column that is not there, tiers of other rows or without an order, an unknown tier.

    Examples
    --------
    >>> own = pd.DataFrame({"age_band": ["60+", "60+", "18-29", "18-29"], "assets": [1, 2, 3, 9]})
    >>> left_out(own, cut(own["assets"], [3], ["mass", "upper"]), by="age_band")["share"].to_dict()
    {'18-29': 0.0, '60+': 1.0}
    """
    require(table, [by])
    if not isinstance(tier.dtype, pd.CategoricalDtype) or not tier.cat.ordered:
        raise CourseError("customers.no_order")
    if not tier.index.equals(table.index):
        raise CourseError("customers.other_rows")
    names = [str(name) for name in tier.cat.categories]
    entry = names[-1] if below is None else below
    if entry not in names:
        raise CourseError("customers.unknown_tier", tier=entry, known=", ".join(names))
    kept = tier.notna() & table[by].notna()
    out = (tier.cat.codes < names.index(entry))[kept]
    rows = {
        name: {"count": int(own.sum()), **proportion(int(own.sum()), len(own), confidence=confidence).to_dict()}
        for name, own in out.groupby(table.loc[kept, by], observed=True)
    }
    if not rows:
        raise CourseError("customers.no_rows", columns=by)
    result = pd.DataFrame.from_dict(rows, orient="index")[["count", "n", "share", "low", "high", "convention"]]
    result["convention"] = f"left out: below {entry}; " + result["convention"]
    result.index.name = by
    result.attrs = dict(table.attrs)
    return result


def _gini(ascending: "np.ndarray") -> float:
    n = len(ascending)
    return float(2 * (np.arange(1, n + 1) @ ascending) / (n * ascending.sum()) - (n + 1) / n)


def _assets(values: pd.Series) -> pd.Series:
    """Return values as numbers of at least 0, or refuse them."""
    _require_numbers(values)
    numbers = values.astype("float64")
    if (below := numbers < 0).any():
        name = str(values.name or "values")
        raise CourseError(
            "customers.negative", column=name, count=int(below.sum()), value=f"{numbers[below].iloc[0]:g}"
        )
    return numbers


def _require_numbers(values: pd.Series) -> None:
    if not isinstance(values, pd.Series):
        raise CourseError("customers.no_series", kind=type(values).__name__)
    require(values.rename("values").to_frame(), ["values"], ["values"])
