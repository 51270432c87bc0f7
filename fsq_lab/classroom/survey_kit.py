"""`fsq-lab survey kit`: the survey kit's draft, practice answers and margins as files that Excel opens as they are."""

import codecs
from pathlib import Path

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import current
from fsq_lab.ground.written_files import cannot_write, write_file

KIT = "kit"


def write_kit(folder: Path, replace: bool = False) -> list[Path]:
    """Write the draft to repair, thirty answers for practice in the current language, and the students by year.

    Parameters
    ----------
    folder : Path
        Where to write; it is made if need be. Files of the kit that nobody has changed are replaced.
    replace : bool
        Whether other files of those names may be replaced.

    Returns
    -------
    list of Path
        The files written, as UTF-8 with a byte order mark.

    Raises
    ------
    CourseError
        As `fsq_lab.ground.written_files.write_file`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    kit = course_folder() / "course" / "survey_kit"
    shipped = {file.name: codecs.BOM_UTF8 + file.read_bytes() for file in sorted(kit.glob("*.csv"))}
    names = {"draft.csv": "draft.csv", "answers.csv": f"answers.{current()}.csv", "margins.csv": "margins.csv"}
    unchanged = set(shipped.values()).__contains__
    return [write_file(folder / name, shipped[source], replace, unchanged) for name, source in names.items()]
