"""Complaints on a time line: when each came, how long it took, and which were late."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError, message
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, listed
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, mark, new_axes, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = ("days", "due", "days_taken", "late", "note", "convention")
MOST_TICKS = 8


def complaint_timeline(
    table: "pd.DataFrame", received: str = "received", name: str = "complaint", ax: "Axes | None" = None
) -> "Axes":
    """Draw complaints by date of receipt and days until the complainant was told, late ones marked.

    A line stands at each limit that is in force for any of them. A complaint that is not yet told is not drawn, and
    counted in the sentence.

    Parameters
    ----------
    table : DataFrame, one row per complaint
        What `fsq_lab.complaints.clock.judged` returned.
    received, name : str
        Columns of the date of receipt and of the complaint's number.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives how many were late of how many, why, and names the latest.

    Raises
    ------
    CourseError
        For a table without rows or without these columns, and one in which nobody has been told yet.

    Examples
    --------
    >>> from fsq_lab.complaints import clock
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> describe(complaint_timeline(clock.judged(load("complaints_log").head(100)))).split(". ")[1]
    'Late: 18 of 100 judged (18.0%)'
    """
    require_columns(table, (*COLUMNS, received), "complaint_timeline")
    drawn = table[table["days_taken"].notna()]
    if drawn.empty:
        raise CourseError("plots.nobody_told")
    late = drawn["late"].fillna(False).astype(bool).to_numpy()
    days = drawn["days_taken"].to_numpy(dtype=np.float64)
    places = pd.to_datetime(drawn[received]).to_numpy()
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        limits = sorted({int(limit) for limit in drawn["days"]})
        for limit in limits:
            axes.axhline(limit, color=INK, linewidth=2, linestyle="--", zorder=2)
        size = 11 if len(drawn) <= 150 else 6
        axes.plot(places[~late], days[~late], **mark(marker="o", color=light, markersize=size, markeredgewidth=0.5))
        axes.plot(places[late], days[late], **mark(marker="^", color=dark, markersize=size + 3, markeredgewidth=0.5))
        axes.set_ylim(0, 1.08 * max(float(days.max()), max(limits)))
        _date_axis(axes, pd.Timestamp(places.min()), pd.Timestamp(places.max()))
        axes.set_ylabel(message("plots.timeline_axis"))
        notes = [message("plots.timeline_line", limits=listed(map(str, limits))), message("plots.timeline_counts")]
        head_and_foot(axes, "", notes)
        entries = [
            key(message("plots.timeline_late"), marker="^", color=dark),
            key(message("plots.timeline_in_time"), marker="o", color=light),
        ]
        legend_on_top(axes, entries, columns=2, title=message("plots.title_timeline"))
    return with_sentence(axes, lambda: _sentence(table, received, name))


def _date_axis(axes: "Axes", first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Write so many months under the chart as are readable, the year below the month."""
    months = pd.date_range(first.normalize().replace(day=1), last, freq="MS")
    step = max(1, -(-len(months) // MOST_TICKS))
    chosen = months[::step]
    axes.set_xticks(chosen.to_numpy(), [f"{month:%m}\n{month:%Y}" for month in chosen])
    edge = (last - first) * 0.02 + pd.Timedelta(days=1)
    axes.set_xlim(min(first, chosen[0]) - edge, last + edge)  # type: ignore[arg-type]
    axes.grid(visible=False, axis="x")


def _sentence(table: "pd.DataFrame", received: str, name: str) -> str:
    judged = table[table["late"].notna()]
    late = judged[judged["late"].astype(bool)]
    dates = table[received].dropna().astype(str)
    clauses = [message("plots.describe_timeline", n=len(table), first=min(dates), last=max(dates))]
    if len(judged):
        share = f"{100 * len(late) / len(judged):.1f}"
        clauses.append(message("plots.timeline_share", late=len(late), n=len(judged), share=share))
    note = late["note"].astype(str)
    for start, entry in (
        ("decided late", "timeline_decided"),
        ("told late", "timeline_told"),
        ("not decided, late", "timeline_undecided"),
        ("not told, late", "timeline_untold"),
    ):
        if count := int(note.str.startswith(start).sum()):
            clauses.append(message(f"plots.{entry}", n=count))
    if count := int(table["note"].astype(str).str.contains("extension not counted").sum()):
        clauses.append(message("plots.timeline_uncounted", n=count))
    if count := int(table["late"].isna().sum()):
        clauses.append(message("plots.timeline_open", n=count))
    if len(late) and name in late.columns:
        worst = late.sort_values("days_late", ascending=False, kind="stable").head(3)
        told = listed(
            message("plots.timeline_one", name=one[name], days=one["days_late"]) for _, one in worst.iterrows()
        )
        clauses.append(message("plots.timeline_worst", names=told))
    return sentence_of(clauses, table)
