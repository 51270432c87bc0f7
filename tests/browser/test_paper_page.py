"""Hand-outs, sheets, keys and chapters in Chromium: none wider than its screen, axe, keyboard, print."""

from pathlib import Path
from typing import Any

import pytest
from quiz_pages import EVERY, axe_violations

from fsq_lab.classroom import paper
from fsq_lab.classroom.analysis_page import write_analysis
from fsq_lab.classroom.handout import write_handouts
from fsq_lab.classroom.portable import portable
from fsq_lab.ground.chapters import banks
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.quiz.bank import load_bank

pytestmark = pytest.mark.browser
A4_WIDTH = 703  # pixels: 210 mm without the margins of 12 mm


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("讲 义")
    found = {file.name: file for file in write_handouts(course_folder(), folder)}
    for bank in [EVERY, load_bank(banks()[-1])]:
        for language in LANGUAGES:
            own = [portable(item, f"b/{item.id}", language, bank.seed(item)) for item in bank.items]
            for kind, write in (("handout", paper.handout), ("sheet", paper.sheet), ("key", paper.key)):
                file = folder / f"{bank.name}.{kind}.{language}.html"
                file.write_text(write([(f"x/{bank.name}", own)], language), encoding="utf-8")
                found[file.name] = file
    marks = folder / "marks.csv"
    rows = (f"S{place},{place % 2},{place % 3 / 2},{(place * 7) % 5 // 3}" for place in range(30))
    marks.write_text("\n".join(["learner,first-question,second-question,third-question", *rows]), encoding="utf-8")
    for language in LANGUAGES:
        use(language)
        found[f"analysis.{language}"] = write_analysis(marks, folder / f"analysis.{language}.html")
    return found


def test_every_page_fits_its_screen_and_satisfies_axe_with_all_answers_open(page: Any, pages: dict[str, Path]) -> None:
    for name, file in pages.items():
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for width in (1280, 400):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert axe_violations(page, "html") == [], name


def test_an_answer_opens_by_keyboard_and_stays_off_the_paper(page: Any, pages: dict[str, Path]) -> None:
    page.goto(pages[f"{EVERY.name}.handout.en.html"].as_uri())
    told = page.get_by_text("Advice cannot be touched.")
    assert not told.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert told.is_visible()
    page.emulate_media(media="print")
    assert not told.is_visible()


def test_nothing_is_cut_off_at_the_edge_of_an_a4_sheet(page: Any, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
    page.emulate_media(media="print")
    for name, file in pages.items():
        page.goto(file.as_uri())
        wide = page.evaluate(
            "[...document.querySelectorAll('main, .output, table, pre, img, svg')]"
            ".filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1"
            " || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')"
            ".map(one => one.outerHTML.slice(0, 100))"
        )
        assert wide == [], name
        broken = page.evaluate(
            "[...document.querySelectorAll('td')].filter((cell) => /^[−0-9.,%]+$/.test(cell.textContent))"
            ".filter((cell) => { const range = document.createRange(); range.selectNodeContents(cell);"
            " return range.getClientRects().length > 1 }).map((cell) => cell.textContent)"
        )
        assert broken == [], name


def test_a_printed_question_is_never_broken_across_pages(page: Any, pages: dict[str, Path]) -> None:
    page.goto(pages[f"{EVERY.name}.sheet.zh.html"].as_uri())
    page.emulate_media(media="print")
    breaks = page.evaluate(
        "[...document.querySelectorAll('.questions > li')].map(one => getComputedStyle(one).breakInside)"
    )
    assert breaks
    assert set(breaks) == {"avoid"}
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
