"""Every type of question in a bare page: by mouse, touch and keyboard, for screen readers, at every width."""

from typing import Any

import pytest
from quiz_pages import (
    EVERY,
    THOUGHT,
    answer_by_hand,
    answer_by_keyboard,
    as_list,
    axe_violations,
    darken,
    entered,
    fill_by_hand,
    keys,
    mount,
    told,
)

from fsq_lab.ground.language import LANGUAGES, catalogue, use
from fsq_lab.quiz.widget import take_quiz

pytestmark = pytest.mark.browser

CONTROLS = {"radio", "checkbox", "textbox", "combobox", "button"}
TARGETS = "label.fsq-option, button, input[type=text], textarea, select"
EACH = list(enumerate(zip(EVERY.items, keys(EVERY), strict=True)))


def state_of(name: str) -> str:
    return "kept" if name == "thought" else "right"


@pytest.mark.parametrize(("language", "touch"), [("zh", False), ("en", True)])
def test_every_type_is_answered_by_mouse_and_by_touch(browser: Any, language: str, touch: bool) -> None:
    use(language)
    page = browser.new_context(has_touch=touch).new_page()
    quiz = mount(page, take_quiz(EVERY))
    for place, (item, key) in EACH:
        answer_by_hand(quiz.locator("form").nth(place), item, key, touch)
        told(quiz, place, state_of(item.id))
    assert entered(quiz) == [as_list(key) for key in keys(EVERY)]


def test_every_type_is_answered_by_keyboard_alone(page: Any) -> None:
    quiz = mount(page, take_quiz(EVERY))
    for place, (item, key) in EACH:
        answer_by_keyboard(page, quiz.locator("form").nth(place), item, key)
        told(quiz, place, state_of(item.id))
        assert page.evaluate("document.activeElement.closest('.fsq-quiz') !== null"), "the focus stays in the quiz"


def test_hints_are_asked_for_by_keyboard_and_heard(page: Any) -> None:
    quiz = mount(page, take_quiz(EVERY))
    form = quiz.locator("form").nth(1)
    for count, hint in enumerate(("More than one.", "Think of what customers feel."), start=1):
        form.get_by_role("button", name="Hint 2", exact=True).press("Enter")
        form.locator(".fsq-hints li").nth(count - 1).wait_for(timeout=5000)
        page.wait_for_function(f"document.querySelector('[aria-live]').textContent === '2. {hint}'", timeout=5000)


def test_an_exam_is_taken_by_keyboard_and_tells_nothing_before_it_is_handed_in(page: Any) -> None:
    quiz = mount(page, take_quiz(EVERY, exam=True))
    assert quiz.locator("button[type=submit]").count() == 0
    for place, (item, key) in EACH:
        if item.type not in ("single", "ordering"):
            fill_by_hand(quiz.locator("form").nth(place), item, key)
            page.keyboard.press("Tab")
            told(quiz, place, "kept")
    hand_in = quiz.get_by_role("button", name="Hand in", exact=True)
    hand_in.press("Enter")
    quiz.get_by_text("Questions without an answer: 1, 6.").first.wait_for(timeout=5000)
    assert quiz.locator("[data-state=right]").count() == 0
    hand_in.press("Enter")
    quiz.get_by_text("Marks: 6.00 of 8").first.wait_for(timeout=5000)
    assert told(quiz, 2, "right")


def test_chromiums_accessibility_tree_names_groups_controls_and_feedback(page: Any) -> None:
    widget = take_quiz(EVERY)
    quiz = mount(page, widget)
    nodes = tree(page)
    whole, *groups = [node for node in nodes if node["role"] == "group"]
    asks = [question["ask"] for question in widget.content["items"]]
    assert [group["name"] for group in groups] == [f"{place}. {ask}" for place, ask in enumerate(asks, start=1)]
    assert whole["name"] == "Check yourself"
    for group in groups:
        inside = [node for node in nodes if node["role"] in CONTROLS and group["id"] in node["above"]]
        names = [(node["role"], node["name"]) for node in inside]
        assert all(name for _, name in names)
        assert len(set(names)) == len(names) >= 2, names
    for place, (item, key) in EACH:
        answer_by_hand(quiz.locator("form").nth(place), item, key)
        told(quiz, place, state_of(item.id))
        page.wait_for_function(
            f"document.querySelector('[aria-live]').textContent.startsWith('{place + 1}. ')", timeout=5000
        )
    nodes = tree(page)
    _, *groups = [node for node in nodes if node["role"] == "group"]
    for group, feedback in zip(groups, widget.feedback, strict=True):
        assert feedback is not None
        assert group["description"].startswith(feedback["mark"])
    live = [node for node in nodes if node["live"] == "polite" and not node["above_live"]]
    assert len(live) == 1
    assert any(node["name"].startswith("9. ✎ Kept") and live[0]["id"] in node["above"] for node in nodes)


