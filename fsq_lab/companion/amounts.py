"""Large numbers as people write them: 1.78亿, 402.36万; 178,000,000 in English."""

import math
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import current

if TYPE_CHECKING:
    from pandas import Series

LARGE = 100_000
"""A column that reaches this size is written so; scores, shares and counts of respondents stay below."""

_SMALL = 1000
_UNITS = (("亿", 10**8), ("万", 10**4))
_SMALLEST_IN_UNIT = 0.1


def amounts(column: "Series[Any]") -> "Series[Any]":
    """Return a column of large numbers as people write them, all of one column in one unit.

    The unit is the largest in which no number but 0 falls below a tenth; where there is none, or all numbers have the
    same by `amount`, each number is written by itself.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> amounts(pd.Series([1130424.0, 205590.4, 26731.9])).tolist()
    ['113.04万', '20.56万', '2.67万']
    """
    each = column.map(amount)
    sizes = column.abs()[(column != 0) & column.notna()]
    unit, size = next((one for one in _UNITS if sizes.min() >= _SMALLEST_IN_UNIT * one[1]), ("", 1))
    if current() != "zh" or {str(text)[-1:] for text in each[sizes.index]} <= {unit}:
        return each
    decimals = 2 if unit else 0
    return column.map(lambda value: f"{value / size:,.{decimals}f}{unit}" if math.isfinite(value) else value)


def amount(value: float) -> object:
    """Return a number as people write it: whole ones exactly, others to four digits; a missing one stays missing.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("zh")
    >>> amount(178000000.0), amount(4023600.0), amount(130029.0), amount(2378814.9), amount(658.31)
    ('1.78亿', '402.36万', '130,029', '237.9万', '658.3')
    >>> _ = use("en")
    >>> amount(178000000.0), amount(2378814.9)
    ('178,000,000', '2,378,815')
    """
    if not math.isfinite(value):
        return value
    unit, size = next((pair for pair in _UNITS if current() == "zh" and abs(value) >= pair[1]), ("", 1))
    if value == int(value):
        written = f"{value / size:,.2f}".rstrip("0").rstrip(".")
        exact = round(value / size, 2) * size == value
        return f"{written}{unit}" if exact else f"{value:,.0f}"
    if unit or abs(value) < _SMALL:
        return f"{float(f'{value / size:.4g}'):,.10g}{unit}"
    return f"{value:,.0f}"
