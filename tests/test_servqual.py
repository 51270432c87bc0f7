"""What SERVQUAL scores promise."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from questionnaires import COUNTED, questionnaire, survey
from scipy import stats

from fsq_lab.ground.language import CourseError, use
from fsq_lab.scoring import servqual
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load

SMALL = questionnaire({"first": 3, "second": 4}, low=0, high=20)
MEANS = ["expectation", "perception", "gap", "sd"]
NUMBERS = [*MEANS, "low", "high", *COUNTED]
ANSWER = st.one_of(st.none(), st.integers(1, 7))


@st.composite
def surveys(draw: st.DrawFn, complete: bool = False) -> pd.DataFrame:
    """Draw survey tables of 2 to 9 respondents on the small questionnaire, answers 1 to 7 or missing."""
    answer = st.integers(1, 7) if complete else ANSWER
    rows = st.lists(st.lists(answer, min_size=14, max_size=14), min_size=2, max_size=9)
    drawn = draw(rows)
    return survey([row[:7] for row in drawn], [row[7:] for row in drawn])


def score(table: pd.DataFrame, by: str = "dimension") -> pd.DataFrame:
    return servqual.gaps(table, by=by, instrument=SMALL)


def gaps_of_items(table: pd.DataFrame, items: tuple[int, ...]) -> list[list[float]]:
    """Return each respondent's gaps of the items that were answered twice."""
    found = []
    for _, row in table.iterrows():
        pairs = [(row[f"expectation_{item}"], row[f"perception_{item}"]) for item in items]
        found.append([p - e for e, p in pairs if not (math.isnan(e) or math.isnan(p))])
    return found


def by_hand(table: pd.DataFrame, items: tuple[int, ...]) -> list[float]:
    """Return the respondents' gaps of a dimension, written as the rule is spoken."""
    given = gaps_of_items(table, items)
    return [sum(both) / len(both) for both in given if len(both) >= math.ceil(len(items) / 2)]


# ---- the rule


def test_only_pairs_count() -> None:
    one = questionnaire({"only": 2})
    levels = servqual.dimensions(survey([[5, 7]], [[3, None]]), one)
    assert levels.loc[0, ("expectation", "only")] == 5
    assert levels.loc[0, ("perception", "only")] == 3


@pytest.mark.parametrize(("items", "pairs", "counted"), [(4, 2, True), (4, 1, False), (5, 3, True), (5, 2, False)])
def test_a_respondent_needs_half_of_the_items_rounded_up(items: int, pairs: int, counted: bool) -> None:
    answers = [[4] * pairs + [None] * (items - pairs)]
    levels = servqual.dimensions(survey([[5] * items], answers), questionnaire({"only": items}))
    assert levels.notna().all(axis=None) == counted
    assert levels.isna().all(axis=None) == (not counted)


def test_an_item_is_averaged_over_those_who_answered_it_twice() -> None:
    result = servqual.gaps(survey([[6], [7], [5]], [[4], [6], [None]]), by="item", instrument=questionnaire({"d": 1}))
    assert result.loc[1, ["expectation", "perception", "gap"]].tolist() == [6.5, 5.0, -1.5]
    assert result.loc[1, ["n_used", "n_missing"]].tolist() == [2, 1]
    assert result.loc[1, "dimension"] == "d"


@given(surveys())
@settings(deadline=None, max_examples=60)
def test_gaps_agree_with_the_rule_written_out_by_hand(table: pd.DataFrame) -> None:
    result = score(table)
    for dimension in SMALL.dimensions:
        gaps = by_hand(table, SMALL.items_of(dimension))
        assert result.loc[dimension, "n_used"] == len(gaps)
        silent = [one for one in gaps_of_items(table, SMALL.items_of(dimension)) if not one]
        assert result.loc[dimension, COUNTED].tolist() == [
            len(gaps), len(silent), 0, len(table) - len(gaps) - len(silent)
        ]  # fmt: skip
        if gaps:
            assert result.loc[dimension, "gap"] == pytest.approx(np.mean(gaps), abs=1e-12)


