"""The course's figures: one function for each, axes in, axes out, and a sentence that says what they show."""

import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
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
_sentences: "WeakKeyDictionary[Axes, Callable[[], str]]" = WeakKeyDictionary()


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
    >>> from fsq_lab.data import load
    >>> from fsq_lab.scoring import servqual
    >>> ax = gaps(servqual.gaps(load("bank_branch")))
    >>> ax.get_title()
    'Service quality gap by dimension'
    """
    _refuse_other_tables(result)
    with _styled():
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
    drawn = result.copy()
    return _with_sentence(axes, lambda: _gaps_sentence(drawn))


def describe(ax: "Axes") -> str:
    """Say in one sentence, in the current language, what a chart of this module shows.

    Parameters
    ----------
    ax : Axes
        What a function of this module returned.

    Returns
    -------
    str
        Taken from the data as drawn. Of gaps, the lowest and the highest with interval and n: gaps that agree to
        two decimals share a place; rows without an interval are named and not compared.

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
    if ax not in _sentences:
        raise CourseError("plots.not_ours")
    return _sentences[ax]()


def _gaps_sentence(result: "pd.DataFrame") -> str:
    """Say which gaps are lowest and highest, and which have no interval."""
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
    if result.index.nlevels > 1:
        raise CourseError("plots.grouped", group=result.index.names[0], by=result.index.names[1])
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
    """Return what the rows stand for: ``"item"``, ``"total"`` or ``"dimension"``."""
    return str(result.index.name) if result.index.name in ("item", "total") else "dimension"


def _groups(result: "pd.DataFrame") -> list[Hashable]:
    """Return the dimension of each row, which decides its marker and colour."""
    return list(result["dimension"] if "dimension" in result.columns else result.index)


def _name(result: "pd.DataFrame", row: int) -> str:
    """Return what the reader calls a row, in the current language."""
    dimension = label(str(_groups(result)[row]))
    if _kind(result) != "item":
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


def _with_sentence(axes: "Axes", sentence: "Callable[[], str]") -> "Axes":
    """Let a chart be described by this sentence from now on."""
    _sentences[axes] = sentence
    _show_sentences_in_notebooks()
    return axes


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


# ---- counts and shares of real institutions


def complaints(counts: "pd.DataFrame", breaks: Sequence[str] = ("2022Q1",), ax: "Axes | None" = None) -> "Axes":
    """Draw complaint counts by quarter; a missing quarter stays a gap, and no line crosses a break in definition.

    Parameters
    ----------
    counts : DataFrame, one row per quarter in order, one column per kind of institution
        Complaints that the regulator received and forwarded; a quarter that was not found is missing.
    breaks : sequence of str, optional
        Quarters from which the definition of a complaint changed.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the range of each column on either side of a break, and names the missing quarters.

    Raises
    ------
    CourseError
        When the table holds no count at all.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> insurers = load("complaints_insurers").set_index("quarter")[["property", "life"]]
    >>> describe(complaints(insurers)).split(". ")[1]
    'No figure was found for 2020Q2, 2020Q4, 2021Q1, 2021Q2, 2021Q3, 2022Q4'
    """
    if not counts.notna().to_numpy().any():
        raise CourseError("plots.no_counts")
    quarters = [str(quarter) for quarter in counts.index]
    with _styled():
        axes = ax if ax is not None else _new_axes(rows=6)
        for look, column in zip(_looks(counts.shape[1]), counts, strict=True):
            for stretch in _stretches(quarters, breaks):
                places = [quarters.index(quarter) for quarter in stretch]
                name = label(str(column)) if stretch[0] == quarters[0] else None
                axes.plot(places, counts[column].iloc[places], label=name, **look)
        for place in _places(counts.isna().all(axis=1)):
            axes.axvspan(place - 0.5, place + 0.5, facecolor="0.9", edgecolor="0.6", hatch="//", zorder=0)
        for quarter in (quarter for quarter in breaks if quarter in quarters):
            axes.axvline(quarters.index(quarter) - 0.5, color=_INK, linestyle="--", linewidth=1.5)
        axes.set_xticks(range(len(quarters)), [f"{quarter[4:]}\n{quarter[:4]}" for quarter in quarters])
        axes.set_xlim(-0.5, len(quarters) - 0.5)
        axes.set_ylim(0, 1.15 * float(counts.max().max()))
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.tick_params(axis="both", labelsize=_FONT_SIZES["xtick.labelsize"])
        axes.set_title(message("plots.title_complaints"), pad=12)
        axes.set_xlabel("\n".join(message(f"plots.{note}") for note in ("complaints_marks", "complaints_source")))
        axes.set_ylabel("")
        axes.legend(loc="lower left", fontsize=14)
    drawn, changes = counts.copy(), tuple(breaks)
    return _with_sentence(axes, lambda: _complaints_sentence(drawn, changes))


