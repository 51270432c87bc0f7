"""The cells of an Excel workbook as text: merged ones, formulas, percentages, and what is hidden."""

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from openpyxl import Workbook

_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
_MEGABYTE = 1_000_000


class Page(NamedTuple):
    """One sheet of a workbook: its rows as text, the other sheets' names, and what is to be told of its cells."""

    records: list[list[str]]
    sheet: str
    other_sheets: tuple[str, ...]
    hidden_sheets: tuple[str, ...]
    merged: tuple[tuple[str, int], ...]
    formulas: int
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]


def read_page(file: str, content: bytes, sheet: str | None, size_limit: int) -> Page:
    """Read one sheet of a workbook, by default the first that is not hidden.

    Raises
    ------
    CourseError
        When the workbook is broken or too large unpacked, lacks the sheet, or holds a formula without a value.
    """
    has_formulas = _check_parts(file, content, size_limit)
    values = _workbook(file, content, values=True)
    names = [one.title for one in values.worksheets]
    shown = [one.title for one in values.worksheets if one.sheet_state == "visible"]
    name = (shown or names)[0] if sheet is None else sheet
    if name not in names:
        raise CourseError("survey.no_sheet", file=file, sheet=name, sheets=", ".join(names))
    page = values[name]
    records = [[_as_text(cell) for cell in cells] for cells in page.iter_rows(min_row=1, min_col=1)]
    formulas = list(_formulas(_workbook(file, content, values=False)[name])) if has_formulas else []
    for address, row, column in formulas:
        if not records[row - 1][column - 1]:
            raise CourseError("survey.formula_without_value", file=file, sheet=name, cell=address)
    merged = [one for one in page.merged_cells.ranges if one.size["rows"] > 1 or one.size["columns"] > 1]
    for one in merged:
        for row, column in one.cells:
            records[row - 1][column - 1] = records[one.min_row - 1][one.min_col - 1]
    width = max(map(len, records), default=0)
    hidden_rows = (row for row, shape in page.row_dimensions.items() if shape.hidden and row <= len(records))
    hidden_columns = (
        place
        for shape in page.column_dimensions.values()
        if shape.hidden
        for place in range((shape.min or 1) - 1, min(shape.max or width, width))
    )
    return Page(
        records=records,
        sheet=name,
        other_sheets=tuple(other for other in names if other != name),
        hidden_sheets=tuple(other for other in names if other not in shown and other != name),
        merged=tuple((one.coord, one.max_row) for one in merged),
        formulas=len(formulas),
        hidden_rows=tuple(sorted(hidden_rows)),
        hidden_columns=tuple(letters(place) for place in sorted(set(hidden_columns))),
    )


def letters(place: int) -> str:
    """Return a column's letters in a spreadsheet: 0 is A, 26 is AA.

    Examples
    --------
    >>> letters(27)
    'AB'
    """
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def check_size(file: str, size: int, limit: int) -> None:
    """Raise where a file is larger than may be read at once."""
    if size > limit:
        raise CourseError("survey.too_large", file=file, size=_megabytes(size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.3g}"


def _check_parts(file: str, content: bytes, size_limit: int) -> bool:
    """Check a workbook's unpacked size, and return whether any of its sheets may hold formulas."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            check_size(file, sum(part.file_size for part in packed.infolist()), size_limit)
            return any(_FORMULA.search(packed.read(name)) for name in packed.namelist() if "worksheets/" in name)
    except CourseError:
        raise
    except _BROKEN:
        raise CourseError("survey.broken_excel", file=file) from None


def _workbook(file: str, content: bytes, values: bool) -> "Workbook":
    """Open a workbook; openpyxl meets a broken one with errors of many kinds."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(io.BytesIO(content), data_only=values)
    except Exception:
        raise CourseError("survey.broken_excel", file=file) from None
    if not book.worksheets:
        raise CourseError("survey.broken_excel", file=file)
    return book


def _formulas(page: Any) -> Iterator[tuple[str, int, int]]:
    """Yield the address, row and column of every cell with a formula."""
    for cells in page.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                yield cell.coordinate, cell.row, cell.column


def _as_text(cell: Any) -> str:
    """Return a cell's value as its reader sees it: 7.0 as 7, 0.4 shown as a percentage as 40%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        if "%" in str(cell.number_format):
            return f"{value * 100:.12g}%"
        return str(int(value)) if value == int(value) else f"{value:.12g}"
    return str(value)
