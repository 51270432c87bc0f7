"""The search for what belongs to authors and teachers alone in what learners get: model answers, rubrics, samples."""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import east_asian_width

from fsq_lab.ground.chapters import chapters
from fsq_lab.source.exercises import read_exercise

SHORTEST = 24  # columns on a page: 24 letters or 12 Chinese characters
TEXTS = {".csv", ".ipynb", ".json", ".md", ".py", ".txt", ".yml", ""}


def model_texts(root: Path) -> list[str]:
    """Every line of every model answer, rubric and sample of a course, in both languages.

    A figure that the build fills in cuts a line, and a shorter piece is no text of its own.
    """
    found: list[str] = []
    for chapter in chapters(root):
        if not chapter.exercise_file.is_file():
            continue
        for answer in read_exercise(chapter.exercise_file).written.values():
            for text in (answer.model, answer.rubric, *(sample.text for sample in answer.samples)):
                found += [piece for words in text.values() for piece in _pieces(words)]
    return found


def tellers(texts: Mapping[str, str], secrets: list[str]) -> list[str]:
    """Name the files in which one of these texts stands: plainly, or as JSON writes it, with and without escapes."""
    spellings = {spelling for secret in secrets for spelling in _spellings(secret)}
    return [name for name, text in texts.items() if any(spelling in text for spelling in spellings)]


def texts_in_folder(folder: Path) -> dict[str, str]:
    """Everything that can be read as text below a folder, by its path."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix in TEXTS)
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8", errors="replace") for file in files}


def texts_in_wheel(wheel: Path) -> dict[str, str]:
    """Everything that can be read as text in a wheel, by its name there."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if Path(name).suffix in TEXTS]
        return {name: archive.read(name).decode("utf-8", errors="replace") for name in names}


def _pieces(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for piece in re.split(r"\{\{.*?\}\}", line.strip("-> ")):
            if sum(2 if east_asian_width(letter) in "WF" else 1 for letter in piece.strip()) >= SHORTEST:
                yield piece.strip()


def _spellings(text: str) -> set[str]:
    return {text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
