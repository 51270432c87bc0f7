"""Groups of customers that are alike: found by k-means, held against chance, described in business words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.customers.table_checks import require, require_confidence
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval

Reals = NDArray[np.float64]
Labels = NDArray[np.int64]

STABLE = 0.75
STABLE_NOTE, UNSTABLE_NOTE = "stable", "no stable groups"
ALL = "all"
MOST_STEPS = 100
FEWEST_RESAMPLES = 20


@dataclass(frozen=True)
class Clustering:
    """Groups of customers.

    Attributes
    ----------
    labels : Series
        Each customer's group, 1 the largest; missing where a column that is used is missing.
    centres : DataFrame
        One row per group: ``n``, ``share`` of all grouped, and the centre in the columns' own units (of columns taken
        as logarithms the geometric mean).
    summary : Series
        ``k``, ``n``, ``n_incomplete``, ``within`` (the share of the spread that stays within groups), ``starts`` and
        how many of them ended within 1 % of the best (``agreeing``), ``convention``.
    """

    labels: pd.Series
    centres: pd.DataFrame
    summary: pd.Series


def cluster(
    table: pd.DataFrame,
    columns: Sequence[str],
    k: int,
    log: Sequence[str] = (),
    starts: int = 10,
    seed: int = 1,
) -> Clustering:
    r"""Put customers into k groups by k-means, the best of several starts.

    Columns are standardised, so that none counts for more because its numbers are larger. k-means looks for centres
    :math:`c_j` that make the squared distances to the nearest one small,

    .. math:: \sum_i \min_j \lVert z_i - c_j \rVert^2

    It always finds k groups, in pure noise as well: `stability` says whether they are there.

    Parameters
    ----------
    table : DataFrame, one row per customer
        Rows that lack a value in a column used are left out and counted.
    columns : sequence of str
        Columns of numbers.
    k : int
        How many groups, at least 2.
    log : sequence of str
        Those of the columns that are taken as logarithms, such as money; they must be above 0.
    starts : int
        From how many sets of first centres it begins.
    seed : int
        Of these starts.

    Returns
    -------
    Clustering

    Raises
    ------
    CourseError
        For columns that are not there or hold no finite numbers, a logarithm of 0 or less, a column that does not
        vary, k below 2, fewer than ten rows a group.

    References
    ----------
    MacQueen (1967), Some methods for classification and analysis of multivariate observations, *Fifth Berkeley
    Symposium* 1, 281-297; Arthur and Vassilvitskii (2007), k-means++: the advantages of careful seeding, *SODA*,
    1027-1035.

    Examples
    --------
    >>> two = pd.DataFrame({"visits": [1, 2, 1, 2] * 10 + [20, 21] * 10})
    >>> found = cluster(two, ["visits"], k=2)
    >>> found.centres["visits"].tolist(), found.labels.iloc[[0, -1]].tolist()
    ([1.5, 20.5], [1, 2])
    """
    z, kept, own = _standardised(table, columns, k, log)
    labels, within, agreeing = _best(z, k, starts, np.random.default_rng(seed))
    order = np.argsort(-np.bincount(labels, minlength=k), kind="stable")
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(1, k + 1)
    named = rank[labels]
    series = pd.Series(pd.NA, index=table.index, dtype="Int64", name="segment")
    series[kept] = named
    counts = np.bincount(named, minlength=k + 1)[1:]
    centres = {}
    for place, name in enumerate(columns):
        means = np.array([own[named == group, place].mean() for group in range(1, k + 1)])
        centres[name] = np.exp(means) if name in log else means
    frame = pd.DataFrame(
        {"n": counts, "share": counts / len(named), **centres}, index=pd.RangeIndex(1, k + 1, name="segment")
    )
    frame["convention"] = _convention(columns, log, k, starts, seed)
    frame.attrs = dict(table.attrs)
    summary = {
        "k": k,
        "n": len(named),
        "n_incomplete": int((~kept).sum()),
        "within": within / float((z**2).sum()),
        "starts": starts,
        "agreeing": agreeing,
        "convention": _convention(columns, log, k, starts, seed),
    }
    return Clustering(series, frame, pd.Series(summary, dtype=object))


def stability(
    table: pd.DataFrame,
    columns: Sequence[str],
    k: int,
    log: Sequence[str] = (),
    resamples: int = 30,
    starts: int = 10,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Say whether groups come back when the customers are drawn anew: bootstrap Jaccard similarity.

    As many customers are drawn with replacement and grouped again. Of each group *A* the most similar new group *B* is
    taken, among the customers that were drawn,

    .. math:: J(A, B) = \frac{|A \cap B|}{|A \cup B|}

    Its mean over the resamples is 1 where a group always comes back. Groups made of pure noise come to .6 to .74, so
    the bound of .75 (Hennig) is a lower one: where the mean of all groups is below it, there are no stable groups.
    Coming back is necessary, not sufficient: a single long cloud is cut at the same place again and again.

    Parameters
    ----------
    table, columns, k, log, starts
        As for `cluster`.
    resamples : int
        At least 20.
    seed : int
        Of starts and resamples.

    Returns
    -------
    DataFrame, one row per group and a last one ``all``
        ``n``, ``jaccard`` (mean), ``low`` and ``high`` (the middle 90 % of the resamples), ``note`` ("stable" or
        "no stable groups"; of all groups by their mean), ``convention``.

    Raises
    ------
    CourseError
        As for `cluster`, and for fewer than 20 resamples.

    Notes
    -----
    Formula (Hennig 2007): ``J = |A ∩ B| / |A ∪ B|``

    References
    ----------
    Hennig (2007), Cluster-wise assessment of cluster stability, *Computational Statistics and Data Analysis* 52,
    258-271.

    Examples
    --------
    >>> two = pd.DataFrame({"visits": [1, 2, 1, 2] * 10 + [20, 21] * 10})
    >>> stability(two, ["visits"], k=2, resamples=20)["note"].tolist()
    ['stable', 'stable', 'stable']
    """
    if resamples < FEWEST_RESAMPLES:
        raise CourseError("customers.few_resamples", resamples=resamples, fewest=FEWEST_RESAMPLES)
    z, _, _ = _standardised(table, columns, k, log)
    found = cluster(table, columns, k, log, starts, seed)
    labels = found.labels.dropna().to_numpy(dtype=np.int64) - 1
    generator = np.random.default_rng([seed, 1])
    similar = np.empty((resamples, k))
    for at in range(resamples):
        drawn = generator.integers(len(z), size=len(z))
        again = _best(z[drawn], k, starts, generator)[0]
        similar[at] = _jaccard(labels, drawn, again, k)
    means = np.append(similar.mean(axis=0), similar.mean())
    spread = np.column_stack([similar, similar.mean(axis=1)])
    result = pd.DataFrame(
        {
            "n": [*np.bincount(labels, minlength=k), len(labels)],
            "jaccard": means,
            "low": np.quantile(spread, 0.05, axis=0),
            "high": np.quantile(spread, 0.95, axis=0),
            "note": [STABLE_NOTE if mean >= STABLE else UNSTABLE_NOTE for mean in means],
            "convention": f"{_convention(columns, log, k, starts, seed)}; bootstrap Jaccard (Hennig 2007), {resamples} "
            f"resamples, middle 90 %; below {STABLE:g}: no stable groups",
        },
        index=pd.Index([*map(str, range(1, k + 1)), ALL], name="segment"),
    )
    result.attrs = dict(table.attrs)
    return result


