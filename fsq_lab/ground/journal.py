"""A journal: a private file of lines, only ever appended to, each line in one locked write."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_LOCKED_BYTE = 1 << 30
_TRIES, _PAUSE = 20, 0.05  # at a lock that somebody holds; seconds
_PRIVATE = 0o600


def append(file: Path, line: bytes) -> None:
    """Append a line in one write; after a line that a kill cut off, begin a new one.

    A new file can be read by its owner alone. Whoever holds its lock for a second is waited for no longer: the write
    is a single append without it too.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    with open(file, "ab+", buffering=0, opener=_private) as journal, _locked(journal):
        rest = _opening(journal) + line + b"\n"
        while rest:
            rest = rest[journal.write(rest) :]


def _private(file: str, flags: int) -> int:
    return os.open(file, flags, _PRIVATE)


def _opening(journal: IO[bytes]) -> bytes:
    if not journal.seek(0, os.SEEK_END):
        return b""
    journal.seek(-1, os.SEEK_END)
    return b"" if journal.read(1) == b"\n" else b"\n"


@contextlib.contextmanager
def _locked(journal: IO[bytes]) -> Iterator[None]:
    """Keep other notebooks from writing meanwhile, as far as there are locks and nobody holds them for good."""
    held = False
    for _ in range(_TRIES):
        try:
            _lock(journal, True)
            held = True
        except (BlockingIOError, PermissionError):
            time.sleep(_PAUSE)
            continue
        except OSError:
            pass
        break
    try:
        yield
    finally:
        if held:
            _lock(journal, False)


def _lock(journal: IO[bytes], hold: bool) -> None:
    """Hold the file's lock or give it back; on Windows, where a locked byte cannot be read, one far behind the end."""
    if sys.platform == "win32":
        import msvcrt

        journal.seek(_LOCKED_BYTE)
        msvcrt.locking(journal.fileno(), msvcrt.LK_NBLCK if hold else msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB if hold else fcntl.LOCK_UN)
