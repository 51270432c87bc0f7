"""Glossary and formulas in Chromium: the formulas on one sheet of A4, nothing wider than its screen, axe."""

import re
from pathlib import Path
from typing import Any

import pytest
from quiz_pages import axe_violations

from fsq_lab.classroom.reference import write_reference
from fsq_lab.ground.course import course_folder

pytestmark = pytest.mark.browser
MOST_SHEETS = {"formulas": 1, "glossary": 5}


def test_reference_pages_print_on_few_sheets_and_fit_their_screen(page: Any, tmp_path: Path) -> None:
    for file in write_reference(course_folder(), tmp_path):
        page.goto(file.as_uri())
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
        assert 1 <= sheets <= MOST_SHEETS[file.name.split(".")[0]], file.name
        for width in (1280, 400):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (file.name, width)
        assert axe_violations(page, "html") == [], file.name
