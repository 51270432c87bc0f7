"""No key, explanation, mistake's message or model answer in what learners can open before they answer."""

import html
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from secrecy import leaks

from fsq_lab.ground.chapters import banks
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.ground.yaml_files import parse
from fsq_lab.learner import workspace
from fsq_lab.quiz.bank import load_bank
from fsq_lab.source.grammar import read_blocks

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


@cache
def explanations(root: Path) -> tuple[str, ...]:
    """Every explanation of every bank, in either language."""
    files = sorted((root / "course" / "chapters").glob("*/quiz.yml"))
    secrets = tuple(told_later([parse(file.read_text(encoding="utf-8")) for file in files]))
    assert len(files) >= 3
    assert len(secrets) >= 8 * len(files)
    return secrets


def explanations_in(root: Path, text: str) -> list[str]:
    """Every explanation of a bank that stands in a text."""
    return [secret for secret in explanations(root) if secret.strip() in text]


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
        if Path(name).stem not in banks():
            continue  # a draft without a question yet
        bank = load_bank(Path(name).stem)
        notebook = nbformat.read(root / name, as_version=4)
        quiz = [o.data for c in notebook.cells if "take_quiz" in c.source for o in c.get("outputs", [])]
        assert quiz
        assert leaks(bank, json.dumps(quiz)) == []


@cache
def answers(root: Path) -> tuple[str, ...]:
    """Every message of a named mistake, model answer and rubric of every exercise."""
    return tuple(
        words
        for file in sorted((root / "course" / "chapters").glob("*/exercise.py"))
        for block in read_blocks(file)
        if block.kind in ("mistake", "written", "rubric")
        for words in block.text.values()
    )


def answers_in(root: Path, text: str) -> list[str]:
    """Every message, model answer and rubric of an exercise that stands in a text."""
    return [words for words in answers(root) if words.strip() in text]


def test_the_folder_that_open_lays_out_holds_no_solution_and_no_key(root: Path, tmp_path: Path) -> None:
    workspace.lay_out(tmp_path)
    rooms = {part for file in tmp_path.rglob("*") for part in file.relative_to(tmp_path).parts}
    assert rooms & {"course", "solutions", "instructor", "quizzes", "roleplays", "exam"} == set()
    texts = built_texts(tmp_path, "notebooks", "exercises")
    others = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix not in (".ipynb", ".csv", ".gz")]
    texts |= {str(file): file.read_text(encoding="utf-8") for file in others}
    assert len(texts) > 10
    assert {name: explanations_in(root, text) + answers_in(root, text) for name, text in texts.items()} == {
        name: [] for name in texts
    }


def test_the_search_of_the_learners_folder_can_fail(root: Path) -> None:
    for text in built_texts(root, "solutions").values():
        assert answers_in(root, text)


def test_the_search_of_built_notebooks_can_fail(root: Path) -> None:
    items = parse((root / "course/chapters/03_servqual/quiz.yml").read_text(encoding="utf-8"))
    why = items[0]["options"][0]["zh"]["why"]
    assert explanations_in(root, f"<p>{why}</p>") == [why]
    every = parse((root / "tests/every_type.yml").read_text(encoding="utf-8"))
    found = set(told_later(every))
    assert {"咨询摸不着。", "Size is not felt.", "方向反了。", "It begins with S.", "均值说的是中心。"} <= found
    assert {"感知在前。", "听完才知道。", "More than one.", "See it again later.", "那个只问感知。"} <= found
    assert {"咨询", "Match.", "中心", "服务质量量表"} & found == set()
