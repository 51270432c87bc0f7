"""Charts of samples, loyalty and lifetimes: what is drawn is what the table holds, in both languages."""

import re
from collections.abc import Callable, Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from fsq_lab import plots
from fsq_lab.customers import contractual, retention
from fsq_lab.customers import value as customer_value
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.scoring import net_promoter, raking, satisfaction_loyalty
from fsq_lab.statistics import estimates
from fsq_lab.survey.loading import load

EVERYBODY = load("frame").merge(load("customers"), on="customer")
EVERYBODY["bound"] = ((EVERYBODY["payroll"] == 1) | (EVERYBODY["mortgage"] == 1)).astype(float)
MATURED = EVERYBODY[EVERYBODY["matured"] == 1]
ANSWERS = load("responses").merge(load("customers"), on="customer")
TRUTH = float(EVERYBODY["satisfaction_true"].mean())
MEANS = estimates.means(ANSWERS, "satisfaction", by="sample")
RAKED = raking.estimates(ANSWERS, "satisfaction", "sample", raking.margins(EVERYBODY, ["tier", "age_band"]))
SCORES = net_promoter.scores(ANSWERS, "nps", by="sample")
CURVE = satisfaction_loyalty.curve(MATURED, "satisfaction_true", "renewed", by="bound", join=(1, 2))
FREE = retention.after_first_failure(load("balances"), load("customers")).query("bound == 0")
STILL = retention.survival(FREE, "duration", "left", by="tier")
COHORT = contractual.forecast([1000, 631, 468, 382, 326, 289, 262, 241], fit_on=4, periods=12)
DRAWN: dict[str, Callable[[], Axes]] = {
    "truth": lambda: plots.against_truth(MEANS, TRUTH),
    "truth, raked": lambda: plots.against_truth(MEANS, TRUTH, RAKED),
    "nps": lambda: plots.net_promoter(SCORES),
    "map": lambda: plots.loyalty_map(MATURED, "satisfaction_true", "renewed", 4, 1),
    "curve by switching cost": lambda: plots.renewal_curve(CURVE),
    "renewal by score": lambda: plots.renewal_curve(CURVE.loc[0.0]),
    "value": lambda: plots.value_by_timing(customer_value.by_timing(0.8, 0.1)),
    "value by retention": lambda: plots.value_by_timing(customer_value.by_timing([0.6, 0.7, 0.8, 0.9], 0.1)),
    "survival": lambda: plots.survival_curve(STILL),
    "survival of one group": lambda: plots.survival_curve(STILL.loc["upper"]),
    "cohort": lambda: plots.cohort_forecast(COHORT),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_each_says_what_it_shows_in_the_language_and_writes_no_name_of_code(name: str, language: str) -> None:
    use(language)
    ax = DRAWN[name]()
    ax.figure.canvas.draw()
    said = plots.describe(ax)
    assert "nan" not in said
    assert bool(re.search(r"[\u4e00-\u9fff]", said)) == (language == "zh")
    legend = ax.get_legend()
    written = [ax.get_title(), ax.get_xlabel(), ax.get_ylabel(), *(text.get_text() for text in ax.get_yticklabels())]
    written += [text.get_text() for text in legend.get_texts()] if legend else []
    assert not re.search(r"[a-z]_[a-z]", " ".join([said, *written]))
    if language == "zh":
        left = re.sub(r"sBG|NPS|AAPOR|n＝?", "", " ".join([said, *written]))
        assert not re.search(r"[A-Za-z]{2,}", left)


def test_means_intervals_and_truth_stand_where_the_table_has_them() -> None:
    ax = plots.against_truth(MEANS, TRUTH, RAKED)
    assert [x for x, _ in marks(ax, "o")] == pytest.approx(MEANS["mean"].tolist())
    assert [x for x, _ in marks(ax, "D")] == pytest.approx(RAKED["mean"].astype(float).tolist())
    [dashed] = [line for line in ax.lines if line.get_linestyle() == "--"]
    assert dashed.get_xdata()[0] == TRUTH


def test_whose_interval_misses_the_truth_is_said() -> None:
    use("en")
    said = plots.describe(plots.against_truth(MEANS, TRUTH))
    assert "Intervals without the truth: Tablet in the hall, Link by message." in said


def test_the_score_is_where_the_table_has_it_and_bars_are_shares() -> None:
    ax = plots.net_promoter(SCORES)
    assert [x for x, _ in marks(ax, "D")] == pytest.approx(SCORES["nps"].astype(float).tolist())
    widths = sorted(bar.get_width() for bar in ax.patches)
    shares = [
        *(-100 * SCORES["detractors"] / SCORES["n"]).astype(float),
        *(100 * SCORES["promoters"] / SCORES["n"]).astype(float),
    ]
    assert widths == pytest.approx(sorted(shares))


def test_the_map_counts_everybody_once_and_draws_the_cuts_between_values() -> None:
    ax = plots.loyalty_map(MATURED, "satisfaction_true", "renewed", 4, 1)
    numbers = [int(text.get_text()) for text in ax.texts if text.get_text().isdigit()]
    assert sum(numbers) == len(MATURED)
    assert {line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"} >= {3.5}


def test_the_curve_has_a_line_for_each_group_at_its_shares() -> None:
    ax = plots.renewal_curve(CURVE)
    lines = [line for line in ax.lines if len(line.get_xdata()) == 4]
    found = [line.get_ydata() for line in lines]
    np.testing.assert_allclose(found[0], 100 * CURVE.loc[0.0]["share"].astype(float))
    np.testing.assert_allclose(found[1], 100 * CURVE.loc[1.0]["share"].astype(float))


def test_survival_steps_down_from_everybody() -> None:
    ax = plots.survival_curve(STILL.loc["upper"])
    [step] = [line for line in ax.lines if line.get_drawstyle() == "steps-post"]
    assert step.get_ydata()[0] == 100
    assert (np.diff(step.get_ydata()) <= 0).all()


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (plots.net_promoter, SCORES.drop(columns="low")),
        (plots.net_promoter, SCORES.iloc[:0]),
        (plots.renewal_curve, CURVE.drop(columns="n")),
        (plots.survival_curve, STILL.drop(columns="events")),
        (plots.value_by_timing, pd.DataFrame({"value": [1.0]})),
        (plots.cohort_forecast, COHORT.drop(columns="sbg")),
        (lambda table: plots.against_truth(MEANS, TRUTH, table), RAKED.iloc[:2]),
        (lambda table: plots.against_truth(table, float("nan")), MEANS),
    ],
)
def test_other_tables_are_refused(draw: Callable[[pd.DataFrame], Axes], table: pd.DataFrame) -> None:
    with pytest.raises(CourseError):
        draw(table)


@pytest.mark.parametrize(
    ("language", "across", "yes"), [("zh", "真实满意度", "被代发或房贷绑住：是"), ("en", "True satisfaction", ": yes")]
)
def test_a_chart_drawn_with_seaborn_gets_the_courses_words(language: str, across: str, yes: str) -> None:
    import seaborn as sns

    table = pd.DataFrame({"satisfaction_true": [1, 2, 3, 4], "renewed": [0, 1, 0, 1], "bound": [0, 0, 1, 1]})
    use(language)
    ax = plots.labelled(sns.scatterplot(table, x="satisfaction_true", y="renewed", hue="bound"), names="ABCD")
    assert ax.get_xlabel() == across
    legend = ax.get_legend()
    assert legend is not None
    assert any(yes in text.get_text() for text in legend.get_texts())
    assert [text.get_text() for text in ax.texts] == list("ABCD")
    assert across in plots.describe(ax)
    with pytest.raises(CourseError):
        plots.labelled(ax, names="ABC")
