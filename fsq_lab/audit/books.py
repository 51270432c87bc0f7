"""The Excel deliverables: written as empty forms, and read back as rows."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsq_lab.audit.training import DueFile, DueSheet
from fsq_lab.customers.files.file_fields import FileField, by_name
from fsq_lab.grading.workbooks_out import put_row, saved, widths
from fsq_lab.ground.language import LANGUAGES, current, message
from fsq_lab.ground.regular_files import MOST_WRITTEN, read_regular

FIRST_ROW = 3  # under a note and the heads
MOST_ROWS, MOST_COLUMNS = 2_000, 60


@dataclass(frozen=True)
class FilledSheet:
    """What stands in a sheet: the rows that are not empty, by column id; ``heads`` of columns that were added."""

    rows: tuple[Mapping[str, Any], ...]
    added: tuple[str, ...] = ()


def columns_of(sheet: DueSheet) -> list[tuple[str, str]]:
    """Return a sheet's columns, id and head in the current language; of files the fields of course/file_fields.yml.

    A file's unit replaces the bank's branch: another institution has none.
    """
    language = current()
    if sheet.fields:
        return [(name, field_name(field, language)) for name, field in by_name().items()]
    return [(name, told[language]) for name, told in sheet.columns]


def field_name(field: FileField, language: str) -> str:
    """Return what a field of a customer marketing file is called."""
    return field.zh if language == "zh" else field.en


def is_required(field: FileField) -> bool:
    """Return whether every file of the training fills it: contract or law needs it, no consent does."""
    return bool(field.weight) and field.basis in ("contract", "duty")


def empty_book(file: DueFile, alone: bool) -> bytes:
    """Return an Excel deliverable as an empty form, in the current language: with the rows that are due of whom."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for sheet in file.sheets:
        page = book.create_sheet(sheet.id)
        columns = columns_of(sheet)
        due = message("audit.book.note", least=sheet.alone if alone else sheet.least)
        put_row(page, (" ".join([due, sheet.note[current()]]).strip(),))
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(2, len(columns)))
        page.row_dimensions[1].height = 45
        put_row(page, [head for _, head in columns], bold=True)
        page.freeze_panes = f"A{FIRST_ROW}"
        widths(page, [max(12, min(40, 2 * len(head) + 4)) for _, head in columns])
    return saved(book)


def opened(path: Path) -> Any:
    """Return a workbook of values, or None where it is none that can be read."""
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(read_regular(path, MOST_WRITTEN)), data_only=True)
    except Exception:  # openpyxl lets many kinds through
        return None


def filled(path: Path, sheet: DueSheet) -> FilledSheet | None:
    """Return what stands in a sheet of a workbook; None where file or sheet cannot be read."""
    book = opened(path)
    if book is None or sheet.id not in book.sheetnames:
        return None
    page = book[sheet.id]
    ids = _ids_by_head(sheet)
    heads = [_text(cell) for cell in next(page.iter_rows(2, 2, *_ends(page)[1:], values_only=True), ())]
    names = [ids.get(head, head) for head in heads]
    rows: list[dict[str, Any]] = []
    for cells in page.iter_rows(FIRST_ROW, *_ends(page), values_only=True):
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name and _text(cell)}
        if row:
            rows.append(row)
    return FilledSheet(tuple(rows), tuple(head for head in heads if head and head not in ids))


def _ids_by_head(sheet: DueSheet) -> dict[str, str]:
    if sheet.fields:
        known = {field_name(field, language): name for name, field in by_name().items() for language in LANGUAGES}
        return known | {name: name for name in by_name()}
    return {told[language]: name for name, told in sheet.columns for language in LANGUAGES}


def texts_of(book: Any) -> list[tuple[str, object]]:
    """Return every cell of a workbook that holds something, with its place."""
    return [
        (f"{page.title}!{cell.coordinate}", cell.value)
        for page in book.worksheets
        for row in page.iter_rows(1, *_ends(page))
        for cell in row
        if _text(cell.value)
    ]


def _ends(page: Any) -> tuple[int, int, int]:
    """Return the last row, the first and the last column that are read of a sheet."""
    return min(page.max_row, MOST_ROWS), 1, min(page.max_column, MOST_COLUMNS)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