def test_the_interval_is_the_t_interval_of_scipy() -> None:
    table = load("bank_branch")
    levels = servqual.dimensions(table)
    for confidence in (0.5, 0.9, 0.95, 0.999):
        result = servqual.gaps(table, confidence=confidence)
        for dimension in result.index:
            gaps = (levels["perception"] - levels["expectation"])[dimension].dropna()
            expected = stats.ttest_1samp(gaps, 0).confidence_interval(confidence)
            assert result.loc[dimension, ["low", "high"]].tolist() == pytest.approx(expected, rel=1e-12)
            assert result.loc[dimension, "sd"] == pytest.approx(gaps.std(), rel=1e-12)


@pytest.mark.parametrize("by", ["dimension", "item"])
def test_every_row_counts_every_respondent_once(by: str) -> None:
    table = load("bank_branch")
    result = servqual.gaps(table, by=by)
    assert (result[COUNTED].sum(axis="columns") == len(table)).all()


def test_gaps_equal_perception_minus_expectation_of_the_dimensions() -> None:
    table = load("bank_branch")
    levels = servqual.dimensions(table)
    difference = (levels["perception"] - levels["expectation"]).mean()
    result = servqual.gaps(table)
    assert_series_equal(result["gap"], difference, check_names=False, rtol=1e-12)
    assert_series_equal(result["perception"] - result["expectation"], result["gap"], check_names=False, rtol=1e-12)


def test_results_stand_in_the_order_of_the_questionnaire() -> None:
    table = load("bank_branch")
    branch = instrument("bank_branch")
    levels = servqual.dimensions(table)
    assert levels.columns.tolist() == list(product(("expectation", "perception"), branch.dimensions))
    assert levels.columns.names == ["answer", "dimension"]
    assert levels.index.equals(table.index)
    assert servqual.gaps(table).index.tolist() == list(branch.dimensions)
    items = servqual.gaps(table, by="item")
    assert items.index.tolist() == list(range(1, 23))
    assert (servqual.gaps(table).index.name, items.index.name) == ("dimension", "item")
    assert servqual.gaps(table).columns.tolist() == [*NUMBERS, "convention"]
    assert items.columns.tolist() == ["dimension", *NUMBERS, "convention"]


def test_the_total_is_each_respondents_mean_of_the_dimensions_and_needs_all_of_them() -> None:
    two = questionnaire({"small": 1, "large": 3})
    table = survey([[7, 7, 7, 7]] * 3, [[5, 6, 6, 6], [3, 7, 6, 5], [None, 1, 1, 1]])
    result = servqual.gaps(table, by="total", instrument=two)
    assert (result.index.tolist(), result.index.name) == (["total"], "total")
    assert result.loc["total", "gap"] == pytest.approx(np.mean([-1.5, -2.5]))
    assert result.loc["total", COUNTED].tolist() == [2, 0, 0, 1]
    counted = "pairs only; at least half of the items, else excluded; every dimension; "
    assert result.loc["total", "convention"].startswith(counted)


# ---- what must not matter, and what must


