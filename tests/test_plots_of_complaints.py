"""Charts of complaints: what is drawn is what the table holds, a line is crossed exactly where a rule signals."""

import math
from collections.abc import Callable, Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from fsq_lab import plots
from fsq_lab.complaints import change_point, clock, control, ranking, rates, recovery
from fsq_lab.ground.language import CourseError, use
from fsq_lab.survey.loading import load

BASELINE = ("2024-01", "2025-02")
MONTHS = rates.counted(load("complaints_log"), load("branch_months"))
B07 = MONTHS[MONTHS["branch"] == "B07"]
CHARTS = control.u_chart(MONTHS, BASELINE, group="branch")
JUDGED = clock.judged(load("complaints_log"))
STEPS = recovery.steps(load("complaints_log"))
KEPT = load("promises").groupby(["branch", "month"], as_index=False)[["in_time", "pieces"]].sum()
SHARES = control.p_chart(KEPT, BASELINE, "in_time", "pieces", group="branch")
DRAWN: dict[str, Callable[[], Axes]] = {
    "funnel": lambda: plots.funnel(rates.by_group(MONTHS)),
    "funnel of months": lambda: plots.funnel(rates.by_group(MONTHS, group=["branch", "month"])),
    "pareto": lambda: plots.pareto(ranking.pareto(load("complaints_log"), resamples=200)),
    "pareto by harm": lambda: plots.pareto(ranking.pareto(load("complaints_log"), weight="harm", resamples=200)),
    "ranks": lambda: plots.ranks(ranking.by_rate(MONTHS, draws=500)),
    "u chart": lambda: plots.control_chart(CHARTS, "B07", events={"2025-03": "a window closes"}),
    "u chart of few": lambda: plots.control_chart(CHARTS.loc["B09"]),
    "p chart": lambda: plots.control_chart(SHARES.loc["B07"]),
    "time line": lambda: plots.complaint_timeline(JUDGED),
    "time line of few": lambda: plots.complaint_timeline(JUDGED.head(30)),
    "before, at, after": lambda: plots.before_at_after(STEPS),
    "before, at, after of leavers": lambda: plots.before_at_after(STEPS.loc[["leavers"]]),
    "run chart": lambda: plots.run_chart(control.run_chart(B07, BASELINE)),
    "change": lambda: plots.change_point(change_point.fitted(B07, simulations=200)),
    "no change": lambda: plots.change_point(change_point.fitted(MONTHS[MONTHS["branch"] == "B05"], simulations=200)),
}


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def marks(ax: Axes, marker: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for line in ax.lines
        if line.get_marker() == marker and line.get_linestyle() == "None"
        for x, y in zip(*line.get_data(), strict=True)
    ]


def stretches(ax: Axes, style: str) -> list[np.ndarray]:
    return [np.array(line.get_data(), dtype=float) for line in ax.lines if line.get_linestyle() == style]


# ---- what is drawn
@pytest.mark.parametrize(("charts", "scale"), [(CHARTS, 1.0), (SHARES, 100.0)])
@pytest.mark.parametrize("branch", ["B01", "B05", "B07", "B09"])
def test_a_point_lies_beyond_the_dashed_line_exactly_where_rule_a_signals(
    charts: pd.DataFrame, scale: float, branch: str
) -> None:
    table = charts.loc[branch]
    limits = stretches(plots.control_chart(table), "--")
    beyond = np.zeros(len(table), dtype=bool)
    for _, heights in limits:
        line = heights[::2]
        rate = scale * table["rate"].to_numpy()
        above = np.nan_to_num(line, nan=np.inf) > scale * table["centre"].to_numpy()
        beyond |= np.where(above, rate > line, rate < line) & ~np.isnan(line)
    assert beyond.tolist() == table["rule_a"].tolist()


def test_the_funnels_lines_are_crossed_exactly_by_those_who_are_flagged() -> None:
    for table in (rates.by_group(MONTHS), rates.by_group(MONTHS, group=["branch", "month"])):
        ax = plots.funnel(table)
        lines = stretches(ax, "--")
        for (_, row), marker in zip(
            table.iterrows(), table["note"].map({"above limit": "^", "within limits": "o"}), strict=True
        ):
            heights = [float(y[np.flatnonzero(x == row["exposure"])[0]]) for x, y in lines]
            beyond = row["rate"] > np.nanmax(heights) or (not math.isnan(heights[0]) and row["rate"] < heights[0])
            assert beyond == (row["note"] != "within limits")
            assert (row["exposure"], row["rate"]) in marks(ax, marker)


