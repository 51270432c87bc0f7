"""Marks for a school's platform: Excel and CSV of our own, and the template that the platform gave, filled in by id."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from fsq_lab.grading.goals import parts_of
from fsq_lab.grading.mark_sheet import flags_told
from fsq_lab.grading.standing import StudentMarks
from fsq_lab.grading.workbooks_out import csv_text, put_row, saved, set_text, widths
from fsq_lab.ground.course import student_id
from fsq_lab.ground.language import CourseError, message
from fsq_lab.survey.encodings import decode

GRADES = ("grade", "score", "points", "成绩", "分数", "得分", "总分", "最终成绩")
COMMENTS = ("feedback comments", "feedback", "comment", "comments", "评语", "反馈", "备注")
_ASSIGNMENT = re.compile(r".*\(\d+\)")  # Canvas: an assignment's name and number


class TemplateError(CourseError):
    """A platform's template cannot be filled in; the message says why."""


@dataclass(frozen=True)
class FilledTemplate:
    """A template filled in.

    Attributes
    ----------
    content : bytes
        The whole file, as the platform gave it but for the cells filled in.
    filled : int
        Rows with a mark now.
    not_there : tuple of str
        Students with marks that the template does not have.
    column : str
        The head of the column that was filled.
    unfinished : int
        Rows whose points are not the last word: a written answer is not marked yet.
    other_most : str
        What the template says can be had, where it is not what can be had here.
    """

    content: bytes
    filled: int
    not_there: tuple[str, ...]
    column: str
    unfinished: int = 0
    other_most: str = ""


def heads(found: Sequence[StudentMarks]) -> list[str]:
    """Return the heads of a table of marks: id, name, questions with their points, total, parts, comment and what else.

    A part is the questions of one objective; the parts add up to the total.
    """
    questions = [f"{mark.name} ({mark.most:g})" for mark in found[0].answers]
    totals = [f"{message('grade.column.total')} ({found[0].most:g})"]
    if found[0].optional_most:
        totals.append(f"{message('grade.column.optional')} ({found[0].optional_most:g})")
    totals += [f"{part.objective} ({part.most:g})" for part in parts_of(found[0])]
    named = [message(f"grade.column.{name}") for name in ("comment", "state", "flags", "confined")]
    return [message("grade.column.id"), message("grade.column.name"), *questions, *totals, *named]


def row(one: StudentMarks) -> list[str | float]:
    """Return a student's row: an unmarked written answer is empty, not 0; who handed in nothing has no points."""
    there = one.state == "marked"
    totals: list[str | float]
    points = [mark.points if there and mark.points is not None else "" for mark in one.answers]
    comments = "; ".join(f"{mark.name}: {mark.comment}" for mark in one.answers if mark.comment)
    flags = "; ".join(f"{mark.name}: {told}" for mark in one.answers for told in flags_told(mark))
    state = message(f"grade.state.{one.state}")
    if there and one.unmarked:
        state = message("grade.state.unmarked", names=", ".join(one.unmarked))
    confined = message("grade.unconfined") if one.confined == "none" else ""
    totals = [one.points, *([one.optional_points] if one.optional_most else [])] if there else [""]
    totals += [] if there or not one.optional_most else [""]
    totals += [part.points if there else "" for part in parts_of(one)]
    return [one.who, one.name, *points, *totals, comments, state, flags, confined]


def csv_marks(found: Sequence[StudentMarks]) -> bytes:
    """Return all marks as CSV: UTF-8 with a mark for Excel, texts harmless, lines ended as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    rows: list[Sequence[str | float]] = [heads(found), *map(row, found)]
    for cells in rows:
        writer.writerow([csv_text(cell) if isinstance(cell, str) else f"{cell:g}" for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def excel_marks(found: Sequence[StudentMarks], files: Sequence[Sequence[str]] = ()) -> bytes:
    """Return all marks as a workbook, ids as text; `files` is a second sheet's rows: what was handed in."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = found[0].exercise[:31]
    put_row(sheet, heads(found), bold=True)
    for one in found:
        put_row(sheet, row(one))
    sheet.freeze_panes = "C2"
    widths(sheet, (14, 10, *[9] * (len(heads(found)) - 6), 40, 24, 30, 20))
    if files:
        listed = book.create_sheet(message("grade.column.files"))
        for place, cells in enumerate(files):
            put_row(listed, cells, bold=place == 0)
        widths(listed, (50, 14, 18, 80))
    return saved(book)


