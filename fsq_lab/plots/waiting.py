"""Waits: how they rise with the load of a queue, and how they run over months or hours."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, listed
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, looks, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_LINES = 5
BUSY = 0.8
LONGEST = 60.0  # minutes; where a curve leaves the chart, unless something measured lies higher
WAIT_COLUMNS = {
    "mean_wait": ("mean_low", "mean_high", 1.0),
    "share_over": ("share_low", "share_high", 100.0),
}


def wait_against_load(table: "pd.DataFrame", marks: "pd.DataFrame | None" = None, ax: "Axes | None" = None) -> "Axes":
    """Draw the mean wait of the steady state against the load, a line for each number of windows.

    From a load of 100 % on there is no steady state: that part is hatched and no line enters it. What was measured can
    stand beside the formula, since a day may end before the steady state is reached.

    Parameters
    ----------
    table : DataFrame
        ``servers``, ``load`` and ``mean_wait``, as `fsq_lab.service.queues.table` gives them for many arrivals.
    marks : DataFrame, one row per point, named by its index, optional
        ``load`` and ``mean_wait`` of what was measured or played, and where they are known ``mean_low`` and
        ``mean_high``.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the wait of each line at a load of about 80 % and at the highest load drawn, and every mark.

    Raises
    ------
    CourseError
        For columns that lack, a table without a steady state, more than five numbers of windows.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.service import queues
    >>> describe(wait_against_load(queues.table(range(10, 140, 2), 8, [2])))[:104]
    'Mean wait against load, by Erlang C. Windows: 2, 14.2 minutes at a load of 80%, 234.0 at 98%. From a loa'
    """
    _require(table, ("servers", "load", "mean_wait"), "wait_against_load")
    steady = table.dropna(subset=["mean_wait"]).sort_values(["servers", "load"])
    if steady.empty:
        raise CourseError("plots.no_steady_state")
    lines = {servers: steady[steady["servers"] == servers] for servers in sorted(map(int, steady["servers"].unique()))}
    if len(lines) > MOST_LINES:
        raise CourseError("plots.many_lines", count=len(lines), most=MOST_LINES)
    if marks is not None:
        _require(marks, ("load", "mean_wait"), "wait_against_load")
    points = None if marks is None else marks.copy()
    with styled():
        axes = ax if ax is not None else new_axes(rows=6, extra=0.6)
        axes.axvspan(100, 200, facecolor="0.95", edgecolor="0.6", hatch="//", zorder=0)
        axes.axvline(100, color=INK, linewidth=1.5, linestyle="--", zorder=1)
        styles = looks(len(lines))
        handles = []
        for (servers, rows), look in zip(lines.items(), styles, strict=True):
            every = max(1, len(rows) // 8)
            axes.plot(100 * rows["load"], rows["mean_wait"], markevery=every, **{**look, "linewidth": 3})
            name = message("plots.windows", servers=servers)
            handles.append(key(name, marker=look["marker"], color=look["color"], linestyle="-"))
        top = min(LONGEST, 1.05 * float(steady["mean_wait"].max()))
        right = 104.0
        if points is not None:
            top = max(top, 1.15 * float(points["mean_wait"].max()))
            right = max(right, 100 * float(points["load"].max()) + 14)
            for point, row in points.iterrows():
                _point(axes, str(point), row)
            handles.append(key(message("plots.measured"), marker="D", markerfacecolor="#D55E00"))
        axes.set_ylim(0, top)
        axes.set_xlim(min(30.0, 100 * float(steady["load"].min())), right)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        _axes_of(axes, message("plots.minutes_axis"))
        title = message("plots.title_load")
        head_and_foot(axes, title, [message("plots.load_axis"), message("plots.load_note")])
        legend_on_top(axes, handles, min(3, len(handles)), title)
    return with_sentence(axes, lambda: _load_sentence(lines, points))


def wait_profile(
    table: "pd.DataFrame",
    value: str = "mean_wait",
    events: Mapping[Any, str] | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw waits over months or hours, a line for each group, with their intervals.

    Parameters
    ----------
    table : DataFrame
        What `fsq_lab.service.waits.summary` gave by ``"month"``, ``"hour"`` or another order, or by a group and one of
        these, such as ``["branch", "month"]``: the last is drawn across.
    value : {"mean_wait", "share_over"}
        Minutes, or the share of those who wait longer than the limit.
    events : mapping, optional
        What happened, by a month or hour of the table: a dashed line stands before it.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives for each group the lowest and the highest value, before and from each event on.

    Raises
    ------
    CourseError
        For columns that lack, an unknown value, more than five groups, an event that the table does not have.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.service import waits
    >>> from fsq_lab.survey.loading import load
    >>> own = load("service_log_tickets").query("branch == 'B03'")
    >>> describe(wait_profile(waits.summary(own, by="month"), "share_over"))[:61]
    'Share who wait longer than 20 minutes: 0.0% (2024-01) to 3.9%'
    """
    if value not in WAIT_COLUMNS:
        raise CourseError("plots.unknown_wait", value=value, known=", ".join(f'"{name}"' for name in WAIT_COLUMNS))
    low, high, scale = WAIT_COLUMNS[value]
    _require(table, (value, low, high, "n", "n_days"), "wait_profile")
    across = list(dict.fromkeys(table.index.get_level_values(-1)))
    parts = _groups(table)
    if len(parts) > MOST_LINES:
        raise CourseError("plots.many_lines", count=len(parts), most=MOST_LINES)
    told = dict(events or {})
    for place in told:
        if place not in across:
            raise CourseError("plots.no_place", place=place, first=across[0], last=across[-1])
    drawn = {name: scale * rows[[value, low, high]].astype(float) for name, rows in parts.items()}
    with styled():
        axes = ax if ax is not None else new_axes(rows=6, extra=0.6 if len(parts) > 1 else 0)
        for line, (rows, look) in enumerate(zip(drawn.values(), looks(len(drawn)), strict=True)):
            shift = 0.14 * (line - (len(drawn) - 1) / 2)
            places = [across.index(place) + shift for place in rows.index]
            axes.plot(places, rows[value], **{**look, "markersize": 0}, zorder=2)
            for place, (middle, bottom, top) in zip(places, rows.to_numpy(), strict=True):
                sure = bottom == bottom
                axes.plot([place, place], [bottom, top], color=INK, linewidth=2.5, zorder=2.5)
                face = look["color"] if sure else "white"
                axes.plot(place, middle, **mark(marker=look["marker"], markersize=12, markerfacecolor=face))
        highest = max(float(rows.max().max()) for rows in drawn.values())
        axes.set_ylim(0, max(1.25 * highest, 1.0) if told else max(1.12 * highest, 1.0))
        for place, text in told.items():
            _event(axes, across.index(place) - 0.5, text, len(across))
        axes.set_xticks(range(len(across)), _ticks(across))
        axes.set_xlim(-0.6, len(across) - 0.4)
        limit = f"{float(table.attrs.get('limit', 20.0)):g}"
        _axes_of(axes, "")
        if scale > 1:
            axes.yaxis.set_major_formatter("{x:.0f}%")
        title = message(f"plots.title_{value}", limit=limit)
        counts = {"n": _span(table["n"]), "days": _span(table["n_days"])}
        name = str(table.index.names[-1])
        notes = [message("plots.profile_across", name=message(f"columns.{name}"))] if name in ("month", "hour") else []
        notes += [message("plots.profile_marks"), message("plots.profile_n", **counts)]
        head_and_foot(axes, title, [*notes, *synthetic_note(table)])
        if len(parts) > 1:
            entries = [
                key(name, marker=look["marker"], markerfacecolor=look["color"])
                for name, look in zip(drawn, looks(len(drawn)), strict=True)
            ]
            legend_on_top(axes, entries, len(entries), title)
    source = table.iloc[:0]
    return with_sentence(axes, lambda: _profile_sentence(drawn, value, limit, told, across, counts, source))


