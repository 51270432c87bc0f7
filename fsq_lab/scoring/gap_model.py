"""The gap model computed: five gaps of one branch, each in its own unit, beside what they are elsewhere."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual
from fsq_lab.statistics.intervals import mean_with_interval, proportion

WEIGHT = "weight_"
TIMES = ("month", "promised_minutes", "measured_minutes", "pieces")
GAPS = ("gap_1", "gap_2", "gap_3", "gap_4", "gap_5")


def five_gaps(
    guesses: pd.DataFrame,
    items: "Mapping[str, int] | pd.Series",
    promises: pd.DataFrame,
    survey: pd.DataFrame,
    branch: str,
    dimension: str = "reliability",
    standard: float = 0.9,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Compute the five gaps as what there is minus what there should be, so that a negative gap falls short.

    1. weight that managers guess for the dimension, mean over all managers, minus the one that customers give (points
       of 100). All managers were asked, so the interval is the customers' alone.
    2. share of the checklist's items that are about the dimension, minus the guess (points of 100). A count of a
       text, without interval.
    3. pieces in time / pieces, minus the standard (percentage points), with Wilson's interval.
    4. minutes promised minus mean minutes measured, :math:`\sum n (p - m) / \sum n` by month, then the mean over months
       (minutes), with Student's t interval over months: the table has no single times.
    5. perception minus expectation over all dimensions (points of the scale), with its t interval.

    Parameters
    ----------
    guesses : DataFrame, one row per manager
        Columns ``weight_...`` for each dimension, summing to 100.
    items : mapping or Series
        How many items of the checklist are about each dimension.
    promises : DataFrame
        ``branch``, ``month``, ``promised_minutes``, ``measured_minutes``, ``pieces`` and ``in_time``.
    survey : DataFrame
        A survey table with ``branch``; as for `fsq_lab.scoring.servqual.gaps`.
    branch : str
        The branch of gaps 3 to 5; the others together are its comparison.
    dimension : str
        The dimension of gaps 1 and 2, which are of the whole bank.
    standard, confidence : float
        The share in time that is asked for, and the level of the intervals; between 0 and 1.

    Returns
    -------
    DataFrame, rows ``gap_1`` to ``gap_5``
        ``gap``, ``low``, ``high`` and ``n`` (missing for gap 2), ``others`` (missing for gaps 1 and 2), ``convention``;
        ``attrs["branch"]`` names the branch.

    Raises
    ------
    CourseError
        For a branch or a dimension that is not there, no other branch, and a standard outside 0 to 1.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1985), A conceptual model of service quality and its implications for future
    research, *Journal of Marketing* 49(4), 41-50. The measures of the gaps are this course's.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> items = {"tangibles": 5, "reliability": 2, "responsiveness": 5, "assurance": 7, "empathy": 1}
    >>> found = five_gaps(load("managers"), items, load("promises"), load("bank_branch"), "B07")
    >>> round(float(found.loc["gap_2", "gap"]), 2)
    -10.58
    """
    counted = pd.Series(items, dtype=float)
    _require(guesses, counted, promises, survey, branch, dimension, standard)
    guess = float(guesses[WEIGHT + dimension].mean())
    given = _row(servqual.weights(survey, confidence=confidence), dimension)
    written = 100 * float(counted[dimension] / counted.sum())
    level = f"{100 * confidence:.6g}%"
    rows: dict[str, list[object]] = {
        "gap_1": [
            *(guess - float(given[column]) for column in ("weight", "high", "low")),
            int(given["n_used"]),
            np.nan,
            f"{dimension}: mean guess of {len(guesses)} managers minus customers' weight, {level} t interval of it",
        ],
        "gap_2": [
            written - guess,
            *([np.nan] * 4),
            f"{dimension}: items per 100 of the checklist minus mean guess; counted, no interval",
        ],
    }
    own = promises["branch"] == branch
    kept, elsewhere = (
        proportion(int(part["in_time"].sum()), int(part["pieces"].sum()), confidence=confidence)
        for part in (promises[own], promises[~own])
    )
    rows["gap_3"] = [
        *(100 * (kept[column] - standard) for column in ("share", "low", "high")),
        int(kept["n"]),
        100 * (elsewhere["share"] - standard),
        f"pieces in time minus {100 * standard:g}%, {kept['convention']}",
    ]
    early, others = (minutes_early(promises[part]).to_numpy(dtype=np.float64) for part in (own, ~own))
    mean = mean_with_interval(early, confidence, of="months")
    rows["gap_4"] = [
        mean.mean, mean.low, mean.high, len(early), float(others.mean()),
        f"promised minus measured, weighted by pieces, mean of months, {mean.interval}",
    ]  # fmt: skip
    here = survey["branch"] == branch
    felt, felt_elsewhere = (
        _row(servqual.gaps(part, by="total", confidence=confidence), "total") for part in (survey[here], survey[~here])
    )
    rows["gap_5"] = [
        *(float(felt[column]) for column in ("gap", "low", "high")),
        int(felt["n_used"]),
        float(felt_elsewhere["gap"]),
        str(felt["convention"]),
    ]
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["gap", "low", "high", "n", "others", "convention"])
    found.attrs["branch"] = branch
    return found


