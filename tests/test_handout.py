"""Chapters as HTML: whole, self-contained, every question with its answer folded away, in the page's language alone."""

import re
from html import escape, unescape
from itertools import chain
from pathlib import Path

import nbformat
import pytest
from outline import Outline

from fsq_lab.classroom.export import asked_in
from fsq_lab.classroom.handout import handout, write_handouts
from fsq_lab.classroom.portable import portable
from fsq_lab.ground.chapters import banks
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, current, message, use
from fsq_lab.roleplay.reading import load_scenario, scenarios
from fsq_lab.roleplay.widget import take_role

CHAPTERS = sorted(file.stem for file in (course_folder() / "notebooks" / "zh").glob("*.ipynb"))
EACH = pytest.mark.parametrize(("chapter", "language"), [(c, one) for c in CHAPTERS for one in LANGUAGES])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    use("en")
    folder = tmp_path_factory.mktemp("我的 课程") / "html"
    assert len(write_handouts(course_folder(), folder)) == len(CHAPTERS) * len(LANGUAGES)
    assert current() == "en"
    return folder


def text_of(folder: Path, chapter: str, language: str) -> str:
    return (folder / f"{chapter}.{language}.html").read_text(encoding="utf-8")


@EACH
def test_a_chapter_needs_nothing_from_elsewhere(written: Path, chapter: str, language: str) -> None:
    html = text_of(written, chapter, language)
    outline = Outline(html)
    assert outline.faults == []
    assert "<script" not in html
    assert "url(" not in html
    for name, attributes in outline.elements:
        assert name not in ("link", "iframe", "object", "embed")
        assert (attributes.get("src") or "data:image/png;base64,").startswith("data:image/png;base64,")
        link = attributes.get("href") or "#"
        assert link.startswith(("#", "https://", "http://")) or (written / link).is_file(), link
        assert not link.endswith(".html") or "://" in link or link.endswith(f".{language}.html")


@EACH
def test_every_chart_has_its_sentence_and_every_heading_is_there(written: Path, chapter: str, language: str) -> None:
    html = text_of(written, chapter, language)
    notebook = nbformat.read(course_folder() / "notebooks" / language / f"{chapter}.ipynb", as_version=4)
    images = [o for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert re.findall(r'<img alt="([^"]+)"', html) == [escape(o.data["text/plain"]) for o in images]
    headings = [line for c in notebook.cells if c.cell_type == "markdown" for line in c.source.splitlines()]
    assert len(re.findall(r"<h[1-4]", html)) == len([line for line in headings if re.match(r"#{1,4} ", line)])


@EACH
def test_every_question_of_the_lesson_has_its_answer_behind_a_click(written: Path, chapter: str, language: str) -> None:
    html = text_of(written, chapter, language)
    asked = asked_in(course_folder() / "notebooks" / language / f"{chapter}.ipynb")
    quiz = "".join(re.findall(r'<section class="quiz">.*?</section>', html, re.DOTALL))
    use(language)
    assert quiz.count(f"<summary>{message('paper.show')}</summary>") == len(asked)
    assert asked or chapter not in banks()
    folded = unescape(" ".join(re.findall(r"<details>.*?</details>", quiz, re.DOTALL)))
    open_text = unescape(re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL))
    for bank, item in asked:
        question = portable(item, "", language, bank.seed(item))
        told = [answer.why for answer in (*question.answers, *chain(*question.blanks))]
        for line in (line for text in (*told, question.afterwards, *question.hints) for line in text.splitlines()):
            assert line in folded, item.id
            assert line not in open_text, item.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_role_play_is_told_whole_behind_a_click(language: str) -> None:
    use(language)
    name = scenarios()[0]
    cell = nbformat.v4.new_code_cell("play_role", id="play")
    data = {"text/plain": repr(take_role(name)), "text/html": "<p></p>"}
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    html = handout(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# T"), cell]))
    folded = unescape(" ".join(re.findall(r"<details>.*?</details>", html, re.DOTALL)))
    scenario = load_scenario(name)
    for line in scenario.lines.values():
        assert line.text[language] in folded
        for choice in line.choices:
            assert folded.count(choice.why[language]) == 1
            for words in filter(None, (choice.text, choice.why, choice.breaks)):
                assert words[language] in folded
    for ending in scenario.endings.values():
        assert ending.debrief[language] in folded
    assert all(choice.why[language] not in unescape(html.split("<details>")[0]) for choice in line.choices)


def test_on_paper_the_answers_are_left_out(written: Path) -> None:
    html = text_of(written, CHAPTERS[0], "zh")
    assert re.search(r"@media print \{\s*details \{ display: none; \}", html)


def test_the_same_chapter_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    for file in write_handouts(course_folder(), tmp_path):
        assert file.read_bytes() == (written / file.name).read_bytes()


@EACH
def test_what_is_wide_stands_in_a_box_of_its_own(written: Path, chapter: str, language: str) -> None:
    """Tables, charts and code scroll inside their box; browser: no page is wider than a phone (test_handout_page)."""
    html = text_of(written, chapter, language)
    assert html.count('<div class="output chart" tabindex="0"><img ') == html.count("<img ")
    boxed = re.sub(r'<div class="output[^"]*" tabindex="0">.*?</table>', "", html, flags=re.DOTALL)
    assert "<table" not in boxed
    assert "fsq-chart-in-words" not in html
