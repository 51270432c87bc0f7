"""What the ceiling flag and the response profile promise."""

import pytest
from questionnaires import COUNTED, questionnaire, survey

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import servqual
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.loading import load

ONE = questionnaire({"only": 1})
SCALE = list(range(1, 8))


def flag(expectation: list[float | None]) -> object:
    table = survey([[value] for value in expectation], [[4]] * len(expectation))
    return servqual.ceiling(table, instrument=ONE).loc["only", "at_ceiling"]


@pytest.mark.parametrize(
    ("expectation", "flagged"),
    [
        ([7, 7, 1, 1], True),
        ([7, 7, 7, 1, 1, 1, 1], False),
        ([7, 7, 6, 6, 6, None], False),
        ([6, 6, 6, 6], False),
    ],
)
def test_half_of_the_answers_at_the_top_is_a_ceiling(expectation: list[float], flagged: bool) -> None:
    assert flag(expectation) == flagged


def test_a_mean_within_half_a_point_is_a_ceiling_without_half_at_the_top() -> None:
    four = questionnaire({"only": 4}, high=10)
    table = survey([[9.6, 9.6, 9.6, 9.6]], [[1] * 4])
    row = servqual.ceiling(table, instrument=four).loc["only"]
    assert (row["share_top"], row["at_ceiling"]) == (0, True)


def test_nobody_answering_is_neither_a_ceiling_nor_none() -> None:
    row = servqual.ceiling(survey([[None], [None]], [[4], [4]]), instrument=ONE)
    assert row["at_ceiling"].dtype == "boolean"
    assert row["at_ceiling"].isna().all()
    assert row.loc["only", ["n_used", "n_missing"]].tolist() == [0, 2]


def test_the_ceiling_dimension_of_the_synthetic_bank_is_found() -> None:
    flags = servqual.ceiling(load("bank_branch"))["at_ceiling"]
    assert flags[flags].index.tolist() == ["assurance"]
    assert not servqual.ceiling(load("bank_branch"), answer="perception")["at_ceiling"].any()


def test_shares_by_item_are_those_of_the_answers_given() -> None:
    table = load("bank_branch")
    result = servqual.ceiling(table, by="item")
    answers = table[instrument("bank_branch").columns("expectation")]
    assert result["share_top"].tolist() == pytest.approx(((answers == 7).sum() / answers.notna().sum()).tolist())
    assert result["mean"].tolist() == pytest.approx(answers.mean().tolist())
    assert result.columns[0] == "dimension"


def test_a_profile_counts_every_answer_once() -> None:
    table = load("bank_branch")
    result = servqual.profile(table)
    assert result[SCALE].sum(axis="columns").tolist() == pytest.approx([1] * 22)
    assert (result[COUNTED].sum(axis="columns") == len(table)).all()
    assert result.loc[9, 7] * result.loc[9, "n_used"] == pytest.approx((table["perception_9"] == 7).sum())
    assert result["no_answer"].tolist() == pytest.approx((result["n_missing"] / len(table)).tolist())
    assert result.index.name == "item"


def test_a_profile_of_no_answers_keeps_its_row_empty() -> None:
    row = servqual.profile(survey([[5]], [[None]]), instrument=ONE).loc[1]
    assert row[SCALE].isna().all()
    assert (row["no_answer"], row["n_used"], row["n_missing"]) == (1, 0, 1)


def test_an_answer_between_two_points_is_refused_in_a_profile_with_row_and_column() -> None:
    table = survey([[5], [5]], [[4], [4.5]], index=["R1", "R2"])
    with pytest.raises(CourseError) as caught:
        servqual.profile(table, instrument=ONE)
    assert caught.value.key == "servqual.between_points"
    assert all(part in str(caught.value) for part in ("4.5", "perception_1", "R2"))


@pytest.mark.parametrize("score", [servqual.ceiling, servqual.profile])
def test_an_answer_that_is_not_asked_for_is_refused(score: object) -> None:
    with pytest.raises(CourseError) as caught:
        score(load("bank_branch"), answer="minimum")  # type: ignore[operator]
    assert caught.value.key == "instrument.no_such_answer"
