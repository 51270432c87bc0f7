"""The branch survey: what is worse at which branch, and its draw."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws, Integers, Reals
from fsq_lab.ground.synthetic.service import (
    AGE_BANDS,
    AGE_LIMITS,
    CEILING_DIMENSION,
    DIMENSIONS,
    GENERAL,
    ITEMS,
    NOISE,
    SPECIFIC,
    STYLE,
    WIDEST_GAP,
    draw_weights,
    leave_gaps,
    shuffled,
    sum_of,
    whole,
)
from fsq_lab.ground.synthetic.story import at_ceiling, clearly_lowest, distances, group_gaps

WEAK_BRANCH = "B07"
BRANCH_SIZES = {
    "B01": 73, "B02": 47, "B03": 44, "B04": 38, "B05": 84, "B06": 55,
    "B07": 61, "B08": 66, "B09": 34, "B10": 58, "B11": 40, "B12": 48,
}  # fmt: skip
# What a branch adds to every perception; the weak branch adds by dimension instead.
BRANCH_EFFECT = {
    "B01": 0.10, "B02": -0.05, "B03": 0.15, "B04": 0.00, "B05": -0.10, "B06": 0.05,
    "B08": 0.10, "B09": 0.20, "B10": -0.10, "B11": 0.15, "B12": 0.00,
}  # fmt: skip
WEAK_EFFECT = {
    "tangibles": -0.40,
    "reliability": -1.15,
    "responsiveness": -1.10,
    "assurance": -0.65,
    "empathy": -0.70,
}
# Latent means of items 1-22, before rounding to 1-7.
EXPECTATION = (
    5.5, 5.4, 5.7, 5.6,
    6.1, 6.0, 6.0, 6.0, 6.2,
    5.9, 5.8, 5.9, 5.7,
    6.9, 7.1, 6.9, 6.8,
    5.5, 5.6, 5.6, 5.8, 5.4,
)  # fmt: skip
PERCEPTION = (
    5.2, 5.3, 5.5, 5.2,
    4.6, 4.7, 4.6, 5.0, 5.2,
    5.0, 4.9, 5.2, 4.9,
    5.9, 6.2, 6.2, 5.8,
    4.9, 5.1, 4.9, 4.9, 4.8,
)  # fmt: skip
# Share of perceptions answered "no experience": only those who had the event can answer.
NO_EXPERIENCE_SHARE = {5: 0.06, 6: 0.20, 12: 0.08, 20: 0.10, 21: 0.12}
LONGEST_TENURE = (11, 22, 27, 30)
CHANNELS = ("counter", "machine", "app")
COUNTER_SHARE, MACHINE_SHARE = (0.22, 0.28, 0.42, 0.64), (0.26, 0.26, 0.27, 0.24)


def bank_branch(seed: int) -> "DataFrame":
    """Draw the branch survey: 648 respondents of 12 branches of one invented bank.

    The truth behind the numbers:

    - **Items.** Expectation and perception of item i in dimension d are
      ``mean_i + 0.45 style + 0.50 general + 0.50 dimension_d + 0.68 noise`` (and the branch, for a
      perception), rounded to 1-7. Style is shared by all 44 answers of a respondent; general and
      dimension factors are separate for expectation and perception. All are independent standard normals.
    - **Branches.** B07 is truly worse, by 0.40 (tangibles) to 1.15 (reliability) scale points; the other
      eleven differ by at most 0.30 from each other.
    - **Dimensions.** Reliability has the widest gap, tangibles the narrowest. Expectations of assurance
      stand at the ceiling of the scale.
    - **Weights.** 100 points over the five dimensions; whoever meets a wider gap on a dimension than on
      the others gives it more points, so the mean of products is not the product of means. Some
      allocations sum to 99 or 101, some to something else altogether, some are left empty.
    - **Outcomes.** Satisfaction depends on the mean perception and the mean gap; the ACSI items, NPS and
      CES on satisfaction, gap and responsiveness. Loyalty intention follows satisfaction closely where
      switching costs are low; where they are high it is high and follows it less (hostages). NPS does not
      depend on the cost.
    - **Background**, asked first. Switching cost rises with tenure; tenure and channel depend on age. No
      answer about service depends on age, tenure or channel.
    - **Missing.** Answers skipped at random (0.6 %), respondents who broke off (1.5 %), and "no
      experience" with perceptions, most for items 6, 21, 20, 12 and 5.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (648, 63)
        One row per respondent. Answers are int64, with `SKIPPED` (-2) and `NO_EXPERIENCE` (-1) as codes;
        ``respondent``, ``branch``, ``age_band`` and ``channel`` are text.

    Examples
    --------
    >>> table = bank_branch(seed=1)
    >>> table.shape
    (648, 63)
    >>> int((table["branch"] == "B07").sum())
    61
    """
    from pandas import DataFrame

    draws = Draws(seed)
    branch = shuffled(draws, BRANCH_SIZES)
    respondents = len(branch)
    expectation, perception, pull = _answers(draws, branch)
    background = _background(draws, respondents)
    outcomes = _outcomes(draws, expectation, perception, background["tenure_years"])
    numbers = {f"expectation_{item}": expectation[item] for item in ITEMS}
    numbers |= {f"perception_{item}": perception[item] for item in ITEMS}
    weights = draw_weights(draws, pull)
    leave_gaps(draws, numbers | outcomes, weights, NO_EXPERIENCE_SHARE)
    return DataFrame(
        {
            "respondent": [f"R{number:04d}" for number in range(1, respondents + 1)],
            "branch": branch,
            **numbers,
            **{f"weight_{dimension}": points for dimension, points in weights.items()},
            **outcomes,
            "tenure_years": background["tenure_years"],
            "age_band": [AGE_BANDS[code] for code in background["age"]],
            "channel": [CHANNELS[code] for code in background["channel"]],
        }
    )


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether the widest gap is B07's among branches and reliability's among dimensions, each clearly.

    And expectations stand at the ceiling in assurance alone.
    """
    return (
        clearly_lowest(group_gaps(table, "branch")) == WEAK_BRANCH
        and clearly_lowest(distances(table)) == WIDEST_GAP
        and at_ceiling(table) == [CEILING_DIMENSION]
    )


