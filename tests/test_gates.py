"""The gates over the whole tree, and for each a test that it can fail."""

import html
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from secrecy import leaks

from fsq_lab.authoring import build as builder
from fsq_lab.authoring.compare import Difference, differences, same_picture
from fsq_lab.authoring.execute import BuildError, execute
from fsq_lab.authoring.notebooks import exercise_notebook
from fsq_lab.checks.grammar import read_blocks
from fsq_lab.checks.oracle import OracleError
from fsq_lab.checks.source import read_exercise
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.learner import workspace
from fsq_lab.quiz.bank import load_bank


def tool(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_ruff_finds_nothing(root: Path) -> None:
    found = tool("ruff", "check", "fsq_lab", "tests", "benchmarks", "start.py", cwd=root)
    assert found.returncode == 0, found.stdout
    formatted = tool("ruff", "format", "--check", "fsq_lab", "tests", "benchmarks", "start.py", cwd=root)
    assert formatted.returncode == 0, formatted.stdout


def test_built_notebooks_hold_no_undefined_name_and_no_bad_comparison(root: Path) -> None:
    options = ("--select", "E9,F7,F821", "--isolated")
    found = tool("ruff", "check", *options, "notebooks", "exercises", "solutions", cwd=root)
    assert found.returncode == 0, found.stdout


def test_the_undefined_name_gate_can_fail(tmp_path: Path, root: Path) -> None:
    notebook = nbformat.read(root / "notebooks/en/03_servqual.ipynb", as_version=4)
    next(cell for cell in notebook.cells if cell.id == "first-cell").source += "\nundefined_name"
    nbformat.write(notebook, tmp_path / "x.ipynb")
    found = tool("ruff", "check", "--select", "E9,F7,F821", "--isolated", "x.ipynb", cwd=tmp_path)
    assert found.returncode == 1
    assert "undefined_name" in found.stdout


def test_mypy_strict_finds_nothing(root: Path) -> None:
    found = tool("mypy", cwd=root)
    assert found.returncode == 0, found.stdout


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
        builder.prove_exercises(tmp_path, {"03_servqual"})


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_students_copy_runs_top_to_bottom(root: Path, language: str) -> None:
    for file in sorted((root / "exercises" / language).glob("*/*.ipynb")):
        done = execute(nbformat.read(file, as_version=4), file.parent, file.name)
        verdicts = [c.outputs[0].data["text/plain"] for c in done.cells if c.id.endswith("-check")]
        assert verdicts
        assert all(verdict.startswith("○") for verdict in verdicts)


def test_both_languages_have_the_same_cells_and_no_students_copy_holds_a_solution(root: Path) -> None:
    for file in sorted((root / "course" / "chapters").glob("*/exercise.py")):
        exercise = read_exercise(file)
        zh, en = (exercise_notebook(exercise, language, solved=False) for language in LANGUAGES)
        assert [c.id for c in zh.cells] == [c.id for c in en.cells]
        for answer in exercise.answers.values():
            body = answer.code.partition("=")[2].strip() if answer.function is None else answer.code
            for language in LANGUAGES:
                text = (root / f"exercises/{language}/{file.parent.name}/{file.parent.name}.ipynb").read_text(
                    encoding="utf-8"
                )
                assert body not in "".join(c.source for c in nbformat.reads(text, as_version=4).cells)
                assert all(m.message["zh"] not in text and m.message["en"] not in text for m in answer.mistakes)


def test_no_machine_path_and_no_registry_host_in_tracked_files(root: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    needles = [b"/work/" + b"main", b"/ro" + b"ot/", b"pypi" + b".org", b"registry.npm" + b"js"]
    found = [n for n in listed.stdout.split("\n") if n and any(x in (root / n).read_bytes() for x in needles)]
    assert found == []


TOLD_LATER = {"right", "wrong", "if_true", "if_false", "mistakes", "hints", "overall", "afterwards"}


def told_later(entry: Any, secret: bool = False) -> Iterator[str]:
    """Yield what a quiz item says only after an answer: each "why", and all below the keys of `TOLD_LATER`."""
    if isinstance(entry, list):
        for part in entry:
            yield from told_later(part, secret)
    elif isinstance(entry, dict):
        for key, part in entry.items():
            if key == "why" or (secret and key in LANGUAGES):
                yield from [part] if isinstance(part, str) else []
            if not isinstance(part, str):
                yield from told_later(part, secret or key in TOLD_LATER)


def explanations_in(root: Path, text: str) -> list[str]:
    """Every explanation of every bank, in either language, that stands in a text."""
    banks = [
        yaml.safe_load(f.read_text(encoding="utf-8")) for f in sorted((root / "course" / "chapters").glob("*/quiz.yml"))
    ]
    secrets = list(told_later(banks))
    assert len(secrets) >= 8
    return [secret for secret in secrets if secret.strip() in text]


def built_texts(root: Path, *folders: str) -> dict[str, str]:
    """What a reader of a built notebook can find in it: sources and outputs, JSON escapes undone."""
    texts: dict[str, str] = {}
    for folder in folders:
        for file in sorted((root / folder).rglob("*.ipynb")):
            cells = nbformat.read(file, as_version=4).cells
            outputs = [str(o.get("data", o.get("text", ""))) for c in cells for o in c.get("outputs", [])]
            texts[str(file.relative_to(root))] = html.unescape("\n".join([*(c.source for c in cells), *outputs]))
    return texts


def test_no_built_notebook_holds_an_explanation_or_a_leak(root: Path) -> None:
    texts = built_texts(root, "notebooks", "exercises", "solutions")
    assert {name: explanations_in(root, text) for name, text in texts.items()} == {name: [] for name in texts}
    for name in (name for name in texts if name.startswith("notebooks")):
        bank = load_bank(Path(name).stem)
        notebook = nbformat.read(root / name, as_version=4)
        quiz = [o.data for c in notebook.cells if "take_quiz" in c.source for o in c.get("outputs", [])]
        assert quiz
        assert leaks(bank, json.dumps(quiz)) == []


def answers_in(root: Path, text: str) -> list[str]:
    """Every message of a named mistake, model answer and rubric of every exercise that stands in a text."""
    return [
        words
        for file in sorted((root / "course" / "chapters").glob("*/exercise.py"))
        for block in read_blocks(file)
        if block.kind in ("mistake", "written", "rubric")
        for words in block.text.values()
        if words.strip() in text
    ]


def test_the_folder_that_open_lays_out_holds_no_solution_and_no_key(root: Path, tmp_path: Path) -> None:
    workspace.lay_out(tmp_path)
    rooms = {part for file in tmp_path.rglob("*") for part in file.relative_to(tmp_path).parts}
    assert rooms & {"course", "solutions", "instructor", "quizzes", "roleplays", "exam"} == set()
    texts = built_texts(tmp_path, "notebooks", "exercises")
    others = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix not in (".ipynb", ".csv")]
    texts |= {str(file): file.read_text(encoding="utf-8") for file in others}
    assert len(texts) > 10
    assert {name: explanations_in(root, text) + answers_in(root, text) for name, text in texts.items()} == {
        name: [] for name in texts
    }


def test_the_search_of_the_learners_folder_can_fail(root: Path) -> None:
    for text in built_texts(root, "solutions").values():
        assert answers_in(root, text)


def test_the_search_of_built_notebooks_can_fail(root: Path) -> None:
    items = yaml.safe_load((root / "course/chapters/03_servqual/quiz.yml").read_text(encoding="utf-8"))
    why = items[0]["options"][0]["zh"]["why"]
    assert explanations_in(root, f"<p>{why}</p>") == [why]
    every = yaml.safe_load((root / "tests/every_type.yml").read_text(encoding="utf-8"))
    found = set(told_later(every))
    assert {"咨询摸不着。", "Size is not felt.", "方向反了。", "It begins with S.", "均值说的是中心。"} <= found
    assert {"感知在前。", "听完才知道。", "More than one.", "See it again later.", "那个只问感知。"} <= found
    assert {"咨询", "Match.", "中心", "服务质量量表"} & found == set()
