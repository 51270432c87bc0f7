"""What the figures of expectations, comparisons, weights, answers and zones promise."""

from collections.abc import Callable, Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from questionnaires import answered, questionnaire

from fsq_lab import plots
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

ZONES = questionnaire({"low": 1, "inside": 1, "high": 1, "unsure": 1}, answers=("minimum", "desired", "perception"))


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def branches(few: int = 0) -> pd.DataFrame:
    """Return four branches' comparisons; of the last one only so many respondents, if any are asked for."""
    table = load("bank_branch")
    kept = table[table["branch"].isin(["B01", "B07", "B09"])]
    last = table[table["branch"] == "B11"]
    return servqual.compare(pd.concat([kept, last.head(few) if few else last]))


def zones(rise: float = 0) -> pd.DataFrame:
    wobble = np.tile([0.0, 1.0], 30)[:, None]
    perception = wobble + np.array([[1, 3, 6, 2]])
    perception[:, 3] += np.repeat([0.0, 1.0], 30) + rise
    levels = [[[level] * 4] * 60 for level in (3, 5)]
    table = answered(minimum=levels[0], desired=levels[1], perception=perception.tolist())
    return servqual.tolerance(table, ZONES)


def gaps(by: str = "dimension") -> pd.DataFrame:
    return servqual.gaps(load("bank_branch"), by=by)


def by_outage(by: str = "dimension") -> pd.DataFrame:
    return servqual.gaps(load("securities"), by=by, instrument="securities", group="outage_seen")


CHARTS: dict[str, Callable[[], Axes]] = {
    "dumbbell": lambda: plots.dumbbell(gaps()),
    "dumbbell of items": lambda: plots.dumbbell(gaps("item")),
    "comparison": lambda: plots.comparison(branches(few=6)),
    "weight_gap": lambda: plots.weight_gap(servqual.weights(load("bank_branch")), gaps()),
    "response_profile": lambda: plots.response_profile(servqual.profile(load("bank_branch"))),
    "tolerance": lambda: plots.tolerance(zones()),
    "gaps_by_group": lambda: plots.gaps_by_group(by_outage()),
}


def at(ax: Axes, marker: str) -> list[tuple[float, float]]:
    """Return where marks of this kind stand."""
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == marker]


def lines(ax: Axes, row: float) -> list[list[float]]:
    """Return the ends of the lines without marks in a row."""
    bare = [line for line in ax.lines if line.get_marker() in ("None", "none", "")]
    return [list(line.get_xdata()) for line in bare if list(line.get_ydata()) == [row, row]]


def row_names(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_yticklabels()]


def number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


# ---- every chart


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_all_text_is_large_and_inside_the_figure(language: str, chart: str) -> None:
    use(language)
    ax = CHARTS[chart]()
    ax.figure.canvas.draw()  # a missing glyph is an error in tests
    frame = ax.figure.bbox
    legend = ax.get_legend()
    named = legend.get_texts() if legend else []
    texts = [ax.title, ax.xaxis.label, ax.yaxis.label, *ax.get_yticklabels(), *ax.texts, *named]
    assert all(text.get_fontsize() >= 16 for text in texts)
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
    if legend:
        assert legend.get_window_extent().y1 <= ax.title.get_window_extent().y0 + 1
        assert ax.bbox.y1 <= legend.get_window_extent().y0 + 1
        assert frame.x0 <= legend.get_window_extent().x0
        assert legend.get_window_extent().x1 <= frame.x1


@pytest.mark.parametrize("chart", CHARTS)
def test_the_sentence_follows_the_language_and_ends(chart: str) -> None:
    ax = CHARTS[chart]()
    english = plots.describe(ax)
    use("zh")
    chinese = plots.describe(ax)
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert "n = " in english
    assert "n＝" in chinese
    assert "{" not in english + chinese


