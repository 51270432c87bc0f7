"""Mean gaps of several groups of respondents, row by row."""

from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, level, listed, name_rows, span_of_n
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.style import INK, looks, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_GROUPS = 5
_COLUMNS = ("gap", "low", "high", "n_used", "convention")


def gaps_by_group(result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw each group's mean gaps with their intervals side by side, one row per dimension.

    Groups differ by marker as well as colour. Intervals are each group's own, not adjusted for the number of
    comparisons: `comparison` draws tests of differences.

    Parameters
    ----------
    result : DataFrame, one row per group and dimension (or total)
        What `fsq_lab.scoring.servqual.gaps` returned with a `group`.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives every mean gap with interval and n.

    Raises
    ------
    CourseError
        When the table is not one of gaps by group, is one by item, has no rows, or holds more than five groups.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> result = servqual.gaps(load("securities"), instrument="securities", group="outage_seen")
    >>> gaps_by_group(result).get_legend_handles_labels()[1]
    []
    """
    missing = [column for column in _COLUMNS if column not in result]
    if missing or result.index.nlevels != 2 or "dimension" in result:
        raise CourseError("plots.not_by_group")
    if result.empty:
        raise CourseError("plots.no_rows", chart="plots.gaps_by_group", source="servqual.gaps")
    groups = list(dict.fromkeys(result.index.get_level_values(0)))
    rows = list(dict.fromkeys(result.index.get_level_values(1)))
    if len(groups) > MOST_GROUPS:
        raise CourseError("plots.many_groups", count=len(groups), most=MOST_GROUPS)
    marks = looks(len(groups))
    with styled():
        axes = ax if ax is not None else new_axes(rows=round(len(rows) * (1 + 0.3 * len(groups))), extra=0.4)
        axes.axvline(0, color=INK, linewidth=1.5, zorder=1)
        for place, (group, mark) in enumerate(zip(groups, marks, strict=True)):
            shift = 0.22 * (place - (len(groups) - 1) / 2)
            for row, name in enumerate(rows):
                line = result.loc[(group, name)]
                axes.plot([line["low"], line["high"]], [row + shift] * 2, color=INK, linewidth=2.5, zorder=2)
                axes.plot(line["gap"], row + shift, zorder=3, **{**mark, "linestyle": "none", "markersize": 12})
        name_rows(axes, [label(str(name)) for name in rows])
        title = message("plots.gaps_by_group_title", group=label(str(result.index.names[0])))
        note = message("plots.marks", level=level(result), n=span_of_n(result))
        head_and_foot(axes, title, [message("plots.axis"), note, *synthetic_note(result)])
        handles = [
            key(label(str(group)), marker=mark["marker"], markerfacecolor=mark["color"])
            for group, mark in zip(groups, marks, strict=True)
        ]
        legend_on_top(axes, handles, len(handles), title)
    drawn = result.copy()
    return with_sentence(axes, lambda: _sentence(drawn, groups, rows))


def _sentence(result: "pd.DataFrame", groups: list[Any], rows: list[Any]) -> str:
    """Say every group's mean gap, row by row."""
    clauses = [message("plots.describe_by_group", group=label(str(result.index.names[0])))]
    for name in rows:
        told = listed(_estimate(result, group, name) for group in groups)
        clauses.append(message("plots.figure_of", name=label(str(name)), text=told))
    return sentence_of(clauses, result)


def _estimate(result: "pd.DataFrame", group: Any, name: Any) -> str:
    line = result.loc[(group, name)]
    gap, low, high = (number(line[column]) for column in ("gap", "low", "high"))
    told = {"name": label(str(group)), "gap": gap, "n": line["n_used"]}
    if line["low"] != line["low"]:
        return message("plots.estimate_without_interval", **told)
    return message("plots.estimate", **told, level=level(result), low=low, high=high)
