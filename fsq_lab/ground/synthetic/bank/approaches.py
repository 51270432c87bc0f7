"""Six thousand contacts: the calls of 2024-11 with the half held back, and what else staff wrote, said and visited."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import pick
from fsq_lab.ground.synthetic.bank.dates import day_in, first_day
from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import BRANCHES, CUSTOMERS, MONTHS
from fsq_lab.ground.synthetic.bank.people import Flags, customer_ids
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals

if TYPE_CHECKING:
    from pandas import DataFrame

APPROACHES = 6_000
PURPOSES = ("balance_campaign", "marketing", "birthday", "maturity", "follow_up")
CAMPAIGN_CALLS, MARKETING, BIRTHDAY, MATURITY, FOLLOW_UP = range(len(PURPOSES))
BIRTHDAYS, MATURITIES, FOLLOWED_UP = 800, 1_100, 0.45  # contacts; share of failures
MEANS = ("telephone", "message", "visit")
MEANS_SHARES = ((1.0, 0.0, 0.0), (0.6, 0.4, 0.0), (0.25, 0.75, 0.0), (0.5, 0.5, 0.0), (0.8, 0.05, 0.15))
TIER_CONTACTS, CONTACT_SPREAD = (1.0, 2.0, 4.5), 0.8  # relative; of the logarithm, between persons
OLD_LIST = 0.03  # weight of who has no consent, among those whom marketing reaches
STAFF = 3  # a branch
FIRST_CALL, LAST_CALL = date(2024, 11, 18), date(2024, 11, 29)
NO_ANSWER = 0.22  # of telephone calls
REFUSES, REFUSES_MORE, RECENT, MOST_RECENT = 0.05, 0.07, 90, 5  # and for each contact of marketing in so many days
RESULTS = ("reached", "no_answer", "refused", "held_back")
REACHED, UNANSWERED, REFUSED, HELD_BACK = range(len(RESULTS))


@dataclass(frozen=True)
class Approaches:
    """Contacts in the order of their days: customer's place, day, purpose, means, consent that day, staff, result."""

    customer: Integers
    day: Integers
    purpose: Integers
    means: Integers
    consent: Flags
    staff: Integers
    result: Integers


def draw_approaches(seed: int, people: People) -> Approaches:
    """Draw who is contacted why; who is selected and called in 2024-11 stands in `people` already."""
    draws = Draws(seed)
    given, withdrawn = (_days(people.table[name].tolist()) for name in ("consent_date", "consent_withdrawn"))
    chosen = np.flatnonzero(people.selected)
    calls = LAST_CALL.toordinal() - FIRST_CALL.toordinal() + 1
    days = FIRST_CALL.toordinal() + np.floor(calls * draws.uniforms(len(chosen))).astype(np.int64)
    days = np.where((days - FIRST_CALL.toordinal()) % 7 >= 5, days - 2, days)
    parts = [(chosen, days, CAMPAIGN_CALLS)]
    failed = np.argwhere((people.story.failures > 0) & people.on_file)
    failed = failed[draws.uniforms(len(failed)) < FOLLOWED_UP]
    parts.append((failed[:, 0], _dated(draws, failed[:, 1]), FOLLOW_UP))
    for number, purpose, weight in (
        (BIRTHDAYS, BIRTHDAY, people.on_file.astype(np.float64)),
        (MATURITIES, MATURITY, (people.on_file & (people.maturing > 0)).astype(np.float64)),
    ):
        customer, month = _picked(draws, weight, number)
        parts.append((customer, _dated(draws, month), purpose))
    rest = APPROACHES - sum(len(part[0]) for part in parts)
    parts.append((*_marketed(draws, people, given, withdrawn, rest), MARKETING))
    customer = np.concatenate([part[0] for part in parts])
    day = np.concatenate([part[1] for part in parts])
    why = np.concatenate([np.full(len(part[0]), part[2], dtype=np.int64) for part in parts])
    order = np.lexsort((why, customer, day))
    customer, day, why = customer[order], day[order], why[order]
    chances = draws.uniforms(APPROACHES)
    means = np.zeros(APPROACHES, dtype=np.int64)
    for kind, shares in enumerate(MEANS_SHARES):
        means = np.where(why == kind, pick(chances, shares), means)
    staff = np.floor(STAFF * draws.uniforms(APPROACHES)).astype(np.int64) + 1
    consent = (given[customer] <= day) & (day < withdrawn[customer])
    result = _results(draws, customer, day, why, means)
    held = (why == CAMPAIGN_CALLS) & ~people.called[customer]
    return Approaches(customer, day, why, means, consent, staff, np.where(held, HELD_BACK, result))


