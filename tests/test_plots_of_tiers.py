"""Charts of customers by value: what is drawn is what the table holds, and the sentence is whole in both languages."""

from collections.abc import Callable, Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from fsq_lab import plots
from fsq_lab.customers import budget, campaigns, early_warning, fairness, rfm, segments, tiers
from fsq_lab.ground.language import CourseError, use
from fsq_lab.survey.loading import load

CUSTOMERS, BALANCES = load("customers"), load("balances")
LAST = BALANCES.query("month == '2025-12'").set_index("customer")["balance"]
CURVE = tiers.lorenz(LAST)
TIERS = tiers.summary(LAST, tiers.cut(LAST, [100_000, 500_000], ["mass", "middle", "upper"]))
HABITS = rfm.from_transactions(load("transactions"), "2026-01-01")
LOGS = ["frequency", "monetary"]
PROFILE = segments.profile(HABITS, segments.cluster(HABITS, LOGS, 3, log=LOGS).labels, ["recency", *LOGS])
USED = BALANCES.query("month == '2025-12'").merge(CUSTOMERS, on="customer")
AUDIT = fairness.audit(USED.assign(app=USED["app_days"] >= 6), "app", by="age_band")
PAST, NOW = (
    early_warning.signals(CUSTOMERS, BALANCES, months, load("complaints_log"))
    for months in (["2024-09", "2025-03"], ["2025-06", "2025-09"])
)
CALIBRATION = early_warning.calibration(early_warning.fit(PAST).predict(NOW), NOW["leaves"])
OPTIONS = pd.DataFrame({"cost": [100, 100, 100, 100], "value": [500, 250, 60, 20]})
STEPS = budget.last_yuan(OPTIONS, [100, 200, 300, 400])
EFFECT = campaigns.effect(campaigns.rises(load("contacts"), BALANCES))
DRAWN: dict[str, Callable[[], Axes]] = {
    "lorenz": lambda: plots.lorenz(CURVE, TIERS),
    "lorenz without tiers": lambda: plots.lorenz(CURVE),
    "segment profile": lambda: plots.segment_profile(PROFILE),
    "audit": lambda: plots.audit(AUDIT),
    "calibration": lambda: plots.calibration(CALIBRATION),
    "last yuan": lambda: plots.last_yuan(STEPS),
    "campaign": lambda: plots.campaign_effect(EFFECT),
}


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def marks(ax: Axes, markers: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for line in ax.lines
        if line.get_marker() in markers and line.get_linestyle() == "None"
        for x, y in zip(*line.get_data(), strict=True)
    ]


# ---- what is drawn
def test_the_curve_and_its_tiers_are_the_tables() -> None:
    ax = plots.lorenz(CURVE, TIERS)
    [curve] = [line for line in ax.lines if line.get_linestyle() == "-"]
    assert np.array(curve.get_data()) == pytest.approx(100 * CURVE[["customers_share", "assets_share"]].to_numpy().T)
    lefts = sorted(float(part.get_paths()[0].vertices[:, 0].min()) for part in ax.collections)
    assert lefts == pytest.approx([0, *(100 * np.cumsum(TIERS["share"].to_numpy()[::-1]))[:-1]])


