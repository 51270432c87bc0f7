"""The sources of one chapter as the gates read them: each read once, and absent where the file is."""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fsq_lab.ground.authored import read_text, read_yaml
from fsq_lab.ground.chapters import Chapter, chapters
from fsq_lab.quiz.bank import Bank, read_bank
from fsq_lab.quiz.items import Item
from fsq_lab.source.exercises import ExerciseSource, read_exercise
from fsq_lab.source.grammar import Block, read_lesson


class Sources:
    """A chapter with what stands in its folder.

    Parameters
    ----------
    chapter : Chapter
    """

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter

    @cached_property
    def lesson(self) -> tuple[Block, ...]:
        """The lesson's cells; none without a lesson."""
        file = self.chapter.lesson_file
        return _lesson(file, file.stat().st_mtime_ns) if file.is_file() else ()

    @cached_property
    def exercise(self) -> ExerciseSource | None:
        """The exercise set."""
        file = self.chapter.exercise_file
        return _exercise(file, file.stat().st_mtime_ns) if file.is_file() else None

    @cached_property
    def bank(self) -> Bank | None:
        """The question bank."""
        file = self.chapter.bank_file
        return _bank(file, file.stat().st_mtime_ns) if file.is_file() else None

    @cached_property
    def note(self) -> str:
        """The instructor note; empty without one."""
        file = self.chapter.note_file
        return read_text(file) if file.is_file() else ""

    @cached_property
    def glossary(self) -> list[dict[str, Any]]:
        """The course's terms."""
        return list(read_yaml(self.chapter.root / "course" / "glossary.yml"))

    @property
    def items(self) -> tuple[Item, ...]:
        """The bank's items; none without a bank."""
        return self.bank.items if self.bank else ()

    def text(self, language: str) -> str:
        """Return the lesson's prose in one language."""
        return "\n\n".join(block.text[language] for block in self.lesson if block.text)

    def part(self, lesson: Iterable[Block]) -> "Sources":
        """Return the same chapter with these cells for its lesson."""
        one = Sources(self.chapter)
        vars(one)["lesson"] = tuple(lesson)
        return one

    def name_of(self, file: Path) -> str:
        """Return a file's name for sentences, as ``03_servqual/lesson.py``."""
        return f"{self.chapter.name}/{file.name}"


def sources_of(root: Path) -> tuple[Sources, ...]:
    """Return the sources of every chapter of a course."""
    return tuple(Sources(chapter) for chapter in chapters(root))


@cache
def _lesson(file: Path, stamp: int) -> tuple[Block, ...]:
    return read_lesson(file)


@cache
def _exercise(file: Path, stamp: int) -> ExerciseSource:
    return read_exercise(file)


@cache
def _bank(file: Path, stamp: int) -> Bank:
    return read_bank(file)
