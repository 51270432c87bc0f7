"""Contacts by telephone and elsewhere: solved at once, answered in time, given up, come back."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.service.grouping import groups, indexed, marks_of, names_of, require_columns, with_derived
from fsq_lab.statistics.intervals import proportion

TABLE = "service_log_calls"
RULES = {
    "against": "given up counts as not in time, of all calls",
    "left_out": "given up left out, of answered calls",
    "short_left_out": "given up within the limit left out, given up later counts as not in time",
}
ANSWERED_ONLY = "of the calls in the table, all answered; how many gave up it does not say"


def first_contact(
    calls: pd.DataFrame,
    by: "str | Sequence[str] | None" = None,
    solved: str = "solved_first",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share of contacts that were solved at once (first contact resolution).

    Parameters
    ----------
    calls : DataFrame, one row per contact
        Rows without a mark are left out and counted.
    by : str or sequence of str, optional
        Columns to group by; ``"month"`` is that of the column ``date``. None takes all together.
    solved : str
        Column of 1 (solved at once) and 0 (not). Who decides this, agent, system or customer, changes the share.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row per group
        ``share`` with ``low`` and ``high`` (0 to 1), ``n``, ``n_incomplete``, and the ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, marks other than 0 and 1, no marks, an unknown level.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> first_contact(load("service_log_calls"))[["share", "n"]].round(3).values.tolist()
    [[0.778, 20000.0]]
    """
    names = names_of(by)
    table = with_derived(calls, names)
    require_columns(table, [solved, *names], TABLE)
    rows: dict[Hashable, dict[str, object]] = {}
    for name, part in groups(table, names):
        marks = marks_of(part, solved)
        rows[name] = _share(int(marks.sum()), len(marks), confidence, f"solved at once ({solved})")
        rows[name]["n_incomplete"] = len(part) - len(marks)
    return _laid(rows, names)


