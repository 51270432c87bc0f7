"""Causes in order: how much of the whole each makes, and how much they make together from the top."""

from typing import TYPE_CHECKING

from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.ground.language import label, message
from fsq_lab.plots.frame import beside, head_and_foot, key, legend_on_top, listed, name_rows
from fsq_lab.plots.funnels import lowered
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("count", "share", "low", "high", "cumulative", "rank", "rank_low", "rank_high", "note", "convention")


def pareto(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw a Pareto chart: each cause's share with its interval, and the share of all causes down to it.

    Parameters
    ----------
    table : DataFrame, one row per cause, the largest on top
        What `fsq_lab.complaints.ranking.pareto` returned, by count or by harm.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives each cause's share with interval, and between which ranks it could stand.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    References
    ----------
    Juran (1951), *Quality Control Handbook*.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.complaints import ranking
    >>> from fsq_lab.plots import describe
    >>> counts = pd.DataFrame({"cause": ["waiting", "app"], "complaints": [30, 10]})
    >>> describe(pareto(ranking.pareto(counts, count="complaints"))).split(", App")[0]
    'Pareto chart: cause, by count, n = 40, 95% intervals: Waiting 75.0% (59.8% to 85.8%, rank 1, 1 to 1)'
    """
    require_columns(table, COLUMNS, "pareto")
    drawn = table.copy()
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(drawn))
        rows = range(len(drawn))
        axes.barh(rows, 100 * drawn["share"], height=0.55, color=light, edgecolor=INK, zorder=2)
        for row, (low, high) in enumerate(zip(drawn["low"], drawn["high"], strict=True)):
            axes.plot([100 * low, 100 * high], [row, row], color=INK, linewidth=3, zorder=3)
        axes.plot(
            100 * drawn["cumulative"], rows, color=dark, marker="o", markersize=11, markeredgecolor=INK, linewidth=2
        )
        for row, (_, one) in enumerate(drawn.iterrows()):
            beside(axes, row, _place(one["rank"], one["rank_low"], one["rank_high"]))
        name_rows(axes, [label(str(name)) for name in drawn.index])
        axes.set_xlim(0, 105)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        head_and_foot(axes, "", [message("plots.pareto_line"), message("plots.pareto_beside")])
        entries = [
            key(message("plots.pareto_share"), marker="s", color=light),
            key(message("plots.pareto_cumulative"), marker="o", color=dark),
        ]
        legend_on_top(axes, entries, columns=2, title=_title(drawn))
    return with_sentence(axes, lambda: _sentence(drawn))


def _title(table: "pd.DataFrame") -> str:
    by = lowered(column_heading(str(table.attrs.get("by", table.index.name))))
    weight = str(table.attrs.get("weight", ""))
    if not weight:
        return message("plots.title_pareto", by=by)
    return message("plots.title_pareto_weighted", by=by, weight=lowered(weight))


def _place(rank: int, low: int, high: int) -> str:
    if low == high == rank:
        return str(rank)
    return message("plots.rank_between", rank=rank, low=low, high=high)


def _sentence(table: "pd.DataFrame") -> str:
    """Say each cause's share, interval and ranks, and whose order chance could turn round."""
    told = listed(
        message(
            "plots.pareto_told",
            name=label(str(name)),
            **{column: f"{100 * float(one[column]):.1f}" for column in ("share", "low", "high")},
            rank=one["rank"],
            best=one["rank_low"],
            worst=one["rank_high"],
        )
        for name, one in table.iterrows()
    )
    level = f"{100 * float(table.attrs.get('confidence', 0.95)):.6g}%"
    clauses = [
        message("plots.describe_pareto", title=_title(table), n=int(table["count"].sum()), told=told, level=level)
    ]
    tied = [label(str(name)) for name, note in table["note"].items() if str(note).endswith("tied")]
    if tied:
        clauses.append(message("plots.pareto_tied", names=listed(tied)))
    return sentence_of(clauses, table)
