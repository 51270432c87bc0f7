"""The workbook in which a teacher marks: written answers line by line of the rubric, and automatic ones by hand.

Nothing is ever marked by keyword. A sheet for each written question holds the samples with their points on top, then
one row a student; the last sheet holds every automatic answer. What is typed in is read back, checked, and kept as a
decision of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from fsq_lab.grading.claimed import shown_value
from fsq_lab.grading.gradebook import ByHand
from fsq_lab.grading.rubrics import WrittenQuestion, written_questions
from fsq_lab.grading.standing import AnswerMark, StudentMarks
from fsq_lab.grading.workbooks_out import put_row, saved, widths
from fsq_lab.ground.course import student_id
from fsq_lab.ground.language import CourseError, message
from fsq_lab.ground.typed_numbers import read_number

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ABOUT, AUTOMATIC = "fsq-lab", "auto"
FIRST_LINE = 4  # columns before the rubric's: id, name, answer
_BROKEN = (BadZipFile, OSError, KeyError, ValueError, TypeError, EOFError)


class SheetError(CourseError):
    """A sheet cannot be read back; the message names sheet, cell and remedy."""


@dataclass(frozen=True)
class Decision:
    """What was typed in for one answer of one student."""

    who: str
    answer: str
    decided: ByHand


def sheet_to_mark(found: Sequence[StudentMarks]) -> bytes:
    """Return the workbook of an exercise, with what was decided before.

    Parameters
    ----------
    found : sequence of StudentMarks
        Of one exercise; who handed in nothing has no row.
    """
    from openpyxl import Workbook

    exercise = found[0].exercise
    there = [one for one in found if one.state == "marked"]
    book: Any = Workbook()
    about: Any = book.active
    about.title = ABOUT
    put_row(about, ("exercise", exercise))
    for line in message("grade.sheet.how").splitlines():
        put_row(about, (line,))
    widths(about, (90, 30))
    for question in written_questions(exercise):
        _written(book.create_sheet(question.name), question, there)
    _automatic(book, there)
    return saved(book)


def _written(sheet: "Worksheet", question: WrittenQuestion, found: Sequence[StudentMarks]) -> None:
    from openpyxl.utils import get_column_letter

    heads = [message(f"grade.column.{name}") for name in ("id", "name", "answer")]
    lines = [f"{line.text} (0–{line.points:g})" for line in question.rubric]
    last = [message("grade.column.total_of", most=f"{question.most:g}"), message("grade.column.comment")]
    put_row(sheet, (*heads, *lines, *last), bold=True)
    for sample in question.samples:
        told = message("grade.sheet.sample", level=message(f"build.level.{sample.level}"))
        fits = len(sample.lines) == len(question.rubric)
        given = [one.points for one in sample.lines] if fits else [""] * len(question.rubric)
        why = "\n".join(one.text for one in sample.lines)
        put_row(sheet, ("", told, sample.text, *given, sample.points, why))
    sheet.freeze_panes = f"{get_column_letter(FIRST_LINE)}{sheet.max_row + 1}"
    for one in found:
        mark = next(mark for mark in one.answers if mark.name == question.name)
        if one.written.get(question.name):
            points = mark.points if mark.by_hand else ""
            blank = [""] * len(question.rubric)
            put_row(sheet, (one.who, one.name, one.written[question.name], *blank, points, mark.comment))
    widths(sheet, (14, 10, 60, *[22] * len(question.rubric), 10, 40))


def _automatic(book: "Workbook", found: Sequence[StudentMarks]) -> None:
    sheet = book.create_sheet(AUTOMATIC)
    names = ("id", "name", "question", "value", "outcome", "found", "most", "instead", "comment")
    put_row(sheet, [message(f"grade.column.{name}") for name in names], bold=True)
    sheet.freeze_panes = "A2"
    for one in found:
        for mark in (mark for mark in one.answers if mark.judgement is not None):
            told = "; ".join([message(f"grade.outcome.{mark.outcome}"), *flags_told(mark)])
            instead = mark.points if mark.by_hand else ""
            value = shown_value(mark.data.get("own"))
            put_row(sheet, (one.who, one.name, mark.name, value, told, mark.found, mark.most, instead, mark.comment))
    widths(sheet, (14, 10, 16, 40, 30, 8, 8, 10, 40))


def flags_told(mark: AnswerMark) -> list[str]:
    """Return an answer's flags in words, in the current language."""
    return [message(f"grade.flag.{flag.kind}", other=flag.other) for flag in mark.flags]


