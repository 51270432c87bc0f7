"""What an explorer is about: the things to move, and the picture and sentence that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fsq_lab.ground.language import CourseError, message_in
from fsq_lab.survey.carrying import carry, questionnaire_of
from fsq_lab.survey.loading import load

if TYPE_CHECKING:
    import pandas as pd

    from fsq_lab.survey.questionnaire import Instrument


@dataclass(frozen=True)
class Control:
    """Something to move: a whole number from `low` to `high`, in steps, and where it stands at first.

    `label` and `unit` are what the learner reads, in the language of the experiment.
    """

    name: str
    label: str
    low: int
    high: int
    step: int
    start: int
    unit: str = ""

    def accept(self, value: object) -> int:
        """Return the value where it lies on the control.

        Raises
        ------
        CourseError
            When it is no whole number, beyond an end, or between two steps.
        """
        number = _whole(value)
        if number is None or not self.low <= number <= self.high:
            raise CourseError("explorers.off_control", control=self.name, value=value, low=self.low, high=self.high)
        if (number - self.low) % self.step:
            raise CourseError("explorers.off_step", control=self.name, value=value, low=self.low, step=self.step)
        return number


@dataclass(frozen=True)
class View:
    """What follows from the values: a picture (SVG with its own alternative text) and a sentence."""

    picture: str
    text: str


class Experiment(Protocol):
    """What the widget needs to know."""

    @property
    def name(self) -> str:
        """The experiment's name, part of its messages' keys."""

    @property
    def language(self) -> str:
        """The language of everything it says."""

    @property
    def controls(self) -> tuple[Control, ...]:
        """What can be moved."""

    @property
    def origin(self) -> str:
        """Where the data come from."""

    def view(self, values: Mapping[str, int]) -> View:
        """Return what follows from a value for each control."""


def _whole(value: object) -> int | None:
    """Return a value as a whole number where it is one; true and false are none.

    >>> _whole(20.0), _whole(2.5), _whole(float("inf")), _whole(True)
    (20, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not float(value).is_integer():
        return None
    return int(value)


def survey_of(table: "pd.DataFrame | None", instrument: "str | Instrument | None") -> "pd.DataFrame":
    """Return the survey that an explorer is about, by default the course's; it carries its questionnaire."""
    survey = load("bank_branch") if table is None else table
    return carry(survey, questionnaire_of(survey, instrument))


def origin_of(table: "pd.DataFrame", language: str) -> str:
    """Say where a survey table comes from: the seed of synthetic data, else only how many respondents it has."""
    seed = table.attrs.get("synthetic_seed")
    if seed is None:
        return message_in(language, "explorers.own_data", n=len(table))
    return message_in(language, "explorers.synthetic", n=len(table), seed=seed)


def figures(result: "pd.DataFrame", row: str) -> dict[str, float]:
    """Return the numbers in one row of a result of `fsq_lab.scoring`."""
    return {str(column): float(result[column].loc[row]) for column in result.select_dtypes("number")}
