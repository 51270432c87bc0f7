"""What the course's figures promise."""

import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from fsq_lab import plots
from fsq_lab.ground.language import CourseError, use
from fsq_lab.plots import sentences, style
from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

# Machado, Oliveira and Fernandes (2009), severity 1, and the luminance of sRGB, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "grey": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = XYZ.sum(axis=1)


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def result(by: str = "dimension") -> pd.DataFrame:
    return servqual.gaps(load("bank_branch"), by=by)


def thin(rows: int = 2) -> pd.DataFrame:
    """Return a result whose first row has no interval and whose second has no gap either."""
    table = result()
    table.loc["tangibles", ["gap", "low", "high", "n_used"]] = [-3.0, math.nan, math.nan, 1]
    if rows > 1:
        table.loc["reliability", ["gap", "low", "high", "n_used"]] = [math.nan, math.nan, math.nan, 0]
    return table


def dots(ax: Axes) -> list[Line2D]:
    return [line for line in ax.lines if line.get_marker() not in ("None", "none", None, "")]


def intervals(ax: Axes) -> list[Line2D]:
    return [line for line in ax.lines if line not in dots(ax) and len(set(line.get_ydata())) == 1]


def row_names(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_yticklabels()]


# ---- the chart shows its data


@pytest.mark.parametrize("by", ["dimension", "item"])
def test_dots_and_lines_stand_at_the_gaps_and_their_intervals(by: str) -> None:
    table = result(by)
    ax = plots.gaps(table)
    assert [dot.get_xdata()[0] for dot in dots(ax)] == table["gap"].tolist()
    assert [list(line.get_xdata()) for line in intervals(ax)] == table[["low", "high"]].to_numpy().tolist()
    assert [dot.get_ydata()[0] for dot in dots(ax)] == list(range(len(table)))


def test_the_first_row_of_the_table_stands_on_top_and_zero_is_marked() -> None:
    ax = plots.gaps(result())
    bottom, top = ax.get_ylim()
    assert bottom > top
    assert any(list(line.get_xdata()) == [0, 0] for line in ax.lines)
    left, right = ax.get_xlim()
    assert left < 0 < right


@pytest.mark.parametrize(
    ("language", "names", "axis"),
    [
        ("zh", ["有形性", "可靠性", "响应性", "保证性", "移情性"], "差距＝感知−期望"),
        (
            "en",
            ["Tangibles", "Reliability", "Responsiveness", "Assurance", "Empathy"],
            "Gap = perception − expectation",
        ),
    ],
)
def test_rows_title_and_axis_are_in_the_current_language(language: str, names: list[str], axis: str) -> None:
    use(language)
    ax = plots.gaps(result())
    assert row_names(ax) == names
    assert axis in ax.get_xlabel()
    assert "95%" in ax.get_xlabel()
    assert ax.get_title() == {"zh": "各维度的服务质量差距", "en": "Service quality gap by dimension"}[language]


def test_an_item_is_named_with_its_dimension() -> None:
    assert row_names(plots.gaps(result("item")))[4] == "Reliability, item 5"
    use("zh")
    assert row_names(plots.gaps(result("item")))[4] == "可靠性第5题"


def test_the_axis_names_the_confidence_and_the_range_of_n() -> None:
    table = servqual.gaps(load("bank_branch"), confidence=0.9)
    text = plots.gaps(table).get_xlabel()
    assert "90% confidence interval" in text
    assert f"n = {table['n_used'].min()}–{table['n_used'].max()}" in text
    table["n_used"] = 600
    assert "n = 600" in plots.gaps(table).get_xlabel()


def test_a_row_without_an_interval_is_hollow_and_gives_its_n() -> None:
    ax = plots.gaps(thin())
    assert row_names(ax)[:3] == ["Tangibles (n = 1)", "Reliability (n = 0)", "Responsiveness"]
    faces = [dot.get_markerfacecolor() for dot in dots(ax)]
    assert faces[0] == "white"
    assert "white" not in faces[2:]
    assert "Hollow dot" in ax.get_xlabel()
    assert "Hollow dot" not in plots.gaps(result()).get_xlabel()


def test_a_chart_without_any_interval_promises_none() -> None:
    table = servqual.gaps(load("bank_branch").head(1))
    assert "interval." not in plots.gaps(table).get_xlabel()


def test_synthetic_data_are_labelled_with_their_seed() -> None:
    table = result()
    table.attrs["synthetic_seed"] = 20261123
    ax = plots.gaps(table)
    assert "Synthetic data, seed 20261123" in ax.get_xlabel()
    assert "Synthetic data, seed 20261123" in plots.describe(ax)


def test_a_part_of_a_result_can_be_drawn_on_axes_of_ones_own() -> None:
    _, ax = plt.subplots()
    assert plots.gaps(result().loc[["empathy", "assurance"]], ax=ax) is ax
    assert row_names(ax) == ["Empathy", "Assurance"]


