"""The net promoter score in points from -100 to 100, with an interval, and its change between two waves."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.scores import clip, group_by_group, level, require_confidence, whole_scores

SCALE = (0, 10)
PROMOTER, DETRACTOR = 9, 6
ADDED = (0.75, 1.5, 0.75)  # promoters, passives, detractors
METHODS = ("adjusted", "wald")
RISEN, FALLEN, OPEN = "risen", "fallen", "cannot tell"

Counts = tuple[int, int, int]


def score(answers: "pd.Series[Any]", method: str = "adjusted", confidence: float = 0.95) -> "pd.Series[Any]":
    r"""Estimate the net promoter score: promoters (9-10) less detractors (0-6), in points.

    With the shares *p* of promoters and *d* of detractors among *n* who answered,

    .. math:: \mathrm{NPS} = 100\,(p - d), \qquad \mathrm{se} = 100 \sqrt{\frac{p + d - (p - d)^2}{n}}

    The adjusted Wald interval first adds 3/4 of a promoter, 3/2 passives and 3/4 of a detractor, so that it has a
    width where all answer alike; it is cut at -100 and 100.

    Parameters
    ----------
    answers : Series
        Whole scores from 0 to 10; missing ones are counted and left out.
    method : {"adjusted", "wald"}
        Wald's plain interval is refused where it would have no width.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``nps``, ``low`` and ``high`` in points, ``centre`` of the interval, the counts ``promoters``, ``passives`` and
        ``detractors``, ``n`` (passives count), ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        For scores that are not whole or not on 0-10, nobody who answered, an unknown method or level.

    Notes
    -----
    Formula (Reichheld 2003): ``NPS = 100 * (p - d); se = 100 * sqrt((p + d - (p - d)^2) / n)``

    References
    ----------
    Reichheld (2003), The one number you need to grow, *Harvard Business Review* 81(12), 46-54; Rocks (2016), Interval
    estimation for the "Net Promoter Score", *The American Statistician* 70(4), 365-372.

    Examples
    --------
    >>> found = score(pd.Series([10, 9, 8, 6, 0]))
    >>> found["nps"], found["promoters"], found["detractors"]
    (0.0, 2, 2)
    """
    values, n_missing = whole_scores(answers, SCALE)
    promoters, detractors = int((values >= PROMOTER).sum()), int((values <= DETRACTOR).sum())
    counts = (promoters, len(values) - promoters - detractors, detractors)
    return _estimate(counts, n_missing, method, confidence)


def score_from_counts(
    promoters: int, passives: int, detractors: int, method: str = "adjusted", confidence: float = 0.95
) -> "pd.Series[Any]":
    """Estimate the net promoter score from published counts.

    Parameters
    ----------
    promoters, passives, detractors : int
        How many; whole numbers of at least 0, not all 0.
    method, confidence
        As for `score`.

    Examples
    --------
    >>> score_from_counts(50, 30, 20)[["nps", "low", "high"]].astype(float).round(1).tolist()
    [30.0, 14.1, 44.2]
    """
    return _estimate(_counts((promoters, passives, detractors)), 0, method, confidence)


def scores(
    table: pd.DataFrame, column: str, by: str, method: str = "adjusted", confidence: float = 0.95
) -> pd.DataFrame:
    """Estimate the net promoter score of each group.

    Parameters
    ----------
    table : DataFrame
    column, by : str
        The columns of the scores and of the groups.
    method, confidence
        As for `score`.

    Returns
    -------
    DataFrame, one row for each group, with the columns of `score`

    Examples
    --------
    >>> table = pd.DataFrame({"nps": [10, 9, 3, 8], "wave": ["one", "one", "two", "two"]})
    >>> scores(table, "nps", by="wave")["nps"].to_dict()
    {'one': 100.0, 'two': -50.0}
    """
    return group_by_group(table, column, by, lambda one: score(one, method, confidence))


def change(before: "pd.Series[Any]", after: "pd.Series[Any]", confidence: float = 0.95) -> "pd.Series[Any]":
    """Estimate the change of the net promoter score between two waves that asked different people.

    Parameters
    ----------
    before, after : Series
        The scores of either wave. Of the same people asked twice the interval would be too wide: it takes the waves
        as independent.
    confidence : float
        Level of the interval.

    Returns
    -------
    Series
        As `change_from_counts`.

    Examples
    --------
    >>> change(pd.Series([10, 9, 8, 3]), pd.Series([10, 6, 6, 3]))["change"]
    -75.0
    """
    counts = []
    for wave in (before, after):
        own = score(wave, confidence=confidence)
        counts.append((own["promoters"], own["passives"], own["detractors"]))
    return change_from_counts(counts[0], counts[1], confidence)


def change_from_counts(before: Counts, after: Counts, confidence: float = 0.95) -> "pd.Series[Any]":
    r"""Estimate the change of the net promoter score between two independent waves, from counts.

    .. math:: \Delta = \mathrm{NPS}_2 - \mathrm{NPS}_1, \qquad
              \tilde\Delta \pm z\sqrt{\widetilde{\mathrm{se}}_1^2 + \widetilde{\mathrm{se}}_2^2}

    where the tilde marks waves to each of which 3/4, 3/2 and 3/4 of a person were added, as for `score`.

    Parameters
    ----------
    before, after : tuple of int
        Promoters, passives and detractors of either wave.
    confidence : float
        Level of the interval.

    Returns
    -------
    Series
        ``change`` (after less before), ``low`` and ``high`` in points (within -200 and 200), ``before``, ``after``,
        ``n_before``, ``n_after``, ``verdict`` ("risen", "fallen" or "cannot tell"), ``convention``.

    Raises
    ------
    CourseError
        For counts that are no whole numbers of at least 0, or a wave without answers.

    References
    ----------
    Rocks (2016), as for `score`.

    Examples
    --------
    >>> change_from_counts((45, 30, 25), (52, 28, 20))[["change", "verdict"]].tolist()
    [12.0, 'cannot tell']
    """
    require_confidence(confidence)
    one, two = _counts(before), _counts(after)
    (first, first_se), (last, last_se) = _adjusted(one), _adjusted(two)
    half = _z(confidence) * float(np.hypot(first_se, last_se))
    low, high = clip(last - first - half, -200, 200), clip(last - first + half, -200, 200)
    return pd.Series(
        {
            "change": _points(two) - _points(one),
            "low": low,
            "high": high,
            "before": _points(one),
            "after": _points(two),
            "n_before": sum(one),
            "n_after": sum(two),
            "verdict": RISEN if low > 0 else FALLEN if high < 0 else OPEN,
            "convention": f"points, after less before, independent waves; {level(confidence)} adjusted Wald interval "
            "(3/4, 3/2, 3/4 added to each wave)",
        },
        dtype=object,
    )


def _estimate(counts: Counts, n_missing: int, method: str, confidence: float) -> "pd.Series[Any]":
    require_confidence(confidence)
    if method not in METHODS:
        raise CourseError("statistics.unknown_method", method=method, known=", ".join(f'"{name}"' for name in METHODS))
    centre, se = _adjusted(counts) if method == "adjusted" else _moments(*counts)
    if se <= 0:
        raise CourseError("net_promoter.no_width", n=sum(counts))
    half = _z(confidence) * se
    name = "adjusted Wald interval (3/4, 3/2, 3/4 added; Rocks 2016)" if method == "adjusted" else "Wald interval"
    return pd.Series(
        {
            "nps": _points(counts),
            "low": clip(centre - half, -100, 100),
            "high": clip(centre + half, -100, 100),
            "centre": centre,
            "promoters": counts[0],
            "passives": counts[1],
            "detractors": counts[2],
            "n": sum(counts),
            "n_missing": n_missing,
            "convention": f"points: promoters 9-10 less detractors 0-6, passives in n; {level(confidence)} {name}",
        },
        dtype=object,
    )


def _points(counts: Counts) -> float:
    return 100 * (counts[0] - counts[2]) / sum(counts)


def _adjusted(counts: Counts) -> tuple[float, float]:
    """Return centre and standard error, in points, after the additions."""
    promoters, passives, detractors = (count + added for count, added in zip(counts, ADDED, strict=True))
    return _moments(promoters, passives, detractors)


def _moments(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    n = promoters + passives + detractors
    for_it, against = promoters / n, detractors / n
    net = for_it - against
    return 100 * net, 100 * float(np.sqrt(max(for_it + against - net * net, 0.0) / n))


def _counts(counts: Counts) -> Counts:
    """Return counts as whole numbers, or refuse them."""
    given = [float(count) for count in counts]
    if len(given) != 3 or not all(np.isfinite(count) and count >= 0 and count == int(count) for count in given):
        raise CourseError("net_promoter.counts", counts=", ".join(f"{count:g}" for count in given))
    if sum(given) == 0:
        raise CourseError("statistics.no_cases")
    return int(given[0]), int(given[1]), int(given[2])


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
