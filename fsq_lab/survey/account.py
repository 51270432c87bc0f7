"""What reading a survey file found, kept and dropped: the account that comes with the table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fsq_lab.hypertext.words import Html
from fsq_lab.survey import account_text
from fsq_lab.survey.cells import ColumnReader, FilledColumn
from fsq_lab.survey.columns import Matched
from fsq_lab.survey.counted import weights_in
from fsq_lab.survey.exports import Export
from fsq_lab.survey.heads import Sheet
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.states import LEFT_OUT, RowStates

_FAIR = 30  # respondents with an answer, from whom on an end of the scale that nobody chose is told


@dataclass(frozen=True)
class Account:
    """What `read_survey` found, kept and dropped; shown in the current language.

    Row numbers are those of a spreadsheet: the header is row 1.

    Attributes
    ----------
    file, encoding, tool : str
        The file's name, the encoding it was read in (``Excel`` for a workbook), the survey tool it seems to
        come from.
    guess : tuple of str
        The first texts beyond ASCII, where the encoding is a guess.
    sheet : str
        The workbook's sheet that was read; empty for CSV.
    other_sheets, hidden_sheets : tuple of str
        The workbook's sheets that were not read, and those of them that are hidden.
    hidden_rows, hidden_columns : tuple
        Rows and columns that the workbook hides. They are read.
    titles : tuple of str
        Rows above the headers, dropped.
    header_rows : int
        How many rows the headers take, 1 to 3.
    formulas : int
        Cells of the sheet that hold a formula, of which the value was taken.
    rows_read, rows_kept, rows_empty, rows_short : int
        Rows under the header; rows in the table; rows without any text, dropped; rows with fewer cells
        than headers, their last answers taken as skipped.
    states : dict
        By what the survey tool says of whole sheets, the rows: ``trial`` of the form and ``rejected`` by the survey's
        owner, left out; ``on_hold`` and ``unfinished``, kept.
    weights : tuple of str
        Headers that look like weights of the sheets. They are not used.
    answers_from : int
        The row in which the answers begin.
    matched : dict
        Table column to the file's header.
    absent : tuple of str
        Questions of the instrument that the file does not have; the table lacks these columns.
    dropped_at : tuple of int
        The places in the file, from 0, of the columns in `dropped`.
    dropped : tuple of (str, str)
        Each header that did not go into the table, and the reason: ``personal``, ``tool``, ``number``,
        ``ignored`` (by the mapping), ``title`` (an item under another title), ``unnamed`` (text without a header) or
        ``unknown``.
    missing, no_experience : dict
        By table column, how many answers were skipped, and how many were "no experience".
    marks : dict
        What was found to stand for no answer, beside blank cells, and how often.
    own_labels : dict
        By table column the labels that the questionnaire does not have, by the number beside them.
    numbered : dict
        By table column the choices that were told by their number.
    turned : tuple of str
        Table columns whose answers were turned round, so that more is better.
    never_used : dict
        By answer the points at either end of the scale that nobody chose, once at least 30 respondents answered and
        where the highest number is one of them.
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
    guess: tuple[str, ...]
    sheet: str
    other_sheets: tuple[str, ...]
    hidden_sheets: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    titles: tuple[str, ...]
    header_rows: int
    formulas: int
    rows_read: int
    rows_kept: int
    rows_empty: int
    rows_short: int
    states: dict[str, tuple[int, ...]]
    weights: tuple[str, ...]
    answers_from: int
    matched: dict[str, str]
    absent: tuple[str, ...]
    dropped_at: tuple[int, ...]
    dropped: tuple[tuple[str, str], ...]
    missing: dict[str, int]
    no_experience: dict[str, int]
    marks: dict[str, int]
    own_labels: dict[str, dict[int, str]]
    numbered: dict[str, dict[str, str]]
    turned: tuple[str, ...]
    never_used: dict[str, tuple[int, ...]]
    not_asked: dict[str, int]
    stray: dict[str, int]
    duplicates: tuple[tuple[int, int], ...]
    repeated_respondents: tuple[str, ...]
    unanswered: tuple[int, ...]
    straight: tuple[int, ...]
    points_off: tuple[int, ...]

    @property
    def rows_answered(self) -> int:
        """Rows in the table with an answer to one item at least."""
        return self.rows_kept - len(self.unanswered)

    def __repr__(self) -> str:
        return account_text.as_text(self)

    def _repr_html_(self) -> Html:
        return account_text.as_definitions(self)