@pytest.mark.parametrize("chart", CHARTS)
def test_synthetic_data_are_labelled_with_their_seed(chart: str) -> None:
    ax = CHARTS[chart]()
    synthetic = chart != "tolerance"
    assert ("seed 202611" in ax.get_xlabel()) == synthetic
    assert ("seed 202611" in plots.describe(ax)) == synthetic


@pytest.mark.parametrize("chart", CHARTS)
def test_what_each_mark_is_stands_in_words_in_a_legend_or_beside_it(chart: str) -> None:
    ax = CHARTS[chart]()
    beside = {"dumbbell": {"Expectation", "Perception"}, "tolerance": {"Minimum", "Desired level", "Perception"}}
    if chart.split()[0] in beside:
        assert beside[chart.split()[0]] <= {text.get_text() for text in ax.texts}
        return
    texts = [text.get_text() for text in ax.get_legend().get_texts()]
    assert texts
    assert len(set(texts)) == len(texts)


def test_words_beside_marks_do_not_cover_each_other() -> None:
    for chart in ("dumbbell", "tolerance"):
        ax = CHARTS[chart]()
        ax.figure.canvas.draw()
        boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
        assert not [(a, b) for place, a in enumerate(boxes) for b in boxes[place + 1 :] if a.overlaps(b)], chart


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (plots.dumbbell, lambda: gaps().drop(columns="expectation")),
        (plots.comparison, gaps),
        (plots.response_profile, gaps),
        (plots.tolerance, gaps),
        (lambda table: plots.weight_gap(table, gaps()), gaps),
        (lambda table: plots.weight_gap(servqual.weights(load("bank_branch")), table), lambda: zones()),
    ],
    ids=["dumbbell", "comparison", "response_profile", "tolerance", "weights", "gaps of weight_gap"],
)
def test_a_table_of_another_kind_is_refused_with_where_to_get_the_right_one(
    draw: Callable[[pd.DataFrame], Axes], table: Callable[[], pd.DataFrame]
) -> None:
    with pytest.raises(CourseError, match=r"servqual\.") as caught:
        draw(table())
    assert caught.value.key == "plots.other_table"


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (plots.dumbbell, gaps),
        (plots.comparison, branches),
        (plots.response_profile, lambda: servqual.profile(load("bank_branch"))),
        (plots.tolerance, zones),
    ],
)
def test_a_table_without_rows_is_refused(
    draw: Callable[[pd.DataFrame], Axes], table: Callable[[], pd.DataFrame]
) -> None:
    with pytest.raises(CourseError) as caught:
        draw(table().iloc[:0])
    assert caught.value.key == "plots.no_rows"


def test_several_groups_or_dimensions_at_once_are_refused() -> None:
    survey = load("bank_branch")
    with pytest.raises(CourseError) as caught:
        plots.dumbbell(servqual.gaps(survey, group="branch"))
    assert caught.value.key == "plots.grouped"
    compared = servqual.compare(survey, by="dimension")
    with pytest.raises(CourseError, match="level='dimension'") as caught:
        plots.comparison(compared)
    assert caught.value.key == "plots.several_rows"
    assert len(row_names(plots.comparison(compared.xs("empathy", level="dimension")))) == 12


# ---- dumbbell


def test_both_ends_stand_at_their_means_and_the_gap_with_its_interval_beside_them() -> None:
    table = gaps()
    ax = plots.dumbbell(table)
    assert at(ax, "D") == list(zip(table["expectation"], range(5), strict=True))
    assert at(ax, "o") == list(zip(table["perception"], range(5), strict=True))
    for row, (expectation, perception, low, high) in enumerate(
        table[["expectation", "perception", "low", "high"]].to_numpy().tolist()
    ):
        assert lines(ax, row) == [[expectation, perception]]
        told = f"{number(perception - expectation)} ({number(low)} to {number(high)})"
        assert [text.get_text() for text in ax.texts if text.xy[1] == row and "to" in text.get_text()] == [told]