def tree(page: Any) -> list[dict[str, Any]]:
    """Return the nodes of Chromium's accessibility tree, each with the nodes above it."""
    session = page.context.new_cdp_session(page)
    found = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()

    def above(node: dict[str, Any]) -> list[str]:
        parent = node.get("parentId")
        return [parent, *above(found[parent])] if parent in found else []

    def is_live(node: dict[str, Any]) -> str:
        return next((p["value"]["value"] for p in node.get("properties", []) if p["name"] == "live"), "")

    return [
        {
            "id": node["nodeId"],
            **{name: str(node.get(name, {}).get("value", "")) for name in ("role", "name", "description")},
            "live": is_live(node),
            "above": above(node),
            "above_live": any(is_live(found[one]) for one in above(node)),
        }
        for node in found.values()
        if not node.get("ignored")
    ]


@pytest.mark.parametrize(("language", "dark", "width"), [("zh", False, 1280), ("en", True, 1280), ("zh", True, 400)])
def test_axe_finds_nothing_in_any_type(page: Any, language: str, dark: bool, width: int) -> None:
    use(language)
    page.set_viewport_size({"width": width, "height": 900})
    quiz = mount(page, take_quiz(EVERY))
    if dark:
        darken(page)
    assert axe_violations(page, ".fsq-quiz") == []
    for place, (item, key) in EACH:
        form = quiz.locator("form").nth(place)
        if item.hints:
            form.get_by_role("button", name=catalogue(language)["quiz"]["hint"]).click()
        answer_by_hand(form, item, "0" if item.id == "one" else key)
        form.locator(".fsq-told:not(:empty)").wait_for(timeout=5000)
    assert axe_violations(page, ".fsq-quiz") == []
    page.evaluate("document.querySelectorAll('.fsq-line label').forEach((label) => label.remove())")
    assert any("label" in found or "select-name" in found for found in axe_violations(page, ".fsq-quiz"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_44_pixels_and_nothing_overflows_at_any_width_or_zoom(browser: Any, language: str) -> None:
    use(language)
    # 200 % zoom of a window 1280 wide is a page 640 wide with two pixels for one
    page = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2).new_page()
    mount(page, take_quiz(EVERY))
    for width, text in [(640, "14px"), (640, "28px"), (1280, "14px"), (400, "14px"), (320, "14px"), (320, "28px")]:
        page.set_viewport_size({"width": width, "height": 450})
        page.evaluate("size => document.body.style.setProperty('--jp-content-font-size1', size)", text)
        small = page.evaluate(
            """targets => [...document.querySelectorAll(targets)].filter((node) => {
                const {height, width} = node.getBoundingClientRect();
                return height < 44 || width < 44;
            }).map((node) => node.outerHTML)""",
            TARGETS,
        )
        assert small == [], (width, text)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, text)


def test_every_control_of_every_type_keeps_notebook_shortcuts_away(page: Any) -> None:
    mount(page, take_quiz(EVERY))
    focusable = page.locator("input, button, select, textarea, a[href], [tabindex], summary")
    assert focusable.count() > 30
    assert page.locator('[data-lm-suppress-shortcuts="true"]').count() == focusable.count()


def test_a_silent_kernel_is_named_at_every_type(page: Any) -> None:
    quiz = mount(page, take_quiz(EVERY), answers=False)
    for place in range(len(EVERY.items)):
        quiz.locator("form").nth(place).locator("button[type=submit]").click()
    for place in range(len(EVERY.items)):
        assert catalogue("en")["quiz"]["silent"] in told(quiz, place, "silent")


def test_switching_the_language_keeps_what_was_entered_and_what_was_answered(page: Any) -> None:
    widget = take_quiz(EVERY)
    quiz = mount(page, widget)
    for place, (item, key) in EACH:
        form = quiz.locator("form").nth(place)
        if place % 2:
            answer_by_hand(form, item, key)
            told(quiz, place, "right")
        else:
            fill_by_hand(form, item, key)
    quiz.get_by_role("button", name="中文", exact=True).press("Enter")
    quiz.get_by_role("button", name="English", exact=True).wait_for(timeout=5000)
    assert page.evaluate("document.activeElement.textContent") == "English"
    assert quiz.get_attribute("lang") == "zh-CN"
    assert entered(quiz) == [as_list(key) for key in keys(EVERY)]
    for place, (item, _) in EACH:
        if place % 2:
            assert told(quiz, place, "right").startswith(catalogue("zh")["quiz"]["mark"]["right"])
        else:
            assert quiz.locator("form").nth(place).locator(".fsq-told").inner_text() == "", item.id


def test_a_moved_entry_keeps_the_focus_and_its_new_place_is_said(page: Any) -> None:
    quiz = mount(page, take_quiz(EVERY))
    last = quiz.locator("li[data-value='3']")
    text = last.locator("span").inner_text()
    last.get_by_role("button", name=f"Move up: {text}", exact=True).press("Enter")
    assert page.evaluate("document.activeElement.closest('li').dataset.value") == "3"
    page.wait_for_function("said => document.querySelector('[aria-live]').textContent === said", arg=f"{text} 3/4")


def test_an_open_answer_may_have_lines(page: Any) -> None:
    widget = take_quiz(EVERY)
    quiz = mount(page, widget)
    quiz.locator("textarea").press("Enter")
    quiz.locator("textarea").press_sequentially(THOUGHT)
    assert quiz.locator("textarea").input_value() == f"\n{THOUGHT}"
    assert widget.feedback[8] is None
