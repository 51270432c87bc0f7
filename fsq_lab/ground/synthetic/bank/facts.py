"""The facts that each family of every learner's world keeps: a few sums, by the name of what they show.

`tests/world_facts.py` tells them all with their shares over many seeds, and those that cost more than sums.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from fsq_lab.ground.synthetic.bank.approaches import CAMPAIGN_CALLS, MARKETING, REFUSED, Approaches
from fsq_lab.ground.synthetic.bank.asked import SampledCustomers
from fsq_lab.ground.synthetic.bank.complained import NONE, Complaints
from fsq_lab.ground.synthetic.bank.dealings import Dealings
from fsq_lab.ground.synthetic.bank.exposures import Exposures, upper_limit, worst_month_is_b09s
from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import (
    ASKED,
    B05,
    B06,
    B07,
    BRANCHES,
    CAMPAIGN,
    CLOSED,
    EASED,
    KNOWN_BACK,
    KNOWN_LEFT,
    MONTHS,
    RULE_A,
    RULE_B,
)
from fsq_lab.ground.synthetic.bank.people import Flags
from fsq_lab.ground.synthetic.bank.tickets import Tickets
from fsq_lab.ground.synthetic.bank.visits import Promises
from fsq_lab.ground.synthetic.draws import Integers, Reals

NORMAL = 1.96
MEASURED = 13  # 2025-02: when the campaign's balances were measured
LONG_WAIT = 20
STRIDE = 7919  # a prime, so that months are handed out evenly
OTHERS = tuple(branch for branch in range(len(BRANCHES)) if branch != B07)


def clear_difference(one: Integers | Flags, other: Integers | Flags) -> tuple[float, float]:
    """Return the 95 % interval of a difference of shares after one success and one failure are added to each."""
    shares, widths = [], []
    for group in (one, other):
        n = len(group) + 2
        share = (int(group.sum()) + 1) / n
        shares.append(share)
        widths.append(share * (1 - share) / n)
    half = NORMAL * sum(widths) ** 0.5
    return shares[0] - shares[1] - half, shares[0] - shares[1] + half


def t_interval(values: Integers | Reals) -> tuple[float, float]:
    """Return a mean less and plus 1.96 standard errors."""
    half = NORMAL * float(values.std(ddof=1)) / len(values) ** 0.5
    return float(values.mean()) - half, float(values.mean()) + half


# ---- complaints as counts
def signals(exposures: Exposures) -> tuple[Flags, Flags]:
    """Return by branch and month the signals of rule A, and of A or B: exact Poisson limits, two of three months."""
    complaints, transactions = exposures.complaints, exposures.transactions
    above = [
        np.array(
            [
                [count >= upper_limit(base, complaints, transactions, chance) for count, base in zip(*row, strict=True)]
                for row in zip(complaints.tolist(), transactions.tolist(), strict=True)
            ]
        )
        for chance in (RULE_A, RULE_B)
    ]
    twice = above[1].copy()
    for month in range(MONTHS):
        window = above[1][:, max(0, month - 2) : month + 1]
        twice[:, month] = above[1][:, month] & (window.sum(axis=1) >= 2)
    return above[0], above[0] | twice


def rate(exposures: Exposures, branch: int, first: int, end: int) -> float:
    """Return complaints per transaction from one month to the one before another."""
    months = slice(first, end)
    return int(exposures.complaints[branch, months].sum()) / int(exposures.transactions[branch, months].sum())


def _most(values: Reals | Integers, branch: int) -> bool:
    return bool((np.delete(values, branch) < values[branch]).all())


def _eased(exposures: Exposures) -> bool:
    late = rate(exposures, B07, EASED, MONTHS)
    return rate(exposures, B07, 0, CLOSED) < late < rate(exposures, B07, CLOSED + 1, EASED)


EXPOSURES: dict[str, Callable[[Exposures], bool]] = {
    "B07 signals in 2025-04 to 06": lambda e: bool(signals(e)[1][B07, CLOSED + 1 : CLOSED + 4].any()),
    "B07 does not signal before 2025-04": lambda e: not signals(e)[1][B07, : CLOSED + 1].any(),
    "no other branch has two months above rule A": lambda e: bool((signals(e)[0].sum(axis=1)[list(OTHERS)] < 2).all()),
    "B07 has most months above rule A": lambda e: _most(signals(e)[0].sum(axis=1), B07),
    "B05 has most complaints, over 24 months and in 2025": lambda e: (
        _most(e.complaints.sum(axis=1), B05) and _most(e.complaints[:, 12:].sum(axis=1), B05)
    ),
    "B09 has the worst month, within its limits": lambda e: worst_month_is_b09s(e.complaints, e.transactions),
    "B07 has the highest rate of 2025": lambda e: _most(
        np.array([rate(e, branch, 12, MONTHS) for branch in range(len(BRANCHES))]), B07
    ),
    "B07's rate of 2025-10 to 12 lies between those of the first 14 months and of 2025-04 to 09": _eased,
    "B07 has at most one month above rule A in 2025-10 to 12": lambda e: int(signals(e)[0][B07, EASED:].sum()) <= 1,
}


# ---- queues
def long_waits(tickets: Tickets) -> tuple[Reals, Reals, Reals]:
    """Return the share of waits above 20 minutes: at B07 by phase of the story and by month; by branch."""
    waited = (tickets.start - tickets.arrival > LONG_WAIT).astype(np.int64)
    branch = np.array([day.branch for day in tickets.days])[tickets.day]
    month = np.array([day.month for day in tickets.days])[tickets.day]
    here = branch == B07
    phases = (month >= CLOSED).astype(np.int64) + (month >= EASED)
    by_phase = _share(waited[here], phases[here], 3)
    return by_phase, _share(waited[here], month[here], MONTHS), _share(waited, branch, len(BRANCHES))


def _share(values: Integers, groups: Integers, number: int) -> Reals:
    return np.bincount(groups, values, number) / np.maximum(np.bincount(groups, minlength=number), 1)


def _waits_explode(tickets: Tickets) -> bool:
    before, closed, _ = (float(share) for share in long_waits(tickets)[0])
    return bool(before < 0.02 and closed > 0.30)


def _waits_ease(tickets: Tickets) -> bool:
    before, closed, after = long_waits(tickets)[0].tolist()
    return bool(before < after < closed / 2)


TICKETS: dict[str, Callable[[Tickets], bool]] = {
    "B07's long waits: below 2 % before 2025-03, above 30 % in 2025-03 to 09": _waits_explode,
    "B07's long waits: each month of 2025-03 to 09 above every earlier one": lambda t: (
        float(long_waits(t)[1][CLOSED:EASED].min()) > float(long_waits(t)[1][:CLOSED].max())
    ),
    "B07's long waits of 2025-10 to 12: below half of 2025-03 to 09, above those before": _waits_ease,
    "long waits elsewhere stay below 5 %": lambda t: bool((long_waits(t)[2][list(OTHERS)] < 0.05).all()),
}


# ---- customers
def left_after(people: People, within: int, chosen: Flags) -> tuple[Flags, Flags]:
    """Return who of the chosen left within so many months of the first failure, and of a like month without one.

    First failures so late that the months after them are not over are left out. The months of those without are those
    of the failures, one after the other.
    """
    ever = people.story.failures.max(axis=1) > 0
    first = np.argmax(people.story.failures, axis=1)
    failed = chosen & ever & (first + within < MONTHS)
    left = people.story.left
    months = np.sort(first[failed])
    without = np.flatnonzero(chosen & ~ever)
    index = months[np.arange(len(without)) * STRIDE % len(months)]
    there = left[without] > index
    return (left - first <= within)[failed], (left[without] - index <= within)[there]


def _outflow(people: People) -> bool:
    after, without = left_after(people, 3, ~people.who.bound & (people.who.tier == 2))
    return clear_difference(after, without)[0] > 0


def _by_tier(people: People) -> bool:
    free = [left_after(people, 6, ~people.who.bound & (people.who.tier == tier))[0].mean() for tier in range(3)]
    return bool(free[2] > free[1] > free[0])


def _bound_stay(people: People) -> bool:
    after, without = left_after(people, 6, people.who.bound)
    return abs(float(after.mean()) - float(without.mean())) < 0.04


def rises(people: People) -> tuple[Reals, Reals]:
    """Return the rises of the logarithm of the balance to 2025-02, of those called and of those held back."""
    there = people.selected & people.on_file[:, MEASURED] & (people.balance[:, [CAMPAIGN, MEASURED]] > 0).all(axis=1)
    rise = np.log(np.maximum(people.balance[:, MEASURED], 1) / np.maximum(people.balance[:, CAMPAIGN], 1))
    return rise[there & people.called], rise[there & ~people.called]


def _no_effect_shown(people: People) -> bool:
    called, held = rises(people)
    half = NORMAL * (float(called.var(ddof=1)) / len(called) + float(held.var(ddof=1)) / len(held)) ** 0.5
    return bool(abs(float(called.mean()) - float(held.mean())) <= half)


def _asked(people: People) -> Flags:
    return people.on_file[:, ASKED]


def _satisfaction(people: People) -> bool:
    there = _asked(people)
    means = _share(people.satisfaction[there], people.who.branch[there], len(BRANCHES))
    return _most(-means, B07)


def renewals(people: People, chosen: Flags) -> tuple[Flags, Flags]:
    """Return who of the chosen renewed what had matured: at B07 and elsewhere."""
    here = people.who.branch == B07
    return people.renewed[chosen & people.matured & here], people.renewed[chosen & people.matured & ~here]


def _renewal_is_not_low(people: People) -> bool:
    here, there = renewals(people, _asked(people))
    return abs(float(here.mean()) - float(there.mean())) <= 0.10 and clear_difference(here, there)[1] >= 0


def _free_renew_less(people: People) -> bool:
    here, there = renewals(people, _asked(people) & ~people.who.bound)
    return float(here.mean()) < float(there.mean())


def _curve(people: People) -> bool:
    free = people.matured & ~people.who.bound
    three, four, five = (float(people.renewed[free & (people.satisfaction == score)].mean()) for score in (3, 4, 5))
    return five - 2 * four + three > 0


PEOPLE: dict[str, Callable[[People], bool]] = {
    "free upper-tier customers leave after a failure (interval)": _outflow,
    "free customers leave after a failure the more, the higher their tier": _by_tier,
    "bound customers leave no more after a failure (4 points)": _bound_stay,
    "balances of those called rose (interval)": lambda p: t_interval(rises(p)[0])[0] > 0,
    "balances of those held back rose by 6 % or more": lambda p: float(rises(p)[1].mean()) >= 0.06,
    "the difference of called and held back contains 0": _no_effect_shown,
    "satisfaction is lowest at B07": _satisfaction,
    "renewal at B07: not below the others', within 10 points": _renewal_is_not_low,
    "renewal of B07's free customers lies below the others'": _free_renew_less,
    "renewal of free customers bends upwards": _curve,
}


# ---- three samples of those on file
def means_of_samples(asked: SampledCustomers) -> tuple[float, float, float]:
    """Return the mean satisfaction of those who answered: on the tablet, by message, at random."""
    tablet, message, chosen = (float(asked.answers(sample).mean()) for sample in range(3))
    return tablet, message, chosen


def _misses_in_order(asked: SampledCustomers) -> bool:
    tablet, message, chosen = (abs(mean - asked.truth) for mean in means_of_samples(asked))
    return tablet > message > chosen


def _contains(asked: SampledCustomers, sample: int) -> bool:
    low, high = t_interval(asked.answers(sample))
    return low <= asked.truth <= high


ASKED_FACTS: dict[str, Callable[[SampledCustomers], bool]] = {
    "the tablet's interval lies above the truth": lambda a: t_interval(a.answers(0))[0] > a.truth,
    "the message's interval lies below the truth": lambda a: t_interval(a.answers(1))[1] < a.truth,
    "the random sample's interval contains the truth": lambda a: _contains(a, 2),
    "the largest sample misses most, then the message, then the random one": _misses_in_order,
}


# ---- complaints one by one
def changes(log: Complaints) -> tuple[Integers, Integers, int]:
    """Return the changes of those who answered, the falls of leavers to the failure, and how many stayed silent."""
    known = log.month <= KNOWN_LEFT
    answered = known & (log.after != NONE)
    left = known & (log.left == 1)
    falls = (log.at_failure - log.before)[left]
    return (log.after - log.before)[answered], falls, int((known & (log.after == NONE) & (log.left == 0)).sum())


def _stays(log: Complaints) -> bool:
    answered, falls, silent = changes(log)
    nothing = np.zeros(silent + len(falls), dtype=np.int64)
    return t_interval(np.concatenate([answered, nothing]))[0] > 0


def _turns(log: Complaints) -> bool:
    answered, falls, silent = changes(log)
    with_leavers = np.concatenate([answered, falls])
    with_all = np.concatenate([with_leavers, np.zeros(silent, dtype=np.int64)])
    return t_interval(with_leavers)[1] < 0 and t_interval(with_all)[1] < 0


def _more_are_worse(log: Complaints) -> bool:
    answered, falls, _ = changes(log)
    return int((answered < 0).sum()) + len(falls) > int((answered > 0).sum())


def came_back(log: Complaints) -> dict[str, tuple[Integers, Integers]]:
    """Return who came back within 90 days: decided in three days and later; B07's of 2025-03..09 and all others."""
    known = log.month <= KNOWN_BACK
    spring = (log.branch == B07) & (log.month >= CLOSED) & (log.month < EASED)
    return {
        "quick": (log.back[known & (log.days <= 3)], log.back[known & (log.days > 3)]),
        "B07": (log.back[known & spring], log.back[known & ~spring]),
    }


