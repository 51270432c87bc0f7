"""What stands in a chapter's folder, held against the status that its ``chapter.yml`` gives it."""

import re

from fsq_lab.gates.sources import Sources
from fsq_lab.ground.chapters import NAME, Chapter, Status, chapters
from fsq_lab.ground.language import message
from fsq_lab.upkeep.readmes import stale_readmes


def faults(sources: Sources) -> list[str]:
    """Name files that are missing for the chapter's status or too early for it, a name or number that cannot be."""
    chapter = sources.chapter
    found = []
    if not re.fullmatch(NAME, chapter.name):
        found.append(message("gates.name", chapter=chapter.name))
    for other in chapters(chapter.root):
        if other.number == chapter.number and other.name != chapter.name:
            found.append(message("gates.number", chapter=chapter.name, other=other.name))
    for file in _wanted(chapter):
        if not (chapter.folder / file).is_file():
            found.append(message("gates.missing", chapter=chapter.name, file=file, status=chapter.status))
    for file, least in TOO_EARLY.items():
        if (chapter.folder / file).is_file() and not chapter.at_least(least):
            found.append(message("gates.early", chapter=chapter.name, file=file, status=chapter.status, least=least))
    if not chapter.exercise and chapter.exercise_file.is_file():
        found.append(message("gates.no_exercise", chapter=chapter.name))
    return found + [message("gates.readme", file=name, number=chapter.number) for name in stale_readmes(chapter.root)]


TOO_EARLY: dict[str, Status] = {"quiz.yml": "bank", "lesson.py": "draft", "exercise.py": "draft"}
"""The status that a chapter has at least where a file stands."""


def _wanted(chapter: Chapter) -> list[str]:
    """Return the files that a chapter of this status has."""
    wanted = {
        "planned": [],
        "bank": ["quiz.yml"],
        "draft": ["lesson.py"],
        "whole": ["lesson.py", "instructor.md", "quiz.yml"],
    }[chapter.status]
    return [*wanted, "exercise.py"] if chapter.status == "whole" and chapter.exercise else wanted