def _require(table: "pd.DataFrame", columns: tuple[str, ...], chart: str) -> None:
    if missing := [column for column in columns if column not in table.columns]:
        raise CourseError("plots.lacking", chart=f"plots.{chart}", missing=", ".join(missing))
    if table.empty:
        raise CourseError("plots.lacking_rows", chart=f"plots.{chart}")


def _groups(table: "pd.DataFrame") -> "dict[str, pd.DataFrame]":
    """Return the lines to draw by their names; one without a name where nothing but the order is grouped by."""
    if table.index.nlevels == 1:
        return {"": table}
    outer = list(range(table.index.nlevels - 1))
    found = {}
    for name, rows in table.groupby(level=outer if len(outer) > 1 else 0, sort=False):
        words = ", ".join(label(str(part)) for part in (name if isinstance(name, tuple) else (name,)))
        found[words] = rows.set_axis(rows.index.get_level_values(-1))
    return found


def _point(axes: "Axes", name: str, row: "pd.Series") -> None:
    """Draw what was measured, with its interval and its name."""
    x, y = 100 * float(row["load"]), float(row["mean_wait"])
    if "mean_low" in row and row[["mean_low", "mean_high"]].notna().all():
        axes.plot([x, x], [row["mean_low"], row["mean_high"]], color=INK, linewidth=3, zorder=2.5)
    axes.plot(x, y, **mark(marker="D", markersize=13, markerfacecolor="#D55E00"))
    late = x > 70
    axes.annotate(
        label(name), (x, y), xytext=(-14 if late else 12, 8), textcoords="offset points", fontsize=LABEL_SIZE,
        ha="right" if late else "left", zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "boxstyle": "round,pad=0.1"},
    )  # fmt: skip


