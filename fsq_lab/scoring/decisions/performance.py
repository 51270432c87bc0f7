"""Importance-performance analysis: four fields to act in, which a point may leave when a line or chance moves it."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError

KEEP_UP, CONCENTRATE, LOW_PRIORITY, OVERKILL = "keep up", "concentrate here", "low priority", "possible overkill"
ON_LINE = "on a line"
FEWEST = 3
TIE = 1e-9

Reals = NDArray[np.float64]


def quadrants(
    importance: pd.DataFrame,
    performance: pd.DataFrame,
    lines: Literal["mean", "midpoint"] = "mean",
    midpoints: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Place attributes by importance and performance, with the error of each point.

    A point's error is an ellipse: with the standard errors of both means and the correlation of the errors, taken
    from respondents who gave both, its half-axes along the scales are :math:`\sqrt{-2 \log(1 - c)}` standard errors.

    Parameters
    ----------
    importance, performance : DataFrame
        Each is either answers (one row per respondent, one column per attribute; the same respondents by index) or
        estimates (one row per attribute, with ``low`` and ``high`` beside the column ``importance``, ``performance`` or
        ``perception``).
    lines : {"mean", "midpoint"}
        Where the cross stands: at the mean of the attributes, or at the middle of the scales. The choice moves points
        from field to field: see `both_lines`.
    midpoints : tuple of float
        Of importance and performance; needed for ``"midpoint"``. Points of 100 have none but the equal share.
    confidence : float
        Level of intervals and ellipses.

    Returns
    -------
    DataFrame, one row per attribute
        ``importance`` with ``importance_low`` and ``importance_high``, likewise ``performance``; ``correlation`` of
        the two errors; ``importance_line``, ``performance_line``; ``quadrant`` ("keep up", "concentrate here", "low
        priority", "possible overkill", "on a line"); ``certain`` (the ellipse crosses no line); ``n``; ``convention``.
        Lines at the mean are taken as given, though they have an error too.

    Raises
    ------
    CourseError
        For attributes that only one of the two has, too few respondents, unknown or missing lines.

    References
    ----------
    Martilla and James (1977), Importance-performance analysis, *Journal of Marketing* 41(1), 77-79.

    Examples
    --------
    >>> wanted = pd.DataFrame({"speed": [6, 7, 5, 6], "manner": [3, 4, 4, 3]})
    >>> seen = pd.DataFrame({"speed": [3, 2, 3, 4], "manner": [6, 5, 6, 6]})
    >>> quadrants(wanted, seen)["quadrant"].to_dict()
    {'speed': 'concentrate here', 'manner': 'possible overkill'}
    """
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    if lines not in ("mean", "midpoint"):
        raise CourseError("decisions.unknown_lines", lines=lines)
    if lines == "midpoint" and midpoints is None:
        raise CourseError("decisions.no_midpoints")
    points = _points(importance, performance, confidence)
    if lines == "mean":
        cross = (float(points["importance"].mean()), float(points["performance"].mean()))
    else:
        assert midpoints is not None
        cross = midpoints
    reach = float(np.sqrt(-2 * np.log(1 - confidence)))
    points["importance_line"], points["performance_line"] = cross
    points["quadrant"] = [
        _quadrant(own, seen, cross) for own, seen in zip(points["importance"], points["performance"], strict=True)
    ]
    apart = [
        (points[name] - line).abs() > reach * points[f"{name}_se"]
        for name, line in zip(("importance", "performance"), cross, strict=True)
    ]
    points["certain"] = apart[0] & apart[1]
    where = "the mean of the attributes" if lines == "mean" else "the midpoints of the scales"
    level = f"{100 * confidence:.6g}%"
    points["convention"] = f"lines at {where}, taken as given; {level} intervals and ellipses, normal errors"
    order = ["importance", "importance_low", "importance_high", "performance", "performance_low", "performance_high",
             "importance_se", "performance_se", "correlation", "importance_line", "performance_line", "quadrant",
             "certain", "n", "convention"]  # fmt: skip
    result = points[order].rename_axis("attribute")
    result.attrs = dict(performance.attrs)
    return result


