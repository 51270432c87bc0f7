"""Tallies: what SERVQUAL gaps need from a survey, as small tables that can be added, so that its length is no matter.

>>> from fsq_lab.ground.tables import load
>>> table = load("bank_branch")
>>> halves = [tally(table.iloc[:100], group="branch"), tally(table.iloc[100:], group="branch")]
>>> bool((gaps(add(halves))["n_used"] > 0).all())
True
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import PAIR, left_out, members_of, read_answers, refuse_unusable_columns
from fsq_lab.scoring.respondents import asked, counting, fewest
from fsq_lab.statistics.intervals import (
    ALL_EQUAL,
    DECIMALS,
    EMPTY,
    NO_VARIANCE,
    TOO_FEW,
    IntervalRule,
    Values,
    bootstrap_interval,
    t_half_width,
    t_name,
)
from fsq_lab.survey.instruments import Instrument
from fsq_lab.survey.instruments import instrument as find_instrument

_KEYS = ("pairs", "gap_sum")
COUNTS = ["respondents", "not_asked", "excluded", "expectation_sum", "perception_sum"]
UNKNOWN_RULE = "pairs only; the tally does not say how many of the items were needed"
CHUNK_ROWS = 50_000
_BLOCK_ROWS = 1 << 16
_MOST_BINS = 1 << 21
_READ_AHEAD = 1 << 20

Codes = NDArray[np.signedinteger[Any]]
Progress = Callable[[int, float], None]


def tally(
    table: pd.DataFrame,
    instrument: str | Instrument = "bank_branch",
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
    instrument : str or Instrument
        A shipped questionnaire's name, or one's own.
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
    >>> from fsq_lab.ground.tables import load
    >>> result = tally(load("bank_branch"))
    >>> result.index.names
    FrozenList(['dimension', 'pairs', 'gap_sum'])
    >>> int(result.loc["empathy", "respondents"].sum()) == len(load("bank_branch"))
    True
    """
    result = _tally(table, find_instrument(instrument), group, needs)
    _refuse_no_group(result, group)
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
        When there is nothing to add, something is no tally, or two do not belong together: they are of other
        dimensions, groups, or rules for missing answers.

    Examples
    --------
    >>> from fsq_lab.ground.tables import load
    >>> table = load("bank_branch")
    >>> parts = [tally(table.iloc[start : start + 50]) for start in range(0, len(table), 50)]
    >>> add(parts).equals(tally(table))
    True
    """
    parts = list(tallies)
    if not parts:
        raise CourseError("tallies.nothing_to_add")
    for part in parts:
        _refuse_no_tally(part)
        if _kind(part) != _kind(parts[0]):
            raise CourseError("tallies.strangers", first=_described(parts[0]), other=_described(part))
    levels = list(parts[0].index.names)
    rows = pd.concat([part.reset_index() for part in parts], ignore_index=True)
    result = rows.groupby(levels, dropna=False, observed=True)[COUNTS].sum()
    result.attrs = {
        key: value for key, value in parts[0].attrs.items() if all(part.attrs.get(key) == value for part in parts)
    }
    return result


def gaps(
    tally: pd.DataFrame,
    by: str = "dimension",
    confidence: float = 0.95,
    interval: str = "t",
    resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    r"""Estimate the mean gap of each dimension, with its interval, from a tally.

    With :math:`n_j` respondents who have the gap :math:`g_j`, :math:`n = \sum_j n_j`,

    .. math:: \bar g = \frac{1}{n} \sum_j n_j g_j, \qquad s^2 = \frac{1}{n - 1} \sum_j n_j (g_j - \bar g)^2

    and a bootstrap resample is one multinomial draw over the :math:`n_j`.

    Parameters
    ----------
    tally : DataFrame
        From `tally`, `add` or `read`; with groups if it was made with groups.
    by : {"dimension"}
        A dimension is all that a tally knows. A total, weighted or not, needs each respondent's dimensions
        side by side: score the rows, by `servqual.gaps` or `servqual.weighted`.
    confidence, interval, resamples, seed
        As for `servqual.gaps`.

    Returns
    -------
    DataFrame
        Columns and values of `servqual.gaps`; groups nobody belongs to have no rows. A tally that lost its
        ``attrs``, such as one kept in a file, no longer knows its rule for missing answers, and its convention says so.

    Raises
    ------
    CourseError
        When this is no tally, for any other `by`, and as for `servqual.gaps`.

    Examples
    --------
    >>> from fsq_lab.ground.tables import load
    >>> from fsq_lab.scoring import servqual
    >>> table = load("bank_branch")
    >>> bool(np.allclose(gaps(tally(table))["low"], servqual.gaps(table)["low"]))
    True
    """
    if by != "dimension":
        raise CourseError("tallies.needs_rows", by=by)
    rule = IntervalRule(confidence, interval, resamples, seed)
    _refuse_no_tally(tally)
    cells = _Cells.of(tally)
    result = cells.t_intervals(rule)
    if rule.kind == "bootstrap":
        cells.bootstrap(result, rule)
    attributes = dict(tally.attrs)
    counted = attributes.pop("counted", None) or UNKNOWN_RULE
    result["convention"] = f"{counted}; " + result.pop("interval") + cells.remark
    result.attrs = attributes
    return result


def read(
    path: str | Path,
    instrument: str | Instrument = "bank_branch",
    group: str | None = None,
    chunk_rows: int = CHUNK_ROWS,
    progress: Progress | None = None,
    needs: str = "half",
) -> pd.DataFrame:
    """Tally a survey file of any length, chunk by chunk, in constant memory.

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8, commas, one header row) or Parquet (needs the extra ``scale``), by its suffix, with the columns
        of a survey table.
    instrument, group, needs
        As for `tally`. Groups are read from CSV as text, so that branch 010 stays 010.
    chunk_rows : int
        Rows held at a time; of Parquet, one row group as well, so write several.
    progress : function of int and float, optional
        Called after each chunk with the rows read so far and the share of the file that is done, 0 to 1.

    Returns
    -------
    DataFrame
        As from `tally`. The questionnaire's code for no experience counts as missing.

    Raises
    ------
    CourseError
        When the file cannot be read, is of another kind, or Parquet's reader is not installed; as for `tally`,
        naming file, row and column. In CSV the header is row 1 and blank lines do not count; in Parquet the first
        respondent is row 1.
    """
    file, questionnaire = Path(path), find_instrument(instrument)
    if not (isinstance(chunk_rows, int | np.integer) and chunk_rows >= 1):
        raise CourseError("tallies.chunk_rows", chunk_rows=chunk_rows)
    reader = {".csv": _csv_chunks, ".parquet": _parquet_chunks}.get(file.suffix.lower())
    if reader is None:
        raise CourseError("tallies.unknown_suffix", file=file.name)
    if not file.is_file():
        raise CourseError("tallies.no_file", file=file.name)
    total, rows = None, 0
    for chunk, share in reader(file, questionnaire, group, int(chunk_rows)):
        part = _chunk_tally(chunk, questionnaire, group, needs, file)
        total = part if total is None else add([total, part])
        rows += len(chunk)
        if progress is not None:
            progress(rows, share)
    if total is None:
        raise CourseError("servqual.no_rows")
    _refuse_no_group(total, group)
    return total


def _tally(table: pd.DataFrame, questionnaire: Instrument, group: str | None, needs: str = "half") -> pd.DataFrame:
    """Tally a table, be it that nobody has a group."""
    expected, perceived = (questionnaire.columns(answer) for answer in PAIR)
    refuse_unusable_columns(table, [*expected, *perceived])
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
    result.attrs = {**table.attrs, "counted": counting("pairs only", "dimension", table, questionnaire, needs)}
    return result


def _sent_past(table: pd.DataFrame, questionnaire: Instrument) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Yield the items that not everyone is asked, with who is not."""
    if _deciding(questionnaire):
        for item, reached in zip(questionnaire.items, asked(table, questionnaire).T, strict=True):
            if not reached.all():
                yield item.number, ~reached


