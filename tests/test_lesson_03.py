"""What lesson 03 says in words, where no computed number stands: it must be so in the committed tables."""

import pandas as pd
import pytest

from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

INCIDENTAL = ["tangibles", "empathy"]


@pytest.fixture
def survey() -> pd.DataFrame:
    return load("bank_branch")


def test_section_1_b07_passes_the_checklist_and_keeps_fewest_promised_times_since_spring() -> None:
    visits, promises = load("mystery_visits"), load("promises")
    assert visits[visits["branch"] == "B07"].groupby("visit")["passed"].mean().min() >= 0.60
    spring = promises[(promises["month"] >= "2025-03") & (promises["month"] <= "2025-08")]
    kept = spring.groupby("branch")[["in_time", "pieces"]].sum()
    shares = (kept["in_time"] / kept["pieces"]).sort_values()
    assert shares.index[0] == "B07"
    assert shares.iloc[1] - shares.iloc[0] > 0.2


def test_sections_1_to_5_reliability_is_furthest_below_and_valued_most(survey: pd.DataFrame) -> None:
    sizes = survey["branch"].value_counts()
    assert (sizes.idxmax(), sizes.idxmin()) == ("B05", "B09")
    assert survey["perception_6"].mean() > 4, "filling in 4 lowers the mean"
    gaps, weights = servqual.gaps(survey)["gap"], servqual.weights(survey)["weight"]
    assert gaps.max() < 0
    assert (gaps.idxmin(), gaps.idxmax()) == ("reliability", "tangibles")
    assert list(weights.sort_values(ascending=False).index[:2]) == ["reliability", "assurance"]
    assert gaps["responsiveness"] < gaps["assurance"]
    totals = servqual.weighted(survey)["gap"]
    assert totals["own_weights"] < totals["mean_weights"] < totals["unweighted"]
    points = weights["reliability"] * gaps["reliability"] / gaps["assurance"]
    assert 2.1 < points / weights["assurance"] < 2.5, "more than twice"


def test_section_3_most_are_below_an_excellent_branch_and_few_are_dissatisfied(survey: pd.DataFrame) -> None:
    each = survey["perception_5"] - survey["expectation_5"]
    assert (each < 0).sum() / each.count() > 0.7
    satisfaction = survey["overall_satisfaction"].dropna()
    assert (satisfaction <= 3).mean() < 0.1


def test_section_6_the_interval_of_b07_is_three_times_as_wide(survey: pd.DataFrame) -> None:
    b07 = survey[survey["branch"] == "B07"]
    assert 9 < len(survey) / len(b07) < 12
    width, whole = ((one["high"] - one["low"])["reliability"] for one in (servqual.gaps(b07), servqual.gaps(survey)))
    assert 2.5 < width / whole < 3.5


def test_section_7_only_b07_is_lower_and_b11_is_higher_by_luck_too(survey: pd.DataFrame) -> None:
    compared = servqual.compare(survey)
    assert dict(compared["note"][compared["note"] != "cannot tell"]) == {"B07": "lower", "B11": "higher"}
    assert list(compared["gap"].nsmallest(2).index) == ["B07", "B12"]
    without = servqual.compare(survey[survey["branch"] != "B07"]).loc["B11"]
    assert without["note"] == "higher"
    assert 0.30 < without["difference"] < compared.loc["B11", "difference"], "the card: 0.30 at the most"


def test_section_7_b07_is_lower_on_four_and_of_the_lowest_two_nobody_can_tell_which(survey: pd.DataFrame) -> None:
    parts = servqual.compare(survey, by="dimension").loc["B07"]
    assert set(parts["difference"].nsmallest(2).index) == {"reliability", "responsiveness"}
    levels = servqual.dimensions(survey)
    own = levels["perception"] - levels["expectation"]
    apart = (own["reliability"] - own["responsiveness"]).dropna()
    here, there = (apart[chosen.loc[apart.index]] for chosen in (survey["branch"] == "B07", survey["branch"] != "B07"))
    width = 2 * (here.sem() ** 2 + there.sem() ** 2) ** 0.5
    assert abs(here.mean() - there.mean()) < width, "against the rest the two cannot be told apart"
    assert here.mean() + 2 * here.sem() < 0, "its own gap is the widest on reliability"
    assert servqual.gaps(survey[survey["branch"] == "B07"])["gap"].idxmin() == "reliability"
    assert parts["note"].pop("tangibles") == "cannot tell"
    assert set(parts["note"].drop("tangibles", errors="ignore")) == {"lower"}


def test_section_7_shuffled_names_raise_false_alarms_mostly_where_nothing_is_adjusted(survey: pd.DataFrame) -> None:
    """Also what the note for instructors demonstrates."""
    alarms = {"p": 0, "p_holm": 0}
    for seed in range(40):
        names = survey["branch"].sample(frac=1, random_state=seed)
        noise = servqual.compare(survey.assign(branch=names.to_numpy()))
        if seed == 1:
            assert set(noise["note"]) == {"cannot tell"}
        for column in alarms:
            alarms[column] += bool(noise[column].min() < 1 / 20)
    assert alarms["p"] > 10
    assert alarms["p_holm"] <= 2


def test_section_8_assurance_is_best_by_perception_and_reliability_below_the_zone(survey: pd.DataFrame) -> None:
    gaps, perception = servqual.gaps(survey)["gap"], servqual.servperf(survey)["perception"]
    assert perception.idxmax() == "assurance"
    assert gaps.rank(ascending=False)["assurance"] == 3
    position = servqual.tolerance(load("insurance"))["position"]
    assert position.pop("reliability") == "below"
    assert set(position) == {"within"}


def test_section_10_outages_lower_reliability_most_and_leave_two_dimensions_alone() -> None:
    by_outage = servqual.gaps(load("securities"), instrument="securities", group="outage_seen")
    change = by_outage.loc["seen", "gap"] - by_outage.loc["not_seen", "gap"]
    assert change.idxmin() == "reliability"
    assert (change.drop(INCIDENTAL) < -0.3).all()
    assert (change[INCIDENTAL].abs() < 0.1).all()


def test_section_10_claims_at_in2_take_longer() -> None:
    insurance = load("insurance")
    days = insurance.groupby("insurer")["claim_days"]
    elsewhere = insurance.loc[insurance["insurer"] != "IN2", "claim_days"]
    assert days.min()["IN2"] > max(elsewhere.mean(), days.mean().drop("IN2").max())
    position = servqual.tolerance(insurance[insurance["insurer"] == "IN2"])["position"].to_dict()
    assert (position.pop("reliability"), position.pop("responsiveness")) == ("below", "cannot tell")
    assert set(position.values()) == {"within"}
