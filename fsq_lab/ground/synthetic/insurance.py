"""The insurer survey: whose claims wait, and its draw."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws
from fsq_lab.ground.synthetic.service import (
    AGE_BANDS,
    AGE_LIMITS,
    SKIPPED,
    by_column,
    draw_levels,
    draw_satisfaction,
    laid_out,
    leave_gaps,
    shuffled,
    whole,
)
from fsq_lab.ground.synthetic.story import CLEAR, clearly_lowest, distances, perceived_reliability

INSURER_SIZES = {"IN1": 98, "IN2": 84, "IN3": 90, "IN4": 76, "IN5": 92}
SLOW_INSURER, SLOWER_DAYS = "IN2", 20
LINES, LIFE_SHARE, CLAIM_SHARE = ("life", "property"), 0.55, 0.60
ASKED_OF_LINE = {13: "property", 18: "life", 19: "life"}
INSURANCE_NO_EXPERIENCE = {5: 0.30, 6: 0.34, 10: 0.32, 11: 0.32, 12: 0.22, 13: 0.30, 16: 0.10, 19: 0.45, 22: 0.30}
INSURANCE_MINIMUM = (
    4.1, 4.0, 4.3, 4.6,
    5.1, 5.0, 5.1, 4.9, 5.4,
    4.5, 4.6, 4.3, 4.2,
    4.8, 5.2, 4.6, 4.8,
    4.0, 4.1, 4.0, 4.4, 4.4,
)  # fmt: skip
INSURANCE_DESIRED = (
    5.7, 5.5, 5.8, 6.1,
    6.4, 6.3, 6.4, 6.2, 6.5,
    6.1, 6.2, 5.9, 5.9,
    6.2, 6.5, 6.1, 6.2,
    5.6, 5.8, 5.6, 6.0, 6.0,
)  # fmt: skip
INSURANCE_PERCEPTION = (
    5.1, 5.1, 5.0, 4.8,
    4.5, 4.5, 4.9, 4.8, 5.3,
    5.1, 5.3, 5.1, 4.9,
    5.2, 5.8, 5.4, 5.2,
    4.7, 4.6, 4.7, 4.7, 5.2,
)  # fmt: skip


def insurance(seed: int) -> "DataFrame":
    """Draw the insurer survey with minimum, desired and perceived level: 440 customers of five invented insurers.

    The truth behind the numbers:

    - **Items.** Minimum and desired level share the respondent's general and dimension factors, so their
      order seldom turns round (careless answers); perception has its own, as in `bank_branch`.
    - **Lines.** 55 % rate life and health insurance, the others property and motor insurance. Items 18 and 19
      are asked of the first only, item 13 of the second only; what is not asked is empty.
    - **Claims.** 60 % made a claim. It took 3 to 25 days, at IN2 20 days more. Each day beyond the tenth, 30
      counted at most, lowers perceived reliability by 0.035 and responsiveness by 0.030 scale points before
      rounding. Nothing else differs between the insurers.
    - **Zone of tolerance.** Perceived reliability lies below the minimum, the other dimensions within the
      zone: over all customers together.
    - **Outcomes.** Satisfaction depends on the mean perception and on its distance from the desired level;
      NPS and loyalty intention on satisfaction.
    - No answer depends on age.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (440, 75)
        One row per respondent; codes and types as in `bank_branch`.

    Examples
    --------
    >>> insurance(seed=1).shape
    (440, 75)
    """
    draws = Draws(seed)
    insurer = shuffled(draws, INSURER_SIZES)
    count = len(insurer)
    line = (draws.uniforms(count) >= LIFE_SHARE).astype(np.int64)
    claimed = draws.uniforms(count) < CLAIM_SHARE
    slow = np.array([SLOWER_DAYS if name == SLOW_INSURER else 0 for name in insurer])
    days = 3 + np.floor(23 * draws.uniforms(count)).astype(np.int64) + slow
    waited = np.where(claimed, np.clip(days - 10, 0, 30), 0)
    effects = {"reliability": -0.035 * waited, "responsiveness": -0.030 * waited}
    wanted = {"minimum": INSURANCE_MINIMUM, "desired": INSURANCE_DESIRED}
    levels, _ = draw_levels(draws, count, wanted, INSURANCE_PERCEPTION, effects)
    satisfied = draw_satisfaction(draws, levels["perception"], levels["desired"])
    outcomes = {
        "overall_satisfaction": whole(4.8 + satisfied + 0.35 * draws.normals(count), 1, 7),
        "nps": whole(6.8 + 1.6 * satisfied + 1.2 * draws.normals(count), 0, 10),
        "loyalty_intention": whole(4.7 + 0.9 * satisfied + 0.7 * draws.normals(count), 1, 7),
    }
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(count))
    numbers = by_column(levels)
    leave_gaps(draws, numbers | outcomes, {}, INSURANCE_NO_EXPERIENCE)
    for item, its_line in ASKED_OF_LINE.items():
        for answer in levels:
            numbers[f"{answer}_{item}"][line != LINES.index(its_line)] = SKIPPED
    return laid_out(
        insurer=insurer,
        **numbers,
        line=[LINES[code] for code in line],
        had_claim=np.where(claimed, "claimed", "none").tolist(),
        claim_days=np.where(claimed, days, SKIPPED),
        **outcomes,
        age_band=[AGE_BANDS[code] for code in age],
    )


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether IN2 is clearly lowest in perceived reliability, which lies clearly below the zone of tolerance.

    And the other dimensions lie clearly within it.
    """
    above_minimum = distances(table, "perception", "minimum")
    below_desired = distances(table, "desired", "perception")
    reliability = above_minimum.pop("reliability")
    return (
        clearly_lowest(perceived_reliability(table, "insurer")) == SLOW_INSURER
        and reliability <= -CLEAR
        and min(*above_minimum.values(), *below_desired.values()) >= CLEAR
    )
