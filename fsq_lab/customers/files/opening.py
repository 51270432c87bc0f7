"""Opening a database of customer marketing files: what is there stays, and nothing is ever made over it."""

from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from fsq_lab.customers.files import engines
from fsq_lab.customers.files.customer_files import CustomerFiles
from fsq_lab.customers.files.database_faults import told
from fsq_lab.customers.files.locations import Where, is_there, set_aside, where_is
from fsq_lab.ground.language import CourseError

WAIT = 5.0
_open: "WeakValueDictionary[str, CustomerFiles]" = WeakValueDictionary()


def open_files(
    where: str | Path = "customer_files", anew: bool = False, actor: str = "manager", wait: float = WAIT
) -> CustomerFiles:
    """Open a database of customer marketing files, or make it where there is none.

    Parameters
    ----------
    where : str or path
        A bare name lies in the learner's folder (``NAME.db``); a path; or the URL of a PostgreSQL,
        ``postgresql://user@host/base`` (extra ``database``).
    anew : bool
        Begin with none, as a lesson that is run again does: files of ours that are there are set aside as
        ``NAME.1.db`` and so on. A database at a URL must be empty.
    actor : str
        Who acts, for the log.
    wait : float
        Seconds to wait for somebody else who is writing.

    Returns
    -------
    CustomerFiles

    Raises
    ------
    CourseError
        Where something else is there, which stays as it is: a file of another program, a broken one, another version,
        a locked or read-only one, a full disk, a PostgreSQL with other tables or out of reach.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_files(f"{folder}/bank.db") as files:
    ...     files.add("2025-12-31", name_zh="王芳", phone="00010000001", purpose="wealth")
    ...     files.query("SELECT name_zh, phone FROM files_for_teller").values.tolist()
    'F0001'
    [['王**', '000****0001']]
    """
    place = where_is(where)
    if not actor or len(str(actor)) > 40 or not str(actor).isprintable():
        raise CourseError("files.no_actor")
    key = str(place.file.resolve()) if place.file else place.url
    if anew:
        if key in _open:
            _open[key].close()
        _begin_anew(place, wait)
    engine, journal = engines.open_or_make(place, wait, actor)
    found = CustomerFiles(place, engine, journal, actor, wait)
    if anew and place.file is None and len(found.log()) > 1:
        found.close()
        raise CourseError("files.not_empty", place=place.shown)
    _open[key] = found
    return found


def _begin_anew(place: Where, wait: float) -> None:
    """Set files of ours aside, whole: the journal first goes into the file, which nobody else may have open."""
    if place.file is None or not is_there(place.file):
        return
    with told(place.shown):
        engine = engines.sqlite_engine(place.file, min(wait, 1.0))
        try:
            with engine.connect() as db:
                raw: Any = db.connection.driver_connection
                if raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
                    raise CourseError("files.locked", place=place.shown, reason="journal_mode")
        finally:
            engine.dispose()
        set_aside(place.file)
