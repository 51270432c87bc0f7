"""Answers to one question as whole scores on a stated scale; missing ones are counted, all others refused by row."""

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

Scale = tuple[int, int]


def whole_scores(answers: "pd.Series[Any]", scale: Scale) -> tuple[NDArray[np.int64], int]:
    """Return the scores that were given, and how many are missing.

    Parameters
    ----------
    answers : Series
        One row per respondent; missing values are those who gave no answer.
    scale : tuple of int
        The lowest and the highest score.

    Raises
    ------
    CourseError
        Where the column holds no numbers, a score that is not whole or off the scale, for a scale without two points,
        and where nobody answered.

    Examples
    --------
    >>> values, n_missing = whole_scores(pd.Series([1.0, 5.0, None]), (1, 5))
    >>> values.tolist(), n_missing
    ([1, 5], 1)
    """
    low, high = checked_scale(scale)
    if not isinstance(answers, pd.Series):
        raise CourseError("scores.no_column")
    name = "" if answers.name is None else str(answers.name)
    if not pd.api.types.is_numeric_dtype(answers) or pd.api.types.is_bool_dtype(answers):
        raise CourseError("scores.not_numbers", column=name, kind=str(answers.dtype))
    given = answers.dropna()
    off = given[(given < low) | (given > high) | (given != np.floor(given))]
    if len(off):
        raise CourseError(
            "scores.off_scale",
            column=name,
            value=f"{off.iloc[0]:g}",
            row=off.index[0],
            count=len(off),
            low=low,
            high=high,
        )
    if given.empty:
        raise CourseError("scores.nobody", column=name, missing=len(answers))
    return given.to_numpy(dtype=np.int64), len(answers) - len(given)


def checked_scale(scale: Scale) -> Scale:
    """Return the ends of a scale of whole numbers, or refuse it."""
    low, high = scale
    if float(low) != int(low) or float(high) != int(high) or not low < high:
        raise CourseError("scores.no_scale", low=low, high=high)
    return int(low), int(high)


def numbers_of(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return columns of a table as numbers, or refuse those that are not there or hold none."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise CourseError("statistics.no_column", columns=", ".join(missing))
    for name in columns:
        if not (pd.api.types.is_numeric_dtype(table[name]) or pd.api.types.is_bool_dtype(table[name])):
            raise CourseError("statistics.not_numbers", column=name, kind=str(table[name].dtype))
    return table[columns].astype("float64")


def zeros_and_ones(table: pd.DataFrame, column: str) -> "pd.Series[float]":
    """Return a column of 0, 1 and missing values, or refuse it with the first row that holds anything else."""
    values = numbers_of(table, [column])[column]
    odd = values.notna() & ~values.isin([0, 1])
    if odd.any():
        raise CourseError("scores.not_0_1", column=column, value=f"{values[odd].iloc[0]:g}", row=values.index[odd][0])
    return values


def group_by_group(
    table: pd.DataFrame, column: str, by: str, measure: "Callable[[pd.Series[Any]], pd.Series[Any]]"
) -> pd.DataFrame:
    """Return a measure of a column for each group, a row each, in the order of their names.

    Raises
    ------
    CourseError
        For columns that are not there, and where no row names a group.
    """
    missing = [name for name in (column, by) if name not in table.columns]
    if missing:
        raise CourseError("statistics.no_column", columns=", ".join(missing))
    groups = table.dropna(subset=[by]).groupby(by, observed=True)[column]
    rows: dict[Hashable, pd.Series[Any]] = {name: measure(part) for name, part in groups}
    if not rows:
        raise CourseError("statistics.no_cases")
    return as_rows(rows, by, table)


def as_rows(rows: "dict[Any, pd.Series[Any]]", by: str, source: pd.DataFrame) -> pd.DataFrame:
    """Return results as the rows of one table, which says where its data come from."""
    result = pd.DataFrame(dict(enumerate(rows.values()))).T.infer_objects()
    result.index = pd.Index(list(rows), name=by)
    result.attrs = dict(source.attrs)
    return result


def require_confidence(confidence: float) -> None:
    """Refuse a level that does not lie between 0 and 1."""
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)


def clip(value: float, low: float, high: float) -> float:
    """Return a bound no further out than the scale's end."""
    return min(max(float(value), low), high)


def level(confidence: float) -> str:
    """Return a level as text."""
    return f"{100 * confidence:.6g}%"
