"""Wheel and sdist: what they carry, what they must not; the wheel works outside a checkout and without any extra."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from model_answers import model_texts, tellers, texts_in_folder, texts_in_wheel
from packages import packed

ROOT = Path(__file__).parent.parent
CARRIED = (
    "fsq_lab/_course/notebooks/zh/03_servqual.ipynb",
    "fsq_lab/_course/notebooks/en/03_servqual.ipynb",
    "fsq_lab/_course/exercises/zh/03_servqual/03_servqual.ipynb",
    "fsq_lab-1.0.0.data/data/share/fsq-lab/constraints.txt",
    "fsq_lab-1.0.0.data/data/etc/ipython/ipython_kernel_config.json",
    "fsq_lab/_course/datasets/datapackage.json",
    "fsq_lab/_course/datasets/synthetic/bank_branch.csv",
    "fsq_lab/_course/course/objectives.yml",
    "fsq_lab/_course/course/compiled/03.json",
    "fsq_lab/_course/course/calendars.yml",
    "fsq_lab/_course/course/glossary.yml",
    "fsq_lab/_course/course/legal.yml",
    "fsq_lab/_course/course/roleplays/wrong-transfer.yml",
    "fsq_lab/_course/course/chapters/03_servqual/chapter.yml",
    "fsq_lab/_course/course/chapters/03_servqual/quiz.yml",
    "fsq_lab/_course/course/instruments/bank_branch.yml",
    "fsq_lab/_course/course/survey_kit/answers.zh.csv",
    "fsq_lab/_course/course/survey_kit/survey-kit.zh.md",
    "fsq_lab/ground/fonts/FSQSansSC-Regular.ttf",
    "fsq_lab/ground/fonts/OFL.txt",
    "fsq_lab/ground/locale/zh.yml",
    "fsq_lab/hypertext/styles/questionnaire.css",
    "fsq_lab/quiz/static/quiz.js",
    "fsq_lab/widgets/static/shared.js",
    "fsq_lab/widgets/static/shared.css",
    "fsq_lab/py.typed",
)
NEVER = {
    "solutions", "docs", "exam", "lesson.py", "exercise.py", "instructor.md",
    ".ipynb_checkpoints", "__pycache__", "tests",
}  # fmt: skip
NEVER_IN_SDIST = {"solutions", "exam", "exercise.py", "instructor.md", "bank_ledger", "bank_ledger.py"}

OUTSIDE = """
import sys

class Extras:
    names = {
        "nbgrader", "jupytext", "frictionless", "pyxform", "dask", "pyarrow", "pytest", "playwright", "hypothesis",
    }
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Extras())
import fsq_lab
from pathlib import Path
from fsq_lab import exercise, load, plots, read_survey, servqual, take_quiz, use
from fsq_lab.learner import workspace
from fsq_lab.ground.course import course_folder

