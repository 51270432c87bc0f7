"""Weights fit what is known of the population, say what they cost, and do not pretend to more."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import raking
from fsq_lab.survey.loading import load

EVERYBODY = load("frame").merge(load("customers"), on="customer")
ANSWERS = load("responses").merge(load("customers"), on="customer")
TARGETS = raking.margins(EVERYBODY, ["tier", "age_band"])


def sample_of(way: str) -> pd.DataFrame:
    return ANSWERS[ANSWERS["sample"] == way]


@pytest.mark.parametrize("way", ["intercept", "message", "random"])
def test_every_margin_fits_and_weights_have_mean_one(way: str) -> None:
    found = raking.rake(sample_of(way), TARGETS)
    assert found.summary["converged"]
    assert (found.margins["weighted"] - found.margins["population"]).abs().max() <= 1e-6
    assert found.weights.mean() == pytest.approx(1)
    assert (found.weights > 0).all()
    assert found.summary["effective_n"] == pytest.approx(found.summary["n"] / found.summary["design_effect"])
    assert found.summary["design_effect"] == pytest.approx(1 + found.weights.var(ddof=0))


def naive(sample: pd.DataFrame, targets: raking.Margins, rounds: int = 60) -> "pd.Series[float]":
    """Row by row, as the method is told."""
    weights = pd.Series(1.0, index=sample.index)
    for _ in range(rounds):
        for name, target in targets.items():
            for category, share in (target / target.sum()).items():
                here = sample[name] == category
                weights[here] *= share / (weights[here].sum() / weights.sum())
    return weights / weights.mean()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_cells_give_what_rows_one_by_one_give(seed: int) -> None:
    chance = np.random.default_rng(seed)
    sample = pd.DataFrame({"a": chance.choice(list("xyz"), 120), "b": chance.choice([1, 2], 120)})
    targets = {"a": pd.Series({"x": 5, "y": 3, "z": 2}), "b": pd.Series({1: 0.7, 2: 0.3})}
    if sample["a"].nunique() < 3 or sample["b"].nunique() < 2:
        return
    found = raking.rake(sample, targets, tolerance=1e-10)
    np.testing.assert_allclose(found.weights, naive(sample, targets), rtol=1e-6)
    shuffled = raking.rake(sample.sample(frac=1, random_state=seed), targets, tolerance=1e-10).weights
    np.testing.assert_allclose(shuffled.reindex(sample.index), found.weights, rtol=1e-9)


def test_one_variable_raked_is_post_stratified() -> None:
    sample = sample_of("message")
    raked = raking.rake(sample, {"tier": TARGETS["tier"]})
    cells = raking.post_stratify(sample, EVERYBODY, by="tier")
    np.testing.assert_allclose(raked.weights, cells.weights, rtol=1e-6)


def test_cells_fit_exactly_and_an_empty_one_is_refused() -> None:
    found = raking.post_stratify(sample_of("intercept"), EVERYBODY, by=["tier", "age_band"])
    assert (found.margins["weighted"] - found.margins["population"]).abs().max() < 1e-9
    with pytest.raises(CourseError) as caught:
        raking.post_stratify(sample_of("message").query("tier != 'upper'"), EVERYBODY, by=["tier", "age_band"])
    assert caught.value.key == "raking.nobody_in"


def test_margins_that_cannot_meet_are_told_and_not_hidden() -> None:
    sample = pd.DataFrame({"a": ["x", "x", "y"], "b": ["p", "p", "q"]})
    targets = {"a": pd.Series({"x": 0.5, "y": 0.5}), "b": pd.Series({"p": 0.9, "q": 0.1})}
    found = raking.rake(sample, targets, most_rounds=50)
    assert not found.summary["converged"]
    assert found.summary["rounds"] == 50
    assert found.summary["largest_miss"] > 0.1
    assert "NOT converged" in found.summary["convention"]


@pytest.mark.parametrize(
    ("targets", "key"),
    [
        ({}, "raking.no_margins"),
        ({"tier": pd.Series({"mass": 0.5, "middle": 0.5})}, "raking.unknown_category"),
        ({"tier": pd.Series({"mass": 0.5, "middle": 0.3, "upper": 0.1, "top": 0.1})}, "raking.nobody_in"),
        ({"tier": pd.Series({"mass": -0.5, "middle": 1, "upper": 0.5})}, "raking.no_shares"),
        ({"tier": pd.Series([0.5, 0.3, 0.1, 0.1], ["mass", "middle", "upper", "upper"])}, "raking.twice"),
        ({"nothing": pd.Series({"a": 1})}, "statistics.no_column"),
    ],
)
def test_margins_that_do_not_fit_the_sample_are_refused(targets: raking.Margins, key: str) -> None:
    with pytest.raises(CourseError) as caught:
        raking.rake(sample_of("random"), targets)
    assert caught.value.key == key


def test_rows_without_a_category_get_no_weight_and_are_counted() -> None:
    sample = sample_of("random").copy()
    sample.loc[sample.index[:4], "tier"] = None
    found = raking.rake(sample, TARGETS)
    assert found.weights.isna().sum() == found.summary["n_incomplete"] == 4
    assert raking.estimate(sample, "satisfaction", found.weights)["n_missing"] == 4
    with pytest.raises(CourseError):
        raking.margins(sample, ["tier"])


def test_equal_weights_give_the_plain_mean_and_its_interval() -> None:
    sample = sample_of("random")
    found = raking.estimate(sample, "satisfaction", pd.Series(1.0, index=sample.index))
    plain = sample["satisfaction"]
    assert found["mean"] == pytest.approx(plain.mean())
    half = (found["high"] - found["low"]) / 2
    assert half == pytest.approx(1.981 * plain.std() / len(plain) ** 0.5, rel=1e-3)
    assert found["design_effect"] == pytest.approx(1)


def test_raking_brings_the_tablet_nearer_and_not_to_the_truth() -> None:
    truth = EVERYBODY["satisfaction_true"].mean()
    found = raking.estimates(ANSWERS, "satisfaction", "sample", TARGETS)
    tablet = found.loc["intercept"]
    assert truth < tablet["low"] < tablet["mean"] < tablet["unweighted"]
    assert found["converged"].all()


def test_weights_of_another_sample_and_answers_without_spread_are_refused() -> None:
    sample = sample_of("random")
    for weights, key in (
        (pd.Series(1.0, index=range(3)), "raking.other_weights"),
        (pd.Series(-1.0, index=sample.index), "raking.negative"),
    ):
        with pytest.raises(CourseError) as caught:
            raking.estimate(sample, "satisfaction", weights)
        assert caught.value.key == key
    with pytest.raises(CourseError, match="equal"):
        raking.estimate(sample.assign(satisfaction=4.0), "satisfaction", pd.Series(1.0, index=sample.index))
