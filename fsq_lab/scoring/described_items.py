"""The items of a scale described one by one, and sheets that were answered by a pattern."""

from math import atanh, sqrt, tanh

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import reliability

ALMOST_ALL = 0.95  # give the same answer: an item that is almost constant
REPEATED, LONGEST_PERIOD = 0.8, 5  # of a sheet's answers, at this distance at most: a pattern

_ROUNDING = 1e-12


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
    result["convention"] = (
        f"raw alpha of the others; item with the sum of the others, {level} Fisher interval; listwise"
    )
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
    """Return an item's correlation with the sum of the others, and Fisher's interval; missing where one is constant."""
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