def _grouped(table: pd.DataFrame, group: str | None) -> tuple[list[Any], Codes | None]:
    """Return the groups' names in order, and each row's place among them: beyond the last for none."""
    if group is None:
        return [None], None
    if group not in table.columns or list(table.columns).count(group) > 1:
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
    low, high = questionnaire.scale.low, questionnaire.scale.high
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
    widest = items * (questionnaire.scale.high - questionnaire.scale.low)
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


class _Cells(NamedTuple):
    """A tally's cells with enough pairs, each with the place of its row in the result."""

    rows: pd.Index
    row: Codes
    respondents: Codes
    gap: Values
    expectation: Values
    unused: dict[str, Codes]
    remark: str

    @classmethod
    def of(cls, tally: pd.DataFrame) -> "_Cells":
        index, remark, inside = tally.index, "", np.ones(len(tally), dtype=bool)
        order, row = _level(index, "dimension")
        rows: pd.Index = pd.Index(order, name="dimension")
        if index.nlevels == 4:
            group = str(index.names[0])
            names, code = _level(index, index.names[0])
            members, _ = members_of(pd.DataFrame({group: names}), group)
            places = np.full(len(names) + 1, -1)
            places[np.concatenate(list(members.values()))] = np.arange(len(members))
            place = places[code]
            belonging, first = np.unique(place[place >= 0], return_inverse=True)
            inside = place >= 0
            without = tally["respondents"].to_numpy()[~inside & (row == 0)].sum()
            remark = left_out(int(without), group)
            row = row.copy()
            row[inside] += first * len(order)
            labels = [list(members)[kept] for kept in belonging]
            rows = pd.MultiIndex.from_product([labels, order], names=[index.names[0], "dimension"])
        pairs = index.get_level_values("pairs").to_numpy()
        respondents = tally["respondents"].to_numpy()
        used, missing = inside & (pairs > 0) & (respondents > 0), inside & (pairs == 0)
        unused = {name: np.zeros(len(rows), dtype=np.int64) for name in ("respondents", "not_asked", "excluded")}
        for name, found in unused.items():
            np.add.at(found, row[missing], tally[name].to_numpy()[missing])
        k = pairs[used]
        gap = index.get_level_values("gap_sum").to_numpy()[used] / k
        expectation = tally["expectation_sum"].to_numpy()[used] / k
        return cls(rows, row[used], respondents[used], gap, expectation, unused, remark)

    def summed(self, weights: Values) -> Values:
        """Sum over the cells of each row."""
        return np.bincount(self.row, weights, len(self.rows)).astype(np.float64)

    def t_intervals(self, rule: IntervalRule) -> pd.DataFrame:
        """Estimate all rows at once; the arithmetic of `estimates.mean_with_interval`, on a histogram."""
        n = np.zeros(len(self.rows), dtype=np.int64)
        np.add.at(n, self.row, self.respondents)
        lowest, highest = np.full(len(n), np.inf), np.full(len(n), -np.inf)
        np.minimum.at(lowest, self.row, self.gap)
        np.maximum.at(highest, self.row, self.gap)
        with np.errstate(invalid="ignore", divide="ignore"):
            gap = self.summed(self.respondents * self.gap) / n
            expectation = self.summed(self.expectation) / n
            sd = np.sqrt(self.summed(self.respondents * (self.gap - gap[self.row]) ** 2) / (n - 1))
            few, equal = n < 2, highest - lowest < NO_VARIANCE
            half = t_half_width(sd, n, rule.confidence)
        half[few | equal] = EMPTY
        names = np.where(equal, ALL_EQUAL.format(of="gaps"), t_name(rule.confidence))
        return pd.DataFrame(
            {
                "expectation": expectation,
                "perception": expectation + gap,
                "gap": gap,
                "sd": np.where(few, EMPTY, np.where(equal, 0.0, sd)),
                "low": gap - half,
                "high": gap + half,
                "n_used": n,
                "n_missing": self.unused["respondents"] - self.unused["not_asked"] - self.unused["excluded"],
                "n_not_asked": self.unused["not_asked"],
                "n_excluded": self.unused["excluded"],
                "interval": np.where(few, TOO_FEW, names).astype(object),
            },
            index=self.rows,
        ).astype({"interval": "str"})

    def bootstrap(self, result: pd.DataFrame, rule: IntervalRule) -> None:
        """Put bootstrap bounds in the place of t bounds."""
        bounds, interval = result[["low", "high"]].to_numpy(copy=True), result["interval"].to_list()
        order = np.argsort(self.row, kind="stable")
        starts = np.searchsorted(self.row[order], np.arange(len(result) + 1))
        for row in np.flatnonzero(~np.isnan(bounds[:, 0])):
            cells = order[starts[row] : starts[row + 1]]
            distinct, place = np.unique(self.gap[cells].round(DECIMALS), return_inverse=True)
            counts = np.zeros(len(distinct), dtype=np.int64)
            np.add.at(counts, place, self.respondents[cells])
            bounds[row] = bootstrap_interval(distinct, counts, rule.confidence, rule.resamples, rule.seed)
            interval[row] = rule.bootstrap_name(int(counts.sum()))
        result[["low", "high"]] = bounds
        result["interval"] = interval


