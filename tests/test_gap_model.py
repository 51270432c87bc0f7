"""The five gaps computed: each against a second computation, and refused where a part is missing."""

import numpy as np
import pandas as pd
import pytest

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import gap_model, servqual
from fsq_lab.survey.loading import load

ITEMS = {"tangibles": 5, "reliability": 2, "responsiveness": 5, "assurance": 7, "empathy": 1}


def spring() -> pd.DataFrame:
    return load("promises").query("'2025-03' <= month <= '2025-09'")


def found(branch: str = "B07", **changed: object) -> pd.DataFrame:
    given = {"guesses": load("managers"), "items": ITEMS, "promises": spring(), "survey": load("bank_branch")}
    return gap_model.five_gaps(**{**given, "branch": branch, **changed})  # type: ignore[arg-type]


def test_the_first_gap_is_guess_minus_weight_with_the_customers_interval_turned_round() -> None:
    survey, one = load("bank_branch"), found().loc["gap_1"]
    points = survey.filter(like="weight_").dropna()
    sums = points.sum(axis=1)
    own = (100 * points.div(sums, axis=0))[sums.between(99, 101)]["weight_reliability"]
    guess = load("managers")["weight_reliability"].mean()
    assert one["gap"] == pytest.approx(guess - own.mean(), abs=0.01)
    assert one["low"] < one["gap"] < one["high"]
    assert one["gap"] - one["low"] == pytest.approx(one["high"] - one["gap"])
    assert one["n"] == len(own)


def test_the_second_gap_is_counted_and_has_no_interval() -> None:
    two = found().loc["gap_2"]
    assert two["gap"] == pytest.approx(2 / 20 * 100 - load("managers")["weight_reliability"].mean())
    assert two[["low", "high", "n", "others"]].isna().all()
    more = found(items={**ITEMS, "reliability": 3, "responsiveness": 4}).loc["gap_2", "gap"]
    assert more - two["gap"] == pytest.approx(5)


def test_the_third_gap_adds_numerators_and_denominators() -> None:
    rows, three = spring(), found().loc["gap_3"]
    own = rows[rows["branch"] == "B07"]
    assert three["gap"] == pytest.approx(100 * own["in_time"].sum() / own["pieces"].sum() - 90)
    assert three["n"] == own["pieces"].sum()
    rest = rows[rows["branch"] != "B07"]
    assert three["others"] == pytest.approx(100 * rest["in_time"].sum() / rest["pieces"].sum() - 90)
    assert three["high"] < 0 < three["others"]
    assert found(standard=0.5).loc["gap_3", "gap"] == pytest.approx(three["gap"] + 40)


def test_the_fourth_gap_weighs_kinds_by_pieces_and_takes_its_interval_over_months() -> None:
    rows = spring().query("branch == 'B07'")
    months = [
        np.average(part["promised_minutes"] - part["measured_minutes"], weights=part["pieces"])
        for _, part in rows.groupby("month")
    ]
    four = found().loc["gap_4"]
    assert four["gap"] == pytest.approx(np.mean(months))
    half = 2.446912 * np.std(months, ddof=1) / np.sqrt(7)
    assert four["high"] - four["gap"] == pytest.approx(half, rel=1e-5)
    assert four["n"] == 7


def test_the_fifth_gap_is_the_survey_s() -> None:
    survey = load("bank_branch")
    for branch in ("B07", "B06"):
        five = found(branch).loc["gap_5"]
        total = servqual.gaps(survey[survey["branch"] == branch], by="total").loc["total"]
        assert five[["gap", "low", "high"]].tolist() == pytest.approx(total[["gap", "low", "high"]].tolist())


def test_the_gaps_of_the_whole_bank_do_not_depend_on_the_branch() -> None:
    pd.testing.assert_frame_equal(found("B07").iloc[:2], found("B06").iloc[:2])
    assert (found("B07")["gap"] != found("B06")["gap"]).tolist() == [False, False, True, True, True]


def test_what_the_chapter_says_of_its_figure() -> None:
    own = found()
    assert abs(own.loc["gap_4", "gap"]) < 1, "on average in time"
    assert own.loc["gap_3", "gap"] < -25, "and four in ten late"
    assert own.loc["gap_5", "high"] < own.loc["gap_5", "others"]
    assert found("B06").loc["gap_3", "gap"] > 0


def test_minutes_early_by_month_are_weighted_by_transactions_and_refuse_another_table() -> None:
    months = pd.DataFrame(
        {
            "month": ["2025-03", "2025-03", "2025-04"],
            "promised_minutes": [30, 60, 30],
            "measured_minutes": [20, 63, 35],
            "pieces": [1, 9, 4],
        }
    )
    assert gap_model.minutes_early(months).to_dict() == {"2025-03": pytest.approx((10 - 27) / 10), "2025-04": -5.0}
    with pytest.raises(CourseError, match="pieces"):
        gap_model.minutes_early(months.drop(columns="pieces"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"branch": "B99"}, "B99"),
        ({"guesses": pd.DataFrame({"weight_empathy": [20]})}, "weight_reliability"),
        ({"promises": pd.DataFrame({"branch": ["B07"]})}, "pieces"),
        ({"items": {"tangibles": 5}}, "reliability among them"),
        ({"items": {**ITEMS, "empathy": -1}}, "0 or more"),
        ({"standard": 90}, "Nine in ten is 0.9"),
        ({"survey": pd.DataFrame({"branch": ["B07", "B07"]})}, "other branches"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_the_reason(changed: dict[str, object], told: str) -> None:
    with pytest.raises(CourseError, match=told):
        found(**changed)  # type: ignore[arg-type]
