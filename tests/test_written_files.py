"""One writer for every file that a person names: never through a link, over an input, or over what is somebody's."""

import ast
import os
import re
import stat
from pathlib import Path

import pytest
from small_surveys import ITEMS, OWN, written
from typer.testing import CliRunner, Result

from fsq_lab.classroom.handout import MARK as HANDOUT
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.ground.written_files import check_target, write_file
from fsq_lab.hypertext.pages import page, written_before
from fsq_lab.hypertext.words import Html
from fsq_lab.roleplay.kept import save_transcripts
from fsq_lab.roleplay.transcripts import is_transcript
from fsq_lab.roleplay.widget import take_role

linux = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as POSIX has them")


class Folder:
    """A folder with a survey, its questionnaire, a mapping, a role play and a table of marks; the commands on them."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        (path / "own.csv").write_text(OWN, encoding="utf-8")
        answers = [[*ITEMS, "branch"], *([1 + row % 7, 2, 3, 4, 5, 6, "NS"[row % 2]] for row in range(20))]
        written(path, answers, name="answers.csv")
        (path / "map.yml").write_text("branch: branch\n", encoding="utf-8")
        scenario = (root / "course" / "roleplays" / "wrong-transfer.yml").read_text(encoding="utf-8")
        (path / "wrong-transfer.yml").write_text(scenario, encoding="utf-8")
        marks = "learner,a,b\n" + "".join(f"L{n},{n % 2},{n % 3 / 2}\n" for n in range(30))
        (path / "marks.csv").write_text(marks, encoding="utf-8")

    def run(self, command: str, out: Path, *more: str) -> Result:
        arguments = {
            "evaluate": ["evaluate", "answers.csv", "--instrument", "own.csv", "--mapping", "map.yml"],
            "page": ["survey", "own.csv"],
            "form": ["survey", "own.csv", "--to", "xlsform"],
            "map": ["survey", "own.csv", "--map", "answers.csv"],
            "cards": ["roleplay", "wrong-transfer.yml"],
            "graph": ["roleplay", "wrong-transfer.yml", "--to", "svg"],
            "analyse": ["analyse", "marks.csv"],
        }[command]
        return CliRunner().invoke(app, [*arguments, "--lang", "en", "--out", str(out), *more])

    def inputs(self) -> dict[str, bytes]:
        return {
            file.name: file.read_bytes() for file in self.path.iterdir() if file.is_file() and not file.is_symlink()
        }


SUFFIX = {
    "evaluate": ".html", "page": ".html", "form": ".xlsx", "map": ".yml", "cards": ".html", "graph": ".svg",
    "analyse": ".html",
}  # fmt: skip
INPUT = {"evaluate": "answers.csv", "page": "own.csv", "form": "own.csv", "map": "answers.csv",
         "cards": "wrong-transfer.yml", "graph": "wrong-transfer.yml", "analyse": "marks.csv"}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, root)


@pytest.mark.parametrize("command", SUFFIX)
def test_no_command_writes_over_what_was_not_named_for_it(folder: Folder, command: str) -> None:
    target = folder.path / f"out{SUFFIX[command]}"
    target.write_text("somebody's", encoding="utf-8")
    before = folder.inputs()
    refused = folder.run(command, target)
    assert (refused.exit_code, "--replace" in refused.output) == (2, True), refused.output
    assert folder.inputs() == before
    assert folder.run(command, target, "--replace").exit_code == 0
    assert target.read_bytes() != b"somebody's"


@pytest.mark.parametrize("command", SUFFIX)
@pytest.mark.parametrize("more", [(), ("--replace",)])
def test_no_command_writes_over_its_own_input_by_whatever_name(
    folder: Folder, command: str, more: tuple[str, ...]
) -> None:
    hard = folder.path / f"other-name{SUFFIX[command]}"
    os.link(folder.path / INPUT[command], hard)
    before = folder.inputs()
    refused = folder.run(command, hard, *more)
    assert (refused.exit_code, "made from" in refused.output) == (2, True), refused.output
    assert folder.inputs() == before


@linux
@pytest.mark.parametrize("command", SUFFIX)
def test_no_command_writes_through_a_link(folder: Folder, command: str) -> None:
    for name, leads_to in (("link", "answers.csv"), ("dangling", "new.txt")):
        link = folder.path / f"{name}{SUFFIX[command]}"
        link.symlink_to(folder.path / leads_to)
        before = folder.inputs()
        refused = folder.run(command, link, "--replace")
        assert refused.exit_code == 2, refused.output
        assert link.is_symlink()
        assert folder.inputs() == before


@pytest.mark.parametrize("command", SUFFIX)
def test_every_command_checks_the_suffix(folder: Folder, command: str) -> None:
    before = folder.inputs()
    refused = folder.run(command, folder.path / "out.docx", "--replace")
    assert (refused.exit_code, SUFFIX[command] in refused.output) == (2, True), refused.output
    assert folder.inputs() == before


@pytest.mark.parametrize("command", ["evaluate", "page", "cards"])
def test_a_page_of_ones_own_is_replaced_unasked_until_somebody_edits_it(folder: Folder, command: str) -> None:
    target = folder.path / "out.html"
    assert folder.run(command, target).exit_code == 0
    first = target.read_bytes()
    assert folder.run(command, target).exit_code == 0
    target.write_bytes(first.replace(b"</h1>", b", seen by me</h1>", 1))
    assert folder.run(command, target).exit_code == 2
    assert b"seen by me" in target.read_bytes()


def test_a_report_on_another_survey_or_by_another_questionnaire_is_no_report_of_ones_own(folder: Folder) -> None:
    target = folder.path / "report.html"
    assert folder.run("evaluate", target).exit_code == 0
    (folder.path / "answers.csv").rename(folder.path / "2025.csv")
    other = CliRunner().invoke(app, ["evaluate", "2025.csv", "--instrument", "own.csv", "--out", str(target)])
    assert other.exit_code == 2
    grown = (folder.path / "2025.csv").read_text(encoding="utf-8") + "1,2,3,4,5,6,N\n"
    (folder.path / "answers.csv").write_text(grown, encoding="utf-8")
    assert folder.run("evaluate", target).exit_code == 0, "the same survey, grown"


def test_a_disk_that_is_full_leaves_the_old_file_whole(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder.path / "out.html"
    assert folder.run("evaluate", target).exit_code == 0
    before = folder.inputs()

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        refused = folder.run("evaluate", target)
    assert (refused.exit_code, "No space left" in refused.output) == (2, True)
    assert folder.inputs() == before, "and nothing is left beside it"


@linux
def test_the_permissions_of_a_file_stay_and_a_pipe_or_device_is_refused(tmp_path: Path) -> None:
    private = tmp_path / "a.html"
    private.write_text("old", encoding="utf-8")
    private.chmod(0o600)
    write_file(private, "new", replace=True)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    os.mkfifo(tmp_path / "pipe.html")
    for irregular in (tmp_path / "pipe.html", Path("/dev/null")):
        with pytest.raises(CourseError) as caught:
            write_file(irregular, "x", replace=True)
        assert caught.value.key == "writing.not_a_file"
    assert stat.S_ISFIFO((tmp_path / "pipe.html").stat().st_mode)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("none/a.html", "no_folder"),
        ("file/a.html", "no_folder"),
        ("folder", "is_folder"),
        ("a\0b.html", "cannot_write"),
    ],
)
def test_a_place_that_is_none_is_told(tmp_path: Path, language: str, name: str, key: str) -> None:
    use(language)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(CourseError) as caught:
        check_target(tmp_path / name, replace=True)
    assert caught.value.key == f"writing.{key}"


def test_an_own_questionnaires_id_leads_to_no_other_folder(folder: Folder) -> None:
    own = (folder.path / "own.csv").read_text(encoding="utf-8") + "title,../../up/e,,标题,Title,,,\n"
    (folder.path / "own.csv").write_text(own, encoding="utf-8")
    done = CliRunner().invoke(app, ["survey", "own.csv", "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert [file.name for file in folder.path.glob("*_en.html")] == ["_.._up_e_en.html"]


def test_transcripts_go_over_transcripts_alone(tmp_path: Path) -> None:
    role = take_role("wrong-transfer")
    role.choose(3)
    for suffix in (".json", ".csv", ".html"):
        target = tmp_path / f"t{suffix}"
        role.save(target)
        assert is_transcript(target.read_bytes())
        role.save(target)
        target.write_text("a,b\n1,2\n" if suffix == ".csv" else "[]" if suffix == ".json" else "<p>", encoding="utf-8")
        with pytest.raises(CourseError) as caught:
            role.save(target)
        assert caught.value.key == "writing.there_already"
    with pytest.raises(CourseError):
        save_transcripts(tmp_path / "t.csv", tmp_path / "none.jsonl")


def test_a_handout_is_known_again() -> None:
    made = page("A", Html("<p>b</p>"), "report", mark=HANDOUT).encode()
    assert written_before(HANDOUT)(made)
    assert not written_before("fsq-lab evaluate: a.csv, own")(made)


# ---- nobody writes but the writer

WRITES = {"write_text", "write_bytes", "savefig", "to_excel", "to_parquet"}
MAY_WRITE = {
    "customers/files/locations.py": "a database, made only where no file is, and its backup likewise",
    "ground/written_files.py": "the writer",
    "ground/journal.py": "the learner's progress, in a place that the course names",
    "learner/workspace.py": "the learner's folder, laid out and updated",
    "authoring/record.py": "what is built in the checkout",
    "authoring/making.py": "the same",
    "gates/new_chapter.py": "an author's new chapter, refused where one is",
    "gates/new_exam.py": "a private exam, refused where one is",
    "upkeep/datasets.py": "the course's own data",
    "upkeep/pins.py": "the pinned packages",
    "upkeep/font.py": "the chart font",
    "upkeep/readmes.py": "the READMEs' lists",
    "report/pieces.py": "a chart, into memory",
    "grading/classes.py": "a class's own folder, refused where one is, and the instructor's secret, never replaced",
    "grading/confined/running.py": "the standard streams of a confined process",
    "grading/confined/spawned.py": "a memory file that is sealed before it is handed over",
}


def writers(source: str) -> set[str]:
    """Return how a module writes files: by which methods, or by opening one to write."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = 1 if isinstance(node.func, ast.Name) else 0
            given = [*node.args[first : first + 1], *(one.value for one in node.keywords if one.arg == "mode")]
            modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in WRITES or (
                name == "open" and any(re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", m) for m in modes)
            ):
                found.add(name)
    return found


def test_no_other_module_writes_files(root: Path) -> None:
    package = root / "fsq_lab"
    found = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if writers(file.read_text(encoding="utf-8"))
    }
    assert found - set(MAY_WRITE) == set()


@pytest.mark.parametrize(
    "line", ["Path('a').write_text('x')", "open('a', 'w')", "path.open('ab+')", "path.open(mode='x')", "f.to_excel(a)"]
)
def test_the_search_for_writers_finds(line: str) -> None:
    assert writers(line)


def test_reading_is_no_writing() -> None:
    assert not writers("open('a'); path.open('rb'); open(mode='r', file='w.txt')")
