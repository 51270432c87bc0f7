"""The mobile bank survey: whose app fails, and its draw."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.ground.synthetic.service import (
    AGE_BANDS,
    AGE_LIMITS,
    CEILING_DIMENSION,
    by_column,
    draw_levels,
    draw_satisfaction,
    draw_weights,
    laid_out,
    leave_gaps,
    shuffled,
    whole,
)
from fsq_lab.ground.synthetic.story import at_ceiling, clearly_lowest, distances, perceived_reliability

# The other settings: groups, what makes one of them worse, and latent means of items 1-22.
BANK_SIZES = {"MB1": 80, "MB2": 64, "MB3": 70, "MB4": 76, "MB5": 58, "MB6": 84}
FAILING_BANK = "MB4"
# Shares of users with at most 0, 1, 2, ... failures a month; more than six do not occur.
FAILURES_SELDOM = (0.62, 0.86, 0.95, 0.98, 0.99, 0.997)
FAILURES_OFTEN = (0.20, 0.42, 0.60, 0.75, 0.87, 0.95)
SYSTEMS, SYSTEM_LIMITS = ("android", "harmonyos", "ios"), (0.52, 0.72)
MOBILE_NO_EXPERIENCE = {3: 0.15, 6: 0.24, 12: 0.18, 13: 0.22, 17: 0.15, 19: 0.26, 20: 0.08}
MOBILE_EXPECTATION = (
    5.8, 5.6, 5.3, 5.7,
    6.0, 6.1, 5.9, 6.1, 6.2,
    6.0, 6.0, 6.1, 6.1,
    6.8, 7.1, 6.8, 6.9,
    5.3, 5.8, 5.4, 5.9, 5.9,
)  # fmt: skip
MOBILE_PERCEPTION = (
    5.5, 5.4, 5.1, 5.1,
    5.6, 5.0, 5.3, 5.5, 5.9,
    5.2, 5.4, 4.4, 4.2,
    5.9, 6.2, 6.1, 5.6,
    4.9, 4.7, 4.8, 4.9, 5.6,
)  # fmt: skip


def mobile_bank(seed: int) -> "DataFrame":
    """Draw the mobile bank survey: 432 users of six invented banks.

    The truth behind the numbers:

    - **Items** as in `bank_branch`, with one expectation and one perception each.
    - **Banks.** MB4's app fails often: 4 in 10 of its users met three failures or more in the last month,
      about 1 in 20 elsewhere. Nothing else differs between the banks.
    - **Failures.** Each failure (crash or refused login, six counted at most) lowers perceived reliability by
      0.34 and responsiveness by 0.24 scale points before rounding, nothing else. So MB4 is worse because of
      its failures, and users who met none see no difference.
    - **Dimensions.** Responsiveness has the widest gap (a person is hard to reach); expectations of assurance
      stand at the ceiling of the scale.
    - **Outcomes.** Satisfaction depends on the mean perception and gap, NPS and CES on satisfaction.
    - No answer depends on the phone's system or on age.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (432, 57)
        One row per respondent; codes and types as in `bank_branch`.

    Examples
    --------
    >>> mobile_bank(seed=1).shape
    (432, 57)
    """
    draws = Draws(seed)
    bank = shuffled(draws, BANK_SIZES)
    chance = draws.uniforms(len(bank))
    often = np.array([name == FAILING_BANK for name in bank])
    failures = np.where(
        often, np.searchsorted(FAILURES_OFTEN, chance), np.searchsorted(FAILURES_SELDOM, chance)
    ).astype(np.int64)
    effects = {"reliability": -0.34 * failures, "responsiveness": -0.24 * failures}
    levels, pull = draw_levels(draws, len(bank), {"expectation": MOBILE_EXPECTATION}, MOBILE_PERCEPTION, effects)
    satisfied = draw_satisfaction(draws, levels["perception"], levels["expectation"])
    outcomes = {
        "overall_satisfaction": whole(5.0 + satisfied + 0.35 * draws.normals(len(bank)), 1, 7),
        "nps": whole(7.4 + 1.6 * satisfied + 1.2 * draws.normals(len(bank)), 0, 10),
        "ces": whole(5.0 + 0.8 * satisfied + 0.8 * draws.normals(len(bank)), 1, 7),
    }
    weights = draw_weights(draws, pull)
    system = np.searchsorted(SYSTEM_LIMITS, draws.uniforms(len(bank)))
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(len(bank)))
    numbers = by_column(levels)
    leave_gaps(draws, numbers | outcomes, weights, MOBILE_NO_EXPERIENCE)
    return laid_out(
        bank=bank,
        **numbers,
        **{f"weight_{dimension}": points for dimension, points in weights.items()},
        **outcomes,
        crashes_month=failures,
        os=[SYSTEMS[code] for code in system],
        age_band=[AGE_BANDS[code] for code in age],
    )


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether MB4 is clearly lowest in perceived reliability and responsiveness has the widest gap.

    And expectations stand at the ceiling in assurance alone.
    """
    return (
        clearly_lowest(perceived_reliability(table, "bank")) == FAILING_BANK
        and clearly_lowest(distances(table)) == "responsiveness"
        and at_ceiling(table) == [CEILING_DIMENSION]
    )
