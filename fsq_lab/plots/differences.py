"""Gaps: as dots with intervals, as dumbbells of expectation and perception, and against what matters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.words import decimals, number
from fsq_lab.plots.frame import (
    beside,
    beside_mark,
    dimensions_of,
    estimate,
    head_and_foot,
    key,
    kind,
    legend_on_top,
    level,
    listed,
    name_rows,
    places,
    refuse_other_tables,
    row_label,
    row_name,
    span_of_n,
)
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, MARKERS, colours, mark, new_axes, styled
from fsq_lab.survey.carrying import refuse_strangers

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd
    from matplotlib.axes import Axes

_GAP_COLUMNS = ("gap", "low", "high", "n_used", "convention")
_WEIGHT_COLUMNS = ("weight", "low", "high", "n_used", "convention")
_BLUE = "#0072B2"  # Okabe and Ito's


def gaps(result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw mean gaps as dots with their intervals, in the order of the table, beside a line at zero.

    Dimensions differ by marker as well as colour, and each row carries its name. A row without an interval gets
    a hollow dot and its n.

    Parameters
    ----------
    result : DataFrame, one row per dimension or item
        What `fsq_lab.scoring.servqual.gaps` returned.
    ax : Axes, optional
        Where to draw; by default a new figure, large enough for a projector.

    Returns
    -------
    Axes
        `describe` turns it into a sentence.

    Raises
    ------
    CourseError
        When the table has no rows, is not a table of gaps, or holds several groups.

    References
    ----------
    Cleveland and McGill (1984), Graphical perception, *JASA* 79(387), 531-554: position on a common scale is
    read most exactly, hence dots.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> ax = gaps(servqual.gaps(load("bank_branch")))
    >>> ax.get_title()
    'Service quality gap by dimension'
    """
    refuse_other_tables(result, _GAP_COLUMNS, "gaps", "gaps")
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(result))
        for row, look in enumerate(_marks(dimensions_of(result))):
            low, high = result[["low", "high"]].iloc[row]
            axes.plot([low, high], [row, row], color=INK, linewidth=2.5, solid_capstyle="butt", zorder=2)
            face = look["markerfacecolor"] if low == low else "white"
            axes.plot(result["gap"].iloc[row], row, **{**look, "markerfacecolor": face})
        axes.axvline(0, color=INK, linewidth=1.5, zorder=1)
        name_rows(axes, [row_label(result, row) for row in range(len(result))])
        head_and_foot(axes, message(f"plots.title_{kind(result)}"), _notes(result))
    drawn = result.copy()
    return with_sentence(axes, lambda: _sentence(drawn, "gap", "estimate"))


