"""Handing in: what is still empty is told, the zip is the same each time, and no notebook is ever run or trusted."""

import contextlib
import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from fsq_lab.cli import app
from fsq_lab.ground.course import course_folder, course_version
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.learner import submission, workspace
from fsq_lab.learner.submission import SubmissionError, collect, exercise_name, language_worked_in, write
from fsq_lab.source.exercises import exercise_file, read_exercise
from fsq_lab.source.grammar import Block

EXERCISE = "03_servqual"
PATH = f"exercises/zh/{EXERCISE}/{EXERCISE}.ipynb"
GAPS = tuple(step.name for step in read_exercise(exercise_file(EXERCISE)).steps if not isinstance(step, Block))


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learner") / "我的 课程"
    workspace.lay_out(folder)
    return folder


@pytest.fixture
def mine(laid_out: Path) -> Any:
    original = (laid_out / PATH).read_bytes()
    yield laid_out
    if (laid_out / PATH).is_dir():
        (laid_out / PATH).rmdir()
    (laid_out / PATH).unlink(missing_ok=True)
    (laid_out / PATH).write_bytes(original)
    for file in laid_out.glob("submission*"):
        file.unlink()


def notebook(folder: Path) -> Any:
    return json.loads((folder / PATH).read_text(encoding="utf-8"))


def save(folder: Path, content: Any) -> None:
    (folder / PATH).write_text(json.dumps(content), encoding="utf-8")


def cell(content: Any, cell_id: str) -> Any:
    return next(one for one in content["cells"] if one["id"] == cell_id)


def fill(folder: Path, **answers: str) -> None:
    content = notebook(folder)
    for name, source in answers.items():
        cell(content, name)["source"] = source
    save(folder, content)


def fill_all_but(folder: Path, *names: str) -> None:
    fill(folder, **{name: f"{name} = 1" for name in GAPS if name not in names})


def test_an_untouched_exercise_is_unanswered(mine: Path) -> None:
    assert len(GAPS) > 10
    assert collect(mine, EXERCISE, "zh").problems == {"unanswered": GAPS}


def test_a_half_filled_exercise_names_what_is_still_empty_and_a_whole_one_nothing(mine: Path) -> None:
    fill_all_but(mine, *GAPS[8:])
    assert collect(mine, EXERCISE, "zh").problems == {"unanswered": GAPS[8:]}
    fill_all_but(mine)
    assert collect(mine, EXERCISE, "zh").problems == {}


@pytest.mark.parametrize("still_empty", ["gaps = ...", "  gaps = ...\n# later", "", "# nothing", "\n\n"])
def test_a_gap_with_nothing_but_comments_is_still_empty(mine: Path, still_empty: str) -> None:
    fill_all_but(mine, "gaps")
    fill(mine, gaps=still_empty)
    assert collect(mine, EXERCISE, "zh").problems == {"unanswered": ("gaps",)}


@pytest.mark.parametrize("answered", ["gaps = levels", "%matplotlib inline\ngaps = 1", "gaps = (", "gaps = '\0'"])
def test_whatever_else_stands_there_is_an_answer(mine: Path, answered: str) -> None:
    fill_all_but(mine, "gaps")
    fill(mine, gaps=answered)
    assert collect(mine, EXERCISE, "zh").problems == {}


def test_code_that_ended_in_an_error_is_told_apart_from_an_empty_cell(mine: Path) -> None:
    fill(mine, gaps="gaps = levls.mean()", worst="worst = 'reliability'")
    content = notebook(mine)
    error = {"output_type": "error", "ename": "NameError", "evalue": "name 'levls' is not defined", "traceback": []}
    cell(content, "gaps")["outputs"] = [error]
    cell(content, "below")["outputs"] = [error]
    save(mine, content)
    problems = collect(mine, EXERCISE, "zh").problems
    assert problems["failed"] == ("gaps",)
    assert "gaps" not in problems["unanswered"]
    assert "below" in problems["unanswered"]


