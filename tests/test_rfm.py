"""Recency, frequency, money and tiers: cuts are values of the data, ties share a class, row order cannot matter."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsq_lab.customers import rfm, tiers
from fsq_lab.ground.language import CourseError
from fsq_lab.survey.loading import load

TODAY = "2026-01-01"
OWN = pd.DataFrame(
    {
        "customer": ["b", "a", "b", "c"],
        "date": ["2025-12-31", "2025-01-01", "2025-12-01", "2025-06-30"],
        "amount": [10.0, 5.0, 2.5, 0.0],
    }
)


def habits(**columns: list[float]) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return pd.DataFrame({name: columns.get(name, [1.0] * n) for name in ("recency", "frequency", "monetary")})


def test_recency_frequency_and_money_are_counted_by_hand() -> None:
    found = rfm.from_transactions(OWN, TODAY)
    assert found[["recency", "frequency", "monetary"]].to_numpy().tolist() == [[365, 1, 5], [1, 2, 12.5], [185, 1, 0]]
    assert found.index.tolist() == ["a", "b", "c"]


def test_they_equal_what_pandas_gives_on_the_courses_transactions() -> None:
    table = load("transactions")
    groups = table.assign(date=pd.to_datetime(table["date"])).groupby("customer")
    found = rfm.from_transactions(table, TODAY)
    last = (pd.Timestamp(TODAY) - groups["date"].max()).dt.days
    assert found["recency"].tolist() == last.tolist()
    assert found["frequency"].tolist() == groups.size().tolist()
    assert found["monetary"].tolist() == pytest.approx(groups["amount"].sum().tolist())


def test_who_did_nothing_is_there_when_everybody_is_named_and_counted() -> None:
    found = rfm.from_transactions(OWN, TODAY, customers=["d", "c", "b", "a"])
    assert found.loc["d", ["frequency", "monetary"]].tolist() == [0, 0]
    assert np.isnan(found.loc["d", "recency"])
    assert found.attrs["n_without"] == 1
    assert rfm.score(found, k=2).loc["d", ["r", "f", "m"]].tolist() == [1, 1, 1]


def test_incomplete_rows_are_left_out_and_counted() -> None:
    gappy = pd.concat(
        [OWN, pd.DataFrame({"customer": ["a", None], "date": [None, "2025-01-01"], "amount": [1.0, 1.0]})]
    )
    found = rfm.from_transactions(gappy, TODAY)
    assert found.attrs["n_incomplete"] == 2
    assert found["frequency"].sum() == 4


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"reference": "2025-06-30"}, "customers.future"),
        ({"reference": "today-ish"}, "customers.no_reference"),
        ({"transactions": OWN.assign(amount=-1.0)}, "customers.negative"),
        ({"transactions": OWN.assign(date="yesterday")}, "customers.no_date"),
        ({"transactions": OWN.drop(columns="amount")}, "customers.no_column"),
        ({"transactions": OWN.iloc[:0]}, "customers.no_rows"),
        ({"customers": ["a", "b"]}, "customers.not_on_file"),
        ({"customers": ["a", "a", "b", "c"]}, "customers.twice"),
    ],
)
def test_what_the_input_cannot_carry_is_refused(change: dict[str, Any], key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        rfm.from_transactions(**{"transactions": OWN, "reference": TODAY, **change})
    assert refusal.value.key == key


def test_the_reference_has_no_default() -> None:
    with pytest.raises(TypeError):
        rfm.from_transactions(OWN)  # type: ignore[call-arg]


@given(st.lists(st.integers(0, 6), min_size=2, max_size=60), st.integers(2, 6), st.randoms(use_true_random=False))
def test_equal_values_share_a_class_and_row_order_cannot_matter(values: list[int], k: int, random: Any) -> None:
    table = habits(frequency=[float(one) for one in values])
    scored = rfm.score(table, k)
    assert scored.groupby("frequency")["f"].nunique().max() == 1
    assert (scored.sort_values("frequency")["f"].diff().dropna() >= 0).all()
    assert scored["f"].between(1, k).all()
    order = list(range(len(values)))
    random.shuffle(order)
    assert rfm.score(table.iloc[order], k)["code"].sort_index().tolist() == scored["code"].tolist()


def test_without_ties_classes_are_of_equal_size_and_the_recent_are_best() -> None:
    scored = rfm.score(habits(recency=[float(one) for one in range(100)]), k=5)
    assert scored["r"].value_counts().tolist() == [20] * 5
    assert scored["r"].iloc[[0, -1]].tolist() == [5, 1]


def test_quantiles_on_the_courses_data_depend_on_row_order_where_ours_do_not() -> None:
    """What a rank with method "first" does to ties: the trap that classes by values avoid."""
    found = rfm.from_transactions(load("transactions"), TODAY)
    turned = found.iloc[::-1]
    first = pd.qcut(found["frequency"].rank(method="first"), 5, labels=False)
    again = pd.qcut(turned["frequency"].rank(method="first"), 5, labels=False).loc[found.index]
    assert (first != again).any()
    pd.testing.assert_series_equal(rfm.score(found)["f"], rfm.score(turned).loc[found.index, "f"])


def test_levels_say_how_many_are_filled_and_from_where_to_where() -> None:
    found = rfm.levels(rfm.score(habits(frequency=[1.0] * 8 + [2.0, 9.0]), k=4))
    own = found.loc["frequency"]
    assert own["n"].tolist() == [8, 0, 0, 2]
    assert own["note"].tolist() == ["", "empty: ties", "empty: ties", ""]
    assert own["filled"].unique().tolist() == [2]
    assert own.loc[4, ["from", "to"]].tolist() == [2.0, 9.0]
    with pytest.raises(CourseError, match=r"rfm\.score first"):
        rfm.levels(habits(frequency=[1.0]))


def test_codes_add_up_to_everybody_and_all_the_money() -> None:
    found = rfm.by_code(rfm.score(rfm.from_transactions(load("transactions"), TODAY)))
    assert found["share"].sum() == pytest.approx(1)
    assert found["monetary_share"].sum() == pytest.approx(1)
    assert found.index.is_unique


@pytest.mark.parametrize("k", [1, 11, True, 2.5])
def test_other_numbers_of_classes_are_refused(k: Any) -> None:
    with pytest.raises(CourseError) as refusal:
        rfm.score(habits(frequency=[1.0, 2.0]), k)
    assert refusal.value.key == "customers.classes"


# ---- tiers
BALANCES = load("balances").query("month == '2025-12'").set_index("customer")["balance"]


def test_who_stands_on_a_cut_belongs_to_the_tier_above() -> None:
    found = tiers.cut(pd.Series([1.0, 2.0, 3.0, np.nan]), [2, 3], ["mass", "middle", "upper"])
    assert found.tolist()[:3] == ["mass", "middle", "upper"]
    assert found.isna().tolist() == [False, False, False, True]


def test_a_tier_table_adds_up_and_managers_are_rounded_up() -> None:
    tier = tiers.cut(BALANCES, [100_000, 500_000], ["mass", "middle", "upper"])
    found = tiers.summary(BALANCES, tier, {"upper": 100, "middle": 400})
    assert found[["share", "assets_share"]].sum().tolist() == pytest.approx([1, 1])
    assert found.loc["upper", "assets_share"] > 0.5 > found.loc["upper", "share"]
    assert found["managers"].tolist() == [-(-found.loc["upper", "n"] // 100), -(-found.loc["middle", "n"] // 400), 0]


def test_the_gini_coefficient_is_half_the_mean_difference_over_the_mean() -> None:
    values = np.array([3.0, 1.0, 7.0, 2.0, 2.0])
    pairs = np.abs(values[:, None] - values).mean()
    assert tiers.lorenz(pd.Series(values)).attrs["gini"] == pytest.approx(pairs / (2 * values.mean()))


def test_the_published_concentration_of_one_bank_is_on_the_curve() -> None:
    """2022-06-30: 178 million customers, 4.0236 million of them hold 9.5714 of 11.7177 trillion yuan: 81.7 %."""
    above = round(100_000 * 4.0236 / 178)
    below = 100_000 - above
    assets = pd.Series([(11.7177 - 9.5714) / below] * below + [9.5714 / above] * above)
    found = tiers.lorenz(assets)
    assert 1 - found["customers_share"].iloc[1] == pytest.approx(0.023, abs=0.0005)
    assert 1 - found["assets_share"].iloc[1] == pytest.approx(0.817, abs=0.0005)


def test_equal_values_have_no_interval_of_a_gini_coefficient() -> None:
    found = tiers.gini(pd.Series([2.0] * 10), resamples=200)
    assert found["gini"] == pytest.approx(0)
    assert np.isnan(found["low"])
    wide = tiers.gini(BALANCES, resamples=200)
    assert wide["low"] < wide["gini"] < wide["high"]


def test_who_is_left_out_is_counted_by_group() -> None:
    own = load("customers").set_index("customer").loc[BALANCES.index]
    tier = tiers.cut(BALANCES, [100_000, 500_000], ["mass", "middle", "upper"])
    found = tiers.left_out(own, tier, by="age_band", below="middle")
    assert found["count"].sum() == (tier == "mass").sum()
    assert (found["low"] < found["share"]).all()


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: tiers.cut(BALANCES, [2, 1], ["a", "b", "c"]), "customers.cuts"),
        (lambda: tiers.cut(BALANCES, [1], ["a", "a"]), "customers.names"),
        (lambda: tiers.cut([1, 2], [1], ["a", "b"]), "customers.no_series"),  # type: ignore[arg-type]
        (lambda: tiers.lorenz(-BALANCES), "customers.negative"),
        (lambda: tiers.lorenz(0 * BALANCES), "customers.no_assets"),
        (lambda: tiers.summary(BALANCES, pd.Series(["a"])), "customers.other_rows"),
        (lambda: tiers.summary(BALANCES, BALANCES.astype(str), load=0), "customers.load"),
        (lambda: tiers.left_out(OWN, OWN["customer"], by="date"), "customers.no_order"),
    ],
)
def test_what_makes_no_tiers_is_refused(call: Any, key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key
