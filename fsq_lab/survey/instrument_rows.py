"""The rows of a questionnaire's table, from a file or a DataFrame: its columns named, its rows by part."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fsq_lab.ground.language import LANGUAGES, CourseError

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = {
    "part": ("part", "部分"),
    "id": ("id", "number", "编号", "题号"),
    "of": ("of", "dimension", "属于", "维度"),
    "zh": ("zh", "中文"),
    "en": ("en", "英文"),
    "text": ("text", "原文"),
    "also": ("also", "也作"),
    "kind": ("kind", "类型"),
    "low": ("low", "最低"),
    "high": ("high", "最高"),
    "asked_if": ("asked_if", "仅问"),
    "reverse": ("reverse", "反向"),
    "best": ("best", "最佳"),
    "note": ("note", "备注"),
}
NEEDED = ("id", "of")
SENTENCES = (*LANGUAGES, "text")
PARTS = {
    "item": "题项",
    "dimension": "维度",
    "title": "标题",
    "source": "来源",
    "notice": "告知",
    "scale": "量表",
    "no_experience": "没有经历",
    "answer": "回答",
    "ask": "提问",
    "points": "分配",
    "question": "问题",
    "choice": "选项",
    "label": "刻度",
    "unit": "单位",
    "missing": "缺失",
}


@dataclass(frozen=True)
class TableRow:
    """One row: its name in messages, and its texts by column."""

    name: str
    texts: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")


@dataclass(frozen=True)
class TableRows:
    """All rows of the table, by the part they are of, and the columns as they are headed."""

    file: str
    headers: Mapping[str, str]
    parts: Mapping[str, list[TableRow]]

    def complaint(self, key: str, row: TableRow, column: str, **values: object) -> CourseError:
        """Return a complaint about a cell."""
        header = self.headers.get(column, column)
        return CourseError(f"instrument.{key}", file=self.file, row=row.name, column=header, **values)


def from_file(path: Path) -> TableRows:
    """Read the rows of a file."""
    from fsq_lab.survey.heads import heads_at, places_of_heads, under
    from fsq_lab.survey.sheets import read_grid

    if not path.is_file():
        raise CourseError("instrument.no_file", file=path.name)
    try:
        grid = read_grid(path, known=[name for names in COLUMNS.values() for name in names])
        sheet = under(grid, heads_at(grid, next(places_of_heads(grid)), 1))
    except CourseError as error:
        if error.key == "survey.no_rows":
            raise CourseError("instrument.table_empty", file=path.name) from None
        raise
    return _parted(path.name, sheet.headers, ((str(row), cells) for row, cells in sheet.rows))


def from_frame(table: "DataFrame") -> TableRows:
    """Read the rows of a DataFrame."""
    name = str(table.attrs.get("name") or "DataFrame")
    cells = table.astype(object).where(table.notna(), "").to_numpy()
    rows = ((str(label), [_text(value) for value in values]) for label, values in zip(table.index, cells, strict=True))
    parted = _parted(name, [str(column) for column in table.columns], rows)
    if not parted.parts:
        raise CourseError("instrument.table_empty", file=name)
    return parted


def _text(value: object) -> str:
    """Return a cell of a DataFrame as text: 7.0 as 7."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _parted(file: str, headers: Iterable[str], rows: Iterable[tuple[str, list[str]]]) -> TableRows:
    """Name the columns, and sort the rows that hold any text by their part."""
    known = {spelling: column for column, spellings in COLUMNS.items() for spelling in spellings}
    named: dict[str, str] = {}
    places: list[str | None] = []
    for header in headers:
        column = known.get(plain_word(header))
        if column is None and plain_word(header):
            near = difflib.get_close_matches(plain_word(header), known, n=1, cutoff=0.6)
            told = "; ".join([*(f"{one}?" for one in near), spelled(COLUMNS)])
            raise CourseError("instrument.table_column", file=file, column=header, known=told)
        if column in named:
            raise CourseError("instrument.table_column_twice", file=file, first=named[column], second=header)
        if column is not None:
            named[column] = header
        places.append(column)
    missing = [column for column in NEEDED if column not in named]
    if missing or not named.keys() & set(SENTENCES):
        missing += [] if named.keys() & set(SENTENCES) else ["zh", "en"]
        raise CourseError("instrument.table_lacks", file=file, columns=spelled(missing))
    table = TableRows(file, named, {})
    parts: dict[str, list[TableRow]] = {}
    words = {plain_word(word): part for part, zh in PARTS.items() for word in (part, zh)}
    for name, cells in rows:
        texts = {column: cell.strip() for column, cell in zip(places, cells, strict=False) if column and cell.strip()}
        if not set(texts) - {"note"}:
            continue
        row = TableRow(name, texts)
        part = words.get(plain_word(row["part"] or "item"))
        if part is None:
            raise table.complaint(
                "table_value",
                row,
                "part",
                value=row["part"],
                known=", ".join(f"{en} ({zh})" for en, zh in PARTS.items()),
            )
        parts.setdefault(part, []).append(row)
    return TableRows(file, named, parts)


def plain_word(text: str) -> str:
    """Return a word in half-width lower case, without outer blanks."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def spelled(columns: Iterable[str]) -> str:
    """List columns by their names in both languages."""
    return ", ".join(f"{COLUMNS[column][0]} ({COLUMNS[column][-1]})" for column in columns)
