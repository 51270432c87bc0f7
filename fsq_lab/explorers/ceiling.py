"""Expectations pushed to the top of the scale: what becomes of the gap when more and more people answer 7."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View, figures, origin_of, survey_of
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.hypertext.words import number
from fsq_lab.scoring import servqual
from fsq_lab.survey.carrying import questionnaire_of

if TYPE_CHECKING:
    import pandas as pd

    from fsq_lab.survey.questionnaire import Instrument

DIMENSION = "reliability"
DOTS = 120
SEED = 1


def explore_ceiling(table: "pd.DataFrame | None" = None, instrument: "str | Instrument | None" = None) -> Explorer:
    """Let more and more respondents expect 7 of reliability, and see what the gap still tells.

    Parameters
    ----------
    table : DataFrame, optional
        A survey table whose questionnaire asks about reliability; by default the course's ``bank_branch``.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(share=80)`` moves it from Python.

    Raises
    ------
    CourseError
        As for `fsq_lab.scoring.servqual.gaps`.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_ceiling().move(share=100)[-57:]
    '1, the less the gap tells that perception alone does not.'
    """
    return Explorer(partial(Ceiling, survey_of(table, instrument)))


@dataclass(frozen=True)
class Ceiling:
    """The gap of reliability when a share of the respondents expects the most on all its items."""

    table: "pd.DataFrame"
    language: str
    name: str = "ceiling"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The share of respondents who expect the most."""
        label = message_in(self.language, "explorers.ceiling.share")
        return (Control("share", label, 0, 100, 5, 0, "%"),)

    @property
    def origin(self) -> str:
        """Where the data come from."""
        return origin_of(self.table, self.language)

    def view(self, values: Mapping[str, int]) -> View:
        """Return the gap with so many expectations at the top, and how closely it follows perception."""
        share = values["share"]
        table = self._lifted(share)
        levels = servqual.dimensions(table).xs(DIMENSION, axis="columns", level="dimension")
        result = figures(servqual.gaps(table), DIMENSION)
        own = (levels["perception"] - levels["expectation"]).rename("gap")
        told = {name: number(result[name]) for name in ("expectation", "perception", "gap")}
        told |= {"alone": number(result["perception"] - self._top), "r": number(own.corr(levels["perception"]))}
        counts = {"share": share, "n": int(result["n_used"]), "top": self._top, "dots": DOTS}
        alt = message_in(self.language, "explorers.ceiling.alt", **told, **counts)
        text = message_in(self.language, "explorers.ceiling.text", **told, **counts)
        dots = levels.assign(gap=own).iloc[self._order].dropna().head(DOTS)
        return View(self._picture(dots, alt), text)

    def _lifted(self, share: int) -> "pd.DataFrame":
        """Return the survey with so many per cent of the respondents expecting the most, where they answered."""
        chosen = np.zeros(len(self.table), dtype=bool)
        chosen[self._order[: round(share / 100 * len(self.table))]] = True
        columns = [f"expectation_{item}" for item in questionnaire_of(self.table).items_of(DIMENSION)]
        answers = self.table[columns]
        lifted = answers.mask(chosen[:, np.newaxis] & answers.notna().to_numpy(), float(self._top))
        return self.table.assign(**{column: lifted[column] for column in columns})

    def _picture(self, dots: "pd.DataFrame", alt: str) -> str:
        """Draw respondents by perception and gap, and the line on which the gap is perception minus a constant."""
        across, up = axis(1, self._top, 34, 388), axis(1 - self._top, 4, 228, 8)
        drawing = Drawing(272)
        for tick in range(1, self._top + 1):
            drawing.line((across(tick), 8), (across(tick), 228), 'stroke-opacity="0.25"')
            drawing.words(across(tick), 246, str(tick), "middle")
        for tick in range(1 - self._top, 5, 2):
            drawing.line((34, up(tick)), (388, up(tick)), 'stroke-opacity="0.25"')
            drawing.words(28, up(tick) + 5, str(tick).replace("-", "−"), "end")
        drawing.line((34, up(0)), (388, up(0)))
        line = f'stroke="{ORANGE}" stroke-width="2.5" stroke-dasharray="6 3"'
        drawing.line((across(1), up(1 - self._top)), (across(self._top), up(0)), line)
        for perception, gap in zip(dots["perception"], dots["gap"], strict=True):
            drawing.dot(across(perception), up(gap), 3.5, BLUE, 0.75)
        drawing.words(211, 267, message_in(self.language, "explorers.ceiling.across"), "middle")
        drawing.words(40, 20, message_in(self.language, "explorers.ceiling.up"))
        return drawing.svg(alt)

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        """The order in which respondents are lifted and drawn, the same on every machine."""
        return np.argsort(Draws(SEED).uniforms(len(self.table)), kind="stable")

    @property
    def _top(self) -> int:
        return questionnaire_of(self.table).scale.high
