"""Tallies: what SERVQUAL gaps need from a survey, as small tables that can be added, so that its length is no matter.

>>> from fsq_lab.survey.loading import load
>>> table = load("bank_branch")
>>> halves = [tally(table.iloc[:100], group="branch"), tally(table.iloc[100:], group="branch")]
>>> add(halves).equals(tally(table, group="branch"))
True
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import PAIR, members_of, read_answers, refuse_unusable_columns
from fsq_lab.scoring.respondents import asked, counting, fewest
from fsq_lab.survey.carrying import ENTRY, carried_on, questionnaire_of, refuse_strangers
from fsq_lab.survey.questionnaire import Instrument

_KEYS = ("pairs", "gap_sum")
COUNTS = ["respondents", "not_asked", "excluded", "expectation_sum", "perception_sum"]
UNKNOWN_RULE = "pairs only; the tally does not say how many of the items were needed"
_BLOCK_ROWS = 1 << 16
_MOST_BINS = 1 << 21
Codes = NDArray[np.signedinteger[Any]]


def tally(
    table: pd.DataFrame,
    instrument: str | Instrument | None = None,
    group: str | None = None,
    needs: str = "half",
) -> pd.DataFrame:
    r"""Count respondents by what decides their gaps: how many pairs they gave, and the sum of their gaps.

    Respondent *r* with pairs for the items :math:`I_{rd}` of dimension *d* has the gap

    .. math:: g_{rd} = \frac{1}{k_{rd}} \sum_{i \in I_{rd}} (P_{ri} - E_{ri}), \qquad k_{rd} = |I_{rd}|

    of two whole numbers, so the tally is exact and the tallies of parts of a survey add up to the survey's.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        Survey table with the columns ``expectation_1``, ..., ``perception_1``, ...; others are ignored. Whole
        numbers in int8 columns take the least time and memory.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it: a shipped one's name, or one's own.
    group : str, optional
        Column with each respondent's group, such as ``"branch"``; groups are sorted.
    needs : {"half", "all", "one"}
        As for `servqual.gaps`.

    Returns
    -------
    DataFrame of int64
        Index levels: the group, if asked for (missing for respondents without one), ``dimension``, ``pairs`` *k*
        and ``gap_sum``. Columns: ``respondents``, and the ``expectation_sum`` and ``perception_sum`` over their
        pairs. Respondents with too few pairs (by default for less than half of a dimension's items) stand in the
        row with 0 pairs, which every group and dimension has; there ``not_asked`` and ``excluded`` say how many of
        them were not asked enough, or gave some pairs but too few. The table's ``attrs`` go along, with what was
        ``counted`` for the convention.

    Raises
    ------
    CourseError
        When the table has no rows, lacks a column or has it twice, holds text, or an answer that is off the
        scale or between two of its points; when `group` is no column, or nobody has a group.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> result = tally(load("bank_branch"))
    >>> result.index.names
    FrozenList(['dimension', 'pairs', 'gap_sum'])
    >>> int(result.loc["empathy", "respondents"].sum()) == len(load("bank_branch"))
    True
    """
    result = tally_of(table, questionnaire_of(table, instrument), group, needs)
    refuse_no_group(result, group)
    return result


def add(tallies: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Add the tallies of the parts of a survey.

    Parameters
    ----------
    tallies : iterable of DataFrame
        From `tally`, `read` or `add`, of one questionnaire and one grouping, in any order.

    Returns
    -------
    DataFrame
        The tally of the whole, groups sorted. What the parts' ``attrs`` agree on goes along.

    Raises
    ------
    CourseError
        When there is nothing to add, something is no tally or no longer carries its questionnaire, or two do not
        belong together: they are of other questionnaires, groups, or rules for missing answers.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> table = load("bank_branch")
    >>> parts = [tally(table.iloc[start : start + 50]) for start in range(0, len(table), 50)]
    >>> add(parts).equals(tally(table))
    True
    """
    parts = list(tallies)
    if not parts:
        raise CourseError("tallies.nothing_to_add")
    for part in parts:
        refuse_no_tally(part)
        if ENTRY not in part.attrs:
            raise CourseError("tallies.lost")
        refuse_strangers(parts[0], part)
        if _kind(part) != _kind(parts[0]):
            raise CourseError("tallies.strangers", first=_described(parts[0]), other=_described(part))
    levels = list(parts[0].index.names)
    rows = pd.concat([part.reset_index() for part in parts], ignore_index=True)
    result = rows.groupby(levels, dropna=False, observed=True)[COUNTS].sum()
    agreed = {
        key: value for key, value in parts[0].attrs.items() if all(part.attrs.get(key) == value for part in parts)
    }
    result.attrs = {**agreed, ENTRY: parts[0].attrs[ENTRY]}
    return result


def tally_of(table: pd.DataFrame, questionnaire: Instrument, group: str | None, needs: str = "half") -> pd.DataFrame:
    """Tally a table, be it that nobody has a group."""
    expected, perceived = (questionnaire.columns(answer) for answer in PAIR)
    refuse_unusable_columns(table, [*expected, *perceived])
    questionnaire.common_scale(PAIR)
    names, codes = _grouped(table, group)
    passed = dict(_sent_past(table, questionnaire))
    columns = {item.number: (_numbers(table[e]), _numbers(table[p]), passed.get(item.number))
               for item, e, p in zip(questionnaire.items, expected, perceived, strict=True)}  # fmt: skip
    parts = []
    for dimension in questionnaire.dimensions:
        pairs = [columns[number] for number in questionnaire.items_of(dimension)]
        sums = _sums(pairs, questionnaire, len(table))
        if sums is None:
            raise _complaint(table, questionnaire)
        parts.append(_histogram(sums, len(pairs), fewest(len(pairs), needs), questionnaire, names, codes))
    cells = pd.concat(parts, ignore_index=True)
    cells["dimension"] = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    cells = cells.iloc[np.lexsort([cells[key] for key in ("gap_sum", "pairs", "dimension", "code")])]
    place = cells["code"].to_numpy()
    levels: list[Any] = [pd.CategoricalIndex(questionnaire.dimensions, questionnaire.dimensions)]
    within: list[Any] = [cells["dimension"].to_numpy()]
    for key in _KEYS:
        distinct, codes_of_key = np.unique(cells[key], return_inverse=True)
        levels.append(distinct)
        within.append(codes_of_key)
    level_names: list[Hashable] = ["dimension", *_KEYS]
    if group is not None:
        levels.insert(0, pd.Index(names))
        within.insert(0, np.where(place < len(names), place, -1))
        level_names.insert(0, group)
    index = pd.MultiIndex(levels, within, names=level_names)
    result = cells[COUNTS].set_axis(index)
    result.attrs = {
        **carried_on(table, questionnaire),
        "counted": counting("pairs only", "dimension", table, questionnaire, needs),
    }
    return result


def _sent_past(table: pd.DataFrame, questionnaire: Instrument) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Yield the items that not everyone is asked, with who is not."""
    if deciding(questionnaire):
        for item, reached in zip(questionnaire.items, asked(table, questionnaire).T, strict=True):
            if not reached.all():
                yield item.number, ~reached


def _grouped(table: pd.DataFrame, group: str | None) -> tuple[list[Any], Codes | None]:
    """Return the groups' names in order, and each row's place among them: beyond the last for none."""
    if group is None:
        return [None], None
    if isinstance(group, list | dict | set) or group not in table.columns or list(table.columns).count(group) > 1:
        members_of(table, group)
    labels = table[group]
    if isinstance(labels.dtype, pd.CategoricalDtype):
        codes, found = labels.cat.codes.to_numpy(), labels.cat.categories
    else:
        codes, found = pd.factorize(labels)
    distinct = pd.DataFrame({group: np.asarray(found, dtype=object)}).infer_objects()
    try:
        members, _ = members_of(distinct, group)
    except CourseError:  # nobody has a group
        members = {}
    places = np.full(len(found) + 1, len(members), dtype=np.int32)
    for place, rows in enumerate(members.values()):
        places[rows] = place
    return list(members), places[codes]


def _numbers(column: pd.Series) -> NDArray[Any]:
    """Return a column's numbers without a copy where its type allows."""
    if isinstance(column.dtype, np.dtype):
        return column.to_numpy()
    return column.to_numpy(dtype="float64", na_value=np.nan)


class _Sums(NamedTuple):
    """Each respondent's pairs, sum of gaps, sum of expectations, and items neither asked nor answered."""

    pairs: Codes
    gap: Codes
    expectation: Codes
    past: Codes


_Pair = tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_] | None]


