"""The report's satisfaction rate, net promoter and effort scores, as they came and weighted, with interval and n."""

from collections.abc import Iterator
from math import sqrt
from typing import Any

import pandas as pd

from fsq_lab.ground.language import CourseError, message
from fsq_lab.hypertext.words import Html, as_html
from fsq_lab.report import digits
from fsq_lab.report.pieces import Evaluation, table_of
from fsq_lab.scoring import net_promoter, raking, satisfaction
from fsq_lab.statistics.intervals import normal_quantile

SATISFACTION, RECOMMENDING, EFFORT = "overall_satisfaction", "nps", "ces"
RATED = (SATISFACTION, RECOMMENDING, EFFORT)
FEWEST_POINTS = 3  # of a scale on which the two highest can be told from the rest
_LEVEL = 0.95


def rates(found: Evaluation, weights: "pd.Series[float] | None" = None) -> Iterator[Html]:
    """Yield a table of satisfaction rate (top two boxes), net promoter score and customer effort score, where asked.

    A high effort score is easy: of a questionnaire whose low end is declared the best, reading has turned the answers.

    Parameters
    ----------
    found : Evaluation
        The survey that was read.
    weights : Series, optional
        One for each row, as `fsq_lab.scoring.raking.rake` gives them; then every figure stands there weighted, too.
    """
    rows = []
    for question in found.asked.questions:
        if question.id not in RATED or question.scale is None:
            continue
        if question.id not in found.survey.table.columns:
            continue
        answers = found.survey.table[question.id].reset_index(drop=True)
        ends = question.scale.ends
        try:
            if question.id == SATISFACTION and ends[1] - ends[0] + 1 >= FEWEST_POINTS:
                rows.append(_satisfied(answers, ends, weights))
            elif question.id == RECOMMENDING and ends == net_promoter.SCALE:
                rows.append(_promoted(answers, weights))
            elif question.id == EFFORT:
                rows.append(_effort(answers, ends, weights))
        except CourseError as reason:
            told = message("report.rate_left_out", question=question.wording, reason=reason)
            yield Html(f'<p class="left-out">{as_html(told)}</p>')
    if rows:
        heads = ["measure", "as_it_came", "interval", "n"]
        if weights is not None:
            heads = ["measure", "as_it_came", "interval", "weighted", "interval", "n"]
        yield table_of(heads, rows, message("report.rates_caption" if weights is None else "report.rates_both_caption"))


def weighted_share(chosen: "pd.Series[Any]", weights: "pd.Series[float]") -> "pd.Series[Any]":
    r"""Estimate a weighted share with Wilson's interval at the effective number of answers.

    .. math:: n^* = \frac{(\sum w_i)^2}{\sum w_i^2}

    Parameters
    ----------
    chosen : Series
        1 and 0, missing where there is no answer.
    weights : Series
        One for each row, missing for a row that has none.

    Returns
    -------
    Series
        ``share`` with ``low`` and ``high`` between 0 and 1, ``n``, ``effective_n``.

    References
    ----------
    Kish (1965), *Survey Sampling*; Wilson (1927); Korn and Graubard (1998) put the effective size into such intervals.

    Examples
    --------
    >>> found = weighted_share(pd.Series([1, 0, 0]), pd.Series([2.0, 0.5, 0.5]))
    >>> round(found["share"], 3), found["effective_n"]
    (0.667, 2.0)
    """
    x, w, effective = _weighed(chosen, weights)
    share, z = float(w @ x / w.sum()), normal_quantile(_LEVEL)
    widening = z * z / effective
    half = z * sqrt(share * (1 - share) / effective + widening / (4 * effective))
    low, high = ((share + widening / 2 + sign * half) / (1 + widening) for sign in (-1, 1))
    return pd.Series(
        {"share": share, "low": max(low, 0.0), "high": min(high, 1.0), "n": len(x), "effective_n": effective},
        dtype=object,
    )


