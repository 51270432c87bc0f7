"""Backup and restore: one file that holds everything, the same from SQLite and from PostgreSQL, and proved."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from fsq_lab.customers.files import audit_log, engines
from fsq_lab.customers.files.customer_files import CustomerFiles
from fsq_lab.customers.files.database_faults import told
from fsq_lab.customers.files.locations import SUFFIX, Where, aside, is_there, new_file, put_in_place, where_is
from fsq_lab.customers.files.models import TABLES, table
from fsq_lab.customers.files.opening import WAIT, open_files
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

_ORDER = {"log": "entry", "stored_contacts": "contact", "consents": "consent"}


def copy_to_file(engine: "Engine", target: Path) -> Path:
    """Copy a database of files, as it is at one moment, into a new file."""
    target = new_file(target, SUFFIX)
    with _made_aside(target) as made:
        copy = engines.sqlite_engine(made, WAIT)
        try:
            with _as_of_now(engine) as source, engines.writing(copy, WAIT) as db:
                _copy(source, db)
        finally:
            copy.dispose()
    return target


@contextmanager
def _made_aside(target: Path) -> Iterator[Path]:
    """Give the name of a new, empty file of ours; at the end it is put in place, over nothing."""
    made = aside(target)
    try:
        with told(target.name):
            engines.mark_as_ours(made)
            yield made
        if not put_in_place(made, target):
            raise CourseError("files.there_already", place=target.name)
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                made.with_name(made.name + ending).unlink()


@contextmanager
def _as_of_now(engine: "Engine") -> Iterator["Connection"]:
    """Give a connection that sees one moment, whatever is written meanwhile."""
    with engine.connect() as plain:
        server = engine.dialect.name == "postgresql"
        connection = plain.execution_options(isolation_level="REPEATABLE READ") if server else plain
        with connection.begin():
            yield connection


def _copy(source: "Connection", db: "Connection") -> None:
    """Copy every row of every table, and prove that the copy is whole."""
    engines.lay_out(db)
    for name in TABLES:
        if name == "fields":
            continue
        rows = select(table(name))
        if name in _ORDER:
            rows = rows.order_by(table(name).c[_ORDER[name]])
        found = [dict(row._mapping) for row in source.execute(rows)]
        if found:
            db.execute(insert(table(name)), found)
        if db.execute(select(func.count()).select_from(table(name))).scalar_one() != len(found):
            raise CourseError("files.copy_differs", table=name)
    if audit_log.first_broken(audit_log.entries(db), None) is not None:
        raise CourseError("files.log_broken")


def restore_files(backup: str | Path, where: str | Path, actor: str = "manager", wait: float = WAIT) -> CustomerFiles:
    """Make files of a backup again: in a new file, or in an empty PostgreSQL; never over anything.

    Parameters
    ----------
    backup : str or path
        What `CustomerFiles.backup` wrote.
    where : str or path
        As for `open_files`.
    actor : str
        Who acts, for the log: it goes on where it was, with an entry "restore".
    wait : float
        Seconds to wait for somebody else who is writing.

    Raises
    ------
    CourseError
        Where the backup is none of ours, is broken, or its log is not as it was written; where there is something at
        the place already.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_files(f"{folder}/a.db") as files:
    ...     _ = files.add("2025-12-31", name_zh="王芳", purpose="wealth")
    ...     _ = files.backup(f"{folder}/copy.db")
    ...     with restore_files(f"{folder}/copy.db", f"{folder}/b.db") as again:
    ...         len(again.table()), again.log()["action"].tolist()
    (1, ['create', 'add', 'restore'])
    """
    source, target = where_is(backup), where_is(where)
    if source.file is None:
        raise CourseError("files.backup_is_file")
    if not is_there(source.file):
        raise CourseError("files.no_backup", place=source.shown)
    with told(source.shown), closing(sqlite3.connect(f"{source.file.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        if raw.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise CourseError("files.broken", place=source.shown, reason="integrity_check")
    opened = engines.sqlite_engine(source.file, wait)
    try:
        if target.file is not None:
            copy_to_file(opened, target.file)
        else:
            _into_server(opened, target, wait)
    finally:
        opened.dispose()
    files = open_files(where, actor=actor, wait=wait)
    files.note_restored(source.shown)
    return files


def _into_server(source: "Engine", target: Where, wait: float) -> None:
    with told(target.shown):
        engine = engines.postgresql_engine(target.url, wait)
        try:
            with engines.writing(engine, wait) as db, _as_of_now(source) as old:
                if engines.names_in(db):
                    raise CourseError("files.not_empty", place=target.shown)
                _copy(old, db)
        finally:
            engine.dispose()
