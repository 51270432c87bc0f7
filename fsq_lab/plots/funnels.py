"""Rates of units against what chance does to them: the funnel plot, and ranks with their intervals."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.ground.language import CourseError, catalogue, current, label, message
from fsq_lab.plots.frame import beside, head_and_foot, listed, name_rows
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, LABEL_SIZE, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("count", "exposure", "rate", "pooled", "note", "convention")
RANKS = ("count", "rate", "rank", "rank_low", "rank_high", "note", "convention")
MOST_NAMED = 15
GRID = 800
MARKERS = {"above limit": "^", "below limit": "v", "within limits": "o"}
OVERDISPERSED = "overdispersed"


def funnel(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw rates against what they are counted in, with the exact limits of chance around the pooled rate.

    A limit is drawn half a complaint below the smallest count that is too high, or above the largest that is too low,
    so that a unit lies beyond the line exactly where it is flagged; that makes it jagged.

    Parameters
    ----------
    table : DataFrame, one row per unit
        What `fsq_lab.complaints.rates.by_group` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names who lies beyond the limits, how many chance alone would put there, and whether units differ
        throughout by more than chance.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    References
    ----------
    Spiegelhalter (2005), Funnel plots for comparing institutional performance, *Statistics in Medicine* 24, 1185-1202.

    Examples
    --------
    >>> from fsq_lab.complaints.rates import by_group, counted
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> chart = funnel(by_group(counted(load("complaints_log"), load("branch_months"))))
    >>> describe(chart).split(". ")[1]
    'Above the limit: B07 (12.25, 257 complaints)'
    """
    from fsq_lab.statistics.tails import NONE, largest_low, smallest_high

    require_columns(table, COLUMNS, "funnel")
    drawn, chance = table.copy(), float(table.attrs.get("chance", 0.00135))
    bases, rates = (drawn[name].to_numpy(dtype=np.float64) for name in ("exposure", "rate"))
    pooled, per = float(drawn["pooled"].iloc[0]), _per(drawn)
    grid = np.unique(np.concatenate([np.geomspace(0.8 * bases.min(), 1.05 * bases.max(), GRID), bases]))
    expected = grid * pooled / per
    lower, upper = largest_low(expected, chance), smallest_high(expected, chance)
    limits = (np.where(lower == NONE, np.nan, per * (lower + 0.5) / grid), per * (upper - 0.5) / grid)
    kinds = [str(note).split(",")[0] for note in drawn["note"]]
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        axes.axhline(pooled, color=INK, linewidth=2)
        for limit in limits:
            axes.plot(grid, limit, color=INK, linewidth=1.5, linestyle="--", zorder=2)
        for kind, marker in MARKERS.items():
            own = [place for place, one in enumerate(kinds) if one == kind]
            axes.plot(bases[own], rates[own], **mark(marker=marker, color=light if kind == "within limits" else dark))
        axes.set_ylim(0, 1.15 * max(rates.max(), 2 * pooled))
        axes.set_xlim(0 if bases.min() < 0.3 * bases.max() else 0.7 * bases.min(), 1.1 * bases.max())
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylabel(capital(per_unit(drawn, per)))
        notes = [column_heading(str(drawn.attrs.get("exposure", "exposure"))), message("plots.funnel_lines")]
        notes.append(message("plots.funnel_tails", chance=f"{100 * chance:.3g}"))
        if _overdispersed(drawn):
            notes.append(message("plots.funnel_overdispersed"))
        head_and_foot(axes, message("plots.title_funnel"), notes)
        apart = (np.array(kinds) != "within limits").astype(int) * 2 + np.isin(bases, (bases.min(), bases.max()))
        chosen = np.argsort(-apart, kind="stable")[: max(MOST_NAMED, int((apart > 1).sum()))]
        _name(axes, [(_told(drawn.index[place]), bases[place], rates[place]) for place in chosen])
    return with_sentence(axes, lambda: _funnel_sentence(drawn, kinds, pooled, per))


