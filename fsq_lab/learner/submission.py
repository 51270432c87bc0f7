"""Handing in an exercise: what is still empty, and one zip with the notebook and its answers as data.

The notebook is read as data and never run.
"""

import ast
import hashlib
import io
import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsq_lab.checks.compiled import exercise_names
from fsq_lab.ground.course import course_folder, course_version, student_id
from fsq_lab.ground.language import LANGUAGES, CourseError
from fsq_lab.ground.names import VERSION
from fsq_lab.ground.written_files import write_file
from fsq_lab.learner.workspace import digest, is_as_laid_out

FORMAT = 1
LARGEST = 20 * 2**20
PROBLEMS = ("unanswered", "failed", "deleted", "duplicated", "changed")

_ID = re.compile(r"[\w-]{1,40}")
_HEADING = re.compile(r"#+[ ★]*(.+)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class SubmissionError(CourseError):
    """An exercise cannot be handed in as it is; the message names the file and the remedy."""


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook, as data.

    Attributes
    ----------
    grade_id : str
        What nbgrader calls it; ``""`` for a cell without a part in the marks.
    solution : bool
        Whether the learner writes in it.
    failed : bool
        Whether it raised an error when it was last run.
    """

    cell_id: str
    grade_id: str
    kind: str
    solution: bool
    source: str
    output: str
    failed: bool


@dataclass(frozen=True)
class Submission:
    """An exercise read for handing in.

    Attributes
    ----------
    problems : mapping of str to tuple of str
        Names of answers by what is wrong: ``unanswered``, code that ``failed`` when last run, ``deleted``,
        ``duplicated``, or a ``changed`` check.
    notebook_version : str
        The course version that handed the notebook out; ``""`` where the notebook does not say.
    """

    exercise: str
    language: str
    student: str | None
    notebook: bytes
    answers: Mapping[str, Mapping[str, object]]
    problems: Mapping[str, tuple[str, ...]]
    notebook_version: str = ""

    @property
    def of_another_version(self) -> bool:
        """Whether the notebook was handed out by another course version, whose own data were drawn differently."""
        return bool(self.notebook_version) and self.notebook_version != course_version()

    @property
    def file_name(self) -> str:
        """The zip's name: exercise, and the learner's id if it was given.

        >>> Submission("03_servqual", "zh", "20260001", b"", {}, {}).file_name
        'submission_03_servqual_20260001.zip'
        """
        return "_".join(["submission", self.exercise, *([self.student] if self.student else [])]) + ".zip"

    def manifest(self) -> dict[str, object]:
        """Return what stands in the zip beside the notebook.

        Whoever marks it refuses another ``course_version`` than the own one (`oracle_for`), since it draws other data.
        """
        return {
            "format": FORMAT,
            "exercise": self.exercise,
            "language": self.language,
            "student": self.student,
            "course_version": course_version(),
            "notebook_version": self.notebook_version,
            "library_version": VERSION,
            "notebook_sha256": hashlib.sha256(self.notebook).hexdigest(),
            "datasets": _dataset_digests(),
            "problems": {name: list(answers) for name, answers in self.problems.items()},
        }

    def to_zip(self) -> bytes:
        """Return the zip's bytes, the same for the same notebook."""
        parts = {
            f"{self.exercise}.ipynb": self.notebook,
            "answers.json": _json(self.answers),
            "manifest.json": _json(self.manifest()),
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
        return packed.getvalue()


def exercise_name(chapter: str) -> str:
    """Return the exercise set of a chapter, by number or name.

    Raises
    ------
    SubmissionError
        When none or several begin so; the message lists what there is.
    """
    names = exercise_names()
    found = [name for name in names if name == chapter] or [
        name for name in names if chapter and name.startswith(chapter)
    ]
    if len(found) != 1:
        raise SubmissionError("submit.unknown_chapter", chapter=chapter, known=", ".join(names))
    return chapter if chapter in names else found[0]


def exercise_path(exercise: str, language: str) -> str:
    """Return where an exercise's notebook lies in the learner's folder."""
    return f"exercises/{language}/{exercise}/{exercise}.ipynb"


def language_worked_in(folder: Path, exercise: str, otherwise: str) -> str:
    """Return the language whose copy of an exercise the learner has changed; ``otherwise`` unless it is just one."""
    changed = [language for language in LANGUAGES if not is_as_laid_out(folder, exercise_path(exercise, language))]
    return changed[0] if len(changed) == 1 else otherwise


def collect(
    folder: Path, exercise: str, language: str, student: object = None, notebook: str | None = None
) -> Submission:
    """Read an exercise in a learner's folder for handing in.

    Parameters
    ----------
    folder : Path
        The learner's folder.
    exercise : str
        Such as ``"03_servqual"``.
    language : {"zh", "en"}
    student : str, optional
        The learner's id (学号); without it the zip holds none.
    notebook : str, optional
        Where the exercise lies in the folder, when it is a copy under another name.

    Raises
    ------
    SubmissionError
        When the notebook is not there or cannot be read as a notebook, or when the id has odd characters.
    """
    who = student_id(student)
    if who is not None and not _ID.fullmatch(who):
        raise SubmissionError("submit.bad_id", id=who)
    path = notebook or exercise_path(exercise, language)
    content = _read(folder / path, path)
    own = _cells(content, path)
    given = _given(exercise, language)
    problems = {name: tuple(found) for name, found in zip(PROBLEMS, _problems(own, given), strict=True) if found}
    return Submission(exercise, language, who, content, _answers(own, given), problems, _version(content))


def titles(exercise: str, language: str) -> dict[str, str]:
    """Return the heading under which the learner sees each answer, by its name; without a heading the name itself.

    >>> titles("03_servqual", "en")["gaps"]
    '1 Mean gap by dimension (points: 3)'
    """
    given = _given(exercise, language)
    asks = {cell.cell_id.removesuffix("-ask"): cell.source for cell in given if cell.cell_id.endswith("-ask")}
    found = {name: _HEADING.match(ask) for name, ask in asks.items()}
    return {name: heading[1].strip() if heading else name for name, heading in found.items()}


def exercise_of(notebook: Path) -> tuple[str, str] | None:
    """Return the exercise set that a notebook is a copy of, and its language; None where it is of none."""
    try:
        told = json.loads(_read(notebook, notebook.name))["metadata"]["fsq_lab"]
        name, language = told["name"], told["language"]
    except (SubmissionError, ValueError, TypeError, KeyError, RecursionError):
        return None
    known = language in LANGUAGES and (course_folder() / exercise_path(str(name), language)).is_file()
    return (str(name), str(language)) if known else None


def sources(notebook: Path) -> set[str]:
    """Return what stands in a notebook's cells, without outer blanks."""
    return {cell.source.strip() for cell in _cells(_read(notebook, notebook.name), notebook.name)}


def _given(exercise: str, language: str) -> list[Cell]:
    """Return the cells of an exercise as it was handed out."""
    path = exercise_path(exercise, language)
    return _cells((course_folder() / path).read_bytes(), path)


def write(submission: Submission, target: Path, replace: bool = False) -> Path:
    """Write the zip in one step.

    Parameters
    ----------
    submission : Submission
    target : Path
        A folder, or the zip's own name.
    replace : bool
        Whether another zip that is there already may be replaced.

    Raises
    ------
    SubmissionError
        When another zip is there already, or when it cannot be written.
    """
    file = target / submission.file_name if target.is_dir() else target
    try:
        return write_file(file, submission.to_zip(), replace)
    except CourseError as refusal:
        key = "submit.there_already" if refusal.key == "writing.there_already" else refusal.key
        raise SubmissionError(key, **refusal.values) from None


def _read(file: Path, path: str) -> bytes:
    """Read a notebook that may be anything: a link, a pipe, a folder, or far too large."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise SubmissionError("submit.not_a_notebook", file=path)
            content = opened.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise SubmissionError("submit.no_notebook", file=path) from error
    except OSError as error:
        raise SubmissionError("submit.cannot_read", file=path, reason=error.strerror or error) from error
    if len(content) > LARGEST:
        raise SubmissionError("submit.too_large", file=path, most=LARGEST // 2**20)
    return content


def _cells(notebook: bytes, path: str) -> list[Cell]:
    """Read the cells of a notebook (format 4), of which nothing is taken for granted."""
    try:
        content = json.loads(notebook.decode("utf-8-sig"))
        if content["nbformat"] != 4:
            raise ValueError
        return [_cell(cell) for cell in content["cells"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SubmissionError("submit.not_a_notebook", file=path) from error


def _version(notebook: bytes) -> str:
    """Return the course version in a notebook's metadata, of which nothing is taken for granted either."""
    metadata = json.loads(notebook.decode("utf-8-sig")).get("metadata")
    own = metadata.get("fsq_lab") if isinstance(metadata, dict) else None
    version = own.get("course_version") if isinstance(own, dict) else None
    return _text(version)[:20] if isinstance(version, str) else ""


def _cell(cell: dict[str, Any]) -> Cell:
    grading = cell["metadata"].get("nbgrader") or {}
    outputs = cell.get("outputs") or []
    shown = "".join(_text(output.get("data", {}).get("text/plain", "")) for output in outputs)
    return Cell(
        cell_id=str(cell.get("id", "")),
        grade_id=str(grading.get("grade_id", "")),
        kind=str(cell["cell_type"]),
        solution=grading.get("solution") is True,
        source=_text(cell["source"]),
        output=shown,
        failed=any(output.get("output_type") == "error" for output in outputs),
    )


def _text(value: object) -> str:
    """Return a text that nbformat may have split into lines, without surrogates that no file can hold."""
    whole = "".join(value) if isinstance(value, list) else value
    if not isinstance(whole, str):
        raise ValueError
    return whole.encode("utf-8", errors="replace").decode("utf-8")


def _problems(own: list[Cell], given: list[Cell]) -> Iterator[list[str]]:
    """Yield the names for each of `PROBLEMS`."""
    graded = [cell for cell in given if cell.grade_id]
    counts = {cell.grade_id: sum(one.grade_id == cell.grade_id for one in own) for cell in graded}
    by_name = {cell.grade_id: cell for cell in own if counts.get(cell.grade_id) == 1}
    there = [(cell, by_name[cell.grade_id]) for cell in graded if cell.grade_id in by_name]
    empty = [cell.grade_id for cell, mine in there if cell.solution and _is_empty(mine.source, cell)]
    yield empty
    yield [c.grade_id for c, mine in there if c.solution and mine.failed and c.grade_id not in empty]
    yield [name for name, count in counts.items() if count == 0]
    yield [name for name, count in counts.items() if count > 1]
    yield [cell.grade_id for cell, mine in there if not cell.solution and mine.source.strip() != cell.source.strip()]


def _is_empty(own: str, given: Cell) -> bool:
    """Whether an answer is still the gap that was handed out; in code, comments aside."""
    if own.strip() in ("", given.source.strip()):
        return True
    if given.kind != "code":
        return False
    try:
        return ast.dump(ast.parse(own.strip())) in (ast.dump(ast.parse(given.source)), ast.dump(ast.parse("")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _answers(own: list[Cell], given: list[Cell]) -> dict[str, dict[str, object]]:
    """Return each answer as data: what the learner wrote, and what the check beside it last showed."""
    shown = {cell.grade_id: cell.output for cell in own}
    answers: dict[str, dict[str, object]] = {}
    for cell in (cell for cell in given if cell.solution):
        written = [mine.source for mine in own if mine.grade_id == cell.grade_id]
        answers[cell.grade_id] = {
            "kind": cell.kind,
            "source": written[0] if written else None,
            "more": written[1:],
            "empty": not written or _is_empty(written[0], cell),
            "check_shown": shown.get(f"{cell.grade_id}-check", ""),
        }
    return answers


def _dataset_digests() -> dict[str, str]:
    """Return the SHA-256 of every table that the course's package describes."""
    folder = course_folder() / "datasets"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: digest(folder / resource["path"]) for resource in package["resources"]}


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
