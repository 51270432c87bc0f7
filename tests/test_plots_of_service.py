"""Charts and drawings of the running of a service: what is drawn is what the table holds, and every text has room."""

import math
import re
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from fsq_lab import plots
from fsq_lab.ground.language import LANGUAGES, CourseError, catalogue, use
from fsq_lab.plots.wrapping import wrapped
from fsq_lab.service import queues, waits
from fsq_lab.survey.loading import load

B07 = load("service_log_tickets").query("branch == 'B07'")
TRUE_DAYS = {"usual": 21, "payday": 1}
MONTHS = waits.summary(B07, by="month", day_weights=TRUE_DAYS)
CURVES = queues.table(range(10, 190, 2), 8, [2, 3])
STEPS = pd.DataFrame(
    {
        "evidence": ["ticket_machine", "number_screen", "counter_form", "receipt"],
        "customer": ["takes_ticket", "waits_for_call", "at_window", "gets_receipt"],
        "onstage": ["greets", "calls_number", "does_business", "says_goodbye"],
        "backstage": ["", "opens_windows", "authorises", None],
        "support": ["ticket_system", "ticket_system", "core_system", np.nan],
        "fails": ["", "backstage", "onstage, backstage", ""],
        "minutes": [0, 26, np.nan, 0],
    }
)
CAUSES = pd.DataFrame(
    [
        ("process", "window_closed", "shown"),
        ("demand", "more_customers", "shown"),
        ("demand", "payroll_on_one_day", "shown"),
        ("machines", "cards_kept", "suspected"),
        ("people", "too_few_smiles", "refuted"),
        ("rules", "one_authoriser", ""),
    ],
    columns=["category", "cause", "evidence"],
)


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def marks_on(axes: Axes) -> list[tuple[float, float]]:
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines if len(line.get_xdata()) == 1]  # type: ignore[index,arg-type]


def extents(axes: Axes) -> list[tuple[str, Any]]:
    """Every text of a drawing with its place in pixels."""
    axes.figure.canvas.draw()  # type: ignore[union-attr]
    return [(text.get_text(), text.get_window_extent()) for text in axes.texts if text.get_text()]


# ---- wait against load
def test_the_curves_are_those_of_the_formula_and_none_enters_where_there_is_no_steady_state() -> None:
    axes = plots.wait_against_load(CURVES)
    curves = [line for line in axes.lines if len(line.get_xdata()) > 5]  # type: ignore[arg-type]
    assert len(curves) == 2
    for servers, line in zip((2, 3), curves, strict=True):
        x, y = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
        assert x.max() < 100
        busy = int(np.abs(x - 80).argmin())
        steady = queues.erlang_c(x[busy] / 100 * servers * 60, 8, servers)
        assert y[busy] == pytest.approx(float(steady["mean_wait"]))


def test_what_was_measured_stands_beside_the_formula_with_its_interval() -> None:
    usual = B07[(B07["day_type"] == "usual") & (B07["date"].between("2025-03", "2025-10"))]
    seen = waits.summary(usual).join(waits.load(usual)[["load"]])
    axes = plots.wait_against_load(CURVES, marks=seen)
    assert (100 * seen.loc["B07", "load"], seen.loc["B07", "mean_wait"]) in marks_on(axes)
    assert axes.get_ylim()[1] > seen.loc["B07", "mean_wait"]
    sentence = plots.describe(axes)
    assert f"B07 {seen.loc['B07', 'mean_wait']:.1f} minutes at {100 * seen.loc['B07', 'load']:.0f}%" in sentence
    assert "From a load of 100% the queue grows without end" in sentence


def test_a_table_without_a_steady_state_has_no_curve_and_is_refused() -> None:
    with pytest.raises(CourseError, match="100% or more"):
        plots.wait_against_load(queues.table([200, 300], 8, 2))
    with pytest.raises(CourseError, match="lines cannot be told apart"):
        plots.wait_against_load(queues.table([10], 8, [1, 2, 3, 4, 5, 6]))
    with pytest.raises(CourseError, match="servers"):
        plots.wait_against_load(CURVES.drop(columns="servers"))


