"""A term in days: calendar or working days, moved or not by a named convention, and the limits that the law states."""

from datetime import date, timedelta

import pandas as pd

from fsq_lab.complaints.calendar import WorkingCalendar, course_calendar, day_of, whole_days
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.legal import course_rules

CALENDAR, WORKED = "calendar_days", "working_days"
CIVIL_CODE = "civil-code"
WITHOUT = "none"
"""For `calendar`: count calendar days without saying what kind of day the last one is."""
COMPLAINTS = "consumer-complaints-2020-3"
NOT_COUNTED = "the day it starts on is not counted (convention)"
NOT_MOVED = "a last day on a rest day is not moved: the rule does not say so (convention)"
MOVED = "due moved to the next working day, as Civil Code art. 203 does for its own periods (convention); alarm is not"

CalendarChoice = WorkingCalendar | str | None


def term(
    start: object,
    days: int,
    unit: str = CALENDAR,
    rolled: str | None = None,
    calendar: CalendarChoice = None,
) -> pd.Series:
    """Count a term of whole days from the day after its start.

    Parameters
    ----------
    start : date or text such as ``"2026-01-20"``
        Day of receipt; it is not counted.
    days : int
        From 1 on.
    unit : {"calendar_days", "working_days"}
        Working days leave out holidays and weekends and count make-up days.
    rolled : {None, "civil-code"}
        What moves a last day that is a rest day: nothing, or the convention of Civil Code art. 203. The alarm never
        moves.
    calendar : WorkingCalendar or "none", optional
        By default the course's. ``"none"`` counts calendar days that are not moved without any, in a year whose
        notice is not there yet.

    Returns
    -------
    Series
        ``counted_from``, ``days``, ``unit``, ``alarm`` (the last day, never moved), ``due`` (moved where `rolled` says
        so), ``day_kind`` (of the alarm's day: "working day", "weekend", "holiday" or "make-up day"),
        ``last_working_day`` (not after the alarm: until then somebody is at work), ``convention``. Dates are texts.

    Raises
    ------
    CourseError
        For what is no date or no whole number, an unknown unit or convention, and a year without a calendar, the one
        that the term runs into too.

    Examples
    --------
    >>> term("2026-02-05", 15)[["alarm", "due", "day_kind", "last_working_day"]].tolist()
    ['2026-02-20', '2026-02-20', 'holiday', '2026-02-14']
    >>> term("2026-02-05", 15, rolled="civil-code")[["alarm", "due"]].tolist()
    ['2026-02-20', '2026-02-24']
    """
    first, number = day_of(start, "start"), whole_days(days)
    if unit not in (CALENDAR, WORKED):
        raise CourseError("clock.unknown_unit", unit=unit, known=f'"{CALENDAR}", "{WORKED}"')
    require_rolled(rolled)
    if isinstance(calendar, str) and (calendar != WITHOUT or unit == WORKED or rolled):
        raise CourseError("clock.no_calendar", calendar=calendar, without=WITHOUT)
    known = known_calendar(calendar)
    alarm = known.after(first, number) if unit == WORKED and known else first + timedelta(days=number)
    return pd.Series(
        {"counted_from": first.isoformat(), "days": number, "unit": unit, **ends(first, alarm, rolled, known)}
    )


def of_rule(
    start: object,
    law: str,
    days: int | None = None,
    rolled: str | None = None,
    calendar: CalendarChoice = None,
) -> pd.Series:
    """Count a term that an article of ``course/legal.yml`` sets, in the unit that it says.

    Parameters
    ----------
    start : date or text
        The day from which the article counts: of receipt, of the decision, of the agreement.
    law : str
        ``RULE/ARTICLE`` as in ``course/legal.yml``, such as ``"consumer-complaints-2020-3/forwarding"``.
    days : int, optional
        Which of the article's limits, where it has several.
    rolled, calendar
        As for `term`. Days that an article calls 日 alone are counted as calendar days, and the result says so.

    Returns
    -------
    Series
        As from `term`, with ``law``.

    Raises
    ------
    CourseError
        For an article that is not there or has no such limit in days, a limit that is no longer the law, and as for
        `term`.

    Examples
    --------
    >>> of_rule("2025-09-28", "consumer-complaints-2020-3/forwarding")[["days", "unit", "due"]].tolist()
    [7, 'working_days', '2025-10-14']
    """
    limits = limits_of(law)
    wanted = [one for one in limits if days is None or one[0] == days]
    if len(wanted) != 1:
        known = ", ".join(f"{number} {unit}" for number, unit in limits) or "-"
        raise CourseError("clock.no_limit", law=law, days=days, known=known)
    number, unit = wanted[0]
    found = term(start, number, WORKED if unit == WORKED else CALENDAR, rolled, calendar)
    if unit == "days":
        found["convention"] += "; the article says days alone (日): counted as calendar days (convention)"
    found["law"] = law
    return found


def limits_of(law: str) -> list[tuple[int, str]]:
    """Return the limits in days of an article: how many, and the unit that it says.

    >>> limits_of("consumer-complaints-2020-3/time-limit")
    [(15, 'calendar_days'), (30, 'calendar_days')]
    """
    rule, _, name = law.partition("/")
    rules = course_rules()
    if rule not in rules or name not in rules[rule].articles:
        known = [f"{rule}/{one}" for one in rules[rule].articles] if rule in rules else list(rules)
        raise CourseError("clock.no_article", law=law, known=", ".join(known))
    article = rules[rule].articles[name]
    if article.replaced:
        raise CourseError("clock.replaced", law=law, date=article.replaced)
    return [(int(one.number), one.unit) for one in article.figures if one.unit.endswith("days")]


def require_rolled(rolled: str | None) -> None:
    """Raise for a convention that nobody has named."""
    if rolled not in (None, CIVIL_CODE):
        raise CourseError("clock.unknown_rolled", rolled=rolled, known=f'None, "{CIVIL_CODE}"')


def known_calendar(calendar: CalendarChoice) -> WorkingCalendar | None:
    """Return the calendar to use, or None for `WITHOUT`."""
    if isinstance(calendar, str):
        if calendar != WITHOUT:
            raise CourseError("clock.no_calendar", calendar=calendar, without=WITHOUT)
        return None
    return calendar or course_calendar()


def ends(first: date, alarm: date, rolled: str | None, known: WorkingCalendar | None) -> dict[str, object]:
    """Return alarm, due date, what day it is, and the convention of a term."""
    if known is None:
        convention = f"{NOT_COUNTED}; {NOT_MOVED}; without a calendar of holidays"
        return {
            "alarm": alarm.isoformat(), "due": alarm.isoformat(), "day_kind": "", "last_working_day": "",
            "convention": convention,
        }  # fmt: skip
    due = known.worked_from(alarm) if rolled == CIVIL_CODE else alarm
    told = f"{NOT_COUNTED}; {MOVED if rolled else NOT_MOVED}; {known.rests_on(first, max(due, alarm))}"
    return {
        "alarm": alarm.isoformat(),
        "due": due.isoformat(),
        "day_kind": known.kind(alarm),
        "last_working_day": known.worked_until(alarm).isoformat(),
        "convention": told,
    }
