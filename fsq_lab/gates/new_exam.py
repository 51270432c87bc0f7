"""`fsq-lab new exam NAME`: the frame of an instructor's own exam, where `fsq-lab class exam` reads it."""

import re
from pathlib import Path

from fsq_lab.gates.new_chapter import FRAME
from fsq_lab.ground.language import CourseError

NAME = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


def write_exam(folder: Path, name: str) -> Path:
    """Write the frame of an exam, which is that of a chapter's exercise under another title, and return the file.

    Parameters
    ----------
    folder : Path
        `fsq_lab.grading.handed_out.exam_folder`: ignored by git, and in no wheel, Binder or learner's folder.
    name : str
        Small letters and digits, beginning with a letter, such as ``midterm``.

    Raises
    ------
    CourseError
        When the name is none, or there is an exam of that name, which is never written over.
    """
    if not re.fullmatch(NAME, name):
        raise CourseError("new_exam.name", name=name)
    target = folder / f"{name}.py"
    if target.exists() or (folder / name / "exercise.py").exists():
        raise CourseError("new_exam.there", name=name)
    text = (FRAME / "exercise.py.txt").read_text(encoding="utf-8")
    titles = {"练习NUMBER TITLE_ZH": f"考试：{name}", "Exercise NUMBER TITLE_EN": f"Exam: {name}", "CHAPTER": name}
    for before, after in titles.items():
        text = text.replace(before, after)
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target
