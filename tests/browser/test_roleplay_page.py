"""The role play widget in a bare page: Chromium on one side, the widget's Python on the other, no Jupyter between."""

import json
from pathlib import Path
from typing import Any

import pytest
from quiz_pages import answer_with

from fsq_lab.ground.language import LANGUAGES, message, use
from fsq_lab.roleplay.reading import load_scenario
from fsq_lab.roleplay.scenario import Play, explored
from fsq_lab.roleplay.widget import RoleWidget, take_role

pytestmark = pytest.mark.browser

NAME = "wrong-transfer"
PAGE = "<!doctype html><html lang='en'><title>role</title><body><main id='role'></main></html>"
MOUNT = """async ({code, state}) => {
    const url = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
    const listeners = new Set();
    window.model = {
        get: (name) => state[name],
        on: (event, listener) => listeners.add(listener),
        off: (event, listener) => listeners.delete(listener),
        send: async (message) => {
            const scene = await window.python(JSON.stringify(message));
            if (scene) { state.scene = JSON.parse(scene); listeners.forEach((listener) => listener()); }
        },
    };
    const {default: role} = await import(url);
    window.unmount = role.render({model: window.model, el: document.getElementById("role")});
}"""


def mount(page: Any, widget: RoleWidget, answers: bool = True) -> Any:
    """Put a role play on the page; with ``answers=False`` Python keeps silent, as a stopped kernel does."""

    def python(sent: str) -> str:
        widget._handle_custom_msg(json.loads(sent), [])
        return json.dumps(widget.scene) if answers else ""

    answer_with(page, python)
    page.set_content(PAGE)
    page.evaluate(MOUNT, {"code": widget.code, "state": {"scene": widget.scene}})
    return page.locator(".fsq-roleplay")


def route_to(kind: str) -> Play:
    """Return the best play, or the one with the smallest sum among those that break a rule."""
    scenario = load_scenario(NAME)
    lost = [play for play in explored(scenario) if play.ending and play.broken]
    return scenario.best if kind == "best" else min(lost, key=lambda play: play.total)


def places(play: Play) -> list[int]:
    return [step.line.choices.index(step.choice) for step in play.steps]


def ends_with(role: Any, play: Play, language: str) -> None:
    assert play.ending is not None
    role.get_by_role("heading", level=4).wait_for(timeout=5000)
    text = role.inner_text()
    assert play.ending.title[language] in text
    assert play.ending.debrief[language] in text
    for rule in play.broken:
        assert rule[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["best", "worst"])
def test_a_role_play_is_played_to_its_end_by_mouse(page: Any, language: str, kind: str) -> None:
    use(language)
    play = route_to(kind)
    role = mount(page, take_role(NAME))
    for turn, place in enumerate(places(play)):
        assert role.locator("ol > li").count() == turn
        role.get_by_role("radio").nth(place).click()
        role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
        role.locator("ol > li").nth(turn).wait_for(timeout=5000)
    ends_with(role, play, language)
    assert message("roleplay.score", share=100) in role.inner_text() or kind == "worst"


@pytest.mark.parametrize("kind", ["best", "worst"])
def test_a_role_play_is_played_to_its_end_by_keyboard_alone(page: Any, kind: str) -> None:
    play = route_to(kind)
    role = mount(page, take_role(NAME))
    page.keyboard.press("Tab")
    for turn, place in enumerate(places(play)):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(place):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        role.locator("ol > li").nth(turn).wait_for(timeout=5000)
    ends_with(role, play, "en")
    assert page.evaluate("document.activeElement.tagName") == "H4"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    role.get_by_role("radio").nth(0).wait_for(timeout=5000)
    assert role.locator("ol > li").count() == 0


