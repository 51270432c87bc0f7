"""Charts of dimensions and verdicts: what is drawn is what the table holds, in both languages."""

from collections.abc import Callable, Iterator

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from fsq_lab import plots
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.scoring import answering_styles
from fsq_lab.scoring.decisions import ahp, fuzzy, importance, kano, rank_choices
from fsq_lab.scoring.factors import factorability
from fsq_lab.scoring.weights import shares
from fsq_lab.survey.loading import load

BANK = load("mobile_bank")
PARALLEL = factorability.parallel_analysis(load("pilot").drop(columns=["respondent", "q3"]), draws=200)
FEATURES = kano.summary(kano.counts(load("kano_features")))
COMBINED = ahp.combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
FUZZY = fuzzy.evaluate([[0.2, 0.5, 0.2, 0.1], [0.7, 0.2, 0.1, 0], [0, 0.4, 0.5, 0.1], [0.2, 0.3, 0.5, 0]],
                       [0.4, 0.35, 0.15, 0.1])  # fmt: skip
RANKS = rank_choices.ranks(BANK, "bank")
STYLES = answering_styles.by_group(load("bank_branch"))
CHARTS: dict[str, Callable[[], Axes]] = {
    "scree": lambda: plots.scree(PARALLEL),
    "answering_styles": lambda: plots.answering_styles(STYLES),
    "importance_performance": lambda: plots.importance_performance(
        shares(BANK), importance.dimension_scores(BANK), (20, 4)
    ),
    "kano_map": lambda: plots.kano_map(FEATURES),
    "criteria_weights": lambda: plots.criteria_weights(ahp.turning_points(COMBINED)),
    "score_by_weight": lambda: plots.score_by_weight(ahp.sensitivity(COMBINED), "1"),
    "verdict_by_operator": lambda: plots.verdict_by_operator(FUZZY),
    "rank_ranges": lambda: plots.rank_ranges(RANKS),
}


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_drawn_with_its_sentence_and_every_glyph(name: str, language: str) -> None:
    use(language)
    axes = CHARTS[name]()
    axes.figure.canvas.draw()
    sentence = plots.describe(axes)
    assert len(sentence) > 40
    assert "nan" not in sentence
    assert any("一" <= letter <= "鿿" for letter in sentence) == (language == "zh")
    assert axes.get_title()


def heights(axes: Axes) -> list[float]:
    return [float(value) for line in axes.lines for value in np.atleast_1d(np.asarray(line.get_ydata()))]


def test_the_scree_shows_eigenvalues_and_thresholds() -> None:
    drawn = heights(CHARTS["scree"]())
    for column in ("eigenvalue", "threshold"):
        assert set(PARALLEL[column].round(9)) <= set(np.round(drawn, 9))


def test_features_stand_at_better_and_worse_with_their_bounds() -> None:
    axes = CHARTS["kano_map"]()
    drawn = {round(value, 9) for value in heights(axes)}
    for column in ("better", "better_low", "better_high"):
        assert set(FEATURES[column].round(9)) <= drawn
    sentence = plots.describe(axes)
    assert "A person within two minutes: undecided" in sentence


def test_a_point_whose_ellipse_crosses_is_told() -> None:
    sentence = plots.describe(CHARTS["importance_performance"]())
    assert "its ellipse crosses a line" in sentence
    assert "Another quadrant under the other lines: Reliability, Responsiveness, Empathy" in sentence


def test_ranges_are_those_of_the_ranks() -> None:
    sentence = plots.describe(CHARTS["rank_ranges"]())
    for name, row in rank_choices.ranges(RANKS).iterrows():
        assert f"{name} {row['best']} to {row['worst']}" in sentence


def test_a_style_that_differs_is_named_with_its_numbers() -> None:
    table = STYLES.copy()
    table.loc[("B03", "extreme"), "note"] = "differs"
    assert "B03 in Extreme answers" in plots.describe(plots.answering_styles(table))


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: plots.scree(pd.DataFrame({"eigenvalue": [1.0]})), "plots.lacking"),
        (lambda: plots.answering_styles(STYLES.droplevel(1)), "plots.not_styles"),
        (lambda: plots.verdict_by_operator(pd.DataFrame(FUZZY.to_dict())), "plots.not_fuzzy"),
        (lambda: plots.score_by_weight(ahp.sensitivity(COMBINED), "3"), "plots.no_criterion"),
        (lambda: plots.rank_ranges(pd.DataFrame({"measure": ["gap"]})), "decisions.no_ranks"),
    ],
)
def test_another_table_is_refused(call: Callable[[], object], key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key
