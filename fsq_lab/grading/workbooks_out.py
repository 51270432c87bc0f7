"""Cells that leave for a spreadsheet: texts stay texts, whatever a student wrote, and an id keeps its zeros."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fsq_lab.grading.remarks import seen

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(text: str) -> str:
    """Return a text as a CSV cell that no spreadsheet takes for a formula.

    >>> csv_text("=HYPERLINK(1)"), csv_text("张三")
    ("'=HYPERLINK(1)", '张三')
    """
    plain = seen(text, LONGEST_CELL)
    return f"'{plain}" if plain.lstrip(" \n").startswith(DANGEROUS) else plain


def put_row(sheet: "Worksheet", cells: Sequence[object], bold: bool = False) -> int:
    """Add a row: numbers as numbers, texts as texts and never as formulas; return its number."""
    from openpyxl.styles import Alignment, Font

    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            cell.value = value
        elif value is not None and value != "":
            set_text(cell, str(value))
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if bold:
            cell.font = Font(bold=True)
    return row


def set_text(cell: Any, text: str) -> None:
    """Write a text into a cell as a text, shown as it is."""
    cell.value = seen(text, LONGEST_CELL)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True


def saved(book: "Workbook") -> bytes:
    """Return a workbook as the bytes of its file, the same for the same cells: no time stands in it."""
    content, timeless = io.BytesIO(), io.BytesIO()
    book.save(content)
    with ZipFile(content) as given, ZipFile(timeless, "w") as made:
        for name in given.namelist():
            part = (
                _TIME.sub(b"2000-01-01T00:00:00Z", given.read(name))
                if name.startswith("docProps/")
                else given.read(name)
            )
            made.writestr(ZipInfo(name, _EPOCH), part, ZIP_DEFLATED)
    return timeless.getvalue()


def widths(sheet: "Worksheet", of: Iterable[float]) -> None:
    """Set the widths of columns, in characters."""
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(of, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
