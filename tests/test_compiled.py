"""Compiled exercises: what a learner's machine gets of an exercise and what not; no source is read there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from model_answers import model_texts, tellers

from fsq_lab.authoring import build
from fsq_lab.authoring.record import Digests, Entry
from fsq_lab.checks.compiled import Given, compiled_exercise, exercise_names, read_compiled
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.source.compile import compiled, compiled_files, compiled_text
from fsq_lab.source.exercises import ModelAnswer, read_exercise
from fsq_lab.source.grammar import Block

WRITTEN = [chapter for chapter in chapters() if chapter.exercise_file.is_file()]
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.mark.parametrize("chapter", WRITTEN, ids=lambda chapter: chapter.name)
def test_a_compiled_exercise_is_its_source_without_prose_and_model_answers(chapter: Any) -> None:
    source, read = read_exercise(chapter.exercise_file), compiled_exercise(chapter.name)
    assert read == compiled(source)
    assert read.answers == source.answers
    assert [step.code for step in read.steps if isinstance(step, Given)] == [
        step.code for step in source.steps if isinstance(step, Block) and step.code
    ]
    assert {name: (w.points, w.ask) for name, w in read.written.items()} == {
        name: (w.points, w.ask) for name, w in source.written.items()
    }
    order = [step.name for step in source.steps if not isinstance(step, Block)]
    assert [step.name for step in read.steps if not isinstance(step, Given)] == order


def test_every_exercise_is_compiled(root: Path) -> None:
    assert exercise_names() == tuple(chapter.name for chapter in WRITTEN)
    assert len(WRITTEN) >= 1
    assert set(compiled_files(root)) == {chapter.compiled_file for chapter in WRITTEN}


def test_no_compiled_exercise_holds_a_model_answer_a_rubric_or_a_sample(root: Path) -> None:
    secrets = model_texts(root)
    assert len(secrets) > 40
    committed = {file.name: file.read_text(encoding="utf-8") for file in compiled_files(root)}
    assert tellers(committed, secrets) == []
    model = next(step for step in read_exercise(WRITTEN[0].exercise_file).steps if isinstance(step, ModelAnswer))
    for words in (*model.model.values(), *model.rubric.values(), *(s.text["zh"] for s in model.samples)):
        planted = {name: text.replace('"kind": "written"', json.dumps(words)) for name, text in committed.items()}
        assert tellers(planted, secrets) == list(committed)
        escaped = {"escaped.ipynb": json.dumps({"cells": [{"source": words.splitlines(keepends=True)}]})}
        assert tellers(escaped, secrets) == ["escaped.ipynb"]


def test_a_compiled_text_is_the_same_each_time_in_utf8_and_sorted() -> None:
    source = read_exercise(WRITTEN[0].exercise_file)
    text = compiled_text(source)
    assert text == compiled_text(read_exercise(WRITTEN[0].exercise_file))
    assert text.endswith("}\n")
    assert "\\u" not in text
    assert json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n" == text
    assert WRITTEN[0].compiled_file.read_bytes() == text.encode()


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "course", tmp_path / "course")
    return tmp_path


def differing(tree: Path, record: dict[str, Entry]) -> list[str]:
    return [difference.file for difference in build.compiled_differences(tree, record, Digests(tree))]


def test_the_build_writes_what_changed_and_removes_what_no_source_makes(tree: Path) -> None:
    own = next(file for file in compiled_files(tree) if b"idxmin" in file.read_bytes())
    right = own.read_bytes()
    own.write_bytes(right.replace(b"idxmin", b"idxmax"))
    orphan = own.with_name("99.json")
    orphan.write_bytes(right)
    names = [own.relative_to(tree).as_posix(), orphan.relative_to(tree).as_posix()]
    record: dict[str, Entry] = {}
    assert differing(tree, record) == names
    build.compile_exercises(tree, record, Digests(tree))
    assert own.read_bytes() == right
    assert not orphan.exists()
    assert differing(tree, {}) == differing(tree, record) == []
    own.unlink()
    assert differing(tree, record) == names[:1]


def test_the_build_refuses_a_course_without_sources_and_removes_nothing(tmp_path: Path) -> None:
    notebook = tmp_path / "notebooks" / "zh" / "01_kept.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.touch()
    with pytest.raises(CourseError, match="checkout"):
        build.build(tmp_path, lambda *_: None)
    assert notebook.exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "name": "x", "steps": [{"a": 1}]}'])
def test_a_file_that_is_no_compiled_exercise_is_refused_with_the_remedy(language: str, text: str) -> None:
    use(language)
    with pytest.raises(CourseError, match="fsq-lab build"):
        read_compiled(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_exercise_is_told_with_the_known_ones(language: str) -> None:
    use(language)
    with pytest.raises(CourseError, match="03_servqual"):
        compiled_exercise("99_none")


LEARNERS_KERNEL = """
import sys
from pathlib import Path
from fsq_lab import describe, exercise, first_answers, load, plots, read_survey
from fsq_lab import review, servqual, show_progress, take_quiz, take_role, use
from fsq_lab.learner import doctor, submission, workspace

use("zh")
check = exercise("03_servqual", student="20230001")
levels = servqual.dimensions(check.load("bank_branch"))
print(check("gaps", (levels["expectation"] - levels["perception"]).mean()).outcome, check.hint("gaps").answer)
check.report(), show_progress()._repr_html_(), take_quiz("03_servqual"), submission.exercise_name("03")
workspace.lay_out(Path("my-course"))
print(submission.collect(Path("my-course"), "03_servqual", "zh").exercise)
print(sorted(name for name in ("jupytext", "fsq_lab.source", "rfc3987_syntax", "nbformat") if name in sys.modules))
"""


def test_no_learners_kernel_loads_jupytext_or_reads_a_source(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEARNERS_KERNEL],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["mistake gaps", "03_servqual", "[]"]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("checks/compiled.py", "def read():\n    import jupytext"),
        ("learner/progress_map.py", "from fsq_lab.source.exercises import read_exercise"),
        ("checks/oracle.py", "from fsq_lab.source.exercises import read_exercise"),
    ],
)
def test_the_contract_fails_where_a_learners_room_reads_sources(
    root: Path, tmp_path: Path, file: str, line: str
) -> None:
    shutil.copytree(root / "fsq_lab", tmp_path / "fsq_lab", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    with (tmp_path / "fsq_lab" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n\n{line}\n")
    linted = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert linted.returncode == 1, linted.stdout
