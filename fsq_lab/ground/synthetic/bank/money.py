"""Balances month by month: what moved after a failure, what leavers announce, the campaign, what matured."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import rounded
from fsq_lab.ground.synthetic.bank.dates import MONTH_NAMES
from fsq_lab.ground.synthetic.bank.parameters import (
    ANNOUNCED,
    BALANCE_MEAN,
    BALANCE_SPREAD,
    CAMPAIGN,
    CAMPAIGN_DROP,
    CUSTOMERS,
    DRIFT,
    DRIFT_SD,
    EASED,
    FADING,
    MATURING,
    MONTHS,
    QUIET_APP,
    SALARY_MISSES,
    Parameters,
)
from fsq_lab.ground.synthetic.bank.people import (
    Customers,
    Flags,
    Story,
    customer_ids,
    customers_table,
    draw_customers,
    draw_renewal,
    draw_satisfaction,
    draw_story,
)
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals

if TYPE_CHECKING:
    from pandas import DataFrame

FADING_MONTHS = 3
YUAN = 100  # balances are kept in hundreds
APP_DAYS = (17, 13, 8, 4)  # a month, by age
LEAST_MATURING, MATURING_SPREAD = 0.05, 0.20  # of the balance
NO_DIP_SHARE = 0.25  # of those with consent, chosen where nobody looked for a dip


@dataclass(frozen=True)
class People:
    """All that is true of the customers; by customer and month: balance (hundreds of yuan), app days, salary, maturing.

    `matured` says whose sums matured in 2025-10 to 12, `renewed` who kept them with the bank and is still there.
    `selected` were chosen for the calls of 2024-11, `called` is the half that was called.
    """

    who: Customers
    story: Story
    on_file: Flags
    balance: Integers
    app_days: Integers
    salary: Integers
    maturing: Integers
    satisfaction: Integers
    matured: Flags
    renewed: Flags
    selected: Flags
    called: Flags
    table: "DataFrame"


def draw_people(seed: int, parameters: Parameters) -> People:
    """Draw the customers and all that is true of them in 24 months."""
    draws = Draws(seed)
    who = draw_customers(draws)
    story = draw_story(draws, who, parameters)
    satisfaction = draw_satisfaction(draws, who, story, parameters)
    renews = draw_renewal(draws, who, satisfaction, parameters)
    month = np.arange(MONTHS)
    on_file = (who.joined[:, None] <= month) & (month < story.left[:, None])
    matures, share = (draws.uniforms(CUSTOMERS * MONTHS).reshape(on_file.shape) for _ in range(2))
    matures_now = matures < MATURING
    logarithms = _logarithms(draws, who, story)
    selected, called = _campaign(draws, who, story, logarithms, on_file, parameters)
    logarithms[:, CAMPAIGN + 1 :] += np.where(called, parameters.campaign_effect, 0.0)[:, None]
    balance = rounded(np.exp(logarithms) / YUAN)
    matured = on_file[:, EASED - 1] & matures_now[:, EASED:].any(axis=1)
    renewed = matured & renews & (story.left >= MONTHS)
    maturing = _maturing(balance, matures_now, share, matured & ~renewed)
    app_days, salary = _habits(draws, who, story)
    table = customers_table(draws, who, story)
    months = (balance, app_days, salary, maturing)
    balance, app_days, salary, maturing = (np.where(on_file, values, 0) for values in months)
    return People(
        who, story, on_file, balance, app_days, salary, maturing,
        satisfaction, matured, renewed, selected, called, table,
    )  # fmt: skip


def _logarithms(draws: Draws, who: Customers, story: Story) -> Reals:
    """Draw the logarithms of the balances: tier, person, a slow drift, what failures moved and leavers announce."""
    person = np.take(np.array(BALANCE_MEAN), who.tier) + BALANCE_SPREAD * draws.normals(CUSTOMERS)
    step = DRIFT_SD * (1 - DRIFT * DRIFT) ** 0.5
    shocks = draws.normals(CUSTOMERS * MONTHS).reshape(CUSTOMERS, MONTHS)
    drift = DRIFT_SD * shocks[:, 0]
    faded = np.zeros(CUSTOMERS)
    logarithms = np.empty((CUSTOMERS, MONTHS))
    stays = story.left > MONTHS
    lost = float(np.log(FADING))
    for month in range(MONTHS):
        drift = DRIFT * drift + step * shocks[:, month] if month else drift
        for ago in range(1, FADING_MONTHS + 1):
            if month >= ago:
                faded = faded + np.where(story.moved[:, month - ago] & (stays | (story.cause < 0)), lost, 0.0)
        logarithms[:, month] = person + drift + faded
    for before, factor in zip(range(len(ANNOUNCED), 0, -1), ANNOUNCED, strict=True):
        last = story.left - before
        shown = story.announced & (story.left < MONTHS) & (last >= np.maximum(story.cause, 0))
        logarithms[np.flatnonzero(shown), last[shown]] += float(np.log(factor))
    return logarithms


def _campaign(
    draws: Draws, who: Customers, story: Story, logarithms: Reals, on_file: Flags, parameters: Parameters
) -> tuple[Flags, Flags]:
    """Choose for the calls of 2024-11 those with consent and a low balance, and draw the half that is called."""
    half = draws.uniforms(CUSTOMERS) < 0.5
    chance = draws.uniforms(CUSTOMERS)
    balances = np.exp(logarithms[:, CAMPAIGN - 6 : CAMPAIGN + 1])
    mean = balances[:, 0]
    for column in range(1, 6):
        mean = mean + balances[:, column]
    low = balances[:, 6] < CAMPAIGN_DROP * mean / 6 if parameters.campaign_dip else chance < NO_DIP_SHARE
    selected = who.consent & on_file[:, CAMPAIGN] & on_file[:, CAMPAIGN - 6] & low
    return selected, selected & half


def _maturing(balance: Integers, matures: Flags, share: Reals, withdrawn: Flags) -> Integers:
    """Return what matures each month; from 2025-10 on the balance (changed here) falls by what is not renewed."""
    part = LEAST_MATURING + MATURING_SPREAD * share
    maturing = np.zeros_like(balance)
    gone = np.zeros(len(balance), dtype=np.int64)
    for month in range(balance.shape[1]):
        balance[:, month] = np.maximum(balance[:, month] - gone, 0)
        maturing[:, month] = np.where(matures[:, month], rounded(part[:, month] * balance[:, month]), 0)
        if month >= EASED:
            out = np.where(withdrawn, maturing[:, month], 0)
            balance[:, month] -= out
            gone = gone + out
    return maturing


def _habits(draws: Draws, who: Customers, story: Story) -> tuple[Integers, Integers]:
    """Draw the days with the app and whether a salary came in, both less before a quiet leaver goes."""
    month = np.arange(MONTHS)
    own = np.take(np.array(APP_DAYS, dtype=np.float64), who.age) + 3.0 * draws.normals(CUSTOMERS)
    days = own[:, None] + 2.0 * draws.normals(CUSTOMERS * MONTHS).reshape(CUSTOMERS, MONTHS)
    leaver = (story.quiet & (story.left < MONTHS))[:, None]
    fading = leaver & (month >= story.left[:, None] - 2)
    app_days = np.clip(rounded(np.where(fading, QUIET_APP * days, days)), 0, 28)
    misses = draws.uniforms(CUSTOMERS * MONTHS).reshape(CUSTOMERS, MONTHS) < SALARY_MISSES
    return app_days, (who.payroll[:, None] & ~fading & ~misses).astype(np.int64)


def balances_table(people: People) -> "DataFrame":
    """Lay the balances out: a row for each customer and month on file, in yuan."""
    from pandas import DataFrame

    customer, month = np.nonzero(people.on_file)
    ids = customer_ids()
    return DataFrame(
        {
            "customer": [ids[at] for at in customer.tolist()],
            "month": [MONTH_NAMES[at] for at in month.tolist()],
            "balance": YUAN * people.balance[people.on_file],
            "app_days": people.app_days[people.on_file],
            "salary": people.salary[people.on_file],
            "maturing": YUAN * people.maturing[people.on_file],
            "failures": people.story.failures[people.on_file],
        }
    )
