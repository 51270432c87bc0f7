"""A sample of days at the branches' windows: first come, first served, in whole minutes."""

import heapq
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import counts, gammas, pick, rounded
from fsq_lab.ground.synthetic.bank.dates import nth_wednesday, pay_day
from fsq_lab.ground.synthetic.bank.exposures import windows_by_month
from fsq_lab.ground.synthetic.bank.parameters import (
    B07,
    BRANCHES,
    CLOSED,
    EASED,
    HOURS,
    KIND_SHARES,
    KINDS,
    MONTHS,
    OPENS,
    PAYDAY_MINUTE,
    PAYDAY_SD,
    SEASON,
    SERVICE_SCALE,
    SERVICE_SHAPE,
    TICKET_ERROR,
    TICKETS,
    Parameters,
    phase,
)
from fsq_lab.ground.synthetic.draws import Draws, Integers

if TYPE_CHECKING:
    from pandas import DataFrame

HOUR = 60
LAST_MINUTE = OPENS + HOUR * len(HOURS) - 1


@dataclass(frozen=True)
class SampledDay:
    """A branch's day: its expected tickets, more of them for a company's pay day, and its open windows."""

    branch: int
    month: int
    day: date
    payday: bool
    expected: float
    more: int
    windows: int


@dataclass(frozen=True)
class Tickets:
    """Tickets of the sampled days in the order of days and arrivals; `day` is the place in `days`."""

    days: tuple[SampledDay, ...]
    day: Integers
    arrival: Integers
    start: Integers
    end: Integers
    window: Integers
    kind: Integers
    error: Integers


def sampled_days(parameters: Parameters) -> tuple[SampledDay, ...]:
    """Return each month's third Wednesday of every branch, and B07's fourth and the company's pay day."""
    windows = windows_by_month(parameters)
    days = []
    for month in range(MONTHS):
        for branch in range(len(BRANCHES)):
            expected = TICKETS[branch] * SEASON[month % 12]
            open_windows = int(windows[branch, month])
            if branch != B07:
                days.append(SampledDay(branch, month, nth_wednesday(month, 3), False, expected, 0, open_windows))
                continue
            expected, ordinary = parameters.tickets[phase(month)], parameters.windows[phase(month)]
            payday = month >= CLOSED and parameters.payday_tickets > 0
            more, on_payday = (parameters.payday_tickets, open_windows) if payday else (0, ordinary)
            days.append(SampledDay(B07, month, pay_day(month), payday, expected, more, on_payday))
            days += [SampledDay(B07, month, nth_wednesday(month, n), False, expected, 0, ordinary) for n in (3, 4)]
    return tuple(days)


def draw_tickets(seed: int, parameters: Parameters) -> Tickets:
    """Draw the arrivals of the sampled days and serve them; nobody gives up, who is inside at 17:00 is served."""
    draws = Draws(seed)
    days = sampled_days(parameters)
    per_hour = counts(draws, [day.expected * share / len(HOURS) for day in days for share in HOURS])
    per_hour = per_hour.reshape(len(days), len(HOURS))
    extra = counts(draws, [day.more for day in days])
    arrivals, of_day = [], []
    for place, day in enumerate(days):
        hours = np.repeat(np.arange(len(HOURS)), per_hour[place])
        came = OPENS + HOUR * hours + np.floor(HOUR * draws.uniforms(len(hours))).astype(np.int64)
        came = np.sort(np.concatenate([came, _payday_arrivals(draws, day, int(extra[place]))]))
        arrivals.append(came)
        of_day.append(np.full(len(came), place, dtype=np.int64))
    arrival = np.concatenate(arrivals)
    number = len(arrival)
    service = gammas(draws.uniforms(number), SERVICE_SHAPE, SERVICE_SCALE)
    kind = pick(draws.uniforms(number), KIND_SHARES)
    error = (draws.uniforms(number) < TICKET_ERROR).astype(np.int64)
    on_day = np.concatenate(of_day)
    start, window = _served(days, on_day, arrival, service)
    return Tickets(days, on_day, arrival, start, start + service, window, kind, error)


def _payday_arrivals(draws: Draws, day: SampledDay, number: int) -> Integers:
    """Draw when the company's people come: in a heap about 11:50, and from 2025-10 in slots over the day."""
    if number == 0:
        return np.empty(0, dtype=np.int64)
    if day.month >= EASED:
        return OPENS + np.floor((LAST_MINUTE + 1 - OPENS) * draws.uniforms(number)).astype(np.int64)
    return np.clip(rounded(PAYDAY_MINUTE + PAYDAY_SD * draws.normals(number)), OPENS, LAST_MINUTE)


def _served(
    days: tuple[SampledDay, ...], place: Integers, arrival: Integers, service: Integers
) -> tuple[Integers, Integers]:
    """Return for each ticket when it is called, and to which window: the one that has been free for longest."""
    starts, windows = [], []
    now = -1
    free: list[tuple[int, int]] = []
    for day, came, minutes in zip(place.tolist(), arrival.tolist(), service.tolist(), strict=True):
        if day != now:
            now, free = day, [(OPENS, window) for window in range(1, days[day].windows + 1)]
        since, window = free[0]
        start = max(since, came)
        heapq.heapreplace(free, (start + minutes, window))
        starts.append(start)
        windows.append(window)
    return np.array(starts, dtype=np.int64), np.array(windows, dtype=np.int64)


def tickets_table(tickets: Tickets) -> "DataFrame":
    """Lay the tickets out, numbered within branch and day."""
    from pandas import DataFrame

    days = tickets.days
    sizes = np.bincount(tickets.day, minlength=len(days))
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    order = np.array(sorted(range(len(days)), key=lambda place: (days[place].branch, days[place].day)))
    rank = np.empty(len(days), dtype=np.int64)
    rank[order] = np.arange(len(days))
    rows = np.argsort(rank[tickets.day], kind="stable")
    branch = [BRANCHES[day.branch] for day in days]
    dates = [day.day.isoformat() for day in days]
    kinds = ["payday" if day.payday else "usual" for day in days]
    place = tickets.day[rows].tolist()
    return DataFrame(
        {
            "branch": [branch[at] for at in place],
            "date": [dates[at] for at in place],
            "day_type": [kinds[at] for at in place],
            "ticket": (np.arange(len(tickets.day)) - first + 1)[rows],
            "kind": [KINDS[code] for code in tickets.kind[rows].tolist()],
            "arrival": tickets.arrival[rows],
            "start": tickets.start[rows],
            "end": tickets.end[rows],
            "window": tickets.window[rows],
            "error": tickets.error[rows],
        }
    )
