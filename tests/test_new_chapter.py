"""From `fsq-lab new` to a green draft: the frame, its build and its checks, in a copy of the course."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from course_copies import KEPT, chapter_in, copy_of_course

from fsq_lab.checks.distinctness import collisions
from fsq_lab.checks.oracle import Oracle
from fsq_lab.gates.checking import examine
from fsq_lab.gates.new_chapter import write_frame
from fsq_lab.ground.chapters import SOURCES
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.source.compile import compiled
from fsq_lab.source.exercises import read_exercise
from fsq_lab.survey.loading import load

NAME = "98_try"


@pytest.fixture
def course(root: Path, tmp_path: Path) -> Path:
    return copy_of_course(root, tmp_path, *KEPT, "05_verdict", "12_objections_refusals_complaints")


def enter_items(course: Path) -> None:
    file = course / "course" / "objectives.yml"
    items = "".join(f"      - {NAME}/{item}\n" for item in ("first-choice", "first-statement", "first-thought"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    quizzes:\n", f"    quizzes:\n{items}", 1), encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_frame_needs_its_items_entered_and_nothing_else(course: Path, language: str) -> None:
    use(language)
    assert {file.name for file in write_frame(course, NAME)} == set(SOURCES)
    before = examine(chapter_in(course, NAME))
    assert len(before.faults) == 3
    assert all("K1" in fault and "quizzes" in fault for fault in before.faults)
    enter_items(course)
    after = examine(chapter_in(course, NAME))
    assert after.faults == ()
    assert len(after.to_mend) > 10, "what stands between the frame and a whole chapter is printed"
    assert len(after.measured) > 10


def test_the_frame_lacks_only_what_its_author_must_write(course: Path) -> None:
    write_frame(course, NAME)
    told = "\n".join(examine(chapter_in(course, NAME)).to_mend)
    for kept in ("the first line is not", "the first cell lacks", "the last cells lack", "no cell calls", "[8, 8]"):
        assert kept not in told
    assert "the sections add up to 16 minutes, and the lesson has 60" in told
    assert "there is almost nothing under Board question" in told


def test_the_exercise_of_the_frame_tells_its_answer_from_its_mistakes(course: Path) -> None:
    write_frame(course, NAME)
    exercise = read_exercise(chapter_in(course, NAME).exercise_file)
    assert collisions(Oracle(compiled(exercise), load)) == []


def test_a_planned_chapter_and_one_with_a_bank_become_drafts_and_keep_what_they_have(course: Path) -> None:
    folder = course / "course" / "chapters"
    twelve = folder / "12_objections_refusals_complaints"
    bank = (twelve / "quiz.yml").read_bytes()
    for file in ("lesson.py", "exercise.py", "instructor.md"):  # as it was before its lesson was written
        (twelve / file).unlink()
    lines = (twelve / "chapter.yml").read_text(encoding="utf-8").replace("status: whole", "status: bank").splitlines()
    kept = [line for line in lines if not line.startswith("sections:")]
    (twelve / "chapter.yml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    five = folder / "05_verdict"
    for file in ("lesson.py", "exercise.py", "instructor.md", "quiz.yml"):
        (five / file).unlink()
    lines = (five / "chapter.yml").read_text(encoding="utf-8").replace("status: whole", "status: planned").splitlines()
    kept = [line for line in lines if not line.startswith("sections:")]
    (five / "chapter.yml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for name in ("05_verdict", "12_objections_refusals_complaints"):
        old = yaml.safe_load((folder / name / "chapter.yml").read_text(encoding="utf-8"))
        write_frame(course, name)
        new = yaml.safe_load((folder / name / "chapter.yml").read_text(encoding="utf-8"))
        assert new == {**old, "status": "draft", "sections": [8, 8]}
    assert (folder / "12_objections_refusals_complaints" / "quiz.yml").read_bytes() == bank
    lesson = (folder / "12_objections_refusals_complaints" / "lesson.py").read_text(encoding="utf-8")
    first = yaml.safe_load(bank)[0]["id"]
    assert f'items=["{first}"' in lesson
    assert "# # 12 异议、拒绝与投诉" in lesson


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("new", "new_chapter.name"),
        ("4_Reliability", "new_chapter.name"),
        ("03_other", "new_chapter.number"),
        ("03_servqual", "new_chapter.there"),
    ],
)
def test_a_name_that_cannot_be_is_refused(course: Path, name: str, key: str) -> None:
    with pytest.raises(CourseError) as refused:
        write_frame(course, name)
    assert refused.value.key == key


def test_from_new_to_a_green_draft_of_three_cells_as_an_author_goes(root: Path, course: Path) -> None:
    shutil.copytree(root / "fsq_lab", course / "fsq_lab", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "datasets", course / "datasets")
    for name in ("README.md", "README.zh.md", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, course)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(course), "FSQ_LANG": "en", "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "fsq_lab", *arguments]
        return subprocess.run(
            command, cwd=course, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    made = run("new", NAME)
    assert made.returncode == 0, made.stderr
    assert "fsq-lab check 98 --quick" in made.stderr
    (course / "course" / "chapters" / NAME / "exercise.py").unlink()
    first = run("check", "98", "--quick")
    assert first.returncode == 1
    assert "Enter it under quizzes of K1" in first.stderr
    assert "README.md: what the build writes there is stale" in first.stderr
    enter_items(course)
    built = run("build", "98")
    assert built.returncode == 0, built.stderr
    checked = run("check", "98", "--quick")
    assert checked.returncode == 0, checked.stderr
    assert "98_try (draft): every gate that holds for it is passed." in checked.stderr
    for language, draft in (("zh", "草稿"), ("en", "Draft.")):
        cells = json.loads((course / "notebooks" / language / f"{NAME}.ipynb").read_text(encoding="utf-8"))["cells"]
        assert draft in "".join(cells[2]["source"])
        assert not (course / "notebooks" / language / "03_servqual.ipynb").exists(), "one chapter is built"
    assert "draft: can be read and run" in (course / "README.md").read_text(encoding="utf-8")
    assert "草稿" in (course / "README.zh.md").read_text(encoding="utf-8")