def _level(index: pd.Index, name: Hashable) -> tuple[list[Any], Codes]:
    """Return the values of an index level, and each row's place among them (-1: missing)."""
    assert isinstance(index, pd.MultiIndex)
    number = list(index.names).index(name)
    return list(index.levels[number]), index.codes[number].astype(np.intp)


def _kind(tally: pd.DataFrame) -> tuple[list[Any], list[Any], str]:
    """Return what tallies must share to be added."""
    dimensions = pd.CategoricalIndex(tally.index.get_level_values("dimension")).categories
    return list(tally.index.names), list(dimensions), str(tally.attrs.get("counted", UNKNOWN_RULE))


def _described(tally: pd.DataFrame) -> str:
    names, dimensions, counted = _kind(tally)
    return f"{', '.join(map(str, names))} ({', '.join(map(str, dimensions))}; {counted})"


def _refuse_no_tally(table: pd.DataFrame) -> None:
    """Raise where a table is not laid out as a tally."""
    names = list(table.index.names)
    laid_out = names[-3:] == ["dimension", *_KEYS] and len(names) in (3, 4) and set(COUNTS) <= set(table.columns)
    if not laid_out or not isinstance(table.index.get_level_values("dimension"), pd.CategoricalIndex):
        raise CourseError("tallies.no_tally")


