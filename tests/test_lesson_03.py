"""What lesson 03 says in words, where no computed number stands: it must be so in the committed tables."""

import pandas as pd
import pytest

from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

INCIDENTAL = ["tangibles", "empathy"]


@pytest.fixture
def survey() -> pd.DataFrame:
    return load("bank_branch")


def test_sections_1_to_4_reliability_is_furthest_below_and_valued_most(survey: pd.DataFrame) -> None:
    sizes = survey["branch"].value_counts()
    assert (sizes.idxmax(), sizes.idxmin()) == ("B05", "B09")
    assert survey["perception_6"].mean() > 4, "filling in 4 lowers the mean"
    gaps, weights = servqual.gaps(survey)["gap"], servqual.weights(survey)["weight"]
    assert gaps.max() < 0
    assert (gaps.idxmin(), gaps.idxmax()) == ("reliability", "tangibles")
    assert list(weights.sort_values(ascending=False).index[:2]) == ["reliability", "assurance"]
    assert gaps["responsiveness"] < gaps["assurance"]
    assert servqual.gaps(survey, by="item")["gap"].idxmin() == 5
    totals = servqual.weighted(survey)["gap"]
    assert totals["own_weights"] < totals["mean_weights"] < totals["unweighted"]


def test_section_5_two_intervals_overlap_and_the_difference_is_still_there(survey: pd.DataFrame) -> None:
    b07 = survey.query("branch == 'B07'")
    worst = servqual.gaps(b07)
    assert len(b07) < len(survey) / 10
    assert worst.loc["reliability", "high"] > worst.loc["responsiveness", "low"], "a little overlap"
    levels = servqual.dimensions(b07)
    own = levels["perception"] - levels["expectation"]
    apart = own["reliability"] - own["responsiveness"]
    assert apart.mean() + 2 * apart.sem() < 0
    again = servqual.gaps(b07, interval="bootstrap")
    assert (worst[["low", "high"]] - again[["low", "high"]]).abs().max().max() < 0.05


def test_section_6_only_b07_is_lower_and_b11_is_higher_by_luck_too(survey: pd.DataFrame) -> None:
    compared = servqual.compare(survey)
    assert dict(compared["note"][compared["note"] != "cannot tell"]) == {"B07": "lower", "B11": "higher"}
    assert compared["gap"].nsmallest(2).index[0] == "B07"
    without = servqual.compare(survey.query("branch != 'B07'")).loc["B11"]
    assert without["note"] == "higher"
    assert 0.30 < without["difference"] < compared.loc["B11", "difference"], "the card: 0.30 at the most"
    assert servqual.compare(survey.query("age_band == '60+'")).loc["B07", "note"] == "lower"


def test_section_6_shuffled_names_raise_false_alarms_mostly_where_nothing_is_adjusted(survey: pd.DataFrame) -> None:
    alarms = {"p": 0, "p_holm": 0}
    for seed in range(40):
        names = survey["branch"].sample(frac=1, random_state=seed)
        noise = servqual.compare(survey.assign(branch=names.to_numpy()))
        if seed == 1:
            assert set(noise["note"]) == {"cannot tell"}
        for column in alarms:
            alarms[column] += bool(noise[column].min() < 1 / 20)
    assert alarms["p"] > 4 * alarms["p_holm"]


def test_sections_7_and_8_assurance_is_best_by_perception_and_its_expectation_at_the_top(survey: pd.DataFrame) -> None:
    gaps, perception = servqual.gaps(survey)["gap"], servqual.servperf(survey)["perception"]
    assert perception.idxmax() == "assurance"
    assert gaps["assurance"] < gaps["empathy"]
    tops = servqual.ceiling(survey)
    assert list(tops.index[tops["at_ceiling"]]) == ["assurance"]
    assert 7 - tops.loc["assurance", "mean"] < 0.5
    position = servqual.tolerance(load("insurance"))["position"]
    assert position.pop("reliability") == "below"
    assert set(position) == {"within"}


def test_section_9_the_bank_with_fewest_complaints_per_outlet_is_third_per_customer() -> None:
    rates = load("complaints_rates").query("quarter == '2022Q1' and level == 'bank'").set_index("name")
    assert len(rates) == 6
    assert rates["per_1000_outlets"].idxmin() == "PSBC"
    assert rates["per_10m_customers"].rank(ascending=False)["PSBC"] == 3


def test_section_10_outages_lower_three_dimensions_and_professionals_expect_more() -> None:
    securities = load("securities")
    items = servqual.gaps(securities, by="item", instrument="securities")["gap"]
    assert list(items.nsmallest(3).index) == [6, 13, 8]
    by_outage = servqual.gaps(securities, instrument="securities", group="outage_seen")
    change = by_outage.loc["seen", "gap"] - by_outage.loc["not_seen", "gap"]
    assert (change.drop(INCIDENTAL) < -0.3).all()
    assert (change[INCIDENTAL].abs() < 0.1).all()
    kinds = servqual.gaps(securities, by="total", instrument="securities", group="client_type").droplevel("total")
    assert kinds.loc["professional", "perception"] > kinds.loc["ordinary", "perception"]
    assert kinds.loc["professional", "gap"] < kinds.loc["ordinary", "gap"]


def test_section_10_every_claim_at_in2_takes_longer_than_the_mean_elsewhere() -> None:
    insurance = load("insurance")
    days = insurance.groupby("insurer")["claim_days"]
    assert days.min()["IN2"] > days.mean().drop("IN2").max()
    position = servqual.tolerance(insurance.query("insurer == 'IN2'"))["position"].to_dict()
    assert (position.pop("reliability"), position.pop("responsiveness")) == ("below", "cannot tell")
    assert set(position.values()) == {"within"}
