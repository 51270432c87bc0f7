"""The facts of the bank's world: by family, what k asks of every learner's draw, and what costs more than a few sums.

`benchmarks/world.py` prints their shares over many seeds; `tests/test_world.py` holds 20 seeds to stated counts.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import chdtrc

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank import facts, world
from fsq_lab.ground.synthetic.bank.complained import Complaints
from fsq_lab.ground.synthetic.bank.exposures import Exposures
from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import (
    B07,
    BRANCHES,
    CLOSED,
    EASED,
    KNOWN_LEFT,
    MONTHS,
    PER_10_000,
    UNSURE_ITEM,
    Parameters,
)
from fsq_lab.ground.synthetic.bank.tickets import Tickets
from fsq_lab.ground.synthetic.bank.world import World
from fsq_lab.scoring import raking
from fsq_lab.statistics.regression import logistic

TRAINED, TESTED = (6, 8, 11, 14), (17, 20)
WITHIN = 3
Holds = Callable[[World], bool]


def asked(family: str, fact: Callable[[Any], bool]) -> Holds:
    return lambda one: fact(one.family(family))


# ---- complaints as counts
def drop_p(exposures: Exposures) -> float:
    """The conditional exact test, its lower tail doubled: B07's rate of 2025-10 to 12 against 2025-04 to 09."""
    late, early = (exposures.complaints[B07, part].sum() for part in (slice(EASED, None), slice(CLOSED + 1, EASED)))
    base = exposures.transactions[B07]
    share = base[EASED:].sum() / (base[EASED:].sum() + base[CLOSED + 1 : EASED].sum())
    n, chances = int(late + early), np.zeros(int(late) + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    for x in range(int(late) + 1):
        chances[x] = np.exp(logs[n] - logs[x] - logs[n - x] + x * np.log(share) + (n - x) * np.log(1 - share))
    return float(2 * chances.sum())


def false_alarms(exposures: Exposures) -> tuple[int, int]:
    """How many of the eleven others signal at all by rule A, and by A or B."""
    found = facts.signals(exposures)
    return tuple(int(rule[list(facts.OTHERS)].any(axis=1).sum()) for rule in found)  # type: ignore[return-value]


def funnel_alarms(exposures: Exposures) -> list[str]:
    """Which branches lie above the exact limit of 24 months at the pooled rate (one tail of .00135)."""
    from fsq_lab.ground.synthetic.bank.chances import smallest_count

    counts, bases = exposures.complaints.sum(axis=1), exposures.transactions.sum(axis=1)
    rate = counts.sum() / bases.sum()
    return [BRANCHES[at] for at in range(len(BRANCHES)) if counts[at] >= smallest_count(rate * bases[at], 0.00135)]


# ---- customers
def log_rank_p(people: People) -> float:
    """Three tiers of free customers, from the first failure (by 2025-09), six months."""
    who, story = people.who, people.story
    first = np.argmax(story.failures, axis=1)
    chosen = ~who.bound & (story.failures.max(axis=1) > 0) & (first <= 20)
    time = np.minimum(np.minimum(story.left, MONTHS) - first, 6)[chosen]
    event = ((story.left < MONTHS) & (story.left - first <= 6))[chosen]
    tier = who.tier[chosen]
    observed, expected, variance = np.zeros(3), np.zeros(3), np.zeros((3, 3))
    for month in range(1, 7):
        at_risk = np.bincount(tier[time >= month], minlength=3).astype(float)
        gone = np.bincount(tier[(time == month) & event], minlength=3).astype(float)
        n, d = at_risk.sum(), gone.sum()
        if n < 2 or d == 0:
            continue
        observed, expected = observed + gone, expected + at_risk * d / n
        share = at_risk / n
        variance += d * (n - d) / (n - 1) * (np.diag(share) - np.outer(share, share))
    difference = (observed - expected)[1:]
    return float(chdtrc(2, difference @ np.linalg.pinv(variance[1:, 1:]) @ difference))


def signs(one: World, months: tuple[int, ...]) -> pd.DataFrame:
    """What is known of every customer on file at the end of a month, and whether he leaves within three.

    A stopped salary and silence in the app are one sign: by itself a stopped salary separates the few payroll leavers
    in about one world of ten, and a logistic curve then has no likeliest coefficients.
    """
    people, log = one.people, one.complaints
    complained = np.zeros(people.on_file.shape, dtype=bool)
    linked = log.customer >= 0
    complained[log.customer[linked], log.month[linked]] = True
    rows = []
    for month in months:
        recent = slice(month - 2, month + 1)
        there = people.on_file[:, month] & people.on_file[:, month - 5] & (people.balance[:, month] > 0)
        earlier = np.maximum(people.balance[:, month - 3], 1)
        failed = people.story.failures[:, recent].max(axis=1) > 0
        usual = people.app_days[:, month - 5 : month - 2].mean(axis=1)
        rows.append(
            pd.DataFrame(
                {
                    "complaint": complained[:, recent].any(axis=1),
                    "failure": failed,
                    "failure_upper": failed & (people.who.tier == 2),
                    "fall": np.log(np.maximum(people.balance[:, month], 1) / earlier),
                    "quiet": (people.who.payroll & (people.salary[:, month] == 0))
                    | ((usual >= 3) & (people.app_days[:, month] < 0.7 * usual)),
                    "leaves": people.story.left - month <= WITHIN,
                }
            )[there].astype(float)
        )
    return pd.concat(rows, ignore_index=True)


def warning(one: World) -> tuple[float, float, float, int]:
    """AUC of the early warning on months it was not trained on, observed / expected, hits of 100 calls, events.

    A sign that no leaver, or every one, shows in training is left out, and failures of the upper tier apart where no
    other failure was followed by leaving: they would separate (in noise this happens).
    """
    trained, tested = signs(one, TRAINED), signs(one, TESTED)
    spread = trained.groupby("leaves").std()
    predictors = [name for name in spread if (spread[name] > 0).all()]
    try:
        model = logistic(trained, "leaves", predictors)
    except CourseError:
        model = logistic(trained, "leaves", [name for name in predictors if name != "failure_upper"])
    chance, leaves = model.predict(tested).to_numpy(), tested["leaves"].to_numpy()
    ranks = pd.Series(chance).rank().to_numpy()
    events = int(leaves.sum())
    auc = (ranks[leaves == 1].sum() - events * (events + 1) / 2) / (events * (len(leaves) - events))
    hits = leaves[np.argsort(-chance, kind="stable")[:100]].sum()
    return float(auc), float(events / chance.sum()), float(hits), events


# ---- three samples of those on file
def raked_means(one: World) -> list[tuple[float, float, float]]:
    """By sample: the mean as it comes, the raked mean, half the width of its interval. By tier, age, B07 or not.

    Where nobody of a tier or age answered no weight can make up for it: the raked mean is missing, and no fact holds.
    """
    who, asked = one.people.who, one.asked
    known = pd.DataFrame({"tier": who.tier, "age": who.age, "here": who.branch == B07})
    targets = raking.margins(known[asked.there], list(known))
    found = []
    for answered in asked.answered:
        sample = known[answered].assign(score=asked.satisfaction[answered])
        try:
            weights = raking.rake(sample, targets).weights
        except CourseError:
            found.append((sample["score"].mean(), np.nan, np.nan))
            continue
        estimate = raking.estimate(sample, "score", weights)
        found.append((estimate["unweighted"], estimate["mean"], estimate["high"] - estimate["mean"]))
    return found


def raking_helps(one: World, sample: int) -> bool:
    plain, raked, _ = raked_means(one)[sample]
    return bool(abs(raked - one.asked.truth) < abs(plain - one.asked.truth))


def still_above(one: World) -> bool:
    _, raked, half = raked_means(one)[0]
    return bool(raked - half > one.asked.truth)


# ---- complaints one by one
def mismatched(log: Complaints) -> tuple[NDArray[Any], NDArray[Any]]:
    """Who left within six months: after a remedy that missed, and after one that fitted."""
    known = log.month <= KNOWN_LEFT
    return log.left[known & (log.matched == 0)], log.left[known & (log.matched == 1)]


# ---- queues and visits
def smiles_t(tickets: Tickets) -> float:
    """Welch's t of B07's mean waits on ordinary days: 2025-04 and 05 against 2025-07 to 09."""
    waits = tickets.start - tickets.arrival
    means: dict[bool, list[float]] = {False: [], True: []}
    for place, day in enumerate(tickets.days):
        if day.branch == B07 and not day.payday and day.month in (15, 16, 18, 19, 20):
            means[day.month >= 18].append(float(waits[tickets.day == place].mean()))
    one, other = (np.array(means[late]) for late in (False, True))
    return float((one.mean() - other.mean()) / (one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)) ** 0.5)


