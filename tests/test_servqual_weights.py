"""What weights and weighted totals promise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from questionnaires import COUNTED, questionnaire, survey
from scipy import stats

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

TWO = questionnaire({"first": 1, "second": 1})


def allocated(points: list[tuple[float | None, float | None]]) -> pd.DataFrame:
    """Return respondents with gaps of -1 and -3, -2 and -3, ... and these points."""
    rows = len(points)
    table = survey([[7, 7]] * rows, [[6 - number % 4, 4] for number in range(rows)])
    return table.assign(**dict(zip(("weight_first", "weight_second"), np.array(points, dtype=float).T, strict=True)))


def test_sums_of_99_to_101_are_rescaled_and_others_excluded_and_both_counted() -> None:
    table = allocated(
        [(40, 60), (49.5, 49.5), (50.5, 50.5), (98.9, 0), (51, 51), (-10, 110), (100, None), (None, None), (200, 0)]
    )
    result = servqual.weights(table, instrument=TWO)
    assert result["weight"].tolist() == pytest.approx([(40 + 50 + 50) / 3, (60 + 50 + 50) / 3])
    assert result.loc["first", ["n_used", "n_missing", "n_rescaled", "n_excluded"]].tolist() == [3, 1, 2, 5]
    total = servqual.weighted(table, instrument=TWO)
    assert total.loc["own_weights", ["n_used", "n_missing", "n_rescaled", "n_excluded"]].tolist() == [3, 1, 2, 5]


@pytest.mark.parametrize("of", ["gap", "perception"])
def test_every_respondent_is_counted_once(of: str) -> None:
    table = load("bank_branch")
    for result in (servqual.weights(table), servqual.weighted(table, of=of)):  # type: ignore[arg-type]
        assert (result[COUNTED].sum(axis="columns") == len(table)).all()
        assert (result["n_rescaled"] <= result["n_used"]).all()
        assert result["n_rescaled"].gt(0).all()


def test_weighted_gap_uses_each_respondents_own_weights() -> None:
    table = survey([[7, 7]] * 2, [[6, 3], [2, 6]]).assign(weight_first=[20, 90], weight_second=[80, 10])
    result = servqual.weighted(table, instrument=TWO)["gap"]
    assert result["own_weights"] == pytest.approx((0.2 * -1 + 0.8 * -4 + 0.9 * -5 + 0.1 * -1) / 2)
    assert result["mean_weights"] == pytest.approx(0.55 * -3 + 0.45 * -2.5)
    assert result["unweighted"] == pytest.approx(-2.75)


def test_the_two_orders_of_averaging_differ_by_the_covariances() -> None:
    table = load("bank_branch")
    levels = servqual.dimensions(table)
    gaps = levels["perception"] - levels["expectation"]
    points = table[[f"weight_{dimension}" for dimension in gaps]].set_axis(gaps.columns, axis="columns")
    total = points.sum(axis="columns", skipna=False)
    used = total.between(99, 101) & gaps.notna().all(axis="columns")
    shares, gaps = points[used].div(total[used], axis="index"), gaps[used]
    covariance = sum(np.cov(shares[name], gaps[name], ddof=0)[0, 1] for name in gaps)
    result = servqual.weighted(table)
    assert result.loc["own_weights", "n_used"] == used.sum()
    assert result.loc["own_weights", "gap"] - result.loc["mean_weights", "gap"] == pytest.approx(covariance)
    own = (shares * gaps).sum(axis="columns")
    expected = stats.ttest_1samp(own, 0).confidence_interval(0.95)
    assert result.loc["own_weights", ["low", "high"]].tolist() == pytest.approx(list(expected))


def test_mean_weights_times_mean_gaps_has_no_interval_and_says_so() -> None:
    row = servqual.weighted(load("bank_branch")).loc["mean_weights"]
    assert row[["sd", "low", "high"]].isna().all()
    assert row["convention"].endswith("mean weights times mean gaps, no interval")


def test_equal_weights_give_the_unweighted_total() -> None:
    table = load("bank_branch")
    even = table.assign(**{column: 20 for column in table if column.startswith("weight_")})
    result = servqual.weighted(even)
    total = servqual.gaps(table, by="total").loc["total"]
    assert result["gap"].tolist() == pytest.approx([total["gap"]] * 3)
    assert result.loc["own_weights", "low"] == pytest.approx(total["low"])


def test_weighted_servperf_asks_for_no_expectations() -> None:
    table = survey([[7, 7]] * 2, [[6, 3], [2, 6]]).assign(weight_first=[20, 90], weight_second=[80, 10])
    only = table.drop(columns=["expectation_1", "expectation_2"])
    result = servqual.weighted(only, of="perception", instrument=TWO)
    assert result["perception"].tolist() == pytest.approx([(3.6 + 2.4) / 2, 0.55 * 4 + 0.45 * 4.5, 4.25])
    assert result["convention"].str.startswith("perceptions only").all()


@given(st.floats(0.99, 1.01))
def test_rescaling_the_points_changes_no_weight(factor: float) -> None:
    table = allocated([(40, 60), (10, 90), (75, 25), (0, 100)])
    columns = ["weight_first", "weight_second"]
    rescaled = table.assign(**{column: table[column] * factor for column in columns})
    for score, value in ((servqual.weights, "weight"), (servqual.weighted, "gap")):
        before, after = score(table, instrument=TWO), score(rescaled, instrument=TWO)  # type: ignore[operator]
        assert after[value].tolist() == pytest.approx(before[value].tolist(), rel=1e-12)
        assert (after["n_used"] == 4).all()


def test_nobody_left_keeps_the_rows_without_numbers() -> None:
    table = allocated([(150, 50), (None, None)])
    weights, total = servqual.weights(table, instrument=TWO), servqual.weighted(table, instrument=TWO)
    assert (weights["n_used"] == 0).all()
    assert weights["weight"].isna().all()
    assert total["gap"].isna().all()
    assert total["convention"]["own_weights"].endswith("no interval: n < 2")


def test_missing_weights_texts_and_unknown_totals_are_refused() -> None:
    table = allocated([(40, 60), (50, 50)])
    for changed, key in (
        (table.drop(columns="weight_first"), "servqual.missing_columns"),
        (table.assign(weight_first=["40分", "50"]), "servqual.not_numbers"),
        (table.iloc[:0], "servqual.no_rows"),
    ):
        for score in (servqual.weights, servqual.weighted):
            with pytest.raises(CourseError) as caught:
                score(changed, instrument=TWO)  # type: ignore[operator]
            assert caught.value.key == key
    with pytest.raises(CourseError) as caught:
        servqual.weighted(table, of="expectation", instrument=TWO)  # type: ignore[arg-type]
    assert caught.value.key == "servqual.unknown_of"