def weighted_promoters(scores: "pd.Series[Any]", weights: "pd.Series[float]") -> "pd.Series[Any]":
    """Estimate a weighted net promoter score, with the adjusted Wald interval at the effective number of answers.

    Parameters
    ----------
    scores : Series
        Whole scores from 0 to 10, missing where there is no answer.
    weights : Series
        One for each row, missing for a row that has none.

    Returns
    -------
    Series
        ``nps``, ``low`` and ``high`` in points, ``n``, ``effective_n``.

    References
    ----------
    Rocks (2016), *The American Statistician* 70(4), 365-372, for the additions; Kish (1965) for the effective number.

    Examples
    --------
    >>> found = weighted_promoters(pd.Series([10, 9, 8, 6, 0]), pd.Series([1.0] * 5))
    >>> own = net_promoter.score(pd.Series([10, 9, 8, 6, 0]))
    >>> bool(abs(found["low"] - own["low"]) < 1e-9), found["nps"]
    (True, 0.0)
    """
    x, w, effective = _weighed(scores, weights)
    promoters, detractors = (
        effective * float(w[side].sum() / w.sum()) for side in (x >= net_promoter.PROMOTER, x <= net_promoter.DETRACTOR)
    )
    score = 100 * (promoters - detractors) / effective
    added, of = net_promoter.ADDED, effective + sum(net_promoter.ADDED)
    up, down = (promoters + added[0]) / of, (detractors + added[2]) / of
    half = 100 * normal_quantile(_LEVEL) * sqrt((up + down - (up - down) ** 2) / of)
    low, high = max(100 * (up - down) - half, -100.0), min(100 * (up - down) + half, 100.0)
    return pd.Series({"nps": score, "low": low, "high": high, "n": len(x), "effective_n": effective}, dtype=object)


def _weighed(values: "pd.Series[Any]", weights: "pd.Series[float]") -> tuple[Any, Any, float]:
    """Return answers and weights where both are there, and the effective number of answers."""
    there = (values.notna() & weights.notna()).to_numpy()
    if not there.any():
        raise CourseError("statistics.no_cases")
    x, w = values.to_numpy(dtype=float)[there], weights.to_numpy(dtype=float)[there]
    return x, w, float(w.sum() ** 2 / (w @ w))


def _satisfied(answers: "pd.Series[Any]", ends: tuple[int, int], weights: "pd.Series[float] | None") -> list[str]:
    plain = satisfaction.top_box(answers, top=2, scale=ends)
    name = message("report.satisfied", boxes=f"{ends[1] - 1}–{ends[1]}", low=ends[0], high=ends[1])
    row = [name, f"{100 * plain['share']:.0f}%", _bounds(100 * plain["low"], 100 * plain["high"], "%")]
    if weights is not None:
        chosen = (answers >= ends[1] - 1).astype(float).where(answers.notna())
        raked = weighted_share(chosen, weights.reset_index(drop=True))
        row += [f"{100 * raked['share']:.0f}%", _bounds(100 * raked["low"], 100 * raked["high"], "%")]
    counted = message("report.satisfied_of", count=plain["count"], n=plain["n"])
    return [*row, counted]


def _promoted(answers: "pd.Series[Any]", weights: "pd.Series[float] | None") -> list[str]:
    plain = net_promoter.score(answers)
    row = [message("report.promoted"), _points(plain["nps"]), _bounds(plain["low"], plain["high"])]
    if weights is not None:
        raked = weighted_promoters(answers, weights.reset_index(drop=True))
        row += [_points(raked["nps"]), _bounds(raked["low"], raked["high"])]
    counts = {name: plain[name] for name in ("promoters", "passives", "detractors", "n")}
    return [*row, message("report.promoted_of", **counts)]


def _effort(answers: "pd.Series[Any]", ends: tuple[int, int], weights: "pd.Series[float] | None") -> list[str]:
    plain = satisfaction.effort(answers, easy=satisfaction.HIGH, scale=ends)
    found = [plain]
    if weights is not None:
        found.append(raking.estimate(pd.DataFrame({"ces": answers}), "ces", weights.reset_index(drop=True)))
    row = [message("report.effort", low=ends[0], high=ends[1])]
    for one in found:
        mean, bounds = float(one["mean"]), (float(one["low"]), float(one["high"]))
        row += [digits.mean(mean, *bounds), digits.interval(*bounds, None)]
    return [*row, str(plain["n"])]


def _points(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")


def _bounds(low: float, high: float, unit: str = "") -> str:
    return message("report.bounds", low=_points(low) + unit, high=_points(high) + unit)
