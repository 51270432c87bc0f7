"""What reading a survey file found, kept and dropped: the account that comes with the table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from fsq_lab.survey import account_text
from fsq_lab.survey.cells import FilledColumn
from fsq_lab.survey.exports import Export
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.sheets import Sheet


@dataclass(frozen=True)
class Account:
    """What `read_survey` found, kept and dropped; shown in the current language.

    Row numbers are those of a spreadsheet: the header is row 1.

    Attributes
    ----------
    file, encoding, tool : str
        The file's name, the encoding it was read in (``Excel`` for a workbook), the survey tool it seems to
        come from.
    sheet : str
        The workbook's sheet that was read; empty for CSV.
    other_sheets : tuple of str
        The workbook's sheets that were not read.
    titles : tuple of str
        Rows above the headers that hold one text only, dropped.
    header_rows : int
        How many rows the headers take, 1 or 2.
    formulas : int
        Cells of the sheet that hold a formula, of which the value was taken.
    rows_read, rows_kept, rows_empty, rows_short : int
        Rows under the header; rows in the table; rows without any text, dropped; rows with fewer cells
        than headers, their last answers taken as skipped.
    matched : dict
        Table column to the file's header.
    absent : tuple of str
        Questions of the instrument that the file does not have; the table lacks these columns.
    dropped : tuple of (str, str)
        Each header that did not go into the table, and the reason: ``personal``, ``tool``, ``number``,
        ``unnamed`` (text without a header) or ``unknown``.
    missing, no_experience : dict
        By table column, how many answers were skipped, and how many were "no experience".
    not_asked : dict
        By table column that not everyone is asked for, how many respondents were not asked; they are not
        among the skipped. Empty where the file lacks the question that decides.
    stray : dict
        By such column, how many answered it although it was not for them. Their answers stay in the table.
    duplicates : tuple of (int, int)
        Rows that repeat all answers of an earlier row, with that row. They stay in the table.
    repeated_respondents : tuple of str
        Respondent ids that stand more than once. Their rows stay in the table.
    unanswered : tuple of int
        Rows in which no item at all was answered. They stay in the table.
    straight : tuple of int
        Rows that give the same answer to every perception item that was answered, at least half of the items
        and at least three. They stay in the table.
    points_off : tuple of int
        Rows whose points are all given and do not sum to 99 to 101. They stay in the table; the weights leave
        them out.
    """

    file: str
    encoding: str
    tool: str
    sheet: str
    other_sheets: tuple[str, ...]
    titles: tuple[str, ...]
    header_rows: int
    formulas: int
    rows_read: int
    rows_kept: int
    rows_empty: int
    rows_short: int
    matched: dict[str, str]
    absent: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    missing: dict[str, int]
    no_experience: dict[str, int]
    not_asked: dict[str, int]
    stray: dict[str, int]
    duplicates: tuple[tuple[int, int], ...]
    repeated_respondents: tuple[str, ...]
    unanswered: tuple[int, ...]
    straight: tuple[int, ...]
    points_off: tuple[int, ...]

    def __repr__(self) -> str:
        return account_text.as_text(self)

    def _repr_html_(self) -> str:
        return account_text.as_definitions(self)


def account_of(
    sheet: Sheet,
    export: Export,
    questionnaire: Instrument,
    found: Mapping[str, int],
    columns: Mapping[str, FilledColumn],
    table: pd.DataFrame,
) -> Account:
    """Draw up the account of a sheet that was read into a table."""
    matched = {name: sheet.headers[found[name]] for name in questionnaire.table_columns if name in found}
    ids = Counter(table["respondent"])
    items = table[questionnaire.item_columns]
    answered = items.notna().any(axis=1).tolist()
    not_asked, stray = _routed(questionnaire, columns, table)
    return Account(
        file=sheet.file,
        encoding=sheet.grid.encoding,
        tool=export.tool,
        sheet=sheet.grid.sheet,
        other_sheets=sheet.grid.other_sheets,
        titles=sheet.titles,
        header_rows=sheet.header_rows,
        formulas=sheet.grid.formulas,
        rows_read=sheet.rows_read,
        rows_kept=len(table),
        rows_empty=sheet.rows_read - len(table),
        rows_short=sheet.rows_short,
        matched=matched,
        absent=tuple(question.id for question in questionnaire.questions if question.id not in found),
        dropped=tuple(
            (header, "unnamed" if header in sheet.unnamed else export.reason(header))
            for header in sheet.unused(found.values())
        ),
        missing={name: int(column.skipped.sum()) - not_asked.get(name, 0) for name, column in columns.items()},
        not_asked=not_asked,
        stray=stray,
        no_experience={name: column.no_experience for name, column in columns.items()},
        duplicates=_duplicates(sheet, table, answered),
        repeated_respondents=tuple(name for name, times in ids.items() if times > 1),
        unanswered=tuple(row for (row, _), there in zip(sheet.rows, answered, strict=True) if not there),
        straight=tuple(row for (row, _), same in zip(sheet.rows, _straight(questionnaire, table), strict=True) if same),
        points_off=tuple(
            row for (row, _), off in zip(sheet.rows, _points_off(questionnaire, table), strict=True) if off
        ),
    )


def _routed(
    questionnaire: Instrument, columns: Mapping[str, FilledColumn], table: pd.DataFrame
) -> tuple[dict[str, int], dict[str, int]]:
    """Count by column the respondents who were rightly not asked, and those who answered all the same."""
    not_asked, stray = {}, {}
    for name, routing in questionnaire.routed_columns.items():
        if name not in table or routing.question not in table:
            continue
        chosen = table[routing.question]
        elsewhere = chosen.notna() & ~chosen.isin(routing.codes)
        skipped = pd.Series(columns[name].skipped, index=table.index)
        not_asked[name] = int((elsewhere & skipped).sum())
        stray[name] = int((elsewhere & ~skipped).sum())
    return not_asked, {name: count for name, count in stray.items() if count}


def _straight(questionnaire: Instrument, table: pd.DataFrame) -> list[bool]:
    """Return for every row whether all perception items that were answered have the same answer."""
    asked = [answer.id for answer in questionnaire.answers]
    answers = table[questionnaire.columns("perception" if "perception" in asked else asked[-1])]
    enough = answers.notna().sum(axis=1) >= max(3, (answers.shape[1] + 1) // 2)
    return (enough & (answers.min(axis=1) == answers.max(axis=1))).tolist()


def _points_off(questionnaire: Instrument, table: pd.DataFrame) -> list[bool]:
    """Return for every row whether all points were given and sum to something else than 100, by more than one."""
    columns = [question.id for question in questionnaire.questions if question.kind == "points"]
    if not columns or not set(columns) <= set(table.columns):
        return [False] * len(table)
    total = table[columns].sum(axis=1, skipna=False)
    return ((total - 100).abs() > 1).tolist()


def _duplicates(sheet: Sheet, table: pd.DataFrame, answered: list[bool]) -> tuple[tuple[int, int], ...]:
    """Return the rows that repeat every answer of an earlier row, each with that row."""
    first: dict[int, int] = {}
    repeats = []
    marks = pd.util.hash_pandas_object(table.drop(columns="respondent"), index=False).tolist()
    for (row, _), there, mark in zip(sheet.rows, answered, marks, strict=True):
        if not there:
            continue
        if mark in first:
            repeats.append((row, first[mark]))
        else:
            first[mark] = row
    return tuple(repeats)