def test_other_tables_are_refused() -> None:
    with pytest.raises(CourseError, match=r"convention.*servqual\.gaps"):
        plots.gaps(result().drop(columns="convention"))
    with pytest.raises(CourseError, match="without rows"):
        plots.gaps(result().iloc[:0])


# ---- for every reader


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", [result, lambda: result("item"), thin], ids=["dimension", "item", "thin"])
def test_all_text_is_large_and_inside_the_figure(language: str, table: Callable[[], pd.DataFrame]) -> None:
    use(language)
    ax = plots.gaps(table())
    ax.figure.canvas.draw()
    frame = ax.figure.bbox
    texts = [ax.title, ax.xaxis.label, *ax.get_yticklabels(), *ax.get_xticklabels()]
    assert all(text.get_fontsize() >= 14 for text in texts)
    visible = [text.get_window_extent() for text in (ax.title, ax.xaxis.label, *ax.get_yticklabels())]
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in visible)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in visible)


def test_row_names_do_not_overlap() -> None:
    ax = plots.gaps(result("item"))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.get_yticklabels()]
    assert all(below.y1 <= above.y0 for above, below in pairwise(boxes))


@pytest.mark.parametrize("by", ["dimension", "item"])
def test_dimensions_differ_by_marker_and_not_by_colour_alone(by: str) -> None:
    looks = {(dot.get_marker(), to_rgb(dot.get_markerfacecolor())) for dot in dots(plots.gaps(result(by)))}
    assert len(looks) == 5
    assert len({marker for marker, _ in looks}) == 5


