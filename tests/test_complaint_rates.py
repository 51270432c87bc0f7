"""Rates, limits and orders of complaints: exact, refused where the input cannot carry them, and true of the bank."""

from math import exp, factorial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.complaints import ranking, rates
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.statistics import tails
from fsq_lab.statistics.intervals import poisson
from fsq_lab.survey.loading import load

BRANCHES = [f"B{number:02d}" for number in range(1, 13)]
SMALL = pd.DataFrame({"branch": ["B1", "B2", "B3"], "complaints": [4, 9, 12], "transactions": [1000.0, 2000.0, 900.0]})


@pytest.fixture(scope="module")
def months() -> pd.DataFrame:
    return rates.counted(load("complaints_log"), load("branch_months"))


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load("complaints_log")


def noise(seed: int, units: int = 12, mean: float = 60.0) -> pd.DataFrame:
    """Units of one rate, whose counts differ by chance alone."""
    draws = np.random.default_rng(seed)
    bases = np.round(draws.uniform(0.2, 3.0, units) * 10_000)
    counts = draws.poisson(mean * bases / bases.mean())
    return pd.DataFrame({"branch": [f"U{k}" for k in range(units)], "complaints": counts, "transactions": bases})


# ---- exact tails
@pytest.mark.parametrize("mean", [0.3, 0.9, 6.4, 18.0])
def test_tails_of_poisson_counts_are_the_sums_of_their_chances(mean: float) -> None:
    chances = [exp(-mean) * mean**x / factorial(x) for x in range(100)]
    for x in range(0, 40, 3):
        assert tails.at_least(x, mean) == pytest.approx(1 - sum(chances[:x]), abs=1e-12)
        assert tails.at_most(x, mean) == pytest.approx(sum(chances[: x + 1]), abs=1e-12)


@settings(deadline=None)
@given(st.floats(0.01, 3000), st.sampled_from([0.00135, 0.02275, 0.2]), st.one_of(st.none(), st.integers(1, 400)))
def test_a_limit_is_the_first_count_that_is_rare_enough(mean: float, chance: float, n: int | None) -> None:
    if n is not None:
        mean = n * (mean % 1.0 or 0.5)
    upper, lower = int(tails.smallest_high(mean, chance, n)), int(tails.largest_low(mean, chance, n))
    assert tails.at_least(upper, mean, n) <= chance < tails.at_least(upper - 1, mean, n)
    assert tails.at_most(lower, mean, n) <= chance < tails.at_most(lower + 1, mean, n)


def test_the_limits_are_those_that_the_banks_world_was_drawn_with() -> None:
    from fsq_lab.ground.synthetic.bank.chances import smallest_count

    means = [0.3, 0.9, 2.6, 6.4, 18.0, 430.0]
    for chance in (0.00135, 0.02275):
        assert tails.smallest_high(means, chance).tolist() == [smallest_count(mean, chance) for mean in means]


