"""The clock of one complaint, by articles 18, 23 and 43 of the complaint measures: when it must be decided and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

import pandas as pd

from fsq_lab.complaints.calendar import day_of, span
from fsq_lab.complaints.terms import COMPLAINTS, CalendarChoice, ends, known_calendar, limits_of, require_rolled
from fsq_lab.ground.language import CourseError, message

COMPLEX, SPECIAL = "complex", "special"
MEDIATION, TEST = "mediation", "test"
LAW = f"{COMPLAINTS}/time-limit"
NOTES = ("no extension", "extended once", "extended twice")
UNCOUNTED, MISSED = "extension not counted", "limit missed before new facts"
CONVENTION = (
    "15, 30 or 60 calendar days from receipt (art. 18, 43); an extension counts with approval and notice on record, "
    "both by the last day of the limit that it extends"
)
EVEN_COMPLEX = "art. 18 names approval for the second alone, asking it of the first is stricter (convention)"


@dataclass(frozen=True)
class Extension:
    """An extension as it stands on record: which kind, and the days of approval and of notice to the complainant."""

    kind: str
    approved: date | None
    told: date | None


@dataclass(frozen=True)
class Pause:
    """Days that do not count, first and last included; an outside test with the day the complainant was told."""

    kind: str
    first: date
    last: date
    told: date | None


def extension(kind: str, approved: object = None, told: object = None) -> Extension:
    """Write down an extension.

    Parameters
    ----------
    kind : {"complex", "special"}
        To 30 days for a complex case, or 30 more for a specially complex one.
    approved, told : date or text, optional
        When it was approved, and when the complainant was told; empty where no record says so.

    Examples
    --------
    >>> extension("complex", approved="2026-01-30").told is None
    True
    """
    if kind not in (COMPLEX, SPECIAL):
        raise CourseError("clock.unknown_extension", kind=kind, known=f'"{COMPLEX}", "{SPECIAL}"')
    return Extension(kind, _day(approved, "approved"), _day(told, "told"))


def pause(kind: str, first: object, last: object = None, told: object = None) -> Pause:
    """Write down days that do not count.

    Parameters
    ----------
    kind : {"mediation", "test"}
        Mediation (art. 23), or an outside appraisal or test (art. 18), of which the complainant must be told.
    first, last : date or text
        Both included. While it runs, give the day for which you ask as the last.
    told : date or text, optional
        When the complainant was told of the test.

    Raises
    ------
    CourseError
        For an unknown kind, no end, or an end before the beginning.
    """
    if kind not in (MEDIATION, TEST):
        raise CourseError("clock.unknown_pause", kind=kind, known=f'"{MEDIATION}", "{TEST}"')
    start = day_of(first, "first")
    if last is None:
        raise CourseError("clock.open_pause", first=start)
    end = day_of(last, "last")
    if end < start:
        raise CourseError("calendar.backwards", first=start, last=end)
    return Pause(kind, start, end, _day(told, "told"))


def complaint(
    received: object,
    extensions: Sequence[Extension] = (),
    new_facts: Sequence[object] = (),
    pauses: Sequence[Pause] = (),
    rolled: str | None = None,
    complex_on_record: bool = True,
    calendar: CalendarChoice = None,
) -> pd.Series:
    """Say until when a complaint must be decided and the complainant told.

    Parameters
    ----------
    received : date or text
        When the institution received it, not when it was registered.
    extensions : sequence of `extension`
        As they stand on record; what is not approved and told in time is not counted, and that is said.
    new_facts : sequence of dates
        When the complainant brought new facts or grounds: each restarts the clock, and extensions made before it
        lapse (convention).
    pauses : sequence of `pause`
        Mediation and outside tests; a test of which the complainant was not told is not left out.
    rolled : {None, "civil-code"}
        The rule does not say that a last day on a rest day moves: by default it does not.
    complex_on_record : bool
        Whether the first extension, to 30 days, needs approval and notice too. Article 18 names them for the second
        alone; the course asks them of both. With False the first counts by itself.
    calendar : WorkingCalendar or "none", optional
        As for `fsq_lab.complaints.terms.term`.

    Returns
    -------
    Series
        ``received``, ``counted_from`` (start of the clock: receipt, or the last new facts), ``days`` (15, 30 or 60),
        ``alarm`` (never moved), ``due``, ``day_kind`` and ``last_working_day`` (of the alarm), ``n_not_counted`` (days
        left out), ``note`` ("no extension", "extended once" or "extended twice"; with ", extension not counted" and
        ", limit missed before new facts"), ``reason`` (in words, in the current language), ``law``, ``convention``.

    Raises
    ------
    CourseError
        For what is no date, new facts before receipt, two extensions of one kind, an unknown convention, and a year
        without a calendar, the one that the term runs into too.

    References
    ----------
    Measures for the Handling of Consumer Complaints in Banking and Insurance, Order 2020 No. 3, art. 18, 23, 43.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> complaint("2026-01-20")[["days", "alarm", "due", "note"]].tolist()
    [15, '2026-02-04', '2026-02-04', 'no extension']
    >>> granted = extension("complex", approved="2026-02-02", told="2026-02-03")
    >>> complaint("2026-01-20", [granted])[["days", "due"]].tolist()
    [30, '2026-02-19']
    >>> complaint("2026-01-20", [extension("complex", approved="2026-02-02")])["reason"]
    'Not extended to 30 days: no notice on record.'
    """
    return pd.Series(
        clock_of(received, extensions, new_facts, pauses, rolled, complex_on_record, calendar), dtype=object
    )


def clock_of(
    received: object,
    extensions: Sequence[Extension],
    new_facts: Sequence[object],
    pauses: Sequence[Pause],
    rolled: str | None,
    complex_on_record: bool,
    calendar: CalendarChoice,
) -> dict[str, Any]:
    """Return what `complaint` returns, by name."""
    first = day_of(received, "received")
    require_rolled(rolled)
    known = known_calendar(calendar)
    facts = sorted({day_of(one, "new_facts") for one in new_facts})
    if facts and facts[0] <= first:
        raise CourseError("clock.facts_before", date=facts[0], received=first)
    for kind in (COMPLEX, SPECIAL):
        if sum(one.kind == kind for one in extensions) > 1:
            raise CourseError("clock.two_extensions", kind=kind)
    told = [message("clock.test_untold", first=one.first) for one in pauses if one.kind == TEST and one.told is None]
    idle = {day for one in pauses if one.kind == MEDIATION or one.told for day in span(one.first, one.last)}
    starts, missed = [first, *facts], False
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        own, lapsed = _belonging(extensions, start, following)
        days, alarm, problems = _extended(start, own, idle, complex_on_record)
        if following is not None and following > alarm:
            missed = True
            told.append(message("clock.missed_before", alarm=alarm, facts=following))
    told += [message("clock.lapsed", days=_reach(one.kind), start=starts[-1]) for one in lapsed] + problems
    uncounted = bool(lapsed or problems)
    note = NOTES[limits().index(days)]
    note += (f", {UNCOUNTED}" if uncounted else "") + (f", {MISSED}" if missed else "")
    last = ends(starts[-1], alarm, rolled, known)
    convention = [CONVENTION, EVEN_COMPLEX if complex_on_record else "the first extension counts without them"]
    convention += ["new facts restart the clock"] if facts else []
    convention += ["mediation (art. 23) and outside tests told to the complainant are not counted"] if pauses else []
    return {
        "received": first.isoformat(),
        "counted_from": starts[-1].isoformat(),
        "days": days,
        **{name: last[name] for name in ("alarm", "due", "day_kind", "last_working_day")},
        "n_not_counted": sum(starts[-1] < day <= alarm for day in idle),
        "note": note,
        "reason": in_a_row(told),
        "law": LAW,
        "convention": "; ".join([*convention, str(last["convention"])]),
    }


def counted(start: date, days: int, idle: "set[date] | frozenset[date]" = frozenset()) -> date:
    """Return the last of so many days after a day, leaving out those that do not count.

    >>> counted(date(2026, 1, 20), 15).isoformat()
    '2026-02-04'
    """
    day = start
    while days:
        day += timedelta(days=1)
        days -= day not in idle
    return day


def in_a_row(sentences: Sequence[str]) -> str:
    """Return sentences one after the other, as the current language writes them."""
    return reduce(lambda first, then: message("clock.in_a_row", first=first, then=then), sentences) if sentences else ""


def _belonging(
    extensions: Sequence[Extension], start: date, following: date | None
) -> tuple[list[Extension], list[Extension]]:
    """Return the extensions of a stretch of the clock, and those that lapsed before it.

    One without a date of approval belongs to the last stretch.
    """
    own, lapsed = [], []
    for one in extensions:
        when = one.approved or one.told
        if when is None or when >= start:
            if following is None or (when is not None and when < following):
                own.append(one)
        elif following is None:
            lapsed.append(one)
    return own, lapsed


def _extended(
    start: date, extensions: Sequence[Extension], idle: set[date], complex_on_record: bool
) -> tuple[int, date, list[str]]:
    """Return how many days are in force, their last day, and why extensions are not counted."""
    simple, *reaches = limits()
    by_kind = {one.kind: one for one in extensions}
    days, alarm = simple, counted(start, simple, idle)
    problems: list[str] = []
    for kind, reach in zip((COMPLEX, SPECIAL), reaches, strict=True):
        one = by_kind.get(kind)
        if one is None:
            continue
        if kind == SPECIAL and days != reaches[0]:
            problems.append(message("clock.special_alone", days=reach))
        elif (kind == SPECIAL or complex_on_record) and (fault := _fault(one, alarm)):
            problems.append(message("clock.uncounted", days=reach, why=fault))
        else:
            days, alarm = reach, counted(start, reach, idle)
    return days, alarm, problems


def _fault(one: Extension, alarm: date) -> str:
    """Return why an extension does not count, or nothing."""
    if one.approved is None:
        return message("clock.neither" if one.told is None else "clock.not_approved")
    if one.told is None:
        return message("clock.not_told")
    if one.approved > alarm:
        return message("clock.approved_late", date=one.approved, alarm=alarm)
    if one.told > alarm:
        return message("clock.told_late", date=one.told, alarm=alarm)
    return ""


def limits() -> tuple[int, int, int]:
    """Return the days of the three limits, from ``course/legal.yml``: simple, complex, and as many more."""
    (simple, _), (further, _) = limits_of(LAW)
    return simple, further, 2 * further


def _reach(kind: str) -> int:
    return limits()[1 if kind == COMPLEX else 2]


def _day(value: Any, name: str) -> date | None:
    return None if value is None or pd.isna(value) else day_of(value, name)
