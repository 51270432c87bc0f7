"""How many dimensions, and is the ruler the same everywhere: scree with parallel analysis, styles of answering."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, listed, name_rows
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, looks, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SCREE = ("eigenvalue", "threshold", "kept", "n_used", "convention")
STYLES = ("level", "extreme", "midpoint", "spread")
GROUPED = ("value", "low", "high", "difference", "note", "n")
DIFFERS = "differs"
CLOSE_UP, TALL = 7, 3
"""Dimensions drawn once more, larger, where the first eigenvalue dwarfs the limit."""


def scree(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the eigenvalues, and above which of them chance alone does not reach.

    Parameters
    ----------
    table : DataFrame
        What `fsq_lab.scoring.factors.factorability.parallel_analysis` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the eigenvalues kept with what random answers reach, and what Kaiser's rule would keep.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.scoring.factors.factorability import parallel_analysis
    >>> from fsq_lab.survey.loading import load
    >>> answers = load("pilot")[["q5", "q6", "q7", "q8", "q15", "q16", "q17"]]
    >>> from fsq_lab.plots import describe
    >>> describe(scree(parallel_analysis(answers))).split(". ")[0]
    'Dimensions kept by parallel analysis: 1 (n = 90)'
    """
    require_columns(table, SCREE, "scree")
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        x = np.arange(1, len(table) + 1)
        own, beyond = (table[name].to_numpy(dtype=np.float64) for name in ("eigenvalue", "threshold"))
        kept = table["kept"].to_numpy(dtype=bool)
        dark, light = colours(2)
        _draw_scree(axes, x, own, beyond, kept)
        close = x <= CLOSE_UP
        if own[0] > TALL and close.sum() < len(x):
            inset = axes.inset_axes((0.42, 0.38, 0.56, 0.58))
            _draw_scree(inset, x[close], own[close], beyond[close], kept[close])
            inset.set_ylim(0.8, max(own[1], beyond[1]) + 0.15)
            inset.set_xlim(1.5, CLOSE_UP + 0.5)
            inset.set_xticks(x[close][1:])
            inset.yaxis.set_major_formatter("{x:g}")
            inset.grid(visible=False, axis="x")
        axes.set_xticks(x[:: max(1, len(x) // 12)])
        axes.set_ylabel(message("plots.scree_axis"))
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(visible=False, axis="x")
        entries = [
            key(message("plots.scree_kept"), color=dark, marker="o"),
            key(message("plots.scree_not_kept"), color="white", marker="o"),
            key(message("plots.scree_threshold"), color=light, linestyle="--", marker=""),
            key(message("plots.scree_kaiser"), color=INK, linestyle=":", marker=""),
        ]
        head_and_foot(
            axes, "", [message("plots.scree_below", n=f"{table['n_used'].iloc[0]:g}"), *synthetic_note(table)]
        )
        legend_on_top(axes, entries, columns=2, title=message("plots.title_scree"))
    return with_sentence(axes, lambda: _scree_sentence(table))


def answering_styles(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw how far each group's four styles of answering lie from all others, in half widths of its own interval.

    Parameters
    ----------
    table : DataFrame, by group and style
        What `fsq_lab.scoring.answering_styles.by_group` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` says which groups differ in which style, with the numbers, and that no difference found is no proof
        of none.

    Raises
    ------
    CourseError
        For a table without rows or without these columns and levels.

    Examples
    --------
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.scoring.answering_styles import by_group
    >>> from fsq_lab.survey.loading import load
    >>> describe(answering_styles(by_group(load("bank_branch")))).split(". ")[1]
    'Differing beyond chance (Holm): none'
    """
    require_columns(table, GROUPED, "answering_styles")
    if table.index.nlevels != 2 or not set(table.index.get_level_values(1)) <= set(STYLES):
        raise CourseError("plots.not_styles")
    groups = list(dict.fromkeys(table.index.get_level_values(0)))
    far = 1.6
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(groups), extra=1.0)
        for limit in (-1, 1):
            axes.axvline(limit, color=INK, linewidth=1.5, linestyle="--", zorder=1)
        axes.axvline(0, color=INK, linewidth=1.5, zorder=1)
        entries = []
        for place, (style, look) in enumerate(zip(STYLES, looks(len(STYLES)), strict=True)):
            own = table.xs(style, level=1).reindex(groups)
            half = ((own["high"] - own["low"]) / 2).to_numpy(dtype=np.float64)
            x = own["difference"].to_numpy(dtype=np.float64) / half
            y = np.arange(len(groups)) + 0.14 * (place - 1.5)
            clear = (own["note"] == DIFFERS).to_numpy(dtype=bool)
            shape = {"marker": look["marker"], "markersize": 11}
            axes.plot(x[clear], y[clear], **mark(color=look["color"], **shape))
            axes.plot(
                x[~clear], y[~clear], **mark(markerfacecolor="white", **{**shape, "markeredgecolor": look["color"]})
            )
            far = max(far, float(np.nanmax(np.abs(x), initial=0.0)) + 0.4)
            hollow = {"markerfacecolor": "white", "markeredgecolor": look["color"], "markeredgewidth": 2}
            entries.append(key(message(f"plots.style_{style}"), marker=look["marker"], **hollow))
        axes.set_xlim(-far, far)
        axes.xaxis.set_major_formatter("{x:g}")
        name_rows(axes, [label(str(name)) for name in groups])
        head_and_foot(axes, "", [message("plots.styles_axis"), message("plots.styles_marks"), *synthetic_note(table)])
        legend_on_top(axes, entries, columns=2, title=message("plots.title_styles"))
    return with_sentence(axes, lambda: _styles_sentence(table, len(groups)))


def _draw_scree(axes: "Axes", x: "Whole", own: "Reals", beyond: "Reals", kept: "Flags") -> None:
    """Draw eigenvalues over the chance limit and Kaiser's line; what is kept is filled."""
    dark, light = colours(2)
    axes.axhline(1, color=INK, linewidth=1.8, linestyle=":", zorder=1)
    axes.plot(x, beyond, color=light, linestyle="--", zorder=2)
    axes.plot(x, own, color=dark, zorder=2)
    axes.plot(x[kept], own[kept], **mark(color=dark, marker="o", markersize=11))
    axes.plot(x[~kept], own[~kept], **mark(color="white", marker="o", markersize=9))


def _scree_sentence(table: "pd.DataFrame") -> str:
    kept = table[table["kept"]]
    n = table["n_used"].iloc[0]
    told = listed(
        message("plots.scree_one", value=number(row["eigenvalue"]), beyond=number(row["threshold"]))
        for _, row in kept.iterrows()
    )
    clauses = [message("plots.describe_scree", count=len(kept), n=f"{n:g}")]
    if told:
        clauses.append(message("plots.scree_told", told=told))
    left = table[~table["kept"]]
    if len(left):
        row = left.iloc[0]
        values = {"value": number(row["eigenvalue"]), "beyond": number(row["threshold"])}
        clauses.append(message("plots.scree_next", **values))
    clauses.append(message("plots.scree_by_kaiser", count=int((table["eigenvalue"] > 1).sum())))
    return sentence_of(clauses, table)


def _styles_sentence(table: "pd.DataFrame", groups: int) -> str:
    told = [
        message(
            "plots.style_told",
            group=label(str(group)),
            style=message(f"plots.style_{style}"),
            value=number(row["value"]),
            difference=number(row["difference"]),
            n=int(row["n"]),
        )
        for group, style, (_, row) in zip(
            *(table.index.get_level_values(level) for level in (0, 1)), table.iterrows(), strict=True
        )
        if row["note"] == DIFFERS
    ]
    clauses = [
        message("plots.describe_styles", groups=groups),
        message("plots.styles_differ", told=listed(told) if told else message("plots.styles_none")),
        message("plots.styles_no_proof"),
    ]
    return sentence_of(clauses, table)
