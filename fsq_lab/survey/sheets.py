"""The rows of a survey file, CSV or Excel, as text: at once, or one by one from a file of any length."""

import codecs
import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from fsq_lab.ground.language import CourseError
from fsq_lab.ground.regular_files import read_regular
from fsq_lab.survey.encodings import Decoded, decode
from fsq_lab.survey.workbooks import check_size, read_page

SIZE_LIMIT = 50_000_000
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_SEPARATORS = (",", ";", "\t")
_EXCEL, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BEGINNING = 1_000_000  # bytes or characters in which to look for encoding, separator and headers
_FIRST_ROWS = 50
_TOLD_EVERY = 1000  # rows, after which it is told how much of a file is read


@dataclass(frozen=True)
class Grid:
    """All cells of a file as text.

    Attributes
    ----------
    file, encoding : str
        The file's name, and the encoding it was read in (``Excel`` for a workbook).
    records : tuple of list of str
        The rows; row 1 of the file comes first.
    guess : tuple of str
        The first texts beyond ASCII, where the encoding is a guess.
    sheet : str
        The workbook's sheet that was read; empty for CSV.
    other_sheets, hidden_sheets : tuple of str
        The workbook's sheets that were not read, and those of them that are hidden.
    merged : tuple of (str, int)
        Merged cells by their range (``A1:C1``), each with its last row.
    formulas : int
        Cells of which the value of a formula was taken.
    hidden_rows : tuple of int
        Rows that the workbook hides, such as by a filter.
    hidden_columns : tuple of str
        The letters of columns that the workbook hides.
    digest : str
        The SHA-256 of the file's bytes, in hexadecimal digits.
    """

    file: str
    encoding: str
    records: tuple[list[str], ...]
    guess: tuple[str, ...] = ()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    merged: tuple[tuple[str, int], ...] = ()
    formulas: int = 0
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    digest: str = ""


