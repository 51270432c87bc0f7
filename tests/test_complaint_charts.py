"""Control charts, run charts and change points: their signals, their false alarms, and what is no finding."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.complaints import change_point, control, rates, run_rules
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.synthetic.bank import facts, world
from fsq_lab.survey.loading import load

BASELINE = ("2024-01", "2025-02")
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
OTHERS = [f"B{number:02d}" for number in range(1, 13) if number != 7]


@pytest.fixture(scope="module")
def months() -> pd.DataFrame:
    return rates.counted(load("complaints_log"), load("branch_months"))


@pytest.fixture(scope="module")
def b07(months: pd.DataFrame) -> pd.DataFrame:
    return months[months["branch"] == "B07"]


@pytest.fixture(scope="module")
def chart(months: pd.DataFrame) -> pd.DataFrame:
    return control.u_chart(months, BASELINE, group="branch")


def table_of(counts: "list[float]", bases: float = 10_000.0) -> pd.DataFrame:
    return pd.DataFrame({"month": MONTHS[: len(counts)], "complaints": counts, "transactions": bases})


# ---- the bank: world.md, section 4
def test_b07_signals_from_2025_04_and_never_before(chart: pd.DataFrame) -> None:
    own = chart.loc["B07"]
    signals = own.index[own["signal"] == control.HIGH].tolist()
    assert signals == ["2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10"]
    assert own.index[own["rule_a"]].tolist() == [month for month in signals if month != "2025-09"]


def test_no_other_branch_signals_in_24_months(chart: pd.DataFrame) -> None:
    assert (chart.loc[OTHERS, "signal"] == control.QUIET).all()


def test_at_most_one_month_of_the_last_quarter_is_beyond_rule_a(chart: pd.DataFrame) -> None:
    assert chart.loc["B07"].loc["2025-10":, "rule_a"].sum() == 1


def test_b09s_worst_month_lies_within_its_limits(chart: pd.DataFrame) -> None:
    worst = chart["rate"].idxmax()
    assert worst == ("B09", "2024-05")
    row = chart.loc[worst]
    assert row["signal"] == control.QUIET
    assert row["count"] < row["upper_limit"]


def test_the_chart_signals_where_the_world_says_that_it_does(chart: pd.DataFrame) -> None:
    """Against the world's own code, upper limits alone, and in three learners' worlds too."""
    for seed in (world.SEED, 0, 1, 2):
        one = world.World(seed).exposures
        names = [f"B{number:02d}" for number in range(1, 13)]
        table = pd.DataFrame(
            {
                "branch": np.repeat(names, 24),
                "month": MONTHS * 12,
                "complaints": one.complaints.ravel(),
                "transactions": one.transactions.ravel(),
            }
        )
        found = control.u_chart(table, BASELINE, group="branch")
        by_a, by_either = facts.signals(one)
        above = found["count"].to_numpy() >= found["upper_limit"].to_numpy()
        assert (above == by_a.ravel()).all()
        assert ((found["signal"] == control.HIGH).to_numpy() == by_either.ravel()).all()


def test_promises_of_b07_are_kept_less_from_2025_03_to_09(months: pd.DataFrame) -> None:
    kept = load("promises").groupby(["branch", "month"], as_index=False)[["in_time", "pieces"]].sum()
    found = control.p_chart(kept, BASELINE, "in_time", "pieces", group="branch")
    beyond = found["rule_a"].groupby("branch").sum()
    assert found.loc["B07"].index[found.loc["B07", "rule_a"]].tolist() == [
        f"2025-{month:02d}" for month in range(3, 10)
    ]
    assert beyond.drop("B07").max() <= 1, "one false alarm of 264 branch months is nothing to act on"
    assert (found.loc["B07", "signal"][found.loc["B07", "rule_a"]] == control.LOW).all()


def test_the_change_point_of_b07_is_2025_04_and_no_other_branch_has_one(months: pd.DataFrame) -> None:
    for branch, own in months.groupby("branch"):
        found = change_point.find(own, simulations=500)
        if branch == "B07":
            assert found[["period", "earliest", "latest"]].tolist() == ["2025-04"] * 3
            assert found["ratio"] > 2
        else:
            assert found["note"] == change_point.NO_CHANGE, branch
            assert found[["period", "earliest", "latest", "rate_before", "rate_after", "ratio"]].isna().all()


def test_within_what_came_after_the_drop_is_found_late_and_less_surely(b07: pd.DataFrame) -> None:
    found = change_point.find(b07[b07["month"] >= "2025-04"])
    assert found["note"] == change_point.CHANGE
    assert found["earliest"] < "2025-10" < found["latest"]
    assert found["p_value"] > 0.005


# ---- charts
def test_signals_are_counted_in_whole_complaints_at_exact_limits() -> None:
    table = table_of([6, 7, 6, 5, 6, 7, 15, 16, 1, 0])
    found = control.u_chart(table, ("2024-01", "2024-06"), exposure="transactions", rules="A")
    expected = 37 / 6
    assert found["centre"].iloc[0] == pytest.approx(expected)
    assert found["upper_limit"].iloc[0] == 16
    assert found["signal"].tolist() == ["", "", "", "", "", "", "", "signal high", "", ""]
    assert np.isnan(found["lower_limit"].iloc[0])


def test_two_of_three_signal_on_one_side_only_and_not_across_a_missing_month() -> None:
    base = [100.0] * 12
    high, low = 121.0, 80.0
    for tail, signals in (
        ([high, 100, high], [False, False, True]),
        ([high, 100, low], [False] * 3),
        ([high, 100, 100], [False] * 3),
        ([low, low, 100], [False, True, False]),
    ):
        found = control.u_chart(table_of([*base, *tail]), (MONTHS[0], MONTHS[11]))
        assert found["rule_b"].iloc[12:].tolist() == signals
        assert not found["rule_a"].any()
    gone = table_of([*base, high, 100, high]).drop(index=13)
    found = control.u_chart(gone, (MONTHS[0], MONTHS[11]))
    assert found["rule_b"].iloc[12:].tolist() == [False, True], "two of three months of the calendar, one unknown"
    gone = table_of([*base, high, 100, 100, high]).drop(index=[13, 14])
    found = control.u_chart(gone, (MONTHS[0], MONTHS[11]))
    assert not found["rule_b"].any()
    assert "2 periods without a count" in found["convention"].iloc[0]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 30), min_size=6, max_size=24), st.randoms())
def test_rows_in_another_order_give_the_same_chart_and_change(counts: list[int], shuffle: Any) -> None:
    if not sum(counts[:4]):
        return
    table = table_of([float(count) for count in counts])
    order = list(range(len(table)))
    shuffle.shuffle(order)
    mixed = table.iloc[order]
    baseline = (MONTHS[0], MONTHS[3])
    pd.testing.assert_frame_equal(control.u_chart(mixed, baseline), control.u_chart(table, baseline))
    pd.testing.assert_series_equal(change_point.find(mixed, simulations=100), change_point.find(table, simulations=100))


def test_an_own_centre_is_the_groups_alone_and_a_pooled_one_everybodys(months: pd.DataFrame) -> None:
    own = control.u_chart(months, BASELINE, group="branch", centre="own")
    inside = months[months["month"] <= "2025-02"]
    sums = inside[inside["branch"] == "B07"][["complaints", "transactions"]].sum()
    assert own.loc["B07", "centre"].iloc[0] == pytest.approx(1e4 * sums["complaints"] / sums["transactions"])
    pooled = control.u_chart(months, BASELINE, group="branch")
    everybody = inside[["complaints", "transactions"]].sum()
    assert pooled["centre"].nunique() == 1
    assert pooled["centre"].iloc[0] == pytest.approx(1e4 * everybody["complaints"] / everybody["transactions"])


def test_a_baseline_that_is_no_usual_time_is_doubted() -> None:
    doubted = control.u_chart(table_of([6, 7, 40, 6, 5, 6]), (MONTHS[0], MONTHS[5]))["convention"].iloc[0]
    assert "signals inside it" in doubted
    assert "overdispersed" in doubted
    few = control.u_chart(table_of([1, 0, 2, 1, 0, 1]), (MONTHS[0], MONTHS[5]))["convention"].iloc[0]
    assert "fewer than 25 events" in few
    calm = control.u_chart(table_of([30, 28, 33, 31]), (MONTHS[0], MONTHS[3]))["convention"].iloc[0]
    assert "as if it were known; rules AB" in calm


def test_phases_name_the_baseline_and_what_lies_on_either_side() -> None:
    found = control.u_chart(table_of([6, 7, 6, 5, 6, 7]), (MONTHS[2], MONTHS[3]))
    assert found["phase"].tolist() == ["earlier"] * 2 + ["baseline"] * 2 + ["later"] * 2


def test_a_share_cannot_be_too_high_where_all_of_n_would_not_be_rare() -> None:
    table = pd.DataFrame({"month": MONTHS[:6], "late": [1, 2, 0, 1, 2, 5], "n": 5})
    found = control.p_chart(table, (MONTHS[0], MONTHS[4]), "late", "n", rules="A")
    assert found["upper_limit"].tolist() == [5.0] * 6
    assert found["signal"].iloc[-1] == control.HIGH
    half = pd.DataFrame({"month": MONTHS[:4], "late": [2, 3, 2, 3], "n": 5})
    assert control.p_chart(half, (MONTHS[0], MONTHS[3]), "late", "n")["upper_limit"].isna().all()


# ---- false alarms
def test_a_chart_says_how_often_chance_alone_would_set_it_off(chart: pd.DataFrame, b07: pd.DataFrame) -> None:
    share = chart["false_alarm"].groupby("branch").first()
    assert share.between(0.005, 0.08).all()
    four = control.u_chart(b07, BASELINE, rules="ABCD")["false_alarm"].iloc[0]
    assert four > 2 * share["B07"]


def test_the_false_alarms_told_are_those_of_charts_of_noise() -> None:
    draws, alarms, expected = np.random.default_rng(8), 0, np.full(24, 6.4)
    told = run_rules.share_with_alarm(expected, "AB", 20_000, 1)
    for _ in range(300):
        table = table_of([float(count) for count in draws.poisson(expected)])
        zones = run_rules.zones(table["complaints"].to_numpy(), expected)
        alarms += any((found != 0).any() for found in run_rules.signals(zones, "AB").values())
    assert abs(alarms / 300 - told) < 0.04


def test_four_run_rules_on_24_points_of_noise_alarm_in_a_fifth_of_runs() -> None:
    found = control.false_alarms(24, "ABCD")
    assert found.loc["any", "share"] == pytest.approx(0.21, abs=0.015)
    assert found.loc["any", "low"] < found.loc["any", "share"] < found.loc["any", "high"]
    assert control.false_alarms(24, "A").loc["any", "share"] == pytest.approx(1 - (1 - 0.0027) ** 24, abs=0.006)
    exact = control.false_alarms(24, "A", expected=6.4).loc["any", "share"]
    assert exact < control.false_alarms(24, "A").loc["any", "share"], "exact limits of counts are the stricter ones"


# ---- run charts
def test_a_run_chart_skips_points_on_the_median() -> None:
    table = pd.DataFrame({"month": MONTHS[:7], "wait": [1.0, 3.0, 2.0, 3.0, 4.0, 1.0, 1.0]})
    found = control.run_chart(table, (MONTHS[0], MONTHS[6]), value="wait")
    assert found["side_of_median"].tolist() == [-1, 1, 0, 1, 1, -1, -1]
    assert found["run"].tolist() == [1, 1, 0, 2, 3, 1, 2]


def test_runs_of_noise_rarely_signal_and_a_shift_does(b07: pd.DataFrame) -> None:
    draws = np.random.default_rng(5)
    signals = 0
    for _ in range(100):
        table = pd.DataFrame({"month": MONTHS, "wait": draws.normal(size=24)})
        told = control.run_test(control.run_chart(table, (MONTHS[0], MONTHS[-1]), value="wait"), runs=100)
        signals += told["note"] == "signal found"
    assert signals <= 10
    shifted = pd.DataFrame({"month": MONTHS, "wait": [1.0, 2.0] * 6 + [5.0, 6.0] * 6})
    told = control.run_test(control.run_chart(shifted, (MONTHS[0], MONTHS[11]), value="wait"))
    assert told[["note", "longest_run", "longest_allowed"]].tolist() == ["signal found", 13, 8]


def test_the_limits_of_runs_are_those_of_anhoj_and_olesen() -> None:
    """The limits that their R package qicharts2 tabulates for so many useful points."""
    from fsq_lab.complaints.runs import _allowed

    assert [_allowed(n) for n in (10, 15, 20, 24, 30)] == [(6, 2), (7, 4), (7, 6), (8, 8), (8, 10)]


# ---- change points
def test_noise_has_a_change_point_in_about_one_table_of_twenty() -> None:
    draws, found = np.random.default_rng(11), 0
    for _ in range(200):
        table = table_of([float(count) for count in draws.poisson(6.4, 24)])
        found += change_point.find(table, simulations=200)["note"] == change_point.CHANGE
    assert found / 200 <= 0.09


def test_a_rate_that_doubles_is_found_at_its_month_more_often_than_not() -> None:
    draws, near = np.random.default_rng(12), 0
    for _ in range(60):
        table = table_of([float(count) for count in draws.poisson([8.0] * 14 + [18.0] * 10)])
        found = change_point.find(table, simulations=100)
        near += found["note"] == change_point.CHANGE and found["earliest"] <= MONTHS[14] <= found["latest"]
    assert near >= 52


def test_what_was_fitted_is_one_rate_without_a_change_and_two_with_one(months: pd.DataFrame) -> None:
    one = change_point.fitted(months[months["branch"] == "B05"], simulations=200)
    assert one["fitted"].nunique() == 1
    assert one.attrs["found"]["period"] is None
    two = change_point.fitted(months[months["branch"] == "B07"], simulations=200)
    assert two["fitted"].nunique() == 2
    assert two["likely"].sum() == pytest.approx(1)
    assert (two["exposure"] * two["fitted"]).sum() == pytest.approx(1e4 * two["count"].sum())


def test_no_chart_and_no_change_point_crosses_the_break_in_definition() -> None:
    state = load("complaints_banks").query("name == 'state'")
    counted = state.assign(banks=6.0)
    asked = {"count": "complaints", "exposure": "banks", "time": "quarter"}
    for table in (counted, counted.drop(columns="definition")):
        with pytest.raises(CourseError, match=r"merge|more than one definition"):
            control.u_chart(table, ("2020Q2", "2021Q4"), **asked)
        with pytest.raises(CourseError, match=r"merge|more than one definition"):
            control.run_chart(table, ("2020Q2", "2021Q4"), **asked)
        with pytest.raises(CourseError, match=r"merge|more than one definition"):
            change_point.find(table, **asked)
    before = counted[counted["quarter"] < "2022Q1"]
    assert len(control.u_chart(before, ("2020Q2", "2021Q4"), **asked)) == 7
    told = control.u_chart(before, ("2020Q2", "2021Q4"), **asked)["convention"].iloc[0]
    assert "overdispersed" in told, "real counts differ by far more than Poisson's, and the chart says so"
    invented = pd.DataFrame({"quarter": ["2021Q4", "2022Q1", "2022Q2"], "complaints": [3.0, 4, 5], "transactions": 9.0})
    assert len(control.u_chart(invented, ("2021Q4", "2022Q1"), time="quarter", breaks=())) == 3


# ---- refusals
TABLE = table_of([6, 7, 6, 5, 6, 7])
INSIDE = (MONTHS[0], MONTHS[3])
WAITS = pd.DataFrame({"month": MONTHS, "wait": range(24)})
REFUSALS: dict[str, tuple[str, Any]] = {
    "no such baseline": ("complaints.baseline", lambda: control.u_chart(TABLE, ("2023-01", "2023-12"))),
    "baseline turned round": ("complaints.baseline", lambda: control.u_chart(TABLE, (MONTHS[3], MONTHS[0]))),
    "baseline in one word": ("complaints.baseline", lambda: control.u_chart(TABLE, "2024-01")),  # type: ignore[arg-type]
    "baseline of a month": ("complaints.short_baseline", lambda: control.u_chart(TABLE, (MONTHS[0], MONTHS[0]))),
    "nothing in it": ("complaints.empty_baseline", lambda: control.u_chart(table_of([0, 0, 0, 0, 5]), INSIDE)),
    "everything in it": (
        "complaints.empty_baseline",
        lambda: control.p_chart(TABLE.assign(n=TABLE["complaints"]), INSIDE, "complaints", "n"),
    ),
    "more than n": ("statistics.no_share", lambda: control.p_chart(TABLE.assign(n=2), INSIDE, "complaints", "n")),
    "rules": ("complaints.unknown_rules", lambda: control.u_chart(TABLE, INSIDE, rules="AZ")),
    "centre": ("complaints.unknown_centre", lambda: control.u_chart(TABLE, INSIDE, centre="median")),
    "twice": ("complaints.twice", lambda: control.u_chart(pd.concat([TABLE, TABLE]), INSIDE)),
    "base 0": ("complaints.base_0", lambda: control.u_chart(table_of([0, 0, 0, 0, 0], 0.0), INSIDE)),
    "one month": ("complaints.few_periods", lambda: control.u_chart(TABLE.head(1), INSIDE)),
    "points": ("complaints.points", lambda: control.false_alarms(1)),
    "few runs": ("servqual.resamples", lambda: control.false_alarms(24, runs=5)),
    "expected": ("complaints.expected", lambda: control.false_alarms(24, expected=[1.0, 2.0])),
    "a gap": ("complaints.missing_periods", lambda: control.run_chart(WAITS.drop(index=5), INSIDE, value="wait")),
    "no value": ("complaints.no_column", lambda: control.run_chart(WAITS, INSIDE, value="minutes")),
    "few points": ("complaints.few_useful", lambda: control.run_test(control.run_chart(TABLE, INSIDE))),
    "no run chart": ("complaints.no_column", lambda: control.run_test(TABLE)),
    "short": ("complaints.few_periods", lambda: change_point.find(TABLE.head(3))),
    "nothing": ("complaints.no_events", lambda: change_point.find(table_of([0, 0, 0, 0, 0]))),
    "no base": ("complaints.base_0", lambda: change_point.find(table_of([0, 0, 0, 0, 0], 0.0))),
    "two branches": ("complaints.twice", lambda: change_point.find(pd.concat([TABLE, TABLE]))),
    "level": ("servqual.confidence", lambda: change_point.find(TABLE, confidence=95)),
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


def test_a_baseline_is_asked_for() -> None:
    with pytest.raises(TypeError, match="baseline"):
        control.u_chart(TABLE)  # type: ignore[call-arg]


def test_rules_a_and_b_around_a_known_centre_have_an_exact_share_and_drawn_runs_agree(chart: pd.DataFrame) -> None:
    assert chart["false_alarm"]["B07"].iloc[0] == pytest.approx(0.0462, abs=0.00005)
    assert chart["false_alarm_any"].iloc[0] == pytest.approx(0.354, abs=0.0005)
    assert chart["convention"].iloc[0].endswith("false alarms: exact")
    means = chart["expected_count"]["B07"].tolist()
    for rules in ("A", "B", "AB"):
        drawn = control.false_alarms(24, rules, expected=means, runs=20_000).loc["any", "share"]
        assert run_rules.exact_share_with_alarm(np.array(means), rules) == pytest.approx(drawn, abs=0.005), rules


def test_twelve_charts_sound_more_false_alarms_than_one(chart: pd.DataFrame) -> None:
    each = chart["false_alarm"].groupby("branch").first()
    assert chart["false_alarm_any"].nunique() == 1
    assert chart["false_alarm_any"].iloc[0] == pytest.approx(1 - (1 - each).prod())
    assert 0.2 < chart["false_alarm_any"].iloc[0] < 0.45


def test_an_own_centre_from_few_months_sounds_more_false_alarms_and_its_chart_says_how_many() -> None:
    """Charts of noise, each with the centre of its own eight months, alarm as often as told."""
    expected, inside = np.full(24, 6.4), np.arange(24) < 8
    known = run_rules.share_with_alarm(expected, "AB", 8000, 1)
    own = run_rules.share_with_alarm(expected, "AB", 8000, 1, own=inside)
    assert own > 1.3 * known
    draws, alarms = np.random.default_rng(9), 0
    for _ in range(400):
        counts = draws.poisson(expected).astype(float)
        zones = run_rules.zones(counts, np.full(24, counts[:8].mean()))
        alarms += any((found != 0).any() for found in run_rules.signals(zones, "AB").values())
    assert abs(alarms / 400 - own) < 0.05


def test_limits_of_each_run_by_tails_are_those_by_whole_counts() -> None:
    draws = np.random.default_rng(10)
    means = draws.uniform(0.5, 30.0, 24)
    counts = draws.poisson(means * 1.5, (5, 24)).astype(float)
    n = np.ceil(means * 3)
    for size in (None, n):
        kept = counts if size is None else np.minimum(counts, size)
        by_counts = run_rules.zones(kept, means, size)
        assert (run_rules.zones(kept, np.tile(means, (5, 1)), size) == by_counts).all()
