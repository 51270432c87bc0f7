"""Kinds of loyalty by stated cuts, and the curve from satisfaction to loyalty: what is promised of them."""

import numpy as np
import pandas as pd
import pytest

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import loyalty, satisfaction_loyalty
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.loading import load

EVERYBODY = load("frame").merge(load("customers"), on="customer")
EVERYBODY["bound"] = ((EVERYBODY["payroll"] == 1) | (EVERYBODY["mortgage"] == 1)).astype(float)
MATURED = EVERYBODY[EVERYBODY["matured"] == 1]
SCORE, OUTCOME = "satisfaction_true", "renewed"


# ---- kinds
def test_a_value_at_the_cut_is_high() -> None:
    table = pd.DataFrame({"s": [4.0, 3.9, 4.0, 3.9], "l": [1, 1, 0, 0]})
    assert loyalty.jones_sasser(table, "s", "l", 4, 1).tolist() == ["loyalist", "hostage", "mercenary", "defector"]
    assert loyalty.dick_basu(table, "s", "l", 4, 1).tolist() == [
        "true_loyalty", "spurious_loyalty", "latent_loyalty", "no_loyalty",
    ]  # fmt: skip


def test_extremes_are_taken_from_loyalists_and_defectors_alone() -> None:
    kinds = loyalty.jones_sasser(MATURED, SCORE, OUTCOME, 4, 1, top=5, bottom=1)
    own = MATURED.loc[kinds == "apostle"]
    assert (own[SCORE] == 5).all()
    assert (own[OUTCOME] == 1).all()
    gone = MATURED.loc[kinds == "terrorist"]
    assert (gone[SCORE] == 1).all()
    assert (gone[OUTCOME] == 0).all()
    assert set(loyalty.class_shares(kinds).index) == {*loyalty.KINDS, "apostle", "terrorist"}


def test_who_lacks_a_value_has_no_class_and_is_counted() -> None:
    kinds = loyalty.jones_sasser(EVERYBODY, SCORE, OUTCOME, 4, 1)
    assert kinds.isna().sum() == (EVERYBODY["matured"] == 0).sum()
    found = loyalty.class_shares(kinds)
    assert found["n"].sum() == found["of"].iloc[0] == len(MATURED)
    assert (found["n_missing"] == kinds.isna().sum()).all()
    assert found["share"].astype(float).sum() == pytest.approx(1)


def test_a_cut_that_puts_everybody_on_one_side_is_refused() -> None:
    for cuts in ((6, 1), (1, 1), (4, 2), (4, 0)):
        with pytest.raises(CourseError) as caught:
            loyalty.jones_sasser(MATURED, SCORE, OUTCOME, *cuts)
        assert caught.value.key == "loyalty.one_side"


def test_shares_by_group_are_those_of_each_group() -> None:
    kinds = loyalty.jones_sasser(MATURED, SCORE, OUTCOME, 4, 1)
    found = loyalty.class_shares(kinds, by=MATURED["branch"])
    own = kinds[MATURED["branch"] == "B07"]
    assert found.loc[("B07", "hostage"), "n"] == (own == "hostage").sum()
    assert found.loc[("B07", "hostage"), "low"] == proportion(int((own == "hostage").sum()), len(own))["low"]
    with pytest.raises(CourseError):
        loyalty.class_shares(kinds, by=MATURED["branch"].reset_index(drop=True))


def test_at_b07_more_are_hostages_than_elsewhere() -> None:
    found = loyalty.class_shares(loyalty.jones_sasser(MATURED, SCORE, OUTCOME, 4, 1), by=MATURED["branch"] == "B07")
    assert found.loc[(True, "hostage"), "low"] > found.loc[(False, "hostage"), "high"]


def test_moving_the_cut_moves_the_classes_and_says_how_many() -> None:
    found = loyalty.cut_sensitivity(MATURED, SCORE, OUTCOME, [4, 3, 5], [1])
    assert found.loc[(4, 1), "moved"] == 0
    assert found.loc[(3, 1), "moved"] == pytest.approx((MATURED[SCORE] == 3).mean())
    assert found[list(loyalty.KINDS)].sum(axis=1).round(9).eq(1).all()
    assert found.loc[(5, 1), "hostage"] > found.loc[(4, 1), "hostage"] > found.loc[(3, 1), "hostage"]


