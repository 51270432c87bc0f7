"""The course's chapters: one folder each, ``course/chapters/NN_name/``, that says what it holds and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.fields import BankError, Place, Words, fields_of, list_of, mapping, text_of, truth, words
from fsq_lab.ground.language import CourseError

Kind = Literal["welcome", "case", "lesson", "training"]
Status = Literal["planned", "bank", "draft", "whole"]
KINDS: tuple[Kind, ...] = ("welcome", "case", "lesson", "training")
STATUSES: tuple[Status, ...] = ("planned", "bank", "draft", "whole")
FILE = "chapter.yml"
NAME = r"\d\d_[a-z0-9]+(_[a-z0-9]+)*"
"""How a chapter's folder is named."""

SOURCES = ("lesson.py", "exercise.py", "quiz.yml", "instructor.md", FILE)


@dataclass(frozen=True)
class Chapter:
    """A chapter as its ``chapter.yml`` describes it.

    Attributes
    ----------
    folder : Path
        Its folder; the name of the folder is the chapter's name.
    title : mapping
        Without the number, in each language.
    kind : {"welcome", "case", "lesson", "training"}
        The bounds of its length go by kind and minutes.
    status : {"planned", "bank", "draft", "whole"}
        ``"bank"``: quiz and role plays can be used; ``"draft"``: built and shown as one; ``"whole"``: every gate holds.
    lesson, practice : int
        Minutes of the syllabus; a case has both in one notebook.
    sections : tuple of int
        Minutes of the lesson's sections, in order.
    exercise : bool
        Whether it has an exercise set once it is whole.
    roleplays : tuple of str
        Role plays that belong to it.
    to_mend : mapping
        Rows of the standard that a whole chapter still breaks, and until when: ``{"cells": "issue 15"}``.
    """

    folder: Path
    title: Words
    kind: Kind
    status: Status
    lesson: int
    practice: int
    sections: tuple[int, ...]
    exercise: bool
    roleplays: tuple[str, ...]
    to_mend: Mapping[str, str]

    @property
    def root(self) -> Path:
        """The folder of the course that it belongs to."""
        return self.folder.parents[2]

    @property
    def name(self) -> str:
        """The chapter's name, such as ``03_servqual``."""
        return self.folder.name

    @property
    def number(self) -> str:
        """The two digits that its name begins with."""
        return self.name[:2]

    def at_least(self, status: Status) -> bool:
        """Return whether the chapter is as far as a status, or further."""
        return STATUSES.index(self.status) >= STATUSES.index(status)

    @property
    def notebook_minutes(self) -> int:
        """The syllabus' minutes for the lesson's notebook."""
        return self.lesson + self.practice if self.kind == "case" else self.lesson

    @property
    def lesson_file(self) -> Path:
        """The lesson's source."""
        return self.folder / "lesson.py"

    @property
    def exercise_file(self) -> Path:
        """The exercise's source."""
        return self.folder / "exercise.py"

    @property
    def compiled_file(self) -> Path:
        """The exercise as a learner's machine reads it."""
        return self.folder.parents[1] / "compiled" / f"{self.number}.json"

    @property
    def bank_file(self) -> Path:
        """The question bank."""
        return self.folder / "quiz.yml"

    @property
    def note_file(self) -> Path:
        """The instructor note."""
        return self.folder / "instructor.md"


def chapters(root: Path | None = None) -> tuple[Chapter, ...]:
    """Return the chapters of a course, in order.

    Parameters
    ----------
    root : Path, optional
        The course's folder; by default the one of `course_folder`.

    Raises
    ------
    CourseError
        When a ``chapter.yml`` has a fault, told with file and field.

    Examples
    --------
    >>> [chapter.name for chapter in chapters() if chapter.kind == "welcome"]
    ['00_start_here']
    """
    return _read(root or course_folder())


