"""A class's folder, with its roster and settings; and the instructor's secret, which lies elsewhere."""

import csv
import io
import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fsq_lab.checks.distinctness import Collision, collisions
from fsq_lab.checks.oracle import Oracle, tables_of
from fsq_lab.grading.handed_out import handed_out
from fsq_lab.grading.marking import Variant
from fsq_lab.grading.roster import Roster, checked_id, merged, read_roster
from fsq_lab.ground.course import SHORTEST_SECRET, course_folder
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.written_files import make_folder

FILE, ROSTER = "class.json", "roster.csv"
SECRET_FILE = "FSQ_SECRET_FILE"
"""The environment variable that says where an instructor's secret lies, if not in the usual place."""
FLAGGED = ("keep", "zero")
_NAME = re.compile(r"[\w-]{1,60}")


class ClassError(CourseError):
    """A class cannot be used as it is; the message says how to mend it."""


@dataclass(frozen=True)
class SchoolClass:
    """A class.

    Attributes
    ----------
    folder : Path
    name : str
        It decides the hidden variant, together with the secret: a renamed class has another one.
    flagged : {"keep", "zero"}
        Whether typed-in numbers and a neighbour's keep their points.
    """

    folder: Path
    name: str
    roster: Roster = field(default_factory=Roster)
    flagged: str = "keep"


def new_class(folder: Path, roster: Path | None = None, name: str | None = None, flagged: str = "keep") -> SchoolClass:
    """Make a class's folder, with its roster; make the instructor's secret too, if there is none yet.

    Raises
    ------
    CourseError
        When there is one already, its name has odd characters, or the roster cannot be used.
    """
    called = name or folder.name
    if not _NAME.fullmatch(called):
        raise ClassError("grade.class.bad_name", name=called)
    if flagged not in FLAGGED:
        raise ClassError("grade.class.bad_flagged", value=flagged, known=", ".join(FLAGGED))
    if (folder / FILE).exists():
        raise ClassError("grade.class.there_already", folder=folder)
    made = SchoolClass(folder, called, read_roster(roster) if roster else Roster(), flagged)
    instructor_secret(make=True)
    make_folder(folder)
    _write(made)
    return made


def read_class(folder: Path) -> SchoolClass:
    """Read a class's folder.

    Raises
    ------
    CourseError
        When it is none.
    """
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        name, flagged = str(told["name"]), str(told.get("flagged", "keep"))
    except (OSError, ValueError, KeyError, TypeError):
        raise ClassError("grade.class.none", folder=folder) from None
    if not _NAME.fullmatch(name) or flagged not in FLAGGED:
        raise ClassError("grade.class.bad_flagged", value=flagged, known=", ".join(FLAGGED))
    roster = read_roster(folder / ROSTER) if (folder / ROSTER).is_file() else Roster()
    return SchoolClass(folder, name, roster, flagged)


def add_students(folder: Path, roster: Path | None = None, student: str | None = None, name: str = "") -> SchoolClass:
    """Add students to a class, from another roster or one by one; nobody is ever taken out."""
    known = read_class(folder)
    more = list(read_roster(roster).names.items()) if roster else []
    if student is not None:
        more.append((checked_id(student, "--student"), name))
    if not more:
        raise ClassError("grade.class.nobody")
    grown = SchoolClass(known.folder, known.name, merged(known.roster, more), known.flagged)
    _write(grown)
    return grown


def variant_of(school_class: SchoolClass) -> Variant:
    """Return a class's hidden variant."""
    return Variant(school_class.name, instructor_secret())


def proof_of_variant(school_class: SchoolClass, exercise: str) -> tuple[str, list[Collision]]:
    """Return a hidden variant's mark, and which results of an exercise cannot be told apart on its data."""
    variant = variant_of(school_class)
    out = handed_out(exercise)
    return variant.mark(exercise), collisions(Oracle(out.exercise, tables_of(variant.world(exercise))))


def secret_file() -> Path:
    """Return where the instructor's secret lies: ``FSQ_SECRET_FILE``, else in the user's own settings."""
    told = os.environ.get(SECRET_FILE)
    if told:
        return Path(told)
    base = os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "fsq-lab" / "instructor-secret"


def instructor_secret(make: bool = False) -> bytes:
    """Return the instructor's secret, from which every class's hidden variants are drawn.

    Parameters
    ----------
    make : bool
        Whether to make one where there is none.

    Raises
    ------
    ClassError
        When there is none, others may read it, it is too short, or it lies in the course's folder.
    """
    file = secret_file()
    if course_folder() in file.resolve().parents:
        raise ClassError("grade.class.secret_in_course", file=file)
    if make and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            new.write(secrets.token_hex(32) + "\n")
    try:
        content = file.read_bytes().strip()
        mode = file.stat().st_mode
    except OSError:
        raise ClassError("grade.class.no_secret", file=file) from None
    if os.name != "nt" and mode & 0o077:
        raise ClassError("grade.class.open_secret", file=file)
    if len(content) < SHORTEST_SECRET:
        raise ClassError("grade.class.short_secret", file=file, shortest=SHORTEST_SECRET)
    return content


def _write(school_class: SchoolClass) -> None:
    """Write settings and roster, each in one step."""
    told = {"name": school_class.name, "flagged": school_class.flagged}
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(_rows(school_class.roster))
    for name, content in ((FILE, json.dumps(told, ensure_ascii=False) + "\n"), (ROSTER, "\ufeff" + text.getvalue())):
        aside = school_class.folder / f"{name}.part"
        aside.write_text(content, encoding="utf-8", newline="")
        aside.replace(school_class.folder / name)


def _rows(roster: Roster) -> Iterator[tuple[str, str]]:
    yield ("学号", "姓名")
    yield from roster.names.items()