def _refuse_no_group(tally: pd.DataFrame, group: str | None) -> None:
    """Raise where groups were asked for and nobody has one."""
    if group is None or tally.index.get_level_values(0).notna().any():
        return
    first = tally.index.get_level_values("dimension") == tally.index.get_level_values("dimension")[0]
    raise CourseError("servqual.no_groups", group=group, rows=int(tally.loc[first, "respondents"].sum()))


def _chunk_tally(
    chunk: pd.DataFrame, questionnaire: Instrument, group: str | None, needs: str, file: Path
) -> pd.DataFrame:
    """Tally a chunk whose index counts the file's rows, naming the file in what goes wrong."""
    try:
        return _tally(chunk, questionnaire, group, needs)
    except CourseError as error:
        if error.key in ("servqual.off_scale", "tallies.between_points"):
            places = {name: error.values[name] for name in ("row", "column", "value")}
            raise _off_scale(file, questionnaire, **places) from None
        if error.key == "servqual.not_numbers":
            column = str(error.values["column"])
            text = chunk[column].notna() & pd.to_numeric(chunk[column], errors="coerce").isna()
            place = int(text.to_numpy().argmax())
            value = chunk[column].iloc[place]
            raise _off_scale(file, questionnaire, row=chunk.index[place], column=column, value=value) from None
        raise


