"""Where a database of customer files lies: a file in the learner's folder, a path, or a PostgreSQL by its URL."""

import atexit
import os
import re
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp

from fsq_lab.customers.files.models import APPLICATION, FORMAT
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.progress import learner_folder

SUFFIX = ".db"
BESIDE = ("-wal", "-journal", "-shm")
_URL = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
_SQLITE = b"SQLite format 3\0"
_HEADER = 100
_PASSWORD = re.compile(r"(?<=:)[^:@/]*(?=@)")


@dataclass(frozen=True)
class Where:
    """A place for a database: a file, or else a URL."""

    file: Path | None
    url: str = ""

    @property
    def shown(self) -> str:
        """The place as messages name it, without a password."""
        return self.file.name if self.file else _PASSWORD.sub("***", self.url)


def where_is(place: str | Path) -> Where:
    """Return where a name, a path or a URL points.

    A bare name lies in the learner's folder, else in the current one; while the course is built or tested
    (``FSQ_PROGRESS`` set to nothing) in a folder that goes with the process.

    Raises
    ------
    CourseError
        For an empty name, and a URL of another kind of database.
    """
    text = str(place).strip()
    if not text or "\0" in text:
        raise CourseError("files.no_name")
    if _URL.match(text):
        kind = text.partition("://")[0].lower()
        if kind in ("postgresql", "postgres"):
            return Where(None, f"postgresql+pg8000://{text.partition('://')[2]}")
        if kind.partition("+")[0] == "postgresql":
            return Where(None, text)
        raise CourseError("files.other_database", kind=kind)
    path = beside(text)
    return Where(path if path.suffix else path.with_name(path.name + SUFFIX))


def beside(place: str | Path) -> Path:
    """Return a path; a bare name lies where a database of this name would."""
    path = Path(place).expanduser()
    return _home() / path if path.name == str(place) else path


def _home() -> Path:
    if os.environ.get("FSQ_PROGRESS") == "":
        return _passing()
    return learner_folder() or Path.cwd()


@cache
def _passing() -> Path:
    folder = Path(mkdtemp(prefix="fsq-files-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_there(file: Path) -> bool:
    """Whether a database of ours lies there already.

    Raises
    ------
    CourseError
        Where something else bears the name, which is then left as it is: a folder, an empty file, a file of another
        program or another version; where a folder is missing; and where the leftovers of another database lie beside.
    """
    try:
        there = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        if file.is_symlink():
            raise CourseError("files.not_ours", place=file.name, reason="symbolic link") from None
        _refuse_without_folder(file)
        return False
    except (OSError, ValueError) as error:
        raise CourseError("files.cannot_open", place=file.name, reason=getattr(error, "strerror", error)) from None
    if not stat.S_ISREG(there.st_mode):
        raise CourseError("files.not_a_file", place=file.name)
    if there.st_size == 0:
        raise CourseError("files.empty", place=file.name)
    _check_header(file)
    return True


def _refuse_without_folder(file: Path) -> None:
    if not file.parent.is_dir():
        raise CourseError("files.no_folder", place=file.name, folder=file.parent.name)
    for ending in BESIDE[:2]:
        beside = file.with_name(file.name + ending)
        with suppress(OSError):
            if beside.stat().st_size:
                raise CourseError("files.leftovers", place=file.name, beside=beside.name)


def _check_header(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(_HEADER)
    except OSError as error:
        raise CourseError("files.cannot_open", place=file.name, reason=error.strerror or error) from None
    if not head.startswith(_SQLITE) or len(head) < _HEADER:
        raise CourseError("files.not_ours", place=file.name, reason="no SQLite header")
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        raise CourseError("files.not_ours", place=file.name, reason="application_id")
    check_format(int.from_bytes(head[60:64], "big"), file.name)


def check_format(version: int, place: str) -> None:
    """Refuse files of another format, newer or older, in words."""
    if version > FORMAT:
        raise CourseError("files.newer", place=place, version=version, own=FORMAT)
    if version < FORMAT:
        raise CourseError("files.older", place=place, version=version, own=FORMAT)


def aside(file: Path) -> Path:
    """Return a name beside a file under which a new one is made whole before it is put in place."""
    return file.with_name(f".{file.name[:40]}.{token_hex(6)}.part")


def put_in_place(made: Path, file: Path) -> bool:
    """Give a file that was made aside its name, unless the name is taken: then it is dropped and False returned."""
    try:
        os.link(made, file)
    except FileExistsError:
        return False
    except OSError:  # a file system without links: the name is taken first
        try:
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        os.replace(made, file)
        return True
    finally:
        with suppress(OSError):
            made.unlink()
    return True


def new_file(file: Path, suffix: str) -> Path:
    """Return the path of a file that is to be made: with its suffix, in a folder that is there, over nothing.

    Raises
    ------
    CourseError
        Where the name ends otherwise, the folder is missing, or the name is taken.
    """
    file = file if file.suffix else file.with_name(file.name + suffix)
    if file.suffix.lower() != suffix:
        raise CourseError("files.suffix", place=file.name, suffix=suffix)
    if not file.parent.is_dir():
        raise CourseError("files.no_folder", place=file.name, folder=file.parent.name)
    if file.exists() or file.is_symlink():
        raise CourseError("files.there_already", place=file.name)
    return file


def write_new(file: Path, content: bytes) -> None:
    """Write a new file in one step, over nothing; nothing is left behind where it cannot be written."""
    made = aside(file)
    try:
        with made.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise
    if not put_in_place(made, file):
        raise CourseError("files.there_already", place=file.name)


def set_aside(file: Path) -> Path:
    """Rename a file to NAME.1.db, NAME.2.db and so on: the first number that is free."""
    for number in range(1, 10_000):
        other = file.with_name(f"{file.stem}.{number}{file.suffix}")
        try:
            os.link(file, other)
        except FileExistsError:
            continue
        except OSError:
            if other.exists():
                continue
            os.rename(file, other)
            return other
        file.unlink()
        return other
    raise CourseError("files.many_aside", place=file.name)