def test_where_not_even_0_is_rare_there_is_no_lower_limit() -> None:
    assert tails.largest_low([0.9, 6.4], 0.00135).tolist() == [tails.NONE, tails.NONE]
    assert rates.by_group(SMALL)["lower_limit"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize(("count", "exposure", "other", "base"), [(20, 10, 10, 10), (3, 7, 0, 5), (0, 4, 6, 9)])
def test_a_ratios_interval_leaves_out_1_exactly_where_its_p_is_small(
    count: int, exposure: float, other: int, base: float
) -> None:
    found = tails.rate_ratio(count, exposure, other, base)
    assert (found["note"] == "cannot tell") == (found["p_value"] > 0.05)
    swapped = tails.rate_ratio(other, base, count, exposure)
    assert swapped["p_value"] == pytest.approx(found["p_value"])
    if found["high"] < np.inf:
        assert swapped["low"] == pytest.approx(1 / found["high"])


def test_the_ratios_interval_covers_the_true_one_at_least_as_often_as_it_says() -> None:
    draws = np.random.default_rng(3)
    inside = 0
    for _ in range(500):
        one, other = int(draws.poisson(12)), int(draws.poisson(10))
        found = tails.rate_ratio(one, 1.0, other, 2.0)
        inside += found["low"] <= 2.4 <= found["high"]
    assert inside / 500 >= 0.94


# ---- rates
def test_the_pooled_rate_is_sum_by_sum_and_not_a_mean_of_rates() -> None:
    found = rates.by_group(SMALL)
    assert found["pooled"].tolist() == pytest.approx([10_000 * 25 / 3900] * 3)
    assert found["rate"].mean() != pytest.approx(found["pooled"].iloc[0])
    assert found["expected_count"].sum() == pytest.approx(25)


def test_each_rate_has_garwoods_interval(months: pd.DataFrame) -> None:
    found = rates.by_group(months)
    for _, row in found.iterrows():
        own = poisson(int(row["count"]), float(row["exposure"]))
        assert [row[name] for name in ("rate", "low", "high")] == pytest.approx(
            [1e4 * own[name] for name in ("rate", "low", "high")]
        )


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5000)), min_size=2, max_size=10), st.randoms())
def test_rows_in_another_order_or_split_by_month_give_the_same(rows: list[tuple[int, int]], shuffle: Any) -> None:
    if not sum(count for count, _ in rows):
        return
    table = pd.DataFrame(rows, columns=["complaints", "transactions"]).astype(float)
    table["branch"] = [f"U{k:02d}" for k in range(len(table))]
    found = rates.by_group(table)
    order = list(range(len(table)))
    shuffle.shuffle(order)
    again = rates.by_group(table.iloc[order])
    pd.testing.assert_frame_equal(again, found)
    halves = table.assign(transactions=table["transactions"] / 2)
    split = pd.concat([halves, halves.assign(complaints=0.0)])
    pd.testing.assert_frame_equal(rates.by_group(split).drop(columns="n"), found.drop(columns="n"))


def test_chance_alone_flags_about_as_many_units_as_the_convention_says() -> None:
    flagged = said = 0.0
    for seed in range(200):
        found = rates.by_group(noise(seed), chance=0.02275)
        flagged += int((found["note"] != rates.WITHIN).sum())
        said += float(found["convention"].iloc[0].split("by chance alone ")[1].split(" of")[0])
    assert 0.6 * said <= flagged <= 1.2 * said


def test_pure_noise_is_hardly_ever_called_overdispersed_and_true_differences_are() -> None:
    called = sum(rates.by_group(noise(seed))["note"].str.contains("overdispersed").any() for seed in range(200))
    assert called <= 10
    apart = noise(1, mean=600).assign(complaints=lambda t: (t["complaints"] * np.tile([0.6, 1.0, 1.6], 4)).round())
    found = rates.by_group(apart)
    assert found["note"].str.endswith(", overdispersed").all()
    assert "overdispersed" in found["convention"].iloc[0]


def test_rows_without_a_count_are_left_out_in_pairs_and_counted() -> None:
    more = pd.concat([SMALL, SMALL.assign(complaints=np.nan), SMALL.head(1).assign(branch="B9", complaints=np.nan)])
    found = rates.by_group(more)
    assert found["n_incomplete"].tolist() == [1, 1, 1]
    assert found["rate"].tolist() == pytest.approx(rates.by_group(SMALL)["rate"].tolist())
    assert "left out, without any complete row: B9" in found["convention"].iloc[0]


def test_the_table_is_not_changed(months: pd.DataFrame, log: pd.DataFrame) -> None:
    before = months.copy()
    rates.by_group(months, group=["branch", "month"])
    ranking.by_rate(months)
    pd.testing.assert_frame_equal(months, before)
    kept = log.copy()
    ranking.pareto(log, weight="harm")
    pd.testing.assert_frame_equal(log, kept)


# ---- orders
def test_causes_of_one_count_share_the_better_rank_and_say_so() -> None:
    table = pd.DataFrame({"cause": list("abcd"), "complaints": [10, 30, 10, 5]})
    found = ranking.pareto(table, count="complaints")
    assert found.index.tolist() == ["b", "a", "c", "d"]
    assert found["rank"].tolist() == [1, 2, 2, 4]
    assert found["note"].str.endswith(", tied").tolist() == [False, True, True, False]
    assert found["cumulative"].iloc[-1] == pytest.approx(1)


