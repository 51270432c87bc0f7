"""Customers, windows and minutes: how long a queue becomes, by the formula and within one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import message_in
from fsq_lab.service.queues import Work, table
from fsq_lab.service.simulation import days, play
from fsq_lab.service.waits import profile
from fsq_lab.survey.loading import load

TICKETS = "service_log_tickets"
LIMIT, HOURS, DAYS, FEW_DAYS = 20.0, 8.0, 200, 150
LEAST, MOST, STEP = 20, 200, 2
EVERY = 15  # customers between two points of the curves
LEFT, RIGHT, TOP, FOOT = 40, 388, 12, 200
LONGEST = 60.0  # minutes drawn
SERVICE_CV = 0.5


def explore_queue() -> Explorer:
    """Move customers a day, windows and minutes a customer, and see the wait and the share over 20 minutes.

    Two answers stand side by side: Erlang C, the steady state that a short day never reaches near a load of 100 %, and
    200 days of eight hours, played with the arrivals by hour of the course's log and service times that vary as its
    card tells. Where the load is 100 % or more the formula has none, and a day still ends.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(arrivals=116, windows=2)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_queue().move(arrivals=116, windows=2, minutes=8)[:57]
    'Customers in 8 hours: 116; windows: 2; minutes each: 8. T'
    """
    return Explorer(Queue)


@dataclass(frozen=True)
class Queue:
    """How long customers wait with so many windows, by the formula and within a day."""

    language: str
    name: str = "queue"

    @property
    def controls(self) -> tuple[Control, ...]:
        """Customers a day, windows, and minutes a customer."""
        words = {
            name: message_in(self.language, f"explorers.queue.{name}") for name in ("arrivals", "windows", "minutes")
        }
        unit = message_in(self.language, "explorers.queue.unit")
        return (
            Control("arrivals", words["arrivals"], LEAST, MOST, STEP, 98),
            Control("windows", words["windows"], 1, 6, 1, 3),
            Control("minutes", words["minutes"], 2, 20, 1, 8, unit),
        )

    @property
    def origin(self) -> str:
        """Where the arrivals by hour come from, and what is modelled."""
        seed = load(TICKETS).attrs["synthetic_seed"]
        return message_in(self.language, "explorers.queue.origin", seed=seed, days=DAYS, cv=SERVICE_CV)

    def view(self, values: Mapping[str, int]) -> View:
        """Return the waits with these values, and how they run over the number of customers."""
        arrivals, windows, minutes = (values[name] for name in ("arrivals", "windows", "minutes"))
        work = Work(arrivals, minutes, windows, HOURS)
        day = days(
            arrivals, minutes, windows, HOURS, profile=_arrivals(), service_cv=SERVICE_CV, limit=LIMIT, days=DAYS
        )
        told = {
            **values,
            "load": f"{100 * work.load:.0f}",
            "wait": _minutes(float(day["mean_wait"])),
            "low": _minutes(float(day["day_low"])),
            "high": _minutes(float(day["day_high"])),
            "share": _percent(float(day["share_over"])),
            "days": DAYS,
        }
        if work.load < 1:
            steady = table(arrivals, minutes, windows, HOURS, LIMIT).iloc[0]
            formula = {"wait": _minutes(float(steady["mean_wait"])), "share": _percent(float(steady["share_over"]))}
            told["formula"] = message_in(self.language, "explorers.queue.formula", **formula)
        else:
            told["formula"] = message_in(self.language, "explorers.queue.no_formula", fewest=work.fewest)
        text = message_in(self.language, "explorers.queue.text", **told)
        alt = message_in(self.language, "explorers.queue.alt", **told)
        return View(self._picture(values, float(day["mean_wait"]), float(day["share_over"]), alt), text)

    def _picture(self, values: Mapping[str, int], wait: float, share: float, alt: str) -> str:
        """Draw the mean wait over the customers a day: the formula, the day, and where the sliders stand."""
        across, up = axis(LEAST, MOST, LEFT, RIGHT), axis(0, LONGEST, FOOT, TOP)
        drawing = Drawing(300)
        for tick in range(LEAST, MOST + 1, 30):
            drawing.words(across(tick), FOOT + 18, str(tick), "middle")
        for tick in (0, 20, 40, 60):
            drawing.line((LEFT, up(tick)), (RIGHT, up(tick)), 'stroke-opacity="0.25"')
            drawing.words(LEFT - 5, up(tick) + 5, str(tick), "end")
        arrivals, windows, minutes = (values[name] for name in ("arrivals", "windows", "minutes"))
        full = windows * 60 * HOURS / minutes
        if full <= MOST:
            drawing.line((across(full), TOP), (across(full), FOOT), 'stroke-dasharray="2 4"')
        formula, played = _curves(windows, minutes)
        for points, look in (
            (formula, f'stroke="{ORANGE}" stroke-width="3" stroke-dasharray="9 4"'),
            (played, f'stroke="{BLUE}" stroke-width="3"'),
        ):
            for (x, y), (next_x, next_y) in pairwise(points):
                if y < LONGEST:
                    drawing.line((across(x), up(y)), (across(next_x), up(next_y)), look)
        drawing.line((across(arrivals), TOP), (across(arrivals), FOOT), 'stroke-width="2" stroke-dasharray="6 3"')
        drawing.dot(across(arrivals), up(wait), 6, BLUE)
        drawing.words(0, FOOT + 40, message_in(self.language, "explorers.queue.axes"))
        drawing.words(0, 266, message_in(self.language, "explorers.queue.over", limit=f"{LIMIT:g}"))
        drawing.bar(0, 274, 330 * share, 15, BLUE)
        drawing.words(6 + 330 * share, 287, f"{_percent(share)}%")
        return drawing.svg(alt)


@cache
def _arrivals() -> tuple[float, ...]:
    """Return the arrivals by hour of all branches' usual days, which the log tells."""
    log = load(TICKETS)
    return tuple(float(share) for share in profile(log[log["day_type"] == "usual"]))


@cache
def _curves(windows: int, minutes: int) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Return mean waits by customers a day: of the formula as far as it goes, and of a few played days."""
    numbers = list(range(LEAST, MOST + 1, EVERY))
    dense = range(LEAST, MOST + 1, STEP)
    steady = table(dense, minutes, windows, HOURS, LIMIT).dropna(subset=["mean_wait"])
    formula = [(int(came), float(wait)) for came, wait in zip(steady["arrivals"], steady["mean_wait"], strict=True)]
    played = []
    for came in numbers:
        served = play(Work(came, minutes, windows, HOURS), _arrivals(), SERVICE_CV, FEW_DAYS, seed=1)
        played.append((came, float((served.start - served.arrival).mean())))
    return formula, played


def _minutes(value: float) -> str:
    """Return minutes to one decimal below ten, else to whole ones.

    >>> _minutes(1.44), _minutes(26.4)
    ('1.4', '26')
    """
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def _percent(share: float) -> str:
    """Return a share in per cent, to one decimal near 0 and 100.

    >>> _percent(0.498), _percent(0.003)
    ('50', '0.3')
    """
    return f"{100 * share:.0f}" if 0.005 <= share < 0.995 else f"{100 * share:.1f}"
