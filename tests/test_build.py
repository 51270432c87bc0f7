"""The build: what it makes anew and what it leaves, what the check sees, and how a stop leaves the files."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from fsq_lab.authoring import build as builder
from fsq_lab.authoring import record
from fsq_lab.authoring.compare import differences, same_picture
from fsq_lab.authoring.execute import BuildError, execute
from fsq_lab.authoring.making import COMPOSING, WORDS, compose, prove
from fsq_lab.authoring.targets import Difference, Target, targets
from fsq_lab.checks.oracle import OracleError
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, catalogue

ROOT = course_folder()


def test_every_built_notebook_is_what_its_source_makes() -> None:
    found = builder.check(course_folder(), lambda *_: None)
    assert [str(difference) for difference in found] == []


@pytest.fixture
def solution(root: Path) -> Path:
    return root / "solutions" / "en" / "03_servqual" / "03_servqual.ipynb"


def drifted(solution: Path, tmp_path: Path, change: str) -> list[Difference]:
    built, old = nbformat.read(solution, as_version=4), nbformat.read(solution, as_version=4)
    cell = next(c for c in old.cells if c.id == "gaps-check")
    match change:
        case "source":
            cell.source += " "
        case "output":
            cell.outputs[0].data["text/plain"] = "✓ gaps: Right. Points: 2."
        case "metadata":
            cell.metadata.nbgrader.points = 5
        case "missing":
            old.cells.remove(cell)
        case "not in the source":
            old.cells.append(nbformat.v4.new_code_cell("1", id="extra"))
        case "order of cells":
            old.cells.reverse()
        case _:
            old.metadata["author"] = "changed"
    nbformat.write(old, tmp_path / "old.ipynb")
    return differences("x.ipynb", tmp_path / "old.ipynb", built)


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ("source", "gaps-check"),
        ("output", "gaps-check"),
        ("metadata", "gaps-check"),
        ("missing", "gaps-check"),
        ("not in the source", "extra"),
        ("order of cells", ""),
        ("notebook", ""),
    ],
)
def test_a_drifted_notebook_is_named_with_its_cell(solution: Path, tmp_path: Path, change: str, cell: str) -> None:
    found = drifted(solution, tmp_path, change)
    assert found == [Difference("x.ipynb", cell, "metadata" if change == "notebook" else change)]


def test_a_missing_and_a_broken_notebook_are_named(solution: Path, tmp_path: Path) -> None:
    built = nbformat.read(solution, as_version=4)
    assert differences("x.ipynb", tmp_path / "none.ipynb", built) == [Difference("x.ipynb", "", "missing")]
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    assert differences("x.ipynb", tmp_path / "broken.ipynb", built)[0].what.startswith("not a notebook")


def test_a_notebook_without_a_source_is_found(tmp_path: Path) -> None:
    for folder in ("course/chapters", "notebooks/zh"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "notebooks/zh/99_orphan.ipynb").write_text("{}", encoding="utf-8")
    assert [d.what for d in builder.check(tmp_path, lambda *_: None)] == ["no source"]


def test_another_picture_is_seen_and_another_processors_antialiasing_is_not(root: Path) -> None:
    import base64
    import io

    import matplotlib.image
    import numpy as np

    def picture(pixels: "np.ndarray") -> str:
        file = io.BytesIO()
        matplotlib.image.imsave(file, pixels, format="png")
        return base64.b64encode(file.getvalue()).decode()

    plain = np.full((50, 50, 3), 0.5)
    slight, drawn = plain + 0.02, plain.copy()
    drawn[10:20, 10:20] = 0
    assert same_picture(picture(plain), picture(slight))
    assert not same_picture(picture(plain), picture(drawn))
    assert not same_picture(picture(plain), picture(plain[:40]))


def test_colliding_mistakes_stop_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "course" / "chapters" / "03_servqual"
    folder.mkdir(parents=True)
    source = (course_folder() / "course" / "chapters" / "03_servqual" / "exercise.py").read_text(encoding="utf-8")
    same = source.replace(
        'gaps = (levels["expectation"] - levels["perception"]).mean()',
        'gaps = (levels["perception"] - levels["expectation"]).mean() + 0.001',
    )
    assert same != source
    (folder / "exercise.py").write_text(same, encoding="utf-8")
    with pytest.raises(OracleError, match="sign"):
        prove(tmp_path, "03_servqual")


@pytest.mark.parametrize(
    ("code", "message"),
    [("1/0", "ZeroDivisionError"), ("import warnings; warnings.warn('Glyph 1 missing')", "Glyph"), ("object()", "0x")],
)
def test_a_cell_that_fails_warns_or_prints_an_address_stops_the_build(tmp_path: Path, code: str, message: str) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(BuildError, match=message):
        execute(notebook, tmp_path, "x.ipynb")


def test_quoted_results_are_filled_in_where_they_stand(tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_code_cell("x = {'a': -1.256}"),
        nbformat.v4.new_markdown_cell("{{x['a']:.2f}} and {{len(x)}}"),
        nbformat.v4.new_code_cell("x = {'a': 2}\nx"),
    ]
    done = execute(nbformat.v4.new_notebook(cells=cells), tmp_path, "x.ipynb")
    assert done.cells[1].source == "−1.26 and 1"
    assert [c.execution_count for c in done.cells if c.cell_type == "code"] == [1, 2]


# ---- what a source makes, without running it


@pytest.fixture
def lesson(root: Path, tmp_path: Path) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode, Path]:
    """Return a lesson as its source composes it, as it is committed, and where a changed copy may be written."""
    (target,) = (one for one in targets(root, {"03_servqual"}) if one.path == "notebooks/en/03_servqual.ipynb")
    return compose(root, target), nbformat.read(root / target.path, as_version=4), tmp_path / "x.ipynb"


def test_quoted_results_are_taken_as_they_stand_and_the_words_around_them_are_not(lesson: tuple) -> None:
    composed, committed, file = lesson
    quoting = next(cell for cell in composed.cells if cell.source.count("{{") == 1)
    cell = next(cell for cell in committed.cells if cell.id == quoting.id)
    before, after = quoting.source.partition("{{")[0], quoting.source.partition("}}")[2]
    value = cell.source.removeprefix(before).removesuffix(after)
    for text, found in (
        (value, []),
        ("999.99", []),
        (f"{value}\n\nAdded.", [Difference("x.ipynb", cell.id, "source")]),
    ):
        cell.source = before + text + after
        nbformat.write(committed, file)
        assert differences("x.ipynb", file, composed, executed=False) == found
    cell.source = before + value + after + "."
    nbformat.write(committed, file)
    assert differences("x.ipynb", file, composed, executed=False) == [Difference("x.ipynb", cell.id, "source")]


@pytest.mark.parametrize("change", ["source", "metadata", "execution count", "missing", "order of cells"])
def test_without_running_it_every_change_of_a_notebook_but_of_its_results_is_seen(change: str, lesson: tuple) -> None:
    composed, committed, file = lesson
    cell = [cell for cell in committed.cells if cell.cell_type == "code"][3]
    where = cell.id
    match change:
        case "source":
            cell.source += " "
        case "metadata":
            cell.metadata["author"] = "changed"
        case "execution count":
            cell.execution_count = 99
        case "missing":
            committed.cells.remove(cell)
        case _:
            committed.cells[3:6], where = committed.cells[5:2:-1], ""
    nbformat.write(committed, file)
    found = differences("x.ipynb", file, composed, executed=False)
    assert Difference("x.ipynb", where, change) in found
    assert {one.what for one in found} <= {change, "execution count"}


# ---- what is built anew

ALL = ("00_start_here", "01_changing_for_you", "03_servqual")
LESSON = """\
# %% [markdown] lang="zh"
# {zh}
# %% [markdown] lang="en"
# {en}
# %%
{code}
"""
BUILD = """
import json, sys
from pathlib import Path
from fsq_lab.authoring.build import build
print(json.dumps([target.path for target in build(Path.cwd(), lambda *_: None, only=set(sys.argv[1:]) or None)]))
"""


def paths(*chapters: str) -> list[str]:
    return sorted(f"notebooks/{language}/{chapter}.ipynb" for chapter in chapters for language in ("en", "zh"))


class Copy:
    """A small course of three lessons with a library of its own, which a test may change and build."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__", "_course")
        for name in ("fsq_lab", "datasets"):
            shutil.copytree(root / name, folder / name, ignore=ignored)
        shutil.copytree(root / "course", folder / "course", ignore=shutil.ignore_patterns("chapters"))
        shutil.copy(root / "constraints.txt", folder)
        codes = {
            "00_start_here": "show_progress()",
            "03_servqual": "take_quiz('03_servqual')",
            "01_changing_for_you": "plots.gaps(servqual.gaps(load('bank_branch')))",
        }
        for name, code in codes.items():
            own = folder / "course" / "chapters" / name
            own.mkdir(parents=True)
            shutil.copy(root / "course" / "chapters" / name / "chapter.yml", own)
            (own / "lesson.py").write_text(LESSON.format(zh="一", en="One", code=code), encoding="utf-8")
        for file in sorted((root / "course" / "chapters").glob("*/quiz.yml")):
            (folder / "course" / "chapters" / file.parent.name).mkdir(exist_ok=True)
            shutil.copy(file, folder / "course" / "chapters" / file.parent.name)

    def build(self, *only: str) -> list[str]:
        """Build, and return what was built anew."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": ""}
        done = subprocess.run(
            [sys.executable, "-c", BUILD, *only],
            cwd=self.folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return sorted(json.loads(done.stdout))

    def stale(self) -> list[str]:
        """Return what a build would build anew."""
        return sorted(target.path for target in builder.stale(self.folder))

    def change(self, name: str, old: str, new: str) -> None:
        file = self.folder / name
        content = file.read_bytes()
        assert old.encode() in content, (name, old)
        file.write_bytes(content.replace(old.encode(), new.encode(), 1))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(ROOT, tmp_path_factory.mktemp("course"))
    assert copy.build() == paths(*ALL)
    assert copy.stale() == []
    return copy


@pytest.fixture
def copy(built: Copy) -> Iterator[Copy]:
    """Return the built course; what a test changes in its sources is taken back."""
    kept = {file: file.read_bytes() for file in built.folder.rglob("*") if file.is_file() and ".git" not in file.parts}
    yield built
    for file, content in kept.items():
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)


LIBRARY = "fsq_lab/ground/locale/en.yml"
TASK = "      - 01_changing_for_you/d1-quality\n"
CHANGES = {
    "a word in a lesson": ("course/chapters/03_servqual/lesson.py", "One", "Two", ALL[2:]),
    "a word in the bank that a lesson asks from": ("course/chapters/03_servqual/quiz.yml", "zh:", "zh: ", ALL[2:]),
    "a word in a bank that no lesson asks from": ("course/chapters/13_service_recovery/quiz.yml", "zh:", "zh: ", ()),
    "a question more": ("course/objectives.yml", TASK, f"{TASK}      - X/Y\n", ()),
    "an objective's wording": ("course/objectives.yml", "Explain", "Tell", ALL),
    "a customer of a table": ("datasets/synthetic/bank_branch.csv", "4", "5", ALL[1:2]),
    "another table": ("datasets/synthetic/insurance.csv", "4", "5", ()),
    "a comment in an exporter": ("fsq_lab/classroom/gift.py", "import", "# comment\nimport", ()),
    "a comment in the command line": ("fsq_lab/cli.py", "import", "# comment\nimport", ()),
    "a comment in what every first cell loads": ("fsq_lab/plots/frame.py", "import", "# comment\nimport", ALL),
    "a comment in what makes notebooks": ("fsq_lab/source/notebooks.py", "import", "# comment\nimport", ALL),
    "a style": ("fsq_lab/hypertext/styles/progress.css", "{", " {", ALL[:1]),
    "a widget's code": ("fsq_lab/quiz/static/quiz.js", "const", "const ", ALL),
    "the chart font": ("fsq_lab/ground/fonts/FSQSansSC-Regular.ttf", "", "\0", ALL[1:2]),
    "a message of the map": (LIBRARY, "Objectives and progress", "Objectives", ALL[:1]),
    "a message of an exporter": (LIBRARY, "Show the whole role play", "Show it", ()),
    "a questionnaire": ("course/instruments/bank_branch.yml", "zh:", "zh: ", ALL[1:2]),
    "a pin": ("constraints.txt", "==", "== ", ALL),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_anew_what_uses_it_and_nothing_else(change: str, copy: Copy) -> None:
    name, old, new, chapters = CHANGES[change]
    copy.change(name, old, new)
    in_english = "zh" if change == "a message of the map" else ""
    assert copy.stale() == [path for path in paths(*chapters) if not in_english or f"/{in_english}/" not in path]


def test_a_notebook_that_was_changed_by_hand_is_made_anew(copy: Copy) -> None:
    copy.change("notebooks/en/03_servqual.ipynb", "One", "Two")
    assert copy.stale() == ["notebooks/en/03_servqual.ipynb"]
    found = builder.check(copy.folder, lambda *_: None)
    assert [(one.file, one.what) for one in found] == [("notebooks/en/03_servqual.ipynb", "source")]


def test_the_check_names_what_has_changed_since_a_notebook_was_built(copy: Copy) -> None:
    assert builder.check(copy.folder, lambda *_: None) == []
    copy.change("course/chapters/03_servqual/quiz.yml", "zh:", "zh: ")
    found = builder.check(copy.folder, lambda *_: None)
    told = "built before a change of course/chapters/03_servqual/quiz.yml"
    assert found == [Difference(path, "", told) for path in paths("03_servqual")]


@pytest.mark.parametrize("content", ["", "{", "[]", "1", '{"notebooks/en/03_servqual.ipynb": "of an earlier kind"}'])
def test_a_broken_record_counts_as_none(content: str, copy: Copy) -> None:
    (copy.folder / record.FILE).write_text(content, encoding="utf-8")
    assert copy.stale() == paths(*ALL)
    assert builder.check(copy.folder, lambda *_: None) == [], "the sources are compared all the same"


def test_one_chapter_is_built_alone_and_a_cell_that_fails_keeps_what_was_built_before(copy: Copy) -> None:
    copy.change("course/chapters/03_servqual/lesson.py", "One", "Two")
    copy.change("course/chapters/00_start_here/lesson.py", "show_progress()", "1 / 0")
    assert copy.build("03_servqual") == paths("03_servqual")
    assert copy.stale() == paths("00_start_here")
    before = (copy.folder / "notebooks/en/00_start_here.ipynb").read_bytes()
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        copy.build()
    assert (copy.folder / "notebooks/en/00_start_here.ipynb").read_bytes() == before
    assert copy.stale() == paths("00_start_here")


def test_a_result_changed_by_hand_is_seen_where_the_notebook_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Target("notebooks/en/03_servqual.ipynb", "lesson", "03_servqual", "en")
    record.replace_text(tmp_path / target.path, "as built")
    record.replace_text(tmp_path / "course/lesson.py", "source")
    uses = record.Digests(tmp_path).of_all(["course/lesson.py"])
    entry = {"made": record.digest(tmp_path / target.path), "uses": uses}
    monkeypatch.setattr(builder, "_differences", lambda *_: [])

    def drift() -> list[str]:
        return [one.what for one in builder._drift(tmp_path, target, entry, record.Digests(tmp_path))]

    assert drift() == []
    record.replace_text(tmp_path / target.path, "another result")
    assert drift() == ["not as built here: results or other bytes were changed since"]
    record.replace_text(tmp_path / "course/lesson.py", "pulled with its notebook")
    assert drift() == []


def test_what_is_edited_while_notebooks_are_made_counts_as_changed(tmp_path: Path) -> None:
    for name in ("course/lesson.py", "course/quiz.yml"):
        record.replace_text(tmp_path / name, "old")
    digests = record.Digests(tmp_path)
    digests.watch()
    (tmp_path / "course/lesson.py").write_text("edited", encoding="utf-8")
    uses = digests.of_all(["course/lesson.py", "course/quiz.yml"])
    assert record.Digests(tmp_path).changed({"made": "", "uses": uses}) == ["course/lesson.py"]


def test_two_builds_at_once_do_not_take_each_others_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, put = tmp_path / "x.ipynb", os.replace

    def other_first(aside: Path, place: Path) -> None:
        monkeypatch.setattr(os, "replace", put)
        monkeypatch.setattr(os, "getpid", lambda: 1)
        record.replace_text(file, "the other's")
        put(aside, place)

    monkeypatch.setattr(os, "replace", other_first)
    record.replace_text(file, "ours")
    assert file.read_text(encoding="utf-8") == "ours"
    assert [one.name for one in tmp_path.iterdir()] == ["x.ipynb"]


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left_there(tmp_path: Path) -> None:
    place = tmp_path / "taken.ipynb"
    place.mkdir()
    with pytest.raises(CourseError, match=r"taken\.ipynb cannot be written"):
        record.replace_text(place, "text")
    assert [one.name for one in tmp_path.iterdir()] == ["taken.ipynb"]


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.ipynb"
    record.replace_text(file, "old")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        record.replace_text(file, "new")
    assert file.read_text(encoding="utf-8") == "old"


def test_what_composes_a_notebook_is_named_as_it_stands(root: Path) -> None:
    assert [name for name in COMPOSING if not (root / name).is_file()] == []
    assert [word for word in WORDS if word not in catalogue("en")["build"]] == []
    assert [room for room in builder.PROVED_WITH if (root / "fsq_lab" / room).is_dir()][:3] == [
        "source",
        "checks",
        "scoring",
    ]


def test_an_unchanged_build_loads_neither_notebooks_nor_what_runs_them() -> None:
    heavy = {"nbformat", "jupytext", "nbclient"}
    code = f"import sys, fsq_lab.cli, fsq_lab.authoring.build; print(*{heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
