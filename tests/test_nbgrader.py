"""nbgrader, on a temporary copy: our release is its release, a blank copy earns nothing, the solution everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from hand_ins import as_bytes, filled, right_answers
from trusted_workers import TrustedWorkers
from turns import changed, in_turn

from fsq_lab.checks.compiled import compiled_exercise
from fsq_lab.grading.gradebook import read_gradebook
from fsq_lab.grading.grading_run import Order, carry_out
from fsq_lab.grading.standing import standings
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.exercises import exercise_file, read_exercise

SETS = [chapter.name for chapter in chapters() if chapter.exercise_file.is_file()]
BUILT = [f"{folder}/{language}/{{}}" for folder in ("exercises", "solutions") for language in LANGUAGES]
CHANGED = [name for name in SETS if changed("fsq_lab/checks", *(path.format(name) for path in BUILT))]
EACH = [f"{name} {language}" for name in SETS for language in LANGUAGES]
DRAWN = in_turn("exercise sets in nbgrader", EACH, 1)
TAKEN = [each.split() for each in EACH if each in DRAWN or each.split()[0] in CHANGED]
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "test"
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = "sqlite:///" + {root!r} + "/gradebook.db"
c.ClearSolutions.code_stub = {{"python": ""}}
c.ClearSolutions.text_stub = ""
c.Exchange.root = {root!r} + "/exchange"
"""


def nbgrader(course: Path, *arguments: str) -> str:
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": scripts + os.pathsep + os.environ["PATH"],
        "IPYTHONDIR": str(course / "ipython"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def course(name: str, language: str, root: Path, tmp_path: Path) -> Path:
    pytest.importorskip("nbgrader")
    (tmp_path / "nbgrader_config.py").write_text(CONFIG.format(root=str(tmp_path)), encoding="utf-8")
    for kind, folders in {"solutions": ["source", "submitted/solved"], "exercises": ["submitted/blank"]}.items():
        for folder in folders:
            shutil.copytree(root / kind / language / name, tmp_path / folder / name)
    shutil.copytree(root / "exercises" / language / name, tmp_path / "ours")
    mixed = tmp_path / "submitted" / "mixed" / name / f"{name}.ipynb"
    mixed.parent.mkdir(parents=True)
    mixed.write_bytes(as_bytes(filled(name, mixed_answers(name), language)))
    return tmp_path


def mixed_answers(name: str) -> dict[str, str]:
    """Right answers and, in turn, a named mistake, a broken cell and an empty one, with every partial credit."""
    answers = right_answers(name)
    for place, answer in enumerate(compiled_exercise(name).answers.values()):
        credited = [one for one in answer.mistakes if one.credit]
        if credited or (place % 4 == 1 and answer.mistakes):
            answers[answer.name] = (credited or answer.mistakes)[0].code
        elif place % 4 == 2:
            answers[answer.name] = f"{answer.name} = no_such_name + 1"
        elif place % 4 == 3:
            del answers[answer.name]
    return answers


def points_of_ours(course: Path, name: str) -> dict[str, float]:
    """What `fsq-lab grade` gives the mixed hand-in."""
    folder, out = course / "submitted" / "mixed" / name, course / "marks"
    carry_out(Order(folder, out, name), TrustedWorkers)
    results, by_hand = read_gradebook(out / "gradebook.jsonl")
    (one,) = standings(results, by_hand, name, {})
    return {mark.name: mark.points or 0.0 for mark in one.answers if mark.judgement is not None}


@pytest.mark.parametrize(("name", "language"), TAKEN)
def test_nbgrader_releases_grades_and_validates_what_we_build(course: Path, name: str) -> None:
    nbgrader(course, "generate_assignment", name)
    theirs = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    ours = nbformat.read(course / "ours" / f"{name}.ipynb", as_version=4)
    kept = [c for c in theirs.cells if not c.id.endswith(("-rubric", "-samples"))]
    assert [c.source.strip() for c in kept] == [c.source.strip() for c in ours.cells]

    nbgrader(course, "autograde", name)
    from nbgrader.api import Gradebook

    exercise = read_exercise(exercise_file(name))
    most = sum(answer.points for answer in exercise.answers.values())
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        blank, solved = (gradebook.find_submission(name, student).notebooks[0] for student in ("blank", "solved"))
        assert [grade.auto_score for grade in blank.grades if grade.cell.cell_type == "code"] == [0] * len(
            exercise.answers
        )
        assert sum(grade.auto_score for grade in solved.grades if grade.cell.cell_type == "code") == most
        mixed = gradebook.find_submission(name, "mixed").notebooks[0]
        theirs_of = {
            g.cell.name.removesuffix("-check"): g.auto_score for g in mixed.grades if g.cell.cell_type == "code"
        }
        assert theirs_of == points_of_ours(course, name)
        written = [grade for grade in solved.grades if grade.cell.name in exercise.written]
        assert [grade.needs_manual_grade for grade in written] == [True] * len(written) != [], (
            "written answers stay for the hand"
        )

    solution = f"submitted/solved/{name}/{name}.ipynb"
    assert "Success" in nbgrader(course, "validate", solution)
    assert "FAILED" in nbgrader(course, "validate", f"ours/{name}.ipynb")