def _b07_comes_back(log: Complaints) -> bool:
    here, there = came_back(log)["B07"]
    return float(here.mean()) > float(there.mean())


COMPLAINTS: dict[str, Callable[[Complaints], bool]] = {
    "the paradox appears among those who answered (interval)": lambda c: t_interval(changes(c)[0])[0] > 0,
    "it stays where all the silent are unchanged, A3 (interval)": _stays,
    "it turns round where leavers enter with their last score, A1 and A5 (intervals)": _turns,
    "more are worse than better where leavers count as worse, A4": _more_are_worse,
    "quickly decided complaints come back more (interval)": lambda c: clear_difference(*came_back(c)["quick"])[0] > 0,
    "B07's complaints of 2025-03 to 09 come back more": _b07_comes_back,
}


# ---- checklist and promises
def kappa(one: Integers, other: Integers) -> float:
    """Return the agreement of two raters beyond chance on passed and not passed."""
    n, agree = one.size, int((one == other).sum())
    first, second = int(one.sum()), int(other.sum())
    chance = (first * second + (n - first) * (n - second)) / (n * n)
    return (agree / n - chance) / (1 - chance)


def in_time(promises: Promises) -> Reals:
    """Return the share of pieces in time, by branch and month."""
    shares: Reals = promises.in_time.sum(axis=2) / promises.pieces.sum(axis=2)
    return shares


