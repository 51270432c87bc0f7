"""Pairwise judgements, one slider each: the weights that follow, and whether the judgements agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.hypertext.words import number
from fsq_lab.scoring.decisions import ahp
from fsq_lab.scoring.decisions.judgement_matrices import weights_of

CRITERIA = ("reliability", "responsiveness", "assurance", "empathy")
FIRST = {("reliability", "responsiveness"): 1, ("reliability", "assurance"): 2, ("responsiveness", "assurance"): 1,
         ("reliability", "empathy"): 3, ("responsiveness", "empathy"): 2, ("assurance", "empathy"): 1}  # fmt: skip
FEWEST, MOST = 3, 4
LEFT = 124  # where bars begin: the longest name of a criterion must fit before it


def explore_judgements() -> Explorer:
    """Judge criteria pair by pair, and see weights and consistency at once.

    Returns
    -------
    Explorer
        A widget in the current language. Each slider goes from -8 to 8: 0 is as important, 2 is three times as
        important, -2 a third; ``move(reliability_responsiveness=2)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> "contradict" in explore_judgements().move(reliability_assurance=-8, reliability_responsiveness=8)
    True
    """
    return Explorer(Judgements)


@dataclass(frozen=True)
class Judgements:
    """Three or four criteria, judged pair by pair."""

    language: str
    name: str = "judgements"

    @property
    def controls(self) -> tuple[Control, ...]:
        """How many criteria, and a slider for each pair."""
        pairs = tuple(
            Control(
                f"{one}_{other}",
                message_in(self.language, "explorers.judgements.pair", one=self._label(one), other=self._label(other)),
                -8,
                8,
                1,
                FIRST[one, other],
            )
            for one, other in FIRST
        )
        count = message_in(self.language, "explorers.judgements.criteria")
        return (Control("criteria", count, FEWEST, MOST, 1, FEWEST), *pairs)

    @property
    def origin(self) -> str:
        """What the numbers rest on."""
        return message_in(self.language, "explorers.judgements.origin")

    def view(self, values: Mapping[str, int]) -> View:
        """Return weights, shown even where judgements contradict, the consistency ratio, and the pair to rethink."""
        names = CRITERIA[: values["criteria"]]
        matrix = np.ones((len(names), len(names)))
        for (row, one), (column, other) in combinations(enumerate(names), 2):
            judged = values[f"{one}_{other}"]
            matrix[row, column] = judged + 1 if judged >= 0 else 1 / (1 - judged)
            matrix[column, row] = 1 / matrix[row, column]
        shown = ahp.consistency(matrix)
        weights = weights_of(matrix, "eigenvector")
        told = self._listed(
            message_in(self.language, "explorers.named", name=self._label(name), value=f"{100 * weight:.0f}%")
            for name, weight in zip(names, weights, strict=True)
        )
        ratio = number(float(shown["consistency_ratio"]), 3)
        entry = "agree" if shown["consistent"] else "contradict"
        first, second = (names[int(place) - 1] for place in str(shown["worst_pair"]).split(" - "))
        text = message_in(self.language, "explorers.judgements.text", weights=told, ratio=ratio) + message_in(
            self.language,
            f"explorers.judgements.{entry}",
            one=self._label(first),
            other=self._label(second),
            given=number(float(shown["given"])),
            implied=number(float(shown["implied"])),
        )
        if values["criteria"] == FEWEST:
            text += message_in(self.language, "explorers.judgements.unused", name=self._label(CRITERIA[-1]))
        alt = message_in(self.language, "explorers.judgements.alt", weights=told, ratio=ratio)
        return View(self._picture(names, weights, float(shown["consistency_ratio"]), alt), text)

    def _picture(self, names: tuple[str, ...], weights: NDArray[np.float64], ratio: float, alt: str) -> str:
        """Draw a bar for each weight, and the consistency ratio against its limit."""
        across = axis(0, 1, LEFT, 350)
        drawing = Drawing(52 * len(names) + 74)
        for row, (name, weight) in enumerate(zip(names, weights, strict=True)):
            top = 8 + 52 * row
            drawing.words(LEFT - 6, top + 25, self._label(name), "end")
            drawing.bar(LEFT, top + 6, across(float(weight)) - LEFT, 28, BLUE)
            drawing.words(across(float(weight)) + 6, top + 25, f"{100 * weight:.0f}%")
        foot = 8 + 52 * len(names)
        gauge = axis(0, 0.3, LEFT, 350)
        drawing.words(LEFT - 6, foot + 25, "CR", "end")
        drawing.bar(LEFT, foot + 12, gauge(ratio) - LEFT, 16, BLUE if ratio < ahp.LIMIT else ORANGE)
        drawing.line((gauge(ahp.LIMIT), foot + 2), (gauge(ahp.LIMIT), foot + 38), 'stroke-dasharray="4 3"')
        drawing.words(gauge(ratio) + 6, foot + 25, number(ratio, 3))
        drawing.words(gauge(ahp.LIMIT), foot + 56, f"{ahp.LIMIT:.2f}", "middle")
        return drawing.svg(alt)

    def _label(self, name: str) -> str:
        return message_in(self.language, f"labels.{name}")

    def _listed(self, parts: Iterable[str]) -> str:
        return message_in(self.language, "plots.separator").join(parts)
