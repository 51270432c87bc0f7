"""A sample of what customers on file do: so many transactions, each with its day, amount and channel."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import pick, rounded
from fsq_lab.ground.synthetic.bank.dates import day_in
from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import CUSTOMERS, MONTHS, SEASON
from fsq_lab.ground.synthetic.bank.people import customer_ids
from fsq_lab.ground.synthetic.draws import Draws, Integers

if TYPE_CHECKING:
    from pandas import DataFrame

DEALINGS = 40_000
HABIT_SHARES, HABIT_SHARES_PAYROLL = (0.30, 0.45, 0.25), (0.05, 0.25, 0.70)  # seldom, now and then, often
HABIT_RATES, RATE_SPREAD = (0.10, 0.75, 3.6), 0.22  # a month, relative; of the logarithm, between persons
FADES = 0.4  # in the last two months of who announces leaving
AMOUNT_MEAN, AMOUNT_PERSON, AMOUNT_SPREAD = (6.2, 7.4, 9.1), 0.35, 0.9  # of the logarithm, by tier
TENS, LEAST = 10, 1  # amounts are kept in tens of yuan
WAYS = ("counter", "machine", "app", "network")
WAY_SHARES = (
    (0.08, 0.12, 0.74, 0.06),
    (0.15, 0.17, 0.60, 0.08),
    (0.33, 0.25, 0.36, 0.06),
    (0.61, 0.24, 0.13, 0.02),
)  # by age band


@dataclass(frozen=True)
class Dealings:
    """Transactions by customer: place of the customer, month, share of the month, amount in tens of yuan, channel."""

    customer: Integers
    month: Integers
    day: Integers
    amount: Integers
    way: Integers
    age: Integers
    tier: Integers


def draw_dealings(seed: int, people: People) -> Dealings:
    """Draw who does what: habits differ, those who announce leaving do less in their last two months."""
    draws = Draws(seed)
    who, story = people.who, people.story
    chance = draws.uniforms(CUSTOMERS)
    habit = np.where(who.payroll, pick(chance, HABIT_SHARES_PAYROLL), pick(chance, HABIT_SHARES))
    rate = np.take(np.array(HABIT_RATES), habit) * np.exp(RATE_SPREAD * draws.normals(CUSTOMERS))
    month = np.arange(MONTHS)
    season = np.array([SEASON[at % 12] for at in range(MONTHS)])
    fading = story.announced[:, None] & (month >= story.left[:, None] - 2)
    weight = np.where(people.on_file, rate[:, None] * season * np.where(fading, FADES, 1.0), 0.0)
    upto = np.cumsum(weight.ravel())
    cell = np.searchsorted(upto, np.sort(draws.uniforms(DEALINGS)) * upto[-1], side="right")
    cell = np.minimum(cell, np.flatnonzero(weight.ravel())[-1])
    customer, months = np.divmod(cell.astype(np.int64), MONTHS)
    share = draws.uniforms(DEALINGS)
    days = np.array([day_in(*at).toordinal() for at in zip(months.tolist(), share.tolist(), strict=True)])
    person = np.take(np.array(AMOUNT_MEAN), who.tier) + AMOUNT_PERSON * draws.normals(CUSTOMERS)
    amount = rounded(np.exp(person[customer] + AMOUNT_SPREAD * draws.normals(DEALINGS)) / TENS)
    chances = draws.uniforms(DEALINGS)
    age = who.age[customer]
    way = np.zeros(DEALINGS, dtype=np.int64)
    for band, shares in enumerate(WAY_SHARES):
        way = np.where(age == band, pick(chances, shares), way)
    return Dealings(customer, months, days, np.maximum(amount, LEAST), way, age, who.tier[customer])


def dealings_table(dealings: Dealings) -> "DataFrame":
    """Lay the transactions out in order of their days, within a day in that of the customers."""
    from datetime import date

    from pandas import DataFrame

    ids = customer_ids()
    order = np.lexsort((dealings.customer, dealings.day))
    return DataFrame(
        {
            "customer": [ids[at] for at in dealings.customer[order].tolist()],
            "date": [date.fromordinal(day).isoformat() for day in dealings.day[order].tolist()],
            "amount": TENS * dealings.amount[order],
            "channel": [WAYS[at] for at in dealings.way[order].tolist()],
        }
    )
