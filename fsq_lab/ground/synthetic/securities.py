"""The securities survey: who met an outage, and its draw."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.ground.synthetic.service import (
    AGE_BANDS,
    AGE_LIMITS,
    WIDEST_GAP,
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

COMPANY_SIZES = {"SC1": 96, "SC2": 78, "SC3": 88, "SC4": 70, "SC5": 88}
FAILING_COMPANY = "SC3"
OUTAGE_SHARE, OUTAGE_SHARE_THERE = 0.18, 0.60
PROFESSIONAL_SHARE = 0.15
SECURITIES_NO_EXPERIENCE = {3: 0.12, 6: 0.25, 13: 0.22, 14: 0.15, 19: 0.30, 21: 0.18, 22: 0.14}
SECURITIES_EXPECTATION = (
    5.7, 5.6, 5.4, 5.6,
    6.8, 6.8, 7.0, 7.2, 7.1,
    5.8, 5.8, 5.6, 6.0,
    6.0, 6.2, 5.8, 6.0,
    5.5, 5.1, 5.6, 5.6, 5.2,
)  # fmt: skip
SECURITIES_PERCEPTION = (
    5.5, 5.3, 4.9, 5.0,
    5.7, 5.1, 6.0, 5.8, 6.1,
    5.1, 5.0, 5.3, 4.8,
    5.0, 5.7, 5.7, 5.3,
    4.7, 4.6, 4.8, 4.4, 4.6,
)  # fmt: skip


def securities(seed: int) -> "DataFrame":
    """Draw the securities survey: 420 clients of five invented companies.

    The truth behind the numbers:

    - **Items** as in `bank_branch`, with one expectation and one perception each.
    - **Outages.** 60 % of SC3's clients met an outage in trading hours, 18 % of the other companies'. Who met
      one sees reliability lower by 1.40, responsiveness by 0.90 and assurance by 0.40 scale points before
      rounding. Nothing else differs between the companies.
    - **Client type.** 15 % are professional investors. They expect 0.30 more of every item and perceive no
      more or less, so their gap is wider by that at the same service.
    - **Dimensions.** Reliability has the widest gap, and its expectations stand at the ceiling of the scale.
    - **Outcomes.** Satisfaction depends on the mean perception and gap, NPS on satisfaction. Neither knows
      what the client earned or lost, nor whether the products suited: the questionnaire does not ask.
    - No answer depends on age.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (420, 56)
        One row per respondent; codes and types as in `bank_branch`.

    Examples
    --------
    >>> securities(seed=1).shape
    (420, 56)
    """
    draws = Draws(seed)
    company = shuffled(draws, COMPANY_SIZES)
    count = len(company)
    risk = np.array([OUTAGE_SHARE_THERE if name == FAILING_COMPANY else OUTAGE_SHARE for name in company])
    seen = (draws.uniforms(count) < risk).astype(np.int64)
    professional = (draws.uniforms(count) < PROFESSIONAL_SHARE).astype(np.int64)
    effects = {"reliability": -1.40 * seen, "responsiveness": -0.90 * seen, "assurance": -0.40 * seen}
    wanted = {"expectation": SECURITIES_EXPECTATION}
    levels, pull = draw_levels(draws, count, wanted, SECURITIES_PERCEPTION, effects, more_wanted=0.30 * professional)
    satisfied = draw_satisfaction(draws, levels["perception"], levels["expectation"])
    outcomes = {
        "overall_satisfaction": whole(4.8 + satisfied + 0.35 * draws.normals(count), 1, 7),
        "nps": whole(6.9 + 1.6 * satisfied + 1.2 * draws.normals(count), 0, 10),
    }
    weights = draw_weights(draws, pull)
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(count))
    numbers = by_column(levels)
    leave_gaps(draws, numbers | outcomes, weights, SECURITIES_NO_EXPERIENCE)
    return laid_out(
        company=company,
        **numbers,
        **{f"weight_{dimension}": points for dimension, points in weights.items()},
        **outcomes,
        client_type=[("ordinary", "professional")[code] for code in professional],
        outage_seen=[("not_seen", "seen")[code] for code in seen],
        age_band=[AGE_BANDS[code] for code in age],
    )


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether SC3 is clearly lowest in perceived reliability and reliability has the widest gap.

    And expectations stand at the ceiling in reliability alone.
    """
    return (
        clearly_lowest(perceived_reliability(table, "company")) == FAILING_COMPANY
        and clearly_lowest(distances(table)) == WIDEST_GAP
        and at_ceiling(table) == [WIDEST_GAP]
    )
