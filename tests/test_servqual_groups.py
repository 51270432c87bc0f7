"""Scores by group: each group scores as it would alone, and nobody is counted twice."""

from collections.abc import Callable

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from questionnaires import COUNTED

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual
from fsq_lab.survey.loading import load

Score = Callable[..., pd.DataFrame]

SCORES: dict[str, tuple[str, str, Score]] = {
    "gaps": ("bank_branch", "branch", servqual.gaps),
    "servperf": ("bank_branch", "branch", servqual.servperf),
    "weights": ("bank_branch", "branch", servqual.weights),
    "weighted": ("bank_branch", "branch", servqual.weighted),
    "weighted servperf": (
        "bank_branch",
        "branch",
        lambda table, **options: servqual.weighted(table, of="perception", **options),
    ),
    "tolerance": ("insurance", "insurer", servqual.tolerance),
    "ceiling": ("bank_branch", "branch", servqual.ceiling),
    "profile": ("bank_branch", "branch", servqual.profile),
}
WITH_INTERVAL = [name for name in SCORES if name not in ("ceiling", "profile")]
every_score = pytest.mark.parametrize("name", SCORES)


@every_score
def test_a_group_scores_as_it_would_alone(name: str) -> None:
    survey, group, score = SCORES[name]
    table = load(survey)
    result = score(table, group=group)
    assert result.index.names[0] == group
    for one in (table[group].min(), table[group].max()):
        alone, grouped = score(table[table[group] == one]), result.loc[one]
        if name == "tolerance":  # by group it says besides that positions are not adjusted
            alone, grouped = alone.drop(columns="convention"), grouped.drop(columns="convention")
        assert_frame_equal(grouped, alone)


@every_score
def test_every_respondent_with_a_group_is_counted_once_and_the_others_are_named(name: str) -> None:
    survey, group, score = SCORES[name]
    table = load(survey)
    table.loc[table.index[:7], group] = None
    result = score(table, group=group)
    counted = result[COUNTED].sum(axis="columns").groupby(level=1).sum()
    assert (counted == len(table) - 7).all()
    assert result["convention"].str.contains(f"7 without {group} left out").all()


@pytest.mark.parametrize("name", WITH_INTERVAL)
def test_the_bootstrap_names_its_resamples_and_seed_and_lies_near_the_t_interval(name: str) -> None:
    survey, _, score = SCORES[name]
    table = load(survey)
    student, drawn = score(table), score(table, interval="bootstrap", resamples=500, seed=3)
    low = next(column for column in student if column.endswith("low"))
    known = student[low].notna()
    assert drawn.loc[known, "convention"].str.contains("500 resamples, seed 3").all()
    width = (student[low.replace("low", "high")] - student[low])[known]
    assert ((drawn[low] - student[low])[known].abs() < 0.15 * width).all()
    assert (drawn[low] != student[low])[known].all()
    assert_frame_equal(drawn.drop(columns=_bounds(drawn)), student.drop(columns=_bounds(student)))


def _bounds(result: pd.DataFrame) -> list[str]:
    return [column for column in result if column.endswith(("low", "high", "convention", "position"))]


def test_a_position_by_group_is_said_to_be_one_of_many() -> None:
    result = servqual.tolerance(load("insurance"), group="insurer")
    assert result["convention"].str.contains("each position by itself, not adjusted for the number of rows").all()


@every_score
def test_a_group_that_is_no_column_is_refused(name: str) -> None:
    survey, _, score = SCORES[name]
    with pytest.raises(CourseError, match="city") as caught:
        score(load(survey), group="city")
    assert caught.value.key == "servqual.no_group_column"
