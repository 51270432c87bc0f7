"""Marks from checklists: what was passed, of 100, with the doubt that comes from few visits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval

PASSES, FAILS, CANNOT_TELL = "passes", "fails", "cannot tell"


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