def test_rows_of_complaints_and_a_table_of_counts_give_the_same_order(log: pd.DataFrame) -> None:
    counts = log.groupby("cause").size().rename("complaints").reset_index()
    pd.testing.assert_frame_equal(ranking.pareto(log), ranking.pareto(counts, count="complaints"), check_like=False)


def test_no_rank_of_one_rate_for_all_is_called_the_first_more_often_than_chance_allows() -> None:
    first = sum((ranking.by_rate(noise(seed), draws=500)["note"] == ranking.FIRST).any() for seed in range(100))
    assert first <= 12
    first = sum(
        (ranking.pareto(noise(seed).assign(complaints=np.random.default_rng(seed).poisson(60, 12)), by="branch",
                        count="complaints", resamples=500)["note"] == ranking.FIRST).any()
        for seed in range(100)
    )  # fmt: skip
    assert first <= 12


def test_ranks_hold_their_own_interval_and_the_shares_of_a_first_place_add_up(months: pd.DataFrame) -> None:
    found = ranking.by_rate(months)
    assert ((found["rank_low"] <= found["rank"]) & (found["rank"] <= found["rank_high"])).all()
    assert found["chance_first"].sum() == pytest.approx(1, abs=1e-9)


# ---- the bank: world.md, section 4
def test_three_lists_name_three_worst_branches(months: pd.DataFrame, log: pd.DataFrame) -> None:
    for since in ("2024-01", "2025-01"):
        part = log[log["received"] >= since]
        assert ranking.pareto(part, by="branch").index[0] == "B05"
    cells = rates.by_group(months, group=["branch", "month"]).sort_values("rate", ascending=False)
    assert cells.index[0][0] == "B09"
    assert cells["note"].iloc[0] == rates.WITHIN
    by_rate = ranking.by_rate(months[months["month"] >= "2025-01"])
    assert by_rate.index[0] == "B07"
    assert by_rate["note"].iloc[0] == ranking.FIRST


def test_b09s_worst_month_holds_three_complaints_and_most_of_the_bank_in_its_interval(months: pd.DataFrame) -> None:
    row = rates.by_group(months, group=["branch", "month"]).sort_values("rate", ascending=False).iloc[0]
    assert row["count"] == 3
    assert row["low"] < row["pooled"] < row["high"]


def test_the_funnel_of_24_months_flags_b07_alone(months: pd.DataFrame) -> None:
    found = rates.by_group(months)
    assert found.index.tolist() == BRANCHES
    assert found.index[found["note"] != rates.WITHIN].tolist() == ["B07"]
    assert found.loc["B07", "note"] == rates.ABOVE


def test_b07s_rate_eased_from_october_and_is_not_back_where_it_was(months: pd.DataFrame) -> None:
    own = months[months["branch"] == "B07"].set_index("month")
    sums = {
        name: own.loc[part, ["complaints", "transactions"]].sum()
        for name, part in {
            "before": slice("2024-01", "2025-02"),
            "high": slice("2025-04", "2025-09"),
            "eased": slice("2025-10", "2025-12"),
        }.items()
    }
    eased = rates.compare(*sums["eased"], *sums["high"])
    assert (eased["note"], round(eased["p_value"], 3)) == ("lower", 0.014)
    assert rates.compare(*sums["eased"], *sums["before"])["ratio"] > 1


def test_the_orders_by_count_and_by_harm_differ(log: pd.DataFrame) -> None:
    count, harm = ranking.pareto(log), ranking.pareto(log, weight="harm")
    assert count.index[:2].tolist() == ["waiting", "attitude"]
    assert harm.index[:2].tolist() == ["fee_not_told", "waiting"]
    assert harm.loc["attitude", "rank"] > 3
    assert harm["value"].sum() == log["harm"].sum()


def test_counting_a_log_loses_no_complaint_and_fills_months_without_one(months: pd.DataFrame) -> None:
    assert months["complaints"].sum() == len(load("complaints_log")) == 1635
    assert (months.loc[months["branch"] == "B09", "complaints"] == 0).any()
    assert len(months) == 288