def concentration(parts: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw, for each quantity, how a whole is shared: one bar of 100 % per column, one stretch of it per row.

    Parameters
    ----------
    parts : DataFrame, one row per part of the whole, one column per quantity
        Parts that exclude each other, such as customers in the upper tiers and all others; none missing.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives every share.

    Raises
    ------
    CourseError
        When a part is missing or negative, or a quantity adds up to nothing: shares would then be wrong.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"customers": [10, 90], "assets": [80, 20]}, index=["upper", "others"])
    >>> describe(concentration(people))
    'Shares of the whole. Customers: upper 10.0%, All others 90.0%; Assets: upper 80.0%, All others 20.0%.'
    """
    if parts.isna().to_numpy().any() or (parts < 0).to_numpy().any() or not (parts.sum() > 0).all():
        raise CourseError("plots.not_parts")
    shares = 100 * parts / parts.sum()
    with _styled():
        axes = ax if ax is not None else _new_axes(rows=3)
        for look, part in zip(_looks(len(parts)), parts.index, strict=True):
            start = shares.loc[:part].iloc[:-1].sum()
            axes.barh(
                range(shares.shape[1]),
                shares.loc[part],
                left=start,
                height=0.5,
                color=look["color"],
                edgecolor="white",
                label=label(str(part)),
            )
            for row, (share, left) in enumerate(zip(shares.loc[part], start, strict=True)):
                _write_share(axes, row, float(left), float(share))
        axes.set_yticks(range(shares.shape[1]), [label(str(column)) for column in shares])
        axes.set_ylim(shares.shape[1] - 0.5, -0.6)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        axes.grid(visible=False, axis="y")
        axes.set_title(message("plots.title_concentration"), pad=12)
        axes.set_ylabel("")
        axes.tick_params(axis="x", labelsize=_FONT_SIZES["xtick.labelsize"])
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=len(parts), fontsize=14, frameon=False)
    return _with_sentence(axes, lambda: _shares_sentence(shares))


def multiples_of_median(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw each institution's figures as multiples of their median, so that counts and rates share one scale.

    Dots of one institution stand slightly above each other, so that none hides another.

    Parameters
    ----------
    table : DataFrame, one row per institution, one column per figure
        Counts or rates; a missing figure is left out of its median and gets no dot.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names, for each figure, the institutions furthest above and below the median.

    Raises
    ------
    CourseError
        When a figure has no median above zero.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"complaints": [40.0, 50.0, 200.0]}, index=["A", "B", "C"])
    >>> describe(multiples_of_median(table))
    'As multiples of the median. Complaints: highest C (4.00 times), lowest A (0.80 times).'
    """
    if not (table.median() > 0).all():
        raise CourseError("plots.no_median")
    multiples = table / table.median()
    with _styled():
        axes = ax if ax is not None else _new_axes(rows=len(table))
        axes.axvline(1, color=_INK, linewidth=1.5, zorder=1)
        for place, (look, column) in enumerate(zip(_looks(table.shape[1]), multiples, strict=True)):
            style = {**look, "linestyle": "none", "markersize": 13}
            heights = [row + 0.2 * (place - (table.shape[1] - 1) / 2) for row in range(len(table))]
            axes.plot(multiples[column], heights, label=label(str(column)), **style)
        axes.set_yticks(range(len(table)), [label(str(name)) for name in table.index])
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.set_title(message("plots.title_multiples"), pad=12)
        axes.set_xlabel(message("plots.multiples_axis"))
        axes.set_ylabel("")
        axes.tick_params(axis="x", labelsize=_FONT_SIZES["xtick.labelsize"])
        axes.legend(loc="lower right", fontsize=14)
    return _with_sentence(axes, lambda: _multiples_sentence(multiples))


