"""The comprehensive training as data: ``course/training.yml``, what is due, who marks it, and what may not be said."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import current

CHECK, TEACHER, JURY = "check", "teacher", "jury"


@dataclass(frozen=True)
class DueSection:
    """A heading of a Markdown deliverable: what is asked, how many characters fill it (Chinese; twice in English)."""

    id: str
    least: int
    words: dict[str, dict[str, str]]

    @property
    def title(self) -> str:
        """The heading, in the current language."""
        return self.words[current()]["title"]

    @property
    def ask(self) -> str:
        """What is asked, in the current language."""
        return self.words[current()]["ask"]


@dataclass(frozen=True)
class DueSheet:
    """A sheet of an Excel deliverable: its columns, and how many rows are due of a team and of one learner."""

    id: str
    least: int
    alone: int
    columns: tuple[tuple[str, dict[str, str]], ...]
    note: dict[str, str]
    fields: bool


@dataclass(frozen=True)
class DueFile:
    """A file that is due: ``kind`` is "text", "book" or "notebook"."""

    name: str
    kind: str
    sections: tuple[DueSection, ...] = ()
    sheets: tuple[DueSheet, ...] = ()


@dataclass(frozen=True)
class Deliverable:
    """One of the ten deliverables: its files, the chapters that help and the objectives it shows."""

    id: str
    chapters: tuple[str, ...]
    objectives: tuple[str, ...]
    words: dict[str, dict[str, str]]
    files: tuple[DueFile, ...]

    @property
    def title(self) -> str:
        """Its title, in the current language."""
        return self.words[current()]["title"]


@dataclass(frozen=True)
class ScorePart:
    """A part of a line of the rubric: who marks it ("check", "teacher", "jury"), from which deliverables, for what."""

    id: str
    points: float
    by: str
    deliverables: tuple[str, ...]
    words: dict[str, str]

    @property
    def told(self) -> str:
        """What it is for, in the current language."""
        return self.words[current()]


@dataclass(frozen=True)
class ScoreLine:
    """A line of the rubric. ``zero``: "personal" or "promise", what makes the whole line 0; "" for nothing."""

    id: str
    points: float
    zero: str
    words: dict[str, dict[str, str]]
    parts: tuple[ScorePart, ...]

    @property
    def title(self) -> str:
        """Its title, in the current language."""
        return self.words[current()]["title"]


@cache
def content() -> dict[str, Any]:
    """Return ``course/training.yml``."""
    found: dict[str, Any] = read_yaml(course_folder() / "course" / "training.yml")
    return found


def word(name: str) -> str:
    """Return one of the small words of the papers, in the current language."""
    return str(content()["words"][name][current()])


@cache
def deliverables() -> tuple[Deliverable, ...]:
    """Return the ten deliverables, in order.

    >>> [one.id for one in deliverables()] == [f"{number:02d}" for number in range(1, 11)]
    True
    """
    return tuple(
        Deliverable(
            entry["id"],
            tuple(entry["chapters"]),
            tuple(entry["objectives"]),
            {language: entry[language] for language in ("zh", "en")},
            tuple(_file(file) for file in entry["files"]),
        )
        for entry in content()["deliverables"]
    )


def _file(entry: dict[str, Any]) -> DueFile:
    sections = tuple(
        DueSection(one["id"], one["least"], {language: one[language] for language in ("zh", "en")})
        for one in entry.get("sections", ())
    )
    sheets = tuple(
        DueSheet(
            one["id"],
            one["least"],
            one.get("alone", one["least"]),
            tuple((column["id"], {"zh": column["zh"], "en": column["en"]}) for column in one.get("columns", ())),
            one.get("note", {"zh": "", "en": ""}),
            bool(one.get("fields", False)),
        )
        for one in entry.get("sheets", ())
    )
    return DueFile(entry["name"], entry["kind"], sections, sheets)


@cache
def rubric() -> tuple[ScoreLine, ...]:
    """Return the lines of the rubric.

    >>> sum(line.points for line in rubric())
    100
    """
    return tuple(
        ScoreLine(
            entry["id"],
            entry["points"],
            entry.get("zero", ""),
            {language: entry[language] for language in ("zh", "en")},
            tuple(
                ScorePart(
                    part["id"],
                    part["points"],
                    part["by"],
                    tuple(part["deliverables"]),
                    {language: part[language] for language in ("zh", "en")},
                )
                for part in entry["parts"]
            ),
        )
        for entry in content()["rubric"]
    )


def due_sheet(file: str, sheet: str) -> DueSheet:
    """Return a sheet that is due, by its file's name and its own id."""
    files = {one.name: one for deliverable in deliverables() for one in deliverable.files}
    return next(one for one in files[file].sheets if one.id == sheet)
