"""Marks from checklists and from indicators: what was passed, which grade, with the doubt of few visits or cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval, proportion

PASSES, FAILS, CANNOT_TELL = "passes", "fails", "cannot tell"
_TIE = 1e-9


def checklist(
    table: pd.DataFrame,
    group: str = "branch",
    unit: Sequence[str] = ("visit", "item"),
    passed: str = "passed",
    passing: float = 60.0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Mark each group by the share of checklist items it passed, of 100, with an interval.

    Raters of one visit saw the same thing, so their marks are first averaged within a unit (an item of a visit); the
    mark is the mean over the units, with Student's t interval. Items differ in difficulty, which makes the interval
    wider than the doubt about this very list of items.

    Parameters
    ----------
    table : DataFrame
        One row for each mark of a rater; rows without a mark are left out and counted.
    group : str
        Column of what is compared.
    unit : sequence of str
        Columns that tell one thing judged from another.
    passed : str
        Column of 1 (passed) and 0 (not).
    passing : float
        The pass mark, of 100.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row for each group, in the order of their names
        ``score`` of 100 with ``low`` and ``high``, ``n`` units, ``n_marks``, ``n_incomplete``, ``note`` ("passes" or
        "fails" where the whole interval lies on one side of the pass mark, else "cannot tell"), and the
        ``convention``. A group with fewer than two units, or whose units are all alike, has no interval.

    Raises
    ------
    CourseError
        For columns that are not there, a table without marks, marks other than 0 and 1, a pass mark outside 0 to 100,
        an unknown level.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> checklist(load("mystery_visits")).loc["B06", ["n", "n_marks"]].tolist()
    [40, 80]
    """
    unit = list(unit)
    missing = [name for name in (group, *unit, passed) if name not in table.columns]
    if missing:
        raise CourseError("ratings.no_column", columns=", ".join(missing))
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    if not 0 <= passing <= 100:
        raise CourseError("ratings.pass_mark", passing=passing)
    marked = table.dropna(subset=[group, *unit, passed])
    if marked.empty:
        raise CourseError("ratings.no_marks", rows=len(table), passed=passed)
    odd = marked[passed][~marked[passed].isin([0, 1])]
    if not odd.empty:
        raise CourseError("ratings.not_0_1", column=passed, value=odd.iloc[0], row=odd.index[0])
    units = marked.groupby([group, *unit], observed=True)[passed].mean()
    rows = {}
    for name, marks in marked.groupby(group, observed=True):
        own = 100.0 * units[name].to_numpy(dtype="float64")
        found = mean_with_interval(own, confidence, of="marks")
        low, high = max(found.low, 0.0), min(found.high, 100.0)
        rows[name] = {
            "score": found.mean,
            "low": low if np.isfinite(found.low) else np.nan,
            "high": high if np.isfinite(found.high) else np.nan,
            "n": len(own),
            "n_marks": len(marks),
            "n_incomplete": int((table[group] == name).sum()) - len(marks),
            "note": _verdict(found.low, found.high, passing),
            "convention": f"mean over units ({' x '.join(unit)}) of the raters' mean, {found.interval}",
        }
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = group
    return result


def _verdict(low: float, high: float, passing: float) -> str:
    if low >= passing:
        return PASSES
    return FAILS if high < passing else CANNOT_TELL


@dataclass(frozen=True)
class RatingRule:
    """A rating of institutions: how indicators are weighed, and from which score which grade is given.

    Attributes
    ----------
    name : str
    grades : tuple of (str, float)
        Each grade and its lowest score, from the best.
    weights : mapping of str to float
        Points of 100 for each indicator.
    source : str
        Where the cut-offs come from, and what is this course's own.
    """

    name: str
    grades: tuple[tuple[str, float], ...]
    weights: Mapping[str, float]
    source: str


INSURER_2015 = RatingRule(
    name="insurer service rating of 2015",
    grades=(("AAA", 95), ("AA", 90), ("A", 85), ("BBB", 80), ("BB", 75), ("B", 70), ("CCC", 65), ("CC", 60),
            ("C", 55), ("D", 0)),
    weights={
        "call_connected": 10.0, "agent_satisfaction": 10.0, "objections_settled": 10.0,
        "claims_in_time": 15.0, "claims_paid": 15.0, "claims_reviewed": 15.0,
        "complaints_settled": 12.5, "complaints_not_repeated": 12.5,
    },
    source="保险公司服务评价管理办法（试行），2015: ten grades, eight indicators of property insurers; printed are "
    "10, 10 and 10 points, 45 for the three of claims and 25 for the two of complaints; that these are shared "
    "equally, and "
    "that an indicator's points are its share, is this course's convention",
)  # fmt: skip


