"""Shares, rates, differences and regressions: their contracts beside the published figures."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.statistics import intervals, regression

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.sampled_from(["wilson", "exact"]), st.floats(0.5, 0.999))
def test_a_shares_interval_has_width_stays_in_bounds_and_holds_the_share(
    counts: tuple[int, int], method: str, confidence: float
) -> None:
    found = intervals.proportion(*counts, method=method, confidence=confidence)
    assert 0 <= found["low"] <= found["share"] <= found["high"] <= 1
    assert found["high"] - found["low"] > 1e-4
    other = intervals.proportion(counts[1] - counts[0], counts[1], method=method, confidence=confidence)
    assert (1 - other["high"], 1 - other["low"]) == pytest.approx((found["low"], found["high"]), abs=1e-9)


@pytest.mark.parametrize("n", [1, 5, 20])
@pytest.mark.parametrize("truth", [0.02, 0.3, 0.5])
def test_the_exact_interval_covers_at_least_its_level(n: int, truth: float) -> None:
    from math import comb

    covered = 0.0
    for count in range(n + 1):
        found = intervals.proportion(count, n, method="exact")
        if found["low"] <= truth <= found["high"]:
            covered += comb(n, count) * truth**count * (1 - truth) ** (n - count)
    assert covered >= 0.95


@given(st.integers(0, 200), st.floats(0.1, 1e6))
def test_a_rate_scales_with_its_exposure_and_its_interval_holds_it(count: int, exposure: float) -> None:
    found, one = intervals.poisson(count, exposure), intervals.poisson(count, 1)
    assert found["low"] <= found["rate"] <= found["high"]
    assert [found[name] * exposure for name in ("rate", "low", "high")] == pytest.approx(
        [one[name] for name in ("rate", "low", "high")]
    )
    assert found["high"] > found["low"]


@given(COUNTS, COUNTS, st.sampled_from(["newcombe", "agresti-caffo"]))
def test_a_difference_turns_round_with_its_groups(one: tuple[int, int], other: tuple[int, int], method: str) -> None:
    found = intervals.share_difference(*one, *other, method=method)
    turned = intervals.share_difference(*other, *one, method=method)
    assert -1 <= found["low"] < found["high"] <= 1
    assert (-turned["high"], -turned["low"], -turned["share_difference"]) == pytest.approx(
        (found["low"], found["high"], found["share_difference"])
    )
    assert (found["n"], found["n_other"]) == (one[1], other[1])


def test_each_result_names_its_convention() -> None:
    assert "95% Wilson interval" in intervals.proportion(3, 9)["convention"]
    assert "90% Clopper-Pearson (exact)" in intervals.proportion(3, 9, "exact", 0.9)["convention"]
    assert "exact Poisson" in intervals.poisson(3, 2)["convention"]
    assert "Newcombe" in intervals.share_difference(1, 4, 2, 5)["convention"]
    assert "Agresti-Caffo" in intervals.share_difference(1, 4, 2, 5, "agresti-caffo")["convention"]


DATA = pd.DataFrame({"y": [1.0, 3.0, 2.0, 5.0, 4.0, 7.0], "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], "b": [0, 1, 0, 1, 0, 1]})

REFUSALS: dict[str, tuple[str, Any]] = {
    "no cases": ("statistics.no_cases", lambda: intervals.proportion(0, 0)),
    "more than n": ("statistics.no_share", lambda: intervals.proportion(5, 4)),
    "a fraction": ("statistics.no_share", lambda: intervals.proportion(2.5, 4)),  # type: ignore[arg-type]
    "below 0": ("statistics.no_share", lambda: intervals.proportion(-1, 4)),
    "missing": ("statistics.no_share", lambda: intervals.proportion(float("nan"), 4)),  # type: ignore[arg-type]
    "a truth value": ("statistics.no_share", lambda: intervals.proportion(True, 4)),
    "an empty group": ("statistics.no_cases", lambda: intervals.share_difference(1, 2, 0, 0)),
    "method": ("statistics.unknown_method", lambda: intervals.proportion(1, 2, method="wald")),
    "difference's method": ("statistics.unknown_method", lambda: intervals.share_difference(1, 2, 1, 2, method="wald")),
    "level": ("statistics.confidence", lambda: intervals.proportion(1, 2, confidence=95)),
    "no exposure": ("statistics.no_exposure", lambda: intervals.poisson(1, 0)),
    "endless exposure": ("statistics.no_exposure", lambda: intervals.poisson(1, float("inf"))),
    "half an event": ("statistics.no_count", lambda: intervals.poisson(1.5, 1)),  # type: ignore[arg-type]
    "no column": ("statistics.no_column", lambda: regression.least_squares(DATA, "y", ["z"])),
    "a name alone": ("statistics.no_predictors", lambda: regression.least_squares(DATA, "y", "x")),
    "no predictor": ("statistics.no_predictors", lambda: regression.least_squares(DATA, "y", [])),
    "outcome twice": ("statistics.no_predictors", lambda: regression.least_squares(DATA, "y", ["y"])),
    "words": ("statistics.not_numbers", lambda: regression.least_squares(DATA.assign(x="a"), "y", ["x"])),
    "columns alike": (
        "statistics.double_column",
        lambda: regression.least_squares(pd.concat([DATA, DATA[["x"]]], axis=1), "y", ["x"]),
    ),
    "infinite": ("statistics.infinite", lambda: regression.least_squares(DATA.replace(6.0, np.inf), "y", ["x"])),
    "few rows": ("statistics.too_few_rows", lambda: regression.least_squares(DATA.head(2), "y", ["x"])),
    "no variance": ("statistics.no_variance", lambda: regression.least_squares(DATA.assign(x=3.0), "y", ["x"])),
    "collinear": (
        "statistics.collinear",
        lambda: regression.least_squares(DATA.assign(c=2 * DATA["x"] + 1), "y", ["x", "c"]),
    ),
    "no remainder": (
        "statistics.no_remainder",
        lambda: regression.least_squares(DATA.assign(y=2 * DATA["x"] + 1), "y", ["x"]),
    ),
    "no choice": ("statistics.not_0_1", lambda: regression.logistic(DATA, "y", ["x"])),
    "separated": ("statistics.separated", lambda: regression.logistic(DATA.assign(b=DATA["x"] > 3), "b", ["x"])),
    "on one side": (
        "statistics.separated",
        lambda: regression.logistic(pd.DataFrame({"y": [0, 0, 0, 1, 1, 1], "x": [0, 0, 0, 0, 1, 1]}), "y", ["x"]),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_input_cannot_carry_is_refused_in_words(refusal: str, language: str) -> None:
    use(language)
    key, ask = REFUSALS[refusal]
    with pytest.raises(CourseError) as refused:
        ask()
    assert refused.value.key == key
    assert "{" not in str(refused.value)


def test_missing_rows_are_left_out_and_counted_and_missing_predictions_stay_missing() -> None:
    gaps = pd.concat([DATA, pd.DataFrame({"y": [np.nan, 2.0], "x": [3.0, np.nan], "b": [1, 0]})], ignore_index=True)
    whole, with_gaps = regression.least_squares(DATA, "y", ["x"]), regression.least_squares(gaps, "y", ["x"])
    pd.testing.assert_frame_equal(whole.coefficients, with_gaps.coefficients)
    assert (with_gaps.summary["n"], with_gaps.summary["n_incomplete"]) == (6, 2)
    assert with_gaps.predict(gaps).isna().tolist() == [False] * 7 + [True]


def test_inputs_are_not_changed_and_the_order_of_rows_does_not_matter() -> None:
    before = DATA.copy(deep=True)
    one = regression.logistic(DATA.assign(b=[0, 1, 0, 0, 1, 1]), "b", ["x", "y"])
    again = regression.logistic(DATA.assign(b=[0, 1, 0, 0, 1, 1]).iloc[::-1], "b", ["x", "y"])
    pd.testing.assert_frame_equal(DATA, before)
    pd.testing.assert_frame_equal(one.coefficients, again.coefficients, rtol=1e-7)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.floats(-1e3, 1e3), st.floats(1e-3, 1e3))
def test_a_predictor_in_other_units_changes_its_coefficient_alone(seed: int, shift: float, scale: float) -> None:
    generator = np.random.default_rng(seed)
    table = pd.DataFrame({"x": generator.normal(size=60), "z": generator.normal(size=60)})
    table["y"] = (generator.random(60) < 1 / (1 + np.exp(-table["x"]))).astype(float)
    moved = table.assign(x=shift + scale * table["x"])
    one, other = regression.logistic(table, "y", ["x", "z"]), regression.logistic(moved, "y", ["x", "z"])
    assert other.coefficients.loc["x", "coefficient"] * scale == pytest.approx(
        one.coefficients.loc["x", "coefficient"], rel=1e-4, abs=1e-6
    )
    z, moved_z = one.coefficients.loc["x", "z_value"], other.coefficients.loc["x", "z_value"]
    assert moved_z == pytest.approx(z, rel=1e-4, abs=1e-6)
    assert other.predict(moved).to_numpy() == pytest.approx(one.predict(table).to_numpy(), abs=1e-6)


def separable(y: Any, x: Any) -> bool:
    """By linear programming: whether some line has every one on its upper side, every nought on its lower."""
    signed = (2 * y - 1)[:, None] * np.column_stack([np.ones(len(x)), x])
    found = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(y)), bounds=[(-1, 1)] * signed.shape[1])
    return bool(found.fun < -1e-7)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 100_000), st.integers(5, 14), st.integers(1, 2))
def test_separation_is_refused_exactly_where_there_is_some(seed: int, rows: int, predictors: int) -> None:
    generator = np.random.default_rng(seed)
    x = generator.integers(0, 4, size=(rows, predictors)).astype(float)
    y = generator.integers(0, 2, size=rows).astype(float)
    names = [f"x{place}" for place in range(predictors)]
    table = pd.DataFrame(x, columns=names).assign(y=y)
    try:
        regression.logistic(table, "y", names)
        refused = False
    except CourseError as error:
        if error.key != "statistics.separated":
            return
        refused = True
    assert refused == separable(y, x)


def test_the_likeliest_curve_has_scores_of_zero_and_fits_the_share() -> None:
    generator = np.random.default_rng(3)
    table = pd.DataFrame({"x": generator.normal(size=500)})
    table["y"] = generator.random(500) < 1 / (1 + np.exp(1 - 2 * table["x"]))
    fit = regression.logistic(table, "y", ["x"])
    remainder = table["y"].astype(float) - fit.predict(table)
    assert (remainder.sum(), (remainder * table["x"]).sum()) == pytest.approx((0, 0), abs=1e-6)
    assert fit.coefficients.loc["x", "low"] < 2 < fit.coefficients.loc["x", "high"]
    assert fit.summary["log_likelihood"] > fit.summary["log_likelihood_constant"]
    assert fit.summary["events"] == table["y"].sum()
