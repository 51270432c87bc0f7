"""From satisfaction to loyalty: the curve by score, whether it bends, what it depends on. Associated, not caused."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.scores import level, numbers_of, require_confidence, zeros_and_ones
from fsq_lab.statistics.intervals import proportion
from fsq_lab.statistics.regression import least_squares, logistic

UPWARDS, DOWNWARDS, OPEN = "bends upwards", "bends downwards", "cannot tell"
BELOW_COUNTS_MORE, ABOVE_COUNTS_MORE = "below counts more", "above counts more"
FEWEST = 10


def curve(
    table: pd.DataFrame,
    score: str,
    outcome: str,
    by: str | None = None,
    join: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share with an outcome (renewed, stayed) at each score, of all or group by group.

    Parameters
    ----------
    table : DataFrame
        One row per customer; rows that lack a value are counted and left out.
    score : str
        A column of whole scores.
    outcome : str
        A column of 0 and 1.
    by : str, optional
        A column of groups, such as whether a customer is bound by a mortgage or payroll.
    join : sequence of int, optional
        Scores that are counted together, where one alone has few customers.
    confidence : float
        Level of Wilson's intervals.

    Returns
    -------
    DataFrame by ``score``, with `by` by group and ``score`` (texts such as "1-2", "3")
        ``share`` with ``low`` and ``high``, ``count``, ``n``, ``n_missing``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there, scores that are not whole, outcomes other than 0 and 1, no complete row.

    Examples
    --------
    >>> table = pd.DataFrame({"score": [1, 2, 5, 5], "renewed": [0, 1, 1, 1]})
    >>> curve(table, "score", "renewed", join=(1, 2))["share"].astype(float).to_dict()
    {'1-2': 0.5, '5': 1.0}
    """
    rows = _rows(table, score, outcome, by)
    joined = sorted(set(join or ()))
    name = f"{joined[0]}-{joined[-1]}" if len(joined) > 1 else ""
    found: dict[Any, dict[str, object]] = {}
    keys = [by, score] if by else [score]
    merged = rows.assign(**{score: rows[score].where(~rows[score].isin(joined), joined[0])}) if name else rows
    for key, own in merged.groupby(keys, observed=True)[outcome]:
        estimate = proportion(int(own.sum()), len(own), confidence=confidence)
        at = key[-1]
        text = name if name and at == joined[0] else f"{at:g}"
        found[(key[0], text) if by else text] = {
            **{column: estimate[column] for column in ("share", "low", "high")},
            "count": int(own.sum()),
            "n": len(own),
        }
    result = pd.DataFrame.from_dict(found, orient="index")
    if by:
        result.index = pd.MultiIndex.from_tuples(list(found), names=[by, "score"])
    else:
        result.index.name = "score"
    result["n_missing"] = len(table) - len(rows)
    result["convention"] = f"{outcome} by {score}, {level(confidence)} Wilson interval; who left before is not in it"
    result.attrs = {**table.attrs, "score": score, "outcome": outcome}
    return result


def second_difference(
    table: pd.DataFrame, score: str, outcome: str, at: int = 4, confidence: float = 0.95
) -> "pd.Series[Any]":
    r"""Test whether the curve bends at a score: the last step up against the one before.

    .. math:: b = (p_{k+1} - p_k) - (p_k - p_{k-1}), \qquad
              \tilde b \pm z \sqrt{\sum_j c_j^2 \frac{\tilde p_j (1 - \tilde p_j)}{n_j + 4/m}}

    with :math:`c = (1, -2, 1)`, *m* = 3 and :math:`\tilde p_j = (x_j + 2/m)/(n_j + 4/m)`.

    Parameters
    ----------
    table, score, outcome, confidence
        As for `curve`.
    at : int
        The score *k* in the middle.

    Returns
    -------
    Series
        ``lower_rise``, ``upper_rise``, ``second_difference`` with ``low`` and ``high``, ``verdict`` ("bends upwards",
        "bends downwards" or "cannot tell"), ``n`` at the three scores together, ``convention``.

    Raises
    ------
    CourseError
        As for `curve`, and where nobody has one of the three scores.

    Notes
    -----
    Formula (Price and Bonett 2004): ``b = (p_{k+1} - p_k) - (p_k - p_{k-1})``

    References
    ----------
    Price and Bonett (2004), An improved confidence interval for a linear function of binomial proportions,
    *Computational Statistics and Data Analysis* 45, 449-456.

    Examples
    --------
    >>> table = pd.DataFrame({"score": [3] * 50 + [4] * 50 + [5] * 50, "kept": [1] * 15 + [0] * 35 + [1] * 20
    ...     + [0] * 30 + [1] * 48 + [0] * 2})
    >>> found = second_difference(table, "score", "kept")
    >>> round(found["second_difference"], 2), found["verdict"]
    (0.46, 'bends upwards')
    """
    require_confidence(confidence)
    rows = _rows(table, score, outcome, None)
    shares, adjusted, variance, total = [], 0.0, 0.0, 0
    for place, weight in ((at - 1, 1), (at, -2), (at + 1, 1)):
        own = rows.loc[rows[score] == place, outcome]
        if own.empty:
            raise CourseError("satisfaction_loyalty.nobody_at", score=place, column=score)
        n = len(own) + 4 / 3
        p = (float(own.sum()) + 2 / 3) / n
        shares.append(float(own.mean()))
        adjusted += weight * p
        variance += weight**2 * p * (1 - p) / n
        total += len(own)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * float(np.sqrt(variance))
    low, high = adjusted - half, adjusted + half
    return pd.Series(
        {
            "lower_rise": shares[1] - shares[0],
            "upper_rise": shares[2] - shares[1],
            "second_difference": shares[2] - 2 * shares[1] + shares[0],
            "low": max(low, -2.0),
            "high": min(high, 2.0),
            "verdict": UPWARDS if low > 0 else DOWNWARDS if high < 0 else OPEN,
            "n": total,
            "convention": f"{outcome} at {score} {at - 1}, {at}, {at + 1}; {level(confidence)} adjusted interval "
            "(Price-Bonett)",
        },
        dtype=object,
    )


