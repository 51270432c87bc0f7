"""Copies of the course in which a test may break something."""

import shutil
from pathlib import Path

from fsq_lab.ground.chapters import Chapter, read_chapter

KEPT = ("00_start_here", "01_changing_for_you", "03_servqual")


def copy_of_course(root: Path, folder: Path, *chapters: str) -> Path:
    """Copy ``course/`` with some chapters, by default the three oldest ones."""
    shutil.copytree(root / "course", folder / "course", ignore=shutil.ignore_patterns("chapters"))
    for name in chapters or KEPT:
        shutil.copytree(root / "course" / "chapters" / name, folder / "course" / "chapters" / name)
    return folder


def changed(course: Path, file: str, old: str, new: str, count: int = -1) -> None:
    """Replace a text that stands in a file of the course."""
    path = course / "course" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def chapter_in(course: Path, name: str) -> Chapter:
    """Read a chapter of a copy."""
    return read_chapter(course / "course" / "chapters" / name / "chapter.yml")