def test_the_dumbbells_sentence_gives_both_levels_of_the_lowest_and_the_highest() -> None:
    table = gaps()
    sentence = plots.describe(plots.dumbbell(table))
    for row in (table.loc["reliability"], table.loc["tangibles"]):
        told = f"expectation {number(row['expectation'])}, perception {number(row['perception'])}, gap "
        assert told + number(row["gap"]) in sentence
    assert sentence.index("lowest is Reliability") < sentence.index("highest Tangibles")
    table.loc["empathy", ["gap", "low", "high"]] = [-2, -2.5, -1.5]
    assert "lowest is Empathy" in plots.describe(plots.dumbbell(table))


def test_a_single_respondent_gets_no_interval_and_is_not_compared() -> None:
    ax = plots.dumbbell(servqual.gaps(load("bank_branch").head(1)))
    assert row_names(ax)[0] == "Tangibles (n = 1)"
    assert "interval" not in ax.get_xlabel()
    assert "lowest" not in plots.describe(ax)


# ---- comparison


def test_groups_are_ordered_by_their_difference_with_n_beside_them() -> None:
    table = branches()
    ax = plots.comparison(table)
    ordered = table.sort_values("difference")
    assert row_names(ax) == [f"{name} (n = {n})" for name, n in ordered["n_used"].items()]
    assert lines(ax, 0) == [ordered[["low", "high"]].iloc[0].tolist()]


def test_each_finding_has_a_mark_of_its_own() -> None:
    table = branches()
    table["note"] = ["cannot tell", "lower", "means and ranks disagree", "higher"]
    ax = plots.comparison(table)
    for marker, note in zip("ov^D", ["cannot tell", "lower", "higher", "means and ranks disagree"], strict=True):
        assert [x for x, _ in at(ax, marker)] == table.loc[table["note"] == note, "difference"].tolist()


def test_a_group_that_was_not_compared_stands_last_and_hatched_with_the_reason() -> None:
    ax = plots.comparison(branches(few=6))
    assert row_names(ax)[-1] == "B11 (n = 6)"
    assert [text.get_text() for text in ax.texts] == ["not compared, n below 10"]
    assert any(patch.get_hatch() for patch in ax.patches)
    assert lines(ax, 3) == []
    use("zh")
    assert [text.get_text() for text in plots.comparison(branches(few=6)).texts] == ["未比较，n不足10"]


def test_the_sentence_names_what_is_lower_and_higher_and_what_was_left_out() -> None:
    sentence = plots.describe(plots.comparison(branches(few=6)))
    row = branches(few=6).loc["B07"]
    numbers = f"difference {number(row['difference'])}, 95% simultaneous confidence interval {number(row['low'])}"
    assert f"Lower than the others together: B07 ({numbers}" in sentence
    assert "Left out: B11 (n = 6; not compared, n below 10)" in sentence
    assert "3 compared" in sentence


def test_where_nothing_can_be_told_no_group_is_named() -> None:
    table = load("bank_branch")
    table = table[table["branch"].isin(["B10", "B06"])]
    sentence = plots.describe(plots.comparison(servqual.compare(table)))
    assert "None of them can be told apart" in sentence
    assert "B06" not in sentence


@pytest.mark.parametrize(
    "note", ["not compared: fewer than 10 others", "not compared: all gaps are equal", "not compared: n < 30"]
)
def test_every_reason_is_told_in_both_languages(note: str) -> None:
    from fsq_lab.plots.comparisons import reason

    assert reason(note).startswith("not compared, ")
    use("zh")
    assert reason(note).startswith("未比较，")


# ---- weight against gap


def test_each_dimension_stands_at_its_weight_and_gap_with_both_intervals() -> None:
    weights, result = servqual.weights(load("bank_branch")), gaps()
    ax = plots.weight_gap(weights, result.iloc[::-1])
    marks = [line for line in ax.lines if line.get_marker() not in ("None", "none", "")]
    assert [line.get_xdata()[0] for line in marks] == weights["weight"].tolist()
    assert [line.get_ydata()[0] for line in marks] == result["gap"].tolist()
    assert len({line.get_marker() for line in marks}) == 5
    ends = [list(line.get_xdata()) for line in ax.lines]
    assert all(pair in ends for pair in weights[["low", "high"]].to_numpy().tolist())
    assert any(list(line.get_xdata()) == [20, 20] for line in ax.lines), "equal weights"


