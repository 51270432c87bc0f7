"""What holds for every score of a survey: order does not matter, and the survey is left alone."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from questionnaires import COUNTED, answered, questionnaire

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual

ANSWERS = ("expectation", "perception", "minimum", "desired")
SMALL = questionnaire({"first": 1, "second": 2}, low=0, high=20, answers=ANSWERS)
POINTS = st.sampled_from([(40, 60), (50, 49), (100, 1), (70, 70), (-5, 105), (100, None), (None, None)])
Score = Callable[[pd.DataFrame], pd.DataFrame]

SCORES: dict[str, Score] = {
    "gaps": lambda table: servqual.gaps(table, instrument=SMALL, group="branch"),
    "bootstrap": lambda table: servqual.gaps(
        table, by="total", instrument=SMALL, group="branch", interval="bootstrap", resamples=200
    ),
    "servperf": lambda table: servqual.servperf(table, by="item", instrument=SMALL, group="branch"),
    "weights": lambda table: servqual.weights(table, instrument=SMALL),
    "weighted": lambda table: servqual.weighted(table, instrument=SMALL),
    "weighted servperf": lambda table: servqual.weighted(table, of="perception", instrument=SMALL),
    "tolerance": lambda table: servqual.tolerance(table, instrument=SMALL),
    "compare": lambda table: servqual.compare(table, minimum_n=2, instrument=SMALL),
    "ceiling": lambda table: servqual.ceiling(table, instrument=SMALL),
    "profile": lambda table: servqual.profile(table, instrument=SMALL),
    "weights by branch": lambda table: servqual.weights(table, instrument=SMALL, group="branch"),
    "weighted by branch": lambda table: servqual.weighted(table, instrument=SMALL, group="branch"),
    "tolerance by branch": lambda table: servqual.tolerance(
        table, instrument=SMALL, group="branch", interval="bootstrap", resamples=200
    ),
    "ceiling by branch": lambda table: servqual.ceiling(table, instrument=SMALL, group="branch"),
    "profile by branch": lambda table: servqual.profile(table, instrument=SMALL, group="branch"),
}
every_score = pytest.mark.parametrize("score", SCORES.values(), ids=SCORES)


@st.composite
def surveys(draw: st.DrawFn) -> pd.DataFrame:
    """Draw surveys of 6 to 12 respondents of two branches, some without a branch, answers perhaps missing."""
    rows = draw(st.integers(6, 12))
    answer = st.lists(st.sampled_from([None, *range(1, 8), *range(1, 8)]), min_size=3, max_size=3)
    given_answers = {name: [draw(answer) for _ in range(rows)] for name in ANSWERS}
    points = np.array([draw(POINTS) for _ in range(rows)], dtype=float)
    other = [draw(st.sampled_from(["A", "B", None])) for _ in range(rows - 2)]
    return answered(**given_answers).assign(
        weight_first=points[:, 0], weight_second=points[:, 1], branch=["A", "B", *other]
    )


@every_score
@given(st.data())
@settings(max_examples=25)
def test_the_order_of_respondents_and_columns_does_not_matter(score: Score, data: st.DataObject) -> None:
    table = data.draw(surveys())
    rows = data.draw(st.permutations(range(len(table))))
    columns = data.draw(st.permutations(list(table.columns)))
    other = table.iloc[rows][columns].assign(remark="text", expectation_99=1000)
    assert_frame_equal(score(other), score(table), rtol=1e-9, atol=1e-9)


@every_score
@given(surveys())
@settings(max_examples=15)
def test_the_survey_is_not_changed(score: Score, table: pd.DataFrame) -> None:
    before = table.copy(deep=True)
    score(table)
    assert_frame_equal(table, before)


@every_score
@given(surveys())
@settings(max_examples=15)
def test_asking_everyone_twice_keeps_the_means(score: Score, table: pd.DataFrame) -> None:
    once, twice = score(table), score(pd.concat([table, table]))
    means = {"expectation", "perception", "gap", "weight", "minimum", "desired", "msa", "mss", "mean", "share_top", 4}
    for column in means & set(once.columns):
        assert_series_equal(twice[column], once[column], rtol=1e-12, atol=1e-12)
    counts = [column for column in once if str(column).startswith("n_")]
    assert_frame_equal(twice[counts], 2 * once[counts])


@every_score
def test_the_seed_of_synthetic_data_goes_along(score: Score) -> None:
    rows = 4
    table = answered(**{answer: [[3, 4, 5]] * rows for answer in ANSWERS}).assign(
        weight_first=40, weight_second=60, branch=["A", "A", "B", "B"]
    )
    table.attrs["synthetic_seed"] = 7
    assert score(table).attrs["synthetic_seed"] == 7


@every_score
def test_every_score_names_its_convention_and_counts(score: Score) -> None:
    table = answered(**{answer: [[3, 4, 5]] * 4 for answer in ANSWERS}).assign(
        weight_first=40, weight_second=60, branch=["A", "A", "B", "B"]
    )
    result = score(table)
    assert {*COUNTED, "convention"} <= set(result.columns)
    assert result["convention"].str.len().gt(0).all()


@given(surveys(), st.integers(-1, 12))
@settings(max_examples=25)
def test_a_constant_shift_of_perception_shifts_means_and_leaves_comparisons(table: pd.DataFrame, shift: int) -> None:
    shifted = table.assign(**{column: table[column] + shift for column in SMALL.columns("perception")})
    for name, columns in {
        "servperf": ["perception", "low", "high"],
        "tolerance": ["perception", "msa", "mss", "msa_low", "mss_high"],
        "weighted": ["gap", "low", "high"],
        "bootstrap": ["gap", "low", "high"],
    }.items():
        before, after = SCORES[name](table), SCORES[name](shifted)
        for column in columns:
            assert_series_equal(after[column], before[column] + shift, rtol=1e-9, atol=1e-9)
    before, after = SCORES["compare"](table), SCORES["compare"](shifted)
    for column in ("difference", "low", "high", "p", "p_holm", "superiority", "p_ordinal"):
        assert_series_equal(after[column], before[column], rtol=1e-6, atol=1e-9)


@given(surveys(), st.integers(2, 12))
@settings(max_examples=25)
def test_a_finer_scale_multiplies_means_and_intervals_and_leaves_tests_and_counts(
    table: pd.DataFrame, factor: int
) -> None:
    fine = questionnaire({"first": 1, "second": 2}, low=0, high=20 * factor, answers=ANSWERS)
    answers = [*SMALL.item_columns]
    finer = table.assign(**{column: table[column] * factor for column in answers})
    group = {"group": "branch"}
    for score, options, multiplied in (
        (servqual.gaps, group, ["expectation", "perception", "gap", "sd", "low", "high"]),
        (servqual.gaps, {"interval": "bootstrap", "resamples": 200}, ["gap", "sd", "low", "high"]),
        (servqual.servperf, {"by": "item"}, ["perception", "sd", "low", "high"]),
        (servqual.weighted, group, ["gap", "sd", "low", "high"]),
        (servqual.tolerance, group, ["msa", "mss", "msa_low", "mss_high"]),
        (servqual.compare, {"minimum_n": 2}, ["gap", "rest", "difference", "low", "high"]),
        (servqual.ceiling, {"answer": "perception"}, ["mean"]),
    ):
        before = score(table, instrument=SMALL, **options)  # type: ignore[operator]
        after = score(finer, instrument=fine, **options)  # type: ignore[operator]
        for column in multiplied:
            assert_series_equal(after[column], factor * before[column], rtol=1e-7, atol=1e-7)
        same = [*COUNTED, *({"p", "p_holm", "superiority", "p_ordinal", "note", "position"} & set(before))]
        assert_frame_equal(after[same], before[same], rtol=1e-6, atol=1e-9)


# ---- what a survey may look like at its worst


def worst(answers: list[float | None], rows: int, points: float | None = 50) -> pd.DataFrame:
    """Return so many respondents of two branches who all give the same answers to every question."""
    table = answered(**{answer: [answers] * rows for answer in ANSWERS})
    return table.assign(weight_first=points, weight_second=points, branch=(["A", "B"] * rows)[:rows]).astype(
        {"weight_first": float, "weight_second": float}
    )


WITH_INTERVAL = ["low", "high", "msa_low", "msa_high", "mss_low", "mss_high", "p", "p_ordinal"]


@every_score
@pytest.mark.parametrize("rows", [2, 30])
def test_a_survey_without_any_answer_or_weight_keeps_its_rows_with_n_0(score: Score, rows: int) -> None:
    result = score(worst([None] * 3, rows, points=None))
    assert len(result) > 0
    assert (result["n_used"] == 0).all()
    assert result.select_dtypes("float").drop(columns="no_answer", errors="ignore").isna().all(axis=None)


@every_score
def test_everyone_answering_the_same_gives_no_interval_and_no_test(score: Score) -> None:
    result = score(worst([5, 5, 5], 30))
    assert result[[column for column in WITH_INTERVAL if column in result]].isna().all(axis=None)
    assert not result.get("position", pd.Series(dtype=str)).isin(["below", "within", "above"]).any()


@pytest.mark.parametrize("name", [name for name in SCORES if name != "compare"])
def test_one_respondent_is_scored_without_an_interval(name: str) -> None:
    result = SCORES[name](worst([5, 4, 3], 1))
    assert (result["n_used"] == 1).all()
    assert result[[column for column in WITH_INTERVAL if column in result]].isna().all(axis=None)


@every_score
def test_a_table_of_another_kind_is_refused_by_name_of_what_it_lacks(score: Score) -> None:
    with pytest.raises(CourseError) as caught:
        score(pd.DataFrame({"branch": ["A", "B"], "complaints": [3, 4]}))
    assert caught.value.key == "servqual.missing_columns"


@every_score
def test_text_in_an_answer_or_a_weight_is_refused_by_column(score: Score) -> None:
    columns = [*SMALL.item_columns, "weight_first", "weight_second"]
    table = worst([5, 4, 3], 4).assign(**{column: ["5", "4", "NE", "7"] for column in columns})
    with pytest.raises(CourseError) as caught:
        score(table)
    assert caught.value.key == "servqual.not_numbers"
    assert caught.value.values["column"] in columns
