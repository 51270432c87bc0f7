"""What lesson 02 says in words, where no computed number stands: it must be so in the committed tables."""

import pandas as pd
import pytest

from fsq_lab.scoring import agreement, gap_model, ratings
from fsq_lab.statistics import estimates
from fsq_lab.survey.loading import load

ITEMS = {"tangibles": 5, "reliability": 2, "responsiveness": 5, "assurance": 7, "empathy": 1}


@pytest.fixture
def spring() -> pd.DataFrame:
    return load("promises").query("'2025-03' <= month <= '2025-09'")


@pytest.fixture
def satisfied() -> pd.DataFrame:
    return estimates.means(load("bank_branch"), "overall_satisfaction", by="branch")


def test_section_4_the_best_by_checklist_is_average_for_customers_and_the_worst_for_customers_passes(
    satisfied: pd.DataFrame,
) -> None:
    visits = load("mystery_visits")
    marks, june = (ratings.checklist(part)["score"] for part in (visits, visits.query("visit == '2025-06'")))
    assert (marks.idxmax(), june[june < 60].index.tolist()) == ("B06", ["B03"])
    median = satisfied["mean"].median()
    for branch in ("B06", "B03"):
        assert satisfied.loc[branch, "low"] < median < satisfied.loc[branch, "high"], branch
    assert satisfied.loc["B06", "mean"] <= median
    others = satisfied.drop("B07")
    assert satisfied.loc["B07", "high"] < others["mean"].min(), "far below everyone else's"
    assert min(marks["B07"], june["B07"]) >= 60


def test_section_4_what_can_be_seen_is_agreed_on_more_often_than_a_smile() -> None:
    pairs = load("mystery_visits").pivot(index=["branch", "visit", "item"], columns="rater", values="passed")
    pairs = pairs.reset_index()
    kappa = {item: agreement.kappa(pairs.query("item == @item"), "A", "B")["kappa"] for item in (3, 6, 10, 13, 14)}
    assert min(kappa[6], kappa[10]) > 0.7
    assert kappa[13] < 0.2
    assert kappa[3] == pytest.approx(0.5, abs=0.05)
    assert kappa[14] == pytest.approx(0.5, abs=0.05)


def test_section_5_the_poster_s_minutes_and_b09_s_thirty_a_month(spring: pd.DataFrame) -> None:
    promised = spring.groupby("kind")["promised_minutes"].agg(["min", "max"])
    assert (promised["min"] == promised["max"]).all(), "one poster at all branches"
    assert promised["min"].to_dict() == {"cash": 30, "account": 45, "loan": 60, "wealth": 50}
    monthly = spring[spring["branch"] == "B09"].groupby("month")["pieces"].sum()
    assert monthly.between(25, 35).all()
    assert monthly.mean() == pytest.approx(30, abs=2)


def test_section_5_fifteen_of_fifteen_at_the_lower_end_is_one_chance_in_thirty() -> None:
    from fsq_lab.statistics.intervals import proportion

    assert 1 / proportion(15, 15)["low"] ** 15 == pytest.approx(30, abs=2)


def test_section_5_only_b07_is_below_nine_in_ten_with_its_whole_interval(spring: pd.DataFrame) -> None:
    kept = estimates.shares(spring, "in_time", "pieces", by="branch")
    assert kept.index[kept["high"] < 0.9].tolist() == ["B07"]
    assert kept["share"].idxmin() == "B07"
    assert kept.loc["B09", "low"] < 0.9 < kept.loc["B09", "high"]
    before = load("promises").query("branch == 'B07' and '2024-03' <= month <= '2025-02'")
    assert before["in_time"].sum() / before["pieces"].sum() > 0.88, "as it was: like the others"


def test_section_7_b06_keeps_its_promises_and_is_like_the_others_for_customers(spring: pd.DataFrame) -> None:
    five = gap_model.five_gaps(load("managers"), ITEMS, spring, load("bank_branch"), branch="B06")
    assert five.loc["gap_3", "gap"] > 0
    assert five.loc["gap_4", "low"] > 0
    assert five.loc["gap_5", "low"] < five.loc["gap_5", "others"] < five.loc["gap_5", "high"]


def test_section_7_the_sorting_holds_all_twenty_items_and_reliability_is_undervalued_twice() -> None:
    assert sum(ITEMS.values()) == load("mystery_visits")["item"].nunique()
    guess = load("managers").filter(like="weight_").mean()
    assert 100 * ITEMS["reliability"] / 20 < guess["weight_reliability"]