def minutes_early(promises: pd.DataFrame) -> pd.Series:
    r"""Return by how many minutes transactions were ahead of their promise, month by month; below 0 they were late.

    .. math:: \sum n (p - m) / \sum n

    over the rows of a month, with *n* transactions timed, *p* minutes promised and *m* minutes measured on average.

    Parameters
    ----------
    promises : DataFrame
        ``month``, ``promised_minutes``, ``measured_minutes`` (a mean) and ``pieces`` (how many were timed).

    Returns
    -------
    Series, by month
        Minutes, weighted by the number of transactions.

    Raises
    ------
    CourseError
        For a table that lacks these columns.

    Examples
    --------
    >>> row = {"month": ["2025-03"], "promised_minutes": [30], "measured_minutes": [24], "pieces": [10]}
    >>> minutes_early(pd.DataFrame(row)).to_dict()
    {'2025-03': 6.0}
    """
    if missing := [column for column in TIMES if column not in promises.columns]:
        raise CourseError("gap_model.lacking", table="promises", missing=", ".join(missing))
    ahead = (promises["promised_minutes"] - promises["measured_minutes"]) * promises["pieces"]
    by_month = pd.DataFrame({"ahead": ahead, "pieces": promises["pieces"]}).groupby(promises["month"]).sum()
    found: pd.Series = by_month["ahead"] / by_month["pieces"]
    return found.rename("minutes_early")


def _row(table: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return one row of a result, by column."""
    return {str(column): table.at[name, column] for column in table.columns}


def _require(
    guesses: pd.DataFrame,
    counted: pd.Series,
    promises: pd.DataFrame,
    survey: pd.DataFrame,
    branch: str,
    dimension: str,
    standard: float,
) -> None:
    needed = {
        "guesses": (guesses, [WEIGHT + dimension]),
        "promises": (promises, ["branch", *TIMES, "in_time"]),
        "survey": (survey, ["branch"]),
    }
    for name, (table, columns) in needed.items():
        if missing := [column for column in columns if column not in table.columns]:
            raise CourseError("gap_model.lacking", table=name, missing=", ".join(missing))
    if dimension not in counted.index or counted.isna().any() or (counted < 0).any() or counted.sum() <= 0:
        raise CourseError("gap_model.no_items", dimension=dimension)
    for name in ("promises", "survey"):
        branches = set(needed[name][0]["branch"])
        if branch not in branches or len(branches) < 2:
            raise CourseError("gap_model.no_branch", branch=branch, table=name)
    if not 0 < standard <= 1:
        raise CourseError("gap_model.standard", standard=standard)
