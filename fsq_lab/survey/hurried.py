"""The quick way through a long, regular CSV file: pandas' reader in blocks, as long as it says what the slow way would.

A block is regular where every line has as many cells as there are headers, holds something, and quotes as CSV does; a
column of numbers where each is whole. Each distinct answer then goes through the same `ColumnReader` as elsewhere.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.survey.cells import ColumnReader
from fsq_lab.survey.counted import counts_rows
from fsq_lab.survey.encodings import GUESSED
from fsq_lab.survey.heads import Heads
from fsq_lab.survey.sheets import Grid
from fsq_lab.survey.states import has_state
from fsq_lab.survey.summaries import may_be_total

LONG = 1_000_000  # bytes, from which on it pays
FEWEST_ROWS = 1000
_NEWLINE, _RETURN, _QUOTE = b'\n\r"'
_CODECS = ("utf-8", "utf-8-sig", *GUESSED)  # in which no byte of another character looks like one of these
_MOST_CODES = 1 << 16


@dataclass(frozen=True)
class Course:
    """Where a long file's answers begin, and how its cells are separated and written."""

    path: Path
    offset: int
    codec: str
    separator: str
    width: int
    places: Mapping[str, int]
    again: bytes


def course_of(
    path: Path, grid: Grid, heads: Heads, codec: str, separator: str, places: Mapping[str, int],
    readers: Mapping[str, ColumnReader],
) -> Course | None:  # fmt: skip
    """Return how to hurry through a file, None where it has to be read row by row."""
    if path.stat().st_size < LONG or codec not in _CODECS or heads.padded or (heads.again and not heads.again[0]):
        return None
    if any(has_state(cells) or counts_rows(cells) for cells in heads.cells):
        return None
    if not all(readers[name].is_simple for name in places):
        return None
    end = heads.start + heads.rows
    if any("\n" in cell or "\r" in cell for cells in grid.records[:end] for cell in cells):
        return None
    offset = 0
    with path.open("rb") as file:
        for _ in range(end):
            file.readline()
        offset = file.tell()
    again = heads.again[0].encode(codec.removesuffix("-sig"), "replace") if heads.again else b""
    return Course(path, offset, codec.removesuffix("-sig"), separator, len(heads.headers), places, again)


def hurried(
    course: Course, readers: Mapping[str, ColumnReader], rows: int
) -> Iterator[tuple[dict[str, pd.Series], float]]:
    """Yield columns of at most so many rows, with the share of the file that is read, up to an irregular block."""
    size = course.path.stat().st_size
    step = max(LONG, rows * _line_length(course))
    with course.path.open("rb") as file:
        file.seek(course.offset)
        rest = b""
        while block := rest + file.read(step):
            last = file.tell() >= size
            cut = len(block) if last else block.rfind(b"\n") + 1
            block, rest = block[:cut], block[cut:]
            columns = _columns(course, block, readers) if block else None
            if columns is None:
                return
            length = len(next(iter(columns.values())))
            for start in range(0, length, rows):
                part = {name: series.iloc[start : start + rows] for name, series in columns.items()}
                yield part, min(1.0, (file.tell() - len(rest) * (start + rows < length)) / size)
            if last:
                return


