"""Who may leave next? Chances from signals, whether they keep their word, and what so many calls find."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.customers.table_checks import require, require_confidence, zero_or_one
from fsq_lab.customers.warning_signs import signals as signals
from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import poisson, proportion
from fsq_lab.statistics.regression import Regression, logistic

PREDICTORS = ("complained", "failure", "failure_upper", "fall", "quiet")
LEAVES, ALL = "leaves", "all"
AS_EXPECTED, MORE, FEWER = "as expected", "more than expected", "fewer than expected"
NO_CALLS = "no calls: those at the top are tied"

Reals = NDArray[np.float64]


def fit(table: pd.DataFrame, predictors: Sequence[str] | None = None, confidence: float = 0.95) -> Regression:
    """Fit the chance of leaving to the signals of past months by a logistic curve.

    Fit it to months whose outcome is known, and judge it by later ones: `auc`, `calibration` and `threshold` of the
    months that it was fitted to are too good.

    Parameters
    ----------
    table : DataFrame
        What `signals` returned; rows whose outcome is not yet known are left out and counted.
    predictors : sequence of str, optional
        Columns of the table; by default complained (where there is a log of complaints), failure, failure of an
        upper-tier customer, fall of the balance, quiet.
    confidence : float
        Of the intervals of the coefficients.

    Returns
    -------
    Regression
        ``coefficients``, ``summary``; ``predict(table)`` gives the chances of other months.

    Raises
    ------
    CourseError
        As for `fsq_lab.statistics.regression.logistic`.

    Notes
    -----
    Formula: ``p = 1 / (1 + e^{-(b_0 + sum_j b_j * x_j)})``

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> past = signals(load("customers"), load("balances"), ["2024-09", "2025-03"], load("complaints_log"))
    >>> fit(past).coefficients["coefficient"].round(1)[["complained", "failure_upper"]].to_dict()
    {'complained': 2.7, 'failure_upper': 1.3}
    """
    chosen = [name for name in PREDICTORS if name in table.columns] if predictors is None else list(predictors)
    require(table, [LEAVES, *chosen], [LEAVES, *chosen])
    return logistic(table, LEAVES, chosen, confidence)


def auc(chance: pd.Series, outcome: pd.Series, confidence: float = 0.95) -> pd.Series:
    r"""Return the area under the ROC curve: how often a leaver has a higher chance than a stayer, ties half.

    .. math:: A = \frac{1}{n_1 n_0} \sum_{i, j} \bigl[ x_i > y_j \bigr] + \tfrac12 \bigl[ x_i = y_j \bigr]

    .5 is guessing. The standard error is DeLong's, the interval on the scale of the logit, so it stays within 0 and 1.

    Parameters
    ----------
    chance : Series
        Predicted chances, or any score that rises with the risk.
    outcome : Series
        1 and 0 on the same index. Rows without either are left out and counted.
    confidence : float

    Returns
    -------
    Series
        ``auc``, ``se``, ``low``, ``high``, ``n``, ``events``, ``n_incomplete``, ``convention``. Where everybody who
        left stands above everybody who stayed, there is no interval.

    Raises
    ------
    CourseError
        For an outcome other than 0 and 1, series of other rows, fewer than two of either kind.

    References
    ----------
    Hanley and McNeil (1982), The meaning and use of the area under a ROC curve, *Radiology* 143, 29-36; DeLong, DeLong
    and Clarke-Pearson (1988), Comparing the areas under two or more correlated ROC curves, *Biometrics* 44, 837-845.

    Examples
    --------
    >>> found = auc(pd.Series([.9, .4, .6, .2, .1]), pd.Series([1, 1, 0, 0, 0]))
    >>> round(found["auc"], 3), found["n"], found["events"]
    (0.833, 5, 2)
    """
    from statistics import NormalDist

    require_confidence(confidence)
    score, left, incomplete = _pairs(chance, outcome)
    ones, noughts = score[left == 1], score[left == 0]
    if min(len(ones), len(noughts)) < 2:
        raise CourseError("customers.few_of_a_kind", events=len(ones), others=len(noughts))
    above = np.searchsorted(np.sort(noughts), ones, "left") + np.searchsorted(np.sort(noughts), ones, "right")
    below = np.searchsorted(np.sort(ones), noughts, "left") + np.searchsorted(np.sort(ones), noughts, "right")
    of_ones, of_noughts = above / (2 * len(noughts)), 1 - below / (2 * len(ones))
    area = float(of_ones.mean())
    se = float(np.sqrt(of_ones.var(ddof=1) / len(ones) + of_noughts.var(ddof=1) / len(noughts)))
    low = high = np.nan
    how = "no interval: the two kinds are told apart without fail"
    if se > 0 and 0 < area < 1:
        half = NormalDist().inv_cdf((1 + confidence) / 2) * se / (area * (1 - area))
        low, high = (float(1 / (1 + np.exp(-(np.log(area / (1 - area)) + sign * half)))) for sign in (-1, 1))
        how = f"{100 * confidence:.6g}% interval on the logit scale"
    return pd.Series(
        {
            "auc": area, "se": se if se > 0 else np.nan, "low": low, "high": high, "n": len(score),
            "events": len(ones), "n_incomplete": incomplete,
            "convention": f"area under the ROC curve, ties half; se: DeLong; {how}; rows taken as independent",
        },
        dtype=object,
    )  # fmt: skip


def calibration(chance: pd.Series, outcome: pd.Series, groups: int = 10, confidence: float = 0.95) -> pd.DataFrame:
    """Hold predicted chances against what came: by groups of about equal size, equal chances in one group.

    Parameters
    ----------
    chance : Series
        Predicted chances, 0 to 1.
    outcome : Series
        1 and 0 on the same index. Rows without either are left out and counted.
    groups : int
        How many, at least 2; fewer come out where many chances are equal.
    confidence : float
        Of Wilson's intervals.

    Returns
    -------
    DataFrame, one row per group from the lowest chance up, the last one ``all``
        ``from`` and ``to`` (chances), ``predicted`` (mean chance), ``observed`` (share that left) with ``low`` and
        ``high``, ``events``, ``n``, ``ratio`` (observed / predicted; in the row ``all`` with ``ratio_low`` and
        ``ratio_high`` from the exact Poisson interval), ``note`` ("as expected", "more than expected" or "fewer than
        expected", by the interval), ``n_incomplete``, ``convention``.

    Raises
    ------
    CourseError
        For chances outside 0 to 1, an outcome other than 0 and 1, series of other rows, fewer rows than groups.

    References
    ----------
    Hosmer and Lemeshow (1980), Goodness of fit tests for the multiple logistic regression model, *Communications in
    Statistics A* 9, 1043-1069, for the groups; Van Calster et al. (2019), Calibration: the Achilles heel of predictive
    analytics, *BMC Medicine* 17, 230.

    Examples
    --------
    >>> found = calibration(pd.Series([.1] * 50 + [.5] * 50), pd.Series([1] * 5 + [0] * 45 + [1] * 40 + [0] * 10), 2)
    >>> found["note"].tolist()
    ['as expected', 'more than expected', 'more than expected']
    """
    require_confidence(confidence)
    score, left, incomplete = _pairs(chance, outcome)
    if ((score < 0) | (score > 1)).any():
        raise CourseError("customers.no_chance", value=f"{score[(score < 0) | (score > 1)][0]:g}")
    if groups < 2 or len(score) < groups:
        raise CourseError("customers.few_rows", n=len(score), fewest=max(groups, 2), k=groups)
    cuts = np.sort(score)[np.ceil(np.arange(1, groups) * len(score) / groups).astype(np.int64) - 1]
    place = np.searchsorted(np.unique(cuts), score, side="left")
    rows = {}
    for number, group in enumerate(np.unique(place), start=1):
        rows[str(number)] = _calibrated(score[place == group], left[place == group], confidence)
    whole = _calibrated(score, left, confidence)
    expected = float(score.sum())
    if expected > 0:
        found = poisson(int(left.sum()), expected, confidence)
        whole |= {"ratio_low": found["low"], "ratio_high": found["high"]}
    rows[ALL] = whole
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("group")
    result["n_incomplete"] = incomplete
    result["convention"] = (
        f"{len(rows) - 1} groups by chance, equal chances together; {100 * confidence:.6g}% Wilson; ratio of all: "
        "exact Poisson interval"
    )
    result.attrs = {**chance.attrs, **outcome.attrs, "confidence": confidence}
    return result


def threshold(chance: pd.Series, outcome: pd.Series, calls: int, confidence: float = 0.95) -> pd.Series:
    """Say from which chance on to call when there is time for so many calls, and what these calls find.

    Parameters
    ----------
    chance, outcome, confidence
        As for `by_threshold`.
    calls : int
        How many calls there is time for.

    Returns
    -------
    Series
        A row of `by_threshold`.

    Examples
    --------
    >>> found = threshold(pd.Series([.9, .8, .3, .1]), pd.Series([1, 0, 1, 0]), calls=2)
    >>> found[["threshold", "calls", "hits", "false_alarms", "missed"]].tolist()
    [0.8, 2, 1, 1, 1]
    """
    found = by_threshold(chance, outcome, [calls], confidence)
    return pd.Series({str(name): found[name].tolist()[0] for name in found}, dtype=object)


def by_threshold(
    chance: pd.Series,
    outcome: pd.Series,
    budgets: Sequence[int],
    confidence: float = 0.95,
    cost: float | None = None,
    benefit: float | None = None,
) -> pd.DataFrame:
    """Show for several budgets of calls the threshold, and how many calls, hits and false alarms it brings.

    Customers of one chance are called all or not at all, so a budget may not be used up.

    Parameters
    ----------
    chance, outcome : Series
        Chances, and 1 or 0 on the same index; rows without a chance or outcome are left out and counted.
    budgets : sequence of int
        Calls that there is time for.
    confidence : float
        Of Wilson's interval of the share of hits.
    cost, benefit : float, optional
        Yuan that a call costs, and that a hit is worth to the bank: what you assume, not what the data say.

    Returns
    -------
    DataFrame, one row per budget
        ``threshold`` (called from this chance on), ``calls``, ``hits`` (left), ``false_alarms`` (called, stayed),
        ``missed`` (left, not called), ``hit_share`` of the calls with ``low`` and ``high``, ``found_share`` of those
        who left, ``random_hits`` (what as many calls at random would find), ``net`` (with cost and benefit), ``note``,
        ``n``, ``events``, ``n_incomplete``, ``convention``.

    Raises
    ------
    CourseError
        For a budget that is no whole number from 1 up, an outcome other than 0 and 1, series of other rows, only one
        of cost and benefit.

    Examples
    --------
    >>> found = by_threshold(pd.Series([.9, .5, .5, .1]), pd.Series([1, 0, 1, 0]), [1, 2, 3])
    >>> found[["calls", "hits"]].values.tolist()
    [[1, 1], [1, 1], [3, 2]]
    """
    require_confidence(confidence)
    if (cost is None) != (benefit is None):
        raise CourseError("customers.cost_and_benefit")
    score, left, incomplete = _pairs(chance, outcome)
    events = int(left.sum())
    values, sizes = np.unique(-score, return_counts=True)
    upto = np.cumsum(sizes)
    rows = {}
    for budget in budgets:
        if isinstance(budget, bool) or int(budget) != budget or budget < 1:
            raise CourseError("customers.calls", calls=budget)
        fits = int(np.searchsorted(upto, budget, side="right"))
        at = -float(values[fits - 1]) if fits else np.nan
        called = score >= at if fits else np.zeros(len(score), dtype=bool)
        calls, hits = int(called.sum()), int(left[called].sum())
        share = dict(proportion(hits, calls, confidence=confidence)) if calls else {}
        row: dict[str, object] = {
            "threshold": at,
            "calls": calls,
            "hits": hits,
            "false_alarms": calls - hits,
            "missed": events - hits,
            "hit_share": share.get("share", np.nan),
            "low": share.get("low", np.nan),
            "high": share.get("high", np.nan),
            "found_share": hits / events if events else np.nan,
            "random_hits": calls * events / len(score),
        }
        if cost is not None and benefit is not None:
            row["net"] = hits * benefit - calls * cost
        row |= {"note": "" if calls else NO_CALLS, "n": len(score), "events": events, "n_incomplete": incomplete}
        row["convention"] = (
            f"called from the threshold on, equal chances all or none; {100 * confidence:.6g}% Wilson interval"
        )
        rows[int(budget)] = row
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("budget")
    result.attrs = {**chance.attrs, **outcome.attrs}
    return result


def _calibrated(score: Reals, left: Reals, confidence: float) -> dict[str, object]:
    own = proportion(int(left.sum()), len(left), confidence=confidence)
    expected = float(score.mean())
    note = MORE if own["low"] > expected else FEWER if own["high"] < expected else AS_EXPECTED
    return {
        "from": float(score.min()),
        "to": float(score.max()),
        "predicted": expected,
        "observed": own["share"],
        "low": own["low"],
        "high": own["high"],
        "events": int(left.sum()),
        "n": len(left),
        "ratio": own["share"] / expected if expected > 0 else np.nan,
        "ratio_low": np.nan,
        "ratio_high": np.nan,
        "note": note,
    }


def _pairs(chance: pd.Series, outcome: pd.Series) -> tuple[Reals, Reals, int]:
    """Return chances and outcomes of the rows that have both, and how many have not."""
    for one in (chance, outcome):
        if not isinstance(one, pd.Series):
            raise CourseError("customers.no_series", kind=type(one).__name__)
    if not chance.index.equals(outcome.index):
        raise CourseError("customers.other_rows")
    require(chance.rename("chance").to_frame(), ["chance"], ["chance"])
    left = zero_or_one(outcome, str(outcome.name or "outcome")).to_numpy()
    score = chance.to_numpy(dtype="float64", na_value=np.nan)
    kept = ~np.isnan(score) & ~np.isnan(left)
    if not kept.any():
        raise CourseError("customers.no_rows", columns="chance, outcome")
    return score[kept], left[kept], int((~kept).sum())