def unsure_rank(passed: NDArray[Any]) -> int:
    """How many items have a lower kappa than item 13; an item that everybody passes has none."""
    pairs = [(passed[:, :, 0, item], passed[:, :, 1, item]) for item in range(passed.shape[3])]
    unsure = facts.kappa(*pairs[UNSURE_ITEM - 1])
    return sum(facts.kappa(*pair) < unsure for pair in pairs if 0 < pair[0].sum() + pair[1].sum() < 2 * pair[0].size)


def b07_rank_from_below(passed: NDArray[Any]) -> int:
    sums = passed.sum(axis=(1, 2, 3))
    return int((sums < sums[B07]).sum())


COSTLIER: dict[tuple[str, str], Holds] = {
    ("exposures", "the funnel of 24 months flags B07 alone"): lambda w: funnel_alarms(w.exposures) == ["B07"],
    ("people", "the tiers leave at different rates after a failure (log-rank)"): lambda w: log_rank_p(w.people) < 0.05,
    ("people", "the early warning's AUC lies between .65 and .85"): lambda w: 0.65 <= warning(w)[0] <= 0.85,
    ("samples", "raking brings the tablet's mean nearer to the truth"): lambda w: raking_helps(w, 0),
    ("samples", "the raked mean of the tablet still lies above the truth (interval)"): still_above,
    ("samples", "raking brings the message's mean nearer to the truth"): lambda w: raking_helps(w, 1),
    ("complaints", "B07's complaints of 2025-03 to 09 come back more (interval)"): lambda w: (
        facts.clear_difference(*facts.came_back(w.complaints)["B07"])[0] > 0
    ),
    ("complaints", "who gets a remedy that misses leaves more (interval)"): lambda w: (
        facts.clear_difference(*mismatched(w.complaints))[0] > 0
    ),
    ("visits", "B07 is not among the last three of the checklist"): lambda w: b07_rank_from_below(w.visits) >= 3,
    ("visits", "item 13 has one of the three lowest kappas"): lambda w: unsure_rank(w.visits) <= 2,
}
"""Facts that hold often and that k does not ask: they cost more than a few sums, or a lesson does not rest on them."""

ASKED: dict[tuple[str, str], Holds] = {
    (family, name): asked(family, fact) for family, one in world.FAMILIES.items() for name, fact in one.facts.items()
}
FACTS = ASKED | COSTLIER


def unconditioned(seeds: range, parameters: Parameters) -> Iterator[World]:
    """Worlds as they come: every family at k = 0."""
    return (World(seed, parameters, conditioned=False) for seed in seeds)


def base_rate(exposures: Exposures) -> float:
    """All branches' complaints in 10,000 transactions of the first 14 months, beside the true `PER_10_000`."""
    before = slice(0, CLOSED)
    return float(1e4 * exposures.complaints[:, before].sum() / exposures.transactions[:, before].sum()) / PER_10_000