def fill_template(
    name: str, content: bytes, found: Sequence[StudentMarks], column: str | None = None
) -> FilledTemplate:
    """Fill a platform's own template in by student id; every other cell, the encoding and the order stay.

    The column of ids is the one in which the most ids of the class stand, also within an e-mail address. Points go to
    `column`; without it to the one that names the exercise, else to the one headed as a grade. An open written
    answer counts 0 there, optional questions are not in them, and the rows of those who handed in nothing stay as they
    are.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    content : bytes
        A CSV (UTF-8 or GBK), or an Excel workbook.
    found : sequence of StudentMarks
    column : str, optional
        The head of the column that gets the points.

    Raises
    ------
    TemplateError
        When no column holds the class's ids, or it cannot be told which column gets the points.
    """
    marks = {one.who: one for one in found if one.state == "marked"}
    if content.startswith(b"PK"):
        return _fill_excel(name, content, marks, found, column)
    bom = content.startswith(b"\xef\xbb\xbf")
    text = decode(name, content)
    body = text.text.removeprefix("\ufeff")
    try:
        dialect: Any = csv.Sniffer().sniff(body[:4000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=dialect.delimiter))
    plan = _Places.found(name, rows, found, column)
    filled = 0
    for cells in rows[1:]:
        one = plan.whose(cells, marks)
        if one is not None:
            cells += [""] * (len(rows[0]) - len(cells))
            cells[plan.grade] = f"{one.points:g}"
            if plan.comment is not None and _comments(one):
                cells[plan.comment] = csv_text(_comments(one))
            filled += 1
    out = io.StringIO()
    end = "\r\n" if b"\r\n" in content else "\n"
    csv.writer(out, delimiter=dialect.delimiter, lineterminator=end).writerows(rows)
    encoded = out.getvalue().encode("utf-8-sig" if bom else "utf-8" if _is_utf8(content) else "gb18030")
    return plan.result(encoded, filled, rows, marks)


def _fill_excel(
    name: str, content: bytes, marks: Mapping[str, StudentMarks], found: Sequence[StudentMarks], column: str | None
) -> FilledTemplate:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
    except (BadZipFile, KeyError, ValueError, OSError):
        raise TemplateError("grade.template.broken", file=name) from None
    sheet: Any = book.active
    rows = [["" if cell.value is None else _plain(cell.value) for cell in cells] for cells in sheet.iter_rows()]
    plan = _Places.found(name, rows, found, column)
    filled = 0
    for place, cells in enumerate(rows[1:], start=2):
        one = plan.whose(cells, marks)
        if one is not None:
            sheet.cell(place, plan.grade + 1).value = one.points
            if plan.comment is not None and _comments(one):
                set_text(sheet.cell(place, plan.comment + 1), _comments(one))
            filled += 1
    return plan.result(saved(book), filled, rows, marks)


@dataclass(frozen=True)
class _Places:
    """Where a template has ids, points, comments, and what can be had."""

    head: list[str]
    ids: int
    grade: int
    comment: int | None
    most: float

    @classmethod
    def found(cls, name: str, rows: list[list[str]], found: Sequence[StudentMarks], column: str | None) -> "_Places":
        head = [cell.strip() for cell in rows[0]] if rows else []
        known = {one.who for one in found if one.known}
        hits = [
            sum(_id(cells[place]) in known for cells in rows[1:] if place < len(cells)) for place in range(len(head))
        ]
        if not hits or not max(hits):
            raise TemplateError("grade.template.no_ids", file=name, columns=", ".join(head))
        exercise = found[0].exercise
        low = [cell.casefold() for cell in head]
        if column is not None:
            fits = [place for place, cell in enumerate(head) if cell == column.strip()]
        else:
            fits = [place for place, cell in enumerate(low) if exercise in cell]
            fits = fits or [place for place, cell in enumerate(low) if cell in GRADES]
            fits = fits or [place for place, cell in enumerate(head) if _ASSIGNMENT.fullmatch(cell)]
        if len(fits) != 1:
            raise TemplateError("grade.template.no_grade", file=name, columns=", ".join(head), exercise=exercise)
        comment = next((place for place, cell in enumerate(low) if cell in COMMENTS), None)
        return cls(head, hits.index(max(hits)), fits[0], comment, found[0].most)

    def whose(self, cells: list[str], marks: Mapping[str, StudentMarks]) -> StudentMarks | None:
        return marks.get(_id(cells[self.ids])) if self.ids < len(cells) else None

    def result(
        self, content: bytes, filled: int, rows: list[list[str]], marks: Mapping[str, StudentMarks]
    ) -> FilledTemplate:
        there = {_id(cells[self.ids]) for cells in rows[1:] if self.ids < len(cells)}
        missing = tuple(who for who in marks if who not in there)
        unfinished = sum(bool(one.unmarked) for who, one in marks.items() if who in there)
        return FilledTemplate(content, filled, missing, self.head[self.grade], unfinished, self._other_most(rows))

    def _other_most(self, rows: list[list[str]]) -> str:
        """Return what a template says can be had, where it is another number: Canvas' second row, Moodle's column."""
        low = [cell.casefold() for cell in self.head]
        told = ""
        if len(rows) > 1 and rows[1] and rows[1][0].strip().casefold() == "points possible":
            told = rows[1][self.grade] if self.grade < len(rows[1]) else ""
        elif "maximum grade" in low and len(rows) > 1:
            told = rows[1][low.index("maximum grade")]
        try:
            return "" if not told.strip() or float(told) == self.most else told.strip()
        except ValueError:
            return ""


def _comments(one: StudentMarks) -> str:
    return "; ".join(f"{mark.name}: {mark.comment}" for mark in one.answers if mark.comment)


def _id(cell: str) -> str:
    """Return the id in a cell: of an e-mail address what stands before the @, without a spreadsheet's quote."""
    return (student_id(cell.lstrip("'").partition("@")[0]) or "").strip()


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
