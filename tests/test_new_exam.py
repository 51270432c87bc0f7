"""An instructor's own exam: from `fsq-lab new exam` to students' copies without answers; it stays out of all else."""

import tomllib
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fsq_lab.cli import app
from fsq_lab.gates.new_exam import write_exam
from fsq_lab.grading import handed_out
from fsq_lab.ground.language import CourseError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own = tmp_path / "course" / "exam"
    monkeypatch.setattr(handed_out, "exam_folder", lambda: own)
    handed_out.handed_out.cache_clear()
    return own


def test_a_new_exam_is_proved_and_its_copies_are_written_without_answers(folder: Path, tmp_path: Path) -> None:
    run = CliRunner()
    made = run.invoke(app, ["new", "exam", "midterm"])
    assert made.exit_code == 0, made.output
    assert (folder / "midterm.py").is_file()
    copies = run.invoke(app, ["class", "exam", "midterm", "--out", str(tmp_path / "copies"), "--lang", "en"])
    assert copies.exit_code == 0, copies.output
    for language, title in (("zh", "考试：midterm"), ("en", "Exam: midterm")):
        with zipfile.ZipFile(tmp_path / "copies" / f"midterm_{language}.zip") as packed:
            assert sorted(packed.namelist()) == ["midterm/midterm.exam.json", "midterm/midterm.ipynb"]
            text = "".join(packed.read(name).decode("utf-8") for name in packed.namelist())
        assert title in text
        for kept_back in ('survey["perception_6"].mean()', "model answer", "示范答案", "fillna", "你取了另一列"):
            assert kept_back not in text
        for left in ("NUMBER", "TITLE_", "CHAPTER"):
            assert left not in text


def test_an_exam_is_never_written_over(folder: Path) -> None:
    file = write_exam(folder, "midterm")
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        write_exam(folder, "midterm")
    assert refused.value.key == "new_exam.there"
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["03_servqual", "Mid", "a-b", "../x", "", "a__b"])
def test_a_name_that_cannot_be_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(CourseError) as refused:
        write_exam(folder, name)
    assert refused.value.key == "new_exam.name"
    assert not folder.exists()


@pytest.mark.parametrize("words", [["exam"], ["04_reliability", "midterm"]])
def test_half_an_order_is_refused_with_both_forms(folder: Path, words: list[str]) -> None:
    done = CliRunner().invoke(app, ["new", *words], env={"FSQ_LANG": "en"})
    assert done.exit_code == 2
    assert not folder.exists()


def test_exams_are_ignored_by_git_and_in_no_package(root: Path) -> None:
    assert "course/exam/" in (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    targets = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert "/course/exam" in targets["sdist"]["exclude"]
    packed = [file for pattern in targets["wheel"]["include"] for file in root.glob(pattern.lstrip("/"))]
    assert packed
    assert not [file for file in packed if "exam" in file.parts or file.name == "course"]