def test_deleted_duplicated_and_changed_cells_are_told(mine: Path) -> None:
    fill_all_but(mine, "worst", "gaps")
    content = notebook(mine)
    content["cells"].remove(cell(content, "why"))
    content["cells"].append({**cell(content, "gaps"), "id": "copy"})
    cell(content, "worst-check")["source"] = "4"
    save(mine, content)
    problems = collect(mine, EXERCISE, "zh").problems
    assert problems == {
        "unanswered": ("worst",), "deleted": ("why",), "duplicated": ("gaps",), "changed": ("worst-check",),
    }  # fmt: skip


def test_the_zip_holds_notebook_answers_and_manifest_and_is_the_same_each_time(mine: Path) -> None:
    fill_all_but(mine, "worst")
    fill(mine, gaps="gaps = levels", why="因为有两家网点人手不够。")
    packed = collect(mine, EXERCISE, "zh", " ２０２６０００１ ")
    file = write(packed, mine)
    assert file == mine / "submission_03_servqual_20260001.zip"
    assert packed.to_zip() == collect(mine, EXERCISE, "zh", "20260001").to_zip()
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert list(parts) == ["03_servqual.ipynb", "answers.json", "manifest.json"]
    assert parts["03_servqual.ipynb"] == (mine / PATH).read_bytes()
    answers, manifest = json.loads(parts["answers.json"]), json.loads(parts["manifest.json"])
    assert (answers["gaps"]["source"], answers["gaps"]["empty"]) == ("gaps = levels", False)
    assert (answers["why"]["kind"], answers["why"]["source"]) == ("markdown", "因为有两家网点人手不够。")
    assert answers["worst"]["empty"] is True
    assert (manifest["student"], manifest["course_version"]) == ("20260001", course_version())
    table = course_folder() / "datasets" / "synthetic" / "bank_branch.csv"
    assert manifest["datasets"]["bank_branch"] == hashlib.sha256(table.read_bytes()).hexdigest()
    assert manifest["problems"] == {"unanswered": ["worst"]}


@pytest.mark.parametrize(("version", "other"), [("2026.1", True), (course_version(), False)])
def test_a_notebook_of_another_course_version_is_told_and_the_manifest_says_both(
    mine: Path, version: str, other: bool
) -> None:
    content = notebook(mine)
    content["metadata"]["fsq_lab"]["course_version"] = version
    save(mine, content)
    packed = collect(mine, EXERCISE, "zh")
    assert packed.of_another_version is other
    assert (packed.manifest()["notebook_version"], packed.manifest()["course_version"]) == (version, course_version())
    told = CliRunner().invoke(app, ["submit", "03", "--lang", "zh", "--folder", str(mine)])
    assert told.exit_code == 0, told.output
    assert ("2026.1" in told.output) is other


@pytest.mark.parametrize("metadata", [None, [], "x", {"fsq_lab": None}, {"fsq_lab": {"course_version": 7}}, {}])
def test_a_notebook_that_does_not_tell_its_version_is_handed_in_all_the_same(mine: Path, metadata: object) -> None:
    content = notebook(mine)
    content["metadata"] = metadata
    save(mine, content)
    assert collect(mine, EXERCISE, "zh").manifest()["notebook_version"] == ""


def test_without_an_id_none_is_handed_in(mine: Path) -> None:
    packed = collect(mine, EXERCISE, "zh")
    assert packed.manifest()["student"] is None
    assert packed.file_name == "submission_03_servqual.zip"


@pytest.mark.parametrize("student", ["../x", "a/b", "a b", "x" * 41, "a\x00b", "甲.乙"])
def test_an_id_that_could_name_another_file_is_refused(mine: Path, student: str) -> None:
    with pytest.raises(SubmissionError, match="characters"):
        collect(mine, EXERCISE, "zh", student)


def test_another_zip_is_not_replaced_unasked(mine: Path) -> None:
    write(collect(mine, EXERCISE, "zh"), mine)
    write(collect(mine, EXERCISE, "zh"), mine)
    fill(mine, gaps="gaps = 1")
    with pytest.raises(SubmissionError, match="--replace"):
        write(collect(mine, EXERCISE, "zh"), mine)
    file = write(collect(mine, EXERCISE, "zh"), mine, replace=True)
    with zipfile.ZipFile(file) as archive:
        assert b"gaps = 1" in archive.read("answers.json")
    assert [f.name for f in mine.glob("submission*")] == [file.name]


