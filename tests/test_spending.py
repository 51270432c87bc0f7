"""The best use of a budget is the best of all; a campaign is held against the half that was held back."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from fsq_lab.customers import campaigns
from fsq_lab.customers.budget import best_use, last_yuan
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank import facts, world
from fsq_lab.survey.loading import load


def options(n: int, seed: int) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "customer": generator.integers(0, max(2, n // 3), n),
            "cost": generator.integers(5, 60, n),
            "minutes": generator.integers(5, 30, n),
            "value": generator.integers(-5, 90, n),
        }
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_other_choice_of_all_is_worth_more(seed: int) -> None:
    own = options(11, seed)
    limits = {"cost": 130.0, "minutes": 70.0}
    best = 0
    for choice in product([False, True], repeat=len(own)):
        part = own[list(choice)]
        if part["cost"].sum() <= 130 and part["minutes"].sum() <= 70 and part["customer"].is_unique:
            best = max(best, int(part["value"].sum()))
    found = best_use(own, limits, one_of="customer")
    chosen = found.options[found.options["chosen"] == 1]
    assert found.summary["value"] == best == chosen["value"].sum()
    assert chosen["customer"].is_unique
    assert chosen["cost"].sum() == found.summary["spent_cost"] <= 130
    assert found.summary["left_minutes"] == 70 - chosen["minutes"].sum()


def test_best_first_is_not_always_best() -> None:
    """The classic trap: most value per yuan first leaves money over."""
    own = pd.DataFrame({"cost": [60, 50, 50], "value": [100, 80, 80]})
    assert best_use(own, {"cost": 100}).options["chosen"].tolist() == [0, 1, 1]


def test_nothing_that_loses_is_chosen_and_a_budget_of_0_buys_nothing() -> None:
    own = pd.DataFrame({"cost": [1, 1], "value": [-3, 0]})
    assert best_use(own, {"cost": 100}).options["chosen"].tolist() == [0, 0]
    assert best_use(options(20, 1), {"cost": 0}).summary["value"] == 0


def test_the_parts_of_a_budget_gain_what_the_whole_is_worth() -> None:
    own = options(60, 4)
    found = last_yuan(own, [200, 400, 600, 4000], one_of="customer")
    assert found["gained"].sum() == pytest.approx(found["value"].iloc[-1])
    assert found["per_yuan"].iloc[0] > found["per_yuan"].iloc[-1]
    assert (found["spent"] <= found.index).all()


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: best_use(options(9, 1), {}), "customers.no_limit"),
        (lambda: best_use(options(9, 1), {"cost": -1}), "customers.limit"),
        (lambda: best_use(options(9, 1), {"price": 1}), "customers.no_column"),
        (lambda: best_use(options(9, 1).assign(cost=-2), {"cost": 1}), "customers.negative"),
        (lambda: best_use(options(9, 1).assign(value=np.nan), {"cost": 1}), "customers.incomplete"),
        (lambda: last_yuan(options(9, 1), [20, 10]), "customers.budgets"),
        (lambda: last_yuan(options(9, 1), []), "customers.budgets"),
    ],
)
def test_what_is_no_budget_is_refused(call: Any, key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key


# ---- the campaign
CONTACTS, BALANCES = load("contacts"), load("balances")
RISES = campaigns.rises(CONTACTS, BALANCES)


def test_the_rises_are_those_of_the_worlds_own_arithmetic() -> None:
    called, held = facts.rises(world.World(world.SEED).people)
    for arm, theirs in (("called", called), ("held_back", held)):
        own = RISES.loc[RISES["arm"] == arm, "ln_ratio"].dropna()
        assert np.sort(own) == pytest.approx(np.sort(theirs)), arm


def test_before_and_after_rises_and_the_difference_shows_no_effect() -> None:
    found = campaigns.effect(RISES)
    assert found.loc["called", "low"] > 0
    assert found.loc["held_back", "percent"] >= 6
    assert found.loc["difference", "low"] < 0 < found.loc["difference", "high"]
    assert found["note"].tolist() == ["before and after: no control", "without a call", "no effect shown"]
    assert found["n_lost"].iloc[:2].sum() == RISES["ln_ratio"].isna().sum()


def test_the_difference_has_welchs_interval() -> None:
    from scipy.stats import ttest_ind

    own = [RISES.loc[RISES["arm"] == arm, "ln_ratio"].dropna() for arm in ("called", "held_back")]
    ends = ttest_ind(*own, equal_var=False).confidence_interval(0.95)
    found = campaigns.effect(RISES).loc["difference"]
    assert (found["low"], found["high"]) == pytest.approx((ends.low, ends.high))


def test_a_mean_of_percentages_is_too_high() -> None:
    table = pd.DataFrame({"arm": ["called"] * 2 + ["held_back"] * 2, "ln_ratio": [np.log(2), -np.log(2), 0.1, -0.1]})
    found = campaigns.effect(table)
    assert found.loc["called", "percent"] == pytest.approx(0)
    assert found.loc["called", "mean_of_percentages"] == pytest.approx(25)


def test_a_true_effect_is_found() -> None:
    generator = np.random.default_rng(2)
    arm = np.repeat(["called", "held_back"], 300)
    table = pd.DataFrame({"arm": arm, "ln_ratio": generator.normal(0, 0.2, 600) + 0.1 * (arm == "called")})
    assert campaigns.effect(table).loc["difference", "note"] == "effect shown"
    assert (
        campaigns.effect(table.assign(ln_ratio=-table["ln_ratio"])).loc["difference", "note"] == "negative effect shown"
    )


def test_who_left_is_in_the_table_and_says_why_he_has_no_ratio() -> None:
    lost = RISES[RISES["ln_ratio"].isna()]
    left = load("customers").set_index("customer").loc[lost.index, "left"]
    assert (lost["note"] == "no balance afterwards: left").sum() == (left <= "2025-02").sum() > 0
    assert len(RISES) == (CONTACTS["purpose"] == "balance_campaign").sum()


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: campaigns.rises(CONTACTS, BALANCES, purpose="party"), "customers.no_campaign"),
        (lambda: campaigns.rises(CONTACTS, BALANCES, purpose="marketing"), "customers.twice"),
        (lambda: campaigns.rises(CONTACTS[CONTACTS["result"] != "held_back"], BALANCES), "customers.no_control"),
        (lambda: campaigns.rises(CONTACTS, BALANCES, after="2026-02"), "customers.no_month"),
        (lambda: campaigns.rises(CONTACTS, load("balances", "20230001")), "complaints.two_worlds"),
        (lambda: campaigns.effect(RISES.head(1)), "customers.few_in_arm"),
        (lambda: campaigns.effect(RISES.assign(ln_ratio=0.1)), "customers.equal_ratios"),
    ],
)
def test_what_shows_no_effect_of_a_campaign_is_refused(call: Any, key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key
