"""What lesson 04 says in words, where no computed number stands: it must be so in the committed tables."""

import ast
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from fsq_lab.scoring import answering_styles, item_analysis, reliability
from fsq_lab.scoring.factors import exploratory, factorability, omega
from fsq_lab.survey.loading import load

ROOT = Path(__file__).parent.parent
RELIABILITY = ["q5", "q6", "q7", "q8", "q9"]


@pytest.fixture
def survey() -> pd.DataFrame:
    return load("bank_branch")


@pytest.fixture
def five() -> pd.DataFrame:
    return load("pilot")[RELIABILITY]


def test_section_1_one_reversed_item_takes_alpha_to_nothing_and_two_take_it_far_below(survey: pd.DataFrame) -> None:
    assurance = survey[[f"perception_{n}" for n in range(14, 18)]]
    one = assurance.assign(perception_14=8 - assurance["perception_14"])
    two = one.assign(perception_15=8 - one["perception_15"])
    assert -0.1 < reliability.alpha(one)["alpha"] < 0
    assert reliability.alpha(two)["alpha"] < -1
    assert item_analysis.item_statistics(one).loc["perception_14", "item_rest"] < 0


def test_section_2_the_rule_of_thumb_lies_inside_both_intervals(five: pd.DataFrame) -> None:
    for found in (reliability.alpha(five), reliability.bootstrap_interval(five)):
        assert found["low"] < 0.7 < found["high"]


def test_section_2_the_widest_interval_is_that_of_the_fewest_people(survey: pd.DataFrame) -> None:
    found = answering_styles.alpha_by_group(survey, by="branch", of="perception", dimension="reliability")
    assert (found["high"] - found["low"]).idxmax() == found["n_used"].idxmin()


def test_section_4_item_9_alone_raises_alpha_and_divides_people(five: pd.DataFrame) -> None:
    table = item_analysis.item_statistics(five)
    assert list(table.index[table["change"] > 0]) == ["q9"]
    assert (five["q9"] <= 2).sum() > 2 * (five[RELIABILITY[:4]] <= 2).sum().max()
    assert (five["q9"] >= 6).sum() == (five >= 6).sum().max()
    assert omega.omega(five)["omega"] > reliability.alpha(five)["alpha"]


def test_section_5_the_second_dimension_of_1992_holds_two_items_of_tangibles() -> None:
    written = re.search(
        r'numbers = ("""[^"]*""")', (ROOT / "course/chapters/04_reliability/lesson.py").read_text("utf-8")
    )
    assert written
    numbers = [int(number) / 100 for number in ast.literal_eval(written[1]).split()]
    entries = yaml.safe_load((ROOT / "tests/published.yml").read_text("utf-8"))
    (printed,) = (one for one in entries if one["id"] == "babakus_boller_standardised_alphas")
    assert numbers == [value for row in printed["inputs"]["lower_triangle"] for value in row[:-1]]
    half = np.zeros((22, 22))
    half[np.tril_indices(22, -1)] = numbers
    published = pd.DataFrame(half + half.T + np.eye(22))
    assert int(factorability.parallel_analysis(published, n=502)["kept"].sum()) == 2
    two = exploratory.rotate(exploratory.extract(published, factors=2, n=502), "oblimin").loadings
    assert (np.flatnonzero(two.iloc[:, 1].abs() > 0.4) + 1).tolist() == [2, 4]


def test_section_6_four_of_the_five_dimensions_are_found(survey: pd.DataFrame) -> None:
    ours = factorability.parallel_analysis(survey[[f"perception_{n}" for n in range(1, 23)]])
    assert int(ours["kept"].sum()) == 4
    assert 0.9 < ours["eigenvalue"].iloc[4] / ours["threshold"].iloc[4] < 1, "just short"


def test_section_7_no_answering_style_differs_and_alpha_at_b07_is_among_the_others(survey: pd.DataFrame) -> None:
    styles = answering_styles.by_group(survey, by="branch")
    assert len(styles) == 48
    assert set(styles["note"]) == {"like the others"}
    ruler = answering_styles.alpha_by_group(survey, by="branch", of="expectation")
    b07, others = ruler.loc["B07"], ruler.drop(index="B07")
    assert ((others["low"] < b07["high"]) & (others["high"] > b07["low"])).all()
