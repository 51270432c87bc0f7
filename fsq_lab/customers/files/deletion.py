"""Deletion against the duty to keep: what is erased, what is only stored, until when (PIPL art. 47)."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, null, or_, select, update

from fsq_lab.customers.files import audit_log
from fsq_lab.customers.files.file_fields import by_name, content, years_after
from fsq_lab.customers.files.models import STORED_ONLY, table
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

ERASED, STORED, NEEDED = "erased", "stored only", "still needed"
REASONS = ("consent withdrawn", "relation ended", "request", "purpose done")
KEPT_CONTACTS = "complaint"
"""Contacts about a complaint stay with what is stored; the law names no years of its own (2020 No. 3, art. 28)."""


def end(db: "Connection", actor: str, row: dict[str, Any], on: str) -> None:
    """Enter the day on which a business relation ended."""
    file = row["file"]
    if row["ended_on"] is not None:
        raise CourseError("files.ended_already", file=file, on=row["ended_on"])
    db.execute(update(table("stored_files")).where(table("stored_files").c.file == file).values(ended_on=on))
    audit_log.write(db, actor, "end", file, on)


def erase(db: "Connection", actor: str, row: dict[str, Any], on: str, reason: str) -> list[dict[str, Any]]:
    """Erase what may go, stop the use of what must stay, and return what became of each filled field."""
    if reason not in REASONS:
        raise CourseError("files.no_such_reason", reason=reason, known=", ".join(REASONS))
    file, ended = row["file"], row["ended_on"]
    if reason == "relation ended" and ended is None:
        raise CourseError("files.not_ended", file=file)
    if ended is not None and ended > on:
        raise CourseError("files.before_end", file=file, ended=ended, on=on)
    found = [_outcome(name, ended, on) for name in by_name() if row[name] is not None]
    gone = [one["field"] for one in found if one["outcome"] == ERASED]
    kept = [one["keep_until"] for one in found if one["outcome"] == STORED]
    stored = table("stored_files")
    changes: dict[str, Any] = {name: null() for name in gone}
    if ended is not None:
        changes |= {"standing": STORED_ONLY, "keep_until": max(kept, default=on)}
        contacts = table("stored_contacts")
        rest = (contacts.c.file == file) & or_(contacts.c.purpose.is_(None), contacts.c.purpose != KEPT_CONTACTS)
        erased = int(db.execute(select(func.count()).select_from(contacts).where(rest)).scalar_one())
        db.execute(delete(contacts).where(rest))
        if erased:
            gone.append(f"contacts:{erased}")
    if changes:
        db.execute(update(stored).where(stored.c.file == file).values(changes))
    audit_log.write(db, actor, "delete", file, on, " ".join((f"({reason})", *gone)))
    return found


def _outcome(name: str, ended: str | None, on: str) -> dict[str, Any]:
    field = by_name()[name]
    rule = content()["retention"][field.retention]
    told: dict[str, Any] = {"field": name, "basis": field.basis, "keep_until": None, "law": rule["law"]}
    if field.basis == "consent":
        return told | {"outcome": ERASED}
    if ended is None:
        return told | {"outcome": NEEDED, "law": field.law}
    until = years_after(ended, rule["years"])
    return told | ({"outcome": STORED, "keep_until": until} if rule["years"] and until >= on else {"outcome": ERASED})


def purge(db: "Connection", actor: str, on: str) -> list[dict[str, Any]]:
    """Delete for good every file that is only stored and whose period is over before a day.

    Of the files that stay, fields whose own, shorter period is over are erased.
    """
    stored = table("stored_files")
    found = []
    only_stored = select(stored).where(stored.c.standing == STORED_ONLY).order_by(stored.c.file)
    for row in [dict(one._mapping) for one in db.execute(only_stored)]:
        file = row["file"]
        if row["keep_until"] < on:
            remove(db, file)
            audit_log.write(db, actor, "purge", file, on)
            found.append({"file": file, "keep_until": row["keep_until"], "outcome": ERASED, "fields": None})
            continue
        over = [
            name
            for name in by_name()
            if row[name] is not None and _outcome(name, row["ended_on"], on)["outcome"] == ERASED
        ]
        if over:
            db.execute(update(stored).where(stored.c.file == file).values({name: null() for name in over}))
            audit_log.write(db, actor, "purge", file, on, " ".join(over))
            found.append({"file": file, "keep_until": row["keep_until"], "outcome": STORED, "fields": ", ".join(over)})
    return found


def remove(db: "Connection", file: str) -> None:
    """Take a file with its contacts and consents out of the database."""
    for name in ("stored_contacts", "consents", "stored_files"):
        db.execute(delete(table(name)).where(table(name).c.file == file))
