"""Charts of service against its standard: what is drawn is what the table holds, and each gap keeps its own unit."""

import math
import re
from collections.abc import Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

from fsq_lab import plots
from fsq_lab.ground.language import CourseError, use
from fsq_lab.scoring.ratings import checklist
from fsq_lab.statistics.estimates import means
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.loading import load

NAN = math.nan
GAPS = pd.DataFrame(
    {
        "gap": [-7.6, -10.6, -31.8, 0.3, -1.54],
        "low": [-8.1, NAN, -34.0, -0.04, -1.72],
        "high": [-7.1, NAN, -29.5, 0.6, -1.36],
        "n": [598, NAN, 1757, 7, 58],
        "others": [NAN, NAN, 0.7, 13.9, -0.64],
    },
    index=["gap_1", "gap_2", "gap_3", "gap_4", "gap_5"],
)


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def kept() -> pd.DataFrame:
    spring = load("promises").query("'2025-03' <= month <= '2025-09'")
    counts = spring.groupby("branch")[["in_time", "pieces"]].sum()
    return pd.DataFrame({name: proportion(*row) for name, row in counts.iterrows()}).T


def lines_of(axes: Axes) -> list[tuple[float, float, float]]:
    """Return the flat lines of a chart that are no scale: where they begin and end, and their row."""
    found = []
    for line in axes.lines:
        x, y = (list(map(float, part)) for part in line.get_data())
        if len(x) == 2 and y[0] == y[1] and x != [-1, 1] and not any(map(math.isnan, x)):
            found.append((x[0], x[1], y[0]))
    return found


def two(**changed: pd.DataFrame) -> dict[str, pd.DataFrame]:
    given = {
        "marks": checklist(load("mystery_visits")),
        "satisfied": means(load("bank_branch"), "overall_satisfaction", by="branch"),
    }
    return {**given, **changed}


