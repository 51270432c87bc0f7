"""What matters to customers: points of 100 shared over the dimensions, and totals weighted by them."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import (
    PAIR,
    Positions,
    Row,
    average,
    complete_answers,
    mark_beyond,
    reach_of,
    read_answers,
    refuse_unusable_columns,
    score_rows,
)
from fsq_lab.scoring.respondents import EXCLUDED, MISSING, USED, Flags, Standing, counting, counts, standings
from fsq_lab.statistics.intervals import EMPTY, Estimate, IntervalRule, Values
from fsq_lab.survey.carrying import questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

POINTS = 100
SLIP = 1  # points by which a sum may be off and still be rescaled
EXACT = 1e-9
RULE = "sums 99 to 101 rescaled to 100, others excluded"


def weights(
    table: pd.DataFrame,
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
    group: str | None = None,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Estimate the mean weight of each dimension, in points of 100, with its interval.

    A respondent's points that sum to 99 to 101 are rescaled to 100. Points that sum to anything else, of which
    one is missing or one is negative, are excluded: which point was meant otherwise cannot be known.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with a column ``weight_<dimension>`` for each dimension; others are ignored.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    confidence : float
        Level of the interval, between 0 and 1.
    group : str, optional
        Column with each respondent's group, such as ``"branch"``.
    interval, resamples, seed
        As for `gaps`.

    Returns
    -------
    DataFrame, one row per dimension
        ``weight`` (the weights sum to 100), ``sd``, ``low``, ``high``; ``n_used``, of which ``n_rescaled``;
        ``n_missing`` (no points at all), ``n_not_asked`` (always 0), ``n_excluded`` (points that cannot be used);
        ``convention``. Used, missing, not asked and excluded add up to the rows of the table, or of the group. With
        `group` the index has two levels, as for `gaps`. Stated weights are not derived ones: people say that
        everything matters.

    Raises
    ------
    CourseError
        When the table has no rows, lacks a column or has it twice, or holds text; for a `confidence` outside
        (0, 1).

    References
    ----------
    Zeithaml, Parasuraman and Berry (1990), *Delivering Quality Service*. The rule for sums is this course's.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> result = weights(load("bank_branch"))
    >>> round(float(result["weight"].sum()), 6)
    100.0
    """
    rule = IntervalRule(confidence, interval, resamples, seed)
    questionnaire = questionnaire_of(table, instrument)
    points = _allocations(table, questionnaire)

    def score(label: Hashable, rows: Positions) -> Row:
        own = points.standing[rows]
        estimate = rule.estimate(points.shares[label].to_numpy()[rows][own == USED], "weights")
        return {
            **estimate.columns("weight"),
            **counts(own),
            "n_rescaled": int(points.rescaled[rows].sum()),
            "convention": f"points of 100; {RULE}; {estimate.interval}",
        }

    result = score_rows(table, questionnaire, list(questionnaire.dimensions), "dimension", group, score)
    mark_beyond(result, dict.fromkeys(questionnaire.dimensions, (0, 100)))
    return result


