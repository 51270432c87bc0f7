"""More about alpha: by resampling, from printed covariances, of a longer scale, and of the gap of two scales."""

from collections.abc import Callable, Iterator
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.coefficient_alpha import (
    NO_VARIANCE,
    ROUNDED,
    complete_scale,
    difference_reliability,
    feldt_interval,
    mean_correlation,
    remarks_on,
    stepped_up,
)

FEWEST_RESAMPLES = 100
_CELLS_AT_ONCE = 2_000_000

Reals = NDArray[np.float64]


def bootstrap_interval(
    items: pd.DataFrame, confidence: float = 0.95, resamples: int = 2000, seed: int = 1
) -> pd.Series:
    """Estimate coefficient alpha with the percentile bootstrap's interval: respondents are drawn anew, again and again.

    It takes neither items as parallel nor answers as normal, as Feldt's interval does; it is too narrow where there
    are few respondents.

    Parameters
    ----------
    items, confidence
        As for `alpha`.
    resamples, seed : int
        How many resamples, at least 100, and the seed of the draws.

    Returns
    -------
    Series
        ``alpha``, ``low``, ``high``, ``items``, ``resamples`` (those in which the sum varied), ``n_used``,
        ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        As for `alpha`; for too few resamples.

    References
    ----------
    Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 13; Yuan, Guarnaccia and Hayslip (2003),
    *Educational and Psychological Measurement* 63(1), 5-23, for alpha.

    Examples
    --------
    >>> answers = pd.DataFrame({"first": [1, 2, 3, 4, 5] * 8, "second": [2, 1, 4, 3, 5] * 8})
    >>> bootstrap_interval(answers)[["alpha", "low", "high"]].astype(float).round(2).tolist()
    [0.89, 0.83, 0.92]
    """
    _refuse_few(resamples)
    complete = complete_scale(items, confidence)
    values = _complete_rows(items)
    estimates = _alpha_of(complete.covariances)
    drawn = np.concatenate(
        [_alphas(weights, values) for weights in _resamples(len(values), values.shape[1], resamples, seed)]
    )
    kept = drawn[np.isfinite(drawn)]
    low, high = _percentiles(kept, confidence)
    result = pd.Series(
        {
            "alpha": estimates,
            "low": low,
            "high": high,
            "items": values.shape[1],
            "resamples": len(kept),
            "n_used": len(values),
            "n_missing": len(items) - len(values),
            "convention": f"raw alpha; listwise; {100 * confidence:.6g}% percentile bootstrap interval, "
            f"{len(kept)} resamples of respondents, seed {seed}",
        },
        dtype=object,
    )
    result.attrs = dict(items.attrs)
    return result


def alpha_from_covariances(covariances: pd.DataFrame, n: int | None = None, confidence: float = 0.95) -> pd.Series:
    r"""Compute coefficient alpha from a matrix of covariances, as articles print it.

    .. math:: \alpha = \frac{k}{k-1}\Bigl(1 - \frac{\sum_i s_{ii}}{\sum_{ij} s_{ij}}\Bigr)

    Of a matrix of correlations this is standardised alpha.

    Parameters
    ----------
    covariances : DataFrame, items by items
        Symmetric, each item with a variance above 0.
    n : int, optional
        Complete respondents behind the matrix; without it there is no interval.
    confidence : float
        Level of Feldt's interval, between 0 and 1.

    Returns
    -------
    Series
        ``alpha``, ``low``, ``high`` (missing without `n`, and where covariances come from differing pairs of
        respondents there is no *n* to give), ``standardised``, ``mean_correlation``, ``items``, ``n_used``,
        ``convention``.

    Raises
    ------
    CourseError
        When this is no matrix of covariances, has fewer than two items, or the sum of its items does not vary.

    References
    ----------
    Cronbach (1951), *Psychometrika* 16(3), 297-334; Feldt (1965), *Psychometrika* 30(3), 357-370.

    Examples
    --------
    >>> alpha_from_covariances(pd.DataFrame([[2.0, 1.0], [1.0, 2.0]]), n=60)["alpha"]
    0.6666666666666667
    """
    if not 0 < confidence < 1:
        raise CourseError("reliability.confidence", confidence=confidence)
    matrix = np.asarray(covariances, dtype=np.float64)
    if matrix.ndim != 2 or min(matrix.shape) < 2:
        raise CourseError("reliability.too_few_items", count=min(matrix.shape))
    square = matrix.shape[0] == matrix.shape[1] and np.isfinite(matrix).all() and np.allclose(matrix, matrix.T)
    if not square or np.diag(matrix).min() <= 0:
        raise CourseError("reliability.not_covariances", rows=matrix.shape[0], columns=matrix.shape[1])
    scale = np.sqrt(np.diag(matrix))
    correlations = matrix / np.outer(scale, scale)
    if np.linalg.eigvalsh(correlations).min() < -ROUNDED * len(matrix):
        raise CourseError("reliability.not_covariances", rows=matrix.shape[0], columns=matrix.shape[1])
    if matrix.sum() <= NO_VARIANCE * np.trace(matrix):
        raise CourseError("reliability.no_variance", n=0 if n is None else n)
    if n is not None and n < 3:
        raise CourseError("reliability.too_few_respondents", n=n, rows=n, fewest=3)
    k, estimate = len(matrix), _alpha_of(matrix)
    mean = mean_correlation(correlations)
    low, high = (np.nan, np.nan) if n is None else feldt_interval(estimate, n, k, confidence)
    said = "no interval: n is not known" if n is None else f"{100 * confidence:.6g}% Feldt interval"
    return pd.Series(
        {
            "alpha": estimate,
            "low": low,
            "high": high,
            "standardised": stepped_up(mean, k),
            "mean_correlation": mean,
            "items": k,
            "n_used": np.nan if n is None else n,
            "convention": "; ".join(["raw alpha of given covariances", *remarks_on(estimate, k), said]),
        },
        dtype=object,
    )


