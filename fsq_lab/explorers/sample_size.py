"""People to ask: how wide the intervals of 20 samples are, and how many of them hold the mean of all respondents."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View, origin_of, survey_of
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.hypertext.words import number
from fsq_lab.scoring import servqual
from fsq_lab.statistics.intervals import Estimate, mean_with_interval

if TYPE_CHECKING:
    import pandas as pd

    from fsq_lab.survey.questionnaire import Instrument

SAMPLES = 20
CONFIDENCE = 0.95
LOW, HIGH = -2.0, 0.5
TICKS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)


def explore_sample_size(table: "pd.DataFrame | None" = None, instrument: "str | Instrument | None" = None) -> Explorer:
    """Choose how many people to ask, and see 20 samples of that size with their intervals.

    The respondents stand for all customers: people are drawn from them with replacement, with a seed that the
    second control changes.

    Parameters
    ----------
    table : DataFrame, optional
        A survey table; by default the course's ``bank_branch``.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(people=160)`` moves it from Python.

    Raises
    ------
    CourseError
        As for `fsq_lab.scoring.servqual.dimensions`.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_sample_size().move(people=160)[:46]
    '20 samples of 160 people, drawn from 637 respo'
    """
    return Explorer(partial(SampleSize, survey_of(table, instrument)))


@dataclass(frozen=True)
class SampleSize:
    """The intervals of the mean total gap over 20 samples of one size."""

    table: "pd.DataFrame"
    language: str
    name: str = "sample_size"

    @property
    def controls(self) -> tuple[Control, ...]:
        """How many people a sample has, and which series of draws this is."""
        people, series = (message_in(self.language, f"explorers.sample_size.{name}") for name in ("people", "series"))
        unit = message_in(self.language, "explorers.sample_size.unit")
        return (Control("people", people, 10, 400, 10, 40, unit), Control("series", series, 1, 50, 1, 1))

    @property
    def origin(self) -> str:
        """Where the data come from."""
        return origin_of(self.table, self.language)

    def view(self, values: Mapping[str, int]) -> View:
        """Return the 20 intervals of samples of this size, beside the mean of all respondents."""
        people, series = values["people"], values["series"]
        estimates = [mean_with_interval(sample, CONFIDENCE) for sample in self._samples(people, series)]
        hits = sum(self._holds(one) for one in estimates)
        width = float(np.mean([one.high - one.low for one in estimates]))
        numbers = {"people": people, "series": series, "of": len(self._gaps), "mean": number(self._mean)}
        told = {**numbers, "width": number(width), "hits": hits, "misses": SAMPLES - hits}
        alt = message_in(self.language, "explorers.sample_size.alt", **told)
        return View(self._picture(estimates, alt), message_in(self.language, "explorers.sample_size.text", **told))

    def _samples(self, people: int, series: int) -> NDArray[np.float64]:
        """Draw 20 samples with replacement; the draws are the same on every machine."""
        chance = Draws(series).uniforms(SAMPLES * people)
        places = np.floor(chance * len(self._gaps)).astype(np.int64)
        return self._gaps[places].reshape(SAMPLES, people)

    def _holds(self, one: Estimate) -> bool:
        return one.low <= self._mean <= one.high

    def _picture(self, estimates: list[Estimate], alt: str) -> str:
        """Draw the intervals under each other on a scale that does not move; those that miss carry a cross."""
        place = axis(LOW, HIGH, 12, 388)
        drawing = Drawing(11 * SAMPLES + 34)
        foot = 11 * SAMPLES + 8
        for tick in TICKS:
            drawing.line((place(tick), 4), (place(tick), foot), 'stroke-opacity="0.25"')
            drawing.words(place(tick), foot + 18, f"{tick:g}".replace("-", "−"), "middle")
        drawing.line((place(self._mean), 0), (place(self._mean), foot), 'stroke-width="2" stroke-dasharray="5 3"')
        for row, one in enumerate(estimates):
            height = 11 * row + 10
            colour = BLUE if self._holds(one) else ORANGE
            drawing.line((place(one.low), height), (place(one.high), height), f'stroke="{colour}" stroke-width="2.5"')
            if self._holds(one):
                drawing.dot(place(one.mean), height, 3.5, colour)
            else:
                drawing.cross(place(one.mean), height, 4, colour)
        return drawing.svg(alt)

    @cached_property
    def _gaps(self) -> NDArray[np.float64]:
        """Each respondent's mean gap over the dimensions, where there is one on every dimension."""
        levels = servqual.dimensions(self.table)
        own = (levels["perception"] - levels["expectation"]).dropna().to_numpy(dtype=np.float64)
        return np.asarray(own.mean(axis=1), dtype=np.float64)

    @property
    def _mean(self) -> float:
        return float(self._gaps.mean())
