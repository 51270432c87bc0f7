"""What estimates of gaps and perceptions promise beside the t interval: bootstrap, groups, SERVPERF."""

from collections import Counter
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from questionnaires import COUNTED, questionnaire, survey
from scipy import stats

from fsq_lab.ground.language import CourseError, use
from fsq_lab.scoring import servqual
from fsq_lab.statistics import resampling
from fsq_lab.statistics.intervals import IntervalRule, holm
from fsq_lab.statistics.resampling import bootstrap_interval, bootstrap_means, resample_chances
from fsq_lab.survey.loading import load

STRETCH = 0.7310585786300049  # takes thirds off every lattice
ONE = questionnaire({"only": 1})
VALUES = np.array([-3.0, -2, -2, -1, -1, -1, 0, 0, 2, 4] * 4)


def with_branches(branches: list[object]) -> pd.DataFrame:
    """Return one item answered by so many respondents, each with a gap of 1, 2, ... from 1."""
    perception = [[2 + number % 6] for number in range(len(branches))]
    return survey([[1]] * len(branches), perception).assign(branch=branches)


# ---- intervals past the scale


def test_an_interval_past_what_a_mean_can_be_is_named_and_others_are_not() -> None:
    few = survey([[1], [1], [1]], [[7], [7], [6]])
    low, high = ONE.scale.ends
    assert servqual.gaps(few, instrument=ONE).loc["only", "high"] > high - low
    past = f"; the interval reaches past what a mean can be ({low - high:g} to {high - low:g})"
    assert servqual.gaps(few, instrument=ONE).loc["only", "convention"].endswith(f"95% t interval{past}")
    told = servqual.servperf(few, instrument=ONE).loc["only", "convention"]
    assert told.endswith(f"; the interval reaches past what a mean can be ({low:g} to {high:g})")
    by_group = servqual.gaps(
        pd.concat([few, few - 1 + few.eq(1)]).assign(branch=["A"] * 3 + ["B"] * 3), "item", ONE, group="branch"
    )
    assert [past in text for text in by_group["convention"]] == list(by_group["high"] > high - low)
    many = survey([[2]] * 40, [[3], [4]] * 20)
    for result in (servqual.gaps(many, instrument=ONE), servqual.servperf(many, instrument=ONE)):
        assert "past" not in result.loc["only", "convention"]


# ---- bootstrap


def test_the_bootstrap_interval_is_that_of_resampled_respondents() -> None:
    generator = np.random.default_rng(5)
    rows = generator.choice(VALUES, size=(20000, len(VALUES))).mean(axis=1)
    distinct, counts = np.unique(VALUES, return_counts=True)
    found = bootstrap_interval(distinct, counts, 0.9, 20000, seed=3)
    assert found == pytest.approx(tuple(np.quantile(rows, [0.05, 0.95])), abs=0.02)
    means = bootstrap_means(distinct, counts, 20000, seed=3)
    assert means.mean() == pytest.approx(VALUES.mean(), abs=0.01)
    assert means.std() == pytest.approx(VALUES.std() / len(VALUES) ** 0.5, rel=0.02)


def test_gaps_are_bootstrapped_over_all_respondents_used() -> None:
    table = load("bank_branch")
    levels = servqual.dimensions(table)
    gaps = (levels["perception"] - levels["expectation"])["empathy"].dropna()
    distinct, counts = np.unique(gaps.round(9), return_counts=True)
    expected = bootstrap_interval(distinct, counts, 0.9, 400, seed=6)
    result = servqual.gaps(table, interval="bootstrap", resamples=400, seed=6, confidence=0.9)
    assert result.loc["empathy", ["low", "high"]].tolist() == list(expected)


def test_drawing_in_parts_draws_the_same_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    distinct, counts = np.unique(VALUES, return_counts=True)
    whole = bootstrap_means(distinct, counts, 500, seed=2)
    monkeypatch.setattr(resampling, "_CELLS_AT_ONCE", 7 * len(distinct))
    assert np.array_equal(bootstrap_means(distinct, counts, 500, seed=2), whole)


def test_seed_and_resamples_stand_in_the_convention_and_matter() -> None:
    table = load("bank_branch")
    first = servqual.gaps(table, interval="bootstrap")
    assert first["convention"].str.endswith("95% percentile bootstrap interval, 2000 resamples, seed 1").all()
    assert servqual.stated_confidence(first) == 0.95
    assert_frame_equal(servqual.gaps(table, interval="bootstrap"), first)
    other = servqual.gaps(table, interval="bootstrap", resamples=500, seed=9, confidence=0.9)
    assert other["convention"].str.endswith("90% percentile bootstrap interval, 500 resamples, seed 9").all()
    assert (other["low"] > first["low"]).all()
    assert (servqual.gaps(table, interval="bootstrap", seed=2)["low"] != first["low"]).any()


