"""One unit's months in order: control charts, run charts, and a rate before and after its change."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.companion.vocabulary import column_heading
from fsq_lab.ground.language import CourseError, label, message
from fsq_lab.plots.frame import head_and_foot, key, legend_on_top, listed
from fsq_lab.plots.funnels import capital, lowered, one_unit, per_unit
from fsq_lab.plots.sentences import sentence_of, with_sentence
from fsq_lab.plots.standards import require_columns
from fsq_lab.plots.style import INK, LABEL_SIZE, PALE, colours, mark, new_axes, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

CHART = ("count", "exposure", "rate", "centre", "expected_count", "lower_limit", "upper_limit", "signal", "phase",
         "false_alarm", "convention")  # fmt: skip
RUNS = ("value", "median", "side_of_median", "run", "phase", "convention")
FITTED = ("count", "exposure", "rate", "low", "high", "fitted", "note", "p_value", "convention")
MOST_TICKS = 9
_PERIOD = re.compile(r"(\d{4})-?(\d{2}|Q[1-4])")


def control_chart(
    table: "pd.DataFrame",
    unit: str | None = None,
    events: "Mapping[str, str] | None" = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw one unit's rates or shares in order of time, with centre, exact limits and signals.

    A limit is drawn half a count beyond the last count that is still chance, so that a point lies beyond the line
    exactly where rule A signals.

    Parameters
    ----------
    table : DataFrame, one row per period
        What `fsq_lab.complaints.control.u_chart` or `p_chart` returned.
    unit : str, optional
        Which unit to draw, where the table holds several; it stands in the title.
    events : mapping of period to words, optional
        What happened then, such as ``{"2025-03": "a window closes"}``, or a name of the labels; drawn as a line before.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` names the baseline, every signal, the share of charts of pure chance that signal, and the events.

    Raises
    ------
    CourseError
        For a table without rows or without these columns, of several units where none or an unknown one is named, and
        an event at a period that is not there.

    References
    ----------
    Shewhart (1931), *Economic Control of Quality of Manufactured Product*.

    Examples
    --------
    >>> from fsq_lab.complaints import control, rates
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> months = rates.counted(load("complaints_log"), load("branch_months"))
    >>> chart = control.u_chart(months, baseline=("2024-01", "2025-02"), group="branch")
    >>> describe(control_chart(chart, "B05")).split(". ")[2]
    'No month signals'
    """
    require_columns(table, CHART, "control_chart")
    drawn, told = one_unit(table, unit, "control_chart").copy(), dict(events or {})
    periods = [str(period) for period in drawn.index]
    unknown = [period for period in told if period not in periods]
    if unknown:
        raise CourseError("plots.no_such_period", period=unknown[0], first=periods[0], last=periods[-1])
    shares = _is_share(drawn)
    places = np.arange(len(drawn))
    scale = 100.0 if shares else 1.0
    rate, centre = (scale * drawn[name].to_numpy(dtype=np.float64) for name in ("rate", "centre"))
    one = scale * _per(drawn) / drawn["exposure"].to_numpy(dtype=np.float64)
    dark, light = colours(2)
    signal = drawn["signal"].astype(str)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        inside = np.flatnonzero(drawn["phase"] == "baseline")
        axes.axvspan(inside[0] - 0.5, inside[-1] + 0.5, facecolor="0.93", edgecolor="none", zorder=0)
        axes.plot(places, centre, color=INK, linewidth=2, zorder=2)
        for side, shift in (("lower", 0.5), ("upper", -0.5)):
            _steps(axes, one * (drawn[f"{side}_limit"].to_numpy(dtype=np.float64) + shift), "--")
            if "rule_b" in drawn and f"{side}_warning" in drawn:
                _steps(axes, one * (drawn[f"{side}_warning"].to_numpy(dtype=np.float64) + shift), ":")
        axes.plot(places, rate, color=light, linewidth=2, zorder=2.5)
        for kind, marker in (("", "o"), ("signal high", "^"), ("signal low", "v")):
            own = np.flatnonzero(signal == kind)
            axes.plot(places[own], rate[own], **mark(marker=marker, color=dark if kind else light, markersize=12))
        top = 1.12 * float(np.nanmax([rate.max(), (one * drawn["upper_limit"].to_numpy(dtype=np.float64)).max()]))
        floor = 0.9 * float(rate.min()) if shares and rate.min() > 30 else 0.0
        axes.set_ylim(floor, min(top, 102.0) if shares else top)
        for period, words in told.items():
            _event(axes, periods.index(period) - 0.5, label(words))
        _time_axis(axes, periods)
        axes.yaxis.set_major_formatter("{x:g}%" if shares else "{x:g}")
        axes.set_ylabel(capital(_quantity(drawn)))
        notes = [message("plots.chart_lines"), message("plots.chart_alarms", share=_percent(drawn))]
        head_and_foot(axes, "", notes)
        entries = [
            key(message("plots.chart_signal"), marker="^", color=dark),
            key(message("plots.chart_no_signal"), marker="o", color=light),
            key(message("plots.chart_baseline"), marker="s", color="0.93"),
        ]
        legend_on_top(axes, entries, columns=3, title=_titled(unit))
    return with_sentence(axes, lambda: _chart_sentence(drawn, unit, told))


