"""Explorers in a bare page, in JupyterLab and in Notebook 7: moved by mouse and keyboard, and heard."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_pages import languages_in_turn, open_and_run_all, until, watch
from quiz_pages import MOUNT, PAGE, answer_with, axe_violations, darken
from turns import in_turn

import fsq_lab
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import LANGUAGES, catalogue, use

pytestmark = pytest.mark.browser

APPS = {"lab": "doc/tree/", "notebook": "notebooks/"}
SOURCES = ("fsq_lab/explorers", "fsq_lab/widgets", "constraints.txt")
NAMES = ("explore_weights", "explore_sample_size", "explore_ceiling", "explore_denominator")
EACH = pytest.mark.parametrize("name", NAMES)
CELLS = [
    "from fsq_lab import explore_ceiling, explore_denominator, explore_sample_size, explore_weights, use",
    "use('{language}')",
    *(f"{name}()" for name in NAMES),
    "'below'",
]


def mount(page: Any, explorer: Explorer, asked: list[dict[str, int]] | None = None, answers: bool = True) -> Any:
    """Put an explorer on the page, noting what it asks; with ``answers=False`` Python keeps silent."""

    def python(message: str) -> str:
        if asked is not None:
            asked.append(json.loads(message)["values"])
        explorer._handle_custom_msg(json.loads(message), [])
        return json.dumps({"content": explorer.content, "shown": explorer.shown}) if answers else ""

    answer_with(page, python)
    page.set_content(PAGE)
    page.evaluate(MOUNT, {"code": explorer.code, "state": {"content": explorer.content, "shown": explorer.shown}})
    return page.locator(".fsq-explorer")


def follows(page: Any, explorer: Explorer) -> bool:
    """Return whether the page shows what Python last worked out: the sentence and the picture."""
    drawn = page.locator(".fsq-picture svg").get_attribute("aria-label")
    return page.locator(".fsq-told").inner_text() == explorer.shown["text"] and drawn in explorer.shown["picture"]


@pytest.mark.parametrize("language", LANGUAGES)
@EACH
def test_a_slider_is_moved_by_mouse_and_picture_and_sentence_follow(page: Any, name: str, language: str) -> None:
    use(language)
    explorer: Explorer = getattr(fsq_lab, name)()
    first = explorer.shown
    mount(page, explorer)
    assert follows(page, explorer)
    slider = page.get_by_role("slider").first
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    until(page, lambda: explorer.shown["turn"] > 0 and follows(page, explorer))
    assert explorer.shown["values"] != first["values"]
    assert explorer.shown["text"] != first["text"]
    page.get_by_role("button").first.click()
    until(page, lambda: explorer.shown["text"] == first["text"] and follows(page, explorer))


@EACH
def test_every_slider_is_moved_by_keyboard_alone(page: Any, name: str) -> None:
    explorer: Explorer = getattr(fsq_lab, name)()
    mount(page, explorer)
    for control in explorer.content["controls"]:
        page.keyboard.press("Tab")
        for key, value in (("End", control["high"]), ("Home", control["low"]), ("ArrowRight", None)):
            page.keyboard.press(key)
            expected = control["low"] + control["step"] if value is None else value
            until(page, lambda c=control, e=expected: explorer.shown["values"][c["name"]] == e)
    until(page, lambda: follows(page, explorer))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    start = {control["name"]: control["start"] for control in explorer.content["controls"]}
    until(page, lambda: explorer.shown["values"] == start and follows(page, explorer))


@EACH
def test_another_language_keeps_what_was_moved_and_the_focus(page: Any, name: str) -> None:
    use("zh")
    explorer: Explorer = getattr(fsq_lab, name)()
    whole = mount(page, explorer)
    page.get_by_role("slider").first.press("End")
    until(page, lambda: explorer.shown["turn"] == 1 and follows(page, explorer))
    values = explorer.shown["values"]
    other = page.get_by_role("button", name="English", exact=True)
    other.focus()
    page.keyboard.press("Enter")
    until(page, lambda: whole.get_attribute("lang") == "en" and follows(page, explorer))
    assert explorer.shown["values"] == values
    assert page.get_by_role("button", name="中文", exact=True).evaluate("node => node === document.activeElement")
    assert page.get_by_role("group", name=explorer.content["title"], exact=True).count() == 1
    moved = explorer.content["controls"][0]
    slider = page.get_by_role("slider", name=moved["label"], exact=True)
    assert slider.get_attribute("aria-valuetext") == f"{moved['high']}{moved['unit']}"
    assert "English" not in whole.inner_text()
    page.get_by_role("button", name=explorer.content["reset"], exact=True).click()
    start = {control["name"]: control["start"] for control in explorer.content["controls"]}
    until(page, lambda: explorer.shown["values"] == start and follows(page, explorer))


@pytest.mark.parametrize("language", LANGUAGES)
@EACH
def test_a_screen_reader_finds_names_values_and_one_live_region(page: Any, name: str, language: str) -> None:
    use(language)
    explorer: Explorer = getattr(fsq_lab, name)()
    whole = mount(page, explorer)
    assert page.get_by_role("group", name=explorer.content["title"], exact=True).count() == 1
    assert whole.get_attribute("lang") == explorer.content["lang"]
    for control in explorer.content["controls"]:
        slider = page.get_by_role("slider", name=control["label"], exact=True)
        assert slider.count() == 1
        assert slider.get_attribute("aria-valuetext") == f"{control['start']}{control['unit']}"
    assert page.get_by_role("img").count() == 1
    live = page.locator("[aria-live=polite]")
    assert live.count() == 1
    assert live.text_content() == ""
    page.get_by_role("slider").first.press("End")
    until(page, lambda: live.text_content() == explorer.shown["text"] and explorer.shown["turn"] > 0)
    assert live.count() == 1


def test_many_quick_moves_are_read_out_once_and_end_at_the_last(page: Any) -> None:
    explorer = fsq_lab.explore_weights()
    asked: list[dict[str, int]] = []
    mount(page, explorer, asked)
    page.evaluate(
        """() => { window.said = []; const live = document.querySelector("[aria-live]");
        new MutationObserver(() => live.textContent && window.said.push(live.textContent))
            .observe(live, {childList: true});
        const slider = document.querySelector("input");
        for (let value = 15; value <= 60; value++) {
            slider.value = value; slider.dispatchEvent(new Event("input", {bubbles: true})); } }"""
    )
    until(page, lambda: explorer.shown["values"]["tangibles"] == 60 and follows(page, explorer))
    page.wait_for_timeout(1200)
    assert page.evaluate("window.said") == [explorer.shown["text"]]
    assert len(asked) <= 5, "46 moves, a few questions"


@pytest.mark.parametrize(("name", "controls"), list(zip(NAMES, (7, 4, 3, 4), strict=True)))
def test_every_focusable_control_keeps_notebook_shortcuts_away(page: Any, name: str, controls: int) -> None:
    mount(page, getattr(fsq_lab, name)())
    assert page.locator("input, button, select, textarea, a[href], [tabindex]").count() == controls
    assert page.locator('[data-lm-suppress-shortcuts="true"]').count() == controls


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_silent_kernel_is_named_within_four_seconds(page: Any, language: str) -> None:
    use(language)
    mount(page, fsq_lab.explore_ceiling(), answers=False)
    page.get_by_role("slider").press("End")
    silent = catalogue(language)["explorers"]["silent"]
    until(page, lambda: page.locator(".fsq-told").inner_text() == silent, 4)
    until(page, lambda: page.locator("[aria-live]").text_content() == silent, 1)


@pytest.mark.parametrize(("width", "dark"), [(1000, False), (400, False), (400, True)])
@EACH
def test_it_is_readable_and_large_enough_to_hit(page: Any, name: str, width: int, dark: bool) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    mount(page, getattr(fsq_lab, name)())
    if dark:
        darken(page)
    assert axe_violations(page, ".fsq-explorer") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing runs off at the side"
    for control in page.locator("input, button").all():
        assert control.bounding_box()["height"] >= 44
    letters = page.locator("svg text").first.evaluate("node => node.getBoundingClientRect().height")
    assert letters >= 12


def test_the_focus_is_seen(page: Any) -> None:
    mount(page, fsq_lab.explore_ceiling())
    for _ in range(2):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "3px" in outline
        assert "solid" in outline


def test_a_view_that_is_closed_listens_no_longer(page: Any) -> None:
    explorer = fsq_lab.explore_ceiling()
    mount(page, explorer)
    before = page.locator(".fsq-told").inner_text()
    page.evaluate("window.unmount()")
    page.get_by_role("slider").press("End")
    page.wait_for_timeout(500)
    assert explorer.shown["turn"] == 1
    assert page.locator(".fsq-told").inner_text() == before


@pytest.fixture
def notebook(browser: Any, learner: Any) -> Any:
    """A function that opens a notebook with all explorers in an app and runs it: the page and the server."""

    def start(app: str, language: str) -> tuple[Any, Any]:
        cells = [nbformat.v4.new_code_cell(source.format(language=language)) for source in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), learner.root / "explorers.ipynb")
        page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
        watch(page, learner)
        open_and_run_all(page, learner, f"{APPS[app]}{learner.below}explorers.ipynb")
        page.locator(".fsq-explorer").nth(2).wait_for(timeout=60_000)
        return page, learner

    return start


@pytest.mark.parametrize("app", in_turn("explorers", [*APPS], 1, SOURCES))
@pytest.mark.parametrize("language", languages_in_turn())
def test_in_jupyter_all_three_are_moved_and_no_key_reaches_the_notebook(
    app: str, language: str, notebook: Any, tmp_path: Path
) -> None:
    page, server = notebook(app, language)
    cells = page.locator(".jp-Notebook .jp-CodeCell .cm-content").all_inner_texts()
    for place in range(len(NAMES)):
        explorer = page.locator(".fsq-explorer").nth(place)
        explorer.scroll_into_view_if_needed()
        told = explorer.locator(".fsq-told")
        first = told.inner_text()
        slider = explorer.get_by_role("slider").first
        box = slider.bounding_box()
        page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
        until(page, lambda told=told, first=first: told.inner_text() != first)
        by_mouse = told.inner_text()
        for key in ("d", "d", "b", "a", "x", "v", "m"):
            page.keyboard.press(key)
        page.keyboard.press("End")
        until(page, lambda told=told, old=by_mouse: told.inner_text() != old)
        until(page, lambda e=explorer: e.locator("[aria-live]").text_content() == e.locator(".fsq-told").inner_text())
        explorer.screenshot(path=tmp_path / f"{NAMES[place]}-{language}.png")
    assert page.locator(".jp-Notebook .jp-CodeCell .cm-content").all_inner_texts() == cells
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-explorer") == []
    assert server.outside == []
