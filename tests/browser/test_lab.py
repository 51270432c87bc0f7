"""A learner's first quarter of an hour, in Chinese and in English, in a real JupyterLab."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jupyter_pages import languages_in_turn, open_and_run_all, until, watch
from quiz_pages import axe_violations
from secrecy import leaks

from fsq_lab.ground.language import catalogue
from fsq_lab.quiz.bank import load_bank
from fsq_lab.quiz.widget import QuizWidget

pytestmark = pytest.mark.browser

MENU = {"zh": "文件", "en": "File"}
OTHERS = ("LayoutModel", "fsq-explorer")  # what goes over the wire beside quizzes; explorers tell their numbers
LOWEST = {"zh": "最低的是可靠性", "en": "Reliability"}


def asked_in(notebook: Path) -> list[str]:
    """Return the items that a lesson asks: numbers of others may stand in its charts and explorers."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    quizzes = [line for cell in cells for line in cell["source"] if "take_quiz(" in line]
    return sorted({item for line in quizzes for item in re.findall(r'"([a-z0-9-]+)"', line.partition("items=")[2])})


@pytest.mark.parametrize("language", languages_in_turn())
def test_a_learner_opens_runs_sees_the_chart_and_answers_by_mouse_and_keyboard(
    language: str, browser: Any, open_course: Any, root: Path, tmp_path: Path
) -> None:
    lab = open_course(language, "03")
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    watch(page, lab)
    open_and_run_all(page, lab)

    assert MENU[language] in page.locator(".lm-MenuBar").inner_text(), "the interface speaks the language"
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0

    charts = page.locator(".jp-OutputArea", has=page.locator(".fsq-chart-in-words"))
    beside = charts.filter(has=page.locator("img")).first
    beside.scroll_into_view_if_needed()
    assert beside.count() == 1, "the chart's sentence stands beside it"
    assert beside.locator("img").first.evaluate("image => image.naturalWidth") > 300

    quiz = page.locator(".fsq-quiz").filter(has=page.get_by_role("radio")).first
    quiz.scroll_into_view_if_needed()
    assert quiz.get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[language]
    bank = load_bank("03_servqual").only(asked_in(lab.root / lab.first.removeprefix("lab/tree/")))
    comms = [frame for frame in lab.received if "comm_" in frame and not any(word in frame for word in OTHERS)]
    assert comms
    assert any(QuizWidget.code in frame for frame in comms), "the widget's own code travels too, with numbers as -1"
    wire = "\n".join(comms).replace(QuizWidget.code, "")
    assert leaks(bank, wire) == [], "no key and no explanation before an answer"

    single = quiz.locator("form").filter(has=page.get_by_role("radio")).first
    numeric = page.locator(".fsq-quiz form").filter(has=page.locator("input[type=text]")).first
    before = page.locator(".jp-Notebook .jp-Cell").count()
    single.locator("label").nth(0).click()
    single.locator("button").click()
    told = single.locator(".fsq-told")
    until(page, lambda: len(told.inner_text()) > 20)
    until(page, lambda: told.inner_text()[2:20] in (quiz.locator("[aria-live]").text_content() or ""))
    first = told.inner_text()

    single.locator("input").nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert single.locator("input").nth(1).is_checked(), "arrow keys move within the question"
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    until(page, lambda: told.inner_text() not in ("", first))
    numeric.get_by_role("textbox").focus()
    page.keyboard.type("−１.0")
    page.keyboard.press("Enter")
    answered = numeric.locator(".fsq-told")
    until(page, lambda: len(answered.inner_text()) > 5)
    assert page.locator(".jp-Notebook .jp-Cell").count() == before, "no key reached the notebook"
    assert quiz.locator("[aria-live]").count() == 1

    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-quiz") == []
    assert lab.outside == []
    quiz.screenshot(path=tmp_path / f"quiz-{language}.png")


def test_the_accessibility_check_can_fail(page: Any) -> None:
    page.set_content('<main class="x"><img src="a.png"><input></main>')
    assert len(axe_violations(page, ".x")) >= 2


def test_the_leak_search_sees_a_key_on_the_wire() -> None:
    bank = load_bank("03_servqual")
    why = next(option.why["en"] for item in bank.items for option in getattr(item, "options", ()))
    assert leaks(bank, json.dumps({"feedback": why}))
    assert catalogue("en")["quiz"]
