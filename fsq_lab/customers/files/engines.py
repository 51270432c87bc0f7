"""Connections to a database of customer files, made so that what was acknowledged is there after a crash."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, insert, inspect, select, text
from sqlalchemy.pool import QueuePool

from fsq_lab.customers.files import audit_log
from fsq_lab.customers.files.database_faults import told
from fsq_lab.customers.files.file_fields import by_name
from fsq_lab.customers.files.locations import Where, aside, check_format, is_there, put_in_place
from fsq_lab.customers.files.models import (
    APPLICATION,
    APPLICATION_NAME,
    FORMAT,
    TABLES,
    VIEWS,
    column_type,
    fields_rows,
    guards,
    metadata,
    table,
    views,
)
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

ONE_WRITER = 0x46535146  # the advisory lock of PostgreSQL that a writer holds
FULL, SYNCHRONOUS = "FULL", 2
_SETTINGS = (
    "PRAGMA foreign_keys=ON",
    f"PRAGMA synchronous={FULL}",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",  # so that REPLACE cannot pass the log's guards by
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
)


def sqlite_engine(file: Path, wait: float) -> "Engine":
    """Return an engine for a file that is there already; every write takes the write lock first."""
    from sqlalchemy import create_engine

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )
        for setting in _SETTINGS:
            connection.execute(setting)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=2)
    event.listen(engine, "begin", _begin_to_write)
    return engine


def _begin_to_write(connection: "Connection") -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def postgresql_engine(url: str, wait: float) -> "Engine":
    """Return an engine for a PostgreSQL; nothing is asked of it yet."""
    from sqlalchemy import create_engine

    options: dict[str, Any] = {"timeout": max(1, int(wait))} if "+pg8000" in url else {}
    return create_engine(url, pool_size=1, max_overflow=2, pool_pre_ping=True, connect_args=options)


@contextmanager
def writing(engine: "Engine", wait: float) -> Iterator["Connection"]:
    """Open a transaction as the only writer; it is committed at the end, or nothing of it is kept."""
    with engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = {max(1, int(1000 * wait))}"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_WRITER})"))
            yield connection


def open_or_make(where: Where, wait: float, actor: str) -> tuple["Engine", str]:
    """Return an engine for the files at a place, made there if nothing is, and how it journals.

    Raises
    ------
    CourseError
        Where something else is there, or the database cannot be opened; what is there stays as it is.
    """
    with told(where.shown):
        if where.file is None:
            return _open_postgresql(where, wait, actor), "server"
        if not is_there(where.file):
            _make_file(where.file, wait, actor)
        engine = sqlite_engine(where.file, wait)
        try:
            return engine, _open_file(engine, where.file.name, wait)
        except BaseException:
            engine.dispose()
            raise


def _make_file(file: Path, wait: float, actor: str) -> None:
    made = aside(file)
    try:
        mark_as_ours(made)
        engine = sqlite_engine(made, wait)
        try:
            with writing(engine, wait) as db:
                _begin(db, actor)
        finally:
            engine.dispose()
        if not put_in_place(made, file):
            is_there(file)  # somebody else made it in the meantime: theirs, if it is one of ours
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                made.with_name(made.name + ending).unlink()


def mark_as_ours(file: Path) -> None:
    """Make an empty SQLite file that bears the course's mark and format."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute(f"PRAGMA user_version={FORMAT}")


def lay_out(db: "Connection") -> None:
    """Make tables, guards and views, all but the list of fields empty."""
    metadata().create_all(db)
    for statement in guards(db.dialect.name):
        db.exec_driver_sql(statement)
    _make_views(db)


def _begin(db: "Connection", actor: str) -> None:
    """Lay out new files, with the first entry of their log."""
    lay_out(db)
    told = {"application": APPLICATION_NAME, "format": str(FORMAT), "next_file": "1"}
    db.execute(insert(table("about")), [{"key": key, "value": value} for key, value in told.items()])
    audit_log.write(db, actor, "create", audit_log.ALL, audit_log.ALL)


def names_in(db: "Connection") -> set[str]:
    """Return the names of the tables and views that a database has."""
    looked_at = inspect(db)
    return {*looked_at.get_table_names(), *looked_at.get_view_names()}


def _make_views(db: "Connection") -> None:
    for name, selected in views().items():
        db.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
        db.exec_driver_sql(f"CREATE VIEW {name} AS {selected}")
    db.execute(table("fields").delete())
    db.execute(insert(table("fields")), fields_rows())


def _open_file(engine: "Engine", place: str, wait: float) -> str:
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise CourseError("files.broken", place=place, reason="quick_check")
        mode = _journal(raw)
    _bring_up_to_date(engine, place, wait)
    return mode


def _journal(raw: sqlite3.Connection) -> str:
    """Journal ahead (WAL) where the folder allows it, else by a rollback journal; return which."""
    with suppress(sqlite3.OperationalError):
        mode = str(raw.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        if mode == "wal":
            raw.execute("SELECT COUNT(*) FROM about").fetchone()
            return mode
    return str(raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0])


def _bring_up_to_date(engine: "Engine", place: str, wait: float) -> None:
    """Add the columns of fields that the course did not have when the files were made; refuse what it does not know."""
    with engine.connect() as db:
        there = {column["name"] for column in inspect(db).get_columns("stored_files")}
        same = [tuple(row) for row in db.execute(select(table("fields")))] == [
            tuple(row[column.name] for column in table("fields").columns) for row in fields_rows()
        ]
    known = set(table("stored_files").columns.keys())
    if there - known:
        raise CourseError("files.unknown_columns", place=place, columns=", ".join(sorted(there - known)))
    if there == known and same:
        return
    with writing(engine, wait) as db:
        for name in VIEWS:
            db.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
        for name in [name for name in by_name() if name not in there]:
            kind = "INTEGER" if column_type(by_name()[name]).__name__ == "Integer" else "TEXT"
            db.exec_driver_sql(f"ALTER TABLE stored_files ADD COLUMN {name} {kind}")
        _make_views(db)
        audit_log.write(db, "course", "upgrade", audit_log.ALL, audit_log.ALL, " ".join(sorted(known - there)))


def _open_postgresql(where: Where, wait: float, actor: str) -> "Engine":
    engine = postgresql_engine(where.url, wait)
    try:
        with writing(engine, wait) as db:
            if engine.dialect.name != "postgresql":
                raise CourseError("files.other_database", kind=engine.dialect.name)
            there = names_in(db)
            if not there:
                _begin(db, actor)
            else:
                _check_ours(db, there, where.shown)
        _bring_up_to_date(engine, where.shown, wait)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_ours(db: "Connection", there: set[str], place: str) -> None:
    if not {*TABLES, *VIEWS} <= there:
        raise CourseError("files.other_tables", place=place, tables=", ".join(sorted(there)[:5]))
    about = {row.key: row.value for row in db.execute(select(table("about")))}
    if about.get("application") != APPLICATION_NAME:
        raise CourseError("files.other_tables", place=place, tables=", ".join(sorted(there)[:5]))
    check_format(int(about.get("format", "0")), place)