def run_chart(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw values in order of time around the median of the baseline.

    Parameters
    ----------
    table : DataFrame, one row per period
        What `fsq_lab.complaints.control.run_chart` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` gives the median, the longest run and the crossings, and what they say where there are enough.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    References
    ----------
    Perla, Provost and Murray (2011), The run chart, *BMJ Quality & Safety* 20, 46-51.
    """
    require_columns(table, RUNS, "run_chart")
    drawn = table.copy()
    places, values = np.arange(len(drawn)), drawn["value"].to_numpy(dtype=np.float64)
    light = colours(2)[1]
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        inside = np.flatnonzero(drawn["phase"] == "baseline")
        axes.axvspan(inside[0] - 0.5, inside[-1] + 0.5, facecolor="0.93", edgecolor="none", zorder=0)
        axes.axhline(float(drawn["median"].iloc[0]), color=INK, linewidth=2)
        axes.plot(places, values, color=light, linewidth=2, zorder=2.5)
        for side, marker in ((1, "^"), (-1, "v"), (0, "o")):
            own = np.flatnonzero(drawn["side_of_median"] == side)
            axes.plot(places[own], values[own], **mark(marker=marker, color=light, markersize=12))
        _time_axis(axes, [str(period) for period in drawn.index])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylabel(capital(_value(drawn)))
        head_and_foot(axes, message("plots.title_runs"), [message("plots.runs_lines"), message("plots.runs_marks")])
    return with_sentence(axes, lambda: _runs_sentence(drawn))


def change_point(table: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw rates with their exact intervals, and the one rate or the two that were fitted to them.

    Parameters
    ----------
    table : DataFrame, one row per period
        What `fsq_lab.complaints.change_point.fitted` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        `describe` says from which period on the rate is another, with the ends of the likely ones, or that no change
        was found.

    Raises
    ------
    CourseError
        For a table without rows or without these columns.

    Examples
    --------
    >>> from fsq_lab.complaints import change_point as changes
    >>> from fsq_lab.complaints import rates
    >>> from fsq_lab.plots import describe
    >>> from fsq_lab.survey.loading import load
    >>> months = rates.counted(load("complaints_log"), load("branch_months"))
    >>> describe(change_point(changes.fitted(months[months["branch"] == "B05"]))).split(". ")[1]
    'No change found (p = 0.543)'
    """
    require_columns(table, FITTED, "change_point")
    drawn = table.copy()
    periods, places = [str(period) for period in drawn.index], np.arange(len(drawn))
    found = dict(drawn.attrs.get("found", {}))
    dark, light = colours(2)
    with styled():
        axes = ax if ax is not None else new_axes(rows=8)
        if found.get("period") is not None:
            ends = (periods.index(str(found["earliest"])) - 1, periods.index(str(found["latest"])))
            axes.axvspan(ends[0] + 0.35, ends[1] - 0.35, facecolor=PALE, edgecolor="none", zorder=0)
        for place, (low, high) in enumerate(zip(drawn["low"], drawn["high"], strict=True)):
            axes.plot([place, place], [low, high], color=light, linewidth=2, zorder=2)
        axes.plot(places, drawn["rate"], **mark(marker="o", color=light, markersize=11))
        edges = [*np.repeat(places - 0.5, 2)[1:].tolist(), len(places) - 0.5]
        axes.plot(edges, np.repeat(drawn["fitted"].to_numpy(dtype=np.float64), 2), color=dark, linewidth=4, zorder=2.5)
        axes.set_ylim(bottom=0)
        _time_axis(axes, periods)
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylabel(capital(per_unit(drawn, _per_of(drawn))))
        notes = [message("plots.change_lines")]
        if found.get("period") is not None:
            notes.append(message("plots.change_band"))
        head_and_foot(axes, message("plots.title_change"), notes)
    return with_sentence(axes, lambda: _change_sentence(drawn, found))


def _steps(axes: "Axes", limits: "NDArray[np.float64]", style: str) -> None:
    """Draw a limit as steps, a period wide each."""
    if np.isnan(limits).all():
        return
    edges = np.concatenate([np.repeat(np.arange(len(limits)) - 0.5, 2)[1:], [len(limits) - 0.5]])
    axes.plot(edges, np.repeat(limits, 2), color=INK, linewidth=1.5, linestyle=style, zorder=2)


def _event(axes: "Axes", place: float, words: str) -> None:
    axes.axvline(place, color=INK, linewidth=2, linestyle="-.", zorder=2)
    right = place > 0.6 * (axes.get_xlim()[1] or 1)
    axes.annotate(
        words,
        (place, axes.get_ylim()[1]),
        xytext=(-8 if right else 8, -8),
        textcoords="offset points",
        ha="right" if right else "left",
        va="top",
        fontsize=LABEL_SIZE,
        bbox={"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.15"},
        zorder=4,
    )


def _time_axis(axes: "Axes", periods: list[str]) -> None:
    """Write so many periods under the chart as are readable, the year below the month."""
    step = -(-len(periods) // MOST_TICKS)
    places = list(range(0, len(periods), step))
    axes.set_xticks(places, [_tick(periods[place]) for place in places])
    axes.set_xlim(-0.7, len(periods) - 0.3)
    axes.grid(visible=False, axis="x")


def _tick(period: str) -> str:
    r"""Return a period in two lines.

    >>> _tick("2025-04"), _tick("2025Q2"), _tick("1891")
    ('04\n2025', 'Q2\n2025', '1891')
    """
    parts = _PERIOD.fullmatch(period)
    return f"{parts[2]}\n{parts[1]}" if parts else period


def _per(table: "pd.DataFrame") -> float:
    """Return the rates' unit, from the centre and what is expected of it."""
    first = table.iloc[0]
    return float(f"{float(first['centre']) * float(first['exposure']) / float(first['expected_count']):.9g}")


def _per_of(table: "pd.DataFrame") -> float:
    some = table[table["count"] > 0].iloc[0]
    return float(f"{float(some['rate']) * float(some['exposure']) / float(some['count']):.9g}")


def _is_share(table: "pd.DataFrame") -> bool:
    return "binomial" in str(table["convention"].iloc[0])


def _titled(unit: str | None) -> str:
    return message("plots.title_chart") if unit is None else message("plots.title_chart_of", unit=label(str(unit)))


def _quantity(table: "pd.DataFrame") -> str:
    if not _is_share(table):
        return per_unit(table, _per(table))
    count, exposure = (lowered(str(table.attrs.get(name, name))) for name in ("count", "exposure"))
    return message("plots.share_of", count=count, exposure=exposure)


def _value(table: "pd.DataFrame") -> str:
    if "value" in table.attrs:
        return column_heading(str(table.attrs["value"]))
    return per_unit(table, float(table.attrs.get("per", 1)))


def _percent(table: "pd.DataFrame") -> str:
    return f"{100 * float(table['false_alarm'].iloc[0]):.0f}"


def _chart_sentence(table: "pd.DataFrame", unit: str | None, events: Mapping[str, str]) -> str:
    """Say the baseline, every signal, false alarms and events."""
    shares = _is_share(table)
    written = "{:.1%}" if shares else "{:.2f}"
    usual = table.index[table["phase"] == "baseline"]
    clauses = [
        message(
            "plots.describe_chart",
            title=_titled(unit),
            rate=_quantity(table),
            first=table.index[0],
            last=table.index[-1],
        ),
        message(
            "plots.chart_centre",
            centre=written.format(float(table["centre"].iloc[0])),
            first=usual[0],
            last=usual[-1],
        ),
    ]
    for kind, entry in (("signal high", "chart_high"), ("signal low", "chart_low")):
        own = table[table["signal"] == kind]
        if len(own):
            months = listed(
                message("plots.chart_point", period=period, rate=written.format(float(one["rate"])), n=one["count"])
                for period, one in own.iterrows()
            )
            clauses.append(message(f"plots.{entry}", months=months))
    if (table["signal"] == "").all():
        clauses.append(message("plots.chart_quiet"))
    clauses.append(message("plots.chart_alarms", share=_percent(table)))
    if "false_alarm_any" in table:
        share = f"{100 * float(table['false_alarm_any'].iloc[0]):.0f}"
        clauses.append(message("plots.chart_alarms_any", share=share))
    clauses.extend(message("plots.chart_event", period=period, words=label(words)) for period, words in events.items())
    return sentence_of(clauses, table)


def _runs_sentence(table: "pd.DataFrame") -> str:
    from fsq_lab.complaints.runs import FEWEST_USEFUL, run_test

    usual = table.index[table["phase"] == "baseline"]
    median = f"{float(table['median'].iloc[0]):.4g}"
    clauses = [
        message("plots.describe_runs", value=_value(table), first=table.index[0], last=table.index[-1]),
        message("plots.runs_median", median=median, first=usual[0], last=usual[-1]),
    ]
    if int((table["side_of_median"] != 0).sum()) >= FEWEST_USEFUL:
        found = run_test(table)
        clauses.append(message("plots.runs_found", **{name: found[name] for name in found.index if name != "n"}))
        clauses.append(
            message("complaints.signal_found" if found["note"] == "signal found" else "complaints.no_signal_found")
        )
    else:
        clauses.append(message("plots.runs_few", fewest=FEWEST_USEFUL))
    return sentence_of(clauses, table)


def _change_sentence(table: "pd.DataFrame", found: Mapping[str, object]) -> str:
    p_value = float(table["p_value"].iloc[0])
    clauses = [
        message(
            "plots.describe_change",
            rate=per_unit(table, _per_of(table)),
            n=f"{int(table['count'].sum()):,}",
            first=table.index[0],
            last=table.index[-1],
        )
    ]
    p_told = "p < 0.001" if p_value < 0.001 else f"p = {p_value:.3f}"
    if found.get("period") is None:
        clauses.append(message("plots.change_none", p=p_told))
    else:
        before, after = (f"{float(table['fitted'].iloc[place]):.2f}" for place in (0, -1))
        entry = "change_then" if found["earliest"] == found["latest"] else "change_found"
        clauses.append(message(f"plots.{entry}", before=before, after=after, p=p_told, **found))
    return sentence_of(clauses, table)
