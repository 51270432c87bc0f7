"""The one-page report in Chromium: one A4 page on paper, nothing beside the edge on a phone."""

import re
from pathlib import Path
from typing import Any

import pytest

from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.report.one_page import LONGEST, my_report
from fsq_lab.survey.loading import load

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_a4_page_and_fits_a_phone(language: str, tmp_path: Path, browser: Any) -> None:
    use(language)
    survey = load("bank_branch")
    sentence = {"zh": "客户觉得我们差得最多。" * 20, "en": "We fall short most on promises. " * 9}[language]
    my_report(survey, "B07", sentence[: LONGEST // (2 if language == "zh" else 1)], tmp_path / "page.html", by="王一")
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    page.close()