assert course_folder() == Path(fsq_lab.__file__).parent / "_course", course_folder()
use("zh")
changes = workspace.lay_out(Path("my-course"))
survey = read_survey("my-course/datasets/exports/branch_survey_gb18030.csv", "bank_branch")
gaps = servqual.gaps(survey.table)
check = exercise("03_servqual", student="20230001")
levels = servqual.dimensions(check.load("bank_branch"))
own = (levels["perception"] - levels["expectation"]).mean()
print(check("gaps", own).outcome, check("worst", own.idxmax()).outcome, take_quiz("03_servqual"))
print(plots.describe(plots.gaps(gaps)), len(changes.written) > 5, workspace.chapter_path("03", "zh"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(packed(ROOT, "sdist", folder)) as archive:
        archive.extractall(folder, filter="data")
    return next(one for one in folder.iterdir() if one.is_dir())


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_carries_the_course_and_no_source_or_solution(wheel: Path) -> None:
    names = names_in(wheel)
    assert [name for name in CARRIED if name not in names] == []
    assert [name for name in names if NEVER & set(Path(name).parts)] == []
    notebooks = {name: text for name, text in texts_in_wheel(wheel).items() if name.endswith(".ipynb")}
    assert [name for name, text in notebooks.items() if "BEGIN SOLUTION" in text] == []


def test_the_sdist_carries_no_solution_note_or_key_and_makes_the_same_wheel(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    names = [file.relative_to(sdist) for file in sdist.rglob("*")]
    assert [name for name in names if NEVER_IN_SDIST & set(name.parts)] == []
    assert Path("course/chapters/03_servqual/quiz.yml") in names
    assert sorted(names_in(packed(sdist, "wheel", tmp_path))) == sorted(names_in(wheel))


def test_neither_wheel_nor_sdist_tells_a_model_answer_a_rubric_or_a_sample(wheel: Path, sdist: Path) -> None:
    secrets = model_texts(ROOT)
    assert len(secrets) > 40
    assert tellers(texts_in_wheel(wheel), secrets) == []
    assert tellers(texts_in_folder(sdist), secrets) == []


@pytest.mark.parametrize("chosen", [0, -1])
def test_the_search_for_model_answers_finds_a_planted_one(wheel: Path, tmp_path: Path, chosen: int) -> None:
    secrets = model_texts(ROOT)
    planted = tmp_path / wheel.name
    with zipfile.ZipFile(wheel) as archive, zipfile.ZipFile(planted, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, archive.read(name))
        cells = [{"cell_type": "markdown", "source": [f"- {secrets[chosen]}\n"]}]
        changed.writestr("fsq_lab/_course/notebooks/zh/99.ipynb", json.dumps({"cells": cells}))
    assert tellers(texts_in_wheel(planted), secrets) == ["fsq_lab/_course/notebooks/zh/99.ipynb"]
    (tmp_path / "note.md").write_text(f"> {secrets[chosen]}", encoding="utf-8")
    assert tellers(texts_in_folder(tmp_path), secrets) == ["note.md"]


NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CHINESE_WINDOWS = {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}
SETTINGS = [
    pytest.param({}, id="here"),
    pytest.param(NO_UTF8, id="C"),
    pytest.param(CHINESE_WINDOWS, id="GBK"),
]


def preferred_encoding(settings: dict[str, str]) -> str:
    """Return a Python's preferred encoding under these settings, or skip where their locale is not installed."""
    code = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.getpreferredencoding(False))"
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **settings}, check=False
    )
    if "Failed to import the site module" in asked.stderr and not sys.prefix.isascii():
        pytest.skip("with this encoding Python itself does not start from a folder of this name (an editable install)")
    if asked.returncode != 0:
        assert os.environ.get("CI") != "true", f"CI generates the locale that is missing here: {settings}"
        pytest.skip(f"this machine has no locale {settings['LC_ALL']}")
    return asked.stdout.strip().lower().replace("-", "")


