"""Customer marketing files: opening, completing, merging and deleting them, each change with its entry in the log."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from fsq_lab.customers.files import audit_log, consent_book, contact_log, deletion, exchange
from fsq_lab.customers.files.database_faults import told
from fsq_lab.customers.files.file_fields import NEEDED, day, field_named, is_empty
from fsq_lab.customers.files.locations import beside, new_file
from fsq_lab.customers.files.models import IN_USE, table
from fsq_lab.customers.files.store import Store
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy.engine import Connection


class CustomerFiles(Store):
    """Customer marketing files in a database, as `open_files` returns them.

    Every change is one transaction: it is kept as a whole, with its entry in the log, or not at all; when the call
    returns it is kept, whatever happens to the computer afterwards.

    Attributes
    ----------
    actor : str
        Who acts, as the log names them.
    kind : {"sqlite", "postgresql"}
    journal : str
        ``"wal"`` or ``"delete"`` for SQLite, ``"server"`` for PostgreSQL.
    """

    # ---- what goes in

    def add(self, on: str, consents: Sequence[str] = (), how: str = "form", **values: object) -> str:
        """Open a file for a customer and return its number, ``"F0001"`` and so on.

        Parameters
        ----------
        on : str
            The day, YYYY-MM-DD; ``checked_on`` is this day unless it is given.
        consents : sequence of str
            Consents given with it, such as ``["marketing"]``: fields that rest on one need it.
        how : str
            How they were given: "form", "app", "phone", "message", "counter", or "note", where a note tells of it.
        **values
            Fields of `file_fields.fields`; ``name_zh`` and ``purpose`` must be among them.

        Raises
        ------
        CourseError
            For a field that is none or never kept, a value that does not fit, anything that could be a living
            person's, a missing name or purpose, and where a consent is missing.
        """
        on = day(on, "on")
        kept = self._checked({"checked_on": on, **values})
        for name in NEEDED:
            if kept.get(name) is None:
                raise CourseError("files.needed", field=name)
        with self._writing() as db:
            return self._insert(db, kept, on, consents, how)

    def change(self, file: str, on: str, **values: object) -> "DataFrame":
        """Complete or correct a file after a contact; ``checked_on`` becomes the day.

        Parameters
        ----------
        file : str
        on : str
            The day, YYYY-MM-DD.
        **values
            Fields and what stands in them from now on; None empties one.

        Returns
        -------
        DataFrame, index ``field``
            ``outcome``: "filled", "changed", "emptied" or "as it was".

        Raises
        ------
        CourseError
            As `add`, and for a file that is not there or is stored only.
        """
        from pandas import DataFrame

        on = day(on, "on")
        kept = self._checked(values)
        for name in NEEDED:
            if name in kept and kept[name] is None:
                raise CourseError("files.needed", field=name)
        with self._writing() as db:
            before = self._row(db, file)
            consent_book.check_resting(
                db, before["file"], [name for name, value in kept.items() if value is not None], on
            )
            kept = {"checked_on": on, **kept}
            db.execute(update(table("stored_files")).where(table("stored_files").c.file == before["file"]).values(kept))
            audit_log.write(db, self.actor, "change", before["file"], on, " ".join(kept))
        rows = {name: {"outcome": _difference(before[name], value)} for name, value in kept.items()}
        return DataFrame.from_dict(rows, orient="index").rename_axis("field")

    def take(self, source: "DataFrame | str | Path", on: str) -> "DataFrame":
        """Take the rows of a spreadsheet: a DataFrame, a CSV or an Excel file.

        Columns are known by a field's name, its Chinese or English name, or what spreadsheets usually call it. A row
        without name or purpose, or with anything that could be a living person's, is not taken; a value that does not
        fit its field is left out and told. A column ``consent`` of 1 becomes a consent to marketing entered on the day,
        by "spreadsheet": when and how it was given nobody knows. A row about somebody with the same name and number as
        a file in use before, or the same as one in every field, is not taken again.

        Parameters
        ----------
        source : DataFrame or path
        on : str
            The day, YYYY-MM-DD.

        Returns
        -------
        DataFrame, one row per row of the source, with its index
            ``row`` (where the source has it), ``file`` (empty where not taken), ``outcome``: "added", "added in part"
            or "not taken"; ``why``.
            ``attrs["left_out"]``: columns that were not taken, each with its verdict; ``attrs["n"]`` rows.

        Raises
        ------
        CourseError
            For a file that cannot be read, a table without rows, and two columns for one field.
        """
        on, rows = day(on, "on"), exchange.as_table(source)
        with self._writing() as db:
            return exchange.take(rows, on, db, self._insert)

    def contact(
        self,
        file: str,
        on: str,
        channel: str,
        purpose: str = "service",
        result: str | None = None,
        promise: str | None = None,
        due: str | None = None,
    ) -> int:
        """Enter a contact with a customer, and what was promised; return its number.

        Parameters
        ----------
        file, on : str
        channel : {"counter", "phone", "app", "message"}
        purpose : {"service", "marketing", "complaint", "checking"}
        result : str, optional
            In a few words.
        promise, due : str, optional
            What was promised, and until when.

        Raises
        ------
        CourseError
            Also for a marketing contact that is not allowed on that day (Order 778 of the State Council, art. 24).
        """
        with self._writing() as db:
            row = self._row(db, file)
            return contact_log.enter_contact(db, self.actor, row, day(on, "on"), channel, purpose, result, promise, due)

    def merge(self, keep: str, other: str, on: str) -> "DataFrame":
        """Make one file of two that are about the same person; `other` is gone afterwards.

        Where both say something, what was checked later stands; gaps are filled; a withdrawal wins over a consent.

        Returns
        -------
        DataFrame, index ``field``
            ``outcome``: "as it was", "filled" (from the other file) or "changed" (the other was checked later).
        """
        from pandas import DataFrame

        with self._writing() as db:
            first, second = self._row(db, keep), self._row(db, other)
            rows = contact_log.merge(db, self.actor, first, second, day(on, "on"))
        return DataFrame(rows, columns=["field", "outcome"]).set_index("field")

    # ---- consents and deletion

    def consent(self, file: str, purpose: str, on: str, how: str = "form") -> None:
        """Enter a consent: "marketing", "household", "survey" or "sharing".

        Raises
        ------
        CourseError
            For an unknown purpose or way, and where it is in force already.
        """
        with self._writing() as db:
            consent_book.give(db, self.actor, self._row(db, file)["file"], purpose, day(on, "on"), how)

    def withdraw(self, file: str, purpose: str, on: str, how: str = "phone") -> "DataFrame":
        """Enter the withdrawal of a consent: what rested on it is erased, the past stays (PIPL art. 15, 47).

        Returns
        -------
        DataFrame, index ``field``
            ``outcome``: "erased", for each field that rested on it and was filled.

        Raises
        ------
        CourseError
            Where no such consent is in force, or it was given later.
        """
        from pandas import DataFrame

        with self._writing() as db:
            row = self._row(db, file)
            erased = consent_book.withdraw(db, self.actor, row["file"], purpose, day(on, "on"), how)
        self._wipe()
        rows = {"field": erased, "outcome": [deletion.ERASED] * len(erased)}
        return DataFrame(rows).set_index("field")

    def consents(self, on: str | None = None, file: str | None = None) -> "DataFrame":
        """Show consents, one row each: file, purpose, given, withdrawn, how, and how it stands.

        Columns ``file``, ``purpose``, ``given_on``, ``how``, ``withdrawn_on``, ``withdrawn_how``, ``standing``:
        "consent in force" and so on, by a day or by all that is entered.
        """
        from pandas import DataFrame

        until = None if on is None else day(on, "on")
        with self._reading() as db:
            rows = consent_book.rows_of(db, file)
        columns = ["file", "purpose", "given_on", "how", "withdrawn_on", "withdrawn_how", "standing"]
        table_rows = [{**row, "standing": consent_book.standing_of(row, until)} for row in rows]
        return DataFrame(table_rows, columns=columns)

    def contactable(self, on: str, purpose: str = "marketing") -> "DataFrame":
        """Say for every file in use whether its customer may be contacted for a purpose on a day.

        Returns
        -------
        DataFrame, index ``file``
            ``may_contact``; ``why``: "consent in force", "no consent", "not yet given", "consent withdrawn" or "do not
            contact"; ``attrs["n"]``, ``attrs["convention"]``.

        References
        ----------
        Implementing regulations of the Consumer Protection Law (State Council Order 778), art. 24: consent comes
        first; not having refused is no consent.
        """
        from pandas import DataFrame

        with self._reading() as db:
            rows = consent_book.contactable(db, day(on, "on"), purpose)
        result = DataFrame(rows, columns=["file", "may_contact", "why"]).set_index("file")
        result.attrs |= {"n": len(rows), "convention": f"{purpose} on {on}; consent first: Order 778, art. 24"}
        return result

    def end(self, file: str, on: str) -> None:
        """Enter the day on which the business relation with a customer ended."""
        with self._writing() as db:
            deletion.end(db, self.actor, self._row(db, file), day(on, "on"))

    def delete(self, file: str, on: str, reason: str) -> "DataFrame":
        """Delete what may go, and stop the use of what the law has kept (PIPL art. 47).

        While the relation lasts, what rests on consent is erased and the rest is still needed. Once it has ended, what
        no law keeps is erased; the rest is stored only: it stands in ``stored_files`` and in compliance's view, and in
        no other, until its period is over (`purge`). Backups made before still hold it.

        Parameters
        ----------
        file, on : str
        reason : {"consent withdrawn", "relation ended", "request", "purpose done"}

        Returns
        -------
        DataFrame, index ``field``, one row per filled field
            ``outcome``: "erased", "stored only" or "still needed"; ``basis``, ``keep_until``, ``law``.
        """
        from pandas import DataFrame

        with self._writing() as db:
            rows = deletion.erase(db, self.actor, self._row(db, file), day(on, "on"), reason)
        self._wipe()
        result = DataFrame(rows, columns=["field", "outcome", "basis", "keep_until", "law"]).set_index("field")
        result.attrs["convention"] = "PIPL art. 47: while a statutory period runs, storage alone; counted from the end"
        return result

    def purge(self, on: str) -> "DataFrame":
        """Delete for good what is stored only and whose period is over.

        Returns
        -------
        DataFrame, index ``file``
            ``keep_until``; ``outcome``: "erased" (the whole file) or "stored only" (some fields went); ``fields``.
        """
        from pandas import DataFrame

        with self._writing() as db:
            rows = deletion.purge(db, self.actor, day(on, "on"))
        self._wipe()
        return DataFrame(rows, columns=["file", "keep_until", "outcome", "fields"]).set_index("file")

    # ---- copies

    def backup(self, to: str | Path) -> Path:
        """Copy everything into one new file, from whichever database, and prove the copy; never over another file.

        `restore_files` makes files of it again. The copy holds what it holds: deleting later does not reach it.
        """
        from fsq_lab.customers.files import backups

        self._check_open()
        target = backups.copy_to_file(self._engine, beside(to))
        with self._writing() as db:
            audit_log.write(db, self.actor, "backup", audit_log.ALL, audit_log.ALL, target.name)
        return target

    def note_restored(self, backup: str) -> None:
        """Enter that these files were made of a backup."""
        with self._writing() as db:
            audit_log.write(db, self.actor, "restore", audit_log.ALL, audit_log.ALL, backup)

    def to_csv(self, to: str | Path, role: str) -> Path:
        """Write a role's view as CSV that spreadsheets open in Chinese (UTF-8 with BOM); the log says so."""
        return self._export(to, role, ".csv")

    def to_excel(self, to: str | Path, role: str) -> Path:
        """Write a role's view as an Excel workbook; the log says so."""
        return self._export(to, role, ".xlsx")

    def _export(self, to: str | Path, role: str, kind: str) -> Path:
        view, target = self.view(role), new_file(beside(to), kind)
        with told(target.name):
            exchange.export(view, target, kind)
        with self._writing() as db:
            exchange.logged(db, self.actor, role, len(view), target.name)
        return target

    def _insert(
        self, db: "Connection", kept: Mapping[str, Any], on: str, consents: Sequence[str] = (), how: str = "form"
    ) -> str:
        about = table("about")
        number = int(db.execute(select(about.c.value).where(about.c.key == "next_file")).scalar_one())
        file = f"F{number:04d}"
        db.execute(update(about).where(about.c.key == "next_file").values(value=str(number + 1)))
        db.execute(insert(table("stored_files")).values(file=file, standing=IN_USE, added_on=on, **kept))
        audit_log.write(
            db, self.actor, "add", file, on, " ".join(name for name, value in kept.items() if value is not None)
        )
        for purpose in consents:
            consent_book.give(db, self.actor, file, purpose, on, how)
        consent_book.check_resting(db, file, [name for name, value in kept.items() if value is not None], on)
        return file

    def _checked(self, values: Mapping[str, object]) -> dict[str, Any]:
        return {name: field_named(name).checked(value) for name, value in values.items()}


def _difference(before: object, after: object) -> str:
    if before == after:
        return "as it was"
    return "filled" if is_empty(before) else "emptied" if is_empty(after) else "changed"