def test_a_bootstrap_of_few_respondents_says_that_it_is_too_narrow() -> None:
    few, enough = (with_branches(["A"] * n) for n in (19, 20))
    conventions = [
        servqual.gaps(table, instrument=ONE, interval="bootstrap").loc["only", "convention"] for table in (few, enough)
    ]
    assert [text.endswith("too narrow for n < 20") for text in conventions] == [True, False]


def test_a_row_is_bootstrapped_as_if_it_stood_alone() -> None:
    table = load("bank_branch")
    whole = servqual.gaps(table, group="branch", interval="bootstrap", resamples=300)
    alone = servqual.gaps(table[table["branch"] == "B07"], interval="bootstrap", resamples=300)
    assert_frame_equal(whole.loc["B07"], alone)


def test_equal_gaps_and_single_respondents_get_no_bootstrap_interval() -> None:
    for n, reason in ((1, "no interval: n < 2"), (5, "no interval: all gaps are equal")):
        row = servqual.gaps(survey([[5]] * n, [[4]] * n), instrument=ONE, interval="bootstrap").loc["only"]
        assert row[["low", "high"]].isna().all()
        assert row["convention"].endswith(reason)


# ---- Holm


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
@settings(max_examples=60)
def test_holm_lies_between_the_single_and_the_bonferroni_adjusted_p(p_values: list[float]) -> None:
    p = np.array(p_values)
    adjusted = holm(p)
    assert (adjusted >= p).all()
    assert (adjusted <= np.minimum(1, len(p) * p)).all()
    assert adjusted.min() == min(1.0, len(p) * p.min())
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


def test_comparisons_that_were_not_made_are_not_counted() -> None:
    assert holm(np.array([0.02, np.nan, 0.01])).tolist()[::2] == [0.02, 0.02]
    assert np.isnan(holm(np.array([np.nan]))).all()


# ---- resamples whose chances are known


def test_the_chances_of_resamples_are_those_of_counting_them_all() -> None:
    values = [0.0, 0.5, 2.0]
    known = resample_chances(np.array(values), np.array([1, 2, 1]))
    assert known is not None
    means, chances = known
    drawn = Counter(sum(one) / 4 for one in product([0.0, 0.5, 0.5, 2.0], repeat=4))
    found = {mean: chance for mean, chance in zip(means.tolist(), chances.tolist(), strict=True) if chance > 1e-12}
    assert found == pytest.approx({mean: count / 4**4 for mean, count in drawn.items()})


@pytest.mark.parametrize("parts", [1, 3, 5, 60, 300])
@pytest.mark.parametrize("n", [2, 30, 5000])
def test_known_chances_have_the_mean_and_variance_of_resamples(parts: int, n: int) -> None:
    generator = np.random.default_rng(n + parts)
    distinct, counts = np.unique(generator.integers(-2 * parts, 2 * parts + 1, n) / parts, return_counts=True)
    values = np.repeat(distinct, counts)
    known = resample_chances(distinct.round(9), counts)
    if n == 5000 and parts == 300:
        assert known is None  # too fine a lattice: drawn as multinomials
        return
    assert known is not None
    means, chances = known
    assert chances.sum() == pytest.approx(1)
    assert means @ chances == pytest.approx(values.mean(), abs=1e-9)
    assert (means - values.mean()) ** 2 @ chances == pytest.approx(values.var() / n, rel=1e-6)
    assert (chances[[0, -1]] < 1e-9).all() or n == 2


def test_resamples_on_a_lattice_and_multinomials_have_the_same_distribution() -> None:
    distinct, counts = np.unique(np.random.default_rng(2).integers(-6, 7, 80) / 3, return_counts=True)
    assert resample_chances(distinct, counts) is not None
    assert resample_chances(distinct * STRETCH, counts) is None
    on_lattice = bootstrap_means(distinct, counts, 20_000, seed=1).round(6)
    multinomial = (bootstrap_means(distinct * STRETCH, counts, 20_000, seed=1) / STRETCH).round(6)
    assert stats.ks_2samp(on_lattice, multinomial).pvalue > 0.001
    assert stats.ks_2samp(on_lattice + 0.05, multinomial).pvalue < 0.001


# ---- groups


@pytest.mark.parametrize("by", ["dimension", "item", "total"])
@pytest.mark.parametrize("score", [servqual.gaps, servqual.servperf])
def test_a_group_scores_as_it_would_alone(score: object, by: str) -> None:
    table = load("bank_branch")
    result = score(table, by=by, group="branch")  # type: ignore[operator]
    assert result.index.names == ["branch", by]
    assert result.index.get_level_values("branch").unique().tolist() == sorted(table["branch"].unique())
    for branch in ("B01", "B12"):
        alone = score(table[table["branch"] == branch], by=by)  # type: ignore[operator]
        assert_frame_equal(result.loc[branch], alone)
    assert result[COUNTED].sum(axis="columns").groupby("branch").first().sum() == len(table)


