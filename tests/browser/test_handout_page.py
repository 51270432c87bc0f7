"""Chapters as pages on a phone: nothing beside the edge, charts whole, wide tables in a box of their own."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from fsq_lab.classroom.handout import handout
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, use

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", ["01_changing_for_you", "03_servqual"])
def test_a_chapter_fits_a_phone_and_its_charts_are_seen_whole(
    chapter: str, language: str, tmp_path: Path, browser: Any
) -> None:
    use(language)
    notebook = nbformat.read(course_folder() / "notebooks" / language / f"{chapter}.ipynb", as_version=4)
    file = tmp_path / "chapter.html"
    file.write_text(handout(notebook), encoding="utf-8")
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    widths = page.evaluate("[...document.querySelectorAll('.chart')].map((box) => [box.clientWidth, box.scrollWidth])")
    assert widths
    assert all(300 <= inside <= 400 and whole <= inside for inside, whole in widths)
    page.close()
