"""Satisfaction before, at and after a failure: of those who answered, of silent stayers, and of those who left."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import looks, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("mean", "low", "high", "n", "convention")
MOMENTS = ("before", "at_failure", "after")
SHIFT = 0.06  # by which groups stand beside each other, so that their intervals can be told apart


def before_at_after(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw mean satisfaction before, at the failure and after, with intervals; a group without a score breaks off.

    Parameters
    ----------
    table : DataFrame, by group and moment
        What `fsq_lab.complaints.recovery.steps` returned, or some of its groups.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives every mean with its interval and n, and says which groups have no score afterwards.

    Raises
    ------
    CourseError
        For a table without rows or without these columns and levels.

    Examples
    --------
    >>> from fsq_lab.complaints.recovery import steps
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> describe(before_at_after(steps(load("complaints_log")))).split(". ")[4]
    'After: Stayed, no answer and Left have no score, and no line to it'
    """
    require_columns(table, COLUMNS, "before_at_after")
    if table.index.nlevels != 2 or not set(table.index.get_level_values(1)) <= set(MOMENTS):
        raise CourseError("plots.not_steps")
    groups = [str(name) for name in dict.fromkeys(table.index.get_level_values(0))]
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        entries = []
        for place, (group, look) in enumerate(zip(groups, looks(len(groups)), strict=True)):
            own = table.loc[group].reindex(list(MOMENTS))
            x = np.arange(len(MOMENTS)) + SHIFT * (place - (len(groups) - 1) / 2)
            mean = own["mean"].to_numpy(dtype=np.float64)
            for at, low, high in zip(x, own["low"], own["high"], strict=True):
                axes.plot([at, at], [low, high], color=look["color"], linewidth=3, zorder=2)
            axes.plot(x, mean, zorder=3, **look)
            n = int(own["n"].max())
            entries.append(key(message("plots.row_of_n", name=label(str(group)), n=n), **_alone(look)))
        axes.set_xticks(range(len(MOMENTS)), [message(f"plots.moment_{moment}") for moment in MOMENTS])
        axes.set_xlim(-0.4, len(MOMENTS) - 0.6)
        axes.set_ylabel(message("plots.steps_axis"))
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(visible=False, axis="x")
        head_and_foot(axes, "", [message("plots.steps_marks"), message("plots.steps_ends")])
        legend_on_top(axes, entries, columns=2, title=message("plots.title_steps"))
    return with_sentence(axes, lambda: _sentence(table, groups))


def _alone(look: "dict[str, object]") -> "dict[str, object]":
    return {name: value for name, value in look.items() if name in ("color", "marker")}


def _sentence(table: "pd.DataFrame", groups: "list[str]") -> str:
    clauses = [message("plots.describe_steps")]
    rows = dict(table.iterrows())
    ends: dict[str, list[str]] = {}
    for group in groups:
        told = []
        for moment in MOMENTS:
            own = rows.get((group, moment))
            if own is None:
                continue
            when = message(f"plots.moment_{moment}")
            if int(own["n"]) == 0:
                ends.setdefault(when, []).append(label(str(group)))
                continue
            numbers = {name: f"{float(own[name]):.2f}" for name in ("mean", "low", "high")}
            entry = "steps_one" if own[["low", "high"]].notna().all() else "steps_bare"
            told.append(message(f"plots.{entry}", when=when, n=int(own["n"]), **numbers))
        between = message("plots.separator").join(told)
        clauses.append(message("plots.steps_group", name=label(str(group)), numbers=between))
    clauses.extend(
        message("plots.steps_none", when=when, names=message("plots.steps_and").join(names))
        for when, names in ends.items()
    )
    if unknown := int(table.attrs.get("n_unknown", 0)):
        clauses.append(message("plots.steps_unknown", n=unknown))
    return sentence_of(clauses, table)