def _line_length(course: Course) -> int:
    with course.path.open("rb") as file:
        file.seek(course.offset)
        sample = file.read(LONG)
    return max(1, len(sample) // max(1, sample.count(b"\n")))


def _columns(course: Course, block: bytes, readers: Mapping[str, ColumnReader]) -> dict[str, pd.Series] | None:
    """Return a block's columns; None where it is not regular or an answer cannot be read."""
    if not is_regular(block, ord(course.separator), course.width):
        return None
    if course.again and b"\n" + course.again in b"\n" + block.replace(b'"', b""):
        return None
    lines = block.rstrip(b"\r\n")
    ends = (lines[: lines.find(b"\n")], lines[lines.rfind(b"\n") + 1 :])
    places = sorted(set(course.places.values()))
    try:
        if not block.isascii():
            block.decode(course.codec)
        if any(may_be_total(line.decode(course.codec), course.separator) for line in ends):
            return None
        frame = pd.read_csv(
            io.BytesIO(block), sep=course.separator, header=None, usecols=places, encoding=course.codec,
            keep_default_na=False, na_values=[""], skip_blank_lines=False, low_memory=False, index_col=False,
            dtype={place: "str" for name, place in course.places.items() if readers[name].scale is None},
        )  # fmt: skip
    except (UnicodeDecodeError, pd.errors.ParserError):
        return None
    columns = {}
    for name, place in course.places.items():
        series = _series(frame[place], readers[name])
        if series is None:
            return None
        columns[name] = series
    return columns


def is_regular(block: bytes, separator: int, width: int) -> bool:
    r"""Return whether each line of a block has so many cells, one of them filled, and its quotes are those of CSV.

    >>> blocks = (b"1,2\n3,4\n", b"1,2,3\n", b"1,2\n\n", b'"a,b",2\n', b"1 ,\n , \n")
    >>> [is_regular(block, ord(","), 2) for block in blocks]
    [True, False, False, True, False]
    """
    if b"\0" in block or block.count(b"\r") != block.count(b"\r\n"):
        return False
    block = block if block.endswith(b"\n") else block + b"\n"
    filled = block.translate(None, bytes([separator, *b' \t\r"']))
    if filled.startswith(b"\n") or b"\n\n" in filled:
        return False
    line = bytes([separator]) * (width - 1) + b"\n"
    if b'"' not in block:
        bounds = block.translate(None, bytes(set(range(256)) - {separator, _NEWLINE}))
    else:
        signs = np.frombuffer(block, dtype=np.uint8)
        quotes, ends = signs == _QUOTE, signs == _NEWLINE
        inside = np.logical_xor.accumulate(quotes)
        if (inside & ends).any() or not _quotes_as_csv(signs, np.flatnonzero(quotes), inside, separator):
            return False
        bounds = signs[(ends | (signs == separator)) & ~inside].tobytes()
    return bounds == line * (len(bounds) // width)


def _quotes_as_csv(
    signs: NDArray[np.uint8], places: NDArray[np.intp], inside: NDArray[np.bool_], separator: int
) -> bool:
    """Return whether each quote opens a cell, closes one, or is one of two that stand for one."""
    opening = inside[places]
    before = np.where(places > 0, signs[places - 1], _NEWLINE)
    after = signs[np.minimum(places + 1, len(signs) - 1)]
    opens = np.isin(before, [separator, _NEWLINE, _QUOTE])
    closes = np.isin(after, [separator, _NEWLINE, _RETURN, _QUOTE])
    return bool(np.where(opening, opens, closes).all())


def _series(column: pd.Series, reader: ColumnReader) -> pd.Series | None:
    """Return a column as its reader understands each distinct cell; None where it does not, or is not sure."""
    kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else "O"
    if kind in "iuf" and reader.scale is not None:
        return _numbers(column.to_numpy(), reader)
    if kind not in "O":
        return None
    codes, distinct = pd.factorize(column, use_na_sentinel=False)
    values = [reader.value_of("" if text != text else str(text)) for text in distinct]
    if any(value is NotImplemented for value in values):
        return None
    if reader.scale is None:
        return pd.Series(np.array([*values, None], dtype=object)[codes], dtype="str")
    return pd.Series(np.array([np.nan if value is None else value for value in values], dtype="float64")[codes])


def _numbers(values: NDArray[np.generic], reader: ColumnReader) -> pd.Series | None:
    """Return a column of whole numbers and blanks, in int8 where there is no blank."""
    blank = np.isnan(values) if values.dtype.kind == "f" else np.zeros(0, dtype=np.bool_)
    some = bool(blank.any())
    given = values[~blank] if some else values
    if given.size == 0:
        return pd.Series(np.full(len(values), np.nan))
    low, high = given.min(), given.max()
    if not (abs(low) < _MOST_CODES and abs(high) < _MOST_CODES) or not (given == given.astype(np.int64)).all():
        return None
    first = int(low)
    counts = np.bincount(given.astype(np.int64) - first)
    table = np.full(len(counts), np.nan)
    for place in np.flatnonzero(counts):
        value = reader.value_of(str(first + int(place)))
        if value is NotImplemented:
            return None
        table[place] = np.nan if value is None else float(value)
    if some:
        codes = np.where(blank, low, values).astype(np.int64) - first
        return pd.Series(np.where(blank, np.nan, table[codes]))
    used = table[counts > 0]
    if not np.isnan(used).any() and np.abs(used).max() < 128:
        table = np.nan_to_num(table).astype(np.int8)
    return pd.Series(table[values.astype(np.int64) - first])
