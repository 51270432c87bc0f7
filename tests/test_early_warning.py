"""Early warning: only what was known, judged by later months; calibration and AUC as second sources have them."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
import world_facts
from scipy import stats

from fsq_lab.customers import early_warning
from fsq_lab.customers.early_warning import auc, by_threshold, calibration, fit, signals, threshold
from fsq_lab.ground import tables
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank import world
from fsq_lab.ground.synthetic.bank.parameters import NOISE
from fsq_lab.survey.loading import load

CUSTOMERS, BALANCES, LOG = load("customers"), load("balances"), load("complaints_log")
TRAINED, TESTED = ["2024-07", "2024-09", "2024-12", "2025-03"], ["2025-06", "2025-09"]
PAST, NOW = signals(CUSTOMERS, BALANCES, TRAINED, LOG), signals(CUSTOMERS, BALANCES, TESTED, LOG)
CHANCE = fit(PAST).predict(NOW)


def test_signals_are_those_of_the_worlds_own_arithmetic() -> None:
    own = world_facts.signs(world.World(world.SEED), (17, 20))
    columns = {"complained": "complaint", "failure": "failure", "failure_upper": "failure_upper", "fall": "fall",
               "quiet": "quiet", "leaves": "leaves"}  # fmt: skip
    for name, theirs in columns.items():
        assert NOW[name].to_numpy() == pytest.approx(own[theirs].to_numpy()), name


def test_chances_and_the_area_are_those_of_the_worlds_facts() -> None:
    area, ratio, hits, events = world_facts.warning(world.World(world.SEED))
    found = auc(CHANCE, NOW["leaves"])
    assert found["auc"] == pytest.approx(area)
    assert found["events"] == events
    assert calibration(CHANCE, NOW["leaves"]).loc["all", "ratio"] == pytest.approx(ratio)
    assert threshold(CHANCE, NOW["leaves"], calls=100)["hits"] == pytest.approx(hits, abs=1)


def test_in_noise_the_warning_warns_of_nothing() -> None:
    areas = []
    for seed in range(6):
        noise = world.World(seed, NOISE, conditioned=False)
        drawn = [tables._as_loaded(noise.table(name), seed) for name in ("customers", "balances", "complaints_log")]
        past, now = (signals(drawn[0], drawn[1], months, drawn[2]) for months in (TRAINED, TESTED))
        predictors = [
            name for name in ("complained", "failure", "fall", "quiet") if past.groupby("leaves")[name].std().min() > 0
        ]
        areas.append(auc(fit(past, predictors).predict(now), now["leaves"])["auc"])
    assert np.mean(areas) == pytest.approx(0.5, abs=0.06)


def test_nothing_that_comes_later_changes_the_signals() -> None:
    until = BALANCES[BALANCES["month"] <= "2025-06"]
    early = signals(CUSTOMERS, until, "2025-06", LOG[LOG["received"] < "2025-07"])
    known = [name for name in early if name not in ("leaves", "convention")]
    late = signals(CUSTOMERS, BALANCES, "2025-06", LOG)
    pd.testing.assert_frame_equal(early[known], late[known])


def test_what_is_not_yet_known_is_missing_and_never_0() -> None:
    found = signals(CUSTOMERS, BALANCES, "2025-11", LOG)
    assert set(found["leaves"].dropna()) <= {1.0}
    assert found["leaves"].isna().any()
    assert signals(CUSTOMERS, BALANCES, "2025-09", LOG)["leaves"].notna().all()


def test_who_is_too_new_is_left_out_and_counted() -> None:
    found = signals(CUSTOMERS, BALANCES, "2025-06", LOG)
    assert found.attrs["n_left_out"] + len(found) == (BALANCES["month"] == "2025-06").sum()
    assert found.attrs["n_left_out"] >= 60
    assert "complained" not in signals(CUSTOMERS, BALANCES, "2025-06")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"months": "2024-03"}, "customers.month"),
        ({"months": "2026-01"}, "customers.month"),
        ({"horizon": 0}, "customers.horizon"),
        ({"balances": BALANCES.drop(columns="salary")}, "customers.no_column"),
        ({"customers": CUSTOMERS.head(10)}, "customers.not_on_file"),
        ({"balances": load("balances", "20230001")}, "complaints.two_worlds"),
    ],
)
def test_what_gives_no_signals_is_refused(change: dict[str, Any], key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        signals(**{"customers": CUSTOMERS, "balances": BALANCES, "months": "2025-06", **change})
    assert refusal.value.key == key


# ---- area
def scores(seed: int = 3) -> tuple[pd.Series, pd.Series]:
    generator = np.random.default_rng(seed)
    left = (generator.random(200) < 0.2).astype(int)
    return pd.Series(np.round(generator.normal(size=200) + left, 1)), pd.Series(left)


def test_the_area_and_its_error_are_those_of_second_sources() -> None:
    """scikit-learn 1.7, roc_auc_score; DeLong's variance written out over all pairs."""
    score, left = scores()
    found = auc(score, left)
    assert found["auc"] == pytest.approx(0.846119773210489)
    pairs = score[left == 1].to_numpy()[:, None] - score[left == 0].to_numpy()
    wins = (pairs > 0) + 0.5 * (pairs == 0)
    variance = wins.mean(1).var(ddof=1) / wins.shape[0] + wins.mean(0).var(ddof=1) / wins.shape[1]
    assert found["se"] == pytest.approx(variance**0.5)
    assert found["se"] == pytest.approx(0.032133109513)
    assert 0 < found["low"] < found["auc"] < found["high"] < 1


