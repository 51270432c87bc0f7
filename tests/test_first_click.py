"""The first thing in a notebook is one line of text, and under it the cell to run, which answers."""

from pathlib import Path

import nbformat
import pytest

from fsq_lab.authoring.build import targets
from fsq_lab.classroom.handout import handout
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, message_in, use
from fsq_lab.ground.names import first_cell

BUILT = {target.path: target for target in targets(course_folder())}


@pytest.mark.parametrize("path", BUILT)
def test_a_notebook_begins_with_one_line_and_the_cell_to_run(root: Path, path: str) -> None:
    target = BUILT[path]
    line, cell, title, *_ = nbformat.read(root / path, as_version=4).cells
    assert (line.cell_type, len(line.source.splitlines())) == ("markdown", 1)
    assert "Shift+Enter" in line.source
    assert cell.source == first_cell(target.language)
    assert title.source.startswith("# ")
    if target.kind != "exercise":
        (output,) = cell.outputs
        assert output.data == {"text/plain": message_in(target.language, "language.ready")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_cell_answers_in_its_language_with_one_stable_line(language: str) -> None:
    answers = {repr(use(language)) for _ in range(2)}
    assert answers == {message_in(language, "language.ready")}
    assert "\n" not in answers.pop()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_line_promises_is_what_the_cell_answers(language: str) -> None:
    promised = {"zh": "准备好了", "en": "Ready"}[language]
    assert promised in message_in(language, "build.begin")
    assert message_in(language, "language.ready").startswith(promised)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_to_read_does_not_ask_for_a_click(root: Path, language: str) -> None:
    use(language)
    page = handout(nbformat.read(root / f"notebooks/{language}/00_start_here.ipynb", as_version=4))
    assert message_in(language, "language.ready") not in page
    assert page.index("<h1>") < page.index("<p>")


@pytest.mark.parametrize("path", [path for path, target in BUILT.items() if target.kind == "exercise"])
def test_an_exercise_ends_with_how_to_hand_in(root: Path, path: str) -> None:
    how, last = nbformat.read(root / path, as_version=4).cells[-2:]
    assert how.source == message_in(BUILT[path].language, "build.hand_in").strip()
    assert last.source == "from fsq_lab import submit\n\nsubmit()"
    assert last.metadata.get("deletable") is False
    assert last.metadata.get("editable", True), "the learner writes the id there"