# ---- wait profile
def test_each_month_stands_at_its_wait_and_is_hollow_where_it_has_no_interval() -> None:
    axes = plots.wait_profile(MONTHS)
    points = [line for line in axes.lines if len(line.get_xdata()) == 1]  # type: ignore[arg-type]
    assert [float(np.asarray(point.get_ydata())[0]) for point in points] == pytest.approx(MONTHS["mean_wait"].tolist())
    hollow = [point.get_markerfacecolor() == "white" for point in points]
    assert hollow == MONTHS["mean_low"].isna().tolist()
    assert [tick.get_text() for tick in axes.get_xticklabels()][:3] == ["1\n2024", "2", "3"]


def test_the_sentence_gives_the_range_before_and_from_the_event() -> None:
    sentence = plots.describe(plots.wait_profile(MONTHS, "share_over", events={"2025-03": "a window closed"}))
    before, after = MONTHS["share_over"][:"2025-02"], MONTHS["share_over"]["2025-03":]  # type: ignore[misc]
    assert f"to {100 * before.max():.1f}%" in sentence
    assert f"from 2025-03 (a window closed): {100 * after.min():.1f}%" in sentence
    assert f"{100 * after.max():.1f}% ({after.idxmax()})" in sentence
    assert "20 minutes" in sentence
    assert f"n = {MONTHS['n'].min()}–{MONTHS['n'].max()}" in sentence


def test_groups_have_a_line_each_and_hours_are_told_as_such() -> None:
    early = load("service_log_tickets").query("date < '2025-03' and branch in ('B03', 'B07')")
    by_hour = waits.summary(early, by=["branch", "hour"])
    axes = plots.wait_profile(by_hour)
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["B03", "B07"]
    assert ":00)" in plots.describe(axes)
    use("zh")
    assert "点）" in plots.describe(axes)


