"""What the zone of tolerance promises."""

import numpy as np
import pandas as pd
import pytest
from questionnaires import COUNTED, answered, questionnaire
from scipy import stats

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual

LEVELS = ("minimum", "desired", "perception")
ONE = questionnaire({"only": 1}, answers=LEVELS)
TWO = questionnaire({"first": 2, "second": 3}, answers=LEVELS)


def drawn(rows: int = 40, seed: int = 3) -> pd.DataFrame:
    """Return answers to two dimensions, minimum below desired, some of them missing."""
    generator = np.random.default_rng(seed)
    minimum = generator.integers(2, 5, size=(rows, 5)).astype(float)
    desired = minimum + generator.integers(1, 3, size=(rows, 5))
    perception = generator.integers(1, 8, size=(rows, 5)).astype(float)
    perception[generator.random((rows, 5)) < 0.2] = np.nan
    return answered(minimum=minimum.tolist(), desired=desired.tolist(), perception=perception.tolist())


@pytest.mark.parametrize("by", ["dimension", "item", "total"])
def test_msa_minus_mss_is_the_width_of_the_zone(by: str) -> None:
    result = servqual.tolerance(drawn(), instrument=TWO, by=by)  # type: ignore[arg-type]
    width = result["desired"] - result["minimum"]
    assert (result["msa"] - result["mss"]).tolist() == pytest.approx(width.tolist(), abs=1e-12)
    assert (result["n_used"] < 40).any()
    assert (result[COUNTED].sum(axis="columns") == 40).all()


def test_intervals_are_those_of_scipy() -> None:
    table = drawn()
    row = servqual.tolerance(table, instrument=TWO, by="item", confidence=0.9).loc[4]
    for name, level in (("msa", "minimum"), ("mss", "desired")):
        values = (table["perception_4"] - table[f"{level}_4"]).dropna()
        expected = stats.ttest_1samp(values, 0).confidence_interval(0.9)
        assert row[[f"{name}_low", f"{name}_high"]].tolist() == pytest.approx(list(expected))


def test_only_triples_count_and_half_of_the_items_are_needed() -> None:
    table = answered(
        minimum=[[2, 2, 2, 2, 2], [2, None, 2, 2, None]],
        desired=[[6, 6, 6, 6, 6], [6, 6, 6, None, 6]],
        perception=[[5, 5, 5, 5, 5], [3, 7, 3, 7, 7]],
    )
    result = servqual.tolerance(table, instrument=TWO)
    assert result["n_used"].tolist() == [2, 1]
    assert result.loc["first", "perception"] == 4
    assert result.loc["second", "perception"] == 5


def test_respondents_whose_minimum_is_above_their_desired_level_are_counted_and_in_no_mean() -> None:
    table = answered(minimum=[[3], [6], [2], [4]], desired=[[5], [4], [6], [None]], perception=[[4], [1], [5], [7]])
    row = servqual.tolerance(table, instrument=ONE).loc["only"]
    assert row[[*COUNTED, "n_reversed"]].tolist() == [2, 1, 0, 1, 1]
    assert row[["minimum", "desired", "perception"]].tolist() == [2.5, 5.5, 4.5]
    assert "minimum above desired excluded" in row["convention"]


def test_equal_minimum_and_desired_level_is_not_reversed() -> None:
    row = servqual.tolerance(answered(minimum=[[5]] * 2, desired=[[5]] * 2, perception=[[4], [6]]), ONE).loc["only"]
    assert row[["n_used", "n_reversed"]].tolist() == [2, 0]


@pytest.mark.parametrize(
    ("perception", "position"),
    [
        ([1, 2] * 9, "below"),
        ([4, 5] * 9, "within"),
        ([6, 7] * 9, "above"),
        ([2, 4] * 9, "cannot tell"),
        ([4], "cannot tell"),
    ],
)
def test_the_position_is_told_only_where_the_intervals_tell_it(perception: list[float], position: str) -> None:
    n = len(perception)
    table = answered(
        minimum=[[3]] * n, desired=[[5.5 if position == "within" else 5]] * n, perception=[[p] for p in perception]
    )
    assert servqual.tolerance(table, instrument=ONE).loc["only", "position"] == position


def test_noise_around_the_minimum_is_rarely_placed_below_or_within() -> None:
    generator = np.random.default_rng(8)
    placed = 0
    for _ in range(200):
        perception = (3 + generator.integers(-2, 3, size=(30, 1))).astype(float).tolist()
        table = answered(minimum=[[3]] * 30, desired=[[7]] * 30, perception=perception)
        placed += servqual.tolerance(table, instrument=ONE).loc["only", "position"] != "cannot tell"
    assert placed <= 22  # 5% of 200 and four standard errors


def test_nobody_with_a_triple_keeps_the_row() -> None:
    row = servqual.tolerance(answered(minimum=[[3]], desired=[[5]], perception=[[None]]), instrument=ONE).loc["only"]
    assert (row["n_used"], row["n_missing"], row["position"]) == (0, 1, "cannot tell")
    assert row["convention"].endswith("no interval: n < 2")


def test_a_questionnaire_without_the_three_levels_is_refused_by_name() -> None:
    with pytest.raises(CourseError, match="minimum, desired") as caught:
        servqual.tolerance(drawn(), instrument="bank_branch")
    assert caught.value.key == "servqual.no_tolerance"


def test_a_table_without_the_columns_is_refused() -> None:
    with pytest.raises(CourseError, match="desired_1") as caught:
        servqual.tolerance(drawn().drop(columns="desired_1"), instrument=TWO)
    assert caught.value.key == "servqual.missing_columns"