def account_of(
    sheet: Sheet,
    export: Export,
    questionnaire: Instrument,
    matched: Matched,
    readers: Mapping[str, ColumnReader],
    columns: Mapping[str, FilledColumn],
    table: pd.DataFrame,
    numbered_by: int | None,
    states: RowStates,
) -> Account:
    """Draw up the account of a sheet that was read into a table."""
    found, grid = matched.found, sheet.grid
    ids = Counter(table["respondent"])
    items = table[questionnaire.item_columns]
    answered = items.notna().any(axis=1).tolist()
    not_asked, stray = _routed(questionnaire, columns, table)
    marks: Counter[str] = Counter()
    for reader in readers.values():
        marks += reader.marks

    def rows(flags: list[bool]) -> tuple[int, ...]:
        return tuple(row for (row, _), flag in zip(sheet.rows, flags, strict=True) if flag)

    return Account(
        file=sheet.file,
        encoding=grid.encoding,
        tool=export.tool,
        guess=grid.guess,
        sheet=grid.sheet,
        other_sheets=grid.other_sheets,
        hidden_sheets=grid.hidden_sheets,
        hidden_rows=tuple(row for row in grid.hidden_rows if row > sheet.heads.start + sheet.heads.rows),
        hidden_columns=grid.hidden_columns,
        titles=tuple(title for title in sheet.titles if title),
        header_rows=sheet.heads.rows,
        formulas=grid.formulas,
        rows_read=sheet.rows_read,
        rows_kept=len(table),
        rows_empty=sheet.rows_read - len(table) - len(states.of(*LEFT_OUT)),
        rows_short=sheet.rows_short,
        states={kind: rows for kind, rows in states.rows.items() if rows},
        weights=weights_in(sheet, questionnaire, matched),
        answers_from=sheet.heads.start + sheet.heads.rows + 1,
        matched={name: sheet.headers[found[name]] for name in questionnaire.table_columns if name in found},
        absent=tuple(question.id for question in questionnaire.questions if question.id not in found),
        dropped_at=tuple(sheet.unused(found.values())),
        dropped=tuple(
            (sheet.headers[place], _reason(place, sheet, export, matched, numbered_by))
            for place in sheet.unused(found.values())
        ),
        missing={name: int(column.skipped.sum()) - not_asked.get(name, 0) for name, column in columns.items()},
        no_experience={name: column.no_experience for name, column in columns.items()},
        marks=dict(marks),
        own_labels={name: dict(sorted(one.own_labels.items())) for name, one in readers.items() if one.own_labels},
        numbered={name: one.numbered for name, one in readers.items() if one.numbered},
        turned=tuple(name for name in columns if readers[name].turned),
        never_used=_never_used(questionnaire, readers, table),
        not_asked=not_asked,
        stray=stray,
        duplicates=_duplicates(sheet, table, answered),
        repeated_respondents=tuple(name for name, times in ids.items() if times > 1),
        unanswered=rows([not there for there in answered]),
        straight=rows(_straight(questionnaire, table)),
        points_off=rows(_points_off(questionnaire, table)),
    )


def _reason(place: int, sheet: Sheet, export: Export, matched: Matched, numbered_by: int | None) -> str:
    """Return why a column did not go into the table."""
    if place in matched.ignored:
        return "ignored"
    if any(place in places for places in matched.foreign.values()):
        return "title"
    if sheet.headers[place] in sheet.unnamed:
        return "unnamed"
    reason = export.reason(sheet.headers[place], *sheet.heads.cells[place])
    if reason == "number" and place != numbered_by:
        return "unknown" if export.tool == "csv" else "tool"
    return reason


def _never_used(
    questionnaire: Instrument, readers: Mapping[str, ColumnReader], table: pd.DataFrame
) -> dict[str, tuple[int, ...]]:
    """Return by answer the points at the ends of the file's scale that nobody chose, if the highest is one of them."""
    unused: dict[str, tuple[int, ...]] = {}
    for answer in questionnaire.answers:
        names = questionnaire.columns(answer.id)
        scales = {scale.ends for name in names if (scale := readers[name].scale) is not None}
        turned = {readers[name].turned for name in names}
        given = table[names]
        if len(scales) != 1 or int(given.notna().any(axis=1).sum()) < _FAIR:
            continue
        [(low, high)] = scales
        lowest, highest = int(np.nanmin(given)), int(np.nanmax(given))
        points = [*range(low, lowest), *range(highest + 1, high + 1)]
        if turned == {True}:
            points = sorted(low + high - point for point in points)
        if high in points:  # that nobody chose the lowest is common; that nobody chose the highest is not
            unused[answer.id] = tuple(points)
    return unused


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