@given(surveys(), st.randoms(use_true_random=False), st.sampled_from(["dimension", "item"]))
@settings(deadline=None, max_examples=40)
def test_the_order_of_respondents_does_not_matter(table: pd.DataFrame, random: object, by: str) -> None:
    order = list(range(len(table)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert_frame_equal(score(table.iloc[order], by), score(table, by), rtol=1e-12, atol=1e-12)


@given(surveys(), st.permutations(list(range(14))), st.sampled_from(["dimension", "item"]))
@settings(deadline=None, max_examples=40)
def test_the_order_of_columns_and_other_columns_do_not_matter(table: pd.DataFrame, order: list[int], by: str) -> None:
    other = table.iloc[:, order].assign(branch="B01", expectation_99=1000)
    assert_frame_equal(score(other, by), score(table, by))


@given(surveys(), st.integers(-1, 13), st.sampled_from(["dimension", "item"]))
@settings(deadline=None, max_examples=40)
def test_adding_a_constant_to_perception_shifts_the_gap_by_it(table: pd.DataFrame, shift: int, by: str) -> None:
    perception = SMALL.columns("perception")
    shifted = score(table.assign(**{column: table[column] + shift for column in perception}), by)
    before = score(table, by)
    for column, change in {"gap": shift, "low": shift, "high": shift, "sd": 0, "expectation": 0}.items():
        assert_series_equal(shifted[column], before[column] + change, rtol=1e-9, atol=1e-9)


@given(surveys(complete=True))
@settings(deadline=None, max_examples=40)
def test_asking_everyone_twice_keeps_the_mean_and_shrinks_the_interval(table: pd.DataFrame) -> None:
    once, twice = score(table), score(pd.concat([table, table]))
    assert_frame_equal(twice[["expectation", "perception", "gap"]], once[["expectation", "perception", "gap"]])
    assert (twice["n_used"] == 2 * once["n_used"]).all()
    varied = once["low"].notna()
    assert ((twice["high"] - twice["low"])[varied] < (once["high"] - once["low"])[varied]).all()


@given(surveys())
@settings(deadline=None, max_examples=20)
def test_the_survey_table_is_not_changed(table: pd.DataFrame) -> None:
    before = table.copy(deep=True)
    score(table)
    score(table, "item")
    assert_frame_equal(table, before)


def test_a_higher_confidence_widens_the_interval() -> None:
    table = load("bank_branch")
    narrow, wide = servqual.gaps(table, confidence=0.8), servqual.gaps(table, confidence=0.99)
    assert (wide["low"] < narrow["low"]).all()
    assert (narrow["high"] < wide["high"]).all()
    assert_series_equal(wide["gap"], narrow["gap"])


def test_integers_and_nullable_integers_score_like_floats() -> None:
    table = survey([[5, 6], [7, 6]], [[4, 4], [3, 7]])
    expected = servqual.gaps(table, instrument=questionnaire({"d": 2}))
    for kind in ("int8", "Int64", "float32"):
        assert_frame_equal(servqual.gaps(table.astype(kind), instrument=questionnaire({"d": 2})), expected)
    gappy = table.astype("Int64").mask(table == 3)
    assert servqual.gaps(gappy, by="item", instrument=questionnaire({"d": 2}))["n_used"].tolist() == [1, 2]


# ---- where no interval can be given


def test_a_single_respondent_keeps_the_row_without_an_interval() -> None:
    result = servqual.gaps(survey([[5, 6]], [[3, 4]]), instrument=questionnaire({"d": 2})).loc["d"]
    assert (result["gap"], result["n_used"]) == (-2, 1)
    assert result[["sd", "low", "high"]].isna().all()
    assert result["convention"].endswith("no interval: n < 2")


def test_a_dimension_that_nobody_answered_keeps_its_row() -> None:
    result = servqual.gaps(survey([[5], [6]], [[None], [None]]), instrument=questionnaire({"d": 1})).loc["d"]
    assert (result["n_used"], result["n_missing"]) == (0, 2)
    assert result[[*MEANS, "low", "high"]].isna().all()
    assert result["convention"].endswith("no interval: n < 2")


def test_equal_gaps_give_no_interval_of_zero_width() -> None:
    expectation = [[2, 2, 2], [2, 2, 4], [2, 2, 6]]  # their gaps of -2/3 differ in the last binary digits
    perception = [[first - 1, second - 1, third] for first, second, third in expectation]
    result = servqual.gaps(survey(expectation, perception), instrument=questionnaire({"d": 3})).loc["d"]
    assert result["gap"] == pytest.approx(-2 / 3)
    assert (result["sd"], result["n_used"]) == (0, 3)
    assert result[["low", "high"]].isna().all()
    assert result["convention"].endswith("no interval: all gaps are equal")


def test_two_respondents_are_enough_for_an_interval() -> None:
    result = servqual.gaps(survey([[5], [5]], [[4], [2]]), instrument=questionnaire({"d": 1})).loc["d"]
    assert result["sd"] == pytest.approx(2**0.5)
    assert result["high"] - result["gap"] == pytest.approx(12.7062047)  # t(1, 0.975) times sd / sqrt(2) = 1


def test_the_result_names_its_convention() -> None:
    table = load("bank_branch")
    assert set(servqual.gaps(table)["convention"]) == {
        "pairs only; at least half of the items, else excluded; 95% t interval"
    }
    assert set(servqual.gaps(table, by="item", confidence=0.9)["convention"]) == {"pairs only; 90% t interval"}


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.975, 0.999])
def test_the_stated_confidence_is_the_one_asked_for(confidence: float) -> None:
    result = servqual.gaps(load("bank_branch"), confidence=confidence)
    assert servqual.stated_confidence(result) == pytest.approx(confidence)