def read_grid(
    path: Path,
    sheet: str | None = None,
    size_limit: int = SIZE_LIMIT,
    encoding: str | None = None,
    known: Iterable[str] = (),
) -> Grid:
    """Read a CSV file or one sheet of an Excel workbook; what it is, its content tells.

    Parameters
    ----------
    path : Path
        The file.
    sheet : str, optional
        The workbook's sheet; by default the first that is not hidden.
    size_limit : int
        The largest file that is read, in bytes; of a workbook, its unpacked size.
    encoding : str, optional
        The encoding of a CSV file; by default it is found.
    known : iterable of str
        Texts that are expected in the file, by which its encoding may be known.

    Returns
    -------
    Grid

    Raises
    ------
    CourseError
        When the file cannot be opened, is too large, broken, empty, or in another encoding; when the
        workbook lacks the sheet, or holds a formula without a value.
    """
    _refuse_unreadable(path)
    check_size(path.name, path.stat().st_size, size_limit)
    content = _content(path, size_limit)
    if content.startswith(_EXCEL):
        if encoding is not None:
            raise CourseError("survey.no_encoding_of_excel", file=path.name, encoding=encoding)
        page = read_page(path.name, content, sheet, size_limit)
        grid = Grid(path.name, "Excel", tuple(page.records), (), *page[1:])
    elif content.startswith(_OLD_EXCEL):
        raise CourseError("survey.old_excel", file=path.name)
    elif path.suffix.lower() == ".xlsx":
        raise CourseError("survey.empty_file" if not content else "survey.broken_excel", file=path.name)
    elif sheet is not None:
        raise CourseError("survey.no_sheets", file=path.name, sheet=sheet)
    else:
        text = decode(path.name, content, encoding, known)
        grid = Grid(path.name, text.name, tuple(_records(text.text, path.name)), text.guess)
    records = list(grid.records)
    while records and is_blank(records[-1]):
        records.pop()
    if not records:
        raise CourseError("survey.empty_file", file=path.name)
    return replace(grid, records=tuple(records), digest=hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class LongFile:
    """A CSV file of any length: its first rows, how it is written, and all its rows one by one."""

    path: Path
    grid: Grid
    text: Decoded
    separator: str

    def rows(self) -> Iterator[tuple[int, list[str], float]]:
        """Yield every row with its number, from 1, and the share of the file that is read."""
        return _all_rows(self.path, self.text, self.separator)


def stream_grid(path: Path, encoding: str | None = None, known: Iterable[str] = ()) -> LongFile:
    """Return the beginning of a CSV file of any length, and the way to all its rows.

    Parameters
    ----------
    path, encoding, known
        As for `read_grid`.

    Returns
    -------
    LongFile

    Raises
    ------
    CourseError
        As `read_grid`; for a workbook, which cannot be read in parts.
    """
    _refuse_unreadable(path)
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    if beginning.startswith((_EXCEL, _OLD_EXCEL)):
        check_size(path.name, path.stat().st_size, 0)
    whole = len(beginning) < _BEGINNING
    text = decode(path.name, beginning if whole else _whole_lines(beginning), encoding, known)
    separator = _separator(text.text)
    first = list(islice(_parsed(text.text.splitlines(keepends=True), path.name, separator), _FIRST_ROWS))
    if not any(map(str.strip, (cell for cells in first for cell in cells))):
        raise CourseError("survey.empty_file", file=path.name)
    grid = Grid(path.name, text.name, tuple(first), text.guess)
    return LongFile(path, grid, text._replace(text=""), separator)


def _all_rows(path: Path, text: Decoded, separator: str) -> Iterator[tuple[int, list[str], float]]:
    size = path.stat().st_size
    with path.open("rb") as file, io.TextIOWrapper(file, encoding=text.codec, newline="") as lines:
        number = 0
        try:
            share = 0.0
            for number, cells in enumerate(_parsed(lines, path.name, separator), start=1):
                if number % _TOLD_EVERY == 0:
                    share = min(1.0, file.tell() / size)
                yield number, cells, share
        except UnicodeDecodeError:
            raise CourseError("survey.not_in_encoding", file=path.name, encoding=text.name, line=number + 1) from None


def _whole_lines(beginning: bytes) -> bytes:
    """Cut the beginning of a file after a line."""
    width = 4 if beginning.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else 2 if b"\0" in beginning else 1
    end = beginning.rfind(b"\n") + 1 or len(beginning)
    return beginning[: end + -end % width]


def is_blank(cells: Iterable[str]) -> bool:
    """Return whether a row holds no text."""
    return not any(cell.strip() for cell in cells)


def _refuse_unreadable(path: Path) -> None:
    if path.is_dir():
        raise CourseError("survey.is_folder", folder=path.resolve().name)
    if not path.is_file():
        raise CourseError("survey.no_file", file=path.name)
    if path.suffix.lower() not in SUFFIXES:
        raise CourseError("survey.not_csv", file=path.name)


def _content(path: Path, limit: int) -> bytes:
    try:
        return read_regular(path, limit)
    except OSError as error:
        raise CourseError("survey.cannot_open", file=path.name, reason=error.strerror or error) from None


def _records(text: str, file: str) -> list[list[str]]:
    same: dict[str, str] = {}  # each text once in memory, however often it was answered
    rows = _parsed(io.StringIO(text, newline=""), file, _separator(text))
    return [[same.setdefault(cell, cell) for cell in cells] for cells in rows]


def _parsed(lines: Iterable[str], file: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, strict=True, delimiter=separator)
    try:
        yield from reader
    except csv.Error:
        raise CourseError("survey.broken_csv", file=file, line=reader.line_num) from None


def _separator(text: str) -> str:
    """Return what separates cells: what gives the first rows, the very first among them, most cells and equally many.

    A comma may stand in the cells of a file whose cells semicolons separate, as a decimal sign or in words.
    """

    def regularity(separator: str) -> tuple[bool, float]:
        reader = csv.reader(io.StringIO(text[:_BEGINNING], newline=""), delimiter=separator)
        try:
            counts = [len(cells) for cells in islice(reader, _FIRST_ROWS) if cells]
        except csv.Error:
            return False, 0
        if not counts:
            return False, 0
        usual, rows = Counter(counts).most_common(1)[0]
        return usual > 1 and counts[0] == usual, usual * (rows / len(counts)) ** 2

    return max(_SEPARATORS, key=regularity)
