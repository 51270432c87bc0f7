"""The generator keeps its promises: same bytes, same story, on every seed."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from questionnaires import assert_on_their_scales

from fsq_lab.ground.synthetic import bank_branch, draws, registry, service
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load
from fsq_lab.upkeep.datasets import as_csv

DIGESTS = json.loads((Path(__file__).parent / "variant_digests.json").read_text(encoding="utf-8"))["bank_branch"]
SEEDS = range(200)


def digest(seed: int) -> str:
    return hashlib.sha256(as_csv(bank_branch.bank_branch(seed)).encode("utf-8")).hexdigest()


def answers(codes: pd.DataFrame, kind: str) -> np.ndarray:
    numbers = codes[[f"{kind}_{item}" for item in service.ITEMS]].to_numpy(np.float64)
    return np.where(numbers < 0, np.nan, numbers)


def dimension_gaps(codes: pd.DataFrame) -> pd.DataFrame:
    """Each respondent's mean gap by dimension, where at least half of its items have both answers."""
    gap = answers(codes, "perception") - answers(codes, "expectation")
    columns = {}
    for dimension, items in service.DIMENSIONS.items():
        own = gap[:, [item - 1 for item in items]]
        paired = (~np.isnan(own)).sum(axis=1)
        enough = paired >= -(-len(items) // 2)
        columns[dimension] = np.where(enough, np.nansum(own, axis=1) / np.maximum(paired, 1), np.nan)
    return pd.DataFrame(columns)


def lowest_branch(codes: pd.DataFrame) -> str:
    return str(dimension_gaps(codes).mean(axis=1).groupby(codes["branch"]).mean().idxmin())


def at_ceiling(codes: pd.DataFrame) -> list[str]:
    expectation = answers(codes, "expectation")
    flagged = []
    for dimension, items in service.DIMENSIONS.items():
        own = expectation[:, [item - 1 for item in items]]
        own = own[~np.isnan(own)]
        if (own == 7).mean() >= 0.5 or own.mean() >= 6.5:
            flagged.append(dimension)
    return flagged


def alpha(items: pd.DataFrame) -> float:
    complete = items.dropna()
    count = complete.shape[1]
    return float(count / (count - 1) * (1 - complete.var().sum() / complete.sum(axis=1).var()))


@pytest.fixture(scope="module")
def stories() -> pd.DataFrame:
    rows = []
    for seed in SEEDS:
        codes = bank_branch.bank_branch(seed)
        gaps = dimension_gaps(codes).mean().sort_values()
        rows.append(
            {
                "lowest": lowest_branch(codes),
                "ceiling": ",".join(at_ceiling(codes)),
                "widest": gaps.index[0],
                "lead": gaps.iloc[1] - gaps.iloc[0],
            }
        )
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def committed() -> pd.DataFrame:
    return load("bank_branch")


def test_twenty_variants_have_their_committed_digests():
    assert len(DIGESTS) == 20
    assert {seed: digest(int(seed)) for seed in DIGESTS} == DIGESTS


def test_digests_notice_a_changed_loading(monkeypatch):
    monkeypatch.setattr(bank_branch, "STYLE", 0.46)
    assert digest(1) != DIGESTS["1"]


def test_another_seed_gives_another_table():
    assert len(set(DIGESTS.values())) == len(DIGESTS)


def test_table_has_the_questionnaires_columns_and_every_branch():
    codes = bank_branch.bank_branch(3)
    assert list(codes.columns) == instrument("bank_branch").table_columns
    assert codes["branch"].value_counts().to_dict() == bank_branch.BRANCH_SIZES
    assert 600 <= len(codes) <= 700
    assert codes["respondent"].is_unique


def test_generator_and_questionnaire_agree_on_dimensions():
    questionnaire = instrument("bank_branch")
    assert {name: questionnaire.items_of(name) for name in questionnaire.dimensions} == service.DIMENSIONS


@pytest.mark.parametrize("seed", [0, 7, 2**63, registry.SEEDS["bank_branch"]])
def test_every_answer_lies_on_its_scale_or_is_a_code(seed):
    assert_on_their_scales(bank_branch.bank_branch(seed), instrument("bank_branch"))


def test_uniforms_stay_inside_zero_and_one_at_the_extreme_words(monkeypatch):
    stream = draws.Draws(1)

    class Extremes:
        def random_raw(self, count: int) -> np.ndarray:
            return np.array([0, 2**64 - 1], dtype=np.uint64)[:count]

    monkeypatch.setattr(stream, "_words", Extremes())
    low, high = stream.uniforms(2)
    assert 0.0 < low < 1e-15
    assert 1 - 1e-15 < high < 1.0
    assert np.isfinite(stream.normals(2)).all()


def test_weak_branch_is_lowest_in_95_percent_of_seeds(stories):
    assert (stories["lowest"] == bank_branch.WEAK_BRANCH).mean() >= 0.95


def test_weak_branch_is_lowest_by_its_effect_and_not_by_the_test(monkeypatch):
    monkeypatch.setattr(bank_branch, "WEAK_EFFECT", dict.fromkeys(service.DIMENSIONS, 0.0))
    lowest = [lowest_branch(bank_branch.bank_branch(seed)) for seed in range(20)]
    assert lowest.count(bank_branch.WEAK_BRANCH) < 10


def test_ceiling_dimension_alone_is_flagged_in_99_percent_of_seeds(stories):
    assert (stories["ceiling"] == service.CEILING_DIMENSION).mean() >= 0.99


def test_ceiling_is_flagged_by_its_means_and_not_by_the_test(monkeypatch):
    monkeypatch.setattr(bank_branch, "EXPECTATION", (5.5,) * 22)
    assert at_ceiling(bank_branch.bank_branch(1)) == []


def test_reliability_has_the_widest_gap_clear_of_the_next_in_every_seed(stories):
    assert (stories["widest"] == service.WIDEST_GAP).all()
    assert stories["lead"].min() > 0.1


def test_spoilt_points_stay_between_0_and_100_or_are_skipped():
    chance = np.array([0.01, 0.05, 0.06, 0.08, 0.5])
    weights = {name: np.array([0, 95, 60, 20, 20]) for name in service.DIMENSIONS}
    service.spoil_weights(chance, weights)
    assert weights["reliability"].tolist() == [0, 95, 100, service.SKIPPED, 20]
    assert weights["assurance"].tolist() == [0, 100, 100, service.SKIPPED, 20]


def test_committed_intervals_of_reliability_and_the_next_do_not_touch(committed):
    gaps = dimension_gaps(committed)
    low_end = gaps.mean() - 1.96 * gaps.sem()
    high_end = gaps.mean() + 1.96 * gaps.sem()
    others = low_end.drop(service.WIDEST_GAP)
    assert high_end[service.WIDEST_GAP] < others.min()


@pytest.mark.parametrize("kind", ["expectation", "perception"])
@pytest.mark.parametrize("dimension", list(service.DIMENSIONS))
def test_items_of_a_dimension_hang_together_as_in_real_surveys(committed, kind, dimension):
    items = committed[[f"{kind}_{item}" for item in service.DIMENSIONS[dimension]]]
    assert 0.72 <= alpha(items) <= 0.90


def test_mean_of_products_is_not_the_product_of_means(committed):
    weights = committed[[f"weight_{name}" for name in service.DIMENSIONS]].set_axis(list(service.DIMENSIONS), axis=1)
    gaps = dimension_gaps(committed)
    valid = weights.sum(axis=1).between(99, 101) & gaps.notna().all(axis=1)
    shares = weights[valid].div(weights[valid].sum(axis=1), axis=0)
    own = (shares * gaps[valid]).sum(axis=1).mean()
    averaged = (shares.mean() * gaps[valid].mean()).sum()
    assert averaged - own > 0.05


def test_some_points_are_off_by_one_some_far_off_some_empty(committed):
    weights = committed[[f"weight_{name}" for name in service.DIMENSIONS]]
    sums = weights.sum(axis=1, min_count=5)
    assert sums.isin([99, 101]).sum() >= 5
    assert (sums > 110).sum() >= 5
    assert sums.isna().sum() >= 5
    assert (sums == 100).mean() > 0.85


def test_skipped_and_no_experience_both_occur():
    codes = bank_branch.bank_branch(registry.SEEDS["bank_branch"])
    numbers = codes.select_dtypes("int64")
    assert (numbers == service.SKIPPED).sum().sum() > 100
    no_experience = (numbers == service.NO_EXPERIENCE).sum()
    assert no_experience["perception_6"] > 80
    assert no_experience.filter(like="expectation").sum() == 0


def test_some_respondents_lack_too_many_items_for_a_dimension(committed):
    assert 3 <= dimension_gaps(committed)["empathy"].isna().sum() <= 40


def test_switching_costs_make_hostages(committed):
    """At high cost: as satisfied, more loyal, loyalty follows satisfaction less; NPS does not see the cost."""
    groups = {"free": committed["switching_cost"] <= 2, "bound": committed["switching_cost"] >= 6}
    slope, loyalty, satisfaction, nps = {}, {}, {}, {}
    for name, chosen in groups.items():
        group = committed[chosen].dropna(subset=["overall_satisfaction", "loyalty_intention", "nps"])
        slope[name] = (
            group["loyalty_intention"].cov(group["overall_satisfaction"]) / group["overall_satisfaction"].var()
        )
        loyalty[name], nps[name] = group["loyalty_intention"].mean(), group["nps"].mean()
        satisfaction[name] = group["overall_satisfaction"].mean()
    assert slope["free"] > slope["bound"] + 0.3
    assert loyalty["bound"] > loyalty["free"] + 0.7
    assert abs(satisfaction["bound"] - satisfaction["free"]) < 0.35
    assert abs(nps["bound"] - nps["free"]) < 0.6