def test_a_group_of_one_keeps_its_row_without_an_interval() -> None:
    result = servqual.gaps(with_branches(["B", "A", "A"]), instrument=ONE, group="branch")
    assert result.index.tolist() == [("A", "only"), ("B", "only")]
    row = result.loc[("B", "only")]
    assert (row["gap"], row["n_used"]) == (1, 1)
    assert row[["sd", "low", "high"]].isna().all()
    assert row["convention"].endswith("no interval: n < 2")


def test_respondents_without_a_group_are_left_out_and_counted() -> None:
    result = servqual.gaps(with_branches(["B", None, "B", " ", "A", "A"]), instrument=ONE, group="branch")
    assert result["n_used"].tolist() == [2, 2]
    assert result["convention"].str.contains("; 2 without branch left out", regex=False).all()


def test_a_group_whose_members_answered_nothing_and_one_without_members_keep_their_rows() -> None:
    table = with_branches(["B", "B", "A", "A"])
    table.loc[:1, "perception_1"] = np.nan
    table["branch"] = pd.Categorical(table["branch"], categories=["C", "B", "A"])
    result = servqual.gaps(table, instrument=ONE, group="branch")
    assert result.index.get_level_values("branch").tolist() == ["C", "B", "A"]
    assert result["n_used"].tolist() == [0, 0, 2]
    assert result["n_missing"].tolist() == [0, 2, 0]


def test_numbered_groups_stand_in_the_order_of_their_numbers() -> None:
    result = servqual.gaps(with_branches([10, 9, 9, 10]), instrument=ONE, group="branch")
    assert result.index.get_level_values("branch").tolist() == [9, 10]


# ---- SERVPERF


def test_servperf_is_the_mean_of_perceptions_and_asks_for_no_expectations() -> None:
    two = questionnaire({"first": 2, "second": 3})
    table = survey([[None] * 5] * 3, [[5, 7, 1, 2, 3], [4, None, 2, None, None], [None, None, 4, 4, None]])
    only = table[[column for column in table if column.startswith("perception")]]
    result = servqual.servperf(only, instrument=two)
    assert result["perception"].tolist() == [5.0, 3.0]
    assert result["n_used"].tolist() == [2, 2]
    assert result["n_missing"].tolist() == [1, 0]
    assert result["n_excluded"].tolist() == [0, 1]
    assert result.columns.tolist() == ["perception", "sd", "low", "high", *COUNTED, "convention"]
    assert servqual.servperf(only, by="item", instrument=two)["dimension"].tolist() == ["first"] * 2 + ["second"] * 3


def test_servperf_states_that_all_perceptions_are_equal() -> None:
    result = servqual.servperf(survey([[1]] * 3, [[6]] * 3), instrument=ONE)
    assert result.loc["only", "convention"].endswith("no interval: all perceptions are equal")


# ---- what is refused


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"interval": "z"}, "servqual.unknown_interval"),
        ({"interval": "bootstrap", "resamples": 99}, "servqual.resamples"),
        ({"interval": "bootstrap", "resamples": 1000.0}, "servqual.resamples"),
        ({"interval": "bootstrap", "seed": -1}, "servqual.seed"),
        ({"interval": "bootstrap", "seed": None}, "servqual.seed"),
        ({"group": "city"}, "servqual.no_group_column"),
        ({"confidence": 1}, "servqual.confidence"),
        ({"by": "branch"}, "servqual.unknown_by"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("score", [servqual.gaps, servqual.servperf])
def test_what_cannot_be_done_is_refused(score: object, language: str, options: dict[str, object], key: str) -> None:
    use(language)
    with pytest.raises(CourseError) as caught:
        score(with_branches(["A", "B"]), instrument=ONE, **options)  # type: ignore[operator]
    assert caught.value.key == key


def test_the_columns_that_could_be_groups_are_named() -> None:
    with pytest.raises(CourseError, match="branch") as caught:
        servqual.gaps(with_branches(["A", "B"]), instrument=ONE, group="city")
    assert "city" in str(caught.value)


def test_a_group_column_that_is_empty_or_stands_twice_is_refused() -> None:
    empty = with_branches([None, None])
    with pytest.raises(CourseError) as caught:
        servqual.gaps(empty, instrument=ONE, group="branch")
    assert caught.value.key == "servqual.no_groups"
    double = pd.concat([empty, empty[["branch"]]], axis="columns")
    with pytest.raises(CourseError) as caught:
        servqual.gaps(double, instrument=ONE, group="branch")
    assert caught.value.key == "servqual.double_columns"


def test_an_interval_rule_refuses_on_its_own() -> None:
    with pytest.raises(CourseError):
        IntervalRule(kind="percentile")
