"""`fsq-lab reference`: the glossary and the formulas as pages to print, in both languages."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from fsq_lab.classroom.formulas import formulas_body
from fsq_lab.classroom.glossary import glossary_body
from fsq_lab.ground.course import course_version
from fsq_lab.ground.language import LANGUAGES, message, speaking
from fsq_lab.ground.written_files import make_folder, write_file
from fsq_lab.hypertext.pages import page, written_before
from fsq_lab.hypertext.words import Html, as_html

MARK = "fsq-lab reference"
PARTS = {"glossary": glossary_body, "formulas": formulas_body}


def write_reference(
    root: Path, folder: Path, replace: bool = False, languages: Sequence[str] = LANGUAGES
) -> list[Path]:
    """Write ``glossary.LANGUAGE.html`` and ``formulas.LANGUAGE.html`` and return the files.

    Parameters
    ----------
    root : Path
        The course's folder, with its notebooks built.
    folder : Path
        Where to write; it is made if need be. Pages that were written there before are replaced.
    replace : bool
        Whether other files of those names may be replaced.
    languages : sequence of str

    Raises
    ------
    CourseError
        For an unknown language, and as `fsq_lab.ground.written_files.write_file`.
    """
    make_folder(folder)
    written = []
    for language in languages:
        with speaking(language):
            for name in PARTS:
                target = folder / f"{name}.{language}.html"
                written.append(write_file(target, reference_page(root, name), replace, written_before(MARK)))
    return written


def reference_page(root: Path, name: str) -> str:
    """Return one of the pages, in the current language."""
    title = message(f"reference.{name}.title")
    version = message("pages.version", version=course_version())
    about = as_html(message(f"reference.{name}.about"))
    body = f"<h1>{escape(title)}</h1><p>{about} {escape(version)}</p>{PARTS[name](root)}"
    return page(title, Html(body), "reference", MARK)