def _days(texts: list[object]) -> Integers:
    """Return dates as days; where there is none, a day that never comes."""
    never = date.max.toordinal()
    days = [date.fromisoformat(text).toordinal() if isinstance(text, str) else never for text in texts]
    return np.array(days, dtype=np.int64)


def _dated(draws: Draws, months: Integers) -> Integers:
    """Draw a day of each month."""
    share = draws.uniforms(len(months)).tolist()
    return np.array([day_in(*at).toordinal() for at in zip(months.tolist(), share, strict=True)], dtype=np.int64)


def _picked(draws: Draws, weight: Reals, number: int) -> tuple[Integers, Integers]:
    """Draw so many cells of customer and month by their weights."""
    upto = np.cumsum(weight.ravel())
    cell = np.searchsorted(upto, draws.uniforms(number) * upto[-1], side="right")
    cell = np.minimum(cell, np.flatnonzero(weight.ravel())[-1]).astype(np.int64)
    customer, month = np.divmod(cell, MONTHS)
    return customer, month


def _marketed(
    draws: Draws, people: People, given: Integers, withdrawn: Integers, number: int
) -> tuple[Integers, Integers]:
    """Draw whom marketing reaches and when: some are called often, a few are on an old list without consent."""
    often = np.exp(CONTACT_SPREAD * draws.normals(CUSTOMERS)) * np.take(np.array(TIER_CONTACTS), people.who.tier)
    first = np.array([first_day(month).toordinal() for month in range(MONTHS + 1)])
    may = (given[:, None] < first[:-1]) & (first[1:] <= withdrawn[:, None])
    weight = np.where(people.on_file, often[:, None] * np.where(may, 1.0, OLD_LIST), 0.0)
    customer, month = _picked(draws, weight, number)
    return customer, _dated(draws, month)


def _results(draws: Draws, customer: Integers, day: Integers, purpose: Integers, means: Integers) -> Integers:
    """Draw what came of it: marketing is refused the more, the more there was of it in the last 90 days."""
    answers, refusals = draws.uniforms(APPROACHES).tolist(), draws.uniforms(APPROACHES).tolist()
    before: dict[int, list[int]] = {}
    found = np.empty(APPROACHES, dtype=np.int64)
    for at, (who, when, kind, how) in enumerate(
        zip(customer.tolist(), day.tolist(), purpose.tolist(), means.tolist(), strict=True)
    ):
        selling = kind in (CAMPAIGN_CALLS, MARKETING)
        recent = sum(when - one <= RECENT for one in before.get(who, [])) if selling else 0
        refuses = REFUSES + REFUSES_MORE * min(recent, MOST_RECENT) if selling else 0.0
        unanswered = MEANS[how] == "telephone" and answers[at] < NO_ANSWER
        found[at] = UNANSWERED if unanswered else REFUSED if refusals[at] < refuses else REACHED
        if selling:
            before.setdefault(who, []).append(when)
    return found


def approaches_table(approaches: Approaches, people: People) -> "DataFrame":
    """Lay the contacts out; who was held back has no day, means or staff, since nobody called."""
    from pandas import DataFrame

    ids, held = customer_ids(), (approaches.result == HELD_BACK).tolist()
    branch = people.who.branch[approaches.customer].tolist()

    def unless_held(texts: list[str]) -> list[str | None]:
        return [None if one else text for one, text in zip(held, texts, strict=True)]

    return DataFrame(
        {
            "contact": [f"T{number:04d}" for number in range(1, APPROACHES + 1)],
            "customer": [ids[at] for at in approaches.customer.tolist()],
            "date": unless_held([date.fromordinal(day).isoformat() for day in approaches.day.tolist()]),
            "purpose": [PURPOSES[at] for at in approaches.purpose.tolist()],
            "channel": unless_held([MEANS[at] for at in approaches.means.tolist()]),
            "consent": approaches.consent.astype(np.int64),
            "staff": unless_held(
                [f"S{BRANCHES[at][1:]}{number}" for at, number in zip(branch, approaches.staff.tolist(), strict=True)]
            ),
            "result": [RESULTS[at] for at in approaches.result.tolist()],
        }
    )