def test_the_sentence_names_the_heaviest_and_the_lowest() -> None:
    weights, result = servqual.weights(load("bank_branch")), gaps()
    sentence = plots.describe(plots.weight_gap(weights, result))
    assert "most points to Reliability (weight 28.23" in sentence
    assert "The lowest gap is there too" in sentence
    result.loc["empathy", ["gap", "low", "high"]] = [-2, -2.5, -1.5]
    sentence = plots.describe(plots.weight_gap(weights, result))
    assert "The lowest gap is that of Empathy (weight 14.72" in sentence
    assert "too" not in sentence


def test_tables_with_different_dimensions_or_without_weights_are_refused() -> None:
    weights = servqual.weights(load("bank_branch"))
    with pytest.raises(CourseError) as caught:
        plots.weight_gap(weights, gaps().drop(index="empathy"))
    assert caught.value.key == "plots.other_rows"
    weights["weight"] = np.nan
    with pytest.raises(CourseError, match="n_excluded") as caught:
        plots.weight_gap(weights, gaps())
    assert caught.value.key == "plots.no_weights"


# ---- response profile


def test_each_bar_is_made_of_the_shares_and_the_open_ones_stand_apart() -> None:
    table = servqual.profile(load("bank_branch"))
    ax = plots.response_profile(table)
    bars = [patch for patch in ax.patches if not patch.get_hatch()]
    widths = np.array([bar.get_width() for bar in bars]).reshape(7, 22).T
    assert np.allclose(widths, table[list(range(1, 8))])
    assert max(bar.get_x() + bar.get_width() for bar in bars) == pytest.approx(1)
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    assert np.allclose([patch.get_width() for patch in hatched], table["no_answer"])
    assert all(patch.get_x() > 1 for patch in hatched)


def test_the_points_run_from_dark_to_light_so_that_they_stay_in_order_in_grey() -> None:
    ax = plots.response_profile(servqual.profile(load("bank_branch")))
    colours = list(dict.fromkeys(to_hex(patch.get_facecolor()) for patch in ax.patches if not patch.get_hatch()))
    grey = [np.dot([0.2126, 0.7152, 0.0722], mpl.colors.to_rgb(colour)) for colour in colours]
    assert len(colours) == 7
    assert all(np.diff(grey) > 0.05)


def test_the_sentence_names_the_items_by_their_share_above_the_middle() -> None:
    table = servqual.profile(load("bank_branch"))
    sentence = plots.describe(plots.response_profile(table))
    share = 100 * table[[5, 6, 7]].sum(axis="columns")
    lowest = f"item {share.idxmin()} ({share.min():.1f}% of n = {table.loc[share.idxmin(), 'n_used']})"
    assert f"smallest for Reliability, {lowest}" in sentence
    assert f"item {table['no_answer'].idxmax()} ({100 * table['no_answer'].max():.1f}% of n = 648)" in sentence
    table.loc[22, [1, 2, 3, 4, 5, 6, 7]] = [1, 0, 0, 0, 0, 0, 0]
    assert "smallest for Empathy, item 22 (0.0%" in plots.describe(plots.response_profile(table))


def test_an_item_nobody_answered_keeps_its_row_and_is_not_called_the_smallest() -> None:
    survey = load("bank_branch")
    survey["perception_5"] = np.nan
    ax = plots.response_profile(servqual.profile(survey))
    assert row_names(ax)[4] == "Reliability, item 5 (n = 0)"
    sentence = plots.describe(ax)
    assert "smallest for Reliability, item 6" in sentence
    assert "Reliability, item 5 (100.0% of n = 648)" in sentence