# ---- the regulator's figures
def state_banks(quarter: str) -> pd.DataFrame:
    """The six banks of one quarter with the customers that their published rates imply."""
    table = load("complaints_rates").query("quarter == @quarter and level == 'bank'").dropna(subset=["complaints"])
    implied = [
        rates.implied_exposure(int(count), rate, 10_000_000)["exposure"]
        for count, rate in zip(table["complaints"], table["per_10m_customers"], strict=True)
    ]
    return table.assign(customers=implied)


def test_bocom_is_not_surely_second_by_count_and_surely_first_per_customer() -> None:
    banks = load("complaints_banks").query("quarter == '2022Q3' and bank_group == 'state'")
    count = ranking.pareto(banks, by="name", count="complaints")
    assert count.index[:2].tolist() == ["ICBC", "BoCom"]
    assert count["note"].iloc[:2].tolist() == ["cannot tell"] * 2
    assert count["value"].iloc[0] - count["value"].iloc[1] == 1
    rate = ranking.by_rate(state_banks("2022Q3"), "name", exposure="customers", per=1e7)
    assert rate.index[0] == "BoCom"
    assert rate["note"].iloc[0] == "ranks first, overdispersed"
    assert rate["rate"].iloc[0] / rate["rate"].median() == pytest.approx(4.03, abs=0.005)


def test_the_published_rates_come_back_and_the_banks_differ_by_more_than_chance() -> None:
    found = rates.by_group(state_banks("2022Q3"), "name", exposure="customers", per=1e7)
    published = {"ICBC": 54.1, "CCB": 48.5, "ABC": 34.2, "BOC": 53.7, "BoCom": 206.0, "PSBC": 47.9}
    assert found["rate"].round(1).to_dict() == published
    assert found["note"].str.endswith(rates.OVERDISPERSED).all()
    assert found.loc["BoCom", "note"].startswith(rates.ABOVE)


def test_a_published_rates_rounding_bounds_its_denominator() -> None:
    found = rates.implied_exposure(3820, 206.0, 1e7)
    assert round(3820 * 1e7 / found["low"], 2) == 206.05
    assert round(3820 * 1e7 / found["high"], 2) == 205.95


def test_no_rate_and_no_order_crosses_the_break_in_definition() -> None:
    banks = load("complaints_banks").query("level == 'bank'").dropna(subset=["complaints"])
    customers = banks.assign(customers=1e8)
    for table in (customers, customers.drop(columns="definition")):
        with pytest.raises(CourseError, match=r"merge|more than one definition"):
            rates.by_group(table, "name", exposure="customers")
        with pytest.raises(CourseError, match=r"merge|more than one definition"):
            ranking.pareto(table, by="name", count="complaints")
    one_side = customers[customers["quarter"] >= "2022Q1"]
    assert len(rates.by_group(one_side, "name", exposure="customers")) == 19


