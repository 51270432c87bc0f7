"""A way of asking and how many: 20 samples of one bank drawn again and again, against its true satisfaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import label_in, message_in
from fsq_lab.ground.synthetic.bank.asked import message_chances, random_chances, smallest, tablet_weights
from fsq_lab.ground.synthetic.bank.parameters import B07, BRANCHES, SAMPLES, STORY, TIERS
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals
from fsq_lab.ground.synthetic.service import AGE_BANDS
from fsq_lab.hypertext.words import number
from fsq_lab.statistics.intervals import Estimate, mean_with_interval
from fsq_lab.survey.loading import load

if TYPE_CHECKING:
    import pandas as pd

TIMES, CONFIDENCE = 20, 0.95
FEWEST, MOST, STEP = 20, 400, 20
LOW, HIGH = 2.4, 4.8
TICKS = (2.5, 3.0, 3.5, 4.0, 4.5)


def explore_samples() -> Explorer:
    """Choose a way of asking and how many answers, and see 20 such samples against the truth.

    The people are those of the bank's frame, whose true satisfaction is known because it is invented; who answers
    follows the chances that the card of `responses` tells. Answers are drawn without replacement, with a seed that the
    third control changes. With more answers intervals shrink; on the tablet they shrink around the wrong value.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(way=3, people=120)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_samples().move(way=1, people=260)[:46]
    'Tablet in the hall, 260 answers, drawn 20 time'
    """
    return Explorer(RepeatedSamples)


@dataclass(frozen=True)
class RepeatedSamples:
    """The means of 20 samples of one size, asked in one way."""

    language: str
    name: str = "samples"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The way of asking, how many answers, and which series of draws this is."""
        way, people, unit, series = (self._say(entry) for entry in ("way", "people", "unit", "series"))
        return (
            Control("way", way, 1, len(SAMPLES), 1, 1),
            Control("people", people, FEWEST, MOST, STEP, 260, unit),
            Control("series", series, 1, 50, 1, 1),
        )

    @property
    def origin(self) -> str:
        """Where the people come from."""
        frame = load("frame")
        return self._say("origin", seed=frame.attrs["synthetic_seed"], n=len(frame))

    def view(self, values: Mapping[str, int]) -> View:
        """Return 20 samples asked in this way."""
        way, people = values["way"] - 1, values["people"]
        estimates = [mean_with_interval(one, CONFIDENCE, "answers") for one in _samples(way, people, values["series"])]
        truth = float(_people()[0].mean())
        hits = sum(_holds(one, truth) for one in estimates)
        miss = float(np.mean([one.mean for one in estimates])) - truth
        width = float(np.mean([(one.high - one.low) / 2 for one in estimates]))
        told = {
            "way": label_in(self.language, SAMPLES[way]),
            "people": people,
            "times": TIMES,
            "truth": number(truth),
            "miss": number(miss) if miss < 0 else f"+{number(miss)}",
            "width": number(width),
            "hits": hits,
            "misses": TIMES - hits,
            "series": values["series"],
        }
        return View(self._picture(estimates, truth, self._say("alt", **told)), self._say("text", **told))

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, f"explorers.samples.{entry}", **values)

    def _picture(self, estimates: list[Estimate], truth: float, alt: str) -> str:
        """Draw the intervals under each other on a scale that does not move; those that miss carry a cross."""
        place = axis(LOW, HIGH, 12, 388)
        drawing = Drawing(11 * TIMES + 52)
        foot = 11 * TIMES + 8
        for tick in TICKS:
            drawing.line((place(tick), 4), (place(tick), foot), 'stroke-opacity="0.25"')
            drawing.words(place(tick), foot + 18, f"{tick:g}", "middle")
        drawing.words(place((LOW + HIGH) / 2), foot + 38, self._say("axis"), "middle")
        drawing.line((place(truth), 0), (place(truth), foot), 'stroke-width="2" stroke-dasharray="5 3"')
        for row, one in enumerate(estimates):
            height, holds = 11 * row + 10, _holds(one, truth)
            colour = BLUE if holds else ORANGE
            drawing.line((place(one.low), height), (place(one.high), height), f'stroke="{colour}" stroke-width="2.5"')
            if holds:
                drawing.dot(place(one.mean), height, 3.5, colour)
            else:
                drawing.cross(place(one.mean), height, 4, colour)
        return drawing.svg(alt)


def _holds(one: Estimate, truth: float) -> bool:
    return one.low <= truth <= one.high


@cache
def _people() -> tuple[Reals, tuple[Reals, Reals, Reals]]:
    """Return everybody's true satisfaction, and how likely each is to answer in each of the three ways."""
    table = load("frame").merge(load("customers"), on="customer")
    scores = table["satisfaction_true"].to_numpy(dtype=np.float64)
    z = (scores - scores.mean()) / scores.std()
    tier, age = _codes(table["tier"], TIERS), _codes(table["age_band"], AGE_BANDS)
    here = table["branch"].to_numpy() == BRANCHES[B07]
    consent = (table["consent_marketing"] == 1) & (table["consent_withdrawn"].fillna("9999") > "2025-09")
    return scores, (
        tablet_weights(z, tier, age, here, STORY),
        np.where(consent, message_chances(z, tier, age, STORY), 0.0),
        random_chances(z, STORY),
    )


def _codes(column: "pd.Series[str]", names: tuple[str, ...]) -> Integers:
    return np.array([names.index(name) for name in column], dtype=np.int64)


def _samples(way: int, people: int, series: int) -> list[Reals]:
    """Draw 20 samples without replacement; the draws are the same on every machine."""
    scores, weights = _people()
    weight = weights[way]
    chances = Draws(series).uniforms(TIMES * len(scores)).reshape(TIMES, len(scores))
    keys = -np.log(chances) / np.maximum(weight, 1e-12)
    return [scores[smallest(one, weight > 0, people)] for one in keys]