VISITS: dict[str, Callable[[Any], bool]] = {
    "B06 has the best checklist": lambda v: _most(v.sum(axis=(1, 2, 3)), B06),
    "B07 passes the checklist: 60 of 100": lambda v: float(v[B07].mean()) >= 0.60,
    "kappa lies between .60 and .85": lambda v: 0.60 <= kappa(v[:, :, 0], v[:, :, 1]) <= 0.85,
}
PROMISES: dict[str, Callable[[Promises], bool]] = {
    "B07 keeps fewer promises than every other branch in each month of 2025-03 to 09": lambda p: bool(
        (in_time(p)[B07, CLOSED:EASED] < in_time(p)[list(OTHERS), CLOSED:EASED]).all()
    ),
}


# ---- what customers do, and who contacts them
def at_the_counter(dealings: Dealings) -> Reals:
    """Return the share of transactions at the counter, by age band."""
    return _share((dealings.way == 0).astype(np.int64), dealings.age, 4)


def _counter_is_for_the_old(dealings: Dealings) -> bool:
    shares = at_the_counter(dealings)
    return bool((np.diff(shares) > 0).all() and shares[3] > 3 * shares[0])


def _more_contacts_more_refusals(approaches: Approaches) -> bool:
    selling = (approaches.purpose == MARKETING) | (approaches.purpose == CAMPAIGN_CALLS)
    customers, refused = approaches.customer[selling], (approaches.result == REFUSED)[selling]
    often = np.bincount(customers)[customers] >= 6
    return clear_difference(refused[often], refused[~often])[0] > 0


DEALINGS: dict[str, Callable[[Dealings], bool]] = {
    "the older, the more at the counter; the oldest three times the youngest": _counter_is_for_the_old,
    "the upper tier moves more than half of the money": lambda d: (
        2 * int(d.amount[d.tier == 2].sum()) > int(d.amount.sum())
    ),
}
APPROACHES: dict[str, Callable[[Approaches], bool]] = {
    "who is contacted six times or more for marketing refuses more (interval)": _more_contacts_more_refusals,
}
