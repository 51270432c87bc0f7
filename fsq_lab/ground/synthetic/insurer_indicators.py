"""Eight indicators of five insurers as a rating counts them, one insurer beside a grade boundary."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Draws

# Points of 100 for each indicator, and by how much its share lies off the insurer's own.
INDICATORS: dict[str, tuple[Fraction, float]] = {
    "call_connected": (Fraction(10), 0.05),
    "agent_satisfaction": (Fraction(10), -0.02),
    "objections_settled": (Fraction(10), 0.01),
    "claims_in_time": (Fraction(15), -0.03),
    "claims_paid": (Fraction(15), 0.04),
    "claims_reviewed": (Fraction(15), -0.02),
    "complaints_settled": (Fraction(25, 2), 0.02),
    "complaints_not_repeated": (Fraction(25, 2), -0.03),
}
INSURERS = {"IN1": 0.925, "IN2": 0.794, "IN3": 0.8983, "IN4": 0.872, "IN5": 0.824}
BESIDE, BOUNDARY = "IN3", 90
SLOW, SLOW_CLAIMS, SLOWER = "IN2", "claims_in_time", 0.12
FEWEST_CASES, MORE_CASES = 700, 900
CUTS = (95, 90, 85, 80, 75, 70, 65, 60, 55)
NEAR, FAR = Fraction(2, 5), Fraction(6, 5)


def insurer_indicators(seed: int) -> "DataFrame":
    """Draw eight indicators of five invented insurers, each a count of cases.

    The truth behind the numbers: each case succeeds with the insurer's own chance, more or less by indicator; IN2's
    claims are late, as in the survey `insurance`; IN3 stands at 90 of 100, where one grade ends and the next begins.

    Parameters
    ----------
    seed : int
        Any non-negative whole number; the same seed gives the same table on every machine.

    Returns
    -------
    DataFrame, shape (40, 5)
        ``insurer``, ``indicator``, ``numerator``, ``denominator``, ``value`` (percent, one decimal).

    Examples
    --------
    >>> insurer_indicators(seed=1).shape
    (40, 5)
    """
    from pandas import DataFrame

    draws = Draws(seed)
    rows = []
    for insurer, chance in INSURERS.items():
        for indicator, (_, shift) in INDICATORS.items():
            cases = FEWEST_CASES + int(MORE_CASES * draws.uniforms(1)[0])
            own = chance + shift - (SLOWER if (insurer, indicator) == (SLOW, SLOW_CLAIMS) else 0.0)
            met = int((draws.uniforms(cases) < own).sum())
            rows.append((insurer, indicator, met, cases, (2000 * met + cases) // (2 * cases) / 10))
    table = DataFrame(rows, columns=["insurer", "indicator", "numerator", "denominator", "value"])
    return table.astype({"numerator": np.int64, "denominator": np.int64})


def keeps_story(table: "DataFrame") -> bool:
    """Tell whether IN3 stands beside its boundary, and the others clearly within a grade."""
    scores = {str(name): _score(own) for name, own in table.groupby("insurer")}
    others = [min(abs(score - cut) for cut in CUTS) for name, score in scores.items() if name != BESIDE]
    return abs(scores[BESIDE] - BOUNDARY) <= NEAR and min(others) >= FAR


def _score(own: "DataFrame") -> Fraction:
    parts = zip(own["indicator"], own["numerator"].tolist(), own["denominator"].tolist(), strict=True)
    return sum((INDICATORS[name][0] * Fraction(met, cases) for name, met, cases in parts), Fraction(0))
