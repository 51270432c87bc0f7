"""What the course's figures share: refusing other tables, row names and numbers, title, notes and legend."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, LEGEND_SIZE
from fsq_lab.scoring.servqual import stated_confidence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def refuse_other_tables(result: "pd.DataFrame", columns: Iterable[object], chart: str, source: str) -> None:
    """Raise when a table lacks columns that a chart needs, has no rows, or holds several groups.

    Parameters
    ----------
    result : DataFrame
        What is to be drawn.
    columns : iterable
        The columns that are needed.
    chart, source : str
        The chart, such as ``"gaps"``, and the function of `servqual` that its table comes from.
    """
    missing = [str(column) for column in columns if column not in result.columns]
    names = {"chart": f"plots.{chart}", "source": f"servqual.{source}"}
    if missing:
        raise CourseError("plots.other_table", missing=", ".join(missing), **names)
    if result.index.nlevels > 1:
        raise CourseError("plots.grouped", group=result.index.names[0], by=result.index.names[1])
    if result.empty:
        raise CourseError("plots.no_rows", **names)


def name_rows(axes: "Axes", names: Sequence[str]) -> None:
    """Write a name beside each row, the first on top."""
    axes.set_yticks(range(len(names)), list(names))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_ylabel("")
    axes.tick_params(axis="x", labelsize=FONT_SIZES["xtick.labelsize"])
    axes.tick_params(axis="y", labelsize=FONT_SIZES["ytick.labelsize"])
    axes.grid(visible=False, axis="y")


def head_and_foot(axes: "Axes", title: str, notes: Iterable[str]) -> None:
    """Set a chart's title, and the lines under it."""
    axes.set_title(title, pad=12, fontsize=FONT_SIZES["axes.titlesize"])
    axes.set_xlabel("\n".join(notes), fontsize=FONT_SIZES["axes.labelsize"])


def legend_on_top(axes: "Axes", handles: "Sequence[Artist]", columns: int, title: str) -> None:
    """Put the legend between the title and the chart, where it covers nothing."""
    axes.legend(
        handles=list(handles),
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=columns,
        fontsize=LEGEND_SIZE,
        frameon=False,
        handlelength=1.2,
        handletextpad=0.5,
        columnspacing=0.9,
    )
    lines = -(-len(handles) // columns)
    axes.set_title(title, pad=16 + 1.75 * LEGEND_SIZE * lines, fontsize=FONT_SIZES["axes.titlesize"])


def beside(axes: "Axes", row: float, text: str) -> None:
    """Write a row's reading at the right of the chart, outside its frame."""
    axes.annotate(
        text,
        (1, row),
        xycoords=axes.get_yaxis_transform(),
        xytext=(10, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=LABEL_SIZE,
    )


def beside_mark(axes: "Axes", x: float, row: float, text: str, align: str = "center", above: bool = True) -> None:
    """Write what a mark is above or below it: in the first row it stands for the marks of all rows."""
    axes.annotate(
        text,
        (x, row),
        xytext=(0, 13 if above else -13),
        textcoords="offset points",
        ha=align,
        va="bottom" if above else "top",
        fontsize=LABEL_SIZE,
    )


def key(name: str, **look: Any) -> "Artist":
    """Return a legend's entry for a mark drawn with this look."""
    from matplotlib.lines import Line2D

    return Line2D([], [], label=name, **{"linestyle": "none", "markeredgecolor": INK, "markersize": 11, **look})


def kind(result: "pd.DataFrame") -> str:
    """Return what the rows stand for: ``"item"``, ``"total"`` or ``"dimension"``."""
    return str(result.index.name) if result.index.name in ("item", "total") else "dimension"


def dimensions_of(result: "pd.DataFrame") -> list[Hashable]:
    """Return the dimension of each row, which decides its marker and colour."""
    return list(result["dimension"] if "dimension" in result.columns else result.index)


def row_name(result: "pd.DataFrame", row: int) -> str:
    """Return what the reader calls a row, in the current language."""
    dimension = label(str(dimensions_of(result)[row]))
    if kind(result) != "item":
        return dimension
    return message("plots.item", dimension=dimension, item=result.index[row])


def row_label(result: "pd.DataFrame", row: int) -> str:
    """Return a row's name, with its n where there is no interval."""
    name = row_name(result, row)
    if result["low"].notna().iloc[row]:
        return name
    return message("plots.row_without_interval", name=name, n=result["n_used"].iloc[row])


def level(result: "pd.DataFrame") -> str:
    """Return the level of the intervals, such as ``"95%"``; empty where there are none."""
    confidence = stated_confidence(result)
    return "" if confidence is None else f"{100 * confidence:.6g}%"


def span_of_n(result: "pd.DataFrame") -> str:
    """Return the number of respondents, or its range over the rows."""
    fewest, most = result["n_used"].min(), result["n_used"].max()
    return str(most) if fewest == most else f"{fewest}–{most}"


def places(marked: "pd.Series[bool]") -> list[int]:
    """Return the places of the rows that are marked."""
    return [place for place, mark in enumerate(marked) if mark]


def listed(texts: Iterable[str]) -> str:
    """Join texts as the current language does."""
    return message("plots.separator").join(texts)


def estimate(result: "pd.DataFrame", row: int, value: str = "gap", entry: str = "estimate") -> str:
    """Return one row as text: name, value, interval, n."""
    numbers = {column: number(float(result[column].iloc[row])) for column in ("low", "high")}
    numbers |= {
        column: number(float(result[column].iloc[row]))
        for column in (value, "expectation", "perception")
        if column in result
    }
    return message(
        f"plots.{entry}", name=row_name(result, row), level=level(result), n=result["n_used"].iloc[row], **numbers
    )
