"""The course's synthetic tables: every number drawn from a seed, the truth behind it written down.

A table holds whole numbers and codes only, so that a seed gives the same bytes on every Python and CPU.
The draws are raw 64-bit words of NumPy's PCG64, turned into uniforms and then, by the standard library's
inverse normal, into normals. They are mixed elementwise, by loadings that stand below; nothing here sums
with NumPy or multiplies matrices, whose last digit depends on the machine.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pandas import DataFrame

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]
Effect = NDArray[np.floating[Any]]

SKIPPED = -2
NO_EXPERIENCE = -1

DIMENSIONS = {
    "tangibles": (1, 2, 3, 4),
    "reliability": (5, 6, 7, 8, 9),
    "responsiveness": (10, 11, 12, 13),
    "assurance": (14, 15, 16, 17),
    "empathy": (18, 19, 20, 21, 22),
}
ITEMS = tuple(range(1, 23))

WEAK_BRANCH = "B07"
CEILING_DIMENSION = "assurance"
WIDEST_GAP = "reliability"

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
# An item answer = mean + these loadings times independent standard normals.
STYLE, GENERAL, SPECIFIC, NOISE = 0.45, 0.50, 0.50, 0.68

WEIGHT_BASE = {"tangibles": 14, "reliability": 28, "responsiveness": 20, "assurance": 23, "empathy": 15}
WEIGHT_PER_GAP, WEIGHT_NOISE = 6.0, 4.5

# Share of perceptions answered "no experience": only those who had the event can answer.
NO_EXPERIENCE_SHARE = {5: 0.06, 6: 0.20, 12: 0.08, 20: 0.10, 21: 0.12}
NO_EXPERIENCE_ELSEWHERE = 0.004
SKIPPED_SHARE = 0.006
BROKEN_OFF_SHARE = 0.015

AGE_BANDS = ("18-29", "30-44", "45-59", "60+")
AGE_LIMITS = (0.26, 0.60, 0.84)
LONGEST_TENURE = (11, 22, 27, 30)
CHANNELS = ("counter", "machine", "app")
COUNTER_SHARE, MACHINE_SHARE = (0.22, 0.28, 0.42, 0.64), (0.26, 0.26, 0.27, 0.24)


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


class Draws:
    """A stream of uniforms and standard normals that is the same on every machine.

    Parameters
    ----------
    seed : int
        Any non-negative whole number.

    Examples
    --------
    >>> Draws(1).uniforms(3).round(6).tolist()
    [0.511822, 0.950464, 0.14416]
    """

    def __init__(self, seed: int) -> None:
        self._words = np.random.PCG64(seed)

    def uniforms(self, count: int) -> Reals:
        """Draw uniforms strictly between 0 and 1: the top 52 bits of a word, plus a half."""
        top_bits = self._words.random_raw(count) >> np.uint64(12)
        return (top_bits.astype(np.float64) + 0.5) * 2.0**-52

    def normals(self, count: int) -> Reals:
        """Draw standard normals by the inverse of their distribution function (Wichura 1988, AS 241)."""
        inverse = NormalDist().inv_cdf
        return np.fromiter(map(inverse, self.uniforms(count).tolist()), np.float64, count)


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
    branch = _shuffled(draws, BRANCH_SIZES)
    respondents = len(branch)
    expectation, perception, pull = _answers(draws, branch)
    background = _background(draws, respondents)
    outcomes = _outcomes(draws, expectation, perception, background["tenure_years"])
    numbers = {f"expectation_{item}": expectation[item] for item in ITEMS}
    numbers |= {f"perception_{item}": perception[item] for item in ITEMS}
    weights = _weights(draws, pull)
    _leave_gaps(draws, numbers | outcomes, weights, NO_EXPERIENCE_SHARE)
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
    bank = _shuffled(draws, BANK_SIZES)
    chance = draws.uniforms(len(bank))
    often = np.array([name == FAILING_BANK for name in bank])
    failures = np.where(
        often, np.searchsorted(FAILURES_OFTEN, chance), np.searchsorted(FAILURES_SELDOM, chance)
    ).astype(np.int64)
    effects = {"reliability": -0.34 * failures, "responsiveness": -0.24 * failures}
    levels, pull = _levels(draws, len(bank), {"expectation": MOBILE_EXPECTATION}, MOBILE_PERCEPTION, effects)
    satisfied = _satisfied(draws, levels["perception"], levels["expectation"])
    outcomes = {
        "overall_satisfaction": _whole(5.0 + satisfied + 0.35 * draws.normals(len(bank)), 1, 7),
        "nps": _whole(7.4 + 1.6 * satisfied + 1.2 * draws.normals(len(bank)), 0, 10),
        "ces": _whole(5.0 + 0.8 * satisfied + 0.8 * draws.normals(len(bank)), 1, 7),
    }
    weights = _weights(draws, pull)
    system = np.searchsorted(SYSTEM_LIMITS, draws.uniforms(len(bank)))
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(len(bank)))
    numbers = _by_column(levels)
    _leave_gaps(draws, numbers | outcomes, weights, MOBILE_NO_EXPERIENCE)
    return _laid_out(
        bank=bank,
        **numbers,
        **{f"weight_{dimension}": points for dimension, points in weights.items()},
        **outcomes,
        crashes_month=failures,
        os=[SYSTEMS[code] for code in system],
        age_band=[AGE_BANDS[code] for code in age],
    )


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
    company = _shuffled(draws, COMPANY_SIZES)
    count = len(company)
    risk = np.array([OUTAGE_SHARE_THERE if name == FAILING_COMPANY else OUTAGE_SHARE for name in company])
    seen = (draws.uniforms(count) < risk).astype(np.int64)
    professional = (draws.uniforms(count) < PROFESSIONAL_SHARE).astype(np.int64)
    effects = {"reliability": -1.40 * seen, "responsiveness": -0.90 * seen, "assurance": -0.40 * seen}
    wanted = {"expectation": SECURITIES_EXPECTATION}
    levels, pull = _levels(draws, count, wanted, SECURITIES_PERCEPTION, effects, more_wanted=0.30 * professional)
    satisfied = _satisfied(draws, levels["perception"], levels["expectation"])
    outcomes = {
        "overall_satisfaction": _whole(4.8 + satisfied + 0.35 * draws.normals(count), 1, 7),
        "nps": _whole(6.9 + 1.6 * satisfied + 1.2 * draws.normals(count), 0, 10),
    }
    weights = _weights(draws, pull)
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(count))
    numbers = _by_column(levels)
    _leave_gaps(draws, numbers | outcomes, weights, SECURITIES_NO_EXPERIENCE)
    return _laid_out(
        company=company,
        **numbers,
        **{f"weight_{dimension}": points for dimension, points in weights.items()},
        **outcomes,
        client_type=[("ordinary", "professional")[code] for code in professional],
        outage_seen=[("not_seen", "seen")[code] for code in seen],
        age_band=[AGE_BANDS[code] for code in age],
    )


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
    insurer = _shuffled(draws, INSURER_SIZES)
    count = len(insurer)
    line = (draws.uniforms(count) >= LIFE_SHARE).astype(np.int64)
    claimed = draws.uniforms(count) < CLAIM_SHARE
    slow = np.array([SLOWER_DAYS if name == SLOW_INSURER else 0 for name in insurer])
    days = 3 + np.floor(23 * draws.uniforms(count)).astype(np.int64) + slow
    waited = np.where(claimed, np.clip(days - 10, 0, 30), 0)
    effects = {"reliability": -0.035 * waited, "responsiveness": -0.030 * waited}
    wanted = {"minimum": INSURANCE_MINIMUM, "desired": INSURANCE_DESIRED}
    levels, _ = _levels(draws, count, wanted, INSURANCE_PERCEPTION, effects)
    satisfied = _satisfied(draws, levels["perception"], levels["desired"])
    outcomes = {
        "overall_satisfaction": _whole(4.8 + satisfied + 0.35 * draws.normals(count), 1, 7),
        "nps": _whole(6.8 + 1.6 * satisfied + 1.2 * draws.normals(count), 0, 10),
        "loyalty_intention": _whole(4.7 + 0.9 * satisfied + 0.7 * draws.normals(count), 1, 7),
    }
    age = np.searchsorted(AGE_LIMITS, draws.uniforms(count))
    numbers = _by_column(levels)
    _leave_gaps(draws, numbers | outcomes, {}, INSURANCE_NO_EXPERIENCE)
    for item, its_line in ASKED_OF_LINE.items():
        for answer in levels:
            numbers[f"{answer}_{item}"][line != LINES.index(its_line)] = SKIPPED
    return _laid_out(
        insurer=insurer,
        **numbers,
        line=[LINES[code] for code in line],
        had_claim=np.where(claimed, "claimed", "none").tolist(),
        claim_days=np.where(claimed, days, SKIPPED),
        **outcomes,
        age_band=[AGE_BANDS[code] for code in age],
    )


TABLES: dict[str, Callable[[int], "DataFrame"]] = {
    "bank_branch": bank_branch,
    "mobile_bank": mobile_bank,
    "securities": securities,
    "insurance": insurance,
}
SEEDS = {"bank_branch": 20261123, "mobile_bank": 20261124, "securities": 20261125, "insurance": 20261126}


def _laid_out(**columns: object) -> "DataFrame":
    """Lay drawn columns out as a table, its respondents numbered."""
    from pandas import DataFrame

    table = DataFrame(columns)
    table.insert(0, "respondent", [f"R{number:04d}" for number in range(1, len(table) + 1)])
    return table


def _levels(
    draws: Draws,
    count: int,
    wanted: Mapping[str, tuple[float, ...]],
    perceived: tuple[float, ...],
    effects: Mapping[str, Effect],
    more_wanted: Effect | float = 0.0,
) -> tuple[dict[str, dict[int, Integers]], dict[str, Reals]]:
    """Draw what is wanted, at one level or more, and what is perceived, by answer and item.

    The levels wanted share their general and dimension factors. Also returned is, by dimension, how far the own
    gap departs from zero.
    """
    style = STYLE * draws.normals(count)
    wish = style + GENERAL * draws.normals(count) + more_wanted
    view = style + GENERAL * draws.normals(count)
    levels: dict[str, dict[int, Integers]] = {answer: {} for answer in (*wanted, "perception")}
    pull: dict[str, Reals] = {}
    for dimension, items in DIMENSIONS.items():
        wish_here = SPECIFIC * draws.normals(count)
        view_here = SPECIFIC * draws.normals(count) + effects.get(dimension, 0.0)
        pull[dimension] = view_here - wish_here
        for item in items:
            for answer, means in wanted.items():
                level = means[item - 1] + wish + wish_here + NOISE * draws.normals(count)
                levels[answer][item] = _whole(level, 1, 7)
            level = perceived[item - 1] + view + view_here + NOISE * draws.normals(count)
            levels["perception"][item] = _whole(level, 1, 7)
    return levels, pull


def _by_column(levels: dict[str, dict[int, Integers]]) -> dict[str, Integers]:
    return {f"{answer}_{item}": values for answer, items in levels.items() for item, values in items.items()}


def _satisfied(draws: Draws, perception: dict[int, Integers], wanted: dict[int, Integers]) -> Reals:
    """Draw satisfaction, about 0 in the mean, from the mean perception and its distance from what is wanted."""
    seen = _total(list(perception.values())) / len(ITEMS)
    short = seen - _total(list(wanted.values())) / len(ITEMS)
    return 0.80 * (seen - 5.0) + 0.30 * (short + 0.9) + 0.55 * draws.normals(len(seen))


def _shuffled(draws: Draws, sizes: dict[str, int]) -> list[str]:
    """Return each group's name as often as it has members, in a drawn order."""
    blocks = [name for name, size in sizes.items() for _ in range(size)]
    order = np.argsort(draws.uniforms(len(blocks)), kind="stable")
    return [blocks[position] for position in order.tolist()]


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
            expectation[item] = _whole(EXPECTATION[item - 1] + wanted, 1, 7)
            perception[item] = _whole(PERCEPTION[item - 1] + seen, 1, 7)
    return expectation, perception, pull