def asymmetry(
    table: pd.DataFrame, score: str, outcome: str, reference: float, confidence: float = 0.95
) -> "pd.Series[Any]":
    """Compare how steeply an outcome rises below and above a reference, a point lost with one won.

    A line with a bend at the reference is fitted by least squares.

    Parameters
    ----------
    table : DataFrame
        Rows that lack a value are counted and left out.
    score, outcome : str
        Columns of numbers: of an attribute, or of a gap, and of overall satisfaction or loyalty.
    reference : float
        Where the line may bend: the middle of the scale, or 0 for a gap.
    confidence : float
        Level of the t intervals.

    Returns
    -------
    Series
        ``slope_below`` and ``slope_above`` (each with ``_low`` and ``_high``), their ``difference`` (above less
        below) with ``low``, ``high`` and ``p_value``, ``verdict`` ("below counts more", "above counts more" or
        "cannot tell"), ``n``, ``n_missing``, ``n_below``, ``n_above``, ``convention``.

    Raises
    ------
    CourseError
        For columns that are not there or hold no numbers, and with fewer than ten rows on one side.

    References
    ----------
    Anderson and Mittal (2000), Strengthening the satisfaction-profit chain, *Journal of Service Research* 3(2),
    107-120; Mittal, Ross and Baldasare (1998), The asymmetric impact of negative and positive attribute-level
    performance, *Journal of Marketing* 62(1), 33-47.

    Examples
    --------
    >>> data = pd.DataFrame({"gap": [-2, -1, 0, 1, 2] * 10, "overall": [1, 3, 5, 5.5, 6, 1.1, 3.1, 4.9, 5.4, 6.1] * 5})
    >>> asymmetry(data, "gap", "overall", reference=0)["verdict"]
    'below counts more'
    """
    values = numbers_of(table, [score, outcome]).dropna()
    distance = values[score] - reference
    sides = {"below": int((distance < 0).sum()), "above": int((distance > 0).sum())}
    for side, n in sides.items():
        if n < FEWEST:
            raise CourseError(f"satisfaction_loyalty.few_{side}", n=n, fewest=FEWEST, reference=f"{reference:g}")
    bent = pd.DataFrame(
        {
            "outcome": values[outcome],
            "distance": distance,
            "above": distance.clip(lower=0),
            "below": distance.clip(upper=0),
        }
    )
    fit = least_squares(bent, "outcome", ["distance", "above"], confidence).coefficients
    other = least_squares(bent, "outcome", ["distance", "below"], confidence).coefficients
    slopes = {
        f"slope_{side}{ending}": float(coefficients[column]["distance"])
        for side, coefficients in (("below", fit), ("above", other))
        for ending, column in (("", "coefficient"), ("_low", "low"), ("_high", "high"))
    }
    own = _row(fit, "above")
    verdict = ABOVE_COUNTS_MORE if own["low"] > 0 else BELOW_COUNTS_MORE if own["high"] < 0 else OPEN
    return pd.Series(
        {
            **slopes,
            "difference": own["coefficient"],
            "low": own["low"],
            "high": own["high"],
            "p_value": own["p_value"],
            "verdict": verdict,
            "n": len(values),
            "n_missing": len(table) - len(values),
            **{f"n_{side}": n for side, n in sides.items()},
            "convention": f"line of {outcome} on {score} with a bend at {reference:g}, least squares; "
            f"{level(confidence)} t intervals",
        },
        dtype=object,
    )


