"""Means and shares of groups, such as branches: one row for each, with its interval and n."""

import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval, proportion


def means(table: pd.DataFrame, column: str, by: str, confidence: float = 0.95) -> pd.DataFrame:
    """Estimate the mean of a column for each group, with Student's t interval.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Rows without an answer or without a group are left out; those without an answer are counted.
    column : str
        The answers, numbers in any unit; the means keep it.
    by : str
        The column that tells groups apart.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row for each group, in the order of their names
        ``mean``, ``low`` and ``high``, ``n``, ``n_missing`` and the ``convention``. A group with fewer than two
        answers, or with equal ones, has no interval.

    Raises
    ------
    CourseError
        For columns that are not there, answers that are no numbers, a table without answers, an unknown level.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> found = means(load("bank_branch"), "overall_satisfaction", by="branch").loc["B06"]
    >>> round(float(found["mean"]), 2), int(found["n"])
    (4.74, 54)
    """
    _require(table, [column, by], [column], confidence)
    answered = table.dropna(subset=[column, by])
    if answered.empty:
        raise CourseError("statistics.no_cases")
    rows = {}
    for name, part in table.dropna(subset=[by]).groupby(by, observed=True)[column]:
        found = mean_with_interval(part.dropna().to_numpy(dtype="float64"), confidence, of="answers")
        rows[name] = {
            "mean": found.mean,
            "low": found.low,
            "high": found.high,
            "n": int(part.count()),
            "n_missing": int(part.isna().sum()),
            "convention": f"mean of {column}, {found.interval}",
        }
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = by
    return result


def shares(table: pd.DataFrame, part: str, whole: str, by: str, confidence: float = 0.95) -> pd.DataFrame:
    """Estimate the share of one count in another for each group: both are added up first, then divided.

    Parameters
    ----------
    table : DataFrame
        Rows of counts, several for a group or one; rows that lack a count or the group are left out.
    part, whole : str
        The columns of the numerator, such as ``in_time``, and of the denominator, such as ``pieces``.
    by : str
        The column that tells groups apart.
    confidence : float
        Level of Wilson's interval, between 0 and 1.

    Returns
    -------
    DataFrame, one row for each group, in the order of their names
        ``share``, ``low`` and ``high`` between 0 and 1, ``n`` and the ``convention``, as
        `fsq_lab.statistics.intervals.proportion` gives them.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, a group whose counts are no share, an unknown level.

    Examples
    --------
    >>> counts = pd.DataFrame({"branch": ["B1", "B1", "B2"], "in_time": [9, 4, 3], "pieces": [10, 5, 6]})
    >>> shares(counts, "in_time", "pieces", by="branch")["n"].to_dict()
    {'B1': 15, 'B2': 6}
    """
    _require(table, [part, whole, by], [part, whole], confidence)
    counts = table.dropna(subset=[part, whole, by]).groupby(by, observed=True)[[part, whole]].sum()
    if counts.empty:
        raise CourseError("statistics.no_cases")
    rows = {name: proportion(own[part], own[whole], confidence=confidence) for name, own in counts.iterrows()}
    result = pd.DataFrame(rows).T
    result.index.name = by
    return result.astype({"share": float, "low": float, "high": float, "n": int})


def _require(table: pd.DataFrame, columns: list[str], numbers: list[str], confidence: float) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise CourseError("statistics.no_column", columns=", ".join(missing))
    for column in numbers:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise CourseError("statistics.not_numbers", column=column, kind=str(table[column].dtype))
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
