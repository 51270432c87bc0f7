"""Counts and shares of real institutions: complaints by quarter, how a whole is shared, multiples of the median."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.plots.frame import head_and_foot, name_rows, places
from fsq_lab.plots.sentences import with_sentence
from fsq_lab.plots.style import FONT_SIZES, INK, LABEL_SIZE, LEGEND_SIZE, looks, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


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
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.plots import describe
    >>> insurers = load("complaints_insurers").set_index("quarter")[["property", "life"]]
    >>> describe(complaints(insurers)).split(". ")[1]
    'No figure was found for 2020Q2, 2020Q4, 2021Q1, 2021Q2, 2021Q3'
    """
    if not counts.notna().to_numpy().any():
        raise CourseError("plots.no_counts")
    quarters = [str(quarter) for quarter in counts.index]
    with styled():
        axes = ax if ax is not None else new_axes(rows=6)
        for look, column in zip(looks(counts.shape[1]), counts, strict=True):
            for stretch in _stretches(quarters, breaks):
                positions = [quarters.index(quarter) for quarter in stretch]
                name = label(str(column)) if stretch[0] == quarters[0] else None
                axes.plot(positions, counts[column].iloc[positions], label=name, **look)
        not_found, broken = places(counts.isna().all(axis=1)), [quarter for quarter in breaks if quarter in quarters]
        for place in not_found:
            axes.axvspan(place - 0.5, place + 0.5, facecolor="0.9", edgecolor="0.6", hatch="//", zorder=0)
        for quarter in broken:
            axes.axvline(quarters.index(quarter) - 0.5, color=INK, linestyle="--", linewidth=1.5)
        axes.set_xticks(range(len(quarters)), [f"{quarter[4:]}\n{quarter[:4]}" for quarter in quarters])
        axes.set_xlim(-0.5, len(quarters) - 0.5)
        axes.set_ylim(0, 1.15 * float(counts.max().max()))
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.tick_params(axis="both", labelsize=FONT_SIZES["xtick.labelsize"])
        drawn_marks = {"complaints_hatched": not_found, "complaints_dashed": broken}
        marks = message("plots.complaints_and").join(message(f"plots.{mark}") for mark, at in drawn_marks.items() if at)
        notes = [note for note in (marks, message("plots.complaints_source")) if note]
        head_and_foot(axes, message("plots.title_complaints"), notes)
        axes.set_ylabel("")
        axes.legend(loc="lower left", fontsize=LEGEND_SIZE)
    drawn, changes = counts.copy(), tuple(breaks)
    return with_sentence(axes, lambda: _complaints_sentence(drawn, changes))


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
    >>> from fsq_lab.plots import describe
    >>> people = pd.DataFrame({"customers": [10, 90], "assets": [80, 20]}, index=["upper", "others"])
    >>> describe(concentration(people))
    'Shares of the whole. Customers: Upper 10.0%, All others 90.0%; Assets: Upper 80.0%, All others 20.0%.'
    """
    if parts.isna().to_numpy().any() or (parts < 0).to_numpy().any() or not (parts.sum() > 0).all():
        raise CourseError("plots.not_parts")
    shares = 100 * parts / parts.sum()
    with styled():
        axes = ax if ax is not None else new_axes(rows=3)
        for look, part in zip(looks(len(parts)), parts.index, strict=True):
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
        name_rows(axes, [label(str(column)) for column in shares])
        axes.set_ylim(top=-0.6)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        head_and_foot(axes, message("plots.title_concentration"), [])
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=len(parts), fontsize=LEGEND_SIZE, frameon=False
        )
    return with_sentence(axes, lambda: _shares_sentence(shares))


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
    >>> from fsq_lab.plots import describe
    >>> table = pd.DataFrame({"complaints": [40.0, 50.0, 200.0]}, index=["A", "B", "C"])
    >>> describe(multiples_of_median(table))
    'As multiples of the median. Complaints: highest C (4.00 times), lowest A (0.80 times).'
    """
    if not (table.median() > 0).all():
        raise CourseError("plots.no_median")
    multiples = table / table.median()
    with styled():
        axes = ax if ax is not None else new_axes(rows=len(table))
        axes.axvline(1, color=INK, linewidth=1.5, zorder=1)
        for place, (look, column) in enumerate(zip(looks(table.shape[1]), multiples, strict=True)):
            style = {**look, "linestyle": "none", "markersize": 13}
            heights = [row + 0.2 * (place - (table.shape[1] - 1) / 2) for row in range(len(table))]
            axes.plot(multiples[column], heights, label=label(str(column)), **style)
        name_rows(axes, [label(str(name)) for name in table.index])
        axes.grid(visible=True, axis="y")
        axes.set_xlim(left=0)
        head_and_foot(axes, message("plots.title_multiples"), [message("plots.multiples_axis")])
        axes.legend(loc="best", fontsize=LEGEND_SIZE)
    return with_sentence(axes, lambda: _multiples_sentence(multiples))


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
        fontsize=LABEL_SIZE,
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
    if missing := [quarters[place] for place in places(counts.isna().all(axis=1))]:
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
