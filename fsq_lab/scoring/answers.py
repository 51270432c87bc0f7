"""Answers of a survey table: read and checked, averaged by dimension, and split into groups."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.respondents import fewest
from fsq_lab.survey.carrying import carried_on
from fsq_lab.survey.questionnaire import Instrument

By = Literal["dimension", "item", "total"]
Positions = NDArray[np.intp]
Row = dict[str, object]

PAIR = ("expectation", "perception")


def read_answers(table: pd.DataFrame, answer: str, questionnaire: Instrument) -> pd.DataFrame:
    """Return one answer's columns as floats named by item number, in the questionnaire's order.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns ``expectation_1``, ... of the answer; others are ignored.
    answer : str
        Such as ``"expectation"``, one that the questionnaire asks for.
    questionnaire : Instrument
        Names items and scale.

    Returns
    -------
    DataFrame, one row per respondent, one column per item
        NaN where there is no answer.

    Raises
    ------
    CourseError
        When the questionnaire does not ask for this answer, or the table has no rows, lacks a column or has it
        twice, or holds text or answers off the scale.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> from fsq_lab.survey.instruments import instrument
    >>> len(read_answers(load("bank_branch"), "perception", instrument("bank_branch")).columns)
    22
    """
    columns = questionnaire.columns(answer)
    refuse_unusable_columns(table, columns)
    values = table[columns].astype("float64")
    _refuse_off_scale(values, answer, questionnaire)
    return values.set_axis([item.number for item in questionnaire.items], axis="columns")


def complete_answers(table: pd.DataFrame, answers: Sequence[str], questionnaire: Instrument) -> dict[str, pd.DataFrame]:
    """Read several answers and keep of each item only those who gave all of them; the rest become NaN.

    Parameters
    ----------
    table, questionnaire
        As for `read_answers`.
    answers : sequence of str
        Such as ``("expectation", "perception")``.

    Returns
    -------
    dict of DataFrame, by answer
        As from `read_answers`.
    """
    read = {answer: read_answers(table, answer, questionnaire) for answer in answers}
    for item in questionnaire.items:
        refuse_unlike_scales(questionnaire, answers, (item.number,))
    complete = np.logical_and.reduce([~np.isnan(values.to_numpy()) for values in read.values()])
    return {answer: _like(values, np.where(complete, values.to_numpy(), np.nan)) for answer, values in read.items()}


def average(values: pd.DataFrame, by: By, questionnaire: Instrument, needs: str = "half") -> pd.DataFrame:
    """Average each respondent's values of the items by dimension or in total, or leave them by item.

    By default a dimension needs values for at least half of its items (rounded up; all of them are the base, also
    those that a respondent is not asked); the total is the mean over the dimensions and needs all of them.

    Parameters
    ----------
    values : DataFrame, one row per respondent, one column per item
        As from `complete_answers`.
    by : {"dimension", "item", "total"}
        What each column of the result stands for.
    questionnaire : Instrument
        Says which items make a dimension.
    needs : {"half", "all", "one"}
        How many items a dimension's mean needs, see `respondents.fewest`.

    Returns
    -------
    DataFrame, one row per respondent
        Columns by dimension, by item, or ``total``.

    Raises
    ------
    CourseError
        For an unknown `by` or `needs`, and for a total of a questionnaire whose parts are kept apart.

    Examples
    --------
    >>> from fsq_lab.survey.instruments import instrument
    >>> ones = pd.DataFrame(1.0, index=["R1"], columns=range(1, 23))
    >>> float(average(ones, "total", instrument("bank_branch")).loc["R1", "total"])
    1.0
    """
    refuse_unknown_by(by)
    if by == "total" and questionnaire.kept_apart:
        raise CourseError("servqual.no_total", instrument=questionnaire.id)
    if by == "item":
        return values
    means = {}
    stems = tuple(questionnaire.stems)
    for dimension in questionnaire.dimensions:
        for answer in stems:
            refuse_unlike_scales(questionnaire, (answer,), questionnaire.items_of(dimension))
        own = values.to_numpy()[:, values.columns.isin(questionnaire.items_of(dimension))]
        there = ~np.isnan(own)
        count = there.sum(axis=1)
        enough = (count >= fewest(own.shape[1], needs)) & (count > 0)
        total = np.where(there, own, 0.0).sum(axis=1)
        means[dimension] = np.divide(total, count, out=np.full(len(own), np.nan), where=enough)
    levels = pd.DataFrame(means, index=values.index)
    if by == "dimension":
        return levels
    for answer in stems:
        refuse_unlike_scales(questionnaire, (answer,), [item.number for item in questionnaire.items])
    return levels.mean(axis="columns", skipna=False).to_frame("total")


def score_rows(
    table: pd.DataFrame,
    questionnaire: Instrument,
    labels: list[Hashable],
    by: str,
    group: str | None,
    score: Callable[[Hashable, Positions], Row],
) -> pd.DataFrame:
    """Score each label, for everyone or for each group, and lay the results out as a table.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        The survey table.
    questionnaire : Instrument
        What it answers.
    labels : list
        What the rows stand for: dimensions, items or the total.
    by : str
        Name of the labels' index level.
    group : str or None
        Column of the table with each respondent's group.
    score : function of label and positions of rows
        Returns one row of the result, with a ``convention``.

    Returns
    -------
    DataFrame
        Indexed by label, or by group and label, groups sorted. The convention counts respondents without a
        group. The table's ``attrs`` go along, with the questionnaire.
    """
    if group is None:
        everyone = np.arange(len(table))
        result = pd.DataFrame([score(label, everyone) for label in labels], index=pd.Index(labels, name=by))
    else:
        members, without = members_of(table, group)
        rows = [score(label, positions) for positions in members.values() for label in labels]
        result = pd.DataFrame(rows, index=pd.MultiIndex.from_product([list(members), labels], names=[group, by]))
        result["convention"] += left_out(without, group)
    result.attrs = carried_on(table, questionnaire)
    return result


def reach_of(questionnaire: Instrument, answer: str, differences: bool = False) -> dict[Hashable, tuple[float, float]]:
    """Return from where to where a mean can lie, for each item, dimension and the total.

    Parameters
    ----------
    questionnaire : Instrument
    answer : str
        Such as ``"perception"``.
    differences : bool
        Whether the means are differences of two answers on its scale, as gaps are.
    """
    [asked] = [one for one in questionnaire.answers if one.id == answer]
    reach: dict[Hashable, tuple[float, float]] = {}
    for item in questionnaire.items:
        low, high = questionnaire.scale_of(asked, item).ends
        ends = (low - high, high - low) if differences else (low, high)
        reach |= dict.fromkeys((item.number, item.dimension, "total"), ends)
    return reach


def mark_beyond(
    result: pd.DataFrame,
    reach: Mapping[Hashable, tuple[float, float]],
    bounds: Sequence[tuple[str, str]] = (("low", "high"),),
) -> None:
    """Say in a row's convention where its interval holds values that no mean can have.

    Parameters
    ----------
    result : DataFrame
        With the column ``convention``; the last level of its index are the labels of `reach`.
    reach : dict of label to lowest and highest possible mean
    bounds : sequence of pairs
        The columns with the lower and the upper bound of each interval.
    """
    told = []
    for label, (_, row) in zip(result.index.get_level_values(-1), result.iterrows(), strict=True):
        low, high = reach[label]
        beyond = any(row[lower] < low or row[upper] > high for lower, upper in bounds)
        told.append(f"; the interval reaches past what a mean can be ({low:g} to {high:g})" if beyond else "")
    result["convention"] += told


def with_dimensions(result: pd.DataFrame, questionnaire: Instrument) -> pd.DataFrame:
    """Put the dimension of each item before the other columns of a result by item."""
    if "item" in result.index.names:
        dimension_of = {item.number: item.dimension for item in questionnaire.items}
        result.insert(0, "dimension", result.index.get_level_values("item").map(dimension_of))
    return result


def left_out(count: int, group: str) -> str:
    """Return what a convention says of respondents without a group: nothing if there are none."""
    return f"; {count} without {group} left out" if count else ""


def members_of(table: pd.DataFrame, group: str) -> tuple[dict[Hashable, Positions], int]:
    """Return each group's row positions, groups sorted, and how many respondents have no group.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        The survey table.
    group : str
        Column with each respondent's group; missing and blank entries are no group. A categorical column keeps
        the order of its categories, and those that nobody belongs to.

    Returns
    -------
    tuple of dict and int

    Raises
    ------
    CourseError
        When the table has no such column, or has it twice, or nobody has a group.

    Examples
    --------
    >>> members, without = members_of(pd.DataFrame({"branch": ["B2", "B1", "B2", None]}), "branch")
    >>> [(name, rows.tolist()) for name, rows in members.items()], without
    ([('B1', [1]), ('B2', [0, 2])], 1)
    """
    if isinstance(group, list | dict | set) or group not in table.columns:
        raise CourseError("servqual.no_group_column", group=group, columns=_some(table.columns))
    if list(table.columns).count(group) > 1:
        raise CourseError("servqual.double_columns", columns=group)
    labels = table[group]
    blank = labels.isna() | (labels.astype("str").str.strip() == "")
    codes, names = pd.factorize(labels.mask(blank))
    if not len(names):
        raise CourseError("servqual.no_groups", group=group, rows=len(table))
    by_code = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes + 1))[:-1])[1:]
    found: dict[Hashable, Positions] = dict(zip(names, by_code, strict=True))
    empty = np.array([], dtype=np.intp)
    return {name: found.get(name, empty) for name in _ordered(labels, list(found))}, int(blank.sum())


def _ordered(labels: pd.Series, found: list[Hashable]) -> list[Hashable]:
    """Return the groups' names in their order."""
    if isinstance(labels.dtype, pd.CategoricalDtype):
        return list(labels.dtype.categories)
    try:
        return sorted(found)  # type: ignore[type-var]
    except TypeError:
        return sorted(found, key=str)