def _sums(columns: list[_Pair], questionnaire: Instrument, rows: int) -> _Sums | None:
    """Sum a dimension's pairs, in blocks that fit the cache; None where an answer is not one of the scale's."""
    low, high = questionnaire.common_scale(PAIR).ends
    small = np.min_scalar_type(-len(columns) * max(high - low, abs(low), abs(high)) - 1)
    sums = _Sums(*(np.zeros(rows, dtype=small) for _ in _Sums._fields))
    for start in range(0, rows, _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        pairs, gap, expectation, past = (values[block] for values in sums)
        for expected, perceived, passed in columns:
            e, p = expected[block], perceived[block]
            given_e, given_p = _given(e, low, high), _given(p, low, high)
            if given_e is None or given_p is None:
                return None
            both = given_e & given_p
            if not isinstance(both, np.ndarray):
                gap += np.subtract(p, e, dtype=small, casting="unsafe")
                expectation += e.astype(small, copy=False)
            else:
                e, p = (np.where(both, values, 0).astype(small) for values in (e, p))
                gap += p - e
                expectation += e
            pairs += both
            if passed is not None:
                past += passed[block] & ~both
    return sums


def _given(values: NDArray[Any], low: int, high: int) -> "np.bool_ | NDArray[np.bool_] | None":
    """Return which answers were given, one truth for all of them; None where one is not one of the scale's."""
    if values.dtype.kind in "iu":
        return np.True_ if low <= np.minimum.reduce(values) and np.maximum.reduce(values) <= high else None
    given = ~np.isnan(values)
    whole = (values >= low) & (values <= high) & (values == np.rint(values))
    return given if bool((whole | ~given).all()) else None


def _complaint(table: pd.DataFrame, questionnaire: Instrument) -> CourseError:
    """Return what to say of the first answer between two points of the scale; raise for one off the scale."""
    read = [read_answers(table, answer, questionnaire) for answer in PAIR]
    values = pd.concat(read, axis="columns").to_numpy()
    row, place = (int(found) for found in np.argwhere(~np.isnan(values) & (values != np.rint(values)))[0])
    return CourseError(
        "tallies.between_points",
        row=table.index[row],
        column=[column for answer in PAIR for column in questionnaire.columns(answer)][place],
        value=f"{float(values[row, place]):g}",
    )


def _histogram(
    sums: _Sums, items: int, fewest: int, questionnaire: Instrument, names: list[Any], codes: Codes | None
) -> pd.DataFrame:
    """Count a dimension's respondents by group, pairs and sum of gaps; `fewest` pairs are needed."""
    low, high = questionnaire.common_scale(PAIR).ends
    widest = items * (high - low)
    span = 2 * widest + 1
    width = 1 + (items - fewest + 1) * span

    def cells(rows: slice) -> tuple[Codes, Codes]:
        gap, pairs, expectation = sums.gap[rows], sums.pairs[rows], sums.expectation[rows]
        cell = gap.astype(np.intp)
        cell += widest + 1 + (items - fewest) * span
        if not (pairs == items).all():
            enough = pairs >= fewest
            cell += (pairs.astype(np.intp) - items) * span
            cell *= enough
            expectation = expectation * enough
        if codes is not None:
            cell += codes[rows] * np.intp(width)
        return cell, expectation

    places, respondents, expectations = _count(cells, len(sums.gap), (len(names) + 1) * width)
    always = np.arange(len(names)) * width
    places, expanded = np.unique(np.concatenate([places, always]), return_index=True)
    padding = np.zeros(len(always), dtype=np.int64)
    respondents = np.concatenate([respondents, padding])[expanded]
    expectations = np.concatenate([expectations, padding])[expanded]
    code, cell = np.divmod(places, width)
    used = cell > 0
    short = np.flatnonzero(sums.pairs < fewest)
    group = np.zeros(len(short), dtype=np.intp) if codes is None else codes[short]
    beyond = items - sums.past[short] < fewest
    not_asked = np.bincount(group[beyond], minlength=len(names) + 1)
    excluded = np.bincount(group[~beyond & (sums.pairs[short] > 0)], minlength=len(names) + 1)
    gap_sum = np.where(used, (cell - 1) % span - widest, 0)
    return pd.DataFrame(
        {
            "code": code,
            "pairs": np.where(used, (cell - 1) // span + fewest, 0),
            "gap_sum": gap_sum,
            "respondents": respondents,
            "not_asked": np.where(used, 0, not_asked[code]),
            "excluded": np.where(used, 0, excluded[code]),
            "expectation_sum": expectations,
            "perception_sum": expectations + gap_sum * respondents,
        }
    )


def _count(cells: Callable[[slice], tuple[Codes, Codes]], rows: int, bins: int) -> tuple[Codes, Codes, Codes]:
    """Return the cells that occur, how often, and the sum of the weights in each (exact: far below 2**53)."""
    if bins > _MOST_BINS:
        cell, weights = cells(slice(rows))
        places, inverse, respondents = np.unique(cell, return_inverse=True, return_counts=True)
        return places, respondents, np.bincount(inverse, weights).astype(np.int64)
    counts, sums = np.zeros(bins, dtype=np.int64), np.zeros(bins)
    step = max(_BLOCK_ROWS, 4 * bins)
    for start in range(0, rows, step):
        cell, weights = cells(slice(start, start + step))
        counts += np.bincount(cell, minlength=bins)
        sums += np.bincount(cell, weights, bins)
    places = np.flatnonzero(counts)
    return places, counts[places], sums[places].astype(np.int64)


def _kind(tally: pd.DataFrame) -> tuple[list[Any], list[Any], str]:
    """Return what tallies must share to be added."""
    dimensions = pd.CategoricalIndex(tally.index.get_level_values("dimension")).categories
    return list(tally.index.names), list(dimensions), str(tally.attrs.get("counted", UNKNOWN_RULE))


def _described(tally: pd.DataFrame) -> str:
    names, dimensions, counted = _kind(tally)
    return f"{', '.join(map(str, names))} ({', '.join(map(str, dimensions))}; {counted})"


def refuse_no_tally(table: pd.DataFrame) -> None:
    """Raise where a table is not laid out as a tally."""
    names = list(table.index.names)
    laid_out = names[-3:] == ["dimension", *_KEYS] and len(names) in (3, 4) and set(COUNTS) <= set(table.columns)
    if not laid_out or not isinstance(table.index.get_level_values("dimension"), pd.CategoricalIndex):
        raise CourseError("tallies.no_tally")


def refuse_no_group(tally: pd.DataFrame, group: str | None) -> None:
    """Raise where groups were asked for and nobody has one."""
    if group is None or tally.index.get_level_values(0).notna().any():
        return
    first = tally.index.get_level_values("dimension") == tally.index.get_level_values("dimension")[0]
    raise CourseError("servqual.no_groups", group=group, rows=int(tally.loc[first, "respondents"].sum()))


def deciding(questionnaire: Instrument) -> list[str]:
    """Return the questions that decide which items a respondent is asked."""
    return list(dict.fromkeys(item.asked_if.question for item in questionnaire.items if item.asked_if is not None))
