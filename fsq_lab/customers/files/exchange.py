"""Files in and out of spreadsheets: Excel and CSV, every row accounted for, no cell a program."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from fsq_lab.customers.files import audit_log
from fsq_lab.customers.files.file_fields import ASK, KEEP, NEEDED, by_name, columns_of, is_empty, judge, standing
from fsq_lab.customers.files.locations import write_new
from fsq_lab.customers.files.models import IN_USE, table
from fsq_lab.ground.harmless import csv_text, harmless
from fsq_lab.ground.language import CourseError, message

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy.engine import Connection

ADDED, IN_PART, NOT_TAKEN = "added", "added in part", "not taken"
CONSENT = "consent"
_YES = frozenset(("1", "1.0", "true", "yes", "y", "是", "同意", "有"))
Insert = Callable[["Connection", Mapping[str, Any], str, "tuple[str, ...]", str], str]


def as_table(source: "DataFrame | str | Path") -> "DataFrame":
    """Return a spreadsheet as a table of texts; a DataFrame as it is.

    Raises
    ------
    CourseError
        For a file that cannot be read, and a table without rows.
    """
    from pandas import DataFrame

    if isinstance(source, DataFrame):
        table = source
    else:
        from fsq_lab.survey.sheets import read_grid

        head, *rows = read_grid(Path(source)).records
        width = max(map(len, (head, *rows)))
        names = [
            name.strip() or f"column {place}" for place, name in enumerate([*head, *[""] * (width - len(head))], 1)
        ]
        table = DataFrame([[*row, *[""] * (width - len(row))] for row in rows], columns=names)
    if not len(table):
        raise CourseError("files.no_rows")
    return table


def take(sheet: "DataFrame", on: str, db: "Connection", insert: Insert) -> "DataFrame":
    """Take the rows of a table into the files; return what became of each."""
    from pandas import DataFrame

    known = columns_of(sheet)
    consent = next((column for column in sheet.columns if standing(column)[1] == CONSENT), None)
    there = _there(db)
    rows = []
    for _, row in sheet.iterrows():
        values = {name: row[column] for column, name in known.items()}
        given = consent is not None and _is_yes(row[consent])
        rows.append(_take_row(values, given, on, db, insert, there))
    result = DataFrame(rows, columns=["file", "outcome", "why"], index=sheet.index)
    if "row" in sheet.columns:
        result.insert(0, "row", sheet["row"])
    verdicts = judge(sheet.columns)["verdict"]
    left_out = {str(name): verdict for name, verdict in verdicts.items() if verdict not in (KEEP, ASK)}
    result.attrs |= {"n": len(rows), "left_out": left_out, "convention": "a row without name or purpose is not taken"}
    return result


def _there(db: "Connection") -> dict[object, str]:
    """Return the files in use by who they are about, and by all that stands in them."""
    stored = table("stored_files")
    rows = [dict(one._mapping) for one in db.execute(select(stored).where(stored.c.standing == IN_USE))]
    return {key: row["file"] for row in rows for key in (_who(row), _all(row)) if key is not None}


def _who(values: Mapping[str, Any]) -> object:
    name, phone = values.get("name_zh"), values.get("phone")
    return (name, phone) if name and phone else None


def _all(values: Mapping[str, Any]) -> object:
    return tuple(values.get(name) for name in by_name())


def _is_yes(value: object) -> bool:
    return not is_empty(value) and str(value).strip().casefold() in _YES


def _take_row(
    values: dict[str, object], consent: bool, on: str, db: "Connection", insert: Insert, there: Mapping[object, str]
) -> tuple[str | None, str, str]:
    kept: dict[str, Any] = {}
    left: list[str] = []
    for name, value in values.items():
        try:
            kept[name] = by_name()[name].checked(value)
        except CourseError as error:
            if error.key == "files.real":
                return None, NOT_TAKEN, str(error)
            left.append(str(error))
            kept[name] = None
    for name in NEEDED:
        if kept.get(name) is None:
            told = message("files.needed", field=name)
            return None, NOT_TAKEN, " ".join([told, *left])
    for name in [name for name, field in by_name().items() if kept.get(name) is not None and field.consent]:
        if by_name()[name].consent != "marketing" or not consent:
            left.append(message("files.left_without_consent", field=name, purpose=by_name()[name].consent))
            kept[name] = None
    same = there.get(_who(kept)) or there.get(_all(kept))
    if same is not None:
        return None, NOT_TAKEN, " ".join([message("files.there_as", file=same), *left])
    file = insert(db, {"checked_on": on, **kept}, on, ("marketing",) if consent else (), "spreadsheet")
    return file, IN_PART if left else ADDED, " ".join(left)


def export(view: "DataFrame", target: Path, kind: str) -> None:
    """Write a view as CSV or Excel, over nothing; telephones stay texts, formulas become harmless."""
    rows: list[list[object]] = [
        list(view.columns),
        *([None if is_empty(cell) else _whole(cell) for cell in row] for row in view.itertuples(index=False)),
    ]
    if kind == ".csv":
        write_new(target, b"\xef\xbb\xbf" + csv_text(rows).encode("utf-8"))
        return
    from openpyxl import Workbook

    book = Workbook()
    sheet = cast("Any", book.active)
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type, cell.number_format = "s", "@"
    content = io.BytesIO()
    book.save(content)
    write_new(target, content.getvalue())


def _whole(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def logged(db: "Connection", actor: str, role: str, rows: int, name: str) -> None:
    """Enter that a view left the database."""
    audit_log.write(db, actor, "export", audit_log.ALL, audit_log.ALL, f"{role} {rows} {name}")
