"""nbgrader, on a temporary copy: our release is its release, a blank copy earns nothing, the solution everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.source.exercises import exercise_file, read_exercise

NAME = "03_servqual"
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


@pytest.fixture(params=LANGUAGES)
def course(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Path:
    pytest.importorskip("nbgrader")
    (tmp_path / "nbgrader_config.py").write_text(CONFIG.format(root=str(tmp_path)), encoding="utf-8")
    for kind, folders in {"solutions": ["source", "submitted/solved"], "exercises": ["submitted/blank"]}.items():
        for folder in folders:
            shutil.copytree(root / kind / request.param / NAME, tmp_path / folder / NAME)
    shutil.copytree(root / "exercises" / request.param / NAME, tmp_path / "ours")
    return tmp_path


def test_nbgrader_releases_grades_and_validates_what_we_build(course: Path) -> None:
    nbgrader(course, "generate_assignment", NAME)
    theirs = nbformat.read(course / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    ours = nbformat.read(course / "ours" / f"{NAME}.ipynb", as_version=4)
    kept = [c for c in theirs.cells if not c.id.endswith(("-rubric", "-samples"))]
    assert [c.source.strip() for c in kept] == [c.source.strip() for c in ours.cells]

    nbgrader(course, "autograde", NAME)
    from nbgrader.api import Gradebook

    exercise = read_exercise(exercise_file(NAME))
    most = sum(answer.points for answer in exercise.answers.values())
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        blank, solved = (gradebook.find_submission(NAME, student).notebooks[0] for student in ("blank", "solved"))
        assert [grade.auto_score for grade in blank.grades if grade.cell.cell_type == "code"] == [0] * len(
            exercise.answers
        )
        assert sum(grade.auto_score for grade in solved.grades if grade.cell.cell_type == "code") == most
        written = [grade for grade in solved.grades if grade.cell.name in exercise.written]
        assert [grade.needs_manual_grade for grade in written] == [True] * len(written) != [], (
            "written answers stay for the hand"
        )

    solution = f"submitted/solved/{NAME}/{NAME}.ipynb"
    assert "Success" in nbgrader(course, "validate", solution)
    assert "FAILED" in nbgrader(course, "validate", f"ours/{NAME}.ipynb")
