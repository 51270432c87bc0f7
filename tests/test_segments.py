"""Groups of customers: real ones come back, noise has none; rules are audited as a second source does it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from fsq_lab.customers import fairness, rfm, segments
from fsq_lab.ground.language import CourseError
from fsq_lab.survey.loading import load

HABITS = rfm.from_transactions(load("transactions"), "2026-01-01")
MEASURED = ["frequency", "monetary"]


def blobs(seed: int = 3) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    parts = [generator.normal(centre, 1, (100, 2)) for centre in ((0, 0), (6, 0), (0, 8))]
    return pd.DataFrame(np.concatenate(parts), columns=["a", "b"])


def noise(n: int, seed: int) -> pd.DataFrame:
    return pd.DataFrame(np.random.default_rng(seed).normal(size=(n, 3)), columns=["a", "b", "c"])


def test_three_real_groups_are_found_and_come_back() -> None:
    table = blobs()
    found = segments.cluster(table, ["a", "b"], k=3)
    truth = np.repeat([0, 1, 2], 100)
    assert pd.crosstab(found.labels.to_numpy(dtype=int), truth).to_numpy().max(axis=1).sum() >= 297
    steady = segments.stability(table, ["a", "b"], k=3, resamples=20)
    assert steady["jaccard"].min() > 0.93
    assert set(steady["note"]) == {"stable"}


@pytest.mark.parametrize(("n", "seed"), [(300, 1), (300, 2), (1000, 3)])
def test_noise_has_no_stable_groups(n: int, seed: int) -> None:
    found = segments.stability(noise(n, seed), ["a", "b", "c"], k=3, resamples=20)
    assert found.loc["all", "note"] == "no stable groups"
    assert found.loc["all", "jaccard"] < 0.75


def test_the_spread_within_groups_is_that_of_a_second_source() -> None:
    """scikit-learn 1.7, KMeans(n_init=10) on the standardised table of the same numbers: share of the spread within."""
    generator = np.random.default_rng(3)
    generator.random(200), generator.normal(size=200)
    parts = [generator.normal(centre, 1, (100, 2)) for centre in ((0, 0), (4, 0), (0, 5))]
    table = pd.DataFrame(np.concatenate(parts), columns=["a", "b"])
    found = [segments.cluster(table, ["a", "b"], k).summary["within"] for k in (2, 3, 4)]
    assert found == pytest.approx([0.469515373957, 0.179120172925, 0.153598184721], abs=1e-9)


def test_units_do_not_matter_and_logarithms_are_named() -> None:
    one = segments.cluster(HABITS, MEASURED, 3, log=MEASURED)
    other = segments.cluster(HABITS.assign(monetary=HABITS["monetary"] / 1000), MEASURED, 3, log=MEASURED)
    pd.testing.assert_series_equal(one.labels, other.labels)
    assert "ln monetary" in one.summary["convention"]
    assert one.centres["n"].is_monotonic_decreasing
    assert one.centres["n"].sum() == len(HABITS)


def test_the_courses_customers_have_three_stable_habits() -> None:
    found = segments.by_k(HABITS, MEASURED, ks=[3], log=MEASURED, resamples=20)
    assert found.loc[3, "note"] == "stable"


def test_incomplete_rows_get_no_group_and_are_counted() -> None:
    table = blobs()
    table.loc[[0, 5], "a"] = np.nan
    found = segments.cluster(table, ["a", "b"], k=3)
    assert found.summary["n_incomplete"] == 2
    assert found.labels.isna().sum() == 2


def test_a_profile_gives_means_in_both_units() -> None:
    table = blobs()
    labels = segments.cluster(table, ["a", "b"], k=3).labels
    found = segments.profile(table, labels, ["a"])
    for group in (1, 2, 3):
        own = table.loc[labels == group, "a"]
        row = found.loc[str(group), "a"]
        assert row["mean"] == pytest.approx(own.mean())
        assert row["z"] == pytest.approx((own.mean() - table["a"].mean()) / table["a"].std())
        assert row["low"] < row["mean"] < row["high"]


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: segments.cluster(blobs(), ["a"], k=1), "customers.few_groups"),
        (lambda: segments.cluster(blobs().head(20), ["a"], k=3), "customers.few_rows"),
        (lambda: segments.cluster(blobs(), ["a", "z"], k=3), "customers.no_column"),
        (lambda: segments.cluster(blobs(), ["a"], k=3, log=["a"]), "customers.no_logarithm"),
        (lambda: segments.cluster(blobs().assign(a=1.0), ["a"], k=3), "statistics.no_variance"),
        (lambda: segments.stability(blobs(), ["a"], k=3, resamples=5), "customers.few_resamples"),
        (lambda: segments.profile(blobs(), pd.Series([1]), ["a"]), "customers.other_rows"),
    ],
)
def test_what_makes_no_groups_is_refused(call: Any, key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key


# ---- fairness
@pytest.mark.parametrize(
    ("counts", "interval"),
    [
        ((30, 100, 60, 100), (0.35289, 0.69453)),
        ((0, 40, 12, 50), (0.0, 0.37179)),
        ((40, 40, 12, 50), (2.67289, 6.99428)),
        ((7, 288, 20, 477), (0.25341, 1.31699)),
        ((1, 5, 1, 9), (0.20686, 14.8974)),
    ],
)
def test_the_ratios_interval_is_that_of_a_second_source(
    counts: tuple[int, int, int, int], interval: tuple[float, float]
) -> None:
    """statsmodels 0.15, confint_proportions_2indep(compare="ratio", method="score", correction=False)."""
    assert fairness.ratio_interval(*counts) == pytest.approx(interval, abs=2e-5)


@pytest.mark.parametrize("counts", [(0, 5, 5, 5), (5, 5, 5, 5), (3, 10, 10, 10), (98, 288, 477, 477), (0, 2, 1, 900)])
def test_no_ratio_has_an_interval_of_zero_width_and_turned_round_it_is_the_same(
    counts: tuple[int, int, int, int],
) -> None:
    low, high = fairness.ratio_interval(*counts)
    assert low < high
    assert low <= counts[0] / counts[1] / (counts[2] / counts[3]) <= high
    if counts[0]:
        turned = fairness.ratio_interval(*counts[2:], *counts[:2])
        assert (1 / turned[1], 1 / turned[0]) == pytest.approx((low, high), rel=1e-6)


def audited(**counts: tuple[int, int]) -> pd.DataFrame:
    rows = [(name, 1 if at < count else 0) for name, (count, n) in counts.items() for at in range(n)]
    return pd.DataFrame(rows, columns=["group", "favoured"])


def test_a_group_is_below_the_bound_only_with_its_whole_interval() -> None:
    found = fairness.audit(audited(a=(800, 1000), b=(400, 1000), c=(7, 10), d=(780, 1000)), "favoured", by="group")
    assert found["note"].to_dict() == {
        "a": "reference", "b": "below the bound", "c": "cannot tell", "d": "not below the bound",
    }  # fmt: skip
    assert found["ratio"].tolist() == pytest.approx([1, 0.5, 0.875, 0.975])
    assert "the highest share" in found["convention"].iloc[0]
    assert "a convention" in found["convention"].iloc[0]
    named = fairness.audit(audited(a=(8, 10), b=(4, 10)), "favoured", by="group", reference="b", bound=0.9)
    assert named.loc["a", "ratio"] == pytest.approx(2)
    assert "four-fifths" not in named["convention"].iloc[0]


def test_a_rule_that_pays_shuts_out_the_old_where_a_rule_by_assets_does_not() -> None:
    last = load("balances").query("month == '2025-12'").merge(load("customers"), on="customer")
    last["app"] = last["app_days"] >= 6
    last["rich"] = last["balance"] >= 100_000
    by_app = fairness.audit(last, "app", by="age_band")
    assert by_app.loc["60+", "note"] == "below the bound"
    assert "below the bound" not in set(fairness.audit(last, "rich", by="age_band")["note"])
    covered = fairness.covered(last, "rich", "balance")
    assert covered["value_share"] > 0.8 > 0.4 > covered["share"]


def test_rows_without_a_group_are_counted() -> None:
    table = audited(a=(8, 10), b=(4, 10))
    table.loc[0, "group"] = None
    found = fairness.audit(table, "favoured", by="group")
    assert found["n_incomplete"].unique().tolist() == [1]
    assert found["n"].sum() == 19


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"table": audited(a=(0, 10), b=(0, 10))}, "customers.nobody_favoured"),
        ({"table": audited(a=(1, 10))}, "customers.one_group"),
        ({"table": audited(a=(1, 10), b=(1, 10)).assign(favoured=3)}, "customers.not_0_1"),
        ({"reference": "z"}, "customers.unknown_group"),
        ({"bound": 0}, "customers.bound"),
        ({"by": "age"}, "customers.no_column"),
        ({"confidence": 1}, "statistics.confidence"),
    ],
)
def test_what_cannot_be_audited_is_refused(change: dict[str, Any], key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        fairness.audit(**{"table": audited(a=(8, 10), b=(4, 10)), "favoured": "favoured", "by": "group", **change})
    assert refusal.value.key == key
