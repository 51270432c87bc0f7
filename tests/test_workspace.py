import json
import os
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from fsq_lab.learner import workspace
from fsq_lab.learner.workspace import (
    WorkspaceError,
    chapter_path,
    choose_language,
    environment,
    lab_command,
    lay_out,
    notebook_to_restore,
    restore,
)

NOTEBOOK = "notebooks/zh/03_servqual.ipynb"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "course"
    for name in (NOTEBOOK, "notebooks/en/03_servqual.ipynb", "exercises/zh/03/03.ipynb", "datasets/a.csv"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("first", encoding="utf-8")
    for name in ("solutions/zh/03/03.ipynb", "notebooks/zh/.ipynb_checkpoints/03.ipynb"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("never", encoding="utf-8")
    monkeypatch.setattr(workspace, "course_folder", lambda: root)
    return root


def test_the_course_is_laid_out_without_solutions_or_checkpoints(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "我的 课程"
    assert len(lay_out(folder).written) == 4
    assert (folder / NOTEBOOK).read_text(encoding="utf-8") == "first"
    assert not [f for f in folder.rglob("*") if f.is_file() and f.read_text(encoding="utf-8") == "never"]
    assert lay_out(folder).written == ()


def test_an_update_replaces_what_the_learner_left_alone(course: Path, tmp_path: Path) -> None:
    lay_out(tmp_path / "my")
    (course / NOTEBOOK).write_text("second", encoding="utf-8")
    assert lay_out(tmp_path / "my").written == (NOTEBOOK,)
    assert (tmp_path / "my" / NOTEBOOK).read_text(encoding="utf-8") == "second"


def test_an_update_keeps_what_the_learner_changed_and_lays_the_new_one_beside(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    (mine / NOTEBOOK).write_text("my work", encoding="utf-8")
    (course / NOTEBOOK).write_text("second", encoding="utf-8")
    assert lay_out(mine).kept == (NOTEBOOK,)
    assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "my work"
    assert (mine / "notebooks/zh/03_servqual.new.ipynb").read_text(encoding="utf-8") == "second"
    assert lay_out(mine).kept == (), "told once, not at every start"
    assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "my work"


def test_a_learners_work_survives_a_lost_manifest(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    (mine / NOTEBOOK).write_text("my work", encoding="utf-8")
    (mine / ".fsq-lab" / "manifest.json").write_text("{ broken", encoding="utf-8")
    lay_out(mine)
    assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "my work"


def test_a_deleted_notebook_comes_back(course: Path, tmp_path: Path) -> None:
    lay_out(tmp_path / "my")
    (tmp_path / "my" / NOTEBOOK).unlink()
    assert lay_out(tmp_path / "my").written == (NOTEBOOK,)


def test_a_folder_that_cannot_be_written_is_told_with_the_remedy(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="--folder"):
        lay_out(tmp_path / "file")


def test_the_language_asked_for_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "system_language", lambda: "en")
    assert choose_language(tmp_path, None) == "en"
    assert choose_language(tmp_path, "zh") == "zh"
    assert choose_language(tmp_path, None) == "zh"


def test_a_chapter_is_found_by_number_and_an_unknown_one_lists_the_chapters(course: Path) -> None:
    assert chapter_path("03", "zh") == NOTEBOOK
    assert chapter_path(None, "zh") == NOTEBOOK
    with pytest.raises(WorkspaceError, match="03_servqual"):
        chapter_path("42", "zh")


def test_jupyterlab_starts_on_loopback_in_the_language_with_settings_of_its_own(tmp_path: Path) -> None:
    command = lab_command(tmp_path, tmp_path / ".fsq-lab", NOTEBOOK, "zh", browser=False, port=9999)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {"--ServerApp.ip=127.0.0.1", "--ServerApp.port=9999", "--no-browser"} <= set(command)
    assert "--ServerApp.jpserver_extensions=fsq_lab.learner.keeping=True" in command
    settings = tmp_path / ".fsq-lab/user-settings/@jupyterlab/translation-extension/plugin.jupyterlab-settings"
    assert json.loads(settings.read_text(encoding="utf-8")) == {"locale": "zh_CN"}


def test_a_new_version_that_the_learner_has_worked_in_is_not_lost(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    (mine / NOTEBOOK).write_text("my work", encoding="utf-8")
    (course / NOTEBOOK).write_text("second", encoding="utf-8")
    lay_out(mine)
    beside = mine / "notebooks/zh/03_servqual.new.ipynb"
    (course / NOTEBOOK).write_text("third", encoding="utf-8")
    lay_out(mine)
    assert beside.read_text(encoding="utf-8") == "third", "left alone, so it is replaced"
    beside.write_text("more work", encoding="utf-8")
    (course / NOTEBOOK).write_text("fourth", encoding="utf-8")
    assert lay_out(mine).kept == (NOTEBOOK,)
    assert beside.read_text(encoding="utf-8") == "more work"
    assert (mine / "notebooks/zh/03_servqual.new-2.ipynb").read_text(encoding="utf-8") == "fourth"


def test_a_kill_while_copying_leaves_the_old_file_whole(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    (course / NOTEBOOK).write_text("second", encoding="utf-8")

    def killed(target: Path, content: bytes) -> None:
        with target.open("wb") as file:
            file.write(content[:3])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            lay_out(mine)
    assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "first"
    assert lay_out(mine).kept == ()
    assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "second"


def test_a_broken_notebook_is_restored_and_kept_aside_and_no_other_is_touched(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "我的 课程"
    lay_out(mine)
    other = mine / "notebooks/en/03_servqual.ipynb"
    other.write_text("my other work", encoding="utf-8")
    for round_, aside in enumerate(("03_servqual.old.ipynb", "03_servqual.old-2.ipynb")):
        (mine / NOTEBOOK).write_text(f"broken {round_}", encoding="utf-8")
        kept = restore(mine, Path(NOTEBOOK))
        assert kept == mine / "notebooks/zh" / aside
        assert kept.read_text(encoding="utf-8") == f"broken {round_}"
        assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "first"
    assert other.read_text(encoding="utf-8") == "my other work"
    assert restore(mine, mine / NOTEBOOK) is None
    assert not (mine / "notebooks/zh/03_servqual.old-3.ipynb").exists()
    (mine / NOTEBOOK).unlink()
    assert restore(mine, Path(NOTEBOOK)) is None
    assert (mine / NOTEBOOK).read_text(encoding="utf-8") == "first"


def test_a_restored_notebook_counts_as_untouched_at_the_next_update(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    (mine / NOTEBOOK).write_text("my work", encoding="utf-8")
    (course / NOTEBOOK).write_text("second", encoding="utf-8")
    restore(mine, Path(NOTEBOOK))
    (course / NOTEBOOK).write_text("third", encoding="utf-8")
    assert lay_out(mine) == workspace.Changes((NOTEBOOK,), ())


@pytest.mark.parametrize(
    "name", ["notebooks/zh/99.ipynb", "../outside.ipynb", "/etc/passwd", "solutions/zh/03/03.ipynb"]
)
def test_what_the_course_does_not_have_is_not_restored(course: Path, tmp_path: Path, name: str) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    with pytest.raises(WorkspaceError, match=NOTEBOOK):
        restore(mine, Path(name))


def test_a_notebook_is_found_from_where_the_learner_stands(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path / "my")
    (tmp_path / "my" / NOTEBOOK).write_text("broken", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "my" / "notebooks" / "zh")
    assert restore(tmp_path / "my", Path("03_servqual.ipynb")) is not None


# ---- what a learner has written


def lesson(*sources: str, **more: Any) -> dict[str, Any]:
    """Return a lesson as it is built: a Markdown cell, then code that was run."""
    head = {"cell_type": "markdown", "id": "head", "metadata": {}, "source": ["# Head\n", "text"]}
    result = {"output_type": "execute_result", "data": {"text/plain": "7"}, "metadata": {}, "execution_count": 1}
    code = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": s, "outputs": [result], "execution_count": n}
        for n, s in enumerate(sources, 1)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [head, *code], **more}


def save(file: Path, notebook: dict[str, Any]) -> None:
    file.write_text(json.dumps(notebook), encoding="utf-8")


def as_jupyterlab_saves_it(file: Path) -> None:
    """Run and save a notebook as JupyterLab 4.6 does after Shift+Enter in every cell: more metadata, a blank cell."""
    notebook = json.loads(file.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"] = {**cell["metadata"], "execution": {"iopub.status.busy": "2026-11-29T12:00:00Z"}, "tags": []}
        if cell["cell_type"] == "code":
            cell.update(outputs=[{"output_type": "stream", "name": "stdout", "text": ["7\n"]}], execution_count=9)
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    blank = {"cell_type": "code", "id": "new", "metadata": {}, "source": [], "outputs": [], "execution_count": None}
    notebook["cells"].append(blank)
    notebook["metadata"] = {"kernelspec": {"display_name": "Python 3 (ipykernel)"}, "widgets": {"state": {}}}
    save(file, notebook)


def test_lessons_are_laid_out_without_outputs_and_the_course_keeps_them(course: Path, tmp_path: Path) -> None:
    save(course / NOTEBOOK, lesson("1 + 6", "x = 2"))
    lay_out(tmp_path / "my")
    code = json.loads((tmp_path / "my" / NOTEBOOK).read_text(encoding="utf-8"))["cells"][1:]
    assert [(cell["outputs"], cell["execution_count"], cell["source"]) for cell in code] == [
        ([], None, "1 + 6"), ([], None, "x = 2"),
    ]  # fmt: skip
    assert b'"7"' in (course / NOTEBOOK).read_bytes()
    assert restore(tmp_path / "my", Path(NOTEBOOK)) is None


def test_a_lesson_that_was_only_run_counts_as_unchanged(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    save(course / NOTEBOOK, lesson("1 + 6"))
    lay_out(mine)
    as_jupyterlab_saves_it(mine / NOTEBOOK)
    assert workspace.is_as_laid_out(mine, NOTEBOOK)
    ran = (mine / NOTEBOOK).read_bytes()
    assert lay_out(mine) == workspace.Changes((), ())
    assert (mine / NOTEBOOK).read_bytes() == ran, "its own outputs stay"
    save(course / NOTEBOOK, lesson("1 + 7"))
    assert lay_out(mine) == workspace.Changes((NOTEBOOK,), ())
    assert not (mine / "notebooks/zh/03_servqual.new.ipynb").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[1].update(source="1 + 5"),
        lambda cells: cells[0].update(source="# Head"),
        lambda cells: cells.pop(),
        lambda cells: cells.reverse(),
        lambda cells: cells.append({"cell_type": "markdown", "id": "n", "metadata": {}, "source": "my note"}),
        lambda cells: cells[1].update(cell_type="raw"),
    ],
)
def test_whatever_a_learner_writes_counts_as_a_change(course: Path, tmp_path: Path, change: Any) -> None:
    mine = tmp_path / "my"
    save(course / NOTEBOOK, lesson("1 + 6"))
    lay_out(mine)
    notebook = json.loads((mine / NOTEBOOK).read_text(encoding="utf-8"))
    change(notebook["cells"])
    save(mine / NOTEBOOK, notebook)
    assert not workspace.is_as_laid_out(mine, NOTEBOOK)
    save(course / NOTEBOOK, lesson("1 + 7"))
    assert lay_out(mine) == workspace.Changes((), (NOTEBOOK,))


@pytest.mark.parametrize("metadata", [{"deletable": False}, {"tags": ["parameters"]}, {"nbgrader": {"locked": True}}])
def test_a_mended_lock_reaches_the_learner(course: Path, tmp_path: Path, metadata: dict[str, Any]) -> None:
    mine = tmp_path / "my"
    save(course / NOTEBOOK, lesson("1 + 6"))
    lay_out(mine)
    mended = lesson("1 + 6")
    mended["cells"][1]["metadata"] = metadata
    save(course / NOTEBOOK, mended)
    assert lay_out(mine).written == (NOTEBOOK,)


def test_a_manifest_of_the_time_when_copies_had_outputs_is_accepted(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    save(course / NOTEBOOK, lesson("1 + 6"))
    lay_out(mine)
    (mine / NOTEBOOK).write_bytes((course / NOTEBOOK).read_bytes())
    files = {name: workspace.digest(mine / name) for _, name in workspace._course_files()}
    (mine / ".fsq-lab/manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    assert workspace.is_as_laid_out(mine, NOTEBOOK)
    save(course / NOTEBOOK, lesson("1 + 7"))
    assert lay_out(mine) == workspace.Changes((NOTEBOOK,), ())
    assert b"outputs" in (mine / NOTEBOOK).read_bytes()
    assert b'"7"' not in (mine / NOTEBOOK).read_bytes()


@pytest.mark.parametrize("content", ["[]", "{}", '{"cells": 3}', '{"cells": [3]}', '{"cells": [{"source": 3}]}', "x"])
def test_what_is_no_notebook_is_compared_by_its_bytes(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.ipynb"
    file.write_text(content, encoding="utf-8")
    assert workspace.content_digest(file) == workspace.digest(file)
    assert workspace._without_outputs(file) == file.read_bytes()


# ---- one notebook of a chapter


def test_a_chapters_changed_notebook_is_the_one_to_restore(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my"
    lay_out(mine)
    assert notebook_to_restore(mine, "03", "zh") == Path(NOTEBOOK)
    assert notebook_to_restore(mine, "03", "en") == Path("notebooks/en/03_servqual.ipynb")
    (mine / "exercises/zh/03/03.ipynb").write_text("my work", encoding="utf-8")
    assert notebook_to_restore(mine, "03", "zh") == Path("exercises/zh/03/03.ipynb")
    (mine / NOTEBOOK).unlink()
    with pytest.raises(WorkspaceError, match=f"restore {NOTEBOOK}\n.*restore exercises/zh/03/03.ipynb"):
        notebook_to_restore(mine, "03", "zh")
    for unknown in ("42", ""):
        with pytest.raises(WorkspaceError, match=NOTEBOOK):
            notebook_to_restore(mine, unknown, "zh")


# ---- JupyterLab as a learner sees it


def test_widgets_are_saved_and_teachers_panels_are_the_authors_only(tmp_path: Path) -> None:
    state = tmp_path / ".fsq-lab"
    lab_command(tmp_path, state, NOTEBOOK, "zh", browser=False, port=None)
    overrides = json.loads((state / "lab-settings/overrides.json").read_text(encoding="utf-8"))
    assert overrides["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": True}
    page = json.loads((state / "lab-settings/page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"]["@jupyter/nbgrader"] is True
    lab_command(tmp_path, state, NOTEBOOK, "zh", browser=False, port=None, author=True)
    assert json.loads((state / "lab-settings/page_config.json").read_text(encoding="utf-8")) == {
        "disabledExtensions": {}
    }


@pytest.mark.parametrize("shell", ["/bin/bash", ""])
def test_the_terminals_shell_is_no_login_shell_but_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    def settings() -> list[str]:
        command = lab_command(tmp_path, tmp_path / ".fsq-lab", NOTEBOOK, "zh", browser=False, port=None)
        return [word for word in command if "terminado" in word]

    monkeypatch.setenv("SHELL", shell)
    wanted = f"{{'shell_command': ['{shell or '/bin/sh'}', '-i']}}"
    if os.name != "nt":
        assert settings() == [f"--ServerApp.terminado_settings={wanted}"]
    monkeypatch.setattr(workspace, "os", SimpleNamespace(name="nt", environ=os.environ))
    assert settings() == []


def test_the_environments_commands_come_first_for_what_jupyterlab_starts() -> None:
    scripts = PureWindowsPath("C:\\我的 课程\\.venv\\Scripts")
    made = environment(scripts / "python.exe", scripts.parent, {"PATH": "C:\\Windows", "LANG": "zh"})
    assert made == {
        "PATH": f"{scripts}{os.pathsep}C:\\Windows", "VIRTUAL_ENV": "C:\\我的 课程\\.venv", "LANG": "zh",
    }  # fmt: skip
    assert "VIRTUAL_ENV" not in environment(scripts / "python.exe", None, {})