def test_a_profile_without_any_answer_is_refused() -> None:
    survey = load("bank_branch")
    survey[[f"perception_{item}" for item in range(1, 23)]] = np.nan
    with pytest.raises(CourseError) as caught:
        plots.response_profile(servqual.profile(survey))
    assert caught.value.key == "plots.no_answers"


# ---- zone of tolerance


def test_bands_and_marks_stand_at_their_levels() -> None:
    table = zones()
    ax = plots.tolerance(table)
    assert [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches] == [(3, 5)] * 4
    expected = dict(zip("vo^D", table["perception"], strict=True))
    assert {marker: at(ax, marker)[0][0] for marker in "vo^D"} == expected
    low, high = table.loc["low", ["msa_low", "msa_high"]]
    assert lines(ax, list(table.index).index("low")) == [[3 + low, 3 + high]]
    low, high = table.loc["high", ["mss_low", "mss_high"]]
    assert lines(ax, list(table.index).index("high")) == [[5 + low, 5 + high]]
    said = {text.xy[1]: text.get_text() for text in ax.texts if hasattr(text, "xy")}
    assert said == dict(enumerate(["Below the minimum", "Within the zone", "Above the desired level", "Cannot tell"]))


def test_the_sentence_places_every_row_and_changes_with_the_data() -> None:
    sentence = plots.describe(plots.tolerance(zones()))
    assert "Below the minimum: low (minimum 3.00, desired 5.00, perception 1.50;" in sentence
    assert "Within the zone: inside" in sentence
    assert "Above the desired level: high" in sentence
    assert "Cannot tell: unsure" in sentence
    assert "Cannot tell" not in plots.describe(plots.tolerance(zones(rise=1.5)))


def test_zones_without_any_triple_are_refused() -> None:
    table = answered(minimum=[[3] * 4], desired=[[5] * 4], perception=[[None] * 4])
    with pytest.raises(CourseError) as caught:
        plots.tolerance(servqual.tolerance(table, ZONES))
    assert caught.value.key == "plots.no_triples"


def test_each_group_stands_at_its_gaps_with_its_intervals() -> None:
    result = by_outage()
    axes = plots.gaps_by_group(result)
    dots = sorted(float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() in plots.MARKERS)
    assert dots == pytest.approx(sorted(result["gap"]))
    ends = [tuple(map(float, line.get_xdata())) for line in axes.lines if line.get_marker() == "None"][1:]
    assert np.allclose(sorted(ends), sorted(zip(result["low"], result["high"], strict=True)))
    heights = {float(line.get_ydata()[0]) for line in axes.lines if line.get_marker() in plots.MARKERS}
    assert len(heights) == len(result), "no dot hides another"


def test_the_sentence_gives_every_group_in_every_row_with_its_n() -> None:
    result = by_outage()
    told = plots.describe(plots.gaps_by_group(result))
    for (group, _), row in result.iterrows():
        gap = f"{row['gap']:.2f}".replace("-", "−")
        name = {"seen": "Met an outage", "not_seen": "Met none"}[str(group)]
        assert f"{name} at {gap}" in told
        assert f"n = {row['n_used']}" in told


def test_a_group_of_one_is_told_without_an_interval() -> None:
    table = load("securities").head(30)
    table["outage_seen"] = ["seen"] + ["not_seen"] * 29
    axes = plots.gaps_by_group(servqual.gaps(table, instrument="securities", group="outage_seen"))
    assert "(no interval, n = 1)" in plots.describe(axes)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (gaps, "plots.not_by_group"),
        (lambda: by_outage("item"), "plots.not_by_group"),
        (lambda: by_outage().drop(columns="low"), "plots.not_by_group"),
        (lambda: by_outage().head(0), "plots.no_rows"),
        (lambda: servqual.gaps(load("bank_branch"), group="branch"), "plots.many_groups"),
    ],
)
def test_gaps_of_no_group_or_of_too_many_are_refused(table: Callable[[], pd.DataFrame], key: str) -> None:
    with pytest.raises(CourseError) as caught:
        plots.gaps_by_group(table())
    assert caught.value.key == key
