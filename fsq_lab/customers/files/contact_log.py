"""Contacts with customers and what was promised in them; and one file made of two about the same person."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from fsq_lab.customers.files import audit_log, consent_book, deletion
from fsq_lab.customers.files.file_fields import by_name, day, free_text
from fsq_lab.customers.files.models import table
from fsq_lab.ground.language import CourseError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

CHANNELS = ("counter", "phone", "app", "message")
PURPOSES = ("service", "marketing", "complaint", "checking")


def enter_contact(
    db: "Connection", actor: str, row: dict[str, Any], on: str, channel: str, purpose: str, result: str | None,
    promise: str | None, due: str | None,
) -> int:  # fmt: skip
    """Enter a contact; return its number."""
    for name, value, known in (("channel", channel, CHANNELS), ("purpose", purpose, PURPOSES)):
        if value not in known:
            raise CourseError("files.not_listed", field=name, value=str(value)[:40], known=", ".join(known))
    file = row["file"]
    if purpose == consent_book.MARKETING:
        found = consent_book.state(consent_book.rows_of(db, file), purpose, on)
        why = consent_book.DO_NOT_CONTACT if row["do_not_contact"] == 1 else found
        if why != consent_book.IN_FORCE:
            raise CourseError("files.may_not_contact", file=file, on=on, state=consent_book.said(why))
    contacts = table("stored_contacts")
    number = int(db.execute(select(func.coalesce(func.max(contacts.c.contact), 0))).scalar_one()) + 1
    kept = {
        "held_on": on,
        "channel": channel,
        "purpose": purpose,
        "result": free_text(result, "result"),
        "promise_zh": free_text(promise, "promise"),
        "due": None if due is None else day(due, "due"),
    }
    db.execute(insert(contacts).values(contact=number, file=file, **kept))
    filled = [name for name, value in kept.items() if value is not None]
    audit_log.write(db, actor, "contact", file, on, f"{number} {' '.join(filled)}")
    return number


def merge(db: "Connection", actor: str, first: dict[str, Any], second: dict[str, Any], on: str) -> list[dict[str, str]]:
    """Make one file of two; return what became of each field that is filled in either."""
    keep, other = first["file"], second["file"]
    if keep == other:
        raise CourseError("files.same_file", file=keep)
    later = (second["checked_on"] or "") > (first["checked_on"] or "")
    values: dict[str, Any] = {}
    outcomes = []
    for name in by_name():
        if first[name] is None and second[name] is None:
            continue
        takes = first[name] is None or (later and second[name] is not None and second[name] != first[name])
        if takes:
            values[name] = second[name]
        outcomes.append((name, "as it was" if not takes else "filled" if first[name] is None else "changed"))
    if first["do_not_contact"] == 1 or second["do_not_contact"] == 1:
        values["do_not_contact"] = 1
    for name in ("stored_contacts", "consents"):
        db.execute(update(table(name)).where(table(name).c.file == other).values(file=keep))
    erased = _let_withdrawals_win(db, keep, on)
    values |= dict.fromkeys(erased)
    if values:
        db.execute(update(table("stored_files")).where(table("stored_files").c.file == keep).values(values))
    deletion.remove(db, other)
    audit_log.write(db, actor, "merge", keep, on, f"{other} {' '.join(values)}".strip())
    return [{"field": name, "outcome": deletion.ERASED if name in erased else told} for name, told in outcomes]


def _let_withdrawals_win(db: "Connection", file: str, on: str) -> list[str]:
    """Withdraw on this day what either file's customer has withdrawn for good; return the fields that rested on it."""
    book, erased = table("consents"), []
    rows = consent_book.rows_of(db, file)
    for purpose in dict.fromkeys(row["purpose"] for row in rows):
        own = [row for row in rows if row["purpose"] == purpose]
        taken_back = max((row["withdrawn_on"] for row in own if row["withdrawn_on"]), default=None)
        for row in own:
            if taken_back and row["withdrawn_on"] is None and row["given_on"] <= taken_back:
                db.execute(
                    update(book).where(book.c.consent == row["consent"]).values(withdrawn_on=on, withdrawn_how="merge")
                )
        left = consent_book.state(consent_book.rows_of(db, file), purpose, on)
        if left != consent_book.IN_FORCE:
            erased += [field.name for field in by_name().values() if field.consent == purpose]
    return erased
