"""Months 0 to 23 and days as the tables write them: 2024-01 to 2025-12."""

from datetime import date, timedelta

from fsq_lab.ground.synthetic.bank.parameters import MONTHS

WEDNESDAY = 2
FIRST_YEAR = 2024
# The 10th, or the working day before it.
_PAYDAYS = {1: 8, 2: 8, 5: 7, 7: 9, 10: 8, 16: 9, 19: 8}


def month_name(month: int) -> str:
    """Return a month's name; months before 2024 are negative.

    >>> month_name(0), month_name(23), month_name(-1)
    ('2024-01', '2025-12', '2023-12')
    """
    return f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}"


MONTH_NAMES = tuple(month_name(month) for month in range(MONTHS))


def days_in(month: int) -> int:
    """Return how many days a month has.

    >>> days_in(1), days_in(13)
    (29, 28)
    """
    return (first_day(month + 1) - first_day(month)).days


def first_day(month: int) -> date:
    """Return a month's first day."""
    return date(FIRST_YEAR + month // 12, month % 12 + 1, 1)


def day_in(month: int, share: float) -> date:
    """Return the day of a month that a share from 0 to 1 of it has reached.

    >>> day_in(1, 0.0).isoformat(), day_in(1, 0.999).isoformat()
    ('2024-02-01', '2024-02-29')
    """
    return first_day(month) + timedelta(days=int(share * days_in(month)))


def nth_wednesday(month: int, n: int) -> date:
    """Return a month's n-th Wednesday.

    >>> nth_wednesday(14, 3).isoformat()
    '2025-03-19'
    """
    first = first_day(month)
    return first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 7 * (n - 1))


def pay_day(month: int) -> date:
    """Return the 10th, or the working day before it.

    >>> pay_day(16).isoformat(), pay_day(14).isoformat()
    ('2025-05-09', '2025-03-10')
    """
    return first_day(month).replace(day=_PAYDAYS.get(month, 10))