def test_signals_and_quiet_months_have_different_marks() -> None:
    ax = plots.control_chart(CHARTS.loc["B07"])
    assert len(marks(ax, "^")) == 7
    assert len(marks(ax, "o")) == 17
    low = plots.control_chart(SHARES.loc["B07"])
    assert len(marks(low, "v")) == 7


def test_an_event_stands_before_its_period_with_its_words() -> None:
    ax = plots.control_chart(CHARTS.loc["B07"], events={"2025-03": "a window closes"})
    assert [list(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-."] == [[13.5, 13.5]]
    assert "a window closes" in [text.get_text() for text in ax.texts]
    assert "2025-03: a window closes" in plots.describe(ax)
    named = plots.control_chart(CHARTS.loc["B07"], events={"2025-03": "window_closed"})
    told = plots.describe(named)
    assert "2025-03: B07 closes one window of three" in told, "a name of the labels is shown as its label"


def test_bars_of_a_pareto_chart_are_the_shares_and_its_line_their_sum() -> None:
    table = ranking.pareto(load("complaints_log"), weight="harm", resamples=200)
    ax = plots.pareto(table)
    assert [bar.get_width() for bar in ax.patches[: len(table)]] == pytest.approx((100 * table["share"]).tolist())
    [line] = [line for line in ax.lines if line.get_marker() == "o"]
    assert list(line.get_xdata()) == pytest.approx((100 * table["share"].cumsum()).tolist())


def test_the_fitted_rate_steps_at_the_period_of_the_change() -> None:
    ax = plots.change_point(change_point.fitted(B07, simulations=200))
    [steps] = [line for line in ax.lines if line.get_linewidth() == 4]
    x, y = (np.array(part, dtype=float) for part in steps.get_data())
    assert x[np.flatnonzero(np.diff(y))[0]] == MONTHS["month"].unique().tolist().index("2025-04") - 0.5


def test_late_complaints_alone_are_marked_as_late_at_their_days() -> None:
    few = JUDGED.iloc[:120]
    ax = plots.complaint_timeline(few)
    late = few[few["late"]]
    assert sorted(y for _, y in timed(ax, "^")) == sorted(late["days_taken"].tolist())
    assert len(timed(ax, "o")) == len(few) - len(late)
    assert [list(line.get_ydata()) for line in ax.lines if line.get_linestyle() == "--"] == [[15, 15]]


def timed(ax: Axes, marker: str) -> list[tuple[object, float]]:
    return [
        (x, float(y))
        for line in ax.lines
        if line.get_marker() == marker and line.get_linestyle() == "None"
        for x, y in zip(*line.get_data(), strict=True)
    ]


def test_a_group_without_a_score_afterwards_breaks_off() -> None:
    ax = plots.before_at_after(STEPS)
    ends = [
        float(line.get_ydata()[-1]) for line in ax.lines if line.get_marker() in "os^" and len(line.get_xdata()) == 3
    ]
    assert np.isnan(ends).tolist() == [False, True, True]
    assert ends[0] == pytest.approx(STEPS.loc[("answered", "after"), "mean"])


# ---- what is said
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_text_is_large_and_inside_the_figure_and_the_sentence_is_whole(name: str, language: str) -> None:
    use(language)
    ax = DRAWN[name]()
    figure = ax.figure
    figure.canvas.draw()
    legend = ax.get_legend()
    texts = [ax.title, ax.xaxis.label, ax.yaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels()]
    texts += list(legend.get_texts()) if legend is not None else []
    shown = [text for text in texts if text.get_text() and text.get_visible()]
    assert all(text.get_fontsize() >= 14 for text in (*shown, *ax.texts))
    x_low, x_high = sorted(ax.get_xlim())
    ticks = {text for text in ax.get_xticklabels() if not x_low <= text.get_position()[0] <= x_high}
    y_low, y_high = sorted(ax.get_ylim())
    ticks |= {text for text in ax.get_yticklabels() if not y_low <= text.get_position()[1] <= y_high}
    for text in shown:
        if text not in ticks:
            box = text.get_window_extent()
            assert figure.bbox.x0 - 1 <= box.x0, text.get_text()
            assert box.x1 <= figure.bbox.x1 + 1, text.get_text()
            assert figure.bbox.y0 - 1 <= box.y0, text.get_text()
            assert box.y1 <= figure.bbox.y1 + 1, text.get_text()
    sentence = plots.describe(ax)
    assert sentence.endswith({"zh": "。", "en": "."}[language])
    assert "{" not in sentence
    assert "nan" not in sentence
    if language == "zh":
        assert "complaints" not in sentence
        assert "transactions" not in sentence


def test_the_chart_of_b07_names_its_baseline_its_signals_and_its_false_alarms() -> None:
    chart = plots.control_chart(CHARTS, "B07")
    assert chart.get_title() == "Control chart: B07"
    sentence = plots.describe(chart)
    assert sentence.startswith("Control chart: B07, complaints per 10,000 transactions, 2024-01 to 2025-12")
    assert "Centre 7.53, from the baseline 2024-01 to 2025-02" in sentence
    assert "Signals upwards: 2025-04 (19.91, count 19)" in sentence
    assert "hold nothing but chance, 5% signal at least once" in sentence


def test_a_chart_without_a_signal_says_so_and_no_difference_beyond_chance_is_said() -> None:
    assert "No month signals" in plots.describe(plots.control_chart(CHARTS.loc["B05"]))
    told = plots.describe(plots.funnel(rates.by_group(MONTHS[MONTHS["branch"] != "B07"])))
    assert "Above the limit: none" in told
    assert "no difference from the pooled rate beyond chance is shown: 11" in told


def test_the_regulators_banks_are_called_overdispersed_on_the_chart_and_in_words() -> None:
    table = load("complaints_rates").query("quarter == '2022Q3' and level == 'bank'")
    customers = [
        rates.implied_exposure(int(count), rate, 1e7)["exposure"]
        for count, rate in zip(table["complaints"], table["per_10m_customers"], strict=True)
    ]
    found = rates.by_group(table.assign(customers=customers), "name", exposure="customers", per=1e7)
    ax = plots.funnel(found)
    assert "Overdispersed" in ax.get_xlabel()
    assert "Overdispersed" in plots.describe(ax)
    assert "Overdispersed" not in plots.funnel(rates.by_group(MONTHS)).get_xlabel()


def test_no_change_is_drawn_as_one_rate_and_told_as_none() -> None:
    ax = DRAWN["no change"]()
    [steps] = [line for line in ax.lines if line.get_linewidth() == 4]
    assert len(set(steps.get_ydata())) == 1
    assert "No change found" in plots.describe(ax)


# ---- what is refused
@pytest.mark.parametrize(
    ("chart", "match"),
    [
        (lambda: plots.control_chart(CHARTS), r"chart, 'B01'"),
        (lambda: plots.control_chart(CHARTS, "B13"), r"chart, 'B01'"),
        (lambda: plots.control_chart(CHARTS, "B07", events={"2026-03": "x"}), "2026-03"),
        (lambda: plots.control_chart(rates.by_group(MONTHS)), "centre"),
        (lambda: plots.funnel(ranking.by_rate(MONTHS, draws=100)), "pooled"),
        (lambda: plots.ranks(rates.by_group(MONTHS)), "rank_low"),
        (lambda: plots.pareto(rates.by_group(MONTHS)), "cumulative"),
        (lambda: plots.run_chart(CHARTS.loc["B07"]), "side_of_median"),
        (lambda: plots.change_point(CHARTS.loc["B07"]), "fitted"),
        (lambda: plots.funnel(rates.by_group(MONTHS).iloc[:0]), "no rows"),
        (lambda: plots.complaint_timeline(load("complaints_log")), "days_taken"),
        (lambda: plots.complaint_timeline(JUDGED.assign(days_taken=pd.NA)), "told yet"),
        (lambda: plots.before_at_after(rates.by_group(MONTHS)), "mean"),
        (lambda: plots.before_at_after(STEPS.loc["leavers"]), "group and moment"),
    ],
)
def test_other_tables_are_refused(chart: Callable[[], Axes], match: str) -> None:
    with pytest.raises(CourseError, match=match):
        chart()