# ---- refusals
LOG = pd.DataFrame({"branch": ["B1"], "received": ["2025-04-03"], "cause": ["app"], "harm": [1]})
TWO = pd.concat([LOG, LOG.assign(cause="fee")])
BASES = pd.DataFrame({"branch": ["B1", "B2"], "month": ["2025-04", "2025-04"], "transactions": [100.0, 50.0]})
REFUSALS: dict[str, tuple[str, Any]] = {
    "base 0": ("complaints.base_0", lambda: rates.by_group(SMALL.assign(transactions=[0, 9, 9], complaints=[0, 1, 1]))),
    "a count on base 0": ("complaints.base_0", lambda: rates.by_group(SMALL.assign(transactions=[0, 10, 10]))),
    "no column": ("complaints.no_column", lambda: rates.by_group(SMALL, exposure="clients")),
    "twice": ("statistics.double_column", lambda: rates.by_group(pd.concat([SMALL, SMALL[["complaints"]]], axis=1))),
    "text": ("statistics.not_numbers", lambda: rates.by_group(SMALL.assign(complaints=["4", "9", "12"]))),
    "empty": ("complaints.no_rows", lambda: rates.by_group(SMALL.assign(complaints=np.nan))),
    "half a complaint": ("complaints.no_count", lambda: rates.by_group(SMALL.assign(complaints=0.5))),
    "below 0": ("complaints.no_count", lambda: rates.by_group(SMALL.assign(complaints=-1))),
    "no end": ("complaints.no_exposure", lambda: rates.by_group(SMALL.assign(transactions=np.inf))),
    "one unit": ("complaints.one_unit", lambda: rates.by_group(SMALL.head(1))),
    "no complaint": ("complaints.no_events", lambda: rates.by_group(SMALL.assign(complaints=0))),
    "tail": ("complaints.chance", lambda: rates.by_group(SMALL, chance=0.7)),
    "per": ("complaints.per", lambda: rates.by_group(SMALL, per=0)),
    "level": ("statistics.confidence", lambda: rates.by_group(SMALL, confidence=95)),
    "definitions": ("complaints.definitions", lambda: rates.by_group(SMALL.assign(definition=["a", "a", "b"]))),
    "break": ("complaints.crosses_break", lambda: rates.by_group(SMALL.assign(quarter=["2021Q4", "2022Q1", "2022Q2"]))),
    "both 0": ("statistics.no_events", lambda: rates.compare(0, 10, 0, 10)),
    "no base": ("statistics.no_exposure", lambda: rates.compare(1, 0, 2, 10)),
    "rate 0": ("complaints.no_implied", lambda: rates.implied_exposure(5, 0.0, 1000)),
    "lost": ("complaints.lost", lambda: rates.counted(LOG.assign(branch="B7"), BASES)),
    "another month": ("complaints.lost", lambda: rates.counted(LOG.assign(received="2026-01-01"), BASES)),
    "no date": ("complaints.no_date", lambda: rates.counted(LOG.assign(received="soon"), BASES)),
    "weeks": ("complaints.no_period", lambda: rates.counted(LOG, BASES.assign(month="week 14"))),
    "already": ("complaints.counted_already", lambda: rates.counted(LOG, BASES.assign(complaints=1))),
    "two worlds": (
        "complaints.two_worlds",
        lambda: rates.counted(load("complaints_log"), load("branch_months", student="20260001")),
    ),
    "doubled": ("complaints.twice", lambda: rates.counted(LOG, pd.concat([BASES, BASES]))),
    "one cause": ("complaints.one_unit", lambda: ranking.pareto(LOG)),
    "no harm": ("complaints.no_worth", lambda: ranking.pareto(TWO.assign(harm=0), weight="harm")),
    "harm below 0": ("complaints.no_weight", lambda: ranking.pareto(LOG.assign(harm=-1), weight="harm")),
    "few resamples": ("servqual.resamples", lambda: ranking.pareto(LOG, resamples=10)),
    "seed": ("servqual.seed", lambda: ranking.by_rate(SMALL, seed=-1)),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_input_cannot_carry_is_refused_in_words(refusal: str, language: str) -> None:
    use(language)
    key, ask = REFUSALS[refusal]
    with pytest.raises(CourseError) as refused:
        ask()
    assert refused.value.key == key
    assert "{" not in str(refused.value)


def test_the_unit_without_a_base_is_named() -> None:
    with pytest.raises(CourseError, match="B2"):
        rates.by_group(SMALL.assign(transactions=[5, 0, 10], complaints=[1, 0, 1]))


@pytest.mark.parametrize("chance", [0.00135, 0.025])
def test_the_limits_of_the_funnel_are_those_of_scipys_poisson(chance: float) -> None:
    from scipy import stats

    for seed, mean in ((1, 2.0), (2, 30.0), (3, 400.0)):
        found = rates.by_group(noise(seed, mean=mean), chance=chance)
        expected = found["expected_count"].to_numpy(dtype=float)
        high = stats.poisson.isf(chance, expected) + 1  # the smallest count that is reached or passed by chance <= a
        high = np.where(stats.poisson.sf(high - 2, expected) <= chance, high - 1, high)
        assert found["upper_limit"].to_numpy(dtype=float).tolist() == high.tolist()
        low = found["lower_limit"].to_numpy(dtype=float, na_value=np.nan)
        for own, limit in zip(expected, low, strict=True):
            if np.isnan(limit):
                assert stats.poisson.cdf(0, own) > chance
            else:
                assert stats.poisson.cdf(limit, own) <= chance < stats.poisson.cdf(limit + 1, own)
