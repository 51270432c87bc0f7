"""A bet in a bare page: Chromium on one side, the widget's Python on the other, no Jupyter between."""

from collections.abc import Iterator
from typing import Any

import pytest
from quiz_pages import axe_violations, darken, mount, tab_to

from fsq_lab import bet
from fsq_lab.betting import widget as betting
from fsq_lab.betting.widget import BetWidget
from fsq_lab.ground.language import LANGUAGES, catalogue, use

pytestmark = pytest.mark.browser

FIVE = "tangibles reliability responsiveness assurance empathy"
MAKE = {
    "one": lambda: bet("x", FIVE),
    "order": lambda: bet("x", "tangibles reliability empathy", kind="order"),
    "number": lambda: bet("x", unit="×", within=5),
}
EACH = pytest.mark.parametrize("kind", MAKE)
VALUES: dict[str, Any] = {"one": "reliability", "order": ["reliability", "tangibles", "empathy"], "number": 13.7}


@pytest.fixture(autouse=True)
def new_kernel() -> Iterator[None]:
    betting._widgets.clear()
    yield
    betting._widgets.clear()


def told(shown: Any, state: str) -> str:
    return str(shown.locator(f".fsq-told[data-state={state}]:not(:empty)").inner_text(timeout=5000))


def settled(page: Any, widget: BetWidget, value: Any) -> None:
    """Settle a bet as the next cell does, and bring its state to the page."""
    widget.settle(value)
    page.evaluate("window.model.send({})")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_is_bet_by_mouse(page: Any, language: str) -> None:
    use(language)
    widget = MAKE["one"]()
    shown = mount(page, widget)
    shown.locator("label.fsq-option").nth(1).click()
    assert catalogue(language)["labels"]["reliability"] in told(shown, "placed")
    settled(page, widget, "reliability")
    assert told(shown, "right").endswith(catalogue(language)["bets"]["right"])


def test_an_order_needs_a_move_or_its_button(page: Any) -> None:
    widget = MAKE["order"]()
    shown = mount(page, widget)
    assert widget.bet.given is None, "the order first shown is no bet"
    shown.get_by_role("button", name="Bet on this order").click()
    assert told(shown, "placed").startswith("Your bet: Tangibles → Reliability → Empathy.")
    shown.get_by_role("button", name="Move up: Reliability").click()
    page.wait_for_function("document.querySelector('.fsq-told').textContent.includes('Reliability → Tangibles')")
    assert widget.bet.given == ["reliability", "tangibles", "empathy"]
    page.wait_for_function("document.querySelector('[aria-live]').textContent === 'Reliability 1/3'")


def test_a_number_is_bet_by_its_button_by_enter_and_by_leaving_the_field(page: Any) -> None:
    widget = MAKE["number"]()
    shown = mount(page, widget)
    field = shown.get_by_role("textbox")
    for typed, leave in (("３", lambda: field.press("Enter")), ("4倍", lambda: field.blur()), ("5", button(shown))):
        field.fill(typed)
        assert shown.locator(".fsq-told").inner_text() == ""
        leave()
        told(shown, "placed")
    assert widget.bet.given == "5"
    field.fill("many")
    field.press("Enter")
    assert told(shown, "again").startswith("No number")
    assert widget.bet.given == "5"


def button(shown: Any) -> Any:
    return lambda: shown.get_by_role("button", name="Bet", exact=True).click()


def test_enter_that_ends_chinese_input_is_no_bet(page: Any) -> None:
    widget = MAKE["number"]()
    shown = mount(page, widget)
    shown.get_by_role("textbox").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.wait_for_timeout(200)
    assert widget.shown["turn"] == 0


@EACH
def test_each_kind_is_bet_by_keyboard_alone(page: Any, kind: str) -> None:
    widget = MAKE[kind]()
    shown = mount(page, widget)
    if kind == "one":
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    elif kind == "order":
        tab_to(page, shown.get_by_role("button", name="Move up: Reliability"))
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("Tab")
        page.keyboard.type("13")
        page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.fsq-told').textContent !== ''")
    page.wait_for_timeout(200)
    settled(page, widget, VALUES[kind])
    assert told(shown, "right").endswith("You were right.")


@EACH
def test_a_settled_bet_cannot_be_changed_and_keeps_the_focus(page: Any, kind: str) -> None:
    widget = MAKE[kind]()
    widget.place({"one": "tangibles", "order": ["empathy", "tangibles", "reliability"], "number": "3"}[kind])
    shown = mount(page, widget)
    before = shown.evaluate(STANDS)
    settled(page, widget, VALUES[kind])
    told(shown, "wrong")
    controls = shown.locator("form :is(input, button):visible").count()
    assert shown.locator("form [aria-disabled=true]:visible").count() == controls
    if kind == "one":
        shown.locator("label.fsq-option").nth(2).click(force=True)
    elif kind == "order":
        shown.get_by_role("button").nth(1).click(force=True)
    else:
        shown.get_by_role("textbox").press_sequentially("9")
    page.wait_for_timeout(200)
    assert shown.evaluate(STANDS) == before
    assert page.evaluate("document.activeElement.closest('.fsq-bet') !== null")
    assert widget.shown["state"] == "wrong"


