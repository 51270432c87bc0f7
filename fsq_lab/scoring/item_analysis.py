"""Item analysis: how hard each question was, whether it tells learners apart, and who chose which option."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atanh, ceil, sqrt, tanh

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.words import number
from fsq_lab.scoring import reliability
from fsq_lab.scoring.described_items import careless, item_statistics
from fsq_lab.statistics.intervals import holm, mean_with_interval

__all__ = ["Analysis", "analyse_items", "careless", "distractors", "item_statistics", "rest_of", "wilson"]

MINIMUM_N = 10
LEVEL = 0.05
GROUP = 0.27
HALF = 0.5
PERMUTATIONS = 9999
Z = 1.959963984540054  # 97.5 % of the normal distribution lie below

_SEED = 1
_BLOCK = 1000
_ROUNDING = 1e-12
VERDICTS = ("separates", "reversed", "open", "constant", "too_few")


@dataclass(frozen=True)
class Analysis:
    """What the answers to one quiz say.

    Attributes
    ----------
    items : DataFrame, one row per item
        ``n``, ``difficulty`` (mean share of the marks) with ``low`` and ``high``; ``discrimination`` with
        ``d_low``, ``d_high``, ``d_n`` and ``p`` (Holm); ``verdict``, one of `VERDICTS`.
    reliability : Series or None
        As `fsq_lab.scoring.reliability` gives it; None where it cannot be estimated.
    why_none : str
        Why there is no reliability, in the current language.
    complete : int
        Learners who answered every item.
    """

    items: pd.DataFrame
    reliability: pd.Series | None
    why_none: str
    complete: int

    def reliability_told(self) -> str:
        """Say the reliability with its interval and n, or why there is none, in the current language."""
        result = self.reliability
        if result is None:
            return message("analysis.no_reliability", reason=self.why_none)
        kind = "kr20" if "kr20" in result.index else "alpha"
        return message(
            "analysis.reliability",
            kind=message(f"analysis.{kind}"),
            value=number(float(result[kind])),
            low=number(float(result["low"])),
            high=number(float(result["high"])),
            n=result["n_used"],
            items=result["items"],
            missing=result["n_missing"],
        )


def analyse_items(shares: pd.DataFrame, permutations: int = PERMUTATIONS) -> Analysis:
    r"""Analyse the items of one quiz.

    Difficulty is the mean share of the marks, with Wilson's interval where all marks are 0 or 1, else Student's t.
    Discrimination is the corrected item-total correlation: of an item with the mean of the **other** items, over
    learners who answered it and at least half of the others, with Fisher's interval
    :math:`\tanh(\operatorname{artanh} r \pm 1.96 / \sqrt{n - 3})`. An item *separates*, or is *reversed*, only if
    its p value, by permuting learners, stays below 0.05 after Holm's adjustment for all items; else it is *open*.
    (Student's t would find too much where nearly everyone is right.) Below 10 learners, and for an item to which all
    did alike, there is no discrimination.

    Parameters
    ----------
    shares : DataFrame, one row per learner, one column per item
        Share of the marks from 0 to 1, missing where there is no answer.
    permutations : int
        How many decide on each p value; the order of rows does not matter.

    Raises
    ------
    CourseError
        When there is nothing to analyse, or a share outside 0 to 1.

    Examples
    --------
    >>> marks = pd.DataFrame({"q1": [1, 0] * 6, "q2": [1, 0] * 6, "q3": [1] * 12})
    >>> analyse_items(marks).items[["n", "difficulty", "discrimination", "verdict"]]
         n  difficulty  discrimination    verdict
    q1  12         0.5             1.0  separates
    q2  12         0.5             1.0  separates
    q3  12         1.0             NaN   constant
    """
    known = shares.astype("float64")
    if known.empty or not ((known >= 0) & (known <= 1) | known.isna()).to_numpy().all():
        raise CourseError("analysis.no_shares")
    table = pd.DataFrame([_item(known, item, permutations) for item in known.columns], index=known.columns)
    table["p"] = holm(table["p"].to_numpy(dtype="float64"))
    decided = table["p"] < LEVEL
    table.loc[decided, "verdict"] = np.where(table.loc[decided, "discrimination"] > 0, "separates", "reversed")
    complete = known.dropna()
    found, why_none = _reliability(known, len(complete))
    return Analysis(table, found, why_none, len(complete))


def distractors(chosen: pd.Series, options: Mapping[str, bool], rest: pd.Series) -> pd.DataFrame:
    """Count who chose which option, among the best and the poorest learners in the other items.

    The upper group are learners whose mean share in the other items is at least that of the k-th best, with *k* 27 %
    of them rounded up, and the lower group likewise: ties belong in, so no order of rows matters. Where one learner
    would be in both groups, and below 10 learners, there are none.

    Parameters
    ----------
    chosen : Series of tuple of str
        What each learner chose, by learner.
    options : mapping of str to bool
        Every option, and whether it is right.
    rest : Series
        Each learner's mean share in the other items.

    Returns
    -------
    DataFrame, one row per option
        ``right``, ``count``, ``n``; ``upper`` and ``lower`` with ``n_upper`` and ``n_lower``, missing without groups.

    Examples
    --------
    >>> rest = pd.Series(range(12)) / 11
    >>> table = distractors(pd.Series([("a",)] * 5 + [("b",)] * 7), {"b": True, "a": False}, rest)
    >>> table[["count", "upper", "lower"]].to_numpy().tolist()
    [[7, 4, 0], [5, 0, 4]]
    """
    known = rest.reindex(chosen.index).dropna()
    upper, lower = _groups(known)

    def count(option: str, learners: pd.Index) -> int:
        return sum(option in answer for answer in chosen.reindex(learners))

    rows = {
        option: {
            "right": right,
            "count": count(option, chosen.index),
            "n": len(chosen),
            "upper": pd.NA if upper is None else count(option, upper),
            "lower": pd.NA if lower is None else count(option, lower),
            "n_upper": 0 if upper is None else len(upper),
            "n_lower": 0 if lower is None else len(lower),
        }
        for option, right in options.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index")
    return table.astype({"upper": "Int64", "lower": "Int64"})


def wilson(hits: int, n: int) -> tuple[float, float]:
    r"""Return Wilson's 95 % interval of a share, :math:`n` at least 1.

    .. math:: \frac{p + z^2 / 2n \pm z \sqrt{p (1 - p) / n + z^2 / 4n^2}}{1 + z^2 / n}

    References
    ----------
    Wilson (1927), *Journal of the American Statistical Association* 22(158), 209-212.

    Examples
    --------
    >>> low, high = wilson(8, 10)
    >>> round(low, 3), round(high, 3)
    (0.49, 0.943)
    """
    share, square = hits / n, Z * Z / n
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n))
    low, high = ((share + square / 2 + sign * half) / (1 + square) for sign in (-1, 1))
    return max(0.0, low), min(1.0, high)


def rest_of(shares: pd.DataFrame, item: str) -> pd.Series:
    """Return each learner's mean share in the other items; missing below half of them."""
    others = shares.drop(columns=item)
    enough = others.notna().sum(axis=1) >= max(1, ceil(HALF * len(others.columns)))
    return others.mean(axis=1).where(enough)


def _item(shares: pd.DataFrame, item: str, permutations: int) -> dict[str, object]:
    own = shares[item].dropna()
    low, high = _interval(own)
    found: dict[str, object] = {
        "n": len(own),
        "difficulty": own.mean() if len(own) else np.nan,
        "low": low,
        "high": high,
    }
    pairs = pd.concat([own, rest_of(shares, item)], axis=1, keys=["own", "rest"]).dropna()
    nothing = {"discrimination": np.nan, "d_low": np.nan, "d_high": np.nan, "d_n": len(pairs), "p": np.nan}
    if len(pairs) < MINIMUM_N:
        return {**found, **nothing, "verdict": "too_few"}
    if min(np.ptp(pairs["own"]), np.ptp(pairs["rest"])) < reliability.NO_VARIANCE:
        return {**found, **nothing, "verdict": "constant"}
    return {**found, **_correlation(pairs, permutations), "verdict": "open"}


def _correlation(pairs: pd.DataFrame, permutations: int) -> dict[str, object]:
    """Return the correlation of two columns with Fisher's interval and the two-sided p value by permutation."""
    n = len(pairs)
    r = float(np.clip(np.corrcoef(pairs["own"], pairs["rest"])[0, 1], -1, 1))
    p = _p_value(pairs.sort_values(["own", "rest"]), permutations)
    if abs(r) > 1 - _ROUNDING:
        return {"discrimination": round(r), "d_low": round(r), "d_high": round(r), "d_n": n, "p": p}
    half = Z / sqrt(n - 3)
    return {"discrimination": r, "d_low": tanh(atanh(r) - half), "d_high": tanh(atanh(r) + half), "d_n": n, "p": p}


def _p_value(pairs: pd.DataFrame, permutations: int) -> float:
    """Return how often a column shuffled at random goes with the other at least as closely, both ways."""
    own, rest = (pairs[name].to_numpy() - pairs[name].mean() for name in ("own", "rest"))
    random = np.random.default_rng(_SEED)
    reached = abs(own @ rest) - _ROUNDING * np.abs(own).sum()
    at_least, left = 1, permutations
    while left:
        block = min(left, _BLOCK)
        shuffled = random.permuted(np.tile(rest, (block, 1)), axis=1)
        at_least += int((np.abs(shuffled @ own) >= reached).sum())
        left -= block
    return at_least / (permutations + 1)


def _interval(own: pd.Series) -> tuple[float, float]:
    """Return Wilson's interval of a share of right answers, else the t interval of the mean, within 0 and 1."""
    if own.empty:
        return np.nan, np.nan
    if own.isin([0, 1]).all():
        return wilson(int(own.sum()), len(own))
    estimate = mean_with_interval(own.to_numpy(), 1 - LEVEL)
    return float(np.clip(estimate.low, 0, 1)), float(np.clip(estimate.high, 0, 1))


def _reliability(shares: pd.DataFrame, complete: int) -> tuple[pd.Series | None, str]:
    """Return KR-20 where all marks are 0 or 1, else alpha, with the code that chapter 03 teaches; or why not."""
    if complete < MINIMUM_N:
        return None, str(CourseError("analysis.too_few_complete", complete=complete, fewest=MINIMUM_N))
    estimate = (
        reliability.kr20 if shares.isin([0, 1]).where(shares.notna(), True).to_numpy().all() else reliability.alpha
    )
    try:
        return estimate(shares), ""
    except CourseError as error:
        return None, str(error)


def _groups(rest: pd.Series) -> tuple[pd.Index, pd.Index] | tuple[None, None]:
    if len(rest) < MINIMUM_N:
        return None, None
    count = ceil(GROUP * len(rest))
    ordered = rest.sort_values()
    lowest, highest = ordered.iloc[count - 1], ordered.iloc[-count]
    if lowest >= highest:
        return None, None
    return rest.index[rest >= highest], rest.index[rest <= lowest]
