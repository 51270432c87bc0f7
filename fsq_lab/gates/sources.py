"""The sources of one chapter as the gates read them: each read once, and absent where the file is."""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fsq_lab.ground.authored import read_text, read_yaml
from fsq_lab.ground.chapters import Chapter, chapters
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.quiz.bank import Bank, read_bank
from fsq_lab.quiz.items import Item
from fsq_lab.source.exercises import ExerciseSource, read_exercise
from fsq_lab.source.grammar import Block, read_blocks, read_lesson

Texts = list[dict[str, str]]
"""Texts, each in both languages."""


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

    @property
    def texts(self) -> dict[str, Texts]:
        """Every text of the lesson, the exercise and the bank, in both languages, by file."""
        files = [file for file in (self.chapter.lesson_file, self.chapter.exercise_file) if file.is_file()]
        texts = {self.name_of(file): _prose(file, file.stat().st_mtime_ns) for file in files}
        file = self.chapter.bank_file
        return {**texts, self.name_of(file): _pairs(file, file.stat().st_mtime_ns)} if file.is_file() else texts

    def name_of(self, file: Path) -> str:
        """Return a file's name for sentences, as ``03_servqual/lesson.py``."""
        return f"{self.chapter.name}/{file.name}"


def sources_of(root: Path) -> tuple[Sources, ...]:
    """Return the sources of every chapter of a course."""
    return tuple(Sources(chapter) for chapter in chapters(root))


def pairs_in(entry: Any) -> Texts:
    """Return every ``{zh: text, en: text}`` below a YAML entry.

    >>> pairs_in([{"zh": {"ask": "问"}, "en": {"ask": "Ask"}}])
    [{'zh': '问', 'en': 'Ask'}]
    """
    if isinstance(entry, list):
        return [pair for part in entry for pair in pairs_in(part)]
    if not isinstance(entry, dict):
        return []
    found = pairs_in([*entry.values()])
    zh, en = (entry.get(language) for language in LANGUAGES)
    if isinstance(zh, str) and isinstance(en, str):
        return [{"zh": zh, "en": en}, *found]
    if isinstance(zh, dict) and isinstance(en, dict):
        return [*({"zh": str(zh[key]), "en": str(en.get(key, ""))} for key in zh), *found]
    return found


@cache
def _prose(file: Path, stamp: int) -> Texts:
    return [dict(block.text) for block in read_blocks(file) if block.text]


@cache
def _pairs(file: Path, stamp: int) -> Texts:
    return pairs_in(read_yaml(file))


@cache
def _lesson(file: Path, stamp: int) -> tuple[Block, ...]:
    return read_lesson(file)


@cache
def _exercise(file: Path, stamp: int) -> ExerciseSource:
    return read_exercise(file)


@cache
def _bank(file: Path, stamp: int) -> Bank:
    return read_bank(file)
