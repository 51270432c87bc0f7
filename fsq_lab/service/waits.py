"""Waits from a log of tickets: means and shares of long waits, weighted by kind of day, with the doubt of few days."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.service.grouping import groups, indexed, name_of, names_of, require_columns, with_derived
from fsq_lab.service.queues import require_limit
from fsq_lab.statistics.clusters import ratio
from fsq_lab.statistics.intervals import DECIMALS, Estimate

SAMPLED = "sampled"
TABLE = "service_log_tickets"
DAY = ("branch", "date")
DAY_TYPE = "day_type"
_HOUR = 60

DayWeights = Mapping[str, float] | str | None


def summary(
    tickets: pd.DataFrame,
    by: "str | Sequence[str] | None" = "branch",
    limit: float = 20.0,
    day_weights: DayWeights = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Summarise waits, from taking the ticket to being called, by any groups.

    Two things are peculiar to such a log. Customers of one day wait in the same queue, so that the unit of doubt is
    the day, not the ticket. And a sample may hold more pay days than there are: a group with several kinds of days is
    averaged only by weights that are said. With :math:`y_i` the total wait and :math:`x_i` the tickets of a day,

    .. math:: R = \frac{\sum w_i y_i}{\sum w_i x_i}

    where the days of each month and branch share its weight, by kind as `day_weights` says and alike within a kind
    (`fsq_lab.statistics.clusters.ratio` gives the interval).

    Parameters
    ----------
    tickets : DataFrame, one row per ticket
        ``branch``, ``date``, ``day_type``, ``arrival`` and ``start`` (minutes). Rows without one of these are left out
        and counted.
    by : str or sequence of str, optional
        Columns; ``"month"`` is that of the date and ``"hour"`` that of the arrival (9 is 09:00 to 09:59). None takes
        all tickets together.
    limit : float
        Minutes; ``share_over`` is the share of tickets that wait longer.
    day_weights : mapping or "sampled", optional
        How many days of each kind there are in truth, such as ``{"usual": 21, "payday": 1}``; a month without one kind
        has only the other. ``"sampled"`` takes days as they were sampled.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row per group
        ``mean_wait`` with ``mean_low`` and ``mean_high`` (minutes), ``share_over`` with ``share_low`` and
        ``share_high`` (0 to 1), ``n`` tickets, ``n_days``, ``n_incomplete``, ``note`` (why there is no interval) and
        the ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, a group that mixes kinds of days without `day_weights`, weights that lack a
        kind or are not above 0, a ticket that was called before it was taken.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> tickets = load("service_log_tickets").query("branch == 'B07' and date >= '2025-03' and date < '2025-10'")
    >>> found = summary(tickets, day_weights={"usual": 21, "payday": 1})
    >>> found[["n_days", "n"]].values.tolist()
    [[21, 2651]]
    """
    names = names_of(by)
    require_limit(limit)
    whole = with_derived(tickets, names)
    needed = [*DAY, DAY_TYPE, "arrival", "start"]
    require_columns(whole, [*needed, *(name for name in names if name not in needed)], TABLE)
    rows: dict[Hashable, dict[str, object]] = {}
    for name, part in groups(whole, names):
        used = _complete(part, needed)
        days, said = _days(used, limit, day_weights, name)
        mean, share = (_estimate(days, column, confidence) for column in ("wait", "over"))
        rows[name] = {
            "mean_wait": mean.mean,
            "mean_low": max(mean.low, 0.0),
            "mean_high": mean.high,
            "share_over": share.mean,
            "share_low": max(share.low, 0.0),
            "share_high": min(share.high, 1.0),
            "n": len(used),
            "n_days": len(days),
            "n_incomplete": len(part) - len(used),
            "note": _note(mean, share),
            "convention": f"wait from ticket to call, over {limit:g} minutes; {said}; {mean.interval}",
        }
    found = indexed(rows, names)
    found.attrs.update({**tickets.attrs, "limit": limit})
    return found


def load(
    tickets: pd.DataFrame,
    by: "str | Sequence[str] | None" = "branch",
    hours: float = 8.0,
    day_weights: DayWeights = None,
) -> pd.DataFrame:
    """Read from the log what a queue depends on: arrivals a day, minutes of service and their spread, windows.

    Parameters
    ----------
    tickets : DataFrame, one row per ticket
        As for `summary`, and ``end`` and ``window``.
    by, day_weights
        As for `summary`.
    hours : float
        Opening hours of a day.

    Returns
    -------
    DataFrame, one row per group
        ``arrivals`` (tickets a day), ``minutes`` (mean of service), ``service_cv`` (standard deviation / mean),
        ``servers`` (mean over days of the windows in use), ``load`` (minutes of work / minutes that the windows have),
        ``n`` tickets, ``n_days``, and the ``convention``.

    Raises
    ------
    CourseError
        As for `summary`, and for hours that are not above 0.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load as read
    >>> early = read("service_log_tickets").query("date < '2025-03'")
    >>> load(early).loc["B07", ["servers", "load"]].astype(float).round(2).tolist()
    [3.0, 0.54]
    """
    names = names_of(by)
    if not hours > 0:
        raise CourseError("service.not_positive", name="hours", value=hours)
    whole = with_derived(tickets, names)
    needed = [*DAY, DAY_TYPE, "arrival", "start", "end", "window"]
    require_columns(whole, [*needed, *(name for name in names if name not in needed)], TABLE)
    rows: dict[Hashable, dict[str, object]] = {}
    for name, part in groups(whole, names):
        used = _complete(part, needed)
        days, said = _days(used, 0.0, day_weights, name)
        weight = days["weight"]
        came, work, windows = (
            round(float((weight * days[column]).sum() / weight.sum()), DECIMALS)
            for column in ("tickets", "work", "windows")
        )
        service = used["end"] - used["start"]
        rows[name] = {
            "arrivals": came,
            "minutes": work / came,
            "service_cv": float(service.std(ddof=1) / service.mean()) if len(used) > 1 else np.nan,
            "servers": windows,
            "load": work / (windows * _HOUR * hours),
            "n": len(used),
            "n_days": len(days),
            "convention": f"a day of {hours:g} hours; windows: the highest number in use that day; {said}",
        }
    found = indexed(rows, names)
    found.attrs.update(tickets.attrs)
    return found


