"""Every type of question and a role play in JupyterLab and in Notebook 7: by mouse, and by keyboard alone."""

import shutil
from typing import Any

import nbformat
import pytest
from jupyter_pages import open_and_run_all, restart, save, until, watch
from quiz_pages import (
    EVERY,
    EVERY_TYPE,
    answer_by_hand,
    answer_by_keyboard,
    axe_violations,
    keys,
    told,
)
from turns import in_turn

from fsq_lab.roleplay.reading import load_scenario
from fsq_lab.roleplay.scenario import explored

pytestmark = pytest.mark.browser

APPS = {"lab": "doc/tree/", "notebook": "notebooks/"}
ROLE = "wrong-transfer"
CELLS = [
    "from fsq_lab import take_quiz, take_role, use\nfrom fsq_lab.quiz.bank import read_bank\nfrom pathlib import Path",
    "use('{language}')",
    "take_quiz(read_bank(Path('every_type.yml')))",
    f"take_role('{ROLE}')",
    "'below'",
]
SOURCES = ("fsq_lab/quiz", "fsq_lab/roleplay", "fsq_lab/widgets", "constraints.txt")
BY_MOUSE = in_turn("every type of question by mouse, by keyboard in the other app", [*APPS], 1, SOURCES)
BY_KEYBOARD = [app for app in APPS if app not in BY_MOUSE] or [*APPS]
EACH = list(enumerate(zip(EVERY.items, keys(EVERY), strict=True)))


@pytest.fixture
def opened(browser: Any, learner: Any) -> Any:
    """A function that opens the notebook in an app and runs it: the page and the server."""

    def start(app: str, language: str = "en") -> tuple[Any, Any]:
        shutil.copy(EVERY_TYPE, learner.root / "every_type.yml")
        cells = [nbformat.v4.new_markdown_cell("# A lesson\n\n## Its quiz")]
        cells += [nbformat.v4.new_code_cell(source.format(language=language)) for source in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), learner.root / "every.ipynb")
        page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
        watch(page, learner)
        open_and_run_all(page, learner, address(app, learner))
        page.locator(".fsq-quiz form").first.wait_for(timeout=60_000)
        return page, learner

    return start


def address(app: str, learner: Any) -> str:
    return f"{APPS[app]}{learner.below}every.ipynb"


def cells(page: Any) -> list[str]:
    """Return the source of every cell, in order."""
    found: list[str] = page.locator(".jp-Notebook .jp-CodeCell .cm-content").all_inner_texts()
    return found


def press_what_deletes(page: Any) -> None:
    """Press what deletes, inserts and pastes cells wherever the notebook hears it, unless a text is being written."""
    writing = "['textarea', 'text'].includes(document.activeElement.type) || document.activeElement.matches('select')"
    if not page.evaluate(writing):
        for key in ("d", "d", "b", "a", "x", "v", "m"):
            page.keyboard.press(key)
    assert page.evaluate("document.activeElement.closest('.fsq-quiz') !== null"), "the focus stays in the quiz"


@pytest.mark.parametrize(
    ("app", "way"), [*((app, "mouse") for app in BY_MOUSE), *((app, "keyboard") for app in BY_KEYBOARD)]
)
def test_every_type_is_answered_and_a_role_played_in_a_notebook_and_no_key_reaches_it(
    app: str, way: str, opened: Any
) -> None:
    language = "zh" if way == "mouse" else "en"
    page, server = opened(app, language)
    before = cells(page)
    assert len(before) == len(CELLS)
    answer_every_type(page, way)
    assert cells(page) == before
    play_to_the_end(page, "worst" if way == "mouse" else "best", language)
    assert cells(page) == before
    assert f"roleplays/{ROLE}" in (server.root / "progress.jsonl").read_text(encoding="utf-8")
    assert server.outside == []
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-quiz") == []

    page.set_viewport_size({"width": 400, "height": 1000})
    quiz = page.locator(".fsq-quiz:not(.fsq-roleplay)")
    if app == "notebook":
        until(page, lambda: quiz.bounding_box()["x"] + quiz.bounding_box()["width"] <= 400)
        assert quiz.evaluate("node => node.scrollWidth <= node.clientWidth")
        page.set_viewport_size({"width": 1280, "height": 1000})
    radio = quiz.locator("form").nth(0).get_by_role("radio").nth(0)
    radio.evaluate("node => node.removeAttribute('data-lm-suppress-shortcuts')")
    quiz.locator("legend").first.click()
    radio.evaluate("node => node.focus()")
    page.keyboard.press("d")
    page.keyboard.press("d")
    until(page, lambda: len(cells(page)) < len(before))  # without the attribute keys do reach the notebook