def _like(table: pd.DataFrame, values: NDArray[np.float64]) -> pd.DataFrame:
    """Return a table of the same rows and columns, and what it carries, with other values."""
    result = pd.DataFrame(values, index=table.index, columns=table.columns, copy=False)
    result.attrs = table.attrs
    return result


def _some(columns: pd.Index) -> str:
    """Return the names of the first columns that do not belong to items."""
    others = [str(column) for column in columns if not str(column).rpartition("_")[2].isdigit()]
    return ", ".join(others[:10]) or "-"


def refuse_unknown_by(by: str) -> None:
    """Raise where a result cannot be laid out like this."""
    if by not in ("dimension", "item", "total"):
        raise CourseError("servqual.unknown_by", by=by)


def refuse_unusable_columns(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise where the table is empty, or columns are missing, double or not numbers."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        stems = {column.rpartition("_")[0] for column in columns}
        if table.columns.nlevels > 1 and stems & set(table.columns.get_level_values(0)):
            raise CourseError("servqual.by_dimension_already")
        raise CourseError("servqual.missing_columns", count=len(missing), columns=", ".join(missing))
    twice = set(table.columns[table.columns.duplicated()])
    double = [column for column in columns if column in twice]
    if double:
        raise CourseError("servqual.double_columns", columns=", ".join(double))
    if table.empty:
        raise CourseError("servqual.no_rows")
    kinds = dict(zip(table.columns, table.dtypes, strict=True))
    for column in columns:
        kind = kinds[column]
        if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
            raise CourseError("servqual.not_numbers", column=column, kind=kind)


def refuse_unlike_scales(questionnaire: Instrument, answers: Sequence[str], items: Sequence[int]) -> None:
    """Raise where some items of some answers do not stand on one scale.

    Raises
    ------
    CourseError
        With the scales.
    """
    scales = {
        questionnaire.scale_of(answer, item).ends
        for answer in questionnaire.answers
        if answer.id in answers
        for item in questionnaire.items
        if item.number in items
    }
    if len(scales) > 1:
        told = ", ".join(f"{low}-{high}" for low, high in sorted(scales))
        raise CourseError("servqual.unlike_scales", of=", ".join(answers), scales=told)


def _refuse_off_scale(values: pd.DataFrame, answer: str, questionnaire: Instrument) -> None:
    """Raise at the first answer that is neither on its item's scale nor missing."""
    [asked] = [one for one in questionnaire.answers if one.id == answer]
    ends = [questionnaire.scale_of(asked, item).ends for item in questionnaire.items]
    lows, highs = (np.array(end, dtype="float64") for end in zip(*ends, strict=True))
    given = values.to_numpy()
    wrong = (given < lows) | (given > highs)
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise CourseError(
            "servqual.off_scale",
            count=int(wrong.sum()),
            row=values.index[row],
            column=values.columns[column],
            value=f"{float(given[row, column]):g}",
            low=ends[column][0],
            high=ends[column][1],
        )