REFUSED_PROFILES: dict[str, Any] = {
    "an unknown value": lambda: plots.wait_profile(MONTHS, "n"),
    "an event that is not there": lambda: plots.wait_profile(MONTHS, events={"2026-01": "x"}),
    "another table": lambda: plots.wait_profile(MONTHS.drop(columns="n_days")),
    "no rows": lambda: plots.wait_profile(MONTHS.iloc[:0]),
    "too many groups": lambda: plots.wait_profile(
        waits.summary(load("service_log_tickets").query("branch != 'B07'"), by=["branch", "month"])
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refused", REFUSED_PROFILES)
def test_what_is_no_profile_is_refused_in_words(refused: str, language: str) -> None:
    use(language)
    with pytest.raises(CourseError) as told:
        REFUSED_PROFILES[refused]()
    assert "{" not in str(told.value)


# ---- wrapping
@given(st.text(alphabet="排队等候窗口，。 abc defg", max_size=60), st.floats(2.0, 12.0))
def test_breaking_lines_loses_nothing_and_begins_none_with_a_full_stop(text: str, most: float) -> None:
    lines = wrapped(text, most)
    assert "".join("".join(lines).split()) == "".join(text.split())
    told = " " + text
    for line in lines[1:]:
        if line.startswith(("，", "。")):
            assert re.search(rf"\s{re.escape(line[0])}", told), "only where it stood alone"


@given(st.text(alphabet="排队等候窗口办理业务", min_size=1, max_size=60), st.floats(2.0, 12.0))
def test_chinese_lines_are_as_few_as_can_be_and_alike(text: str, most: float) -> None:
    lengths = [len(line) for line in wrapped(text, most)]
    assert max(lengths) <= most
    assert len(lengths) == -(-len(text) // int(most))
    assert max(lengths) == -(-len(text) // len(lengths)), "no line is longer than the mean, rounded up"


# ---- blueprint
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 4, 6])
def test_every_text_of_a_blueprint_lies_within_its_box_and_can_be_read_at_three_metres(
    count: int, language: str
) -> None:
    use(language)
    table = pd.concat([STEPS, STEPS], ignore_index=True).head(count)
    axes = plots.blueprint(table)
    places = extents(axes)
    boxes = [patch.get_window_extent() for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    lanes = ["evidence", "customer", "onstage", "backstage", "support"]
    assert len(boxes) == int((table[lanes].notna() & (table[lanes] != "")).to_numpy().sum())
    middles = [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in boxes]
    held = 0
    for text, place in places:
        for box, (x, y) in zip(boxes, middles, strict=True):
            if abs((place.x0 + place.x1) / 2 - x) < 3 and abs((place.y0 + place.y1) / 2 - y) < 4:
                assert box.x0 - 1 <= place.x0 <= place.x1 <= box.x1 + 1, text
                assert box.y0 - 1 <= place.y0 <= place.y1 <= box.y1 + 1, text
                held += 1
    assert held == len(boxes)
    assert min(text.get_fontsize() for text in axes.texts) >= 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_of_a_blueprint_tells_steps_failures_and_waits_in_the_language_of_the_moment(
    language: str,
) -> None:
    use("en" if language == "zh" else "zh")
    axes = plots.blueprint(STEPS)
    use(language)
    sentence = plots.describe(axes)
    names = catalogue(language)["labels"]
    for name in ("takes_ticket", "opens_windows", "core_system", "backstage"):
        assert str(names[name]) in sentence
    told = {
        "zh": ("第2步（后台）、第3步（前台）、第3步（后台）", "第2步（26分钟）"),
        "en": ("step 2 (Backstage), step 3 (Onstage), step 3 (Backstage)", "step 2 (26 minutes)"),
    }
    assert all(part in sentence for part in told[language])


def test_a_blueprint_has_the_three_lines_between_their_lanes() -> None:
    names = [text.get_text() for text in plots.blueprint(STEPS).texts]
    assert [name for name in names if name.startswith("Line of")] == [
        "Line of interaction", "Line of visibility", "Line of internal interaction",
    ]  # fmt: skip
    short = [text.get_text() for text in plots.blueprint(STEPS[["customer", "onstage", "support"]]).texts]
    assert [name for name in short if name.startswith("Line of")] == ["Line of interaction", "Line of visibility"]


def test_a_learners_own_words_are_drawn_as_they_are() -> None:
    own = pd.DataFrame({"customer": ["打电话", "等"], "onstage": ["客服接听", ""]})
    assert "1 Customer: 打电话; Onstage: 客服接听. 2 Customer: 等." in plots.describe(plots.blueprint(own))


REFUSED_DRAWINGS: dict[str, tuple[str, Any]] = {
    "no customer": ("plots.blueprint_lanes", lambda: plots.blueprint(STEPS.drop(columns="customer"))),
    "one lane": ("plots.blueprint_lanes", lambda: plots.blueprint(STEPS[["customer"]])),
    "too many steps": ("plots.blueprint_steps", lambda: plots.blueprint(pd.concat([STEPS, STEPS]))),
    "no step": ("plots.blueprint_steps", lambda: plots.blueprint(STEPS.iloc[:0])),
    "an empty step": ("plots.blueprint_empty", lambda: plots.blueprint(STEPS.assign(**dict.fromkeys(
        ("evidence", "customer", "onstage", "backstage", "support"), "")))),
    "a failure of nothing": ("plots.blueprint_fails", lambda: plots.blueprint(STEPS.assign(fails="backstage"))),
    "a failure nowhere": ("plots.blueprint_fails", lambda: plots.blueprint(STEPS.assign(fails="kitchen"))),
    "a long text": ("plots.text_too_long", lambda: plots.blueprint(STEPS.assign(customer="等" * 80))),
    "a long word": ("plots.text_too_long", lambda: plots.blueprint(STEPS.assign(customer="x" * 40))),
    "no causes": ("plots.lacking_rows", lambda: plots.fishbone(CAUSES.iloc[:0], "x")),
    "no column": ("plots.lacking", lambda: plots.fishbone(CAUSES.drop(columns="cause"), "x")),
    "no effect": ("plots.fishbone_effect", lambda: plots.fishbone(CAUSES, " ")),
    "an empty cause": ("plots.fishbone_empty", lambda: plots.fishbone(CAUSES.assign(cause=None), "x")),
    "evidence": ("plots.fishbone_evidence", lambda: plots.fishbone(CAUSES.assign(evidence="proved"), "x")),
    "categories": ("plots.fishbone_categories", lambda: plots.fishbone(
        pd.DataFrame({"category": list("abcdefg"), "cause": "c"}), "x")),
    "causes": ("plots.fishbone_causes", lambda: plots.fishbone(pd.concat([CAUSES] * 3), "x")),
    "a long cause": ("plots.text_too_long", lambda: plots.fishbone(CAUSES.assign(cause="等" * 90), "x")),
    "a long effect": ("plots.text_too_long", lambda: plots.fishbone(CAUSES, "等" * 90)),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refused", REFUSED_DRAWINGS)
def test_what_cannot_be_drawn_is_refused_in_words(refused: str, language: str) -> None:
    use(language)
    key, ask = REFUSED_DRAWINGS[refused]
    with pytest.raises(CourseError) as told:
        ask()
    assert told.value.key == key
    assert "{" not in str(told.value)


# ---- fishbone
def full(kinds: int, causes: int, language: str) -> pd.DataFrame:
    """A fishbone as full as it may be."""
    text = {"zh": "三个窗口关了一个没有补上", "en": "one window of three was closed"}[language]
    return pd.DataFrame(
        [
            (f"K{kind}", text, ["shown", "suspected", "refuted", ""][cause])
            for kind in range(kinds)
            for cause in range(causes)
        ],
        columns=["category", "cause", "evidence"],
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kinds", "causes"), [(1, 1), (2, 3), (5, 2), (6, 4)])
def test_no_text_of_a_fishbone_covers_another_or_leaves_the_figure(kinds: int, causes: int, language: str) -> None:
    use(language)
    effect = {"zh": "B07的客户平均要等二十六分钟", "en": "Customers of B07 wait 26 minutes on average"}[language]
    axes = plots.fishbone(full(kinds, causes, language), effect)
    places = extents(axes)
    figure = axes.figure.bbox
    for place, (text, box) in enumerate(places):
        assert figure.x0 <= box.x0, text
        assert box.x1 <= figure.x1, text
        for other, beside in places[place + 1 :]:
            apart = box.x1 <= beside.x0 or beside.x1 <= box.x0 or box.y1 <= beside.y0 + 2 or beside.y1 <= box.y0 + 2
            assert apart, f"{text} and {other}"
    assert min(text.get_fontsize() for text in axes.texts) >= 14


def test_what_is_known_of_a_cause_shows_by_mark_not_by_colour_alone() -> None:
    axes = plots.fishbone(CAUSES, "Waits over 20 minutes")
    looks = {(line.get_marker(), line.get_markerfacecolor()) for line in axes.lines if line.get_marker() != "None"}
    assert len({look for look in looks if look[0] in ("o", "X")}) == 3
    assert len([line for line in axes.lines if line.get_marker() in ("o", "X")]) == 5, "one cause has no evidence yet"
    sentence = plots.describe(axes)
    assert (
        "Demand: A fifth more customers (shown by data), Payroll customers come on one day (shown by data)" in sentence
    )
    assert "Rules: Only the supervisor may authorise." in sentence
    use("zh")
    assert "柜员笑得不够（查过，不成立）" in plots.describe(axes)


def test_without_evidence_there_is_no_legend_and_the_table_is_left_as_it_is() -> None:
    plain = CAUSES.drop(columns="evidence")
    before = plain.copy()
    assert plots.fishbone(plain, "x").get_legend() is None
    pd.testing.assert_frame_equal(plain, before)
    steps = STEPS.copy()
    plots.blueprint(STEPS)
    pd.testing.assert_frame_equal(STEPS, steps)


def test_a_chart_can_be_drawn_on_given_axes() -> None:
    _, axes = plt.subplots(figsize=(11, 7))
    assert plots.fishbone(CAUSES, "x", ax=axes) is axes
    _, other = plt.subplots(figsize=(11, 7))
    assert plots.wait_profile(MONTHS, ax=other) is other
    assert not math.isnan(other.get_ylim()[1])
