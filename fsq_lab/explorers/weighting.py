"""Weights to move: how the weighted total gap changes with them, and which dimension pulls it down most."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View, figures, origin_of, survey_of
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.hypertext.words import number
from fsq_lab.scoring import servqual
from fsq_lab.scoring.weights import shares
from fsq_lab.survey.carrying import carry, questionnaire_of

if TYPE_CHECKING:
    import pandas as pd

    from fsq_lab.survey.questionnaire import Instrument

STEP = 1
ZERO, LEFT = 330, 130  # where the bars end, and where they begin at the most
ALIKE = 0.005  # points of the scale: contributions that look the same


def explore_weights(table: "pd.DataFrame | None" = None, instrument: "str | Instrument | None" = None) -> Explorer:
    """Move the weights of the dimensions and see the weighted total gap and what pulls it down most.

    One set of weights is used for all respondents, and the result with each respondent's own stands beside it: both
    over the respondents whose own weights can be used. Until something is moved the weights are the mean weights
    unrounded, so that the total is the one of `fsq_lab.scoring.servqual.weighted` with mean weights.

    Parameters
    ----------
    table : DataFrame, optional
        A survey table; by default the course's ``bank_branch``.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(reliability=60)`` moves it from Python.

    Raises
    ------
    CourseError
        As for `fsq_lab.scoring.servqual.weighted`.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explorer = explore_weights()
    >>> explorer.move(tangibles=0, reliability=100, responsiveness=0, assurance=0, empathy=0)[:55]
    'With these weights the total gap is −1.20 (95% confiden'
    """
    return Explorer(partial(Weights, survey_of(table, instrument)))


@dataclass(frozen=True)
class Weights:
    """The weighted total gap for any weights that are the same for everyone."""

    table: "pd.DataFrame"
    language: str
    name: str = "weights"

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """One weight for each dimension; at first the mean weights, to the nearest step."""
        unit = message_in(self.language, "explorers.points")
        return tuple(
            Control(dimension, self._called(dimension), 0, 100, STEP, STEP * round(self._mean[dimension] / STEP), unit)
            for dimension in self._dimensions
        )

    @property
    def origin(self) -> str:
        """Where the data come from."""
        return origin_of(self.table, self.language)

    def view(self, values: Mapping[str, int]) -> View:
        """Return the total with these weights, and each dimension's part in it."""
        total = sum(values.values())
        if not total:
            text = message_in(self.language, "explorers.weights.nothing")
            return View(Drawing(40).svg(text), text)
        untouched = all(values[control.name] == control.start for control in self.controls)
        points = self._mean if untouched else {name: 100 * value / total for name, value in values.items()}
        same = {f"weight_{dimension}": points[dimension] for dimension in self._dimensions}
        result = figures(servqual.weighted(self._weighing.assign(**same)), "own_weights")
        parts = {dimension: points[dimension] / 100 * self._gaps[dimension] for dimension in self._dimensions}
        lowest = min(parts.values())
        most = [dimension for dimension, part in parts.items() if part - lowest < ALIKE]
        told = {"total": number(result["gap"]), "low": number(result["low"]), "high": number(result["high"])}
        listed = message_in(self.language, "plots.separator").join(self._called(dimension) for dimension in most)
        text = message_in(
            self.language, "explorers.weights.text", **told, n=int(result["n_used"]), most=listed, part=number(lowest),
            own=number(self._own),
        )  # fmt: skip
        if total != 100:
            text = message_in(self.language, "explorers.weights.rescaled", total=total) + text
        return View(self._picture(parts, most, result["gap"]), text)

    def _picture(self, parts: Mapping[str, float], most: list[str], total: float) -> str:
        """Draw what each dimension adds to the total, on a scale that does not move."""
        place = axis(min(*self._gaps.values(), -ALIKE), 0, LEFT, ZERO)
        drawing = Drawing(34 * (len(parts) + 1) + 8)
        for row, (dimension, part) in enumerate(parts.items()):
            foot = 34 * row + 24
            leading = dimension in most
            drawing.words(0, foot, self._called(dimension), bold=leading)
            drawing.bar(place(part), foot - 15, ZERO - place(part), 20, ORANGE if leading else BLUE)
            drawing.words(400, foot, ("◀ " if leading else "") + number(part), "end", bold=leading)
        foot = 34 * len(parts) + 24
        drawing.line((ZERO, 2), (ZERO, foot - 20))
        drawing.line((0, foot - 20), (400, foot - 20))
        drawing.words(0, foot, message_in(self.language, "explorers.weights.total"))
        drawing.words(400, foot, number(total), "end")
        each = (
            message_in(self.language, "explorers.named", name=self._called(dimension), value=number(part))
            for dimension, part in parts.items()
        )
        listed = message_in(self.language, "plots.separator").join(each)
        return drawing.svg(message_in(self.language, "explorers.weights.alt", parts=listed, total=number(total)))

    @property
    def _dimensions(self) -> tuple[str, ...]:
        return questionnaire_of(self.table).dimensions

    def _called(self, dimension: str) -> str:
        return str(getattr(dict(questionnaire_of(self.table).dimension_names)[dimension], self.language))

    @cached_property
    def _weighing(self) -> "pd.DataFrame":
        """The respondents whose own weights can be used and who have a gap on every dimension."""
        levels = servqual.dimensions(self.table)
        gaps = levels["perception"] - levels["expectation"]
        used = (shares(self.table).notna() & gaps.notna()).all(axis="columns")
        return carry(self.table[used], questionnaire_of(self.table))

    @cached_property
    def _gaps(self) -> dict[str, float]:
        """The mean gap of each dimension."""
        levels = servqual.dimensions(self._weighing)
        own = levels["perception"] - levels["expectation"]
        return {dimension: float(own[dimension].mean()) for dimension in self._dimensions}

    @cached_property
    def _mean(self) -> dict[str, float]:
        """The mean weight of each dimension, of 100."""
        mean = shares(self._weighing).mean()
        return {dimension: float(mean[dimension]) for dimension in self._dimensions}

    @cached_property
    def _own(self) -> float:
        return figures(servqual.weighted(self.table), "own_weights")["gap"]
