"""The rows of a survey file, CSV or Excel, as text: encodings, header rows, merged cells, formulas."""

import codecs
import csv
import hashlib
import io
import re
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from fsq_lab.ground.language import CourseError, message

if TYPE_CHECKING:
    from openpyxl import Workbook

ENCODINGS = ("utf-8-sig", "gb18030")
SIZE_LIMIT = 50_000_000
_ENCODING_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "gb18030": "GB18030"}
_SEPARATORS = (",", ";", "\t")
_EXCEL, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
_MEGABYTE = 1_000_000
_BEGINNING = 1_000_000  # characters in which to look for what separates cells


@dataclass(frozen=True)
class Grid:
    """All cells of a file as text.

    Attributes
    ----------
    file, encoding : str
        The file's name, and the encoding it was read in (``Excel`` for a workbook).
    records : tuple of list of str
        The rows; row 1 of the file comes first.
    sheet : str
        The workbook's sheet that was read; empty for CSV.
    other_sheets : tuple of str
        The workbook's sheets that were not read.
    merged : tuple of (str, int)
        Merged cells by their range (``A1:C1``), each with its last row.
    formulas : int
        Cells of which the value of a formula was taken.
    digest : str
        The SHA-256 of the file's bytes, in hexadecimal digits.
    """

    file: str
    encoding: str
    records: tuple[list[str], ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    merged: tuple[tuple[str, int], ...] = ()
    formulas: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Sheet:
    """A grid with its headers told apart from its answers; row numbers are those of the spreadsheet.

    Attributes
    ----------
    grid : Grid
        The file.
    titles : tuple of str
        Rows above the headers that hold one text only.
    headers : tuple of str
        One per column; a column with text but no header is called by its letters, as ``[AB]``.
    unnamed : frozenset of str
        The headers that were made so.
    header_rows : int
        The number of rows the headers take.
    rows : tuple of (int, list of str)
        The rows that hold any text.
    rows_read, rows_short : int
        Rows under the headers; rows with fewer cells than headers.
    """

    grid: Grid
    titles: tuple[str, ...]
    headers: tuple[str, ...]
    unnamed: frozenset[str]
    header_rows: int
    rows: tuple[tuple[int, list[str]], ...]
    rows_read: int
    rows_short: int

    @property
    def file(self) -> str:
        """The file's name."""
        return self.grid.file

    def unused(self, found: Iterable[int]) -> list[str]:
        """Return the headers that no table column takes; columns without any text do not count."""
        taken = set(found)
        return [header for place, header in enumerate(self.headers) if place not in taken and header]

    def without_first_row(self) -> "Sheet":
        """Return the sheet with its first row of answers taken for a second row of headers.

        Raises
        ------
        CourseError
            When no answers are left.
        """
        if len(self.rows) == 1:
            raise CourseError("survey.no_rows", file=self.file)
        return replace(self, header_rows=2, rows=self.rows[1:], rows_read=self.rows_read - 1)


def read_grid(path: Path, sheet: str | None = None, size_limit: int = SIZE_LIMIT) -> Grid:
    """Read a CSV file or one sheet of an Excel workbook; what it is, its content tells.

    Parameters
    ----------
    path : Path
        The file.
    sheet : str, optional
        The workbook's sheet; by default the first.
    size_limit : int
        The largest file that is read, in bytes; of a workbook, its unpacked size.

    Returns
    -------
    Grid

    Raises
    ------
    CourseError
        When the file cannot be opened, is too large, broken, empty, or in another encoding; when the
        workbook lacks the sheet, or holds a formula without a value.
    """
    content = _content(path, size_limit)
    if content.startswith(_EXCEL):
        grid = _read_excel(path, content, sheet, size_limit)
    elif content.startswith(_OLD_EXCEL):
        raise CourseError("survey.old_excel", file=path.name)
    elif path.suffix.lower() == ".xlsx":
        raise CourseError("survey.empty_file" if not content else "survey.broken_excel", file=path.name)
    elif sheet is not None:
        raise CourseError("survey.no_sheets", file=path.name, sheet=sheet)
    else:
        grid = _read_csv(path, content)
    records = list(grid.records)
    while records and _is_blank(records[-1]):
        records.pop()
    if not records:
        raise CourseError("survey.empty_file", file=path.name)
    return replace(grid, records=tuple(records), digest=hashlib.sha256(content).hexdigest())


def headed(grid: Grid, header_rows: int) -> Sheet:
    """Tell a grid's headers, one or two rows under any title rows, from its answers.

    Of two rows the upper one is filled to the right, as a merged or blank cell means it, and joined to the
    lower one.

    Raises
    ------
    CourseError
        When there are no answers, a row is longer than the headers, or cells among the answers are merged.
    """
    start = _titles(grid)
    end = start + header_rows
    for address, last_row in grid.merged:
        if last_row > end:
            raise CourseError("survey.merged_cells", file=grid.file, cells=address)
    headers = _joined(grid.records[start:end], filled=not grid.merged)
    rows, short = [], 0
    for number, cells in enumerate(grid.records[end:], start=end + 1):
        if _is_blank(cells):
            continue
        if not _is_blank(cells[len(headers) :]):
            raise CourseError("survey.row_too_long", file=grid.file, row=number, cells=len(cells), columns=len(headers))
        short += len(cells) < len(headers)
        rows.append((number, cells + [""] * (len(headers) - len(cells)) if len(cells) < len(headers) else cells))
    if not rows:
        raise CourseError("survey.no_rows", file=grid.file)
    unnamed = {
        place: f"[{_letters(place)}]"
        for place, header in enumerate(headers)
        if not header and any(cells[place].strip() for _, cells in rows)
    }
    return Sheet(
        grid=grid,
        titles=tuple(next(filter(None, map(str.strip, cells)), "") for cells in grid.records[:start]),
        headers=tuple(unnamed.get(place, header) for place, header in enumerate(headers)),
        unnamed=frozenset(unnamed.values()),
        header_rows=header_rows,
        rows=tuple(rows),
        rows_read=len(grid.records) - end,
        rows_short=short,
    )


def _is_blank(cells: Iterable[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def _titles(grid: Grid) -> int:
    """Return how many rows at the top hold no more than one text, while others hold more."""
    if max(map(len, grid.records)) == 1:
        return 0
    for place, cells in enumerate(grid.records):
        if len({cell.strip() for cell in cells} - {""}) > 1:
            return place
    return 0


def _joined(rows: tuple[list[str], ...], filled: bool) -> list[str]:
    """Return one header per column; of two rows the upper and the lower text, unless they are the same."""
    width = max(map(len, rows))
    upper, *lower = [[*(cell.strip() for cell in cells), *[""] * (width - len(cells))] for cells in rows]
    if not lower:
        return upper
    headers, group = [], ""
    for above, below in zip(upper, lower[0], strict=True):
        group = above or (group if filled else "")
        headers.append("—".join(dict.fromkeys(filter(None, (group if below or above else "", below)))))
    return headers


def _letters(place: int) -> str:
    """Return a column's letters in a spreadsheet: 0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


# ---- files


def _content(path: Path, size_limit: int) -> bytes:
    if path.is_dir():
        raise CourseError("survey.is_folder", folder=path.name)
    if not path.is_file():
        raise CourseError("survey.no_file", file=path.name)
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise CourseError("survey.not_csv", file=path.name)
    _check_size(path.name, path.stat().st_size, size_limit)
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError("survey.cannot_open", file=path.name, reason=error.strerror or error) from None


def _check_size(file: str, size: int, limit: int) -> None:
    if size > limit:
        raise CourseError("survey.too_large", file=file, size=_megabytes(size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.3g}"


# ---- CSV


def _read_csv(path: Path, content: bytes) -> Grid:
    text, encoding = _decode(path.name, content)
    return Grid(path.name, encoding, tuple(_records(text, path.name)))


def _decode(file: str, content: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding == "utf-8-sig" and not content.startswith(b"\xef\xbb\xbf"):
            encoding = "utf-8"
        return text, _ENCODING_NAMES[encoding]
    raise CourseError(
        "survey.encoding", file=file, tried="UTF-8, GB18030", looks=message(f"survey.looks_{_looks(content)}")
    )


def _looks(content: bytes) -> str:
    """Return which encoding a file seems to be in that is not read: by its first bytes, or by its empty bytes."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf16"
    odd, even = content[1:1000:2], content[0:1000:2]
    zeros = max(odd.count(0), even.count(0))
    return "utf16" if zeros > len(odd) / 2 and min(odd.count(0), even.count(0)) == 0 else "unknown"


def _records(text: str, file: str) -> list[list[str]]:
    separator = max(_SEPARATORS, key=lambda mark: _columns(text, mark))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    same: dict[str, str] = {}  # each text once in memory, however often it was answered
    try:
        return [[same.setdefault(cell, cell) for cell in cells] for cells in reader]
    except csv.Error:
        raise CourseError("survey.broken_csv", file=file, line=reader.line_num) from None


def _columns(text: str, separator: str) -> int:
    """Return how many cells the first two rows have if `separator` stands between cells."""
    reader = csv.reader(io.StringIO(text[:_BEGINNING], newline=""), delimiter=separator)
    try:
        return sum(len(cells) for _, cells in zip(range(2), reader, strict=False))
    except csv.Error:
        return 0


# ---- Excel


def _read_excel(path: Path, content: bytes, sheet: str | None, size_limit: int) -> Grid:
    has_formulas = _check_parts(path.name, content, size_limit)
    values = _workbook(path.name, content, values=True)
    names = [one.title for one in values.worksheets]
    name = names[0] if sheet is None else sheet
    if name not in names:
        raise CourseError("survey.no_sheet", file=path.name, sheet=name, sheets=", ".join(names))
    page = values[name]
    records = [[_as_text(cell) for cell in cells] for cells in page.iter_rows(min_row=1, min_col=1)]
    formulas = list(_formulas(_workbook(path.name, content, values=False)[name])) if has_formulas else []
    for address, row, column in formulas:
        if not records[row - 1][column - 1]:
            raise CourseError("survey.formula_without_value", file=path.name, sheet=name, cell=address)
    merged = [one for one in page.merged_cells.ranges if one.size["rows"] > 1 or one.size["columns"] > 1]
    for one in merged:
        for row, column in one.cells:
            records[row - 1][column - 1] = records[one.min_row - 1][one.min_col - 1]
    return Grid(
        file=path.name,
        encoding="Excel",
        records=tuple(records),
        sheet=name,
        other_sheets=tuple(other for other in names if other != name),
        merged=tuple((one.coord, one.max_row) for one in merged),
        formulas=len(formulas),
    )


def _check_parts(file: str, content: bytes, size_limit: int) -> bool:
    """Check a workbook's unpacked size, and return whether any of its sheets may hold formulas."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            _check_size(file, sum(part.file_size for part in packed.infolist()), size_limit)
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
