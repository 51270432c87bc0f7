"""Branches, what they did each month, and how many complaints they had."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import counts, rounded, smallest_count
from fsq_lab.ground.synthetic.bank.dates import MONTH_NAMES
from fsq_lab.ground.synthetic.bank.parameters import (
    B06,
    B06_WINDOWS,
    B07,
    B07_MORE,
    B09,
    BRANCHES,
    CLIENTS,
    CLOSED,
    EASED,
    EXPOSURE_NOISE,
    MONTHS,
    NAMES_ZH,
    PER_10_000,
    RULE_A,
    SEASON,
    TICKETS,
    TRANSACTIONS,
    WINDOWS,
    WORKING_DAYS,
    Parameters,
    phase,
)
from fsq_lab.ground.synthetic.draws import Draws, Integers

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_REDRAWS = 1000


@dataclass(frozen=True)
class Exposures:
    """By branch (12 rows) and month (24 columns): transactions, tickets, windows and complaints.

    `redraws` says how often B09's complaints were drawn again.
    """

    transactions: Integers
    tickets: Integers
    windows: Integers
    complaints: Integers
    redraws: int


def draw_exposures(seed: int, parameters: Parameters) -> Exposures:
    """Draw what the branches did each month, and complaints at one rate for all, but for B07's from 2025-04."""
    draws = Draws(seed)
    shape = (len(BRANCHES), MONTHS)
    season = np.array([SEASON[month % 12] for month in range(MONTHS)])
    expected = np.outer(TRANSACTIONS, season)
    expected[B07, CLOSED:] *= B07_MORE
    transactions = rounded(expected * (1 + EXPOSURE_NOISE * draws.normals(len(BRANCHES) * MONTHS).reshape(shape)))
    daily = np.outer(TICKETS, season)
    daily[B07] = [parameters.tickets[phase(month)] for month in range(MONTHS)]
    expected_tickets = daily * np.array(WORKING_DAYS)
    expected_tickets[B07, CLOSED:] += parameters.payday_tickets
    noise = draws.normals(len(BRANCHES) * MONTHS).reshape(shape)
    tickets = rounded(expected_tickets + np.sqrt(expected_tickets) * noise)
    complaints, redraws = _complaints(draws, transactions, parameters)
    return Exposures(transactions, tickets, windows_by_month(parameters), complaints, redraws)


def windows_by_month(parameters: Parameters) -> Integers:
    """Return the most windows that each branch opens in each month; B07's third from 2025-10 is for pay days."""
    windows = np.repeat(np.array(WINDOWS, dtype=np.int64)[:, None], MONTHS, axis=1)
    windows[B06, CLOSED:] = B06_WINDOWS
    windows[B07] = [parameters.windows[phase(month)] for month in range(MONTHS)]
    windows[B07, EASED:] = WINDOWS[B07]
    return windows


def _complaints(draws: Draws, transactions: Integers, parameters: Parameters) -> tuple[Integers, int]:
    expected = PER_10_000 / 10_000 * transactions
    expected[B07, CLOSED + 1 : EASED] *= parameters.complaint_rate[0]
    expected[B07, EASED:] *= parameters.complaint_rate[1]
    complaints = np.stack([counts(draws, row.tolist()) for row in expected])
    redraws = 0
    while parameters.worst_month_redrawn and not worst_month_is_b09s(complaints, transactions):
        complaints[B09] = counts(draws, expected[B09].tolist())
        redraws += 1
        if redraws > MOST_REDRAWS:
            break
    return complaints, redraws


def worst_month_is_b09s(complaints: Integers, transactions: Integers) -> bool:
    """Tell whether the bank's highest monthly rate is B09's alone, and lies within B09's limits."""
    worst = int(np.argmax(complaints[B09] / transactions[B09]))
    count, base = int(complaints[B09, worst]), int(transactions[B09, worst])
    others = np.delete(np.arange(len(BRANCHES)), B09)
    higher = bool((complaints[others] * base < count * transactions[others]).all())
    return higher and count < upper_limit(base, complaints, transactions, RULE_A)


def upper_limit(base: int, complaints: Integers, transactions: Integers, chance: float) -> int:
    """Return the smallest signalling count for so many transactions, at the bank's rate of the first 14 months."""
    before = slice(0, CLOSED)
    rate = int(complaints[:, before].sum()) / int(transactions[:, before].sum())
    return smallest_count(base * rate, chance)


def branches_table() -> "DataFrame":
    """Return the twelve branches as they were in 2024-01."""
    from pandas import DataFrame

    return DataFrame({"branch": BRANCHES, "name_zh": NAMES_ZH, "windows": WINDOWS, "clients": CLIENTS})


def branch_months_table(exposures: Exposures) -> "DataFrame":
    """Lay out transactions, tickets and windows, a row for each branch and month."""
    from pandas import DataFrame

    return DataFrame(
        {
            "branch": np.repeat(BRANCHES, MONTHS).tolist(),
            "month": MONTH_NAMES * len(BRANCHES),
            "transactions": exposures.transactions.ravel(),
            "tickets": exposures.tickets.ravel(),
            "windows": exposures.windows.ravel(),
        }
    )