def spearman_brown(value: float, times: float) -> float:
    r"""Return the reliability of a scale that is so many times as long, of items like those it has.

    .. math:: r_{times} = \frac{t\, r}{1 + (t - 1)\, r}

    Parameters
    ----------
    value : float
        The reliability now, such as alpha; of one item, the mean correlation.
    times : float
        The new length over the old one, above 0; 0.5 for half the items.

    Returns
    -------
    float
        A promise on paper: new items are seldom like the old ones.

    Raises
    ------
    CourseError
        For a reliability outside 0 to 1, or a length of 0 or less.

    References
    ----------
    Spearman (1910), *British Journal of Psychology* 3, 271-295; Brown (1910), the same volume, 296-322.

    Examples
    --------
    >>> round(spearman_brown(0.6, times=2), 2)
    0.75
    """
    if not 0 <= value <= 1 or not 0 < times < np.inf:
        raise CourseError("reliability.no_length", value=value, times=times)
    return times * value / (1 + (times - 1) * value)


def times_needed(value: float, goal: float) -> float:
    r"""Return how many times as long a scale must be to reach a reliability, of items like those it has.

    .. math:: t = \frac{r_{goal} (1 - r)}{r (1 - r_{goal})}

    Parameters
    ----------
    value, goal : float
        The reliability now and the one wanted, both between 0 and 1, ends excluded.

    Raises
    ------
    CourseError
        For a reliability at or outside 0 and 1, or a whole result in place of its coefficient.

    Notes
    -----
    Formula (Spearman 1910, Brown 1910): ``t = r_goal * (1 - r) / (r * (1 - r_goal))``

    References
    ----------
    As for `spearman_brown`.

    Examples
    --------
    >>> round(times_needed(0.6, goal=0.8), 2)
    2.67
    """
    for one in (value, goal):
        if not isinstance(one, Real):
            raise CourseError("reliability.not_one_number", kind=type(one).__name__)
    if not (0 < value < 1 and 0 < goal < 1):
        raise CourseError("reliability.no_goal", value=value, goal=goal)
    return goal * (1 - value) / (value * (1 - goal))


def gap_reliability(
    first: pd.DataFrame, second: pd.DataFrame, confidence: float = 0.95, resamples: int = 2000, seed: int = 1
) -> pd.Series:
    """Estimate the reliability of a gap from the answers: second less first, such as perception less expectation.

    Each part's alpha, standard deviation and their correlation go into `difference_reliability`.

    Parameters
    ----------
    first, second : DataFrame, one row per respondent
        The items of both parts, as many columns in the same order, with the same index.
    confidence, resamples, seed
        As for `bootstrap_interval`.

    Returns
    -------
    Series
        ``reliability`` of the gap with ``low`` and ``high``; ``first_reliability`` and ``second_reliability`` (alpha),
        ``correlation`` of the two means, ``first_sd`` and ``second_sd`` of the means, ``alpha_of_gaps`` (alpha of the
        item-by-item gaps themselves), ``items``, ``resamples``, ``n_used``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        For parts of unlike size or index; as for `alpha`.

    Notes
    -----
    Formula (Peter, Churchill and Brown 1993):
    ``r_D = (s_x^2 * r_xx + s_y^2 * r_yy - 2 * c) / (s_x^2 + s_y^2 - 2 * c); c = r_xy * s_x * s_y``

    References
    ----------
    Peter, Churchill and Brown (1993), *Journal of Consumer Research* 19(4), 655-662.

    Examples
    --------
    >>> wanted = pd.DataFrame({"a": [6, 7, 5, 6, 7, 4], "b": [6, 7, 6, 5, 7, 5]})
    >>> seen = pd.DataFrame({"a": [5, 3, 4, 6, 5, 2], "b": [4, 3, 5, 6, 6, 2]})
    >>> gap_reliability(wanted, seen)[["first_reliability", "second_reliability"]].astype(float).round(2).tolist()
    [0.85, 0.94]
    """
    _refuse_few(resamples)
    if first.shape != second.shape or not first.index.equals(second.index):
        raise CourseError("reliability.unlike_parts", first=str(first.shape), second=str(second.shape))
    both = pd.concat([first.add_prefix("first "), second.add_prefix("second ")], axis="columns")
    complete_scale(both, confidence)
    values = _complete_rows(both)
    k = first.shape[1]
    for part, columns in ((first, slice(0, k)), (second, slice(k, None))):
        complete_scale(pd.DataFrame(values[:, columns], columns=part.columns), confidence)
    one = np.ones((1, len(values)))
    told = {name: float(column[0]) for name, column in _parts(one, values, k).items()}
    reliability = difference_reliability(
        max(-1.0, min(1.0, told["correlation"])),
        told["first_reliability"],
        told["second_reliability"],
        told["first_sd"],
        told["second_sd"],
    )
    drawn = np.concatenate(
        [_reliabilities(_parts(weights, values, k)) for weights in _resamples(len(values), 2 * k, resamples, seed)]
    )
    kept = drawn[np.isfinite(drawn)]
    low, high = _percentiles(kept, confidence)
    gaps = pd.DataFrame(values[:, k:] - values[:, :k])
    return pd.Series(
        {
            "reliability": reliability,
            "low": low,
            "high": high,
            **told,
            "alpha_of_gaps": _alpha_of(np.cov(gaps.to_numpy(), rowvar=False)),
            "items": k,
            "resamples": len(kept),
            "n_used": len(values),
            "n_missing": len(first) - len(values),
            "convention": f"second - first; raw alphas; listwise over both; {100 * confidence:.6g}% percentile "
            f"bootstrap interval, {len(kept)} resamples of respondents, seed {seed}",
        },
        dtype=object,
    )


