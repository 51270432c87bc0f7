"""Reading a file that a person names: an ordinary file of a size that fits, never a pipe that has no end."""

import errno
import os
import stat
from pathlib import Path

from fsq_lab.ground.language import message

MEGABYTE = 1_000_000
MOST_WRITTEN = 5 * MEGABYTE  # of a file that a person writes by hand: a questionnaire, a mapping, a role play


def read_regular(file: Path, most: int) -> bytes:
    """Return a file's bytes.

    Parameters
    ----------
    file : Path
    most : int
        The largest size that is read, in bytes.

    Raises
    ------
    OSError
        When the file cannot be opened, is no ordinary file (nothing waits for a pipe), or is larger; ``strerror`` says
        so in the current language.

    Examples
    --------
    >>> read_regular(Path(__file__), MEGABYTE).startswith(b'"')
    True
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(file, flags)
    except ValueError as error:  # a name with a zero character
        raise OSError(errno.EINVAL, str(error)) from None
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, message("writing.not_regular"))
        content = opened.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, message("writing.too_large", most=f"{most / MEGABYTE:.3g}"))
    return content


def read_written(file: Path) -> str:
    """Return the text of a file that a person wrote, without a byte order mark.

    Raises
    ------
    OSError, UnicodeDecodeError
        As `read_regular`, and when it is not UTF-8.
    """
    return read_regular(file, MOST_WRITTEN).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