def _answers(draws: Draws, branch: Sequence[str]) -> tuple[dict[int, Integers], dict[int, Integers], dict[str, Reals]]:
    """Draw expectations and perceptions by item, and by dimension how far the own gap departs from zero."""
    count = len(branch)
    style = STYLE * draws.normals(count)
    wish = style + GENERAL * draws.normals(count)
    view = style + GENERAL * draws.normals(count)
    expectation: dict[int, Integers] = {}
    perception: dict[int, Integers] = {}
    pull: dict[str, Reals] = {}
    for dimension, items in DIMENSIONS.items():
        wish_here = SPECIFIC * draws.normals(count)
        view_here = SPECIFIC * draws.normals(count)
        at_branch = np.array([_branch_effect(name, dimension) for name in branch])
        pull[dimension] = view_here - wish_here
        for item in items:
            wanted = wish + wish_here + NOISE * draws.normals(count)
            seen = view + view_here + at_branch + NOISE * draws.normals(count)
            expectation[item] = whole(EXPECTATION[item - 1] + wanted, 1, 7)
            perception[item] = whole(PERCEPTION[item - 1] + seen, 1, 7)
    return expectation, perception, pull


def _branch_effect(branch: str, dimension: str) -> float:
    return WEAK_EFFECT[dimension] if branch == WEAK_BRANCH else BRANCH_EFFECT[branch]


def _background(draws: Draws, count: int) -> dict[str, Integers]:
    """Draw age, and from it tenure and channel."""
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(count))
    share = draws.uniforms(count)
    tenure = np.floor(np.take(np.array(LONGEST_TENURE), age) * share * share).astype(np.int64)
    chance = draws.uniforms(count)
    counter = np.take(np.array(COUNTER_SHARE), age)
    machine = counter + np.take(np.array(MACHINE_SHARE), age)
    channel = (chance > counter).astype(np.int64) + (chance > machine).astype(np.int64)
    return {"age": age.astype(np.int64), "tenure_years": tenure, "channel": channel}


def _outcomes(
    draws: Draws, expectation: dict[int, Integers], perception: dict[int, Integers], tenure: Integers
) -> dict[str, Integers]:
    """Draw satisfaction, the ACSI items, NPS, CES and loyalty from the answers about service."""
    count = len(tenure)
    seen = sum_of(list(perception.values())) / len(ITEMS) - 5.1
    gap = (sum_of(list(perception.values())) - sum_of(list(expectation.values()))) / len(ITEMS) + 0.75
    prompt = sum_of([perception[item] for item in DIMENSIONS["responsiveness"]]) / 4 - 4.9
    satisfied = 0.80 * seen + 0.30 * gap + 0.55 * draws.normals(count)
    cost = whole(3.5 + 0.06 * tenure + 1.4 * draws.normals(count), 1, 7)
    bound = (cost - 4) / 3
    loyal = (0.85 - 0.60 * bound) * satisfied + 0.75 * bound + 0.60 * draws.normals(count)
    share = 9.0 + 2.2 * loyal + 2.2 * draws.normals(count)
    return {
        "overall_satisfaction": whole(4.9 + satisfied + 0.35 * draws.normals(count), 1, 7),
        "acsi_satisfaction": whole(7.3 + 1.45 * satisfied + 0.75 * draws.normals(count), 1, 10),
        "acsi_expectancy": whole(6.7 + 0.9 * satisfied + 0.8 * gap + 0.9 * draws.normals(count), 1, 10),
        "acsi_ideal": whole(6.5 + 1.35 * satisfied + 1.0 * draws.normals(count), 1, 10),
        "nps": whole(7.5 + 1.6 * satisfied + 1.2 * draws.normals(count), 0, 10),
        "ces": whole(4.9 + 0.45 * satisfied + 0.45 * prompt + 0.8 * draws.normals(count), 1, 7),
        "loyalty_intention": whole(4.8 + loyal, 1, 7),
        "share_of_wallet": 5 * whole(share, 0, 20),
        "switching_cost": cost,
    }
