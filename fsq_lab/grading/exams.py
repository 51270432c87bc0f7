"""An instructor's own exercise, written like one of the course in ``course/exam/``: its copies for students."""

import io
import zipfile
from pathlib import Path

import nbformat

from fsq_lab.checks.compiled import EXAM_FILE
from fsq_lab.checks.distinctness import prove
from fsq_lab.grading.handed_out import exam_sources, handed_out
from fsq_lab.ground.language import LANGUAGES, CourseError
from fsq_lab.ground.written_files import write_file
from fsq_lab.source.compile import exam_text
from fsq_lab.source.notebooks import exercise_notebook


def write_copies(name: str, out: Path) -> list[Path]:
    """Write what students get of an exam, a zip for each language: its notebook with gaps, and a file without answers.

    Both must lie in one folder when a student works on them; ``exercise(NAME)`` then gives the tables and judges
    nothing. Before, it is proved that right answers and mistakes can be told apart, as the build does for a chapter.

    Parameters
    ----------
    name : str
        An exercise of ``course/exam/``.
    out : Path
        The folder to write into.

    Raises
    ------
    CourseError
        When there is no such exam, it breaks the grammar, or its mistakes cannot be told apart.
    """
    if name not in exam_sources():
        raise CourseError("grade.no_exam", name=name, known=", ".join(exam_sources()) or "–")
    found = handed_out(name)
    prove(found.exercise)
    written: list[Path] = []
    out.mkdir(parents=True, exist_ok=True)
    inside = [f"{name}/{name}.ipynb", f"{name}/{name}{EXAM_FILE}"]
    for language in LANGUAGES:
        notebook = exercise_notebook(found.source, language, solved=False, exam=True)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
            for path, text in zip(inside, (nbformat.writes(notebook) + "\n", exam_text(found.source)), strict=True):
                packed.writestr(path, text)
        target = out / f"{name}_{language}.zip"
        written.append(write_file(target, content.getvalue(), ours=lambda old: _inside(old) == inside))
    return written


def _inside(content: bytes) -> list[str]:
    try:
        return zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return []
