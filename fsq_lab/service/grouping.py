"""What the rooms of service share: columns that must be there, groups of rows, months and hours."""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError, label, message

MONTH, HOUR = "month", "hour"
ALL = "all"


def require_columns(table: pd.DataFrame, columns: Sequence[str], source: str) -> None:
    """Refuse a table that lacks columns, has one twice, or has no rows.

    Parameters
    ----------
    table : DataFrame
    columns : sequence of str
        What is needed.
    source : str
        The table that has them, for the message.
    """
    if missing := [name for name in columns if name not in table.columns]:
        raise CourseError("service.no_column", columns=", ".join(missing), source=source)
    if double := [name for name in columns if list(table.columns).count(name) > 1]:
        raise CourseError("statistics.double_column", column=double[0])
    if table.empty:
        raise CourseError("service.no_rows")


def names_of(by: "str | Sequence[str] | None") -> list[str]:
    """Return the columns to group by as a list, none for all rows together.

    >>> names_of("branch"), names_of(None)
    (['branch'], [])
    """
    return [] if by is None else [by] if isinstance(by, str) else list(by)


def with_derived(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the table with the month of its dates and the hour of its arrivals, where they are grouped by."""
    derived: dict[str, pd.Series] = {}
    if MONTH in by and MONTH not in table.columns and "date" in table.columns:
        derived[MONTH] = table["date"].astype(str).str.slice(0, 7)
    if HOUR in by and HOUR not in table.columns and "arrival" in table.columns:
        derived[HOUR] = (table["arrival"] // 60).astype("Int64")
    return table.assign(**derived) if derived else table


def groups(table: pd.DataFrame, by: Sequence[str]) -> Iterator[tuple[Hashable, pd.DataFrame]]:
    """Return each group with its rows, in the order of the names; all rows as one where nothing is grouped by."""
    if not by:
        yield ALL, table
        return
    for name, rows in table.groupby(list(by), observed=True, sort=True):
        yield (name[0] if len(by) == 1 else name), rows


def name_of(group: Hashable) -> str:
    """Return a group's name as a reader sees it.

    >>> name_of(("B07", "2025-03"))
    'B07, 2025-03'
    """
    return message("plots.separator").join(
        label(str(part)) for part in (group if isinstance(group, tuple) else (group,))
    )


def indexed(rows: dict[Hashable, dict[str, object]], by: Sequence[str]) -> pd.DataFrame:
    """Return one row for each group, under the names of what they are grouped by."""
    found = pd.DataFrame(list(rows.values()))
    if len(by) < 2:
        found.index = pd.Index(list(rows), name=by[0] if by else None)
    else:
        found.index = pd.MultiIndex.from_tuples(list(rows), names=list(by))  # type: ignore[arg-type]
    return found


def marks_of(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of 1 (yes) and 0 (no) without missing values, or refuse it.

    Raises
    ------
    CourseError
        Where the column holds anything but 1 and 0 (or true and false), or nothing at all.
    """
    given = table[column].dropna()
    odd = given[~given.isin([0, 1])]
    if not odd.empty:
        raise CourseError("service.not_0_1", column=column, value=odd.iloc[0], row=odd.index[0])
    if given.empty:
        raise CourseError("service.no_marks", column=column, rows=len(table))
    return given.astype(np.int64)
