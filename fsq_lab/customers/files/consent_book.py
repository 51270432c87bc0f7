"""Consents given and withdrawn: which, on which day, how; and whom one may call today."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, null, select, update

from fsq_lab.customers.files import audit_log
from fsq_lab.customers.files.file_fields import by_name, content, day
from fsq_lab.customers.files.models import IN_USE, table
from fsq_lab.ground.language import CourseError, message

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

WAYS = ("form", "app", "phone", "message", "counter", "note", "spreadsheet")
"""How a consent is given or withdrawn; "note", "spreadsheet": one tells of it, and not how or when."""
MARKETING = "marketing"
IN_FORCE, WITHDRAWN, NOT_YET, NO_CONSENT, DO_NOT_CONTACT = (
    "consent in force",
    "consent withdrawn",
    "not yet given",
    "no consent",
    "do not contact",
)


def give(db: "Connection", actor: str, file: str, purpose: str, on: str, how: str) -> None:
    """Enter a consent.

    Raises
    ------
    CourseError
        For an unknown purpose or way, and where the same consent is in force already.
    """
    _check(purpose, how)
    if in_force(db, file, purpose, on):
        raise CourseError("files.consent_already", file=file, purpose=purpose)
    book = table("consents")
    number = int(db.execute(select(func.coalesce(func.max(book.c.consent), 0))).scalar_one()) + 1
    db.execute(insert(book).values(consent=number, file=file, purpose=purpose, given_on=on, how=how))
    audit_log.write(db, actor, "consent", file, on, f"{purpose} {how}")


def withdraw(db: "Connection", actor: str, file: str, purpose: str, on: str, how: str) -> list[str]:
    """Enter a withdrawal and erase the fields that rested on this consent; return their names.

    Raises
    ------
    CourseError
        Where no such consent is in force, or it was given later.
    """
    _check(purpose, how)
    book = table("consents")
    open_ones = (book.c.file == file) & (book.c.purpose == purpose) & book.c.withdrawn_on.is_(None)
    given = db.execute(select(book.c.given_on).where(open_ones)).scalars().all()
    if not given:
        raise CourseError("files.nothing_to_withdraw", file=file, purpose=purpose)
    if max(given) > on:
        raise CourseError("files.withdrawn_before", file=file, purpose=purpose, given=max(given), on=on)
    db.execute(update(book).where(open_ones).values(withdrawn_on=on, withdrawn_how=how))
    erased = _erase_what_rested_on(db, file, purpose)
    audit_log.write(db, actor, "withdraw", file, on, " ".join((purpose, how, *erased)))
    return erased


def _erase_what_rested_on(db: "Connection", file: str, purpose: str) -> list[str]:
    stored = table("stored_files")
    resting = [field.name for field in by_name().values() if field.consent == purpose]
    if not resting:
        return []
    row = db.execute(select(*(stored.c[name] for name in resting)).where(stored.c.file == file)).one()._mapping
    filled = [name for name in resting if row[name] is not None]
    if filled:
        db.execute(update(stored).where(stored.c.file == file).values({name: null() for name in filled}))
    return filled


def _check(purpose: str, how: str) -> None:
    if purpose not in content()["consents"]:
        raise CourseError("files.no_such_consent", purpose=purpose, known=", ".join(content()["consents"]))
    if how not in WAYS:
        raise CourseError("files.no_such_way", how=how, known=", ".join(WAYS))


def in_force(db: "Connection", file: str, purpose: str, on: str) -> bool:
    """Whether a consent is in force on a day: given by then, and not withdrawn by then."""
    return state(rows_of(db, file), purpose, on) == IN_FORCE


def rows_of(db: "Connection", file: str | None = None) -> list[dict[str, Any]]:
    """Return the entries of the consent book, of one file or of all."""
    book = table("consents")
    asked = select(book).order_by(book.c.consent)
    return [dict(row._mapping) for row in db.execute(asked if file is None else asked.where(book.c.file == file))]


def state(rows: list[dict[str, Any]], purpose: str, on: str) -> str:
    """Return how a consent stands on a day, from the entries of one file."""
    own = [row for row in rows if row["purpose"] == purpose]
    given = [row for row in own if row["given_on"] <= on]
    if any(row["withdrawn_on"] is None or row["withdrawn_on"] > on for row in given):
        return IN_FORCE
    return WITHDRAWN if given else NOT_YET if own else NO_CONSENT


def standing_of(row: dict[str, Any], on: str | None) -> str:
    """Return how one entry stands: on a day, or by all that is entered."""
    if on is not None and row["given_on"] > on:
        return NOT_YET
    withdrawn = row["withdrawn_on"]
    return WITHDRAWN if withdrawn is not None and (on is None or withdrawn <= on) else IN_FORCE


def contactable(db: "Connection", on: str, purpose: str) -> list[dict[str, Any]]:
    """Return for each file in use whether this contact is allowed on a day, and why."""
    if purpose not in content()["consents"]:
        raise CourseError("files.no_such_consent", purpose=purpose, known=", ".join(content()["consents"]))
    stored = table("stored_files")
    by_file: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(db):
        by_file.setdefault(row["file"], []).append(row)
    asked = select(stored.c.file, stored.c.do_not_contact).where(stored.c.standing == IN_USE).order_by(stored.c.file)
    found = []
    for file, refuses in db.execute(asked):
        why = DO_NOT_CONTACT if refuses == 1 else state(by_file.get(file, []), purpose, on)
        found.append({"file": file, "may_contact": why == IN_FORCE, "why": why})
    return found


def check_resting(db: "Connection", file: str, names: list[str], on: str) -> None:
    """Refuse to fill fields that rest on a consent which is not in force.

    Raises
    ------
    CourseError
        Naming the field, its consent and how it stands.
    """
    for field in (by_name()[name] for name in names):
        if field.consent:
            found = state(rows_of(db, file), field.consent, day(on, "on"))
            if found != IN_FORCE:
                raise CourseError(
                    "files.needs_consent", file=file, field=field.name, purpose=field.consent, state=said(found)
                )


def said(state: str) -> str:
    """Return how a consent stands, in the current language."""
    return message(f"files.state.{state.replace(' ', '_')}")
