"""One date of receipt under the rule and under the common misreadings of "day"."""

from datetime import date, timedelta

import pandas as pd

from fsq_lab.complaints.calendar import SATURDAY, WorkingCalendar, course_calendar, day_of, whole_days
from fsq_lab.ground.language import CourseError

RULE = "rule"
READINGS = (RULE, "receipt_counted", "moved", "from_registration", "weekdays", "working_days")
AS_RULE, EARLIER, LATER, NO_CALENDAR = "as the rule", "earlier than the rule", "later than the rule", "no calendar"


def readings(received: object, days: int = 15, calendar: WorkingCalendar | None = None) -> pd.DataFrame:
    """Lay the last day under the rule beside those under five misreadings.

    Parameters
    ----------
    received : date or text
        Day of receipt.
    days : int
        The limit, such as 15, 30 or 60.
    calendar : WorkingCalendar, optional
        By default the course's.

    Returns
    -------
    DataFrame, one row per reading
        ``rule`` (calendar days from the day after receipt, not moved), ``receipt_counted`` (receipt is day 1),
        ``moved`` (a last day on a rest day moves on), ``from_registration`` (the clock starts on the first working
        day after receipt, as if registering were receiving), ``weekdays`` (Monday to Friday, without holidays and
        make-up days), ``working_days``. Columns ``due`` (empty where the year has no calendar), ``days_later`` (days
        later than the rule), ``day_kind`` (what day it is), ``note`` ("as the rule", "earlier than the rule",
        "later than the rule": who follows it is late; or "no calendar"), ``convention``.

    Raises
    ------
    CourseError
        For what is no date or no whole number.

    Examples
    --------
    >>> readings("2025-09-26").loc[["rule", "working_days"], "due"].tolist()
    ['2025-10-11', '2025-10-23']
    """
    first, number, known = day_of(received, "received"), whole_days(days), calendar or course_calendar()
    rule = first + timedelta(days=number)
    rows = {}
    for name in READINGS:
        try:
            due: date | None = _last(name, first, number, known)
        except CourseError:
            due = None
        difference = None if due is None else (due - rule).days
        rows[name] = {
            "due": None if due is None else due.isoformat(),
            "days_later": difference,
            "day_kind": known.kind(due) if due is not None and due.year in known.years else None,
            "note": NO_CALENDAR if difference is None else _compared(difference),
            "convention": f"{number} days; {name}",
        }
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("reading")
    result["days_later"] = result["days_later"].astype("Int64")
    return result


def _last(name: str, first: date, number: int, known: WorkingCalendar) -> date:
    """Return the last day under one reading."""
    rule = first + timedelta(days=number)
    if name == "receipt_counted":
        return rule - timedelta(days=1)
    if name == "moved":
        return known.worked_from(rule)
    if name == "from_registration":
        return known.worked_from(first + timedelta(days=1)) + timedelta(days=number)
    if name == "weekdays":
        day, left = first, number
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY
        return day
    return known.after(first, number) if name == "working_days" else rule


def _compared(difference: int) -> str:
    return AS_RULE if difference == 0 else EARLIER if difference < 0 else LATER