# ---- the curve
def test_the_curve_is_a_share_at_each_score() -> None:
    found = satisfaction_loyalty.curve(MATURED, SCORE, OUTCOME, by="bound", join=(1, 2))
    own = MATURED.query(f"bound == 0 and {SCORE} <= 2")[OUTCOME]
    assert found.loc[(0.0, "1-2"), "n"] == len(own)
    assert found.loc[(0.0, "1-2"), "share"] == own.mean()
    assert found["n"].sum() == len(MATURED)
    whole = satisfaction_loyalty.curve(EVERYBODY, SCORE, OUTCOME)
    assert (whole["n_missing"] == len(EVERYBODY) - len(MATURED)).all()


def test_free_customers_curve_bends_and_that_of_the_bound_is_not_shown_to() -> None:
    free = satisfaction_loyalty.second_difference(MATURED.query("bound == 0"), SCORE, OUTCOME)
    bound = satisfaction_loyalty.second_difference(MATURED.query("bound == 1"), SCORE, OUTCOME)
    assert free["verdict"] == "bends upwards"
    assert bound["verdict"] == "cannot tell"
    assert free["second_difference"] == pytest.approx(free["upper_rise"] - free["lower_rise"])


def test_a_second_difference_of_a_straight_line_holds_0_in_about_95_of_100() -> None:
    chance = np.random.default_rng(2)
    scores = np.repeat([3, 4, 5], 60)
    found = []
    for _ in range(400):
        kept = chance.random(180) < np.repeat([0.5, 0.7, 0.9], 60)
        table = pd.DataFrame({"score": scores, "kept": kept.astype(int)})
        found.append(satisfaction_loyalty.second_difference(table, "score", "kept")["verdict"])
    assert found.count("cannot tell") / len(found) >= 0.93


def test_an_empty_score_is_refused() -> None:
    with pytest.raises(CourseError) as caught:
        satisfaction_loyalty.second_difference(MATURED.query(f"{SCORE} != 5"), SCORE, OUTCOME)
    assert caught.value.key == "satisfaction_loyalty.nobody_at"


@pytest.mark.parametrize("sign", [1, -1])
def test_asymmetry_finds_the_slopes_on_either_side(sign: int) -> None:
    chance = np.random.default_rng(3)
    gap = chance.normal(0, 1, 400)
    overall = 4 + sign * (1.0 * np.minimum(gap, 0) + 0.3 * np.maximum(gap, 0)) + chance.normal(0, 0.3, 400)
    found = satisfaction_loyalty.asymmetry(pd.DataFrame({"gap": gap, "overall": overall}), "gap", "overall", 0)
    assert found["slope_below"] == pytest.approx(sign * 1.0, abs=0.12)
    assert found["slope_above"] == pytest.approx(sign * 0.3, abs=0.12)
    assert found["difference"] == pytest.approx(found["slope_above"] - found["slope_below"])
    assert found["low"] < found["difference"] < found["high"]


def test_asymmetry_refuses_one_side() -> None:
    table = pd.DataFrame({"gap": np.arange(30.0), "overall": np.arange(30.0) ** 2})
    with pytest.raises(CourseError) as caught:
        satisfaction_loyalty.asymmetry(table, "gap", "overall", reference=3)
    assert caught.value.key == "satisfaction_loyalty.few_below"


def test_bound_customers_have_the_same_satisfaction_and_another_loyalty() -> None:
    found = satisfaction_loyalty.moderated(MATURED, SCORE, OUTCOME, moderator="bound")
    assert abs(found.loc["difference", "mean_score"]) < 0.2
    assert found.loc["difference", "share"] > 0.25
    assert found.loc["difference", "slope"] == pytest.approx(found.loc["1", "slope"] - found.loc["0", "slope"])
    assert found.loc["difference", "high"] < 0
    assert found.loc["0", "low"] > 0


def test_a_moderator_of_one_group_and_odd_outcomes_are_refused() -> None:
    for table, key in (
        (MATURED.query("bound == 1"), "satisfaction_loyalty.one_group"),
        (MATURED.assign(renewed=2), "scores.not_0_1"),
    ):
        with pytest.raises(CourseError) as caught:
            satisfaction_loyalty.moderated(table, SCORE, OUTCOME, "bound")
        assert caught.value.key == key
    with pytest.raises(CourseError) as caught:
        satisfaction_loyalty.curve(MATURED.assign(**{SCORE: 3.5}), SCORE, OUTCOME)
    assert caught.value.key == "scores.not_whole"