def chapter_named(name: str, root: Path | None = None) -> Chapter:
    """Return a chapter by its name or its number.

    Raises
    ------
    CourseError
        When there is none; the message lists what there is. When two have the number, or the folder is not described.

    Examples
    --------
    >>> chapter_named("03").name
    '03_servqual'
    """
    found = [chapter for chapter in chapters(root) if name in (chapter.name, chapter.number)]
    if len(found) > 1:
        raise CourseError("chapters.two", number=name, names=", ".join(chapter.name for chapter in found))
    if not found:
        folder = (root or course_folder()) / "course" / "chapters"
        for undescribed in sorted(one for one in folder.iterdir() if one.is_dir() and not (one / FILE).is_file()):
            if name in (undescribed.name, undescribed.name[:2]):
                raise CourseError("chapters.undescribed", name=undescribed.name)
        raise CourseError("chapters.none", name=name, known=", ".join(chapter.name for chapter in chapters(root)))
    return found[0]


def banks() -> tuple[str, ...]:
    """Return the names of the course's question banks.

    >>> "03_servqual" in banks()
    True
    """
    return tuple(chapter.name for chapter in chapters() if chapter.bank_file.is_file())


def bank_file(name: str) -> Path:
    """Return where a chapter's question bank stands, or would stand; no other chapter is looked at."""
    return course_folder() / "course" / "chapters" / name / "quiz.yml"


@cache
def _read(root: Path) -> tuple[Chapter, ...]:
    return tuple(read_chapter(file) for file in sorted((root / "course" / "chapters").glob(f"*/{FILE}")))


def owner(file: Path) -> str:
    """Return whose source a file is: its chapter's name; outside a chapter's folder, its own without the ending.

    >>> owner(Path("chapters/03_servqual/quiz.yml")), owner(Path("every_type.yml"))
    ('03_servqual', 'every_type')
    """
    return file.parent.name if file.name in SOURCES else file.stem


def shown(file: Path) -> str:
    """Return a source's name for messages: with its chapter, as ``03_servqual/quiz.yml``."""
    return f"{file.parent.name}/{file.name}" if file.name in SOURCES else file.name


def read_chapter(file: Path) -> Chapter:
    """Read one chapter's description.

    Raises
    ------
    CourseError
        Naming file and field, when something is missing, unknown or of another kind.
    """
    try:
        return _described(file, Place(shown(file)))
    except BankError as fault:
        raise CourseError(
            "chapters.at", file=fault.place.file, field=fault.place.field, problem=fault.values["problem"]
        ) from None


def _described(file: Path, place: Place) -> Chapter:
    known = {"title", "kind", "status", "minutes", "exercise", "roleplays"}
    fields = fields_of(read_yaml(file), place, known, {"sections", "to_mend"})
    minutes = fields_of(fields["minutes"], place.at("minutes"), {"lesson", "practice"})
    kind, status = text_of(fields["kind"], place.at("kind")), text_of(fields["status"], place.at("status"))
    for name, value, choices in (("kind", kind, KINDS), ("status", status, STATUSES)):
        if value not in choices:
            raise CourseError("chapters.unknown", file=place.file, field=name, value=value, known=", ".join(choices))
    numbers = {name: minutes[name] for name in ("lesson", "practice")}
    sections = list_of(fields.get("sections", []), place.at("sections"))
    for name, value in (*numbers.items(), *(("sections", value) for value in sections)):
        if type(value) is not int or value < 0:
            raise CourseError("chapters.not_minutes", file=place.file, field=name, value=value)
    to_mend = mapping(fields.get("to_mend", {}), place.at("to_mend"))
    return Chapter(
        file.parent,
        words(fields["title"], place.at("title")),
        kind,  # type: ignore[arg-type]
        status,  # type: ignore[arg-type]
        numbers["lesson"],
        numbers["practice"],
        tuple(sections),
        truth(fields["exercise"], place.at("exercise")),
        tuple(text_of(one, place.at("roleplays")) for one in list_of(fields["roleplays"], place.at("roleplays"))),
        {row: text_of(until, place.at(f"to_mend.{row}")) for row, until in to_mend.items()},
    )
