"""From what a survey tool exports to a survey table, with an account of all that was dropped and why."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.tables import seeds_by_digest
from fsq_lab.ground.yaml_files import parse
from fsq_lab.survey.account import Account, account_of
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.cells import column_readers
from fsq_lab.survey.columns import find_columns, match
from fsq_lab.survey.exports import EXPORTS, PLAIN, Export
from fsq_lab.survey.instruments import instrument as find_instrument
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.sheets import SIZE_LIMIT, Grid, Sheet, headed, read_grid


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
) -> Survey:
    """Read what a survey tool exports, CSV or Excel, into a survey table.

    Columns are found by id (``expectation_1``), by the instrument's wording in the header in either
    language (question numbers, blanks, punctuation and width of characters do not count), or by `mapping`.
    Headers may take two rows. Answers may be digits of either width, labels of the scale (非常同意) or both
    (7 - 非常同意, Strongly agree (7)). Columns that identify a person are left out. Nothing is dropped
    silently: see the report.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8, with or without a byte order mark, or in GB18030; or an Excel workbook (.xlsx).
    instrument : str or Instrument
        The questionnaire that was used: a shipped one's name, or the file of one's own.
    mapping : dict, str or Path, optional
        From a header of the file to a column of the survey table, for headers that say it otherwise; or a
        YAML file of such lines.
    sheet : str, optional
        The workbook's sheet; by default the first.
    size_limit : int
        The largest file that is read, in bytes; a workbook counts unpacked.

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
    questionnaire = find_instrument(instrument)
    names = read_mapping(Path(mapping)) if isinstance(mapping, (str, Path)) else mapping or {}
    return survey_in(read_grid(Path(path), sheet, size_limit), questionnaire, names)


def survey_in(grid: Grid, questionnaire: Instrument, mapping: Mapping[str, str]) -> Survey:
    """Find a questionnaire's answers in the cells of a file.

    Parameters
    ----------
    grid : Grid
        As from `fsq_lab.survey.sheets.read_grid`; a file that is asked for several questionnaires is read once.
    questionnaire : Instrument
        The questionnaire that was used.
    mapping : dict
        From a header of the file to a column of the survey table.

    Raises
    ------
    CourseError
        When the cells lack items, or hold an answer that is not on its scale.
    """
    page, found = find_columns(grid, questionnaire, mapping)
    export = next((one for one in EXPORTS if one.fits(page.headers)), PLAIN)
    readers = column_readers(questionnaire, export)
    columns = {
        name: readers[name].read_all(page, found[name])
        for name in questionnaire.table_columns
        if name in found and name != "respondent"
    }
    table = pd.DataFrame(
        {"respondent": _respondents(page, found, export)} | {name: column.series() for name, column in columns.items()}
    )
    if grid.digest in seeds_by_digest():
        table.attrs["synthetic_seed"] = seeds_by_digest()[grid.digest]
    return Survey(carry(table, questionnaire), account_of(page, export, questionnaire, found, columns, table))


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
    for header_rows in (1, 2):
        with suppress(CourseError):
            names = match(headed(grid, header_rows), questionnaire, mapping)
            found = max(found, set(names) & set(questionnaire.item_columns), key=len)
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


def read_mapping(file: Path) -> dict[str, str]:
    """Read a map from headers to table columns from a YAML file.

    Raises
    ------
    CourseError
        When the file cannot be opened, is no YAML, or holds anything else than lines of header and column.
    """
    import yaml

    try:
        lines = parse(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise CourseError("survey.no_mapping_file", file=file.name) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise CourseError("survey.broken_mapping", file=file.name, line=mark.line + 1 if mark else "?") from None
    if not isinstance(lines, dict) or not all(isinstance(name, str) for name in lines.values()):
        raise CourseError("survey.mapping_form", file=file.name)
    return {str(header): name for header, name in lines.items()}


def _respondents(sheet: Sheet, found: Mapping[str, int], export: Export) -> pd.Series:
    """Return each row's respondent: its own id, the tool's number, else the row number in the file."""
    place = found.get("respondent")
    if place is None:
        place = next((place for place, header in enumerate(sheet.headers) if export.is_number(header)), None)
    names = [cells[place].strip() if place is not None else "" for _, cells in sheet.rows]
    rows = [str(row) for row, _ in sheet.rows]
    return pd.Series([name or row for name, row in zip(names, rows, strict=True)], dtype="str")