def profile(tickets: pd.DataFrame, opens: int = 9, hours: int = 8) -> pd.Series:
    """Return how arrivals are spread over the hours of a day, 1 being an hour like the mean of all.

    Parameters
    ----------
    tickets : DataFrame
        ``arrival`` in minutes of the day.
    opens, hours : int
        The first hour, and how many there are.

    Returns
    -------
    Series, by hour of the day
        Relative arrivals, of mean 1.

    Raises
    ------
    CourseError
        Where the column is not there, or arrivals lie outside these hours.

    Examples
    --------
    >>> profile(pd.DataFrame({"arrival": [540, 550, 600, 700]}), hours=3).tolist()
    [1.5, 0.75, 0.75]
    """
    require_columns(tickets, ["arrival"], TABLE)
    hour = tickets["arrival"].dropna() // _HOUR
    if not hour.between(opens, opens + hours - 1).all():
        raise CourseError("service.outside_hours", opens=opens, closes=opens + hours)
    counted = hour.value_counts().reindex(range(opens, opens + hours), fill_value=0)
    found = counted / counted.mean()
    return found.rename_axis("hour").rename("arrivals")


def _complete(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    used = table.dropna(subset=list(columns))
    if used.empty:
        raise CourseError("service.no_rows")
    early = used[used["start"] < used["arrival"]]
    if not early.empty:
        raise CourseError("service.called_early", row=early.index[0], n=len(early))
    return used


def _days(tickets: pd.DataFrame, limit: float, day_weights: DayWeights, group: Hashable) -> tuple[pd.DataFrame, str]:
    """Return one row for each day of a branch, with its totals, kind and weight, and how days were weighted."""
    wait = tickets["start"] - tickets["arrival"]
    laid = tickets[[*DAY, DAY_TYPE]].assign(wait=wait, over=(wait > limit).astype(np.int64), tickets=1)
    how = {"wait": "sum", "over": "sum", "tickets": "sum"}
    if "end" in tickets.columns and "window" in tickets.columns:
        laid = laid.assign(work=tickets["end"] - tickets["start"], windows=tickets["window"])
        how |= {"work": "sum", "windows": "max"}
    days = laid.groupby([*DAY, DAY_TYPE], observed=True).agg(how).reset_index()
    kinds = sorted(days[DAY_TYPE].astype(str).unique())
    counted = ", ".join(f"{(days[DAY_TYPE] == kind).sum()} {kind}" for kind in kinds)
    branches = days["branch"].nunique()
    if day_weights is None and len(kinds) > 1:
        raise CourseError(
            "service.mixed_days",
            group=name_of(group),
            kinds=message("plots.separator").join(
                message("service.days_of_kind", kind=label(kind), n=(days[DAY_TYPE] == kind).sum()) for kind in kinds
            ),
        )
    if isinstance(day_weights, str) and day_weights != SAMPLED:
        raise CourseError("service.unknown_weights", weights=day_weights)
    if isinstance(day_weights, str) or (len(kinds) == 1 and branches == 1):
        return days.assign(weight=1.0, kind=0), f"days as sampled: {counted}"
    weights = {kinds[0]: 1.0} if day_weights is None else day_weights
    months = "months alike" if branches == 1 else "branches and months alike"
    said = "" if len(kinds) == 1 else ", ".join(f"{kind} {weights.get(kind)}" for kind in kinds) + ", "
    weighted = days.assign(weight=_weights(days, kinds, weights), kind=days[DAY_TYPE].map(kinds.index))
    return weighted, f"days weighted {said}{months} (sampled: {counted})"


def _weights(days: pd.DataFrame, kinds: Sequence[str], day_weights: Mapping[str, float]) -> pd.Series:
    """Return each day's weight: a branch's month shares it out by kind, over the kinds that were sampled in it."""
    if len(kinds) > 1:
        for kind in kinds:
            value = day_weights.get(kind)
            if value is None or not np.isfinite(value) or value <= 0:
                raise CourseError("service.weights_lack", kind=kind, weights=dict(day_weights))
    month = [days["branch"].astype(str), days["date"].astype(str).str.slice(0, 7)]
    number = days.groupby([*month, days[DAY_TYPE]], observed=True)["tickets"].transform("size")
    own = days[DAY_TYPE].map(lambda kind: float(day_weights.get(kind, 1.0))) / number
    found: pd.Series = own / own.groupby(month).transform("sum")
    return found


def _note(mean: Estimate, share: Estimate) -> str:
    """Return why there is no interval, of the mean and so of the share, or of the share alone."""
    if np.isnan(mean.low):
        return mean.interval
    return f"share: {share.interval}" if np.isnan(share.low) else ""


def _estimate(days: pd.DataFrame, column: str, confidence: float) -> Estimate:
    kinds: NDArray[np.int64] = days["kind"].to_numpy(dtype=np.int64)
    totals, sizes, weight = (days[name].to_numpy(dtype=np.float64) for name in (column, "tickets", "weight"))
    return ratio(totals, sizes, kinds, weight, confidence)
