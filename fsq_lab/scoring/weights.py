"""What matters to customers: points of 100 shared over the dimensions, and totals weighted by them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.instruments import Instrument
from fsq_lab.instruments import instrument as find_instrument
from fsq_lab.language import CourseError
from fsq_lab.scoring.answers import PAIR, average, complete_answers, counting, read_answers, refuse_unusable_columns
from fsq_lab.scoring.estimates import EMPTY, Estimate, IntervalRule, Values

POINTS = 100
SLIP = 1  # points by which a sum may be off and still be rescaled
EXACT = 1e-9
RULE = "sums 99 to 101 rescaled to 100, others excluded"

Flags = NDArray[np.bool_]


def weights(
    table: pd.DataFrame, instrument: str | Instrument = "bank_branch", confidence: float = 0.95
) -> pd.DataFrame:
    """Estimate the mean weight of each dimension, in points of 100, with its t interval.

    A respondent's points that sum to 99 to 101 are rescaled to 100. Points that sum to anything else, of which
    one is missing or one is negative, are excluded: which point was meant otherwise cannot be known.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with a column ``weight_<dimension>`` for each dimension; others are ignored.
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    DataFrame, one row per dimension
        ``weight`` (the weights sum to 100), ``sd``, ``low``, ``high``; ``n_used``, of which ``n_rescaled``;
        ``n_missing`` (no points at all), ``n_excluded`` (points that cannot be used); ``convention``. Used,
        missing and excluded add up to the rows of the table. Stated weights are not derived ones: people say
        that everything matters.

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
    >>> from fsq_lab.data import load
    >>> result = weights(load("bank_branch"))
    >>> round(float(result["weight"].sum()), 6)
    100.0
    """
    rule = IntervalRule(confidence)
    questionnaire = find_instrument(instrument)
    points = _allocations(table, questionnaire)
    rows = [
        {
            **_columns(rule.estimate(points.shares[dimension].to_numpy()[points.usable], "weights"), "weight"),
            "n_used": int(points.usable.sum()),
            "n_missing": int(points.blank.sum()),
            "n_rescaled": int(points.rescaled.sum()),
            "n_excluded": int(points.excluded.sum()),
        }
        for dimension in questionnaire.dimensions
    ]
    result = pd.DataFrame(rows, index=pd.Index(questionnaire.dimensions, name="dimension"))
    result["convention"] = f"points of 100; {RULE}; " + result.pop("interval")
    result.attrs = dict(table.attrs)
    return result


def weighted(
    table: pd.DataFrame,
    of: Literal["gap", "perception"] = "gap",
    instrument: str | Instrument = "bank_branch",
    confidence: float = 0.95,
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
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.
    confidence : float
        Level of the t interval, between 0 and 1.

    Returns
    -------
    DataFrame, the rows ``own_weights``, ``mean_weights`` and ``unweighted``
        A column named as `of`, ``sd``, ``low``, ``high``; ``n_used``, of which ``n_rescaled``; ``n_missing`` (no
        points, or not every dimension), ``n_excluded`` (points that cannot be used, see `weights`);
        ``convention``. All three rows are over the same respondents, so they differ by the weights alone; mean
        weights times mean gaps is no mean over respondents and has no interval.

    Raises
    ------
    CourseError
        As for `gaps` and `weights`, and for an unknown `of`.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), *Journal of Retailing* 64(1), 12-40; Cronin and Taylor (1992),
    *Journal of Marketing* 56(3), 55-68, for weighted SERVPERF.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> result = weighted(load("bank_branch"))
    >>> list(result.index)
    ['own_weights', 'mean_weights', 'unweighted']
    """
    if of not in ("gap", "perception"):
        raise CourseError("servqual.unknown_of", of=of)
    rule = IntervalRule(confidence)
    questionnaire = find_instrument(instrument)
    points = _allocations(table, questionnaire)
    levels = _levels(table, of, questionnaire)
    used = points.usable & ~np.isnan(levels).any(axis=1)
    shares, values = points.shares.to_numpy()[used] / POINTS, levels[used]
    product = float(shares.mean(axis=0) @ values.mean(axis=0)) if used.any() else EMPTY
    estimates = {
        "own_weights": rule.estimate((shares * values).sum(axis=1), f"weighted {of}s"),
        "mean_weights": Estimate(product, EMPTY, EMPTY, EMPTY, f"mean weights times mean {of}s, no interval"),
        "unweighted": rule.estimate(values.mean(axis=1), f"{of}s"),
    }
    result = pd.DataFrame([_columns(estimate, of) for estimate in estimates.values()])
    result.index = pd.Index(estimates, name="order")
    result["n_used"] = int(used.sum())
    result["n_missing"] = int((~used & ~points.excluded).sum())
    result["n_rescaled"] = int((used & points.rescaled).sum())
    result["n_excluded"] = int(points.excluded.sum())
    what = counting({"gap": "pairs only", "perception": "perceptions only"}[of], "total")
    result["convention"] = f"{what}; weights: {RULE}; " + result.pop("interval")
    result.attrs = dict(table.attrs)
    return result


@dataclass(frozen=True)
class _Allocations:
    """Each respondent's points by dimension, summing to 100, and what became of each respondent."""

    shares: pd.DataFrame
    usable: Flags
    rescaled: Flags
    blank: Flags

    @property
    def excluded(self) -> Flags:
        return ~self.usable & ~self.blank


def _allocations(table: pd.DataFrame, questionnaire: Instrument) -> _Allocations:
    """Read the weights and judge each respondent's sum."""
    columns = [f"weight_{dimension}" for dimension in questionnaire.dimensions]
    refuse_unusable_columns(table, columns)
    points = table[columns].astype("float64").set_axis(questionnaire.dimensions, axis="columns")
    total = points.sum(axis="columns", skipna=False)
    off = (total - POINTS).abs()
    usable = ((off <= SLIP + EXACT) & (points >= 0).all(axis="columns")).to_numpy()
    return _Allocations(
        shares=points.mul(POINTS / total.where(usable), axis="index"),
        usable=usable,
        rescaled=usable & (off > EXACT).to_numpy(),
        blank=points.isna().all(axis="columns").to_numpy(),
    )


def _levels(table: pd.DataFrame, of: str, questionnaire: Instrument) -> Values:
    """Return each respondent's gap, or perception, by dimension."""
    if of == "perception":
        perception = read_answers(table, of, questionnaire)
        return average(perception, "dimension", questionnaire).to_numpy()
    pairs = complete_answers(table, PAIR, questionnaire)
    expectation, perception = (average(values, "dimension", questionnaire) for values in pairs.values())
    return (perception - expectation).to_numpy()


def _columns(estimate: Estimate, name: str) -> dict[str, object]:
    """Return an estimate as columns, the name of its interval among them."""
    return {**estimate.columns(name), "interval": estimate.interval}
