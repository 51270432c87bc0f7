"""More items, or items that go together more closely: what becomes of alpha, and how far n can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.hypertext.words import number
from fsq_lab.scoring.reliability import feldt_interval, spearman_brown

MOST_ITEMS = 40
RULE = 0.7
LEFT, RIGHT, TOP, FOOT = 44, 386, 12, 222
LOWEST = -0.4


def explore_alpha() -> Explorer:
    """Move the number of items, their mean correlation and the number of respondents, and see alpha and its interval.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(items=22, correlation=20, people=90)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_alpha().move(items=10, correlation=20, people=200)[:56]
    '10 items with a mean correlation of 0.20 have an alpha o'
    """
    return Explorer(Length)


@dataclass(frozen=True)
class Length:
    """Standardised alpha of so many items of a mean correlation, with Feldt's interval for so many respondents."""

    language: str
    name: str = "alpha"

    @property
    def controls(self) -> tuple[Control, ...]:
        """Items, mean correlation in hundredths, respondents."""
        words = {part: message_in(self.language, f"explorers.alpha.{part}") for part in ("items", "r", "people")}
        return (
            Control("items", words["items"], 2, MOST_ITEMS, 1, 4),
            Control("correlation", words["r"], 5, 80, 5, 30),
            Control("people", words["people"], 10, 1000, 10, 90),
        )

    @property
    def origin(self) -> str:
        """What the numbers rest on."""
        return message_in(self.language, "explorers.alpha.origin")

    def view(self, values: Mapping[str, int]) -> View:
        """Return alpha with its interval, and the curve over the number of items."""
        items, people, r = values["items"], values["people"], values["correlation"] / 100
        alpha = spearman_brown(r, items)
        low, high = feldt_interval(alpha, people, items)
        doubled = spearman_brown(r, 2 * items)
        told = {name: number(value) for name, value in (("alpha", alpha), ("low", low), ("high", high), ("r", r))}
        told["doubled"] = number(doubled)
        text = message_in(self.language, "explorers.alpha.text", **told, items=items, people=people, twice=2 * items)
        if low < RULE < high:
            text += message_in(self.language, "explorers.alpha.undecided", rule=number(RULE, 1), people=people)
        alt = message_in(self.language, "explorers.alpha.alt", **told, items=items, people=people)
        return View(self._picture(items, r, low, high, alt), text)

    def _picture(self, items: int, r: float, low: float, high: float, alt: str) -> str:
        """Draw alpha over the number of items, the interval at the number chosen, and the rule of thumb."""
        across, up = axis(2, MOST_ITEMS, LEFT, RIGHT), axis(LOWEST, 1, FOOT, TOP)
        drawing = Drawing(272)
        for tick in (2, 10, 20, 30, 40):
            drawing.line((across(tick), TOP), (across(tick), FOOT), 'stroke-opacity="0.25"')
            drawing.words(across(tick), 240, str(tick), "middle")
        for level in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
            drawing.line((LEFT, up(level)), (RIGHT, up(level)), 'stroke-opacity="0.25"')
            drawing.words(LEFT - 6, up(level) + 5, f"{level:g}", "end")
        drawing.line((LEFT, up(RULE)), (RIGHT, up(RULE)), 'stroke-dasharray="5 4"')
        curve = f'stroke="{BLUE}" stroke-width="2.5"'
        alphas = [spearman_brown(r, count) for count in np.arange(2, MOST_ITEMS + 1).tolist()]
        for count, (one, other) in enumerate(pairwise(alphas), start=2):
            drawing.line((across(count), up(one)), (across(count + 1), up(other)), curve)
        bar = f'stroke="{ORANGE}" stroke-width="4"'
        drawing.line((across(items), up(low)), (across(items), up(high)), bar)
        if low < LOWEST:
            drawing.words(across(items), FOOT - 2, "▼", "middle")
        drawing.dot(across(items), up(spearman_brown(r, items)), 6, ORANGE)
        drawing.words(215, 264, message_in(self.language, "explorers.alpha.across"), "middle")
        return drawing.svg(alt)
