"""A quiz in a browser, answered as learners do: by mouse, by touch, or by keyboard alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fsq_lab.quiz.bank import Bank, read_bank
from fsq_lab.quiz.items import Item
from fsq_lab.widgets import CourseWidget

EVERY_TYPE = Path(__file__).parent / "every_type.yml"
EVERY = read_bank(EVERY_TYPE)
THOUGHT = "一次 visit"

PAGE = "<!doctype html><html lang='en'><title>quiz</title><body><main id='quiz'></main></html>"
MOUNT = """async ({code, state}) => {
    const url = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
    const listeners = {};
    window.model = {
        get: (name) => state[name],
        on: (event, listener) => (listeners[event] ??= new Set()).add(listener),
        off: (event, listener) => listeners[event].delete(listener),
        send: async (message) => {
            const answer = await window.python(JSON.stringify(message));
            if (!answer) return;
            const before = {...state};
            Object.assign(state, JSON.parse(answer));
            for (const name in state)
                if (JSON.stringify(state[name]) !== JSON.stringify(before[name]))
                    listeners[`change:${name}`]?.forEach((listener) => listener());
        },
    };
    const {default: quiz} = await import(url);
    window.unmount = quiz.render({model: window.model, el: document.getElementById("quiz")});
}"""
DARK = (
    ":root { --jp-content-font-color1: #fff; --jp-layout-color1: #111; --jp-layout-color2: #333 }"
    "body { background: #111 }"
)


def mount(page: Any, widget: CourseWidget, answers: bool = True) -> Any:
    """Put a quiz or a bet on the page; with ``answers=False`` Python keeps silent, as a stopped kernel does."""

    def python(message: str) -> str:
        widget._handle_custom_msg(json.loads(message), [])
        return json.dumps(state()) if answers else ""

    def state() -> dict[str, Any]:
        names = (name for name in widget.trait_names(sync=True) if not name.startswith("_"))
        return {name: getattr(widget, name) for name in names}

    answer_with(page, python)
    page.set_content(PAGE)
    page.evaluate(MOUNT, {"code": widget.code, "state": state()})
    return page.locator(".fsq-questions")


def answer_with(page: Any, python: Callable[[str], str]) -> None:
    """Answer what a page's widget asks; a page may show one widget after the other."""
    if not hasattr(page, "python"):
        page.expose_function("python", lambda message: page.python(message))
    page.python = python


def darken(page: Any) -> None:
    """Give a bare page JupyterLab's dark colours."""
    page.add_style_tag(content=DARK)
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")


def axe_violations(page: Any, selector: str, *rules: str) -> list[str]:
    """Return what axe finds by all of its rules, or by these: each rule with the first element that breaks it."""
    import axe_playwright_python

    if not page.evaluate("'axe' in window"):
        folder = Path(axe_playwright_python.__file__).parent
        page.evaluate(next(folder.rglob("axe.min.js")).read_text(encoding="utf-8") + ";0")
    run = "([selector, options]) => axe.run(selector, options).then(result => result.violations)"
    found = page.evaluate(run, [selector, {"runOnly": [*rules]} if rules else {}])
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:120]}" for violation in found]


def told(quiz: Any, place: int, state: str) -> str:
    """Return the feedback on one question, once it is in this state."""
    feedback = quiz.locator("form").nth(place).locator(f".fsq-told[data-state={state}]:not(:empty)")
    return str(feedback.inner_text(timeout=30_000))


def keys(bank: Bank, student: object = None) -> list[Any]:
    """Return a wholly right answer to each item, as this learner would give it."""
    return [item.key(bank.seed(item, student)) or THOUGHT for item in bank.items]


def fill_by_hand(form: Any, item: Item, answer: Any, touch: bool = False) -> None:
    """Enter an answer with the mouse or a finger, without checking it."""

    def press(target: Any) -> None:
        target.tap() if touch else target.click()

    match item.type:
        case "single" | "true_false" | "multiple":
            for place in answer:
                press(form.locator("label.fsq-option").nth(int(place)))
        case "ordering":
            for place, value in enumerate(answer):
                while (row := _row(form, value)) > place:
                    press(form.locator("li").nth(row).get_by_role("button").nth(0))
        case "matching" | "cloze":
            for select, value in zip(form.locator("select").all(), answer, strict=True):
                select.select_option(value)
        case _:
            press(form.get_by_role("textbox"))
            form.get_by_role("textbox").fill(answer)


def answer_by_hand(form: Any, item: Item, answer: Any, touch: bool = False) -> None:
    """Enter an answer with the mouse or a finger, and check it."""
    fill_by_hand(form, item, answer, touch)
    check = form.locator("button[type=submit]")
    check.tap() if touch else check.click()


def answer_by_keyboard(page: Any, form: Any, item: Item, answer: Any) -> None:
    """Answer with Tab, the arrows, the space bar and Enter alone, from a control before the answer on."""
    press = page.keyboard.press
    match item.type:
        case "single" | "true_false":
            tab_to(page, form.get_by_role("radio").nth(0))
            press("Space")
            for _ in range(int(answer)):
                press("ArrowDown")
            press("Enter")
        case "multiple":
            for place in answer:
                tab_to(page, form.get_by_role("checkbox").nth(int(place)))
                press("Space")
            press("Enter")
        case "ordering":
            for place, value in enumerate(answer):
                tab_to(page, form.locator(f"li[data-value='{value}'] button").nth(0))
                for _ in range(_row(form, value) - place):
                    press("Space")
            tab_to(page, form.locator("button[type=submit]"))
            press("Enter")
        case "matching" | "cloze":
            for select, value in zip(form.locator("select").all(), answer, strict=True):
                tab_to(page, select)
                for _ in range(int(value) + 1):
                    press("ArrowDown")
            tab_to(page, form.locator("button[type=submit]"))
            press("Space")
        case "open":
            tab_to(page, form.get_by_role("textbox"))
            page.keyboard.type(answer)
            tab_to(page, form.locator("button[type=submit]"))
            press("Enter")
        case _:
            tab_to(page, form.get_by_role("textbox"))
            page.keyboard.type(answer)
            press("Enter")


def tab_to(page: Any, target: Any) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(20):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def _row(form: Any, value: str) -> int:
    """Return where an entry of an ordering stands now."""
    return int(form.locator(f"li[data-value='{value}']").evaluate("row => [...row.parentNode.children].indexOf(row)"))


def entered(quiz: Any) -> list[Any]:
    """Return what stands in the controls of each question."""
    found: list[Any] = quiz.evaluate(
        """root => [...root.querySelectorAll("form")].map((form) => {
            const rows = [...form.querySelectorAll("li[data-value]")].map((row) => row.dataset.value);
            const boxes = [...form.querySelectorAll("input[value]")];
            if (rows.length) return rows;
            if (boxes.length) return boxes.filter((box) => box.checked).map((box) => box.value);
            return [...form.querySelectorAll("input, select, textarea")].map((field) => field.value);
        })"""
    )
    return found


def as_list(answer: Any) -> list[str]:
    """Return an answer as `entered` shows it."""
    return [answer] if isinstance(answer, str) else list(answer)
