"""The bank's 2,000 customers on file: who they are, what failed, who left, who was called, who is satisfied."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fsq_lab.ground.synthetic.bank.chances import logistic, pick, rounded
from fsq_lab.ground.synthetic.bank.dates import day_in, month_name
from fsq_lab.ground.synthetic.bank.parameters import (
    ASKED,
    B07,
    BOUND_LEAVING,
    BOUND_MOVES,
    BRANCH_SATISFACTION,
    BRANCHES,
    CLOSED,
    CONSENT,
    CUSTOMERS,
    FAILURE,
    FIRST_LEAVING,
    LEAVING,
    MONTHS,
    MORTGAGE,
    MOVERS_LEAVE,
    NEWCOMER_TIERS,
    NEWCOMERS,
    PAYROLL,
    QUIET,
    REGION_SHARES,
    REGIONS,
    SATISFACTION,
    SATISFACTION_NOISE,
    SATISFACTION_TIER,
    TIER_SHARES,
    TIERS,
    Parameters,
    phase,
)
from fsq_lab.ground.synthetic.bank_branch import BRANCH_SIZES
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals
from fsq_lab.ground.synthetic.service import AGE_BANDS, AGE_LIMITS

if TYPE_CHECKING:
    from pandas import DataFrame

Flags = NDArray[np.bool_]
STAYS = 999  # where a month of leaving would stand
FAILURE_WINDOW = 6
OLDEST = 20 * 12  # months before 2024-01 in which the longest customers joined
LAW = -26  # 2021-11: from when consents are on record
WITHDRAWN = 0.06


@dataclass(frozen=True)
class Customers:
    """Who the customers are; `joined` is a month, negative before 2024; `bound` by mortgage or payroll here."""

    branch: Integers
    tier: Integers
    age: Integers
    region: Integers
    joined: Integers
    payroll: Flags
    mortgage: Flags
    consent: Flags
    bound: Flags


@dataclass(frozen=True)
class Story:
    """What happened to them: by customer and month, failures and the month a failure moved the balance; leaving.

    `left` is the month in which a customer left, `STAYS` for who did not; `cause` the month of the failure behind
    it, or -1; `announced` and `quiet` say how it showed before.
    """

    failures: Integers
    moved: Flags
    left: Integers
    cause: Integers
    announced: Flags
    quiet: Flags


def draw_customers(draws: Draws) -> Customers:
    """Draw who the customers are, branches in proportion to chapter 03's survey; the company's people come last."""
    branch = _branches(draws)
    new = np.arange(CUSTOMERS) >= CUSTOMERS - NEWCOMERS
    chance = draws.uniforms(CUSTOMERS)
    tier = np.where(new, pick(chance, NEWCOMER_TIERS), pick(chance, TIER_SHARES))
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(CUSTOMERS)).astype(np.int64)
    region = pick(draws.uniforms(CUSTOMERS), REGION_SHARES)
    since = -1 - np.floor(OLDEST * draws.uniforms(CUSTOMERS) * (0.35 + 0.2 * age)).astype(np.int64)
    payroll = new | (draws.uniforms(CUSTOMERS) < PAYROLL)
    mortgage = ~new & (draws.uniforms(CUSTOMERS) < np.take(np.array(MORTGAGE), tier))
    consent = draws.uniforms(CUSTOMERS) < CONSENT
    joined = np.where(new, CLOSED, np.maximum(since, -OLDEST))
    return Customers(branch, tier, age, region, joined, payroll, mortgage, consent, payroll | mortgage)


def _branches(draws: Draws) -> Integers:
    """Return each customer's branch: sizes by largest remainder, in a drawn order, the newcomers of B07 last."""
    total = sum(BRANCH_SIZES.values())
    sizes = [CUSTOMERS * size // total for size in BRANCH_SIZES.values()]
    rest = [CUSTOMERS * size % total for size in BRANCH_SIZES.values()]
    for branch in sorted(range(len(sizes)), key=lambda at: -rest[at])[: CUSTOMERS - sum(sizes)]:
        sizes[branch] += 1
    sizes[B07] -= NEWCOMERS
    blocks = np.repeat(np.arange(len(BRANCHES)), sizes)
    order = np.argsort(draws.uniforms(len(blocks)), kind="stable")
    return np.concatenate([blocks[order], np.full(NEWCOMERS, B07)]).astype(np.int64)


def draw_story(draws: Draws, who: Customers, parameters: Parameters) -> Story:
    """Draw failures, what they set off, and who leaves, month by month."""
    shape = (CUSTOMERS, MONTHS)
    chances = [draws.uniforms(CUSTOMERS * MONTHS).reshape(shape) for _ in range(5)]
    leaves, fails, moves, goes, waits = chances
    leaving = np.where(who.bound, LEAVING * BOUND_LEAVING, LEAVING)
    moving = np.where(who.bound, _bound(parameters), np.take(np.array(parameters.moves), who.tier))
    left, cause = np.full(CUSTOMERS, STAYS), np.full(CUSTOMERS, -1)
    failures, moved = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    for month in range(MONTHS):
        on_file = (who.joined < month) & (left > month)
        gone = on_file & (leaves[:, month] < leaving) & (month >= FIRST_LEAVING)
        left[gone], cause[gone] = month, -1
        on_file = (who.joined <= month) & (left > month)
        rate = np.where(who.branch == B07, parameters.failure[phase(month)], FAILURE)
        failed = on_file & (fails[:, month] < rate)
        failures[:, month] = failed
        moved[:, month] = failed & (moves[:, month] < moving)
        then = month + 1 + np.floor(3 * waits[:, month]).astype(np.int64)
        going = moved[:, month] & ~who.bound & (goes[:, month] < MOVERS_LEAVE) & (then < left)
        left[going], cause[going] = then[going], month
    left[left >= MONTHS] = STAYS
    announced = draws.uniforms(CUSTOMERS) < parameters.announced
    quiet = draws.uniforms(CUSTOMERS)
    return Story(failures, moved, left, cause, announced, announced & (quiet < QUIET))


def _bound(parameters: Parameters) -> float:
    """Return the chance that a failure moves a bound customer's balance: none where it moves nobody's."""
    return BOUND_MOVES if max(parameters.moves) > 0 else 0.0


def draw_satisfaction(draws: Draws, who: Customers, story: Story, parameters: Parameters) -> Integers:
    """Draw everybody's true satisfaction in 2025-09, 1 to 5; of those on file it is the population's truth."""
    by_branch = np.array(BRANCH_SATISFACTION)
    by_branch[B07] = parameters.b07_satisfaction
    recently = story.failures[:, ASKED - FAILURE_WINDOW + 1 : ASKED + 1].max(axis=1) > 0
    latent = SATISFACTION + np.take(np.array(SATISFACTION_TIER), who.tier) + np.take(by_branch, who.branch)
    latent = latent + np.where(recently, parameters.failure_satisfaction, 0.0)
    return np.clip(rounded(latent + SATISFACTION_NOISE * draws.normals(CUSTOMERS)), 1, 5)


def draw_renewal(draws: Draws, who: Customers, satisfaction: Integers, parameters: Parameters) -> Flags:
    """Draw who would renew what matures in 2025-10 to 12, if still a customer."""
    free, bound = np.array(parameters.renews_free), np.array(parameters.renews_bound)
    return draws.uniforms(CUSTOMERS) < np.where(who.bound, bound[satisfaction - 1], free[satisfaction - 1])


def customers_table(draws: Draws, who: Customers, story: Story) -> "DataFrame":
    """Lay the customers out, with what a file holds beside: products, risk grade, consent and its dates."""
    from pandas import DataFrame

    products = np.clip(1 + who.tier + rounded(0.6 + 1.1 * draws.normals(CUSTOMERS)) + who.bound, 1, 9)
    assessed = draws.uniforms(CUSTOMERS) < logistic(np.array([0.2, 1.6, 3.0])[who.tier])
    grade = np.clip(rounded(3.3 - 0.45 * who.age + 0.9 * draws.normals(CUSTOMERS)), 1, 5)
    expires = pick(draws.uniforms(CUSTOMERS), (1 / 24,) * 23 + (1 - 23 / 24,)) + 6
    share, withdraws = draws.uniforms(CUSTOMERS), draws.uniforms(CUSTOMERS)
    given, withdrawn = _consents(who, story, share, withdraws, draws.uniforms(CUSTOMERS))
    left = story.left.tolist()
    return DataFrame(
        {
            "customer": customer_ids(),
            "branch": [BRANCHES[code] for code in who.branch.tolist()],
            "tier": [TIERS[code] for code in who.tier.tolist()],
            "age_band": [AGE_BANDS[code] for code in who.age.tolist()],
            "region": [REGIONS[code] for code in who.region.tolist()],
            "joined": [month_name(month) for month in who.joined.tolist()],
            "left": [month_name(month) if month < STAYS else None for month in left],
            "products": products,
            "payroll": who.payroll.astype(np.int64),
            "mortgage": who.mortgage.astype(np.int64),
            "risk_grade": np.where(assessed, grade, -1),
            "risk_expiry": [
                day_in(month, at).isoformat() if known else None
                for month, at, known in zip(expires.tolist(), share.tolist(), assessed.tolist(), strict=True)
            ],
            "consent_marketing": who.consent.astype(np.int64),
            "consent_date": given,
            "consent_withdrawn": withdrawn,
        }
    )


def _consents(
    who: Customers, story: Story, share: Reals, withdraws: Reals, when: Reals
) -> tuple[list[str | None], list[str | None]]:
    """Return when consent was given (by 2024-06, or on joining) and when withdrawn (2025, while a customer)."""
    given: list[str | None] = []
    withdrawn: list[str | None] = []
    columns = (who.consent, who.joined, story.left, share, withdraws, when)
    for consent, joined, left, at, takes_back, later in zip(*(column.tolist() for column in columns), strict=True):
        first = max(joined, LAW)
        month = joined if joined >= 0 else first + int(at * (6 - first))
        given.append(day_in(month, at).isoformat() if consent else None)
        back = CLOSED + 2 + int(later * (MONTHS - CLOSED - 2))
        taken = consent and takes_back < WITHDRAWN and back < left
        withdrawn.append(day_in(back, later).isoformat() if taken else None)
    return given, withdrawn


def customer_ids() -> list[str]:
    """Return the customers' numbers, C0001 to C2000."""
    return [f"C{number:04d}" for number in range(1, CUSTOMERS + 1)]
