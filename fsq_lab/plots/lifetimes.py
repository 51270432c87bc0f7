"""What a customer is worth by timing, who is still there after so long, and two forecasts of a cohort."""

from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.hypertext.words import number
from fsq_lab.plots.frame import beside, head_and_foot, key, legend_on_top, listed, name_rows
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import FONT_SIZES, INK, colours, looks, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SURVIVAL = ("survival", "low", "high", "n", "events")
COHORT = ("actual", "sbg", "constant", "used")
SEE_THROUGH = 0.18


def value_by_timing(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the margin multiple under each timing of the first margin, for one retention rate or over several.

    Parameters
    ----------
    table : DataFrame by timing, or by timing and retention
        What `fsq_lab.customers.value.by_timing` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Bars, or with several retention rates lines. `describe` gives every multiple.

    Raises
    ------
    CourseError
        For a table without rows or without a column ``multiple``.

    Examples
    --------
    >>> from fsq_lab.customers.value import by_timing
    >>> from fsq_lab.plots import describe
    >>> describe(value_by_timing(by_timing(0.8, 0.1)))[-37:]
    'After a period (if still there) 2.67.'
    """
    require_columns(table, ("multiple",), "value_by_timing")
    several = table.index.nlevels == 2
    timings = [str(name) for name in dict.fromkeys(table.index.get_level_values(0))]
    with styled():
        axes = ax if ax is not None else new_axes(rows=8 if several else 2 * len(timings))
        if several:
            entries = []
            for timing, look in zip(timings, looks(len(timings)), strict=True):
                own = table.loc[timing]["multiple"].astype(float)
                axes.plot([100 * float(rate) for rate in own.index], own.to_numpy(), zorder=3, **look)
                entries.append(key(label(timing), color=look["color"], marker=look["marker"]))
            axes.xaxis.set_major_formatter("{x:g}%")
            axes.set_ylabel(message("plots.value_axis"), fontsize=FONT_SIZES["axes.labelsize"])
            axes.set_ylim(bottom=0)
            head_and_foot(axes, "", [message("plots.value_retention")])
            legend_on_top(axes, entries, columns=1, title=message("plots.title_value"))
        else:
            values = table["multiple"].astype(float)
            axes.barh(range(len(values)), values.to_numpy(), height=0.5, color=colours(1)[0], zorder=2)
            for row, multiple in enumerate(values):
                beside(axes, row, f"{multiple:.2f}")
            name_rows(axes, [label(name) for name in timings])
            axes.xaxis.set_major_formatter("{x:g}")
            head_and_foot(axes, message("plots.title_value"), [message("plots.value_axis")])
    return with_sentence(axes, lambda: _value_sentence(table, timings, several))


def survival_curve(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw who is still there over time as steps with their interval, one line or one for each group.

    Parameters
    ----------
    table : DataFrame by time, or by group and time
        What `fsq_lab.customers.retention.survival` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives for each group the share still there at its last time, with interval, n and how many left.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> import pandas as pd
    >>> from fsq_lab.customers.retention import survival
    >>> from fsq_lab.plots import describe
    >>> table = pd.DataFrame({"months": [1, 2, 2, 3], "left": [1, 1, 0, 0]})
    >>> describe(survival_curve(survival(table, "months", "left")))[:40]
    'Share still there over time. All: 50% af'
    """
    require_columns(table, SURVIVAL, "survival_curve")
    if table.index.nlevels > 2:
        raise CourseError("plots.not_a_curve")
    groups = {message("plots.everybody"): table}
    if table.index.nlevels == 2:
        groups = {label(str(name)): table.loc[name] for name in dict.fromkeys(table.index.get_level_values(0))}
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        entries = []
        for (name, own), look in zip(groups.items(), looks(len(groups)), strict=True):
            time = np.concatenate([[0.0], own.index.to_numpy(dtype=np.float64)])
            shares = np.concatenate([[100.0], 100 * own["survival"].to_numpy(dtype=np.float64)])
            low, high = (100 * own[side].to_numpy(dtype=np.float64) for side in ("low", "high"))
            axes.fill_between(time[1:], low, high, step="post", color=look["color"], alpha=SEE_THROUGH, linewidth=0)
            axes.step(time, shares, where="post", color=look["color"], linewidth=3, zorder=3)
            axes.plot([time[-1]], [shares[-1]], **mark(color=look["color"], marker=look["marker"], markersize=11))
            n = int(own["n"].iloc[0])
            entry = message("plots.row_of_n", name=name, n=n)
            entries.append(key(entry, color=look["color"], marker=look["marker"]))
        axes.set_ylim(-3, 103)
        axes.yaxis.set_major_formatter("{x:.0f}%")
        axes.xaxis.set_major_formatter("{x:g}")
        head_and_foot(axes, "", [message("plots.survival_axis"), message("plots.survival_marks")])
        legend_on_top(axes, entries, columns=min(len(entries), 3), title=message("plots.title_survival"))
    return with_sentence(axes, lambda: _survival_sentence(table, groups))


def cohort_forecast(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw a cohort's survivors, and what the sBG model and constant churn forecast after the periods fitted.

    Parameters
    ----------
    table : DataFrame by period
        What `fsq_lab.customers.contractual.forecast` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the three shares at the last period that is known and at the last one forecast.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.customers.contractual import forecast
    >>> from fsq_lab.plots import describe
    >>> found = forecast([1000, 631, 468, 382, 326, 289, 262, 241], fit_on=4)
    >>> describe(cohort_forecast(found)).split(". ")[1]
    'Fitted on periods 1 to 4'
    """
    require_columns(table, COHORT, "cohort_forecast")
    periods = table.index.to_numpy(dtype=np.float64)
    fitted = float(periods[table["used"].to_numpy(dtype=bool)].max())
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        axes.axvline(fitted, color=INK, linewidth=2, linestyle=":", zorder=1.5)
        for name, colour, style in (("sbg", dark, "-"), ("constant", light, "--")):
            line = 100 * table[name].to_numpy(dtype=np.float64)
            axes.plot(periods, line, linewidth=3, zorder=2, color=colour, linestyle=style)
        actual = 100 * table["actual"].to_numpy(dtype=np.float64)
        axes.plot(periods, actual, **mark(marker="o", color="white", markersize=11))
        axes.set_ylim(-3, 103)
        axes.yaxis.set_major_formatter("{x:.0f}%")
        axes.xaxis.set_major_formatter("{x:g}")
        head_and_foot(axes, "", [message("plots.cohort_axis", fitted=f"{fitted:g}")])
        entries = [
            key(label("actual"), marker="o", color="white"),
            key(label("sbg"), linestyle="-", color=dark, linewidth=3),
            key(label("constant_churn"), linestyle="--", color=light, linewidth=3),
        ]
        legend_on_top(axes, entries, columns=3, title=message("plots.title_cohort"))
    return with_sentence(axes, lambda: _cohort_sentence(table, fitted))


def _value_sentence(table: "pd.DataFrame", timings: "list[str]", several: bool) -> str:
    clauses = [message("plots.title_value")]
    for timing in timings:
        if several:
            own = table.loc[timing]["multiple"].astype(float)
            told = listed(
                message("plots.value_at", retention=f"{100 * float(rate):g}", multiple=number(multiple))
                for rate, multiple in zip(own.index, own, strict=True)
            )
            clauses.append(message("plots.steps_group", name=label(timing), numbers=told))
    if not several:
        told = listed(
            message("plots.value_one", name=label(str(name)), multiple=number(float(multiple)))
            for name, multiple in table["multiple"].items()
        )
        clauses.append(told)
    return sentence_of(clauses, table)


def _survival_sentence(table: "pd.DataFrame", groups: "dict[str, pd.DataFrame]") -> str:
    clauses = [message("plots.describe_survival")]
    for name, own in groups.items():
        last = own.iloc[-1]
        values = {column: f"{100 * float(last[column]):.0f}" for column in ("survival", "low", "high")}
        entry = "survival_one" if last[["low", "high"]].notna().all() else "survival_bare"
        told = {"time": f"{float(own.index[-1]):g}", "n": int(last["n"]), "events": int(own["events"].sum())}
        clauses.append(message(f"plots.{entry}", name=name, **told, **values))
    return sentence_of(clauses, table)


def _cohort_sentence(table: "pd.DataFrame", fitted: float) -> str:
    clauses = [message("plots.title_cohort"), message("plots.cohort_fitted", fitted=f"{fitted:g}")]
    known = table.index[table["actual"].notna()][-1]
    for period in dict.fromkeys([known, table.index[-1]]):
        row = table.loc[period]
        shares = {name: f"{100 * float(row[name]):.0f}" for name in ("sbg", "constant")}
        actual = float(row["actual"])
        entry = "cohort_known" if actual == actual else "cohort_ahead"
        clauses.append(message(f"plots.{entry}", period=f"{period:g}", actual=f"{100 * actual:.0f}", **shares))
    return sentence_of(clauses, table)