def test_a_screen_reader_finds_the_group_and_hears_what_comes_of_a_choice(page: Any) -> None:
    widget = take_role(NAME)
    role = mount(page, widget)
    live = role.locator("[aria-live=polite]")
    assert live.count() == 1
    group = role.get_by_role("group", name=message("roleplay.reply"), exact=True)
    for option in widget.scene["line"]["options"]:
        assert group.get_by_role("radio", name=option, exact=True).count() == 1
    role.get_by_role("radio").nth(1).check()
    role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
    page.wait_for_function("document.querySelector('[aria-live]').textContent !== ''", timeout=5000)
    said = str(live.text_content())
    assert widget.scene["steps"][0]["reason"] in said
    assert widget.scene["line"]["text"] in said
    assert live.count() == 1
    assert page.evaluate("document.activeElement.className") == "fsq-landing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_things_stand_is_shown_as_bars_and_said_in_words(page: Any, language: str) -> None:
    use(language)
    widget = take_role(NAME)
    role = mount(page, widget)
    widths = "bars => bars.map(bar => bar.firstChild.offsetWidth / bar.clientWidth)"

    def shown() -> list[float]:
        for told, one in zip(role.locator(".fsq-mood > li").all_inner_texts(), widget.scene["mood"], strict=True):
            assert told.strip() == f"{one['name']} {one['level']} · {one['word']}"
        assert role.locator(".fsq-bar").count() == role.locator('.fsq-bar[aria-hidden="true"]').count() == 4
        return [float(width) for width in role.locator(".fsq-bar").evaluate_all(widths)]

    assert shown() == pytest.approx([0.4, 0.8, 0.6, 0.3], abs=0.01)
    role.get_by_role("radio").nth(0).check()
    role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
    page.wait_for_function("document.querySelector('[aria-live]').textContent !== ''", timeout=5000)
    assert shown() == pytest.approx([0.2, 0.8, 0.5, 0.3], abs=0.01)
    assert message("roleplay.mood.trust.low") in str(role.locator("[aria-live=polite]").text_content())


def test_nothing_chosen_is_told_and_a_silent_kernel_is_named(page: Any) -> None:
    role = mount(page, take_role(NAME), answers=False)
    say = role.get_by_role("button", name=message("roleplay.say"), exact=True)
    say.click()
    assert message("roleplay.choose_first") in role.inner_text()
    role.get_by_role("radio").nth(0).check()
    say.click()
    role.get_by_text(message("roleplay.silent")).first.wait_for(timeout=4000)


def test_switching_the_language_keeps_what_was_said_and_the_focus(page: Any) -> None:
    widget = take_role(NAME)
    role = mount(page, widget)
    role.get_by_role("radio").nth(3).check()
    role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
    role.locator("ol > li").nth(0).wait_for(timeout=5000)
    role.get_by_role("button", name="中文", exact=True).click()
    role.get_by_role("button", name="English", exact=True).wait_for(timeout=5000)
    assert load_scenario(NAME).lines["opening"].choices[3].text["zh"] in role.inner_text()
    assert role.get_attribute("lang") == "zh-CN"
    assert page.evaluate("document.activeElement.textContent") == "English"


def test_every_focusable_control_keeps_notebook_shortcuts_away(page: Any) -> None:
    widget = take_role(NAME)
    role = mount(page, widget)
    for place in [*places(route_to("best")), None]:
        focusable = role.locator("input, button, select, textarea, a[href], [tabindex]").count()
        assert focusable == role.locator('[data-lm-suppress-shortcuts="true"]').count() > 0
        if place is not None:
            turn = role.locator("ol > li").count()
            role.get_by_role("radio").nth(place).check()
            role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
            role.locator("ol > li").nth(turn).wait_for(timeout=5000)


def test_markup_in_lines_stays_text(page: Any) -> None:
    markup = "<img src=x onerror=window.hacked=1>"
    widget = take_role(NAME)
    scene = json.loads(json.dumps(widget.scene))
    scene["about"] = scene["line"]["text"] = scene["line"]["options"][0] = scene["title"] = markup
    widget.scene = scene
    mount(page, widget)
    page.wait_for_timeout(200)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_targets_and_width_at_start_and_end(page: Any, dark: bool, width: int, language: str) -> None:
    import axe_playwright_python

    use(language)
    page.set_viewport_size({"width": width, "height": 900})
    widget = take_role(NAME)
    role = mount(page, widget)
    if dark:
        page.add_style_tag(
            content=":root { --jp-content-font-color1: #fff; --jp-layout-color1: #111; --jp-layout-color2: #333 }"
            "body { background: #111 }"
        )
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8") + ";0")

    def sound() -> None:
        found = page.evaluate("async () => (await axe.run('.fsq-roleplay')).violations.map((rule) => rule.id)")
        assert found == []
        for target in role.locator("label.fsq-option, button").all():
            box = target.bounding_box()
            assert min(box["height"], box["width"]) >= 44
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    sound()
    for turn, place in enumerate(places(route_to("worst"))):
        role.get_by_role("radio").nth(place).check()
        role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
        role.locator("ol > li").nth(turn).wait_for(timeout=5000)
        sound()


def test_a_view_that_is_closed_listens_no_longer(page: Any) -> None:
    widget = take_role(NAME)
    role = mount(page, widget)
    page.evaluate("window.unmount()")
    role.get_by_role("radio").nth(0).check()
    role.get_by_role("button", name=message("roleplay.say"), exact=True).click()
    page.wait_for_timeout(300)
    assert role.locator("ol > li").count() == 0