def _branch_effect(branch: str, dimension: str) -> float:
    return WEAK_EFFECT[dimension] if branch == WEAK_BRANCH else BRANCH_EFFECT[branch]


def _whole(values: Reals, low: int, high: int) -> Integers:
    """Round to the nearest whole number and keep it on the scale."""
    return np.clip(np.floor(values + 0.5), low, high).astype(np.int64)


def _total(columns: Sequence[Integers]) -> Integers:
    """Add whole-number columns one by one."""
    total = columns[0].copy()
    for column in columns[1:]:
        total += column
    return total


def _weights(draws: Draws, pull: dict[str, Reals]) -> dict[str, Integers]:
    """Share 100 points in steps of five, more to a dimension whose own gap is wide."""
    respondents = len(pull["tangibles"])
    total = np.zeros(respondents)
    wanted: dict[str, Reals] = {}
    for dimension, base in WEIGHT_BASE.items():
        noise = WEIGHT_NOISE * draws.normals(respondents)
        wanted[dimension] = np.maximum(base - WEIGHT_PER_GAP * pull[dimension] + noise, 1.0)
        total = total + wanted[dimension]
    weights = {name: 5 * _whole(20.0 * share / total, 0, 20) for name, share in wanted.items()}
    rest = 100 - _total(list(weights.values()))
    largest = np.argmax(np.stack(list(weights.values())), axis=0)
    for position, points in enumerate(weights.values()):
        points += np.where(largest == position, rest, 0)
    return weights


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
    seen = _total(list(perception.values())) / len(ITEMS) - 5.1
    gap = (_total(list(perception.values())) - _total(list(expectation.values()))) / len(ITEMS) + 0.75
    prompt = _total([perception[item] for item in DIMENSIONS["responsiveness"]]) / 4 - 4.9
    satisfied = 0.80 * seen + 0.30 * gap + 0.55 * draws.normals(count)
    cost = _whole(3.5 + 0.06 * tenure + 1.4 * draws.normals(count), 1, 7)
    bound = (cost - 4) / 3
    loyal = (0.85 - 0.60 * bound) * satisfied + 0.75 * bound + 0.60 * draws.normals(count)
    share = 9.0 + 2.2 * loyal + 2.2 * draws.normals(count)
    return {
        "overall_satisfaction": _whole(4.9 + satisfied + 0.35 * draws.normals(count), 1, 7),
        "acsi_satisfaction": _whole(7.3 + 1.45 * satisfied + 0.75 * draws.normals(count), 1, 10),
        "acsi_expectancy": _whole(6.7 + 0.9 * satisfied + 0.8 * gap + 0.9 * draws.normals(count), 1, 10),
        "acsi_ideal": _whole(6.5 + 1.35 * satisfied + 1.0 * draws.normals(count), 1, 10),
        "nps": _whole(7.5 + 1.6 * satisfied + 1.2 * draws.normals(count), 0, 10),
        "ces": _whole(4.9 + 0.45 * satisfied + 0.45 * prompt + 0.8 * draws.normals(count), 1, 7),
        "loyalty_intention": _whole(4.8 + loyal, 1, 7),
        "share_of_wallet": 5 * _whole(share, 0, 20),
        "switching_cost": cost,
    }


