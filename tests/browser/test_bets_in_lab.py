"""Lesson 00 with its three bets, in a real JupyterLab, as a learner goes through it: by mouse and by keyboard."""

import json
import re
from typing import Any

import pytest
from jupyter_pages import hears, languages_in_turn, open_and_run_all, restart, run, save, show, until, watch
from quiz_pages import axe_violations

from fsq_lab.ground.language import catalogue

pytestmark = pytest.mark.browser

CELLS = ".jp-Notebook .jp-CodeCell"
RIGHT = {
    "zh": "你猜的是可靠性；数据说是可靠性。猜中了。",
    "en": "You bet: Reliability. The data say: Reliability. You were right.",
}
SHORT = {
    "zh": "你猜的是1分；数据说是1.21分。猜中了。",
    "en": "You bet: 1 point. The data say: 1.21 points. You were right.",
}
REAL = {"zh": "你猜的是合成；数据说是真实。没猜中。", "en": "You bet: Synthetic. The data say: Real. Not this time."}
SCORE = {"zh": "猜了3次，猜中2次。", "en": "Bets right: 2 of 3."}


def cell(page: Any, source: str) -> Any:
    """Return the code cell that begins so."""
    found = page.locator(CELLS).filter(has=page.locator(".cm-content", has_text=re.compile(re.escape(source))))
    return found.first


def run_to(page: Any, source: str) -> Any:
    """Run all cells from the top to the one that begins so, but none twice."""
    for place in range(page.locator(CELLS).count()):
        code = page.locator(CELLS).nth(place)
        if not re.search(r"\d", code.locator(".jp-InputArea-prompt").inner_text()):
            assert run(page, code)
        if code.locator(".cm-content").inner_text().startswith(source):
            return code
    raise AssertionError(f"no cell begins with {source}")


def output(code: Any) -> str:
    return str(code.locator(".jp-OutputArea-output").inner_text()).strip()


@pytest.mark.parametrize("language", languages_in_turn())
def test_three_bets_are_placed_settled_counted_and_there_again_after_a_restart(
    language: str, browser: Any, open_course: Any, tmp_path: Any
) -> None:
    lab = open_course(language, "00")
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    watch(page, lab)
    show(page, lab)

    first = run_to(page, "bet(")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    shown = first.locator(".fsq-bet")
    shown.locator("label.fsq-option").nth(1).click()
    told = shown.locator(".fsq-told")
    until(page, lambda: told.inner_text())
    for key in ("d", "d", "b", "0", "0"):
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "no key reached the notebook"
    page.screenshot(path=tmp_path / f"placed-{language}.png")
    settling = run_to(page, "gaps = ")
    assert output(settling) == RIGHT[language]
    until(page, lambda: told.inner_text() == RIGHT[language])
    assert shown.get_by_role("radio").nth(1).get_attribute("aria-disabled") == "true"
    folded = page.locator(".jp-MarkdownCell details").first
    assert folded.evaluate("node => !node.open"), "what gives the answer is folded"
    page.screenshot(path=tmp_path / f"settled-{language}.png")

    second = run_to(page, 'bet("points_short"')
    field = second.locator(".fsq-bet").get_by_role("textbox")
    field.focus()
    page.keyboard.type("１分" if language == "zh" else "1")
    code = cell(page, 'settle("points_short"')
    code.locator(".cm-content").click()  # no button, no Enter: what stands is the bet
    page.keyboard.press("Shift+Enter")
    until(page, lambda: "1.21" in output(code))
    assert output(code) == SHORT[language]

    third = run_to(page, 'bet("complaints_real"')
    third.get_by_role("radio").nth(0).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    until(page, lambda: third.locator(".fsq-told").inner_text())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.fsq-bet') !== null")
    settling = cell(page, 'settle("complaints_real"')
    for _ in range(6):  # from the widget on: its own cell once more, text cells, then the one that settles
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(300)
        if re.search(r"[\d*]", settling.locator(".jp-InputArea-prompt").inner_text()):
            break
    until(page, lambda: output(settling) == REAL[language], 20)
    assert output(run_to(page, "bets()")) == SCORE[language]
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-bet") == []
    assert lab.outside == []

    journal = lab.root / "progress.jsonl"
    lines = journal.read_text(encoding="utf-8")
    assert lines.count('"truth"') == 3
    run(page, first)
    until(page, lambda: first.locator(".fsq-told").inner_text() == RIGHT[language])
    first.get_by_role("radio").nth(1).focus()
    save(page, lab.root / "notebooks" / language / "00_start_here.ipynb")  # from inside a widget, which keeps the focus
    assert page.evaluate("document.activeElement.closest('.fsq-bet') !== null")
    page.close()
    restart(lab)
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    open_and_run_all(page, lab)
    until(page, lambda: page.locator(".fsq-bet .fsq-told").first.inner_text() == RIGHT[language])
    assert output(cell(page, "bets()")) == SCORE[language]
    assert journal.read_text(encoding="utf-8") == lines, "nothing is recorded twice"
    score = catalogue(language)["progress"]["bets"].format(placed=3, right=2)
    assert score in page.locator(".fsq-progress").inner_text(), "the map counts them"

    assert page.locator(".fsq-map li").count() == 13
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-progress") == []
    states = hears(page)
    page.locator(".fsq-progress a").first.focus()
    page.keyboard.press("Enter")
    tab = page.locator(".lm-TabBar-tabLabel", has_text="01_changing_for_you.ipynb")
    until(page, lambda: tab.count() == 1 and states[-1:] == ["idle"])


def test_run_all_settles_without_a_bet_and_a_late_one_does_not_count(browser: Any, open_course: Any) -> None:
    lab = open_course("zh", "00")
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    open_and_run_all(page, lab)
    assert output(cell(page, "bets()")) == "猜了0次，猜中0次。没有猜的：3次。"
    shown = page.locator(".fsq-bet").first
    assert shown.locator(".fsq-told").inner_text() == "答案已经揭晓。现在还可以猜，不计分。"
    shown.locator("label.fsq-option").nth(1).click()
    until(page, lambda: "猜中了" in shown.locator(".fsq-told").inner_text())
    assert shown.locator(".fsq-told").inner_text().endswith("不计分。")
    code = cell(page, "bets()")
    run(page, code)
    assert output(code) == "猜了0次，猜中0次。没有猜的：3次。"
    kept = [json.loads(line) for line in (lab.root / "progress.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [entry["share"] for entry in kept if entry["item"].startswith("bets/")] == [None] * 3
