"""What lesson 06 tells of the three samples, computed again from the tables with pandas and numpy alone."""

import numpy as np
import pandas as pd

from fsq_lab import raking
from fsq_lab.survey.loading import load

ANSWERS, FRAME, CUSTOMERS = load("responses"), load("frame"), load("customers")
TRUTH = float(FRAME["satisfaction_true"].mean())
MISS = ANSWERS.groupby("sample")["satisfaction"].mean() - TRUTH
PEOPLE = FRAME.merge(CUSTOMERS, on="customer")


def test_the_largest_sample_is_furthest_off_and_the_lot_holds_the_truth() -> None:
    n = ANSWERS["sample"].value_counts()
    assert n.idxmax() == MISS.abs().idxmax() == "intercept"
    assert MISS["intercept"] > 0 > MISS["message"]
    lot = ANSWERS.query("sample == 'random'")["satisfaction"]
    assert abs(MISS["random"]) < 1.96 * lot.std() / np.sqrt(len(lot))


def test_the_posters_share_comes_from_counting_a_three_as_satisfied() -> None:
    tablet = ANSWERS.query("sample == 'intercept'")["satisfaction"]
    assert round(100 * (tablet >= 3).mean()) == 96
    assert round(100 * (tablet >= 4).mean()) == 75


def test_older_people_and_the_upper_tier_answered_the_message_less() -> None:
    asked = PEOPLE.query("message == 1")
    came = asked["customer"].isin(ANSWERS.query("sample == 'message'")["customer"])
    for column, least in (("age_band", "60+"), ("tier", "upper")):
        rates = came.groupby(asked[column]).mean()
        assert rates.idxmin() == least
        assert rates[least] < 0.6 * came.mean()


def test_weighting_by_cells_moves_the_tablet_the_way_raking_does() -> None:
    """A plain loop of proportional fitting, to check the rake of the lesson."""
    people = PEOPLE.assign(b07=PEOPLE["branch"] == "B07")
    sample = ANSWERS.query("sample == 'intercept'").merge(people, on="customer").reset_index(drop=True)
    weights = pd.Series(1.0, index=sample.index)
    for _ in range(100):
        for column in ("tier", "age_band", "b07"):
            wanted = people[column].value_counts(normalize=True)
            weights *= sample[column].map(wanted / (weights.groupby(sample[column]).sum() / weights.sum()))
    ours = float(np.average(sample["satisfaction"], weights=weights))
    targets = raking.margins(people.assign(b07=people["b07"].astype(str)), ["tier", "age_band", "b07"])
    theirs = raking.rake(sample.assign(b07=sample["b07"].astype(str)), targets)
    assert abs(ours - np.average(sample["satisfaction"], weights=theirs.weights)) < 1e-4
    assert TRUTH + 0.3 < ours < TRUTH + MISS["intercept"]


def test_the_tablet_hardly_reached_b07_which_is_least_satisfied() -> None:
    assert PEOPLE.groupby("branch")["satisfaction_true"].mean().idxmin() == "B07"
    pressed = ANSWERS.query("sample == 'intercept'").merge(PEOPLE, on="customer")
    assert (pressed["branch"] == "B07").mean() < 0.5 * (PEOPLE["branch"] == "B07").mean()


def test_the_score_by_lot_is_negative_though_the_mean_is_above_the_middle() -> None:
    lot = ANSWERS.query("sample == 'random'")
    scores = lot["nps"].dropna()
    assert round(100 * float((scores >= 9).mean() - (scores <= 6).mean())) == -15
    assert lot["satisfaction"].mean() > 3
