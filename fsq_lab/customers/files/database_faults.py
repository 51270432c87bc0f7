"""What a database says when it cannot, told as a sentence: locked, full, read-only, broken, not reachable."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from fsq_lab.ground.language import CourseError

_SQLITE = {
    3: "no_right", 5: "locked", 6: "locked", 8: "read_only", 10: "disk", 11: "broken", 13: "full", 14: "cannot_open",
    26: "not_ours",
}  # fmt: skip
_POSTGRES = {
    "55P03": "locked", "40P01": "locked", "40001": "locked", "57014": "too_slow", "53100": "full", "53": "server",
    "25006": "read_only", "42P11": "only_reading",
    "42501": "no_right", "28": "no_login", "3D000": "no_database", "08": "server", "57": "server",
}  # fmt: skip
MOST_OF_A_REASON = 160


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn a database's error into a sentence about this place.

    Raises
    ------
    CourseError
        Under ``files.``; an error of nobody's but the code's own stays as it is.
    """
    try:
        yield
    except CourseError:
        raise
    except (DBAPIError, sqlite3.Error) as error:
        raise sentence(error, place) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise CourseError("files.no_driver", place=place, reason=brief(error)) from error
    except SQLAlchemyError as error:
        raise CourseError("files.database", place=place, reason=brief(error)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None), errno.EFBIG)
        kind = "full" if full else "read_only" if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) else "server"
        raise CourseError(f"files.{kind}", place=place, reason=brief(error)) from error


def sentence(error: Exception, place: str) -> CourseError:
    """Return what is told of a database's error."""
    cause: Any = getattr(error, "orig", None) or error
    kind = ""
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        kind = _SQLITE.get(code & 0xFF, "")
    elif state := _state(cause):
        kind = _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or ""
    elif isinstance(cause, sqlite3.DatabaseError) and "malformed" in str(cause):
        kind = "broken"
    elif type(cause).__name__ in ("InterfaceError", "OperationalError"):
        kind = "server"
    return CourseError(f"files.{kind or 'database'}", place=place, reason=brief(cause))


def _state(cause: Any) -> str:
    """Return PostgreSQL's five characters, as pg8000 or psycopg give them."""
    if (state := getattr(cause, "sqlstate", None)) is not None:
        return str(state)
    first = cause.args[0] if cause.args else None
    return str(first.get("C", "")) if isinstance(first, dict) else ""


def brief(error: Any) -> str:
    """Return the first line of what an error says."""
    first = error.args[0] if getattr(error, "args", None) else error
    text = str(first.get("M", first) if isinstance(first, dict) else first)
    return (text.strip().splitlines() or [type(error).__name__])[0][:MOST_OF_A_REASON]
