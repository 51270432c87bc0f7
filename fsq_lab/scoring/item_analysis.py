"""Item analysis: how hard each question was, whether it tells learners apart, and who chose which option."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atanh, ceil, sqrt, tanh

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import reliability
from fsq_lab.statistics.intervals import holm, mean_with_interval

MINIMUM_N = 10
LEVEL = 0.05
GROUP = 0.27
HALF = 0.5
PERMUTATIONS = 9999
ALMOST_ALL = 0.95  # give the same answer: an item that is almost constant
REPEATED, LONGEST_PERIOD = 0.8, 5  # of a sheet's answers, at this distance at most: a pattern
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


def item_statistics(items: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    r"""Describe the items of one scale: how they are answered, how each goes with the others, alpha without it.

    Each item's correlation is with the sum of the **other** items; Fisher's interval. An item that raises alpha when
    left out need not be bad: it may say something that the others do not.

    Parameters
    ----------
    items : DataFrame, one row per respondent, one column per item
        Answers of one scale, at least three items; respondents with a missing answer are left out and counted.
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row per item
        ``mean``, ``sd``, ``lowest``, ``highest`` and ``most_given`` (the share of the commonest answer); ``item_rest``
        with ``low`` and ``high``; ``alpha_without`` and ``change`` (less alpha of all); ``note``; ``n_used``,
        ``n_missing``, ``convention``. Notes are: "constant", "almost constant" (one answer given by 95 % or more),
        "against the others" (the interval lies below 0), "no answer above ..." (where other items go further),
        "alpha rises without it".

    Raises
    ------
    CourseError
        As for `fsq_lab.scoring.reliability.alpha`; for fewer than three items.

    References
    ----------
    Nunnally and Bernstein (1994), *Psychometric Theory*, chapter 8; the notes' limits are this course's.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 1, 4, 3, 5], "c": [5, 4, 3, 2, 1]})
    >>> item_statistics(answers)["note"].tolist()
    ['', '', 'against the others; alpha rises without it']
    """
    if isinstance(items, pd.DataFrame) and len(items.columns) < 3:
        raise CourseError("factors.too_few_items", count=len(items.columns), fewest=3)
    whole = reliability.alpha(items, confidence)
    values = items.astype("float64").dropna()
    n, top = len(values), values.to_numpy().max()
    rows = {}
    for item in values.columns:
        own, others = values[item], values.drop(columns=item)
        r, low, high = _with_rest(own, others.sum(axis=1), confidence)
        without = _alpha_or_nothing(others)
        most = float(own.value_counts(normalize=True).iloc[0])
        rows[item] = {
            "mean": own.mean(),
            "sd": own.std(),
            "lowest": own.min(),
            "highest": own.max(),
            "most_given": most,
            "item_rest": r,
            "low": low,
            "high": high,
            "alpha_without": without,
            "change": without - whole["alpha"],
        }
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis("item")
    result["note"] = [_item_note(row, top) for _, row in result.iterrows()]
    result["n_used"], result["n_missing"] = n, len(items) - n
    level = f"{100 * confidence:.6g}%"
    result["convention"] = f"raw alpha of the others; item with the sum of the others, {level} Fisher interval; listwise"
    result.attrs = dict(items.attrs)
    return result


def careless(items: pd.DataFrame, limit: float = REPEATED, longest: int = LONGEST_PERIOD) -> pd.DataFrame:
    """Find who answered by a pattern: the same throughout, or round and round.

    Parameters
    ----------
    items : DataFrame, one row per respondent, one column per item in the order they were asked
    limit : float
        The share of answers equal to the one so many places before, from which a sheet counts as careless.
    longest : int
        The longest round that is looked for.

    Returns
    -------
    DataFrame, one row per respondent
        ``repeated`` (the largest such share), ``period`` (1 for one answer throughout), ``spread`` (standard deviation
        of the sheet's answers), ``answered``, ``careless``. A pattern is a suspicion: look at the sheet before leaving
        it out, and say how many were left out.

    References
    ----------
    Curran (2016), Methods for the detection of carelessly invalid responses in survey data, *Journal of Experimental
    Social Psychology* 66, 4-19. The limit is this course's.

    Examples
    --------
    >>> sheets = pd.DataFrame([[5, 5, 5, 5, 5, 5], [1, 2, 3, 1, 2, 3], [4, 6, 5, 7, 4, 3]])
    >>> careless(sheets, longest=3)[["period", "careless"]].values.tolist()
    [[1, True], [3, True], [1, False]]
    """
    if not 0 < limit <= 1 or not 1 <= longest < len(items.columns):
        raise CourseError("analysis.no_pattern", limit=limit, longest=longest, items=len(items.columns))
    values = items.astype("float64").to_numpy()
    shares = np.zeros((longest, len(values)))
    for period in range(1, longest + 1):
        pairs = ~np.isnan(values[:, period:] + values[:, :-period])
        same = (values[:, period:] == values[:, :-period]) & pairs
        shares[period - 1] = same.sum(axis=1) / np.maximum(pairs.sum(axis=1), 1)
    repeated = shares.max(axis=0)
    return pd.DataFrame(
        {
            "repeated": repeated,
            "period": 1 + shares.argmax(axis=0),
            "spread": items.astype("float64").std(axis=1),
            "answered": items.notna().sum(axis=1),
            "careless": repeated >= limit,
        },
        index=items.index,
    )


def _with_rest(own: pd.Series, rest: pd.Series, confidence: float) -> tuple[float, float, float]:
    """Return an item's correlation with the sum of the others, with Fisher's interval; missing where one is constant."""
    from scipy.special import ndtri

    if min(np.ptp(own), np.ptp(rest)) < reliability.NO_VARIANCE:
        return np.nan, np.nan, np.nan
    r = float(np.clip(np.corrcoef(own, rest)[0, 1], -1, 1))
    if abs(r) > 1 - _ROUNDING or len(own) < 4:
        return r, np.nan, np.nan
    half = float(ndtri((1 + confidence) / 2)) / sqrt(len(own) - 3)
    return r, tanh(atanh(r) - half), tanh(atanh(r) + half)


def _alpha_or_nothing(others: pd.DataFrame) -> float:
    try:
        return float(reliability.alpha(others)["alpha"])
    except CourseError:
        return float("nan")


def _item_note(row: pd.Series, top: float) -> str:
    if row["lowest"] == row["highest"]:
        return "constant"
    notes = {
        "almost constant": row["most_given"] >= ALMOST_ALL,
        "against the others": row["high"] < 0 or (np.isnan(row["high"]) and row["item_rest"] < 0),
        f"no answer above {row['highest']:g}": row["highest"] < top - 1,
        "alpha rises without it": row["change"] > 0,
    }
    return "; ".join(note for note, holds in notes.items() if holds)


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
