"""The quiz widget in a bare page: Chromium on one side, the widget's Python on the other, no Jupyter between."""

import base64
import json
from typing import Any

import pytest
from quiz_pages import PAGE, axe_violations, darken, mount, told

from fsq_lab.ground.language import LANGUAGES, catalogue, use
from fsq_lab.quiz.bank import Bank, load_bank
from fsq_lab.quiz.choices import Single
from fsq_lab.quiz.widget import QuizWidget, take_quiz

pytestmark = pytest.mark.browser

TWO = load_bank("03_servqual").only(["equal-gaps-unequal-levels", "gap-of-complete-pairs"])
PACKED = """async ({esm, packed, told = {}}) => {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    window.made = async (place) => {
        const url = URL.createObjectURL(new Blob([esm], {type: "text/javascript"}));
        const {default: widget} = await import(url);
        const state = {packed: new DataView(bytes.buffer)};
        const set = (name, value) => (state[name] = value);
        const model = {get: (name) => state[name], set, on: () => {}, off: () => {}, send: () => {}};
        const unpacking = widget.initialize({model});
        Object.assign(state, told);
        await unpacking;
        widget.render({model, el: document.getElementById(place)});
    };
    await window.made("quiz");
}"""


def right_place(bank: Bank) -> int:
    item = bank.items[0]
    assert isinstance(item, Single)
    return [option.right for option in item.order(bank.seed(item))].index(True)


def right_number(bank: Bank) -> str:
    (key,) = bank.items[1].secrets(bank.seed(bank.items[1])).numbers
    return str(key)


def packed(widget: QuizWidget) -> str:
    return base64.b64encode(widget.get_state()["packed"]).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quiz_is_answered_by_mouse(page: Any, language: str) -> None:
    use(language)
    bank = TWO
    quiz = mount(page, take_quiz(bank))
    quiz.get_by_role("radio").nth(right_place(bank)).click()
    quiz.get_by_role("button").nth(0).click()
    assert told(quiz, 0, "right").startswith(catalogue(language)["quiz"]["mark"]["right"])
    quiz.get_by_role("textbox").fill("7")
    quiz.get_by_role("button").nth(1).click()
    assert told(quiz, 1, "wrong").startswith(catalogue(language)["quiz"]["mark"]["wrong"])