def test_a_zip_that_cannot_be_written_is_told(mine: Path) -> None:
    with pytest.raises(SubmissionError, match="--out"):
        write(collect(mine, EXERCISE, "zh"), mine / "no" / "such" / "file.zip")


HOSTILE = [
    b"", b"\xff\xfe", b"null", b"[]", b"{}", b"[" * 100_000, b'{"nbformat": 4}', b'{"nbformat": 3, "cells": []}',
    b'{"nbformat": 4, "cells": {}, "x": 1} trailing', b'{"nbformat": 4, "cells": [7]}',
    b'{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": [], "source": ""}]}',
    b'{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {}, "source": {"a": 1}}]}',
    b'{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {"nbgrader": 3}, "source": ""}]}',
    b'{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [1]}]}',
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_notebook_is_told_with_the_remedy(mine: Path, content: bytes, language: str) -> None:
    use(language)
    (mine / PATH).write_bytes(content)
    with pytest.raises(SubmissionError, match="fsq-lab restore exercises/zh"):
        collect(mine, EXERCISE, "zh")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["metadata", "source", "cell_type", "outputs", "nbgrader", "data"]), inner)
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(cells=st.lists(JSON, max_size=3))
def test_any_notebook_is_read_or_refused(mine: Path, cells: list[Any]) -> None:
    (mine / PATH).write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    with contextlib.suppress(SubmissionError):
        collect(mine, EXERCISE, "zh").to_zip()


def test_a_heading_in_a_written_answer_is_an_answer(mine: Path) -> None:
    fill(mine, why="# 第二家网点人手不够")
    assert collect(mine, EXERCISE, "zh").problems == {"unanswered": tuple(name for name in GAPS if name != "why")}


def test_a_surrogate_in_an_answer_does_not_stop_the_zip(mine: Path) -> None:
    content = notebook(mine)
    cell(content, "why")["source"] = "坏\ud800字"
    save(mine, content)
    assert "坏?字" in str(collect(mine, EXERCISE, "zh").answers["why"]["source"])
    collect(mine, EXERCISE, "zh").to_zip()


def test_a_folder_or_a_pipe_in_its_place_is_refused(mine: Path) -> None:
    (mine / PATH).unlink()
    with pytest.raises(SubmissionError, match="fsq-lab open"):
        collect(mine, EXERCISE, "zh")
    if hasattr(os, "mkfifo"):
        os.mkfifo(mine / PATH)
        with pytest.raises(SubmissionError, match="restore"):
            collect(mine, EXERCISE, "zh")
        (mine / PATH).unlink()
    (mine / PATH).mkdir()
    with pytest.raises(SubmissionError):
        collect(mine, EXERCISE, "zh")


def test_a_far_too_large_notebook_is_refused(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "LARGEST", 1000)
    with pytest.raises(SubmissionError, match="larger"):
        collect(mine, EXERCISE, "zh")


def test_a_notebook_is_never_run(mine: Path) -> None:
    trap = mine / "trap"
    fill(mine, gaps=f"open({str(trap)!r}, 'w')")
    collect(mine, EXERCISE, "zh").to_zip()
    assert not trap.exists()


def test_the_copy_that_was_worked_in_is_handed_in(mine: Path) -> None:
    assert language_worked_in(mine, EXERCISE, "en") == "en"
    fill(mine, gaps="gaps = 1")
    assert language_worked_in(mine, EXERCISE, "en") == "zh"


@pytest.mark.parametrize("chapter", ["42", "", "../03", "03_servqual/../x"])
def test_an_unknown_chapter_lists_the_exercises(chapter: str) -> None:
    with pytest.raises(SubmissionError, match="03_servqual"):
        exercise_name(chapter)
    assert exercise_name("03") == EXERCISE
