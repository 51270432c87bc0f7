"""An error and a table as a learner sees them in a real JupyterLab: explained, folded, and headed in Chinese."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_pages import idle, open_and_run_all, until
from quiz_pages import axe_violations

pytestmark = pytest.mark.browser

SLIP = "gpas"


def test_a_slip_is_explained_above_its_error_and_a_table_speaks_chinese(
    browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course("zh", "00")
    file = lab.root / "notebooks" / "zh" / "00_start_here.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(SLIP, id="slip"))
    nbformat.write(notebook, file)
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    open_and_run_all(page, lab)

    head = page.locator(".jp-RenderedHTMLCommon th", has_text="可靠性")
    until(page, lambda: head.count() == 1, 20)
    assert head.inner_text() == "可靠性 reliability", "one line, so that copying it breaks no line"
    assert page.locator(".jp-RenderedHTMLCommon th", has_text="差距 gap").count() == 1
    head.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "table.png")

    slip = page.locator(".fsq-slip")
    until(page, lambda: slip.count() == 1, 20)
    slip.scroll_into_view_if_needed()
    assert "没有叫gpas的东西。你是不是想写gaps？" in slip.inner_text()
    assert "Traceback" not in slip.inner_text(), "the traceback is folded"
    area = page.locator(".jp-OutputArea", has=slip)
    assert area.last.inner_text().strip().endswith("NameError: name 'gpas' is not defined")
    slip.locator("summary").focus()
    page.keyboard.press("Enter")
    until(page, lambda: "Traceback" in slip.inner_text(), 10)
    page.screenshot(path=tmp_path / "slip.png")
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-slip") == []


def test_after_a_restart_the_first_error_says_what_to_run(browser: Any, open_course: Any, tmp_path: Path) -> None:
    lab = open_course("zh", "00")
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(f"{lab.url}?token={lab.token}", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000, state="attached")
    until(page, lambda: idle(lab))
    page.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    slip = page.locator(".fsq-slip")
    until(page, lambda: slip.count() == 1, 30)
    assert "还没有read_survey：最上面的第一格还没有运行" in slip.inner_text()
    assert "运行选中单元格上方的所有单元格" in slip.inner_text()
    page.screenshot(path=tmp_path / "restarted.png")
    page.locator(".lm-MenuBar-item", has_text="运行").first.click()
    item = page.locator('.lm-Menu-item[data-command="notebook:run-all-above"]')
    assert item.inner_text().startswith("运行选中单元格上方的所有单元格"), "what the sentence names stands in the menu"
