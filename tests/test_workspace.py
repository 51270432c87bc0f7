import json
import sys
from pathlib import Path

import pytest

from fsq_lab.learner import workspace
from fsq_lab.learner.workspace import WorkspaceError, chapter_path, choose_language, lab_command, lay_out, restore

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
