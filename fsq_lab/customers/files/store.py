"""What every database of customer files can tell: queries, masked views, the log, its size."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import func, select

from fsq_lab.customers.files import audit_log, engines, queries
from fsq_lab.customers.files.database_faults import told
from fsq_lab.customers.files.file_fields import ROLES
from fsq_lab.customers.files.locations import Where
from fsq_lab.customers.files.models import IN_USE, STORED_ONLY, table
from fsq_lab.ground.language import CourseError, message

if TYPE_CHECKING:
    from pandas import DataFrame, Series
    from sqlalchemy.engine import Connection, Engine


class Store:
    """An open database of customer files, and all that can be read of it."""

    def __init__(self, where: Where, engine: "Engine", journal: str, actor: str, wait: float) -> None:
        self.actor, self.journal = actor, journal
        self.kind = engine.dialect.name
        self._where, self._engine, self._wait = where, engine, wait
        self._closed = False

    # ---- what comes out

    def query(self, sql: str) -> "DataFrame":
        """Return what one SELECT gives; the database itself lets a query change nothing.

        Parameters
        ----------
        sql : str
            A SELECT, or WITH … SELECT. Tables: ``files`` (in use), ``contacts``, ``consents``, ``fields``, ``log``,
            ``files_for_teller``, ``files_for_manager``, ``files_for_compliance``, ``files_for_analyst``; with what is
            only stored: ``stored_files``, ``stored_contacts``.

        Raises
        ------
        CourseError
            For anything else, SQL that the database does not understand, and what takes longer than 20 s.
        """
        self._check_open()
        return queries.ask(self._engine, self._where.file, sql, self._wait, self._where.shown)

    def table(self) -> "DataFrame":
        """Return the files in use, one row each, with every field."""
        result = self.query("SELECT * FROM files ORDER BY file")
        result.attrs |= {"n": len(result), "convention": "files in use; what is stored only is left out (PIPL art. 47)"}
        return result

    def view(self, role: str) -> "DataFrame":
        """Return the files as a role sees them: "teller", "manager", "compliance" or "analyst".

        Fields that the role does not read are left out, others masked: a name's first character, a telephone's ends,
        a decade of age, an order of size. Masked is not anonymous: with the number of the file anybody can be found.
        """
        if role not in ROLES:
            raise CourseError("files.no_such_role", role=role, known=", ".join(ROLES))
        result = self.query(f"SELECT * FROM files_for_{role} ORDER BY file")
        result.attrs |= {"n": len(result), "convention": f"as the {role} reads them, by course/file_fields.yml"}
        return result

    def whole(self, file: str) -> "DataFrame":
        """Return all that is kept about one customer: what they may ask to see and to have a copy of (PIPL art. 45).

        Returns
        -------
        DataFrame, index ``part`` and ``item``
            ``value`` as text, of what is filled; parts are ``field``, ``consent_1`` and so on, ``contact_1`` and so on,
            in the order in which they were entered. What is stored only is there as well. ``attrs["convention"]``.

        Raises
        ------
        CourseError
            For a file that is not there.
        """
        from fsq_lab.customers.files.registers import copy_of

        asked = {"file": _number(file)}
        with self._reading() as db:
            rows = [
                [
                    {str(name): value for name, value in one._mapping.items()}
                    for one in db.execute(select(found).filter_by(**asked).order_by(*found.primary_key.columns))
                ]
                for found in map(table, ("stored_files", "consents", "stored_contacts"))
            ]
        if not rows[0]:
            raise CourseError("files.no_such_file", file=str(file)[:40])
        result = copy_of(rows[0][0], *rows[1:])
        result.attrs |= {"n": len(result), "convention": f"all that is kept about {asked['file']}; PIPL art. 45"}
        return result

    def log(self, file: str | None = None) -> "DataFrame":
        """Return the audit log, of one file or all: ``actor``, ``action``, ``file``, ``day``, ``detail``.

        It names fields and never what stood in them, else nothing could ever be deleted.
        """
        from pandas import DataFrame

        with self._reading() as db:
            rows = [row for row in audit_log.entries(db) if file is None or row["file"] == _number(file)]
        columns = ["entry", "actor", "action", "file", "day", "detail"]
        return DataFrame(rows, columns=columns).set_index("entry")

    def log_mark(self) -> str:
        """Return the mark of the log's last entry: noted elsewhere, it shows later that nothing before it is gone."""
        with self._reading() as db:
            return audit_log.mark_of(audit_log.entries(db))

    def check_log(self, mark: str | None = None) -> "Series":
        """Say whether the log is as it was written.

        Parameters
        ----------
        mark : str, optional
            What `log_mark` once returned. Without it a log whose end was cut off looks whole.

        Returns
        -------
        Series
            ``entries``, ``intact``, ``first_broken`` (missing where intact), ``convention``.
        """
        from pandas import Series

        with self._reading() as db:
            found = audit_log.entries(db)
        broken = audit_log.first_broken(found, mark)
        convention = "chain of SHA-256 digests" + ("" if mark else "; without a mark a cut end cannot be seen")
        return Series(
            {"entries": len(found), "intact": broken is None, "first_broken": broken, "convention": convention}
        )

    def size(self) -> "DataFrame":
        """Return how large the database is.

        Returns
        -------
        DataFrame, index ``part``
            ``rows`` of each table and of ``all``; ``bytes`` of all together.
        """
        from pandas import DataFrame

        names = ("stored_files", "stored_contacts", "consents", "log", "fields")
        with self._reading() as db:
            rows = {name: int(db.execute(select(func.count()).select_from(table(name))).scalar_one()) for name in names}
            if self.kind == "sqlite":
                pages, page = (db.exec_driver_sql(f"PRAGMA {one}").scalar_one() for one in ("page_count", "page_size"))
                size = int(pages * page)
            else:
                size = int(db.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
        found = {name: {"rows": count, "bytes": None} for name, count in rows.items()}
        found["all"] = {"rows": sum(rows.values()), "bytes": size}
        return DataFrame.from_dict(found, orient="index").rename_axis("part")

    def close(self) -> None:
        """Close the database; what was entered stays."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._closed:
            return message("files.closed_repr")
        with self._reading() as db:
            stored = table("stored_files")
            counts = {
                row[0]: row[1]
                for row in db.execute(select(stored.c.standing, func.count()).group_by(stored.c.standing))
            }
            entries = audit_log.count(db)
        kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(self.kind, self.kind)
        return message(
            "files.repr", kind=kind, used=counts.get(IN_USE, 0), stored=counts.get(STORED_ONLY, 0), entries=entries
        )

    # ---- within

    def _row(self, db: "Connection", file: object) -> dict[str, Any]:
        stored = table("stored_files")
        found = db.execute(select(stored).where(stored.c.file == _number(file))).first()
        if found is None:
            into = audit_log.merged_into(db, _number(file))
            if into:
                raise CourseError("files.merged_into", file=_number(file), into=into)
            raise CourseError("files.no_such_file", file=str(file)[:40])
        row = dict(found._mapping)
        if row["standing"] != IN_USE:
            raise CourseError("files.stored_only", file=row["file"], until=row["keep_until"])
        return row

    @contextmanager
    def _writing(self) -> "Iterator[Connection]":
        self._check_open()
        with told(self._where.shown), engines.writing(self._engine, self._wait) as db:
            yield db

    @contextmanager
    def _reading(self) -> "Iterator[Connection]":
        self._check_open()
        with told(self._where.shown), self._engine.connect() as db:
            yield db

    def _wipe(self) -> None:
        """Take what was erased out of SQLite's journal too; its pages are overwritten (secure_delete)."""
        if self.kind == "sqlite":
            with self._engine.connect() as db:
                raw: Any = db.connection.driver_connection
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def _check_open(self) -> None:
        if self._closed:
            raise CourseError("files.closed")
        if self._where.file is not None and not self._where.file.exists():
            raise CourseError("files.gone", place=self._where.shown)


def _number(file: object) -> str:
    return str(file).strip().upper()