def grade(score: float, rule: RatingRule = INSURER_2015) -> str:
    """Return the grade of a score; a score on a cut-off has the better one.

    Parameters
    ----------
    score : float
        From 0 to 100.
    rule : RatingRule

    Raises
    ------
    CourseError
        For a score outside 0 to 100.

    Examples
    --------
    >>> grade(90), grade(89.9)
    ('AA', 'A')
    """
    if not 0 <= score <= 100:
        raise CourseError("ratings.no_score", score=score)
    return next(name for name, lowest in rule.grades if score >= lowest - _TIE)


def rate(
    indicators: pd.DataFrame, by: str = "insurer", rule: RatingRule = INSURER_2015, confidence: float = 0.95
) -> pd.DataFrame:
    r"""Rate each institution from its indicators, with the doubt that comes from counting so many cases.

    .. math::
        s = \sum_i w_i \frac{x_i}{n_i}, \qquad
        se^2 = \sum_i w_i^2 \frac{\tilde p_i (1 - \tilde p_i)}{n_i}, \qquad \tilde p_i = \frac{x_i + 2}{n_i + 4}

    Indicators are taken as independent, and cases as a sample of what the institution does.

    Parameters
    ----------
    indicators : DataFrame
        One row for each institution and indicator: ``indicator``, ``numerator``, ``denominator``.
    by : str
        The column of institutions.
    rule : RatingRule
        Each of its indicators must be there, once; others are refused.
    confidence : float
        Level of the interval.

    Returns
    -------
    DataFrame, one row per institution
        ``score`` of 100 with ``low`` and ``high``, ``grade``, ``grade_low`` and ``grade_high`` (of the interval's
        ends), ``certain`` (the three agree), ``nearest_cut`` and ``distance`` to it, ``n`` cases, ``convention``.

    Raises
    ------
    CourseError
        For columns or indicators that are not there, stand twice or are unknown, or counts that are no share (a base
        of 0 is named).

    References
    ----------
    The rule's `source`; Agresti and Coull (1998), *The American Statistician* 52(2), 119-126, for the shares' error.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> rate(load("insurer_indicators"))["certain"].value_counts().to_dict()
    {True: 4, False: 1}
    """
    from scipy.special import ndtri

    absent = [name for name in (by, "indicator", "numerator", "denominator") if name not in indicators.columns]
    if absent:
        raise CourseError("ratings.no_column", columns=", ".join(absent))
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    z = float(ndtri((1 + confidence) / 2))
    cuts = [lowest for _, lowest in rule.grades if lowest > 0]
    rows = {}
    for name, own in indicators.groupby(by, observed=True):
        told = [str(indicator) for indicator in own["indicator"]]
        odd = sorted(set(told) ^ set(rule.weights)) or [one for one in dict.fromkeys(told) if told.count(one) > 1]
        if odd:
            raise CourseError("ratings.indicators", institution=name, indicators=", ".join(odd))
        score = variance = 0.0
        for _, row in own.iterrows():
            found = proportion(row["numerator"], row["denominator"])
            weight, n = rule.weights[str(row["indicator"])], int(row["denominator"])
            smoothed = (row["numerator"] + 2) / (n + 4)
            score += weight * float(found["share"])
            variance += weight**2 * smoothed * (1 - smoothed) / n
        half = z * variance**0.5
        low, high = max(score - half, 0.0), min(score + half, 100.0)
        nearest = min(cuts, key=lambda cut: abs(cut - score))
        grades = [grade(value, rule) for value in (score, low, high)]
        rows[name] = {
            "score": score,
            "low": low,
            "high": high,
            "grade": grades[0],
            "grade_low": grades[1],
            "grade_high": grades[2],
            "certain": len(set(grades)) == 1,
            "nearest_cut": nearest,
            "distance": score - nearest,
            "n": int(own["denominator"].sum()),
            "convention": f"{rule.name}; weighted shares; {100 * confidence:.6g}% normal interval, clipped to 0, 100",
        }
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis(by)
    result.attrs = dict(indicators.attrs)
    return result
