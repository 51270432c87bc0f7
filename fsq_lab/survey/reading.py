"""From what a survey tool exports to a survey table, with an account of all that was dropped and why."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.tables import seeds_by_digest
from fsq_lab.survey.account import Account, account_of
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.cells import ColumnReader, FilledColumn, column_readers
from fsq_lab.survey.columns import Matched, all_matches, find_columns
from fsq_lab.survey.counted import refuse_counts, weights_in
from fsq_lab.survey.exports import EXPORTS, QUALTRICS, Export, export_of
from fsq_lab.survey.heads import Heads, Sheet, as_wide_as, under
from fsq_lab.survey.hurried import FEWEST_ROWS, course_of, hurried
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.mapping import read_mapping
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.sheets import SIZE_LIMIT, Grid, read_grid, stream_grid
from fsq_lab.survey.states import KEPT_STATES, refuse_left_out, states_of, without_left_out
from fsq_lab.survey.summaries import refuse_named, refuse_nameless


class Survey(NamedTuple):
    """A survey table and the report on how it was read."""

    table: pd.DataFrame
    report: Account


def read_survey(
    path: str | Path,
    instrument: str | Instrument,
    mapping: Mapping[str, str] | str | Path | None = None,
    sheet: str | None = None,
    size_limit: int = SIZE_LIMIT,
    encoding: str | None = None,
) -> Survey:
    """Read what a survey tool exports, CSV or Excel, into a survey table.

    Columns are found by id (``expectation_1``), by the instrument's wording in the header in either
    language (question numbers, blanks, punctuation, tags and width of characters do not count), or by `mapping`.
    Before a wording may stand a title of the instrument's answers, and nothing else. Headers may take two rows, and
    titles stand above them. Answers may be digits of either width, labels of the scale (非常同意) or both
    (7 - 非常同意, Strongly agree (7)); words that mean no answer come before any number beside them. Reversed items,
    and scales with the best end first, are turned round, so that in the table more is better. Columns that identify
    a person are left out. Nothing is dropped silently: see the report.

    Parameters
    ----------
    path : str or Path
        A CSV file, in whatever encoding; or an Excel workbook (.xlsx).
    instrument : str or Instrument
        The questionnaire that was used: a shipped one's name, or the file of one's own.
    mapping : dict, str or Path, optional
        From a header of the file to a column of the survey table, for headers that say it otherwise, or to
        ``ignore``; or from a column of the table to the letters of a column (``perception_5: AB``); or a YAML file
        of such lines. Of equal headers one is told by its letters or as ``header#2``.
    sheet : str, optional
        The workbook's sheet; by default the first that is not hidden.
    size_limit : int
        The largest file that is read, in bytes; a workbook counts unpacked.
    encoding : str, optional
        The encoding of a CSV file, such as ``"big5"``; by default it is found, and where that is a guess, the report
        says so with the first texts.

    Returns
    -------
    Survey
        ``table`` (one row per respondent; answers float64, skipped and "no experience" missing) and
        ``report``. The table carries its questionnaire in ``attrs["instrument"]``: scoring finds it there. Of
        a file of the course's synthetic data ``attrs["synthetic_seed"]`` is the seed: charts print it.

    Raises
    ------
    CourseError
        When the file cannot be read, lacks items, or holds an answer that is not on its scale; the
        message names file, row and column.

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> exports = course_folder() / "datasets" / "exports"
    >>> table, report = read_survey(exports / "branch_survey_gb18030.csv", "bank_branch")
    >>> report.encoding, report.rows_kept
    ('GB18030', 62)
    >>> table.attrs["instrument"]
    'bank_branch'
    """
    if not isinstance(path, (str, Path)):
        raise CourseError("survey.no_path", given=type(path).__name__)
    questionnaire = find_instrument(instrument)
    names = read_mapping(Path(mapping)) if isinstance(mapping, (str, Path)) else mapping or {}
    return survey_in(
        read_grid(Path(path), sheet, size_limit, encoding, known_texts(questionnaire)), questionnaire, names
    )


def known_texts(questionnaire: Instrument) -> list[str]:
    """Return texts that a file of answers may hold, by which its encoding is known."""
    sentences = [words for section in questionnaire.sections for item in section.items for words in item.wording.every]
    labels = [words for section in questionnaire.sections for _, label in section.scale.labels for words in label.every]
    asked = [words for one in questionnaire.questions for words in one.wording.every]
    return [*sentences, *labels, *asked, *(header for one in EXPORTS for sign in one.signs for header in sign)]


def survey_in(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> Survey:
    """Find a questionnaire's answers in the cells of a file.

    Parameters
    ----------
    grid : Grid
        As from `fsq_lab.survey.sheets.read_grid`; a file that is asked for several questionnaires is read once.
    questionnaire : Instrument
        The questionnaire that was used.
    mapping : dict
        As for `read_survey`.

    Raises
    ------
    CourseError
        When the cells lack items, hold an answer that is not on its scale or a row of totals or means, or count
        answers instead of holding a row for each respondent.
    """
    matched = find_columns(grid, questionnaire, mapping)
    page = under(grid, matched.heads)
    export = _tool(matched)
    readers = column_readers(questionnaire, export)
    states = states_of(page, export, matched.found.values())
    page = without_left_out(page, states)
    refuse_named(page, readers, matched.found)
    refuse_counts(page, questionnaire, readers, matched)
    columns = _columns(page, questionnaire, matched, readers)
    numbered_by = _numbered_by(page, matched, export)
    table = _table(page, numbered_by, columns)
    refuse_nameless(page, table, questionnaire.item_columns, matched.found)
    if grid.digest in seeds_by_digest():
        table.attrs["synthetic_seed"] = seeds_by_digest()[grid.digest]
    account = account_of(page, export, questionnaire, matched, readers, columns, table, numbered_by, states)
    return Survey(carry(table, questionnaire), account)


def survey_parts(
    path: Path,
    questionnaire: Instrument,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    rows: int = 50_000,
    columns: Collection[str] | None = None,
) -> Iterator[tuple[pd.DataFrame, float]]:
    """Read a CSV file of any length, so many rows at a time, by the rules of `read_survey`.

    Parameters
    ----------
    path, mapping, encoding
        As for `read_survey`.
    questionnaire : Instrument
        The questionnaire that was used.
    rows : int
        Rows held at a time.
    columns : collection of str, optional
        The columns wanted, by default all of the survey table; one that the questionnaire does not know is read as
        text from the header of this name.

    Yields
    ------
    (DataFrame, float)
        These columns of these rows, as far as the file has them, its index their row numbers in the file; and the
        share of the file that is read. ``attrs["kept_states"]`` counts the rows that the survey tool marks as on
        hold or broken off.

    Raises
    ------
    CourseError
        As `read_survey`; for a workbook, which cannot be read in parts.
    """
    long = stream_grid(path, encoding, known_texts(questionnaire))
    grid = long.grid
    matched = find_columns(grid, questionnaire, mapping or {})
    heads = matched.heads
    export = _tool(matched)
    readers = column_readers(questionnaire, export)
    wanted = set(questionnaire.table_columns if columns is None else columns)
    for name in (wanted - set(questionnaire.table_columns)) & set(heads.headers):
        matched.found.setdefault(name, heads.headers.index(name))
        readers[name] = ColumnReader(name)
    names = [name for name in matched.found if name in wanted and name in readers]
    page = Sheet(grid, heads, (), heads.headers, frozenset(), (), 0, 0)
    done, first = 0, heads.start + heads.rows + 1
    places = {name: matched.found[name] for name in names}
    course = course_of(path, grid, heads, long.text.codec, long.separator, places, readers) if names else None
    for series, share in hurried(course, readers, rows) if course and rows >= FEWEST_ROWS else ():
        table = pd.DataFrame(series)
        table.index = pd.RangeIndex(first + done, first + done + len(table))
        done += len(table)
        yield carry(table, questionnaire), share
        if share == 1.0:
            return
    some = done > 0
    for held, share in _batches(long.rows(), heads, path.name, rows, done):
        some = True
        part = replace(page, rows=held)
        states = states_of(part, export, matched.found.values())
        refuse_left_out(part, states)
        refuse_named(part, readers, matched.found)
        refuse_counts(part, questionnaire, readers, matched)
        series = {name: readers[name].read_all(part, matched.found[name]).series() for name in names}
        table = pd.DataFrame(series).set_axis(pd.Index([row for row, _ in held]))
        table.attrs[KEPT_STATES] = {kind: len(of_kind) for kind, of_kind in states.rows.items() if of_kind}
        yield carry(table, questionnaire), share
    if not some:
        raise CourseError("survey.no_rows", file=path.name)


def look_ahead(
    path: Path, questionnaire: Instrument, mapping: Mapping[str, str] | None = None, encoding: str | None = None
) -> tuple[set[str], tuple[str, ...]]:
    """Return what the first rows of a CSV file of any length show; see `survey_parts`.

    Returns
    -------
    (set of str, tuple of str)
        The columns of a survey table that the file has; and the headers that look like weights, which are not used.
    """
    grid = stream_grid(path, encoding, known_texts(questionnaire)).grid
    matched = find_columns(grid, questionnaire, mapping or {})
    return set(matched.found), weights_in(under(grid, matched.heads), questionnaire, matched)


def _batches(
    lines: Iterator[tuple[int, list[str], float]], heads: Heads, file: str, rows: int, done: int = 0
) -> Iterator[tuple[tuple[tuple[int, list[str]], ...], float]]:
    """Yield the rows under the headers, so many at a time, with the share of the file that is read."""
    held: list[tuple[int, list[str]]] = []
    share = 0.0
    for number, cells, share in lines:
        if number <= heads.start + heads.rows + done:
            continue
        row, _ = as_wide_as(heads, file, number, cells)
        if row is not None:
            held.append((number, row))
        if len(held) == rows:
            yield tuple(held), share
            held = []
    if held:
        yield tuple(held), 1.0


def _tool(matched: Matched) -> Export:
    heads = matched.heads
    if heads.import_ids:
        return QUALTRICS
    return export_of([*heads.headers, *(cell for cells in heads.cells for cell in cells)])


def _columns(
    page: Sheet, questionnaire: Instrument, matched: Matched, readers: Mapping[str, ColumnReader]
) -> dict[str, FilledColumn]:
    return {
        name: readers[name].read_all(page, matched.found[name])
        for name in questionnaire.table_columns
        if name in matched.found and name != "respondent"
    }


def _table(page: Sheet, numbered_by: int | None, columns: Mapping[str, FilledColumn]) -> pd.DataFrame:
    series = {name: column.series() for name, column in columns.items()}
    return pd.DataFrame({"respondent": _respondents(page, numbered_by)} | series)


def part_in(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> tuple[Instrument, tuple[str, ...]]:
    """Return the part of a questionnaire that a file has, for questions that were added to another questionnaire.

    Parameters
    ----------
    grid, mapping
        As for `survey_in`.
    questionnaire : Instrument
        Such as that of ``"finance_blocks"``.

    Returns
    -------
    Instrument
        Only those dimensions of which the file has every item; perhaps none.
    tuple of str
        The columns that are absent of dimensions of which the file has some items.

    Examples
    --------
    >>> from fsq_lab.ground.course import course_folder
    >>> file = course_folder() / "datasets" / "exports" / "branch_survey_gb18030.csv"
    >>> part_in(read_grid(file), find_instrument("finance_blocks"), {})[0].dimensions
    ()
    """
    found: set[str] = set()
    for matched in all_matches(grid, questionnaire, mapping):
        found = max(found, set(matched.found) & set(questionnaire.item_columns), key=len)
    absent = {
        dimension: [
            column
            for answer in questionnaire.answers
            for item in questionnaire.items_of(dimension)
            if (column := f"{answer.id}_{item}") not in found
        ]
        for dimension in questionnaire.dimensions
    }
    asked = len(questionnaire.answers)
    some = [
        column
        for dimension, columns in absent.items()
        if len(columns) < asked * len(questionnaire.items_of(dimension))
        for column in columns
    ]
    part = replace(
        questionnaire,
        dimension_names=tuple(one for one in questionnaire.dimension_names if not absent[one[0]]),
        items=tuple(item for item in questionnaire.items if not absent[item.dimension]),
        points=None,
        questions=tuple(one for one in questionnaire.questions if one.kind != "points"),
    )
    return part, tuple(some)


def _numbered_by(page: Sheet, matched: Matched, export: Export) -> int | None:
    """Return the place of the column that tells respondents apart: the table's own, else the tool's number.

    In a file of no known tool, a column headed like a number is one where no two rows have the same.
    """
    if "respondent" in matched.found:
        return matched.found["respondent"]
    taken = {*matched.found.values(), *matched.ignored}
    numbers = [one for one, cells in enumerate(page.heads.cells) if one not in taken and export.is_number(*cells)]
    if export.tool == "csv":
        numbers = [one for one in numbers if _all_differ([cells[one].strip() for _, cells in page.rows])]
    return next(iter(numbers), None)


def _all_differ(texts: list[str]) -> bool:
    return all(texts) and len(set(texts)) == len(texts)


def _respondents(page: Sheet, place: int | None) -> pd.Series:
    """Return each row's respondent: what numbers it, else the row number in the file."""
    names = [cells[place].strip() if place is not None else "" for _, cells in page.rows]
    rows = [str(row) for row, _ in page.rows]
    return pd.Series([name or row for name, row in zip(names, rows, strict=True)], dtype="str")
