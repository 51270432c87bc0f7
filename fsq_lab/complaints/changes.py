"""Scores before, at and after a failure: who answered, who stayed silent, who left, and tests of their changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.statistics.intervals import mean_with_interval
from fsq_lab.statistics.tails import Reals, two_tails

Mask = NDArray[np.bool_]
GROUPS = ("answered", "silent", "leavers")
MOMENTS = ("before", "at_failure", "after")


@dataclass(frozen=True)
class Follow:
    """Complainants of whom it is known whether they left: scores (after missing without an answer), and who is who."""

    before: Reals
    at_failure: Reals
    after: Reals
    leavers: Mask
    unknown: int

    @property
    def answered(self) -> Mask:
        """Who gave a score afterwards; nobody who left did."""
        return ~np.isnan(self.after)

    @property
    def silent(self) -> Mask:
        """Who stayed and gave none."""
        return ~self.leavers & ~self.answered


def follow(log: pd.DataFrame, before: str, at_failure: str, after: str, left: str) -> Follow:
    """Read the scores of a log, and leave out and count rows of which it is not known who left, or without a baseline.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, a column of who left that is not 0 and 1, a score after of
        somebody who left, and no row.
    """
    names = (before, at_failure, after, left)
    missing = [name for name in names if name not in log.columns]
    if missing:
        raise CourseError("complaints.no_column", columns=", ".join(missing))
    for name in names:
        kind = log[name].dtype
        if not pd.api.types.is_numeric_dtype(kind):
            raise CourseError("statistics.not_numbers", column=name, kind=kind)
    known = log[log[left].notna() & log[before].notna() & log[at_failure].notna()]
    if known.empty:
        raise CourseError("complaints.no_rows", rows=len(log), columns=", ".join((before, at_failure, left)))
    odd = ~known[left].isin([0, 1])
    if odd.any():
        raise CourseError("recovery.not_0_1", column=left, row=known.index[odd][0], value=known[left][odd].iloc[0])
    both = (known[left] == 1) & known[after].notna()
    if both.any():
        raise CourseError("recovery.left_and_answered", row=known.index[both][0], after=after, left=left)
    values = {name: known[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in names}
    negative = [name for name in names[:3] if np.nanmin(values[name], initial=0) < 0]
    if negative:
        raise CourseError("recovery.negative", column=negative[0])
    return Follow(values[before], values[at_failure], values[after], values[left] == 1, len(log) - len(known))


def steps(
    log: pd.DataFrame,
    before: str = "before",
    at_failure: str = "at_failure",
    after: str = "after",
    left: str = "left_6m",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give the mean scores before, at the failure and after, of those who answered, silent stayers and leavers.

    Parameters
    ----------
    log, before, at_failure, after, left, confidence
        As for `fsq_lab.complaints.recovery.paradox`.

    Returns
    -------
    DataFrame, by group (``answered``, ``silent``, ``leavers``) and moment (``before``, ``at_failure``, ``after``)
        ``mean``, ``low``, ``high``, ``n``, ``note`` ("no score" where nobody has one), ``convention``.

    Raises
    ------
    CourseError
        As for `fsq_lab.complaints.recovery.paradox`.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> steps(load("complaints_log")).loc["leavers", "n"].tolist()
    [250, 250, 0]
    """
    found = follow(log, before, at_failure, after, left)
    rows = []
    for group in GROUPS:
        who: Mask = getattr(found, group)
        for moment in MOMENTS:
            scores: Reals = getattr(found, moment)[who]
            scores = scores[~np.isnan(scores)]
            own = mean_with_interval(scores, confidence, "scores")
            note = "" if len(scores) else "no score"
            rows.append((own.mean, own.low, own.high, len(scores), note, own.interval))
    index = pd.MultiIndex.from_product([GROUPS, MOMENTS], names=["group", "moment"])
    result = pd.DataFrame(rows, index=index, columns=["mean", "low", "high", "n", "note", "convention"])
    result.attrs = {**log.attrs, "n_unknown": found.unknown}
    return result


def sign_test(changes: Reals, worse: int = 0) -> dict[str, Any]:
    r"""Test by signs alone whether more are better than worse, exactly, with ties and without.

    Ties go half to either side (an odd one is left out): of *n*, with *b* better and *t* tied, :math:`b + t/2` is
    binomial with one half. So ties make a difference harder to find, as they should; without them the same is asked of
    those alone who changed.

    Parameters
    ----------
    changes : array of float
    worse : int
        How many more are worse by an amount that is not known.

    Returns
    -------
    dict
        ``better``, ``worse``, ``ties``, ``sign_p``, ``sign_p_without_ties`` (1 where nobody changed).

    References
    ----------
    Dixon and Mood (1946), The statistical sign test, *Journal of the American Statistical Association* 41, 557-566.

    Examples
    --------
    >>> {name: round(value, 4) for name, value in sign_test(np.array([1, 1, 1, 1, 1, 1, 0, 0, 0, 0.0])).items()}
    {'better': 6, 'worse': 0, 'ties': 4, 'sign_p': 0.1094, 'sign_p_without_ties': 0.0312}
    """
    up, down = int((changes > 0).sum()), int((changes < 0).sum()) + worse
    ties = len(changes) + worse - up - down
    half = ties // 2
    n, moved = up + down + 2 * half, up + down
    return {
        "better": up,
        "worse": down,
        "ties": ties,
        "sign_p": float(two_tails(up + half, n / 2, n)) if n else 1.0,
        "sign_p_without_ties": float(two_tails(up, moved / 2, moved)) if moved else 1.0,
    }


def same_sign(row: Mapping[str, object], confidence: float, better: str, worse: str, neither: str) -> str:
    """Return the verdict of a sign test."""
    if float(str(row["sign_p"])) > 1 - confidence:
        return neither
    return better if int(str(row["better"])) > int(str(row["worse"])) else worse


def after_the_failure(start: Reals, after: Reals) -> tuple[float, float]:
    """Return the correlation of baseline and change, and Oldham's of mean and change; missing without variance."""
    change = after - start
    return _correlation(start, change), _correlation((start + after) / 2, change)


def clear(correlation: float, n: int, confidence: float) -> bool:
    """Return whether a correlation below 0 is beyond chance, by Fisher's transform."""
    if np.isnan(correlation) or n <= 3 or correlation >= 0:
        return False
    from scipy.special import ndtri

    limit = float(ndtri((1 + confidence) / 2)) / (n - 3) ** 0.5
    return bool(np.arctanh(max(correlation, -1 + 1e-12)) < -limit)


def _correlation(one: Reals, other: Reals) -> float:
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
