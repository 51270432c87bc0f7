"""Questions to the database in SQL: one SELECT, and reading only, which the database itself sees to."""

import re
import sqlite3
import time
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from fsq_lab.customers.files.database_faults import brief, sentence
from fsq_lab.customers.files.models import READABLE
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from pandas import DataFrame
    from sqlalchemy.engine import Engine

SECONDS = 20
MOST_ROWS = 200_000
_READS = re.compile(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:SELECT|WITH|VALUES)\b", re.IGNORECASE | re.DOTALL)
_WANTED = {
    getattr(sqlite3, name, number)
    for name, number in (("SQLITE_SELECT", 21), ("SQLITE_READ", 20), ("SQLITE_FUNCTION", 31), ("SQLITE_RECURSIVE", 33))
}
_REFUSED_FUNCTIONS = frozenset(("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"))


def ask(engine: "Engine", file: "Path | None", sql: str, wait: float, place: str) -> "DataFrame":
    """Return what a SELECT gives.

    Raises
    ------
    CourseError
        For anything but one reading statement, for SQL that the database does not understand, in its own words, and
        where the answer takes too long or is too large.
    """
    from pandas import DataFrame

    if not isinstance(sql, str) or not _READS.match(sql):
        raise CourseError("files.not_select", begins=str(sql).strip()[:30])
    if "\0" in sql:
        raise CourseError("files.not_select", begins="\\0")
    columns, rows = _of_sqlite(file, sql, wait, place) if file else _of_postgresql(engine, sql, place)
    if len(rows) > MOST_ROWS:
        raise CourseError("files.too_many_rows", most=MOST_ROWS)
    result = DataFrame([[_plain(cell) for cell in row] for row in rows], columns=columns)
    result.attrs["convention"] = "read from the database; stored-only files stand in stored_files alone"
    return result


def _plain(cell: object) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell


def _of_sqlite(file: "Path", sql: str, wait: float, place: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    end = time.monotonic() + SECONDS
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=wait)) as connection:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.set_authorizer(_only_reading)
            connection.set_progress_handler(lambda: time.monotonic() > end, 20_000)
            cursor = connection.execute(sql)
            return [str(one[0]) for one in cursor.description or ()], cursor.fetchmany(MOST_ROWS + 1)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _told(error, place) from error


def _only_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action not in _WANTED:
        return sqlite3.SQLITE_DENY
    refused = action == getattr(sqlite3, "SQLITE_FUNCTION", 31) and str(second).lower() in _REFUSED_FUNCTIONS
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK


def _told(error: Exception, place: str) -> CourseError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_INTERRUPT"):
        return CourseError("files.too_slow", place=place, reason=f"{SECONDS} s")
    if name.startswith("SQLITE_AUTH") or "one statement" in str(error) or "not authorized" in str(error):
        return CourseError("files.only_reading", reason=brief(error))
    if name in ("SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_RANGE", "") or isinstance(error, sqlite3.Warning):
        return CourseError("files.sql", reason=brief(error), tables=", ".join(READABLE))
    return sentence(error, place)


def _of_postgresql(engine: "Engine", sql: str, place: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Ask in a transaction that cannot write, through a cursor, which takes one statement only."""
    with engine.connect() as connection:
        try:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {1000 * SECONDS}")
            connection.execute(text("SELECT asked_once(:sql)"), {"sql": sql})
            answer = connection.exec_driver_sql(f"FETCH {MOST_ROWS + 1} FROM answer")
            return [str(name) for name in tuple(answer.keys())], [tuple(row) for row in answer]
        except Exception as error:
            found = sentence(error, place)
            if found.key == "files.read_only":
                raise CourseError("files.only_reading", reason=found.values["reason"]) from error
            if found.key in ("files.database", "files.server"):
                raise CourseError("files.sql", reason=found.values["reason"], tables=", ".join(READABLE)) from error
            raise found from error
        finally:
            connection.rollback()
