"""What the sources of a course make: each notebook with its place, and what stands there without a source."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES, CourseError

BUILT = ("notebooks", "exercises", "solutions")


@dataclass(frozen=True, order=True)
class Target:
    """One file to build.

    Attributes
    ----------
    path : str
        Where it stands, from the course's folder, with forward slashes.
    """

    path: str
    kind: str
    name: str
    language: str


@dataclass(frozen=True, order=True)
class Difference:
    """One place where a committed file is not what its source makes."""

    file: str
    cell: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}{' [' + self.cell + ']' if self.cell else ''}: {self.what}"


def targets(root: Path, only: Collection[str] | None = None) -> list[Target]:
    """Return every notebook that the sources of a course make, or those of some chapters alone."""
    made: list[Target] = []
    own = [chapter for chapter in chapters(root) if only is None or chapter.name in only]
    for language in LANGUAGES:
        for name in (chapter.name for chapter in own if chapter.lesson_file.is_file()):
            made.append(Target(f"notebooks/{language}/{name}.ipynb", "lesson", name, language))
        for name in (chapter.name for chapter in own if chapter.exercise_file.is_file()):
            for kind, folder in (("exercise", "exercises"), ("solution", "solutions")):
                made.append(Target(f"{folder}/{language}/{name}/{name}.ipynb", kind, name, language))
    return made


def refuse_without_sources(root: Path) -> None:
    """Raise where a course has no sources, as in an installed wheel."""
    if not any(chapter.lesson_file.is_file() or chapter.exercise_file.is_file() for chapter in chapters(root)):
        raise CourseError("build.no_sources", folder=root)


def source_of(root: Path, name: str, source: str) -> Path:
    """Return a chapter's source file: its ``lesson`` or its ``exercise``."""
    return root / "course" / "chapters" / name / f"{source}.py"


def orphans(root: Path) -> list[Path]:
    """Return built notebooks that no source makes."""
    known = {root / target.path for target in targets(root)}
    return sorted(f for folder in BUILT for f in _notebooks_in(root / folder) if f not in known)


def _notebooks_in(folder: Path) -> list[Path]:
    return [f for f in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in f.parts]
