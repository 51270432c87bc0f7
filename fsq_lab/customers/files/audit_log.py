"""The audit log: who did what to which file, and when; it names fields and never their values, and only grows.

The database refuses to change an entry (`models.guards`). Each entry also holds the digest of the one before, so that
a change made behind the database's back shows.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from fsq_lab.customers.files.models import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

START = "0" * 16
ALL = "-"
"""Stands for the file where an entry is about none, or about all."""
SIGNED = ("entry", "at", "actor", "action", "file", "day", "detail", "previous")


def write(db: "Connection", actor: str, action: str, file: str, day: str, detail: str = "") -> int:
    """Add an entry at the end of the log, in the transaction of what it tells of; return its number."""
    log = table("log")
    last = db.execute(select(log.c.entry, log.c.digest).order_by(log.c.entry.desc()).limit(1)).first()
    entry: dict[str, Any] = {
        "entry": 1 if last is None else last.entry + 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "actor": actor,
        "action": action,
        "file": file,
        "day": day,
        "detail": detail,
        "previous": START if last is None else last.digest,
    }
    db.execute(insert(log).values(**entry, digest=digest_of(entry)))
    return int(entry["entry"])


def digest_of(entry: "dict[str, Any]") -> str:
    """Return the digest of an entry, that of the one before included: the first 16 digits of a SHA-256."""
    text = json.dumps([entry[name] for name in SIGNED], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def entries(db: "Connection") -> "list[dict[str, Any]]":
    """Return all entries in their order."""
    log = table("log")
    return [dict(row._mapping) for row in db.execute(select(log).order_by(log.c.entry))]


def merged_into(db: "Connection", file: str) -> str | None:
    """Return the file into which one that is gone was merged, or None."""
    log = table("log")
    asked = select(log.c.file, log.c.detail).where(log.c.action == "merge")
    return next((str(into) for into, detail in db.execute(asked) if str(detail).split(" ")[0] == file), None)


def first_broken(found: "Iterable[dict[str, Any]]", mark: str | None) -> int | None:
    """Return the number of the first entry that is not as it was written, or None.

    Parameters
    ----------
    found : iterable of dict
        The entries in their order.
    mark : str, optional
        ``ENTRY:DIGEST`` of an entry as it was once noted: it must still be there.
    """
    previous, seen, number = START, set(), 0
    for number, entry in enumerate(found, start=1):
        if entry["entry"] != number or entry["previous"] != previous or entry["digest"] != digest_of(entry):
            return number
        previous = entry["digest"]
        seen.add(f"{number}:{previous}")
    return None if mark is None or mark in seen else number + 1


def mark_of(found: "Sequence[dict[str, Any]]") -> str:
    """Return the mark of the last entry."""
    return f"{found[-1]['entry']}:{found[-1]['digest']}" if found else f"0:{START}"


def count(db: "Connection") -> int:
    """Return how many entries there are."""
    return int(db.execute(select(func.count()).select_from(table("log"))).scalar_one())
