"""The tables of mobile banks, securities companies and insurers keep their cards' promises, on every seed."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from questionnaires import assert_on_their_scales

from fsq_lab.ground.synthetic import insurance, mobile_bank, registry, securities, service
from fsq_lab.scoring import servqual
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.upkeep.datasets import as_csv

PEERS = ("mobile_bank", "securities", "insurance")
DIGESTS = json.loads((Path(__file__).parent / "variant_digests.json").read_text(encoding="utf-8"))
SEEDS = range(40)


def digest(name: str, seed: int) -> str:
    return hashlib.sha256(as_csv(registry.TABLES[name](seed)).encode("utf-8")).hexdigest()


def survey(name: str, seed: int) -> pd.DataFrame:
    """Return a drawn table as a learner loads it: codes of absence are missing."""
    codes = registry.TABLES[name](seed)
    return codes.mask(codes.isin([service.SKIPPED, service.NO_EXPERIENCE]))


def numbers(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{name: pd.to_numeric(table[name]) for name in table.columns if name[-1].isdigit()})


@pytest.mark.parametrize("name", PEERS)
def test_twenty_variants_have_their_committed_digests(name):
    assert len(DIGESTS[name]) == 20
    assert {seed: digest(name, int(seed)) for seed in DIGESTS[name]} == DIGESTS[name]
    assert len(set(DIGESTS[name].values())) == 20


@pytest.mark.parametrize("name", PEERS)
def test_table_has_the_questionnaires_columns_and_answers_on_their_scales(name):
    codes = registry.TABLES[name](3)
    questionnaire = instrument(name)
    assert list(codes.columns) == questionnaire.table_columns
    assert codes["respondent"].is_unique
    assert 400 <= len(codes) <= 450
    assert_on_their_scales(codes, questionnaire)


@pytest.mark.parametrize("name", PEERS)
def test_questionnaire_has_the_generators_dimensions(name):
    questionnaire = instrument(name)
    assert {one: questionnaire.items_of(one) for one in questionnaire.dimensions} == service.DIMENSIONS


def lowest(name: str, group: str, seed: int, dimension: str = "reliability") -> str:
    levels = servqual.servperf(numbers(survey(name, seed)), instrument=name, group=group)["perception"]
    return str(levels.xs(dimension, level="dimension").idxmin())


@pytest.mark.parametrize(
    ("name", "group", "worst"),
    [("mobile_bank", "bank", "MB4"), ("securities", "company", "SC3"), ("insurance", "insurer", "IN2")],
)
def test_the_worse_provider_is_lowest_in_reliability_in_95_percent_of_seeds(name, group, worst):
    assert np.mean([lowest(name, group, seed) == worst for seed in SEEDS]) >= 0.95


def test_the_worse_provider_is_lowest_by_its_effect_and_not_by_the_test(monkeypatch):
    monkeypatch.setattr(securities, "OUTAGE_SHARE_THERE", securities.OUTAGE_SHARE)
    monkeypatch.setattr(mobile_bank, "FAILURES_OFTEN", mobile_bank.FAILURES_SELDOM)
    monkeypatch.setattr(insurance, "SLOWER_DAYS", 0)
    assert [lowest("securities", "company", seed) for seed in range(20)].count("SC3") < 10
    assert [lowest("mobile_bank", "bank", seed) for seed in range(20)].count("MB4") < 10
    assert [lowest("insurance", "insurer", seed) for seed in range(20)].count("IN2") < 10


@pytest.mark.parametrize(
    ("name", "at_ceiling", "widest"),
    [("mobile_bank", "assurance", "responsiveness"), ("securities", "reliability", "reliability")],
)
def test_ceiling_and_widest_gap_are_as_the_card_says(name, at_ceiling, widest):
    for seed in range(20):
        table = numbers(survey(name, seed))
        flags = servqual.ceiling(table, instrument=name)["at_ceiling"]
        assert list(flags[flags].index) == [at_ceiling], seed
        assert servqual.gaps(table, instrument=name)["gap"].idxmin() == widest, seed


def test_without_failures_the_banks_do_not_differ():
    tables = [load("mobile_bank")] + [numbers(survey("mobile_bank", seed)) for seed in SEEDS]
    whole = pd.concat([one.assign(crashes_month=pd.to_numeric(one["crashes_month"])) for one in tables])
    spared = whole[whole["crashes_month"] == 0]
    items = spared[[f"perception_{item}" for item in service.DIMENSIONS["reliability"]]].mean(axis=1)
    worse, others = items[spared["bank"] == "MB4"], items[spared["bank"] != "MB4"]
    assert abs(worse.mean() - others.mean()) < 4 * np.hypot(worse.sem(), others.sem())
    hit = whole[whole["crashes_month"] >= 3]
    assert hit[[f"perception_{item}" for item in service.DIMENSIONS["reliability"]]].mean(axis=1).mean() < (
        items.mean() - 0.7
    )


def test_professional_investors_expect_more_and_perceive_the_same():
    whole = pd.concat([numbers(survey("securities", seed)) for seed in SEEDS])
    own = servqual.gaps(whole, "total", instrument="securities", group="client_type").droplevel("total")
    assert 0.12 < own.loc["professional", "expectation"] - own.loc["ordinary", "expectation"] < 0.35
    assert abs(own.loc["professional", "perception"] - own.loc["ordinary", "perception"]) < 0.06


def test_reliability_of_insurers_lies_below_the_zone_and_the_others_within():
    below = [servqual.tolerance(numbers(survey("insurance", seed)), "insurance")["position"] for seed in range(20)]
    assert np.mean([one["reliability"] == "below" for one in below]) >= 0.95
    assert np.mean([(one.drop("reliability") == "within").all() for one in below]) >= 0.95


def test_items_of_one_line_are_empty_for_the_other():
    table = load("insurance")
    questionnaire = instrument("insurance")
    assert questionnaire.routed_columns
    for column, routing in questionnaire.routed_columns.items():
        elsewhere = ~table[routing.question].isin(routing.codes)
        assert elsewhere.any()
        assert table.loc[elsewhere, column].isna().all(), column
        assert table.loc[~elsewhere, column].notna().any(), column


def test_three_fifths_made_a_claim_and_only_they_have_days():
    table = load("insurance")
    assert 0.5 < (table["had_claim"] == "claimed").mean() < 0.7
    assert table["claim_days"].notna().equals(table["had_claim"] == "claimed")
    median = table.groupby("insurer")["claim_days"].median()
    assert median["IN2"] - median.drop("IN2").max() > 12
