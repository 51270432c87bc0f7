"""The quality of customer files by measure, before and after somebody put them in order."""

from typing import TYPE_CHECKING

from fsq_lab.ground.language import label, message
from fsq_lab.plots.frame import beside, head_and_foot, key, legend_on_top, listed, name_rows
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, colours, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("quality_before", "quality_after", "files_before", "files_after", "convention")


def file_quality(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the five measures of files before and after, a line from one to the other.

    Parameters
    ----------
    table : DataFrame, one row per measure
        What `fsq_lab.customers.files.file_quality.compare` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives both shares of each measure and how many files they are of.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.customers.files.file_quality import compare
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> raw = load("files_raw")
    >>> describe(file_quality(compare(raw, raw.head(30), "2025-12-31")))[:66]
    'Quality of the files, before (60 files) and after (30 files): Comp'
    """
    require_columns(table, COLUMNS, "file_quality")
    drawn = table.copy()
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(drawn), extra=0.6)
        for row, (before, after) in enumerate(zip(drawn["quality_before"], drawn["quality_after"], strict=True)):
            axes.plot([100 * before, 100 * after], [row, row], color=INK, linewidth=2, zorder=2)
            axes.plot(100 * before, row, color=light, marker="o", markersize=14, markeredgecolor=INK, zorder=3)
            axes.plot(100 * after, row, color=dark, marker="s", markersize=13, markeredgecolor=INK, zorder=3)
            beside(axes, row, f"{100 * before:.0f}% → {100 * after:.0f}%")
        name_rows(axes, [label(str(name)) for name in drawn.index])
        axes.set_xlim(0, 104)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        head_and_foot(axes, "", [message("plots.file_quality_note")])
        entries = [
            key(message("plots.file_quality_before", count=_counted(drawn, "before")), marker="o", color=light),
            key(message("plots.file_quality_after", count=_counted(drawn, "after")), marker="s", color=dark),
        ]
        legend_on_top(axes, entries, columns=2, title=message("plots.title_file_quality"))
    return with_sentence(axes, lambda: _sentence(drawn))


def _sentence(table: "pd.DataFrame") -> str:
    told = listed(
        message(
            "plots.file_quality_told",
            name=label(str(name)),
            before=f"{100 * float(one['quality_before']):.1f}",
            after=f"{100 * float(one['quality_after']):.1f}",
        )
        for name, one in table.iterrows()
    )
    counts = {f"n_{when}": _counted(table, when) for when in ("before", "after")}
    return sentence_of([message("plots.describe_file_quality", told=told, **counts)], table)


def _counted(table: "pd.DataFrame", when: str) -> str:
    """Return how many files there were, in words."""
    n = int(table[f"files_{when}"].iloc[0])
    return message("plots.file_quality_one") if n == 1 else message("plots.file_quality_several", n=n)