STANDS = """root => [...root.querySelectorAll("li[data-value]")].map((row) => row.dataset.value)
    .concat([...root.querySelectorAll("input")].map((input) => input.type === "radio" ? input.checked : input.value))"""


def test_a_late_bet_is_answered_and_told_not_to_count(page: Any) -> None:
    widget = MAKE["one"]()
    widget.settle("reliability")
    shown = mount(page, widget)
    assert told(shown, "out").startswith("The answer is out.")
    shown.locator("label.fsq-option").nth(1).click()
    assert told(shown, "right").endswith("does not count.")
    shown.locator("label.fsq-option").nth(0).click()
    assert told(shown, "wrong").endswith("does not count.")


def test_a_screen_reader_finds_a_group_named_controls_and_one_live_region(page: Any) -> None:
    widget = MAKE["one"]()
    shown = mount(page, widget)
    group = shown.locator("fieldset")
    assert page.get_by_role("group", name="Your bet").count() == 2
    for name in ("Tangibles", "Reliability"):
        assert group.get_by_role("radio", name=name, exact=True).count() == 1
    live = shown.locator("[aria-live=polite]")
    assert live.count() == 1
    assert live.text_content() == ""
    shown.locator("label.fsq-option").nth(1).click()
    page.wait_for_function("document.querySelector('[aria-live]').textContent.startsWith('Your bet: Reliability')")
    settled(page, widget, "empathy")
    page.wait_for_function("document.querySelector('[aria-live]').textContent.includes('The data say: Empathy')")
    described = group.get_attribute("aria-describedby")
    assert shown.locator(".fsq-told").get_attribute("id") == described


def test_a_number_field_is_named_with_its_unit_and_says_what_is_near_enough(page: Any) -> None:
    use("zh")
    shown = mount(page, MAKE["number"]())
    field = shown.get_by_role("textbox", name="你猜的数（单位：倍）", exact=True)
    note = field.get_attribute("aria-describedby")
    assert page.locator(f"[id='{note}']").inner_text() == "相差不超过5就算猜中。"


@EACH
def test_every_control_keeps_notebook_shortcuts_away(page: Any, kind: str) -> None:
    mount(page, MAKE[kind]())
    focusable = "input, button, select, textarea, a[href], [tabindex]"
    count = page.locator(focusable).count()
    assert count >= 3
    assert page.locator('[data-lm-suppress-shortcuts="true"]').count() == count


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_silent_kernel_is_named_within_four_seconds(page: Any, language: str, kind: str) -> None:
    use(language)
    shown = mount(page, MAKE[kind](), answers=False)
    if kind == "one":
        shown.locator("label.fsq-option").nth(0).click()
    else:
        shown.locator("button[type=submit]").click()
    assert told(shown, "silent") == catalogue(language)["bets"]["silent"]


def test_the_other_language_keeps_what_was_chosen(page: Any) -> None:
    widget = MAKE["one"]()
    shown = mount(page, widget)
    shown.locator("label.fsq-option").nth(1).click()
    told(shown, "placed")
    shown.get_by_role("button", name="中文").click()
    page.wait_for_function("document.querySelector('.fsq-bet').lang === 'zh-CN'")
    assert shown.get_by_role("radio", name="可靠性").is_checked()
    assert told(shown, "placed").startswith("记下了：可靠性。")
    assert shown.get_by_role("button", name="English").count() == 1


def test_markup_in_options_and_sentences_stays_text(page: Any) -> None:
    markup = "<img src=x onerror=window.hacked=1>"
    widget = bet("x", [markup, "b"])
    shown = mount(page, widget)
    shown.get_by_role("radio").nth(0).check()
    assert markup in told(shown, "placed")
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None


@EACH
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_44_pixels_and_nothing_overflows(page: Any, width: int, language: str, kind: str) -> None:
    use(language)
    page.set_viewport_size({"width": width, "height": 900})
    shown = mount(page, MAKE[kind]())
    for target in shown.locator("label.fsq-option, button:visible, input[type=text]").all():
        box = target.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@EACH
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_before_a_bet_and_after_it_is_settled(page: Any, kind: str, dark: bool) -> None:
    use("zh")
    widget = MAKE[kind]()
    shown = mount(page, widget)
    if dark:
        darken(page)
    assert axe_violations(page, ".fsq-bet") == []
    widget._take(widget.bet.kind.from_browser({"one": "0", "order": ["0", "1", "2"], "number": "3"}[kind]))
    settled(page, widget, VALUES[kind])
    told(shown, "wrong")
    assert axe_violations(page, ".fsq-bet") == []


def test_a_view_that_is_closed_listens_no_longer(page: Any) -> None:
    widget = MAKE["one"]()
    shown = mount(page, widget)
    page.evaluate("window.unmount()")
    settled(page, widget, "reliability")
    page.wait_for_timeout(300)
    assert shown.locator(".fsq-told").inner_text() == ""
