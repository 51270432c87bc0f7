"""Weights that make a sample like the population in what is known of both: post-stratification and raking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.scores import as_rows, level, numbers_of, require_confidence

Margins = Mapping[str, "pd.Series[Any]"]
Seen = dict[str, tuple[NDArray[np.int64], list[Any]]]
_SMALL = 1e-9
MOST_NAMED = 6


@dataclass(frozen=True)
class Weighted:
    """Weights for a sample's rows, and what they do.

    Attributes
    ----------
    weights : Series
        One for each row of the sample, of mean 1; missing where a column that is weighted by is missing.
    margins : DataFrame
        ``variable``, ``category`` and its shares: in the ``population``, among the ``answers`` as they came, and
        ``weighted``.
    summary : Series
        ``n`` rows with a weight, ``n_incomplete``, ``rounds``, ``converged``, ``largest_miss`` (of a weighted share,
        in absolute terms), ``design_effect`` (Kish: 1 plus the squared coefficient of variation of the weights),
        ``effective_n``, the ``smallest`` and ``largest`` weight, the ``convention``.
    """

    weights: "pd.Series[float]"
    margins: pd.DataFrame
    summary: "pd.Series[Any]"


def margins(population: pd.DataFrame, columns: Sequence[str]) -> dict[str, "pd.Series[Any]"]:
    """Return the population's shares for each of some columns: what a sample is raked to.

    Parameters
    ----------
    population : DataFrame
        One row for each person of the frame.
    columns : sequence of str
        The columns that will be weighted by; missing values are refused.

    Returns
    -------
    dict of str to Series
        For each column the share of each category, summing to 1.

    Raises
    ------
    CourseError
        For columns that are not there, or miss values.

    Examples
    --------
    >>> shares = margins(pd.DataFrame({"tier": ["mass", "mass", "mass", "upper"]}), ["tier"])
    >>> shares["tier"].to_dict()
    {'mass': 0.75, 'upper': 0.25}
    """
    names = [columns] if isinstance(columns, str) else list(columns)
    _require(population, names)
    for name in names:
        if population[name].isna().any():
            raise CourseError("raking.population_missing", column=name, count=int(population[name].isna().sum()))
    return {name: population[name].value_counts(normalize=True).sort_index() for name in names}


def rake(sample: pd.DataFrame, margins: Margins, tolerance: float = 1e-6, most_rounds: int = 200) -> Weighted:
    r"""Rake a sample: find weights whose totals fit every margin, one margin after the other until all fit.

    In each round, for each variable *v* in turn, the weights of category *k* are multiplied by the ratio of its share
    in the population to its weighted share:

    .. math:: w_i \leftarrow w_i\,\frac{P_{vk}}{\hat P_{vk}(w)}

    Only the margins are made to fit, not the combinations of categories. Raking mends what goes together with the
    variables raked by, and nothing else: who is dissatisfied and silent stays silent.

    Parameters
    ----------
    sample : DataFrame
        One row for each who answered. Rows that lack a variable get no weight and are counted.
    margins : mapping of str to Series
        For each variable the population's shares, or counts, by category.
    tolerance : float
        How far a weighted share may be off in the end.
    most_rounds : int
        After so many rounds it stops and says that it has not converged.

    Returns
    -------
    Weighted

    Raises
    ------
    CourseError
        For a variable that the sample lacks, a category that only one side knows (name it the same, or merge it with
        another), shares below 0.

    References
    ----------
    Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table when the expected marginal
    totals are known, *Annals of Mathematical Statistics* 11, 427-444; Kish (1965), *Survey Sampling*, section 11.7, on
    the design effect of weights.

    Examples
    --------
    >>> sample = pd.DataFrame({"tier": ["mass", "upper", "upper"], "age": ["young", "old", "young"]})
    >>> found = rake(sample, {"tier": pd.Series({"mass": 0.5, "upper": 0.5}), "age": pd.Series({"old": 1, "young": 3})})
    >>> found.weights.round(2).tolist(), bool(found.summary["converged"])
    ([1.5, 0.75, 0.75], True)
    """
    names = list(margins)
    if not names:
        raise CourseError("raking.no_margins")
    _require(sample, names)
    complete = sample[names].notna().all(axis=1).to_numpy()
    if not complete.any():
        raise CourseError("statistics.no_cases")
    seen = _seen(sample, complete, names)
    codes, targets = _coded(seen, margins)
    sizes = [len(target) for target in targets]
    flat, place, counts = np.unique(np.ravel_multi_index(codes, sizes), return_inverse=True, return_counts=True)
    cells = np.stack(np.unravel_index(flat, sizes), axis=1)
    size = counts / counts.sum()
    weight = np.ones(len(cells))
    rounds, miss = 0, _miss(cells, size * weight, targets)
    while miss > tolerance and rounds < most_rounds:
        for column, target in enumerate(targets):
            share = np.bincount(cells[:, column], size * weight, len(target))
            weight = weight * (target / np.where(share > 0, share, 1.0))[cells[:, column]]
        rounds, miss = rounds + 1, _miss(cells, size * weight, targets)
    how = f"raking to {', '.join(names)}"
    converged = bool(miss <= tolerance)
    if not converged:
        how += f": NOT converged, a share is still off by {miss:.2g}"
    return _weighted(sample, complete, weight[place], seen, margins, rounds, converged, miss, how)


def post_stratify(sample: pd.DataFrame, population: pd.DataFrame, by: str | Sequence[str]) -> Weighted:
    r"""Weight each cell of a sample to its share in the population.

    .. math:: w_h = \frac{N_h / N}{n_h / n}

    Parameters
    ----------
    sample, population : DataFrame
        One row for each who answered, and for each in the frame.
    by : str or sequence of str
        The columns whose combinations are the cells *h*.

    Returns
    -------
    Weighted
        After no rounds; its margins are those of the single columns.

    Raises
    ------
    CourseError
        For a cell of the population in which nobody answered (merge categories, or rake), one that the frame does not
        know, columns that are not there.

    References
    ----------
    Holt and Smith (1979), Post stratification, *Journal of the Royal Statistical Society A* 142, 33-46.

    Examples
    --------
    >>> population = pd.DataFrame({"tier": ["mass"] * 3 + ["upper"]})
    >>> sample = pd.DataFrame({"tier": ["mass", "upper"]})
    >>> post_stratify(sample, population, by="tier").weights.tolist()
    [1.5, 0.5]
    """
    names = [by] if isinstance(by, str) else list(by)
    targets = margins(population, names)
    _require(sample, names)
    complete = sample[names].notna().all(axis=1).to_numpy()
    if not complete.any():
        raise CourseError("statistics.no_cases")
    in_sample = pd.MultiIndex.from_frame(sample.loc[complete, names].astype(object))
    here = in_sample.value_counts(normalize=True)
    there = pd.MultiIndex.from_frame(population[names].astype(object)).value_counts(normalize=True)
    _same_categories(" × ".join(names), set(here.index), set(there.index))
    weight = (there / here).reindex(in_sample).to_numpy(dtype=np.float64)
    how = f"post-stratification by {' x '.join(names)}"
    seen = _seen(sample, complete, names)
    return _weighted(sample, complete, weight, seen, targets, 0, True, 0.0, how)


def estimate(
    sample: pd.DataFrame, column: str, weights: "pd.Series[float]", confidence: float = 0.95
) -> "pd.Series[Any]":
    r"""Estimate a weighted mean (of 0 and 1: a share) with its interval.

    .. math:: \bar x_w = \frac{\sum w_i x_i}{\sum w_i}, \qquad
              \mathrm{se}^2 = \frac{n}{n-1} \sum \Bigl(\frac{w_i (x_i - \bar x_w)}{\sum w_i}\Bigr)^2

    Parameters
    ----------
    sample : DataFrame
    column : str
        Numbers.
    weights : Series
        One for each row, as `rake` gives them; rows without a weight or an answer are counted and left out.
    confidence : float
        Level of the t interval.

    Returns
    -------
    Series
        ``mean`` with ``low`` and ``high``, ``unweighted``, ``n``, ``n_missing``, ``design_effect`` and
        ``effective_n`` (Kish), ``convention``. The weights are taken as given; the interval knows nothing of bias.

    Raises
    ------
    CourseError
        For weights of another sample or below 0, fewer than two answers, answers that are all equal.

    References
    ----------
    Cochran (1977), *Sampling Techniques*, section 6.3, on the linearised ratio.

    Examples
    --------
    >>> sample = pd.DataFrame({"score": [1.0, 5.0, 5.0]})
    >>> round(estimate(sample, "score", pd.Series([2.0, 0.5, 0.5]))["mean"], 2)
    2.33
    """
    from scipy.special import stdtrit

    require_confidence(confidence)
    values = numbers_of(sample, [column])[column]
    if not weights.index.equals(sample.index):
        raise CourseError("raking.other_weights", rows=len(sample), weights=len(weights))
    there = (values.notna() & weights.notna()).to_numpy()
    x, w = values.to_numpy()[there], weights.to_numpy(dtype=np.float64)[there]
    if (w < 0).any() or not np.isfinite(w).all() or w.sum() <= 0:
        raise CourseError("raking.negative")
    n = len(x)
    if n < 2 or np.ptp(x) < _SMALL:
        raise CourseError("raking.no_interval", n=n, column=column)
    mean = float(w @ x / w.sum())
    se = float(np.sqrt(n / (n - 1) * ((w * (x - mean) / w.sum()) ** 2).sum()))
    half = float(stdtrit(n - 1.0, (1 + confidence) / 2)) * se
    effect = _design_effect(w)
    return pd.Series(
        {
            "mean": mean,
            "low": mean - half,
            "high": mean + half,
            "unweighted": float(x.mean()),
            "n": n,
            "n_missing": len(sample) - n,
            "design_effect": effect,
            "effective_n": n / effect,
            "convention": f"weighted mean of {column}, weights as given; {level(confidence)} t interval (linearised)",
        },
        dtype=object,
    )


def estimates(table: pd.DataFrame, column: str, by: str, margins: Margins, confidence: float = 0.95) -> pd.DataFrame:
    """Rake every group by itself, and estimate its mean, weighted and not.

    Formula (Cochran 1977): ``x_w = sum_i w_i * x_i / sum_i w_i``

    Parameters
    ----------
    table : DataFrame
        Several samples of one population.
    column, by : str
        The columns of the answers and of the samples.
    margins, confidence
        As for `rake` and `estimate`.

    Returns
    -------
    DataFrame, one row for each group
        The columns of `estimate`, and ``converged``.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> asked = load("responses").merge(load("customers"), on="customer")
    >>> everybody = load("frame").merge(load("customers"), on="customer")
    >>> found = estimates(asked, "satisfaction", "sample", margins(everybody, ["tier", "age_band"]))
    >>> bool(found.loc["intercept", "mean"] < found.loc["intercept", "unweighted"])
    True
    """
    _require(table, [column, by])
    rows = {}
    for name, part in table.dropna(subset=[by]).groupby(by, observed=True):
        raked = rake(part, margins)
        own = estimate(part, column, raked.weights, confidence)
        own["converged"] = raked.summary["converged"]
        own["convention"] = f"{raked.summary['convention']}; {own['convention']}"
        rows[name] = own
    return as_rows(rows, by, table)


def _seen(sample: pd.DataFrame, complete: NDArray[np.bool_], names: Sequence[str]) -> Seen:
    """Return for each variable the codes of the complete rows, and the category that each code stands for."""
    coded = {name: pd.factorize(sample.loc[complete, name]) for name in names}
    return {name: (codes.astype(np.int64), list(categories)) for name, (codes, categories) in coded.items()}


def _coded(seen: Seen, margins: Margins) -> tuple[list[NDArray[np.int64]], list[NDArray[np.float64]]]:
    """Return the rows' places among the population's categories, and for each variable the shares of these."""
    codes: list[NDArray[np.int64]] = []
    targets: list[NDArray[np.float64]] = []
    for name, (own, found) in seen.items():
        target = margins[name]
        shares = target.to_numpy(dtype=np.float64)
        if not (np.isfinite(shares) & (shares >= 0)).all() or shares.sum() <= 0:
            raise CourseError("raking.no_shares", column=name)
        if target.index.has_duplicates:
            raise CourseError("raking.twice", column=name)
        known = pd.Index(target.index[shares > 0])
        _same_categories(name, set(found), set(known))
        codes.append(known.get_indexer(pd.Index(found))[own].astype(np.int64))
        targets.append(shares[shares > 0] / shares.sum())
    return codes, targets


def _same_categories(name: str, here: set[Any], there: set[Any]) -> None:
    for missing, entry in ((there - here, "raking.nobody_in"), (here - there, "raking.unknown_category")):
        if missing:
            told = ["/".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in missing]
            listed = ", ".join(sorted(told)[:MOST_NAMED]) + (" …" if len(told) > MOST_NAMED else "")
            raise CourseError(entry, column=name, categories=listed)


def _miss(cells: NDArray[np.int64], size: NDArray[np.float64], targets: list[NDArray[np.float64]]) -> float:
    total = size.sum()
    return max(
        float(np.abs(np.bincount(cells[:, column], size, len(target)) / total - target).max())
        for column, target in enumerate(targets)
    )


def _weighted(
    sample: pd.DataFrame,
    complete: NDArray[np.bool_],
    own: NDArray[np.floating[Any]],
    seen: Seen,
    targets: Margins,
    rounds: int,
    converged: bool,
    miss: float,
    how: str,
) -> Weighted:
    own = own / own.mean()
    weights = pd.Series(np.nan, index=sample.index, name="weight")
    weights[complete] = own
    effect = _design_effect(own)
    rows = []
    for name, (codes, found) in seen.items():
        n, weighted = np.bincount(codes) / len(own), np.bincount(codes, own) / own.sum()
        place = {category: at for at, category in enumerate(found)}
        target = targets[name] / targets[name].sum()
        rows += [
            (name, category, float(share), float(n[place[category]]), float(weighted[place[category]]))
            for category, share in target.items()
            if category in place
        ]
    told = pd.DataFrame(rows, columns=["variable", "category", "population", "answers", "weighted"])
    told.attrs = dict(sample.attrs)
    summary = {
        "n": len(own),
        "n_incomplete": len(sample) - len(own),
        "rounds": rounds,
        "converged": converged,
        "largest_miss": miss,
        "design_effect": effect,
        "effective_n": len(own) / effect,
        "smallest": float(own.min()),
        "largest": float(own.max()),
        "convention": f"{how}; weights of mean 1, none trimmed",
    }
    return Weighted(weights, told, pd.Series(summary, dtype=object))


def _design_effect(weights: NDArray[np.floating[Any]]) -> float:
    """Return Kish's design effect of weights: n times the sum of squares over the square of the sum."""
    return float(len(weights) * (weights @ weights) / weights.sum() ** 2)


def _require(table: pd.DataFrame, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise CourseError("statistics.no_column", columns=", ".join(missing))