def _percentiles(drawn: Reals, confidence: float) -> tuple[float, float]:
    """Return the bounds of the percentile interval; none where all resamples agree."""
    low, high = (float(bound) for bound in np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2]))
    return (low, high) if high - low > NO_VARIANCE else (np.nan, np.nan)


def _alpha_of(covariance: Reals) -> float:
    k = len(covariance)
    return k / (k - 1) * (1 - float(np.trace(covariance)) / float(covariance.sum()))


def _refuse_few(resamples: int) -> None:
    if resamples < FEWEST_RESAMPLES:
        raise CourseError("reliability.few_resamples", resamples=resamples, fewest=FEWEST_RESAMPLES)


def _complete_rows(items: pd.DataFrame) -> Reals:
    values = items.astype("float64").to_numpy()
    kept: Reals = values[~np.isnan(values).any(axis=1)]
    return kept


def _resamples(n: int, columns: int, resamples: int, seed: int) -> Iterator[Reals]:
    """Yield how often each respondent is in each resample, some resamples at a time."""
    generator = np.random.default_rng(seed)
    at_once = max(1, _CELLS_AT_ONCE // (n + columns))
    for done in range(0, resamples, at_once):
        part = min(at_once, resamples - done)
        drawn: Reals = generator.multinomial(n, np.full(n, 1 / n), size=part).astype(np.float64)
        yield drawn


def _variances(weights: Reals, values: Reals) -> Callable[[Reals], Reals]:
    """Return the function from a column or columns to their variances in each resample."""
    n = len(values)

    def variance(columns: Reals) -> Reals:
        centred = columns - columns.mean(axis=0)
        means = weights @ centred / n
        found: Reals = (weights @ centred**2 / n - means**2) * n / (n - 1)
        return found

    return variance


@np.errstate(invalid="ignore", divide="ignore")
def _alphas(weights: Reals, values: Reals) -> Reals:
    """Return alpha in each resample; missing where the sum does not vary."""
    variance = _variances(weights, values)
    k = values.shape[1]
    total = variance(values.sum(axis=1))
    total = np.where(total > NO_VARIANCE, total, np.nan)
    found: Reals = k / (k - 1) * (1 - variance(values).sum(axis=1) / total)
    return found


@np.errstate(invalid="ignore", divide="ignore")
def _parts(weights: Reals, values: Reals, k: int) -> dict[str, Reals]:
    """Return of each resample the alphas, standard deviations and correlation of the two parts' means."""
    variance = _variances(weights, values)
    first, second = values[:, :k].mean(axis=1), values[:, k:].mean(axis=1)
    one, other, gap = variance(first), variance(second), variance(second - first)
    return {
        "first_reliability": _alphas(weights, values[:, :k]),
        "second_reliability": _alphas(weights, values[:, k:]),
        "correlation": (one + other - gap) / (2 * np.sqrt(one * other)),
        "first_sd": np.sqrt(one),
        "second_sd": np.sqrt(other),
    }


@np.errstate(invalid="ignore", divide="ignore")
def _reliabilities(parts: dict[str, Reals]) -> Reals:
    shared = 2 * parts["correlation"] * parts["first_sd"] * parts["second_sd"]
    kept = parts["first_sd"] ** 2 * parts["first_reliability"] + parts["second_sd"] ** 2 * parts["second_reliability"]
    varies = parts["first_sd"] ** 2 + parts["second_sd"] ** 2 - shared
    found: Reals = (kept - shared) / np.where(varies > NO_VARIANCE, varies, np.nan)
    return found
