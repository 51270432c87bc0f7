"""Queues in the steady state: what load, windows and minutes do to a wait, by Erlang's formulas."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, floor, isfinite

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError

HOUR = 60.0
MOST_SERVERS = 10_000
GROWS = "the queue grows without end"
CONVENTION_C = "Erlang C (M/M/c): Poisson arrivals, exponential service, one line, nobody leaves, steady state"
CONVENTION_B = "Erlang B (M/M/c/c): Poisson arrivals, whoever finds all servers busy leaves, steady state"


@dataclass(frozen=True)
class Work:
    """What comes to a counter: customers in so many hours, minutes for each, and servers to do it."""

    arrivals: float
    minutes: float
    servers: int
    hours: float

    def __post_init__(self) -> None:
        for name in ("arrivals", "minutes", "hours"):
            value = getattr(self, name)
            if not (_is_number(value) and isfinite(value) and value > 0):
                raise CourseError("service.not_positive", name=name, value=value)
        whole = _is_number(self.servers) and float(self.servers).is_integer()
        if not whole or not 1 <= self.servers <= MOST_SERVERS:
            raise CourseError("service.no_servers", servers=self.servers, most=MOST_SERVERS)
        object.__setattr__(self, "servers", int(self.servers))

    @property
    def offered(self) -> float:
        """Servers that the work would keep busy without a break, in Erlangs."""
        return self.arrivals * self.minutes / (HOUR * self.hours)

    @property
    def load(self) -> float:
        """Work a server: the share of time that each is busy, where it is below 1."""
        return self.offered / self.servers

    @property
    def fewest(self) -> int:
        """The fewest servers under which the queue does not grow without end."""
        return floor(self.offered) + 1

    def blocked(self) -> float:
        """Return Erlang's B by recursion: stable for any number of servers."""
        found = 1.0
        for servers in range(1, self.servers + 1):
            found = self.offered * found / (servers + self.offered * found)
        return found

    def wait_chance(self) -> float:
        """Return Erlang's C: the chance that all servers are busy."""
        blocked = self.blocked()
        return blocked / (1 - self.load * (1 - blocked))

    def require_steady(self) -> None:
        """Refuse a load of 1 or more, which has no steady state."""
        if self.load >= 1:
            raise CourseError(
                "service.no_steady_state",
                work=f"{self.arrivals * self.minutes:.6g}",
                room=f"{self.servers * HOUR * self.hours:.6g}",
                servers=self.servers,
                load=f"{self.load:.2f}",
                fewest=self.fewest,
            )


def erlang_c(arrivals: float, minutes: float, servers: int, hours: float = 8.0, limit: float = 20.0) -> pd.Series:
    r"""Compute the waits of a queue with several servers and one line, in the steady state.

    With :math:`a` the work in Erlangs (arrivals a minute times minutes of service), *c* servers, :math:`\rho = a/c`
    and Erlang's B by the recursion :math:`B_0 = 1,\ B_k = a B_{k-1} / (k + a B_{k-1})`,

    .. math:: C = \frac{B_c}{1 - \rho (1 - B_c)}, \qquad
              W = \frac{C\, m}{c - a}, \qquad P(\text{wait} > t) = C\, e^{-(c - a) t / m}

    where *m* is the mean service time. The steady state is the long run: near a load of 1 a day of eight hours ends
    long before it is reached, and `fsq_lab.service.simulation.days` then shows much shorter waits.

    Parameters
    ----------
    arrivals : float
        Customers in `hours`, above 0.
    minutes : float
        Mean minutes of service a customer, above 0.
    servers : int
        Windows or agents, at least 1.
    hours : float
        The opening hours that `arrivals` come in.
    limit : float
        Minutes, at least 0: `share_over` is the share of customers who wait longer.

    Returns
    -------
    Series
        ``load`` (0 to 1), ``wait_chance`` (share who wait at all), ``mean_wait`` and ``mean_wait_if_any`` (minutes, all
        customers and those who wait), ``share_over``, ``in_queue`` (customers waiting on average, by Little's law), the
        inputs, and the ``convention``. No interval: the formula has no sample.

    Raises
    ------
    CourseError
        For a load of 1 or more, with the number of servers that is needed; for inputs that are not above 0, servers
        that are no whole number, a negative limit.

    Notes
    -----
    Formula (Erlang 1917): ``C = B_c / (1 - rho * (1 - B_c)); W = C * m / (c - a); P(T > t) = C * e^{-(c - a) * t / m}``

    References
    ----------
    Erlang (1917), Solution of some problems in the theory of probabilities of significance in automatic telephone
    exchanges, *Elektroteknikeren* 13, 5-13; Little (1961), A proof for the queuing formula L = λW, *Operations
    Research* 9, 383-387.

    Examples
    --------
    >>> erlang_c(116, 8, 2)[["load", "wait_chance", "mean_wait"]].astype(float).round(2).tolist()
    [0.97, 0.95, 114.03]
    """
    work = Work(arrivals, minutes, servers, hours)
    require_limit(limit)
    work.require_steady()
    return pd.Series(
        {**_steady(work, limit), **_inputs(work), "limit": limit, "convention": CONVENTION_C}, dtype=object
    )


