"""Satisfaction in figures: top boxes, effort, an index of the ACSI's form, and disconfirmation of expectations."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.scores import Scale, checked_scale, clip, group_by_group, level, numbers_of, whole_scores
from fsq_lab.statistics.intervals import mean_with_interval, proportion

FIVE, SEVEN, TEN = (1, 5), (1, 7), (1, 10)
HIGH, LOW = "high", "low"
EASY_BOXES = 3
WORSE, AS_EXPECTED, BETTER = "worse", "as_expected", "better"


def top_box(
    answers: "pd.Series[Any]", top: int = 2, scale: Scale = FIVE, method: str = "wilson", confidence: float = 0.95
) -> "pd.Series[Any]":
    """Estimate the share that chose one of the top boxes, the satisfied; which boxes count is said.

    Parameters
    ----------
    answers : Series
        One score per respondent; missing values are counted and left out.
    top : int
        How many boxes from the highest count. On 1-5 the two highest are usual; three count 一般 as satisfied.
    scale : tuple of int
        The lowest and the highest score.
    method : {"wilson", "exact"}
        As for `fsq_lab.statistics.intervals.proportion`.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``share`` with ``low`` and ``high`` between 0 and 1 (never of zero width), ``count``, ``n``, ``n_missing``,
        ``boxes`` and the ``convention``.

    Raises
    ------
    CourseError
        For a score off the scale or not whole, more boxes than the scale has below its lowest, nobody who answered.

    Notes
    -----
    Formula: ``p = x / n``

    The interval takes those who answered as a simple random sample of those meant. It says nothing about who did not
    answer.

    Examples
    --------
    >>> found = top_box(pd.Series([5, 4, 3, 2, None]), top=2)
    >>> found[["share", "n", "n_missing", "boxes"]].tolist()
    [0.5, 4, 1, '4-5 of 1-5']
    """
    values, n_missing = whole_scores(answers, scale)
    boxes = _top_boxes(top, scale)
    count = int((values >= boxes[0]).sum())
    found = proportion(count, len(values), method, confidence)
    name = f"{boxes[0]}-{boxes[1]} of {scale[0]}-{scale[1]}" if top > 1 else f"{boxes[1]} of {scale[0]}-{scale[1]}"
    return pd.Series(
        {
            **{key: found[key] for key in ("share", "low", "high")},
            "count": count,
            "n": len(values),
            "n_missing": n_missing,
            "boxes": name,
            "convention": f"share of those who answered in boxes {name}; {found['convention']}",
        },
        dtype=object,
    )


def top_boxes(
    table: pd.DataFrame,
    column: str,
    by: str,
    top: int = 2,
    scale: Scale = FIVE,
    method: str = "wilson",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share in the top boxes for each group.

    Parameters
    ----------
    table : DataFrame
    column, by : str
        The columns of the scores and of the groups; rows without a group are left out.
    top, scale, method, confidence
        As for `top_box`.

    Returns
    -------
    DataFrame, one row for each group, with the columns of `top_box`

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> top_boxes(load("responses"), "satisfaction", by="sample")["n"].to_dict()
    {'intercept': 260, 'message': 125, 'random': 114}
    """
    return group_by_group(table, column, by, lambda one: top_box(one, top, scale, method, confidence))