def _event(axes: "Axes", place: float, text: str, number_of: int) -> None:
    """Draw a dashed line before a place, and write what happened beside it."""
    axes.axvline(place, color=INK, linewidth=2, linestyle="--", zorder=1)
    late = place > 0.6 * number_of
    axes.annotate(
        label(text), (place, 1), xycoords=axes.get_xaxis_transform(), xytext=(-8 if late else 8, -8),
        textcoords="offset points", ha="right" if late else "left", va="top", fontsize=LABEL_SIZE, zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.15"},
    )  # fmt: skip


def _axes_of(axes: "Axes", name: str) -> None:
    axes.set_ylabel(name, fontsize=FONT_SIZES["axes.labelsize"])
    axes.tick_params(axis="both", labelsize=FONT_SIZES["xtick.labelsize"])


def _ticks(across: list[Any]) -> list[str]:
    r"""Write months as their numbers, the year under the first of each, and anything else as it is.

    >>> _ticks(["2024-11", "2024-12", "2025-01"]), _ticks([9, 10])
    (['11\n2024', '12', '1\n2025'], ['9', '10'])
    """
    found, year = [], ""
    for place in map(str, across):
        if len(place) == 7 and place[4] == "-":
            found.append(f"{int(place[5:])}" + (f"\n{place[:4]}" if place[:4] != year else ""))
            year = place[:4]
        else:
            found.append(label(place))
    return found


def _span(counts: "pd.Series") -> str:
    fewest, most = int(counts.min()), int(counts.max())
    return str(most) if fewest == most else f"{fewest}–{most}"


def _load_sentence(lines: "Mapping[int, pd.DataFrame]", points: "pd.DataFrame | None") -> str:
    """Say the wait of each line at about 80 % and at the highest load drawn, and what was measured."""
    clauses = [message("plots.describe_load")]
    for servers, rows in lines.items():
        busy = rows.iloc[(rows["load"] - BUSY).abs().argmin()]
        last = rows.iloc[-1]
        told = {"wait": number(busy["mean_wait"], 1), "load": f"{100 * busy['load']:.0f}"}
        most = {"most": number(last["mean_wait"], 1), "highest": f"{100 * last['load']:.0f}"}
        clauses.append(message("plots.line_of_load", name=message("plots.windows", servers=servers), **told, **most))
    clauses.append(message("plots.load_end"))
    if points is not None:
        told_points = (
            message(
                "plots.point_of_load",
                name=label(str(name)),
                wait=number(row["mean_wait"], 1),
                load=f"{100 * row['load']:.0f}",
            )
            for name, row in points.iterrows()
        )
        clauses.append(message("plots.points_of_load", points=listed(told_points)))
    return message("plots.clause").join(clauses) + message("plots.stop")


def _profile_sentence(
    drawn: "Mapping[str, pd.DataFrame]",
    value: str,
    limit: str,
    events: Mapping[Any, str],
    across: list[Any],
    counts: Mapping[str, str],
    source: "pd.DataFrame",
) -> str:
    """Say between which values each group's waits lie, in the stretches between events."""
    starts = [0, *sorted(across.index(place) for place in events), len(across)]
    stretches = [across[first:end] for first, end in pairwise(starts) if end > first]
    groups = []
    for name, rows in drawn.items():
        told = []
        for stretch in stretches:
            found = rows[value].loc[[place for place in stretch if place in rows.index]].dropna()
            if found.empty:
                continue
            ends = {"low": _place(found, found.idxmin()), "high": _place(found, found.idxmax())}
            values = {"least": _written(found.min(), value), "most": _written(found.max(), value)}
            begins = message("plots.from_event", place=stretch[0], event=label(events[stretch[0]])) if (
                stretch[0] in events
            ) else ""  # fmt: skip
            told.append(begins + message("plots.range_of_waits", **ends, **values))
        text = message("plots.and").join(told)
        groups.append(message("plots.figure_of", name=name, text=text) if name else text)
    head = message(f"plots.title_{value}", limit=limit)
    return sentence_of(
        [message("plots.figure_of", name=head, text=groups[0]), *groups[1:], message("plots.profile_n", **counts)],
        source,
    )


def _place(rows: "pd.Series", place: Any) -> str:
    return message("plots.at_hour", hour=place) if rows.index.name == "hour" else label(str(place))


def _written(value: float, kind: str) -> str:
    return f"{value:.1f}%" if kind == "share_over" else number(value, 1)
