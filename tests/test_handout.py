"""Chapters as HTML: whole, self-contained, every question with its answer folded away, in the page's language alone."""

import re
from html import escape, unescape
from pathlib import Path

import nbformat
import pytest
from test_pages import Outline

from fsq_lab.authoring.handout import write_handouts
from fsq_lab.data import course_folder
from fsq_lab.language import LANGUAGES, current, use
from fsq_lab.quiz.bank import load_bank

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
    notebook = nbformat.read(course_folder() / "notebooks" / language / f"{chapter}.ipynb", as_version=4)
    quizzes = [
        o.data for c in notebook.cells for o in c.get("outputs", [])
        if o.get("data", {}).get("text/plain", "").startswith("Quiz ")
    ]  # fmt: skip
    asked = sum(int(re.findall(r"\((\d+) items", data["text/plain"])[0]) for data in quizzes)
    quiz = "".join(re.findall(r'<section class="quiz">.*?</section>', html, re.DOTALL))
    assert quiz.count("<summary>") == asked > 0
    folded = unescape(" ".join(re.findall(r"<details>.*?</details>", quiz, re.DOTALL)))
    open_text = unescape(re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL))
    bank = load_bank(chapter)
    other = "en" if language == "zh" else "zh"
    told = 0
    for item in bank.items:
        for option in getattr(item, "options", ()):
            told += option.why[language] in folded
            assert option.why[language] not in open_text
            assert option.why[other] not in folded
    assert told


def test_on_paper_the_answers_are_left_out(written: Path) -> None:
    html = text_of(written, CHAPTERS[0], "zh")
    assert re.search(r"@media print \{\s*\.quiz details \{ display: none; \}", html)


def test_the_same_chapter_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    for file in write_handouts(course_folder(), tmp_path):
        assert file.read_bytes() == (written / file.name).read_bytes()
