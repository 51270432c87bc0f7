"""The log of complaints: cause, dates, remedy, what the complainant said before, at the failure and after."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import logistic, pick, poissons, rounded
from fsq_lab.ground.synthetic.bank.complaint_texts import MACHINE, TEXTS
from fsq_lab.ground.synthetic.bank.dates import day_in
from fsq_lab.ground.synthetic.bank.exposures import Exposures
from fsq_lab.ground.synthetic.bank.linking import draw_links, leaves_within
from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import (
    B07,
    BRANCHES,
    CAUSE_SHARES,
    CAUSES,
    CHANNEL_SHARES,
    CHANNELS,
    CLOSED,
    EASED,
    HARM,
    KNOWN_BACK,
    KNOWN_LEFT,
    MONTHS,
    QUICK,
    TIME_LOSSES,
    Parameters,
)
from fsq_lab.ground.synthetic.bank.people import customer_ids
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals

if TYPE_CHECKING:
    from pandas import DataFrame

NONE, NOT_YET = -2, -1
BASE, BASE_SD, ANSWER_SD = 4.9, 0.95, 0.55
FALL, FALL_SD, CHANGE_SD = -1.6, 0.8, 1.05
FITTING = 0.75  # of remedies other than a present, where not time was lost
LIMIT, EXTENDED = 15, 0.60  # days to decide; share of longer ones that were extended
TOLD_DAYS = 3
REMEDIES = ("gift", "apology", "refund", "correction", "appointment", "letter")
# What fits a loss, other than a present; a letter fits none.
FITS = {
    "waiting": "appointment", "attitude": "apology", "fee_not_told": "refund", "promise_missed": "apology",
    "app": "correction", "card_kept": "correction", "wrong_entry": "correction", "mis_sale": "refund",
    "privacy": "apology", "other": "apology",
}  # fmt: skip


@dataclass(frozen=True)
class Complaints:
    """Rows of the log, branch by branch and month by month; the truth too, known or not when the log was taken out.

    `change` is what the recovery truly did to each complainant, `left` who left within six months, `silent` who
    stayed and said nothing afterwards; `lost` counts customers whose complaint found no room.
    """

    branch: Integers
    month: Integers
    customer: Integers
    cause: Integers
    channel: Integers
    share: Reals
    days: Integers
    told: Integers
    extended: Integers
    remedy: Integers
    matched: Integers
    change: Reals
    before: Integers
    at_failure: Integers
    after: Integers
    back: Integers
    left: Integers
    wording: Integers
    lost: int


def draw_complaints(seed: int, exposures: Exposures, people: People, parameters: Parameters) -> Complaints:
    """Draw the log for the counts that are there; who is a customer on file, leaves when he leaves."""
    draws = Draws(seed)
    counts = exposures.complaints.ravel()
    branch = np.repeat(np.repeat(np.arange(len(BRANCHES)), MONTHS), counts)
    month = np.repeat(np.tile(np.arange(MONTHS), len(BRANCHES)), counts)
    customer, lost = draw_links(draws, people, exposures.complaints, parameters)
    spring = (branch == B07) & (month >= CLOSED) & (month < EASED)
    autumn = (branch == B07) & (month >= EASED)
    rows = _drawn(draws, branch, month, spring, autumn, parameters)
    known = leaves_within(people, customer, month)
    order = _agreeing(known, rows.left, spring + 2 * autumn)
    moved = {
        field.name: getattr(rows, field.name)[order]
        for field in fields(rows)
        if field.name not in ("branch", "month", "customer", "lost")
    }
    return replace(rows, customer=customer, lost=lost, **moved)


def _agreeing(known: Integers, left: Integers, regime: Integers) -> Integers:
    """Return which drawn complainant each row gets: those on file one who leaves, or stays, as the file has it.

    Within a regime the drawn complainants are alike, so that giving them to rows in another order changes nothing.
    """
    order = np.empty(len(known), dtype=np.int64)
    for one in range(int(regime.max()) + 1):
        rows = np.flatnonzero(regime == one)
        pool = {leaves: list(rows[left[rows] == leaves][::-1]) for leaves in (0, 1)}
        for row in rows[known[rows] >= 0]:
            order[row] = pool[int(known[row])].pop()
        rest = sorted(pool[0] + pool[1])
        order[rows[known[rows] < 0]] = rest
    return order


def _drawn(
    draws: Draws, branch: Integers, month: Integers, spring: Integers, autumn: Integers, parameters: Parameters
) -> Complaints:
    n = len(branch)
    cause = _causes(draws.uniforms(n), spring, autumn, parameters)
    channel = pick(draws.uniforms(n), CHANNEL_SHARES)
    share = draws.uniforms(n)
    quick = draws.uniforms(n) < QUICK
    waits = draws.uniforms(n)
    days = np.where(quick, 1 + poissons(waits, 1.0), 3 + poissons(waits, 9.0))
    extended = (days > LIMIT) & (draws.uniforms(n) < EXTENDED)
    told = days + np.floor((TOLD_DAYS + 1) * draws.uniforms(n)).astype(np.int64)
    time = np.isin(cause, [CAUSES.index(name) for name in TIME_LOSSES])
    gift = draws.uniforms(n) < np.where(spring, parameters.gift[1], parameters.gift[0])
    fits = time | (draws.uniforms(n) < FITTING)
    matched = np.where(gift, ~time, fits)
    fitting = np.array([REMEDIES.index(FITS[name]) for name in CAUSES])[cause]
    remedy = np.where(gift, REMEDIES.index("gift"), np.where(fits, fitting, REMEDIES.index("letter")))
    mean = np.where(matched, parameters.recovery[0], parameters.recovery[1])
    change = mean + CHANGE_SD * draws.normals(n)
    base = BASE + BASE_SD * draws.normals(n)
    before = _score(base + ANSWER_SD * draws.normals(n))
    at_failure = _score(base + FALL + FALL_SD * draws.normals(n))
    after = _score(base + change + ANSWER_SD * draws.normals(n))
    left = draws.uniforms(n) < logistic(parameters.leaves_by[0] + parameters.leaves_by[1] * change)
    says = draws.uniforms(n) < logistic(parameters.answers_by[0] + parameters.answers_by[1] * change)
    soon, late, missed = parameters.back
    back = draws.uniforms(n) < np.where(days <= 3, soon, late) + np.where(matched, 0.0, missed)
    wording = np.floor(draws.uniforms(n) * len(TEXTS["waiting"])).astype(np.int64)
    return Complaints(
        branch, month, np.full(n, -1), cause, channel, share, days, told, extended.astype(np.int64), remedy,
        matched.astype(np.int64), change, before, at_failure, np.where(left | ~says, NONE, after),
        back.astype(np.int64), left.astype(np.int64), wording, 0,
    )  # fmt: skip


def _causes(uniforms: Reals, spring: Integers, autumn: Integers, parameters: Parameters) -> Integers:
    """Draw causes; at B07 other shares from 2025-03 on, of kept cards only until the machine is replaced."""
    names = ("waiting", "promise_missed", "card_kept")
    at_b07 = dict(zip(names, parameters.causes, strict=True))
    later = {name: share for name, share in at_b07.items() if name != "card_kept"}
    found = pick(uniforms, CAUSE_SHARES)
    found = np.where(spring, pick(uniforms, _with(at_b07)), found)
    return np.where(autumn, pick(uniforms, _with(later)), found)


def _with(fixed: dict[str, float]) -> tuple[float, ...]:
    """Return the shares of the causes with some fixed and the rest in proportion."""
    base = dict(zip(CAUSES, CAUSE_SHARES, strict=True))
    rest = (1 - sum(fixed.values())) / (1 - sum(base[name] for name in fixed))
    return tuple(fixed.get(name, share * rest) for name, share in base.items())


def _score(values: Reals) -> Integers:
    return np.clip(rounded(values), 1, 7)


def complaints_table(log: Complaints) -> "DataFrame":
    """Lay the log out by date of receipt, as taken out on 2026-01-31: what was not known then is `NOT_YET`."""
    from pandas import DataFrame

    received = [day_in(month, share) for month, share in zip(log.month.tolist(), log.share.tolist(), strict=True)]
    rows = np.argsort(np.array([day.toordinal() for day in received]), kind="stable").tolist()
    ids = customer_ids()
    walk_ins = iter(range(1, len(rows) + 1))
    who = [ids[log.customer[at]] if log.customer[at] >= 0 else f"W{next(walk_ins):04d}" for at in rows]
    machine = (log.branch == B07) & (log.month >= CLOSED) & (log.month < EASED)
    return DataFrame(
        {
            "complaint": [f"P{number:04d}" for number in range(1, len(rows) + 1)],
            "customer": who,
            "branch": [BRANCHES[log.branch[at]] for at in rows],
            "channel": [CHANNELS[log.channel[at]] for at in rows],
            "cause": [CAUSES[log.cause[at]] for at in rows],
            "text_zh": [_text(log, at, bool(machine[at])) for at in rows],
            "harm": np.array(HARM, dtype=np.int64)[log.cause[rows]],
            "received": [received[at].isoformat() for at in rows],
            "decided": [(received[at] + timedelta(days=int(log.days[at]))).isoformat() for at in rows],
            "told": [(received[at] + timedelta(days=int(log.told[at]))).isoformat() for at in rows],
            "extended": log.extended[rows],
            "remedy": [REMEDIES[log.remedy[at]] for at in rows],
            "before": log.before[rows],
            "at_failure": log.at_failure[rows],
            "after": log.after[rows],
            "back_90d": np.where(log.month > KNOWN_BACK, NOT_YET, log.back)[rows],
            "left_6m": np.where(log.month > KNOWN_LEFT, NOT_YET, log.left)[rows],
        }
    )


def _text(log: Complaints, at: int, machine: bool) -> str:
    cause = CAUSES[log.cause[at]]
    texts = MACHINE if machine and cause == "card_kept" else TEXTS[cause]
    return texts[int(log.wording[at]) % len(texts)]