def service_level(
    calls: pd.DataFrame,
    within: float = 20.0,
    by: "str | Sequence[str] | None" = None,
    wait: str = "wait_s",
    abandoned: str | None = None,
    rule: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share of calls that are answered within so many seconds, such as "80 in 20".

    What becomes of calls that were given up decides the figure, so that a rule must be named where there are any:
    ``"against"`` counts them as not in time, ``"left_out"`` asks only of answered calls (a line that lets people give
    up looks better), ``"short_left_out"`` leaves out those given up within the limit.

    Parameters
    ----------
    calls : DataFrame, one row per call
    within : float
        Seconds, above 0; a wait of exactly so long is in time.
    by : str or sequence of str, optional
        As for `first_contact`.
    wait : str
        Column of the seconds until answered, or until given up.
    abandoned : str, optional
        Column of 1 (given up) and 0 (answered); without it all calls of the table are taken as answered, and it is
        said.
    rule : {"against", "left_out", "short_left_out"}, optional
        Needed where `abandoned` is given.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row per group
        ``share`` with ``low`` and ``high``, ``n`` (the calls that it is of), ``mean_wait_s`` (seconds, answered calls),
        ``n_abandoned``, ``n_incomplete``, and the ``convention``.

    Raises
    ------
    CourseError
        As for `first_contact`; for a missing or unknown rule, a limit or waits below 0, a group without calls to count.

    References
    ----------
    Cleveland and Mayben (1997), *Call Center Management on Fast Forward*, on the ways of counting.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> service_level(load("service_log_calls"), within=60)[["share", "mean_wait_s"]].round(2).values.tolist()
    [[0.74, 45.24]]
    """
    names = names_of(by)
    table = with_derived(calls, names)
    require_columns(table, [wait, *([abandoned] if abandoned else []), *names], TABLE)
    if not (np.isfinite(within) and within > 0):
        raise CourseError("service.not_positive", name="within", value=within)
    if (abandoned is not None or rule is not None) and rule not in RULES:
        raise CourseError("service.no_rule", rule=rule, known=", ".join(f'"{known}"' for known in RULES))
    if rule is not None and abandoned is None:
        raise CourseError("service.rule_without_column", rule=rule)
    rows: dict[Hashable, dict[str, object]] = {}
    for name, part in groups(table, names):
        rows[name] = _level(part, within, wait, abandoned, rule, confidence)
    return _laid(rows, names)


def abandonment(
    calls: pd.DataFrame,
    abandoned: str = "abandoned",
    by: "str | Sequence[str] | None" = None,
    short: float = 0.0,
    wait: str = "wait_s",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share of callers who gave up before they were answered.

    Parameters
    ----------
    calls : DataFrame, one row per call
    abandoned : str
        Column of 1 (given up) and 0 (answered).
    by : str or sequence of str, optional
        As for `first_contact`.
    short : float
        Callers who gave up within so many seconds, such as wrong numbers, are left out and counted; 0 keeps all.
    wait : str
        Column of the seconds, needed where `short` is above 0.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row per group
        ``share`` with ``low`` and ``high``, ``n``, ``n_short``, ``n_incomplete``, and the ``convention``.

    Raises
    ------
    CourseError
        As for `first_contact`; a table without such a column cannot say who gave up.

    Examples
    --------
    >>> calls = pd.DataFrame({"abandoned": [0, 0, 0, 1, 1], "wait_s": [5, 40, 12, 3, 90]})
    >>> abandonment(calls, short=5)[["share", "n", "n_short"]].values.tolist()
    [[0.25, 4.0, 1.0]]
    """
    names = names_of(by)
    table = with_derived(calls, names)
    if abandoned not in table.columns:
        raise CourseError("service.no_abandoned", column=abandoned)
    require_columns(table, [abandoned, *([wait] if short > 0 else []), *names], TABLE)
    rows: dict[Hashable, dict[str, object]] = {}
    for name, part in groups(table, names):
        known = part.dropna(subset=[abandoned, wait]) if short > 0 else part.dropna(subset=[abandoned])
        gone = marks_of(known, abandoned)
        brief = (gone == 1) & (known[wait] <= short) if short > 0 else gone != gone
        rule = f"given up within {short:g} s left out" if short > 0 else "all calls"
        rows[name] = _share(int((gone[~brief]).sum()), int((~brief).sum()), confidence, f"given up, {rule}")
        rows[name] |= {"n_short": int(brief.sum()), "n_incomplete": len(part) - len(known)}
    return _laid(rows, names)


def repeats(
    contacts: pd.DataFrame,
    within_days: int = 7,
    customer: str = "customer",
    date: str = "date",
    same: Sequence[str] = (),
    by: "str | Sequence[str] | None" = None,
    until: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share of contacts after which the same customer comes back within so many days.

    Who comes back is known by his number alone: where people get a new one each time, as walk-ins do, nobody is seen to
    come back. Contacts so late that their days are not over yet are not counted as "did not come back": they are left
    out and counted.

    Parameters
    ----------
    contacts : DataFrame, one row per contact
    within_days : int
        Days after a contact, at least 1; a second contact on the same day counts.
    customer, date : str
        Columns.
    same : sequence of str
        Columns that must agree too for a contact to be about the same thing, such as ``["kind"]``.
    by : str or sequence of str, optional
        As for `first_contact`; the group is that of the earlier contact.
    until : str, optional
        The last day of the record; by default the latest date in the table.
    confidence : float
        Level of the intervals, between 0 and 1. Contacts are taken as independent, those of one customer too.

    Returns
    -------
    DataFrame, one row per group
        ``share`` with ``low`` and ``high``, ``n``, ``n_open`` (days not over), ``n_incomplete``, and the
        ``convention``; without a share where all contacts of a group are open.

    Raises
    ------
    CourseError
        For columns that are not there, days that are no whole number above 0, a group without dated contacts.

    Examples
    --------
    >>> record = pd.DataFrame({"customer": ["a", "a", "b", "c"], "date": ["05-01", "05-04", "05-02", "05-30"]})
    >>> repeats(record.assign(date="2025-" + record["date"]))[["share", "n", "n_open"]].round(2).values.tolist()
    [[0.33, 3.0, 1.0]]
    """
    names = names_of(by)
    table = with_derived(contacts, names).reset_index(drop=True)
    require_columns(table, list(dict.fromkeys([customer, date, *same, *names])), "contacts")
    if not isinstance(within_days, int | np.integer) or isinstance(within_days, bool) or within_days < 1:
        raise CourseError("service.no_window", days=within_days)
    known = table.dropna(subset=[customer, date, *same])
    if known.empty:
        raise CourseError("service.no_rows")
    when = pd.to_datetime(known[date])
    thing = [known[name] for name in (customer, *same)]
    following = when.sort_values(kind="stable").groupby(thing).shift(-1).reindex(known.index)
    window = pd.Timedelta(days=int(within_days))
    last = pd.Timestamp(until) if until is not None else when.max()
    over = when + window <= last
    back = (following <= when + window).astype(np.int64)
    about = f", about the same {', '.join(same)}" if same else ""
    told = f"back within {within_days} days{about}, known by the same {customer}; record to {last.date().isoformat()}"
    judged = known.assign(_over=over, _back=back)
    rows: dict[Hashable, dict[str, object]] = {}
    for name, part in groups(table, names):
        own = judged.loc[part.index.intersection(judged.index)]
        closed = own[own["_over"]]
        rows[name] = _share(int(closed["_back"].sum()), len(closed), confidence, told)
        rows[name] |= {"n_open": len(own) - len(closed), "n_incomplete": len(part) - len(own)}
    return _laid(rows, names)


def _level(
    calls: pd.DataFrame, within: float, wait: str, abandoned: str | None, rule: str | None, confidence: float
) -> dict[str, object]:
    known = calls.dropna(subset=[wait, *([abandoned] if abandoned else [])])
    if known.empty:
        raise CourseError("service.no_rows")
    waits = known[wait].astype("float64")
    if (waits < 0).any():
        raise CourseError("service.wait_below_0", column=wait, row=waits[waits < 0].index[0])
    gone = marks_of(known, abandoned) == 1 if abandoned else waits != waits
    out = {"left_out": gone, "short_left_out": gone & (waits <= within)}.get(rule or "", gone & False)
    in_time = ~gone & (waits <= within)
    found = _share(
        int((in_time & ~out).sum()),
        int((~out).sum()),
        confidence,
        f"answered within {within:g} s; {RULES[rule] if rule else ANSWERED_ONLY}",
    )
    return {
        **found,
        "mean_wait_s": float(waits[~gone].mean()),
        "n_abandoned": int(gone.sum()) if abandoned else np.nan,
        "n_incomplete": len(calls) - len(known),
    }


def _share(count: int, n: int, confidence: float, told: str) -> dict[str, object]:
    """Return a share with Wilson's interval as a row; missing where there is nothing to divide by."""
    if n == 0:
        empty = dict.fromkeys(("share", "low", "high"), np.nan)
        return {**empty, "n": 0, "convention": f"{told}; no share: n = 0"}
    found = proportion(count, n, confidence=confidence)
    row: dict[str, object] = {name: float(found[name]) for name in ("share", "low", "high")}
    return {**row, "n": n, "convention": f"{told}; {found['convention']}, contacts independent"}


def _laid(rows: dict[Hashable, dict[str, object]], by: Sequence[str]) -> pd.DataFrame:
    """Return rows as a table with the convention last."""
    found = indexed(rows, by)
    return found[[*(name for name in found.columns if name != "convention"), "convention"]]