def test_no_confidence_is_stated_without_an_interval() -> None:
    result = servqual.gaps(survey([[5]], [[3]]), instrument=questionnaire({"d": 1}))
    assert servqual.stated_confidence(result) is None


def test_the_seed_of_synthetic_data_goes_along() -> None:
    table = load("bank_branch")
    table.attrs["synthetic_seed"] = 7
    assert servqual.gaps(table).attrs["synthetic_seed"] == 7


# ---- what is refused


def refusal(table: pd.DataFrame, **options: object) -> CourseError:
    with pytest.raises(CourseError) as caught:
        servqual.gaps(table, **{"instrument": questionnaire({"d": 2}), **options})  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_answer_off_the_scale_is_named_with_row_column_and_remedy(language: str) -> None:
    use(language)
    table = survey([[5, 6], [7, 6], [5, 0]], [[4, 4], [3, 77], [8, 5]], index=["R1", "R2", "R3"])
    text = str(refusal(table))
    assert "expectation_2" in text
    assert "R3" in text
    assert {"zh": "清空", "en": "clear it"}[language] in text
    text = str(refusal(table.drop(index="R3")))
    assert all(part in text for part in ("perception_2", "R2", "77", "1", "7"))


@pytest.mark.parametrize("value", [0, 8, 7.5, -1, math.inf])
def test_no_value_outside_the_scale_is_scored(value: float) -> None:
    assert refusal(survey([[5, 6], [7, 6]], [[4, 4], [value, 5]])).key == "servqual.off_scale"


@pytest.mark.parametrize("by", ["dimension", "item"])
def test_missing_columns_are_named(by: str) -> None:
    table = survey([[5, 6]], [[4, 4]]).drop(columns=["expectation_1", "perception_2"])
    error = refusal(table, by=by)
    assert error.key == "servqual.missing_columns"
    assert "expectation_1" in str(error)


def test_a_column_that_stands_twice_is_refused() -> None:
    table = survey([[5, 6]], [[4, 4]])
    error = refusal(pd.concat([table, table[["perception_1"]]], axis="columns"))
    assert error.key == "servqual.double_columns"
    assert "perception_1" in str(error)


@pytest.mark.parametrize("values", [["5", "6"], ["非常同意", "同意"], [True, False], [None, None]])
def test_a_column_that_holds_no_numbers_is_refused(values: list[object]) -> None:
    table = survey([[5, 6], [7, 6]], [[4, 4], [3, 5]]).assign(perception_2=values)
    error = refusal(table)
    assert error.key == "servqual.not_numbers"
    assert "perception_2" in str(error)


def test_a_table_without_rows_is_refused() -> None:
    assert refusal(survey([[5, 6]], [[4, 4]]).iloc[:0]).key == "servqual.no_rows"


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan])
def test_a_confidence_outside_0_and_1_is_refused(confidence: float) -> None:
    assert refusal(survey([[5, 6]], [[4, 4]]), confidence=confidence).key == "servqual.confidence"


def test_an_unknown_grouping_is_refused() -> None:
    assert refusal(survey([[5, 6]], [[4, 4]]), by="branch").key == "servqual.unknown_by"
