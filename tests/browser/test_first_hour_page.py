"""A learner's first hour and next day in a real JupyterLab: first click, handing in, terminal, notebook reopened."""

import json
import re
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from jupyter_pages import idle, open_and_run_all, until

from fsq_lab.ground.language import LANGUAGES, message_in
from fsq_lab.learner import workspace

pytestmark = pytest.mark.browser

APPS = {"lab": "lab/tree/", "notebook": "notebooks/"}
PANELS = re.compile("assignment|course list|nbgrader|validate|jupytext", re.IGNORECASE)


def show(browser: Any, lab: Any, address: str = "") -> Any:
    """Open an address of a server and wait for its notebook and kernel."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{lab.url}{address}?token={lab.token}", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000, state="attached")
    until(page, lambda: idle(lab))
    return page


def save(page: Any, file: Path) -> None:
    """Save with the keyboard, and wait until the file is written."""
    before = file.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    until(page, lambda: file.stat().st_mtime_ns > before, 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_thing_is_one_line_and_the_cell_under_it_answers(
    language: str, browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course(language, "00")
    page = show(browser, lab)
    line, cell = page.locator(".jp-Notebook .jp-Cell").nth(0), page.locator(".jp-Notebook .jp-Cell").nth(1)
    until(page, lambda: "Shift+Enter" in line.inner_text(), 20)
    for place in (line, cell):
        assert place.bounding_box()["y"] + place.bounding_box()["height"] < 400, "seen without scrolling"
    assert page.locator(".jp-Notebook .jp-OutputArea-output").count() == 0, "nothing is shown before it is run"
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    ready = message_in(language, "language.ready")
    until(page, lambda: ready in cell.inner_text(), 60)
    page.screenshot(path=tmp_path / f"ready-{language}.png")


@pytest.mark.parametrize("app", APPS)
def test_a_notebook_opened_the_next_day_shows_its_quizzes_and_role_play_as_they_were(
    app: str, browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course("zh", "01")
    name = "notebooks/zh/01_changing_for_you.ipynb"
    file = lab.root / name
    notebook = json.loads(file.read_text(encoding="utf-8"))
    play = "from fsq_lab import take_role, use\nuse('zh')\ntake_role('wrong-transfer')"
    notebook["cells"].append({**notebook["cells"][1], "id": "role", "source": play})
    file.write_text(json.dumps(notebook), encoding="utf-8")
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    open_and_run_all(page, lab)
    asked = page.locator(".fsq-quiz form").filter(has=page.locator("input[type=radio]")).first
    asked.locator("label").nth(1).click()
    asked.locator("button").click()
    until(page, lambda: len(asked.locator(".fsq-told").inner_text()) > 5, 20)
    told, widgets = asked.locator(".fsq-told").inner_text(), page.locator(".fsq-widget").count()
    assert widgets > 5
    page.locator(".jp-CodeCell .cm-content").first.click()
    save(page, file)
    page.close()
    end_kernels(lab)

    page = show(browser, lab, f"{APPS[app]}{name}")
    until(page, lambda: page.locator(".fsq-widget").count() == widgets, 30)
    assert "model not found" not in page.locator("body").inner_text()
    asked = page.locator(".fsq-quiz form").filter(has=page.locator("input[type=radio]")).first
    assert asked.locator(".fsq-told").inner_text() == told
    assert asked.locator("input").nth(1).is_checked()
    asked.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / f"next-day-{app}.png")
    asked.locator("button").click()
    silent = message_in("zh", "quiz.silent")
    until(page, lambda: silent in asked.locator(".fsq-told").inner_text(), 10)


def end_kernels(lab: Any) -> None:
    """End every kernel, as the night does."""
    headers = {"Authorization": f"token {lab.token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{lab.url}api/kernels", headers=headers)) as reply:
        for kernel in json.load(reply):
            address = f"{lab.url}api/kernels/{kernel['id']}"
            urllib.request.urlopen(urllib.request.Request(address, method="DELETE", headers=headers)).close()


@pytest.mark.parametrize("author", [False, True])
def test_only_an_author_sees_the_panels_of_teachers(author: bool, browser: Any, serve: Any, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    workspace.lay_out(folder)
    path, state = workspace.chapter_path("00", "en"), folder / workspace.STATE
    _, _, *arguments = workspace.lab_command(folder, state, path, "en", browser=False, port=None, author=author)
    page = show(browser, serve(folder, *arguments))
    page.wait_for_timeout(2000)
    tabs = page.locator(".lm-TabBar-tab, .jp-NotebookPanel-toolbar jp-button, .lm-MenuBar-item")
    titles = " ".join((tab.get_attribute("title") or "") + tab.inner_text() for tab in tabs.all())
    assert bool(PANELS.search(titles)) is author, titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_is_handed_in_from_its_last_cell(
    language: str, browser: Any, open_course: Any, tmp_path: Path
) -> None:
    lab = open_course(language, "03")
    path = f"exercises/{language}/03_servqual/03_servqual.ipynb"
    page = show(browser, lab, f"lab/tree/{path}")
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


def test_jupyterlabs_own_terminal_finds_the_courses_commands(open_course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    websocket = pytest.importorskip("websocket")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    lab = open_course("zh", "03")
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
