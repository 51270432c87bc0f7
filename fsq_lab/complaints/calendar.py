"""Working days, holidays and make-up days by year, each year with its notice: ``course/calendars.yml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, current

WORKING, WEEKEND, HOLIDAY, MAKEUP = "working day", "weekend", "holiday", "make-up day"
WORKED = (WORKING, MAKEUP)
SATURDAY = 5
LATE_DECEMBER = 29  # from here on the next year's notice may change days of December, as that of 2023 did
LONGEST = 3660  # days that are counted; more is a slip

_YEAR = {"year", "title", "number", "date", "grade", "source", "rest", "makeup"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CalendarYear:
    """What a notice says of a year: holidays as (name by language, first, last), and days worked instead.

    `changed` tells by title, date and source of a later notice; `days` are as changed.
    """

    year: int
    title: Mapping[str, str]
    number: Mapping[str, str]
    published: str
    grade: str
    source: str
    issuer: Mapping[str, str]
    rest: tuple[tuple[Mapping[str, str], date, date], ...]
    makeup: tuple[date, ...]
    changed: Mapping[str, Any] | None


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """Years with their holidays; what kind of day each day is, and a refusal where a year is not there."""

    years: Mapping[int, CalendarYear]

    def kind(self, day: date) -> str:
        """Return ``"working day"``, ``"weekend"``, ``"holiday"`` or ``"make-up day"`` (a weekend day that is worked).

        Raises
        ------
        CourseError
            For a day of a year that has no entry, with how to add it.
        """
        self.require(day)
        own = self._named.get(day)
        if own is not None:
            return own[0]
        return WEEKEND if day.weekday() >= SATURDAY else WORKING

    def name(self, day: date, language: str) -> str:
        """Return the holiday's name; empty where it is none."""
        self.require(day)
        own = self._named.get(day)
        return "" if own is None or own[0] != HOLIDAY else own[1][language]

    def works(self, day: date) -> bool:
        """Return whether a day is worked: a working day or a make-up day."""
        return self.kind(day) in WORKED

    def require(self, day: date) -> None:
        """Raise where the year of a day has no entry."""
        if day.year not in self.years:
            first, last = min(self.years), max(self.years)
            raise CourseError("calendar.no_year", year=day.year, day=day.isoformat(), first=first, last=last)

    def after(self, start: date, number: int) -> date:
        """Return the last of so many worked days after a day, which itself is not counted."""
        day = start
        while number:
            day += _ONE_DAY
            number -= self.works(day)
        return day

    def worked_from(self, day: date) -> date:
        """Return a day itself where it is worked, else the first after it that is."""
        return day if self.works(day) else self.worked_from(day + _ONE_DAY)

    def worked_until(self, day: date) -> date:
        """Return a day itself where it is worked, else the last before it that was."""
        return day if self.works(day) else self.worked_until(day - _ONE_DAY)

    def rests_on(self, first: date, last: date) -> str:
        """Say which notices a count rests on, and which of its days a later notice may yet change."""
        years = [self.years[year] for year in range(first.year, last.year + 1) if year in self.years]
        text = "holidays: " + ", ".join(f"{one.year} by {one.number['en']}, {one.published}" for one in years)
        if last.year + 1 not in self.years and last >= date(last.year, 12, LATE_DECEMBER):
            text += f"; the notice of {last.year + 1} is not there and may yet change the last days of December"
        return text

    @property
    def _named(self) -> Mapping[date, tuple[str, Mapping[str, str]]]:
        return _days_of(self)


@cache
def _days_of(calendar: WorkingCalendar) -> Mapping[date, tuple[str, Mapping[str, str]]]:
    found: dict[date, tuple[str, Mapping[str, str]]] = {}
    for year in calendar.years.values():
        for name, first, last in year.rest:
            found |= dict.fromkeys(span(first, last), (HOLIDAY, name))
        found |= {day: (MAKEUP, {}) for day in year.makeup}
    return found