def learner_at(tmp_path: Path, settings: dict[str, str]) -> Path:
    """Make the folder 我的 课程 with its name in the settings' own encoding."""
    encoding = "gbk" if settings == CHINESE_WINDOWS else "utf-8"
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "我的 课程".encode(encoding)))
    folder.mkdir()
    return folder


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_wheel_opens_checks_and_asks_outside_a_checkout_without_extras(
    wheel: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    preferred = preferred_encoding(settings)
    if settings:
        assert preferred != "utf8"
    home = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(home)!r})\n{OUTSIDE}"],
        cwd=learner_at(tmp_path, settings), capture_output=True, check=False,
        env={**os.environ, **settings, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    told = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode("utf-8")
    assert "right mistake Quiz 03_servqual" in told
    assert "可靠性" in told


RUN_CHAPTER = """
import nbformat
from nbclient import NotebookClient

folder = "my-course/notebooks/zh"
notebook = nbformat.read(f"{folder}/03_servqual.ipynb", as_version=4)
for cell in notebook.cells:
    if cell.cell_type == "code":
        cell.outputs = []
imports = "import locale; from fsq_lab.ground.course import course_folder"
asked = "[locale.getpreferredencoding(False), course_folder().name]"
notebook.cells.append(nbformat.v4.new_code_cell(f"{imports}; {asked}"))
NotebookClient(notebook, resources={"metadata": {"path": folder}}).execute()
cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
print(cells[-1].outputs[0].data["text/plain"], sum("image/png" in str(cell.outputs) for cell in cells))
"""


@pytest.mark.parametrize("settings", SETTINGS[1:])
def test_a_chapter_of_the_wheel_runs_where_the_encoding_is_not_utf8(
    wheel: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    assert preferred_encoding(settings) != "utf8"
    home, learner = tmp_path / "site", learner_at(tmp_path, settings)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    environment = {**os.environ, **settings, "PYTHONPATH": str(home), "PYTHONIOENCODING": "utf-8"}
    lay_out = "from pathlib import Path; from fsq_lab.learner import workspace; workspace.lay_out(Path('my-course'))"
    for code in (lay_out, RUN_CHAPTER):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=learner, capture_output=True, check=False, env=environment
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    told = done.stdout.decode("utf-8")
    assert "UTF-8" not in told
    assert "'_course']" in told
    assert int(told.split()[-1]) >= 1


COMMAND_LINE = """
import locale, sys
if sys.argv[1] == "open":
    from pathlib import Path
    from fsq_lab.learner import workspace
    workspace.lay_out(Path("my-course"))
    print(locale.getpreferredencoding(False), sys.stdout.encoding)
else:
    from fsq_lab.__main__ import main
    main()
"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("settings", "encoding"), [(NO_UTF8, "ascii"), (CHINESE_WINDOWS, "gbk"), ({"PYTHONIOENCODING": "gbk"}, "gbk")]
)
def test_a_learner_hands_in_and_restores_where_the_encoding_is_not_utf8(
    wheel: Path, tmp_path: Path, language: str, settings: dict[str, str], encoding: str
) -> None:
    if "LC_ALL" in settings:
        assert preferred_encoding(settings) != "utf8"
    home, learner = tmp_path / "site", learner_at(tmp_path, settings)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    exercise = learner / "my-course" / "exercises" / language / "03_servqual" / "03_servqual.ipynb"

    def run(*arguments: str) -> tuple[int, str]:
        code = f"import sys; sys.path.insert(0, {str(home)!r})\n{COMMAND_LINE}"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=learner, capture_output=True, check=False, env={**os.environ, **settings, "FSQ_LANG": language},
        )  # fmt: skip
        told = (done.stdout + done.stderr).decode("gbk" if encoding == "gbk" else "utf-8")
        assert "Traceback" not in told
        return done.returncode, told

    _, told = run("open")
    preferred, stream = told.split()
    assert stream.lower().replace("ansi_x3.4-1968", "ascii").replace("us-", "") == encoding
    if encoding == "ascii":
        assert preferred.lower().replace("-", "") != "utf8"
    assert run("restore", str(exercise.relative_to(learner)), "--folder", "my-course")[0] == 0
    exercise.write_text("broken", encoding="utf-8")
    code, told = run("submit", "03", "--lang", language)
    assert (code, "fsq-lab restore" in told) == (2, True)
    code, told = run("restore", "03")
    assert code == 0
    assert "我的 课程" in told
    code, told = run("submit", "03", "--lang", language, "--student-id", "20260001")
    assert code == 0
    assert ("还没有作答" if language == "zh" else "Still unanswered") in told
    assert (learner / "my-course" / "submission_03_servqual_20260001.zip").is_file()
    code, told = run("doctor", "--lang", language)
    assert ("✗" in told, "PYTHONUTF8=1" in told) == ((True, True) if encoding == "ascii" else (False, False)), told
    assert code == (1 if encoding == "ascii" else 0)