def by_k(
    table: pd.DataFrame,
    columns: Sequence[str],
    ks: Sequence[int] = (2, 3, 4, 5),
    log: Sequence[str] = (),
    resamples: int = 30,
    starts: int = 10,
    seed: int = 1,
) -> pd.DataFrame:
    """Show for several numbers of groups what stays within them, and whether they come back.

    Parameters
    ----------
    table, columns, log, resamples, starts, seed
        As for `stability`.
    ks : sequence of int
        The numbers of groups that are tried.

    Returns
    -------
    DataFrame, one row per k
        ``within`` (share of the spread within groups; it always falls), ``jaccard`` (mean of all groups), ``weakest``
        (of the group that comes back least), ``smallest`` (n of the smallest group), ``note``, ``convention``.

    Raises
    ------
    CourseError
        As for `stability`.

    Examples
    --------
    >>> two = pd.DataFrame({"visits": [1, 2, 1, 2] * 10 + [20, 21] * 10})
    >>> by_k(two, ["visits"], ks=[2], resamples=20)["note"].to_dict()
    {2: 'stable'}
    """
    rows = {}
    for k in ks:
        within = cluster(table, columns, k, log, starts, seed).summary["within"]
        found = stability(table, columns, k, log, resamples, starts, seed)
        own = found.drop(index=ALL)
        rows[k] = {
            "within": within,
            "jaccard": found["jaccard"][ALL],
            "weakest": own["jaccard"].min(),
            "smallest": own["n"].min(),
            "note": found["note"][ALL],
            "convention": found["convention"][ALL],
        }
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("k")
    result.attrs = dict(table.attrs)
    return result


