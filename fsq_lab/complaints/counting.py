"""Counts and what they are counted in: read from tables and checked, and a break in definition never crossed."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

DEFINITION = "definition"
QUARTER_COLUMN = "quarter"
REGULATOR_BREAKS = ("2022Q1",)
"""Quarters from which the regulator counts complaints otherwise: from 2022Q1 on repeated ones are merged."""

_MONTH, _QUARTER, _YEAR = re.compile(r"(\d{4})-(\d{2})"), re.compile(r"(\d{4})Q([1-4])"), re.compile(r"(\d{4})")


def complete_counts(
    table: pd.DataFrame, count: str, exposure: str | None, others: Sequence[str], breaks: Sequence[str]
) -> pd.DataFrame:
    """Return the rows that have both a count and what it is counted in, or refuse the table.

    Parameters
    ----------
    table : DataFrame
        One row per unit, period or both.
    count, exposure : str
        Columns of whole counts, and of what they are counted in (None where they stand alone).
    others : sequence of str
        Further columns that are needed, such as the group's and the period's.
    breaks : sequence of str
        Quarters such as ``"2022Q1"`` from which counts mean something else.

    Returns
    -------
    DataFrame
        The columns named, counts and exposures as floats; rows without a count, an exposure or a group are left out.

    Raises
    ------
    CourseError
        For columns that are not there or twice, no numbers, counts that are negative or broken, exposures below 0 or
        without end, a count where the exposure is 0, no complete row, and counts of more than one definition.
    """
    needed = [*dict.fromkeys([*others, count, *([] if exposure is None else [exposure])])]
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(map(str, missing)))
    double = [name for name in needed if list(table.columns).count(name) > 1]
    if double:
        raise CourseError("statistics.double_column", column=", ".join(double))
    numbers = [count] if exposure is None else [count, exposure]
    for name in numbers:
        kind = table[name].dtype
        if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
            raise CourseError("statistics.not_numbers", column=name, kind=kind)
    found = table[needed].dropna()
    if found.empty:
        raise CourseError("complaints.no_rows", rows=len(table), columns=", ".join(needed))
    found = found.assign(**{name: found[name].astype("float64") for name in numbers})
    _refuse_numbers(found, count, exposure)
    refuse_breaks(table.loc[found.index] if table.index.is_unique else table, others, breaks)
    return found


def _refuse_numbers(found: pd.DataFrame, count: str, exposure: str | None) -> None:
    odd = found[~np.isfinite(found[count]) | (found[count] < 0) | (found[count] % 1 != 0)]
    if not odd.empty:
        raise CourseError("complaints.no_count", column=count, row=odd.index[0], value=f"{odd[count].iloc[0]:g}")
    if exposure is None:
        return
    odd = found[~np.isfinite(found[exposure]) | (found[exposure] < 0)]
    if not odd.empty:
        raise CourseError(
            "complaints.no_exposure", column=exposure, row=odd.index[0], value=f"{odd[exposure].iloc[0]:g}"
        )
    odd = found[(found[exposure] == 0) & (found[count] > 0)]
    if not odd.empty:
        raise CourseError("complaints.base_0", unit=odd.index[0], count=f"{odd[count].iloc[0]:g}", exposure=exposure)


def refuse_breaks(table: pd.DataFrame, columns: Sequence[str], breaks: Sequence[str]) -> None:
    """Raise where a table's counts are of more than one definition.

    That is where its column ``definition`` holds several values, or where quarters stand on both sides of a break.

    Raises
    ------
    CourseError
        With the definitions, or the quarter of the break.
    """
    if DEFINITION in table.columns and table[DEFINITION].nunique() > 1:
        known = ", ".join(sorted(map(str, table[DEFINITION].dropna().unique())))
        raise CourseError("complaints.definitions", definitions=known, column=DEFINITION)
    for column in dict.fromkeys([*columns, QUARTER_COLUMN]):
        if column not in table.columns:
            continue
        quarters = {str(value) for value in table[column].dropna().unique() if _QUARTER.fullmatch(str(value))}
        for break_ in breaks:
            if quarters and min(quarters) < break_ <= max(quarters):
                raise CourseError("complaints.crosses_break", quarter=break_, first=min(quarters), last=max(quarters))


def places_in_time(labels: Sequence[object]) -> NDArray[np.int64]:
    """Return each period's place in time: months, quarters and years by the calendar, others by their order.

    Examples
    --------
    >>> places_in_time(["2024-11", "2025-01"]).tolist(), places_in_time(["2021Q4", "2022Q2"]).tolist()
    ([0, 2], [0, 2])
    >>> places_in_time(["week b", "week a"]).tolist()
    [1, 0]
    """
    texts = [str(label) for label in labels]
    for pattern, parts in ((_MONTH, 12), (_QUARTER, 4), (_YEAR, 1)):
        matches = [pattern.fullmatch(text) for text in texts]
        if all(matches):
            found = [int(one[1]) * parts + (int(one[2]) - 1 if parts > 1 else 0) for one in matches if one]
            return np.array(found, dtype=np.int64) - min(found)
    if all(isinstance(label, int | float | np.integer | np.floating) for label in labels):
        ordered = sorted(set(labels))  # type: ignore[type-var]
    else:
        ordered = sorted(set(labels), key=str)
    place = {label: position for position, label in enumerate(ordered)}
    return np.array([place[label] for label in labels], dtype=np.int64)


def period_of(dates: pd.Series, like: str) -> pd.Series:
    """Return for each date the period that it falls into, written as the example is: a month, a quarter or a year.

    Raises
    ------
    CourseError
        For an example of another kind, and dates that cannot be read.

    Examples
    --------
    >>> [period_of(pd.Series(["2025-04-30"]), like).item() for like in ("2024-01", "2024Q1", "2024")]
    ['2025-04', '2025Q2', '2025']
    """
    read = pd.to_datetime(dates, errors="coerce")
    if read.isna().any():
        bad = read.isna()
        raise CourseError("complaints.no_date", column=dates.name, count=int(bad.sum()), row=dates.index[bad][0])
    if _MONTH.fullmatch(like):
        return read.dt.strftime("%Y-%m")
    if _QUARTER.fullmatch(like):
        return read.dt.year.astype(str) + "Q" + read.dt.quarter.astype(str)
    if _YEAR.fullmatch(like):
        return read.dt.year.astype(str)
    raise CourseError("complaints.no_period", period=like)


def require_chance(chance: float) -> None:
    """Raise for a tail that is not between 0 and one half."""
    if not 0 < chance < 0.5:
        raise CourseError("complaints.chance", chance=chance)


def require_per(per: float) -> None:
    """Raise for a unit of rates that is no number above 0."""
    if not (np.isfinite(per) and per > 0):
        raise CourseError("complaints.per", per=per)
