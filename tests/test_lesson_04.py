"""What the draft of lesson 04 says in words, where no computed number stands: it must be so in the committed tables."""

import pandas as pd
import pytest

from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load


@pytest.fixture
def survey() -> pd.DataFrame:
    return load("bank_branch")


def test_section_1_the_bootstrap_gives_the_same_interval(survey: pd.DataFrame) -> None:
    b07 = survey[survey["branch"] == "B07"]
    worst, again = servqual.gaps(b07), servqual.gaps(b07, interval="bootstrap")
    assert (worst[["low", "high"]] - again[["low", "high"]]).abs().max().max() < 0.05


def test_section_2_expectations_of_assurance_stand_near_the_top(survey: pd.DataFrame) -> None:
    tops = servqual.ceiling(survey)
    assert list(tops.index[tops["at_ceiling"]]) == ["assurance"]
    assert 7 - tops.loc["assurance", "mean"] < 0.5


def test_section_3_two_intervals_overlap_and_the_difference_is_still_there(survey: pd.DataFrame) -> None:
    b07 = survey[survey["branch"] == "B07"]
    worst = servqual.gaps(b07)
    assert worst.loc["reliability", "high"] > worst.loc["responsiveness", "low"], "a little overlap"
    levels = servqual.dimensions(b07)
    own = levels["perception"] - levels["expectation"]
    apart = own["reliability"] - own["responsiveness"]
    assert apart.mean() + 2 * apart.sem() < 0


def test_section_4_b07_is_low_among_customers_of_60_and_over_too(survey: pd.DataFrame) -> None:
    assert servqual.compare(survey[survey["age_band"] == "60+"]).loc["B07", "note"] == "lower"
