"""Answers on their scale: how they spread, and where perception lies between the least accepted and the wished for."""

import re
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import (
    beside,
    head_and_foot,
    key,
    legend_on_top,
    level,
    listed,
    name_rows,
    places,
    refuse_other_tables,
    row_name,
    span_of_n,
)
from fsq_lab.plots.sentences import sentence_of, synthetic_note, with_sentence
from fsq_lab.plots.style import INK, LABEL_SIZE, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ROOM = 0.06  # between the answers and the share without one, as a share of the scale
_ZONE_COLUMNS = ("minimum", "desired", "perception", "msa", "msa_low", "msa_high", "mss", "mss_low", "mss_high",
                 "position", "n_used", "convention")  # fmt: skip
_POSITIONS: dict[str, dict[str, Any]] = {
    "below": {"marker": "v", "markerfacecolor": "#D55E00"},
    "within": {"marker": "o", "markerfacecolor": "#0072B2"},
    "above": {"marker": "^", "markerfacecolor": "#009E73"},
    "cannot tell": {"marker": "D", "markerfacecolor": "white"},
}


def response_profile(result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw how the answers to each item spread over the scale, and beside it the share without an answer.

    Each bar is 100 % of the answers given, from the lowest point (dark) to the highest (light). The hatched bar
    at the right is the share of those asked who gave none: another whole, so it stands apart.

    Parameters
    ----------
    result : DataFrame, one row per item
        What `fsq_lab.scoring.servqual.profile` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the items with the fewest and the most answers above the middle of the scale, and the
        one most often left without an answer.

    Raises
    ------
    CourseError
        When the table has no rows, is not a profile, or nobody answered any item.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.scoring import servqual
    >>> ax = response_profile(servqual.profile(load("bank_branch")))
    >>> ax.get_title()
    'Perception: spread of the answers to each item'
    """
    points = [column for column in result if isinstance(column, int)]
    needed: tuple[object, ...] = ("dimension", "no_answer", "n_used", *(points or (1, 2)))
    refuse_other_tables(result, needed, "response_profile", "profile")
    if not result["n_used"].any():
        raise CourseError("plots.no_answers")
    faces = dict(zip(points, colours(len(points)), strict=True))
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(result), extra=0.6)
        rows, start = range(len(result)), result["n_used"] * 0.0
        for point in points:
            share = result[point].fillna(0)
            axes.barh(rows, share, left=start, height=0.75, color=faces[point], edgecolor="white", linewidth=0.8)
            start = start + share
        axes.barh(rows, result["no_answer"], left=1 + _ROOM, height=0.75, facecolor="white", edgecolor=INK, hatch="///")
        for row, share in enumerate(result["no_answer"]):
            axes.text(1 + 1.3 * _ROOM + share, row, f"{100 * share:.0f}%", ha="left", va="center", fontsize=LABEL_SIZE)
        axes.set_xlim(0, 1 + 4 * _ROOM + float(result["no_answer"].max()))
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
        name_rows(axes, [_item_label(result, row) for row in rows])
        title = message("plots.profile_title", answer=_answer(result))
        notes = [message("plots.profile_axis"), message("plots.only_n", n=span_of_n(result))]
        head_and_foot(axes, title, [*notes, *synthetic_note(result)])
        names = {points[0]: "plots.lowest_point", points[-1]: "plots.highest_point"}
        handles = [
            key(message(names.get(point, "plots.point"), point=point), marker="s", markerfacecolor=faces[point],
                markersize=17)
            for point in points
        ]  # fmt: skip
        axes.set_ylim(len(result) - 0.5, -1.2)
        axes.text(1 + _ROOM, -0.75, message("plots.no_answer"), ha="left", va="center", fontsize=LABEL_SIZE)
        legend_on_top(axes, handles, len(handles), title)
    drawn = result.copy()
    return with_sentence(axes, lambda: _profile_sentence(drawn, points))


def tolerance(result: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw each zone of tolerance as a band from the minimum to the desired level, and perception against it.

    The line through the mark is the interval of its distance from the nearer end of the band, laid off from that end:
    where it crosses the end, it cannot be told on which side perception lies. Marks and ends are named at the first
    row, and what each row says stands beside it.

    Parameters
    ----------
    result : DataFrame, one row per dimension or item
        What `fsq_lab.scoring.servqual.tolerance` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` says of every row where perception lies, as far as the intervals tell, with levels and n.

    Raises
    ------
    CourseError
        When the table has no rows, is not one of zones of tolerance, or nobody gave all three answers.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1994), *Journal of Retailing* 70(3), 201-230.
    """
    refuse_other_tables(result, _ZONE_COLUMNS, "tolerance", "tolerance")
    if not result["n_used"].any():
        raise CourseError("plots.no_triples")
    with styled():
        axes = ax if ax is not None else new_axes(rows=2 * len(result))
        for row in range(len(result)):
            _draw_zone(axes, result, row)
        axes.use_sticky_edges = False  # a band that begins at the edge would look cut off
        name_rows(axes, [_row_with_n(result, row) for row in range(len(result))])
        _name_marks(axes, result)
        notes = [message("plots.tolerance_axis")]
        if level(result):
            notes.append(message("plots.tolerance_line", level=level(result)))
        head_and_foot(axes, message("plots.tolerance_title"), [*notes, *synthetic_note(result)])
    drawn = result.copy()
    return with_sentence(axes, lambda: _tolerance_sentence(drawn))


def _row_with_n(result: "pd.DataFrame", row: int) -> str:
    return message("plots.row_without_interval", name=row_name(result, row), n=result["n_used"].iloc[row])


def _item_label(result: "pd.DataFrame", row: int) -> str:
    """Return an item's name, with its n where nobody answered."""
    return row_name(result, row) if result["n_used"].iloc[row] else _row_with_n(result, row)


def _draw_zone(axes: "Axes", result: "pd.DataFrame", row: int) -> None:
    """Draw one band, the mark of perception and the two intervals."""
    line = result.iloc[row]
    width = line["desired"] - line["minimum"]
    axes.barh(row, width, left=line["minimum"], height=0.62, color="0.85", edgecolor=INK, linewidth=1.5, zorder=1)
    base, name = ("minimum", "msa") if abs(line["msa"]) <= abs(line["mss"]) else ("desired", "mss")
    ends = [line[base] + line[f"{name}_low"], line[base] + line[f"{name}_high"]]
    axes.plot(ends, [row, row], color=INK, linewidth=4, solid_capstyle="butt", zorder=2)
    axes.plot(line["perception"], row, **mark(markersize=17, **_POSITIONS[line["position"]]))
    if line["n_used"]:
        beside(axes, row, message(f"plots.{_entry(line['position'])}"))


def _name_marks(axes: "Axes", result: "pd.DataFrame") -> None:
    """Name the ends of the band above the first row that has one, and the mark of perception below it."""
    axes.set_ylim(len(result) - 0.5, -1.0)
    for row in places(result["n_used"] > 0)[:1]:
        line = result.iloc[row]
        for name, align in (("minimum", "right"), ("desired", "left")):
            axes.text(
                line[name], row - 0.38, message(f"plots.{name}"), ha=align, va="bottom", fontsize=LABEL_SIZE,
                    )  # fmt: skip
        axes.text(
            line["perception"], row + 0.36, message("plots.perception"), ha="center", va="top", fontsize=LABEL_SIZE,
            )  # fmt: skip


def _answer(result: "pd.DataFrame") -> str:
    """Return which answer a profile counts, as its convention says."""
    told = str(result["convention"].iloc[0]) if "convention" in result else ""
    found = re.match(r"(\w+)s only", told)
    return message(f"plots.{found[1]}") if found else message("plots.answers")


def _profile_sentence(result: "pd.DataFrame", points: list[int]) -> str:
    """Say where the fewest and the most answers lie above the middle, and what is most often left open."""
    middle = (points[0] + points[-1]) / 2
    upper = [point for point in points if point > middle]
    share = (100 * result[upper].sum(axis="columns", skipna=False)).round(1)
    names = {"low": upper[0], "high": upper[-1], "count": len(result)}
    fewest, most = (
        listed(_share(result, row, float(share.iloc[row])) for row in places(share == extreme))
        for extreme in (share.min(), share.max())
    )
    if share.nunique() == 1:
        clauses = [message("plots.describe_profile_equal", all=most, **names)]
    else:
        clauses = [message("plots.describe_profile", fewest=fewest, most=most, **names)]
    open_ = (100 * result["no_answer"]).round(1)
    if open_.max() > 0:
        left = places(open_ == open_.max())
        respondents = result["n_used"] + result["n_missing"] if "n_missing" in result else result["n_used"]
        told = listed(
            message(
                "plots.share_of_n", name=row_name(result, row), share=f"{open_.iloc[row]:.1f}", n=respondents.iloc[row]
            )
            for row in left
        )
        clauses.append(message("plots.describe_no_answer", items=told))
    return sentence_of(clauses, result)


def _share(result: "pd.DataFrame", row: int, share: float) -> str:
    n = result["n_used"].iloc[row]
    return message("plots.share_of_n", name=row_name(result, row), share=f"{share:.1f}", n=n)


def _tolerance_sentence(result: "pd.DataFrame") -> str:
    """Say of every row where perception lies."""
    clauses = [message("plots.describe_tolerance", count=len(result))]
    for position in _POSITIONS:
        rows = places(result["position"] == position)
        if rows:
            told = message("plots.and").join(_zone(result, row) for row in rows)
            clauses.append(message("plots.comparison_found", finding=message(f"plots.{_entry(position)}"), groups=told))
    return sentence_of(clauses, result)


def _zone(result: "pd.DataFrame", row: int) -> str:
    numbers = {name: number(float(result[name].iloc[row])) for name in _ZONE_COLUMNS[:9]}
    n = result["n_used"].iloc[row]
    if not n:
        return _row_with_n(result, row)
    entry = "zone" if result[["msa_low", "mss_low"]].iloc[row].notna().all() else "zone_without_interval"
    return message(f"plots.{entry}", name=row_name(result, row), level=level(result), n=n, **numbers)


def _entry(position: str) -> str:
    return "position_" + position.replace(" ", "_")
