"""Three ways of asking the customers on file about satisfaction in 2025-09: who is asked, who answers, and what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from fsq_lab.ground.synthetic.bank.chances import logistic, pick, rounded
from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import (
    ANSWER_SKIPPED,
    ASKED,
    ATTEMPTS,
    B07,
    CUSTOMERS,
    EASE,
    INTERCEPT,
    INTERCEPT_CAP,
    MESSAGE,
    RANDOM,
    RECOMMENDS,
    SAMPLES,
    Parameters,
)
from fsq_lab.ground.synthetic.bank.people import Flags, customer_ids
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals

if TYPE_CHECKING:
    from pandas import DataFrame

FIRST_DAYS = (date(2025, 9, 1), date(2025, 9, 3), date(2025, 9, 1))  # of tablet, message, random sample
DAYS = (30, 5, 9)  # over which answers come, after each attempt
BETWEEN_ATTEMPTS = 10  # days
SKIPPED = -1


@dataclass(frozen=True)
class SampledCustomers:
    """Who of the customers on file (`there`) was asked and answered, a row for each sample; and their answers.

    `satisfaction` is everybody's truth. `attempt` counts from 1, `day` from the sample's first day; `nps` and `ces`
    are what a customer would answer in each sample, `SKIPPED` where nothing.
    """

    there: Flags
    satisfaction: Integers
    asked: tuple[Flags, ...]
    answered: tuple[Flags, ...]
    attempt: Integers
    day: Integers
    nps: Integers
    ces: Integers

    def answers(self, sample: int) -> Integers:
        """Return the satisfaction of those who answered in a sample."""
        answers: Integers = self.satisfaction[self.answered[sample]]
        return answers

    @property
    def truth(self) -> float:
        """The mean satisfaction of everybody on file."""
        return float(self.satisfaction[self.there].mean())


def draw_asked(seed: int, people: People, parameters: Parameters) -> SampledCustomers:
    """Draw the three samples of one bank: on a tablet in the branch, by message, and at random with reminders."""
    draws = Draws(seed)
    who, there = people.who, people.on_file[:, ASKED]
    own = people.satisfaction[there]
    z = (people.satisfaction - own.mean()) / own.std()
    tablet = _on_the_tablet(draws, people, z, parameters)
    consent = people.table["consent_withdrawn"].fillna("9999").to_numpy() > "2025-09"
    message = smallest(draws.uniforms(CUSTOMERS), there & who.consent & consent, MESSAGE)
    chosen = smallest(draws.uniforms(CUSTOMERS), there, RANDOM)
    by_message, at_random = message_chances(z, who.tier, who.age, parameters), random_chances(z, parameters)
    answers = (
        tablet,
        message & (draws.uniforms(CUSTOMERS) < by_message),
        chosen & (draws.uniforms(CUSTOMERS) < at_random),
    )
    attempt = np.ones((len(SAMPLES), CUSTOMERS), dtype=np.int64)
    attempt[-1] += pick(draws.uniforms(CUSTOMERS), ATTEMPTS)
    share = draws.uniforms(len(SAMPLES) * CUSTOMERS).reshape(attempt.shape)
    day = np.floor(share * np.array(DAYS)[:, None]).astype(np.int64) + BETWEEN_ATTEMPTS * (attempt - 1)
    score = people.satisfaction - 1
    scores = [
        np.clip(
            rounded(np.array(means)[score] + sd * draws.normals(len(SAMPLES) * CUSTOMERS).reshape(attempt.shape)),
            low,
            high,
        )
        for means, sd, low, high in ((*RECOMMENDS, 0, 10), (*EASE, 1, 7))
    ]
    skips = [draws.uniforms(len(SAMPLES) * CUSTOMERS).reshape(attempt.shape) < ANSWER_SKIPPED for _ in scores]
    nps, ces = (np.where(skip, SKIPPED, one) for one, skip in zip(scores, skips, strict=True))
    return SampledCustomers(there, people.satisfaction, (tablet, message, chosen), answers, attempt, day, nps, ces)


def tablet_weights(z: Reals, tier: Integers, age: Integers, here: Flags, parameters: Parameters) -> Reals:
    """Return how much likelier than others customers are to press the tablet, by standardised satisfaction, tier, age.

    `here` are those of B07.
    """
    weight = np.exp(parameters.intercept_by * z)
    weight = weight * np.array(parameters.intercept_tier)[tier] * np.array(parameters.intercept_age)[age]
    found: Reals = weight * np.where(here, parameters.intercept_b07, 1.0)
    return found


def message_chances(z: Reals, tier: Integers, age: Integers, parameters: Parameters) -> Reals:
    """Return the chance that a message is answered."""
    constant, slope = parameters.message_answers
    by_tier, by_age = np.array(parameters.message_tier), np.array(parameters.message_age)
    found: Reals = logistic(constant + slope * z + by_tier[tier] + by_age[age])
    return found


def random_chances(z: Reals, parameters: Parameters) -> Reals:
    """Return the chance that somebody in the random sample answers, at once or after a reminder."""
    constant, slope = parameters.random_answers
    found: Reals = logistic(constant + slope * z)
    return found


def _on_the_tablet(draws: Draws, people: People, z: Reals, parameters: Parameters) -> Flags:
    """Draw who presses the tablet: so many without replacement, by weights that are capped."""
    who, there = people.who, people.on_file[:, ASKED]
    weight = tablet_weights(z, who.tier, who.age, who.branch == B07, parameters)
    most = np.sort(weight[there])[-int(INTERCEPT_CAP * there.sum()) - 1]
    return smallest(-np.log(draws.uniforms(CUSTOMERS)) / np.minimum(weight, most), there, INTERCEPT)


def smallest(keys: Reals, among: Flags, count: int) -> Flags:
    """Return the so many of some whose keys are smallest."""
    chosen = np.zeros(len(keys), dtype=np.bool_)
    chosen[np.argsort(np.where(among, keys, np.inf), kind="stable")[: min(count, int(among.sum()))]] = True
    return chosen


def frame_table(asked: SampledCustomers, people: People) -> "DataFrame":
    """Lay out the frame: everybody on file at the end of 2025-09, who was asked, the truth, and what was renewed."""
    from pandas import DataFrame

    there: Flags = asked.there
    ids = np.array(customer_ids())
    return DataFrame(
        {
            "customer": ids[there].tolist(),
            **{name: asked.asked[row][there].astype(np.int64) for row, name in enumerate(SAMPLES)},
            "answered": np.max(np.stack(asked.answered), axis=0)[there].astype(np.int64),
            "satisfaction_true": asked.satisfaction[there],
            "matured": people.matured[there].astype(np.int64),
            "renewed": np.where(people.matured, people.renewed, -1)[there].astype(np.int64),
        }
    )


def responses_table(asked: SampledCustomers) -> "DataFrame":
    """Lay out the answers of the three samples, in the order in which they came."""
    from pandas import DataFrame

    sample, customer = np.nonzero(np.stack(asked.answered))
    days = [
        FIRST_DAYS[row] + timedelta(days=int(asked.day[row, at]))
        for row, at in zip(sample.tolist(), customer.tolist(), strict=True)
    ]
    ids = customer_ids()
    table = DataFrame(
        {
            "customer": [ids[at] for at in customer.tolist()],
            "sample": [SAMPLES[row] for row in sample.tolist()],
            "date": [day.isoformat() for day in days],
            "attempt": asked.attempt[sample, customer],
            "satisfaction": asked.satisfaction[customer],
            "nps": asked.nps[sample, customer],
            "ces": asked.ces[sample, customer],
        }
    ).sort_values(["date", "sample", "customer"], kind="stable", ignore_index=True)
    table.insert(0, "response", [f"R{number:04d}" for number in range(1, len(table) + 1)])
    return table
