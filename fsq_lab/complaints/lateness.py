"""Which complaints of a log were late, each with its reason, and how large a share that is."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.complaints.calendar import day_of
from fsq_lab.complaints.complaint_clock import MISSED, UNCOUNTED, clock_of, extension, in_a_row
from fsq_lab.complaints.terms import CalendarChoice
from fsq_lab.ground.language import CourseError, message
from fsq_lab.statistics.intervals import proportion

IN_TIME, DECIDED_LATE, TOLD_LATE = "in time", "decided late", "told late"
UNDECIDED_LATE, UNTOLD_LATE, NOT_YET, NO_RECEIPT = (
    "not decided, late",
    "not told, late",
    "not yet due",
    "no receipt date",
)
DATES = ("received", "decided", "told")


def judged(
    log: pd.DataFrame,
    received: str = "received",
    decided: str = "decided",
    told: str = "told",
    extended: str | None = "extended",
    approved: str | None = None,
    notified: str | None = None,
    new_facts: str | None = None,
    as_of: object = None,
    rolled: str | None = None,
    calendar: CalendarChoice = None,
) -> pd.DataFrame:
    """Judge every complaint of a log by its clock: decided and told within the limit, or late, and why.

    A complaint is late where the decision or the telling comes after ``due``; what is not yet decided or told is late
    where `as_of` is after it. A flag that says "extended" is no record of approval and notice: without the columns
    `approved` and `notified` it is not counted, and the result says what counting it would change.

    Parameters
    ----------
    log : DataFrame
        One row per complaint; it is not changed.
    received, decided, told : str
        Columns of dates. Empty in the last two: not yet.
    extended : str or None
        A column of 0 and 1: extended to 30 days or not. None where the log has none.
    approved, notified : str, optional
        Columns of dates: when the extension was approved, and when the complainant was told of it.
    new_facts : str, optional
        A column of dates: when new facts or grounds came, which restart the clock.
    as_of : date or text, optional
        The day up to which the log is known; needed where something is open.
    rolled, calendar
        As for `fsq_lab.complaints.complaint_clock.complaint`.

    Returns
    -------
    DataFrame, one row per complaint, with the log's columns and index
        ``days`` (limit in force), ``alarm``, ``due``, ``days_taken`` (from the clock's start to the telling), ``late``
        (true, false, or missing where it is not yet due or has no date of receipt), ``days_late``, ``note`` ("in
        time", "decided late", "told late", "not decided, late", "not told, late", "not yet due" or "no receipt date",
        with ", extension not counted" or ", limit missed before new facts" where that holds), ``reason`` (in words, in
        the current language), ``late_if_flagged`` (what `late` would be if the flag counted), ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, what is no date (times of the day too), a decision before receipt, a telling
        before the decision, a date after `as_of`, a flag other than 0 and 1, open complaints without `as_of`, and a
        year without a calendar.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> judged(load("complaints_log"))["note"].value_counts().head(2).to_dict()
    {'in time': 1372, 'told late': 127}
    """
    named = [name for name in (received, decided, told, extended, approved, notified, new_facts) if name is not None]
    missing = [name for name in named if name not in log.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    if (approved is None) != (notified is None):
        raise CourseError("clock.one_record", approved=approved, notified=notified)
    if log.empty:
        raise CourseError("complaints.no_rows", rows=0, columns=", ".join(named))
    known = None if as_of is None else day_of(as_of, "as_of")
    dates = {name: _dates(log, name) for name in (received, decided, told, approved, notified, new_facts) if name}
    flags = np.zeros(len(log), dtype=bool) if extended is None else _flags(log, extended)
    rows: list[dict[str, Any]] = []
    for place, index in enumerate(log.index):
        own = {name: dates[name][place] for name in dates}
        start, end, heard = own[received], own[decided], own[told]
        _refuse_order(index, start, end, heard, known)
        if heard is not None and (fresh := own.get(new_facts or "")) is not None and fresh > heard:
            raise CourseError("clock.facts_after_told", row=index, facts=fresh, told=heard)
        record = (own.get(approved or ""), own.get(notified or ""))
        facts = own.get(new_facts or "")
        rows.append(_row(start, end, heard, bool(flags[place]), record, facts, known, rolled, calendar))
    result = log.copy()
    found = pd.DataFrame(rows, index=log.index)
    for name in ("late", "late_if_flagged"):
        found[name] = found[name].astype("boolean")
    for name in ("days", "days_taken", "days_late"):
        found[name] = found[name].astype("Int64")
    result[found.columns] = found
    result.attrs = {**log.attrs, "approved": approved, "extended": extended}
    return result


def late_share(
    table: pd.DataFrame, group: "str | Sequence[str] | None" = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Give the share of late complaints with its interval, for all or by group.

    Parameters
    ----------
    table : DataFrame
        What `judged` returned.
    group : str or sequence of str, optional
        Columns that say which unit.
    confidence : float
        Level of Wilson's interval; complaints are taken to be independent.

    Returns
    -------
    DataFrame, one row per group, or one named ``all``
        ``share``, ``low``, ``high``, ``n`` (judged), ``count`` (late), ``n_decided_late``, ``n_told_late``,
        ``n_undone`` (late and still open), ``n_lost`` (not yet due, or without a date of receipt), ``n_uncounted``
        (extensions that do not count), ``share_if_flagged`` (if they did), ``convention``. A group without a judged
        complaint keeps its row.

    Raises
    ------
    CourseError
        For another table, and where nothing is judged at all.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> late_share(judged(load("complaints_log")))[["share", "share_if_flagged"]].round(3).to_numpy().tolist()
    [[0.161, 0.109]]
    """
    groups = [] if group is None else [group] if isinstance(group, str) else list(group)
    missing = [name for name in (*groups, "late", "late_if_flagged", "note") if name not in table.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    if table["late"].notna().sum() == 0:
        raise CourseError("clock.none_judged", rows=len(table))
    parts = [("all", table)] if not groups else list(table.groupby(groups[0] if len(groups) == 1 else groups))
    rows = {name: _share(part, confidence) for name, part in parts}
    result = pd.DataFrame.from_dict(rows, orient="index")
    if groups:
        result.index.names = groups
    result.attrs = dict(table.attrs)
    return result


def _share(part: pd.DataFrame, confidence: float) -> dict[str, object]:
    late, flagged = part["late"].dropna().astype(bool), part["late_if_flagged"].dropna().astype(bool)
    note = part["note"].astype(str)
    own: dict[str, object] = dict.fromkeys(["share", "low", "high"], np.nan)
    convention = "no interval: nothing judged"
    if len(late):
        found = proportion(int(late.sum()), len(late), confidence=confidence)
        own, convention = {name: found[name] for name in own}, str(found["convention"])
    return {
        **own,
        "n": len(late),
        "count": int(late.sum()),
        "n_decided_late": int(note.str.startswith(DECIDED_LATE).sum()),
        "n_told_late": int(note.str.startswith(TOLD_LATE).sum()),
        "n_undone": int((note.str.startswith(UNDECIDED_LATE) | note.str.startswith(UNTOLD_LATE)).sum()),
        "n_lost": int(part["late"].isna().sum()),
        "n_uncounted": int(note.str.contains(UNCOUNTED, regex=False).sum()),
        "share_if_flagged": float(flagged.mean()) if len(flagged) else np.nan,
        "convention": f"{convention}; {part['convention'].iloc[0]}",
    }


def _row(
    start: date | None,
    end: date | None,
    heard: date | None,
    flag: bool,
    record: tuple[date | None, date | None],
    facts: date | None,
    as_of: date | None,
    rolled: str | None,
    calendar: CalendarChoice,
) -> dict[str, Any]:
    """Return what the clock says of one complaint."""
    if start is None:
        empty: dict[str, Any] = dict.fromkeys(
            ["days", "alarm", "due", "days_taken", "late", "days_late", "note", "reason", "late_if_flagged"]
        )
        return {**empty, "note": NO_RECEIPT, "reason": message("clock.no_receipt"), "convention": ""}
    restart = [] if facts is None else [facts]
    own = [extension("complex", *record)] if flag else []
    clock = clock_of(start, own, restart, (), rolled, True, calendar)
    missed = MISSED in clock["note"]
    if missed:  # what was late before the new facts stays late
        restart, reasons = [], clock["reason"]
        clock = clock_of(start, own, restart, (), rolled, True, calendar)
    late, note, reason, taken, over = _verdict(clock, end, heard, as_of)
    if_flagged = late
    if flag and UNCOUNTED in str(clock["note"]):
        counting = clock_of(start, own, restart, (), rolled, False, calendar)
        if_flagged = _verdict(counting, end, heard, as_of)[0]
        note, reason = f"{note}, {UNCOUNTED}", in_a_row([reason, str(clock["reason"])])
    if missed:
        note, reason = f"{note}, {MISSED}", in_a_row([reason, reasons])
    return {
        "days": clock["days"],
        "alarm": clock["alarm"],
        "due": clock["due"],
        "days_taken": taken,
        "late": late,
        "days_late": over,
        "note": note,
        "reason": reason,
        "late_if_flagged": if_flagged,
        "convention": f"late: decided or told after due; {clock['convention']}",
    }


def _verdict(
    clock: dict[str, Any], end: date | None, heard: date | None, as_of: date | None
) -> tuple[bool | None, str, str, int | None, int | None]:
    """Return whether it is late, what it is called, why, days taken, and days late."""
    start, due = day_of(clock["counted_from"]), day_of(clock["due"])
    told = {"days": clock["days"], "due": due, "decided": end, "told": heard, "as_of": as_of}
    taken = None if heard is None else (heard - start).days
    if end is not None and end > due:
        last = heard or as_of or end
        return (
            True,
            DECIDED_LATE,
            message("clock.decided_late", late=(end - due).days, **told),
            taken,
            (last - due).days,
        )
    if heard is not None:
        if heard > due:
            over = (heard - due).days
            return True, TOLD_LATE, message("clock.told_after", late=over, **told), taken, over
        return False, IN_TIME, message("clock.in_time", **told), taken, 0
    if as_of is None:
        raise CourseError("clock.no_as_of", due=due)
    if as_of <= due:
        return None, NOT_YET, message("clock.not_yet", **told), None, None
    note, entry = (UNDECIDED_LATE, "undecided") if end is None else (UNTOLD_LATE, "untold")
    over = (as_of - due).days
    return True, note, message(f"clock.{entry}", late=over, **told), None, over


def _refuse_order(index: object, start: date | None, end: date | None, heard: date | None, as_of: date | None) -> None:
    """Raise where dates run backwards or lie after the day up to which the log is known."""
    found = [(name, day) for name, day in zip(DATES, (start, end, heard), strict=True) if day is not None]
    for (name, day), (later, next_day) in pairwise(found):
        if next_day < day:
            raise CourseError("clock.order", row=index, name=later, date=next_day, before=name, other=day)
    if heard is not None and end is None:
        raise CourseError("clock.told_undecided", row=index, date=heard)
    for name, day in found:
        if as_of is not None and day > as_of:
            raise CourseError("clock.after_as_of", row=index, name=name, date=day, as_of=as_of)


def _dates(log: pd.DataFrame, name: str) -> list[date | None]:
    """Return a column's dates; empty where there is none."""
    found: list[date | None] = []
    for index, value in zip(log.index, log[name], strict=True):
        if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)) or value is pd.NA:
            found.append(None)
            continue
        try:
            found.append(day_of(value, name))
        except CourseError as error:
            raise CourseError("clock.not_a_date", column=name, row=index, value=value) from error
    return found


def _flags(log: pd.DataFrame, name: str) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Return a column of 0 and 1 as truths."""
    column = log[name]
    odd = ~column.isin([0, 1])
    if odd.any():
        raise CourseError("clock.not_a_flag", column=name, row=column.index[odd][0], value=column[odd].iloc[0])
    return column.astype(bool).to_numpy()
