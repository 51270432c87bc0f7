"""Satisfaction, net promoter score, sample size and response rates: what is promised of them."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import net_promoter, sampling, satisfaction
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.loading import load

FIVE = pd.Series([5, 4, 4, 3, 2, 1, None])


# ---- top boxes
def test_the_posters_share_is_the_same_answers_with_another_box() -> None:
    tablet = load("responses").query("sample == 'intercept'")["satisfaction"]
    poster, usual = satisfaction.top_box(tablet, top=3), satisfaction.top_box(tablet, top=2)
    assert poster["count"] == int((tablet >= 3).sum())
    assert usual["count"] == int((tablet >= 4).sum())
    assert poster["share"] > 0.9 > usual["share"]
    assert (poster["boxes"], usual["boxes"]) == ("3-5 of 1-5", "4-5 of 1-5")


@pytest.mark.parametrize("answer", [1, 5])
@pytest.mark.parametrize("method", ["wilson", "exact"])
def test_no_interval_of_a_share_has_zero_width_where_all_agree(answer: int, method: str) -> None:
    found = satisfaction.top_box(pd.Series([answer] * 15), method=method)
    assert 0 <= found["low"] < found["high"] <= 1
    assert found["high" if answer == 5 else "low"] == found["share"]


def test_the_interval_is_that_of_the_share_of_those_who_answered() -> None:
    found, own = satisfaction.top_box(FIVE), proportion(3, 6)
    assert (found["low"], found["high"], found["n"], found["n_missing"]) == (own["low"], own["high"], 6, 1)


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        (pd.Series([1, 6]), "scores.off_scale"),
        (pd.Series([0, 3]), "scores.off_scale"),
        (pd.Series([3.5, 4]), "scores.off_scale"),
        (pd.Series([np.inf, 4]), "scores.off_scale"),
        (pd.Series(["5", "4 "]), "scores.not_numbers"),
        (pd.Series([True, False]), "scores.not_numbers"),
        (pd.Series([None, np.nan], dtype="float64"), "scores.nobody"),
        ([5, 4], "scores.no_column"),
    ],
)
def test_scores_that_are_none_are_refused(answers: object, key: str) -> None:
    with pytest.raises(CourseError) as caught:
        satisfaction.top_box(answers)  # type: ignore[arg-type]
    assert caught.value.key == key


@pytest.mark.parametrize("top", [0, 5, 1.5])
def test_all_boxes_cannot_be_the_top(top: float) -> None:
    with pytest.raises(CourseError, match="top"):
        satisfaction.top_box(FIVE, top=top)  # type: ignore[arg-type]


def test_groups_are_what_each_gives_alone_and_row_order_does_not_matter() -> None:
    table = load("responses")
    found = satisfaction.top_boxes(table, "satisfaction", by="sample")
    shuffled = satisfaction.top_boxes(table.sample(frac=1, random_state=1), "satisfaction", by="sample")
    pd.testing.assert_frame_equal(found, shuffled)
    for name, row in found.iterrows():
        own = satisfaction.top_box(table.loc[table["sample"] == name, "satisfaction"])
        pd.testing.assert_series_equal(row, own, check_names=False, check_dtype=False)
    assert found.attrs["synthetic_seed"] == table.attrs["synthetic_seed"]


# ---- effort, index, disconfirmation
def test_effort_says_which_end_is_easy_and_turns_with_it() -> None:
    scores = pd.Series([7, 6, 5, 4, 2])
    high, low = satisfaction.effort(scores, easy="high"), satisfaction.effort(8 - scores, easy="low")
    assert high["easy_share"] == low["easy_share"] == 0.6
    assert (high["boxes"], low["boxes"]) == ("5-7 of 1-7", "1-3 of 1-7")
    with pytest.raises(CourseError, match="easy"):
        satisfaction.effort(scores, easy="yes")
    with pytest.raises(TypeError):
        satisfaction.effort(scores)  # type: ignore[call-arg]


def test_an_index_from_answers_is_that_of_their_means() -> None:
    answers = pd.DataFrame({"a": [8, 9, 10], "b": [7, 9, 2], "c": [8, 8, 5]})
    found = satisfaction.index(answers, weights=[2, 1, 1])
    assert found["index"] == pytest.approx(satisfaction.index_from_means(answers.mean().tolist(), [2, 1, 1]))
    assert 0 <= found["low"] < found["index"] < found["high"] <= 100
    assert satisfaction.index(pd.DataFrame({"a": [1, 1], "b": [1, 1]}))["index"] == 0
    assert satisfaction.index(pd.DataFrame({"a": [10, 10]}))["index"] == 100


def test_an_index_leaves_incomplete_respondents_out_and_counts_them() -> None:
    answers = pd.DataFrame({"a": [8, 9, None], "b": [7, 9, 2]})
    found = satisfaction.index(answers)
    assert (found["n"], found["n_incomplete"]) == (2, 1)
    with pytest.raises(CourseError):
        satisfaction.index(pd.DataFrame({"a": [8, None], "b": [None, 2]}))
    with pytest.raises(CourseError, match="weights"):
        satisfaction.index(answers, weights=[1, 0])


def test_below_expectation_is_not_dissatisfied() -> None:
    """Most of those who got less than expected can still be satisfied: the two are shown apart."""
    table = pd.DataFrame({"expected": [7, 7, 7, 5, 5], "found": [6, 6, 6, 5, 6], "satisfied": [4, 4, 5, 4, 5]})
    found = satisfaction.disconfirmation(table, "expected", "found", "satisfied")
    assert found.loc["worse", "share"] == 0.6
    assert found.loc["worse", "mean"] > 4
    assert found["n"].sum() == 5
    assert found.attrs["mean_difference"][0] == pytest.approx(-0.4)


# ---- net promoter score
@given(st.tuples(*[st.integers(0, 40)] * 3).filter(lambda counts: sum(counts) > 0))
def test_an_adjusted_interval_has_a_width_and_stays_on_the_scale(counts: tuple[int, int, int]) -> None:
    found = net_promoter.score_from_counts(*counts)
    assert -100 <= found["low"] < found["high"] <= 100
    turned = net_promoter.score_from_counts(*counts[::-1])
    assert turned["nps"] == pytest.approx(-found["nps"])
    assert turned["low"] == pytest.approx(-found["high"])


def test_passives_count_in_n() -> None:
    answers = pd.Series([10, 9, 8, 7, 6, 0, None])
    found = net_promoter.score(answers)
    assert (found["promoters"], found["passives"], found["detractors"], found["n"]) == (2, 2, 2, 6)
    assert (found["nps"], found["n_missing"]) == (0.0, 1)


def test_wald_refuses_an_interval_without_width() -> None:
    for counts in ((20, 0, 0), (0, 5, 0), (0, 0, 1)):
        with pytest.raises(CourseError) as caught:
            net_promoter.score_from_counts(*counts, method="wald")
        assert caught.value.key == "net_promoter.no_width"


@pytest.mark.parametrize("counts", [(1, 2), (1.5, 1, 1), (-1, 2, 2), (0, 0, 0), (math.nan, 1, 1)])
def test_counts_that_are_none_are_refused(counts: tuple[float, ...]) -> None:
    with pytest.raises(CourseError):
        net_promoter.change_from_counts(counts, (1, 1, 1))  # type: ignore[arg-type]


def test_a_change_is_the_difference_and_turns_with_the_waves() -> None:
    one, two = (90, 60, 50), (130, 40, 30)
    found, back = net_promoter.change_from_counts(one, two), net_promoter.change_from_counts(two, one)
    assert found["change"] == pytest.approx(30)
    assert (found["verdict"], back["verdict"]) == ("risen", "fallen")
    assert (found["low"], found["high"]) == pytest.approx((-back["high"], -back["low"]))
    assert net_promoter.change_from_counts((20, 0, 0), (20, 0, 0))["low"] < 0


@pytest.mark.parametrize(("shares", "n"), [((0.5, 0.3, 0.2), 30), ((0.85, 0.1, 0.05), 25), ((0.3, 0.4, 0.3), 80)])
def test_the_change_of_equal_waves_is_called_none_in_about_95_of_100(shares: tuple[float, ...], n: int) -> None:
    draws = np.random.default_rng(1).multinomial(n, shares, size=(1500, 2))
    found = [net_promoter.change_from_counts(tuple(one), tuple(two))["verdict"] for one, two in draws.tolist()]
    assert 0.93 <= found.count("cannot tell") / len(found) <= 0.985


# ---- sample size
def test_a_finite_population_needs_fewer_and_a_design_effect_more() -> None:
    plain = sampling.sample_size(0.05)
    assert plain["n"] == plain["n_simple"] == 385
    finite = sampling.sample_size(0.05, population=500)
    clustered = sampling.sample_size(0.05, population=500, design_effect=2)
    assert finite["n"] < plain["n"]
    assert finite["n"] < clustered["n"] <= 500
    assert sampling.sample_size(0.05, design_effect=1.5)["n"] == math.ceil(1.5 * plain["n_exact"])


@given(st.integers(1, 5000), st.floats(0.01, 0.3), st.floats(0.5, 5))
def test_no_sample_is_larger_than_its_frame(population: int, margin: float, effect: float) -> None:
    assert 1 <= sampling.sample_size(margin, population=population, design_effect=effect)["n"] <= population


def test_people_to_ask_follow_from_the_response_rate_and_a_frame_that_is_too_small_is_refused() -> None:
    assert sampling.sample_size(0.10, response_rate=0.2)["n_to_ask"] == 97 * 5
    with pytest.raises(CourseError) as caught:
        sampling.sample_size(0.05, population=1000, response_rate=0.2)
    assert caught.value.key == "sampling.frame_too_small"


def test_the_margin_of_a_mean_comes_from_its_spread() -> None:
    assert sampling.sample_size(0.18, sd=1.03)["n_exact"] == pytest.approx((1.959964 * 1.03 / 0.18) ** 2, rel=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin": 0}, {"margin": 1.0}, {"margin": 5}, {"share": 0}, {"share": 1}, {"sd": 0}, {"population": 0},
        {"population": 10.5}, {"design_effect": 0}, {"response_rate": 0}, {"response_rate": 1.2}, {"confidence": 1},
        {"margin": math.nan},
    ],
)  # fmt: skip
def test_sizes_that_cannot_be_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CourseError):
        sampling.sample_size(**{"margin": 0.05, **wrong})  # type: ignore[arg-type]


# ---- response rates
def test_rates_are_those_of_the_definitions() -> None:
    """Worked by hand from the printed formulas."""
    found = sampling.response_rate(60, partial=10, refusal=40, non_contact=50, other=10, unknown=30, eligible_share=0.5)
    assert found["rate"].astype(float).round(4).to_dict() == {
        "RR1": 0.3, "RR2": 0.35, "RR3": round(60 / 185, 4), "RR4": round(70 / 185, 4), "RR5": round(60 / 170, 4),
        "RR6": round(70 / 170, 4), "CON1": 0.6, "COOP1": 0.5, "REF1": 0.2,
    }  # fmt: skip


def test_the_unknown_need_a_share_before_rr3_is_given() -> None:
    assert not {"RR3", "RR4"} & set(sampling.response_rate(10, refusal=5, unknown=5).index)
    known = sampling.response_rate(10, refusal=5)
    assert known.loc["RR1", "rate"] == known.loc["RR3", "rate"] == known.loc["RR5", "rate"]


@pytest.mark.parametrize("wrong", [{"complete": -1}, {"complete": 1.5}, {"complete": 0}, {"eligible_share": 2}])
def test_outcomes_that_cannot_be_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CourseError):
        sampling.response_rate(**{"complete": 5, **wrong})  # type: ignore[arg-type]


def test_who_did_not_answer_shows_in_shares_that_sum_to_one() -> None:
    table = load("frame").merge(load("customers"), on="customer")
    asked = table[table["message"] == 1]
    given_ones = load("responses").query("sample == 'message'")["customer"]
    found = sampling.nonresponse(
        asked.assign(here=asked["customer"].isin(given_ones).astype(int)), "here", by="age_band"
    )
    assert found["asked"].sum() == 650
    assert found["answered"].sum() == len(given_ones)
    assert found[["share_asked", "share_answered"]].sum().round(9).tolist() == [1, 1]
    assert found["difference"].sum() == pytest.approx(0)
    assert found["rate"].iloc[0] > found["rate"].iloc[-1]


def test_nobody_who_answered_is_refused() -> None:
    with pytest.raises(CourseError) as caught:
        sampling.nonresponse(pd.DataFrame({"tier": ["mass"], "answered": [0]}), "answered", by="tier")
    assert caught.value.key == "sampling.nobody_answered"
