"""The evaluation report in Chromium: on a phone, on a desk and on A4 paper."""

from pathlib import Path
from typing import Any

import pytest
from quiz_pages import axe_violations

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, use
from fsq_lab.report import evaluation as report

pytestmark = pytest.mark.browser

PRINTABLE_WIDTH = round((210 - 2 * 12) / 25.4 * 96)
PRINTABLE_HEIGHT = round((297 - 27) / 25.4 * 96)
NAMES = ("bank_branch", "insurance")


@pytest.fixture(scope="module", params=[(name, language) for name in NAMES for language in LANGUAGES], ids="-".join)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    name, language = request.param
    use(language)
    return report.write_report(
        course_folder() / "datasets" / "synthetic" / f"{name}.csv", name, tmp_path_factory.mktemp("report") / "r.html"
    )


@pytest.fixture
def report_page(file: Path, page: Any) -> Any:
    page.requested = []

    def note(request: Any) -> None:
        page.requested.append(request.url)

    page.on("request", note)
    page.goto(file.as_uri())
    yield page
    page.remove_listener("request", note)


def test_axe_finds_nothing_and_nothing_overflows(report_page: Any) -> None:
    for width in (1280, 400, 320):
        report_page.set_viewport_size({"width": width, "height": 900})
        assert report_page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert axe_violations(report_page, "html") == []


def test_nothing_is_requested_but_the_page_itself(report_page: Any, file: Path) -> None:
    outside = [url for url in report_page.requested if not url.startswith("data:")]
    assert outside == [file.as_uri()]
    assert report_page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")


def test_numbers_are_never_broken_between_digits(report_page: Any) -> None:
    report_page.set_viewport_size({"width": 400, "height": 900})
    broken = report_page.evaluate(
        "[...document.querySelectorAll('td')].filter((cell) => /^[−0-9.%]+$/.test(cell.textContent)).filter((cell) => {"
        " const range = document.createRange(); range.selectNodeContents(cell);"
        " return range.getClientRects().length > 1 }).length"
    )
    assert broken == 0


def test_on_paper_it_fits_and_no_row_or_chart_is_split(report_page: Any) -> None:
    report_page.emulate_media(media="print")
    report_page.set_viewport_size({"width": PRINTABLE_WIDTH, "height": 1000})
    assert report_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    split = report_page.evaluate(
        "[...document.querySelectorAll('tr, figure, .headline')]"
        ".filter((one) => getComputedStyle(one).breakInside !== 'avoid').length"
    )
    assert split == 0


def test_on_paper_every_chart_fits_a_page_and_short_tables_stay_together(report_page: Any) -> None:
    report_page.emulate_media(media="print")
    report_page.set_viewport_size({"width": PRINTABLE_WIDTH, "height": 1000})
    heights = report_page.evaluate("[...document.images].map((image) => image.getBoundingClientRect().height)")
    assert heights
    assert max(heights) < PRINTABLE_HEIGHT - 80
    short = "[...document.querySelectorAll('table')].filter((one) => one.tBodies[0].rows.length <= 16)"
    assert report_page.evaluate(f"{short}.length") > 3
    assert report_page.evaluate(f"{short}.every((one) => getComputedStyle(one).breakInside === 'avoid')")


def test_the_tables_can_be_saved_with_plain_names_and_in_the_pages_language(report_page: Any) -> None:
    first = report_page.locator("#appendix li").first.locator("a")
    saved = {}
    for place in range(first.count()):
        with report_page.expect_download() as download:
            first.nth(place).click()
        saved[download.value.suggested_filename] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert all(name.endswith(".csv") for name in saved)
    heads = {name.count("."): text.splitlines()[0] for name, text in saved.items()}
    assert "n_used" in heads[1]
    assert ("用到的人数" in heads.get(2, "")) == (report_page.locator("html").get_attribute("lang") == "zh-CN")


def test_axe_can_fail(report_page: Any) -> None:
    report_page.evaluate("document.querySelector('img').removeAttribute('alt')")
    (fault,) = axe_violations(report_page, "html", "image-alt", "html-has-lang")
    assert fault.startswith("image-alt: <img")
