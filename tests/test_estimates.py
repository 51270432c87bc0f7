"""Means and shares by group: each against a second computation, nothing of the table changed, and refused in words."""

import math

import pandas as pd
import pytest

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.estimates import means, shares
from fsq_lab.statistics.intervals import proportion
from fsq_lab.survey.loading import load

NAN = math.nan


def answers() -> pd.DataFrame:
    return pd.DataFrame({"branch": ["B2", "B1", "B1", "B1", None], "satisfied": [5.0, 3.0, 6.0, NAN, 7.0]})


def test_means_are_of_those_who_answered_and_say_how_many_did_not() -> None:
    found = means(answers(), "satisfied", by="branch")
    assert found["mean"].to_dict() == {"B1": 4.5, "B2": 5.0}
    assert found["n"].to_dict() == {"B1": 2, "B2": 1}
    assert found["n_missing"].to_dict() == {"B1": 1, "B2": 0}


def test_the_interval_of_a_mean_is_student_s() -> None:
    found = means(answers(), "satisfied", by="branch")
    half = 12.706205 * 1.5  # the t of one degree of freedom, times sd / sqrt(2)
    assert found.loc["B1", "high"] - 4.5 == pytest.approx(half, rel=1e-6)
    assert found.loc["B1", "convention"] == "mean of satisfied, 95% t interval"
    assert math.isnan(found.loc["B2", "low"])
    assert "no interval" in found.loc["B2", "convention"]


def test_shares_add_up_both_counts_before_they_divide() -> None:
    counts = pd.DataFrame({"branch": ["B1", "B1", "B2"], "kept": [1, 90, 3], "timed": [10, 90, 6]})
    found = shares(counts, "kept", "timed", by="branch")
    assert found["share"].to_dict() == {"B1": 0.91, "B2": 0.5}
    assert found.loc["B1", ["low", "high"]].tolist() == proportion(91, 100)[["low", "high"]].tolist()


def test_a_row_that_lacks_a_count_is_left_out_of_both_sums() -> None:
    counts = pd.DataFrame({"branch": ["B1", "B1"], "kept": [3, NAN], "timed": [4, 100]})
    assert shares(counts, "kept", "timed", by="branch").loc["B1", "n"] == 4


def test_no_table_is_changed() -> None:
    table, before = load("promises"), load("promises")
    shares(table, "in_time", "pieces", by="branch")
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (answers().drop(columns="branch"), "branch"),
        (answers().assign(satisfied="five"), "satisfied"),
        (answers().assign(satisfied=NAN), "n = 0"),
    ],
)
def test_what_cannot_be_averaged_is_refused_in_words(table: pd.DataFrame, told: str) -> None:
    with pytest.raises(CourseError, match=told):
        means(table, "satisfied", by="branch")


def test_more_kept_than_timed_is_no_share() -> None:
    with pytest.raises(CourseError, match="is not a share"):
        shares(pd.DataFrame({"branch": ["B1"], "kept": [5], "timed": [4]}), "kept", "timed", by="branch")
