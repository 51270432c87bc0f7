"""Large numbers as people write them: 1.78亿, 402.36万; 178,000,000 in English."""

import math

from fsq_lab.ground.language import current

LARGE = 100_000
"""A column that reaches this size is written so; scores, shares and counts of respondents stay below."""

_SMALL = 1000
_UNITS = (("亿", 10**8), ("万", 10**4))


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
