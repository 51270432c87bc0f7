"""SERVQUAL: how far perceived service falls short of, or exceeds, what customers expect."""

import re
from typing import Literal

import numpy as np
import pandas as pd

from fsq_lab.instruments import Instrument
from fsq_lab.instruments import instrument as find_instrument
from fsq_lab.language import CourseError
from fsq_lab.scoring.estimates import EMPTY, Estimate, mean_with_interval

ANSWERS = ("expectation", "perception")
HALF_OF_PAIRS = "pairs only; at least half of the items"


def dimensions(table: pd.DataFrame, instrument: str | Instrument = "bank_branch") -> pd.DataFrame:
    r"""Average each respondent's answers by dimension.

    Only pairs count: items with both an expectation and a perception. A respondent's mean of a dimension needs
    pairs for at least half of its items (rounded up); else it is missing. So the difference of the two means is
    the respondent's gap:

    .. math:: g_{rd} = \bar P_{rd} - \bar E_{rd} = \frac{1}{|I_{rd}|} \sum_{i \in I_{rd}} (P_{ri} - E_{ri})

    where :math:`I_{rd}` are the items of dimension *d* that respondent *r* answered twice.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns ``expectation_1``, ..., ``perception_1``, ...; others are ignored.
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.

    Returns
    -------
    DataFrame, one row per respondent, same index as the table
        Two-level columns ``(answer, dimension)``, in points of the scale.

    Raises
    ------
    CourseError
        When the table has no rows, lacks a column or has it twice, or holds text or answers off the scale.

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), SERVQUAL, *Journal of Retailing* 64(1), 12-40. The rule for missing
    answers is this course's.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> levels = dimensions(load("bank_branch"))
    >>> list(levels.columns)[0]
    ('expectation', 'tangibles')
    """
    questionnaire = find_instrument(instrument)
    return _levels({answer: _answers(table, answer, questionnaire) for answer in ANSWERS}, questionnaire)


