"""A learner's first hour and next day in a real JupyterLab: first click, handing in, terminal, notebook reopened."""

import json
import re
import time
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jupyter_pages import end_kernels, languages_in_turn, open_and_run_all, save, show, until

from fsq_lab.ground.language import message_in
from fsq_lab.learner import workspace

pytestmark = pytest.mark.browser

SCREEN = {"width": 1366, "height": 768}
LATE = """
window.held = [];
const later = window.setTimeout;
window.setTimeout = (work, after, ...given) => {
  const waits = window.held && (work.name === "showAgain" || (after === 100 && /native code/.test(work)));
  return waits ? window.held.push([work, after, ...given]) : later(work, after, ...given);
};
window.release = () => {
  for (const one of window.held) later(...one);
  window.held = null;
};
const missed = () => (window.missed ||= document.body?.textContent.includes("model not found"));
new MutationObserver(missed).observe(document, { subtree: true, childList: true });
"""
"""Keeps the outputs that wait for their widget (``get_model`` of ipywidgets) asleep until ``release`` is called."""
PANELS = re.compile("assignment|course list|nbgrader|validate|jupytext", re.IGNORECASE)


@pytest.mark.parametrize("language", languages_in_turn())
def test_the_first_thing_is_one_line_and_the_cell_under_it_answers(
    language: str, browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = replace(open_course(language), first="")
    page = browser.new_context(viewport=SCREEN).new_page()
    show(page, lab)
    assert not PANELS.search(panels(page))
    line, cell = page.locator(".jp-Notebook .jp-Cell").nth(0), page.locator(".jp-Notebook .jp-Cell").nth(1)
    until(page, lambda: "Shift+Enter" in line.inner_text())
    for place in (line, cell):
        assert place.bounding_box()["y"] + place.bounding_box()["height"] < 400, "seen without scrolling"
    assert page.locator(".jp-Notebook .jp-OutputArea-output").count() == 0, "nothing is shown before it is run"
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    ready = message_in(language, "language.ready")
    until(page, lambda: ready in cell.inner_text())
    page.screenshot(path=tmp_path / f"ready-{language}.png")


def test_a_notebook_opened_the_next_day_shows_its_quizzes_and_role_play_as_they_were(
    browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course("zh", "01")
    name = "notebooks/zh/01_changing_for_you.ipynb"
    file = lab.root / name
    notebook = json.loads(file.read_text(encoding="utf-8"))
    play = "from fsq_lab import take_role, use\nuse('zh')\ntake_role('wrong-transfer')"
    notebook["cells"].append({**notebook["cells"][1], "id": "role", "source": play})
    file.write_text(json.dumps(notebook), encoding="utf-8")
    page = browser.new_context(viewport=SCREEN).new_page()
    open_and_run_all(page, lab)
    asked = page.locator(".fsq-quiz form").filter(has=page.locator("input[type=radio]")).first
    asked.locator("label").nth(1).click()
    asked.locator("button").click()
    until(page, lambda: len(asked.locator(".fsq-told").inner_text()) > 5)
    told, widgets = asked.locator(".fsq-told").inner_text(), page.locator(".fsq-widget").count()
    assert widgets > 5
    page.locator(".jp-CodeCell .cm-content").first.click()
    save(page, file)
    page.close()
    end_kernels(lab)
    saved = file.read_bytes()

    def opened(address: str, late: bool = False) -> tuple[Any, Any]:
        page = browser.new_context(viewport=SCREEN).new_page()
        if late:
            page.add_init_script(LATE)
        show(page, lab, f"{address}{name}")
        if late:
            until(page, lambda: page.evaluate("window.held.some(([work]) => work.name === 'showAgain')"))
            page.wait_for_timeout(2000)  # as long as an output looks for its widget
            page.evaluate("release()")
            until(page, lambda: page.evaluate("window.missed"))
        until(page, lambda: page.locator(".fsq-widget").count() == widgets)
        assert "model not found" not in page.locator("body").inner_text()
        asked = page.locator(".fsq-quiz form").filter(has=page.locator("input[type=radio]")).first
        assert asked.locator(".fsq-told").inner_text() == told
        assert asked.locator("input").nth(1).is_checked()
        return page, asked

    for app, address in {"lab": "lab/tree/", "notebook": "notebooks/"}.items():
        file.write_bytes(saved)
        page, asked = opened(address)
        asked.scroll_into_view_if_needed()
        page.screenshot(path=tmp_path / f"next-day-{app}.png")
        asked.locator("button").click()
        silent = message_in("zh", "quiz.silent")
        until(page, lambda asked=asked, silent=silent: silent in asked.locator(".fsq-told").inner_text())
        for letter in ("q", "w"):  # what is saved first must not be a change by somebody else when more is saved
            write(page, app, letter)
            save(page, file)
        assert page.locator(".jp-Dialog").count() == 0
        assert any("qw" in "".join(cell["source"]) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"])
        page.close()
        end_kernels(lab)
        page, asked = opened(address, late=True)  # on the third day, though nothing was run on the second
        page.close()
        end_kernels(lab)


def write(page: Any, app: str, text: str) -> None:
    """Write at the end of a cell, in JupyterLab of one of code, in Notebook 7 of one of prose."""
    editor = page.locator({"lab": ".jp-CodeCell", "notebook": ".jp-MarkdownCell"}[app]).first.locator(".cm-content")
    if not editor.is_visible():
        page.locator(".jp-MarkdownCell .jp-RenderedMarkdown").first.dblclick()
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def panels(page: Any) -> str:
    """Return the names of all side panels, buttons and menus, once they are there."""
    page.wait_for_timeout(2000)
    tabs = page.locator(".lm-TabBar-tab, .jp-NotebookPanel-toolbar jp-button, .lm-MenuBar-item")
    return " ".join((tab.get_attribute("title") or "") + tab.inner_text() for tab in tabs.all())


def test_an_author_sees_the_panels_of_teachers_that_a_learner_does_not(
    browser: Any, serve: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    workspace.lay_out(folder)
    path, state = workspace.chapter_path("00", "en"), folder / workspace.STATE
    _, _, *arguments = workspace.lab_command(folder, state, path, "en", browser=False, port=None, author=True)
    page = browser.new_context(viewport=SCREEN).new_page()
    show(page, serve(folder, *arguments))
    assert PANELS.search(panels(page))


@pytest.mark.parametrize("language", languages_in_turn())
def test_an_exercise_is_handed_in_from_its_last_cell(
    language: str, browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course(language, "03")
    path = f"exercises/{language}/03_servqual/03_servqual.ipynb"
    page = browser.new_context(viewport=SCREEN).new_page()
    show(page, lab, f"lab/tree/{path}")
    last = page.locator(".jp-Notebook .jp-CodeCell", has_text="import submit")
    last.wait_for(timeout=60_000)  # JupyterLab attaches the cells of a long notebook one after the other
    last.scroll_into_view_if_needed()

    def run(wanted: str, source: str | None = None) -> None:
        last.locator(".cm-content").click()
        if source is not None:
            page.keyboard.press("Control+a")
            page.keyboard.type(source)
        page.keyboard.press("Control+Enter")
        until(page, lambda: wanted in last.locator(".jp-Cell-outputWrapper").inner_text())

    run({"zh": "1 各维度的平均差距（3分）", "en": "1 Mean gap by dimension (points: 3)"}[language])
    not_saved = message_in(language, "submit.not_saved", saved="|").partition("|")[0]
    run(not_saved, "from fsq_lab import submit\nsubmit('20260001')")
    assert list(lab.root.glob("*.zip")) == []
    save(page, lab.root / path)
    run("submission_03_servqual_20260001.zip")
    assert (lab.root / "submission_03_servqual_20260001.zip").is_file()
    page.screenshot(path=tmp_path / f"handed-in-{language}.png")


def test_jupyterlabs_own_terminal_finds_the_courses_commands(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    websocket = pytest.importorskip("websocket")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    folder = tmp_path / "我的 课程"
    lab = serve(folder, "fsq_lab", "open", "03", "--lang", "zh", "--no-browser", "--folder", str(folder))
    request = urllib.request.Request(f"{lab.url}api/terminals", method="POST")
    request.add_header("Authorization", f"token {lab.token}")
    for _ in range(300):
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                name = json.load(reply)["name"]
            break
        except OSError:  # the server has written where it is but does not listen yet
            time.sleep(0.2)
    address = f"{lab.url.replace('http', 'ws', 1)}terminals/websocket/{name}?token={lab.token}"
    terminal = websocket.create_connection(address, timeout=60)
    terminal.send(json.dumps(["stdin", "fsq-lab submit 03; echo END$((1+1))\r"]))
    told = ""
    while "END2" not in told:
        kind, *text = json.loads(terminal.recv())
        told += text[0] if kind == "stdout" else ""
    terminal.close()
    assert "1 各维度的平均差距（3分）" in told
    assert (lab.root / "submission_03_servqual.zip").is_file()
    assert workspace.is_as_laid_out(lab.root, "exercises/zh/03_servqual/03_servqual.ipynb")