def effort(answers: "pd.Series[Any]", easy: str, scale: Scale = SEVEN, confidence: float = 0.95) -> "pd.Series[Any]":
    """Estimate the customer effort score: the mean, and the share that found it easy.

    Parameters
    ----------
    answers : Series
        One score per respondent; missing values are counted and left out.
    easy : {"high", "low"}
        Required, since two versions run against each other: on that of 2013 (1-7, "made it easy") a high score is
        easy, on that of 2010 (1-5, "how much effort") a low one.
    scale : tuple of int
        The lowest and the highest score.
    confidence : float
        Level of the intervals.

    Returns
    -------
    Series
        ``mean`` with ``low`` and ``high`` (t interval, cut at the ends of the scale; missing where all answers are
        equal or n is 1), ``easy_share`` with ``easy_low`` and ``easy_high`` (Wilson; the three easiest boxes of seven,
        on other scales those beyond the middle), ``boxes``, ``n``, ``n_missing``, ``interval``, ``convention``.

    Raises
    ------
    CourseError
        For an `easy` that is neither, and as for `top_box`.

    References
    ----------
    Dixon, Freeman and Toman (2010), Stop trying to delight your customers, *Harvard Business Review* 88(7), 116-122;
    Dixon, Toman and DeLisi (2013), *The Effortless Experience*.

    Examples
    --------
    >>> effort(pd.Series([7, 6, 4, 2]), easy="high")[["mean", "easy_share", "boxes"]].tolist()
    [4.75, 0.5, '5-7 of 1-7']
    """
    if easy not in (HIGH, LOW):
        raise CourseError("satisfaction.unknown_direction", easy=easy)
    low, high = checked_scale(scale)
    values, n_missing = whole_scores(answers, scale)
    middle = (low + high) / 2
    found = values > middle if easy == HIGH else values < middle
    own = proportion(int(found.sum()), len(values), confidence=confidence)
    mean = mean_with_interval(values.astype(np.float64), confidence, "answers")
    first, last = (int(np.floor(middle)) + 1, high) if easy == HIGH else (low, int(np.ceil(middle)) - 1)
    boxes = f"{first}-{last} of {low}-{high}"
    return pd.Series(
        {
            "mean": mean.mean,
            "low": clip(mean.low, low, high),
            "high": clip(mean.high, low, high),
            "easy_share": own["share"],
            "easy_low": own["low"],
            "easy_high": own["high"],
            "boxes": boxes,
            "n": len(values),
            "n_missing": n_missing,
            "interval": mean.interval,
            "convention": f"customer effort score, a {easy} score is easy; mean, {mean.interval}; easy: boxes {boxes}, "
            f"{own['convention']}",
        },
        dtype=object,
    )


def index(
    answers: pd.DataFrame, weights: Sequence[float] | None = None, scale: Scale = TEN, confidence: float = 0.95
) -> "pd.Series[Any]":
    r"""Estimate a satisfaction index from 0 to 100, of the form of the American Customer Satisfaction Index.

    .. math:: 100\,\frac{\sum_i w_i \bar x_i - l \sum_i w_i}{(u - l) \sum_i w_i}

    for items *i* on a scale from *l* to *u*: for three items on 1-10 the published formula. It is worked out for each
    respondent who answered every item, and then averaged.

    Parameters
    ----------
    answers : DataFrame
        One column per item. Respondents who left one out are counted and left out.
    weights : sequence of float, optional
        One for each column, above 0; by default equal ones, and said so. The ACSI's own come from a model of
        structural equations and are not estimated here.
    scale : tuple of int
        The lowest and the highest score.
    confidence : float
        Level of the interval.

    Returns
    -------
    Series
        ``index`` with ``low`` and ``high`` (t interval over respondents, cut at 0 and 100), ``n``, ``n_incomplete``,
        ``weights``, ``convention``.

    Raises
    ------
    CourseError
        For scores off the scale, weights that do not fit, nobody who answered all.

    References
    ----------
    Fornell, Johnson, Anderson, Cha and Bryant (1996), The American Customer Satisfaction Index: nature, purpose, and
    findings, *Journal of Marketing* 60(4), 7-18.

    Examples
    --------
    >>> table = pd.DataFrame({"overall": [8, 9], "expected": [7, 9], "ideal": [7, 8]})
    >>> round(index(table)["index"], 2)
    77.78
    """
    given = _weights(weights, len(answers.columns))
    for name in answers.columns:
        whole_scores(answers[name], scale)
    complete = answers.dropna()
    if complete.empty:
        raise CourseError("satisfaction.nobody_complete", n=len(answers), items=len(answers.columns))
    low, high = checked_scale(scale)
    shares = given / given.sum()
    own = 100 * (complete.to_numpy(dtype=np.float64) @ shares - low) / (high - low)
    found = mean_with_interval(own, confidence, "indices")
    said = "equal" if weights is None else ", ".join(f"{weight:g}" for weight in given)
    return pd.Series(
        {
            "index": found.mean,
            "low": clip(found.low, 0, 100),
            "high": clip(found.high, 0, 100),
            "n": len(complete),
            "n_incomplete": len(answers) - len(complete),
            "weights": said,
            "convention": f"ACSI form on {low}-{high}, weights {said}; respondents with all items; {found.interval}",
        },
        dtype=object,
    )


