"""Kappa of two raters and marks from a checklist: what they promise beside the published figures."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.scoring.agreement import NO_INTERVAL, ONE_SIDED, kappa
from fsq_lab.scoring.ratings import checklist
from fsq_lab.survey.loading import load

PAIRS = pd.DataFrame({"A": [1, 1, 0, 0, 1, 0, 1, 1], "B": [1, 1, 0, 1, 1, 0, 0, 1]})
VISITS = pd.DataFrame(
    [
        (branch, visit, rater, item)
        for branch in ("B01", "B02")
        for visit in (1, 2)
        for rater in "AB"
        for item in (1, 2)
    ],
    columns=["branch", "visit", "rater", "item"],
).assign(passed=[1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=3, max_size=60), st.randoms())
def test_kappa_is_the_same_for_raters_changed_over_rows_shuffled_and_classes_renamed(
    pairs: list[tuple[int, int]], shuffle: Any
) -> None:
    table = pd.DataFrame(pairs, columns=["A", "B"])
    if len({*table["A"], *table["B"]}) < 2:
        return
    found = kappa(table, "A", "B")
    mixed = pairs.copy()
    shuffle.shuffle(mixed)
    others = (
        kappa(table, "B", "A"),
        kappa(pd.DataFrame(mixed, columns=["A", "B"]), "A", "B"),
        kappa(table.replace({1: 9, 2: 8, 3: 7, 4: 6}), "A", "B"),
    )
    for other in others:
        assert other["kappa"] == pytest.approx(found["kappa"])
        assert other["se"] == pytest.approx(found["se"], nan_ok=True)
    assert -1 <= found["kappa"] <= 1
    assert np.isnan(found["low"]) or -1 <= found["low"] <= found["kappa"] <= found["high"] <= 1


@pytest.mark.parametrize("swapped", [False, True])
def test_a_rater_with_one_class_for_everything_gives_no_interval(swapped: bool) -> None:
    """Kappa is 0 whatever the other one says; an interval of no width around it would be rounding."""
    table = pd.DataFrame({"A": [2] * 6, "B": [1, 1, 1, 1, 2, 3]})
    found = kappa(table, *("BA" if swapped else "AB"))
    assert found["kappa"] == pytest.approx(0)
    assert np.isnan(found[["se", "low", "high"]].astype(float)).all()
    assert ONE_SIDED in found["convention"]


def test_raters_who_never_differ_have_kappa_one_and_no_interval() -> None:
    found = kappa(pd.DataFrame({"A": [1, 0, 1, 0], "B": [1, 0, 1, 0]}), "A", "B")
    assert (found["kappa"], found["agreement"]) == (1.0, 1.0)
    assert np.isnan(found["low"])
    assert NO_INTERVAL in found["convention"]


def test_weights_forgive_neighbouring_classes_and_are_named() -> None:
    near = pd.DataFrame({"A": [1, 2, 3, 4, 2, 3], "B": [2, 2, 3, 3, 1, 4]})
    values = {weights: kappa(near, "A", "B", weights=weights)["kappa"] for weights in ("none", "linear", "quadratic")}
    assert values["none"] < values["linear"] < values["quadratic"]
    assert "quadratic weights" in kappa(near, "A", "B", weights="quadratic")["convention"]


def test_quadratic_weights_give_the_intraclass_correlation_of_fleiss_and_cohen() -> None:
    """Fleiss and Cohen (1973): kappa with quadratic weights is 2 cov / (var + var + squared difference of means)."""
    near = pd.DataFrame({"A": [1, 2, 3, 4, 2, 3, 5], "B": [2, 2, 3, 3, 1, 5, 5]})
    cov = ((near["A"] - near["A"].mean()) * (near["B"] - near["B"].mean())).mean()
    below = near["A"].var(ddof=0) + near["B"].var(ddof=0) + (near["A"].mean() - near["B"].mean()) ** 2
    assert kappa(near, "A", "B", weights="quadratic")["kappa"] == pytest.approx(2 * cov / below)


def test_the_interval_covers_the_true_kappa_in_about_as_many_samples_as_it_says() -> None:
    generator, inside = np.random.default_rng(1), 0
    chances = np.array([[0.6, 0.05], [0.1, 0.25]]).ravel()
    agreement, expected = 0.85, 0.65 * 0.7 + 0.35 * 0.3
    truth = (agreement - expected) / (1 - expected)
    for _ in range(400):
        drawn = generator.choice(4, size=200, p=chances)
        found = kappa(pd.DataFrame({"A": drawn // 2, "B": drawn % 2}), "A", "B")
        inside += found["low"] <= truth <= found["high"]
    assert 0.92 <= inside / 400 <= 0.98


def test_rows_without_a_mark_are_left_out_and_counted() -> None:
    found = kappa(pd.concat([PAIRS, pd.DataFrame({"A": [1.0, np.nan], "B": [np.nan, 0.0]})]), "A", "B")
    assert (found["n"], found["n_incomplete"]) == (8, 2)
    assert found["kappa"] == pytest.approx(kappa(PAIRS, "A", "B")["kappa"])


def test_two_raters_of_one_visit_count_as_one() -> None:
    marks = checklist(VISITS)
    assert marks["n"].tolist() == [4, 4]
    assert marks["n_marks"].tolist() == [8, 8]
    assert marks.loc["B01", "score"] == pytest.approx(100 * (1 + 0.5 + 0.5 + 1) / 4)
    doubled = pd.concat([VISITS, VISITS.assign(rater=VISITS["rater"] + "2")])
    pd.testing.assert_frame_equal(
        checklist(doubled)[["score", "low", "high", "n"]], marks[["score", "low", "high", "n"]]
    )


def test_a_group_without_spread_keeps_its_row_without_an_interval_or_a_verdict() -> None:
    marks = checklist(VISITS)
    assert marks.loc["B02", "score"] == 100
    assert np.isnan(marks.loc["B02", "low"])
    assert marks.loc["B02", "note"] == "cannot tell"
    assert "no interval" in marks.loc["B02", "convention"]


def test_a_verdict_needs_the_whole_interval_on_one_side() -> None:
    marks = checklist(load("mystery_visits"), passing=75)
    assert marks.loc["B06", "note"] == "passes"
    assert set(marks["note"]) >= {"passes", "cannot tell"}
    assert set(checklist(load("mystery_visits"), passing=99)["note"]) >= {"fails"}
    assert ((marks["low"] < marks["score"]) & (marks["score"] < marks["high"])).all()


REFUSALS: dict[str, tuple[str, Any]] = {
    "column": ("agreement.no_column", lambda: kappa(PAIRS, "A", "C")),
    "the same": ("agreement.same_column", lambda: kappa(PAIRS, "A", "A")),
    "weights": ("agreement.unknown_weights", lambda: kappa(PAIRS, "A", "B", weights="cubic")),
    "few": ("agreement.too_few", lambda: kappa(PAIRS.head(1), "A", "B")),
    "words": ("agreement.no_order", lambda: kappa(PAIRS.replace({0: "n", 1: "y"}), "A", "B", weights="linear")),
    "one class": ("agreement.one_class", lambda: kappa(PAIRS.assign(A=1, B=1), "A", "B")),
    "level": ("statistics.confidence", lambda: kappa(PAIRS, "A", "B", confidence=1)),
    "marks' column": ("ratings.no_column", lambda: checklist(VISITS, group="bank")),
    "no marks": ("ratings.no_marks", lambda: checklist(VISITS.assign(passed=np.nan))),
    "other marks": ("ratings.not_0_1", lambda: checklist(VISITS.assign(passed=2))),
    "pass mark": ("ratings.pass_mark", lambda: checklist(VISITS, passing=600)),
    "marks' level": ("statistics.confidence", lambda: checklist(VISITS, confidence=0)),
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
