"""Is the ruler the same everywhere? How groups use the scale: level, ends, middle, spread; and alpha by group."""

from collections.abc import Hashable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring import reliability
from fsq_lab.scoring.answers import members_of, read_answers
from fsq_lab.statistics.intervals import holm, mean_with_interval
from fsq_lab.survey.carrying import carried_on, questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

STYLES = ("level", "extreme", "midpoint", "spread")
LIKE, DIFFERS, FEW = "like the others", "differs", "too few"
FEWEST = 5
ENOUGH = 0.5  # of the items that a respondent must have answered

Reals = NDArray[np.float64]


def by_group(
    table: pd.DataFrame,
    by: str = "branch",
    of: str = "expectation",
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Compare how groups use the scale, over all items of one answer.

    For each respondent: ``level``, the mean of the answers; ``extreme``, the share of answers at either end of the
    scale; ``midpoint``, the share in its middle; ``spread``, their standard deviation. Each group is held against all
    others together by Welch's t; p values are adjusted by Holm over all groups and styles. Items about what customers
    *want* suit best: there a branch has no hand in the answers.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        A survey table.
    by : str
        The column of groups.
    of : str
        The answer, such as ``"expectation"`` or ``"perception"``.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.
    confidence : float
        Level of the t intervals.

    Returns
    -------
    DataFrame, by group and style
        ``value`` with ``low`` and ``high``; ``others`` (mean of all other respondents), ``difference``, ``p_value``
        (Holm), ``note`` ("like the others": no difference beyond chance was found, which is not proof of none;
        "differs"; "too few"), ``n``, ``n_left_out`` (fewer than half of the items answered), ``convention``.

    Raises
    ------
    CourseError
        For an unknown column or answer, fewer than two groups.

    References
    ----------
    Baumgartner and Steenkamp (2001), Response styles in marketing research, *Journal of Marketing Research* 38(2),
    143-156.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> by_group(load("bank_branch")).loc[("B07", "level"), "note"]
    'like the others'
    """
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    questionnaire = questionnaire_of(table, instrument)
    answers = read_answers(table, of, questionnaire)
    members, without = members_of(table, by)
    if len(members) < 2:
        raise CourseError("decisions.one_group", group=by, count=len(members))
    ends = questionnaire.scale.ends
    styles = _styles(answers, float(ends[0]), float(ends[1]))
    grouped = np.concatenate(list(members.values()))
    rows: dict[tuple[Hashable, str], dict[str, object]] = {}
    for name, places in members.items():
        for style in STYLES:
            values = styles[style].to_numpy()
            own, rest = _known(values[places]), _known(values[np.setdiff1d(grouped, places)])
            found = mean_with_interval(own, confidence, of=style)
            rows[name, style] = {
                "value": found.mean,
                "low": found.low,
                "high": found.high,
                "others": float(rest.mean()) if len(rest) else np.nan,
                "difference": found.mean - float(rest.mean()) if len(rest) else np.nan,
                "p_value": _welch(own, rest),
                "n": len(own),
                "n_left_out": len(places) - len(own),
            }
    result = pd.DataFrame.from_dict(rows, orient="index")
    result.index = pd.MultiIndex.from_tuples(list(rows), names=[by, "style"])
    result["p_value"] = holm(result["p_value"].to_numpy(dtype="float64"))
    clear = result["p_value"] < 1 - confidence
    result.insert(6, "note", np.where(result["p_value"].isna(), FEW, np.where(clear, DIFFERS, LIKE)))
    said = f"; {without} without {by} left out" if without else ""
    level = f"{100 * confidence:.6g}%"
    result["convention"] = (
        f"{of}, at least half of the items; {level} t interval; Welch's t against all others, Holm over "
        f"{int(result['p_value'].notna().sum())} tests{said}"
    )
    result.attrs = carried_on(table, questionnaire)
    return result


def alpha_by_group(
    table: pd.DataFrame,
    by: str = "branch",
    of: str = "expectation",
    dimension: str | None = None,
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate alpha within each group: a scale that measures well in one place need not in another.

    Parameters
    ----------
    table, by, of, instrument, confidence
        As for `by_group`.
    dimension : str, optional
        One dimension's items; by default all.

    Returns
    -------
    DataFrame, one row per group
        ``alpha``, ``low``, ``high``, ``items``, ``n_used``, ``n_missing``, ``convention``; ``reason`` where it cannot
        be computed.

    Raises
    ------
    CourseError
        For an unknown column, answer or dimension.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> alpha_by_group(load("bank_branch"), dimension="assurance").loc["B07", ["items", "n_used"]].tolist()
    [4, 59]
    """
    questionnaire = questionnaire_of(table, instrument)
    answers = read_answers(table, of, questionnaire)
    if dimension is not None:
        if dimension not in questionnaire.dimensions:
            known = ", ".join(questionnaire.dimensions)
            raise CourseError("decisions.unknown_dimension", dimension=dimension, known=known)
        answers = answers.loc[:, answers.columns.isin(questionnaire.items_of(dimension))]
    members, _ = members_of(table, by)
    rows = {}
    for name, places in members.items():
        try:
            found = reliability.alpha(answers.iloc[places], confidence)
            own = {key: found[key] for key in ("alpha", "low", "high", "items", "n_used", "n_missing", "convention")}
            rows[name] = {**own, "reason": ""}
        except CourseError as error:
            empty = dict.fromkeys(("alpha", "low", "high"), np.nan)
            rows[name] = {**empty, "items": answers.shape[1], "n_used": 0, "n_missing": len(places),
                          "convention": "raw alpha; listwise", "reason": str(error)}  # fmt: skip
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis(by)
    result.attrs = carried_on(table, questionnaire)
    return result


def _styles(answers: pd.DataFrame, low: float, high: float) -> pd.DataFrame:
    """Return each respondent's four styles; missing where fewer than half of the items are answered."""
    given = answers.notna().sum(axis=1)
    enough = given >= ENOUGH * answers.shape[1]
    middle = (low + high) / 2
    told = pd.DataFrame(
        {
            "level": answers.mean(axis=1),
            "extreme": ((answers == low) | (answers == high)).sum(axis=1) / given,
            "midpoint": (answers == middle).sum(axis=1) / given,
            "spread": answers.std(axis=1),
        }
    )
    return told.where(enough)


def _known(values: Reals) -> Reals:
    return values[~np.isnan(values)]


def _welch(own: Reals, rest: Reals) -> float:
    """Return the two-sided p value of Welch's t; missing with fewer than five on a side, or nothing that varies."""
    from scipy.special import stdtr

    if min(len(own), len(rest)) < FEWEST:
        return np.nan
    one, other = own.var(ddof=1) / len(own), rest.var(ddof=1) / len(rest)
    if one + other == 0:
        return np.nan
    t = (own.mean() - rest.mean()) / (one + other) ** 0.5
    free = (one + other) ** 2 / (one**2 / (len(own) - 1) + other**2 / (len(rest) - 1))
    return float(2 * stdtr(free, -abs(t)))
