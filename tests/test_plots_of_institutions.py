"""Charts of real counts and shares: what is missing stays missing, and no line crosses a change of definition."""

import math
from collections.abc import Callable, Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

from fsq_lab import plots
from fsq_lab.ground.language import CourseError, message, use
from fsq_lab.survey.loading import load


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def groups() -> pd.DataFrame:
    table = load("complaints_banks").query("level == 'group'")
    return table.pivot(index="quarter", columns="name", values="complaints")[["state", "joint_stock"]]


def holed() -> pd.DataFrame:
    """The groups with two quarters blanked out: since 2026 every one of them has been found."""
    table = groups()
    table.loc[["2021Q2", "2022Q2"]] = math.nan
    return table


def tiers() -> pd.DataFrame:
    table = load("retail_customers").query("date == '2022-06-30'").set_index("tier")[["customers", "assets"]]
    upper = table.loc["sunflower_and_above"]
    return pd.DataFrame({"sunflower_and_above": upper, "others": table.loc["all"] - upper}).T


def rates() -> pd.DataFrame:
    table = load("complaints_rates").query("quarter == '2022Q3' and level == 'bank'").set_index("name")
    return table[["complaints", "per_10m_customers"]]


def test_a_line_has_every_count_that_was_found_and_nothing_else() -> None:
    table = groups()
    drawn = {}
    for line in plots.complaints(table).lines:
        if line.get_linestyle() != "--":
            drawn.update({(line.get_color(), place): count for place, count in zip(*line.get_data(), strict=True)})
    found = [count for count in drawn.values() if not math.isnan(count)]
    assert sorted(found) == sorted(table.stack().dropna().tolist())


def test_no_line_crosses_a_missing_quarter_or_a_break_in_definition() -> None:
    table = holed()
    missing, break_at = [4, 8], list(table.index).index("2022Q1")
    lines = [line for line in plots.complaints(table).lines if line.get_linestyle() != "--"]
    for line in lines:
        places, counts = line.get_data()
        assert not (min(places) < break_at <= max(places))
        assert all(math.isnan(count) for place, count in zip(places, counts, strict=True) if place in missing)
    crossing = plots.complaints(table, breaks=())
    assert any(0 in line.get_xdata() and 10 in line.get_xdata() for line in crossing.lines), "the test can fail"


def test_missing_quarters_are_hatched_and_named() -> None:
    ax = plots.complaints(holed())
    bands = sorted(patch.get_x() + patch.get_width() / 2 for patch in ax.patches if patch.get_hatch())
    assert bands == [4, 8]
    assert "No figure was found for 2021Q2, 2022Q2." in plots.describe(ax)
    assert "No figure" not in plots.describe(plots.complaints(groups()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_foot_explains_only_the_marks_that_are_drawn(language: str) -> None:
    use(language)
    hatched, dashed = (message(f"plots.complaints_{mark}") for mark in ("hatched", "dashed"))
    for table, breaks, told in [
        (holed(), ("2022Q1",), {hatched, dashed}),
        (groups(), ("2022Q1",), {dashed}),
        (holed(), (), {hatched}),
        (groups(), (), set()),
    ]:
        foot = plots.complaints(table, breaks=breaks).get_xlabel()
        assert {mark for mark in (hatched, dashed) if mark in foot} == told


def test_the_sentence_gives_no_range_across_the_break() -> None:
    sentence = plots.describe(plots.complaints(groups()))
    assert "State-owned banks between 23,503 and 28,038 from 2020Q2 to 2021Q4" in sentence
    assert "State-owned banks between 18,338 and 47,219 from 2022Q1 to 2023Q1" in sentence
    assert "do not compare" in sentence


@pytest.mark.parametrize(
    ("language", "caveat"), [("zh", "只含监管部门接收并转送的投诉"), ("en", "received and forwarded")]
)
def test_the_caveats_stand_under_the_chart(language: str, caveat: str) -> None:
    use(language)
    assert caveat in plots.complaints(groups()).get_xlabel()


def test_shares_of_each_quantity_fill_the_bar() -> None:
    ax = plots.concentration(tiers())
    ends = {}
    for patch in ax.patches:
        ends.setdefault(round(patch.get_y(), 2), []).append((patch.get_x(), patch.get_x() + patch.get_width()))
    assert [[round(end, 1) for pair in sorted(row) for end in pair] for row in ends.values()] == [
        [0, 2.3, 2.3, 100],
        [0, 81.7, 81.7, 100],
    ]
    assert [text.get_text() for text in ax.texts] == ["2.3%", "81.7%", "97.7%", "18.3%"]


def test_a_narrow_share_is_written_above_its_bar() -> None:
    ax = plots.concentration(tiers())
    narrow = next(text for text in ax.texts if text.get_text() == "2.3%")
    assert narrow.get_position()[1] < 0 - 0.25


@pytest.mark.parametrize("broken", [math.nan, -1.0])
def test_parts_that_do_not_make_a_whole_are_refused(broken: float) -> None:
    table = tiers()
    table.iloc[0, 0] = broken
    with pytest.raises(CourseError, match="exclude each other"):
        plots.concentration(table)


def test_a_table_without_counts_and_a_figure_without_a_median_are_refused() -> None:
    with pytest.raises(CourseError, match="nothing to draw"):
        plots.complaints(groups() * math.nan)
    with pytest.raises(CourseError, match="median"):
        plots.multiples_of_median(rates() * 0)


def test_dots_stand_at_the_multiples_of_the_median() -> None:
    table = rates()
    dots = [line for line in plots.multiples_of_median(table).lines if line.get_linestyle() == "None"]
    for line, column in zip(dots, table, strict=True):
        assert list(line.get_xdata()) == (table[column] / table[column].median()).tolist()
    assert len({line.get_marker() for line in dots}) == 2
    assert "highest BoCom (4.03 times)" in plots.describe(plots.multiples_of_median(table))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("draw", "table"),
    [(plots.complaints, groups), (plots.concentration, tiers), (plots.multiples_of_median, rates)],
    ids=["complaints", "concentration", "multiples"],
)
def test_all_text_is_inside_the_figure(
    language: str, draw: Callable[[pd.DataFrame], Axes], table: Callable[[], pd.DataFrame]
) -> None:
    use(language)
    ax = draw(table())
    ax.figure.canvas.draw()
    frame = ax.figure.bbox
    low, high = ax.get_ylim()
    ticks = [tick.label1 for tick in ax.yaxis.get_major_ticks() if low <= tick.get_loc() <= high]
    texts = [ax.title, ax.xaxis.label, *ticks, *ax.get_legend().get_texts()]
    assert all(text.get_fontsize() >= 14 for text in texts)
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)


def test_the_legend_of_multiples_covers_no_dot() -> None:
    table = pd.DataFrame({"complaints": [9.0, 10, 11, 10], "per_10m_customers": [8.0, 10, 10, 12]}, index=list("ABCD"))
    axes = plots.multiples_of_median(table)
    axes.figure.canvas.draw()
    legend = axes.get_legend()
    assert legend is not None
    box = legend.get_window_extent()
    dots = [point for line in axes.lines[1:] for point in axes.transData.transform(line.get_xydata())]
    assert len(dots) == 8
    assert not any(box.contains(*dot) for dot in dots)