def test_a_clean_split_has_no_interval() -> None:
    found = auc(pd.Series([0.9, 0.8, 0.2, 0.1]), pd.Series([1, 1, 0, 0]))
    assert found["auc"] == 1
    assert np.isnan(found["low"])
    assert "no interval" in found["convention"]
    with pytest.raises(CourseError, match="either kind"):
        auc(pd.Series([0.9, 0.8]), pd.Series([1, 0]))


# ---- calibration
def test_true_chances_are_as_expected_and_doubled_ones_are_not() -> None:
    generator = np.random.default_rng(5)
    chance = pd.Series(generator.uniform(0.02, 0.4, 5000))
    left = pd.Series((generator.random(5000) < chance).astype(int))
    good, bad = calibration(chance, left), calibration(2 * chance, left)
    assert (good["note"].drop("all") == "as expected").sum() >= 8
    assert good.loc["all", "note"] == "as expected"
    assert good.loc["all", "ratio_low"] < 1 < good.loc["all", "ratio_high"]
    assert set(bad["note"]) == {"fewer than expected"}
    assert bad.loc["all", "ratio_high"] < 1


def test_equal_chances_share_a_group_and_groups_add_up() -> None:
    found = calibration(CHANCE, NOW["leaves"])
    own = found.drop(index="all")
    assert own["n"].sum() == found.loc["all", "n"] == len(NOW)
    assert own["events"].sum() == found.loc["all", "events"]
    assert (own["from"].iloc[1:].to_numpy() > own["to"].iloc[:-1].to_numpy()).all()
    assert len(calibration(pd.Series([0.1] * 90 + [0.5] * 10), pd.Series([0] * 95 + [1] * 5))) == 3


def test_calibration_is_that_of_pandas_quantile_groups_and_scipys_intervals() -> None:
    found = calibration(CHANCE, NOW["leaves"], groups=5)
    own = pd.DataFrame({"chance": CHANCE, "left": NOW["leaves"]}).groupby(pd.qcut(CHANCE, 5).to_numpy(), observed=True)
    second = own.agg(
        predicted=("chance", "mean"), observed=("left", "mean"), events=("left", "sum"), n=("left", "size")
    )
    for name in second:
        assert found.drop(index="all")[name].to_numpy() == pytest.approx(second[name].to_numpy()), name
    for name, row in found.iterrows():
        wilson = stats.binomtest(int(row["events"]), int(row["n"])).proportion_ci(method="wilson")
        assert [row["low"], row["high"]] == pytest.approx(list(wilson)), name
        assert row["ratio"] == pytest.approx(row["observed"] / row["predicted"])
    events, expected = int(found.loc["all", "events"]), CHANCE.sum()
    exact = stats.chi2.ppf(0.025, 2 * events) / 2, stats.chi2.ppf(0.975, 2 * events + 2) / 2
    assert found.loc["all", ["ratio_low", "ratio_high"]].tolist() == pytest.approx([end / expected for end in exact])


# ---- calls
def test_calls_keep_to_the_budget_and_ties_are_called_all_or_none() -> None:
    found = by_threshold(pd.Series([0.9, 0.5, 0.5, 0.5, 0.1]), pd.Series([1, 0, 1, 0, 1]), [1, 2, 3, 4, 5])
    assert found["calls"].tolist() == [1, 1, 1, 4, 5]
    assert found["hits"].tolist() == [1, 1, 1, 2, 3]
    assert (found["hits"] + found["missed"] == 3).all()
    assert (found["hits"] + found["false_alarms"] == found["calls"]).all()
    none = threshold(pd.Series([0.5, 0.5, 0.1]), pd.Series([1, 0, 0]), calls=1)
    assert none["calls"] == 0
    assert none["note"] == "no calls: those at the top are tied"
    assert np.isnan(none["hit_share"])


def test_calls_find_more_than_chance_and_the_net_gain_is_counted() -> None:
    found = by_threshold(CHANCE, NOW["leaves"], [50, 100, 200], cost=20, benefit=300)
    assert (found["hits"] > 3 * found["random_hits"]).all()
    assert found["net"].tolist() == (300 * found["hits"] - 20 * found["calls"]).tolist()
    assert (found["low"] < found["hit_share"]).all()


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: threshold(CHANCE, NOW["leaves"], calls=0), "customers.calls"),
        (lambda: threshold(CHANCE, NOW["leaves"], calls=2.5), "customers.calls"),  # type: ignore[arg-type]
        (lambda: by_threshold(CHANCE, NOW["leaves"], [5], cost=1), "customers.cost_and_benefit"),
        (lambda: by_threshold(CHANCE, NOW["leaves"].head(9), [5]), "customers.other_rows"),
        (lambda: by_threshold(CHANCE, NOW["fall"], [5]), "customers.not_0_1"),
        (lambda: calibration(3 + CHANCE, NOW["leaves"]), "customers.no_chance"),
        (lambda: calibration(CHANCE.head(3), NOW["leaves"].head(3)), "customers.few_rows"),
        (lambda: auc(list(CHANCE), NOW["leaves"]), "customers.no_series"),  # type: ignore[arg-type]
        (lambda: fit(NOW, ["nothing"]), "customers.no_column"),
    ],
)
def test_what_cannot_be_judged_is_refused(call: Any, key: str) -> None:
    with pytest.raises(CourseError) as refusal:
        call()
    assert refusal.value.key == key


def test_unknown_outcomes_are_left_out_and_counted() -> None:
    unknown = NOW["leaves"].mask(NOW["month"] == "2025-09")
    found = early_warning.auc(CHANCE, unknown)
    assert found["n_incomplete"] == (NOW["month"] == "2025-09").sum()