def _leave_gaps(
    draws: Draws, answers: dict[str, Integers], weights: dict[str, Integers], no_experience: dict[int, float]
) -> None:
    """Mark answers as skipped, broken off or "no experience", and spoil some point allocations."""
    count = len(next(iter(answers.values())))
    stopped = draws.uniforms(count) < BROKEN_OFF_SHARE
    stops_at = 10 + np.floor(30 * draws.uniforms(count))
    for position, (name, column) in enumerate(answers.items()):
        chance = draws.uniforms(count)
        kind, _, item = name.partition("_")
        if kind == "perception":
            absent = no_experience.get(int(item), NO_EXPERIENCE_ELSEWHERE)
            column[chance > 1.0 - absent] = NO_EXPERIENCE
        column[chance < SKIPPED_SHARE] = SKIPPED
        column[stopped & (stops_at <= position)] = SKIPPED
    if weights:
        _spoil_weights(draws.uniforms(count), weights)
    for points in weights.values():
        points[stopped] = SKIPPED


def _spoil_weights(chance: Reals, weights: dict[str, Integers]) -> None:
    """Make some sums 99 or 101 (4 %), some far off (3 %), some allocations empty (2.5 %)."""
    weights["reliability"][chance < 0.02] -= 1
    weights["reliability"][(chance >= 0.02) & (chance < 0.04)] += 1
    weights["assurance"][(chance >= 0.04) & (chance < 0.055)] += 20
    for points in weights.values():
        points[(chance >= 0.055) & (chance < 0.07)] *= 2
        np.clip(points, 0, 100, out=points)
        points[(chance >= 0.07) & (chance < 0.095)] = SKIPPED