def test_ratios_stand_with_their_intervals_and_the_bound_is_a_dashed_line() -> None:
    ax = plots.audit(AUDIT)
    assert [x for x, _ in marks(ax, "oD")] == pytest.approx(AUDIT["ratio"].tolist())
    assert [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"] == [0.8]
    ends = [tuple(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 4]
    own = AUDIT[AUDIT["note"] != "reference"]
    assert ends == list(zip(own["ratio_low"], own["ratio_high"], strict=True))


def test_groups_that_do_not_keep_their_word_are_triangles() -> None:
    ax = plots.calibration(CALIBRATION)
    own = CALIBRATION.drop(index="all")
    assert len(marks(ax, "^")) == (own["note"] != "as expected").sum() > 0
    assert len(marks(ax, "o")) == (own["note"] == "as expected").sum() > 0
    assert [x for x, _ in marks(ax, "o")] == pytest.approx(
        (100 * own.loc[own["note"] == "as expected", "predicted"]).tolist()
    )


def test_bars_are_what_a_yuan_gains_and_those_below_one_are_dark() -> None:
    ax = plots.last_yuan(STEPS)
    assert [bar.get_height() for bar in ax.patches] == pytest.approx([5, 2.5, 0.6, 0.2])
    colours = [bar.get_facecolor() for bar in ax.patches]
    assert colours[0] == colours[1] != colours[2] == colours[3]


def test_profiles_are_distances_from_the_mean_of_all() -> None:
    ax = plots.segment_profile(PROFILE)
    lines = [line for line in ax.lines if len(line.get_xdata()) == 3]
    assert [list(line.get_ydata()) for line in lines] == [PROFILE.loc[name, "z"].tolist() for name in ("1", "2", "3")]


def test_the_campaigns_marks_are_its_changes() -> None:
    ax = plots.campaign_effect(EFFECT)
    assert [x for x, _ in marks(ax, "oD")] == pytest.approx(EFFECT["percent"].tolist())


# ---- what is said
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_text_is_inside_the_figure_and_the_sentence_is_whole(name: str, language: str) -> None:
    use(language)
    ax = DRAWN[name]()
    figure = ax.figure
    figure.canvas.draw()
    legend = ax.get_legend()
    texts = [ax.title, ax.xaxis.label, ax.yaxis.label, *(legend.get_texts() if legend is not None else [])]
    for text in texts:
        if text.get_text():
            box = text.get_window_extent()
            assert figure.bbox.x0 - 1 <= box.x0 <= box.x1 <= figure.bbox.x1 + 1, text.get_text()
            assert figure.bbox.y0 - 1 <= box.y0 <= box.y1 <= figure.bbox.y1 + 1, text.get_text()
            assert text.get_fontsize() >= 14
    sentence = plots.describe(ax)
    assert sentence.endswith({"zh": "。", "en": "."}[language])
    assert "{" not in sentence + ax.get_xlabel() + ax.get_title()
    assert "nan" not in sentence
    assert ("种子" if language == "zh" else "seed") in sentence or name == "last yuan"
    if language == "zh":
        assert not any(word in sentence for word in ("recency", "mass", "expected", "control", "age_band"))


def test_the_sentences_give_the_tables_numbers() -> None:
    use("en")
    assert f"Gini coefficient {CURVE.attrs['gini']:.2f}" in plots.describe(plots.lorenz(CURVE))
    assert f"60+: {100 * AUDIT.loc['60+', 'share']:.1f}%" in plots.describe(plots.audit(AUDIT))
    assert "each of the last 100 yuan brings 0.60" in plots.describe(plots.last_yuan(STEPS))
    assert "No effect shown" in plots.describe(plots.campaign_effect(EFFECT))


@pytest.mark.parametrize(
    ("chart", "match"),
    [
        (lambda: plots.lorenz(TIERS), "customers_share"),
        (lambda: plots.lorenz(CURVE, CURVE), "assets"),
        (lambda: plots.segment_profile(AUDIT), "mean"),
        (lambda: plots.segment_profile(PROFILE.loc["1"]), r"segments\.profile"),
        (lambda: plots.audit(CALIBRATION), "share"),
        (lambda: plots.calibration(AUDIT), "predicted"),
        (lambda: plots.last_yuan(AUDIT), "per_yuan"),
        (lambda: plots.campaign_effect(AUDIT), "percent"),
        (lambda: plots.audit(AUDIT.iloc[:0]), "no rows"),
    ],
)
def test_other_tables_are_refused(chart: Callable[[], Axes], match: str) -> None:
    with pytest.raises(CourseError, match=match):
        chart()
