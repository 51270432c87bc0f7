"""The one way in which the course writes a file that a person names: whole or not at all, and over nothing else."""

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from fsq_lab.ground.language import CourseError

_MODE = 0o666  # what the system's umask leaves of it, as for any file that is made

Ours = Callable[[bytes], bool]


def write_file(
    target: Path,
    content: str | bytes,
    replace: bool = False,
    ours: Ours | None = None,
    inputs: Iterable[Path] = (),
    suffixes: Sequence[str] = (),
) -> Path:
    """Write a file where a person said, in one step: what was there stays whole until the new one is.

    Parameters
    ----------
    target : Path
        The file's name; its folder must be there.
    content : str or bytes
        A text is written as UTF-8, its line ends as they are.
    replace : bool
        Whether whatever file is there may be replaced; never an input.
    ours : callable, optional
        Told the bytes of a file that is there, says whether it is what the same command wrote before, so that it may
        be replaced unasked.
    inputs : iterable of Path
        What the file is made from: by whatever name, it is not written over.
    suffixes : sequence of str
        How the name must end, such as ``(".html",)``; by default any.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    CourseError
        As `check_target`, and when the file cannot be written; then nothing of it is left behind.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_file(Path(folder) / "a.txt", "一").read_text(encoding="utf-8")
    '一'
    """
    written = content.encode() if isinstance(content, str) else content
    there = check_target(
        target, replace, lambda old: old == written or (ours is not None and ours(old)), inputs, suffixes
    )
    put(target, written, stat.S_IMODE(there.st_mode) if there else None)
    return target


def check_target(
    target: Path,
    replace: bool = False,
    ours: Ours | None = None,
    inputs: Iterable[Path] = (),
    suffixes: Sequence[str] = (),
) -> os.stat_result | None:
    """Refuse a name under which nothing may be written, before the work that would be lost.

    A link is refused whatever it leads to: it writes where nobody said.

    Parameters
    ----------
    target, replace, ours, inputs, suffixes
        As for `write_file`.

    Returns
    -------
    os.stat_result or None
        What is known of the file that will be replaced; None where there is none.

    Raises
    ------
    CourseError
        When the name ends otherwise, its folder is not there, or what bears it is a folder, a link, no regular file,
        an input, or a file that may not be replaced.
    """
    if suffixes and target.suffix.lower() not in suffixes:
        raise CourseError("writing.suffix", file=target, suffixes=", ".join(suffixes))
    try:
        there = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        if not target.parent.is_dir():
            raise CourseError("writing.no_folder", file=target, folder=target.parent) from None
        return None
    except (OSError, ValueError) as error:
        raise cannot_write(target, error) from None
    if any(_is_same(source, target) for source in inputs):
        raise CourseError("writing.is_input", file=target)
    if stat.S_ISDIR(there.st_mode):
        raise CourseError("writing.is_folder", file=target)
    if stat.S_ISLNK(there.st_mode):
        raise CourseError("writing.is_link", file=target, where=os.path.realpath(target))
    if not stat.S_ISREG(there.st_mode):
        raise CourseError("writing.not_a_file", file=target)
    if not replace and not (ours is not None and _are_ours(target, ours)):
        raise CourseError("writing.there_already", file=target)
    return there


def _is_same(source: Path, target: Path) -> bool:
    try:
        return os.path.samefile(source, target)
    except (OSError, ValueError):
        return False


def _are_ours(target: Path, ours: Ours) -> bool:
    try:
        return ours(target.read_bytes())
    except (OSError, ValueError):
        return False


def put(target: Path, content: bytes, mode: int | None = None) -> None:
    """Write bytes aside, under a name of their own, and put them in place in one step.

    Parameters
    ----------
    target : Path
    content : bytes
    mode : int, optional
        The file's permissions, such as those of the one it replaces; by default the system's.

    Raises
    ------
    CourseError
        When the file cannot be written; nothing is left behind.
    """
    aside = target.with_name(f".{target.name[:40]}.{token_hex(6)}.part")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with open(os.open(aside, flags, _MODE if mode is None else mode), "wb") as file:
            file.write(content)
        if mode is not None:
            aside.chmod(mode)
        os.replace(aside, target)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            aside.unlink()
        raise cannot_write(target, error) from None


def make_folder(folder: Path) -> None:
    """Make a folder that a person named, with those around it; one that is there stays as it is.

    Raises
    ------
    CourseError
        Where the system refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def cannot_write(target: Path, error: Exception) -> CourseError:
    """Return what to say where the system refuses to write a file."""
    return CourseError("writing.cannot_write", file=target, reason=getattr(error, "strerror", None) or error)