def profile(table: pd.DataFrame, labels: pd.Series, columns: Sequence[str], confidence: float = 0.95) -> pd.DataFrame:
    """Describe groups: the mean of each column with its interval, in its own unit and in standard deviations of all.

    Parameters
    ----------
    table : DataFrame, one row per customer
    labels : Series
        Each row's group, such as `cluster` gives (or any tier); rows without one are left out and counted.
    columns : sequence of str
        What the groups are described by. Of columns that the groups were made from, differences prove nothing: that
        is how they were made.
    confidence : float
        Level of the t intervals.

    Returns
    -------
    DataFrame, by segment and column
        ``mean``, ``low``, ``high`` in the column's unit; ``z``, ``z_low``, ``z_high`` as distances from the mean of
        all in standard deviations; ``n``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, labels of other rows, nobody with a group.

    Examples
    --------
    >>> own = pd.DataFrame({"visits": [1.0, 2.0, 8.0, 9.0]})
    >>> profile(own, pd.Series([1, 1, 2, 2]), ["visits"])["mean"].tolist()
    [1.5, 8.5]
    """
    require(table, columns, columns)
    require_confidence(confidence)
    if not labels.index.equals(table.index):
        raise CourseError("customers.other_rows")
    grouped = labels.notna()
    if not grouped.any():
        raise CourseError("customers.no_rows", columns="labels")
    rows = {}
    for name in columns:
        values = table.loc[grouped, name].astype("float64")
        centre, sd = float(values.mean()), float(values.std(ddof=1))
        if not sd > 0:
            raise CourseError("statistics.no_variance", column=name, n=int(values.notna().sum()))
        for group in labels[grouped].drop_duplicates().sort_values():
            own = values[labels[grouped] == group]
            found = mean_with_interval(own.dropna().to_numpy(), confidence, of="values")
            rows[str(group), name] = {
                "mean": found.mean,
                "low": found.low,
                "high": found.high,
                **{f"z{end}": (value - centre) / sd for end, value in
                   (("", found.mean), ("_low", found.low), ("_high", found.high))},
                "n": int(own.notna().sum()),
                "n_missing": int(own.isna().sum()),
                "convention": f"{found.interval}; z: distance from the mean of all {int(grouped.sum())} grouped, in "
                "their standard deviations; of columns that made the groups no proof",
            }  # fmt: skip
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index = pd.MultiIndex.from_tuples(rows, names=["segment", "column"])
    result = result.sort_index(level="segment", sort_remaining=False, kind="stable")
    result.attrs = dict(table.attrs)
    return result


def _standardised(
    table: pd.DataFrame, columns: Sequence[str], k: int, log: Sequence[str]
) -> tuple[Reals, "NDArray[np.bool_]", Reals]:
    """Return the standardised columns, which rows are complete, and the columns as used (with logarithms)."""
    require(table, columns, columns)
    if not isinstance(k, int | np.integer) or k < 2:
        raise CourseError("customers.few_groups", k=k)
    if unknown := [name for name in log if name not in columns]:
        raise CourseError("customers.no_column", columns=", ".join(unknown))
    own = table[list(columns)].astype("float64").to_numpy()
    kept = ~np.isnan(own).any(axis=1)
    own = own[kept].copy()
    if len(own) < 10 * k:
        raise CourseError("customers.few_rows", n=len(own), fewest=10 * k, k=k)
    for place, name in enumerate(columns):
        if name in log:
            if (own[:, place] <= 0).any():
                raise CourseError("customers.no_logarithm", column=name, count=int((own[:, place] <= 0).sum()))
            own[:, place] = np.log(own[:, place])
        if np.ptp(own[:, place]) <= 1e-9 * max(1.0, np.abs(own[:, place]).max()):
            raise CourseError("statistics.no_variance", column=name, n=len(own))
    return (own - own.mean(axis=0)) / own.std(axis=0), kept, own


def _best(z: Reals, k: int, starts: int, generator: np.random.Generator) -> tuple[Labels, float, int]:
    """Return the labels of the best of several starts, its inertia, and how many starts came within 1 % of it."""
    from scipy.cluster.vq import kmeans2

    best, least = np.zeros(len(z), dtype=np.int64), np.inf
    found = []
    for _ in range(max(1, starts)):
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an emptied group: another start is better
            centres, labels = kmeans2(z, k, iter=MOST_STEPS, minit="++", rng=generator)
        inertia = float(((z - centres[labels]) ** 2).sum())
        found.append(inertia)
        if inertia < least and len(np.unique(labels)) == k:
            best, least = labels.astype(np.int64), inertia
    if not np.isfinite(least):
        raise CourseError("customers.few_values", k=k)
    return best, least, sum(one <= 1.01 * least for one in found)


def _jaccard(labels: Labels, drawn: Labels, again: Labels, k: int) -> Reals:
    """Return of each group the Jaccard similarity with the new group most like it, among the customers drawn."""
    customers, first = np.unique(drawn, return_index=True)
    both = np.zeros((k, k))
    np.add.at(both, (labels[customers], again[first]), 1)
    union = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    return np.asarray((both / np.maximum(union, 1)).max(axis=1), dtype=np.float64)


def _convention(columns: Sequence[str], log: Sequence[str], k: int, starts: int, seed: int) -> str:
    named = ", ".join(f"ln {name}" if name in log else name for name in columns)
    return f"k-means on standardised {named}; k = {k}, best of {starts} starts, seed {seed}; 1 is the largest group"
