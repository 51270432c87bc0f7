"""Retention, value by timing, the sBG model and survival: what is promised of them."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsq_lab.customers import contractual, retention
from fsq_lab.customers import value as customer_value
from fsq_lab.ground.language import CourseError
from fsq_lab.survey.loading import load

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
FOLLOWED = retention.after_first_failure(load("balances"), load("customers"))


# ---- retention and value
def test_new_customers_do_not_count_as_kept() -> None:
    found = customer_value.retention_rate(start=150, end=188, new=60)
    assert (found["kept"], found["lost"], found["start"]) == (128, 22, 150)
    assert found["low"] < found["rate"] == 128 / 150 < found["high"]


@pytest.mark.parametrize(
    ("counts", "key"),
    [
        ((0, 5, 5), "value.nobody_at_start"),
        ((10, 5, 6), "value.more_new"),
        ((10, 15, 2), "value.above_one"),
        ((10, 5, -1), "value.no_count"),
        ((10.5, 5, 1), "value.no_count"),
        ((math.nan, 5, 1), "value.no_count"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int], key: str) -> None:
    with pytest.raises(CourseError) as caught:
        customer_value.retention_rate(*counts)
    assert caught.value.key == key


@pytest.mark.parametrize("growth", [0.0, 0.03])
@pytest.mark.parametrize("timing", list(customer_value.FORMULAS))
def test_a_multiple_is_the_sum_of_its_payments(timing: str, growth: float) -> None:
    r, i = 0.8, 0.1
    period = np.arange(2000)
    payments = {
        "now": (r * (1 + growth) / (1 + i)) ** period,
        "end_certain": (r * (1 + growth)) ** period / (1 + i) ** (period + 1),
        "end_if_kept": r * (r * (1 + growth)) ** period / (1 + i) ** (period + 1),
    }
    assert customer_value.margin_multiple(r, i, timing, growth) == pytest.approx(payments[timing].sum())


@given(st.floats(0, 0.99), st.floats(0.01, 0.5))
def test_the_timings_differ_by_what_the_first_margin_is(r: float, i: float) -> None:
    found = customer_value.by_timing(r, i)["multiple"]
    assert found["now"] == pytest.approx(1 + found["end_if_kept"])
    assert found["end_certain"] == pytest.approx(found["now"] / (1 + i))


@pytest.mark.parametrize(
    "wrong",
    [
        {"retention": 1.01}, {"retention": -0.1}, {"discount": -0.01}, {"growth": -1}, {"timing": "later"},
        {"retention": 1.0, "discount": 0.0}, {"growth": 0.4}, {"retention": math.nan}, {"discount": math.inf},
    ],
)  # fmt: skip
def test_values_without_a_meaning_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CourseError):
        customer_value.margin_multiple(**{"retention": 0.8, "discount": 0.1, "timing": "now", **wrong})  # type: ignore[arg-type]


def test_the_timing_has_no_default() -> None:
    with pytest.raises(TypeError):
        customer_value.margin_multiple(0.8, 0.1)  # type: ignore[call-arg]


def test_monthly_retention_becomes_yearly_by_power() -> None:
    assert customer_value.yearly(0.98) == pytest.approx(0.98**12)
    assert customer_value.monthly(customer_value.yearly(0.97)) == pytest.approx(0.97)


# ---- sBG
def test_the_model_beats_constant_churn_on_the_years_it_has_not_seen() -> None:
    found = contractual.forecast(REGULAR, fit_on=4)
    ahead = found[~found["used"]]
    assert ((ahead["sbg"] - ahead["actual"]).abs() < 0.02).all()
    assert ((ahead["constant"] - ahead["actual"]).abs() > 0.08).all()


def test_retention_rises_though_nobody_changes() -> None:
    found = contractual.survival(contractual.fit_sbg(REGULAR), 10)
    assert found["retention"].dropna().is_monotonic_increasing
    np.testing.assert_allclose(found["survival"], found["retention"].fillna(1.0).cumprod())


def test_expected_lifetime_is_the_discounted_sum_of_survival() -> None:
    alpha, beta, d = 0.9, 2.5, 0.12
    survival = contractual.survival((alpha, beta), 3000)["survival"].to_numpy()
    for tenure in (1, 4):
        ahead = survival[tenure:] / survival[tenure - 1]
        assert contractual.derl((alpha, beta), tenure, d) == pytest.approx(
            (ahead / (1 + d) ** np.arange(len(ahead))).sum(), rel=1e-3
        )


@pytest.mark.parametrize("churn", [0.1, 0.3])
def test_a_cohort_of_constant_or_growing_churn_is_refused_and_told_the_rate(churn: float) -> None:
    constant = [round(100_000 * (1 - churn) ** period) for period in range(8)]
    growing = [1000, 990, 950, 860, 700, 480, 250, 80]
    for cohort in (constant, growing):
        with pytest.raises(CourseError) as caught:
            contractual.fit_sbg(cohort)
        assert caught.value.key == "contractual.bound"


@pytest.mark.parametrize(
    ("cohort", "key"),
    [
        ([1000, 700], "contractual.few_periods"),
        ([1000, 700, 710], "contractual.rising"),
        ([1000, 1000, 1000], "contractual.nobody_left"),
        ([1000, math.nan, 500], "contractual.no_counts"),
        ([1000, -5, -6], "contractual.no_counts"),
    ],
)
def test_cohorts_that_hold_no_model_are_refused(cohort: list[float], key: str) -> None:
    with pytest.raises(CourseError) as caught:
        contractual.fit_sbg(cohort)
    assert caught.value.key == key


def test_a_fit_finds_the_parameters_it_was_drawn_from() -> None:
    share = contractual.survival((1.5, 4.0), 9)["survival"]
    fit = contractual.fit_sbg((1e6 * share).tolist())
    assert (fit.alpha, fit.beta) == pytest.approx((1.5, 4.0), rel=1e-3)


# ---- survival
def brute(times: list[int], left: list[int], at: int) -> float:
    share = 1.0
    for moment in sorted({t for t, gone in zip(times, left, strict=True) if gone and t <= at}):
        at_risk = sum(t >= moment for t in times)
        share *= 1 - sum(t == moment and gone == 1 for t, gone in zip(times, left, strict=True)) / at_risk
    return share


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 1)), min_size=1, max_size=30))
def test_the_curve_is_the_product_over_who_left(pairs: list[tuple[int, int]]) -> None:
    times, left = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    table = pd.DataFrame({"time": times, "left": left})
    for transform in retention.TRANSFORMS:
        found = retention.survival(table, "time", "left", transform=transform)
        for at, row in found.iterrows():
            assert row["survival"] == pytest.approx(brute(times, left, int(str(at)[:1])))
        known = found.dropna(subset=["low", "high"])
        assert (known["low"] <= known["survival"] + 1e-12).all()
        assert (known["survival"] <= known["high"] + 1e-12).all()
        assert known["low"].ge(0).all()
        assert known["high"].le(1).all()
        assert (known["low"] < known["high"]).all()


def test_a_median_that_is_not_reached_is_missing() -> None:
    mass = FOLLOWED.query("tier == 'mass'")
    found = retention.median(mass, "duration", "left").loc["all"]
    assert math.isnan(found["median"])


def test_transforms_give_other_intervals_and_are_named() -> None:
    upper = FOLLOWED.query("bound == 0 and tier == 'upper'")
    curves = {one: retention.survival(upper, "duration", "left", transform=one) for one in retention.TRANSFORMS}
    assert len({round(float(curve["low"].iloc[-1]), 6) for curve in curves.values()}) == 3
    assert all(name in curve["convention"].iloc[0] for name, curve in curves.items())
    with pytest.raises(CourseError):
        retention.survival(upper, "duration", "left", transform="square")


def test_the_tiers_of_free_customers_leave_at_different_rates_and_those_of_the_bound_are_not_shown_to() -> None:
    free = retention.log_rank(FOLLOWED.query("bound == 0"), "duration", "left", by="tier")
    assert free["p_value"] < 0.001
    assert free["df"] == 2
    groups = free.attrs["groups"]
    assert groups["observed"].sum() == free["events"] == pytest.approx(groups["expected"].sum())
    assert retention.log_rank(FOLLOWED.query("bound == 1"), "duration", "left", by="tier")["p_value"] > 0.05


def test_following_starts_at_the_first_failure_and_counts_who_leaves_in_time() -> None:
    balances, customers = load("balances"), load("customers").set_index("customer")
    one = FOLLOWED.query("left == 1").iloc[0]
    failed = balances[(balances["customer"] == one["customer"]) & (balances["failures"] > 0)]["month"]
    left = customers.loc[one["customer"], "left"]
    assert one["month"] == failed.min()
    months = 12 * (int(left[:4]) - int(one["month"][:4])) + int(left[5:]) - int(one["month"][5:])
    assert one["duration"] == months <= 6
    assert FOLLOWED["duration"].between(1, 6).all()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"duration": -1.0}, "retention.negative"),
        ({"left": 2}, "retention.not_0_1"),
        ({"tier": "mass"}, "retention.one_group"),
        ({"left": 0}, "retention.nobody_left"),
        ({"duration": np.nan}, "statistics.no_cases"),
    ],
)
def test_tables_that_cannot_be_followed_are_refused(change: dict[str, object], key: str) -> None:
    with pytest.raises(CourseError) as caught:
        retention.log_rank(FOLLOWED.assign(**change), "duration", "left", by="tier")
    assert caught.value.key == key
