"""An error and a table as a learner sees them in a real JupyterLab: explained, folded, and headed in Chinese."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_pages import run, run_all, show, until
from quiz_pages import axe_violations

pytestmark = pytest.mark.browser

SLIP = "gpas"


def test_what_a_slip_and_a_table_say_and_what_to_run_after_a_restart(
    browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course("zh")
    file = lab.root / "notebooks" / "zh" / "00_start_here.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("servqual.gaps(load('bank_branch'))[['gap']]", id="table"))
    notebook.cells.append(nbformat.v4.new_code_cell(SLIP, id="slip"))
    nbformat.write(notebook, file)
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    show(page, lab)
    assert run(page, page.locator(".jp-Notebook .jp-CodeCell").nth(1))
    slip = page.locator(".fsq-slip")
    until(page, lambda: slip.count() == 1)
    assert "还没有read_survey：最上面的第一格还没有运行" in slip.inner_text()
    assert "运行选中单元格上方的所有单元格" in slip.inner_text()
    page.screenshot(path=tmp_path / "restarted.png")
    page.locator(".lm-MenuBar-item", has_text="运行").first.click()
    item = page.locator('.lm-Menu-item[data-command="notebook:run-all-above"]')
    assert item.inner_text().startswith("运行选中单元格上方的所有单元格"), "what the sentence names stands in the menu"
    page.keyboard.press("Escape")

    run_all(page, lab)
    head = page.locator(".jp-RenderedHTMLCommon th", has_text="可靠性").first
    until(page, lambda: head.count() == 1)
    assert head.inner_text() == "可靠性 reliability", "one line, so that copying it breaks no line"
    assert page.locator(".jp-RenderedHTMLCommon th", has_text="差距 gap").count() == 1
    head.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "table.png")

    slip = page.locator(".fsq-slip")
    until(page, lambda: slip.count() == 1)
    slip.scroll_into_view_if_needed()
    assert "没有叫gpas的东西。你是不是想写gaps？" in slip.inner_text()
    assert "Traceback" not in slip.inner_text(), "the traceback is folded"
    area = page.locator(".jp-OutputArea", has=slip)
    assert area.last.inner_text().strip().endswith("NameError: name 'gpas' is not defined")
    slip.locator("summary").focus()
    page.keyboard.press("Enter")
    until(page, lambda: "Traceback" in slip.inner_text())
    page.screenshot(path=tmp_path / "slip.png")
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-slip") == []