def dumbbell(result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw expectation and perception as the two ends of a bar, row by row, in the order of the table.

    The expectation is a hollow diamond, the perception a filled dot, named at the first row. The gap stands at the
    right of each row with its interval; a row without an interval has none and gives its n.

    Parameters
    ----------
    result : DataFrame, one row per dimension or item
        What `fsq_lab.scoring.servqual.gaps` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the rows with the lowest and the highest gap, with both levels, interval and n.

    Raises
    ------
    CourseError
        When the table has no rows, is not a table of gaps, or holds several groups.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> ax = dumbbell(servqual.gaps(load("bank_branch")))
    >>> ax.get_title()
    'Expectation and perception by dimension'
    """
    refuse_other_tables(result, ("expectation", "perception", *_GAP_COLUMNS), "dumbbell", "gaps")
    ends = {
        "expectation": {"marker": "D", "markerfacecolor": "white"},
        "perception": {"marker": "o", "markerfacecolor": _BLUE},
    }
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(result), extra=0.4)
        for row in range(len(result)):
            expectation, perception = result[["expectation", "perception"]].iloc[row]
            axes.plot([expectation, perception], [row, row], color="0.5", linewidth=4, zorder=1)
            for name, position in (("expectation", expectation), ("perception", perception)):
                axes.plot(position, row, **mark(**ends[name]))
            beside(axes, row, _gap_beside(result, row))
        name_rows(axes, [row_label(result, row) for row in range(len(result))])
        _name_ends(axes, result)
        notes = [message("plots.dumbbell_axis"), message("plots.only_n", n=span_of_n(result))]
        head_and_foot(axes, message(f"plots.dumbbell_{kind(result)}"), [*notes, *synthetic_note(result)])
    drawn = result.copy()
    return with_sentence(axes, lambda: _sentence(drawn, "gap", "dumbbell_estimate"))


def weight_gap(weights: "pd.DataFrame", result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw each dimension's gap against the weight customers give it, both with their intervals.

    To the right lies what customers give more than an equal share of the points, and lower down what falls
    further short of expectation. Weights are as stated, which is not the same as what moves satisfaction.

    Parameters
    ----------
    weights : DataFrame, one row per dimension
        What `fsq_lab.scoring.servqual.weights` returned.
    result : DataFrame, one row per dimension
        What `fsq_lab.scoring.servqual.gaps` returned for the same survey.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the heaviest dimension and the one with the lowest gap, with intervals and n.

    Raises
    ------
    CourseError
        When a table is of another kind, has no rows or holds several groups, when the two do not have the same
        dimensions, or when nobody's points could be used.

    References
    ----------
    Martilla and James (1977), Importance-performance analysis, *Journal of Marketing* 41(1), 77-79, for charts of
    importance against performance; here the second axis is the gap.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> survey = load("bank_branch")
    >>> weight_gap(servqual.weights(survey), servqual.gaps(survey)).get_title()
    'What matters, and what falls short'
    """
    refuse_other_tables(weights, _WEIGHT_COLUMNS, "weight_gap", "weights")
    refuse_other_tables(result, _GAP_COLUMNS, "weight_gap", "gaps")
    refuse_strangers(weights, result)
    if set(weights.index) != set(result.index):
        raise CourseError(
            "plots.other_rows", weights=listed(map(str, weights.index)), gaps=listed(map(str, result.index))
        )
    if weights["weight"].isna().all():
        raise CourseError("plots.no_weights")
    weights, result = weights.copy(), result.loc[weights.index].copy()
    with styled():
        axes = ax if ax is not None else new_axes(rows=10)
        looks = _marks(list(weights.index))
        axes.axhline(0, color=INK, linewidth=1.5, zorder=1)
        axes.axvline(100 / len(weights), color=INK, linewidth=1.5, linestyle="--", zorder=1)
        for row, look in enumerate(looks):
            weight, gap = weights["weight"].iloc[row], result["gap"].iloc[row]
            axes.plot(weights[["low", "high"]].iloc[row], [gap, gap], color=INK, linewidth=2, zorder=2)
            axes.plot([weight, weight], result[["low", "high"]].iloc[row], color=INK, linewidth=2, zorder=2)
            axes.plot(weight, gap, **look)
        title = message("plots.weight_gap_title")
        head_and_foot(axes, title, _weight_notes(weights, result))
        axes.set_ylabel(message("plots.weight_gap_vertical"), fontsize=FONT_SIZES["axes.labelsize"])
        axes.tick_params(axis="both", labelsize=FONT_SIZES["xtick.labelsize"])
        names = [key(row_name(weights, row), **look) for row, look in enumerate(looks)]
        legend_on_top(axes, names, min(3, len(names)), title)
    return with_sentence(axes, lambda: _weight_sentence(weights, result))


def _gap_beside(result: "pd.DataFrame", row: int) -> str:
    """Return a row's gap with its interval, to stand beside it."""
    values = [float(value) for value in result[["gap", "low", "high"]].iloc[row]]
    gap, low, high = (number(value, decimals(*values[1:])) for value in values)
    if result["low"].isna().iloc[row]:
        return "" if result["gap"].isna().iloc[row] else gap
    return message("plots.gap_beside", gap=gap, low=low, high=high)


def _name_ends(axes: "Axes", result: "pd.DataFrame") -> None:
    """Name both marks at the first row that has them, each on its outer side, and what stands at the right."""
    axes.set_ylim(len(result) - 0.5, -1.1)
    if level(result):
        beside(axes, -0.75, message("plots.gap_head", level=level(result)))
    for row in places(result["gap"].notna())[:1]:
        ends = result[["expectation", "perception"]].iloc[row]
        for name, other in (("expectation", "perception"), ("perception", "expectation")):
            align = (
                "left" if (ends[name] >= ends[other] and name == "expectation") or ends[name] > ends[other] else "right"
            )
            beside_mark(axes, ends[name], row, message(f"plots.{name}"), align)


def _marks(groups: "Sequence[Hashable]") -> list[dict[str, Any]]:
    """Return a mark for each row; rows of one dimension share theirs."""
    order = list(dict.fromkeys(groups))
    faces = dict(zip(order, colours(len(order)), strict=True))
    return [mark(marker=MARKERS[order.index(group) % len(MARKERS)], markerfacecolor=faces[group]) for group in groups]


def _notes(result: "pd.DataFrame") -> list[str]:
    """Return the lines under the chart: what a gap is, what the marks are, n, and where the data come from."""
    marks = "plots.marks" if level(result) else "plots.marks_without_interval"
    lines = [message("plots.axis"), message(marks, level=level(result), n=span_of_n(result))]
    if result["low"].isna().any():
        lines.append(message("plots.hollow"))
    return [*lines, *synthetic_note(result)]


def _weight_notes(weights: "pd.DataFrame", result: "pd.DataFrame") -> list[str]:
    marks = message("plots.weight_gap_marks", level=level(result) or level(weights))
    sizes = message("plots.weight_gap_n", weights=span_of_n(weights), gaps=span_of_n(result))
    lines = [message("plots.weight_gap_axis"), marks if level(weights) or level(result) else "", sizes]
    return [*filter(None, lines), *synthetic_note(result)]


def _sentence(result: "pd.DataFrame", value: str, entry: str) -> str:
    """Say which rows are lowest and highest, and which have no interval."""
    shown = result[value].round(2).where(result["low"].notna())
    clauses = [_extremes(result, shown, value, entry)]
    if shown.isna().any():
        rows = listed(row_label(result, row) for row in places(shown.isna()))
        clauses.append(message("plots.no_interval", rows=rows))
    return sentence_of(clauses, result)


def _extremes(result: "pd.DataFrame", shown: "pd.Series[float]", value: str, entry: str) -> str:
    """Return the clause on the lowest and the highest of the values that can be compared."""
    lowest, highest = (
        listed(estimate(result, row, value, entry) for row in places(shown == extreme))
        for extreme in (shown.min(), shown.max())
    )
    if shown.isna().all():
        return message("plots.describe_none")
    if shown.nunique() == 1:
        return message("plots.describe_all", all=lowest)
    return message(f"plots.describe_{kind(result)}", count=len(result), lowest=lowest, highest=highest)


def _weight_sentence(weights: "pd.DataFrame", result: "pd.DataFrame") -> str:
    """Say which dimension is given most points, which has the lowest gap, and where each of them stands."""
    shown = result["gap"].round(2).where(result["low"].notna())
    heaviest = places(weights["weight"].round(2) == weights["weight"].round(2).max())
    lowest = places(shown == shown.min())
    clauses = [
        message(
            "plots.describe_weight_gap",
            count=len(weights),
            heaviest=listed(_weight_and_gap(weights, result, row) for row in heaviest),
        )
    ]
    if lowest == heaviest:
        clauses.append(message("plots.describe_weight_gap_same"))
    elif lowest:
        named = listed(_weight_and_gap(weights, result, row) for row in lowest)
        clauses.append(message("plots.describe_weight_gap_lowest", lowest=named))
    if shown.isna().any():
        rows = listed(row_label(result, row) for row in places(shown.isna()))
        clauses.append(message("plots.no_interval", rows=rows))
    return sentence_of(clauses, result)


def _weight_and_gap(weights: "pd.DataFrame", result: "pd.DataFrame", row: int) -> str:
    return message(
        "plots.weight_and_gap", name=row_name(weights, row), weight=_bounds(weights, row, "weight"),
        gap=_bounds(result, row, "gap"),
    )  # fmt: skip


def _bounds(result: "pd.DataFrame", row: int, column: str) -> str:
    """Return a value with its interval and n; where there is no interval, with n alone."""
    value, low, high = (number(float(result[name].iloc[row])) for name in (column, "low", "high"))
    n = result["n_used"].iloc[row]
    if result["low"].isna().iloc[row]:
        return message("plots.value_and_n", value=value, n=n)
    return message("plots.value_and_interval", value=value, level=level(result), low=low, high=high, n=n)
