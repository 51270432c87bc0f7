"""From scores to a verdict: ties, contradictions, operators, lines and ranks keep the contracts."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.scoring import ratings
from fsq_lab.scoring.decisions import ahp, fuzzy, importance, kano, performance, rank_choices
from fsq_lab.scoring.weights import shares
from fsq_lab.survey.loading import load

CIRCLE = [[1, 3, "1/3"], ["1/3", 1, 3], [3, "1/3", 1]]


def key_of(call: Callable[[], object]) -> str:
    with pytest.raises(CourseError) as refusal:
        call()
    return refusal.value.key


def one(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({**dict.fromkeys("AOMIRQ", 0), **counts}, index=["feature"])


def test_a_tie_names_every_class_and_decides_nothing() -> None:
    row = kano.summary(one(A=5, O=40, M=40, I=15)).loc["feature"]
    assert (row["most_frequent"], row["precedence"], row["verdict"]) == ("M, O", "M", "undecided")
    assert row["difference"] == 0 < row["threshold"]


def test_reverse_and_questionable_stay_out_of_better_and_in_n() -> None:
    row = kano.summary(one(A=30, O=20, M=10, I=10, R=25, Q=5)).loc["feature"]
    assert (row["base"], row["n"], row["better"]) == (70, 100, pytest.approx(50 / 70))
    assert kano.summary(one(A=40, I=20)).loc["feature", "worse_low"] < 0, "no interval of zero width at 0 of 60"


def test_the_planted_features_come_out_as_planted() -> None:
    for student in (None, "20230001", "20230007"):
        table = load("kano_features", student)
        found = kano.summary(kano.counts(table))
        assert found["verdict"].drop("paperless").to_dict() == {
            "exact_balance": "M", "instant_transfer": "M", "fraud_alert": "M", "fast_pages": "O",
            "fees_before_confirming": "O", "plain_bill": "A", "yearly_picture": "A", "skins": "I",
            "person_in_two_minutes": "undecided",
        }  # fmt: skip
        by_age = kano.summary(kano.counts(table, by=["feature", "age_band"]))["verdict"]
        assert by_age[("paperless", "60+")] == "R"
        assert found.loc["paperless", "verdict"] == "I" or student is not None


def test_a_contradiction_is_always_shown_and_never_weighed() -> None:
    shown = ahp.consistency(CIRCLE)
    assert not shown["consistent"]
    assert key_of(lambda: ahp.weights(CIRCLE)) == "decisions.inconsistent"
    assert ahp.consistency([[1, 9], ["1/9", 1]])["consistency_ratio"] == 0


def test_what_the_others_imply_is_worked_out_without_the_judgement_itself() -> None:
    assert ahp.consistency(CIRCLE)["implied"] == pytest.approx(9.0)
    assert ahp.consistency(CIRCLE)["given"] == pytest.approx(1 / 3)
    assert np.isnan(ahp.consistency([[1, 3], ["1/3", 1]])["implied"])
    own = np.array([0.5, 0.3, 0.15, 0.05])
    agreeing = own[:, None] / own
    agreeing[0, 2], agreeing[2, 0] = 1 / 5, 5.0
    shown = ahp.consistency(np.clip(agreeing, 1 / 9, 9))
    assert shown["worst_pair"] == "1 - 3"
    assert shown["implied"] > 1 > shown["given"]


def test_one_person_is_no_group_and_is_told_where_to_go() -> None:
    one = [[1, 3], ["1/3", 1]]
    assert key_of(lambda: ahp.group([one])) == "decisions.no_group"
    for language in LANGUAGES:
        use(language)
        with pytest.raises(CourseError, match=r"ahp\.weights"):
            ahp.group([one])
    use("en")
    assert key_of(lambda: ahp.group([one, [[1, 2, 3], ["1/2", 1, 2], ["1/3", "1/2", 1]]])) == "decisions.unlike_group"


def test_each_way_tells_the_size_of_its_smallest_group() -> None:
    table = load("mobile_bank")
    ways = rank_choices.ranks(table, "bank")
    whole = table.dropna(subset=[f"perception_{item}" for item in range(1, 23)])
    own = ways.query("measure == 'perception' and weights == 'equal' and needs == 'all'")["fewest"]
    assert set(own) == {int(whole.groupby("bank").size().min())}
    assert "fewest" not in rank_choices.ranges(ways).index


@given(st.lists(st.floats(0.2, 0.9), min_size=3, max_size=6))
def test_judgements_made_from_weights_give_them_back_by_every_method(raw: list[float]) -> None:
    own = np.array(raw) / sum(raw)
    matrix = own[:, None] / own
    assert ahp.consistency(matrix)["consistency_ratio"] == pytest.approx(0, abs=1e-9)
    for method in ahp.METHODS:
        assert ahp.weights(matrix, method)["weight"].to_numpy() == pytest.approx(own)


def test_a_group_is_the_geometric_mean_and_stays_reciprocal() -> None:
    joined = ahp.group([[[1, 9], ["1/9", 1]], [[1, "1/9"], [9, 1]]])
    assert joined.to_numpy() == pytest.approx(np.ones((2, 2)))


def test_at_a_turning_point_two_share_the_first_place() -> None:
    found = ahp.combine([[1, 2], ["1/2", 1]], [[[1, 3], ["1/3", 1]], [[1, "1/5"], [5, 1]]])
    turning = ahp.turning_points(found).iloc[0]
    weight = turning["weight_at_change"]
    scores = weight * found["1"] + (1 - weight) * found["2"]
    assert scores.iloc[0] == pytest.approx(scores.iloc[1])
    paths = ahp.sensitivity(found, steps=11)
    at_base = paths[(paths["criterion"] == "1") & np.isclose(paths["weight"], 0.7)]
    assert at_base["score"].sum() == pytest.approx(1)


def test_a_hair_of_membership_does_not_survive_being_asked_again() -> None:
    rows = [[0.2, 0.5, 0.2, 0.1], [0.7, 0.2, 0.1, 0], [0, 0.4, 0.5, 0.1], [0.2, 0.3, 0.5, 0]]
    found = fuzzy.evaluate(rows, [0.4, 0.35, 0.15, 0.1], values=[90, 80, 70, 60], n=50)
    assert bool(found["depends_on_operator"].all())
    assert found.loc["product-sum", "same_verdict"] < 0.9, ".36 against .345 of fifty people"
    clear = fuzzy.evaluate([[0.9, 0.1], [0.8, 0.2]], [0.5, 0.5], n=200)
    assert clear["same_verdict"].min() > 0.99
    assert found["chosen"].tolist() == [False, False, True, False]


def test_memberships_are_shares_of_answers() -> None:
    scores = importance.dimension_scores(load("mobile_bank"))
    grades = {"good": (5.5, 7), "fair": (4, 5.499999), "poor": (1, 3.999999)}
    found = fuzzy.memberships(scores, grades)
    assert found.sum(axis="columns").to_numpy() == pytest.approx(np.ones(5))
    assert found.loc["reliability", "good"] == pytest.approx((scores["reliability"].dropna() >= 5.5).mean())


def test_shares_of_explained_variance_sum_to_one_and_copies_share_alike() -> None:
    random = np.random.default_rng(3)
    a, b = random.standard_normal((2, 300))
    table = pd.DataFrame({"a": a, "b": b, "c": 0.7 * a + 0.7 * random.standard_normal(300)})
    table["y"] = a + 0.5 * b + random.standard_normal(300)
    found = importance.shapley(table, "y", ["a", "b", "c"], resamples=200)
    assert found["importance"].sum() == pytest.approx(1)
    line = importance.derived(table, "y", ["a", "b", "c"])
    assert found["r_squared"].iloc[0] == pytest.approx(line["r_squared"].iloc[0])
    alone = importance.shapley(table, "y", ["a"], resamples=100)
    assert alone["contribution"].iloc[0] == pytest.approx(np.corrcoef(table["a"], table["y"])[0, 1] ** 2)
    assert line.loc["c", "note"] == "cannot tell"


def test_the_lines_move_points_and_the_ellipse_says_which_are_certain() -> None:
    bank = load("mobile_bank")
    both = performance.both_lines(shares(bank), importance.dimension_scores(bank), (20, 4))
    assert bool(both.loc["reliability", "flips"])
    few = bank.head(30)
    small = performance.both_lines(shares(few), importance.dimension_scores(few), (20, 4))
    assert small["certain_mean"].sum() < both["certain_mean"].sum() + 1
    row = performance.quadrants(shares(bank), importance.dimension_scores(bank)).loc["reliability"]
    x, y = performance.ellipse(row)
    inside = x.min() < row["importance_line"] < x.max() or y.min() < row["performance_line"] < y.max()
    assert inside == (not row["certain"])


def test_the_same_numbers_give_three_winners_and_b07_is_last_on_reliability_always() -> None:
    ranks = rank_choices.ranks(load("mobile_bank"), by="bank")
    places = rank_choices.ranges(ranks)
    assert (places["first"] > 0).sum() >= 3
    reliable = rank_choices.ranges(
        rank_choices.ranks(load("bank_branch"), "branch", dimension="reliability", outcome=None)
    )
    assert (reliable.loc["B07", ["best", "worst"]] == 12).all()
    assert reliable.index[reliable["settled"]].tolist() == ["B07"]


def test_a_way_that_leaves_a_group_empty_is_named_and_the_rest_stand() -> None:
    ranks = rank_choices.ranks(load("insurance"), by="insurer")
    assert set(ranks["needs"]) == {"half", "none"}
    assert {"gap", "perception, all"} <= set(ranks.attrs["left_out"])


def test_one_insurer_stands_within_its_own_interval_of_a_boundary() -> None:
    for student in (None, "20230001", "20230007"):
        found = ratings.rate(load("insurer_indicators", student))
        assert found.index[~found["certain"]].tolist() == ["IN3"]
        assert {found.loc["IN3", "grade_low"], found.loc["IN3", "grade_high"]} == {"A", "AA"}


def test_the_cut_offs_are_those_of_the_rule() -> None:
    grades = {95: "AAA", 90: "AA", 85: "A", 80: "BBB", 75: "BB", 70: "B", 65: "CCC", 60: "CC", 55: "C", 54.9: "D"}
    assert {score: ratings.grade(score) for score in grades} == grades
    assert sum(ratings.INSURER_2015.weights.values()) == 100


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: kano.summary(one()), "decisions.no_answers"),
        (lambda: kano.summary(one(R=30, Q=5)), "decisions.empty_base"),
        (lambda: kano.summary(one(A=1).astype(float) / 3), "decisions.no_counts"),
        (lambda: kano.classify(pd.Series([6]), pd.Series([1])), "decisions.off_kano"),
        (lambda: ahp.weights([[1, 3], [0.4, 1]]), "decisions.not_reciprocal"),
        (lambda: ahp.weights([[1, 10], [0.1, 1]]), "decisions.off_saaty"),
        (lambda: ahp.weights([[1, "one"], [1, 1]]), "decisions.no_judgement"),
        (lambda: ahp.weights([[1, 2, 3], [0.5, 1, 2]]), "decisions.not_square"),
        (lambda: fuzzy.evaluate([[0.5, 0.4]], [1]), "decisions.not_one"),
        (lambda: fuzzy.evaluate([[0.5, 0.5]], [0.5]), "decisions.not_one"),
        (lambda: fuzzy.evaluate([[0.5, 0.5]], [1], operator="sum"), "decisions.unknown_operator"),
        (lambda: performance.quadrants(pd.DataFrame(), pd.DataFrame(), "midpoint"), "decisions.no_midpoints"),
        (lambda: ratings.grade(101), "ratings.no_score"),
        (lambda: ratings.rate(load("insurer_indicators").iloc[1:]), "ratings.indicators"),
        (lambda: rank_choices.ranks(load("mobile_bank").assign(x="one"), by="x"), "decisions.one_group"),
    ],
)
def test_what_cannot_be_judged_is_refused(call: Callable[[], object], key: str) -> None:
    assert key_of(call) == key