@contextmanager
def _styled() -> "Iterator[None]":
    """Set the look of the course's charts, Chinese font included, while one is drawn."""
    import matplotlib as mpl
    import seaborn as sns

    install_chart_font()
    family = {"font.family": list(mpl.rcParams["font.family"])}
    with sns.axes_style("whitegrid", rc=family), sns.plotting_context("talk", rc=_FONT_SIZES):
        yield


def _looks(count: int) -> list[dict[str, Any]]:
    """Return for each of several series a colour and a marker; they stay apart in grey."""
    import seaborn as sns

    return [
        {"color": colour, "marker": MARKERS[place], "markersize": 10, "markeredgecolor": _INK, "linewidth": 2.5}
        for place, colour in enumerate(sns.color_palette("viridis", count))
    ]


def _stretches(quarters: list[str], breaks: Sequence[str]) -> list[list[str]]:
    """Cut quarters before each break.

    >>> _stretches(["2021Q3", "2021Q4", "2022Q1"], ["2022Q1"])
    [['2021Q3', '2021Q4'], ['2022Q1']]
    """
    starts = sorted({0, *(quarters.index(quarter) for quarter in breaks if quarter in quarters)})
    return [quarters[start:end] for start, end in zip(starts, [*starts[1:], len(quarters)], strict=True)]


def _write_share(axes: "Axes", row: int, left: float, share: float) -> None:
    """Write a share into its stretch of a bar, or above it where the stretch is narrow."""
    narrow = share < 8
    axes.text(
        left if narrow else left + share / 2,
        row - 0.28 if narrow else row,
        f"{share:.1f}%",
        ha="left" if narrow else "center",
        va="bottom" if narrow else "center",
        fontsize=15,
        bbox=None if narrow else {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.2"},
    )


def _complaints_sentence(counts: "pd.DataFrame", breaks: Sequence[str]) -> str:
    """Say between which counts each column moved, on either side of each break, and what is missing."""
    quarters = [str(quarter) for quarter in counts.index]
    ranges = []
    for column in counts:
        for stretch in _stretches(quarters, breaks):
            found = counts[column].loc[stretch].dropna()
            if len(found):
                values = {"low": f"{found.min():,.0f}", "high": f"{found.max():,.0f}"}
                span = {"first": found.index[0], "last": found.index[-1]}
                ranges.append(message("plots.complaints_range", name=label(str(column)), **span, **values))
    clauses = [message("plots.describe_complaints", ranges=message("plots.and").join(ranges))]
    if missing := [quarters[place] for place in _places(counts.isna().all(axis=1))]:
        clauses.append(message("plots.complaints_missing", quarters=message("plots.separator").join(missing)))
    if changed := [quarter for quarter in breaks if quarter in quarters]:
        clauses.append(message("plots.complaints_break", quarters=message("plots.separator").join(changed)))
    clauses.append(message("plots.complaints_source"))
    return message("plots.clause").join(clauses) + message("plots.stop")


def _shares_sentence(shares: "pd.DataFrame") -> str:
    """Say every share."""
    quantities = []
    for column in shares:
        each = (
            message("plots.share", name=label(str(part)), share=f"{share:.1f}")
            for part, share in shares[column].items()
        )
        told = message("plots.separator").join(each)
        quantities.append(message("plots.figure_of", name=label(str(column)), text=told))
    return message("plots.describe_concentration", shares=message("plots.and").join(quantities))


def _multiples_sentence(multiples: "pd.DataFrame") -> str:
    """Say who stands furthest above and below the median, figure by figure."""
    figures = []
    for column in multiples:
        high, low = multiples[column].idxmax(), multiples[column].idxmin()
        told = message(
            "plots.multiples_ends",
            high=label(str(high)),
            most=f"{multiples[column].max():.2f}",
            low=label(str(low)),
            least=f"{multiples[column].min():.2f}",
        )
        figures.append(message("plots.figure_of", name=label(str(column)), text=told))
    return message("plots.describe_multiples", figures=message("plots.and").join(figures))
