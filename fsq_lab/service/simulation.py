"""Queues in one finite day: customers come, are served first come first served, and at closing time the day ends."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank.chances import poissons
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.service.queues import HOUR, Work, require_limit, require_variation
from fsq_lab.statistics.clusters import ratio

MOST_DAYS, MOST_CUSTOMERS = 10_000, 1_000_000
LARGEST_MEAN = 500.0  # of a count drawn by a table; larger ones are sums
FEW, MOST = 0.05, 0.95

Minutes = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class ServedDays:
    """Customers of several days in the order of their coming; times are minutes after opening."""

    day: Places
    arrival: Minutes
    start: Minutes
    end: Minutes
    window: Places


def one_day(
    arrivals: float,
    minutes: float,
    servers: int,
    hours: float = 8.0,
    profile: "Sequence[float] | pd.Series | None" = None,
    service_cv: float = 1.0,
    seed: int = 1,
) -> pd.DataFrame:
    """Play one day at the windows, customer by customer.

    Parameters
    ----------
    arrivals, minutes, servers, hours
        Expected customers of the day, mean minutes of service, windows and opening hours. A load of 1 or more is
        allowed: a day ends.
    profile : sequence of float, optional
        Relative arrivals in equal stretches of the day, such as its hours; by default they are even. A log's own:
        `fsq_lab.service.waits.profile`.
    service_cv : float
        Standard deviation / mean of the service times: 1 exponential, 0 always the same, else a gamma distribution.
    seed : int
        At least 0; the same seed plays the same day on every machine.

    Returns
    -------
    DataFrame, one row per customer in the order of coming
        ``arrival``, ``start`` and ``end`` in minutes after opening, ``window``, and ``waited`` in minutes.

    Raises
    ------
    CourseError
        For inputs that are not above 0, a profile that holds no arrivals, a seed below 0.

    Examples
    --------
    >>> one_day(116, 8, 2, seed=3)["waited"].describe()[["count", "min"]].tolist()
    [101.0, 0.0]
    """
    work = Work(arrivals, minutes, servers, hours)
    served = play(work, profile, service_cv, 1, seed)
    waits = served.start - served.arrival
    columns = {"arrival": served.arrival, "start": served.start, "end": served.end, "window": served.window}
    return pd.DataFrame({**columns, "waited": waits}).rename_axis("customer")


def days(
    arrivals: float,
    minutes: float,
    servers: int,
    hours: float = 8.0,
    profile: "Sequence[float] | pd.Series | None" = None,
    service_cv: float = 1.0,
    limit: float = 20.0,
    days: int = 200,
    seed: int = 1,
    confidence: float = 0.95,
) -> pd.Series:
    """Play many days and say how long customers wait, with the doubt that is left after so many days.

    Every day begins empty; nobody gives up; who is inside at closing time is served. Means and shares are over all
    customers of all days, their intervals over days, since customers of one day wait in the same queue
    (`fsq_lab.statistics.clusters.ratio`). ``day_low`` to ``day_high`` is something else: how far single days differ.

    Parameters
    ----------
    arrivals, minutes, servers, hours, profile, service_cv, seed
        As for `one_day`.
    limit : float
        Minutes; ``share_over`` is the share of customers who wait longer.
    days : int
        How many days, 2 to 10,000.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    Series
        ``mean_wait`` with ``mean_low`` and ``mean_high`` (minutes), ``share_over`` with ``share_low`` and
        ``share_high``, ``day_low`` and ``day_high`` (the 5 % and 95 % points of the days' mean waits), ``overtime``
        (minutes after closing until the last customer is done, mean), ``load``, ``n`` customers, ``n_days``,
        ``limit``, and the ``convention``.

    Raises
    ------
    CourseError
        As for `one_day`; for days outside 2 to 10,000, more than a million customers in all, a negative limit.

    Examples
    --------
    >>> found = days(116, 8, 2)
    >>> round(float(found["mean_wait"])), found["n_days"]
    (27, 200)
    """
    work = Work(arrivals, minutes, servers, hours)
    require_limit(limit)
    if not _is_whole(days) or not 2 <= days <= MOST_DAYS:
        raise CourseError("service.no_days", days=days, most=MOST_DAYS)
    if days * arrivals > MOST_CUSTOMERS:
        raise CourseError("service.too_many", days=days, arrivals=f"{arrivals:.6g}", most=MOST_CUSTOMERS)
    served = play(work, profile, service_cv, int(days), seed)
    waits, count = served.start - served.arrival, int(days)
    sizes = np.bincount(served.day, minlength=count).astype(np.float64)
    totals = np.bincount(served.day, waits, count).astype(np.float64)
    long = np.bincount(served.day, waits > limit, count).astype(np.float64)
    mean = ratio(totals, sizes, confidence=confidence)
    share = ratio(long, sizes, confidence=confidence)
    single = totals[sizes > 0] / sizes[sizes > 0]
    last = np.zeros(count)
    np.maximum.at(last, served.day, served.end)
    return pd.Series(
        {
            "mean_wait": mean.mean,
            "mean_low": max(mean.low, 0.0),
            "mean_high": mean.high,
            "share_over": share.mean,
            "share_low": max(share.low, 0.0),
            "share_high": min(share.high, 1.0),
            "day_low": float(np.quantile(single, FEW)),
            "day_high": float(np.quantile(single, MOST)),
            "overtime": float(np.maximum(last - HOUR * hours, 0.0).mean()),
            "load": work.load,
            "n": len(waits),
            "n_days": count,
            "limit": limit,
            "convention": _convention(work, profile, service_cv, seed, mean.interval),
        },
        dtype=object,
    )


def play(
    work: Work, profile: "Sequence[float] | pd.Series | None", service_cv: float, number: int, seed: int
) -> ServedDays:
    """Draw the arrivals and service times of so many days, and serve them."""
    require_variation("service_cv", service_cv)
    if not _is_whole(seed) or seed < 0:
        raise CourseError("service.seed", seed=seed)
    shares = _shares(profile)
    draws = Draws(int(seed))
    stretch = HOUR * work.hours / len(shares)
    day, arrival = [], []
    for place, share in enumerate(shares):
        mean = work.arrivals * share
        parts = max(1, ceil(mean / LARGEST_MEAN))
        came = sum(poissons(draws.uniforms(number), mean / parts) for _ in range(parts))
        day.append(np.repeat(np.arange(number), came))
        arrival.append(stretch * (place + draws.uniforms(len(day[-1]))))
    days_of, arrivals = np.concatenate(day), np.concatenate(arrival)
    if not len(arrivals):
        raise CourseError("service.nobody_came", days=number)
    order = np.lexsort((arrivals, days_of))
    days_of, arrivals = days_of[order], arrivals[order]
    service = _times(draws.uniforms(len(arrivals)), work.minutes, service_cv)
    start, window = _served(days_of, arrivals, service, work.servers)
    return ServedDays(days_of, arrivals, start, start + service, window)


def _shares(profile: "Sequence[float] | pd.Series | None") -> Minutes:
    if profile is None:
        return np.ones(1)
    relative = np.asarray(profile, dtype=np.float64)
    if relative.ndim != 1 or not np.isfinite(relative).all() or (relative < 0).any() or relative.sum() <= 0:
        raise CourseError("service.no_profile")
    found: Minutes = relative / relative.sum()
    return found


def _times(uniforms: Minutes, mean: float, cv: float) -> Minutes:
    if cv == 0:
        return np.full(len(uniforms), float(mean))
    from scipy.special import gammaincinv

    shape = 1 / cv**2
    return np.asarray(gammaincinv(shape, uniforms) * mean / shape, dtype=np.float64)


def _served(day: Places, arrival: Minutes, service: Minutes, servers: int) -> tuple[Minutes, Places]:
    """Return when each is called, and to which window: the one that has been free for longest."""
    starts, windows = [], []
    now, free = -1, [(0.0, 1)]
    for of_day, came, minutes in zip(day.tolist(), arrival.tolist(), service.tolist(), strict=True):
        if of_day != now:
            now, free = of_day, [(0.0, window) for window in range(1, servers + 1)]
        since, window = free[0]
        start = max(since, came)
        heapq.heapreplace(free, (start + minutes, window))
        starts.append(start)
        windows.append(window)
    return np.array(starts), np.array(windows, dtype=np.int64)


def _convention(work: Work, profile: "Sequence[float] | pd.Series | None", cv: float, seed: int, interval: str) -> str:
    came = "even over the day" if profile is None else f"by a profile of {len(profile)} stretches"
    served = {0.0: "always the same", 1.0: "exponential"}.get(cv, f"gamma with coefficient of variation {cv:.3g}")
    return (
        f"single days of {work.hours:g} hours, each empty at first; Poisson arrivals {came}, service {served}; "
        f"first come first served, nobody leaves; seed {seed}; {interval}"
    )


def _is_whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool | np.bool_)