def gaps(
    table: pd.DataFrame,
    by: Literal["dimension", "item", "total"] = "dimension",
    instrument: str | Instrument = "bank_branch",
    confidence: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the mean gap, perception minus expectation, with its t interval.

    With the gaps :math:`g_1, \dots, g_n` of the respondents who gave enough pairs, their mean
    :math:`\bar g` and standard deviation :math:`s`, the interval is

    .. math:: \bar g \pm t_{n-1,\,(1+c)/2}\; s / \sqrt{n}

    It takes respondents as independent of each other.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table, as for `dimensions`.
    by : {"dimension", "item", "total"}
        What each row of the result stands for. The total is a respondent's mean over the dimensions, each
        counting the same, and needs all of them; `weighted` gives each its weight.
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.
    confidence : float
        Level *c* of the interval, between 0 and 1.

    Returns
    -------
    DataFrame, one row per dimension or item, in the questionnaire's order, or one row for the total
        ``expectation``, ``perception`` and ``gap`` are means over the respondents used, in points of the scale;
        ``sd`` is the standard deviation of the respondents' gaps (divisor n - 1); ``low`` and ``high`` bound the
        interval; ``n_used`` and ``n_missing`` add up to the rows of the table; ``convention`` says what was
        counted and which interval this is. Where fewer than two respondents are left, or all gaps are equal, the
        interval is empty and the convention says why. By item a column ``dimension`` comes first. The table's
        ``attrs`` (the seed of synthetic data) go along.

    Raises
    ------
    CourseError
        As for `dimensions`, and for an unknown `by` or a `confidence` outside (0, 1).

    References
    ----------
    Parasuraman, Zeithaml and Berry (1988), *Journal of Retailing* 64(1), 12-40; Student (1908), The probable
    error of a mean, *Biometrika* 6(1), 1-25.

    Examples
    --------
    >>> from fsq_lab.data import load
    >>> result = gaps(load("bank_branch"))
    >>> bool((result["low"] <= result["gap"]).all())
    True
    >>> result.loc["tangibles", "convention"]
    'pairs only; at least half of the items; 95% t interval'
    """
    if by not in ("dimension", "item", "total"):
        raise CourseError("servqual.unknown_by", by=by)
    _refuse_confidence(confidence)
    questionnaire = find_instrument(instrument)
    levels = _by_item(table, questionnaire) if by == "item" else dimensions(table, questionnaire)
    if by == "total":
        totals = {(answer, "total"): _total(levels.loc[:, [answer]]) for answer in ANSWERS}
        levels = pd.DataFrame(totals, index=table.index)
    counting = {"item": "pairs only", "dimension": HALF_OF_PAIRS, "total": f"{HALF_OF_PAIRS}; every dimension"}[by]
    groups = levels["expectation"].columns
    rows = [_gap(levels["expectation"][group], levels["perception"][group], confidence, counting) for group in groups]
    result = pd.DataFrame(rows, index=pd.Index(groups, name=by))
    result.attrs = dict(table.attrs)
    if by == "item":
        result.insert(0, "dimension", [item.dimension for item in questionnaire.items])
    return result


def stated_confidence(result: pd.DataFrame) -> float | None:
    """Read the level of the intervals from a result's ``convention`` column.

    Parameters
    ----------
    result : DataFrame
        What `gaps` returned.

    Returns
    -------
    float or None
        Between 0 and 1; None when no row has an interval.

    Examples
    --------
    >>> stated_confidence(pd.DataFrame({"convention": ["pairs only; 90% t interval"]}))
    0.9
    """
    found = [match for text in result["convention"] if (match := re.search(r"([\d.]+)% t interval", str(text)))]
    return float(found[0][1]) / 100 if found else None


def _gap(expectation: pd.Series, perception: pd.Series, confidence: float, counting: str) -> dict[str, object]:
    """Estimate one mean gap from the two answers of each respondent (one float a row, NaN where missing)."""
    used = (expectation.notna() & perception.notna()).to_numpy()
    expected, perceived = expectation.to_numpy()[used], perception.to_numpy()[used]
    estimate = mean_with_interval(perceived - expected, confidence)
    return {
        "expectation": expected.mean() if len(expected) else EMPTY,
        "perception": perceived.mean() if len(perceived) else EMPTY,
        **_row(estimate, "gap"),
        "n_used": len(expected),
        "n_missing": len(expectation) - len(expected),
        "convention": f"{counting}; {estimate.interval}",
    }


def _row(estimate: Estimate, name: str) -> dict[str, object]:
    """Return an estimate as the columns of a result."""
    return {name: estimate.mean, "sd": estimate.sd, "low": estimate.low, "high": estimate.high}


def _levels(answers: dict[str, pd.DataFrame], questionnaire: Instrument) -> pd.DataFrame:
    """Average answers by dimension over the items that carry all of them, by the rule of `dimensions`."""
    paired = np.logical_and.reduce([values.notna().to_numpy() for values in answers.values()])
    means = {}
    for answer, values in answers.items():
        for dimension in questionnaire.dimensions:
            own = values.columns.isin(questionnaire.items_of(dimension))
            pairs = paired[:, own]
            enough = 2 * pairs.sum(axis=1) >= own.sum()
            means[answer, dimension] = values.loc[:, own].where(pairs).mean(axis="columns").where(enough)
    levels = pd.DataFrame(means, index=next(iter(answers.values())).index)
    levels.columns = pd.MultiIndex.from_tuples(means, names=["answer", "dimension"])
    return levels


def _total(levels: pd.DataFrame) -> pd.Series:
    """Return each respondent's mean over the dimensions, missing where one of them is."""
    return levels.mean(axis="columns", skipna=False)


def _by_item(table: pd.DataFrame, questionnaire: Instrument) -> pd.DataFrame:
    """Return all answers in two-level columns ``(answer, item)``."""
    return pd.concat({answer: _answers(table, answer, questionnaire) for answer in ANSWERS}, axis="columns")


def _answers(table: pd.DataFrame, answer: str, questionnaire: Instrument) -> pd.DataFrame:
    """Return one answer's columns as floats named by item number, or refuse the table."""
    columns = [f"{answer}_{item.number}" for item in questionnaire.items]
    _refuse_unusable_columns(table, columns)
    values = table[columns].astype("float64")
    _refuse_off_scale(values, questionnaire)
    return values.set_axis([item.number for item in questionnaire.items], axis="columns")


def _refuse_confidence(confidence: float) -> None:
    """Raise where a level is none."""
    if not 0 < confidence < 1:
        raise CourseError("servqual.confidence", confidence=confidence)


def _refuse_unusable_columns(table: pd.DataFrame, columns: list[str]) -> None:
    """Raise where the table is empty, or columns are missing, double or not numbers."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise CourseError("servqual.missing_columns", count=len(missing), columns=", ".join(missing))
    double = [column for column in columns if list(table.columns).count(column) > 1]
    if double:
        raise CourseError("servqual.double_columns", columns=", ".join(double))
    if table.empty:
        raise CourseError("servqual.no_rows")
    for column in columns:
        kind = table[column].dtype
        if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
            raise CourseError("servqual.not_numbers", column=column, kind=kind)


def _refuse_off_scale(values: pd.DataFrame, questionnaire: Instrument) -> None:
    """Raise at the first answer that is neither on the scale nor missing."""
    low, high = questionnaire.scale.low, questionnaire.scale.high
    wrong = (values.notna() & ~((values >= low) & (values <= high))).to_numpy()
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise CourseError(
            "servqual.off_scale",
            count=int(wrong.sum()),
            row=values.index[row],
            column=values.columns[column],
            value=f"{float(values.to_numpy()[row, column]):g}",
            low=low,
            high=high,
        )