def test_a_branch_stands_at_both_its_scores_with_the_interval_of_its_customers() -> None:
    given = two()
    axes = plots.two_scores(**given, passes=60)
    dots = {
        (float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in axes.lines if len(line.get_xdata()) == 1
    }
    assert dots == set(zip(given["marks"]["score"], given["satisfied"]["mean"], strict=True))
    upright = [line for line in axes.lines if len(line.get_xdata()) == 2 and line.get_linestyle() == "-"]
    ends = {(float(line.get_ydata()[0]), float(line.get_ydata()[1])) for line in upright}
    assert ends == set(zip(given["satisfied"]["low"], given["satisfied"]["high"], strict=True))
    assert {text.get_text() for text in axes.texts} == set(given["marks"].index)


def test_the_sentence_of_two_scores_names_the_ends_who_fails_and_every_branch() -> None:
    sentence = plots.describe(plots.two_scores(**two(), passes=60))
    assert sentence.startswith("Best by checklist: B06 (92.5), satisfaction 4.74; lowest satisfaction: B07 (4.07),")
    assert "Below 60 by checklist: none" in sentence
    assert sentence.count("n = ") == 12
    use("zh")
    assert "检查表低于70分的：B03、B05、B09" in plots.describe(plots.two_scores(**two(), passes=70))


def test_two_scores_do_not_depend_on_the_order_of_rows_and_change_no_table() -> None:
    given = two()
    before = {name: table.copy() for name, table in given.items()}
    turned = two(marks=given["marks"].iloc[::-1])
    assert plots.describe(plots.two_scores(**turned)) == plots.describe(plots.two_scores(**given))
    for name, table in given.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_a_branch_without_an_interval_is_told_without_one() -> None:
    lone = two()["satisfied"].copy()
    lone.loc["B06", ["low", "high"]] = NAN
    assert "B06 checklist 92.5, satisfaction 4.74 (n = 54)" in plots.describe(plots.two_scores(**two(satisfied=lone)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_two_scores_are_inside_the_figure(language: str) -> None:
    use(language)
    axes = plots.two_scores(**two(), passes=60)
    axes.figure.canvas.draw()
    frame = axes.figure.bbox
    for text in (axes.title, axes.xaxis.label, axes.yaxis.label, *axes.texts):
        box = text.get_window_extent()
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1, text.get_text()
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1, text.get_text()


def test_two_scores_of_other_branches_or_without_a_mark_are_refused() -> None:
    given = two()
    for marks in (given["marks"].iloc[1:], given["marks"].assign(score=NAN)):
        with pytest.raises(CourseError, match="same branches"):
            plots.two_scores(marks, given["satisfied"])
    with pytest.raises(CourseError, match="score"):
        plots.two_scores(given["satisfied"], given["satisfied"])


def test_every_share_is_drawn_with_its_interval_the_lowest_on_top() -> None:
    table = kept().astype({"share": float}).sort_values("share")
    drawn = sorted(lines_of(plots.shares(kept())), key=lambda line: line[2])
    for (low, high, _), (_, row) in zip(drawn, table.iterrows(), strict=True):
        assert (low, high) == pytest.approx((100 * row["low"], 100 * row["high"]))


def test_only_those_whose_whole_interval_is_below_the_standard_are_named() -> None:
    assert plots.describe(plots.shares(kept(), standard=0.9)).endswith("standard of 90%: B07.")
    assert plots.describe(plots.shares(kept(), standard=0.5)).endswith("standard of 50%: none.")
    assert "standard" not in plots.describe(plots.shares(kept()))


@pytest.mark.parametrize(("of", "title"), [("late", "were late"), ("came_back", "came back")])
def test_shares_of_complaints_are_called_that(of: str, title: str) -> None:
    axes = plots.shares(kept(), of=of)
    assert title in axes.get_title() + "".join(text.get_text() for text in axes.figure.texts)
    with pytest.raises(CourseError, match="does not know"):
        plots.shares(kept(), of="served")


@pytest.mark.parametrize("wrong", [100.0, -1.0])
def test_shares_in_per_cent_are_refused(wrong: float) -> None:
    with pytest.raises(CourseError, match="Divide percentages by 100"):
        plots.shares(kept().assign(share=58.2 * wrong))


@pytest.mark.parametrize(
    ("outcome", "title"),
    [("left_6m", "六个月内离开的比例"), ("back_90d", "九十天内为同一件事又来的比例"), ("", "按时办完的比例")],
)
def test_the_title_says_of_what_the_shares_are(outcome: str, title: str) -> None:
    use("zh")
    table = kept().set_axis(["fits", "misses", *kept().index[2:]])
    table.attrs["outcome"] = outcome
    axes = plots.shares(table)
    assert title in (axes.get_title(), axes.figure.get_suptitle(), axes.get_title(loc="left"))
    assert "不对路" in plots.describe(axes)
    assert (title in plots.describe(axes)) == bool(outcome)


def test_each_gap_has_a_scale_of_its_own_that_holds_all_of_it() -> None:
    axes = plots.five_gaps(GAPS)
    ends = [float(text.get_text()) for text in axes.texts if re.fullmatch(r"\+\d+", text.get_text())]
    assert ends == [10, 20, 50, 20, 2]
    widths = [bar.get_width() for bar in axes.patches if abs(bar.get_height() - 0.42) < 1e-9]
    assert widths == pytest.approx([gap / end for gap, end in zip(GAPS["gap"], ends, strict=True)])
    intervals = {row: (low, high) for low, high, row in lines_of(axes)}
    assert set(intervals) == {0, 2, 3, 4}, "gap 2 is no estimate and has no interval"
    assert intervals[4] == pytest.approx((-1.72 / 2, -1.36 / 2))


def test_the_sentence_gives_each_gap_in_its_unit_and_no_interval_where_there_is_none() -> None:
    sentence = plots.describe(plots.five_gaps(GAPS))
    for told in ("−7.6 points of 100", "−31.8 percentage points", "+0.30 minutes", "−1.54 on the scale", "n = 1757"):
        assert told in sentence
    second = sentence.split(". 2 Checklist")[1].split(". 3 ")[0]
    assert "interval" not in second
    assert "elsewhere +13.90 minutes" in sentence
    use("zh")
    assert "−31.8个百分点" in plots.describe(plots.five_gaps(GAPS))


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert plots.describe(plots.five_gaps(GAPS.iloc[::-1])) == plots.describe(plots.five_gaps(GAPS))


@pytest.mark.parametrize("table", [GAPS.iloc[:4], GAPS.rename({"gap_1": "gap_9"}), GAPS.assign(gap=NAN)])
def test_what_is_not_five_gaps_is_refused(table: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="gap_1 to gap_5"):
        plots.five_gaps(table)


def test_a_table_without_columns_or_rows_is_refused() -> None:
    with pytest.raises(CourseError, match="others"):
        plots.five_gaps(GAPS.drop(columns="others"))
    with pytest.raises(CourseError, match="no rows"):
        plots.shares(kept().iloc[:0])


def test_the_legend_names_the_branch_whose_gaps_are_drawn() -> None:
    table = GAPS.copy()
    table.attrs["branch"] = "B06"
    legend = plots.five_gaps(table).get_legend()
    assert legend is not None
    assert [text.get_text().split(" (")[0] for text in legend.get_texts()] == ["B06", "The other branches"]


def test_an_interval_that_holds_0_is_not_rounded_to_one_side_of_it() -> None:
    assert "−0.04 to +0.60" in plots.describe(plots.five_gaps(GAPS))
