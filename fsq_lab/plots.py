"""The course's figures: one function for each, axes in, axes out, and a sentence that says what they show."""

import sys
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from fsq_lab.language import CourseError, install_chart_font, label, message
from fsq_lab.scoring.servqual import stated_confidence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = "os^Dvp*XP<>"
_GAP_COLUMNS = ("gap", "low", "high", "n_used", "convention")
_INK = "0.15"
_FONT_SIZES = {"axes.titlesize": 18, "axes.labelsize": 14, "xtick.labelsize": 14, "ytick.labelsize": 15}
_drawn: "WeakKeyDictionary[Axes, pd.DataFrame]" = WeakKeyDictionary()


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
        When the table has no rows or is not a table of gaps.

    References
    ----------
    Cleveland and McGill (1984), Graphical perception, *JASA* 79(387), 531-554: position on a common scale is
    read most exactly, hence dots.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> from fsq_lab.scoring import servqual
    >>> ax = gaps(servqual.gaps(load("bank_branch")))
    >>> ax.get_title()
    'Service quality gap by dimension'
    """
    import matplotlib as mpl
    import seaborn as sns

    _refuse_other_tables(result)
    install_chart_font()
    family = {"font.family": list(mpl.rcParams["font.family"])}
    with sns.axes_style("whitegrid", rc=family), sns.plotting_context("talk", rc=_FONT_SIZES):
        axes = ax if ax is not None else _new_axes(rows=len(result))
        _draw_dots(result, axes)
        axes.axvline(0, color=_INK, linewidth=1.5, zorder=1)
        axes.set_yticks(range(len(result)), [_row_label(result, row) for row in range(len(result))])
        axes.set_ylim(len(result) - 0.5, -0.5)
        axes.set_title(message(f"plots.title_{_kind(result)}"), pad=12)
        axes.set_xlabel("\n".join(_notes(result)))
        axes.set_ylabel("")
        axes.tick_params(axis="x", labelsize=_FONT_SIZES["xtick.labelsize"])
        axes.grid(visible=False, axis="y")
    _drawn[axes] = result.copy()
    _show_sentences_in_notebooks()
    return axes


def describe(ax: "Axes") -> str:
    """Say in one sentence, in the current language, what a chart of this module shows.

    Parameters
    ----------
    ax : Axes
        What `gaps` returned.

    Returns
    -------
    str
        The lowest and the highest gap with interval and n, taken from the data as drawn. Gaps that agree to two
        decimals share a place; rows without an interval are named and not compared.

    Raises
    ------
    CourseError
        When the chart was not drawn by this module.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"gap": -0.5, "low": -0.8, "high": -0.2, "n_used": 60, "convention": "pairs only; 95% t interval"}
    >>> describe(gaps(pd.DataFrame(row, index=pd.Index(["empathy"], name="dimension"))))
    'Mean gap, perception minus expectation: Empathy at −0.50 (95% confidence interval −0.80 to −0.20, n = 60).'
    """
    if ax not in _drawn:
        raise CourseError("plots.not_ours")
    result = _drawn[ax]
    shown = result["gap"].round(2).where(result["low"].notna())
    lowest, highest = (_estimates(result, shown == extreme) for extreme in (shown.min(), shown.max()))
    if shown.isna().all():
        clauses = [message("plots.describe_none")]
    elif shown.nunique() == 1:
        clauses = [message("plots.describe_all", all=lowest)]
    else:
        clauses = [message(f"plots.describe_{_kind(result)}", count=len(result), lowest=lowest, highest=highest)]
    if shown.isna().any():
        rows = message("plots.separator").join(_row_label(result, row) for row in _places(shown.isna()))
        clauses.append(message("plots.no_interval", rows=rows))
    if "synthetic_seed" in result.attrs:
        clauses.append(message("plots.synthetic", seed=result.attrs["synthetic_seed"]))
    return message("plots.clause").join(clauses) + message("plots.stop")


def _refuse_other_tables(result: "pd.DataFrame") -> None:
    """Raise when a table is not one of gaps, or has no rows."""
    missing = [column for column in _GAP_COLUMNS if column not in result.columns]
    if missing:
        raise CourseError("plots.not_gaps", missing=", ".join(missing))
    if result.empty:
        raise CourseError("plots.no_rows")


def _new_axes(rows: int) -> "Axes":
    """Return the axes of a new figure that leaves each row room for its label."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(10, 2 + max(0.4, 0.65 - 0.01 * rows) * rows), layout="constrained")
    return axes