def erlang_b(arrivals: float, minutes: float, servers: int, hours: float = 8.0) -> pd.Series:
    r"""Compute how many are turned away where nobody waits, such as callers who find every line busy.

    .. math:: B_0 = 1, \qquad B_k = \frac{a B_{k-1}}{k + a B_{k-1}}

    Parameters
    ----------
    arrivals, minutes, servers, hours
        As for `erlang_c`. A load above 1 is no trouble here: those turned away never queue.

    Returns
    -------
    Series
        ``blocked`` (the share turned away), ``offered`` (the work that comes, in Erlangs, the servers it would keep
        busy), the inputs, and the ``convention``.

    References
    ----------
    Erlang (1917), as for `erlang_c`.

    Examples
    --------
    >>> round(float(erlang_b(8.108, 60, 15, hours=1)["blocked"]), 4)
    0.01
    """
    work = Work(arrivals, minutes, servers, hours)
    found = {"blocked": work.blocked(), "offered": work.offered}
    return pd.Series({**found, **_inputs(work), "convention": CONVENTION_B}, dtype=object)


def windows_needed(
    arrivals: float, minutes: float, hours: float = 8.0, limit: float = 20.0, share: float = 0.05
) -> pd.Series:
    """Find the fewest servers with which at most so large a share waits longer than the limit, in the steady state.

    Parameters
    ----------
    arrivals, minutes, hours, limit
        As for `erlang_c`.
    share : float
        The largest share that may wait longer than `limit`, between 0 and 1.

    Returns
    -------
    Series
        What `erlang_c` gives with these ``servers``, and the ``share`` that was asked for.

    Raises
    ------
    CourseError
        For a share outside 0 to 1, and where more than 10,000 servers would be needed.

    Examples
    --------
    >>> int(windows_needed(116, 8, share=0.05)["servers"])
    3
    """
    if not (_is_number(share) and 0 < share < 1):
        raise CourseError("service.share_asked", share=share)
    servers = Work(arrivals, minutes, 1, hours).fewest
    while True:
        found = erlang_c(arrivals, minutes, servers, hours, limit)
        if float(found["share_over"]) <= share:
            return pd.Series({**found.to_dict(), "share": share}, dtype=object)
        servers += 1


def table(
    arrivals: float | Iterable[float],
    minutes: float,
    servers: int | Iterable[int],
    hours: float = 8.0,
    limit: float = 20.0,
) -> pd.DataFrame:
    """Lay `erlang_c` out for several numbers of servers, of arrivals, or both.

    Parameters
    ----------
    arrivals, servers : number, or several of them
    minutes, hours, limit
        As for `erlang_c`.

    Returns
    -------
    DataFrame, one row for each number of servers and of arrivals
        ``servers``, ``arrivals``, ``load``, ``wait_chance``, ``mean_wait``, ``share_over``, ``in_queue``, ``note`` and
        the ``convention``. A load of 1 or more keeps its row: its waits are missing and the note says that the queue
        grows without end.

    Raises
    ------
    CourseError
        As for `erlang_c`, and where no number of servers or arrivals is given.

    Examples
    --------
    >>> table(116, 8, [1, 2, 3])[["servers", "mean_wait", "note"]].round(1).values.tolist()
    [[1, nan, 'the queue grows without end'], [2, 114.0, ''], [3, 3.1, '']]
    """
    require_limit(limit)
    rows = []
    for windows in _several(servers, "servers"):
        for came in _several(arrivals, "arrivals"):
            work = Work(came, minutes, windows, hours)  # type: ignore[arg-type]
            grows = work.load >= 1
            waits = dict.fromkeys(("wait_chance", "mean_wait", "share_over", "in_queue"), np.nan)
            if not grows:
                waits = {name: value for name, value in _steady(work, limit).items() if name in waits}
            first = {"servers": work.servers, "arrivals": came, "load": work.load}
            rows.append({**first, **waits, "note": GROWS if grows else "", "convention": CONVENTION_C})
    found = pd.DataFrame(rows)
    found.attrs["limit"] = limit
    return found