def test_a_quiz_is_answered_by_keyboard_alone(page: Any) -> None:
    bank = TWO
    quiz = mount(page, take_quiz(bank))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(right_place(bank)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert told(quiz, 0, "right")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(right_number(bank))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert told(quiz, 1, "right")


def test_enter_that_ends_chinese_input_is_not_an_answer(page: Any) -> None:
    widget = take_quiz(TWO)
    quiz = mount(page, widget)
    field = quiz.get_by_role("textbox")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert widget.feedback[1] is None
    field.press("Enter")
    assert told(quiz, 1, "again")
    assert widget.feedback[1]["turn"] == 1  # type: ignore[index]


def test_a_screen_reader_finds_groups_labels_and_one_live_region(page: Any) -> None:
    widget = take_quiz(TWO)
    quiz = mount(page, widget)
    live = quiz.locator("[aria-live=polite]")
    assert live.count() == 1
    assert live.text_content() == ""
    for place, question in enumerate(widget.content["items"], start=1):
        group = quiz.get_by_role("group", name=f"{place}. {' '.join(question['ask'].split())}", exact=True)
        assert group.count() == 1
        for option in question.get("options", []):
            assert group.get_by_role("radio", name=option, exact=True).count() == 1
        if "label" in question:
            assert group.get_by_role("textbox", name=question["label"], exact=True).count() == 1
        assert group.get_by_role("button", name=f"Check {place}", exact=True).count() == 1
    quiz.get_by_role("radio").nth(0).check()
    quiz.get_by_role("button").nth(0).click()
    text = widget_text(page, live)
    assert text.startswith(f"1. {widget.feedback[0]['mark']}")  # type: ignore[index]
    assert live.count() == 1


def widget_text(page: Any, live: Any) -> str:
    page.wait_for_function("document.querySelector('[aria-live]').textContent !== ''", timeout=5000)
    return str(live.text_content())


def test_the_same_feedback_twice_is_announced_twice(page: Any) -> None:
    quiz = mount(page, take_quiz(TWO))
    page.evaluate(
        """() => { window.said = [];
        new MutationObserver(() => window.said.push(document.querySelector("[aria-live]").textContent))
            .observe(document.querySelector("[aria-live]"), {childList: true}) }"""
    )
    for expected in (1, 2):
        quiz.get_by_role("button").nth(0).click()
        page.wait_for_function(f"window.said.filter((text) => text).length === {expected}", timeout=5000)


def test_every_focusable_control_keeps_notebook_shortcuts_away(page: Any) -> None:
    mount(page, take_quiz(TWO))
    focusable = "input, button, select, textarea, a[href], [tabindex]"
    assert page.locator(focusable).count() == 8
    assert page.locator('[data-lm-suppress-shortcuts="true"]').count() == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_silent_kernel_is_named_within_four_seconds(page: Any, language: str) -> None:
    use(language)
    quiz = mount(page, take_quiz(TWO), answers=False)
    quiz.get_by_role("button").nth(0).click()
    quiz.locator(".fsq-told[data-state=silent]").wait_for(timeout=4000)
    assert catalogue(language)["quiz"]["silent"] in quiz.locator(".fsq-told").nth(0).inner_text()


def test_a_changed_choice_takes_the_old_feedback_away(page: Any) -> None:
    quiz = mount(page, take_quiz(TWO))
    quiz.get_by_role("radio").nth(0).check()
    quiz.get_by_role("button").nth(0).click()
    quiz.locator(".fsq-told:not(:empty)").wait_for(timeout=5000)
    quiz.get_by_role("radio").nth(1).check()
    assert quiz.locator(".fsq-told").nth(0).inner_text() == ""


def test_answers_given_before_a_reload_are_shown_again(page: Any) -> None:
    widget = take_quiz(TWO)
    widget._handle_custom_msg({"item": 0, "answer": "2"}, [])
    widget._handle_custom_msg({"item": 1, "answer": "many"}, [])
    quiz = mount(page, widget)
    assert quiz.get_by_role("radio").nth(2).is_checked()
    assert quiz.get_by_role("textbox").input_value() == "many"
    assert quiz.locator(".fsq-told:not(:empty)").count() == 2
    assert quiz.locator("[aria-live]").text_content() == ""


def test_two_views_of_a_quiz_do_not_share_their_choices(page: Any) -> None:
    widget = take_quiz(TWO)
    mount(page, widget)
    page.evaluate("document.body.append(Object.assign(document.createElement('div'), {id: 'second'}))")
    page.evaluate(
        """async (code) => { const url = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
        (await import(url)).default.render({model: window.model, el: document.getElementById("second")}) }""",
        widget.code,
    )
    page.locator("#quiz").get_by_role("radio").nth(0).check()
    page.locator("#second").get_by_role("radio").nth(1).check()
    assert page.locator("#quiz").get_by_role("radio").nth(0).is_checked()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


def test_markup_in_questions_and_feedback_stays_text(page: Any) -> None:
    markup = "<img src=x onerror=window.hacked=1>"
    widget = take_quiz(TWO)
    content = json.loads(json.dumps(widget.content))
    content["items"][0]["ask"] = content["items"][0]["options"][0] = content["items"][1]["label"] = markup
    widget.content = content
    widget.feedback = [{"state": "wrong", "mark": markup, "text": markup, "given": markup, "turn": 1}, None]
    mount(page, widget)
    page.wait_for_timeout(200)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("width", [320, 400, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_44_pixels_and_nothing_overflows(page: Any, width: int, language: str) -> None:
    use(language)
    page.set_viewport_size({"width": width, "height": 900})
    quiz = mount(page, take_quiz(TWO))
    for target in quiz.locator("label.fsq-option, button, input[type=text]").all():
        box = target.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_before_and_after_an_answer(page: Any, dark: bool) -> None:
    use("zh")
    quiz = mount(page, take_quiz(TWO))
    if dark:
        darken(page)
    assert axe_violations(page, ".fsq-quiz") == []
    for place in range(2):
        quiz.get_by_role("button").nth(place).click()
        assert told(quiz, place, "again")
    assert axe_violations(page, ".fsq-quiz") == []
    page.evaluate("document.querySelector('.fsq-line label').remove()")
    found = axe_violations(page, ".fsq-quiz")
    assert any(violation.startswith("label: ") for violation in found), "the check can fail"


def test_a_view_that_is_closed_listens_no_longer(page: Any) -> None:
    quiz = mount(page, take_quiz(TWO))
    page.evaluate("window.unmount()")
    quiz.get_by_role("button").nth(0).click()
    page.wait_for_timeout(300)
    assert quiz.locator(".fsq-told").nth(0).inner_text() == ""


def test_a_packed_quiz_is_unpacked_and_a_page_loads_its_code_once(page: Any) -> None:
    widget = take_quiz(TWO)
    page.set_content(PAGE)
    page.evaluate(
        """() => { const make = URL.createObjectURL.bind(URL), sizes = (window.sizes = []);
        URL.createObjectURL = (blob) => { sizes.push(blob.size); return make(blob); } }"""
    )
    page.evaluate(PACKED, {"esm": str(widget._esm), "packed": packed(widget)})
    assert page.locator("#quiz form").count() == 2
    page.evaluate("document.body.append(Object.assign(document.createElement('div'), {id: 'second'}))")
    page.evaluate("window.made('second')")
    assert page.locator("#second form").count() == 2
    assert page.evaluate("window.sizes").count(len(widget.code)) == 1


def test_what_is_told_before_a_quiz_is_unpacked_is_not_undone(page: Any) -> None:
    widget = take_quiz(TWO)
    first = packed(widget)
    widget.answer("gap-of-complete-pairs", "five")
    page.set_content(PAGE)
    page.evaluate(PACKED, {"esm": str(widget._esm), "packed": first, "told": {"feedback": widget.feedback}})
    told = page.locator(".fsq-told:not(:empty)").inner_text()
    assert told.endswith(widget.feedback[1]["text"])  # type: ignore[index]
    assert page.get_by_role("textbox").input_value() == "five"