def _draw_dots(result: "pd.DataFrame", axes: "Axes") -> None:
    """Draw one dot per row, and its interval where there is one."""
    import seaborn as sns

    groups = _groups(result)
    order = list(dict.fromkeys(groups))
    colours = dict(zip(order, sns.color_palette("viridis", len(order)), strict=True))
    for row, (group, gap, low, high) in enumerate(
        zip(groups, result["gap"], result["low"], result["high"], strict=True)
    ):
        hollow = low != low  # NaN: no interval
        axes.plot([low, high], [row, row], color=_INK, linewidth=2.5, solid_capstyle="butt", zorder=2)
        axes.plot(
            gap,
            row,
            marker=MARKERS[order.index(group) % len(MARKERS)],
            markersize=12,
            markerfacecolor="white" if hollow else colours[group],
            markeredgecolor=_INK,
            linestyle="none",
            zorder=3,
        )


def _kind(result: "pd.DataFrame") -> str:
    """Return what the rows stand for: ``"item"`` or ``"dimension"``."""
    return "item" if result.index.name == "item" else "dimension"


def _groups(result: "pd.DataFrame") -> list[Hashable]:
    """Return the dimension of each row, which decides its marker and colour."""
    return list(result["dimension"] if "dimension" in result.columns else result.index)


def _name(result: "pd.DataFrame", row: int) -> str:
    """Return what the reader calls a row, in the current language."""
    dimension = label(str(_groups(result)[row]))
    if _kind(result) == "dimension":
        return dimension
    return message("plots.item", dimension=dimension, item=result.index[row])


def _row_label(result: "pd.DataFrame", row: int) -> str:
    """Return a row's name, with its n where there is no interval."""
    name = _name(result, row)
    if result["low"].notna().iloc[row]:
        return name
    return message("plots.row_without_interval", name=name, n=result["n_used"].iloc[row])


def _notes(result: "pd.DataFrame") -> list[str]:
    """Return the lines under the chart: what a gap is, what the marks are, n, and where the data come from."""
    fewest, most = result["n_used"].min(), result["n_used"].max()
    n = str(most) if fewest == most else f"{fewest}–{most}"
    marks = "plots.marks" if _level(result) else "plots.marks_without_interval"
    lines = [message("plots.axis"), message(marks, level=_level(result), n=n)]
    if result["low"].isna().any():
        lines.append(message("plots.hollow"))
    if "synthetic_seed" in result.attrs:
        lines.append(message("plots.synthetic", seed=result.attrs["synthetic_seed"]))
    return lines


def _level(result: "pd.DataFrame") -> str:
    """Return the level of the intervals, such as ``"95%"``; empty where there are none."""
    confidence = stated_confidence(result)
    return "" if confidence is None else f"{100 * confidence:.6g}%"


def _places(marked: "pd.Series[bool]") -> list[int]:
    """Return the places of the rows that are marked."""
    return [place for place, mark in enumerate(marked) if mark]


def _estimates(result: "pd.DataFrame", marked: "pd.Series[bool]") -> str:
    """Return the marked rows as text: name, gap, interval, n."""
    return message("plots.separator").join(_estimate(result, row) for row in _places(marked))


def _estimate(result: "pd.DataFrame", row: int) -> str:
    """Return one row as text: name, gap, interval, n."""
    gap, low, high = (_number(float(result[column].iloc[row])) for column in ("gap", "low", "high"))
    name, n = _name(result, row), result["n_used"].iloc[row]
    return message("plots.estimate", name=name, gap=gap, level=_level(result), low=low, high=high, n=n)


def _number(value: float) -> str:
    """Return a number with two decimals and a real minus sign.

    >>> _number(-0.6), _number(-0.001)
    ('−0.60', '0.00')
    """
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def _figure_sentence(figure: "Figure") -> str:
    """Return the sentences of the charts in a figure, or the figure's own repr where none is ours."""
    return " ".join(describe(axes) for axes in figure.axes if axes in _drawn) or repr(figure)


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
    printer.text(describe(axes) if axes in _drawn else repr(axes))


def _print_figure(figure: "Figure", printer: Any, cycle: bool) -> None:
    printer.text(_figure_sentence(figure))