def both_lines(
    importance: pd.DataFrame,
    performance: pd.DataFrame,
    midpoints: tuple[float, float],
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Show each attribute's field under both crosses, and which flip.

    Parameters
    ----------
    importance, performance, midpoints, confidence
        As for `quadrants`.

    Returns
    -------
    DataFrame, one row per attribute
        ``importance``, ``performance``, ``quadrant_mean``, ``quadrant_midpoint``, ``flips``, ``certain_mean``,
        ``certain_midpoint``, ``n``, ``convention``.

    Examples
    --------
    >>> wanted = pd.DataFrame({"speed": [6, 7, 5, 6], "manner": [5, 4, 5, 5]})
    >>> seen = pd.DataFrame({"speed": [5, 5, 4, 5], "manner": [6, 5, 6, 6]})
    >>> both_lines(wanted, seen, midpoints=(4, 4))["flips"].to_dict()
    {'speed': True, 'manner': True}
    """
    mean = quadrants(importance, performance, "mean", confidence=confidence)
    middle = quadrants(importance, performance, "midpoint", midpoints, confidence)
    result = mean[["importance", "performance"]].copy()
    result["quadrant_mean"], result["quadrant_midpoint"] = mean["quadrant"], middle["quadrant"]
    result["flips"] = mean["quadrant"] != middle["quadrant"]
    result["certain_mean"], result["certain_midpoint"] = mean["certain"], middle["certain"]
    result["n"] = mean["n"]
    result["convention"] = f"lines at the mean of the attributes, and at {midpoints[0]:g} and {midpoints[1]:g}"
    result.attrs = dict(mean.attrs)
    return result


def ellipse(row: pd.Series, confidence: float = 0.95, points: int = 60) -> tuple[Reals, Reals]:
    """Return the outline of a point's error ellipse.

    Parameters
    ----------
    row : Series
        A row of `quadrants`.
    confidence : float
    points : int

    Returns
    -------
    tuple of array
        Importance and performance along the outline.

    Examples
    --------
    >>> row = pd.Series({"importance": 5.0, "performance": 4.0, "importance_se": 0.1, "performance_se": 0.2,
    ...                  "correlation": 0.0})
    >>> x, y = ellipse(row)
    >>> round(float(x.max() - 5), 2), round(float(y.max() - 4), 2)
    (0.24, 0.49)
    """
    angle = np.linspace(0, 2 * np.pi, points)
    reach = float(np.sqrt(-2 * np.log(1 - confidence)))
    r = float(row["correlation"])
    one, other = np.cos(angle), np.sin(angle)
    return (
        row["importance"] + reach * row["importance_se"] * one,
        row["performance"] + reach * row["performance_se"] * (r * one + (1 - r**2) ** 0.5 * other),
    )


def _points(importance: pd.DataFrame, performance: pd.DataFrame, confidence: float) -> pd.DataFrame:
    from scipy.special import ndtri

    z = float(ndtri((1 + confidence) / 2))
    one, other = _side(importance, ("importance",), z), _side(performance, ("performance", "perception"), z)
    if set(one.index) != set(other.index):
        odd = sorted(set(map(str, one.index)) ^ set(map(str, other.index)))
        raise CourseError("decisions.unlike_attributes", attributes=", ".join(odd))
    if len(one) < 2:
        raise CourseError("decisions.few_attributes", count=len(one))
    other = other.loc[one.index]
    rows = pd.DataFrame(index=one.index)
    for name, side in (("importance", one), ("performance", other)):
        rows[name], rows[f"{name}_se"] = side["mean"], side["se"]
        rows[f"{name}_low"], rows[f"{name}_high"] = side["mean"] - z * side["se"], side["mean"] + z * side["se"]
    rows["correlation"] = [_shared(importance, performance, name) for name in one.index]
    rows["n"] = np.minimum(one["n"], other["n"])
    return rows


def _side(table: pd.DataFrame, names: Sequence[str], z: float) -> pd.DataFrame:
    """Return mean, standard error and n by attribute, from answers or from estimates."""
    estimate = next((name for name in names if name in table.columns), None)
    if {"low", "high"} <= set(table.columns) and estimate is not None:
        n = next((table[name] for name in ("n_used", "n") if name in table.columns), pd.Series(np.nan, table.index))
        return pd.DataFrame({"mean": table[estimate], "se": (table["high"] - table["low"]) / (2 * z), "n": n})
    counted = table.count()
    few = counted[counted < FEWEST]
    if len(few):
        raise CourseError("decisions.few_respondents", attribute=few.index[0], n=int(few.iloc[0]), fewest=FEWEST)
    return pd.DataFrame({"mean": table.mean(), "se": table.std() / counted**0.5, "n": counted})


def _shared(importance: pd.DataFrame, performance: pd.DataFrame, name: object) -> float:
    """Return how the errors of the two means go together: over those who gave both; else 0."""
    if name not in importance.columns or name not in performance.columns:
        return 0.0
    both = pd.concat([importance[name], performance[name]], axis=1, keys=["own", "seen"]).dropna()
    if len(both) < FEWEST or min(np.ptp(both["own"]), np.ptp(both["seen"])) == 0:
        return 0.0
    overlap = len(both) / (importance[name].count() * performance[name].count()) ** 0.5
    return float(np.corrcoef(both["own"], both["seen"])[0, 1] * overlap)


def _quadrant(own: float, seen: float, cross: tuple[float, float]) -> str:
    if abs(own - cross[0]) < TIE or abs(seen - cross[1]) < TIE:
        return ON_LINE
    if own > cross[0]:
        return KEEP_UP if seen > cross[1] else CONCENTRATE
    return OVERKILL if seen > cross[1] else LOW_PRIORITY
