"""What a visitor of Binder gets, without Docker: binder/ alone makes the environment, postBuild runs on a copy."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from turns import in_turn

from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.upkeep import pins

MOST_MEMORY = 2 * 2**30
ROOT = Path(__file__).parent.parent
LESSONS = [
    f"{language}/{chapter.name}" for language in LANGUAGES for chapter in chapters() if chapter.status == "whole"
]
HERE = "{}.{}".format(*sys.version_info)

pytestmark = pytest.mark.skipif(os.environ.get("CI") != "true", reason="needs uv and a network; runs under CI=true")


def uv(*arguments: str, folder: Path) -> None:
    found = shutil.which("uv") or shutil.which("uv", path=Path(sys.executable).parent)
    assert found
    subprocess.run([found, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is committed, with postBuild run in it as Binder does, in an environment from binder/ alone."""
    folder = tmp_path_factory.mktemp("binder") / "repository"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    listing = folder / "binder" / "requirements.txt"
    if HERE != pins.BINDER_PYTHON:
        listing.write_text(pins.binder_pins(ROOT / "constraints.txt", HERE), encoding="utf-8")
    uv("venv", "--seed", "--python", sys.executable, "../environment", folder=folder)
    uv("pip", "install", "--python", "../environment", "-r", str(listing), folder=folder)
    done = subprocess.run(["./binder/postBuild"], cwd=folder, env=environment(folder), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def environment(repository: Path) -> dict[str, str]:
    """The environment of a visitor's server: Binder's own packages first, none of this run's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FSQ_", "PYTEST", "VIRTUAL_ENV"))}
    place = repository.parent / "environment" / "bin"
    return {
        **kept,
        "PATH": os.pathsep.join([str(place), os.environ["PATH"]]),
        "HOME": str(repository.parent),
        "REPO_DIR": str(repository),
    }


def run_watching_memory(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command and return the most memory that it and all its children held together, and what it told."""
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watched, most = psutil.Process(process.pid), 0
        while process.poll() is None:
            held = 0
            try:
                for one in [watched, *watched.children(recursive=True)]:
                    held += one.memory_info().rss
            except psutil.NoSuchProcess:
                pass
            most = max(most, held)
            time.sleep(0.05)
        told = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, told
    return most, told


@pytest.mark.parametrize("lesson", in_turn("Binder's lessons", LESSONS, 2))
def test_a_visitor_runs_a_lesson_within_binders_memory(repository: Path, lesson: str) -> None:
    notebook = repository / "my-course" / "notebooks" / f"{lesson}.ipynb"
    most, _ = run_watching_memory(
        ["jupyter", "execute", "--inplace", notebook.name], notebook.parent, environment(repository)
    )
    own, published = (code_cells(one) for one in (notebook, ROOT / "notebooks" / f"{lesson}.ipynb"))
    assert all(cell["execution_count"] for cell in own)
    assert charts(own) == charts(published)
    assert 50 * 2**20 < most < MOST_MEMORY, most


def test_charts_are_counted() -> None:
    assert len(LESSONS) >= 2 * 15
    assert charts(code_cells(ROOT / "notebooks" / "zh" / "03_servqual.ipynb")) >= 3


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    return [one for one in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"]


def charts(cells: list[dict[str, Any]]) -> int:
    return sum("image/png" in str(cell["outputs"]) for cell in cells)


def test_a_visitor_finds_the_course_laid_out_and_nothing_that_it_was_made_from(repository: Path) -> None:
    there = {file.name for file in repository.iterdir()}
    assert there - {".gitignore", ".gitattributes"} == {"my-course", "README.md", "README.zh.md", "LICENSE"}
    forbidden = {"solutions", "lesson.py", "exercise.py", "instructor.md"}
    assert [str(file) for file in repository.rglob("*") if file.name in forbidden] == []
