"""What all the course's figures share: their look, their row names and numbers, and the sentence kept for each."""

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from fsq_lab.ground.language import CourseError, install_chart_font, label, message
from fsq_lab.scoring.servqual import stated_confidence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
from fsq_lab.hypertext.words import number

MARKERS = "os^Dvp*XP<>"


INK = "0.15"


FONT_SIZES = {"axes.titlesize": 18, "axes.labelsize": 14, "xtick.labelsize": 14, "ytick.labelsize": 15}


LEGEND_SIZE = 14


_sentences: "WeakKeyDictionary[Axes, Callable[[], str]]" = WeakKeyDictionary()


def describe(ax: "Axes") -> str:
    """Say in one sentence, in the current language, what a chart of this package shows.

    Parameters
    ----------
    ax : Axes
        What a function of `fsq_lab.plots` returned.

    Returns
    -------
    str
        Taken from the data as drawn, with intervals and n where the table has them. Values that agree to the
        decimals shown share a place; rows without an interval are named and not compared.

    Raises
    ------
    CourseError
        When the chart was not drawn by `fsq_lab.plots`.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.plots import gaps
    >>> row = {"gap": -0.5, "low": -0.8, "high": -0.2, "n_used": 60, "convention": "pairs only; 95% t interval"}
    >>> describe(gaps(pd.DataFrame(row, index=pd.Index(["empathy"], name="dimension"))))
    'Mean gap, perception minus expectation: Empathy at −0.50 (95% confidence interval −0.80 to −0.20, n = 60).'
    """
    if ax not in _sentences:
        raise CourseError("plots.not_ours")
    return _sentences[ax]()


def with_sentence(axes: "Axes", sentence: "Callable[[], str]") -> "Axes":
    """Let a chart be described by this sentence from now on."""
    _sentences[axes] = sentence
    _show_sentences_in_notebooks()
    return axes


def sentence_of(clauses: Sequence[str], result: "pd.DataFrame") -> str:
    """Join clauses to a sentence that also says where synthetic data come from."""
    return message("plots.clause").join([*clauses, *synthetic_note(result)]) + message("plots.stop")


def synthetic_note(result: "pd.DataFrame") -> list[str]:
    """Return the seed of synthetic data as a note, or nothing."""
    if "synthetic_seed" not in result.attrs:
        return []
    return [message("plots.synthetic", seed=result.attrs["synthetic_seed"])]


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


@contextmanager
def styled() -> "Iterator[None]":
    """Set the look of the course's charts, Chinese font included, while one is drawn."""
    import matplotlib as mpl
    import seaborn as sns

    install_chart_font()
    family = {"font.family": list(mpl.rcParams["font.family"])}
    with sns.axes_style("whitegrid", rc=family), sns.plotting_context("talk", rc=FONT_SIZES):
        yield


def new_axes(rows: int, extra: float = 0) -> "Axes":
    """Return the axes of a new figure that leaves each row room for its label, and a legend so many inches more."""
    import matplotlib.pyplot as plt

    height = 2 + max(0.4, 0.65 - 0.01 * rows) * rows + extra
    _, axes = plt.subplots(figsize=(10, height), layout="constrained")
    return axes


def looks(count: int) -> list[dict[str, Any]]:
    """Return for each of several series a colour and a marker; they stay apart in grey."""
    import seaborn as sns

    return [
        {"color": colour, "marker": MARKERS[place], "markersize": 10, "markeredgecolor": INK, "linewidth": 2.5}
        for place, colour in enumerate(sns.color_palette("viridis", count))
    ]


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


def _figure_sentence(figure: "Figure") -> str:
    """Return the sentences of the charts in a figure, or the figure's own repr where none is ours."""
    return " ".join(describe(axes) for axes in figure.axes if axes in _sentences) or repr(figure)


def _show_sentences_in_notebooks() -> None:
    """Make IPython print a chart's sentence as its text; other charts keep their repr.

    The inline backend forgets printers of figures each time it is set up, so this runs after every chart.
    """
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    shell: Any = get_ipython()
    if shell is None:
        return
    text = shell.display_formatter.formatters["text/plain"]
    text.for_type(Axes, _print_axes)
    text.for_type(Figure, _print_figure)


def _print_axes(axes: "Axes", printer: Any, cycle: bool) -> None:
    printer.text(describe(axes) if axes in _sentences else repr(axes))


def _print_figure(figure: "Figure", printer: Any, cycle: bool) -> None:
    printer.text(_figure_sentence(figure))
