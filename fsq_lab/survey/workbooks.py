"""The cells of an Excel workbook as text: merged ones, formulas, percentages, and what is hidden."""

import codecs
import functools
import io
import re
import warnings
import zlib
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from openpyxl import Workbook

_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
_EXPANDED = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["']([^"']*)["']""")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MEGABYTE = 1_000_000
MOST_CELLS = 2_000_000  # of a sheet, blank ones between the first cell and the last counted
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


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
        When the workbook is broken or too large unpacked, lacks the sheet, spans or merges too many cells, or holds a
        formula without a value.
    """
    has_formulas = _check_parts(file, content, size_limit)
    values = _workbook(file, content, values=True)
    names = [one.title for one in values.worksheets]
    shown = [one.title for one in values.worksheets if one.sheet_state == "visible"]
    name = (shown or names)[0] if sheet is None else sheet
    if name not in names:
        raise CourseError("survey.no_sheet", file=file, sheet=name, sheets=", ".join(names))
    page = values[name]
    if page.max_row * page.max_column > MOST_CELLS:
        raise _too_many(file, page.dimensions, page.max_row * page.max_column)
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
    """Check a workbook's unpacked size, and return whether any of its sheets may hold formulas.

    Ranges of which openpyxl makes every cell, as it opens a workbook, are counted before.
    """
    formulas, expanded = False, 0
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            check_size(file, sum(part.file_size for part in packed.infolist()), size_limit)
            for name in packed.namelist():
                part = packed.read(name)
                if part.startswith(_WIDE) or b"\0<" in part[:40]:
                    raise ValueError("an encoding that no spreadsheet writes")
                formulas = formulas or ("worksheets/" in name and _FORMULA.search(part) is not None)
                for match in _EXPANDED.finditer(part):
                    address = unescape(match[1].decode(errors="replace"))
                    expanded += _area(address)
                    if expanded > MOST_CELLS:
                        raise _too_many(file, address, expanded)
            return formulas
    except CourseError:
        raise
    except _BROKEN:
        raise CourseError("survey.broken_excel", file=file) from None


def _area(address: str) -> int:
    """Return how many cells a range has; of what is no range, one.

    >>> _area("A1:XFD1048576"), _area("B2")
    (17179869184, 1)
    """
    ends = [found.groups() for found in map(_ADDRESS.fullmatch, address.upper().split(":")) if found]
    if len(ends) != 2:
        return 1
    columns, rows = ([_number(one) for one, _ in ends], [int(row) for _, row in ends])
    return (abs(columns[1] - columns[0]) + 1) * (abs(rows[1] - rows[0]) + 1)


def _number(letters: str) -> int:
    """Return a column's number by its letters, from 1."""
    return functools.reduce(lambda number, one: 26 * number + ord(one) - ord("A") + 1, letters, 0)


def _too_many(file: str, cells: str, count: int) -> CourseError:
    return CourseError("survey.too_many_cells", file=file, cells=cells, count=f"{count:,}", most=f"{MOST_CELLS:,}")


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
