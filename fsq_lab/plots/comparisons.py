"""Branches, or any groups, side by side."""

import re
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, level, listed, name_rows, places, refuse_other_tables
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.style import INK, LABEL_SIZE, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_COLUMNS = ("difference", "low", "high", "note", "n_used", "n_rest", "convention")
_NOTES: dict[str, dict[str, Any]] = {
    "lower": {"marker": "v", "markerfacecolor": "#D55E00"},
    "higher": {"marker": "^", "markerfacecolor": "#0072B2"},
    "means and ranks disagree": {"marker": "D", "markerfacecolor": "0.75"},
    "cannot tell": {"marker": "o", "markerfacecolor": "white"},
}


def comparison(result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw each group's difference from all others with its simultaneous interval, the lowest on top.

    What a comparison says shows in the mark: a triangle down or up, a diamond where means and ranks disagree, a
    hollow dot where it cannot be told. Groups that were not compared stand in a hatched row with the reason.

    Parameters
    ----------
    result : DataFrame, one row per group
        What `fsq_lab.scoring.servqual.compare` returned, by total or for one dimension.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the groups that are lower and higher, with difference, interval and n, counts those of
        which nothing can be told, and names those that were not compared.

    Raises
    ------
    CourseError
        When the table has no rows, is not one of comparisons, or holds several dimensions.

    References
    ----------
    Goldstein and Spiegelhalter (1996), League tables and their limitations, *Journal of the Royal Statistical
    Society A* 159(3), 385-443, on drawing institutions in order with intervals instead of ranking them.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> ax = comparison(servqual.compare(load("bank_branch")))
    >>> [text.get_text() for text in ax.get_yticklabels()][0]
    'B07 (n = 58)'
    """
    if result.index.nlevels > 1:
        raise CourseError("plots.several_rows", group=result.index.names[0], by=result.index.names[1])
    refuse_other_tables(result, _COLUMNS, "comparison", "compare")
    ordered = result.sort_values("difference", kind="stable", na_position="last")
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(ordered), extra=0.6)
        axes.axvline(0, color=INK, linewidth=1.5, zorder=1)
        for row, note in enumerate(ordered["note"]):
            if note in _NOTES:
                axes.plot(ordered[["low", "high"]].iloc[row], [row, row], color=INK, linewidth=2.5, zorder=2)
                axes.plot(ordered["difference"].iloc[row], row, **mark(markersize=13, **_NOTES[note]))
            else:
                axes.axhspan(row - 0.4, row + 0.4, facecolor="0.95", edgecolor="0.6", hatch="//", zorder=0)
                _write_reason(axes, row, reason(note))
        name_rows(axes, [_row(ordered, row) for row in range(len(ordered))])
        title = message("plots.comparison_title", group=label(str(result.index.name)))
        head_and_foot(axes, title, _notes(ordered))
        handles = [key(message(f"plots.{_entry(note)}"), **_NOTES[note]) for note in _NOTES if _has(ordered, note)]
        if handles:
            legend_on_top(axes, handles, 2, title)
    return with_sentence(axes, lambda: _sentence(ordered))


def reason(note: str) -> str:
    """Say in the current language what a comparison's note says.

    >>> reason("not compared: n < 10")
    'not compared, n below 10'
    >>> reason("lower")
    'Lower than the others together'
    """
    if note in _NOTES:
        return message(f"plots.{_entry(note)}")
    few = re.fullmatch(r"not compared: n < (\d+)", note)
    if few:
        return message("plots.not_compared_few", n=few[1])
    few_others = re.fullmatch(r"not compared: fewer than (\d+) others", note)
    if few_others:
        return message("plots.not_compared_few_others", n=few_others[1])
    return message("plots.not_compared_equal")


def _entry(note: str) -> str:
    return "note_" + note.replace(" ", "_")


def _has(result: "pd.DataFrame", note: str) -> bool:
    return bool((result["note"] == note).any())


def _row(result: "pd.DataFrame", row: int) -> str:
    """Return a group's name with its n."""
    return message("plots.row_without_interval", name=label(str(result.index[row])), n=result["n_used"].iloc[row])


def _write_reason(axes: "Axes", row: int, text: str) -> None:
    """Write into a hatched row why this group was not compared."""
    box = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.2"}
    axes.text(
        0.5, row, text, transform=axes.get_yaxis_transform(), ha="center", va="center", fontsize=LABEL_SIZE, bbox=box
    )


def _left_out(result: "pd.DataFrame", row: int) -> str:
    name, n, note = label(str(result.index[row])), result["n_used"].iloc[row], str(result["note"].iloc[row])
    return message("plots.row_not_compared", name=name, n=n, reason=reason(note))


def _notes(result: "pd.DataFrame") -> list[str]:
    lines = [message("plots.comparison_axis")]
    if level(result):
        lines.append(message("plots.comparison_marks", level=level(result)))
    return [*lines, *synthetic_note(result)]


def _sentence(result: "pd.DataFrame") -> str:
    """Say which groups differ, of how many nothing can be told, and which were not compared."""
    group = label(str(result.index.name))
    compared = result["note"].isin(list(_NOTES))
    clauses = [message("plots.describe_comparison", count=int(compared.sum()), group=group)]
    for note in ("lower", "higher", "means and ranks disagree"):
        if _has(result, note):
            told = listed(_estimate(result, row) for row in places(result["note"] == note))
            clauses.append(message("plots.comparison_found", finding=message(f"plots.{_entry(note)}"), groups=told))
    unsure = int((result["note"] == "cannot tell").sum())
    if unsure and unsure == int(compared.sum()):
        clauses.append(message("plots.comparison_none"))
    elif unsure:
        clauses.append(message("plots.comparison_unsure", count=unsure))
    if not compared.all():
        clauses.append(
            message("plots.comparison_left", groups=listed(_left_out(result, row) for row in places(~compared)))
        )
    return sentence_of(clauses, result)


def _estimate(result: "pd.DataFrame", row: int) -> str:
    value, low, high = (number(float(result[column].iloc[row])) for column in ("difference", "low", "high"))
    return message(
        "plots.comparison_estimate", name=label(str(result.index[row])), value=value, level=level(result), low=low,
        high=high, n=result["n_used"].iloc[row],
    )  # fmt: skip
