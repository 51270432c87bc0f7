"""An author's slips: each is told with file, place and remedy, by `fsq-lab check NN --quick` where nothing need run."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from course_copies import changed, chapter_in, copy_of_course

from fsq_lab.authoring.execute import BuildError, execute
from fsq_lab.authoring.record import Digests
from fsq_lab.checks.distinctness import prove
from fsq_lab.checks.oracle import OracleError
from fsq_lab.gates.checking import examine
from fsq_lab.ground.chapters import chapter_named
from fsq_lab.ground.language import CourseError
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import read_exercise

LESSON, QUIZ, EXERCISE = (f"chapters/03_servqual/{file}" for file in ("lesson.py", "quiz.yml", "exercise.py"))


@pytest.fixture
def course(root: Path, tmp_path: Path) -> Path:
    return copy_of_course(root, tmp_path)


def told(course: Path) -> str:
    return "\n".join(examine(chapter_in(course, "03_servqual")).faults)


def saved(file: str, encoding: str) -> Callable[[Path], None]:
    def save(course: Path) -> None:
        path = course / "course" / file
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding, "replace"))

    return save


def edited(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda course: changed(course, file, old, new, 1)


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (edited(QUIZ, "\n  type:", "\n\ttype:"), "03_servqual/quiz.yml, line"),
        (edited("objectives.yml", "    en: Explain", "    en: Explain: "), "course/objectives.yml, line"),
        (edited("glossary.yml", "- zh:", "- [zh:"), "course/glossary.yml, line"),
        (edited("sources.yml", "zh: P", "zh: [P"), "course/sources.yml, line"),
        (saved(LESSON, "gb18030"), "03_servqual/lesson.py is not UTF-8. Save it as UTF-8."),
        (saved(QUIZ, "gb18030"), "03_servqual/quiz.yml is not UTF-8. Save it as UTF-8."),
        (saved("chapters/03_servqual/instructor.md", "gb18030"), "03_servqual/instructor.md is not UTF-8."),
        (edited(LESSON, 'lang="zh"', "lang=“zh”"), "line 1: these attributes cannot be read: lang=“zh”. Write"),
        (edited(LESSON, 'lang="zh"', 'lang="cn"'), 'cannot be \'cn\'. Write lang="zh" or lang="en".'),
        (edited(EXERCISE, "points=", "points=two"), "these attributes cannot be read"),
        (edited(EXERCISE, ' objective="', ' objective="X'), "is no objective"),
        (
            edited(LESSON, "# %%\n", '# %%\nbet("one", "tangibles empathy")\n# %%\n'),
            "should be settled by the last line of the next code cell",
        ),
    ],
)
def test_a_slip_is_told_with_its_place_and_its_remedy(
    course: Path, slip: Callable[[Path], None], sentence: str
) -> None:
    slip(course)
    assert sentence in told(course)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: lesson", "kind: [lesson", "03_servqual/chapter.yml, line"),
        ("kind: lesson\n", "", "03_servqual/chapter.yml, field kind: this is empty. Write it"),
        ("kind: lesson", "kind: lesson\nteacher: me", "chapter.yml, field teacher: this field is not known"),
    ],
)
def test_a_chapters_description_is_not_called_a_question_bank(course: Path, old: str, new: str, sentence: str) -> None:
    changed(course, "chapters/03_servqual/chapter.yml", old, new, 1)
    with pytest.raises(CourseError) as fault:
        chapter_in(course, "03_servqual")
    assert sentence in str(fault.value)
    assert "Question bank" not in str(fault.value)


def test_the_build_tells_objectives_that_are_no_yaml(course: Path) -> None:
    changed(course, "objectives.yml", "    en: Explain", "    en: Explain: ", 1)
    with pytest.raises(CourseError, match=r"course/objectives\.yml, line"):
        Digests(course).of("course/objectives.yml")


def test_a_file_with_a_byte_order_mark_is_read(course: Path) -> None:
    saved(LESSON, "utf-8-sig")(course)
    assert told(course) == ""


def test_a_cell_that_fails_is_shown_as_it_stands_in_the_source(tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_code_cell("gap = 1"),
        nbformat.v4.new_markdown_cell("The gap is {{gaps:.2f}} of {{gap}} points."),
    ]
    with pytest.raises(BuildError) as fault:
        execute(nbformat.v4.new_notebook(cells=cells), tmp_path, "04_x/lesson.py [en]")
    sentence = str(fault.value)
    assert sentence.startswith(
        "04_x/lesson.py [en]: this does not run:\n\n{{gaps:.2f}} {{gap}}\n\nNameError: name 'gaps'"
    )
    assert "json" not in sentence


RIGHT, WRONG = (
    '(levels["perception"] - levels["expectation"]).mean()',
    '(levels["expectation"] - levels["perception"]).mean()',
)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (RIGHT, "03_servqual/exercise.py, gaps: this code does not run: KeyError: 'perceived'"),
        (WRONG, "03_servqual/exercise.py, answer gaps: the code of the mistake sign does not run on the data of"),
    ],
)
def test_code_of_an_exercise_that_fails_is_told_with_its_answer(course: Path, code: str, sentence: str) -> None:
    changed(course, EXERCISE, f"gaps = {code}", f"gaps = {code.replace('perception', 'perceived')}", 1)
    exercise = compiled(read_exercise(chapter_in(course, "03_servqual").exercise_file))
    with pytest.raises(OracleError) as fault:
        prove(exercise, [None])
    assert sentence in str(fault.value)


def test_a_number_that_two_chapters_have_and_a_folder_without_a_description_are_told(course: Path) -> None:
    folder = course / "course" / "chapters"
    shutil.copytree(folder / "03_servqual", folder / "03_servqual_old")
    (folder / "04_reliability").mkdir()
    (folder / "04_reliability" / "lesson.py").write_text("# %%\n1\n", encoding="utf-8")
    with pytest.raises(CourseError, match="03 is the number of 03_servqual, 03_servqual_old"):
        chapter_named("03", course)
    assert chapter_named("03_servqual", course).name == "03_servqual"
    for name in ("04", "04_reliability"):
        with pytest.raises(CourseError, match=r"course/chapters/04_reliability has no chapter\.yml"):
            chapter_named(name, course)
    with pytest.raises(CourseError, match="There is no chapter '05'"):
        chapter_named("05", course)
