"""What every room of customers asks of a table first: that columns are there, hold numbers, and belong together."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError


def require(table: pd.DataFrame, columns: Sequence[str], numbers: Sequence[str] = ()) -> None:
    """Raise where a table lacks columns, holds one twice, or a column of numbers holds none.

    Raises
    ------
    CourseError
        With the columns.
    """
    missing = [str(name) for name in columns if name not in table.columns]
    if missing:
        raise CourseError("customers.no_column", columns=", ".join(missing))
    for name in columns:
        if table[name].ndim > 1:
            raise CourseError("statistics.double_column", column=name)
    for name in numbers:
        kind = table[name].dtype
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind)):
            raise CourseError("statistics.not_numbers", column=name, kind=kind)
        if np.isinf(table[name].to_numpy(dtype="float64", na_value=np.nan)).any():
            raise CourseError("statistics.infinite")


def require_confidence(confidence: float) -> None:
    """Raise for a level that is not between 0 and 1."""
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)


def zero_or_one(values: pd.Series, name: str) -> pd.Series:
    """Return a column of 0 and 1, of true and false as numbers, or refuse it; missing stays missing.

    >>> zero_or_one(pd.Series([True, False]), "left").tolist()
    [1.0, 0.0]
    """
    found = pd.to_numeric(values, errors="coerce").astype("float64")
    odd = values.notna() & ~found.isin([0.0, 1.0])
    if odd.any():
        raise CourseError("customers.not_0_1", column=name, value=values[odd].iloc[0], row=values.index[odd][0])
    return found


def one_world(*tables: pd.DataFrame) -> None:
    """Raise where tables come from different draws of the bank, and so do not belong together."""
    seeds = {one.attrs["synthetic_seed"] for one in tables if "synthetic_seed" in one.attrs}
    if len(seeds) > 1:
        raise CourseError("complaints.two_worlds")