@cache
def course_calendar() -> WorkingCalendar:
    """Return the course's calendar, ``course/calendars.yml``.

    >>> sorted(course_calendar().years)
    [2020, 2021, 2022, 2023, 2024, 2025, 2026]
    """
    return WorkingCalendar(_read_file(course_folder() / "course" / "calendars.yml"))


def read(file: str | Path) -> WorkingCalendar:
    """Return the course's calendar with the years of a file of one's own, such as 2027.

    Parameters
    ----------
    file : path
        YAML of the form of ``course/calendars.yml``: ``issuer`` and ``years``.

    Returns
    -------
    WorkingCalendar
        To pass as ``calendar=`` to the functions of this module and of `fsq_lab.complaints.clock`. A year that the
        course has too is taken from the file.

    Raises
    ------
    CourseError
        For a file that is not there or is no YAML, a field that is missing, a day that stands twice, a holiday that
        ends before it begins, or a make-up day that is no Saturday or Sunday.
    """
    path = Path(file)
    if not path.is_file():
        raise CourseError("calendar.no_file", file=path.name)
    return WorkingCalendar({**course_calendar().years, **_read_file(path)})


def notices(calendar: WorkingCalendar | None = None) -> pd.DataFrame:
    """List the years that are there, each with the notice that its days come from.

    Returns
    -------
    DataFrame, one row per year
        ``title``, ``number`` and ``issuer`` in the current language, ``date``, ``grade`` and ``source`` as in
        ``course/legal.yml``, ``n_holidays`` (free days that the notice names) and ``n_makeup``, ``changed`` (date of a
        later notice, or empty).

    Examples
    --------
    >>> notices().loc[[2025, 2026], "date"].tolist()
    ['2024-11-12', '2025-11-04']
    """
    used = calendar or course_calendar()
    language = current()
    rows = {
        year: {
            "title": one.title[language],
            "number": one.number[language],
            "issuer": one.issuer[language],
            "date": one.published,
            "grade": one.grade,
            "source": one.source,
            "n_holidays": sum((last - first).days + 1 for _, first, last in one.rest),
            "n_makeup": len(one.makeup),
            "changed": "" if one.changed is None else str(one.changed["date"]),
        }
        for year, one in sorted(used.years.items())
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("year")


def days(first: object, last: object, calendar: WorkingCalendar | None = None) -> pd.DataFrame:
    """Tell what each day from one to another is.

    Parameters
    ----------
    first, last : date or text such as ``"2026-02-13"``
        Both included.
    calendar : WorkingCalendar, optional
        By default the course's.

    Returns
    -------
    DataFrame, by date
        ``weekday`` (1 is Monday), ``day_kind`` ("working day", "weekend", "holiday" or "make-up day"), ``holiday`` (its
        name in the current language), ``notice`` (number of the year's notice), ``convention``.

    Raises
    ------
    CourseError
        For what is no date, a last day before the first, and a year without an entry.

    Examples
    --------
    >>> days("2026-02-13", "2026-02-15")["day_kind"].tolist()
    ['working day', 'make-up day', 'holiday']
    """
    used, start, end = calendar or course_calendar(), day_of(first, "first"), day_of(last, "last")
    if end < start:
        raise CourseError("calendar.backwards", first=start, last=end)
    found = list(span(start, end))
    return pd.DataFrame(
        {
            "weekday": [day.isoweekday() for day in found],
            "day_kind": [used.kind(day) for day in found],
            "holiday": [used.name(day, current()) for day in found],
            "notice": [used.years[day.year].number[current()] for day in found],
            "convention": used.rests_on(start, end),
        },
        index=pd.Index([day.isoformat() for day in found], name="date"),
    )


def add_working_days(start: object, number: int, calendar: WorkingCalendar | None = None) -> str:
    """Return the last of so many working days after a day, which itself is not counted.

    Make-up days count, holidays do not.

    Parameters
    ----------
    start : date or text
    number : int
        From 1 on.
    calendar : WorkingCalendar, optional
        By default the course's.

    Returns
    -------
    str
        The date, such as ``"2026-02-24"``.

    Raises
    ------
    CourseError
        For what is no date or no whole number, and where the count touches a year without an entry.

    Examples
    --------
    >>> add_working_days("2026-02-13", 2)
    '2026-02-24'

    The first is the make-up Saturday of 14 February, the second the day after the Spring Festival.
    """
    return (calendar or course_calendar()).after(day_of(start, "start"), whole_days(number)).isoformat()


def next_working_day(day: object, calendar: WorkingCalendar | None = None) -> str:
    """Return a day itself where it is worked, else the first after it that is.

    >>> next_working_day("2026-02-15")
    '2026-02-24'
    """
    return (calendar or course_calendar()).worked_from(day_of(day, "day")).isoformat()


def last_working_day(day: object, calendar: WorkingCalendar | None = None) -> str:
    """Return a day itself where it is worked, else the last before it that was.

    >>> last_working_day("2026-02-15")
    '2026-02-14'
    """
    return (calendar or course_calendar()).worked_until(day_of(day, "day")).isoformat()


def span(first: date, last: date) -> Iterator[date]:
    """Give every day from one to another, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def day_of(value: object, name: str = "date") -> date:
    """Return a date, or refuse what is none: times of the day too, as terms are counted in whole days.

    >>> day_of("2026-02-13")
    datetime.date(2026, 2, 13)
    """
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, datetime):  # a Timestamp is one
        if pd.isna(value) or value.time() != datetime.min.time() or value.tzinfo is not None:
            raise CourseError("calendar.not_a_date", name=name, value=value)
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d").date()
        except ValueError:
            pass
    raise CourseError("calendar.not_a_date", name=name, value=value)


def whole_days(number: object) -> int:
    """Return a number of days, or refuse what is no whole number from 1 on."""
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or not 1 <= number <= LONGEST:
        raise CourseError("calendar.no_days", days=number, most=LONGEST)
    return int(number)


def _read_file(file: Path) -> dict[int, CalendarYear]:
    entries = read_yaml(file)
    if not isinstance(entries, Mapping) or not isinstance(entries.get("years"), list) or "issuer" not in entries:
        raise CourseError("calendar.fault", file=file.name, year="?", fault="issuer, years")
    found: dict[int, CalendarYear] = {}
    for entry in entries["years"]:
        year = _year(entry, entries["issuer"], file.name)
        if year.year in found:
            raise CourseError("calendar.fault", file=file.name, year=year.year, fault=f"year: {year.year} × 2")
        found[year.year] = year
    return found


def _year(entry: Any, issuer: Mapping[str, str], file: str) -> CalendarYear:
    missing = sorted(_YEAR - set(entry)) if isinstance(entry, Mapping) else sorted(_YEAR)
    year = entry["year"] if "year" not in missing else "?"
    if missing or not isinstance(year, int):
        raise CourseError("calendar.fault", file=file, year=year, fault=", ".join(missing) or "year")
    rest = tuple(
        ({"zh": one["zh"], "en": one["en"]}, day_of(one["first"], "first"), day_of(one["last"], "last"))
        for one in entry["rest"]
    )
    makeup = tuple(day_of(one, "makeup") for one in entry["makeup"])
    all_days = [day for _, first, last in rest for day in span(first, last)] + list(makeup)
    wrong = [f"{first} > {last}" for _, first, last in rest if last < first]
    wrong += [f"makeup: {day}" for day in makeup if day.weekday() < SATURDAY]
    wrong += [f"{day} × 2" for day in sorted({day for day in all_days if all_days.count(day) > 1})]
    wrong += [f"{day}" for day in all_days if not date(year - 1, 12, 1) <= day <= date(year, 12, 31)]
    if wrong:
        raise CourseError("calendar.fault", file=file, year=year, fault="; ".join(wrong))
    return CalendarYear(
        year, entry["title"], entry["number"], str(entry["date"]), entry["grade"], entry["source"], issuer, rest,
        makeup, entry.get("changed"),
    )  # fmt: skip