def index_from_means(means: Sequence[float], weights: Sequence[float] | None = None, scale: Scale = TEN) -> float:
    """Return the index of published means, without an interval.

    Parameters
    ----------
    means : sequence of float
        The items' means.
    weights, scale
        As for `index`.

    Notes
    -----
    Formula (Fornell et al. 1996): ``100 * (sum_i w_i * x_i / sum_i w_i - l) / (u - l)``

    Examples
    --------
    >>> round(index_from_means([8.2, 7.9, 7.6]), 2)
    76.67
    """
    low, high = checked_scale(scale)
    given = _weights(weights, len(means))
    off = [mean for mean in means if not low <= mean <= high]
    if off:
        raise CourseError("satisfaction.mean_off_scale", value=off[0], low=low, high=high)
    return float(100 * (given @ np.asarray(means, dtype=np.float64) / given.sum() - low) / (high - low))


def disconfirmation(
    table: pd.DataFrame, expectation: str, performance: str, satisfaction: str | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare what was experienced with what was expected, respondent by respondent.

    Parameters
    ----------
    table : DataFrame
        Rows that lack one of the two are counted and left out.
    expectation, performance : str
        Columns on one scale; the difference is performance less expectation.
    satisfaction : str, optional
        A column whose mean is shown for each of the three groups. Below expectation is not the same as dissatisfied.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame with the rows ``worse``, ``as_expected`` and ``better``
        ``share`` with ``low`` and ``high`` (Wilson), ``n``, with `satisfaction` also ``mean``, ``mean_low``,
        ``mean_high`` and ``n_mean``; ``n_missing`` and ``convention``. ``attrs["mean_difference"]`` holds the mean
        difference with its t interval.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, and where no row is complete.

    References
    ----------
    Oliver (1980), A cognitive model of the antecedents and consequences of satisfaction decisions, *Journal of
    Marketing Research* 17(4), 460-469.

    Examples
    --------
    >>> table = pd.DataFrame({"expected": [6, 6, 5, 7], "found": [6, 5, 6, 4], "satisfied": [4, 3, 5, 2]})
    >>> disconfirmation(table, "expected", "found", "satisfied")["mean"].tolist()
    [2.5, 4.0, 5.0]
    """
    names = [expectation, performance, *([satisfaction] if satisfaction else [])]
    values = numbers_of(table, names)
    both = values.dropna(subset=[expectation, performance])
    if both.empty:
        raise CourseError("satisfaction.nobody_complete", n=len(table), items=2)
    difference = both[performance] - both[expectation]
    signs = np.sign(difference.where(difference.abs() > 1e-9, 0.0))
    rows: dict[str, dict[str, object]] = {}
    for name, sign in ((WORSE, -1), (AS_EXPECTED, 0), (BETTER, 1)):
        own = proportion(int((signs == sign).sum()), len(both), confidence=confidence)
        rows[name] = {key: own[key] for key in ("share", "low", "high")} | {"n": int((signs == sign).sum())}
        if satisfaction:
            scores = both.loc[signs == sign, satisfaction].dropna().to_numpy(dtype=np.float64)
            found = mean_with_interval(scores, confidence, "answers")
            rows[name] |= {"mean": found.mean, "mean_low": found.low, "mean_high": found.high, "n_mean": len(scores)}
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = "disconfirmation"
    result["n_missing"] = len(table) - len(both)
    result["convention"] = f"{performance} - {expectation}, pairs only; {level(confidence)} Wilson and t intervals"
    overall = mean_with_interval(difference.to_numpy(dtype=np.float64), confidence, "differences")
    result.attrs = {**table.attrs, "mean_difference": (overall.mean, overall.low, overall.high)}
    return result


def _top_boxes(top: int, scale: Scale) -> tuple[int, int]:
    low, high = checked_scale(scale)
    if float(top) != int(top) or not 1 <= top <= high - low:
        raise CourseError("satisfaction.boxes", top=top, most=high - low, low=low, high=high)
    return high - int(top) + 1, high


def _weights(weights: Sequence[float] | None, items: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
    if items == 0:
        raise CourseError("satisfaction.no_items")
    given = np.ones(items) if weights is None else np.asarray(list(weights), dtype=np.float64)
    if len(given) != items or not (np.isfinite(given) & (given > 0)).all():
        raise CourseError("satisfaction.weights", items=items, given=len(given))
    return given
