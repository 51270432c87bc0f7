"""`fsq-lab new NN_name`: the frame of a chapter in both languages, to be written out."""

import re
from pathlib import Path

from fsq_lab.ground.authored import read_text, read_yaml
from fsq_lab.ground.chapters import FILE, NAME, SOURCES, read_chapter
from fsq_lab.ground.language import CourseError

FRAME = Path(__file__).parent / "frame"


def write_frame(root: Path, name: str) -> list[Path]:
    """Write what a new chapter lacks and return it; a planned chapter, or one with a bank, keeps what it has.

    Parameters
    ----------
    root : Path
        The course's folder.
    name : str
        Two digits and a name, such as ``04_reliability``.

    Raises
    ------
    CourseError
        When the name is none, its number is another chapter's, or the chapter has a lesson.
    """
    folder = root / "course" / "chapters" / name
    if not re.fullmatch(NAME, name):
        raise CourseError("new_chapter.name", name=name)
    others = sorted(other.name for other in folder.parent.glob(f"{name[:2]}_*") if other != folder)
    if others:
        raise CourseError("new_chapter.number", name=name, other=others[0])
    if (folder / "lesson.py").exists():
        raise CourseError("new_chapter.there", name=name)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    file.write_text(_as_draft(file) if file.is_file() else _template(FILE), encoding="utf-8", newline="\n")
    chapter = read_chapter(file)
    values = {
        "CHAPTER": name,
        "NUMBER": chapter.number,
        "TITLE_ZH": chapter.title["zh"],
        "TITLE_EN": chapter.title["en"],
        "MINUTES": str(chapter.notebook_minutes),
    }
    bank = folder / "quiz.yml"
    if bank.is_file():
        first, second, *_ = (str(item["id"]) for item in read_yaml(bank))
        values |= {"first-choice": first, "first-statement": second}
    written = [file]
    for source in (source for source in SOURCES if not (folder / source).exists()):
        if source != "exercise.py" or chapter.exercise:
            filled = re.sub("|".join(values), lambda found: values[found[0]], _template(source))
            (folder / source).write_text(filled, encoding="utf-8", newline="\n")
            written.append(folder / source)
    return written


def _template(source: str) -> str:
    return (FRAME / f"{source}.txt").read_text(encoding="utf-8")


def _as_draft(file: Path) -> str:
    """Return a chapter's description with the status draft, and with the sections of the frame."""
    text = re.sub(r"(?m)^status: .*$", "status: draft", read_text(file))
    sections = re.search(r"(?m)^sections: .*\n", _template(FILE))
    assert sections is not None
    return text if re.search(r"(?m)^sections:", text) else re.sub(r"(?m)^(exercise:)", rf"{sections[0]}\1", text)
