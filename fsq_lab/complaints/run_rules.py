"""Rules that tell a signal from chance on a control chart, and how often chance alone sets one off."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import FEWEST_RESAMPLES, proportion
from fsq_lab.statistics.tails import Counts, Reals, at_least, at_most, largest_low, smallest_high

BEYOND_3, BEYOND_2, BEYOND_1 = 0.00135, 0.02275, 0.15866
"""Chances of one tail beyond three, two and one standard deviations of a normal distribution."""
RULES = {"A": (3, 1, 1), "B": (2, 2, 3), "C": (1, 4, 5), "D": (0, 8, 8)}
"""By letter: how far out (in zones), how many, of how many in a row, on one side of the centre."""
MOST_POINTS = 1000

Flags = NDArray[np.bool_]


def rule_letters(rules: str) -> str:
    """Return rules as letters in their order, or refuse them.

    Raises
    ------
    CourseError
        For no rule, and for letters other than A, B, C and D.

    Examples
    --------
    >>> rule_letters("BA")
    'AB'
    """
    if not isinstance(rules, str) or not rules or set(rules) - set(RULES):
        raise CourseError("complaints.unknown_rules", rules=rules)
    return "".join(letter for letter in RULES if letter in rules)


def zones(counts: Reals, expected: Reals, n: Reals | None = None) -> Counts:
    """Return how far out each count lies on its side: 3, 2 or 1 beyond that tail, else 0; one sign up, the other down.

    Parameters
    ----------
    counts : array of float, one row per run or one run
        Whole counts; NaN where there is none.
    expected, n : array of float
        What each is expected to be, and of how many where it is a binomial count; as long as a run, or one row per
        run too.

    Returns
    -------
    array of int, twice the zone and at least 1 away from 0
        ``+1`` is above the centre in no outer zone, ``+7`` beyond the outermost; 0 is on the centre, or missing.
    """
    found = np.sign(np.nan_to_num(counts - expected)).astype(np.int64)
    if expected.ndim == 1:
        for chance in (BEYOND_1, BEYOND_2, BEYOND_3):
            found += 2 * (counts >= smallest_high(expected, chance, n))
            found -= 2 * (counts <= largest_low(expected, chance, n))
        return found
    above, below = at_least(counts, expected, n), at_most(counts, expected, n)
    for chance in (BEYOND_1, BEYOND_2, BEYOND_3):  # the same, where each run has limits of its own
        found += 2 * ((above <= chance).astype(np.int64) - (below <= chance))
    return found


def signals(found: Counts, rules: str) -> dict[str, Counts]:
    """Return for each rule where it signals: 1 above, -1 below, 0 not; runs are rows.

    A point signals if it lies in the rule's zone itself and enough of the points up to it do, on its side.
    """
    result = {}
    for letter in rules:
        zone, enough, window = RULES[letter]
        result[letter] = np.zeros(found.shape, dtype=np.int64)
        for sign in (1, -1):
            hits = sign * found > 2 * zone - 1 if zone else sign * found > 0
            sums = np.cumsum(hits, axis=-1)
            before = np.zeros_like(sums)
            before[..., window:] = sums[..., :-window]
            result[letter] += sign * (hits & (sums - before >= enough))
    return result


def is_exact(rules: str) -> bool:
    """Say whether the share of false alarms around a known centre is computed rather than drawn."""
    return set(rules) <= {"A", "B"}


def exact_share_with_alarm(expected: Reals, rules: str, n: Reals | None = None) -> float:
    """Return the chance that a run around a known centre signals by A, B or either: exact, from its last two months.

    Expected counts as `share_with_alarm` takes them; what is carried on is the chance of no signal yet, by whether each
    of the last two points lay beyond a warning limit, and on which side.

    References
    ----------
    Champ and Woodall (1987), *Technometrics* 29, 393-399.

    Examples
    --------
    >>> [round(exact_share_with_alarm(np.full(24, 6.4), rules), 3) for rules in ("A", "AB")]
    [0.024, 0.037]
    """
    high, low = (
        [of(limit(expected, chance, n), expected, n) for chance in (BEYOND_2, BEYOND_3)]
        for of, limit in ((at_least, smallest_high), (at_most, largest_low))
    )
    quiet = {(0, 0): 1.0}
    for point in range(len(expected)):
        alarm = 1.0 if "A" in rules else 0.0
        sides = {side: float(far[0][point] - alarm * far[1][point]) for side, far in ((1, high), (-1, low))}
        sides[0] = float(1 - high[0][point] - low[0][point])
        after: dict[tuple[int, int], float] = {}
        for (before, last), chance in quiet.items():
            for side, share in sides.items():
                if not ("B" in rules and side and side in (before, last)):
                    after[last, side] = after.get((last, side), 0.0) + chance * share
        quiet = after
    return 1 - sum(quiet.values())


def share_with_alarm(
    expected: Reals, rules: str, runs: int, seed: int, n: Reals | None = None, own: Flags | None = None
) -> float:
    """Return the share of runs of pure chance, with these expected counts, in which any of the rules signals.

    Where `own` marks the points of a baseline, each run's centre is that of its own baseline, uncertain as it is.
    Around a known centre the share of rules A and B is exact, and nothing is drawn.
    """
    if own is None and is_exact(rules):
        return exact_share_with_alarm(expected, rules, n)
    counts = _counts(runs, seed, expected, n)
    if own is None:
        return float(_any(zones(counts, expected, n), rules)[1].mean())
    drawn, told = counts[:, own].sum(axis=1, keepdims=True), float(expected[own].sum())
    most = None if n is None else float(n[own].sum()) - 0.5
    means = (
        expected * np.clip(drawn, 0.5, most) / told
    )  # a run without any event, or with nothing else, has a centre too
    return float(_any(zones(counts, means, n), rules)[1].mean())


def false_alarms(
    points: int = 24,
    rules: str = "ABCD",
    expected: "float | Sequence[float] | None" = None,
    runs: int = 20_000,
    seed: int = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Say in which share of charts that hold nothing but chance each rule signals at least once, and any of them.

    The rules are Western Electric's: A, one point beyond three standard deviations (:math:`P \le .00135`); B, two of
    three beyond two (:math:`P \le .02275`); C, four of five beyond one (:math:`P \le .15866`); D, eight in a row on
    one side of the centre; all on one side, upwards or downwards. For counts the zones are exact: the smallest count
    whose tail is so rare.

    Parameters
    ----------
    points : int
        Length of the chart, such as 24 months.
    rules : str
        Letters of the rules, such as ``"AB"``.
    expected : float or sequence of float, optional
        Mean of the Poisson counts, one for all points or one for each; without it the points are normal measurements.
    runs, seed : int
        How many charts are drawn, at least 100.
    confidence : float
        Level of the interval of each share, between 0 and 1.

    Returns
    -------
    DataFrame, one row per rule and one ``any``
        ``share`` with ``low`` and ``high``, which come from the number of runs alone; ``n`` runs; ``convention``.

    Raises
    ------
    CourseError
        For unknown rules, fewer than 2 points or more than 1,000, expected counts of 0 or less, or not one for each
        point, and fewer than 100 runs.

    References
    ----------
    Western Electric (1956), *Statistical Quality Control Handbook*; Champ and Woodall (1987), Exact results for
    Shewhart control charts with supplementary runs rules, *Technometrics* 29, 393-399.

    Examples
    --------
    >>> false_alarms(24, "ABCD")["share"].round(2).to_dict()
    {'A': 0.07, 'B': 0.04, 'C': 0.07, 'D': 0.07, 'any': 0.21}
    """
    letters = rule_letters(rules)
    if not 2 <= points <= MOST_POINTS:
        raise CourseError("complaints.points", points=points, most=MOST_POINTS)
    if runs < FEWEST_RESAMPLES:
        raise CourseError("servqual.resamples", resamples=runs, fewest=FEWEST_RESAMPLES)
    if expected is None:
        found, kind = normal_zones(points, runs, seed), "normal measurements"
    else:
        means = np.broadcast_to(np.asarray(expected, dtype=np.float64), (points,)) if np.ndim(expected) == 0 else (
            np.asarray(expected, dtype=np.float64)
        )  # fmt: skip
        if means.shape != (points,) or not (means > 0).all() or not np.isfinite(means).all():
            raise CourseError("complaints.expected", points=points)
        found, kind = zones(_counts(runs, seed, means, None), means), f"Poisson counts with means of {means.min():.3g}"
        kind += f" to {means.max():.3g}" if means.max() > means.min() else ""
    each, together = _any(found, letters)
    rows = {
        name: proportion(int(flags.sum()), runs, confidence=confidence).drop("convention")
        for name, flags in {**each, "any": together}.items()
    }
    result = pd.DataFrame(rows).T.astype({"share": float, "low": float, "high": float, "n": int})
    result.index.name = "rule"
    result["convention"] = (
        f"{points} points of {kind} around a known centre, {runs} runs, seed {seed}; a run alarms if any point signals"
    )
    return result


def _any(found: Counts, rules: str) -> tuple[dict[str, Flags], Flags]:
    each = {letter: (flags != 0).any(axis=-1) for letter, flags in signals(found, rules).items()}
    return each, np.logical_or.reduce(list(each.values()))


def _counts(runs: int, seed: int, expected: Reals, n: Reals | None) -> Reals:
    generator, size = np.random.default_rng(seed), (runs, len(expected))
    if n is None:
        return generator.poisson(expected, size).astype(np.float64)
    return generator.binomial(n.astype(np.int64), expected / n, size).astype(np.float64)


def normal_zones(points: int, runs: int, seed: int) -> Counts:
    """Draw runs of standard normal measurements, and return their zones as `zones` does."""
    values = np.random.default_rng(seed).standard_normal((runs, points))
    found = np.sign(values).astype(np.int64)
    for beyond in (1, 2, 3):
        found += 2 * ((values > beyond).astype(np.int64) - (values < -beyond).astype(np.int64))
    return np.asarray(found, dtype=np.int64)
