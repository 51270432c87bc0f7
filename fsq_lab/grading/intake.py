"""A folder of what students really send, as hand-ins: whose each one is, what can be read of it, and what cannot."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from fsq_lab.grading.notebook_files import LARGEST, ReadNotebook, UnreadableError, read_notebook
from fsq_lab.grading.packed import Member, is_junk, is_zip, members
from fsq_lab.grading.remarks import Remark, remark, seen
from fsq_lab.grading.roster import Roster, digits_in
from fsq_lab.ground.course import student_id

Tell = Callable[[str, int, int], None]
MOST_FILES = 20_000
_COUNT = re.compile(r"\((\d+)\)|（(\d+)）")


@dataclass(frozen=True)
class Received:
    """One file that was handed in.

    Attributes
    ----------
    path : str
        Where it lies in the folder; of a zip's member, behind the zip's own.
    who : str
        The student's id; where nothing tells it, the path.
    known : bool
        Whether `who` is an id, so that there are own data.
    how : {"manifest", "file", "name", "none"}
        What told whose it is: the hand-in's manifest, an id in the file's name, a name of the roster, or nothing.
    notebook : ReadNotebook or None
        None where nothing can be marked.
    digest : str
        SHA-256 of its bytes, the same for the same file.
    saved : float
        When the file was last changed, seconds since 1970.
    """

    path: str
    who: str
    known: bool
    how: str
    notebook: ReadNotebook | None
    digest: str
    saved: float
    remarks: tuple[Remark, ...] = ()
    exercise: str = ""


@dataclass(frozen=True)
class Intake:
    """All of a folder: one hand-in for each student and exercise, those set aside, and files of no hand-in.

    Attributes
    ----------
    marked : tuple of Received
        One for each student and exercise, also where nothing of it can be marked.
    set_aside : tuple of Received
        Another hand-in of the same student is marked instead; the last remark says which.
    ignored : tuple of str
        A system's own files.
    missing : tuple of str
        Ids of the roster of whom there is nothing.
    """

    marked: tuple[Received, ...] = ()
    set_aside: tuple[Received, ...] = ()
    ignored: tuple[str, ...] = field(default=())
    missing: tuple[str, ...] = field(default=())


def take_in(
    folder: Path,
    exercises: tuple[str, ...],
    roster: Roster | None = None,
    only: str | None = None,
    tell: Tell = lambda name, done, total: None,
) -> Intake:
    """Read a folder of hand-ins.

    Parameters
    ----------
    folder : Path
        Notebooks and zips, in any sub-folders.
    exercises : tuple of str
        Exercise sets that can be marked.
    roster : Roster, optional
        The class's; without it, an id comes from the manifest or is the one long number in a file's path.
    only : str, optional
        The exercise set to mark; what is of another one is set aside. A notebook that does not say is taken for it.
    tell : callable
        Called before each file with its name, how many are done, and of how many.
    """
    ignored: list[str] = []
    found: list[Received] = []
    files = sorted(_files(folder, ignored))
    for done, path in enumerate(files):
        tell(path, done, len(files))
        found += _received(folder, path, exercises, roster)
    tell("", len(files), len(files))
    told = {one.exercise for one in found if one.exercise}
    assumed = only or (told.pop() if len(told) == 1 else "")
    found = [replace(one, exercise=one.exercise or ("" if _of_another(one, exercises) else assumed)) for one in found]
    others = [one for one in found if only is not None and one.exercise != only]
    marked, aside = _one_each([one for one in found if only is None or one.exercise == only])
    aside += [_with(one, "other_exercise", other=one.exercise or "?") for one in others]
    handed_in = {one.who for one in marked}
    missing = tuple(who for who in (roster.names if roster else ()) if who not in handed_in)
    return Intake(tuple(marked), tuple(aside), tuple(ignored), missing)


def _of_another(one: Received, exercises: tuple[str, ...]) -> bool:
    """Whether a notebook says that it is of an exercise set which is none of these."""
    return one.notebook is not None and one.notebook.exercise not in ("", *exercises)


def _files(folder: Path, ignored: list[str]) -> Iterator[str]:
    """Yield every path below a folder that is not a real folder; what ends in .ipynb is handed in, whatever it is."""
    count = 0
    for base, folders, files in os.walk(folder):
        here = Path(base)
        for name in list(folders):
            path = PurePosixPath((here / name).relative_to(folder).as_posix())
            if is_junk(path):
                folders.remove(name)
                ignored.append(str(path))
            elif name.lower().endswith(".ipynb") or (here / name).is_symlink():
                folders.remove(name)
                yield str(path)
        for name in files:
            path = PurePosixPath((here / name).relative_to(folder).as_posix())
            count += 1
            if is_junk(path) or count > MOST_FILES:
                ignored.append(str(path))
            else:
                yield str(path)


def _received(folder: Path, path: str, exercises: tuple[str, ...], roster: Roster | None) -> Iterator[Received]:
    shown = seen(path.replace("\n", " "), 300)
    content: bytes | None = None
    saved, read = 0.0, list[Received]()

    def receive(one: Member, *remarks: Remark) -> None:
        where = f"{shown}/{seen(one.name.replace(chr(10), ' '), 300)}" if one.name else shown
        notebook, why = _notebook(one.content)
        who, known, how, doubts = _whose(where, one.manifest, roster)
        told = (*remarks, *one.remarks, *why, *doubts)
        digest = hashlib.sha256(one.content if one.content is not None else content or b"").hexdigest()
        exercise = _exercise(where, one.manifest, notebook, exercises)
        read.append(Received(where, who, known, how, notebook, digest, saved, told, exercise))

    try:
        content, saved = _content(folder / path)
        for one in members(content) if is_zip(content) else (Member("", content),):
            receive(one)
    except UnreadableError as error:
        receive(Member("", None), error.why)
    if any(one.notebook for one in read):  # a report or a picture beside a notebook is no hand-in of its own
        read = [one for one in read if one.notebook or one.path.lower().endswith((".ipynb", ".zip"))]
    elif len(read) > 1:
        first = replace(read[0], path=shown)
        read = [first if first.remarks else _with(first, "no_notebook")]
    yield from read


def _content(path: Path) -> tuple[bytes, float]:
    """Read a regular file of bounded size; a folder, a pipe or a link handed in as a file is not opened."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        if path.is_symlink():
            raise UnreadableError("link")
        if path.is_dir():
            raise UnreadableError("a_folder")
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError("no_file")
            content = file.read(2 * LARGEST + 1)
    except OSError as error:
        raise UnreadableError("cannot_read", reason=error.strerror or type(error).__name__) from None
    if len(content) > 2 * LARGEST:
        raise UnreadableError("too_large", most=2 * LARGEST // 2**20)
    return content, status.st_mtime


def _notebook(content: bytes | None) -> tuple[ReadNotebook | None, tuple[Remark, ...]]:
    if content is None:
        return None, ()
    if is_zip(content):
        return None, (remark("other_kind"),)
    try:
        notebook = read_notebook(content)
    except UnreadableError as error:
        return None, (error.why,)
    return notebook, notebook.remarks


def _whose(path: str, manifest: dict[str, Any], roster: Roster | None) -> tuple[str, bool, str, tuple[Remark, ...]]:
    """Return whose a hand-in is: by its manifest, else by an id or a name in its path."""
    told = manifest.get("student")
    own = student_id(told) if isinstance(told, str | int) and re.fullmatch(r"[\w-]{1,40}", str(told).strip()) else None
    find = roster.found_in if roster else digits_in
    told_by_path = list(dict.fromkeys(one for part in path.split("/") if (one := find(part))))
    in_path = told_by_path[0] if told_by_path else None  # the outermost: a platform or a teacher named it
    doubts: list[Remark] = []
    if len(told_by_path) > 1 and own not in told_by_path:
        doubts.append(remark("two_in_path", first=told_by_path[0], others=", ".join(told_by_path[1:])))
    if own and roster and own not in roster:
        doubts.append(remark("not_on_roster", who=own))
    if own and in_path and own not in told_by_path:
        doubts.append(remark("two_ids", manifest=own, path=in_path))
    if own and not (roster and own not in roster and in_path):
        return own, True, "manifest", tuple(doubts)
    if in_path:
        how = "file" if in_path in path else "name"
        return in_path, True, how, tuple(doubts)
    by_digits = digits_in(path)
    if roster and by_digits and not own:
        return by_digits, True, "file", (*doubts, remark("not_on_roster", who=by_digits))
    return path, False, "none", (*doubts, remark("no_id"))


def _exercise(path: str, manifest: dict[str, Any], notebook: ReadNotebook | None, exercises: tuple[str, ...]) -> str:
    """Return the exercise set that a hand-in is of: as the notebook says, else the manifest, else the path."""
    if notebook and notebook.exercise in exercises:
        return notebook.exercise
    if manifest.get("exercise") in exercises:
        return str(manifest["exercise"])
    named = [name for name in exercises if name in path]
    return named[0] if len(named) == 1 else ""


def _one_each(found: list[Received]) -> tuple[list[Received], list[Received]]:
    """Choose one hand-in for each student and exercise: readable, of no doubtful owner, the newest, the highest copy.

    So nobody displaces another's hand-in with a manifest that names the other.
    """
    groups: dict[tuple[str, str], list[Received]] = {}
    for one in found:
        groups.setdefault((one.who, one.exercise), []).append(one)
    readable = {who for (who, _), ones in groups.items() if any(one.notebook for one in ones)}
    marked: list[Received] = []
    aside: list[Received] = []
    for (who, exercise), ones in groups.items():
        if not exercise and who in readable and not any(one.notebook for one in ones):
            aside += ones  # what cannot be read, of a student of whom something else can
            continue
        best = max(ones, key=_rank)
        others = [one for one in ones if one is not best]
        different = [one for one in others if one.digest != best.digest]
        if different:
            best = _with(best, "several", others=", ".join(one.path for one in different))
        marked.append(best)
        aside += [
            _with(one, "same_again" if one.digest == best.digest else "newer_one", path=best.path) for one in others
        ]
    return sorted(marked, key=lambda one: (one.exercise, not one.known, one.who)), aside


def _rank(one: Received) -> tuple[bool, bool, float, int, str]:
    doubtful = any(told.key in ("two_ids", "two_in_path") for told in one.remarks)
    return one.notebook is not None, not doubtful, one.saved, _copy_number(one.path), one.path


def _copy_number(path: str) -> int:
    found = _COUNT.findall(path)
    return int(next(filter(None, found[-1]))) if found and len(next(filter(None, found[-1]))) < 6 else 0


def _with(one: Received, key: str, **values: object) -> Received:
    return replace(one, remarks=(*one.remarks, remark(key, **values)))