def ranks(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw between which ranks each unit could stand, the highest rate on top.

    Parameters
    ----------
    table : DataFrame, one row per unit
        What `fsq_lab.complaints.ranking.by_rate` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives each rank with its interval, and who surely ranks first.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    References
    ----------
    Goldstein and Spiegelhalter (1996), League tables and their limitations, *Journal of the Royal Statistical
    Society A* 159, 385-443.

    Examples
    --------
    >>> from fsq_lab.complaints.ranking import by_rate
    >>> from fsq_lab.complaints.rates import counted
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> describe(ranks(by_rate(counted(load("complaints_log"), load("branch_months"))))).split(". ")[-1]
    'Synthetic data, seed 20261130.'
    """
    require_columns(table, RANKS, "ranks")
    drawn = table.copy()
    colour = colours(1)[0]
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(drawn))
        for row, (_, one) in enumerate(drawn.iterrows()):
            axes.plot([one["rank_low"], one["rank_high"]], [row, row], color=colour, linewidth=4, zorder=2)
            axes.plot([one["rank"]], [row], **mark(marker="o", color=colour))
            beside(axes, row, f"{one['rate']:.3g}")
        name_rows(axes, [_told(name) for name in drawn.index])
        axes.set_xlim(0.5, len(drawn) + 0.5)
        step = -(-len(drawn) // 12)
        axes.set_xticks(range(1, len(drawn) + 1, step))
        notes = [message("plots.ranks_marks"), message("plots.ranks_beside", rate=per_unit(drawn, _per(drawn)))]
        head_and_foot(axes, message("plots.title_ranks"), notes)
    return with_sentence(axes, lambda: _ranks_sentence(drawn))


def per_unit(table: "pd.DataFrame", per: float) -> str:
    """Return what a rate is in, such as complaints per 10,000 transactions, in the current language."""
    count, exposure = (str(table.attrs.get(name, name)) for name in ("count", "exposure"))
    return message("plots.rate_per", count=lowered(count), exposure=lowered(exposure), per=f"{per:,.15g}")


def lowered(name: str) -> str:
    """Return what a column counts as it stands inside a sentence, such as transactions."""
    units: dict[str, str] = catalogue(current())["plots"]["units"]
    heading = units.get(name) or column_heading(name)
    return heading[:1].lower() + heading[1:] if heading[1:2].islower() else heading


def _per(table: "pd.DataFrame") -> float:
    """Return the rates' unit, from the rates themselves."""
    some = table[table["count"] > 0].iloc[0]
    return float(f"{float(some['rate']) * float(some['exposure']) / float(some['count']):.9g}")


def _told(name: object) -> str:
    return " ".join(label(str(part)) for part in name) if isinstance(name, tuple) else label(str(name))


def _overdispersed(table: "pd.DataFrame") -> bool:
    return bool(table["note"].astype(str).str.endswith(OVERDISPERSED).all())


def _name(axes: "Axes", units: "list[tuple[str, float, float]]") -> None:
    """Write names above or below their marks, the first ones first; a name that would cover another is left out."""
    size, taken = LABEL_SIZE - 2, list[tuple[float, float, float, float]]()
    points = axes.figure.dpi / 72
    marks = [tuple(axes.transData.transform((x, y))) for _, x, y in units]
    for (name, x, y), (left, middle) in zip(units, marks, strict=True):
        half = 0.35 * size * points * sum(2 if ord(letter) > 0x2E80 else 1 for letter in name)
        for shift in (11, -11 - size):
            low = middle + shift * points
            box = (left - half, low, left + half, low + 1.2 * size * points)
            spots = (b for b in taken if box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3])
            covered = any(box[0] < m[0] < box[2] and box[1] < m[1] < box[3] for m in marks)
            if next(spots, None) is None and not covered:
                taken.append(box)
                axes.annotate(name, (x, y), xytext=(0, shift), textcoords="offset points", ha="center", fontsize=size)
                break


def _funnel_sentence(table: "pd.DataFrame", kinds: list[str], pooled: float, per: float) -> str:
    """Say who lies beyond the limits, and how many chance alone would put there."""
    clauses = [message("plots.describe_funnel", count=len(table), rate=per_unit(table, per), pooled=f"{pooled:.2f}")]
    for kind, entry in (("above limit", "funnel_above"), ("below limit", "funnel_below")):
        found = [place for place, one in enumerate(kinds) if one == kind]
        names = listed(
            message(
                "plots.funnel_unit",
                name=_told(table.index[place]),
                rate=f"{table['rate'].iloc[place]:.2f}",
                n=f"{table['count'].iloc[place]:,}",
                count=lowered(str(table.attrs.get("count", "count"))),
            )
            for place in found
        )
        clauses.append(message(f"plots.{entry}", names=names or message("plots.nobody")))
    within = sum(kind == "within limits" for kind in kinds)
    clauses.append(message("plots.funnel_within", count=within))
    if "by_chance" in table.attrs:
        share = f"{float(table.attrs['by_chance']):.2g}"
        clauses.append(message("plots.funnel_by_chance", share=share, count=len(table)))
    if _overdispersed(table):
        clauses.append(message("plots.funnel_overdispersed"))
    return sentence_of(clauses, table)


def _ranks_sentence(table: "pd.DataFrame") -> str:
    """Say each rank with its interval, and who surely ranks first."""
    told = listed(
        message("plots.rank_told", name=_told(name), rank=one["rank"], low=one["rank_low"], high=one["rank_high"])
        for name, one in table.iterrows()
    )
    first = [_told(name) for name, note in table["note"].items() if str(note).startswith("ranks first")]
    clauses = [
        message("plots.describe_ranks", ranks=told),
        message("plots.ranks_first", names=listed(first) if first else message("plots.nobody")),
    ]
    if _overdispersed(table):
        clauses.append(message("plots.ranks_overdispersed"))
    return sentence_of(clauses, table)


def one_unit(table: "pd.DataFrame", unit: str | None, chart: str) -> "pd.DataFrame":
    """Return the rows of one unit of a table that may hold several.

    Raises
    ------
    CourseError
        Where it holds several and none of them is named.
    """
    if table.index.nlevels == 1:
        return table
    if unit is None or unit not in table.index.get_level_values(0):
        raise CourseError("plots.one_unit_a_chart", chart=f"plots.{chart}", first=table.index[0][0])
    return table.loc[[unit]].droplevel(0)


def capital(text: str) -> str:
    """Return a text that begins with a capital, as an axis is labelled."""
    return text[:1].upper() + text[1:]
