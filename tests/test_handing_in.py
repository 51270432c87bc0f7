"""What a learner is told at handing in, in the notebook and on the command line; nothing is packed by accident."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PureWindowsPath
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from fsq_lab.cli import app
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES, message_in, use
from fsq_lab.ground.progress import FILE, VERSION
from fsq_lab.learner import handing_in, workspace
from fsq_lab.learner.handing_in import copy_to_pack, path_in, submit
from fsq_lab.learner.submission import collect, exercise_of, titles

EXERCISE = "03_servqual"
PATH = f"exercises/zh/{EXERCISE}/{EXERCISE}.ipynb"
COPY = f"exercises/zh/{EXERCISE}/{EXERCISE} (1).ipynb"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learner") / "我的 课程"
    workspace.lay_out(folder)
    return folder


@pytest.fixture
def mine(laid_out: Path) -> Iterator[Path]:
    before = {file: file.read_bytes() for file in laid_out.rglob("*.ipynb")}
    yield laid_out
    for file in [*laid_out.rglob("*.ipynb"), *laid_out.glob("submission*"), *laid_out.glob(FILE)]:
        if file not in before:
            file.unlink()
    for file, content in before.items():
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)


def write_answers(folder: Path, path: str, source: str = PATH, cell: str | None = None, **answers: str) -> Path:
    """Write a notebook of the exercise with some answers, and with what is in its last cell."""
    notebook = json.loads((folder / source).read_text(encoding="utf-8"))
    for one in notebook["cells"]:
        one["source"] = answers.get(one["id"], one["source"])
    if cell is not None:
        notebook["cells"][-1]["source"] = cell
    (folder / path).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return folder / path


def check_at(folder: Path, when: datetime, answer: str = "gaps") -> None:
    line = {"v": VERSION, "item": f"{EXERCISE}/{answer}", "version": "", "share": 1, "when": when.isoformat()}
    with (folder / FILE).open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(line) + "\n")


def command(*arguments: str, folder: Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*arguments, "--folder", str(folder)])
    assert done.exit_code == code, done.output
    return done.output


def run(folder: Path, cell: str, notebook: Path | None = None) -> list[str]:
    """Run a cell in a kernel that stands where the exercise lies, as a front end starts it for a notebook."""
    cells = [nbformat.v4.new_code_cell(cell)]
    client = NotebookClient(
        nbformat.v4.new_notebook(cells=cells), resources={"metadata": {"path": str((folder / PATH).parent)}}
    )
    session = {"JPY_SESSION_NAME": str(notebook)} if notebook else {}
    done = client.execute(env={**{k: v for k, v in os.environ.items() if k != "JPY_SESSION_NAME"}, **session})
    (output,) = done.cells[0].outputs
    return str(output["data"]["text/plain"]).splitlines()


# ---- where nothing may be packed


def test_where_no_learner_works_one_stable_line_is_told_and_nothing_packed(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    for language in LANGUAGES:
        use(language)
        assert repr(submit("20260001")) == message_in(language, "submit.not_here")
    monkeypatch.chdir((mine / PATH).parent)
    write_answers(mine, PATH, cell="submit('20260001')", gaps="gaps = 1")
    monkeypatch.setenv("JPY_SESSION_NAME", str(mine / PATH))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert repr(submit("20260001")) == message_in("en", "submit.not_here")
    assert list(mine.glob("*.zip")) == []


def test_a_notebook_that_is_only_executed_packs_nothing(mine: Path) -> None:
    cell = "from fsq_lab import submit\nsubmit('20260001')"
    write_answers(mine, PATH, cell=cell)
    assert len(run(mine, cell)) == 1
    assert list(mine.glob("*.zip")) == []


def test_run_all_packs_nothing_without_an_id(mine: Path) -> None:
    told = run(mine, "from fsq_lab import submit\n\nsubmit()", mine / PATH)
    assert told[0] == "还没有作答："
    assert told[1] == "  1 各维度的平均差距（3分）"
    assert 'submit("20260001")' in told[-1]
    assert list(mine.glob("*.zip")) == []


# ---- in the notebook


def test_with_an_id_the_saved_notebook_is_packed_and_an_unsaved_one_is_not(mine: Path) -> None:
    cell = "from fsq_lab import submit\nsubmit('20260001')"
    assert [line[:5] for line in run(mine, cell, mine / PATH)] == ["还没有保存"]
    assert list(mine.glob("*.zip")) == []
    write_answers(mine, PATH, cell=cell, gaps="gaps = 1")
    first, *rest = run(mine, cell, mine / PATH)
    assert str(mine / "submission_03_servqual_20260001.zip") in first
    assert rest[0] == "还没有作答："
    assert "  1 各维度的平均差距（3分）" not in rest
    write_answers(mine, PATH, cell=cell, gaps="gaps = 2")
    assert str(mine / "submission_03_servqual_20260001.zip") in run(mine, cell, mine / PATH)[0], "it replaces its own"


def test_an_answer_checked_after_the_last_save_is_not_left_behind(mine: Path) -> None:
    cell = "from fsq_lab import submit\nsubmit('20260001')"
    write_answers(mine, PATH, cell=cell, gaps="gaps = 1")
    check_at(mine, datetime.now(UTC) + timedelta(minutes=1))
    assert [line[:5] for line in run(mine, cell, mine / PATH)] == ["还没有保存"]


def test_the_copy_that_is_open_is_packed_whatever_its_name(mine: Path) -> None:
    cell = "from fsq_lab import submit\nsubmit('20260001')"
    write_answers(mine, COPY, cell=cell, gaps="gaps = 1")
    assert COPY in run(mine, cell, mine / COPY)[0]


def test_a_wrong_id_or_a_renamed_notebook_is_a_sentence_and_no_traceback(mine: Path) -> None:
    cell = "from fsq_lab import submit\nsubmit('../x')"
    assert "学号" in run(mine, cell, mine / PATH)[0]
    assert "renamed.ipynb" in run(mine, cell, mine / "renamed.ipynb")[0]


def test_html_keeps_questions_in_a_list_and_escapes() -> None:
    told = handing_in.HandIn(("<b>", "  1 一", "  2 二", "后"), "zh")
    assert told._repr_html_() == (
        '<div class="fsq-report" lang="zh-CN"><p>&lt;b&gt;</p><ul><li>1 一</li><li>2 二</li></ul><p>后</p></div>'
    )


# ---- on the command line


@pytest.mark.parametrize("name", ["03_servqual (1).ipynb", "03_servqual-Copy1.ipynb", "作业.ipynb"])
def test_answers_in_a_copy_are_packed_when_the_original_has_none(mine: Path, name: str) -> None:
    path = f"exercises/zh/{EXERCISE}/{name}"
    write_answers(mine, path, gaps="gaps = 12345")
    told = command("submit", "03", "--lang", "zh", folder=mine)
    assert path in told
    assert "  1 各维度的平均差距（3分）" not in told
    assert (mine / "submission_03_servqual.zip").is_file()


def test_two_notebooks_with_answers_are_both_named_and_either_can_be_chosen(mine: Path) -> None:
    write_answers(mine, PATH, worst="worst = 'x'")
    write_answers(mine, COPY, gaps="gaps = 1")
    told = command("submit", "03", "--lang", "zh", folder=mine)
    assert f"已打包{PATH}" in told
    assert f'fsq-lab submit "{COPY}"' in told
    assert f"已打包{COPY}" in command("submit", COPY, "--lang", "zh", "--replace", folder=mine)


def test_the_time_of_saving_and_later_checks_are_told(mine: Path) -> None:
    saved = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
    write_answers(mine, PATH, gaps="gaps = 1")
    os.utime(mine / PATH, (saved.timestamp(),) * 2)
    check_at(mine, saved - timedelta(hours=1))
    shown = saved.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    told = command("submit", "03", "--lang", "en", folder=mine)
    assert "already" not in told
    told = command("submit", "03", "--lang", "zh", "--replace", folder=mine)
    assert shown in told
    assert "检查过" not in told
    check_at(mine, saved + timedelta(hours=1))
    told = command("submit", "03", "--lang", "zh", "--replace", folder=mine)
    assert "检查过" in told
    assert (saved + timedelta(hours=1)).astimezone().strftime("%H:%M:%S") in told


def test_a_notebook_put_aside_by_restore_is_not_offered(mine: Path) -> None:
    write_answers(mine, PATH, gaps="gaps = 1")
    assert "exercises/zh" in command("restore", "03", folder=mine)
    assert (mine / f"exercises/zh/{EXERCISE}/{EXERCISE}.old.ipynb").is_file()
    assert copy_to_pack(mine, "03", "zh").path == PATH


def test_a_damaged_original_is_not_passed_over_for_a_copy(mine: Path) -> None:
    write_answers(mine, COPY, gaps="gaps = 1")
    (mine / PATH).write_text("{ broken", encoding="utf-8")
    assert copy_to_pack(mine, "03", "zh").path == PATH
    (mine / PATH).unlink()
    assert copy_to_pack(mine, "03", "zh").path == COPY


def test_what_is_not_an_exercise_cannot_be_handed_in(mine: Path) -> None:
    lesson = "notebooks/zh/00_start_here.ipynb"
    told = command("submit", lesson, folder=mine, code=2)
    assert lesson in told
    outside = mine.parent / "other.ipynb"
    outside.write_bytes((mine / PATH).read_bytes())
    command("submit", str(outside), folder=mine, code=2)
    outside.unlink()


# ---- names and places


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_a_title_of_its_own(language: str) -> None:
    for name in (chapter.name for chapter in chapters() if chapter.exercise_file.is_file()):
        folder = workspace.course_folder()
        answers = collect(folder, name, language).answers
        found = titles(name, language)
        assert set(found) == set(answers)
        assert len(set(found.values())) == len(found)
        assert all(title != answer and "#" not in title for answer, title in found.items())


def test_an_ask_without_a_heading_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": "Just a question", "id": "gaps-ask"}
    notebook = json.dumps({"nbformat": 4, "cells": [cell]}).encode()
    monkeypatch.setattr(Path, "read_bytes", lambda _: notebook)
    assert titles(EXERCISE, "en") == {"gaps": "gaps"}


def test_a_notebook_of_nothing_is_no_exercise(tmp_path: Path) -> None:
    hostile: list[Any] = [[], {}, {"metadata": {"fsq_lab": {"name": "../x", "language": "zh"}}}, {"metadata": 3}]
    for content in [*hostile, {"metadata": {"fsq_lab": {"name": EXERCISE, "language": ["zh"]}}}]:
        (tmp_path / "x.ipynb").write_text(json.dumps(content), encoding="utf-8")
        assert exercise_of(tmp_path / "x.ipynb") is None
    assert exercise_of(tmp_path / "none.ipynb") is None


def test_paths_are_told_with_forward_slashes_on_windows_too() -> None:
    folder = PureWindowsPath("C:\\Users\\王\\我的 课程")
    inside = folder / "exercises" / "zh" / EXERCISE / f"{EXERCISE} (1).ipynb"
    assert path_in(inside, folder) == COPY
    assert path_in(PureWindowsPath("D:\\x.ipynb"), folder) is None
