"""The alarm's threshold: how many calls there is time for, whom they find, and whom they disturb for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from fsq_lab.customers import early_warning
from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.survey.loading import load

TRAINED, TESTED = ("2024-07", "2024-09", "2024-12", "2025-03"), ("2025-06", "2025-09")
MOST, STEP, FIRST = 600, 10, 100
LEFT, RIGHT, TOP, FOOT = 40, 388, 14, 200


def explore_alarm() -> Explorer:
    """Move how many calls there is time for, and see the threshold, the hits, and those who are called in vain.

    The warning is fitted to four months of 2024-07 to 2025-03 and judged by 2025-06 and 09, the next three months of
    which are known.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(calls=200)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_alarm().move(calls=100)[:88]
    'Time for 100 calls: call everyone with a probability of 9.5% or more. Of 100 called, 19 '
    """
    return Explorer(AlarmCalls)


@dataclass(frozen=True)
class _Warned:
    """Customers from the highest chance down: the chance, who left, who has no consent; the share that refuses."""

    chance: "np.ndarray[tuple[int], np.dtype[np.float64]]"
    left: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    without: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    refused: float
    seed: int


@dataclass(frozen=True)
class AlarmCalls:
    """Hits and calls in vain, by how many calls there is time for."""

    language: str
    name: str = "alarm"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The number of calls."""
        return (Control("calls", self._say("calls"), STEP, MOST, STEP, FIRST),)

    @property
    def origin(self) -> str:
        """Where customers and contacts come from."""
        own = _warned()
        return self._say(
            "origin", seed=own.seed, n=f"{len(own.left):,}", events=int(own.left.sum()),
            refused=f"{100 * own.refused:.1f}",
        )  # fmt: skip

    def view(self, values: Mapping[str, int]) -> View:
        """Return what so many calls find, and whom they disturb."""
        own, budget = _warned(), values["calls"]
        calls = _called(own, budget)
        hits = int(own.left[:calls].sum())
        events, n = int(own.left.sum()), len(own.left)
        told = {
            "budget": budget,
            "calls": calls,
            "threshold": f"{100 * own.chance[calls - 1]:.1f}" if calls else "-",
            "hits": hits,
            "vain": calls - hits,
            "annoyed": round((calls - hits) * own.refused),
            "without": int(own.without[:calls].sum()),
            "missed": events - hits,
            "events": events,
            "random": f"{calls * events / n:.1f}",
            "each": f"{calls / hits:.0f}" if hits else "-",
        }
        alt = self._say("alt", **told)
        return View(self._picture(own, calls, hits, alt), self._say("text", **told))

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, f"explorers.alarm.{entry}", **values)

    def _picture(self, own: _Warned, calls: int, hits: int, alt: str) -> str:
        """Draw the hits over the calls beside those of calls at random, and where the slider stands."""
        events, n = int(own.left.sum()), len(own.left)
        across, up = axis(0, MOST, LEFT, RIGHT), axis(0, events, FOOT, TOP)
        drawing = Drawing(318)
        for tick in range(0, MOST + 1, 100):
            drawing.words(across(tick), FOOT + 18, str(tick), "middle")
        for tick in range(0, events + 1, 10):
            drawing.line((LEFT, up(tick)), (RIGHT, up(tick)), 'stroke-opacity="0.25"')
            drawing.words(LEFT - 5, up(tick) + 5, str(tick), "end")
        found = np.append(0, np.cumsum(own.left))
        places = [(across(at), up(int(found[at]))) for at in range(0, MOST + 1, STEP)]
        for start, end in pairwise(places):
            drawing.line(start, end, f'stroke="{BLUE}" stroke-width="3"')
        look = f'stroke="{ORANGE}" stroke-width="2.5" stroke-dasharray="7 4"'
        drawing.line((across(0), up(0)), (across(MOST), up(MOST * events / n)), look)
        drawing.line((across(calls), TOP), (across(calls), FOOT), 'stroke-dasharray="4 3"')
        drawing.dot(across(calls), up(hits), 7, BLUE)
        drawing.words(0, FOOT + 40, self._say("axes"))
        vain, most = calls - hits, float(MOST)
        width = axis(0, most, 0, RIGHT - 165)
        for row, (entry, value, colour) in enumerate((("hits", hits, BLUE), ("vain", vain, ORANGE))):
            top = FOOT + 56 + 26 * row
            drawing.words(0, top + 14, self._say(entry))
            drawing.bar(130, top, width(value), 18, colour)
            drawing.words(136 + width(value), top + 14, str(value))
        return drawing.svg(alt)


def _called(own: _Warned, budget: int) -> int:
    """Return how many are called: equal chances all or not at all."""
    if budget >= len(own.chance):
        return len(own.chance)
    at = own.chance[budget]
    return budget if own.chance[budget - 1] > at else int((own.chance > at).sum())


@cache
def _warned() -> _Warned:
    customers, balances, log = (load(name) for name in ("customers", "balances", "complaints_log"))
    model = early_warning.fit(early_warning.signals(customers, balances, TRAINED, log))
    table = early_warning.signals(customers, balances, TESTED, log)
    chance = model.predict(table).to_numpy()
    order = np.argsort(-chance, kind="stable")
    own = table[["customer", "month"]].merge(customers, on="customer", how="left")
    day = own["month"] + "-28"
    holds = (own["consent_date"].fillna("9999") <= day) & (own["consent_withdrawn"].fillna("9999") > day)
    marketing = load("contacts").query("purpose == 'marketing' and result != 'no_answer'")
    return _Warned(
        chance[order],
        table["leaves"].to_numpy()[order] == 1,
        ~holds.to_numpy()[order],
        float((marketing["result"] == "refused").mean()),
        int(customers.attrs["synthetic_seed"]),
    )