def read_sheet(file: Path, found: Sequence[StudentMarks]) -> tuple[str, list[Decision], list[str]]:
    """Read a filled workbook back.

    Parameters
    ----------
    file : Path
    found : sequence of StudentMarks
        All marks of the exercise, by which ids and points are checked.

    Returns
    -------
    exercise : str
    decisions : list of Decision
        Of the rows in which something was typed in.
    unfinished : list of str
        Rows of which only some lines of the rubric have points, in words; they decide nothing.

    Raises
    ------
    SheetError
        When the file is none of these workbooks, is of another exercise, an id is unknown, or points are no number
        between 0 and what can be had.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, data_only=True)
        _refuse_formulas_without_value(load_workbook(file), book)
        about = book[ABOUT]
        exercise = str(about.cell(1, 2).value or "")
    except SheetError:
        raise
    except _BROKEN:
        raise SheetError("grade.sheet.not_one", file=file) from None
    if not found or exercise != found[0].exercise:
        raise SheetError("grade.sheet.other_exercise", file=file, exercise=exercise)
    known = {one.who: {mark.name: mark for mark in one.answers} for one in found}
    decisions: list[Decision] = []
    unfinished: list[str] = []
    for question in written_questions(exercise):
        if question.name in book.sheetnames:
            decisions += _read_written(book[question.name], question, known, unfinished)
    if AUTOMATIC in book.sheetnames:
        decisions += _read_automatic(book[AUTOMATIC], known)
    return exercise, decisions, unfinished


def _refuse_formulas_without_value(written: "Workbook", valued: "Workbook") -> None:
    """Refuse points that a formula gives and nobody has computed yet: they would be lost without a word."""
    for sheet in written.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type == "f" and valued[sheet.title][cell.coordinate].value is None:
                    raise SheetError("grade.sheet.no_value", place=f"{sheet.title}!{cell.coordinate}")


def _read_written(
    sheet: "Worksheet", question: WrittenQuestion, known: dict[str, dict[str, AnswerMark]], unfinished: list[str]
) -> Iterator[Decision]:
    count = len(question.rubric)
    for row in range(2, sheet.max_row + 1):
        who = _who(sheet, row, known)
        if who is None:
            continue
        lines = [_points(sheet, row, FIRST_LINE + place, line.points) for place, line in enumerate(question.rubric)]
        total = _points(sheet, row, FIRST_LINE + count, question.most)
        comment = _text(sheet.cell(row, FIRST_LINE + count + 1).value)
        given = [one for one in lines if one is not None]
        if total is None and given and len(given) < count:
            unfinished.append(f"{sheet.title}, {who}")
        elif total is None and given:
            total = round(sum(given), 2)
        if total is not None or comment:
            yield Decision(who, question.name, ByHand(total, comment))


def _read_automatic(sheet: "Worksheet", known: dict[str, dict[str, AnswerMark]]) -> Iterator[Decision]:
    for row in range(2, sheet.max_row + 1):
        who = _who(sheet, row, known)
        if who is None:
            continue
        name = _text(sheet.cell(row, 3).value)
        if name not in known[who]:
            raise SheetError("grade.sheet.bad_question", place=_place(sheet, row, 3), found=name)
        points = _points(sheet, row, 8, known[who][name].most)
        comment = _text(sheet.cell(row, 9).value)
        if points is not None or comment:
            yield Decision(who, name, ByHand(points, comment))


def _who(sheet: "Worksheet", row: int, known: dict[str, dict[str, AnswerMark]]) -> str | None:
    text = _text(sheet.cell(row, 1).value)
    if not text:
        return None
    who = student_id(text) or ""
    if text not in known and who not in known:
        raise SheetError("grade.sheet.unknown_id", place=_place(sheet, row, 1), id=text)
    return text if text in known else who


def _points(sheet: "Worksheet", row: int, column: int, most: float) -> float | None:
    value = sheet.cell(row, column).value
    if value is None or _text(value) == "":
        return None
    number = float(value) if isinstance(value, int | float) else read_number(_text(value), units=("分",))
    if number is None or isinstance(value, bool) or not 0 <= number <= most:
        raise SheetError("grade.sheet.bad_points", place=_place(sheet, row, column), found=value, most=f"{most:g}")
    return round(float(number), 2)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _place(sheet: "Worksheet", row: int, column: int) -> str:
    return f"{sheet.title}!{sheet.cell(row, column).coordinate}"
