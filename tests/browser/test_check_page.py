"""The buttons under a check in a real JupyterLab: pressed by mouse and by keyboard, read on a light and a dark page."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_pages import idle, open_and_run_all, until, watch
from quiz_pages import axe_violations, darken, mount

from fsq_lab.checks.practice import exercise
from fsq_lab.checks.widget import CheckWidget
from fsq_lab.ground.language import message_in, use

pytestmark = pytest.mark.browser

CELLS = [
    "from fsq_lab import exercise, servqual, use\nuse('zh')",
    "check = exercise('03_servqual')\nlevels = servqual.dimensions(check.load('bank_branch'))",
    "gaps = (levels['expectation'] - levels['perception']).mean()",
    "check('gaps', gaps)",
    "'below'",
]
MENDED = "gaps = (levels['perception'] - levels['expectation']).mean()"


def test_a_hint_and_another_check_are_asked_for_by_mouse_and_by_keyboard(
    browser: Any, learner: Any, tmp_path: Path
) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), learner.root / "check.ipynb")
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    watch(page, learner)
    open_and_run_all(page, learner, f"doc/tree/{learner.below}check.ipynb")
    shown = page.locator(".fsq-check")
    shown.wait_for(timeout=60_000)
    verdict, hints, note = (shown.locator(name) for name in (".fsq-verdict", ".fsq-hints li", ".fsq-note"))
    again, hint, language = shown.get_by_role("button").all()
    live = shown.locator("[aria-live]")
    assert "期望减感知" in verdict.inner_text()
    assert "check.hint" not in page.locator(".jp-OutputArea-output", has=shown).inner_text()

    hint.click()
    until(page, lambda: hints.count() == 1)
    assert hints.first.locator("code").first.inner_text() == 'levels["perception"]', "code is shown as code"
    for key in ("d", "d", "b", "a"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    until(page, lambda: hints.count() == 2)
    until(page, lambda: "先求每位受访者的差" in live.text_content())
    assert hint.get_attribute("aria-disabled") == "true"
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == len(CELLS), "no key reached the notebook"

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    first = message_in("zh", "check.buttons.first", name="gaps").replace("`", "")
    until(page, lambda: note.inner_text() == first)
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").nth(2).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(MENDED)
    page.keyboard.press("Control+Enter")
    until(page, lambda: idle(learner))
    again.click()
    until(page, lambda: "答对了，得3分" in verdict.inner_text())
    until(page, lambda: "答对了，得3分" in live.text_content())
    shown.screenshot(path=tmp_path / "right.png")

    language.press("Enter")
    until(page, lambda: "Right. Points: 3." in verdict.inner_text())
    assert [button.inner_text() for button in (again, hint)] == ["Check again", "Hint"]
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-check") == []
    assert learner.outside == []


def test_it_is_readable_on_a_narrow_dark_page(page: Any, tmp_path: Path) -> None:
    use("zh")
    page.set_viewport_size({"width": 400, "height": 900})
    check = exercise("03_servqual")
    check.hint("gaps")
    mount(page, CheckWidget(check, check("gaps", [1, 2])))
    darken(page)
    assert axe_violations(page, ".fsq-check") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing runs off at the side"
    assert all(button.bounding_box()["height"] >= 44 for button in page.get_by_role("button").all())
    page.screenshot(path=tmp_path / "dark.png")
