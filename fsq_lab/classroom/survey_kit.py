"""`fsq-lab survey kit`: the survey kit's page, and its draft, answers and margins as files that Excel opens."""

import codecs
from pathlib import Path

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import current
from fsq_lab.ground.written_files import make_folder, write_file

KIT = "kit"


def write_kit(folder: Path, replace: bool = False) -> list[Path]:
    """Write the kit's page, the draft to repair, thirty answers for practice, and the students by year.

    Page and answers are in the current language.

    Parameters
    ----------
    folder : Path
        Where to write; it is made if need be. Files of the kit that nobody has changed are replaced.
    replace : bool
        Whether other files of those names may be replaced.

    Returns
    -------
    list of Path
        The files written; tables as UTF-8 with a byte order mark.

    Raises
    ------
    CourseError
        As `fsq_lab.ground.written_files.write_file`.
    """
    make_folder(folder)
    kit = course_folder() / "course" / "survey_kit"
    pages = [
        file for place in (kit, course_folder() / "docs") for file in place.glob("survey-kit*.md")
    ]  # a wheel's, ours
    shipped = {file.name: file.read_bytes() for file in pages}
    shipped |= {file.name: codecs.BOM_UTF8 + file.read_bytes() for file in kit.glob("*.csv")}
    page = {"zh": "survey-kit.zh.md", "en": "survey-kit.md"}[current()]
    names = {
        page: page,
        "draft.csv": "draft.csv",
        "answers.csv": f"answers.{current()}.csv",
        "margins.csv": "margins.csv",
    }
    unchanged = set(shipped.values()).__contains__
    return [write_file(folder / name, shipped[source], replace, unchanged) for name, source in names.items()]