def moderated(table: pd.DataFrame, score: str, outcome: str, moderator: str, confidence: float = 0.95) -> pd.DataFrame:
    """Compare how steeply an outcome rises with satisfaction in two groups, such as free and bound customers.

    Logistic curves with an interaction: a slope is a change of the logarithm of the odds for a point of the score.

    Parameters
    ----------
    table : DataFrame
        Rows that lack a value are counted and left out.
    score, outcome : str
        As for `curve`.
    moderator : str
        A column of 0 and 1, or of false and true: high switching cost, say.
    confidence : float
        Level of Wald's intervals.

    Returns
    -------
    DataFrame with the rows ``0``, ``1`` and ``difference`` (the second less the first)
        ``slope`` with ``low``, ``high`` and ``p_value``, ``mean_score`` and ``share`` with the outcome (in the last
        row their differences), ``n``, ``n_missing``, ``convention``. Equal mean scores with unlike shares are what
        hostages look like.

    Raises
    ------
    CourseError
        As for `fsq_lab.statistics.regression.logistic`, and for a moderator that is not 0 or 1 or is one alone.

    References
    ----------
    Jones, Mothersbaugh and Beatty (2000), Switching barriers and repurchase intentions in services, *Journal of
    Retailing* 76(2), 259-274; Kumar, Dalla Pozza and Ganesh (2013), Revisiting the satisfaction-loyalty relationship,
    *Journal of Retailing* 89(3), 246-262.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> matured = load("frame").query("matured == 1").merge(load("customers"), on="customer")
    >>> found = moderated(matured, "satisfaction_true", "renewed", moderator="payroll")
    >>> bool(found.loc["0", "slope"] > found.loc["1", "slope"])
    True
    """
    zeros_and_ones(table, moderator)
    zeros_and_ones(table, outcome)
    values = numbers_of(table, [score, outcome, moderator]).dropna()
    if values[moderator].nunique() < 2:
        raise CourseError("satisfaction_loyalty.one_group", column=moderator, n=len(values))
    rows: dict[str, dict[str, object]] = {}
    for group in (0, 1):
        own = values[values[moderator] == group]
        fit = logistic(own, outcome, [score], confidence).coefficients
        rows[str(group)] = _slope(fit, score) | {
            "mean_score": float(own[score].mean()), "share": float(own[outcome].mean()), "n": len(own),
        }  # fmt: skip
    both = values.assign(product=values[score] * values[moderator])
    fit = logistic(both, outcome, [score, moderator, "product"], confidence).coefficients
    means = values.groupby(moderator)[[score, outcome]].mean()
    change = {str(name): float(means[name][1] - means[name][0]) for name in (score, outcome)}
    rows["difference"] = _slope(fit, "product") | {
        "mean_score": change[score], "share": change[outcome], "n": len(values),
    }  # fmt: skip
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index.name = moderator
    result["n_missing"] = len(table) - len(values)
    result["convention"] = f"logit of {outcome} on {score}, by {moderator}; {level(confidence)} Wald intervals"
    result.attrs = dict(table.attrs)
    return result


def _row(coefficients: pd.DataFrame, name: str) -> dict[str, float]:
    return {str(column): float(values[name]) for column, values in coefficients.items()}


def _slope(coefficients: pd.DataFrame, name: str) -> dict[str, object]:
    row = _row(coefficients, name)
    return {"slope": row["coefficient"], **{column: row[column] for column in ("low", "high", "p_value")}}


def _rows(table: pd.DataFrame, score: str, outcome: str, by: str | None) -> pd.DataFrame:
    """Return the complete rows: whole scores, outcomes of 0 and 1, groups."""
    if by is not None and by not in table.columns:
        raise CourseError("statistics.no_column", columns=by)
    values = numbers_of(table, [score, outcome])
    zeros_and_ones(table, outcome)
    odd = values[score].notna() & (values[score] != np.floor(values[score]))
    if odd.any():
        first = values.index[odd][0]
        raise CourseError("scores.not_whole", column=score, value=f"{values.loc[first, score]:g}", row=first)
    rows = values if by is None else values.assign(**{by: table[by]})
    rows = rows.dropna()
    if rows.empty:
        raise CourseError("statistics.no_cases")
    return rows