def lightness_and_hue(colour: str | tuple[float, float, float], sight: str) -> np.ndarray:
    """Return a colour in CIE L*a*b*, as seen."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def closest(colours: list[tuple[float, float, float]], sight: str) -> float:
    seen = [lightness_and_hue(colour, sight) for colour in colours]
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_stay_apart_in_grey_and_for_the_colour_blind(sight: str) -> None:
    colours = [to_rgb(dot.get_markerfacecolor()) for dot in dots(plots.gaps(result()))]
    assert closest(colours, sight) >= 10


def test_a_palette_that_merges_in_grey_would_be_noticed() -> None:
    assert closest(sns.color_palette("colorblind", 5), "grey") < 10


def test_the_look_is_the_one_that_learners_get_from_seaborns_whitegrid_and_talk() -> None:
    theirs = {**sns.axes_style("whitegrid"), **sns.plotting_context("talk", rc=style.FONT_SIZES)}
    not_taken = {"font.family", "font.sans-serif", "image.cmap"}  # the first is set with the Chinese font
    assert set(style.STYLE) == set(theirs) - not_taken
    for name, value in style.STYLE.items():
        look = to_rgb if isinstance(value, str) and name.endswith("color") else str
        assert look(value) == look(theirs[name]), name
    assert style.colours(5) == sns.color_palette("viridis", 5)


@pytest.mark.parametrize("theme", [lambda: None, sns.set_theme])
def test_drawing_changes_no_setting_but_the_font(theme: object) -> None:
    theme()  # type: ignore[operator]
    before = dict(mpl.rcParams)
    plots.gaps(result())
    changed = {name for name, value in mpl.rcParams.items() if value != before[name]}
    assert changed <= {"font.family"}
    assert mpl.rcParams["font.family"] == ["DejaVu Sans", "FSQ Sans SC"]
    mpl.rcdefaults()
    mpl.use("Agg")


def test_what_a_notebooks_backend_sets_at_the_first_figure_stays() -> None:
    with mpl.rc_context():
        with style.styled():
            mpl.rcParams["figure.dpi"] = 71.0
        assert mpl.rcParams["figure.dpi"] == 71.0


def test_chinese_labels_survive_a_theme_set_before_the_chart() -> None:
    use("zh")
    sns.set_theme()
    ax = plots.gaps(result())
    ax.figure.canvas.draw()  # a missing glyph is an error in tests
    assert ax.title.get_fontfamily() == ["DejaVu Sans", "FSQ Sans SC"]
    mpl.rcdefaults()
    mpl.use("Agg")


# ---- the sentence


def test_the_sentence_names_the_lowest_and_the_highest_with_interval_and_n() -> None:
    table = result()
    sentence = plots.describe(plots.gaps(table))
    for dimension in (table["gap"].idxmin(), table["gap"].idxmax()):
        row = table.loc[dimension]
        numbers = [f"{row[name]:.2f}".replace("-", "−") for name in ("gap", "low", "high")]
        name = str(dimension).capitalize()
        expected = f"{name} at {numbers[0]} (95% confidence interval {numbers[1]} to {numbers[2]}, n = {row['n_used']})"
        assert expected in sentence
    assert sentence.index("lowest is Reliability") < sentence.index("highest Tangibles")


def test_the_sentence_follows_the_language_of_the_moment() -> None:
    ax = plots.gaps(result())
    use("zh")
    assert plots.describe(ax).startswith("5个维度的平均差距（感知−期望）中，最低的是可靠性（−")


def test_other_data_give_another_sentence() -> None:
    before = plots.describe(plots.gaps(result()))
    other = plots.describe(plots.gaps(servqual.gaps(load("bank_branch").head(100))))
    assert before != other


def test_the_sentence_tells_the_data_as_they_were_drawn() -> None:
    table = result()
    ax = plots.gaps(table)
    before = plots.describe(ax)
    table["gap"] = 0.0
    assert plots.describe(ax) == before


def test_gaps_that_look_the_same_share_a_place() -> None:
    table = result()
    table.loc["empathy"] = table.loc["reliability"]
    table.loc["empathy", "gap"] += 1e-4
    sentence = plots.describe(plots.gaps(table))
    lowest, highest = sentence.split("the highest")
    assert "Reliability" in lowest
    assert "Empathy" in lowest
    assert "Empathy" not in highest


def test_equal_gaps_have_no_lowest() -> None:
    table = result()
    table[["gap", "low", "high"]] = [-0.5, -0.6, -0.4]
    sentence = plots.describe(plots.gaps(table))
    assert "lowest" not in sentence
    assert sentence.count("−0.50") == 5


def test_a_single_respondent_is_never_called_the_lowest() -> None:
    sentence = plots.describe(plots.gaps(thin(rows=1)))
    assert "−3.00" not in sentence
    assert "lowest is Responsiveness" not in sentence
    assert "lowest is Reliability" in sentence
    assert "not compared: Tangibles (n = 1)" in sentence


def test_without_any_interval_the_sentence_compares_nothing() -> None:
    sentence = plots.describe(plots.gaps(servqual.gaps(load("bank_branch").head(1))))
    assert "lowest" not in sentence
    assert "not compared: Tangibles (n = 1)" in sentence


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [("zh", "全部维度", "服务质量总差距"), ("en", "All dimensions", "Service quality gap in total")],
)
def test_the_total_has_its_own_title_and_name(language: str, name: str, title: str) -> None:
    use(language)
    ax = plots.gaps(servqual.gaps(load("bank_branch"), by="total"))
    assert name in plots.describe(ax)
    assert ax.get_title() == title


def test_a_table_of_groups_is_refused_and_one_group_of_it_drawn() -> None:
    grouped = servqual.gaps(load("bank_branch"), group="branch")
    with pytest.raises(CourseError) as caught:
        plots.gaps(grouped)
    assert caught.value.key == "plots.grouped"
    assert "n = " in plots.describe(plots.gaps(grouped.xs("B07", level="branch")))


def test_axes_used_again_are_described_by_what_was_drawn_last() -> None:
    ax = plots.concentration(pd.DataFrame({"customers": [1, 3]}, index=["upper", "others"]))
    assert plots.describe(plots.gaps(result(), ax)).startswith("Of the mean gaps")


def test_a_chart_from_elsewhere_has_no_sentence() -> None:
    _, ax = plt.subplots()
    with pytest.raises(CourseError, match="plots"):
        plots.describe(ax)


def test_sentences_do_not_keep_closed_figures_alive() -> None:
    import gc

    ax = plots.gaps(result())
    count = len(sentences._sentences)
    plt.close("all")
    del ax
    gc.collect()
    assert len(sentences._sentences) < count


IN_A_NOTEBOOK = """
import json
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
from fsq_lab import load, plots, servqual, use
use("zh")
ax = plots.gaps(servqual.gaps(load("bank_branch")))
import matplotlib.pyplot as plt
other = plt.subplots()[1]
show = lambda thing, kind="text/plain": shell.display_formatter.format(thing, include=[kind])[0].get(kind)
shown = [plots.describe(ax), show(ax), show(ax.figure), show(other), repr(other), show(other.figure)]
drawn = lambda thing: shell.display_formatter.format(thing.figure, include=["image/png"])[1]
alt = lambda thing: drawn(thing).get("image/png", {}).get("alt")
shown += [show(ax, "text/html"), show(other, "text/html"), alt(ax), alt(other)]
plt.close("all")
print(json.dumps(shown))
"""


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "Agg"])
def test_a_notebook_folds_the_sentence_and_gives_it_to_the_image(backend: str) -> None:
    environment = {**os.environ, "MPLBACKEND": backend}
    run = subprocess.run(
        [sys.executable, "-c", IN_A_NOTEBOOK], capture_output=True, text=True, encoding="utf-8", env=environment
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.strip().splitlines()[-1])
    sentence, axes, figure, other, other_repr, other_figure, folded, other_html, alt, other_alt = told
    assert "可靠性" in sentence
    assert axes == figure == sentence
    assert other == other_repr
    assert other_figure.startswith("<Figure size")
    assert re.fullmatch("<details[^>]*><summary>这张图用文字说</summary><p>(.*)</p></details>", folded)[1] == sentence
    assert other_html is None
    assert alt == (sentence if "inline" in backend else None)
    assert other_alt is None


def test_outside_a_notebook_nothing_is_imported_for_it() -> None:
    code = "import sys, fsq_lab.plots; print([n for n in ('IPython', 'matplotlib', 'seaborn') if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