def _off_scale(file: Path, questionnaire: Instrument, **place: object) -> CourseError:
    scale = questionnaire.scale
    return CourseError("tallies.off_scale", file=file.name, low=scale.low, high=scale.high, **place)


def _needed(found: list[str], questionnaire: Instrument, group: str | None) -> list[str]:
    """Return the columns to read, and refuse a file that lacks one or has it twice."""
    items = [column for answer in PAIR for column in questionnaire.columns(answer)]
    header = pd.DataFrame([[0.0] * len(found)], columns=found)
    refuse_unusable_columns(header, items)
    others = [question for question in _deciding(questionnaire) if question in found]
    asked(header, questionnaire)
    if group is not None:
        members_of(header, group)
        others.append(group)
    return [*items, *dict.fromkeys(others)]


def _deciding(questionnaire: Instrument) -> list[str]:
    """Return the questions that decide which items a respondent is asked."""
    return list(dict.fromkeys(item.asked_if.question for item in questionnaire.items if item.asked_if is not None))


def _csv_chunks(
    file: Path, questionnaire: Instrument, group: str | None, rows: int
) -> Iterator[tuple[pd.DataFrame, float]]:
    """Yield chunks of a CSV file, with the share of it that was read."""
    size = file.stat().st_size
    try:
        header = pd.read_csv(file, header=None, nrows=1, dtype="str", encoding="utf-8-sig").fillna("")
        columns = _needed([str(name) for name in header.iloc[0]], questionnaire, group)
        texts = [column for column in columns if column == group or column in _deciding(questionnaire)]
        with file.open("rb") as stream:
            chunks = pd.read_csv(
                stream,
                usecols=columns,
                index_col=False,
                chunksize=rows,
                encoding="utf-8-sig",
                low_memory=False,
                dtype=dict.fromkeys(texts, "str"),
                na_values={column: [questionnaire.no_experience_code] for column in columns if column not in texts},
            )
            for chunk in chunks:
                yield chunk.set_axis(chunk.index + 2), min(1.0, stream.tell() / size)
    except pd.errors.EmptyDataError:
        raise CourseError("servqual.no_rows") from None
    except UnicodeDecodeError:
        raise CourseError("tallies.not_utf8", file=file.name) from None
    except (pd.errors.ParserError, OSError) as error:
        raise CourseError("tallies.broken", file=file.name, reason=str(error).strip()) from None


def _parquet_chunks(
    file: Path, questionnaire: Instrument, group: str | None, rows: int
) -> Iterator[tuple[pd.DataFrame, float]]:
    """Yield chunks of a Parquet file, with the share of it that was read."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise CourseError("tallies.no_pyarrow") from None
    try:
        with pyarrow.parquet.ParquetFile(file, buffer_size=_READ_AHEAD) as source:
            columns = _needed(list(source.schema_arrow.names), questionnaire, group)
            done, total = 0, source.metadata.num_rows
            for part in range(source.num_row_groups):  # all in one reader would keep every part in memory
                for batch in source.iter_batches(rows, [part], columns, use_threads=False):
                    chunk = batch.to_pandas()
                    chunk.index = pd.RangeIndex(done + 1, done + 1 + len(chunk))
                    done += len(chunk)
                    yield chunk, done / total
    except (pyarrow.ArrowException, OSError) as error:
        raise CourseError("tallies.broken", file=file.name, reason=str(error).strip()) from None