def weighted(
    table: pd.DataFrame,
    of: Literal["gap", "perception"] = "gap",
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
    group: str | None = None,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
    needs: str = "half",
) -> pd.DataFrame:
    r"""Estimate the weighted total gap (or perception: weighted SERVPERF), beside the other orders of averaging.

    With the share :math:`w_{rd}` of respondent *r*'s points that dimension *d* got (they sum to 1) and the gap
    :math:`g_{rd}`,

    .. math::
        \text{own weights: } \frac{1}{n} \sum_r \sum_d w_{rd}\, g_{rd}, \qquad
        \text{mean weights: } \sum_d \bar w_d\, \bar g_d, \qquad
        \text{unweighted: } \frac{1}{n} \sum_r \frac{1}{k} \sum_d g_{rd}

    The first is the weighted total. The second differs from it by the covariances of weights and gaps: it
    answers for a customer who does not exist.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with answers and weights, as for `gaps` and `weights`.
    of : {"gap", "perception"}
        What is weighted; for ``"perception"`` no expectations are needed.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    confidence : float
        Level of the interval, between 0 and 1.
    group : str, optional
        Column with each respondent's group, such as ``"branch"``; mean weights are then the group's own.
    interval, resamples, seed, needs
        As for `gaps`.

    Returns
    -------
    DataFrame, the rows ``own_weights``, ``mean_weights`` and ``unweighted``
        A column named as `of`, ``sd``, ``low``, ``high``; ``n_used``, of which ``n_rescaled``; ``n_missing`` (no
        points, or no answers), ``n_not_asked``, ``n_excluded`` (points that cannot be used, see `weights`, or
        answers for some dimensions only); ``convention``. All three rows are over the same respondents, so they
        differ by the weights alone; mean weights times mean gaps is no mean over respondents and has no interval.
        With `group` the index has two levels, as for `gaps`.

    Raises
    ------
    CourseError
        As for `gaps` and `weights`, and for an unknown `of`.

    Notes
    -----
    Formula (Parasuraman, Zeithaml and Berry 1988): ``G = 1 / n * sum_r sum_d w_rd * g_rd``

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), *Journal of Retailing* 64(1), 12-40; Cronin and Taylor (1992),
    *Journal of Marketing* 56(3), 55-68, for weighted SERVPERF.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> result = weighted(load("bank_branch"))
    >>> list(result.index)
    ['own_weights', 'mean_weights', 'unweighted']
    """
    if of not in ("gap", "perception"):
        raise CourseError("servqual.unknown_of", of=of)
    rule = IntervalRule(confidence, interval, resamples, seed)
    questionnaire = questionnaire_of(table, instrument)
    points = _allocations(table, questionnaire)
    levels, answered = _levels(table, of, questionnaire, needs)
    standing = np.where(points.standing == USED, answered, points.standing)
    what = counting({"gap": "pairs only", "perception": "perceptions only"}[of], "total", table, questionnaire, needs)

    def estimate(label: Hashable, shares: Values, values: Values) -> Estimate:
        if label == "own_weights":
            return rule.estimate((shares * values).sum(axis=1), f"weighted {of}s")
        if label == "unweighted":
            return rule.estimate(values.mean(axis=1), f"{of}s")
        product = float(shares.mean(axis=0) @ values.mean(axis=0)) if len(values) else EMPTY
        return Estimate(product, EMPTY, EMPTY, EMPTY, f"mean weights times mean {of}s, no interval")

    def score(label: Hashable, rows: Positions) -> Row:
        own = standing[rows]
        used = rows[own == USED]
        found = estimate(label, points.shares.to_numpy()[used] / POINTS, levels[used])
        return {
            **found.columns(of),
            **counts(own),
            "n_rescaled": int(points.rescaled[used].sum()),
            "convention": f"{what}; weights: {RULE}; {found.interval}",
        }

    orders: list[Hashable] = ["own_weights", "mean_weights", "unweighted"]
    result = score_rows(table, questionnaire, orders, "order", group, score)
    mark_beyond(result, dict.fromkeys(orders, reach_of(questionnaire, "perception", differences=of == "gap")["total"]))
    return result


def shares(table: pd.DataFrame, instrument: str | Instrument | None = None) -> pd.DataFrame:
    """Return each respondent's own weights, summing to 100; missing where the points cannot be used, see `weights`.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with weights.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.

    Returns
    -------
    DataFrame, indexed as the table, one column per dimension

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> shares(load("bank_branch")).sum(axis="columns", skipna=False).round(6).value_counts().to_dict()
    {100.0: 598}
    """
    return _allocations(table, questionnaire_of(table, instrument)).shares


@dataclass(frozen=True)
class _Allocations:
    """Each respondent's points by dimension, summing to 100, and what became of each respondent."""

    shares: pd.DataFrame
    standing: Standing
    rescaled: Flags


def _allocations(table: pd.DataFrame, questionnaire: Instrument) -> _Allocations:
    """Read the weights and judge each respondent's sum."""
    columns = [f"weight_{dimension}" for dimension in questionnaire.dimensions]
    refuse_unusable_columns(table, columns)
    points = table[columns].astype("float64").set_axis(questionnaire.dimensions, axis="columns")
    total = points.sum(axis="columns", skipna=False)
    off = (total - POINTS).abs()
    usable = ((off <= SLIP + EXACT) & (points >= 0).all(axis="columns")).to_numpy()
    blank = points.isna().all(axis="columns").to_numpy()
    return _Allocations(
        shares=points.mul(POINTS / total.where(usable), axis="index"),
        standing=np.select([usable, blank], [USED, MISSING], EXCLUDED).astype(np.int8),
        rescaled=usable & (off > EXACT).to_numpy(),
    )


def _levels(table: pd.DataFrame, of: str, questionnaire: Instrument, needs: str) -> tuple[Values, Standing]:
    """Return each respondent's gap, or perception, by dimension, and whether all dimensions are there."""
    if of == "perception":
        perception = read_answers(table, of, questionnaire)
        given, values = perception.notna(), average(perception, "dimension", questionnaire, needs)
    else:
        pairs = complete_answers(table, PAIR, questionnaire)
        given = pairs["expectation"].notna()
        expected, perceived = (average(pairs[answer], "dimension", questionnaire, needs) for answer in PAIR)
        values = perceived - expected
    return values.to_numpy(), standings(given, "total", table, questionnaire, needs)["total"].to_numpy()