def mean_wait(
    arrivals: float,
    minutes: float,
    servers: int,
    service_cv: float,
    arrival_cv: float = 1.0,
    hours: float = 8.0,
) -> pd.Series:
    r"""Correct Erlang's mean wait for service times that vary less or more than exponential ones.

    .. math:: W \approx W_{\text{Erlang C}} \; \frac{c_a^2 + c_s^2}{2}

    with the coefficients of variation (standard deviation / mean) of the times between arrivals and of service. It is
    exact for one server with Poisson arrivals (Pollaczek and Khinchine), and an approximation otherwise. The share of
    long waits has no such correction.

    Parameters
    ----------
    arrivals, minutes, servers, hours
        As for `erlang_c`.
    service_cv, arrival_cv : float
        At least 0; 1 is exponential, 0 always the same.

    Returns
    -------
    Series
        ``mean_wait`` (minutes), ``load``, the inputs, and the ``convention``.

    Raises
    ------
    CourseError
        As for `erlang_c`, and for a negative coefficient of variation.

    References
    ----------
    Allen (1978), *Probability, Statistics, and Queueing Theory*; Khinchine (1932), Mathematical theory of a stationary
    queue, *Matematicheskii Sbornik* 39, 73-84.

    Examples
    --------
    >>> round(float(mean_wait(116, 8, 2, service_cv=0.5)["mean_wait"]), 1)
    71.3
    """
    for name, value in (("service_cv", service_cv), ("arrival_cv", arrival_cv)):
        require_variation(name, value)
    exponential = erlang_c(arrivals, minutes, servers, hours)
    work = Work(arrivals, minutes, servers, hours)
    how = "exact (Pollaczek-Khinchine)" if work.servers == 1 and arrival_cv == 1 else "Allen-Cunneen approximation"
    return pd.Series(
        {
            "mean_wait": float(exponential["mean_wait"]) * (arrival_cv**2 + service_cv**2) / 2,
            "load": work.load,
            "service_cv": service_cv,
            "arrival_cv": arrival_cv,
            **_inputs(work),
            "convention": f"{how}, steady state, from {CONVENTION_C}",
        },
        dtype=object,
    )


def require_variation(name: str, value: object) -> None:
    """Refuse a coefficient of variation that is none."""
    if not (_is_number(value) and isfinite(value) and value >= 0):  # type: ignore[arg-type,operator]
        raise CourseError("service.no_variation", name=name, value=value)


def require_limit(limit: object) -> None:
    """Refuse a limit of minutes that is none."""
    if not (_is_number(limit) and isfinite(limit) and limit >= 0):  # type: ignore[arg-type,operator]
        raise CourseError("service.limit", limit=limit)


def _steady(work: Work, limit: float) -> dict[str, float]:
    chance, free = work.wait_chance(), work.servers - work.offered
    wait_if_any = work.minutes / free
    return {
        "load": work.load,
        "wait_chance": chance,
        "mean_wait": chance * wait_if_any,
        "mean_wait_if_any": wait_if_any,
        "share_over": chance * exp(-limit / wait_if_any),
        "in_queue": chance * work.offered / free,
    }


def _inputs(work: Work) -> dict[str, float]:
    return {"arrivals": work.arrivals, "minutes": work.minutes, "servers": work.servers, "hours": work.hours}


def _several(values: "float | Iterable[float]", name: str) -> list[float]:
    found = list(values) if isinstance(values, Iterable) else [values]
    if not found:
        raise CourseError("service.none_given", name=name)
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool | np.bool_)
