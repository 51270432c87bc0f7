"""Small questionnaires and survey tables for tests."""

import dataclasses

import numpy as np
import pandas as pd

from fsq_lab.ground.synthetic import service
from fsq_lab.survey.questionnaire import Answer, Instrument, Question, Routing, Scale, SurveyItem, Wording

COUNTED = ["n_used", "n_missing", "n_not_asked", "n_excluded"]
WORDING = Wording(zh="题", en="item")


def questionnaire(
    sizes: dict[str, int],
    low: int = 1,
    high: int = 7,
    answers: tuple[str, ...] = ("expectation", "perception"),
) -> Instrument:
    """Return a questionnaire whose dimensions have so many items."""
    dimensions = [dimension for dimension, size in sizes.items() for _ in range(size)]
    return Instrument(
        id="small",
        title=WORDING,
        source=WORDING,
        scale=Scale(low, high),
        no_experience_code="NE",
        no_experience=WORDING,
        answers=tuple(Answer(id=answer, stem=WORDING, ask=WORDING) for answer in answers),
        dimension_names=tuple((dimension, WORDING) for dimension in sizes),
        items=tuple(SurveyItem(number, dimension, WORDING) for number, dimension in enumerate(dimensions, start=1)),
        points=None,
        questions=(),
    )


def routed(
    sizes: dict[str, int],
    asked_if: dict[int, tuple[str, ...]],
    answers: tuple[str, ...] = ("expectation", "perception"),
) -> Instrument:
    """Return a questionnaire of which some items are asked after these answers (life, motor) to ``line`` only."""
    everyone = questionnaire(sizes, answers=answers)
    items = [
        dataclasses.replace(item, asked_if=Routing("line", asked_if[item.number])) if item.number in asked_if else item
        for item in everyone.items
    ]
    line = Question("line", "choice", WORDING, choices=(("life", WORDING), ("motor", WORDING)))
    return dataclasses.replace(everyone, items=tuple(items), questions=(line,))


def survey(
    expectation: list[list[float | None]], perception: list[list[float | None]], index: list[str] | None = None
) -> pd.DataFrame:
    """Return a survey table from each respondent's answers; None is a missing answer."""
    return answered(index, expectation=expectation, perception=perception)


def answered(index: list[str] | None = None, **answers: list[list[float | None]]) -> pd.DataFrame:
    """Return a survey table of any answers, such as ``minimum=[[1, 2], [3, 4]]`` for two respondents and items."""
    columns = {}
    for answer, rows in answers.items():
        for item, values in enumerate(np.array(rows, dtype="float64").T, start=1):
            columns[f"{answer}_{item}"] = values
    return pd.DataFrame(columns, index=index)


def assert_on_their_scales(codes: pd.DataFrame, questionnaire: Instrument) -> None:
    """Assert of a drawn survey that every answer lies on its scale or is a code for none, and every choice is taken."""
    scales = dict.fromkeys(questionnaire.item_columns, questionnaire.scale)
    scales |= {one.id: one.scale for one in questionnaire.questions if one.scale is not None}
    for column, scale in scales.items():
        given = codes[column][codes[column] >= 0]
        assert given.between(scale.low, scale.high).all(), column
        assert set(codes[column][codes[column] < 0]) <= {service.SKIPPED, service.NO_EXPERIENCE}, column
    for question in questionnaire.questions:
        if question.kind == "choice":
            assert set(codes[question.id]) == {code for code, _ in question.choices}
