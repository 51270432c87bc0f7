"""`fsq-lab check NN`: every gate over one chapter, as far as its status asks for it.

What a chapter is marked as decides which gates must hold: a draft's words and questions must, while its frame and the
standard are printed only; a whole chapter keeps to all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.authoring import build
from fsq_lab.authoring.targets import Target
from fsq_lab.gates import (
    buildable,
    exercise_set,
    law,
    lesson_frame,
    matrix,
    note,
    pointers,
    questions,
    roleplays,
    section_minutes,
    shape,
    short_path,
    standard,
    wording,
)
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.chapters import Chapter, Status, chapter_named, chapters
from fsq_lab.ground.language import CourseError, message

ALWAYS: tuple[Status, ...] = ("planned", "bank", "draft", "whole")
USABLE: tuple[Status, ...] = ("bank", "draft", "whole")
FINISHED: tuple[Status, ...] = ("bank", "whole")
WHOLE: tuple[Status, ...] = ("whole",)

FEWEST = 3

Report = Callable[[Target, int, int], None]
Faults = Callable[[Sources], list[str]]

GATES: dict[Faults, tuple[Status, ...]] = {
    shape.faults: ALWAYS,
    wording.faults: ALWAYS,
    law.faults: ALWAYS,
    buildable.faults: ALWAYS,
    questions.faults: USABLE,
    matrix.item_faults: USABLE,
    matrix.answer_faults: USABLE,
    roleplays.faults: USABLE,
    pointers.stale: USABLE,
    questions.bank_faults: FINISHED,
    standard.faults: FINISHED,
    lesson_frame.faults: WHOLE,
    section_minutes.faults: WHOLE,
    short_path.faults: WHOLE,
    pointers.onward: WHOLE,
    note.faults: WHOLE,
    exercise_set.faults: WHOLE,
    matrix.faults: WHOLE,
}
"""Each gate and the statuses at which it must hold; on a draft the others are run and printed."""


@dataclass(frozen=True)
class Examination:
    """What the gates say of a chapter.

    Attributes
    ----------
    chapter : Chapter
    faults : tuple of str
        What must be mended now.
    to_mend : tuple of str
        What is printed and not enforced: all that a draft still lacks, or the rows that a whole chapter lists.
    measured : tuple of str
        The standard, row by row.
    """

    chapter: Chapter
    faults: tuple[str, ...]
    to_mend: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The examination as it is printed, in the current language."""
        told = {"measured": self.measured, "to_mend": self.to_mend, "faults": self.faults}
        lines: list[str] = []
        for part, sentences in told.items():
            if sentences:
                lines += [message(f"check_chapter.{part}"), *(f"  {sentence}" for sentence in sentences)]
        name, status = self.chapter.name, message(f"check_chapter.{self.chapter.status}")
        outcome = "failed" if self.faults else "passed"
        return [*lines, message(f"check_chapter.{outcome}", chapter=name, status=status, number=len(self.faults))]


def chapters_found(root: Path) -> tuple[Chapter, ...]:
    """Return the chapters that the gates run over.

    Raises
    ------
    CourseError
        When fewer than three of them are whole, so that gates over nothing do not pass.
    """
    found = chapters(root)
    whole = sum(chapter.status == "whole" for chapter in found)
    if whole < FEWEST:
        raise CourseError("gates.few", number=whole, folder=root / "course" / "chapters")
    return found


def examine(chapter: Chapter) -> Examination:
    """Run every gate that a chapter's status asks for; nothing is executed."""
    sources = Sources(chapter)
    faults: list[str] = []
    to_mend: list[str] = []
    for gate, enforced in GATES.items():
        if chapter.status in enforced:
            faults += _told(gate, sources)
        elif chapter.status == "draft":
            to_mend += _told(gate, sources)
    if chapter.status in FINISHED:
        to_mend += _told(standard.allowed, sources)
    measured = _told(
        lambda one: [
            *(row.measured for row in standard.rows(one)),
            *section_minutes.measured(one),
            *law.measured(one),
            *roleplays.measured(one),
        ],
        sources,
    )
    return Examination(
        chapter,
        tuple(dict.fromkeys(faults)),
        tuple(one for one in dict.fromkeys(to_mend) if one not in faults),
        tuple(one for one in measured if one not in faults),
    )


def check(root: Path, name: str, quick: bool, report: Report) -> Examination:
    """Examine a chapter, and unless it is to be quick, prove its exercise and run its notebooks against those built.

    Raises
    ------
    CourseError
        When there is no such chapter.
    """
    found = examine(chapter_named(name, root))
    if quick or not found.chapter.at_least("draft"):
        return found
    try:
        differences = [
            message("gates.differs", place=place, number=found.chapter.number)
            for place in build.check(root, report, only=frozenset({found.chapter.name}), everything=True)
            if place.what != "stale"  # which README, `shape` tells
        ]
    except CourseError as error:
        differences = [str(error)]
    new = [one for one in differences if one not in found.faults]
    return Examination(found.chapter, (*found.faults, *new), found.to_mend, found.measured)


def _told(gate: Faults, sources: Sources) -> list[str]:
    """Return what a gate says; a source that cannot be read is a sentence as well."""
    try:
        return gate(sources)
    except CourseError as error:
        return [str(error)]
