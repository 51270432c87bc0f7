"""The questionnaire page in Chromium: on a phone, on a desk and on A4 paper."""

from typing import Any

import pytest
from quiz_pages import axe_violations

from fsq_lab.classroom import printed as pages
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.survey.instruments import shipped

pytestmark = pytest.mark.browser

PRINTABLE_WIDTH = round((210 - 2 * 12) / 25.4 * 96)
BREAKABLE = """[...document.querySelectorAll("tr, li, .consent, .part-points, .office")]
    .filter((row) => getComputedStyle(row).breakInside !== "avoid").length"""


@pytest.fixture(params=[(name, language) for name in shipped() for language in LANGUAGES], ids="-".join)
def questionnaire(request: pytest.FixtureRequest, page: Any) -> Any:
    name, language = request.param
    use(language)
    page.set_content(pages.questionnaire(name))
    return page


def test_axe_finds_nothing_and_nothing_overflows(questionnaire: Any) -> None:
    for width in (1280, 768, 360, 320):
        questionnaire.set_viewport_size({"width": width, "height": 900})
        assert questionnaire.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert axe_violations(questionnaire, "html") == []
    questionnaire.evaluate("document.documentElement.removeAttribute('lang')")
    (fault,) = axe_violations(questionnaire, "html", "html-has-lang", "image-alt")
    assert fault.startswith("html-has-lang: <html")


def test_on_paper_no_row_is_split_and_a_pen_finds_room(questionnaire: Any) -> None:
    questionnaire.emulate_media(media="print")
    questionnaire.set_viewport_size({"width": PRINTABLE_WIDTH, "height": 1000})
    assert questionnaire.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert questionnaire.evaluate(BREAKABLE) == 0
    sizes = questionnaire.evaluate(
        "[...document.querySelectorAll('.mark, .box')].map((mark) => mark.getBoundingClientRect())"
        ".filter((box) => box.width).map((box) => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 5 / 25.4 * 96, "five millimetres"
    overlaps = questionnaire.evaluate(
        "[...document.querySelectorAll('.ends')].filter((ends) => { const boxes = [...ends.children]"
        ".map((one) => { const range = document.createRange(); range.selectNodeContents(one);"
        " return range.getBoundingClientRect() });"
        " return boxes.some((box, i) => i && box.left < boxes[i - 1].right - 0.5) }).length"
    )
    assert overlaps == 0, "labels of the scale stand apart"