def answer_every_type(page: Any, way: str) -> None:
    """Answer each question rightly, and after each press what deletes."""
    quiz = page.locator(".fsq-quiz:not(.fsq-roleplay)")
    if way == "keyboard":
        quiz.locator("form").nth(0).get_by_role("radio").nth(0).focus()
    for place, (item, key) in EACH:
        form = quiz.locator("form").nth(place)
        form.scroll_into_view_if_needed()
        if way == "mouse":
            answer_by_hand(form, item, key)
        else:
            answer_by_keyboard(page, form, item, key)
        told(quiz, place, "kept" if item.type == "open" else "right")
        press_what_deletes(page)


def play_to_the_end(page: Any, kind: str, language: str) -> None:
    """Play the best play, or the worst of those that break a rule, by keyboard."""
    scenario = load_scenario(ROLE)
    lost = [play for play in explored(scenario) if play.ending and play.broken]
    play = scenario.best if kind == "best" else min(lost, key=lambda play: play.total)
    role = page.locator(".fsq-roleplay")
    role.get_by_role("radio").nth(0).focus()
    for turn, step in enumerate(play.steps):
        page.keyboard.press("Space")
        for _ in range(step.line.choices.index(step.choice)):
            page.keyboard.press("ArrowDown")
        press_what_deletes(page)
        page.keyboard.press("Enter")
        role.locator("ol > li").nth(turn).wait_for(timeout=30_000)
        page.keyboard.press("Tab")
    assert play.ending
    role.get_by_text(play.ending.title[language]).first.wait_for(timeout=30_000)


@pytest.mark.parametrize("app", in_turn("answers after a reload and a restart", [*APPS], 1, SOURCES))
def test_answers_are_there_after_a_reload_and_after_a_restart(app: str, opened: Any) -> None:
    page, server = opened(app)
    quiz = page.locator(".fsq-quiz:not(.fsq-roleplay)")
    for place, (item, key) in EACH[:3]:
        answer_by_hand(quiz.locator("form").nth(place), item, key)
        told(quiz, place, "right")
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
    save(page, server.root / "every.ipynb")

    page.reload(wait_until="domcontentloaded")
    page.locator(".fsq-quiz form").first.wait_for(timeout=60_000)
    for place in range(3):
        told(quiz, place, "right")
    (item, key) = EACH[3][1]
    answer_by_hand(quiz.locator("form").nth(3), item, key)
    told(quiz, 3, "right")
    journal = server.root / "progress.jsonl"
    kept = journal.read_text(encoding="utf-8")
    assert kept.count("\n") == 4

    restart(server)
    page.close()
    page = page.context.new_page()
    open_and_run_all(page, server, address(app, server))
    quiz = page.locator(".fsq-quiz:not(.fsq-roleplay)")
    for place in range(4):
        told(quiz, place, "right")
    quiz.get_by_role("button", name="中文", exact=True).press("Enter")
    quiz.get_by_role("button", name="English", exact=True).wait_for(timeout=30_000)
    assert quiz.get_attribute("lang") == "zh-CN"
    for place in range(4):
        told(quiz, place, "right")
    assert journal.read_text(encoding="utf-8") == kept, "nothing is recorded twice"
